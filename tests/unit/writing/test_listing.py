"""The course listing: what serves a discipline, in both shapes, in every file."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook

from planner.catalog import Distribution
from planner.credits import Credits
from planner.outline import Subcategory
from planner.reading import read_catalog
from planner.reading.sources import SourceFile
from planner.writing.as_listing import Listing, Purpose, listing_rows
from planner.writing.listing_files import listing_as_csv, listing_as_workbook
from planner.writing.printing import listing_as_pdf
from tests.builders import BODY, CARE, NECK, TODAY, catalog, course, distributions, subcategory
from tests.unit.writing.printed import Printed

NEURO = "MR/Procedures/Neurological"
A = course("A", {BODY: 1, CARE: 0.5, NECK: 2}, title="Many things", url="https://ce.example/a", price=30)
B = course("B", {BODY: 2.75}, title="Body, at length", seller="=Formula School", price=None, ce=None)
OFFERS = catalog(A, B, course("C", {CARE: 0}, title="Counts for nothing"))


def _pairs(listing: Listing) -> list[tuple[str, str, str]]:
    return [
        (row.place.name or row.place.category, row.course.course_id, str(row.credits)) for row in listing.rows
    ]


def test_places_come_in_the_outlines_order_and_in_each_the_most_credits_first() -> None:
    listing = listing_rows(OFFERS, "MR", on=TODAY)
    name = "Patient Interactions and Management"
    assert _pairs(listing) == [(name, "A", "0.5"), ("Body", "B", "2.75"), ("Body", "A", "1")]
    assert listing.about == "Magnetic Resonance Imaging (MR)"
    assert listing.summary == "2 courses of 2 sellers, from test catalog."


def test_without_a_discipline_all_are_listed() -> None:
    listing = listing_rows(OFFERS, on=TODAY)
    assert set(listing.disciplines) == {"MR", "CT"}
    assert len(listing.rows) == 4


def test_courses_that_give_something_only_later_are_counted_not_hidden() -> None:
    may = date(2027, 5, 1)
    later = (Distribution(subcategory(BODY), Credits.of(2), may),)
    offers = catalog(
        A,
        replace(course("D", {}), distributions=later),
        replace(course("E", {}), distributions=later, expires_on=date(2027, 4, 30)),
        replace(A, course_id="F", distributions=(*A.distributions, *later)),
    )
    for purpose in Purpose:
        listing = listing_rows(offers, "MR", purpose, on=TODAY)
        assert {row.course.course_id for row in listing.rows} == {"A", "F"}
        said = "1 course that gives credits only to those who enroll later is not listed."
        assert listing.remark.endswith(said)
        assert Printed(listing_as_pdf(listing)).says(said)
    assert "not listed" not in listing_rows(offers, "CT", on=TODAY).remark
    assert not listing_rows(offers, on=may).later


def test_expired_and_refused_courses_are_left_out_and_later_ones_stay() -> None:
    offers = catalog(
        replace(A, expires_on=date(2026, 11, 22)),
        replace(B, left_out="its distribution is larger than its CE credits"),
        course("D", {BODY: 1}, expires_on=TODAY),
        course("E", {BODY: 0.5}, approved_from=date(2027, 1, 1)),
    )
    assert [row.course.course_id for row in listing_rows(offers, on=TODAY).rows] == ["D", "E"]


def test_the_distribution_is_that_of_the_day_on_which_one_can_enroll() -> None:
    later = date(2027, 1, 1)
    figures = (*distributions({BODY: 1}), *distributions({BODY: 2}, applies_from=later))
    now = course("NOW", distributions=figures)
    soon = course("SOON", distributions=figures, approved_from=later)
    assert _pairs(listing_rows(catalog(now, soon), on=TODAY)) == [("Body", "SOON", "2"), ("Body", "NOW", "1")]


def test_structured_education_goes_by_category_with_figures_of_the_category_alone() -> None:
    whole = Distribution(Subcategory("MR", "Safety", ""), Credits.of(3))
    offers = catalog(
        course("A", {BODY: 1, NEURO: 0.5, "R/Procedures/Thorax": 1}), course("B", distributions=(whole,))
    )
    listing = listing_rows(offers, purpose="structured", on=TODAY)
    assert _pairs(listing) == [("Safety", "B", "3"), ("Procedures", "A", "1.5")]
    assert all(not place.name for place in listing.places)


def test_a_discipline_without_structured_education_has_none_listed() -> None:
    offers = catalog(course("A", {"R/Procedures/Thorax": 1}))
    listing = listing_rows(offers, "R", Purpose.STRUCTURED, on=TODAY)
    assert listing.rows == ()
    assert Printed(listing_as_pdf(listing)).says("No course in this catalog")


def test_no_other_purpose() -> None:
    with pytest.raises(ValueError, match="fun"):
        listing_rows(OFFERS, purpose="fun", on=TODAY)


@pytest.mark.parametrize("shape", ["wide", "long"])
def test_the_csv_is_a_catalog_that_reads_back(shape: Any) -> None:  # noqa: ANN401 - a literal
    content = listing_as_csv(listing_rows(OFFERS, on=TODAY), shape)
    read = read_catalog([SourceFile("listing.csv", content)])
    assert [problem for problem in read.problems if problem.is_error] == []
    courses = read.value.by_id()
    assert {row.subcategory: row.credits for row in courses["A"].distributions} == {
        subcategory(path): Credits.of(credits_) for path, credits_ in {BODY: 1, CARE: 0.5, NECK: 2}.items()
    }
    assert courses["B"].seller == "=Formula School"
    assert courses["B"].price is None


def test_the_wide_csv_has_a_column_for_each_place() -> None:
    text = listing_as_csv(listing_rows(OFFERS, "MR", on=TODAY)).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["MR: Procedures: Body"] for row in rows] == ["2.75", "1"]
    assert [row["seller"] for row in rows] == ["'=Formula School", "Lantern Learning"]


def test_the_workbook_has_both_shapes_and_says_what_the_figures_are() -> None:
    book = load_workbook(io.BytesIO(listing_as_workbook(listing_rows(OFFERS, "MR", on=TODAY))))
    assert book.sheetnames == ["By course", "By subcategory", "About"]
    wide = list(book["By course"].iter_rows(values_only=True))
    assert wide[0][-1] == "MR: Procedures: Body"
    assert [row[-1] for row in wide[1:]] == [2.75, 1]
    assert len(list(book["By subcategory"].iter_rows())) == 4
    assert book["By course"].freeze_panes == "A2"


def test_on_paper_each_place_has_its_courses() -> None:
    printed = Printed(listing_as_pdf(listing_rows(OFFERS, "MR", on=TODAY)))
    assert printed.says(
        "Courses for CQR prescriptions", "Body MR · Procedures · 2 courses", "Body, at length"
    )
    assert printed.says("2.75 not known not known", "1 3 $30", "2 courses of 2 sellers, from test catalog")
    assert printed.links == {"https://ce.example/a"}


def test_on_paper_structured_education_has_a_column_for_each_category() -> None:
    printed = Printed(listing_as_pdf(listing_rows(OFFERS, purpose=Purpose.STRUCTURED, on=TODAY), "a4"))
    assert printed.sizes == {(842, 595)}
    assert printed.says(
        "Magnetic Resonance Imaging (MR)", "Patient Care Procedures All categories CE credits"
    )
    assert printed.says("0.5 1 1.5 3 $30")
    assert printed.outside(18) == []


def test_a_long_listing_repeats_what_it_is_about() -> None:
    offers = catalog(
        *(course(f"C{number:02}", {BODY: 1}, title=f"Title {number:02}") for number in range(60))
    )
    printed = Printed(listing_as_pdf(listing_rows(offers, on=TODAY)))
    assert len(printed.pages) > 2
    assert all("BodyMR·Procedures·60courses" in page for page in printed.pages)
    assert printed.says(*(f"Title {number:02}" for number in range(60)))
