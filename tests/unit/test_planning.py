"""From a prescription and a catalog to a plan, and to words where there is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from planner.credits import Credits, Money
from planner.faults import CheckFailed
from planner.plan import Plan, Status
from planner.planning import make_plan
from planner.preferences import Goal, Preferences
from planner.prescription import CompletedActivity, Prescription
from planner.problem import Place
from planner.solving import assembling
from tests.builders import (
    BODY,
    CARE,
    NECK,
    TODAY,
    bundle,
    catalog,
    course,
    distributions,
    done,
    need,
    preferences,
    prescribe,
    prescription,
)


def plan(
    required: dict[str, float] | Prescription,
    *items: object,
    wishes: Preferences | None = None,
    completed: tuple[CompletedActivity, ...] = (),
) -> Plan:
    results = required if isinstance(required, Prescription) else prescribe(required)
    planned = make_plan(results, catalog(*items), wishes or preferences(), completed)  # type: ignore[arg-type]
    assert planned.plan is not None
    return planned.plan


def ids(made: Plan) -> list[str]:
    return [planned.course.course_id for planned in made.courses]


def test_the_cheapest_set_is_found_and_proven() -> None:
    made = plan(
        {BODY: 3}, course("a", {BODY: 3}, price=30), course("b", {BODY: 2}), course("c", {BODY: 1}, price=5)
    )
    assert ids(made) == ["b", "c"]
    assert (made.status, made.proven_optimal, made.gap) == (Status.COVERED, True, 0)
    assert made.totals.price == Money.of(15)


def test_a_distribution_that_is_about_to_give_less_bounds_the_days_and_is_told() -> None:
    figures = (
        *distributions({BODY: 2}, applies_from=TODAY),
        *distributions({BODY: 1}, applies_from=TODAY + timedelta(days=9)),
    )
    wishes = preferences(deadline=TODAY + timedelta(days=99))
    offers = catalog(course("a", distributions=figures))
    planned = make_plan(prescribe({BODY: 2}), offers, wishes)
    assert planned.plan is not None
    assert planned.plan.status is Status.COVERED
    assert planned.plan.courses[0].take_by == TODAY + timedelta(days=8)
    (told,) = planned.problems
    assert told.code == "distribution-changes"
    assert "if it is started by Dec 1, 2026" in told.message


@pytest.mark.parametrize(
    ("need_", "days", "short", "starts"), [(2, 99, 0, 9), (1, 99, 0, 0), (2, 9, 0, 9), (2, 8, 1, 0)]
)
def test_a_course_is_started_later_where_that_gives_more_of_what_is_needed(
    need_: int, days: int, short: int, starts: int
) -> None:
    figures = (
        *distributions({BODY: 1}, applies_from=TODAY),
        *distributions({BODY: 2, CARE: 1}, applies_from=TODAY + timedelta(days=9)),
    )
    wishes = preferences(deadline=TODAY + timedelta(days=days))
    planned = make_plan(prescribe({BODY: need_}), catalog(course("a", distributions=figures)), wishes)
    assert planned.plan is not None
    assert planned.plan.short == Credits.of(short)
    assert planned.plan.courses[0].take_from == TODAY + timedelta(days=starts)
    messages = {problem.code: problem.message for problem in planned.problems}
    assert ("distribution-begins" in messages) is bool(starts)
    assert (
        "only if it is started on Dec 2, 2026 or later" in messages.get("distribution-begins", "")
        or not starts
    )


def test_a_later_start_saves_a_second_course() -> None:
    grows = (
        *distributions({BODY: 1}),
        *distributions({BODY: 2}, applies_from=TODAY + timedelta(days=30)),
    )
    offers = (course("a", distributions=grows), course("b", {BODY: 1}))
    assert ids(plan({BODY: 2}, *offers)) == ["a", "b"]
    later = plan({BODY: 2}, *offers, wishes=preferences(deadline=TODAY + timedelta(days=99)))
    assert ids(later) == ["a"]
    assert later.totals.price == Money.of(10)


def test_spelling_neither_counts_an_activity_twice_nor_proposes_what_is_done_or_excluded() -> None:
    items = (
        course("A-1", {BODY: 1}, activity_id="ACT-7"),
        course("B-1", {BODY: 1}, activity_id="act 7"),
        course("C-1", {BODY: 1}, price=50),
    )
    assert ids(plan({BODY: 2}, *items)) == ["A-1", "C-1"]
    assert ids(plan({BODY: 2}, *items, completed=(done("b-1"),))) == ["C-1"]
    assert ids(plan({BODY: 1}, *items, wishes=preferences(exclusions=["a-1"], pins=["c-1"]))) == ["C-1"]


@pytest.mark.parametrize(
    ("goal", "best"), [("cost", "cheap"), ("ce-credits", "lean"), ("courses", "one"), ("hours", "quick")]
)
def test_each_goal_has_its_own_best(goal: str, best: str) -> None:
    parts = {"cheap": (4, 9, 9), "lean": (9, 2, 9), "quick": (9, 9, 2)}
    items = [
        course(f"{name}{half}", {BODY: 1}, price=price, ce=ce, hours=hours)
        for name, (price, ce, hours) in parts.items()
        for half in "12"
    ]
    made = plan(
        {BODY: 2}, *items, course("one", {BODY: 2}, price=99, ce=99, hours=99), wishes=preferences(goal)
    )
    assert {course_id.rstrip("12") for course_id in ids(made)} == {best}


def test_ties_fall_to_fewer_dollars_then_ce_credits_then_courses() -> None:
    made = plan(
        {BODY: 2},
        course("a", {BODY: 2}, price=10, ce=4),
        course("b", {BODY: 2}, price=10, ce=3),
        course("c", {BODY: 1}, price=5, ce=1.5),
        course("d", {BODY: 1}, price=5, ce=1.5),
    )
    assert ids(made) == ["b"]


def test_a_bundle_is_bought_whole_and_its_needed_parts_are_taken() -> None:
    made = plan(
        {BODY: 2, CARE: 1},
        course("a", {BODY: 2}),
        course("b", {CARE: 1}),
        course("c", {NECK: 1}),
        bundle("trio", "a", "b", "c", price=12),
    )
    assert ids(made) == ["a", "b"]
    assert [planned.paid_in_bundle for planned in made.courses] == ["trio", "trio"]
    assert made.totals.price == Money.of(12)


def test_what_costs_nothing_is_still_not_taken_without_need() -> None:
    free = [course(f"free{n}", {BODY: 1}, price=0, ce=0, hours=0) for n in range(3)]
    made = plan({BODY: 1}, *free, bundle("gift", "free0", "free1", price=0))
    assert len(made.courses) == 1
    assert made.bundles == ()


def test_an_unknown_price_is_not_zero() -> None:
    items = (course("a", {BODY: 1}, price=None), course("b", {BODY: 1}, price=50))
    assert ids(plan({BODY: 1}, *items)) == ["b"]
    allowed = plan({BODY: 1}, *items, wishes=preferences(allow_unknown_price=True))
    assert ids(allowed) == ["b"]
    needed = plan({BODY: 2}, *items, wishes=preferences(allow_unknown_price=True))
    assert (needed.totals.price, needed.totals.price_unknown) == (Money.of(50), 1)


def test_where_no_price_is_known_the_fewest_things_are_bought_and_that_is_told() -> None:
    items = (
        course("a", {BODY: 1}, price=None),
        course("b", {BODY: 2}, price=None),
        course("c", {BODY: 1}, price=None),
    )
    planned = make_plan(prescribe({BODY: 2}), catalog(*items), preferences())
    assert planned.plan is not None
    assert ids(planned.plan) == ["b"]
    assert planned.plan.totals.price_unknown == 1
    assert [problem.code for problem in planned.problems] == ["no-prices"]


def test_what_may_be_one_activity_though_no_id_says_so_is_told_where_both_count() -> None:
    one, other = (course(each, {BODY: 1}, title="Same", price=5) for each in "ab")
    third = course("c", {BODY: 3}, approval_number="N-1", price=20)
    fourth = course("d", {NECK: 2}, approval_number="n 1", price=9)

    def told(required: dict[str, float], *completed: str) -> list[str]:
        offered = catalog(one, other, third, fourth)
        planned = make_plan(prescribe(required), offered, preferences(), [done(each) for each in completed])
        return [problem.message for problem in planned.problems if problem.code == "perhaps-one-activity"]

    (message,) = told({BODY: 2})
    assert message.startswith('a "Same" and b "Same" have one title and the same credits.')
    (message,) = told({BODY: 3, NECK: 2}, "c")
    assert "one approval number" in message
    assert not told({BODY: 1, NECK: 2}, "a")
    assert not told({BODY: 1})


def test_completed_credits_count_and_are_not_proposed_again() -> None:
    made = plan({BODY: 3}, course("a", {BODY: 2}), course("b", {BODY: 1}), completed=(done("a"),))
    assert ids(made) == ["b"]
    (row,) = made.coverage
    assert (row.completed, row.planned, row.short) == (Credits(200), Credits(100), Credits(0))
    assert [item.title for item in made.completed] == ["Course a"]


def test_a_completed_activity_of_two_disciplines_counts_where_it_saves_most() -> None:
    made = plan(
        {BODY: 1, NECK: 1},
        course("mr", {BODY: 1}, price=40),
        course("ct", {NECK: 1}, price=10),
        completed=(done("elsewhere", {BODY: 1, NECK: 1}),),
    )
    assert ids(made) == ["ct"]
    assert [str(serving.subcategory.discipline) for serving in made.completed[0].serves] == ["MR"]


def test_a_course_counts_for_one_discipline_unless_sharing_is_chosen() -> None:
    items = (course("both", {BODY: 1, NECK: 1}, price=10), course("ct", {NECK: 1}, price=5))
    assert ids(plan({BODY: 1, NECK: 1}, *items)) == ["both", "ct"]
    assert ids(plan({BODY: 1, NECK: 1}, *items, wishes=preferences(share_disciplines=True))) == ["both"]


def test_serves_are_whole_figures_of_prescribed_subcategories() -> None:
    made = plan({BODY: 1}, course("a", {BODY: 2.75, CARE: 1}))
    assert [(s.subcategory.name, s.credits) for s in made.courses[0].serves] == [("Body", Credits(275))]
    assert made.coverage[0].planned == made.totals.targeted_credits == Credits(275)


def test_pins_are_kept_whatever_they_cost_or_serve() -> None:
    pinned = course("pinned", {CARE: 1}, price=None, seller="Northlight")
    wishes = preferences(pins=["pinned"], sellers=["Lantern Learning"])
    made = plan({BODY: 1}, course("a", {BODY: 1}), pinned, wishes=wishes)
    assert ids(made) == ["a", "pinned"]
    assert made.courses[1].serves == ()
    assert made.totals.price_unknown == 1


def test_pins_over_the_budget_are_an_error() -> None:
    items = (course("a", price=30), course("b", price=30), bundle("pair", "a", "b", price=45))
    planned = make_plan(prescribe({BODY: 1}), catalog(*items), preferences(pins=["a", "b"], budget=40))
    assert planned.plan is None
    assert [problem.code for problem in planned.problems] == ["pins-over-budget"]
    assert "$45" in planned.problems[0].message
    assert make_plan(prescribe({BODY: 1}), catalog(*items), preferences(pins=["a", "b"], budget=45)).plan


def test_wishes_that_can_not_be_had_give_no_plan() -> None:
    planned = make_plan(prescribe({BODY: 1}), catalog(course("a", {BODY: 1})), preferences(pins=["b"]))
    assert planned.plan is None
    assert [problem.code for problem in planned.problems] == ["unknown-pin"]


def test_a_shortfall_is_still_the_best_plan() -> None:
    made = plan(
        {BODY: 3, CARE: 1},
        course("a", {BODY: 2.5}),
        course("b", {BODY: 2.5}, price=9, activity_id="x"),
        course("c", {BODY: 2}, price=1, activity_id="x"),
        wishes=preferences(budget=9),
    )
    assert ids(made) == ["b"]
    assert made.status is Status.SHORTFALL
    assert made.proven_optimal
    assert [(row.short, row.best_available) for row in made.coverage] == [
        (Credits(50), Credits(500)),
        (Credits(100), Credits(0)),
    ]
    assert [(limit.name, limit.short) for limit in made.limits] == [("budget", Credits(100))]


def test_the_most_that_can_be_had_leaves_the_budget_and_completed_credits_aside() -> None:
    made = plan(
        {BODY: 9},
        course("a", {BODY: 1}, price=99),
        course("b", {BODY: 2}),
        course("c", {BODY: 3}),
        wishes=preferences(budget=20),
        completed=(done("c"),),
    )
    assert made.coverage[0].best_available == Credits(300)


def test_nothing_needed_is_covered_by_nothing() -> None:
    made = plan(prescription(need(BODY, None, met=True)), course("a", {BODY: 1}))
    assert (made.status, made.courses, made.coverage) == (Status.COVERED, (), ())
    assert plan(prescription(), course("a", {BODY: 1})).status is Status.COVERED


def test_while_a_row_is_open_nothing_is_called_covered() -> None:
    results = prescription(need(BODY, 1), need(CARE, None))
    made = plan(results, course("a", {BODY: 1}))
    assert (made.status, made.open_questions, ids(made)) == (Status.SHORTFALL, 1, ["a"])
    unreadable = replace(prescribe({BODY: 1}), unreadable=(Place("results.csv", row=3),))
    assert plan(unreadable, course("a", {BODY: 1})).status is Status.SHORTFALL


def test_rows_of_which_none_can_be_used_give_no_plan() -> None:
    planned = make_plan(prescription(need(BODY, None)), catalog(course("a", {BODY: 1})), preferences())
    assert planned.plan is None
    assert [problem.code for problem in planned.problems] == ["nothing-to-plan"]


def test_assumed_figures_are_counted() -> None:
    made = plan(prescription(need(BODY, 1, assumed=True), need(CARE, 1)), course("a", {BODY: 1, CARE: 1}))
    assert made.assumed_figures == 1


def test_courses_come_in_the_order_of_what_they_serve() -> None:
    items = (course("z", {CARE: 1}), course("a", {BODY: 1}))
    assert ids(plan({CARE: 1, BODY: 1}, *items)) == ["z", "a"]
    assert ids(plan({BODY: 1, CARE: 1}, *items)) == ["a", "z"]


def test_dates_to_take_a_course_are_told() -> None:
    soon, late = TODAY + timedelta(days=5), TODAY + timedelta(days=50)
    item = course("a", {BODY: 1}, approved_from=soon, expires_on=late)
    made = plan({BODY: 1}, item, wishes=preferences(deadline=TODAY + timedelta(days=20)))
    assert (made.courses[0].take_from, made.courses[0].take_by) == (soon, TODAY + timedelta(days=20))


def test_why_others_were_left_out_is_told() -> None:
    made = plan(
        {BODY: 1}, course("a", {BODY: 1}), course("b", {BODY: 1}, expires_on=TODAY - timedelta(days=1))
    )
    assert made.unused_reasons == {"b": "expired on Nov 22, 2026"}


def test_alternatives_are_the_next_best_in_order() -> None:
    items = [
        course(name, {BODY: 2}, price=price) for name, price in (("a", 10), ("b", 12), ("c", 14), ("d", 16))
    ]
    made = plan({BODY: 2}, *items, wishes=preferences(alternatives=2))
    assert [(other.course_ids, other.totals.price) for other in made.alternatives] == [
        (("b",), Money.of(12)),
        (("c",), Money.of(14)),
    ]


def test_alternatives_end_where_there_are_no_more() -> None:
    made = plan({BODY: 2}, course("a", {BODY: 2}), course("b", {BODY: 2}), wishes=preferences(alternatives=9))
    assert len(made.alternatives) == 1


def test_without_time_there_is_still_a_plan() -> None:
    items = [course(f"c{n}", {BODY: 1 + n / 4}, price=10 + n) for n in range(9)]
    made = plan({BODY: 7}, *items, wishes=preferences(time_limit_s=0))
    assert made.status is Status.COVERED
    assert made.proven_optimal or 0 < made.gap < 1


def test_progress_is_told() -> None:
    heard: list[str] = []
    wishes = preferences(alternatives=1)
    make_plan(prescribe({BODY: 1}), catalog(course("a", {BODY: 1})), wishes, on_progress=heard.append)
    assert heard == [
        "Looking for the cheapest set",
        "Proving that nothing is cheaper",
        "Looking for alternatives",
        "Checking the plan",
    ]


def test_a_plan_that_the_checker_refuses_is_never_given(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = assembling.assemble

    def planted(*given: object) -> Plan:
        made = honest(*given)  # type: ignore[arg-type]
        return replace(made, totals=replace(made.totals, price=Money(1)))

    monkeypatch.setattr(assembling, "assemble", planted)
    with pytest.raises(CheckFailed, match="price"):
        make_plan(prescribe({BODY: 1}), catalog(course("a", {BODY: 1})), preferences())


def test_every_goal_works_without_the_figure_it_is_about() -> None:
    bare = course("a", {BODY: 1}, price=None, ce=None, hours=None)
    for goal in Goal:
        made = plan({BODY: 1}, bare, wishes=preferences(goal))
        assert ids(made) == ["a"]
        assert made.totals.ce_credits_unknown == made.totals.hours_unknown == made.totals.price_unknown == 1


@pytest.mark.parametrize(
    ("offered", "suggestion"),
    [
        ("MR/Procedures/Boddy", "MR · Procedures · Body"),
        ("MR; CT/Procedures/Body", "MR · Procedures · Body"),
        ("Magnetik Resonance Imaging/Procedures/Body", "MR · Procedures · Body"),
        ("MR/Procedures/Liver", None),
        ("Fluoroscopy/Procedures/Body", None),
        (NECK, None),
    ],
)
def test_what_stays_short_comes_with_the_catalogs_name_that_may_mean_it(
    offered: str, suggestion: str | None
) -> None:
    offers = catalog(course("a", {offered: 2}), course("b", {BODY: 1}))
    problems = make_plan(prescribe({BODY: 2}), offers, preferences()).problems
    assert [(each.code, each.suggestion) for each in problems] == (
        [("perhaps-one-name", suggestion)] if suggestion else []
    )
    assert not make_plan(prescribe({BODY: 1}), offers, preferences()).problems
