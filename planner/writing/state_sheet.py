"""The last sheet of a workbook: the plan file, so that the workbook can be given back to the app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.keeping.in_workbook import STATE_HEADER, STATE_SHEET, state_rows
from planner.writing.sheets import Column, Kind, Table

if TYPE_CHECKING:
    from planner.keeping import KeptState
    from planner.writing.sheets import Book

_OPENING = (
    "This sheet lets the app open the workbook again",
    "It holds your results, choices, dates and ticks. Before you give the workbook to others, delete it.",
)


def state_sheet(book: Book, state: KeptState) -> None:
    """Add the whole state, packed; what it says in words stands on the other sheets."""
    columns = (Column(STATE_HEADER[0], Kind.COUNT, 8), Column(STATE_HEADER[1], Kind.PACKED, 90))
    book.add_sheet(STATE_SHEET, Table(columns, state_rows(state), opening=_OPENING))
