"""Bundles that could be chosen: what each costs and whom it covers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.selling.bundles.covering import Covering
from planner.selling.bundles.wishes import price_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from planner.selling.bundles.market import Buyer, Market
    from planner.selling.bundles.wishes import BundleWishes

Worth = tuple[int, int, int, int, int]
# Where sums alone can't tell whom a course would help to cover, so many of the likeliest are looked at.
_TRIED = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A bundle that could be chosen. ``whom``: places among the market's buyers; ``cents``: its price."""

    course_ids: tuple[str, ...]
    unknown: int
    cents: int
    whom: frozenset[int]

    @property
    def cost(self) -> tuple[int, int, int, tuple[str, ...]]:
        """What to have as little of as possible: prices not known, cents, courses; then a fixed choice."""
        return (self.unknown, self.cents, len(self.course_ids), self.course_ids)


class Pool:
    """All candidates met so far, each looked at once."""

    def __init__(self, market: Market, wishes: BundleWishes) -> None:
        """Begin with none."""
        self.market = market
        self.wishes = wishes
        self._covering = Covering(market)
        self._candidates: dict[frozenset[str], Candidate] = {}
        self._kept: dict[Candidate, None] = {}

    def look(self, course_ids: Collection[str]) -> Candidate:
        """Look at a set of courses, without keeping it."""
        key = frozenset(course_ids)
        if key not in self._candidates:
            ids = tuple(sorted(key))
            price = price_of((self.market.courses[course_id] for course_id in ids), self.wishes.discount)
            candidate = Candidate(
                ids, price.unknown, price.price.hundredths, frozenset(self._covering.whom(key))
            )
            self._candidates[key] = self._as_wished(candidate)
        return self._candidates[key]

    def add(self, course_ids: Collection[str]) -> Candidate:
        """Keep a set of courses as a candidate, if it covers anybody and may be a bundle."""
        candidate = self.look(course_ids)
        if candidate.whom and self.may_be(candidate.course_ids):
            self._kept[candidate] = None
        return candidate

    def _as_wished(self, candidate: Candidate) -> Candidate:
        """Leave only those customers who count: none where it is too dear, or only those who pay no more."""
        most, buyers = self.wishes.most_price, self.market.buyers
        if most is not None and (candidate.unknown or candidate.cents > most.hundredths):
            return replace(candidate, whom=frozenset())
        if not self.wishes.no_dearer:
            return candidate
        no_dearer = frozenset(
            place
            for place in candidate.whom
            if not candidate.unknown
            and (single := buyers[place].single_price) is not None
            and candidate.cents <= single.hundredths
        )
        return replace(candidate, whom=no_dearer)

    def may_be(self, course_ids: Collection[str]) -> bool:
        """Whether courses may be one bundle: not too many, and no activity twice."""
        activities = [self.market.activities[course_id] for course_id in course_ids]
        return len(activities) <= self.wishes.size and len(set(activities)) == len(activities)

    def climb(self, course_ids: Collection[str], weights: Mapping[int, int]) -> Candidate:
        """Add, or swap in, the course that helps most as long as the customers covered weigh more by it."""
        best = self.look(course_ids)
        while True:
            better = max(self._neighbours(best, weights), key=lambda c: _weight(c, weights), default=best)
            if _weight(better, weights) <= _weight(best, weights):
                return best
            best = better

    def _neighbours(self, candidate: Candidate, weights: Mapping[int, int]) -> Iterator[Candidate]:
        ids = candidate.course_ids
        room = len(ids) < self.wishes.size
        for kept in (ids,) if room else tuple(tuple(k for k in ids if k != out) for out in ids):
            tried = 0
            for course_id in self._covering.best_additions(kept, weights):
                if course_id not in ids and self.may_be((*kept, course_id)):
                    yield self.look((*kept, course_id))
                    tried += 1
                if tried == _TRIED:
                    break

    def undominated(self) -> tuple[Candidate, ...]:
        """Give the candidates that are worth choosing from, cheapest first.

        One that covers nobody whom another one doesn't cover for as little is not.
        """
        best: dict[frozenset[int], Candidate] = {}
        for candidate in self._kept:
            other = best.get(candidate.whom)
            if other is None or candidate.cost < other.cost:
                best[candidate.whom] = candidate
        chosen: list[tuple[int, Candidate]] = []
        for candidate in sorted(best.values(), key=lambda c: (c.cost, -len(c.whom))):
            mask = sum(1 << place for place in candidate.whom)
            if all(mask & ~other for other, _ in chosen):
                chosen.append((mask, candidate))
        return tuple(candidate for _, candidate in chosen)

    def worth(self, chosen: Iterable[Candidate]) -> Worth:
        """Give what to have much of, in order: customers, cents saved, then little of all that it takes."""
        chosen = tuple(chosen)
        customers, saved = 0, 0
        for place, taken in taken_by(chosen).items():
            buyer = self.market.buyers[place]
            customers += buyer.customers
            saved += buyer.customers * saving(buyer, taken)
        return (
            customers,
            saved,
            -sum(candidate.unknown for candidate in chosen),
            -sum(candidate.cents for candidate in chosen),
            -sum(1 + len(candidate.course_ids) for candidate in chosen),
        )


def _weight(candidate: Candidate, weights: Mapping[int, int]) -> int:
    return sum(weights.get(place, 0) for place in candidate.whom)


def taken_by(chosen: Sequence[Candidate]) -> dict[int, Candidate]:
    """Give to each buyer covered the cheapest of the chosen bundles that covers all of their needs."""
    taken: dict[int, Candidate] = {}
    for candidate in sorted(chosen, key=lambda c: c.cost):
        for place in candidate.whom:
            taken.setdefault(place, candidate)
    return taken


def saving(buyer: Buyer, candidate: Candidate) -> int:
    """Give the cents that one customer saves by a bundle, never less than 0: nobody has to buy it.

    Where a price is not known, on either side, nothing is said to be saved.
    """
    if buyer.single_price is None or candidate.unknown:
        return 0
    return max(0, buyer.single_price.hundredths - candidate.cents)
