"""Whether a set of courses covers a customer, and whom it covers of all.

Most customers need one discipline, or may share an activity between several: then each need is a sum, and
all sums are made at once. Where an activity may count for one of several disciplines, the ways to count are
gone through.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from planner.outline import Subcategory
    from planner.selling.bundles.market import Buyer, Market

Figures = dict["Subcategory", int]


def covers(buyer: Buyer, courses: Iterable[tuple[str, str]]) -> bool:
    """Whether courses, each an id and its activity, cover everything that a buyer needs.

    An activity counts once; unless disciplines may share, it counts for one of them (domain rules 5 and 7).
    """
    ways: dict[str, list[Figures]] = {}
    for course_id, activity in courses:
        if course_id in buyer.gives:
            for figures in buyer.gives[course_id]:
                ways.setdefault(activity, []).extend(ways_of(buyer, figures))
    choices = [*ways.values(), *(ways_of(buyer, done) for done in buyer.unassigned)]
    left = dict(buyer.needs)
    for only in (choice[0] for choice in choices if len(choice) == 1):
        _count(only, left)
    return _some_way(left, [choice for choice in choices if len(choice) > 1])


def ways_of(buyer: Buyer, figures: Figures) -> list[Figures]:
    """Give what an activity may count for: all at once, or one discipline after the other."""
    useful = {at: figure for at, figure in figures.items() if at in buyer.needs}
    if buyer.shares:
        return [useful] if useful else []
    disciplines = sorted({at.discipline for at in useful})
    return [{at: f for at, f in useful.items() if at.discipline == code} for code in disciplines]


def _some_way(left: Figures, choices: Sequence[list[Figures]]) -> bool:
    """Whether the needs left can be met by counting each of the choices in one of its ways."""
    if all(lack <= 0 for lack in left.values()):
        return True
    for at, lack in left.items():
        if lack > sum(max(way.get(at, 0) for way in choice) for choice in choices):
            return False
    for way in choices[0]:
        after = dict(left)
        _count(way, after)
        if _some_way(after, choices[1:]):
            return True
    return False


def _count(figures: Figures, left: Figures) -> None:
    for at, figure in figures.items():
        left[at] -= figure


class Covering:
    """Tells whom a set of courses covers, and remembers it."""

    def __init__(self, market: Market) -> None:
        """Lay out all needs and figures as tables."""
        self._market = market
        self._rows = {course_id: row for row, course_id in enumerate(market.courses)}
        columns: dict[Subcategory, int] = {}
        for buyer in market.buyers:
            for at in buyer.needs:
                columns.setdefault(at, len(columns))
        figures = np.zeros((len(market.courses), len(columns)), dtype=np.int64)
        for buyer in market.buyers:
            for course_id, starts in buyer.gives.items():
                for at, figure in chain.from_iterable(gives.items() for gives in starts):
                    place = self._rows[course_id], columns[at]
                    figures[place] = max(figure, figures[place])
        self._figures = figures
        self._columns = np.array([columns[at] for b in market.buyers for at in b.needs], dtype=np.intp)
        self._least = np.array(
            [need - _from_unassigned(b, at) for b in market.buyers for at, need in b.needs.items()],
            dtype=np.int64,
        )
        sizes = [len(buyer.needs) for buyer in market.buyers]
        self._starts = np.cumsum([0, *sizes[:-1]]) if sizes else np.zeros(0, dtype=np.intp)
        self._by_hand = [self._is_tangled(buyer, columns) for buyer in market.buyers]
        self._known: dict[frozenset[str], tuple[int, ...]] = {}

    def whom(self, course_ids: Collection[str]) -> tuple[int, ...]:
        """Give the places, among the market's buyers, of all whom courses cover alone."""
        key = frozenset(course_ids)
        if key not in self._known:
            self._known[key] = self._whom(key)
        return self._known[key]

    def best_additions(self, course_ids: Collection[str], weights: Mapping[int, int]) -> list[str]:
        """Order the courses by what the customers weigh whom each, added to some, would cover; best first.

        A guess where sums alone can't tell. Of equally good ones the first by id comes first.
        """
        places = np.zeros(len(self._market.buyers), dtype=np.int64)
        places[list(weights)] = list(weights.values())
        base = self._figures[[self._rows[course_id] for course_id in sorted(course_ids)]].sum(axis=0)
        sums = self._figures + base
        met = np.logical_and.reduceat(sums[:, self._columns] >= self._least, self._starts, axis=1)
        order = np.argsort(-(met @ places), kind="stable")
        ids = list(self._rows)
        return [ids[row] for row in order.tolist()]

    def _whom(self, course_ids: frozenset[str]) -> tuple[int, ...]:
        if not self._market.buyers:
            return ()
        activities = self._market.activities
        parts = sorted((course_id, activities[course_id]) for course_id in course_ids)
        sums = self._figures[[self._rows[course_id] for course_id, _ in parts]].sum(axis=0)
        met = np.logical_and.reduceat(sums[self._columns] >= self._least, self._starts)
        twice = len({activity for _, activity in parts}) < len(parts)
        return tuple(
            place
            for place in np.flatnonzero(met).tolist()
            if not (twice or self._by_hand[place]) or covers(self._market.buyers[place], parts)
        )

    def _is_tangled(self, buyer: Buyer, columns: dict[Subcategory, int]) -> bool:
        """Whether sums alone can't tell: disciplines or starts to choose from, or a course that is done."""
        if any(len(starts) > 1 for starts in buyer.gives.values()):
            return True
        if buyer.unassigned or (not buyer.shares and len({at.discipline for at in buyer.needs}) > 1):
            return True
        gives = self._figures[:, [columns[at] for at in buyer.needs]].any(axis=1)
        return int(gives.sum()) != len(buyer.gives)


def _from_unassigned(buyer: Buyer, at: Subcategory) -> int:
    return sum(done.get(at, 0) for done in buyer.unassigned)
