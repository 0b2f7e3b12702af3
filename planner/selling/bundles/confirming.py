"""What is told of bundles, held against the independent recomputation in `planner.checking.bundles`."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from planner.checking.bundles import Customer, price_after

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.catalog import Catalog
    from planner.checking.bundles import Customer as Checked
    from planner.selling.bundles.market import Buyer, Market
    from planner.selling.bundles.valuing import BundlesValue


def disagreements(value: BundlesValue, market: Market, catalog: Catalog) -> tuple[str, ...]:
    """Say in words where a value differs from what the catalog and the prescriptions say."""
    return tuple(_disagreements(value, market, catalog))


def _disagreements(value: BundlesValue, market: Market, catalog: Catalog) -> Iterator[str]:
    known = catalog.by_id()
    prices: list[tuple[int, int]] = []
    for valued in value.bundles:
        courses = [known[course_id] for course_id in valued.bundle.course_ids]
        cents = price_after(courses, Fraction(value.discount.hundredths, 100))
        prices.append((sum(course.price is None for course in courses), cents))
        if (valued.price.unknown, valued.price.price.hundredths) != prices[-1]:
            yield f"{valued.bundle.bundle_id}: the price should be {cents} cents"
    offered = [known[one] for one in sorted({one for v in value.bundles for one in v.bundle.course_ids})]
    seen: set[int] = set()
    for buyer in market.buyers:
        seen.add(buyer.group)
        checked = Customer(buyer.prescription, buyer.completed, catalog, offered, market.preferences)
        yield from _of_one(value, buyer, checked, prices)
    for number, outcome in enumerate(value.groups):
        if number not in seen and outcome.takes is not None:
            yield f"group {number} takes a bundle although it can't, or needs nothing"
    for place, valued in enumerate(value.bundles):
        taking = [outcome for outcome in value.groups if outcome.takes == place]
        saved = sum(outcome.saved.hundredths * outcome.customers for outcome in taking)
        told = (valued.taken_by, valued.saved.hundredths, valued.covers)
        covers = sum(value.groups[number].customers for number in valued.groups)
        if told != (sum(outcome.customers for outcome in taking), saved, covers):
            yield f"{valued.bundle.bundle_id}: its customers or what they save don't add up"


def _of_one(
    value: BundlesValue, buyer: Buyer, checked: Checked, prices: list[tuple[int, int]]
) -> Iterator[str]:
    """Check one group: whom covers it, which of those it takes, and what that saves."""
    covering = [
        place for place, valued in enumerate(value.bundles) if checked.is_covered_by(valued.bundle.course_ids)
    ]
    told = [place for place, valued in enumerate(value.bundles) if buyer.group in valued.groups]
    if told != covering:
        yield f"group {buyer.group} is told to be covered by {told} and is by {covering}"
    takes = value.groups[buyer.group].takes
    saved = value.groups[buyer.group].saved.hundredths
    if not covering:
        if takes is not None or saved:
            yield f"group {buyer.group} takes a bundle that doesn't cover it"
        return
    least = min(prices[place] for place in covering)
    if takes not in covering or prices[takes] != least:
        yield f"group {buyer.group} doesn't take the cheapest bundle that covers it"
    single = buyer.single_price
    right = 0 if single is None or least[0] else max(0, single.hundredths - least[1])
    if saved != right:
        yield f"group {buyer.group} is told to save {saved} cents and saves {right}"
