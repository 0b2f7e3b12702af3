"""On random small cases the bundles equal every choice gone through; the large way equals the small one."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from planner.credits import Money
from planner.preferences import Goal
from planner.selling.answering import answer_queue
from planner.selling.bundles import BundleWishes, find_bundles, search
from planner.selling.customers import Group, Queue
from planner.selling.discounts import Percent
from tests.builders import prescribe
from tests.property.brute_force import best, is_covered
from tests.property.cases import Case, case, dated_case

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.catalog import Course, Distribution
    from planner.preferences import Preferences
    from planner.selling.answering import QueueAnswer
    from planner.selling.bundles import FoundBundles

CASES = 80
BLOCK = 20
DISCOUNTS = ("0", "10", "33.33", "50", "100")


@dataclass(frozen=True)
class Shop:
    """Several customers at one catalog, and what bundles are wished for."""

    customers: tuple[tuple[Case, int], ...]
    wishes: BundleWishes

    @cached_property
    def answer(self) -> QueueAnswer:
        """Plan for each of them."""
        groups = [Group(made.prescription, made.completed, times) for made, times in self.customers]
        number_of = [number for number, group in enumerate(groups) for _ in range(group.customers)]
        queue = Queue(tuple(groups), [f"id {n}" for n in range(len(number_of))], number_of)
        return answer_queue(queue, self.case.catalog, self.case.preferences)

    @property
    def case(self) -> Case:
        """Give what they have in common."""
        return self.customers[0][0]

    def found(self) -> FoundBundles:
        """Choose bundles."""
        return find_bundles(self.answer, self.case.catalog, self.case.preferences, self.wishes)


def shop(number: int, make: Callable[[int, Goal], Case] = case) -> Shop:
    """Make a shop: up to 7 courses, 1 to 5 groups of customers, at most 2 bundles of at most 3 courses."""
    luck = random.Random(f"shop {number}")
    base = make(number, Goal.COST)
    courses = base.catalog.courses[:7]
    kept = {course.course_id for course in courses}
    bundles = tuple(bundle for bundle in base.catalog.bundles if kept.issuperset(bundle.course_ids))
    wishes = base.preferences
    wishes = replace(wishes, pins=wishes.pins & kept)
    if wishes.sellers - {course.seller for course in courses}:
        wishes = replace(wishes, sellers=frozenset())
    base = replace(base, catalog=replace(base.catalog, courses=courses, bundles=bundles), preferences=wishes)
    rows = sorted({"/".join(_path(row)) for course in courses for row in course.distributions})
    customers = []
    for _ in range(luck.randint(3, 7)):
        needs = luck.sample(rows, min(len(rows), luck.choice((1, 1, 2, 3))))
        prescription = prescribe({row: luck.randint(1, 6) / 4 for row in needs})
        completed = base.completed if luck.random() < 0.5 else ()
        customers.append((replace(base, prescription=prescription, completed=completed), luck.randint(1, 3)))
    asked = BundleWishes(
        luck.choice((1, 2, 2)),
        luck.choice((1, 2, 3)),
        Percent.of(luck.choice(DISCOUNTS)),
        most_price=Money.of(luck.choice((5, 8.5, 14))) if luck.random() < 0.2 else None,
        no_dearer=luck.random() < 0.25,
    )
    return Shop(tuple(customers), asked)


def _path(row: Distribution) -> tuple[str, str, str]:
    return row.subcategory.discipline, row.subcategory.category, row.subcategory.name


def best_of_all(made: Shop) -> tuple[int, int]:
    """Go through every choice of bundles; give the most customers covered, then the most cents saved."""
    wishes, given = made.wishes, made.case.preferences
    usable = [c for c in made.case.catalog.courses if c.price is not None or given.allow_unknown_price]
    sets = [
        chosen
        for size in range(1, wishes.size + 1)
        for chosen in combinations(usable, size)
        if len({course.activity for course in chosen}) == size
    ]
    prices = [_price(chosen, wishes.discount) for chosen in sets]
    singles = [_single(one) for one, _ in made.customers]
    free = [replace(one, preferences=_without_money(one)) for one, _ in made.customers]
    waiting = [place for place, one in enumerate(free) if not is_covered(one, ())]
    covers = [
        [
            place
            for place in waiting
            if _as_wished(price, singles[place], wishes) and is_covered(free[place], chosen)
        ]
        for chosen, price in zip(sets, prices, strict=True)
    ]
    worth = (0, 0)
    for number in range(1, wishes.number + 1):
        for choice in combinations(range(len(sets)), number):
            paid: dict[int, tuple[int, int]] = {}
            for one in choice:
                for place in covers[one]:
                    paid[place] = min(prices[one], paid.get(place, prices[one]))
            customers = saved = 0
            for place, (unknown, cents) in paid.items():
                times, single = made.customers[place][1], singles[place]
                customers += times
                saved += 0 if unknown or single is None else times * max(0, single - cents)
            worth = max(worth, (customers, saved))
    return worth


def _as_wished(price: tuple[int, int], single: int | None, wishes: BundleWishes) -> bool:
    unknown, cents = price
    cheap = wishes.most_price is None or (not unknown and cents <= wishes.most_price.hundredths)
    return cheap and (not wishes.no_dearer or (not unknown and single is not None and cents <= single))


def _price(chosen: tuple[Course, ...], discount: Percent) -> tuple[int, int]:
    cents = sum(course.price.hundredths for course in chosen if course.price is not None)
    twice = 2 * cents * (10_000 - discount.hundredths)
    return sum(course.price is None for course in chosen), (twice + 10_000) // 20_000


def _single(made: Case) -> int | None:
    plan = best(made)
    if plan is None or plan.short or plan.value[0]:
        return None
    return plan.value[1]


def _without_money(made: Case) -> Preferences:
    return replace(made.preferences, budget=None, pins=frozenset(), allow_unknown_price=True)


@pytest.mark.parametrize("make", [case, dated_case])
@pytest.mark.parametrize("first", range(0, CASES, BLOCK))
def test_the_bundles_equal_every_choice_gone_through(first: int, make: Callable[[int, Goal], Case]) -> None:
    for number in range(first, first + BLOCK):
        made = shop(number, make)
        found = made.found()
        if any(answer is None or answer.status is None for answer in made.answer.answers):
            continue
        assert found.value is not None
        worth = (found.counted, found.value.saved.hundredths)
        assert worth == best_of_all(made), number
        assert found.customers_proven, number
        assert found.saved_proven, number
        assert found.gap == 0, number


@pytest.mark.parametrize("make", [case, dated_case])
def test_the_way_for_large_queues_covers_as_many(
    monkeypatch: pytest.MonkeyPatch, make: Callable[[int, Goal], Case]
) -> None:
    monkeypatch.setattr(search, "_FEW_ENOUGH", -1)
    for number in range(0, CASES, 2):
        made = shop(number, make)
        found = made.found()
        expected = best_of_all(made)
        if any(answer is None or answer.status is None for answer in made.answer.answers):
            continue
        assert found.value is not None
        assert found.counted == expected[0], number
        assert found.customers_proven, number
        assert found.value.saved.hundredths == expected[1], number
