"""From a plan, the dates that bind and a pace to a schedule, or to what can't be met and what would help."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING

from planner.credits import Credits, Hours
from planner.phrases import amount, count, day, joined, one_line
from planner.problem import Problem, Severity
from planner.rules import rulebook
from planner.scheduling.before_the_end import before_the_end
from planner.scheduling.earliest import earliest_due_first, least_pace_for
from planner.scheduling.schedule import DateStanding, Schedule, ScheduledCourse
from planner.scheduling.tasks import Basis, Task, tasks_of
from planner.scheduling.timing import DateKind, KeyDate, Timing, check_timing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.plan import Plan

# A schedule that ends later than this is none.
_LONGEST = timedelta(days=366 * 30)


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A schedule, what to look at, and the least pace at which every course meets its date.

    Without a schedule, the errors among the problems tell why, or no pace was given.
    """

    schedule: Schedule | None
    problems: tuple[Problem, ...]
    least_pace: Hours | None


def make_schedule(plan: Plan, timing: Timing, *, biennium_needs: Credits | None = None) -> Scheduled:
    """Schedule a plan's courses, earliest due date first, within the pace.

    Args:
        plan: its courses' ``take_from`` and ``take_by`` are kept to.
        timing: the pace, the day to start and the dates that bind.
        biennium_needs: the CE credits that the biennium still needs, as `planner.biennium` tells; without
            it, all that a biennium takes.

    Every course is scheduled, also one that misses its date: how late it is, is said.
    """
    today = plan.preferences.on
    problems = check_timing(timing, today)
    first_day = max(today, timing.starts_on or today)
    tasks = tasks_of(plan.courses, first_day, timing.dates)
    least = least_pace_for(tasks)
    if any(problem.is_error for problem in problems):
        return Scheduled(None, problems, least)
    if timing.pace is None:
        return Scheduled(None, (*problems, *_never_in_time(tasks)), least)
    wanted = _biennium_wants(plan, biennium_needs)
    tried = list(_for_the_biennium(tasks, timing, wanted))
    found = [
        schedule
        for variant in (tasks, *(variant for variant, _ in tried))
        if (schedule := _schedule(variant, timing.pace, first_day, timing.dates, wanted)) is not None
    ]
    if not found:
        return Scheduled(None, (*problems, _too_slow(timing.pace, least)), least)
    paces = [pace for variant, gives in tried if gives and (pace := least_pace_for(variant)) is not None]
    enough = min(paces, default=None) if tried else least
    best = replace(min(found, key=_misses), least_pace=least, enough_pace=enough)
    return Scheduled(best, (*problems, *_said(best)), least)


def least_pace(plan: Plan, timing: Timing) -> Hours | None:
    """Give the least pace, in hours a month, at which every course meets its date; None where none does."""
    first_day = max(plan.preferences.on, timing.starts_on or plan.preferences.on)
    return least_pace_for(tasks_of(plan.courses, first_day, timing.dates))


def _biennium_wants(plan: Plan, needs: Credits | None) -> Credits:
    """Give the plan's CE credits that a biennium can use: what it needs, but no more than there are."""
    if needs is None:
        disciplines = {row.subcategory.discipline for row in plan.coverage}
        needs = rulebook().biennium_credits("RRA" if "RRA" in disciplines else "")
    return min(needs.or_zero(), plan.totals.ce_credits)


def _for_the_biennium(
    tasks: Sequence[Task], timing: Timing, wanted: Credits
) -> Iterator[tuple[list[Task], bool]]:
    """Try to have enough CE credits by the biennium's end, and say of each try whether it holds enough.

    What fits at this pace; and, whether or not it fits, the quickest courses, and all.
    """
    ends = [key_date for key_date in timing.dates if key_date.kind is DateKind.BIENNIUM]
    if not ends or not wanted or timing.pace is None:
        return
    end = min(ends, key=lambda key_date: key_date.on)
    quickest = sorted(
        (index for index, task in enumerate(tasks) if task.planned.course.ce_credits),
        key=lambda index: (_hours_for_a_credit(tasks[index]), tasks[index].order),
    )
    so_far = list(accumulate(_ce_credits(tasks[index]) for index in quickest))
    enough = 1 + sum(credits_ < wanted for credits_ in so_far)
    for indexes in (before_the_end(tasks, end.on, wanted, timing.pace), quickest[:enough], quickest):
        variant = [
            replace(task, due=end.on, due_for=end.name, rank=quickest.index(index))
            if index in indexes and index in quickest and (task.due is None or end.on <= task.due)
            else task
            for index, task in enumerate(tasks)
        ]
        yield variant, Credits.total(_ce_credits(tasks[index]) for index in indexes) >= wanted


def _ce_credits(task: Task) -> Credits:
    return task.planned.course.ce_credits or Credits(0)


def _hours_for_a_credit(task: Task) -> Fraction:
    return Fraction(task.hours.hundredths, _ce_credits(task).hundredths or 1)


