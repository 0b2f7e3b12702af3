"""Tables in text: comma, semicolon, tab or pipe between the cells, with or without quotes."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from planner.guarding import bare
from planner.limits import limits
from planner.reading.collecting import Problems
from planner.reading.files.cleaning import clean, report_shortened, shorten
from planner.reading.files.decoding import decode
from planner.reading.files.delimiters import find_delimiter
from planner.reading.grid import Cell, Read, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.reading.sources import SourceFile

_TABLE_NAMES = (".csv", ".tsv")
_HINT_LINE = re.compile(r"\A\s*sep=.[ \t]*$", re.IGNORECASE | re.MULTILINE)
_PIPE_RULE = re.compile(r"^[ \t|:+-]*-[ \t|:+-]*$", re.MULTILINE)
_FIRST_PIPE = re.compile(r"^[ \t]*\|", re.MULTILINE)
LINES_A_CELL = 100
"""A cell that goes on for more lines than this has a quote that was never closed …"""
# … and after so many of those, quotes mean nothing in this file.
_MOST_UNCLOSED = 50
_NO_QUOTE = "\x01"  # control characters were removed
MOVING = ",;"
"""Delimiters that also stand in texts and numbers: without quotation marks they move the cells after them."""
# A cell that holds a line with so many delimiters holds a row.
_DELIMITERS_OF_A_ROW = 3
_LONGEST_LINE = 1_000_000
_GAPS_A_CELL = 8


def read_text(source: SourceFile) -> Read[tuple[str, Sheet | None]]:
    """Read a text file: the text, and the table in it where it is one.

    Raises:
        Refused: it is no text.
    """
    problems = Problems()
    text = decode(source, problems)
    delimiter = find_delimiter(text, is_table=is_named_table(source.name))
    sheet = None if delimiter is None else _read_table(source.name, delimiter, text, problems)
    return Read((text, sheet), problems.as_tuple())


def is_named_table(file: str) -> bool:
    """Whether a file's name says that it is a table."""
    return file.lower().endswith(_TABLE_NAMES)


def without_hint(text: str) -> str:
    """Blank the line at a text's beginning that names the delimiter (``sep=;``)."""
    return _HINT_LINE.sub("", text)


