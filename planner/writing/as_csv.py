"""Plans and catalogs as CSV that a spreadsheet opens safely and that `planner.reading` reads back.

UTF-8 with a byte order mark (Excel needs it), comma, CRLF. Numbers are plain, dates are ISO, a blank is what
is not known. Text that a spreadsheet might take for a formula gets one leading apostrophe, which
reading takes off again. Numbers are never touched.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from planner.credits import Hundredths
from planner.guarding import guard

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from planner.catalog import Catalog, Course, Distribution
    from planner.outline import Subcategory
    from planner.plan import Plan, PlannedCourse

COURSE_FIELDS = (
    "course_id",
    "title",
    "seller",
    "format",
    "ce_category",
    "ce_credits",
    "price",
    "sale_price",
    "hours",
    "activity_id",
    "approval_number",
    "approved_from",
    "expires_on",
    "url",
)
DISTRIBUTION_FIELDS = ("discipline", "category", "subcategory", "credits", "applies_from", "outline_version")
PLAN_FIELDS = (
    "course_id",
    "title",
    "seller",
    "format",
    "ce_credits",
    "price",
    "paid_in_bundle",
    "hours",
    "take_from",
    "take_by",
    "url",
    "discipline",
    "category",
    "subcategory",
    "credits",
    "required",
    "margin",
    "completed",
    "planned",
    "short",
    "assumed",
)


def plan_as_csv(plan: Plan) -> bytes:
    """Write a plan: a row for each course and each prescribed subcategory that it serves.

    The facts of the course and the standing of the subcategory are repeated in each row, so add up neither.
    A course that serves nothing (a pin) has one row; a subcategory that no course serves has one row without
    a course, so every subcategory that needs credits is there with what it is still short of.
    ``assumed`` says whether the credits required were assumed, not read.
    """
    rows: list[Iterable[str]] = []
    standing = {row.subcategory: row for row in plan.coverage}
    served: set[Subcategory] = set()

    def standing_of(subcategory: Subcategory) -> tuple[str, ...]:
        row = standing.get(subcategory)
        if row is None:
            return ("",) * 6
        figures = (row.required, row.margin, row.completed, row.planned, row.short)
        return (*map(str, figures), "yes" if row.requirement.assumed else "no")

    for planned in plan.courses:
        facts = _planned_facts(planned)
        if not planned.serves:
            rows.append((*facts, *("",) * (len(PLAN_FIELDS) - len(facts))))
        for serving in planned.serves:
            served.add(serving.subcategory)
            names = _names(serving.subcategory)
            rows.append((*facts, *names, str(serving.credits), *standing_of(serving.subcategory)))
    no_course = ("",) * PLAN_FIELDS.index("discipline")
    rows.extend(
        (*no_course, *_names(subcategory), "", *standing_of(subcategory))
        for subcategory in standing
        if subcategory not in served
    )
    return _table(PLAN_FIELDS, rows)


def catalog_as_csv(catalog: Catalog) -> bytes:
    """Write a catalog in the long shape of the contract: a row for each course and distribution figure.

    A course without a distribution has one row. Bundles don't fit into one table and are left out: write
    `planner.writing.as_workbook.catalog_as_workbook` to keep them.
    """
    rows: list[Iterable[str]] = []
    for course in catalog.courses:
        facts = course_cells(course)
        rows.extend((*facts, *distribution_cells(figure)) for figure in course.distributions)
        if not course.distributions:
            rows.append((*facts, *("",) * len(DISTRIBUTION_FIELDS)))
    return _table((*COURSE_FIELDS, *DISTRIBUTION_FIELDS), rows)


def course_cells(course: Course) -> tuple[str, ...]:
    """Give a course's own facts in the order of `COURSE_FIELDS`."""
    return (
        guard(course.course_id),
        guard(course.title),
        guard(course.seller),
        guard(course.format),
        guard(course.ce_category),
        _number(course.ce_credits),
        _number(course.list_price),
        _number(course.sale_price),
        _number(course.hours),
        guard(course.activity_id),
        guard(course.approval_number),
        _day(course.approved_from),
        _day(course.expires_on),
        guard(course.url),
    )


def distribution_cells(figure: Distribution) -> tuple[str, ...]:
    """Give a distribution figure in the order of `DISTRIBUTION_FIELDS`."""
    names = _names(figure.subcategory)
    return (*names, _number(figure.credits), _day(figure.applies_from), guard(figure.outline_version))


def _planned_facts(planned: PlannedCourse) -> tuple[str, ...]:
    course = planned.course
    return (
        guard(course.course_id),
        guard(course.title),
        guard(course.seller),
        guard(course.format),
        _number(course.ce_credits),
        _number(course.price),
        guard(planned.paid_in_bundle or ""),
        _number(course.hours),
        _day(planned.take_from),
        _day(planned.take_by),
        guard(course.url),
    )


def _names(subcategory: Subcategory) -> tuple[str, str, str]:
    return guard(subcategory.discipline), guard(subcategory.category), guard(subcategory.name)


def _number(quantity: Hundredths | None) -> str:
    """Write a plain number, so that a dollar sign or a thousands comma never gets in the way."""
    return "" if quantity is None else Hundredths.__str__(quantity)


def _day(when: date | None) -> str:
    return "" if when is None else when.isoformat()


def _table(header: Sequence[str], rows: Iterable[Iterable[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig", "replace")
