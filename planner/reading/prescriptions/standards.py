"""Whether a row's standard was met: from its own column, from two columns of marks, or from scores."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.problem import Severity
from planner.reading.cells.standard import read_standard
from planner.reading.cells.values import NotReadable, is_blank, read_score
from planner.reading.figures import Remembering, not_readable
from planner.reading.table import AGAIN, in_rows

if TYPE_CHECKING:
    from decimal import Decimal

    from planner.reading.collecting import Problems
    from planner.reading.grid import Cell
    from planner.reading.table import Row

_MARKS = frozenset("xX\u2717\u2718\u2612\u274c\u2715\u2716\u00d7")


@dataclass(slots=True)
class StandardReader:
    """Reads the standard of each row of one table, and counts the rows where scores told it."""

    problems: Problems
    read_standard: Remembering[bool] = field(default_factory=lambda: Remembering(read_standard))
    from_scores: int = 0
    first_from_scores: Row | None = None

    def read(self, row: Row) -> bool | None:
        """Give whether the standard was met; None where the row doesn't say.

        Raises:
            NotReadable: it says something that can't be read; that has been reported.
        """
        by_scores = self._from_scores(row)
        written = self._written(row)
        self._compare(row, met=written)
        if written is None and by_scores is not None:
            self.from_scores += 1
            self.first_from_scores = self.first_from_scores or row
            return by_scores
        if written is not None and by_scores is not None and written is not by_scores:
            self.problems.warning(
                "standard-against-scores",
                f"The row says {'met' if written else 'not met'}, but the score is "
                f"{'at least' if by_scores else 'under'} the standard's. What is written was used; check it.",
                row.place("standard" if "standard" in row.table.columns else "score"),
                value="met" if written else "not met",
            )
        return written

    def _compare(self, row: Row, *, met: bool | None) -> None:
        """See that no further column says the opposite.

        Raises:
            NotReadable: one does; that has been reported.
        """
        again = "standard" + AGAIN
        while again in row.table.columns:
            cell, label = row.raw(again), row.table.label(row.table.columns[again])
            try:
                other = self.read_standard(cell)
            except NotReadable:
                other = None
            if None not in {met, other} and met is not other:
                found = f'The row says {"met" if met else "not met"}, and "{label}" says the opposite'
                error = NotReadable("the same in both columns", "two-standards", found)
                remedy = "The row was left out; correct one of them, or remove the column that doesn't count."
                self.problems.add(not_readable(error, cell, row.place(again), remedy))
                raise error
            again += AGAIN

    def say(self) -> None:
        """Say once where scores told whether the standard was met."""
        if self.first_from_scores is not None:
            self.problems.warning(
                "standard-from-scores",
                f"{in_rows(self.from_scores)} the standard is not given. It was taken as met where the "
                "score is at least the standard's score.",
                self.first_from_scores.place("score"),
            )

    def _written(self, row: Row) -> bool | None:
        columns = row.table.columns
        field = "standard" if "standard" in columns else "standard_not_met"
        try:
            if "standard_not_met" not in columns:
                return self.read_standard(row.raw("standard"))
            field = "standard_not_met"
            not_met = _marked(row.raw("standard_not_met"))
            if "standard" not in columns:
                return None if not_met is None else not not_met
            field = "standard"
            return _of_two(met=_marked(row.raw("standard")), not_met=not_met, cell=row.raw("standard"))
        except NotReadable as error:
            remedy = "The row was left out; correct it."
            self.problems.add(not_readable(error, row.raw(field), row.place(field), remedy))
            raise

    def _from_scores(self, row: Row) -> bool | None:
        score, standard = self._score(row, "score"), self._score(row, "standard_score")
        return None if score is None or standard is None else score >= standard

    def _score(self, row: Row, field: str) -> Decimal | None:
        """Read a score. One that can't be read only matters where the row doesn't say met or not met."""
        try:
            return read_score(row.raw(field))
        except NotReadable as error:
            says = any(not is_blank(row.raw(name)) for name in ("standard", "standard_not_met"))
            severity = Severity.WARNING if says else Severity.ERROR
            remedy = "The score was not used." if says else "Correct it, or say met or not met."
            self.problems.add(not_readable(error, row.raw(field), row.place(field), remedy, severity))
            return None


def _marked(cell: Cell) -> bool | None:
    """Read a cell of a column that is ticked where it applies: there any mark, a cross too, is a tick."""
    if isinstance(cell, str) and cell in _MARKS:
        return True
    return read_standard(cell)


def _of_two(*, met: bool | None, not_met: bool | None, cell: Cell) -> bool | None:
    """Tell from the two columns "met" and "not met".

    Raises:
        NotReadable: both are ticked, or both are denied.
    """
    if met is None or not_met is None:
        # Only one of them is filled in.
        return met if not_met is None else not not_met
    if met is not not_met:
        return met
    found = f'"Met" and "not met" are both {"ticked" if met else "denied"} (found "{cell}")'
    expected = "one of the two"
    raise NotReadable(expected, "standard-not-readable", found)
