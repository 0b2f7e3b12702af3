"""The sheet of dates: what to do by when, with a schedule or without. Importing this imports openpyxl."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from planner.credits import Hours
from planner.phrases import NOT_KNOWN, count, day
from planner.scheduling import bounds_of
from planner.writing.sheets import Book, Column, Kind, Sum, Table, Value
from planner.writing.time_wording import schedule_sentence
from planner.writing.wording import why_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.plan import Plan
    from planner.scheduling import KeyDate, Schedule

_COURSE = (
    Column("No.", Kind.COUNT, 6),
    Column("What", width=48),
    Column("Course ID", width=14),
    Column("Hours", Kind.HOURS, 10),
    Column("Why it is in", width=70),
)


def schedule_sheet(
    book: Book, plan: Plan, schedule: Schedule | None = None, dates: Sequence[KeyDate] = ()
) -> None:
    """Add when to take what: as scheduled, or else by the last day of each, those without one known last.

    Of a course and of ``dates`` that the person gave, the earliest that binds is its last day.
    """
    table = _by_last_day(plan, dates) if schedule is None else _as_scheduled(plan, schedule)
    book.add_sheet("Schedule", table)


def _by_last_day(plan: Plan, dates: Sequence[KeyDate]) -> Table:
    columns = (
        Column("Finish by", Kind.DATE, 14),
        Column("Days left", Kind.COUNT, 10),
        Column("Start from", Kind.DATE, 14),
        *_COURSE,
    )
    on = plan.preferences.on
    bound = [(planned, bounds_of(planned, dates)) for planned in plan.courses]
    rows: list[tuple[Value, ...]] = [
        (
            bounds.due or NOT_KNOWN,
            None if bounds.due is None else (bounds.due - on).days,
            bounds.begins,
            plan.numbers[planned.course.course_id],
            planned.course.name,
            planned.course.course_id,
            planned.course.hours if planned.course.hours is not None else NOT_KNOWN,
            why_in(planned, plan),
        )
        for planned, bounds in sorted(bound, key=lambda pair: (pair[1].due or date.max, pair[1].begins))
    ]
    ends = [(key_date.on, key_date.name) for key_date in dict.fromkeys(dates)]
    if plan.preferences.deadline is not None:
        ends.append((plan.preferences.deadline, "Deadline: everything finished"))
    rows += [(end, (end - on).days, None, None, name, *(None,) * 3) for end, name in sorted(ends)]
    counted = f"Days are counted from {day(on)}, the day planned on."
    total = (None, None, None, *_total(plan))
    return Table(columns, rows, totals=total, closing=(counted,))


def _total(plan: Plan) -> tuple[Value, ...]:
    """Give the total of the columns of `_COURSE`."""
    totals = plan.totals
    known = totals.hours or not totals.hours_unknown
    hours: Value = Sum(totals.hours) if known else NOT_KNOWN
    return None, f"Total: {count(totals.courses, 'course')}", None, hours, None


def _as_scheduled(plan: Plan, schedule: Schedule) -> Table:
    columns = (
        Column("Begin", Kind.DATE, 14),
        Column("Finish", Kind.DATE, 14),
        Column("Last day", Kind.DATE, 14),
        Column("Last day of", width=24),
        Column("Days late", Kind.COUNT, 10),
        *_COURSE,
        Column("Hours are from", width=26),
    )
    rows = [
        (
            scheduled.starts_on,
            scheduled.finishes_on,
            scheduled.due if scheduled.due is not None else NOT_KNOWN,
            scheduled.due_for or None,
            scheduled.days_late,
            plan.numbers[scheduled.planned.course.course_id],
            scheduled.planned.course.name,
            scheduled.planned.course.course_id,
            scheduled.hours,
            why_in(scheduled.planned, plan),
            str(scheduled.basis),
        )
        for scheduled in schedule.courses
    ]
    reckoned = Sum(Hours.total(scheduled.hours for scheduled in schedule.courses))
    total = (*(None,) * 6, f"Total: {count(len(rows), 'course')}", None, reckoned, None, None)
    opening = (schedule_sentence(schedule),)
    return Table(columns, rows, opening=opening, totals=total, closing=tuple(_dates(schedule)))


def _dates(schedule: Schedule) -> Iterator[str]:
    """Say of each date that the person gave whether it is met."""
    for standing in schedule.dates:
        met = "met" if standing.kept else "can't be met at this pace"
        yield f"{standing.key_date.name}, {day(standing.key_date.on)}: {met}."
