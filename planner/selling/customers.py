"""Customers who bring prescriptions: those with the very same needs are one group, planned for once.

What a queue costs to answer follows from its groups, not from its people: so people are held as compactly as
can be, an id and the number of their group.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.prescription import CompletedActivity, Prescription


@dataclass(frozen=True, slots=True)
class Group:
    """Customers with the very same needs, and with the same completed CE.

    ``prescription`` bears no id, and the places in it are those of the group's first customer: a group's
    prescriptions say the same, in whatever order their rows stand.
    """

    prescription: Prescription
    completed: tuple[CompletedActivity, ...] = ()
    customers: int = 1
    """How many customers the group has."""


@dataclass(frozen=True, slots=True)
class Queue:
    """Everybody who waits for a plan, in order of first appearance.

    ``group_of`` is aligned with ``ids``: the number, from 0, of each customer's group. Groups stand in order
    of first appearance too. For a million customers both are compact: a tuple, and an array of integers.
    """

    groups: tuple[Group, ...] = ()
    ids: Sequence[str] = ()
    group_of: Sequence[int] = ()

    @property
    def customers(self) -> int:
        """How many customers there are."""
        return len(self.ids)
