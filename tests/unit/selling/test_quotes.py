"""A quote: its sums, what it claims, and the terms that it refuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from planner.credits import Credits, Money
from planner.selling.discounts import Percent, best_discount
from planner.selling.logo import MOST_BYTES, check_logo, logo_to_print
from planner.selling.quotes import make_quote
from planner.selling.terms import check_terms
from planner.writing.quote_wording import savings, standing, sums
from tests.builders import BODY, CARE, NECK, TODAY, bundle, catalog, course
from tests.unit.selling.offers import COVERED, OFFERS, SHORT, logo, quote, rule, terms
from tests.unit.writing import plans


def test_its_sums_are_those_of_its_lines() -> None:
    made = quote()
    assert [each.course.course_id for each in made.singles] == ["C", "D"]
    assert [line.bundle.bundle_id for line in made.bundles] == ["PACK"]
    assert [each.course.course_id for each in made.bundles[0].courses] == ["A", "B"]
    assert made.plan.numbers == {"C": 1, "D": 2, "A": 3, "B": 4}  # as its lines stand
    assert (made.singles_total, made.bundles_total) == (Money(30_03), Money(40_00))
    # 12.5 % of 3,003 cents are 375.375.
    assert made.discount.amount == Money(3_75)
    assert made.total == Money(66_28)
    assert (made.ce_credits, made.ce_credits_unknown, made.targeted_credits) == (
        Credits(9_00),
        1,
        Credits(8_00),
    )


def test_bundles_are_compared_with_what_singles_would_cost_after_their_own_discount() -> None:
    made = quote()
    # 85.03 less 12.5 %, which are 10.62875.
    assert made.singly == Money(74_40)
    assert made.saved == Money(8_12)
    assert savings(made).endswith("the same courses cost $74.40; you save $8.12.")
    dear = quote(discounts=(rule(60, courses=3),))
    assert dear.saved is not None
    assert dear.saved < Money(0)
    assert savings(dear) == ""


def test_what_only_comes_along_with_a_bundle_saves_nothing() -> None:
    parts = [
        plans.planned(course("A", {BODY: 2}, price=30), bundle="P"),
        plans.planned(course("Z", {}, price=100), bundle="P"),
    ]
    offered = bundle("P", "A", "Z", price=35)
    plan = plans.plan(parts, [plans.covered(BODY, 2, 2)], bundles=[offered])
    made = make_quote(plan, catalog(*(p.course for p in parts), offered), terms(discounts=()), "", TODAY)
    assert made.saved == Money(-5_00)


def test_a_price_that_is_not_known_is_on_request_and_never_added() -> None:
    parts = [
        plans.planned(course("A", {BODY: 2}, price=None)),
        plans.planned(course("B", {CARE: 1}, price=9)),
    ]
    plan = plans.plan(parts, [plans.covered(BODY, 2, 2)])
    made = make_quote(plan, catalog(*(p.course for p in parts)), terms(), "x", TODAY)
    assert (made.total, made.prices_unknown) == (Money(7_87), 1)
    assert sums(made)[-1] == ("Total", "$7.87 and 1 price on request")


def test_it_says_covered_only_where_the_plan_does() -> None:
    assert standing(quote(COVERED)) == "Everything prescribed is covered."
    assert "0.5 credits short in CT · Procedures · Neck and Chest" in standing(quote(SHORT))
    asked = replace(plans.plan([], [plans.covered(BODY, 1, 1)]), open_questions=1)
    doubtful = replace(asked, status=plans.short().status)
    made = make_quote(doubtful, catalog(), terms(), "x", TODAY)
    assert not made.covers_all
    assert "1 row of the results not understood" in standing(made)


def test_it_is_numbered_and_dated() -> None:
    made = quote()
    assert (made.number, made.valid_until) == ("Q-20261123-C-7", date(2026, 12, 23))
    assert quote(valid_until=date(2027, 1, 5)).valid_until == date(2027, 1, 5)
    assert quote(customer="").number == "Q-20261123"


def test_what_the_seller_does_not_offer_is_not_quoted() -> None:
    plan = quote().plan
    other = catalog(*(replace(each, list_price=Money(1)) for each in OFFERS.courses), *OFFERS.bundles)
    for offers in (catalog(), other, catalog(*OFFERS.courses)):
        with pytest.raises(ValueError, match="Plan again with the seller's catalog"):
            make_quote(plan, offers, terms(), "x", TODAY)


@pytest.mark.parametrize(
    ("percent", "cents", "off"),
    [
        ("0", 999, 0),
        ("100", 999, 999),
        ("50", 1, 1),
        ("12.5", 4, 1),
        ("12.5", 3, 0),
        ("33.33", 100_00, 33_33),
    ],
)
def test_a_discount_is_rounded_half_up_to_the_cent(percent: str, cents: int, off: int) -> None:
    assert Percent.of(percent).of_money(Money(cents)) == Money(off)


def test_of_several_discounts_the_largest_one_that_holds_is_taken() -> None:
    rules = (rule(10), rule(20, courses=3), rule(15, dollars=50), rule(90, courses=2, dollars=1000))
    prices = [Money(30_00), Money(20_00)]
    found = best_discount(rules, prices)
    assert (found.rule, found.amount) == (rules[2], Money(7_50))
    assert best_discount(rules, [*prices, None]).rule == rules[1]
    assert best_discount(rules, []).rule is None
    assert str(rules[2]) == "15% off courses bought singly from $50 on"


@pytest.mark.parametrize("percent", [120, -5, "100.01"])
def test_a_discount_outside_of_0_to_100_is_refused_in_words(percent: float) -> None:
    (problem,) = check_terms(terms(discounts=(rule(percent),)), TODAY)
    assert problem.code == "discount-not-a-percentage"
    assert "from 0 to 100" in problem.message
    with pytest.raises(ValueError, match="from 0 to 100"):
        quote(discounts=(rule(percent),))


def test_all_that_is_wrong_with_terms_is_said_at_once() -> None:
    wrong = terms(
        seller=" ",
        lines=("x",) * 9,
        logo=b"GIF89a",
        discounts=(rule(120), rule(5, courses=-1, dollars=-1)),
        valid_days=0,
        note="n" * 2_000,
    )
    codes = [problem.code for problem in check_terms(wrong, TODAY)]
    assert sorted(set(codes)) == [
        "discount-not-a-percentage",
        "discount-start",
        "logo-not-a-picture",
        "no-seller",
        "text-too-long",
        "too-many-lines",
        "validity",
    ]
    assert all(problem.message.endswith(".") for problem in check_terms(wrong, TODAY))


@pytest.mark.parametrize("until", [TODAY - timedelta(days=1), TODAY + timedelta(days=800)])
def test_a_quote_ends_neither_before_it_is_made_nor_years_later(until: date) -> None:
    assert [p.code for p in check_terms(terms(valid_until=until), TODAY)] == ["validity"]
    assert check_terms(terms(valid_until=TODAY), TODAY) == ()
    assert terms().until(date.max) == date.max


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<svg/>", "logo-not-a-picture"),
        (logo("GIF", mode="L"), "logo-not-a-picture"),
        (logo("PNG", 400, 300)[:-60], "logo-not-a-picture"),
        (logo("JPEG", 400, 300)[:300], "logo-not-a-picture"),
        (logo("PNG", 7_000, 20, "1"), "logo-size"),
        (logo("PNG", 14_000, 14_000, "1"), "logo-not-a-picture"),
        (logo("PNG", 40, 4), "logo-size"),
        (b"\x89PNG" + b"0" * MOST_BYTES, "logo-too-large"),
    ],
)
def test_a_logo_that_cannot_be_printed_is_refused_in_words(content: bytes, code: str) -> None:
    (problem,) = check_logo(content)
    assert problem.code == code


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("JPEG", "L"), ("JPEG", "CMYK")])
def test_a_logo_of_any_colours_becomes_a_small_png(kind: str, mode: str) -> None:
    content = logo(kind, 1_600, 800, mode)
    assert check_logo(content) == ()
    picture, *size = logo_to_print(content)
    assert picture.startswith(b"\x89PNG")
    assert size == [480, 240]


def test_a_subcategory_that_nobody_offers_is_not_claimed() -> None:
    made = quote({NECK: 3, "CT/Safety/Radiation Safety and Dose": 1})
    assert not made.covers_all
    assert made.plan.totals.price == Money(30_03)
