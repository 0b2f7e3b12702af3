"""On random small cases every choice offered equals what going through all plans one by one gives."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from planner.catalog import Catalog
from planner.checking.losses import what_a_loss_uncovers
from planner.choices import (
    Patience,
    different_plans,
    efficient_plans,
    safe_plan,
    sharing_saving,
    swaps,
    why,
    yield_of,
)
from planner.credits import Credits, Money
from planner.preferences import Goal
from planner.prescription import Prescription
from tests.property.brute_force import best, value_of
from tests.property.cases import Case, case
from tests.property.choices_by_hand import (
    FEW,
    different_by_hand,
    efficient_by_hand,
    given,
    goal_of,
    ids,
    measured,
    plan_of,
    safest_by_hand,
    swaps_by_hand,
    wishing,
    without_course,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planner.plan import Plan

# The budget of these is so tight that safety, or doing without a course, takes more than it.
TIGHT = (130, 163, 164, 175, 204, 205, 281, 288)
BLOCKS = (range(20), range(20, 40), range(40, 60), range(60, 80), TIGHT)
OTHERS = (Goal.CE_CREDITS, Goal.HOURS, Goal.COURSES)
NO_LIMIT = Money.of(100_000)


def chosen(plan: Plan) -> tuple[object, ...]:
    return plan.status, ids(plan), {bundle.bundle_id for bundle in plan.bundles}, plan.totals, plan.short


def value(plan: Plan, goal: Goal) -> tuple[int, tuple[int, ...]]:
    return plan.short.hundredths, value_of(plan.totals, goal)


# The trade-off


@pytest.mark.parametrize("numbers", [*BLOCKS, range(80, 100)], ids=str)
def test_efficient_plans_equal_full_enumeration(numbers: Sequence[int]) -> None:
    for number in numbers:
        made, against = case(number), OTHERS[number % len(OTHERS)]
        found = efficient_plans(given(made), made.preferences, against)
        assert found.complete, number
        if plan_of(made) is None:
            assert not found.plans, number
            continue
        expected = efficient_by_hand(made, against)
        assert [measured(plan, against) for plan in found.plans] == expected, number


@pytest.mark.parametrize("numbers", BLOCKS[1:], ids=str)
def test_planning_with_its_preferences_gives_the_plan_that_was_offered(numbers: Sequence[int]) -> None:
    for number in numbers:
        made = case(number, goal_of(number))
        against = OTHERS[number % len(OTHERS)]
        offered = [
            *efficient_plans(given(made), made.preferences, against).plans,
            *different_plans(given(made), made.preferences).plans,
        ]
        plan = plan_of(made)
        if plan is not None:
            lists = swaps(plan, given(made), 1).lists
            offered += [swap.plan for one in lists for swap in (*one.by_one, *one.by_two)]
            offered += [r.without for r in why(plan, given(made)).reasons if r.without is not None]
        for other in offered:
            again = plan_of(replace(made, preferences=other.preferences))
            assert again is not None, number
            assert chosen(again) == chosen(other), number
            assert again.proven_optimal is other.proven_optimal is True, number


# Different plans


@pytest.mark.parametrize("numbers", BLOCKS, ids=str)
def test_different_plans_are_the_best_that_are_so_far_apart(numbers: Sequence[int]) -> None:
    for number in numbers:
        goal, apart = goal_of(number), 1 + number % 2
        made = case(number, goal)
        found = different_plans(given(made), made.preferences, FEW, apart)
        assert found.complete, number
        if not found.plans:
            assert plan_of(made) is None, number
            continue
        expected = different_by_hand(made, FEW, apart)
        assert [value(plan, goal) for plan in found.plans] == expected, number


# Why, and swaps


@pytest.mark.parametrize("numbers", BLOCKS, ids=str)
def test_why_is_confirmed_by_planning_without_each_course(numbers: Sequence[int]) -> None:
    for number in numbers:
        made = case(number, goal_of(number))
        plan = plan_of(made)
        if plan is None:
            continue
        reasons = why(plan, given(made))
        assert reasons.complete, number
        assert [reason.planned for reason in reasons.reasons] == list(plan.courses), number
        for reason in reasons.reasons:
            course_id = reason.planned.course.course_id
            without = without_course(made, course_id)
            expected = best(without)
            assert expected is not None, number
            if reason.over_budget:
                assert expected.short > plan.short.hundredths, number
                without = wishing(without, budget=NO_LIMIT, goal=Goal.COST)
                expected = best(without)
                assert expected is not None, number
                assert reason.irreplaceable is False, number
            assert reason.without is not None, number
            found = value(reason.without, without.preferences.goal)
            assert found == (expected.short, expected.value), number
            assert reason.irreplaceable is (expected.short > plan.short.hundredths), number
            assert reason.pinned or reason.lacking, number


@pytest.mark.parametrize("numbers", BLOCKS, ids=str)
def test_swaps_are_the_best_of_all_that_keep_the_other_courses(numbers: Sequence[int]) -> None:
    for number in numbers:
        goal = goal_of(number)
        made = case(number, goal)
        plan = plan_of(made)
        if plan is None:
            continue
        found = swaps(plan, given(made), FEW)
        assert found.complete, number
        for one in found.lists:
            expected = swaps_by_hand(made, plan, one.course.course_id)
            assert [value_of(s.plan.totals, goal) for s in one.by_one] == expected[0] + expected[1], number
            assert [value_of(s.plan.totals, goal) for s in one.by_two] == expected[2], number
            for swap in (*one.by_one, *one.by_two):
                kept = ids(plan) - {one.course.course_id}
                assert ids(swap.plan) == kept | {course.course_id for course in swap.take}, number
                assert swap.plan.short <= plan.short, number


# Safety


@pytest.mark.parametrize("numbers", BLOCKS, ids=str)
def test_the_safe_plan_survives_each_loss_and_is_the_best_that_does(numbers: Sequence[int]) -> None:
    for number in numbers:
        made = case(number, goal_of(number))
        plan = plan_of(made)
        if plan is None:
            continue
        safe = safe_plan(plan, given(made))
        assert safe.complete, number
        expected = safest_by_hand(made)
        assert expected is not None, number
        if expected[0] and made.preferences.budget is not None:
            made = wishing(made, budget=NO_LIMIT, goal=Goal.COST)
            expected = safest_by_hand(made)
            assert expected is not None, number
        if safe.plan is None:
            assert Credits.total(s.credits for s in safe.in_the_way).hundredths == expected[0] > 0, number
        else:
            assert (0, value_of(safe.plan.totals, made.preferences.goal)) == expected, number
            assert not what_a_loss_uncovers(safe.plan), number


def test_what_a_loss_leaves_of_a_safe_plan_covers_several_disciplines_planned_anew() -> None:
    seen = 0
    for number in range(60):
        made = wishing(case(number, goal_of(number)), budget=None)
        plan = plan_of(made)
        safe = None if plan is None else safe_plan(plan, given(made)).plan
        if safe is None or len({row.subcategory.discipline for row in safe.coverage}) < 2:
            continue
        wishes = replace(made.preferences, pins=frozenset())
        for lost in safe.courses:
            left = Catalog(tuple(item.course for item in safe.courses if item is not lost))
            anew = plan_of(replace(made, catalog=left, preferences=wishes))
            assert anew is not None, number
            assert not anew.short, (number, lost.course.course_id)
            seen += 1
    assert seen > 20


# Sharing, yield, order


def test_sharing_saves_what_planning_with_it_shows() -> None:
    seen = 0
    for number in range(80):
        made = wishing(case(number), share_disciplines=False)
        plan = plan_of(made)
        if plan is None or len(made.prescription.disciplines) < 2:
            continue
        saving = sharing_saving(plan, given(made))
        shared = plan_of(wishing(made, share_disciplines=True))
        assert shared is not None
        if saving is None:
            assert value(shared, Goal.COST)[:1] == value(plan, Goal.COST)[:1], number
            assert shared.totals.price >= plan.totals.price, number
        else:
            seen += 1
            assert chosen(saving.plan) == chosen(shared), number
            assert value(shared, Goal.COST) < value(plan, Goal.COST), number
    assert seen >= 3


def test_the_parts_of_the_yield_add_up_to_the_plan() -> None:
    for number in range(60):
        plan = plan_of(case(number))
        if plan is None:
            continue
        worth = yield_of(plan)
        counted = Credits.total(
            min(row.planned, (row.required + row.margin - row.completed).or_zero()) for row in plan.coverage
        )
        assert worth.counted == counted, number
        assert worth.targeted == plan.totals.targeted_credits, number
        assert all(part.beyond.hundredths >= 0 for part in worth.courses), number


@pytest.mark.parametrize("number", range(0, 60, 5))
def test_the_order_of_rows_changes_no_choice(number: int) -> None:
    made = case(number, goal_of(number))
    luck = random.Random(number)

    def mixed(items: Iterable[object]) -> tuple[object, ...]:
        items = list(items)
        luck.shuffle(items)
        return tuple(items)

    other = Case(
        Prescription(mixed(made.prescription.rows)),  # type: ignore[arg-type]
        Catalog(mixed(made.catalog.courses), mixed(made.catalog.bundles)),  # type: ignore[arg-type]
        made.preferences,
        mixed(made.completed),  # type: ignore[arg-type]
    )
    assert everything_offered(other) == everything_offered(made)


def everything_offered(made: Case) -> list[object]:
    fronts = [efficient_plans(given(made), made.preferences, against) for against in OTHERS]
    offered: list[object] = [[chosen(plan) for plan in front.plans] for front in fronts]
    offered.append([chosen(p) for p in different_plans(given(made), made.preferences).plans])
    plan = plan_of(made)
    if plan is None:
        return offered
    reasons = {r.planned.course.course_id: r for r in why(plan, given(made)).reasons}
    offered.append({key: (frozenset(r.lacking), r.difference, r.over_budget) for key, r in reasons.items()})
    offered.append(
        {
            one.course.course_id: [[c.course_id for c in s.take] for s in (*one.by_one, *one.by_two)]
            for one in swaps(plan, given(made)).lists
        }
    )
    safe = safe_plan(plan, given(made))
    offered += [safe.plan and chosen(safe.plan), safe.over_budget, bool(safe.in_the_way)]
    return offered


def test_the_cases_hold_everything_that_makes_choosing_hard() -> None:
    seen: Counter[str] = Counter()
    for number in (*range(30), *TIGHT):
        made = case(number, goal_of(number))
        plan = plan_of(made)
        if plan is None:
            continue
        front = efficient_plans(given(made), made.preferences)
        seen["several efficient plans"] += len(front.plans) > 1
        seen["plans that differ"] += len(different_plans(given(made), made.preferences).plans) > 1
        reasons = why(plan, given(made)).reasons
        seen["irreplaceable"] += any(reason.irreplaceable for reason in reasons)
        seen["replaceable for more money"] += any(reason.over_budget for reason in reasons)
        lists = swaps(plan, given(made)).lists
        seen["swaps by one"] += any(one.by_one for one in lists)
        seen["swaps by two"] += any(one.by_two for one in lists)
        safe = safe_plan(plan, given(made))
        seen["safe"] += safe.plan is not None and bool(safe.plan.courses)
        seen["safe over budget"] += bool(safe.over_budget)
        seen["not to be made safe"] += bool(safe.in_the_way)
    assert min(seen.values()) >= 3, seen


@pytest.mark.parametrize("calls", [1, 2, 3, 5, 8, 13, 21, 34])
def test_stopping_at_any_point_gives_checked_plans_and_says_that_they_are_not_all(calls: int) -> None:
    for number in (*range(12), *TIGHT):
        made, left = case(number, goal_of(number)), [0]

        def should_stop(left: list[int] = left) -> bool:
            left[0] -= 1
            return left[0] < 0

        patience = Patience(should_stop=should_stop)
        left[0] = calls
        cheap = case(number)
        front = efficient_plans(given(cheap), cheap.preferences, patience=patience)
        assert front.complete or left[0] < 0, number
        found = {measured(plan, Goal.CE_CREDITS) for plan in front.plans}
        assert found <= set(efficient_by_hand(cheap, Goal.CE_CREDITS)), number
        plan = plan_of(made)
        if plan is None:
            continue
        for work in (why, swaps, safe_plan):
            left[0] = calls
            assert work(plan, given(made), patience=patience).complete or left[0] < 0, number
        left[0] = calls
        different = different_plans(given(made), made.preferences, patience=patience)
        assert different.plans, number
