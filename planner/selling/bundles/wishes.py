"""What bundles are asked for, what can be wrong with that, and what a bundle costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.credits import Money
from planner.problem import Problem, Severity
from planner.selling.discounts import Percent, check_percent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.catalog import Course

MOST_BUNDLES = 50
MOST_COURSES = 1_000
_WHOLE = Percent(100_00)


@dataclass(frozen=True, slots=True)
class BundleWishes:
    """At most ``number`` bundles of at most ``size`` courses each, at ``discount`` off the single prices.

    ``most_price`` is what a bundle may cost at most. ``no_dearer``: a customer counts only where the bundle
    costs no more than the customer's best plan without it. ``seconds`` is how long to look for better bundles
    and for the proof that there are none.
    """

    number: int
    size: int
    discount: Percent = Percent(0)  # noqa: RUF009 - a frozen quantity
    most_price: Money | None = None
    no_dearer: bool = False
    seconds: float = 30.0


@dataclass(frozen=True, slots=True)
class BundlePrice:
    """What a bundle costs, and its courses singly; ``unknown`` counts prices that both leave out."""

    price: Money
    singles: Money
    unknown: int = 0

    @property
    def known(self) -> bool:
        """Whether nothing is left out."""
        return not self.unknown


def weight_in(course: Course, discount: Percent) -> int:
    """Give what a course adds to a bundle's price before that is rounded, in ten-thousandths of a cent."""
    cents = 0 if course.price is None else course.price.hundredths
    return cents * (_WHOLE - discount).hundredths


def most_weight(cents: int) -> int:
    """Give the most that courses may weigh in a bundle whose rounded price is no more than so many cents."""
    return cents * _WHOLE.hundredths + _WHOLE.hundredths // 2 - 1


def price_of(courses: Iterable[Course], discount: Percent) -> BundlePrice:
    """Add up single prices and take the discount off, rounded to the cent, half a cent up."""
    prices = [course.price for course in courses]
    singles = Money.total(price for price in prices if price is not None)
    return BundlePrice((_WHOLE - discount).of_money(singles), singles, prices.count(None))


def check_wishes(wishes: BundleWishes) -> tuple[Problem, ...]:
    """Give everything that is wrong with what is asked for; nothing where it can be had."""
    found = [*check_percent(wishes.discount)]
    found += _whole_number("number of bundles", "bundles-number", wishes.number, MOST_BUNDLES)
    found += _whole_number("number of courses in a bundle", "bundles-size", wishes.size, MOST_COURSES)
    if wishes.most_price is not None and wishes.most_price < Money(0):
        message = "A bundle can't cost less than $0. Give the most that a bundle may cost, or leave it out."
        found.append(Problem(Severity.ERROR, "bundles-most-price", message, value=str(wishes.most_price)))
    return tuple(found)


def _whole_number(what: str, code: str, number: int, most: int) -> Iterable[Problem]:
    if not 1 <= number <= most:
        message = f"The {what} can't be {number:,}. Give a whole number from 1 to {most:,}."
        yield Problem(Severity.ERROR, code, message, value=str(number))
