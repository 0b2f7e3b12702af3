"""Why a course is in, and what could take its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planner.choices import Given, Patience, swaps, why
from planner.credits import Credits, Money
from planner.planning import make_plan
from tests.builders import BODY, CARE, NECK, bundle, catalog, course, preferences, prescribe, subcategory

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.catalog import Bundle, Course
    from planner.choices import Reason, SwapList
    from planner.plan import Plan
    from planner.preferences import Preferences


def planned(
    needs: Mapping[str, float], *items: Course | Bundle, wishes: Preferences | None = None
) -> tuple[Plan, Given]:
    asked = Given(prescribe(needs), catalog(*items))
    plan = make_plan(asked.prescription, asked.catalog, wishes or preferences()).plan
    assert plan is not None
    return plan, asked


def reason_of(course_id: str, plan: Plan, asked: Given) -> Reason:
    return next(r for r in why(plan, asked).reasons if r.planned.course.course_id == course_id)


def list_of(course_id: str, plan: Plan, asked: Given, few: int = 3) -> SwapList:
    return next(one for one in swaps(plan, asked, few).lists if one.course.course_id == course_id)


def taking(one: SwapList) -> list[list[str]]:
    return [[course.course_id for course in swap.take] for swap in (*one.by_one, *one.by_two)]


A = course("a", {BODY: 2, CARE: 1}, price=10, ce=3)
B = course("b", {BODY: 2}, price=12, ce=4)
C = course("c", {CARE: 1}, price=5, ce=1)


def test_what_falls_short_without_a_course_and_what_the_next_best_set_costs() -> None:
    plan, asked = planned({BODY: 2, CARE: 1}, A, B, C)
    reason = reason_of("a", plan, asked)
    assert [(str(s.subcategory.name), str(s.credits)) for s in reason.lacking] == [
        ("Body", "2"),
        ("Patient Interactions and Management", "1"),
    ]
    assert reason.without is not None
    assert reason.difference is not None
    assert [p.course.course_id for p in reason.without.courses] == ["b", "c"]
    assert (reason.difference.price, reason.difference.ce_credits) == (Money.of(7), Credits.of(2))
    assert reason.difference.courses == 1
    assert not reason.irreplaceable


def test_what_others_have_to_spare_does_not_fall_short() -> None:
    plan, asked = planned({BODY: 3}, course("x", {BODY: 2}), course("y", {BODY: 2}))
    assert [str(s.credits) for s in reason_of("x", plan, asked).lacking] == ["1"]


def test_a_course_that_nothing_replaces_is_irreplaceable_by_so_much() -> None:
    plan, asked = planned({BODY: 2}, B, course("small", {BODY: 0.5}))
    reason = reason_of("b", plan, asked)
    assert reason.irreplaceable
    assert [(s.subcategory, s.credits) for s in reason.more_short] == [(subcategory(BODY), Credits.of(1.5))]


def test_a_budget_that_stands_in_the_way_is_told_with_what_it_would_take() -> None:
    dearer = course("dearer", {BODY: 2}, price=40)
    plan, asked = planned({BODY: 2}, B, dearer, wishes=preferences("ce-credits", budget=30))
    reason = reason_of("b", plan, asked)
    assert reason.over_budget == Money.of(10)
    assert reason.without is not None
    assert reason.without.preferences.budget == Money.of(40)
    assert not reason.irreplaceable


def test_a_pinned_course_is_looked_at_without_its_pin() -> None:
    plan, asked = planned(
        {BODY: 2}, B, course("dear", {BODY: 2}, price=50), wishes=preferences(pins=["dear"])
    )
    reason = reason_of("dear", plan, asked)
    assert reason.pinned
    assert reason.difference is not None
    assert reason.difference.price == Money.of(-38)


def test_no_time_means_not_looked_at() -> None:
    plan, asked = planned({BODY: 2}, B)
    found = why(plan, asked, patience=Patience(seconds=0))
    assert not found.complete
    assert found.reasons[0].lacking
    assert found.reasons[0].without is None
    listed = swaps(plan, asked, patience=Patience(seconds=0))
    assert not listed.complete
    assert listed.lists[0].by_one == ()


def test_a_plan_of_something_else_is_refused() -> None:
    plan, _ = planned({BODY: 2}, B)
    with pytest.raises(ValueError, match="something else"):
        why(plan, Given(prescribe({BODY: 2}), catalog(course("b", {BODY: 2}, price=1))))


def test_progress_is_told_course_by_course() -> None:
    plan, asked = planned({BODY: 2, CARE: 1}, B, C)
    heard: list[str] = []
    why(plan, asked, patience=Patience(on_progress=heard.append))
    swaps(plan, asked, patience=Patience(on_progress=heard.append))
    assert heard == [
        "Planning without each course: 1 of 2",
        "Planning without each course: 2 of 2",
        "Looking for what could replace each course: 1 of 2",
        "Looking for what could replace each course: 2 of 2",
    ]


def test_one_course_or_two_instead_of_one_best_first() -> None:
    singles = [course(f"one{price}", {BODY: 2}, price=price) for price in (14, 13, 20, 30)]
    halves = [course(f"half{price}", {BODY: 1}, price=price) for price in (7, 8, 9)]
    plan, asked = planned({BODY: 2}, B, *singles, *halves)
    assert taking(list_of("b", plan, asked)) == [
        ["one13"],
        ["one14"],
        ["one20"],
        ["half7", "half8"],
        ["half7", "half9"],
        ["half8", "half9"],
    ]
    assert taking(list_of("b", plan, asked, few=1)) == [["one13"], ["half7", "half8"]]


def test_two_courses_of_which_one_would_do_are_no_swap() -> None:
    plan, asked = planned(
        {BODY: 2}, B, course("one", {BODY: 2}, price=13), course("free", {BODY: 1}, price=0)
    )
    assert taking(list_of("b", plan, asked)) == [["one"]]


def test_the_other_courses_stay_even_where_the_new_one_covers_for_them() -> None:
    plan, asked = planned({BODY: 2, CARE: 1}, B, C, course("both", {BODY: 2, CARE: 1}, price=100))
    one = list_of("b", plan, asked)
    assert taking(one) == [["both"]]
    assert [p.course.course_id for p in one.by_one[0].plan.courses] == ["both", "c"]
    assert one.by_one[0].difference.price == Money.of(88)


def test_what_is_not_needed_can_be_left_out() -> None:
    plan, asked = planned({BODY: 2}, B, C, wishes=preferences(pins=["c"]))
    one = list_of("c", plan, asked)
    assert taking(one) == [[]]
    assert one.by_one[0].difference.price == Money.of(-5)


def test_a_bundle_is_given_up_where_that_is_cheaper() -> None:
    plan, asked = planned({BODY: 2, CARE: 1}, B, C, bundle("set", "b", "c", price=13), course("d", {BODY: 2}))
    assert [b.bundle_id for b in plan.bundles] == ["set"]
    swap = list_of("b", plan, asked).by_one[0]
    assert swap.plan.bundles == ()
    assert swap.difference.price == Money.of(2)


def test_a_price_that_nobody_knows_is_not_paid_in_a_swap() -> None:
    priceless = course("priceless", {CARE: 1}, price=None)
    offers = (B, priceless, bundle("set", "b", "priceless", price=20), course("d", {BODY: 2}, price=15))
    plan, asked = planned({BODY: 2, CARE: 1}, *offers, wishes=preferences(budget=35))
    swap = list_of("b", plan, asked).by_one[0]
    assert swap.plan.totals.price_unknown == 0
    assert swap.plan.totals.price == Money.of(35)


def test_another_discipline_may_be_counted_for_in_a_swap() -> None:
    either = course("either", {BODY: 1, NECK: 1}, price=5)
    plan, asked = planned(
        {BODY: 1, NECK: 1}, either, course("neck", {NECK: 1}, price=6), course("body", {BODY: 1})
    )
    assert [p.course.course_id for p in plan.courses] == ["either", "neck"]
    assert taking(list_of("neck", plan, asked)) == [["body"]]
