"""The checker: it passes what is right, and catches an error planted in any field of a plan."""

from __future__ import annotations

import ast
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from planner.checking import confirm, disagreements
from planner.credits import Credits, Money
from planner.faults import CheckFailed
from planner.plan import (
    Alternative,
    CompletedCourse,
    Coverage,
    Limit,
    Plan,
    PlannedCourse,
    Serving,
    Status,
    Totals,
)
from planner.planning import make_plan
from planner.prescription import Requirement
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
    prescription,
    subcategory,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.preferences import Preferences

OFFERS = catalog(
    course("body", {BODY: 1.5, NECK: 1}, price=12),
    course("care", {CARE: 1.25}, price=9, ce=None),
    course("neck", {NECK: 2}, price=7, hours=None, expires_on=TODAY + timedelta(days=90)),
    course("neck too", {NECK: 1.75}, price=11),
    course("other neck", {NECK: 2}, price=8, activity_id="x", seller="Northlight"),
    course("same neck", {NECK: 2}, price=8.5, activity_id="x"),
    course("gone", {BODY: 2}, price=1, expires_on=TODAY - timedelta(days=1)),
    course("no price", {BODY: 2}, price=None),
    course("old", {BODY: 0.5}, price=3),
    course("useless", {"R/Procedures/Thorax and Abdomen Procedures": 1}, price=0),
    bundle("pair", "body", "care", price=15),
    bundle("dear", "neck", "other neck", price=90),
    bundle("no price too", "neck", price=None),
)
RESULTS = prescription(
    need(BODY, 2), need(CARE, 1, assumed=True), need(NECK, 1.75), need("CT/Safety/Dose", 0.5)
)
DONE = (done("old"), done("elsewhere", {BODY: 0.5, NECK: 0.5}))
WISHES = preferences(pins=["care"], margin=0.25, alternatives=2, budget=60, formats=["online"])


def made(wishes: Preferences = WISHES) -> Plan:
    planned = make_plan(RESULTS, OFFERS, wishes, DONE)
    assert planned.plan is not None
    return planned.plan


PLAN = made()


def found(plan: Plan) -> tuple[str, ...]:
    return disagreements(plan, RESULTS, OFFERS, DONE)


def with_course(plan: Plan, place: int, **change: Any) -> Plan:  # noqa: ANN401 - any field
    courses = list(plan.courses)
    courses[place] = replace(courses[place], **change)
    return replace(plan, courses=tuple(courses))


def with_coverage(plan: Plan, **change: Any) -> Plan:  # noqa: ANN401
    return replace(plan, coverage=(replace(plan.coverage[0], **change), *plan.coverage[1:]))


def with_alternative(plan: Plan, **change: Any) -> Plan:  # noqa: ANN401
    return replace(plan, alternatives=(replace(plan.alternatives[0], **change), *plan.alternatives[1:]))


def with_completed(plan: Plan, **change: Any) -> Plan:  # noqa: ANN401
    return replace(plan, completed=(replace(plan.completed[0], **change), *plan.completed[1:]))


def with_totals(plan: Plan, **change: Any) -> Plan:  # noqa: ANN401
    return replace(plan, totals=replace(plan.totals, **change))


def with_serving(plan: Plan, **change: Any) -> Plan:  # noqa: ANN401
    serves = plan.courses[0].serves
    return with_course(plan, 0, serves=(replace(serves[0], **change), *serves[1:]))


def with_limit(plan: Plan, **change: Any) -> Plan:  # noqa: ANN401
    good = Limit("budget", "With $5 more, everything would be covered.", Credits(0))
    return replace(plan, limits=(replace(good, **change),))


