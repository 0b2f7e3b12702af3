"""Our workbooks in real LibreOffice: they open without complaint, and it comes to the same sums."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from planner.credits import Credits
from planner.demo import demo_catalog
from planner.keeping import CatalogKind, KeptState, kept_catalog, load, tick
from planner.selling.quotes import make_quote
from planner.structured import make_structured_plan
from planner.writing.as_listing import listing_rows
from planner.writing.as_log_sheet import log_as_workbook, log_sheet
from planner.writing.as_workbook import catalog_as_workbook, plan_as_workbook
from planner.writing.listing_files import listing_as_workbook
from planner.writing.queue_book import queue_as_workbook
from planner.writing.quote_book import quote_as_workbook
from planner.writing.structured_book import structured_as_workbook
from tests.builders import BODY, CARE, NECK, TODAY, bundle, catalog, course, preferences
from tests.unit.keeping.states import EVERYTHING
from tests.unit.selling.offers import COVERED, quote, rule, terms
from tests.unit.selling.offers import OFFERS as QUOTED
from tests.unit.structured_cases import required
from tests.unit.writing import answers, plans
from tests.unit.writing.office import saved_by_office, values_of, with_wrong_values

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


STATES = {
    "empty": KeptState(),
    "everything": EVERYTHING,
    # So much that it takes many rows.
    "large": replace(
        EVERYTHING,
        catalog=kept_catalog(CatalogKind.OWN, demo_catalog().value),
        completed=tuple(tick(c, date(2026, 1, 2)) for c in demo_catalog().value.courses[:200]),
    ),
}
QUOTES = {
    "quote": quote(),
    "quote-whole": quote(COVERED, discounts=(rule("33.33"), rule(50, courses=9), rule(40, dollars=30))),
    "quote-empty": make_quote(plans.plan(), catalog(), terms(), "x", TODAY),
}
QUEUE = answers.answered()
PLANS = {"ordinary": plans.ordinary(), "short": plans.short(), "bundle": _in_bundle(), "empty": plans.plan()}


def _dearer(content: bytes) -> bytes:
    """Change one price in a quote, as a seller may."""
    book, changed = load_workbook(io.BytesIO(content)), io.BytesIO()
    (row,) = (row for row in book["Quote"].iter_rows() if row[0].value == "Course C")
    row[6].value = 20.03
    book.save(changed)
    return changed.getvalue()


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Save everything that we write as a workbook, with wrong values stored, in one run of LibreOffice."""
    ordinary = PLANS["ordinary"]
    listing = listing_rows(OFFERS, on=TODAY)
    books = {name: plan_as_workbook(plan, (), OFFERS) for name, plan in PLANS.items()}
    books["catalog"] = catalog_as_workbook(OFFERS)
    books["log"] = log_as_workbook(log_sheet(ordinary, OFFERS))
    books["listing"] = listing_as_workbook(listing)
    books |= {f"state-{name}": plan_as_workbook(ordinary, (), OFFERS, state=s) for name, s in STATES.items()}
    structured = make_structured_plan(required("CT"), OFFERS, preferences()).answer
    assert structured is not None
    books["state-structured"] = structured_as_workbook(structured, (), OFFERS, state=EVERYTHING)
    books |= {name: quote_as_workbook(each) for name, each in QUOTES.items()}
    books["quote-changed"] = _dearer(books["quote"])
    books["queue"] = queue_as_workbook(QUEUE, QUOTED, preferences())
    changed = {name: with_wrong_values(content) for name, content in books.items()}
    return saved_by_office(changed, tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def opened(saved: dict[str, bytes]) -> dict[str, Any]:
    """Open what LibreOffice saved."""
    return {name: values_of(content) for name, content in saved.items()}


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


@pytest.mark.parametrize("name", [*STATES, "structured"])
def test_a_workbook_that_was_saved_there_is_read_back_equal(saved: dict[str, bytes], name: str) -> None:
    read = load(saved[f"state-{name}"], "plan.xlsx")
    assert read.value == STATES.get(name, EVERYTHING)
    assert read.problems == ()


def _sums(sheet: Any) -> list[Any]:  # noqa: ANN401 - as above
    """Give what stands in the price column below a quote's lines."""
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0] is not None]
    start = next(place for place, row in enumerate(rows) if row[0] == "Courses bought singly")
    return [row[6] for row in rows[start : start + 4]]


@pytest.mark.parametrize("name", QUOTES)
def test_the_sums_of_a_quote_are_ours(opened: dict[str, Any], name: str) -> None:
    ours = QUOTES[name]
    money = (ours.singles_total, ours.discount.amount, ours.bundles_total, ours.total)
    expected = [float(amount) for amount in money]
    expected[1] = -expected[1]
    assert _sums(opened[name]["Quote"]) == pytest.approx(expected)
    credits_ = (ours.ce_credits, ours.targeted_credits)
    headers = ("CE credits", "Targeted credits")
    assert _total(opened[name]["Quote"], headers) == [float(each) for each in credits_]


def test_a_price_that_is_changed_changes_discount_and_total(opened: dict[str, Any]) -> None:
    # 12.5 % of $37.71 are 471.375 cents.
    assert _sums(opened["quote-changed"]["Quote"]) == pytest.approx([37.71, -4.71, 40, 73])


def test_the_sums_of_a_queue_are_those_of_its_plans(opened: dict[str, Any]) -> None:
    book, totals = opened["queue"], QUEUE.totals
    ours = [float(each) for each in (totals.price, totals.ce_credits, totals.targeted_credits)]
    headers = ("Price (USD)", "CE credits", "Targeted credits")
    assert _total(book["Summary"], headers) == pytest.approx(ours)
    assert _total(book["Groups"], ("Customers", "Price together (USD)")) == pytest.approx([7, ours[0]])
    assert _total(book["Courses"], ("Together (USD)",)) == pytest.approx(ours[:1])
    for number, answer in enumerate(QUEUE.answers, start=1):
        if answer is not None and answer.course_ids:
            sheet = book[f"Group {number}"]
            assert _total(sheet, ("Course to order", "Price (USD)"))[1] == float(answer.totals.price)


def test_text_is_still_text(opened: dict[str, Any]) -> None:
    row = next(row for row in opened["bundle"]["Plan"].iter_rows() if row[2].value == "=1+1")
    assert [cell.value for cell in row[1:4]] == ["=HYPERLINK(1)", "=1+1", "@x"]
    assert {cell.data_type for cell in row[1:4]} == {"s"}


def test_dates_and_money_are_numbers(opened: dict[str, Any]) -> None:
    sheet = opened["catalog"]["courses"]
    row = {header.value: cell for header, cell in zip(sheet[1], sheet[3], strict=True)}
    assert row["expires_on"].is_date
    assert row["price"].value == pytest.approx(10)
    assert row["price"].number_format.count("0.00") == 1
