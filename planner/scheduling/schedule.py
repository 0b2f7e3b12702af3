"""A schedule: when each course begins and ends, and how that stands to every date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.credits import Credits
from planner.scheduling.timing import DateKind

if TYPE_CHECKING:
    from datetime import date

    from planner.credits import Hours
    from planner.plan import PlannedCourse
    from planner.scheduling.tasks import Basis
    from planner.scheduling.timing import KeyDate


@dataclass(frozen=True, slots=True)
class ScheduledCourse:
    """A course and its days, both included.

    ``hours`` are those reckoned with; ``basis`` says where they are from. ``due`` is the earliest date that
    concerns the course, ``due_for`` its name; None: no date is known.
    """

    planned: PlannedCourse
    hours: Hours
    basis: Basis
    starts_on: date
    finishes_on: date
    due: date | None
    due_for: str

    @property
    def days_late(self) -> int:
        """By how many days the course misses its date; 0 where it is met."""
        return 0 if self.due is None else max(0, (self.finishes_on - self.due).days)


@dataclass(frozen=True, slots=True)
class DateStanding:
    """How a schedule stands to one date that the person gave.

    ``finished_on`` is when the last course that it concerns ends (None: it concerns none). For a biennium,
    ``credits_by_then`` of the plan's known CE credits are finished by its end; ``credits_wanted`` is what the
    biennium still needs, but no more than the plan has.
    """

    key_date: KeyDate
    finished_on: date | None = None
    late: tuple[str, ...] = ()
    """The ids of courses that it concerns and that are finished after it."""
    credits_by_then: Credits = Credits(0)
    credits_wanted: Credits = Credits(0)

    @property
    def days_late(self) -> int:
        """By how many days the last course misses the date; 0 where it is met, and for a biennium."""
        if self.finished_on is None or self.key_date.kind is DateKind.BIENNIUM:
            return 0
        return max(0, (self.finished_on - self.key_date.on).days)

    @property
    def credits_late(self) -> Credits:
        """The CE credits that a biennium needs and that are finished too late for it."""
        return (self.credits_wanted - self.credits_by_then).or_zero()

    @property
    def kept(self) -> bool:
        """Whether the schedule meets the date."""
        return not self.days_late and not self.credits_late


@dataclass(frozen=True, slots=True)
class Schedule:
    """When to take the courses of a plan, in the order in which they are begun.

    ``least_pace`` is the least, in whole hundredths of an hour a month, at which every course meets its due
    date; None where no pace does, because a course can't be started before it is due. ``enough_pace`` also
    gives the biennium its credits in time.
    """

    pace: Hours
    starts_on: date
    courses: tuple[ScheduledCourse, ...]
    dates: tuple[DateStanding, ...]
    least_pace: Hours | None
    enough_pace: Hours | None

    @property
    def key_dates(self) -> tuple[KeyDate, ...]:
        """The dates that the person gave."""
        return tuple(standing.key_date for standing in self.dates)

    @property
    def late(self) -> tuple[ScheduledCourse, ...]:
        """The courses that miss their date."""
        return tuple(course for course in self.courses if course.days_late)

    @property
    def keeps_every_date(self) -> bool:
        """Whether every date is met."""
        return not self.late and all(standing.kept for standing in self.dates)

    @property
    def finishes_on(self) -> date | None:
        """The day on which the last course ends; None without courses."""
        return max((course.finishes_on for course in self.courses), default=None)
