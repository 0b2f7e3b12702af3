"""The check of new bundles: whom each covers and what it costs, worked out a second time and in another way.

Whether courses cover a customer is found by going on from need to need: each activity in turn is counted in
every way in which it may count, and what is then left open is kept.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from planner.catalog import Catalog
from planner.checking.offers import Offers, what_is_done
from planner.checking.sums import activity_of, by_discipline
from planner.preferences import Goal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planner.catalog import Course
    from planner.checking.offers import Figures
    from planner.preferences import Preferences
    from planner.prescription import CompletedActivity, Prescription

_HALF = Fraction(1, 2)


class Customer:
    """One customer's needs, and what of some courses counts for them. Names are spelled as in the catalog."""

    def __init__(
        self,
        prescription: Prescription,
        completed: Sequence[CompletedActivity],
        catalog: Catalog,
        offered: Sequence[Course],
        preferences: Preferences,
    ) -> None:
        """Take the customer; ``offered`` are the courses that the bundles hold. Prices play no part."""
        wishes = replace(
            preferences, goal=Goal.COURSES, budget=None, pins=frozenset(), allow_unknown_price=True
        )
        needs = [row for row in prescription.rows if not row.standard_met]
        self.understood = not prescription.unreadable and all(
            row.credits_required is not None for row in needs
        )
        self._needs: Figures = {}
        for row in needs:
            required = 0 if row.credits_required is None else row.credits_required.hundredths
            if required:
                wanted = required + wishes.margin.hundredths
                self._needs[row.subcategory] = max(wanted, self._needs.get(row.subcategory, 0))
        done = what_is_done(completed, catalog, wishes.on) if completed else {}
        self._shares = wishes.share_disciplines
        self._done = [item.figures for item in done.values()]
        offers = Offers(Catalog(tuple(offered)), wishes, self._needs.keys(), done.keys())
        self._offers = {course.course_id: (activity_of(course), offers.all_of(course)) for course in offered}

    def is_covered_by(self, course_ids: Iterable[str]) -> bool:
        """Whether courses cover everything, one of each activity, what is completed included."""
        if not self.understood:
            return False
        activities: dict[str, list[Figures]] = {}
        for course_id in course_ids:
            activity, offers = self._offers[course_id]
            if not isinstance(offers, str):
                activities.setdefault(activity, []).extend(offer.figures for offer in offers)
        order = list(self._needs)
        open_ways = {tuple(self._needs[at] for at in order)}
        for versions in [*([figures] for figures in self._done), *activities.values()]:
            counted = [way for figures in versions for way in self._ways(figures)]
            open_ways |= {
                tuple(max(0, lack - way.get(at, 0)) for at, lack in zip(order, lacks, strict=True))
                for lacks in open_ways
                for way in counted
            }
        return any(not any(lacks) for lacks in open_ways)

    def _ways(self, figures: Figures) -> list[Figures]:
        wanted = {at: amount for at, amount in figures.items() if at in self._needs}
        return [wanted] if self._shares else by_discipline(wanted)


def price_after(courses: Iterable[Course], percent: Fraction) -> int:
    """Work out a bundle's price in cents: the single prices that are known less so many percent, half up."""
    singles = sum(course.price.hundredths for course in courses if course.price is not None)
    return floor(singles * (1 - percent / 100) + _HALF)