def _read_table(file: str, delimiter: str, text: str, problems: Problems) -> Sheet:
    """Read all rows within the limits; blank rows below the last are left out."""
    if delimiter == "|":
        text = _FIRST_PIPE.sub("", _PIPE_RULE.sub("", text))
    # A spreadsheet may export a million rows of nothing but delimiters.
    text = without_hint(text)
    text = text[: _end(text, delimiter)]
    sheet = Sheet(file, None, [])
    rows, bounds = sheet.rows, limits()
    reader = RecordReader(file, delimiter, problems)
    cells_left = bounds.cells
    for record in reader.records(text):
        width = len(record)
        if len(rows) == bounds.rows:
            reader.say_too_many_rows(len(rows))
            break
        row = reader.row(record)
        cells_left -= max(len(row) - row.count(None), len(row) // _GAPS_A_CELL)
        if cells_left < 0:
            message = f"The file holds too much; it was read down to row {len(rows):,}. Split it."
            problems.error("too-many-cells", message, sheet.place(len(rows)))
            break
        rows.append(row)
        reader.next_row, reader.above = len(rows), record
        if delimiter in MOVING:
            sheet.widths.append(width)
    while rows and not rows[-1]:
        rows.pop()
    reader.say_too_wide()
    if reader.holds_long_text:
        report_shortened(sheet, problems)
    return sheet


def _end(text: str, delimiter: str) -> int:
    """Find where the last row that holds something ends, the blank cells at its end among it."""
    last = len(text.rstrip(delimiter + " \t\n"))
    line_end = text.find("\n", last)
    return len(text) if line_end < 0 else line_end


class _Unclosed(Exception):  # noqa: N818 - it is an answer about the input, not a fault of ours
    """A quote was opened and not closed where a cell can end."""


class _Lines:
    """Feeds a csv reader line by line, and notices when one record takes too many."""

    def __init__(self, text: str, start: int) -> None:
        """Begin at a place in the text, without a second copy of it."""
        self._text = text
        self.after = start
        """Where the next line starts."""
        self.of_this_record = 0
        self.cut = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        """Give the next line, cut where it is longer than any row.

        Raises:
            StopIteration: there is none.
            _Unclosed: a record takes too many lines, or goes on after the last.
        """
        start = self.after
        if start >= len(self._text):
            if self.of_this_record:
                raise _Unclosed
            raise StopIteration
        if self.of_this_record >= LINES_A_CELL:
            raise _Unclosed
        end = self._text.find("\n", start)
        self.after = len(self._text) if end < 0 else end + 1
        self.of_this_record += 1
        if self.after - start > _LONGEST_LINE:
            self.cut = True
            return self._text[start : start + _LONGEST_LINE]
        return self._text[start : self.after]


class RecordReader:
    """Splits one text, whole or piece by piece, into records, and a record into a row's cells.

    Whoever reads keeps ``next_row`` (from 0) and ``above``, the record above (``None`` where there is none),
    because what a quotation mark left open has swallowed is told by them.
    """

    def __init__(self, file: str, delimiter: str, problems: Problems) -> None:
        """Begin at the first row of a file."""
        self.delimiter = delimiter
        self.next_row = 0
        self.above: list[str] | None = None
        self.holds_long_text = False
        self.after = 0
        """Where the next record starts, in the text that is being split."""
        self._sheet = Sheet(file, None, [])
        self._problems = problems
        self._widest = 0
        self._unclosed = 0

    @property
    def quote(self) -> str:
        """What stands around a cell; nothing that can stand there where too many quotes were left open."""
        return '"' if self._unclosed < _MOST_UNCLOSED else _NO_QUOTE

    def one_line(self, line: str) -> list[str] | None:
        """Split a line that is a whole record; None where it isn't one all by itself."""
        if len(line) > _LONGEST_LINE:
            return None
        try:
            (record,) = csv.reader(
                (line,), delimiter=self.delimiter, skipinitialspace=True, quotechar=self.quote, strict=True
            )
        except (csv.Error, ValueError):
            return None
        return record

    def lines(self, lines: Sequence[str]) -> list[list[str]] | None:
        """Split lines that each are a whole record; None where one of them isn't."""
        if max(map(len, lines), default=0) > _LONGEST_LINE:
            return None
        reader = csv.reader(
            lines, delimiter=self.delimiter, skipinitialspace=True, quotechar=self.quote, strict=True
        )
        try:
            records = list(reader)
        except csv.Error:
            return None
        return records if len(records) == len(lines) else None

    def records(self, text: str, until: int | None = None) -> Iterator[list[str]]:
        """Split the text into records. A quote left open costs its own row, not those below.

        Records that start at ``until`` or after are left for later; the text has to go on behind there for as
        many lines as a cell may take, or to its end.
        """
        until = len(text) if until is None else until
        start = 0
        while start < until:
            lines = _Lines(text, start)
            reader = csv.reader(
                lines, delimiter=self.delimiter, skipinitialspace=True, quotechar=self.quote, strict=True
            )
            try:
                for record in reader:
                    if lines.of_this_record > 1 and self._swallowed_rows(record):
                        raise _Unclosed  # noqa: TRY301 - the same answer as from within the reader
                    self._report_cut(lines)
                    lines.of_this_record = 0
                    self.after = start = lines.after
                    yield record
                    if start >= until:
                        return
            except (_Unclosed, csv.Error) as error:
                self._unclosed += 1
                if "field limit" not in str(error):
                    message = (
                        "A quotation mark is not closed where its cell ends. The row was read without any."
                    )
                    self._problems.error("quote-not-closed", message, self._sheet.place(self.next_row))
                # Else a cell is longer than the csv module takes: shortened, and said, as any long text is.
                self._report_cut(lines)
            if start < until:
                line = next(one_line := _Lines(text, start))
                self.after = start = one_line.after
                yield line.replace('"', "").split(self.delimiter)

    def _swallowed_rows(self, record: list[str]) -> bool:
        """Whether a cell of several lines holds what looks like rows of the table."""
        width = len(record) if self.above is None else len(self.row(self.above))
        return any(
            line.count(self.delimiter) >= max(width - 1, _DELIMITERS_OF_A_ROW)
            for cell in record
            if "\n" in cell
            for line in cell.split("\n")
        )

    def row(self, record: list[str]) -> tuple[Cell, ...]:
        """Give a record's cells as they are kept: clean, within the limits, no blank ones at the end."""
        bounds = limits()
        if len(record) > bounds.columns:
            self._widest = max(self._widest, len(record))
            del record[bounds.columns :]
        row: list[Cell] = []
        for written in record:
            cell = clean(written) if written else None
            if cell is not None and cell[0] in "'=":
                cell = clean(bare(cell))
            if cell is not None and len(cell) > bounds.cell_characters:
                cell = shorten(cell, bounds.cell_characters)
                self.holds_long_text = True
            row.append(cell)
        while row and row[-1] is None:
            row.pop()
        return tuple(row)

    def say_too_many_rows(self, read: int) -> None:
        """Say that the file goes on below the rows that were read."""
        message = f"The file has more than {read:,} rows; only those were read. Split it."
        self._problems.error("too-many-rows", message, self._sheet.place(read))

    def say_too_many_kinds(self, row: int) -> None:
        """Say that the file was read down to about a row (from 0), because too much in it differs."""
        most = limits().queue_row_kinds
        message = (
            f"The rows say more than {most:,} different things, so the file was read only down to about "
            "here. Split it, or remove what differs without need."
        )
        self._problems.error("too-many-kinds-of-row", message, self._sheet.place(row))

    def say_too_wide(self) -> None:
        """Say that rows had more columns than are read."""
        most = limits().columns
        if self._widest > most:
            message = f"The file has {self._widest:,} columns; the first {most:,} were read."
            self._problems.error("too-many-columns", message, self._sheet.place(0))

    def _report_cut(self, lines: _Lines) -> None:
        if lines.cut:
            lines.cut = False
            message = f"The line is longer than {_LONGEST_LINE:,} characters; the rest of it was not read."
            self._problems.error("line-too-long", message, self._sheet.place(self.next_row))
