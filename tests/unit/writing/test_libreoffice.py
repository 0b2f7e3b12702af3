"""Our workbooks in real LibreOffice: they open without complaint, and it comes to the same sums."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from planner.credits import Credits
from planner.writing.as_listing import listing_rows
from planner.writing.as_log_sheet import log_as_workbook, log_sheet
from planner.writing.as_workbook import catalog_as_workbook, plan_as_workbook
from planner.writing.listing_files import listing_as_workbook
from tests.builders import BODY, CARE, NECK, TODAY, bundle, catalog, course
from tests.unit.writing import plans
from tests.unit.writing.office import opened_in_office, with_wrong_values

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.plan import Plan

HOSTILE = course("=1+1", {BODY: 2.75}, title="=HYPERLINK(1)", seller="@x", url="=1", price=0.1)
OFFERS = catalog(HOSTILE, course("B", {CARE: 0.25}, expires_on=date(2027, 1, 2)), bundle("P", "=1+1", "B"))


def _in_bundle() -> Plan:
    taken = [
        plans.planned(course("A", {BODY: 1}, price=30, ce=None, hours=None), bundle="B1"),
        plans.planned(course("B", {CARE: 0.25}, price=19.99)),
        plans.planned(course("C", {NECK: 0.1}, price=None)),
        plans.planned(HOSTILE),
    ]
    rows = [plans.covered(BODY, 3, 3.75, margin=0.5), plans.covered(CARE, 3, 0.25, completed=0.5)]
    return plans.plan(taken, [*rows, plans.covered(NECK, 0, 0)], bundles=[bundle("B1", "A", price=49)])


PLANS = {"ordinary": plans.ordinary(), "short": plans.short(), "bundle": _in_bundle(), "empty": plans.plan()}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Open everything that we write as a workbook, with wrong values stored, in one run of LibreOffice."""
    ordinary = PLANS["ordinary"]
    listing = listing_rows(OFFERS, on=TODAY)
    books = {name: plan_as_workbook(plan, (), OFFERS) for name, plan in PLANS.items()}
    books["catalog"] = catalog_as_workbook(OFFERS)
    books["log"] = log_as_workbook(log_sheet(ordinary, OFFERS))
    books["listing"] = listing_as_workbook(listing)
    changed = {name: with_wrong_values(content) for name, content in books.items()}
    return opened_in_office(changed, tmp_path_factory.mktemp("office"))


def _total(sheet: Any, columns: Iterable[str]) -> list[Any]:  # noqa: ANN401 - openpyxl is untyped
    """Give the figures of the row of totals below some headers."""
    rows = list(sheet.iter_rows(values_only=True))
    header = next(row for row in rows if set(columns) <= set(row))
    total = next(row for row in rows if str(row[0]).startswith("Total"))
    return [total[header.index(column)] for column in columns]


@pytest.mark.parametrize("name", PLANS)
def test_the_sums_of_a_plan_are_ours(opened: dict[str, Any], name: str) -> None:
    totals = PLANS[name].totals
    ours = (totals.price, totals.ce_credits, totals.targeted_credits, totals.hours)
    headers = ("Price (USD)", "CE credits", "Targeted credits", "Hours")
    assert _total(opened[name]["Plan"], headers) == pytest.approx([float(sum_) for sum_ in ours])


@pytest.mark.parametrize("name", PLANS)
def test_the_sums_of_its_coverage_are_ours(opened: dict[str, Any], name: str) -> None:
    rows = PLANS[name].coverage
    ours = [
        Credits.total(amounts)
        for amounts in (
            [row.required for row in rows],
            [row.margin for row in rows],
            [row.completed for row in rows],
            [row.planned for row in rows],
            [row.short for row in rows],
        )
    ]
    headers = ("Needed", "Margin", "Completed", "Planned", "Short")
    assert _total(opened[name]["Coverage"], headers) == pytest.approx([float(sum_) for sum_ in ours])


def test_the_share_covered_is_calculated(opened: dict[str, Any]) -> None:
    shares = [
        row[8] for row in opened["bundle"]["Coverage"].iter_rows(min_row=2, max_row=4, values_only=True)
    ]
    assert shares == pytest.approx([1, 0.25, 1])
    assert next(opened["short"]["Coverage"].iter_rows(min_row=2, values_only=True))[8] == pytest.approx(0.75)


def test_every_sheet_is_there(opened: dict[str, Any]) -> None:
    usual = ["Plan", "Coverage", "Shortfall", "Schedule", "Inputs", "Sources"]
    assert opened["short"].sheetnames == usual
    assert opened["catalog"].sheetnames == ["courses", "distributions", "bundles"]
    assert opened["log"].sheetnames == ["Log", "Papers to keep"]
    assert opened["listing"].sheetnames == ["By course", "By subcategory", "About"]


def test_text_is_still_text(opened: dict[str, Any]) -> None:
    row = next(row for row in opened["bundle"]["Plan"].iter_rows() if row[1].value == "=1+1")
    assert [cell.value for cell in row[:3]] == ["=HYPERLINK(1)", "=1+1", "@x"]
    assert {cell.data_type for cell in row[:3]} == {"s"}


def test_dates_and_money_are_numbers(opened: dict[str, Any]) -> None:
    sheet = opened["catalog"]["courses"]
    row = {header.value: cell for header, cell in zip(sheet[1], sheet[3], strict=True)}
    assert row["expires_on"].is_date
    assert row["price"].value == pytest.approx(10)
    assert row["price"].number_format.count("0.00") == 1
