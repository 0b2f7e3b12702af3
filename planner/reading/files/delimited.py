"""Tables in text: comma, semicolon, tab or pipe between the cells, with or without quotes."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from planner.guarding import unguard
from planner.limits import limits
from planner.reading.collecting import Problems
from planner.reading.files.cleaning import clean, report_shortened, shorten
from planner.reading.files.decoding import decode
from planner.reading.files.delimiters import find_delimiter
from planner.reading.grid import Cell, Read, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.reading.sources import SourceFile

_TABLE_NAMES = (".csv", ".tsv")
_HINT_LINE = re.compile(r"\A\s*sep=.[ \t]*$", re.IGNORECASE | re.MULTILINE)
_PIPE_RULE = re.compile(r"^[ \t|:+-]*-[ \t|:+-]*$", re.MULTILINE)
_FIRST_PIPE = re.compile(r"^[ \t]*\|", re.MULTILINE)
# A cell that goes on for more lines than this has a quote that was never closed …
_LINES_A_CELL = 100
# … and after so many of those, quotes mean nothing in this file.
_MOST_UNCLOSED = 50
_NO_QUOTE = "\x01"  # control characters were removed
# These also stand in texts and numbers, where a missing quotation mark moves the cells after them.
_MOVING = ",;"
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
    delimiter = find_delimiter(text, is_table=source.name.lower().endswith(_TABLE_NAMES))
    sheet = None if delimiter is None else _Table(source.name, delimiter, problems).read(text)
    return Read((text, sheet), problems.as_tuple())


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
        if self.of_this_record >= _LINES_A_CELL:
            raise _Unclosed
        end = self._text.find("\n", start)
        self.after = len(self._text) if end < 0 else end + 1
        self.of_this_record += 1
        if self.after - start > _LONGEST_LINE:
            self.cut = True
            return self._text[start : start + _LONGEST_LINE]
        return self._text[start : self.after]


class _Table:
    """Reads the rows of one text."""

    def __init__(self, file: str, delimiter: str, problems: Problems) -> None:
        self._sheet = Sheet(file, None, [])
        self._delimiter = delimiter
        self._problems = problems
        self._cells_left = limits().cells
        self._widest = 0
        self._holds_long_text = False

    def read(self, text: str) -> Sheet:
        """Read all rows within the limits; blank rows below the last are left out."""
        if self._delimiter == "|":
            text = _FIRST_PIPE.sub("", _PIPE_RULE.sub("", text))
        # A spreadsheet may export a million rows of nothing but delimiters.
        text = _HINT_LINE.sub("", text)
        text = text[: self._end(text)]
        rows, bounds = self._sheet.rows, limits()
        for record in self._records(text):
            width = len(record)
            if len(rows) == bounds.rows:
                message = f"The file has more than {bounds.rows:,} rows; only those were read. Split it."
                self._problems.error("too-many-rows", message, self._sheet.place(len(rows)))
                break
            row = self._row(record)
            self._cells_left -= max(len(row) - row.count(None), len(row) // _GAPS_A_CELL)
            if self._cells_left < 0:
                message = f"The file holds too much; it was read down to row {len(rows):,}. Split it."
                self._problems.error("too-many-cells", message, self._sheet.place(len(rows)))
                break
            rows.append(row)
            if self._delimiter in _MOVING:
                self._sheet.widths.append(width)
        while rows and not rows[-1]:
            rows.pop()
        if self._widest > bounds.columns:
            message = f"The file has {self._widest:,} columns; the first {bounds.columns:,} were read."
            self._problems.error("too-many-columns", message, self._sheet.place(0))
        if self._holds_long_text:
            report_shortened(self._sheet, self._problems)
        return self._sheet

    def _end(self, text: str) -> int:
        """Find where the last row that holds something ends, the blank cells at its end among it."""
        last = len(text.rstrip(self._delimiter + " \t\n"))
        line_end = text.find("\n", last)
        return len(text) if line_end < 0 else line_end

    def _records(self, text: str) -> Iterator[list[str]]:
        """Split the text into records. A quote left open costs its own row, not those below."""
        start = unclosed = 0
        while start < len(text):
            quote = '"' if unclosed < _MOST_UNCLOSED else _NO_QUOTE
            lines = _Lines(text, start)
            reader = csv.reader(
                lines, delimiter=self._delimiter, skipinitialspace=True, quotechar=quote, strict=True
            )
            try:
                for record in reader:
                    if lines.of_this_record > 1 and self._swallowed_rows(record):
                        raise _Unclosed  # noqa: TRY301 - the same answer as from within the reader
                    self._report_cut(lines)
                    lines.of_this_record = 0
                    start = lines.after
                    yield record
            except (_Unclosed, csv.Error) as error:
                unclosed += 1
                if "field limit" not in str(error):
                    message = (
                        "A quotation mark is not closed where its cell ends. The row was read without any."
                    )
                    place = self._sheet.place(len(self._sheet.rows))
                    self._problems.error("quote-not-closed", message, place)
                # Else a cell is longer than the csv module takes: shortened, and said, as any long text is.
                self._report_cut(lines)
            if start < len(text):
                line = next(one_line := _Lines(text, start))
                start = one_line.after
                yield line.replace('"', "").split(self._delimiter)

    def _swallowed_rows(self, record: list[str]) -> bool:
        """Whether a cell of several lines holds what looks like rows of the table."""
        width = len(self._sheet.rows[-1]) if self._sheet.rows else len(record)
        return any(
            line.count(self._delimiter) >= max(width - 1, _DELIMITERS_OF_A_ROW)
            for cell in record
            if "\n" in cell
            for line in cell.split("\n")
        )

    def _row(self, record: list[str]) -> tuple[Cell, ...]:
        bounds = limits()
        if len(record) > bounds.columns:
            self._widest = max(self._widest, len(record))
            del record[bounds.columns :]
        row: list[Cell] = []
        for written in record:
            cell = clean(written) if written else None
            if cell is not None and cell[0] == "'":
                cell = unguard(cell)
            if cell is not None and len(cell) > bounds.cell_characters:
                cell = shorten(cell, bounds.cell_characters)
                self._holds_long_text = True
            row.append(cell)
        while row and row[-1] is None:
            row.pop()
        return tuple(row)

    def _report_cut(self, lines: _Lines) -> None:
        if lines.cut:
            lines.cut = False
            message = f"The line is longer than {_LONGEST_LINE:,} characters; the rest of it was not read."
            self._problems.error("line-too-long", message, self._sheet.place(len(self._sheet.rows)))
