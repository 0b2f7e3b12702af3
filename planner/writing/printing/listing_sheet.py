"""The course listing on paper: by subcategory for prescriptions, by course for structured education."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.credits import Credits
from planner.phrases import NOT_KNOWN, count, day, known
from planner.writing.as_listing import Purpose
from planner.writing.printing.course_cell import course_cell
from planner.writing.printing.lettering import BODY, SMALL, text, unbroken
from planner.writing.printing.paper import Paper, Sheet
from planner.writing.printing.pieces import Column, callout, headed, headed_table, number, stacked, title
from planner.writing.wording import FICTIONAL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from reportlab.platypus import Flowable

    from planner.catalog import Course
    from planner.outline import Subcategory
    from planner.writing.as_listing import Listing, ListingRow
    from planner.writing.printing.pieces import Cell

_FIGURE, _PRICE, _DATE = 52, 58, 82


def listing_as_pdf(listing: Listing, paper: Paper = "letter") -> bytes:
    """Set a listing on paper; structured education, with a column for each category, goes sideways.

    Raises:
        ValueError: there is no such paper.
    """
    sheet = Sheet(
        listing.title,
        listing.on,
        paper,
        fictional=listing.fictional,
        sideways=listing.purpose is Purpose.STRUCTURED,
    )
    return sheet.as_pdf(_story(listing, sheet))


def _story(listing: Listing, sheet: Sheet) -> Iterator[Flowable]:
    yield from title(listing.title, listing.about, sheet.width, name=False)
    yield text(f"{listing.summary} {listing.remark}")
    if listing.fictional:
        yield from callout(FICTIONAL, [], sheet.width)
    if not listing.rows:
        yield from headed("No course in this catalog", BODY * 3)
        yield text("No course that can be taken now has a credit distribution for this.")
    elif listing.purpose is Purpose.PRESCRIPTIONS:
        for place, rows in listing.by_place():
            yield from _place(place, rows, listing.on, sheet.width)
    else:
        for discipline in listing.disciplines:
            yield from _discipline(listing, discipline, sheet.width)


def _place(place: Subcategory, rows: tuple[ListingRow, ...], on: date, width: float) -> Iterator[Flowable]:
    where = " · ".join(part for part in (place.discipline, place.category) if part)
    columns = (
        Column(place.name, note=f"{where} · {count(len(rows), 'course')}"),
        Column("Targeted credits", _FIGURE, "right"),
        Column("CE credits", _FIGURE, "right"),
        Column("Price", _PRICE, "right"),
        Column("Approved until", _DATE),
    )
    cells: list[list[Cell]] = [
        [
            course_cell(row.course),
            number(str(row.credits), bold=True),
            number(known(row.course.ce_credits)),
            number(_price(row.course)),
            _until(row.course, on),
        ]
        for row in rows
    ]
    yield from headed_table("", columns, cells, width)


def _discipline(listing: Listing, discipline: str, width: float) -> Iterator[Flowable]:
    places = [place for place in listing.places if place.discipline == discipline]
    courses = [(course, gives) for course, gives in listing.by_course() if any(p in gives for p in places)]
    columns = (
        Column(listing.name_of(discipline), note=count(len(courses), "course")),
        *(Column(place.category, _FIGURE + 6, "right") for place in places),
        Column("All categories", _FIGURE + 4, "right"),
        Column("CE credits", _FIGURE, "right"),
        Column("Price", _PRICE, "right"),
        Column("Approved until", _DATE),
    )
    rows = [
        _wide_row(course, [gives.get(place) for place in places], listing.on) for course, gives in courses
    ]
    yield from headed_table("", columns, rows, width)


def _wide_row(course: Course, gives: list[Credits | None], on: date) -> list[Cell]:
    return [
        course_cell(course),
        *(number("" if credits_ is None else str(credits_)) for credits_ in gives),
        number(str(Credits.total(credits_ for credits_ in gives if credits_ is not None)), bold=True),
        number(known(course.ce_credits)),
        number(_price(course)),
        _until(course, on),
    ]


def _price(course: Course) -> str:
    return NOT_KNOWN if course.price is None else str(course.price)


def _until(course: Course, on: date) -> list[Flowable]:
    later = course.approved_from is not None and course.approved_from > on
    begins = unbroken(f"from {day(course.approved_from)}") if later and course.approved_from else ""
    until = unbroken(day(course.expires_on)) if course.expires_on else NOT_KNOWN
    return stacked((until, BODY, False), (begins, SMALL, False))
