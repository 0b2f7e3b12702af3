"""The courses of a plan as rows to tick, bundles first. Imports reportlab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import Spacer

from planner.phrases import NOT_KNOWN, count, day, joined, known
from planner.scheduling import bounds_of
from planner.writing.printing.course_cell import course_cell, named_code
from planner.writing.printing.drawn import Tick
from planner.writing.printing.lettering import BODY, SMALL, marked_up, unbroken
from planner.writing.printing.pieces import (
    TINT,
    Column,
    headed_table,
    number,
    stacked,
)
from planner.writing.wording import how_paid, why_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlab.platypus import Flowable

    from planner.catalog import Bundle
    from planner.plan import Plan, PlannedCourse
    from planner.scheduling import KeyDate, Schedule, ScheduledCourse
    from planner.writing.printing.pieces import Cell

_COLUMNS = (
    Column("Ordered", 46),
    Column("Course"),
    Column("Price", 66, "right"),
    Column("CE credits", 44, "right"),
    Column("Targeted credits", 52, "right"),
    Column("Finish by, and finished on", 102),
)
_LINE = 66
_NUMBERED = "Numbered as in the app and in the workbook."


def course_table(
    plan: Plan, width: float, schedule: Schedule | None = None, dates: Sequence[KeyDate] = ()
) -> list[Flowable]:
    """Set the courses to order, in the plan's order, with those of a bundle below the bundle.

    Each has its number in the plan, wherever it stands here. With a ``schedule`` they stand in the order in
    which they are begun, and each says when to finish it. Its last day is the earliest date that binds it, of
    its own and of ``dates``.
    """
    if not plan.courses:
        return []
    rows: list[list[Cell]] = []
    commands: list[tuple[object, ...]] = []
    courses = () if schedule is None else schedule.courses
    scheduled = {each.planned.course.course_id: each for each in courses}
    for bundle, members in _grouped(plan, [each.planned for each in courses] or plan.courses):
        if bundle is not None:
            rows.append(_bundle_row(bundle, len(members)))
            row = len(rows)
            commands += [("BACKGROUND", (0, row), (-1, row), TINT), ("NOSPLIT", (0, row), (0, row + 1))]
        for planned in members:
            found = scheduled.get(planned.course.course_id)
            when = _days(planned, plan, dates) if found is None else _scheduled_days(found)
            rows.append(_course_row(planned, plan, when))
    return headed_table(
        "Courses to take",
        _COLUMNS,
        rows,
        width,
        caption=_NUMBERED,
        commands=commands,
        totals=_total_row(plan),
    )


def _grouped(
    plan: Plan, courses: Sequence[PlannedCourse]
) -> Iterator[tuple[Bundle | None, list[PlannedCourse]]]:
    """Give each bundle with its courses, then the courses bought alone, all in the order of ``courses``."""
    bundles = {bundle.bundle_id: bundle for bundle in plan.bundles}
    for bundle_id, bundle in bundles.items():
        yield bundle, [planned for planned in courses if planned.paid_in_bundle == bundle_id]
    yield None, [planned for planned in courses if planned.paid_in_bundle not in bundles]


def _bundle_row(bundle: Bundle, holds: int) -> list[Cell]:
    price = "price not known" if bundle.price is None else str(bundle.price)
    more = len(bundle.course_ids) - holds
    rest = f" and {more} more" if more > 0 else ""
    says = f"Order it once: it holds the next {count(holds, 'course')}{rest}." if holds else ""
    name = stacked(
        (f"Bundle: {marked_up(bundle.name)}", BODY, True),
        (f"{says} {named_code('Bundle ID', bundle.bundle_id)}", SMALL, False),
    )
    return [Tick(), name, number(price), "", "", ""]


def _course_row(planned: PlannedCourse, plan: Plan, dates: list[Flowable]) -> list[Cell]:
    course = planned.course
    place = plan.numbers[course.course_id]
    alone = planned.paid_in_bundle is None
    return [
        Tick() if alone else "",
        course_cell(course, planned.serves, place=place, otherwise=why_in(planned, plan)),
        number(how_paid(planned, plan) if alone else "in the bundle"),
        number(known(course.ce_credits)),
        number(str(planned.targeted)),
        [*dates, Spacer(0, 3), Tick(_LINE)],
    ]


def _days(planned: PlannedCourse, plan: Plan, dates: Sequence[KeyDate]) -> list[Flowable]:
    bounds = bounds_of(planned, dates)
    last, begins = bounds.due, bounds.begins > plan.preferences.on
    return stacked(
        (unbroken(day(last)) if last is not None else f"date {NOT_KNOWN}", BODY, last is not None),
        (f"not before {unbroken(day(bounds.begins))}" if begins else "", SMALL, False),
    )


def _scheduled_days(scheduled: ScheduledCourse) -> list[Flowable]:
    last, late = scheduled.due, scheduled.days_late
    missed = f"{unbroken(count(late, 'day'))} after its " if late else ""
    return stacked(
        (unbroken(day(scheduled.finishes_on)), BODY, True),
        (f"begin {unbroken(day(scheduled.starts_on))}", SMALL, False),
        (f"{missed}last day {unbroken(day(last))}" if last is not None else "", SMALL, bool(late)),
    )


def _total_row(plan: Plan) -> list[Cell]:
    totals = plan.totals
    lacks = [count(totals.price_unknown, "price")] if totals.price_unknown else []
    if totals.ce_credits_unknown:
        lacks.append(f"the CE credits of {count(totals.ce_credits_unknown, 'course')}")
    price_known = totals.price or not totals.price_unknown
    ce_known = totals.ce_credits or not totals.ce_credits_unknown
    return [
        "",
        stacked(
            (f"Total: {count(totals.courses, 'course')}", BODY, True),
            (f"Not in the sums, because not known: {joined(lacks)}" if lacks else "", SMALL, False),
        ),
        number(str(totals.price) if price_known else NOT_KNOWN, bold=True),
        number(str(totals.ce_credits) if ce_known else NOT_KNOWN, bold=True),
        number(str(totals.targeted_credits), bold=True),
        "",
    ]
