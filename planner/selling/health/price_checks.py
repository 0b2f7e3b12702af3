"""Checks of prices: missing, zero, a sale above the list price, far from the catalog's own range."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from planner.credits import Money
from planner.phrases import amount
from planner.selling.health.finding import Finding, Todo
from planner.selling.health.thresholds import thresholds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.catalog import Catalog, Course


def price_missing(catalog: Catalog) -> Iterator[Finding]:
    """Find courses without a price; where no price is known at all, that is one thing to say."""
    without = [course for course in catalog.courses if course.price is None]
    if without and not catalog.has_prices:
        found = "No course and no bundle of this catalog has a price, so no plan can be called cheapest."
        yield Finding(Todo.FILL_IN_PRICE, "no-prices", found)
        return
    for course in without:
        found = f'"{course.name}" has no price. Unknown is not 0.'
        yield _about(course, Todo.FILL_IN_PRICE, "price-missing", found)


def price_zero(catalog: Catalog) -> Iterator[Finding]:
    """Find courses that cost nothing: a cheapest plan takes them first."""
    for course in catalog.courses:
        if course.price == Money(0):
            found = f'"{course.name}" costs $0, so cheapest plans take it before all others.'
            yield _about(course, Todo.CHECK_PRICE, "price-zero", found)


def sale_above_price(catalog: Catalog) -> Iterator[Finding]:
    """Find courses whose sale price is above the list price."""
    for course in catalog.courses:
        listed, sale = course.list_price, course.sale_price
        if listed is not None and sale is not None and sale > listed:
            found = f'The sale price of "{course.name}", {sale}, is above its price, {listed}.'
            yield _about(course, Todo.CHECK_PRICE, "sale-above-price", found)


def price_far_from_others(catalog: Catalog) -> Iterator[Finding]:
    """Find courses that cost far more or less a CE credit than most of the catalog's own courses."""
    figures = thresholds()
    a_credit = {
        course.course_id: Fraction(course.price.hundredths * 100, course.ce_credits.hundredths)
        for course in catalog.courses
        if course.price and course.ce_credits
    }
    if len(a_credit) < figures.priced_courses:
        return
    low, high = _middle_half(sorted(a_credit.values()))
    most = " to ".join(dict.fromkeys(str(_rounded(end)) for end in (low, high)))
    for course in catalog.courses:
        mine = a_credit.get(course.course_id)
        if mine is None or low / figures.times <= mine <= high * figures.times:
            continue
        if course.price is None or course.ce_credits is None:
            continue
        far = "more" if mine > high else "less"
        found = (
            f'"{course.name}" costs {course.price} for {amount(course.ce_credits, "CE credit")}, '
            f"{_rounded(mine)} a credit: far {far} than most courses of this catalog, which cost {most}."
        )
        yield _about(course, Todo.CHECK_PRICE, "price-far-from-others", found)


def _middle_half(ordered: Sequence[Fraction]) -> tuple[Fraction, Fraction]:
    """Give the ends of the middle half of some figures."""
    return ordered[len(ordered) // 4], ordered[len(ordered) - 1 - len(ordered) // 4]


def _rounded(cents: Fraction) -> Money:
    return Money(round(cents))


def _about(course: Course, todo: Todo, code: str, found: str) -> Finding:
    paid = "list_price" if course.sale_price is None else "sale_price"
    place = course.place_of(paid, otherwise="price")
    value = None if course.price is None else str(course.price)
    return Finding(todo, code, found, (course.course_id,), place, value=value)
