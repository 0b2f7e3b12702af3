"""The sheet of dates: what to do by when, with a schedule or without. Importing this imports openpyxl."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from planner.phrases import NOT_KNOWN, day
from planner.writing.sheets import Book, Column, Kind, Table, Value
from planner.writing.time_wording import schedule_sentence
from planner.writing.wording import why_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.plan import Plan
    from planner.scheduling import Schedule

_COURSE = (
    Column("What", width=48),
    Column("Course ID", width=14),
    Column("Hours", Kind.HOURS, 10),
    Column("Why it is in", width=70),
)


def schedule_sheet(book: Book, plan: Plan, schedule: Schedule | None = None) -> None:
    """Add when to take what: as scheduled, or else by the last day of each, those without one known last."""
    table = _by_last_day(plan) if schedule is None else _as_scheduled(plan, schedule)
    book.add_sheet("Schedule", table)


def _by_last_day(plan: Plan) -> Table:
    columns = (
        Column("Finish by", Kind.DATE, 14),
        Column("Days left", Kind.COUNT, 10),
        Column("Start from", Kind.DATE, 14),
        *_COURSE,
    )
    on, deadline = plan.preferences.on, plan.preferences.deadline
    rows: list[tuple[Value, ...]] = [
        (
            planned.take_by or NOT_KNOWN,
            None if planned.take_by is None else (planned.take_by - on).days,
            planned.take_from,
            planned.course.name,
            planned.course.course_id,
            planned.course.hours if planned.course.hours is not None else NOT_KNOWN,
            why_in(planned, plan),
        )
        for planned in sorted(plan.courses, key=lambda course: (course.take_by or date.max, course.take_from))
    ]
    if deadline is not None:
        rows.append((deadline, (deadline - on).days, None, "Deadline: everything finished", *(None,) * 3))
    counted = f"Days are counted from {day(on)}, the day planned on."
    return Table(columns, rows, closing=(counted,))


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
            scheduled.planned.course.name,
            scheduled.planned.course.course_id,
            scheduled.hours,
            why_in(scheduled.planned, plan),
            str(scheduled.basis),
        )
        for scheduled in schedule.courses
    ]
    return Table(columns, rows, opening=(schedule_sentence(schedule),), closing=tuple(_dates(schedule)))


def _dates(schedule: Schedule) -> Iterator[str]:
    """Say of each date that the person gave whether it is met."""
    for standing in schedule.dates:
        met = "met" if standing.kept else "can't be met at this pace"
        yield f"{standing.key_date.name}, {day(standing.key_date.on)}: {met}."
