"""The headers of a wide catalog: which columns are subcategories, and of which discipline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.naming import nearest
from planner.reading.cells.headers import match_headers
from planner.reading.cells.values import NotReadable, read_credits
from planner.reading.fields import COURSE, DISTRIBUTION
from planner.reading.line_parts import ANY_DISCIPLINE, take_apart
from planner.reading.meaning import distinct_values
from planner.reading.table import Table, is_total, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.naming import Names
    from planner.reading.grid import Cell, Sheet

_MOST_HEADER_ROWS = 2


@dataclass(frozen=True, slots=True)
class WideColumn:
    """A column of credits. ``discipline`` is "" where the header doesn't name one."""

    column: int
    label: str
    discipline: str
    category: str
    name: str


@dataclass(frozen=True, slots=True)
class WideHeader:
    """The columns of credits, those that only repeat sums, and the last row (from 0) of the header."""

    columns: tuple[WideColumn, ...]
    totals: tuple[str, ...]
    total_columns: tuple[int, ...]
    last_header: int


def read_wide_header(table: Table, names: Names, sheet_discipline: str) -> WideHeader:
    """Find the columns of credits.

    A header may be one row (``MR: Body``, ``MRI - Procedures - Body``), or several with the discipline, and
    perhaps the category, above the subcategories. In a sheet that is named after a discipline, or in a table
    with a column discipline, a bare subcategory's name is enough.
    """
    block = _header_block(table, names)
    taken = set(table.columns.values())
    width = max(len(table.sheet.rows[row]) for row in block)
    above = {row: _spread(table.sheet, row, taken, width) for row in block[:-1]}
    columns: list[WideColumn] = []
    totals: dict[int, str] = {}
    for column in range(width):
        if column in taken:
            continue
        texts = [above[row][column] for row in block[:-1]]
        texts.append(_text(table.sheet, block[-1], column))
        path = [text for text in dict.fromkeys(texts) if text]
        if not path:
            continue
        label = ": ".join(path)
        line = take_apart(" : ".join(part.replace("_", " ") for part in path), names, ANY_DISCIPLINE)
        if _is_total(path[-1], names) or is_total(line.name):
            totals[column] = label
        elif not line.figures and line.met is None:
            written = WideColumn(column, label, line.discipline, line.category, line.name)
            if found := _understand(table, written, names, sheet_discipline):
                columns.append(found)
    return WideHeader(tuple(columns), tuple(totals.values()), tuple(totals), block[-1])


def _understand(table: Table, column: WideColumn, names: Names, sheet_discipline: str) -> WideColumn | None:
    """Tell whether a header means a subcategory, or a category; None where it means neither."""
    if not column.name and not column.category:
        return None
    if column.discipline:
        return column
    homes = names.subcategory_disciplines(column.name)
    just_category = bool(column.category and not column.name)
    if not homes and not just_category and (unknown := _of_unknown_discipline(table, column, names)):
        return unknown
    if sheet_discipline:
        outlines = names.outlines
        inside = [s.name for s in outlines.subcategories(sheet_discipline)]
        maybe = outlines.has_gap(sheet_discipline) or nearest(column.name, inside) is not None
        known = sheet_discipline in homes or just_category or (maybe and _holds_credits(table, column.column))
    else:
        known = bool(homes) or (just_category and "discipline" in table.columns)
    return column if known else None


def _of_unknown_discipline(table: Table, column: WideColumn, names: Names) -> WideColumn | None:
    """Read ``XX: Body`` where XX is no discipline known here, and no field either."""
    first, colon, rest = column.label.replace("|", ":").partition(":")
    if not colon or not rest.strip() or match_headers((first,), DISTRIBUTION | COURSE):
        return None
    if not _holds_credits(table, column.column):
        return None
    line = take_apart(rest, names, ANY_DISCIPLINE)
    return WideColumn(column.column, column.label, first.strip(), line.category, line.name)


def _is_total(text: str, names: Names) -> bool:
    """Whether a header is that of a total: "Total", "MR total"."""
    first, _, last = text.rpartition(" ")
    return is_total(text) or (is_total(last) and names.discipline_code(first) is not None)


def _header_block(table: Table, names: Names) -> list[int]:
    """Find the rows that make up the header: those beside the found one that hold only names."""
    taken = set(table.columns.values())
    block = [table.header]
    for row in range(table.header - 1, max(-1, table.header - 1 - _MOST_HEADER_ROWS), -1):
        if not _is_group_row(table.sheet, row, taken, names):
            break
        block.insert(0, row)
    for row in range(table.header + 1, min(len(table.sheet.rows), table.header + 1 + _MOST_HEADER_ROWS)):
        if not _is_lower_header(table.sheet, row, taken, names):
            break
        block.append(row)
    return block


def _is_group_row(sheet: Sheet, row: int, taken: set[int], names: Names) -> bool:
    """Whether a row above the header names disciplines or categories over columns that have no field."""
    return any(
        column not in taken and (names.discipline_code(text) or names.category_name(text))
        for column, text in _texts(sheet, row)
    )


def _is_lower_header(sheet: Sheet, row: int, taken: set[int], names: Names) -> bool:
    """Whether a row below the header still belongs to it: names only, and nothing under the fields."""
    cells = list(_texts(sheet, row))
    return (
        bool(cells)
        and all(column not in taken and isinstance(sheet.rows[row][column], str) for column, _ in cells)
        and any(names.subcategory_disciplines(text) or names.category_name(text) for _, text in cells)
    )


def _spread(sheet: Sheet, row: int, taken: set[int], width: int) -> list[str]:
    """Give each column its heading in a row of headings that stand over several columns.

    A merged heading reaches as far as it is merged; any other one up to the next, or to a column of a field.
    """
    has_merged = any(place[0] == row for place in sheet.merged)
    spread: list[str] = []
    current = ""
    for column in range(width):
        text = _text(sheet, row, column)
        if has_merged:
            first = sheet.merged.get((row, column))
            current = _text(sheet, *first) if first is not None else text
        elif column in taken:
            current = ""
        else:
            current = text or current
        spread.append(current)
    return spread


def _texts(sheet: Sheet, row: int) -> Iterable[tuple[int, str]]:
    return ((column, text_of(cell)) for column, cell in enumerate(sheet.rows[row]) if cell is not None)


def _text(sheet: Sheet, row: int, column: int) -> str:
    cells: tuple[Cell, ...] = sheet.rows[row]
    return text_of(cells[column]) if column < len(cells) else ""


def _holds_credits(table: Table, column: int) -> bool:
    """Whether most of the different values that a column holds can be read as credits."""
    values = distinct_values(table.sheet, table.header, column)
    return sum(_is_credits(value) for value in values) * 2 > len(values)


def _is_credits(value: Cell) -> bool:
    try:
        return read_credits(value) is not None
    except NotReadable:
        return False
