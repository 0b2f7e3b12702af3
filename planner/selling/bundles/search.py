"""The search for the best N bundles: everything gone through where that is possible, else by a bound."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from planner.phrases import count
from planner.selling.bundles.bounding import Bounding
from planner.selling.bundles.improving import cheaper_copies, improved
from planner.selling.bundles.master import choose
from planner.selling.bundles.pool import Pool
from planner.selling.bundles.single import SingleBundle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from planner.selling.bundles.market import Market
    from planner.selling.bundles.pool import Candidate
    from planner.selling.bundles.wishes import BundleWishes
    from planner.solving.clock import Clock

# So many sets of courses are looked at in about a second.
_FEW_ENOUGH = 20_000
# Of the time, so much may go into covering as many customers as can be; the rest saves them money.
_FOR_CUSTOMERS = 0.75


@dataclass(frozen=True, slots=True)
class BundlesChosen:
    """What the search found. ``at_most``: no choice covers more customers than that."""

    chosen: tuple[Candidate, ...]
    at_most: int
    customers_proven: bool
    saved_proven: bool


def search(
    market: Market,
    wishes: BundleWishes,
    known: Iterable[Sequence[str]],
    clock: Clock,
    say: Callable[[str], None],
) -> BundlesChosen:
    """Look for the best bundles. ``known`` are courses that go together, to begin with.

    Raises:
        SolverFault: the solver ended without an answer.
    """
    pool = Pool(market, wishes)
    size = min(wishes.size, len(market.courses))
    sets = sum(math.comb(len(market.courses), courses) for courses in range(1, size + 1))
    if sets <= _FEW_ENOUGH:
        say(f"Looking at every possible bundle: {sets:,}")
        for courses in range(1, size + 1):
            for course_ids in combinations(market.courses, courses):
                pool.add(course_ids)
        choice = choose(market.buyers, pool.undominated(), wishes.number, clock)
        customers = pool.worth(choice.chosen)[0]
        at_most = customers if choice.customers_proven else sum(b.customers for b in market.buyers)
        return BundlesChosen(choice.chosen, at_most, choice.customers_proven, choice.saved_proven)
    return _large(pool, known, clock, say)


def _large(
    pool: Pool, known: Iterable[Sequence[str]], clock: Clock, say: Callable[[str], None]
) -> BundlesChosen:
    market, number = pool.market, pool.wishes.number
    single = SingleBundle(market, pool.wishes)
    say("Looking for bundles that cover many customers")
    for course_ids in known:
        # What nobody needs isn't among the market's courses.
        useful = [course_id for course_id in course_ids if course_id in market.courses]
        if pool.may_be(useful):
            pool.add(useful)
    bounded = Bounding(pool, single, clock.share(_FOR_CUSTOMERS), say).run()
    say(f"Bundles for {count(bounded.customers, 'customer')} found; looking for cheaper ones")
    best = improved(pool, single, bounded.chosen, clock)
    cheaper_copies(pool, single, pool.undominated(), clock.share(1 / 2))
    choice = choose(market.buyers, pool.undominated(), number, clock)
    best = max((best, choice.chosen), key=pool.worth)
    best = improved(pool, single, best, clock)
    customers = pool.worth(best)[0]
    at_most = max(bounded.at_most, customers)
    return BundlesChosen(best, at_most, customers_proven=customers >= at_most, saved_proven=False)
