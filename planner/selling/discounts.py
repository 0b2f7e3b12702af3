"""Discounts: a percentage off, exact to the cent, and the rules by which a seller gives one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from planner.credits import Hundredths, Money
from planner.phrases import count
from planner.problem import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_WHOLE = 100_00


@dataclass(frozen=True, order=True, slots=True)
class Percent(Hundredths):
    """A percentage, exact to a hundredth: ``Percent.of("12.5")``."""

    unit: ClassVar[str] = "%"

    def __str__(self) -> str:
        # Named in full: a slotted dataclass is made anew, and a bare super() would look for the old one.
        return f"{Hundredths.__str__(self)}%"

    def of_money(self, amount: Money) -> Money:
        """Give this part of an amount of at least 0, rounded to the cent, half a cent up."""
        return Money((amount.hundredths * self.hundredths + _WHOLE // 2) // _WHOLE)


@dataclass(frozen=True, slots=True)
class DiscountRule:
    """So many percent off what is bought singly, once there is enough of it. Bundles have their own price.

    ``from_courses`` counts the courses bought singly, ``from_amount`` is what those of known price come to;
    where both are given, both have to be reached. Of several rules the one that takes off most holds: they
    aren't added up.
    """

    percent: Percent
    from_courses: int = 0
    from_amount: Money = Money(0)

    def holds(self, courses: int, amount: Money) -> bool:
        """Whether so many courses, bought singly for so much, earn the discount."""
        return courses >= self.from_courses and amount >= self.from_amount

    def __str__(self) -> str:
        enough = []
        if self.from_courses > 1:
            enough.append(f"from {count(self.from_courses, 'course')} on")
        if self.from_amount:
            enough.append(f"from {self.from_amount} on")
        return " ".join((f"{self.percent} off courses bought singly", " and ".join(enough))).strip()


@dataclass(frozen=True, slots=True)
class Discount:
    """What a rule takes off. Without a rule, nothing."""

    rule: DiscountRule | None = None
    amount: Money = Money(0)


def best_discount(rules: Iterable[DiscountRule], prices: Sequence[Money | None]) -> Discount:
    """Give the discount on courses bought singly at ``prices``; an unknown one counts as a course."""
    amount = Money.total(price for price in prices if price is not None)
    best = Discount()
    for rule in rules:
        taken_off = rule.percent.of_money(amount)
        if rule.holds(len(prices), amount) and taken_off > best.amount:
            best = Discount(rule, taken_off)
    return best


def check_percent(percent: Percent) -> tuple[Problem, ...]:
    """Refuse, in words, what is no discount: less than 0 or more than 100 percent."""
    if 0 <= percent.hundredths <= _WHOLE:
        return ()
    why = "would raise the price" if percent.hundredths < 0 else "would take off more than the price"
    message = f"A discount of {percent} {why}. Give a percentage from 0 to 100."
    return (Problem(Severity.ERROR, "discount-not-a-percentage", message, value=str(percent)),)


def check_rule(rule: DiscountRule) -> tuple[Problem, ...]:
    """Give everything that is wrong with a rule."""
    found = [*check_percent(rule.percent)]
    if rule.from_courses < 0:
        message = "A discount can't begin at fewer than 0 courses. Give a number of courses, or leave it out."
        found.append(Problem(Severity.ERROR, "discount-start", message, value=str(rule.from_courses)))
    if rule.from_amount < Money(0):
        message = "A discount can't begin at less than $0. Give an amount in dollars, or leave it out."
        found.append(Problem(Severity.ERROR, "discount-start", message, value=str(rule.from_amount)))
    return tuple(found)
