"""The demo catalog holds what a demo has to show, and each case tells its story."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import pytest

from data.demo.make_demo import make_catalog
from planner.credits import Credits, Money
from planner.demo import DemoCase, demo_cases, demo_catalog
from planner.outline import shipped_outlines
from planner.plan import Plan, Status
from planner.planning import make_plan
from planner.preferences import Goal
from planner.reading import read_prescriptions

if TYPE_CHECKING:
    from planner.prescription import Prescription

TODAY = date(2026, 11, 23)
YEARS_LATER = date(2033, 6, 1)
CATALOG = demo_catalog().value
# Three figures known for a category only, three courses without a distribution.
INTENDED = {"category-figure-only", "course-without-distribution"}
CASES = {case.key: case for case in demo_cases()}


def results(case: DemoCase) -> Prescription:
    """Read a case's results, which have to be without a flaw."""
    read = read_prescriptions([case.source])
    assert read.problems == ()
    (prescription,) = read.value
    return prescription


@lru_cache(maxsize=64)
def plan(  # noqa: PLR0913 - each is one thing to vary
    key: str,
    *,
    goal: Goal | None = None,
    budget: Money | None = None,
    on: date = TODAY,
    share: bool = False,
    bundles: bool = True,
) -> Plan:
    """Plan a case; what isn't said is as the case has it."""
    case = CASES[key]
    preferences = case.preferences(on)
    preferences = replace(
        preferences,
        goal=goal or preferences.goal,
        budget=budget or preferences.budget,
        share_disciplines=share,
    )
    catalog = CATALOG if bundles else replace(CATALOG, bundles=())
    planned = make_plan(results(case), catalog, preferences)
    assert planned.plan is not None
    assert planned.plan.proven_optimal
    return planned.plan


def test_the_workbook_holds_what_the_script_makes() -> None:
    assert make_catalog() == CATALOG


def test_there_is_enough_to_choose_from() -> None:
    assert len(CATALOG.courses) >= 150
    assert len({course.seller for course in CATALOG.courses}) >= 6
    served = {figure.subcategory for course in CATALOG.courses for figure in course.distributions}
    assert {subcategory.discipline for subcategory in served} == shipped_outlines().by_code.keys()


def test_everything_is_visibly_fictional() -> None:
    assert CATALOG.fictional
    assert "fictional" in CATALOG.name
    assert all(course.seller.endswith("(fictional)") for course in CATALOG.courses)
    assert all(course.url.startswith("https://example.org/") for course in CATALOG.courses)


@pytest.mark.parametrize("on", [TODAY, YEARS_LATER])
def test_every_known_subcategory_can_be_had(on: date) -> None:
    on_offer = [
        c
        for c in CATALOG.courses
        if c.approved_from and c.expires_on and c.approved_from <= on <= c.expires_on
    ]
    reach: defaultdict[object, Credits] = defaultdict(Credits)
    for course in on_offer:
        for subcategory, credits_ in course.distribution_on(on).items():
            reach[subcategory] += credits_
    assert shipped_outlines().known <= reach.keys()
    assert min(reach[subcategory] for subcategory in shipped_outlines().known) >= Credits.of(2)


def test_sizes_and_prices_are_those_of_the_field() -> None:
    sizes = [course.ce_credits for course in CATALOG.courses if course.ce_credits is not None]
    assert (min(sizes), max(sizes)) == (Credits.of("0.5"), Credits.of(24))
    assert sum(Credits.of(1) <= size <= Credits.of(4) for size in sizes) > len(sizes) * 0.75
    for course in CATALOG.courses:
        if course.ce_credits == Credits.of(1) and course.price is not None:
            assert Money(0) <= course.price <= Money.of(20)
        assert all(figure.credits.hundredths % 25 == 0 for figure in course.distributions)


