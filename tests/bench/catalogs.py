"""Made-up catalogs of any size, the same every time, in sizes and prices as seen on the market."""

from __future__ import annotations

import io
import random
from datetime import date, timedelta

from planner.catalog import Bundle, Catalog, Course, Distribution
from planner.credits import Credits, Hours, Money
from planner.outline import Subcategory, shipped_outlines
from planner.prescription import Prescription, Requirement

TODAY = date(2026, 11, 23)
SELLERS = ("Lantern Learning", "Quiet Harbor CE", "Second Shift Study", "Blue Door Credits", "Northlight")
FORMATS = ("online", "print", "webinar")
COURSE_COLUMNS = (
    "course_id",
    "title",
    "seller",
    "format",
    "ce_category",
    "ce_credits",
    "price",
    "hours",
    "activity_id",
    "approval_number",
    "approved_from",
    "expires_on",
    "url",
)
WIDE_COLUMNS = 60
# The disciplines whose subcategories fill the sheet, in this order.
DISCIPLINES = ("MR", "CT", "R", "M", "BD", "N", "T", "VI", "CI")


def subcategories(number: int) -> tuple[Subcategory, ...]:
    """Give so many subcategories of the outlines, a discipline after the other."""
    outlines = shipped_outlines()
    known = [s for discipline in DISCIPLINES for s in outlines.subcategories(discipline)]
    return tuple(known[:number])


def a_catalog(courses: int, *, seed: int = 1, columns: int = WIDE_COLUMNS) -> Catalog:
    """Make a catalog: quarter credits, 55 % of courses in several disciplines, 8 % sold under two numbers.

    A price is about $7.50 times credits to the power of 0.92; for each 40 courses there is a bundle.
    """
    luck = random.Random(seed)
    rows = subcategories(columns - len(COURSE_COLUMNS))
    by_discipline: dict[str, list[Subcategory]] = {}
    for row in rows:
        by_discipline.setdefault(row.discipline, []).append(row)
    made: list[Course] = []
    for number in range(courses):
        if made and luck.random() < 0.08:
            made.append(_again(luck.choice(made), f"C{number:05d}", luck))
        else:
            made.append(_a_course(f"C{number:05d}", by_discipline, luck))
    bundles = tuple(
        _a_bundle(f"B{number:04d}", luck.sample(made, luck.randint(3, 8)), luck)
        for number in range(courses // 40)
    )
    return Catalog(tuple(made), bundles, "made-up catalog", fictional=True)


def a_prescription(disciplines: int = 1, *, seed: int = 1) -> Prescription:
    """Make a prescription: in each of the first disciplines four to six subcategories of 1 to 6 credits."""
    luck = random.Random(seed)
    outlines = shipped_outlines()
    rows: list[Requirement] = []
    for discipline in DISCIPLINES[:disciplines]:
        known = outlines.subcategories(discipline)
        chosen = luck.sample(known, min(len(known), luck.randint(4, 6)))
        rows += [Requirement(row, False, Credits(luck.randint(4, 24) * 25)) for row in chosen]  # noqa: FBT003 - not met
    return Prescription(tuple(rows))


def as_wide_workbook(catalog: Catalog, *, columns: int = WIDE_COLUMNS) -> bytes:
    """Write a catalog as one wide sheet: a row a course, a column for each subcategory."""
    import openpyxl  # noqa: PLC0415 - only the benchmarks that read a workbook pay for it

    rows = subcategories(columns - len(COURSE_COLUMNS))
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("courses")
    sheet.append([*COURSE_COLUMNS, *(f"{row.discipline}: {row.name}" for row in rows)])
    for course in catalog.courses:
        credits_of = {row.subcategory: float(row.credits) for row in course.distributions}
        sheet.append([*_facts(course), *(credits_of.get(row) for row in rows)])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _facts(course: Course) -> list[object]:
    return [
        course.course_id,
        course.title,
        course.seller,
        course.format,
        course.ce_category,
        float(course.ce_credits) if course.ce_credits is not None else None,
        float(course.price) if course.price is not None else None,
        float(course.hours) if course.hours is not None else None,
        course.activity_id,
        course.approval_number,
        course.approved_from,
        course.expires_on,
        course.url,
    ]


def _a_course(course_id: str, known: dict[str, list[Subcategory]], luck: random.Random) -> Course:
    quarters = luck.choice((4, 4, 4, 4, 6, 8, 10, 12, 16, 24, 48, 96))
    several = luck.random() < 0.55
    chosen = luck.sample(sorted(known), luck.choice((2, 3)) if several else 1)
    distributions: list[Distribution] = []
    for discipline in chosen:
        left = quarters
        for row in luck.sample(known[discipline], min(len(known[discipline]), luck.randint(1, 4))):
            figure = luck.randint(1, max(1, left // 2))
            if figure <= left:
                distributions.append(Distribution(row, Credits(figure * 25)))
                left -= figure
    price = Money(round(7.5 * (quarters / 4) ** 0.92 * luck.uniform(0.6, 1.5) * 2) * 50)
    return Course(
        course_id,
        f"Made-up course {course_id}",
        luck.choice(SELLERS),
        luck.choice(FORMATS),
        luck.choice(("A", "A+")),
        Credits(quarters * 25),
        price,
        hours=Hours(quarters * 25),
        approval_number=f"DEMO-{course_id}",
        approved_from=TODAY - timedelta(days=luck.randint(30, 700)),
        expires_on=TODAY + timedelta(days=luck.randint(-60, 700)),
        url=f"https://example.com/{course_id}",
        distributions=tuple(distributions),
    )


def _again(course: Course, course_id: str, luck: random.Random) -> Course:
    """Sell the same content under another number, at another price."""
    price = Money(max(50, (course.price or Money(0)).hundredths + luck.randint(-6, 6) * 50))
    facts = {name: getattr(course, name) for name in course.__slots__}
    activity = course.activity_id or f"ACT-{course.course_id}"
    return Course(**{**facts, "course_id": course_id, "list_price": price, "activity_id": activity})


def _a_bundle(bundle_id: str, parts: list[Course], luck: random.Random) -> Bundle:
    singly = sum((part.price or Money(0)).hundredths for part in parts)
    price = Money(round(singly * luck.uniform(0.4, 0.8) / 100) * 100)
    return Bundle(bundle_id, f"Made-up bundle {bundle_id}", price, tuple(part.course_id for part in parts))
