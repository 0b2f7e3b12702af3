"""Yield: what the money and the CE credits of a plan bring in targeted credits, and what counts for nothing.

Exact fractions throughout; `rounded` is for the screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.credits import Credits

if TYPE_CHECKING:
    from planner.credits import Hundredths
    from planner.outline import Subcategory
    from planner.plan import Coverage, Plan, PlannedCourse

_TWO_PLACES = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class CourseYield:
    """What one course brings. ``counted`` is the part of its targeted credits that a need takes.

    Needs take completed CE first, then the courses in the plan's order, so that the parts add up to the
    plan's. ``per_dollar`` is None where the course is free, comes in a bundle or has no known price;
    ``per_ce_credit`` and ``ce_for_nothing`` where its CE credits are not known (or 0).
    """

    planned: PlannedCourse
    targeted: Credits
    counted: Credits
    per_dollar: Fraction | None
    per_ce_credit: Fraction | None
    ce_for_nothing: Credits | None

    @property
    def beyond(self) -> Credits:
        """Targeted credits beyond what is needed: they count for nothing here."""
        return self.targeted - self.counted


@dataclass(frozen=True, slots=True)
class PlanYield:
    """What a plan brings, in all and by course, in the plan's order.

    ``per_dollar`` is None where the plan is free or a price is not known, ``per_ce_credit`` where some CE
    credits are not known. ``ce_for_nothing`` leaves those courses out. What counts for nothing here
    usually counts for the biennium.
    """

    courses: tuple[CourseYield, ...]
    targeted: Credits
    counted: Credits
    per_dollar: Fraction | None
    per_ce_credit: Fraction | None
    ce_for_nothing: Credits

    @property
    def beyond(self) -> Credits:
        """Targeted credits beyond what is needed: they count for nothing here."""
        return self.targeted - self.counted


def yield_of(plan: Plan) -> PlanYield:
    """Work out the yield of a plan. A margin that was asked for is needed like what is required."""
    left = {row.subcategory: _wanted(row) for row in reversed(plan.coverage) if not row.overall}
    overall = [_wanted(row) for row in plan.coverage if row.overall]
    courses: list[CourseYield] = []
    for planned in plan.courses:
        taken = _taken(planned, left, overall)
        courses.append(_course(planned, taken))
    totals = plan.totals
    return PlanYield(
        courses=tuple(courses),
        targeted=totals.targeted_credits,
        counted=Credits.total(course.counted for course in courses),
        per_dollar=None if totals.price_unknown else _ratio(totals.targeted_credits, totals.price),
        per_ce_credit=(
            None if totals.ce_credits_unknown else _ratio(totals.targeted_credits, totals.ce_credits)
        ),
        ce_for_nothing=Credits.total(
            course.ce_for_nothing for course in courses if course.ce_for_nothing is not None
        ),
    )


def rounded(ratio: Fraction) -> str:
    """Write a ratio with up to two decimals, halves away from zero: ``0.15``, ``1``."""
    exact = Decimal(ratio.numerator) / Decimal(ratio.denominator)
    shown = format(exact.quantize(_TWO_PLACES, ROUND_HALF_UP), "f")
    return shown.rstrip("0").rstrip(".")


def _wanted(row: Coverage) -> Credits:
    """Give what a need still takes after completed CE."""
    return (row.required + row.margin - row.completed).or_zero()


def _taken(
    planned: PlannedCourse, left: dict[Subcategory, Credits], overall: list[Credits]
) -> dict[str, Credits]:
    """Give what the needs take of a course, by discipline, and leave them with what they still take.

    Where a need is about all the others together it takes whatever comes (structured education).
    """
    taken: dict[str, Credits] = {}
    for serving in planned.serves:
        at = serving.subcategory
        takes = min(serving.credits, left.get(at, Credits(0)))
        left[at] = left.get(at, Credits(0)) - takes
        if overall:
            takes = max(takes, min(serving.credits, overall[0]))
            overall[0] = (overall[0] - serving.credits).or_zero()
        taken[at.discipline] = taken.get(at.discipline, Credits(0)) + takes
    return taken


def _course(planned: PlannedCourse, taken: dict[str, Credits]) -> CourseYield:
    course = planned.course
    price = course.price if planned.paid_in_bundle is None else None
    # Credits that count for two disciplines are the same CE credits.
    in_use = max(taken.values(), default=Credits(0))
    return CourseYield(
        planned=planned,
        targeted=planned.targeted,
        counted=Credits.total(taken.values()),
        per_dollar=_ratio(planned.targeted, price),
        per_ce_credit=_ratio(planned.targeted, course.ce_credits),
        ce_for_nothing=None if course.ce_credits is None else (course.ce_credits - in_use).or_zero(),
    )


def _ratio(credits_: Credits, of: Hundredths | None) -> Fraction | None:
    """Divide; None where there is nothing to divide by."""
    return Fraction(credits_.hundredths, of.hundredths) if of is not None and of.hundredths > 0 else None
