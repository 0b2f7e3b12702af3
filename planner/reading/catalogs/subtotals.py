"""Subtotals that a spreadsheet puts among a catalog's rows: "QZ-1 Total" below the rows of QZ-1."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planner.naming import fold
from planner.reading.table import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planner.reading.collecting import Problems
    from planner.reading.table import Row

_SUBTOTAL = re.compile(
    r"(?:(?:sub ?)?totals?|sum)(?: for| of)? (?P<after>.+)|(?P<before>.+?) (?:(?:sub ?)?totals?|sum)"
)

_WORDS = ("total", "sum")


def without_subtotals(rows: Iterable[Row], problems: Problems) -> Iterator[Row]:
    """Pass over the rows that sum up those above them, which is said.

    Such a row names what stands above it in the same column, calls it a total, and has figures only besides:
    a course called "Body Total" has other texts, or no course "Body" above it.
    """
    for row in rows:
        if not _is_subtotal(row):
            yield row
            continue
        (_, first), *_ = row.filled()
        problems.warning(
            "totals-row-skipped",
            "This row looks like a total of the rows above it, so it was passed over.",
            row.place(),
            value=text_of(first),
        )


def _is_subtotal(row: Row) -> bool:
    column, named = next((at, cell) for at, cell in enumerate(row.cells) if cell is not None)
    if not isinstance(named, str) or not any(word in named.lower() for word in _WORDS):
        return False
    found = _SUBTOTAL.fullmatch(fold(named))
    if found is None or any(_is_text(cell) for cell in row.cells[column + 1 :]):
        return False
    rows = row.table.sheet.rows
    above = (rows[at][column] for at in range(row.number - 1, row.table.header, -1) if column < len(rows[at]))
    summed = next((cell for cell in above if cell is not None), None)
    return fold(text_of(summed)) == (found["after"] or found["before"])


def _is_text(cell: object) -> bool:
    return isinstance(cell, str) and any(map(str.isalpha, cell))
