"""Turns a cell that can't be read into a problem at its place, with what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from planner.problem import Place, Problem, Severity
from planner.reading.cells.values import NotReadable, present
from planner.reading.table import AGAIN, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from planner.credits import Credits
    from planner.reading.collecting import Problems
    from planner.reading.grid import Cell
    from planner.reading.table import Row

T = TypeVar("T")

STEP = 25
"""ARRT's distributions move in steps of 0.25 credits (domain rule 3), here in hundredths."""
NAMES_OF_CREDITS = {
    "discipline": "a discipline such as MR",
    "category": "a category such as Procedures",
    "subcategory": "the subcategory's name",
}
"""What should stand in the cells that say what credits are for."""


class Remembering(Generic[T]):
    """Reads cells with one of the values' readers, and no value twice: tables repeat themselves."""

    def __init__(self, reader: Callable[[Cell], T | None]) -> None:
        """Read with ``reader``."""
        self._reader = reader
        self._known: dict[tuple[type, Cell], T | None] = {}

    def __call__(self, cell: Cell) -> T | None:
        """Read a cell.

        Raises:
            NotReadable: the cell holds something else than was expected.
        """
        if cell is None:
            return None
        key = (type(cell), cell)
        if key not in self._known:
            self._known[key] = self._reader(cell)
        return self._known[key]


def not_readable(
    error: NotReadable, cell: Cell, place: Place, remedy: str, severity: Severity = Severity.ERROR
) -> Problem:
    """Make the problem of a cell that holds something else than was expected.

    Args:
        error: what the value's reader said.
        cell: what stands there.
        place: where.
        remedy: what became of it and what to do, as a sentence.
        severity: error where something is left out that matters to a plan.
    """
    message = f"{error.message} {remedy}"
    return Problem(severity, error.code, message, place, shown(cell), error.suggestion)


def names_can_be_read(row: Row, expected: Mapping[str, str], remedy: str, problems: Problems) -> bool:
    """Whether no name of a row is an Excel error or a formula without its result; else says which.

    ``expected`` says of each field what should stand there, ``remedy`` what became of the row.
    """
    for field, wanted in expected.items():
        try:
            present(row.raw(field), wanted)
        except NotReadable as error:
            problems.add(not_readable(error, row.raw(field), row.place(field), remedy))
            return False
    return True


def say_nothing_prescribed(amount: Credits, place: Place, problems: Problems) -> None:
    """Warn where a standard was not met and yet 0 credits are prescribed: nothing is planned there."""
    if not amount:
        problems.warning(
            "no-credits-prescribed",
            "The standard was not met, but the credits prescribed are 0, so nothing is planned for it. Check "
            "the figure against your prescription.",
            place,
            value=str(amount),
        )


def say_two_figures(
    row: Row, field: str, figure: Credits, read: Remembering[Credits], problems: Problems
) -> bool:
    """Say that a further column gives another figure for the same field; give whether one does."""
    again = field + AGAIN
    while again in row.table.columns:
        cell = row.raw(again)
        try:
            same = cell is None or read(cell) == figure
        except NotReadable:
            same = False
        if not same:
            columns = row.table.columns
            first, other = (row.table.label(columns[name]) for name in (field, again))
            problems.error(
                "two-figures",
                f'The row gives two figures: {figure} under "{first}" and {shown(cell)} under "{other}". '
                "It was left out; correct one of them, or remove the column that doesn't count.",
                row.place(field),
                value=f"{figure}; {shown(cell)}",
            )
            return True
        again += AGAIN
    return False


def say_odd_step(amount: Credits, place: Place, problems: Problems) -> None:
    """Warn of credits that are not a whole number of quarters; they are used all the same."""
    if amount.hundredths % STEP:
        problems.warning(
            "credits-odd-step",
            f"{amount} credits is not a whole number of quarters (0.25), as credit distributions are. "
            "The figure "
            "was used; check it.",
            place,
            value=str(amount),
        )
