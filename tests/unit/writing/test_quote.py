"""A quote as a workbook and on paper: what the quote says, in typed cells and within the margins."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from openpyxl import load_workbook

from planner.phrases import count
from planner.planning import make_plan
from planner.selling.quotes import make_quote
from planner.writing.printing import quote_as_pdf
from planner.writing.quote_book import quote_as_workbook
from planner.writing.quote_wording import remarks
from planner.writing.wording import DISCLAIMER, FICTIONAL
from tests.builders import BODY, CARE, TODAY, bundle, catalog, course, distributions, preferences, prescribe
from tests.unit.selling.offers import COVERED, REAL_OFFERS, logo, quote, rule, terms
from tests.unit.writing import plans
from tests.unit.writing.printed import Printed, squeezed

HOSTILE = ["=1+1", "+1", "@x", "'=1", "<b>", "2026-01-01", "x" * 5_000]


def _sheet(content: bytes, *, values: bool = False) -> Any:  # noqa: ANN401 - openpyxl is untyped
    return load_workbook(io.BytesIO(content), data_only=values)["Quote"]


def _rows(sheet: Any) -> dict[str, tuple[Any, ...]]:  # noqa: ANN401 - as above
    """Give the rows by what stands in their first cell."""
    return {str(row[0]): row for row in sheet.iter_rows(values_only=True) if row[0] is not None}


def test_paper_says_who_offers_what_to_whom_until_when() -> None:
    printed = Printed(quote_as_pdf(quote()))
    assert printed.says("Lantern Learning", "12 Harbor Street, Example City", "desk@lantern.example")
    assert printed.says("No. Q-20261123-C-7", "For customer C-7", "Made on Nov 23, 2026", "Dec 23, 2026")
    assert printed.says("1. Course C", "For CT · Procedures · Neck and Chest: 1 credit", "$12.35")
    assert printed.says("Bundle: Bundle PACK", "With the next 2 courses.", "$40", "in bundle")
    assert printed.says("Courses bought singly $30.03", "-$3.75", "1 bundle $40", "Total $66.28")
    assert printed.says("the same courses cost $74.40; you save $8.12.", "From Lantern Learning Ask for Ada.")
    assert printed.about == ("Quote Q-20261123-C-7", "en-US")


def test_a_bundle_says_that_it_holds_more_than_is_needed() -> None:
    taken, other = course("A", {BODY: 1}, price=30), course("B", {CARE: 1}, price=30)
    plan = plans.plan(
        [plans.planned(taken, bundle="P")],
        [plans.covered(BODY, 1, 1)],
        bundles=[bundle("P", "A", "B", price=20)],
    )
    made = make_quote(plan, catalog(taken, other, *plan.bundles), terms(), "C-1", TODAY)
    assert Printed(quote_as_pdf(made)).says("With the next 1 of its 2 courses.")
    assert _rows(_sheet(quote_as_workbook(made)))["Bundle P"][2] == "Bundle, with the next 1 of its 2 courses"


def test_paper_says_both_credits_what_is_covered_and_the_proof() -> None:
    printed = Printed(quote_as_pdf(quote()))
    assert printed.says("$66.28 8.5 8 9 for 4 courses targeted credits needed", "CE credits known")
    assert printed.says("This does not fill the whole prescription: 0.5 credits short in CT", "0.5 short")
    assert printed.says("none costs less", "Compared by prices before any discount.", DISCLAIMER, FICTIONAL)
    whole = Printed(quote_as_pdf(quote(COVERED, REAL_OFFERS, discounts=())))
    assert whole.says("Everything prescribed is covered. No cheaper set exists")
    assert not whole.says(FICTIONAL)
    assert not whole.says("discount")


def test_paper_has_the_logo_the_right_size_and_the_same_bytes() -> None:
    content = quote_as_pdf(quote(), "a4")
    assert content == quote_as_pdf(quote(), "a4")
    assert Printed(content).sizes == {(595, 842)}
    assert b"/Image" in content
    assert b"/Subtype /Image" not in quote_as_pdf(quote(logo=b""), "a4")
    with pytest.raises(ValueError, match="letter or a4"):
        quote_as_pdf(quote(), "legal")  # type: ignore[arg-type]  # that is the test


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_stay_text_on_both(text: str) -> None:
    taken = course(text, {BODY: 1}, title=text, seller=text, url=text)
    plan = plans.plan(
        [plans.planned(taken, bundle=text)],
        [plans.covered(BODY, 1, 1)],
        bundles=[replace(bundle(text, text), title=text)],
    )
    offered = catalog(taken, *plan.bundles)
    made = make_quote(
        plan, offered, terms(seller=text[:120], lines=(text[:99],), note=text[:99]), text, TODAY
    )
    printed = Printed(quote_as_pdf(made))
    assert printed.outside(18) == []
    assert squeezed(text[:70]) in printed.text
    sheet = _sheet(quote_as_workbook(made))
    formulas = [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert all(formula.startswith(("=SUM(G", "=SUBTOTAL(109,", "=ROUND(G")) for formula in formulas)
    assert [cell.data_type for row in sheet.iter_rows() for cell in row if cell.value == text].count("s") >= 4


def test_a_quote_of_eighty_courses_stays_within_the_margins() -> None:
    courses = [course(f"F{place:02}", {BODY: 0.25}, title="Imaging " * 30) for place in range(80)]
    plan = plans.plan([plans.planned(each) for each in courses], [plans.covered(BODY, 20, 20)])
    printed = Printed(quote_as_pdf(make_quote(plan, catalog(*courses), terms(), "x", TODAY)))
    assert len(printed.pages) > 4
    assert printed.outside(18) == []
    assert printed.says("80. Imaging", "Total: 80 courses")


@pytest.mark.parametrize("many", range(1, 21))
def test_the_sums_never_stand_on_a_page_without_a_course(many: int) -> None:
    courses = [course(f"F{place:02}", {BODY: 1}, title="Lanterns", price=10) for place in range(many)]
    plan = plans.plan([plans.planned(each) for each in courses], [plans.covered(BODY, many, many)])
    made = make_quote(plan, catalog(*courses), terms(discounts=(rule(12.5),)), "x", TODAY)
    [page] = [page for page in Printed(quote_as_pdf(made)).pages if "Discount:12.5%" in page]
    assert squeezed(f"{many}. Lanterns") in page
    assert squeezed(f"Total: {count(many, 'course')}") in page
    assert page.index("Discount:") < page.index(f"Total{made.total}")


def test_the_workbook_has_typed_cells_and_live_sums_that_know_their_value() -> None:
    content = quote_as_workbook(quote())
    live, now = _sheet(content), _rows(_sheet(content, values=True))
    assert now["Course C"] == (
        "Course C",
        "C",
        "1 in CT · Procedures · Neck and Chest",
        "not known",
        3,
        1,
        12.35,
    )
    assert now["Course D"][4] == "not known"
    assert now["Bundle PACK"][6] == 40
    assert now["Course A"][6] == "in bundle"
    assert [now[name][6] for name in ("Courses bought singly", "Bundles")] == [30.03, 40]
    (discount,) = (row[6] for name, row in now.items() if name.startswith("Discount: 12.5%"))
    assert discount == -3.75
    assert now["Total: 4 courses"][4:] == (9, 8, 66.28)
    assert now["Neck and Chest"][3:] == (3.5, 3, 0.5, "0.5 short")
    assert str(_rows(live)["Total: 4 courses"][6]).startswith("=ROUND(G")
    assert live.print_title_rows
    assert live.page_setup.orientation == "portrait"
    assert len(live._images) == 1  # noqa: SLF001 - openpyxl has no public name for them


def test_the_workbook_goes_on_either_paper_and_says_the_same_each_time() -> None:
    assert _sheet(quote_as_workbook(quote())).page_setup.paperSize == 1
    content = quote_as_workbook(quote(), "a4")
    assert _sheet(content).page_setup.paperSize == 9
    assert content == quote_as_workbook(quote(), "a4")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {member.date_time[0] for member in archive.infolist()} == {1980}


def test_the_day_before_which_a_course_would_count_for_less_is_said() -> None:
    grows = (*distributions({BODY: 1}), *distributions({BODY: 2}, applies_from=TODAY + timedelta(days=30)))
    planned = make_plan(
        prescribe({BODY: 2}),
        catalog(course("a", distributions=grows)),
        preferences(deadline=TODAY + timedelta(days=99)),
    )
    assert planned.plan is not None
    made = replace(quote(), plan=planned.plan, singles=planned.plan.courses)
    assert "Don't start Course a before Dec 23, 2026: from then on it counts as quoted." in remarks(made)


def test_nothing_to_order_and_prices_on_request_are_said() -> None:
    nothing = make_quote(plans.plan(), catalog(), terms(logo=logo("JPEG")), "", TODAY)
    assert _rows(_sheet(quote_as_workbook(nothing), values=True))["Total: 0 courses"][4:] == (0, 0, 0)
    assert Printed(quote_as_pdf(nothing)).says("For customer without an id", "$0 0 0 0 for 0 courses")
    unknown = course("A", {CARE: 1}, price=None)
    plan = plans.plan([plans.planned(unknown)], [plans.covered(CARE, 1, 1)])
    made = make_quote(plan, catalog(unknown), terms(discounts=(rule(10), rule(5))), "x", TODAY)
    row = _rows(_sheet(quote_as_workbook(made), values=True))
    assert (row["Course A"][6], row["Total: 1 course"][6]) == ("price on request", "price on request")
    assert Printed(quote_as_pdf(made)).says("price on request", "1 price on request: ask us")
