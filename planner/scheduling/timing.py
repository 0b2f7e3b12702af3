"""What a person says about time: the dates that bind, when to start, and the pace."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.credits import Hours
from planner.phrases import amount, day
from planner.problem import Problem, Severity

if TYPE_CHECKING:
    from datetime import date

_MOST_HOURS = Hours.of(24 * 28)
"""No shorter month has more hours."""
_FULL_TIME = Hours.of(160)


class DateKind(StrEnum):
    """What a date is."""

    CQR_WINDOW = "cqr-window"
    """The end of a CQR window: each time-limited credential has its own (domain rule 9)."""
    APPLICATION = "application"
    """The day of an application for a postprimary credential."""
    BIENNIUM = "biennium"
    """The end of the two-year CE period: a person's, whatever the discipline."""


_NAMES = {
    DateKind.CQR_WINDOW: "CQR window end",
    DateKind.APPLICATION: "Application date",
    DateKind.BIENNIUM: "Biennium end",
}


@dataclass(frozen=True, slots=True)
class KeyDate:
    """A date that the person gives. ``discipline`` empty: it is about all of them.

    ``begins`` is the first day of a window that ends on ``on``; CE is planned inside it. None: not said.
    """

    kind: DateKind
    on: date
    discipline: str = ""
    begins: date | None = None

    @property
    def name(self) -> str:
        """What to call it: ``CQR window end (MR)``."""
        return f"{_NAMES[self.kind]} ({self.discipline})" if self.discipline else _NAMES[self.kind]

    def concerns(self, disciplines: frozenset[str]) -> bool:
        """Whether what serves ``disciplines`` has to be finished by this date."""
        if self.kind is DateKind.BIENNIUM:
            return False  # a sum of CE credits is due then, not any one course
        return bool(disciplines) and (not self.discipline or self.discipline in disciplines)


@dataclass(frozen=True, slots=True)
class Timing:
    """The choices for a schedule. ``pace`` is in hours a month; ``starts_on`` None means the plan's day."""

    pace: Hours | None = None
    starts_on: date | None = None
    dates: tuple[KeyDate, ...] = ()


def check_timing(timing: Timing, on: date) -> tuple[Problem, ...]:
    """Say what is wrong with the choices for a schedule that is made on a day."""
    problems = [problem for key_date in timing.dates for problem in _check_date(key_date, on)]
    if timing.starts_on is not None and timing.starts_on < on:
        problems.append(
            Problem(
                Severity.WARNING,
                "start-in-the-past",
                f"The start ({day(timing.starts_on)}) is in the past. The schedule starts on {day(on)}.",
                value=timing.starts_on.isoformat(),
                suggestion=on.isoformat(),
            )
        )
    problems.extend(_check_repeats(timing.dates))
    problems.extend(_check_pace(timing.pace))
    return tuple(problems)


def _check_date(key_date: KeyDate, on: date) -> list[Problem]:
    value = key_date.on.isoformat()
    if key_date.begins is not None and key_date.begins > key_date.on:
        message = (
            f"{key_date.name}: the window ends on {day(key_date.on)}, before it begins on "
            f"{day(key_date.begins)}. Correct one of the two."
        )
        return [Problem(Severity.ERROR, "window-ends-before-it-begins", message, value=value)]
    if key_date.on < on:
        message = (
            f"{key_date.name}: {day(key_date.on)} is in the past (today is {day(on)}). "
            + _NOW_WHAT[key_date.kind]
        )
        return [Problem(Severity.ERROR, "date-in-the-past", message, value=value)]
    return []


_NOW_WHAT = {
    DateKind.CQR_WINDOW: "Correct it, or ask ARRT how to reinstate the credential.",
    DateKind.APPLICATION: "Give the day on which you will apply.",
    DateKind.BIENNIUM: "Give the end of the biennium that you are in.",
}


def _check_repeats(dates: tuple[KeyDate, ...]) -> list[Problem]:
    first: dict[tuple[DateKind, str], KeyDate] = {}
    problems = []
    for key_date in dates:
        other = first.setdefault((key_date.kind, key_date.discipline), key_date)
        if other.on != key_date.on:
            message = (
                f"{key_date.name} is given twice: {day(other.on)} and {day(key_date.on)}. "
                "Both are kept to; remove the one that is wrong."
            )
            value = key_date.on.isoformat()
            problems.append(Problem(Severity.WARNING, "date-given-twice", message, value=value))
    return problems


def _check_pace(pace: Hours | None) -> list[Problem]:
    if pace is None:
        return []
    if pace.hundredths <= 0:
        message = (
            f"A pace of {amount(pace, 'hour')} a month finishes nothing. Give more than 0 hours a month."
        )
        return [Problem(Severity.ERROR, "pace-not-positive", message, value=str(pace))]
    if pace > _MOST_HOURS:
        message = f"A pace of {amount(pace, 'hour')} a month can't be kept: no month has so many hours."
        return [Problem(Severity.ERROR, "pace-cannot-be-kept", message, value=str(pace))]
    if pace > _FULL_TIME:
        message = f"A pace of {amount(pace, 'hour')} a month is more than full-time work. It was used."
        return [Problem(Severity.WARNING, "pace-hard-to-keep", message, value=str(pace))]
    return []
