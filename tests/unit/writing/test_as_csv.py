"""CSV that a spreadsheet opens safely and in which nothing is lost."""

import csv
import io
from datetime import date

import pytest

from planner.credits import Credits, Money
from planner.guarding import guard, unguard
from planner.writing.as_csv import catalog_as_csv, plan_as_csv
from tests.builders import BODY, CARE, bundle, catalog, course, distributions, preferences
from tests.unit.writing import plans


def _rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-CE-7", "@SUM(A1)", "\t=1", "\r=1", " =1", "'=1", "''-x", "'\tx", "\uff1d1", "\0=1"],
)
def test_text_like_a_formula_is_guarded_and_comes_back(text: str) -> None:
    assert guard(text) == "'" + text
    assert unguard(guard(text)) == text


@pytest.mark.parametrize("text", ["", "Body", "'quoted' title", "5 - 3", "a=b", "'"])
def test_other_text_is_left_alone(text: str) -> None:
    assert guard(text) == text
    assert unguard(text) == text


def test_a_plan_has_a_row_for_each_course_and_subcategory_served() -> None:
    rows = _rows(plan_as_csv(plans.ordinary()))
    assert [(r["course_id"], r["subcategory"], r["credits"], r["required"]) for r in rows] == [
        ("FIC-1", "Body", "2.75", "2.75"),
        ("FIC-1", "Patient Interactions and Management", "0.5", "2"),
        ("FIC-2", "Patient Interactions and Management", "1", "2"),
    ]
    assert rows[0]["price"] == "59.5"
    assert rows[0]["take_by"] == "2027-03-04"
    assert rows[1]["completed"] == "0.5"


def test_a_plan_shows_pins_that_serve_nothing_and_needs_that_nothing_serves() -> None:
    pinned = plans.planned(course("PIN", {}, price=None))
    rows = _rows(
        plan_as_csv(
            plans.plan([pinned], [plans.covered(BODY, 2, 0)], chosen=preferences(pins=["PIN"])),
        )
    )
    assert [(r["course_id"], r["price"], r["subcategory"], r["short"]) for r in rows] == [
        ("PIN", "", "", ""),
        ("", "", "Body", "2"),
    ]


def test_a_catalog_is_written_long_with_blanks_for_what_is_not_known() -> None:
    full = course(
        "A-1",
        price=1299,
        ce=12,
        hours=0.5,
        title="-Lead, with a comma",
        sale_price=Money.of(59.5),
        activity_id="ACT",
        approved_from=date(2026, 1, 2),
        distributions=distributions({BODY: 2.75, CARE: 0.25}, applies_from=date(2023, 2, 15)),
    )
    bare = course("B-1", price=None, ce=None, hours=None)
    rows = _rows(catalog_as_csv(catalog(full, bare)))
    assert [row["course_id"] for row in rows] == ["A-1", "A-1", "B-1"]
    assert (
        rows[0]
        | {
            "title": "'-Lead, with a comma",
            "price": "1299",
            "sale_price": "59.5",
            "hours": "0.5",
            "approved_from": "2026-01-02",
            "credits": "2.75",
            "applies_from": "2023-02-15",
        }
        == rows[0]
    )
    assert (rows[2]["price"], rows[2]["ce_credits"], rows[2]["discipline"]) == ("", "", "")


def test_a_catalog_of_figures_for_a_category_only_keeps_them() -> None:
    only = course("A", distributions=distributions({"MR/Procedures/": 3}))
    rows = _rows(catalog_as_csv(catalog(only, bundle("B", "A"))))
    assert [(r["category"], r["subcategory"], r["credits"]) for r in rows] == [("Procedures", "", "3")]


def test_numbers_are_never_guarded_and_bytes_are_the_same_each_time() -> None:
    odd = course("A", {BODY: 1}, ce_credits=Credits(-50))
    assert b",-0.5," in catalog_as_csv(catalog(odd))
    assert plan_as_csv(plans.ordinary()) == plan_as_csv(plans.ordinary())
    assert catalog_as_csv(catalog(course("A", {}, title="\ud800"))).startswith(b"\xef\xbb\xbf")
