"""What the person wants from a plan, and the limits it has to keep."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.credits import Credits, Money

if TYPE_CHECKING:
    from datetime import date


class Goal(StrEnum):
    """What to have as little of as possible."""

    COST = "cost"
    CE_CREDITS = "ce-credits"
    COURSES = "courses"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Preferences:
    """Choices for one plan.

    ``on`` is "today": the first day on which a course can be taken. ``deadline`` is the last; without it a
    course has to be available on ``on`` itself. ``sellers`` and ``formats`` empty mean any. ``margin`` is
    wanted on top of every subcategory's requirement. ``share_disciplines`` lets one activity count for two
    disciplines' prescriptions (domain rule 7: not found, so off by default).
    """

    on: date
    goal: Goal = Goal.COST
    deadline: date | None = None
    budget: Money | None = None
    pins: frozenset[str] = frozenset()
    exclusions: frozenset[str] = frozenset()
    sellers: frozenset[str] = frozenset()
    formats: frozenset[str] = frozenset()
    margin: Credits = Credits(0)
    share_disciplines: bool = False
    allow_unknown_price: bool = False
    alternatives: int = 0
    time_limit_s: float = 20.0

    @property
    def last_day(self) -> date:
        """The last day on which a course may be taken."""
        return self.on if self.deadline is None else self.deadline
