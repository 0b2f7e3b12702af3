"""Tables below or beside each other in one sheet: each is read by its own header, in whatever order.

A header that is repeated as it is goes on with the same table (`planner.reading.table`).
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from planner.reading.cells.headers import find_header_row, header_reader
from planner.reading.table import repeats

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from planner.reading.grid import Cell, Sheet

_FEWEST_FIELDS = 3
_MOST_TABLES = 30
Cells = tuple["Cell", ...]
IsHeader: TypeAlias = "Callable[[Cells, set[str]], bool]"
"""Tells whether a row with the headers of some fields is the header of a table."""


def is_mostly_headers(row: Cells, fields: set[str]) -> bool:
    """Whether a row holds the headers of several fields, and little else."""
    return len(fields) >= _FEWEST_FIELDS and 3 * len(fields) >= 2 * (len(row) - row.count(None))


def header_finder(aliases: Mapping[str, frozenset[str]], is_header: IsHeader) -> Callable[[Cells], bool]:
    """Give a function that tells whether a row below a table's header is the header of a further table."""
    field_of = header_reader(aliases)
    known: dict[str, str | None] = {}

    def found(row: Cells) -> bool:
        fields: set[str] = set()
        for text in row:
            if text is None:
                continue
            # A figure, an id: most rows of data are told by these.
            if not isinstance(text, str) or text[-1:].isdigit():
                return False
            if text not in known:
                known[text] = field_of(text)
            if (field := known[text]) is not None:
                fields.add(field)
        return bool(fields) and is_header(row, fields)

    return found


def tables_in(sheet: Sheet, aliases: Mapping[str, frozenset[str]], is_header: IsHeader) -> list[Sheet]:
    """Part a sheet into its tables: a sheet each, in which every row keeps its number. Most have just one."""
    first = find_header_row(sheet, aliases)
    if first is None:
        return [sheet]
    found = header_finder(aliases, is_header)
    heads: list[int] = []
    for number, row in enumerate(sheet.rows):
        if number != first and not found(row):
            continue
        if heads and not _has_data(sheet, heads[-1] + 1, number):
            # Two headers without a row between them are of one table: the one with more fields is its header.
            heads[-1] = first if number == first else heads[-1]
        elif not heads or not repeats(row, sheet.rows[heads[-1]]):
            heads.append(number)
        if len(heads) == _MOST_TABLES:
            break
    starts = [0, *(_with_titles(sheet, head) for head in heads[1:]), len(sheet.rows)]
    parts = [sheet] if len(heads) == 1 else [_part(sheet, *ends) for ends in pairwise(starts)]
    return [beside for part in parts for beside in _beside(part, aliases, is_header)]


def _beside(sheet: Sheet, aliases: Mapping[str, frozenset[str]], is_header: IsHeader) -> list[Sheet]:
    """Part a table where its header begins anew: with the same first cell, and all that a header needs."""
    header = find_header_row(sheet, aliases)
    row = () if header is None else sheet.rows[header]
    first = next((cell for cell in row if cell is not None), None)
    starts = [column for column, cell in enumerate(row) if cell is not None and cell == first]
    if len(starts) < 2:  # noqa: PLR2004 - one header is the usual case
        return [sheet]
    ends = [*starts[1:], None]
    field_of = header_reader(aliases)
    for start, end in zip(starts, ends, strict=True):
        fields = {field for cell in row[start:end] if isinstance(cell, str) and (field := field_of(cell))}
        if not is_header(row[start:end], fields):
            return [sheet]
    return [
        replace(sheet, rows=[(*([None] * start), *cells[start:end]) for cells in sheet.rows])
        for start, end in zip(starts, ends, strict=True)
    ]


def _has_data(sheet: Sheet, start: int, end: int) -> bool:
    return any(len(row) - row.count(None) > 1 for row in sheet.rows[start:end])


def _with_titles(sheet: Sheet, header: int) -> int:
    """Give the first of the lines of one text that stand right above a header."""
    while len(above := sheet.rows[header - 1]) - above.count(None) == 1:
        header -= 1
    return header


def _part(sheet: Sheet, start: int, end: int) -> Sheet:
    return replace(
        sheet,
        rows=[*([()] * start), *sheet.rows[start:end]],
        widths=[*([0] * start), *sheet.widths[start:end]] if sheet.widths else [],
    )
