"""The sheets of a plan's workbook, one function each. Importing this module imports openpyxl."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.credits import Credits
from planner.phrases import NOT_KNOWN, amount, count, day, one_line
from planner.rules import rules
from planner.scheduling import bounds_of
from planner.writing.notes import notes
from planner.writing.sheets import Book, Column, Formula, Kind, Link, Sum, Table, Value
from planner.writing.wording import (
    BIENNIUM,
    DISCLAIMER,
    FICTIONAL,
    choices,
    completed_sentence,
    headline,
    how_paid,
    later_starts,
    made_from,
    outcome,
    proof,
    shortfall_sentence,
    why_in,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.catalog import Catalog
    from planner.plan import Coverage, Plan, PlannedCourse
    from planner.preferences import Preferences
    from planner.problem import Problem
    from planner.scheduling import KeyDate, Schedule

_COVERAGE = (
    Column("Discipline", width=11),
    Column("Category", width=18),
    Column("Subcategory", width=46),
    Column("Needed", Kind.CREDITS, 11),
    Column("Margin", Kind.CREDITS, 11),
    Column("Completed", Kind.CREDITS, 11),
    Column("Planned", Kind.CREDITS, 11),
    Column("Short", Kind.CREDITS, 11),
    Column("Covered", Kind.SHARE, 16),
    Column("Standing", width=12, loud="short"),
    Column("Most that can be had", Kind.CREDITS, 12),
    Column("Figure", width=16),
)


def plan_sheet(book: Book, plan: Plan, catalog: Catalog, dates: Sequence[KeyDate] = ()) -> None:
    """Add the courses and bundles, what each costs and is for, and the totals.

    A course is to be finished by the earliest date that binds it, of its own and of ``dates``.
    """
    totals = plan.totals
    columns = (
        Column("No.", Kind.COUNT, 7),
        Column("Course", width=38),
        Column("Course ID", width=14),
        Column("Seller", width=20),
        Column("Format", width=13),
        Column("Price (USD)", Kind.MONEY, 11),
        Column("CE credits", Kind.CREDITS, 9),
        Column("Targeted credits", Kind.CREDITS, 10),
        Column("Hours", Kind.HOURS, 11),
        Column("Why it is in", width=46),
        Column("Take from", Kind.DATE, 14),
        Column("Finish by", Kind.DATE, 14),
        Column("Link", width=38),
    )
    opening = [headline(plan), proof(plan)]
    if catalog.fictional:
        opening.append(FICTIONAL)
    rows = [*(_planned_row(planned, plan, dates) for planned in plan.courses), *_bundle_rows(plan)]
    closing = (*notes(plan), made_from(plan, catalog), DISCLAIMER)
    total: tuple[Value, ...] = (
        "Total",
        count(totals.courses, "course"),
        *(None,) * 3,
        Sum(totals.price) if totals.price or not totals.price_unknown else NOT_KNOWN,
        Sum(totals.ce_credits) if totals.ce_credits or not totals.ce_credits_unknown else NOT_KNOWN,
        Sum(totals.targeted_credits),
        Sum(totals.hours) if totals.hours or not totals.hours_unknown else NOT_KNOWN,
        *(None,) * 4,
    )
    book.add_sheet("Plan", Table(columns, rows, opening=opening, totals=total, closing=closing))


def _planned_row(planned: PlannedCourse, plan: Plan, dates: Sequence[KeyDate]) -> tuple[Value, ...]:
    course = planned.course
    bounds = bounds_of(planned, dates)
    alone = planned.paid_in_bundle is None and course.price is not None
    return (
        plan.numbers[course.course_id],
        course.name,
        course.course_id,
        course.seller or None,
        course.format or None,
        course.price if alone else how_paid(planned, plan),
        course.ce_credits if course.ce_credits is not None else NOT_KNOWN,
        planned.targeted,
        course.hours if course.hours is not None else NOT_KNOWN,
        why_in(planned, plan),
        bounds.begins,
        bounds.due if bounds.due is not None else NOT_KNOWN,
        Link(course.url) if course.url else None,
    )


def _bundle_rows(plan: Plan) -> Iterator[tuple[Value, ...]]:
    """Give bundles rows of their own, so that the prices in the column add up to the total."""
    for bundle in plan.bundles:
        price: Value = bundle.price if bundle.price is not None else NOT_KNOWN
        holds = f"Holds {'; '.join(bundle.course_ids)}"
        yield (
            None,
            f"Bundle: {bundle.name}",
            bundle.bundle_id,
            None,
            None,
            price,
            *(None,) * 3,
            holds,
            *(None,) * 3,
        )


def coverage_sheet(book: Book, plan: Plan) -> None:
    """Add a row for each subcategory that needs credits: what it needs, has, gets and lacks."""
    counted = tuple(row for row in plan.coverage if not row.overall)
    rows = [
        (
            row.subcategory.discipline,
            row.subcategory.category or None,
            row.subcategory.name,
            row.required,
            row.margin,
            row.completed,
            row.planned,
            row.short,
            _share(row),
            "short" if row.short else "covered",
            row.best_available,
            "assumed" if row.requirement.assumed else "as prescribed",
        )
        for row in counted
    ]
    total = (
        "Total",
        None,
        None,
        Sum(Credits.total(row.required for row in counted)),
        Sum(Credits.total(row.margin for row in counted)),
        Sum(Credits.total(row.completed for row in counted)),
        Sum(Credits.total(row.planned for row in counted)),
        Sum(Credits.total(row.short for row in counted)),
        *(None,) * 4,
    )
    done = tuple(completed_sentence(activity) for activity in plan.completed)
    book.add_sheet("Coverage", Table(_COVERAGE, rows, totals=total, closing=done))


def _share(row: Coverage) -> Formula:
    """Give the part of a need that is covered, all of it where there is nothing to cover."""
    needed, has = float(row.required + row.margin), float(row.completed + row.planned)
    live = "IF({Needed}+{Margin}>0,MIN(1,({Completed}+{Planned})/({Needed}+{Margin})),1)"
    return Formula(live, min(1.0, has / needed) if needed > 0 else 1.0)


def shortfall_sheet(book: Book, plan: Plan) -> None:
    """Add what stays short, and what would be short without each limit; or that nothing is short."""
    columns = (
        Column("What", width=52),
        Column("Short (credits)", Kind.CREDITS, 12),
        Column("Meaning", width=90),
    )
    rows: list[tuple[Value, ...]] = [
        (one_line(str(row.subcategory)), row.short, shortfall_sentence(row))
        for row in plan.coverage
        if row.short
    ]
    rows += [(f"Without the limit: {limit.name}", limit.short, limit.message) for limit in plan.limits]
    opening = (
        ()
        if rows
        else (f"{outcome(plan)}.", "Nothing is short: every subcategory that needs credits is covered.")
    )
    book.add_sheet("Shortfall", Table(columns, rows, opening=opening))


def alternatives_sheet(book: Book, plan: Plan) -> None:
    """Add the other plans that can be had."""
    columns = (
        Column("Plan", Kind.COUNT, 7),
        Column("Price (USD)", Kind.MONEY, 13),
        Column("Prices not known", Kind.COUNT, 11),
        Column("Courses", Kind.COUNT, 10),
        Column("CE credits", Kind.CREDITS, 11),
        Column("Targeted credits", Kind.CREDITS, 11),
        Column("Hours", Kind.HOURS, 10),
        Column("Course IDs", width=70),
        Column("Bundle IDs", width=24),
        Column("Start later", width=40),
    )
    rows = [
        (
            number,
            other.totals.price,
            other.totals.price_unknown,
            other.totals.courses,
            other.totals.ce_credits,
            other.totals.targeted_credits,
            other.totals.hours,
            "; ".join(other.course_ids),
            "; ".join(other.bundle_ids) or None,
            later_starts(other) or None,
        )
        for number, other in enumerate(plan.alternatives, start=2)
    ]
    book.add_sheet("Alternatives", Table(columns, rows))


def problems_sheet(book: Book, problems: Sequence[Problem]) -> None:
    """Add all problems of reading and planning."""
    columns = (
        Column("Severity", width=10),
        Column("File", width=24),
        Column("Sheet", width=16),
        Column("Row", Kind.COUNT, 8),
        Column("Column", width=18),
        Column("Read", width=28),
        Column("What to do", width=80),
        Column("Nearest known", width=30),
        Column("Code", width=26),
    )
    rows = [
        (
            problem.severity.value,
            problem.place.file,
            problem.place.sheet,
            problem.place.row,
            problem.place.column,
            problem.value,
            problem.message,
            problem.suggestion,
            problem.code,
        )
        for problem in problems
    ]
    book.add_sheet("Problems", Table(columns, rows))


def inputs_sheet(
    book: Book, plan: Plan, catalog: Catalog, schedule: Schedule | None = None, dates: Sequence[KeyDate] = ()
) -> None:
    """Add what the plan was made from, and the choices, the pace and the dates that it was made with."""
    more = [(each.name, day(each.on)) for each in dict.fromkeys(dates)]
    if schedule is not None:
        more.append(("Pace", f"{amount(schedule.pace, 'hour')} a month from {day(schedule.starts_on)} on"))
    more += [
        ("Figures assumed", f"{plan.assumed_figures:,}"),
        ("Rows of the results not understood", f"{plan.open_questions:,}"),
        ("Completed activities", f"{len(plan.completed):,}"),
    ]
    choices_sheet(book, catalog, plan.preferences, more)


def choices_sheet(
    book: Book, catalog: Catalog, preferences: Preferences, more: Sequence[tuple[str, str]] = ()
) -> None:
    """Add the catalog and the choices that plans were made with, and what more there is to say."""
    rows = [
        ("Catalog", catalog.name or "no name"),
        *([("About the catalog", FICTIONAL)] if catalog.fictional else []),
        ("Courses in the catalog", f"{len(catalog.courses):,}"),
        *choices(preferences),
        *more,
    ]
    book.add_sheet("Inputs", Table((Column("Choice", width=36), Column("Value", width=80)), rows))


def sources_sheet(book: Book) -> None:
    """Add the rules that the plan follows, each with its source."""
    columns = (
        Column("Rule", width=80),
        Column("How sure", width=26),
        Column("Source", width=60),
        Column("Read on", Kind.DATE, 13),
    )
    rows = [(rule.sentence, rule.standing, rule.source, rule.read_on) for rule in rules()]
    book.add_sheet("Sources", Table(columns, rows, closing=(DISCLAIMER, BIENNIUM)))
