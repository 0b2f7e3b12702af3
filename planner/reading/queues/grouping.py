"""Brings people with the very same needs together: one group, planned for once.

Two prescriptions are the same here where any plan for one is, surely, the plan for the other: their rows may
stand in another order, and rows that ask for nothing make no difference.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from planner.selling.customers import Group, Queue

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from planner.prescription import CompletedActivity, Prescription


def needs_of(prescription: Prescription) -> Hashable:
    """Give what a plan follows from: equal for prescriptions that surely get the same plan.

    What is prescribed, with what is assumed; how many rows can't be read, and where figures are missing; and,
    where such questions are open, whether anything is known at all.
    """
    needs = sorted(
        (row.subcategory, row.credits_required, row.assumed) for row in prescription.rows if row.needs_credits
    )
    asked = sorted(row.subcategory for row in prescription.rows if row.lacks_figure)
    is_open = prescription.open_questions > 0
    knows_something = is_open and any(not row.lacks_figure for row in prescription.rows)
    return tuple(needs), tuple(asked), len(prescription.unreadable), knows_something


@dataclass(slots=True)
class Grouping:
    """Takes customers one after the other, or what many of them say at once."""

    _numbers: dict[Hashable, int] = field(default_factory=dict)
    _groups: list[tuple[Prescription, tuple[CompletedActivity, ...]]] = field(default_factory=list)

    def number_of(self, prescription: Prescription, completed: tuple[CompletedActivity, ...] = ()) -> int:
        """Give the number of the group that somebody belongs to, a new one where there is none yet."""
        completed = tuple(sorted(completed, key=lambda done: (done.completed_on, done.course_id)))
        number = self._numbers.setdefault((needs_of(prescription), completed), len(self._groups))
        if number == len(self._groups):
            self._groups.append((replace(prescription, technologist_id=""), completed))
        return number

    def queue(self, ids: Sequence[str], numbers: Sequence[int]) -> Queue:
        """Make the queue of customers, given their group numbers, which have to be in order of appearance."""
        group_of = array("i", numbers)
        customers = [0] * len(self._groups)
        for number in group_of:
            customers[number] += 1
        groups = tuple(
            Group(prescription, completed, count)
            for (prescription, completed), count in zip(self._groups, customers, strict=True)
        )
        return Queue(groups, tuple(ids), group_of)
