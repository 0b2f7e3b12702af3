"""Whether what a row calls an activity is completed at all: a transcript lists what is in progress, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.naming import fold
from planner.reading.cells.headers import match_headers
from planner.reading.cells.values import NotReadable, read_date
from planner.reading.meaning import distinct_values
from planner.reading.table import shown, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.problem import Problem
    from planner.reading.collecting import Problems
    from planner.reading.grid import Cell
    from planner.reading.table import Row, Table

_DONE = frozenset(
    {
        "1",
        "100",
        "accepted",
        "approved",
        "attended",
        "complete",
        "completed",
        "credit awarded",
        "credit earned",
        "done",
        "earned",
        "finished",
        "pass",
        "passed",
        "posted",
        "recorded",
        "successful",
        "true",
        "x",
        "y",
        "yes",
    }
)
_TICKS = frozenset("\u2713\u2714\u2705\u2611")


def settle_completion(
    table: Table, aliases: Mapping[str, frozenset[str]], said: Sequence[Problem]
) -> list[Problem]:
    """Tell the column of days from one that says whether: "Completed?" may stand above either.

    ``said`` is what was said of the header; what remains of it is given back.
    """
    matched = match_headers(table.sheet.rows[table.header], aliases)
    columns = [column for column, field in matched.items() if field == "completed_on"]
    days = [column for column in columns if _holds_days(table, column)]
    words = [column for column in columns if column not in days]
    if not days or not words:
        return list(said)
    table.columns["completed_on"] = days[0]
    table.columns.setdefault("completion", words[0])
    settled = {table.label(column) for column in columns}
    return [each for each in said if each.code != "header-repeated" or each.value not in settled]


def is_completed(row: Row, problems: Problems) -> bool:
    """Whether a row is of something completed, as far as a column says so; else it is said and left out."""
    cell = row.raw("completion")
    text = text_of(cell)
    if not text or text in _TICKS or fold(text) in _DONE or _is_day(cell):
        return True
    problems.warning(
        "not-completed",
        f'The row says "{text[:80]}", so it was not counted. Expected "completed" where it is done.',
        row.place("completion"),
        value=shown(cell),
    )
    return False


def _holds_days(table: Table, column: int) -> bool:
    return any(_is_day(cell) for cell in distinct_values(table.sheet, table.header, column))


def _is_day(cell: Cell) -> bool:
    try:
        return read_date(cell) is not None
    except NotReadable:
        return False
