"""The trade-off and the truly different plans, each in a case small enough to see."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planner.choices import Given, Patience, different_plans, efficient_plans
from planner.planning import make_plan
from planner.preferences import Goal
from tests.builders import BODY, CARE, catalog, course, done, need, preferences, prescribe, prescription

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.catalog import Bundle, Course
    from planner.plan import Plan

CHEAP_AND_LONG = course("cheap", {BODY: 2}, price=10, ce=8, hours=2)
BETWEEN = course("between", {BODY: 2}, price=20, ce=5, hours=9)
DEAR_AND_SHORT = course("dear", {BODY: 2}, price=30, ce=2, hours=3)
WORSE_IN_BOTH = course("worse", {BODY: 2}, price=25, ce=6, hours=9)


def given(needs: Mapping[str, float], *items: Course | Bundle) -> Given:
    return Given(prescribe(needs), catalog(*items))


def ids(plan: Plan) -> list[str]:
    return [planned.course.course_id for planned in plan.courses]


def test_efficient_plans_run_from_the_cheapest_to_the_fewest_ce_credits() -> None:
    asked = given({BODY: 2}, WORSE_IN_BOTH, DEAR_AND_SHORT, BETWEEN, CHEAP_AND_LONG)
    found = efficient_plans(asked, preferences())
    assert [ids(plan) for plan in found.plans] == [["cheap"], ["between"], ["dear"]]
    assert found.complete
    assert found.against is Goal.CE_CREDITS


def test_the_other_goal_can_be_hours_or_courses() -> None:
    asked = given({BODY: 2}, DEAR_AND_SHORT, BETWEEN, CHEAP_AND_LONG)
    assert [ids(plan) for plan in efficient_plans(asked, preferences(), Goal.HOURS).plans] == [["cheap"]]
    halves = course("a", {BODY: 1}, price=1), course("b", {BODY: 1}, price=1)
    asked = given({BODY: 2}, DEAR_AND_SHORT, *halves)
    found = efficient_plans(asked, preferences(), Goal.COURSES)
    assert [ids(plan) for plan in found.plans] == [["a", "b"], ["dear"]]


def test_cost_against_cost_makes_no_sense() -> None:
    with pytest.raises(ValueError, match="cost"):
        efficient_plans(given({BODY: 2}, BETWEEN), preferences(), Goal.COST)


def test_the_preferences_of_an_efficient_plan_ask_for_it() -> None:
    asked = given({BODY: 2}, DEAR_AND_SHORT, BETWEEN, CHEAP_AND_LONG)
    between = efficient_plans(asked, preferences()).plans[1]
    assert between.preferences == preferences(Goal.CE_CREDITS, budget=20)
    assert make_plan(asked.prescription, asked.catalog, between.preferences).plan == between


def test_a_budget_ends_the_trade_off() -> None:
    asked = given({BODY: 2}, DEAR_AND_SHORT, BETWEEN, CHEAP_AND_LONG)
    found = efficient_plans(asked, preferences(budget=20))
    assert [ids(plan) for plan in found.plans] == [["cheap"], ["between"]]


def test_an_unknown_price_is_dearer_than_a_known_one_and_only_taken_where_allowed() -> None:
    unknown = course("unknown", {BODY: 2}, price=None, ce=1)
    asked = given({BODY: 2}, CHEAP_AND_LONG, unknown)
    assert [ids(plan) for plan in efficient_plans(asked, preferences()).plans] == [["cheap"]]
    found = efficient_plans(asked, preferences(allow_unknown_price=True))
    assert [ids(plan) for plan in found.plans] == [["cheap"], ["unknown"]]
    assert found.plans[1].preferences.pins == {"unknown"}


def test_in_a_shortfall_the_trade_off_is_among_plans_that_cover_most() -> None:
    asked = given({BODY: 5, CARE: 1}, CHEAP_AND_LONG, DEAR_AND_SHORT, course("care", {CARE: 1}, price=1))
    found = efficient_plans(asked, preferences())
    assert [ids(plan) for plan in found.plans] == [["cheap", "dear", "care"]]
    assert str(found.plans[0].short) == "1"


def test_each_plan_is_told_when_it_is_found_and_progress_in_words() -> None:
    asked = given({BODY: 2}, DEAR_AND_SHORT, BETWEEN, CHEAP_AND_LONG)
    heard: list[str] = []
    told: list[list[str]] = []
    efficient_plans(
        asked,
        preferences(),
        patience=Patience(on_progress=heard.append),
        on_plan=lambda plan: told.append(ids(plan)),
    )
    assert told == [["cheap"], ["dear"], ["between"]]
    assert heard[0] == "Looking for the cheapest plan"
    assert heard[-1] == "Looking for further plans: 3 plans found"


def test_who_stops_gets_what_was_found_and_is_told_that_it_is_not_all() -> None:
    asked = given({BODY: 2}, DEAR_AND_SHORT, BETWEEN, CHEAP_AND_LONG)
    told: list[Plan] = []
    found = efficient_plans(
        asked, preferences(), patience=Patience(should_stop=lambda: len(told) == 2), on_plan=told.append
    )
    assert [ids(plan) for plan in found.plans] == [["cheap"], ["dear"]]
    assert not found.complete
    assert not efficient_plans(asked, preferences(), patience=Patience(seconds=0)).complete


def test_without_a_plan_there_is_no_choice() -> None:
    asked = given({BODY: 2}, BETWEEN)
    assert efficient_plans(asked, preferences(pins=["nowhere"])).plans == ()
    assert different_plans(asked, preferences(pins=["nowhere"])).plans == ()


def test_what_is_met_or_completed_leaves_one_empty_plan() -> None:
    asked = Given(prescription(need(BODY, None, met=True)), catalog(BETWEEN))
    assert [ids(plan) for plan in efficient_plans(asked, preferences()).plans] == [[]]
    asked = Given(prescribe({BODY: 2}), catalog(BETWEEN), [done("between")])
    assert [ids(plan) for plan in efficient_plans(asked, preferences()).plans] == [[]]
    assert [ids(plan) for plan in different_plans(asked, preferences()).plans] == [[]]


def four_pairs() -> list[Course]:
    return [
        course(f"{need_}{number}", {path: 1}, price=price + number)
        for need_, path, price in (("body", BODY, 10), ("care", CARE, 20))
        for number in range(4)
    ]


def test_near_copies_are_not_different() -> None:
    asked = given({BODY: 1, CARE: 1}, *four_pairs())
    near = different_plans(asked, preferences(), 3, 1)
    assert [str(plan.totals.price) for plan in near.plans] == ["$30", "$31", "$31"]
    far = different_plans(asked, preferences(), 3, 2)
    assert [ids(plan) for plan in far.plans] == [["body0", "care0"], ["body1", "care1"], ["body2", "care2"]]
    assert far.complete


def test_a_third_of_the_courses_has_to_differ_unless_something_else_is_said() -> None:
    asked = given({BODY: 4}, *(course(f"c{number}", {BODY: 1}) for number in range(9)))
    assert different_plans(asked, preferences()).at_least == 2
    assert different_plans(given({BODY: 2}, BETWEEN), preferences()).at_least == 1


def test_the_same_content_under_another_number_is_no_other_plan() -> None:
    twin = course("twin", {BODY: 2}, price=11, activity_id="same")
    first = course("first", {BODY: 2}, price=10, activity_id="same")
    asked = given({BODY: 2}, first, twin, BETWEEN)
    found = different_plans(asked, preferences())
    assert [ids(plan) for plan in found.plans] == [["first"], ["between"]]
    assert found.plans[1].preferences.exclusions == {"first", "twin"}


def test_pins_are_in_every_different_plan() -> None:
    asked = given({BODY: 2}, CHEAP_AND_LONG, BETWEEN, DEAR_AND_SHORT)
    assert [ids(plan) for plan in different_plans(asked, preferences(pins=["dear"])).plans] == [["dear"]]


def test_as_many_plans_as_there_are_or_were_asked_for() -> None:
    asked = given({BODY: 2}, CHEAP_AND_LONG, BETWEEN, DEAR_AND_SHORT)
    assert len(different_plans(asked, preferences(), 2).plans) == 2
    all_of_them = different_plans(asked, preferences(), 9)
    assert (len(all_of_them.plans), all_of_them.complete) == (3, True)
    assert len(different_plans(asked, preferences(), 1).plans) == 1


def test_stopped_between_different_plans() -> None:
    asked = given({BODY: 2}, CHEAP_AND_LONG, BETWEEN, DEAR_AND_SHORT)
    told: list[str] = []
    enough = Patience(on_progress=told.append, should_stop=lambda: "found" in told[-1])
    found = different_plans(asked, preferences(), patience=enough)
    assert (len(found.plans), found.complete) == (1, False)
