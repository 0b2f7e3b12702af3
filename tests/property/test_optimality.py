"""On random small cases the plan equals brute force, in every goal, covered or short, first or next best."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from planner.plan import Plan, Status
from planner.planning import make_plan
from planner.preferences import Goal
from tests.property.brute_force import best, next_best, value_of
from tests.property.cases import Case, case

CASES = 320
BLOCK = 40


def plan_of(made: Case) -> Plan | None:
    return make_plan(made.prescription, made.catalog, made.preferences, made.completed).plan


def value(plan: Plan) -> tuple[int, tuple[int, ...]]:
    return plan.short.hundredths, value_of(plan.totals, plan.preferences.goal)


@pytest.mark.parametrize("first", range(0, CASES, BLOCK))
@pytest.mark.parametrize("goal", Goal)
def test_the_plan_equals_brute_force(goal: Goal, first: int) -> None:
    for number in range(first, first + BLOCK):
        made = case(number, goal)
        plan, expected = plan_of(made), best(made)
        if plan is not None:
            assert expected is not None, number
            assert value(plan) == (expected.short, expected.value), number
            assert plan.proven_optimal, number
        elif expected is not None:
            # A pin that can't be kept in itself; brute force just leaves it out.
            assert made.preferences.pins, number


@pytest.mark.parametrize("first", range(0, 120, BLOCK))
def test_alternatives_equal_the_next_best_of_brute_force(first: int) -> None:
    for number in range(first, first + BLOCK):
        goal = list(Goal)[number % len(Goal)]
        made = case(number, goal)
        plan = plan_of(replace(made, preferences=replace(made.preferences, alternatives=3)))
        if plan is not None:
            values = [value_of(one.totals, goal) for one in (plan, *plan.alternatives)]
            assert values == [expected.value for expected in next_best(made, 3)], number


def test_without_time_there_is_a_checked_plan_that_is_no_better_than_the_best() -> None:
    for number in range(BLOCK):
        made = case(number)
        plan = plan_of(replace(made, preferences=replace(made.preferences, time_limit_s=0)))
        expected = best(made)
        if plan is not None and expected is not None:
            assert value(plan) >= (expected.short, expected.value), number
            assert not plan.proven_optimal or value(plan)[0] == expected.short, number


def test_the_cases_hold_everything_that_makes_planning_hard() -> None:
    seen: Counter[str] = Counter()
    for number in range(CASES // 2):
        made = case(number)
        plan = plan_of(made)
        wishes = made.preferences
        seen["budget"] += wishes.budget is not None
        seen["margin"] += bool(wishes.margin)
        seen["sharing"] += wishes.share_disciplines
        seen["pins"] += bool(wishes.pins)
        seen["exclusions"] += bool(wishes.exclusions)
        seen["completed"] += bool(made.completed)
        seen["several disciplines"] += len(made.prescription.disciplines) > 1
        if plan is not None:
            seen["covered"] += plan.status is Status.COVERED
            seen["short"] += plan.status is Status.SHORTFALL
            seen["bundles bought"] += bool(plan.bundles)
            seen["unknown price"] += bool(plan.totals.price_unknown)
            seen["limits told"] += bool(plan.limits)
    assert min(seen.values()) >= 5, seen