BY_ID = OFFERS.by_id()
# (class, field): an error planted there.
PLANTED: dict[tuple[type, str], Callable[[Plan], Plan]] = {
    (Plan, "preferences"): lambda p: replace(p, preferences=replace(p.preferences, margin=Credits(50))),
    (Plan, "status"): lambda p: replace(p, status=Status.COVERED),
    (Plan, "proven_optimal"): lambda p: replace(p, proven_optimal=False),
    (Plan, "gap"): lambda p: replace(p, gap=0.5),
    (Plan, "totals"): lambda p: replace(p, totals=Totals()),
    (Plan, "courses"): lambda p: replace(p, courses=p.courses[1:]),
    (Plan, "bundles"): lambda p: replace(p, bundles=()),
    (Plan, "coverage"): lambda p: replace(p, coverage=p.coverage[::-1]),
    (Plan, "completed"): lambda p: replace(p, completed=p.completed[1:]),
    (Plan, "limits"): lambda p: replace(p, limits=(Limit("budget", "It is enough.", p.short),)),
    (Plan, "alternatives"): lambda p: replace(p, alternatives=p.alternatives * 2),
    (Plan, "open_questions"): lambda p: replace(p, open_questions=1),
    (Plan, "assumed_figures"): lambda p: replace(p, assumed_figures=0),
    (Plan, "unused_reasons"): lambda p: replace(p, unused_reasons={"care": "it is in the plan"}),
    (PlannedCourse, "course"): lambda p: with_course(
        p, 0, course=replace(p.courses[0].course, list_price=Money(1))
    ),
    (PlannedCourse, "serves"): lambda p: with_course(p, 0, serves=()),
    (PlannedCourse, "paid_in_bundle"): lambda p: with_course(p, 0, paid_in_bundle=None),
    (PlannedCourse, "take_from"): lambda p: with_course(p, 0, take_from=TODAY + timedelta(days=1)),
    (PlannedCourse, "take_by"): lambda p: with_course(p, 2, take_by=TODAY + timedelta(days=91)),
    (Serving, "subcategory"): lambda p: with_serving(p, subcategory=subcategory(CARE)),
    (Serving, "credits"): lambda p: with_serving(p, credits=Credits(175)),
    (Totals, "price"): lambda p: with_totals(p, price=p.totals.price + Money(1)),
    (Totals, "price_unknown"): lambda p: with_totals(p, price_unknown=1),
    (Totals, "ce_credits"): lambda p: with_totals(p, ce_credits=Credits(0)),
    (Totals, "ce_credits_unknown"): lambda p: with_totals(p, ce_credits_unknown=0),
    (Totals, "targeted_credits"): lambda p: with_totals(p, targeted_credits=Credits(1)),
    (Totals, "courses"): lambda p: with_totals(p, courses=2),
    (Totals, "hours"): lambda p: with_totals(p, hours=replace(p.totals.hours, hundredths=1)),
    (Totals, "hours_unknown"): lambda p: with_totals(p, hours_unknown=0),
    (Coverage, "requirement"): lambda p: with_coverage(
        p, requirement=Requirement(subcategory(BODY), standard_met=False, credits_required=Credits(225))
    ),
    (Coverage, "required"): lambda p: with_coverage(p, required=Credits(100)),
    (Coverage, "margin"): lambda p: with_coverage(p, margin=Credits(0)),
    (Coverage, "completed"): lambda p: with_coverage(p, completed=Credits(0)),
    (Coverage, "planned"): lambda p: with_coverage(p, planned=Credits(500)),
    (Coverage, "short"): lambda p: with_coverage(p, short=Credits(75)),
    (Coverage, "best_available"): lambda p: with_coverage(p, best_available=Credits(900)),
    (Coverage, "overall"): lambda p: with_coverage(p, overall=True),
    (CompletedCourse, "activity"): lambda p: with_completed(p, activity=done("old", on=TODAY)),
    (CompletedCourse, "title"): lambda p: with_completed(p, title="Another"),
    (CompletedCourse, "serves"): lambda p: with_completed(p, serves=()),
    (CompletedCourse, "course"): lambda p: with_completed(p, course=OFFERS.courses[0]),
    (Limit, "name"): lambda p: with_limit(p, name=""),
    (Limit, "message"): lambda p: with_limit(p, message=""),
    (Limit, "short"): lambda p: with_limit(p, short=p.short),
    (Alternative, "totals"): lambda p: with_alternative(p, totals=p.totals),
    (Alternative, "course_ids"): lambda p: with_alternative(p, course_ids=("body", "care", "neck")),
    (Alternative, "bundle_ids"): lambda p: with_alternative(p, bundle_ids=("pair", "dear")),
    (Alternative, "counted_for"): lambda p: with_alternative(p, counted_for=()),
    (Alternative, "started_on"): lambda p: with_alternative(p, started_on=(("neck", TODAY + timedelta(1)),)),
}


def test_what_the_planner_makes_is_confirmed() -> None:
    assert found(PLAN) == ()
    confirm(PLAN, RESULTS, OFFERS, DONE)


def test_the_example_has_something_of_everything() -> None:
    assert [planned.course.course_id for planned in PLAN.courses] == ["body", "care", "neck"]
    assert [planned.paid_in_bundle for planned in PLAN.courses] == ["pair", "pair", None]
    assert PLAN.status is Status.SHORTFALL
    assert len(PLAN.completed) == len(PLAN.alternatives) == 2
    assert PLAN.alternatives[0].counted_for == (("body", "MR"), ("elsewhere", "MR"))


@pytest.mark.parametrize("place", PLANTED, ids=lambda place: f"{place[0].__name__}.{place[1]}")
def test_an_error_planted_in_a_field_is_caught(place: tuple[type, str]) -> None:
    assert found(PLANTED[place](PLAN))


def test_every_field_of_a_plan_has_its_planted_error() -> None:
    classes = (
        Plan,
        PlannedCourse,
        Serving,
        Totals,
        Coverage,
        CompletedCourse,
        Limit,
        Alternative,
    )
    assert set(PLANTED) == {(kind, field.name) for kind in classes for field in fields(kind)}


