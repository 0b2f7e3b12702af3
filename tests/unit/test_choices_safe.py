"""Plans that survive the loss of any one course."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from planner.checking.losses import confirm_safe, what_a_loss_uncovers
from planner.choices import Given, Patience, safe_plan
from planner.choices import safe as room
from planner.credits import Credits, Money
from planner.demo import demo_cases, demo_catalog
from planner.faults import CheckFailed
from planner.plan import Status
from planner.planning import make_plan
from planner.reading import read_prescriptions
from tests.builders import (
    BODY,
    CARE,
    NECK,
    bundle,
    catalog,
    course,
    done,
    preferences,
    prescribe,
    subcategory,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.catalog import Bundle, Course
    from planner.choices import SafePlan
    from planner.plan import Plan
    from planner.preferences import Preferences
    from planner.prescription import CompletedActivity

A = course("a", {BODY: 2}, price=10)
B = course("b", {BODY: 1}, price=4)
C = course("c", {BODY: 1}, price=5)


def safe_of(
    needs: Mapping[str, float],
    *items: Course | Bundle,
    wishes: Preferences | None = None,
    completed: Sequence[CompletedActivity] = (),
    patience: Patience | None = None,
) -> SafePlan:
    asked = Given(prescribe(needs), catalog(*items), completed)
    plan = make_plan(asked.prescription, asked.catalog, wishes or preferences(), completed).plan
    assert plan is not None
    return safe_plan(plan, asked, patience=patience or Patience())


def ids(plan: Plan | None) -> list[str]:
    assert plan is not None
    return [planned.course.course_id for planned in plan.courses]


def test_the_cheapest_plan_that_survives_any_one_loss_and_what_it_costs() -> None:
    safe = safe_of({BODY: 2}, A, B, C, course("dear", {BODY: 2}, price=50))
    assert ids(safe.plan) == ["a", "b", "c"]
    assert safe.difference is not None
    assert safe.difference.price == Money.of(10)
    assert safe.complete


def test_each_loss_leaves_everything_covered() -> None:
    safe = safe_of({BODY: 2}, A, B, C)
    assert safe.plan is not None
    assert safe.plan.status is Status.COVERED
    assert what_a_loss_uncovers(safe.plan) == {}


def test_what_a_loss_uncovers_is_told_by_course() -> None:
    plan = make_plan(prescribe({BODY: 2}), catalog(A), preferences()).plan
    assert plan is not None
    assert what_a_loss_uncovers(plan) == {"a": {subcategory(BODY): 200}}
    with pytest.raises(CheckFailed, match="without 'a'"):
        confirm_safe(plan)


def test_where_it_cannot_be_had_the_needs_in_the_way_are_told() -> None:
    safe = safe_of({BODY: 2, CARE: 1}, A, B, C, course("only", {CARE: 1}))
    assert safe.plan is None
    assert [(s.subcategory, s.credits) for s in safe.in_the_way] == [(subcategory(CARE), Credits.of(1))]
    assert safe.complete


def test_a_budget_in_the_way_is_told_with_what_it_takes() -> None:
    safe = safe_of({BODY: 2}, A, B, C, wishes=preferences(budget=10))
    assert ids(safe.plan) == ["a", "b", "c"]
    assert safe.over_budget == Money.of(9)


def test_one_activity_under_two_numbers_is_no_safety() -> None:
    twins = [course(f"t{n}", {BODY: 2}, activity_id="same") for n in (1, 2)]
    assert safe_of({BODY: 2}, *twins).plan is None


def test_completed_ce_does_not_fall_away() -> None:
    safe = safe_of({BODY: 2}, B, C, completed=[done("elsewhere", {BODY: 1})])
    assert ids(safe.plan) == ["b", "c"]
    assert safe_of({BODY: 1}, B, completed=[done("elsewhere", {BODY: 1})]).plan is not None


def test_a_bundle_stays_bought_when_one_of_its_courses_falls_away() -> None:
    parts = [course(f"p{number}", {BODY: 1}, price=20) for number in range(3)]
    safe = safe_of({BODY: 2}, *parts, bundle("set", *(part.course_id for part in parts), price=30))
    assert ids(safe.plan) == ["p0", "p1", "p2"]
    assert safe.plan is not None
    assert safe.plan.totals.price == Money.of(30)


def test_a_course_counts_for_one_discipline_in_the_safe_plan_too() -> None:
    both = [course(f"c{number}", {BODY: 1, NECK: 1}) for number in range(4)]
    assert len(ids(safe_of({BODY: 1, NECK: 1}, *both).plan)) == 4
    assert safe_of({BODY: 1, NECK: 1}, *both[:3]).plan is None
    sharing = safe_of({BODY: 1, NECK: 1}, *both, wishes=preferences(share_disciplines=True))
    assert len(ids(sharing.plan)) == 2


def test_over_several_disciplines_each_loss_is_survived_by_planning_anew() -> None:
    both = [course(f"c{number}", {BODY: 1, NECK: 1}, price=number) for number in range(1, 5)]
    own = [course("n", {NECK: 2}, price=2), course("b", {BODY: 0.5, CARE: 1}), course("k", {CARE: 1})]
    needs = {BODY: 1, NECK: 1, CARE: 1}
    demo = read_prescriptions([next(c for c in demo_cases() if c.key == "two-credentials").source]).value[0]
    for asked in (
        Given(prescribe(needs), catalog(*both, *own)),
        Given(demo, demo_catalog().value),
    ):
        plan = make_plan(asked.prescription, asked.catalog, preferences()).plan
        assert plan is not None
        assert len(asked.prescription.disciplines) > 1
        safe = safe_plan(plan, asked).plan
        assert safe is not None
        for lost in safe.courses:
            left = [p.course for p in safe.courses if p.course is not lost.course]
            anew = make_plan(asked.prescription, catalog(*left), preferences()).plan
            assert anew is not None
            assert anew.status is Status.COVERED, lost.course.course_id


def test_a_margin_survives_too() -> None:
    assert safe_of({BODY: 1}, B, C).plan is not None
    assert safe_of({BODY: 1}, B, C, wishes=preferences(margin=0.25)).plan is None


def test_no_time_means_no_answer() -> None:
    safe = safe_of({BODY: 2}, A, B, C, patience=Patience(seconds=0))
    assert (safe.plan, safe.in_the_way, safe.complete) == (None, (), False)


def test_a_plan_that_does_not_survive_is_never_given(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = room.plan_with_pins

    def planted(*found: object) -> Plan:
        plan = honest(*found)  # type: ignore[arg-type]
        return replace(plan, courses=plan.courses[1:])

    monkeypatch.setattr(room, "plan_with_pins", planted)
    with pytest.raises(CheckFailed):
        safe_of({BODY: 2}, A, B, C)
