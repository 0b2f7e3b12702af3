"""With and without reductions the plan is the same: its status, its figures, its courses and what they serve.

Without them the solver gets the whole model, with nothing to start from, once for each aim, the earlier ones
held. Everything that is kept for larger models is tried on small ones here too.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.credits import Credits, Money
from planner.plan import Plan, Status
from planner.planning import make_plan
from planner.preferences import Goal
from planner.solving import alternatives, narrowing, search, shortfall
from planner.solving.optimise import Best, hold
from planner.solving.solver import minimise
from tests.bench.catalogs import TODAY, a_catalog, a_prescription
from tests.builders import preferences
from tests.property.cases import Case, case

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.catalog import Bundle, Catalog, Course
    from planner.solving.clock import Clock
    from planner.solving.goals import Aim
    from planner.solving.model import Model, Row

CASES, BLOCK = 80, 20
LARGER = 12
COURSES = 70
FURTHER = 300 if os.environ.get("HYPOTHESIS_PROFILE") == "deep" else 5


def reach_without(
    model: Model, wanted: Sequence[Aim], start: Sequence[int] | None, clock: Clock, extra: Sequence[Row] = ()
) -> Best | None:
    """Make the aims small one by one in the whole model."""
    rows, held, values = [*model.rows, *extra], [], start
    for aim in wanted:
        found = minimise(
            model.lower, model.upper, [*rows, *held], aim.weights, start=None, seconds=clock.left
        )
        if found.values is None:
            return None
        assert found.finished
        values = found.values
        held.append(hold(aim, aim.value(values)))
    return None if values is None else Best(tuple(values), proven=True, gap=0.0, rows=tuple(held))


def plan_of(made: Case) -> Plan | None:
    return make_plan(made.prescription, made.catalog, made.preferences, made.completed).plan


def same(made: Case, monkeypatch: pytest.MonkeyPatch) -> Plan | None:
    """Make the plan both ways, and give it."""
    patient = replace(made, preferences=replace(made.preferences, time_limit_s=120.0))
    with monkeypatch.context() as changed:
        changed.setattr(narrowing, "_FEW", 0)
        reduced = plan_of(patient)
    with monkeypatch.context() as changed:
        for room in (search, alternatives, shortfall):
            changed.setattr(room, "reach", reach_without)
        whole = plan_of(patient)
    assert reduced == whole
    return reduced


@pytest.mark.parametrize("first", range(1000, 1000 + CASES, BLOCK))
def test_a_small_plan_is_the_same(first: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(first, first + BLOCK):
        made = case(number, list(Goal)[number % len(Goal)])
        same(replace(made, preferences=replace(made.preferences, alternatives=number % 3)), monkeypatch)


def larger(number: int) -> Case:
    """Make a case of 70 courses in one to three disciplines, with a little of everything."""
    luck = random.Random(number)
    catalog = a_catalog(COURSES, seed=number, columns=33)
    disciplines = 1 + number % 3
    ids = [course.course_id for course in catalog.courses]
    wishes = preferences(
        list(Goal)[luck.choice((0, 0, 1, 2, 3))],
        share_disciplines=luck.random() < 0.25,
        allow_unknown_price=luck.random() < 0.5,
        pins=luck.sample(_open(catalog), luck.choice((0, 0, 1, 2))),
        exclusions=luck.sample(ids, luck.choice((0, 3))),
        alternatives=luck.choice((0, 0, 1)),
    )
    if luck.random() < 0.3:
        wishes = replace(wishes, budget=Money(luck.randint(60, 200) * 100))
    if luck.random() < 0.2:
        wishes = replace(wishes, margin=Credits(25), deadline=TODAY + timedelta(days=90))
    if wishes.pins & wishes.exclusions:
        wishes = replace(wishes, exclusions=frozenset())
    return Case(a_prescription(disciplines, seed=number), _less_known(catalog, luck), wishes)


def _open(catalog: Catalog) -> list[str]:
    return [c.course_id for c in catalog.courses if c.expires_on is None or c.expires_on >= TODAY]


def _less_known(catalog: Catalog, luck: random.Random) -> Catalog:
    """Forget some prices, put some courses on sale twice, and add a pass for all of a seller's courses."""
    courses: list[Course] = [
        replace(course, list_price=None if luck.random() < 0.1 else course.price)
        for course in catalog.courses
    ]
    for number in range(0, len(courses) - 1, 9):
        courses[number] = replace(courses[number], activity_id=f"same {number}")
        again = replace(courses[number], course_id=f"again {number}")
        courses[number + 1] = replace(again, list_price=courses[number + 1].list_price)
    ids = {course.course_id for course in courses}
    bundles: list[Bundle] = [
        replace(bundle, course_ids=tuple(part for part in bundle.course_ids if part in ids))
        for bundle in catalog.bundles
    ]
    seller = [course.course_id for course in courses if course.seller == courses[0].seller]
    whole = replace(bundles[0], bundle_id="pass", price=Money(6000), course_ids=tuple(seller))
    return replace(catalog, courses=tuple(courses), bundles=(*bundles, whole))


@pytest.mark.parametrize("number", range(LARGER))
def test_a_larger_plan_is_the_same(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    same(larger(number), monkeypatch)


@settings(max_examples=FURTHER)
@given(number=st.integers(LARGER, 10**6))
def test_other_larger_plans_are_the_same(number: int) -> None:
    with pytest.MonkeyPatch.context() as changed:
        same(larger(number), changed)


def test_the_larger_cases_hold_what_makes_planning_hard() -> None:
    seen: Counter[str] = Counter()
    for number in range(40):
        made = larger(number)
        wishes = made.preferences
        seen["several disciplines"] += len(made.prescription.disciplines) > 1
        seen["sharing"] += wishes.share_disciplines
        seen["pins"] += bool(wishes.pins)
        seen["budget"] += wishes.budget is not None
        seen["exclusions"] += bool(wishes.exclusions)
        seen["unknown prices"] += any(course.price is None for course in made.catalog.courses)
        seen["bundles"] += len(made.catalog.bundles) > 1
        activities = [course.activity for course in made.catalog.courses]
        seen["activities sold twice"] += len(set(activities)) < len(activities)
    assert min(seen.values()) >= 3, seen


def test_the_larger_cases_end_in_every_way() -> None:
    seen: Counter[str] = Counter()
    for number in range(LARGER):
        made = larger(number)
        wishes = replace(made.preferences, alternatives=0)
        plan = make_plan(made.prescription, made.catalog, wishes, tell_limits=False).plan
        if plan is None:
            seen["pins over the budget"] += 1
            continue
        seen["covered"] += plan.status is Status.COVERED
        seen["short"] += plan.status is Status.SHORTFALL
        seen["bundles bought"] += bool(plan.bundles)
        seen["unknown price bought"] += bool(plan.totals.price_unknown)
    assert min(seen[key] for key in ("covered", "short", "bundles bought", "unknown price bought")) >= 2, seen
