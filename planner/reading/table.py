"""A sheet with its header row found: rows whose cells are asked for by the field's name."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from planner.naming import fold
from planner.reading.cells.values import is_blank
from planner.reading.files.cleaning import clean, column_letters
from planner.reading.grid import FormulaWithoutValue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from planner.problem import Place
    from planner.reading.collecting import Problems
    from planner.reading.grid import Cell, Sheet

_TOTAL = re.compile(
    r"(?:grand |sub ?|overall )?(?:totals?|sum)"
    r"(?: (?:of|all|ce|targeted|required|prescribed|minimum|credits?|hours|courses|price|cost|\d+(?: \d+)?))*"
)
_LONGEST_TOTAL = 60
AGAIN = ", again"
"""Stands behind a field's name for a further column that reads as that field."""
_FIRST_OF_SEVERAL = re.compile(r"(?:^|\s)\(?1[.)]\s(?=.+\s\(?2[.)]\s)")


def text_of(cell: Cell) -> str:
    """Give a name or an id as text; a whole number has no decimals ("101.0" is 101). Blank gives ""."""
    if isinstance(cell, str):
        return _text_of_text(cell)
    if cell is None or isinstance(cell, FormulaWithoutValue):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


@lru_cache(maxsize=65536)
def _text_of_text(text: str) -> str:
    whole, dot, decimals = text.partition(".")
    if dot and not decimals.strip("0") and whole.isdecimal():
        return whole
    return "" if is_blank(text) else clean(text) or ""


def repeats(cells: tuple[Cell, ...], header: tuple[Cell, ...]) -> bool:
    """Whether a row says nothing but what a header says in the same columns."""
    return all(
        cell is None or (column < len(header) and cell == header[column]) for column, cell in enumerate(cells)
    )


def is_total(text: str) -> bool:
    """Whether a text calls its row a total ("Total", "Grand total", "Total 16")."""
    if len(text) > _LONGEST_TOTAL or text[:1].lower() not in "gsto":
        return False
    return _TOTAL.fullmatch(fold(text)) is not None


def names_several(name: str) -> bool:
    """Whether a cell lists several numbered names ("Procedures 1. Neurological 2. Body")."""
    return _FIRST_OF_SEVERAL.search(name) is not None


def without_several(name: str) -> str:
    """Drop the numbered names after another one in a cell: their one figure is known for that one only."""
    first = _FIRST_OF_SEVERAL.search(name)
    return name[: first.start()].strip() if first else name


def in_rows(count: int, what: str = "row") -> str:
    """Begin a sentence about several rows, said at the first of them."""
    return f"In this {what}" if count == 1 else f"In {count:,} {what}s, the first of them this one,"


