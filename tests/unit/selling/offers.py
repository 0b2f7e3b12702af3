"""A made-up seller's terms, logo and quotes."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from PIL import Image

from planner.credits import Money
from planner.planning import make_plan
from planner.selling.discounts import DiscountRule, Percent
from planner.selling.quotes import make_quote
from planner.selling.terms import QuoteTerms
from tests.builders import BODY, CARE, NECK, TODAY, bundle, catalog, course, preferences, prescribe

if TYPE_CHECKING:
    from planner.catalog import Catalog
    from planner.plan import Plan
    from planner.selling.quotes import Quote


@cache
def logo(kind: str = "PNG", wide: int = 120, high: int = 40, mode: str = "RGB") -> bytes:
    """Draw a logo: one colour, in any size."""
    saved = io.BytesIO()
    Image.new(mode, (wide, high), 90).save(saved, kind)
    return saved.getvalue()


def rule(percent: float | str, *, courses: int = 0, dollars: float = 0) -> DiscountRule:
    """Make a discount rule."""
    return DiscountRule(Percent.of(percent), courses, Money.of(dollars))


def terms(**choices: Any) -> QuoteTerms:  # noqa: ANN401 - what QuoteTerms holds
    """Make terms with a logo and one discount."""
    usual: dict[str, Any] = {
        "seller": "Lantern Learning",
        "lines": ("12 Harbor Street, Example City", "desk@lantern.example"),
        "logo": logo(),
        "discounts": (rule("12.5", courses=2),),
        "note": "Ask for Ada.",
    }
    return QuoteTerms(**{**usual, **choices})


OFFERS = catalog(
    course("A", {BODY: 2, CARE: 1}, price=30),
    course("B", {CARE: 2}, price=25),
    course("C", {NECK: 1}, price="12.35"),
    course("D", {NECK: 2}, price="17.68", ce=None),
    bundle("PACK", "A", "B", price=40),
)
"""A bundle for MR, two courses for CT that leave 0.5 of 3.5 credits short."""
SHORT = {BODY: 2, CARE: 3, NECK: 3.5}
COVERED = {BODY: 2, CARE: 3, NECK: 3}


@cache
def _planned(needs: tuple[tuple[str, float], ...], offers: Catalog) -> Plan:
    plan = make_plan(prescribe(dict(needs)), offers, preferences()).plan
    assert plan is not None
    return plan


def quote(
    needs: dict[str, float] | None = None,
    offers: Catalog = OFFERS,
    *,
    customer: str = "C-7",
    **choices: Any,  # noqa: ANN401 - what QuoteTerms holds
) -> Quote:
    """Plan for needs and make a quote of it."""
    plan = _planned(tuple((needs or SHORT).items()), offers)
    return make_quote(plan, offers, terms(**choices), customer, TODAY)


REAL_OFFERS = replace(OFFERS, fictional=False)
