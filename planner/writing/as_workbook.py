"""Plans and catalogs as Excel workbooks. Importing this imports openpyxl: do so when one is asked for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from planner.limits import limits
from planner.writing.as_csv import COURSE_FIELDS, DISTRIBUTION_FIELDS
from planner.writing.plan_sheets import (
    alternatives_sheet,
    coverage_sheet,
    inputs_sheet,
    plan_sheet,
    problems_sheet,
    shortfall_sheet,
    sources_sheet,
)
from planner.writing.schedule_sheet import schedule_sheet
from planner.writing.sheets import Book, Column, Kind, Table, Value
from planner.writing.state_sheet import state_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.catalog import Bundle, Catalog, Course, Distribution
    from planner.keeping import KeptState
    from planner.plan import Plan
    from planner.problem import Problem
    from planner.scheduling import KeyDate, Schedule

BUNDLE_FIELDS = ("bundle_id", "title", "price", "course_ids")
# A catalog is not made on a day, and equal catalogs give equal files.
_NO_DAY = date(2000, 1, 1)
_KINDS = {
    "ce_credits": Kind.CREDITS,
    "credits": Kind.CREDITS,
    "hours": Kind.HOURS,
    "price": Kind.MONEY,
    "sale_price": Kind.MONEY,
    "approved_from": Kind.DATE,
    "expires_on": Kind.DATE,
    "applies_from": Kind.DATE,
}
_WIDE = {"title": 48, "url": 36, "course_ids": 48, "subcategory": 40, "seller": 24, "category": 18}


def plan_as_workbook(  # noqa: PLR0913 - what a workbook may hold beside the plan
    plan: Plan,
    problems: Sequence[Problem],
    catalog: Catalog,
    *,
    schedule: Schedule | None = None,
    dates: Sequence[KeyDate] = (),
    state: KeptState | None = None,
) -> bytes:
    """Write a plan for Excel: courses, coverage, shortfall, dates, other plans, problems, inputs, sources.

    With a ``schedule``, its days stand on the sheet of dates; ``dates`` that the person gave stand there
    without one too. With a ``state``, a last sheet holds it, so
    that `planner.keeping.load` reads the workbook back.
    """
    dates = dates if schedule is None else schedule.key_dates
    book = Book(title="Targeted CE plan", made_on=plan.preferences.on)
    plan_sheet(book, plan, catalog, dates)
    coverage_sheet(book, plan)
    shortfall_sheet(book, plan)
    schedule_sheet(book, plan, schedule, dates)
    if plan.alternatives:
        alternatives_sheet(book, plan)
    if problems:
        problems_sheet(book, problems)
    inputs_sheet(book, plan, catalog, schedule, dates)
    sources_sheet(book)
    if state is not None:
        state_sheet(book, state)
    return book.as_bytes()


def catalog_as_workbook(catalog: Catalog) -> bytes:
    """Write a catalog as the workbook of three sheets that `planner.reading` reads back."""
    book = Book(title=catalog.name or "Catalog", made_on=_NO_DAY)
    figures = ((course, figure) for course in catalog.courses for figure in course.distributions)
    book.add_sheet("courses", Table(catalog_columns(COURSE_FIELDS), map(course_row, catalog.courses)))
    book.add_sheet(
        "distributions",
        Table(
            catalog_columns(("course_id", *DISTRIBUTION_FIELDS)),
            ((course.course_id, *distribution_row(figure)) for course, figure in figures),
        ),
    )
    book.add_sheet(
        "bundles",
        Table(
            catalog_columns(BUNDLE_FIELDS),
            (row for bundle in catalog.bundles for row in bundle_rows(bundle, bundle.course_ids)),
        ),
    )
    return book.as_bytes()


def bundle_rows(bundle: Bundle, parts: Sequence[str]) -> Iterator[tuple[Value, ...]]:
    """Give a bundle in the order of `BUNDLE_FIELDS`: a row, or a row a part where a cell can't hold all."""
    listed = ";".join(parts)
    cells = [listed] if len(listed) <= limits().cell_characters else parts
    for place, cell in enumerate(cells):
        facts = (None, None) if place else (bundle.title or None, bundle.price)
        yield (bundle.bundle_id, *facts, cell)


def course_row(course: Course) -> tuple[Value, ...]:
    """Give a course's own facts in the order of `COURSE_FIELDS`."""
    return (
        course.course_id,
        course.title or None,
        course.seller or None,
        course.format or None,
        course.ce_category or None,
        course.ce_credits,
        course.list_price,
        course.sale_price,
        course.hours,
        course.activity_id or None,
        course.approval_number or None,
        course.approved_from,
        course.expires_on,
        course.url or None,
    )


def distribution_row(figure: Distribution) -> tuple[Value, ...]:
    """Give a distribution figure in the order of `DISTRIBUTION_FIELDS`."""
    return (
        figure.subcategory.discipline or None,
        figure.subcategory.category or None,
        figure.subcategory.name or None,
        figure.credits,
        figure.applies_from,
        figure.outline_version or None,
    )


def catalog_columns(names: Sequence[str]) -> tuple[Column, ...]:
    """Give the columns of a sheet of a catalog, by the contract's names of its fields."""
    return tuple(Column(name, _KINDS.get(name, Kind.TEXT), _WIDE.get(name, 16)) for name in names)