class Spot(NamedTuple):
    """A row (from 0) of a sheet or a line of a text: cheap to keep, and a `Place` when one is asked for."""

    sheet: Sheet
    row: int

    def place(self, column: str | None = None) -> Place:
        """Name the place, with the column's header where there is one."""
        return self.sheet.place(self.row, column)


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet, its header row (from 0) and the column of each field. Rows below ``last_header`` are data."""

    sheet: Sheet
    header: int
    columns: dict[str, int]
    last_header: int = -1
    labels: dict[int, str] = field(default_factory=dict)
    """What the columns are called, as far as anyone asked."""

    def label(self, column: int) -> str:
        """Give a column's header as written, or its letter where it has none."""
        label = self.labels.get(column)
        if label is None:
            row = self.sheet.rows[self.header]
            label = text_of(row[column] if column < len(row) else None) or column_letters(column)
            self.labels[column] = label
        return label

    def place(self, row: int, name: str | None = None) -> Place:
        """Name the place of a field's cell, or of a row."""
        column = self.columns.get(name) if name is not None else None
        return self.sheet.place(row, self.label(column) if column is not None else None)

    @property
    def width(self) -> int:
        """Count the header's cells as written; 0 where no missing quotation mark can have moved cells."""
        widths = self.sheet.widths[self.header : max(self.header, self.last_header) + 1]
        return max(widths, default=0)

    def numbers(self) -> range:
        """Number the rows (from 0) that are looked at: all those below the header."""
        return range(max(self.header, self.last_header) + 1, len(self.sheet.rows))

    def moved_rows(self) -> frozenset[int]:
        """Find the rows (from 0) that have more cells than the header, so that none of them can be trusted.

        A delimiter inside one cell has moved those after it. Blank cells at the end of most rows don't count.
        """
        width, sheet = self.width, self.sheet
        if not width:
            return frozenset()
        data = [row for row in self.numbers() if sheet.rows[row]]
        common = Counter(sheet.widths[row] for row in data)
        usual = max(width, max(common, key=lambda cells: (common[cells], -cells), default=width))
        return frozenset(row for row in data if sheet.widths[row] > usual or len(sheet.rows[row]) > width)

    def _say_moved(self, row: int, problems: Problems) -> None:
        problems.error(
            "row-too-long",
            f"The row has {self.sheet.widths[row]} cells, and the header has {self.width}. Where a comma or "
            'semicolon stands inside a text or a number, put it in quotation marks ("2,75"). The row was '
            "left out.",
            self.sheet.place(row),
            value=text_of(self.sheet.rows[row][-1]),
        )

    def rows(
        self, problems: Problems, names: Sequence[str] = (), on_moved: Callable[[Row], None] | None = None
    ) -> Iterator[Row]:
        """Go through the rows that hold data.

        Blank rows and repeated header rows are passed over; so are totals, which is said. ``names`` are the
        fields in which a total may be announced, besides the row's first cell. A row whose cells have moved
        is an error and passed over; ``on_moved`` is told of it.
        """
        header = self.sheet.rows[self.header]
        header_cells = {cell for cell in header if cell is not None}
        asked = [self.columns[name] for name in names if name in self.columns]
        moved = self.moved_rows()
        for number in self.numbers():
            cells = self.sheet.rows[number]
            first = next((cell for cell in cells if cell is not None), None)
            if first is None:
                continue
            if first in header_cells and repeats(cells, header):
                continue
            row = Row(self, number, cells)
            texts = (first, *(cells[column] for column in asked if column < len(cells)))
            if any(isinstance(text, str) and is_total(text) for text in texts):
                problems.warning(
                    "totals-row-skipped",
                    "This row looks like a total of other rows, so it was passed over.",
                    self.sheet.place(number),
                    value=text_of(first),
                )
                continue
            if number in moved:
                self._say_moved(number, problems)
                if on_moved is not None:
                    on_moved(row)
                continue
            yield row


@dataclass(slots=True)
class Row:
    """One row of a table."""

    table: Table
    number: int
    cells: tuple[Cell, ...]

    def raw(self, name: str) -> Cell:
        """Give the cell of a field as it stands; None where the table has no such column."""
        column = self.table.columns.get(name)
        return self.cells[column] if column is not None and column < len(self.cells) else None

    def merged(self, name: str) -> bool:
        """Whether a field's cell lies in a merged range, but isn't its first cell."""
        column = self.table.columns.get(name)
        return column is not None and (self.number, column) in self.table.sheet.merged

    def name(self, name: str) -> str:
        """Give a name, also where its cell is merged with one above or beside it; "" where there is none."""
        cell = self.raw(name)
        if cell is None and self.table.sheet.merged:
            column = self.table.columns.get(name)
            first = self.table.sheet.merged.get((self.number, column)) if column is not None else None
            if first is not None and first[0] > self.table.header:
                cell = self.table.sheet.rows[first[0]][first[1]]
        return text_of(cell)

    def filled(self) -> list[tuple[int, Cell]]:
        """List the cells that hold something, with their columns."""
        return [(column, cell) for column, cell in enumerate(self.cells) if cell is not None]

    def place(self, name: str | None = None) -> Place:
        """Name the place of a field's cell, or of the row."""
        return self.table.place(self.number, name)

    @property
    def spot(self) -> Spot:
        """Name the row, cheaply."""
        return Spot(self.table.sheet, self.number)


def shown(cell: Cell | date) -> str | None:
    """Give a cell's content for a problem's ``value``."""
    if isinstance(cell, FormulaWithoutValue):
        return cell.formula
    return cell if isinstance(cell, str) else text_of(cell) or None
