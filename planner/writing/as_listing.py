"""The course listing that sellers publish: every course that serves a discipline, a row a course and place.

Pure rows, for the screen and for every file alike. A listing for prescriptions (CQR) goes by subcategory; one
for structured education by category, because that is how each is counted (domain rule 1).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.outline import shipped_outlines
from planner.phrases import count, day
from planner.structured import TOTAL, disciplines_with_structured_education, structured_requirement
from planner.structured.collapsing import by_category

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from planner.catalog import Catalog, Course
    from planner.credits import Credits
    from planner.outline import Outlines, Subcategory


class Purpose(StrEnum):
    """What the courses are listed for."""

    PRESCRIPTIONS = "prescriptions"
    """CQR prescriptions: credits by subcategory."""
    STRUCTURED = "structured"
    """Structured education: credits by category."""


_TITLES = {
    Purpose.PRESCRIPTIONS: "Courses for CQR prescriptions",
    Purpose.STRUCTURED: "Courses for structured education",
}


@dataclass(frozen=True, slots=True)
class ListingRow:
    """What one course gives to one place: a subcategory, or a category (a subcategory without a name)."""

    course: Course
    place: Subcategory
    credits: Credits


@dataclass(frozen=True, slots=True)
class Listing:
    """A listing: its rows place by place, in the outline's order, within a place the most credits first.

    ``later`` counts the courses that aren't listed because they give something only from a later day on.
    """

    purpose: Purpose
    disciplines: tuple[str, ...]
    on: date
    rows: tuple[ListingRow, ...]
    catalog_name: str = ""
    fictional: bool = False
    later: int = 0
    outlines: Outlines = field(default_factory=shipped_outlines, repr=False)

    @property
    def title(self) -> str:
        """What to call the listing."""
        return _TITLES[self.purpose]

    @property
    def about(self) -> str:
        """The disciplines in words."""
        return " · ".join(self.name_of(code) for code in self.disciplines)

    def name_of(self, discipline: str) -> str:
        """Give a discipline's name with its code, or its code alone where no outline knows it."""
        known = self.outlines.by_code.get(discipline)
        return discipline if known is None else f"{known.name} ({discipline})"

    @property
    def summary(self) -> str:
        """How many courses of how many sellers, of which catalog."""
        courses = self.courses
        sellers = {course.seller for course in courses if course.seller}
        of = f" of {count(len(sellers), 'seller')}" if sellers else ""
        catalog = f", from {self.catalog_name}" if self.catalog_name else ""
        return f"{count(len(courses), 'course')}{of}{catalog}."

    @property
    def remark(self) -> str:
        """What the figures are, and for when."""
        by = "subcategory" if self.purpose is Purpose.PRESCRIPTIONS else "category of the outline"
        later = ""
        if self.later:
            verb = "gives" if self.later == 1 else "give"
            later = (
                f" {count(self.later, 'course')} that {verb} credits only to those who enroll later "
                f"{'is' if self.later == 1 else 'are'} not listed."
            )
        return (
            f"Targeted credits are what ARRT assigned to the course in that {by}, for those who enroll on "
            f"{day(self.on)}, or on the first day of a later course. CE credits are its approved total."
            f"{later}"
        )

    @property
    def places(self) -> tuple[Subcategory, ...]:
        """The places that some course serves, in the outline's order."""
        return tuple(dict.fromkeys(row.place for row in self.rows))

    @property
    def courses(self) -> tuple[Course, ...]:
        """The courses, by seller and name."""
        found = {row.course.course_id: row.course for row in self.rows}
        return tuple(
            sorted(found.values(), key=lambda course: (course.seller, course.name, course.course_id))
        )

    def by_course(self) -> tuple[tuple[Course, Mapping[Subcategory, Credits]], ...]:
        """Give the wide shape: a row a course, with its credits by place."""
        gives: dict[str, dict[Subcategory, Credits]] = {}
        for row in self.rows:
            gives.setdefault(row.course.course_id, {})[row.place] = row.credits
        return tuple((course, gives[course.course_id]) for course in self.courses)

    def by_place(self) -> Iterator[tuple[Subcategory, tuple[ListingRow, ...]]]:
        """Give the long shape: each place with its courses."""
        groups: dict[Subcategory, list[ListingRow]] = {}
        for row in self.rows:
            groups.setdefault(row.place, []).append(row)
        for place, rows in groups.items():
            yield place, tuple(rows)


