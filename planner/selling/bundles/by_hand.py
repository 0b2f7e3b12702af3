"""Bundles changed by hand: how good they are then, what they give, and how they go into a catalog."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.credits import Credits

if TYPE_CHECKING:
    from datetime import date

    from planner.catalog import Bundle, Catalog
    from planner.selling.bundles.choosing import FoundBundles
    from planner.selling.bundles.valuing import BundlesValue


def changed_by_hand(found: FoundBundles, value: BundlesValue) -> FoundBundles:
    """Give bundles changed by hand in place of those found, and say no more for them than is known.

    As long as they keep to the wishes, the bound on customers holds for them too. Where they don't, the
    wishes become what they are, and nothing is known but that no more can be covered than need something.
    """
    wishes = found.wishes
    size = max((len(valued.bundle.course_ids) for valued in value.bundles), default=0)
    prices = [valued.price for valued in value.bundles]
    most = wishes.most_price
    dearer = most is not None and any(not price.known or price.price > most for price in prices)
    at_most = found.at_most
    if len(prices) > wishes.number or size > wishes.size or dearer:
        wishes = replace(
            wishes,
            number=max(wishes.number, len(prices)),
            size=max(wishes.size, size),
            most_price=None if dearer else most,
        )
        at_most = value.customers - value.need_nothing
    changed = replace(
        found,
        value=value,
        wishes=wishes,
        at_most=at_most,
        customers_proven=False,
        saved_proven=False,
        problems=value.problems,
    )
    return replace(changed, customers_proven=changed.gap <= 0)


def targeted_in(bundle: Bundle, catalog: Catalog, on: date) -> dict[str, Credits]:
    """Give the targeted credits of a bundle by discipline, for courses begun on a day or as soon as can be.

    Disciplines never add up (domain rule 3); of the same activity under several numbers, the first counts.
    """
    known = catalog.by_id()
    courses = [known[course_id] for course_id in bundle.course_ids if course_id in known]
    activities = {course.activity: course for course in reversed(courses)}
    given: dict[str, Credits] = {}
    for course in activities.values():
        for at, credits_ in course.distribution_on(max(on, course.approved_from or on)).items():
            given[at.discipline] = given.get(at.discipline, Credits()) + credits_
    return dict(sorted(given.items()))


def for_catalog(value: BundlesValue, catalog: Catalog) -> tuple[Bundle, ...]:
    """Give the bundles as they go into a catalog: under ids that are free there, and none that is empty."""
    taken = {bundle.bundle_id for bundle in catalog.bundles}
    ready: list[Bundle] = []
    for valued in value.bundles:
        if valued.bundle.course_ids:
            number = 1
            while f"new-{number}" in taken:
                number += 1
            taken.add(f"new-{number}")
            ready.append(replace(valued.bundle, bundle_id=f"new-{number}"))
    return tuple(ready)
