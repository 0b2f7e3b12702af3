"""On small cases the plan for structured education equals the best of all sets of courses.

The catalog is made from the sums that each course is to have by category; the planner sees only the
distributions that they were broken down into.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, combinations

import pytest

from planner.catalog import Bundle, Course, Distribution
from planner.credits import Credits
from planner.outline import Subcategory
from planner.preferences import Goal
from planner.prescription import CompletedActivity
from planner.rules import StructuredEducation
from planner.structured import StructuredPlan, make_structured_plan, structured_requirement
from tests.builders import bundle, catalog, course, preferences

FIGURES = StructuredEducation(Credits.of(4), Credits.of("0.5"), 24, frozenset())
APPLY_ON = date(2027, 6, 15)
FIRST_DAY = date(2025, 6, 15)
Sums = dict[str, int]


@dataclass(frozen=True)
class Case:
    """A catalog, and the hundredths of a credit that each of its courses gives each category."""

    code: str
    categories: tuple[str, ...]
    courses: tuple[Course, ...]
    sums: dict[str, Sums]
    bundles: tuple[Bundle, ...]
    completed: tuple[CompletedActivity, ...]
    counted: Sums
    goal: Goal
    margin: int
    budget: int | None


def _case(number: int) -> Case:
    luck = random.Random(number)
    code = luck.choice(("MR", "CT", "M", "BD"))
    requirement = structured_requirement(code).requirement
    assert requirement is not None
    categories = tuple(category.name for category in requirement.categories)
    courses: list[Course] = []
    sums: dict[str, Sums] = {}
    for n in range(luck.randint(1, 7)):
        course_id = f"c{n}"
        sums[course_id] = _some(categories, luck)
        figures = _broken_down(sums[course_id], code, luck)
        price, ce, hours = luck.choice((0, 5, 10, 12.5, 20)), luck.randint(1, 12) / 2, luck.randint(1, 8) / 2
        courses.append(course(course_id, price=price, ce=ce, hours=hours, distributions=figures))
    if len(courses) > 2 and luck.random() < 0.4:
        for place in luck.sample(range(len(courses)), 2):
            courses[place] = replace(courses[place], activity_id="same")
    bundles = [
        bundle(f"b{n}", *luck.sample(sorted(sums), luck.randint(1, len(sums))), price=luck.choice((8, 15)))
        for n in range(luck.choice((0, 0, 1, 2)))
    ]
    mine, recent = _some(categories, luck), luck.random() < 0.5
    day = FIRST_DAY if recent else date(2025, 6, 14)
    completed = CompletedActivity("elsewhere", day, _broken_down(mine, code, luck))
    return Case(
        code,
        categories,
        tuple(courses),
        sums,
        tuple(bundles),
        (completed,),
        mine if recent else {},
        luck.choice(list(Goal)),
        luck.choice((0, 0, 25)),
        luck.choice((None, None, 2000)),
    )


def _some(categories: tuple[str, ...], luck: random.Random) -> Sums:
    return {category: 25 * luck.randint(1, 6) for category in categories if luck.random() < 0.6}


def _broken_down(sums: Sums, code: str, luck: random.Random) -> tuple[Distribution, ...]:
    """Break sums down to subcategories, in one of the shapes in which they are published."""
    rows: list[tuple[str, str, int]] = []
    for category, sum_ in sums.items():
        shape = luck.choice(("one", "two", "category only", "with its parent"))
        part = 25 * luck.randint(0, sum_ // 25)
        if shape in {"category only", "with its parent"}:
            rows.append((category, "", sum_))
        if shape == "two":
            rows += [(category, "first", part), (category, "second", sum_ - part)]
        elif shape != "category only":
            rows.append((category, "first", sum_))
    since = luck.choice((None, date(2025, 1, 1)))
    now = tuple(_row(code, *row, since=since) for row in rows)
    other = tuple(_row("R", *row, since=since) for row in rows if luck.random() < 0.3)
    before = tuple(
        _row(code, "Procedures", "old", 900, since=date(2020, 1, 1)) for _ in range(1) if since and now
    )
    later = tuple(_row(code, *row, since=date(2030, 1, 1)) for row in rows if luck.random() < 0.3)
    mixed = [*now, *other, *before, *later]
    luck.shuffle(mixed)
    return tuple(mixed)


def _row(code: str, category: str, name: str, hundredths: int, *, since: date | None) -> Distribution:
    return Distribution(Subcategory(code, category, name), Credits(hundredths), since)


def _best(case: Case) -> tuple[int, tuple[int, ...]]:
    """Go through all sets: the least that stays short over the categories and the total, then the goal."""
    results: list[tuple[int, tuple[int, ...]]] = []
    for size in range(len(case.courses) + 1):
        for chosen in combinations(case.courses, size):
            cents = _cheapest(chosen, case.bundles)
            affordable = case.budget is None or cents <= case.budget
            if affordable and len({one.activity for one in chosen}) == len(chosen):
                results.append((_short(chosen, case), _value(chosen, cents, case.goal)))
    return min(results)


def _short(chosen: tuple[Course, ...], case: Case) -> int:
    has = [case.counted, *(case.sums[one.course_id] for one in chosen)]
    least, credits_ = FIGURES.least_per_category.hundredths, FIGURES.credits.hundredths
    short = max(0, credits_ + case.margin - sum(chain.from_iterable(sums.values() for sums in has)))
    for category in case.categories:
        short += max(0, least + case.margin - sum(sums.get(category, 0) for sums in has))
    return short


def _cheapest(chosen: tuple[Course, ...], bundles: tuple[Bundle, ...]) -> int:
    ways = []
    for bought in chain.from_iterable(combinations(bundles, n) for n in range(len(bundles) + 1)):
        held = {part for one in bought for part in one.course_ids}
        alone = [one for one in chosen if one.course_id not in held]
        ways.append(sum(item.price.hundredths for item in (*bought, *alone) if item.price is not None))
    return min(ways)


def _value(chosen: tuple[Course, ...], cents: int, goal: Goal) -> tuple[int, ...]:
    ce = sum(one.ce_credits.hundredths for one in chosen if one.ce_credits is not None)
    hours = sum(one.hours.hundredths for one in chosen if one.hours is not None)
    first = {Goal.COST: cents, Goal.CE_CREDITS: ce, Goal.COURSES: len(chosen), Goal.HOURS: hours}[goal]
    return (first, cents, ce, len(chosen))


def _answer(case: Case) -> StructuredPlan:
    requirement = structured_requirement(case.code, figures=FIGURES).requirement
    assert requirement is not None
    wishes = preferences(
        case.goal,
        margin=case.margin / 100,
        budget=None if case.budget is None else case.budget / 100,
    )
    offers = catalog(*case.courses, *case.bundles)
    answer = make_structured_plan(requirement, offers, wishes, case.completed, apply_on=APPLY_ON).answer
    assert answer is not None
    return answer


@pytest.mark.parametrize("batch", range(10))
def test_the_plan_equals_the_best_of_all_sets(batch: int) -> None:
    for number in range(batch * 12, batch * 12 + 12):
        case = _case(number)
        plan = _answer(case).plan
        totals = plan.totals
        chosen = tuple(planned.course for planned in plan.courses)
        short = sum(row.short.hundredths for row in plan.coverage)
        told = _value(chosen, totals.price.hundredths, case.goal)
        assert plan.proven_optimal
        assert (short, told) == _best(case), number
        assert totals.targeted_credits.hundredths == sum(
            sum(case.sums[one.course_id].values()) for one in chosen
        ), number
        assert plan.coverage[-1].completed.hundredths == sum(case.counted.values()), number
