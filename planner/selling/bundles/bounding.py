"""Candidates for large cases, found together with a bound that no choice of bundles can pass.

Each customer is given a price for being covered (the dual prices of the candidates' relaxed model). The
customers' weights beyond their prices, and N times the most that one bundle can earn at those prices, bound
what any N bundles cover: so says the Lagrangian relaxation, for any prices. The bundle that earns most is a
new candidate. Once no candidate that a better choice would need is left to be found, the choice among the
candidates is the best of all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.phrases import count
from planner.selling.bundles.improving import thinned
from planner.selling.bundles.master import choose
from planner.solving.model import Row
from planner.solving.solver import relaxed

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.selling.bundles.market import Buyer
    from planner.selling.bundles.master import Choice
    from planner.selling.bundles.pool import Candidate, Pool
    from planner.selling.bundles.single import SingleBundle
    from planner.selling.bundles.wishes import BundleWishes
    from planner.solving.clock import Clock

# Prices are whole numbers of such parts of a customer, as fine as sums up to the largest allow.
_FINEST = 1_000
_LARGEST_SUM = 10**8
# How many of the best known bundles are tried to be made better at given prices.
_STARTS = 8


@dataclass(frozen=True, slots=True)
class Bounded:
    """The best choice found, by customers, and how many customers no choice can pass."""

    chosen: tuple[Candidate, ...]
    customers: int
    at_most: int

    @property
    def proven(self) -> bool:
        """Whether no choice covers more customers."""
        return self.customers >= self.at_most


class Bounding:
    """Looks for candidates and lowers the bound until they meet, or time is up."""

    def __init__(self, pool: Pool, single: SingleBundle, clock: Clock, say: Callable[[str], None]) -> None:
        """Begin with what the pool holds."""
        self._pool = pool
        self._single = single
        self._clock = clock
        self._say = say
        self._weights = [buyer.customers for buyer in pool.market.buyers]
        self._parts = max(1, min(_FINEST, _LARGEST_SUM // max(1, sum(self._weights))))
        within_reach = (b.customers for b in pool.market.buyers if _within_reach(b, pool.wishes))
        self._best = Bounded((), 0, sum(within_reach))

    def run(self) -> Bounded:
        """Look, and give the best choice with its bound."""
        prices = [weight * self._parts for weight in self._weights]
        while not self._done():
            more = self._price_out(prices)
            self._choose()
            if not more:
                break
            prices = self._prices()
        if not self._done():
            self._search_the_gap(prices)
        return self._best

    def _done(self) -> bool:
        return self._best.proven or self._clock.is_up()

    def _price_out(self, prices: list[int]) -> bool:
        """Add bundles that earn more than any known one; tell whether there are such.

        A climb from the best known ones finds most of them; only where it finds none is the model solved.
        """
        before = self._earning(prices)
        weights = {place: price for place, price in enumerate(prices) if price}
        starts = sorted(self._pool.undominated(), key=lambda c: -self._earns(c, prices))[:_STARTS]
        reached = [self._pool.climb(candidate.course_ids, weights) for candidate in starts]
        better = [candidate for candidate in reached if self._earns(candidate, prices) > before]
        for candidate in better:
            thinned(self._pool, candidate.course_ids)
        if better:
            return True
        found = self._single.weightiest(weights, self._clock)
        spare = sum(self._weights) * self._parts - sum(prices)
        self._lower((spare + self._pool.wishes.number * found.at_most) // self._parts)
        if found.course_ids is None:
            return False
        return self._earns(thinned(self._pool, found.course_ids), prices) > before

    @staticmethod
    def _earns(candidate: Candidate, prices: list[int]) -> int:
        return sum(prices[place] for place in candidate.whom)

    def _earning(self, prices: list[int]) -> int:
        return max((self._earns(c, prices) for c in self._pool.undominated()), default=-1)

    def _lower(self, at_most: int) -> None:
        best = self._best
        self._best = Bounded(best.chosen, best.customers, max(best.customers, min(best.at_most, at_most)))
        self._tell()

    def _tell(self) -> None:
        """Say how many customers the bundles found so far are for, and how many there can be at most."""
        if self._best.customers:
            found = count(self._best.customers, "customer")
            self._say(f"Bundles for {found} found so far; at most {self._best.at_most:,} can be reached")

    def _choice(self) -> Choice:
        pool = self._pool
        number = pool.wishes.number
        return choose(pool.market.buyers, pool.undominated(), number, self._clock, money_too=False)

    def _choose(self) -> None:
        """Choose among the candidates so far."""
        choice = self._choice()
        customers = self._pool.worth(choice.chosen)[0]
        if customers > self._best.customers:
            self._best = Bounded(choice.chosen, customers, max(customers, self._best.at_most))
            self._climb()
            self._tell()

    def _climb(self) -> None:
        """Make each chosen bundle cover more of those whom the others don't, as long as that helps."""
        chosen = list(self._best.chosen)
        for number, candidate in enumerate(chosen):
            elsewhere = {place for n, other in enumerate(chosen) if n != number for place in other.whom}
            weights = {place: w for place, w in enumerate(self._weights) if place not in elsewhere}
            chosen[number] = self._pool.add(self._pool.climb(candidate.course_ids, weights).course_ids)
        customers = self._pool.worth(chosen)[0]
        if customers > self._best.customers:
            self._best = Bounded(tuple(chosen), customers, max(customers, self._best.at_most))
            self._climb()

    def _prices(self) -> list[int]:
        """Give what covering each buyer is worth at the margin of a relaxed choice among the candidates."""
        candidates = self._pool.undominated()
        rows = [Row("number", range(len(candidates)), [1] * len(candidates), upper=self._pool.wishes.number)]
        # No bound of their own: else a candidate at its bound would earn more than the next one is worth.
        upper = [self._pool.wishes.number + 1] * len(candidates)
        missed: dict[int, int] = {}
        for place in range(len(self._weights)):
            holding = [column for column, c in enumerate(candidates) if place in c.whom]
            missed[place] = len(upper)
            upper.append(2)  # never reached, so that it has no price of its own
            rows.append(Row("covered", [*holding, missed[place]], [1] * (len(holding) + 1), lower=1))
        weights = {missed[place]: weight for place, weight in enumerate(self._weights)}
        found = relaxed([0] * len(upper), upper, rows, weights, 1)
        if found is None:
            return [weight * self._parts for weight in self._weights]
        return [
            min(weight * self._parts, max(0, round((weight - found.prices[missed[place]]) * self._parts)))
            for place, weight in enumerate(self._weights)
        ]

    def _search_the_gap(self, prices: list[int]) -> None:
        """Find every candidate that a choice of one customer more would need, then choose for good.

        Such a choice has only bundles that earn within the gap of the most.
        """
        spare = sum(self._weights) * self._parts - sum(prices)
        weights = dict(enumerate(prices))
        most = self._single.weightiest(weights, self._clock).at_most
        seen: list[frozenset[int]] = []
        while not self._done():
            others = (self._pool.wishes.number - 1) * most
            needed = (self._best.customers + 1) * self._parts - spare - others
            found = self._single.weightiest(weights, self._clock, seen)
            self._lower((spare + others + most) // self._parts)
            if found.at_most < needed:
                self._choose_for_good()
                return
            if found.course_ids is None:
                return
            candidate = thinned(self._pool, found.course_ids)
            seen.append(candidate.whom)
            self._choose()

    def _choose_for_good(self) -> None:
        choice = self._choice()
        if choice.customers_proven:
            customers = self._pool.worth(choice.chosen)[0]
            chosen = choice.chosen if customers > self._best.customers else self._best.chosen
            customers = max(customers, self._best.customers)
            self._best = Bounded(chosen, customers, customers)


def _within_reach(buyer: Buyer, wishes: BundleWishes) -> bool:
    """Whether each of a buyer's needs, looked at alone, can be met by as many courses as a bundle holds."""
    if wishes.no_dearer and buyer.single_price is None:
        return False
    for at, need in buyer.needs.items():
        most = (max(figures.get(at, 0) for figures in starts) for starts in buyer.gives.values())
        gives = sorted(most)[-wishes.size :]
        if sum(gives) + sum(done.get(at, 0) for done in buyer.unassigned) < need:
            return False
    return True
