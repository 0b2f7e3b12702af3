"""Where distributions change within the deadline, the days of the starts are part of the best plan."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from planner.catalog import Catalog
from planner.choices import Given, swaps, why
from planner.planning import make_plan
from planner.preferences import Goal
from tests.builders import course
from tests.property.brute_force import best, next_best, value_of
from tests.property.cases import Case, dated_case

if TYPE_CHECKING:
    from planner.plan import Plan

CASES = 240
BLOCK = 40


def plan_of(made: Case) -> Plan | None:
    return make_plan(made.prescription, made.catalog, made.preferences, made.completed).plan


def choice(plan: Plan | None) -> object:
    if plan is None:
        return None
    courses = [(p.course.course_id, frozenset(p.serves), p.take_from, p.take_by) for p in plan.courses]
    others = [(other.course_ids, other.started_on, other.totals) for other in plan.alternatives]
    return (sorted(courses, key=str), plan.totals, plan.short, others, plan.limits)


def numbered(first: int) -> list[tuple[int, Case]]:
    goals = list(Goal)
    return [
        (number, dated_case(number, goals[number % len(goals)])) for number in range(first, first + BLOCK)
    ]


@pytest.mark.parametrize("first", range(0, CASES, BLOCK))
def test_the_plan_equals_brute_force_over_all_sets_and_starts(first: int) -> None:
    for number, made in numbered(first):
        plan, expected = plan_of(made), best(made)
        if plan is not None:
            assert expected is not None, number
            told = (plan.short.hundredths, value_of(plan.totals, plan.preferences.goal))
            assert told == (expected.short, expected.value), number
            assert plan.proven_optimal, number


def test_the_alternatives_equal_brute_force_too() -> None:
    for number, made in numbered(0):
        plan = plan_of(replace(made, preferences=replace(made.preferences, alternatives=3)))
        if plan is not None:
            values = [value_of(one.totals, plan.preferences.goal) for one in (plan, *plan.alternatives)]
            assert values == [expected.value for expected in next_best(made, 3)], number


def test_neither_order_nor_useless_courses_change_a_day() -> None:
    started_later = 0
    for number, one in numbered(0):
        made = replace(one, preferences=replace(one.preferences, alternatives=2))
        luck = random.Random(number)
        useless = course("000 useless", {"BD/Procedures/DXA Scanning": 9}, price=None)
        courses = [*made.catalog.courses, useless]
        mixed = Catalog(
            tuple(
                replace(c, distributions=tuple(luck.sample(c.distributions, len(c.distributions))))
                for c in luck.sample(courses, len(courses))
            ),
            made.catalog.bundles,
        )
        plan = plan_of(made)
        assert choice(plan_of(replace(made, catalog=mixed))) == choice(plan), number
        started_later += plan is not None and any(
            p.take_from > max(plan.preferences.on, p.course.approved_from or plan.preferences.on)
            for p in plan.courses
        )
    assert started_later >= 5


def test_planning_with_the_preferences_of_an_offered_plan_gives_that_very_plan() -> None:
    for number, made in numbered(40):
        plan = plan_of(made)
        if plan is None:
            continue
        asked = Given(made.prescription, made.catalog, made.completed)
        offered = [swap.plan for one in swaps(plan, asked, 1).lists for swap in (*one.by_one, *one.by_two)]
        offered += [reason.without for reason in why(plan, asked).reasons if reason.without is not None]
        for other in offered:
            again = plan_of(replace(made, preferences=other.preferences))
            assert choice(again) == choice(replace(other, limits=again.limits if again else ())), number
