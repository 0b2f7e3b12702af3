"""A quote: what a plan costs a customer, line by line, on a seller's terms.

It is made from a plan that was checked, and claims nothing that the plan doesn't. Its sums are added up from
its own lines. The catalog is the seller's own: what it doesn't offer can't be quoted.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.credits import Credits, Money
from planner.plan import Status
from planner.selling.discounts import best_discount
from planner.selling.terms import check_terms

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from planner.catalog import Bundle, Catalog
    from planner.plan import Plan, PlannedCourse
    from planner.selling.discounts import Discount
    from planner.selling.terms import QuoteTerms


@dataclass(frozen=True, slots=True)
class BundleLine:
    """A bundle that is bought, and the courses of the quote that come with it."""

    bundle: Bundle
    courses: tuple[PlannedCourse, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """What a customer pays for what. A price that isn't known is on request: counted, never added.

    ``singles`` are bought one by one. ``singles_total`` is before the discount, which is on them alone;
    ``total`` is ``singles_total`` - ``discount`` + ``bundles_total``. ``singly`` is what the same courses
    would cost without any bundle, after the discount that they would then earn; what comes with a bundle and
    gives nothing to what is prescribed isn't counted there. It is None where there is no bundle, or where a
    price isn't known. The ``plan``'s courses stand, and so are numbered, in the order of the lines.
    """

    number: str
    customer_id: str
    on: date
    valid_until: date
    terms: QuoteTerms
    plan: Plan
    fictional: bool
    singles: tuple[PlannedCourse, ...]
    bundles: tuple[BundleLine, ...]
    singles_total: Money
    bundles_total: Money
    discount: Discount
    prices_unknown: int
    ce_credits: Credits
    ce_credits_unknown: int
    targeted_credits: Credits
    singly: Money | None

    @property
    def total(self) -> Money:
        """What is to be paid, as far as prices are known."""
        return self.singles_total - self.discount.amount + self.bundles_total

    @property
    def saved(self) -> Money | None:
        """What bundles save against buying the same courses singly; None where that isn't known, or none.

        Negative where the discount on single courses beats the bundles: the seller should know.
        """
        return None if self.singly is None else self.singly - self.total

    @property
    def courses(self) -> tuple[PlannedCourse, ...]:
        """Every course, in the order of the lines."""
        return self.plan.courses

    @property
    def covers_all(self) -> bool:
        """Whether everything prescribed is covered: as the plan says, never more."""
        return self.plan.status is Status.COVERED


def make_quote(plan: Plan, catalog: Catalog, terms: QuoteTerms, customer_id: str, on: date) -> Quote:
    """Make a quote of a plan.

    Args:
        plan: made from ``catalog``, and checked.
        catalog: what the seller offers.
        terms: the seller's; see `planner.selling.terms.check_terms` for all that may be wrong with them.
        customer_id: as the customer's prescription has it; it becomes part of the quote's number.
        on: the quote's date.

    Raises:
        ValueError: the terms can't be used, or the plan has what the catalog doesn't offer.
    """
    wrong = check_terms(terms, on)
    if wrong:
        raise ValueError(" ".join(problem.message for problem in wrong))
    _refuse_what_is_not_offered(plan, catalog)
    singles = tuple(planned for planned in plan.courses if planned.paid_in_bundle is None)
    bundles = tuple(
        BundleLine(bundle, tuple(each for each in plan.courses if each.paid_in_bundle == bundle.bundle_id))
        for bundle in plan.bundles
    )
    alone = [planned.course.price for planned in singles]
    together = [line.bundle.price for line in bundles]
    ce_credits = [planned.course.ce_credits for planned in plan.courses]
    return Quote(
        number="-".join(part for part in (f"{terms.prefix}{on:%Y%m%d}", customer_id) if part),
        customer_id=customer_id,
        on=on,
        valid_until=terms.until(on),
        terms=terms,
        plan=replace(plan, courses=(*singles, *(course for line in bundles for course in line.courses))),
        fictional=catalog.fictional,
        singles=singles,
        bundles=bundles,
        singles_total=_sum(alone),
        bundles_total=_sum(together),
        discount=best_discount(terms.discounts, alone),
        prices_unknown=[*alone, *together].count(None),
        ce_credits=Credits.total(credits_ for credits_ in ce_credits if credits_ is not None),
        ce_credits_unknown=ce_credits.count(None),
        targeted_credits=Credits.total(planned.targeted for planned in plan.courses),
        singly=_singly(singles, bundles, terms),
    )


def _refuse_what_is_not_offered(plan: Plan, catalog: Catalog) -> None:
    offered, bundles = catalog.by_id(), {bundle.bundle_id: bundle for bundle in catalog.bundles}
    strange = [p.course.name for p in plan.courses if offered.get(p.course.course_id) != p.course]
    strange += [bundle.name for bundle in plan.bundles if bundles.get(bundle.bundle_id) != bundle]
    bought = {bundle.bundle_id for bundle in plan.bundles}
    strange += [p.course.name for p in plan.courses if p.paid_in_bundle not in {None, *bought}]
    if strange:
        message = (
            f"The plan has what this catalog doesn't offer in this way: {strange[0]}. "
            "Plan again with the seller's catalog."
        )
        raise ValueError(message)


def _singly(
    singles: Sequence[PlannedCourse], bundles: Sequence[BundleLine], terms: QuoteTerms
) -> Money | None:
    if not bundles or any(line.bundle.price is None for line in bundles):
        return None
    wanted = [*singles, *(each for line in bundles for each in line.courses if each.serves)]
    prices = [planned.course.price for planned in wanted]
    if None in prices:
        return None
    return _sum(prices) - best_discount(terms.discounts, prices).amount


def _sum(prices: Sequence[Money | None]) -> Money:
    return Money.total(price for price in prices if price is not None)
