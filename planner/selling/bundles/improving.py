"""Chosen bundles made better step by step: cheaper for the same customers, a course dropped or swapped."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from planner.selling.bundles.pool import taken_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planner.selling.bundles.pool import Candidate, Pool
    from planner.selling.bundles.single import SingleBundle
    from planner.solving.clock import Clock


def thinned(pool: Pool, course_ids: Iterable[str]) -> Candidate:
    """Drop the courses without which a bundle covers everybody whom it covers with them, dearest first."""
    candidate = pool.look(tuple(course_ids))
    for course_id in sorted(candidate.course_ids, key=lambda one: (*_price(pool, one), one)):
        fewer = pool.look([kept for kept in candidate.course_ids if kept != course_id])
        if fewer.whom >= candidate.whom:
            candidate = fewer
    return pool.add(candidate.course_ids)


def _price(pool: Pool, course_id: str) -> tuple[bool, int]:
    """Order by price, dearest first, a price that isn't known before all."""
    price = pool.market.courses[course_id].price
    return (price is not None, 0 if price is None else -price.hundredths)


def cheaper_copies(pool: Pool, single: SingleBundle, candidates: Iterable[Candidate], clock: Clock) -> None:
    """Put the cheapest bundle for each of the candidates' customers into the pool, while there is time."""
    for candidate in candidates:
        if clock.is_up():
            return
        found = single.cheapest(candidate.whom, clock)
        if found is not None:
            thinned(pool, found)


def improved(
    pool: Pool, single: SingleBundle, chosen: Sequence[Candidate], clock: Clock
) -> tuple[Candidate, ...]:
    """Take every step that makes a choice better, until none does or time is up."""
    best = tuple(chosen)
    worth = pool.worth(best)
    while not clock.is_up():
        for other in chain(_for_fewer(pool, single, best, clock), _steps(pool, best)):
            if clock.is_up():
                return best
            if pool.worth(other) > worth:
                best = tuple(pool.add(candidate.course_ids) for candidate in other)
                worth = pool.worth(best)
                break
        else:
            return best
    return best


def _for_fewer(
    pool: Pool, single: SingleBundle, chosen: Sequence[Candidate], clock: Clock
) -> Iterator[tuple[Candidate, ...]]:
    """Put each bundle's place to the cheapest for those who take it, or whom it alone covers."""
    taken = taken_by(chosen)
    for number, candidate in enumerate(chosen):
        others = chosen[:number] + chosen[number + 1 :] if isinstance(chosen, tuple) else ()
        elsewhere = frozenset(chain.from_iterable(other.whom for other in others))
        takers = frozenset(place for place, by in taken.items() if by is candidate)
        for wanted in {candidate.whom, takers, candidate.whom - elsewhere} - {frozenset()}:
            found = single.cheapest(wanted, clock)
            if found is not None:
                yield (*others, thinned(pool, found))


def _steps(pool: Pool, chosen: Sequence[Candidate]) -> Iterator[tuple[Candidate, ...]]:
    """Drop, add or swap one course of one bundle."""
    for number, candidate in enumerate(chosen):
        others = tuple(other for place, other in enumerate(chosen) if place != number)
        yield others
        for fewer in _without_one(candidate.course_ids):
            yield (*others, pool.look(fewer))
            for course_id in pool.market.courses:
                swapped = (*fewer, course_id)
                if course_id not in candidate.course_ids and pool.may_be(swapped):
                    yield (*others, pool.look(swapped))
        for course_id in pool.market.courses:
            more = (*candidate.course_ids, course_id)
            if course_id not in candidate.course_ids and pool.may_be(more):
                yield (*others, pool.look(more))


def _without_one(course_ids: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for left_out in course_ids:
        yield tuple(kept for kept in course_ids if kept != left_out)
