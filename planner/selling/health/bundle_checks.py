"""Checks of bundles: parts that aren't there or have expired, no price, dearer than the parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.credits import Money
from planner.phrases import joined
from planner.selling.health.finding import Finding, Todo

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from planner.catalog import Bundle, Catalog

_MOST_NAMED = 5


def part_unknown(catalog: Catalog) -> Iterator[Finding]:
    """Find bundles that name courses which aren't in the catalog."""
    known = catalog.by_id()
    for bundle in catalog.bundles:
        for part in bundle.course_ids:
            if part not in known:
                found = f'The bundle "{bundle.name}" names "{part}", which is no course of this catalog.'
                yield _about(bundle, "bundle-part-unknown", found, (), part)


def part_expired(catalog: Catalog, on: date) -> Iterator[Finding]:
    """Find bundles that sell courses which have expired."""
    known = catalog.by_id()
    for bundle in catalog.bundles:
        courses = [known[part] for part in bundle.course_ids if part in known]
        gone = [c.course_id for c in courses if c.expires_on is not None and c.expires_on < on]
        if gone:
            found = f'The bundle "{bundle.name}" holds {_some(gone)}, which has expired.'
            yield _about(bundle, "bundle-part-expired", found, tuple(gone), gone[0])


def without_price(catalog: Catalog) -> Iterator[Finding]:
    """Find bundles without a price, in a catalog that has prices."""
    for bundle in catalog.bundles:
        if bundle.price is None and catalog.has_prices:
            found = f'The bundle "{bundle.name}" has no price. Unknown is not 0.'
            yield _about(bundle, "bundle-without-price", found, ())


def price_zero(catalog: Catalog) -> Iterator[Finding]:
    """Find bundles that cost nothing: all their courses are then free to a plan."""
    for bundle in catalog.bundles:
        if bundle.price == Money(0):
            found = f'The bundle "{bundle.name}" costs $0, so cheapest plans take its courses for nothing.'
            yield _about(bundle, "bundle-price-zero", found, bundle.course_ids, str(bundle.price))


def dearer_than_its_parts(catalog: Catalog) -> Iterator[Finding]:
    """Find bundles that cost more than their courses bought one by one."""
    known = catalog.by_id()
    for bundle in catalog.bundles:
        prices = [known[part].price if part in known else None for part in bundle.course_ids]
        singly = [price for price in prices if price is not None]
        if bundle.price is None or len(singly) < len(prices) or not prices:
            continue
        total = Money.total(singly)
        if bundle.price > total:
            found = (
                f'The bundle "{bundle.name}" costs {bundle.price}, its courses one by one {total}: '
                "no plan will buy it."
            )
            yield _about(bundle, "bundle-dearer-than-parts", found, bundle.course_ids, str(bundle.price))


def _some(ids: list[str]) -> str:
    more = len(ids) - _MOST_NAMED
    return f"{', '.join(ids[:_MOST_NAMED])} and {more} more" if more > 0 else joined(ids)


def _about(
    bundle: Bundle, code: str, found: str, courses: tuple[str, ...], value: str | None = None
) -> Finding:
    return Finding(Todo.MEND_BUNDLE, code, found, courses, bundle.place, value=value)
