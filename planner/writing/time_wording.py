"""What is said about time and progress, in the same words on the screen and in every file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.phrases import amount, count, day, one_line
from planner.scheduling.tasks import Basis
from planner.writing.wording import BIENNIUM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.biennium import Biennium
    from planner.scheduling import KeyDate, Schedule

MISSED = " (can't be met at this pace)"


def biennium_sentence(gauge: Biennium) -> str:
    """Say a biennium in one line: ``6 of 24 CE credits completed, 12 planned, by Mar 31, 2027``."""
    said = [f"{gauge.completed} of {amount(gauge.needed, 'CE credit')} completed", f"{gauge.planned} planned"]
    if gauge.short:
        said.append(f"{gauge.short} to find")
    unknown = gauge.completed_unknown + gauge.planned_unknown
    more = f" ({count(unknown, 'course')} of unknown CE credits not in the sum)" if unknown else ""
    return f"{', '.join(said)}, by {day(gauge.ends_on)}{more}. {BIENNIUM}"


def schedule_sentence(schedule: Schedule) -> str:
    """Say a schedule in one line: when it ends at which pace, and whether every date is met."""
    if schedule.finishes_on is None:
        return "There is nothing to schedule."
    ends = f"At {amount(schedule.pace, 'hour')} a month from {day(schedule.starts_on)} on, you finish on"
    late = len(schedule.late) + sum(bool(standing.credits_late) for standing in schedule.dates)
    if not late:
        return f"{ends} {day(schedule.finishes_on)}, and every date is met."
    enough = schedule.enough_pace
    would = "" if enough is None else f" {amount(enough, 'hour')} a month would meet every date."
    return f"{ends} {day(schedule.finishes_on)}; {count(late, 'date')} can't be met.{would}"


def dates_sentence(dates: Sequence[KeyDate], schedule: Schedule | None = None) -> str:
    """Name the dates that bind, the earliest first, and those that a schedule misses; empty without any."""
    missed = set() if schedule is None else {has.key_date for has in schedule.dates if not has.kept}
    said = [
        f"{one_line(each.name)} {day(each.on)}{MISSED if each in missed else ''}"
        for each in sorted(set(dates), key=lambda each: (each.on, each.name))
    ]
    return f"Dates that bind: {'; '.join(said)}." if said else ""


def reckoned_sentence(schedule: Schedule) -> str:
    """Say of how many courses the hours were reckoned, for want of theirs; empty where all are known."""
    reckoned = sum(course.basis is not Basis.HOURS for course in schedule.courses)
    if not reckoned:
        return ""
    hours = f"The hours of {count(reckoned, 'course')} are not known"
    return f"{hours}: an hour for each credit was reckoned."
