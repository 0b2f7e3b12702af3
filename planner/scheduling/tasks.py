"""Courses as work to be done: how many hours, from which day, by which day."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.credits import Hours

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from planner.plan import PlannedCourse
    from planner.scheduling.timing import KeyDate


Order = tuple[bool, "date", int, str]


class Basis(StrEnum):
    """Where a course's hours are from."""

    HOURS = "hours"
    CE_CREDITS = "CE credits, an hour each"
    TARGETED = "targeted credits, an hour each"
    UNKNOWN = "not known, reckoned as none"


@dataclass(frozen=True, slots=True)
class Bounds:
    """The first day on which a course can be begun and the last on which it is due (None: whenever).

    ``due_for`` says which date that is.
    """

    begins: date
    due: date | None
    due_for: str


@dataclass(frozen=True, slots=True)
class Task:
    """A course to take: ``hours`` of work from ``release`` on, finished by ``due`` (None: whenever).

    ``due_for`` says which date that is. ``release`` is never before the schedule's first day.
    """

    planned: PlannedCourse
    hours: Hours
    basis: Basis
    release: date
    due: date | None = None
    due_for: str = ""
    rank: int = 0

    @property
    def order(self) -> Order:
        """Earliest due date first, those without one last; of equals the lower ``rank``, then by id."""
        return (self.due is None, self.due or self.release, self.rank, self.planned.course.course_id)


def tasks_of(courses: Sequence[PlannedCourse], first_day: date, dates: Iterable[KeyDate]) -> list[Task]:
    """Make tasks of a plan's courses: each has to meet every date that concerns it, so the earliest one."""
    key_dates = tuple(dates)
    return [_task(planned, first_day, key_dates) for planned in courses]


def hours_of(planned: PlannedCourse) -> tuple[Hours, Basis]:
    """Give the hours to reckon with. Where they are not known, a credit is taken for an hour of work."""
    course = planned.course
    if course.hours is not None:
        return course.hours, Basis.HOURS
    if course.ce_credits is not None:
        return Hours(course.ce_credits.hundredths), Basis.CE_CREDITS
    if planned.targeted:
        return Hours(planned.targeted.hundredths), Basis.TARGETED
    return Hours(0), Basis.UNKNOWN


def bounds_of(planned: PlannedCourse, dates: Iterable[KeyDate]) -> Bounds:
    """Give what binds a course: its own days, and those of the ``dates`` that concern it."""
    concerned = _concerned(planned, dates)
    begins = [each.begins for each in concerned if each.begins is not None]
    due = [(each.on, each.name) for each in concerned]
    if planned.take_by is not None:
        due.append((planned.take_by, "Last day of the course"))
    return Bounds(max([planned.take_from, *begins]), *min(due, default=(None, "")))


def _concerned(planned: PlannedCourse, dates: Iterable[KeyDate]) -> list[KeyDate]:
    disciplines = frozenset(serving.subcategory.discipline for serving in planned.serves)
    return [key_date for key_date in dates if key_date.concerns(disciplines)]


def _task(planned: PlannedCourse, first_day: date, dates: tuple[KeyDate, ...]) -> Task:
    bounds = bounds_of(planned, dates)
    hours, basis = hours_of(planned)
    release = max(first_day, bounds.begins)
    return Task(planned, hours.or_zero(), basis, release, bounds.due, bounds.due_for)
