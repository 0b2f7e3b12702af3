"""The cells of one sheet, streamed from its XML: values, which of them are formulas, and merged ranges.

Reads what ECMA-376 part 1, 18.3 (worksheets) says of ``row``, ``c``, ``f``, ``v``, ``is`` and ``mergeCell``,
in one pass and a third of openpyxl's time. Blank cells and blank rows cost nothing but their tags.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.limits import limits
from planner.reading.cells.days import from_serial, read_day
from planner.reading.files.cleaning import clean, shorten
from planner.reading.files.markup import Allowance, Enough, Malformed
from planner.reading.grid import Cell, FormulaWithoutValue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_DIGITS = "0123456789"
_COLUMN = re.compile(r"[A-Z]{1,3}", re.ASCII)
_NUMBER = re.compile(r"[1-9][0-9]{0,6}", re.ASCII)
_DEEPEST = 100
_NO_CELL: dict[str, str] = {}
_MOST_MERGES = 20_000
_LONGEST_RANGE = len("XFD1048576:XFD1048576")
# A gap between two cells of a row takes an eighth of the memory that a number takes.
_GAPS_A_CELL = 8
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TRUE = frozenset({"1", "true", "on"})
_FIRST_PRINTABLE = 0x20
_UNDERSCORE = 0x5F
# Days; what is shown as a time but longer is a day with its time.
_LONGEST_TIME = 1_000
_HOURS_A_DAY, _MINUTES_AN_HOUR = 24, 60


class Style(StrEnum):
    """How a number is shown, where that changes what it is."""

    DAY = "day"
    TIME = "time"
    """A time of day, or a length of time; kept as text (``1:30``)."""


class Stop(StrEnum):
    """Which limit ended the reading of a sheet."""

    ROWS = "rows"
    CELLS = "cells"


@dataclass(frozen=True, slots=True)
class Stored:
    """What a sheet's cells refer to: the workbook's texts, its styles by number, and its first day."""

    texts: Sequence[str | None] = ()
    styles: Mapping[str, Style] = field(default_factory=dict)
    from_1904: bool = False
    holds_long_text: bool = False


def decode_text(text: str, longest: int) -> str | None:
    """Clean a stored text, its escapes (``_x000D_``) first, and shorten it."""
    if "_x" in text:
        text = _ESCAPE.sub(_unescaped, text)
    cleaned = clean(text)
    return None if cleaned is None else shorten(cleaned, longest)


def _unescaped(escape: re.Match[str]) -> str:
    code = int(escape[1], 16)
    if code == _UNDERSCORE:
        return "_"
    return " " if code < _FIRST_PRINTABLE else escape[0]


class _Columns(dict[str, int]):
    """Column numbers, from 0, by their letters."""

    def __missing__(self, letters: str) -> int:
        if not _COLUMN.fullmatch(letters):
            message = "a cell's column is not named by letters"
            raise Malformed(message)
        number = 0
        for letter in letters:
            number = number * 26 + ord(letter) - ord("A") + 1
        self[letters] = number - 1
        return number - 1


class Cells:
    """Collects a sheet's cells as a `planner.reading.files.markup.Sink`."""

    def __init__(self, stored: Stored, allowance: Allowance) -> None:
        """Start with no cells. Texts of other sheets, and the cells they took, are known already."""
        self.rows: list[tuple[Cell, ...]] = []
        self.calculated: set[tuple[int, int]] = set()
        self.merges: list[str] = []
        self.hidden_rows: list[int] = []
        """The rows (from 0) that hold something and aren't shown: hidden, or filtered out."""
        self.hidden_columns: set[int] = set()
        self.stopped: Stop | None = None
        self.widest = 0
        """The number of columns that hold a value, those over the limit counted."""
        self.holds_long_text = stored.holds_long_text
        """Whether some text may have been shortened."""
        self.last_row = -1
        """The row mentioned last, blank or not, from 0."""
        self.columns = _Columns()
        self._stored = stored
        self._allowance = allowance
        bounds = limits()
        self._longest = bounds.cell_characters
        self._most_rows, self._most_columns = bounds.rows, bounds.columns
        self._depth = 0
        self._row: list[Cell] | None = None
        self._is_hidden = False
        self._cell: dict[str, str] = _NO_CELL
        self._column = -1
        self._in_cell = False
        self._has_value = self._has_formula = False
        self._formula = ""

    def begin(self, prefix: str, pieces: list[str]) -> None:
        """Learn how the tags are written, and the list that collects all text."""
        self._pieces = pieces
        self._c, self._v, self._f, self._is = (prefix + tag for tag in ("c", "v", "f", "is"))
        self._row_tag, self._merge_tag = prefix + "row", prefix + "mergeCell"
        self._column_tag = prefix + "col"

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take an element's start. What is met most often comes first, and a blank cell costs least."""
        if tag == self._c:
            if self._in_cell:
                _nested()
            self._in_cell = True
            self._has_value = self._has_formula = False
            if "r" not in attributes:
                self._column = self._column_of(self._cell) + 1
            self._cell = attributes
        elif self._in_cell and (tag == self._v or tag == self._is):  # noqa: PLR1714 - the quicker form
            if self._has_value:
                _nested()
            if self._has_formula:
                self._formula = "".join(self._pieces)
            self._has_value = True
            self._pieces.clear()
        elif tag == self._row_tag:
            self._start_row(attributes)
        elif self._in_cell and tag == self._f:
            if self._has_formula:
                _nested()
            self._has_formula = True
            self._pieces.clear()
        else:
            self._start_other(tag, attributes)

    def end(self, tag: str) -> None:
        """Take an element's end."""
        if tag == self._c:
            self._in_cell = False
            if self._has_value or self._has_formula:
                self._end_cell()
        elif tag == self._row_tag:
            row, self._row = self._row, None
            if row:
                self._end_row(row)
        elif not self._in_cell or tag not in (self._v, self._f, self._is):
            self._depth -= 1

    def _column_of(self, attributes: dict[str, str]) -> int:
        """Give a cell's column, from 0: as it says, or counted."""
        place = attributes.get("r")
        return self._column if place is None else self.columns[place.rstrip(_DIGITS)]

    def _start_row(self, attributes: dict[str, str]) -> None:
        if self._row is not None:
            _nested()
        number = attributes.get("r")
        try:
            self.last_row = self.last_row + 1 if number is None else int(number) - 1
        except ValueError as error:
            message = "a row's number is not a number"
            raise Malformed(message) from error
        self._row, self._is_hidden = [], attributes.get("hidden") in _TRUE
        self._cell, self._column = _NO_CELL, -1

    def _start_other(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            _nested()
        if tag == self._merge_tag and len(self.merges) < _MOST_MERGES:
            self.merges.append(attributes.get("ref", "")[:_LONGEST_RANGE])
        elif tag == self._column_tag and attributes.get("hidden") in _TRUE:
            first, last = attributes.get("min", ""), attributes.get("max", "")
            if _NUMBER.fullmatch(first) and _NUMBER.fullmatch(last):
                self.hidden_columns.update(range(int(first) - 1, min(int(last), self._most_columns)))

    def _end_cell(self) -> None:
        """Put the cell's value into its row, unless it is blank or over a limit."""
        row = self._row
        if row is None:
            message = "a cell is in no row"
            raise Malformed(message)
        text = "".join(self._pieces)
        value = self._value_of_formula(text) if self._has_formula else self._value(text)
        if value is None:
            return
        column = self._column_of(self._cell)
        if column >= self._most_columns:
            self.widest = max(self.widest, column + 1)
            return
        width = len(row)
        if column == width:
            row.append(value)
        elif column > width:
            row.extend([None] * (column - width))
            row.append(value)
        else:
            row[column] = value
        if self._has_formula and not isinstance(value, FormulaWithoutValue):
            self.calculated.add((self.last_row, column))

    def _end_row(self, row: list[Cell]) -> None:
        number = self.last_row
        if number >= self._most_rows:
            self.stopped = Stop.ROWS
            raise Enough
        blank_before = number - len(self.rows)
        if blank_before < 0:
            message = f"row {number + 1} comes twice"
            raise Malformed(message)
        allowance = self._allowance
        allowance.cells -= max(len(row) - row.count(None), len(row) // _GAPS_A_CELL)
        if allowance.cells < 0 or allowance.characters < 0:
            self.stopped = Stop.CELLS
            raise Enough
        self.rows.extend([()] * blank_before)
        self.rows.append(tuple(row))
        if self._is_hidden:
            self.hidden_rows.append(number)
        self.widest = max(self.widest, len(row))

    def _value_of_formula(self, text: str) -> Cell:
        """Give the value last saved for a formula; a formula that was never calculated has none."""
        if self._has_value and (text or self._cell.get("t") == "str"):
            return self._value(text)
        formula = shorten(self._formula if self._has_value else text, self._longest)
        self._allowance.characters -= len(formula)
        return FormulaWithoutValue("=" + formula)

    def _value(self, text: str) -> Cell:
        kind = self._cell.get("t", "n")
        if kind == "n":
            return self._number(text) if text else None
        if kind == "s":
            return self._shared_text(text)
        if kind == "b":
            return text.strip() in {"1", "true"} if text else None
        value = decode_text(text, self._longest)
        if value is not None:
            self._allowance.characters -= len(value)
            self.holds_long_text = self.holds_long_text or len(value) >= self._longest
        return value if kind != "d" or value is None else read_day(value) or value

    def _shared_text(self, number: str) -> Cell:
        if not number:
            return None
        try:
            return self._stored.texts[int(number)]
        except (ValueError, IndexError) as error:
            message = "a cell refers to a text that isn't there"
            raise Malformed(message) from error

    def _number(self, text: str) -> Cell:
        try:
            number = float(text)
        except ValueError:
            return decode_text(text, self._longest)
        style = self._stored.styles.get(self._cell.get("s", ""))
        if style is not None and (shown := self._as_shown(number, style)) is not None:
            return shown
        return int(number) if number.is_integer() else number

    def _as_shown(self, number: float, style: Style) -> Cell:
        """Give the day or the time that a number stands for; None where it stands for itself."""
        if 0 < number < (_LONGEST_TIME if style is Style.TIME else 1):
            minutes = round(number * _HOURS_A_DAY * _MINUTES_AN_HOUR)
            return f"{minutes // _MINUTES_AN_HOUR}:{minutes % _MINUTES_AN_HOUR:02d}"
        return from_serial(number, from_1904=self._stored.from_1904) if number >= 1 else None


def _nested() -> None:
    message = "its elements are nested as no sheet's are"
    raise Malformed(message)