def swapped(course_id: str, figures: dict[str, float]) -> Plan:
    """Put another course in the place of "neck", with figures that fit and totals that add up."""
    other = BY_ID[course_id]
    serves = tuple(Serving(subcategory(path), Credits.of(figure)) for path, figure in figures.items())
    return with_course(PLAN, 2, course=other, serves=serves, take_by=other.expires_on)


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (swapped("gone", {}), "'gone' can't be taken: it is not open"),
        (swapped("no price", {BODY: 2}), "'no price' can't be taken: its price is not known"),
        (swapped("old", {BODY: 0.5}), "'old' can't be taken: it is completed"),
        (swapped("useless", {}), "'useless' could be dropped and as much would be covered"),
        (swapped("body", {NECK: 1}), "the course 'body' is counted 2 times"),
        (swapped("neck", {NECK: 2.25}), "'neck' doesn't count what its distribution says"),
        (with_course(PLAN, 0, paid_in_bundle="dear"), "'body' doesn't come with 'dear'"),
        (replace(PLAN, courses=PLAN.courses[:1]), "the pinned course 'care' is missing"),
        (replace(PLAN, bundles=(*PLAN.bundles, OFFERS.bundles[1])), "the bundle 'dear' pays for nothing"),
        (
            replace(PLAN, bundles=(*PLAN.bundles, OFFERS.bundles[2])),
            "the bundle 'no price too' is not one that can be bought",
        ),
        (
            replace(PLAN, preferences=replace(WISHES, budget=Money.of(20))),
            "the plan costs more than the budget",
        ),
        (
            replace(PLAN, preferences=replace(WISHES, exclusions=frozenset({"neck"}))),
            "'neck' can't be taken: it is excluded",
        ),
        (
            replace(PLAN, preferences=replace(WISHES, sellers=frozenset({"Northlight"}))),
            "'neck' can't be taken: another seller or format was chosen",
        ),
        (
            replace(PLAN, preferences=replace(WISHES, alternatives=1)),
            "there are more alternatives than were asked for",
        ),
        (
            replace(PLAN, alternatives=(PLAN.alternatives[0], PLAN.alternatives[0])),
            "alternative 2 holds an earlier plan whole",
        ),
        (
            replace(PLAN, alternatives=PLAN.alternatives[::-1]),
            "alternative 2 is better than a plan before it",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_it_says_in_words_what_is_wrong(plan: Plan, words: str) -> None:
    assert words in found(plan)


def test_two_numbers_of_one_activity_are_caught() -> None:
    both = tuple(
        PlannedCourse(BY_ID[name], (Serving(subcategory(NECK), Credits(200)),), None, TODAY, None)
        for name in ("other neck", "same neck")
    )
    assert "the activity 'x' is counted 2 times" in found(replace(PLAN, courses=PLAN.courses + both))


def test_a_wrong_credit_in_the_catalog_the_plan_was_made_of_is_caught() -> None:
    planted = replace(
        OFFERS,
        courses=tuple(
            course("neck", {NECK: 2.25}, price=7, hours=None, expires_on=TODAY + timedelta(days=90))
            if item.course_id == "neck"
            else item
            for item in OFFERS.courses
        ),
    )
    planned = make_plan(RESULTS, planted, WISHES, DONE)
    assert planned.plan is not None
    assert "'neck' is not the catalog's course" in found(planned.plan)
    with pytest.raises(CheckFailed, match="neck"):
        confirm(planned.plan, RESULTS, OFFERS, DONE)


def test_it_shares_no_code_with_the_optimiser() -> None:
    room = Path(__file__).parents[2] / "planner" / "checking"
    for module in room.glob("*.py"):
        tree = ast.parse(module.read_text(encoding="utf-8"))
        names = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        names |= {
            alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
        }
        assert not [name for name in names if "solving" in name or "planning" in name]


def test_the_checker_works_out_the_days_of_a_dated_distribution_itself() -> None:
    figures = (
        *distributions({BODY: 2}, applies_from=TODAY + timedelta(days=5)),
        *distributions({BODY: 1}, applies_from=TODAY + timedelta(days=9)),
    )
    offers = catalog(course("a", distributions=figures))
    results, wishes = prescription(need(BODY, 2)), preferences(deadline=TODAY + timedelta(days=99))
    made = make_plan(results, offers, wishes).plan
    assert made is not None
    (planned,) = made.courses
    assert (planned.take_from, planned.take_by) == (TODAY + timedelta(days=5), TODAY + timedelta(days=8))
    assert not disagreements(made, results, offers)
    for dates in ({"take_from": TODAY}, {"take_by": wishes.deadline}):
        assert disagreements(with_course(made, 0, **dates), results, offers)


@pytest.mark.parametrize("day", [date(2022, 11, 22), date(2022, 11, 23), date(1999, 3, 4), date(2024, 2, 29)])
def test_the_checker_works_out_itself_what_is_too_old_to_count(day: date) -> None:
    results, offers = prescription(need(BODY, 2)), catalog(course("a", {BODY: 2}), course("b", {BODY: 2}))
    completed = (done("a", on=day),)
    made = make_plan(results, offers, preferences(), completed).plan
    assert made is not None
    counts = made.coverage[0].completed == Credits.of(2)
    assert counts == (day >= date(2022, 11, 23))
    assert not disagreements(made, results, offers, completed)
    another = (done("a", on=date(2022, 11, 22) if counts else date(2022, 11, 23)),)
    assert disagreements(made, results, offers, another)
