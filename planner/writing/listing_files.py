"""A course listing as CSV and as a workbook. Both shapes are read back by `planner.reading`."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Literal

from planner.guarding import guard
from planner.writing.as_csv import COURSE_FIELDS, course_cells
from planner.writing.as_listing import Purpose
from planner.writing.wording import DISCLAIMER, FICTIONAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.catalog import Course
    from planner.outline import Subcategory
    from planner.writing.as_listing import Listing
    from planner.writing.sheets import Column, Value

Shape = Literal["long", "wide"]
_PLACE_FIELDS = ("discipline", "category", "subcategory", "credits")


def listing_as_csv(listing: Listing, shape: Shape = "wide") -> bytes:
    """Write a listing as a catalog: a row a course with a column for each place, or a row for each pair."""
    rows = _wide(listing) if shape == "wide" else _long(listing)
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8-sig", "replace")


def _wide(listing: Listing) -> Iterator[tuple[str, ...]]:
    places = listing.places
    yield (*COURSE_FIELDS, *(guard(heading(place)) for place in places))
    for course, gives in listing.by_course():
        yield (
            *course_cells(course),
            *(str(gives[place]) if place in gives else "" for place in places),
        )


def _long(listing: Listing) -> Iterator[tuple[str, ...]]:
    yield (*COURSE_FIELDS, *_PLACE_FIELDS)
    for row in listing.rows:
        place = row.place
        names = (guard(name) for name in (place.discipline, place.category, place.name))
        yield (*course_cells(row.course), *names, str(row.credits))


def heading(place: Subcategory) -> str:
    """Name a place as the header of a wide catalog: ``MR: Procedures: Body``."""
    return ": ".join(part for part in (place.discipline, place.category, place.name) if part)


def listing_as_workbook(listing: Listing) -> bytes:
    """Write a listing for Excel: a sheet by course, one by place, and what the figures are."""
    from planner.writing.sheets import (  # noqa: PLC0415 - only who asks for a workbook pays for openpyxl
        Book,
        Column,
        Kind,
        Table,
    )

    places = listing.places
    figures = [Column(heading(place), Kind.CREDITS, 16) for place in places]
    book = Book(title=listing.title, made_on=listing.on)
    book.add_sheet(
        "By course",
        Table(
            (*_course_columns(), *figures),
            (
                (*_course_values(course), *(gives.get(place) for place in places))
                for course, gives in listing.by_course()
            ),
        ),
    )
    by = "By subcategory" if listing.purpose is Purpose.PRESCRIPTIONS else "By category"
    names = (Column("Discipline", width=11), Column("Category", width=18), Column("Subcategory", width=44))
    book.add_sheet(
        by,
        Table(
            (*names, Column("Credits", Kind.CREDITS, 10), *_course_columns()),
            ((*_place(row.place), row.credits, *_course_values(row.course)) for row in listing.rows),
        ),
    )
    said = (listing.title, listing.about, listing.summary, listing.remark, DISCLAIMER)
    lines = (*said, FICTIONAL) if listing.fictional else said
    book.add_sheet("About", Table((Column("About this listing", width=110),), ((line,) for line in lines)))
    return book.as_bytes()


def _place(place: Subcategory) -> tuple[Value, ...]:
    return place.discipline, place.category or None, place.name or None


def _course_columns() -> tuple[Column, ...]:
    from planner.writing.sheets import Column, Kind  # noqa: PLC0415 - as above

    return (
        Column("Course", width=46),
        Column("Course ID", width=14),
        Column("Seller", width=24),
        Column("Format", width=14),
        Column("CE category", width=11),
        Column("CE credits", Kind.CREDITS, 10),
        Column("Price (USD)", Kind.MONEY, 12),
        Column("Sale price (USD)", Kind.MONEY, 12),
        Column("Hours", Kind.HOURS, 9),
        Column("Approval number", width=18),
        Column("Approved from", Kind.DATE, 13),
        Column("Expires on", Kind.DATE, 13),
        Column("Link", width=36),
    )


def _course_values(course: Course) -> tuple[Value, ...]:
    from planner.writing.sheets import Link  # noqa: PLC0415 - as above

    return (
        course.name,
        course.course_id,
        course.seller or None,
        course.format or None,
        course.ce_category or None,
        course.ce_credits,
        course.list_price,
        course.sale_price,
        course.hours,
        course.approval_number or None,
        course.approved_from,
        course.expires_on,
        Link(course.url) if course.url else None,
    )
