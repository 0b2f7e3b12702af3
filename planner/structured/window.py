"""The months before an application in which CE has to be finished to count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta

from planner.phrases import day
from planner.problem import Problem, Severity

if TYPE_CHECKING:
    from planner.preferences import Preferences

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which CE has to be finished to count: from ``opens`` on, and before the application.

    ``apply_on`` is the day of the application, None where nobody said one: then the months are counted back
    from ``on``, the day planned on. CE of exactly so many months before the application counts.
    """

    months: int
    on: date
    apply_on: date | None = None

    @property
    def opens(self) -> date:
        """The first day that counts."""
        return _shifted(self.apply_on or self.on, -self.months)

    @property
    def first_day(self) -> date:
        """The first day on which a course that isn't done yet can be finished and count."""
        return max(self.on, self.opens)

    def last_day(self, deadline: date | None) -> date | None:
        """Give the day by which courses must be finished: the application's, or an earlier deadline."""
        return min((when for when in (self.apply_on, deadline) if when is not None), default=None)

    def counts_until(self, completed_on: date) -> date:
        """Give the last day of application for which something completed on a day still counts."""
        last = _shifted(completed_on, self.months)
        # February 28 is also 24 months before a February 29.
        while last < date.max and _shifted(last + _ONE_DAY, -self.months) <= completed_on:
            last += _ONE_DAY
        return last


def check_dates(window: Window, preferences: Preferences) -> tuple[Problem, ...]:
    """Say which dates don't go together."""
    apply_on, deadline = window.apply_on, preferences.deadline
    if apply_on is None:
        return ()
    if apply_on < window.on:
        message = (
            f"The application date ({day(apply_on)}) is before the planned day ({day(window.on)}). "
            "Give a later one."
        )
        return (Problem(Severity.ERROR, "apply-on-before-on", message, value=apply_on.isoformat()),)
    problems: list[Problem] = []
    if window.opens > window.on:
        message = (
            f"For an application on {day(apply_on)} only CE finished from {day(window.opens)} on counts, "
            f"{window.months} months before: nothing is planned earlier."
        )
        problems.append(Problem(Severity.WARNING, "apply-on-far-away", message, value=apply_on.isoformat()))
    if deadline is not None and window.on <= deadline < window.opens:
        message = (
            f"The deadline ({day(deadline)}) is before {day(window.opens)}, the first day that counts for an "
            f"application on {day(apply_on)}. Give a later deadline or an earlier application date."
        )
        problems.append(Problem(Severity.ERROR, "deadline-too-early", message, value=deadline.isoformat()))
    elif deadline is not None and deadline > apply_on:
        message = (
            f"The deadline ({day(deadline)}) is after the application date: courses are planned to be "
            f"finished by {day(apply_on)}."
        )
        problems.append(
            Problem(Severity.WARNING, "deadline-after-apply-on", message, value=deadline.isoformat())
        )
    return tuple(problems)


def _shifted(when: date, months: int) -> date:
    """Move by calendar months, to the end of a shorter month; never out of the calendar."""
    try:
        moved: date = when + relativedelta(months=months)
    except (ValueError, OverflowError):
        return date.max if months > 0 else date.min
    return moved