def test_it_holds_what_makes_planning_hard() -> None:
    courses = CATALOG.courses
    assert sum(course.sale_price is not None for course in courses) >= 3
    assert sum(course.price is None for course in courses) >= 3
    assert any(course.price == Money(0) for course in courses)
    assert sum(not course.distributions for course in courses) >= 3
    assert sum(course.expires_on is not None and course.expires_on < TODAY for course in courses) >= 3
    assert (
        sum(course.approved_from is not None and course.approved_from > YEARS_LATER for course in courses)
        >= 2
    )
    numbers = Counter(course.activity_id for course in courses if course.activity_id)
    assert set(numbers.values()) == {2}
    assert any(figure.applies_from for course in courses for figure in course.distributions)
    assert any(not figure.subcategory.name for course in courses for figure in course.distributions)
    smaller = [c for c in courses if c.ce_credits and targeted_in_one_discipline(c.course_id) < c.ce_credits]
    assert len(smaller) > len(courses) / 3


def targeted_in_one_discipline(course_id: str) -> Credits:
    """Give the most that a course's distribution holds in any one discipline."""
    by_discipline: defaultdict[str, Credits] = defaultdict(Credits)
    for subcategory, credits_ in CATALOG.by_id()[course_id].distribution_on(TODAY).items():
        by_discipline[subcategory.discipline] += credits_
    return max(by_discipline.values(), default=Credits(0))


def test_a_bundle_costs_less_than_its_parts_and_a_pass_holds_all_of_a_seller() -> None:
    courses = CATALOG.by_id()
    for bundle in CATALOG.bundles:
        parts = [courses[course_id] for course_id in bundle.course_ids]
        assert bundle.price is not None
        assert bundle.price < Money.total(part.price for part in parts if part.price is not None)
    unlimited = next(bundle for bundle in CATALOG.bundles if "pass" in bundle.title)
    (seller,) = {courses[course_id].seller for course_id in unlimited.course_ids}
    assert set(unlimited.course_ids) == {c.course_id for c in CATALOG.courses if c.seller == seller}


def test_only_what_is_meant_to_be_wrong_is_reported() -> None:
    assert not any(problem.is_error for problem in demo_catalog().problems)
    assert {problem.code for problem in demo_catalog().problems} == INTENDED


def test_there_is_a_case_for_each_story() -> None:
    assert list(CASES) == ["ordinary", "budget", "impossible", "two-credentials", "one-course"]
    assert all(results(case).needs and case.title and case.story.endswith(".") for case in CASES.values())


def test_ordinary_four_small_courses_cost_less_than_any_three() -> None:
    cheapest, fewest = plan("ordinary"), plan("ordinary", goal=Goal.COURSES)
    assert cheapest.status is Status.COVERED
    assert cheapest.totals.courses == 4
    assert fewest.totals.courses == 3
    assert cheapest.totals.price < fewest.totals.price


def test_budget_a_bundle_makes_it_fit() -> None:
    within = plan("budget")
    assert within.status is Status.COVERED
    assert Money.of(95) < within.totals.price <= Money.of(100)
    assert within.bundles
    assert plan("budget", bundles=False).status is Status.SHORTFALL


def test_budget_with_less_something_is_short_and_the_budget_is_named() -> None:
    less = plan("budget", budget=Money.of(80))
    assert less.status is Status.SHORTFALL
    assert less.totals.price <= Money.of(80)
    assert "budget" in {limit.name for limit in less.limits}


def test_impossible_is_short_in_one_subcategory_only() -> None:
    best = plan("impossible")
    assert best.status is Status.SHORTFALL
    (row,) = (row for row in best.coverage if row.short)
    assert row.subcategory.name == "Radiopharmaceuticals"
    assert row.best_available < row.required
    assert best.courses
    assert [limit.name for limit in best.limits] == ["dates"]


def test_two_credentials_uses_courses_of_both_and_a_pass() -> None:
    both = plan("two-credentials")
    assert both.status is Status.COVERED
    served = {serving.subcategory.discipline for course in both.courses for serving in course.serves}
    assert served == {"CT", "MR"}
    assert [bundle.bundle_id for bundle in both.bundles] == ["SCO-PASS"]
    assert plan("two-credentials", share=True).totals.price < both.totals.price


def test_one_course_covers_all_and_is_cheapest() -> None:
    one = plan("one-course")
    assert one.status is Status.COVERED
    assert one.totals.courses == 1


@pytest.mark.parametrize("key", CASES)
def test_the_stories_stay_true_for_years(key: str) -> None:
    now, later = plan(key), plan(key, on=YEARS_LATER)
    assert later.status is now.status
    assert later.totals == now.totals
