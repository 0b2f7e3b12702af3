"""One bundle, as a model: the one whose customers weigh most, or the cheapest for given customers.

Exact: what an activity may count for is decided for each customer apart, as in a plan. The bound is proven,
so that it bounds what any bundle can reach.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from planner.selling.bundles.covering import ways_of
from planner.selling.bundles.wishes import most_weight, weight_in
from planner.solving.model import Row
from planner.solving.solver import minimise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from planner.outline import Subcategory
    from planner.selling.bundles.market import Buyer, Market
    from planner.selling.bundles.wishes import BundleWishes
    from planner.solving.clock import Clock

Figures = dict["Subcategory", int]


@dataclass(frozen=True, slots=True)
class Best:
    """The courses of the bundle found (None: none in time), and the most that any bundle can weigh."""

    course_ids: frozenset[str] | None
    at_most: int


@dataclass
class _Model:
    """Columns: whether each course is in; then whom the bundle leaves uncovered, and how things count."""

    lower: list[int]
    upper: list[int]
    rows: list[Row]
    take: Mapping[str, int]
    missed: dict[int, int] = field(default_factory=dict)
    """The column that says that a buyer, by place, is not covered."""

    def column(self) -> int:
        self.lower.append(0)
        self.upper.append(1)
        return len(self.upper) - 1


class SingleBundle:
    """Builds and solves models of one bundle over a market."""

    def __init__(self, market: Market, wishes: BundleWishes) -> None:
        """Take what there is to choose from."""
        self._market = market
        self._wishes = wishes
        figures = {
            figure
            for buyer in market.buyers
            for given in (buyer.needs, *chain.from_iterable(buyer.gives.values()), *buyer.unassigned)
            for figure in given.values()
        }
        self._unit = math.gcd(*figures) or 1

    def weightiest(
        self, weights: Mapping[int, int], clock: Clock, beyond: Iterable[frozenset[int]] = ()
    ) -> Best:
        """Find the bundle whose customers weigh most; ``weights`` are by place, none negative.

        It has to cover somebody outside each of the sets ``beyond``.

        Raises:
            SolverFault: the solver ended without an answer.
        """
        known_sets = tuple(beyond)
        # Who weighs nothing can still be the somebody outside of a set.
        places = [place for place, weight in sorted(weights.items()) if weight > 0 or known_sets]
        model = self._begin(places)
        for place in places:
            self._cover(model, place)
        if self._wishes.no_dearer:
            self._cost_no_more(model, places)
        for known in known_sets:
            others = [model.missed[place] for place in places if place not in known]
            model.rows.append(Row("somebody else", others, [1] * len(others), upper=len(others) - 1))
        missed = {model.missed[place]: weights[place] for place in places if weights[place]}
        everything = sum(missed.values())
        outcome = minimise(
            model.lower, model.upper, model.rows, missed, start=None, seconds=max(0.0, clock.left)
        )
        if outcome.infeasible:
            return Best(None, 0)
        return Best(_taken(model, outcome.values), everything - outcome.bound)

    def cheapest(self, places: Iterable[int], clock: Clock) -> frozenset[str] | None:
        """Find the cheapest bundle that covers certain buyers; None where there is none, or no time.

        Raises:
            SolverFault: the solver ended without an answer.
        """
        wanted = sorted(places)
        model = self._begin(wanted)
        for place in wanted:
            self._cover(model, place)
            model.upper[model.missed[place]] = 0
        prices = {column: self._market.courses[course_id].price for course_id, column in model.take.items()}
        known = {column: price.hundredths for column, price in prices.items() if price is not None}
        # One price that isn't known is worse than any that are.
        dear = 1 + sum(sorted(known.values())[-self._wishes.size :])
        weights = {column: cents for column in prices if (cents := known.get(column, dear))}
        outcome = minimise(model.lower, model.upper, model.rows, weights, start=None, seconds=clock.left)
        return _taken(model, outcome.values)

    def _begin(self, places: Sequence[int]) -> _Model:
        """Decide which courses are in: so many at most, and no activity twice."""
        useful = sorted(set(chain.from_iterable(self._market.buyers[place].gives for place in places)))
        take = {course_id: column for column, course_id in enumerate(useful)}
        rows = [Row("so many courses", range(len(useful)), [1] * len(useful), upper=self._wishes.size)]
        same: dict[str, list[int]] = {}
        for course_id, column in take.items():
            same.setdefault(self._market.activities[course_id], []).append(column)
        rows += [
            Row("an activity once", columns, [1] * len(columns), upper=1)
            for columns in same.values()
            if len(columns) > 1
        ]
        if self._wishes.most_price is not None:
            columns, weights, unit = self._weighing(take)
            most = most_weight(self._wishes.most_price.hundredths) // unit
            rows.append(Row("price", columns, weights, upper=most))
        upper = [1] * len(useful)
        if self._wishes.most_price is not None or self._wishes.no_dearer:
            # What a bundle of unknown price costs can't be held against anything.
            upper = [int(self._market.courses[course_id].price is not None) for course_id in useful]
        return _Model([0] * len(useful), upper, rows, take)

    def _weighing(self, take: Mapping[str, int]) -> tuple[list[int], list[int], int]:
        """Give the courses' columns, what each adds to the price, and the unit that this is in."""
        weigh = {
            column: weight_in(self._market.courses[course_id], self._wishes.discount)
            for course_id, column in take.items()
        }
        columns = [column for column, weight in weigh.items() if weight]
        unit = math.gcd(*weigh.values()) or 1
        return columns, [weigh[column] // unit for column in columns], unit

    def _cost_no_more(self, model: _Model, places: Sequence[int]) -> None:
        """A bundle costs each buyer no more than the buyer's best plan, or the buyer is missed.

        A column for each price of a plan says whether the bundle costs no more than that. They go down step
        by step, so that one row holds the bundle's price under all of them.
        """
        columns, weights, unit = self._weighing(model.take)
        levels: dict[int, list[int]] = {}
        for place in places:
            single = self._market.buyers[place].single_price
            if single is None:
                model.lower[model.missed[place]] = 1
            else:
                levels.setdefault(most_weight(single.hundredths) // unit, []).append(place)
        if not levels:
            return
        prices = sorted(levels, reverse=True)
        before: int | None = None
        for dearer, price in pairwise(prices):
            under = model.column()
            columns.append(under)
            weights.append(dearer - price)
            if before is not None:
                model.rows.append(Row("step by step", [under, before], [1, -1], upper=0))
            for place in levels[price]:
                model.rows.append(Row("no dearer", [model.missed[place], under], [1, 1], lower=1))
            before = under
        model.rows.append(Row("price", columns, weights, upper=prices[0]))

    def _cover(self, model: _Model, place: int) -> None:
        """A buyer's needs are all met, or the buyer is missed."""
        buyer = self._market.buyers[place]
        model.missed[place] = missed = model.column()
        givers: list[tuple[int | None, Sequence[Figures]]] = [(None, [done]) for done in buyer.unassigned]
        givers += [(model.take[course_id], buyer.gives[course_id]) for course_id in sorted(buyer.gives)]
        terms: dict[Subcategory, list[tuple[int, int]]] = {at: [] for at in buyer.needs}
        for take, starts in givers:
            for column, figures in self._ways(model, buyer, take, starts):
                for at, figure in figures.items():
                    terms[at].append((column, figure // self._unit))
        for at, need in buyer.needs.items():
            left = need // self._unit
            entries = [*((column, min(figure, left)) for column, figure in terms[at]), (missed, left)]
            model.rows.append(Row("cover", [c for c, _ in entries], [a for _, a in entries], lower=left))

    def _ways(
        self, model: _Model, buyer: Buyer, take: int | None, starts: Sequence[Figures]
    ) -> list[tuple[int, Figures]]:
        """Give the columns that make something count for a buyer, each with what it then gives."""
        parts = [part for figures in starts for part in ways_of(buyer, figures)]
        if take is not None and len(parts) < 2:  # noqa: PLR2004 - nothing to decide
            return [(take, part) for part in parts]
        ways = [(model.column(), part) for part in parts]
        entries = [(column, 1) for column, _ in ways]
        if take is None:
            model.rows.append(Row("one way", [c for c, _ in entries], [1] * len(entries), upper=1))
        else:
            entries.append((take, -1))
            model.rows.append(Row("one way", [c for c, _ in entries], [a for _, a in entries], upper=0))
        return ways


def _taken(model: _Model, values: Sequence[int] | None) -> frozenset[str] | None:
    if values is None:
        return None
    return frozenset(course_id for course_id, column in model.take.items() if values[column])