def _schedule(
    tasks: Sequence[Task], pace: Hours, first_day: date, dates: Sequence[KeyDate], wanted: Credits
) -> Schedule | None:
    spans = earliest_due_first(tasks, first_day, pace)
    if spans is None or any(span.finishes_on - first_day > _LONGEST for span in spans):
        return None
    # Each course is shown with the date that binds it, not with the one it was moved forward for.
    hard = {
        id(task.planned): bound
        for task, bound in zip(
            tasks, tasks_of([task.planned for task in tasks], first_day, dates), strict=True
        )
    }
    courses = [
        ScheduledCourse(
            task.planned,
            task.hours,
            task.basis,
            span.starts_on,
            span.finishes_on,
            hard[id(task.planned)].due,
            hard[id(task.planned)].due_for,
        )
        for task, span in zip(tasks, spans, strict=True)
    ]
    courses.sort(key=lambda c: (c.starts_on, c.finishes_on, c.due or date.max, c.planned.course.course_id))
    standings = tuple(_standing(key_date, courses, wanted) for key_date in dates)
    return Schedule(pace, first_day, tuple(courses), standings, None, None)


def _standing(key_date: KeyDate, courses: Sequence[ScheduledCourse], wanted: Credits) -> DateStanding:
    if key_date.kind is DateKind.BIENNIUM:
        by_then = Credits.total(
            c.planned.course.ce_credits or Credits(0) for c in courses if c.finishes_on <= key_date.on
        )
        return DateStanding(key_date, None, (), by_then, wanted)
    concerned = [
        course
        for course in courses
        if key_date.concerns(frozenset(s.subcategory.discipline for s in course.planned.serves))
    ]
    late = tuple(c.planned.course.course_id for c in concerned if c.finishes_on > key_date.on)
    return DateStanding(key_date, max((c.finishes_on for c in concerned), default=None), late)


def _misses(schedule: Schedule) -> tuple[int, int, int]:
    """Order schedules by what they miss: courses, then days, then CE credits of the biennium."""
    days = sum(course.days_late for course in schedule.late)
    credits_ = sum(standing.credits_late.hundredths for standing in schedule.dates)
    return (len(schedule.late), days, credits_)


def _said(schedule: Schedule) -> Iterator[Problem]:
    for course in schedule.late:
        due = "" if course.due is None else day(course.due)
        message = (
            f"{one_line(course.planned.course.name)} would be finished on {day(course.finishes_on)}, "
            f"{count(course.days_late, 'day')} after {due} ({course.due_for}). "
            f"{_what_would_help(schedule.least_pace)}"
        )
        yield Problem(Severity.ERROR, "date-not-met", message, value=course.planned.course.course_id)
    for standing in schedule.dates:
        if standing.credits_late:
            message = (
                f"{standing.key_date.name} ({day(standing.key_date.on)}): "
                f"{amount(standing.credits_late, 'CE credit')} that the biennium still needs would be "
                f"finished after it. {_what_would_help(schedule.enough_pace)}"
            )
            yield Problem(Severity.WARNING, "biennium-not-met", message, value=str(standing.credits_late))
    for basis, figure in _RECKONED.items():
        names = [one_line(c.planned.course.name) for c in schedule.courses if c.basis is basis]
        if names:
            shown = joined([*names[:3], *([f"{len(names) - 3} more"] if len(names) > 3 else [])])  # noqa: PLR2004 - a few are enough
            message = f"{figure}, the hours not being known: {shown}."
            yield Problem(Severity.WARNING, "hours-not-known", message, value=str(len(names)))


_RECKONED = {
    Basis.CE_CREDITS: "An hour for each CE credit was reckoned",
    Basis.TARGETED: "An hour for each targeted credit was reckoned",
    Basis.UNKNOWN: "No time was reckoned",
}


def _never_in_time(tasks: Sequence[Task]) -> Iterator[Problem]:
    """Name the courses that no pace finishes in time: they can't be begun before they are due."""
    for task in tasks:
        if task.due is not None and task.release > task.due:
            message = (
                f"{one_line(task.planned.course.name)} can't be begun before {day(task.release)}, and is due "
                f"by {day(task.due)} ({task.due_for}): no pace would do. Correct the dates, or exclude it."
            )
            yield Problem(Severity.ERROR, "date-not-met", message, value=task.planned.course.course_id)


def _what_would_help(least: Hours | None) -> str:
    if least is None:
        return "No pace would do: some course can't be started before it is due."
    return f"{amount(least, 'hour')} a month would do."


def _too_slow(pace: Hours, least: Hours | None) -> Problem:
    help_ = f" {amount(least, 'hour')} a month would meet every date." if least else ""
    message = f"At {amount(pace, 'hour')} a month the courses would take more than 30 years.{help_}"
    return Problem(Severity.ERROR, "pace-too-low", message, value=str(pace))
