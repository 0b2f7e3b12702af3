"""A quote of any plan: its sums are the plan's, and it claims no more than the plan does."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from planner.credits import Money
from planner.planning import make_plan
from planner.preferences import Goal
from planner.selling.discounts import DiscountRule, Percent
from planner.selling.quotes import make_quote
from planner.selling.terms import QuoteTerms
from planner.writing.quote_wording import savings, standing, standing_of
from tests.builders import TODAY
from tests.property.cases import case

_rules = st.builds(
    DiscountRule,
    st.integers(0, 100_00).map(Percent),
    st.integers(0, 4),
    st.integers(0, 40_00).map(Money),
)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(Goal), st.lists(_rules, max_size=3))
def test_its_sums_are_the_plans_and_it_claims_no_more(
    number: int, goal: Goal, rules: list[DiscountRule]
) -> None:
    given_ = case(number, goal)
    plan = make_plan(given_.prescription, given_.catalog, given_.preferences, given_.completed).plan
    assume(plan is not None)
    assert plan is not None
    quote = make_quote(plan, given_.catalog, QuoteTerms("A seller", discounts=tuple(rules)), "C", TODAY)
    totals = plan.totals
    assert quote.total + quote.discount.amount == totals.price
    assert quote.prices_unknown == totals.price_unknown
    assert (quote.ce_credits, quote.ce_credits_unknown) == (totals.ce_credits, totals.ce_credits_unknown)
    assert (quote.targeted_credits, len(quote.courses)) == (totals.targeted_credits, totals.courses)
    _check_discount(quote.discount.amount, quote.singles_total, len(quote.singles), rules)
    assert ("is covered" in standing(quote)) == (plan.status.value == "covered")
    assert all((standing_of(row) == "covered") == (not row.short) for row in plan.coverage)
    if savings(quote):
        alone = [each.course.price for each in quote.courses]
        known = Money.total(price for price in alone if price is not None)
        assert quote.total < known


def _check_discount(amount: Money, singles: Money, courses: int, rules: list[DiscountRule]) -> None:
    """Check the discount in fractions of a cent: no rule that holds would give more, and one gives this."""
    exact = [
        singles.hundredths * rule.percent.hundredths
        for rule in rules
        if courses >= rule.from_courses and singles >= rule.from_amount
    ]
    apart = abs(amount.hundredths * 100_00 - max(exact, default=0))
    assert apart <= 50_00
    assert Money(0) <= amount <= singles
