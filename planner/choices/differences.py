"""What changes from one plan to another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.credits import Credits, Hours, Money
    from planner.outline import Subcategory
    from planner.plan import Plan


@dataclass(frozen=True, slots=True)
class Shortage:
    """Credits that a subcategory lacks."""

    subcategory: Subcategory
    credits: Credits


@dataclass(frozen=True, slots=True)
class Difference:
    """How much more one plan is than another; negative is less.

    Each ``…_unknown`` is a difference in the number of items whose figure nobody knows: where it isn't 0, the
    figure beside it is a difference of the known parts only.
    """

    price: Money
    price_unknown: int
    targeted_credits: Credits
    ce_credits: Credits
    ce_credits_unknown: int
    courses: int
    hours: Hours
    hours_unknown: int
    short: Credits


def difference(before: Plan, after: Plan) -> Difference:
    """Tell how much more ``after`` is than ``before``."""
    was, now = before.totals, after.totals
    return Difference(
        price=now.price - was.price,
        price_unknown=now.price_unknown - was.price_unknown,
        targeted_credits=now.targeted_credits - was.targeted_credits,
        ce_credits=now.ce_credits - was.ce_credits,
        ce_credits_unknown=now.ce_credits_unknown - was.ce_credits_unknown,
        courses=now.courses - was.courses,
        hours=now.hours - was.hours,
        hours_unknown=now.hours_unknown - was.hours_unknown,
        short=after.short - before.short,
    )


def more_short(before: Plan, after: Plan) -> tuple[Shortage, ...]:
    """Tell which subcategories lack more than before, and by how much."""
    was = {row.subcategory: row.short for row in before.coverage}
    return tuple(
        Shortage(row.subcategory, row.short - was[row.subcategory])
        for row in after.coverage
        if row.short > was[row.subcategory]
    )