def listing_rows(
    catalog: Catalog,
    discipline: str | None = None,
    purpose: Purpose | str = Purpose.PRESCRIPTIONS,
    *,
    on: date,
    outlines: Outlines | None = None,
) -> Listing:
    """List what a catalog has for a discipline (a code), or for all; courses expired by ``on`` are left out.

    ``outlines`` stand in for those that come with the planner; the catalog has to be in their names.

    A course that isn't approved yet is listed with what it gives on its first day. A discipline without
    structured education has an empty listing for it: `planner.structured.structured_requirement` says why.

    Raises:
        ValueError: there is no such purpose.
    """
    purpose = Purpose(purpose)
    known = outlines or shipped_outlines()
    by_name = purpose is Purpose.PRESCRIPTIONS
    given = _by_subcategory(catalog, on) if by_name else _by_category(catalog, on, known)
    wanted = [(now, row) for now, row in given if discipline is None or row.place.discipline == discipline]
    order = _order(known)

    def place(row: ListingRow) -> tuple[object, ...]:
        at = order.get(row.place, len(order))
        price = row.course.price
        dear = (price is None, 0 if price is None else price.hundredths)
        return (at, row.place, -row.credits.hundredths, dear, row.course.name, row.course.course_id)

    rows = sorted((row for now, row in wanted if now), key=place)
    later = {row.course.course_id for _, row in wanted} - {row.course.course_id for row in rows}
    disciplines = tuple(dict.fromkeys(row.place.discipline for row in rows))
    if discipline is not None:
        disciplines = (discipline,)
    return Listing(purpose, disciplines, on, tuple(rows), catalog.name, catalog.fictional, len(later), known)


def _offered(catalog: Catalog, on: date) -> Iterator[tuple[Course, tuple[date, ...]]]:
    """Give the courses that can be taken, each with its first day, and those on which its figures change."""
    for course in catalog.courses:
        first = on if course.approved_from is None else max(on, course.approved_from)
        days = [day for day in (first, *course.days_of_change(first)) if day <= (course.expires_on or day)]
        if not course.left_out and first in days:
            yield course, tuple(days)


def _by_subcategory(catalog: Catalog, on: date) -> Iterator[tuple[bool, ListingRow]]:
    """Give what each course gives, and whether it does so from its first day on."""
    for course, days in _offered(catalog, on):
        for when in days:
            for place, credits_ in course.distribution_on(when).items():
                if credits_:
                    yield when == days[0], ListingRow(course, place, credits_)


def _by_category(catalog: Catalog, on: date, outlines: Outlines) -> Iterator[tuple[bool, ListingRow]]:
    """Sum up each discipline's distributions by category, as a plan for structured education does."""
    courses = catalog.by_id()
    for discipline in disciplines_with_structured_education(outlines):
        requirement = structured_requirement(discipline.code, outlines=outlines).requirement
        if requirement is None:
            continue
        for now, row in _by_subcategory(by_category(catalog, requirement).catalog, on):
            if row.place.discipline == discipline.code and row.place.category != TOTAL:
                course, place = courses[row.course.course_id], requirement.shown_as(row.place.category)
                yield now, ListingRow(course, place, row.credits)


def _order(outlines: Outlines) -> dict[Subcategory, int]:
    """Number the places of the outlines: each category before its subcategories."""
    order: dict[Subcategory, int] = {}
    for row in outlines.rows:
        place = row.subcategory
        for each in (type(place)(place.discipline, place.category, ""), place):
            order.setdefault(each, len(order))
    return order
