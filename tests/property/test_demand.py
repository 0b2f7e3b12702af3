"""On random small queues, what is told of demand is confirmed by planning again with another catalog."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.catalog import Course, Distribution
from planner.credits import Credits, Money
from planner.plan import Status
from planner.planning import make_plan
from planner.selling.answering import answer_queue
from planner.selling.customers import Group, Queue
from planner.selling.demand import find_demand
from tests.builders import prescribe
from tests.property.cases import ROWS, case

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.catalog import Catalog
    from planner.outline import Subcategory
    from planner.plan import Plan
    from planner.preferences import Preferences
    from planner.selling.answering import QueueAnswer

CASES = 10


def made(number: int) -> tuple[QueueAnswer, Catalog, Preferences]:
    """Answer a queue of up to six groups at one small catalog, with whatever makes planning hard."""
    luck = random.Random(f"demand {number}")
    base = case(number)
    groups = []
    for _ in range(luck.randint(2, 6)):
        rows = luck.sample(ROWS, luck.choice((1, 1, 2, 3)))
        needs = prescribe({row: luck.randint(1, 12) / 4 for row in rows})
        completed = base.completed if luck.random() < 0.5 else ()
        groups.append(Group(needs, completed, luck.randint(1, 3)))
    of = [number for number, group in enumerate(groups) for _ in range(group.customers)]
    queue = Queue(tuple(groups), [f"id {n}" for n in range(len(of))], of)
    return answer_queue(queue, base.catalog, base.preferences), base.catalog, base.preferences


def plans(answer: QueueAnswer, catalog: Catalog, wishes: Preferences) -> list[Plan | None]:
    groups = answer.queue.groups
    return [make_plan(group.prescription, catalog, wishes, group.completed).plan for group in groups]


def with_course(
    catalog: Catalog, wishes: Preferences, gives: Sequence[tuple[Subcategory, Credits]]
) -> Catalog:
    """Add a course that is free and open to everybody."""
    further = Course(
        "new course",
        seller=next(iter(wishes.sellers), ""),
        format=next(iter(wishes.formats), ""),
        list_price=Money(0) if catalog.has_prices else None,
        ce_credits=Credits(100),
        distributions=tuple(Distribution(at, credits_) for at, credits_ in gives),
    )
    return replace(catalog, courses=(*catalog.courses, further))


def newly_covered(answer: QueueAnswer, catalog: Catalog, wishes: Preferences) -> tuple[int, ...]:
    before = [a is not None and a.status is Status.SHORTFALL for a in answer.answers]
    after = plans(answer, catalog, wishes)
    pairs = enumerate(zip(before, after, strict=True))
    return tuple(n for n, (was, plan) in pairs if was and plan and plan.status is Status.COVERED)


def short_credits(plan: Plan | None) -> int:
    return 0 if plan is None else plan.short.hundredths


def test_a_new_course_newly_covers_exactly_whom_it_is_said_to() -> None:
    looked_at = 0
    for number in range(CASES):
        answer, catalog, wishes = made(number)
        found = find_demand(answer, catalog, wishes)
        assert found.complete, number
        groups = answer.queue.groups
        for new in found.new_courses:
            larger = with_course(catalog, wishes, new.gives)
            covered = newly_covered(answer, larger, wishes)
            assert covered == new.groups, (number, new)
            assert sum(groups[n].customers for n in covered) == new.customers, (number, new)
            looked_at += len(covered)
    assert looked_at


def test_each_step_of_a_curve_is_the_least_that_covers_so_many() -> None:
    for number in range(CASES):
        answer, catalog, wishes = made(number)
        groups = answer.queue.groups
        for curve in find_demand(answer, catalog, wishes).curves:
            customers_before = 0
            for step in curve.steps:
                for credits_, customers in (
                    (step.credits - Credits(25), customers_before),
                    (step.credits, step.customers),
                ):
                    larger = with_course(catalog, wishes, [(curve.subcategory, credits_)])
                    covered = newly_covered(answer, larger, wishes)
                    assert sum(groups[n].customers for n in covered) == customers, (number, curve)
                customers_before = step.customers


def test_a_scorecard_is_confirmed_by_planning_without_the_course() -> None:
    irreplaceable = 0
    for number in range(CASES):
        answer, catalog, wishes = made(number)
        groups, now = answer.queue.groups, plans(answer, catalog, wishes)
        for card in find_demand(answer, catalog, wishes).scorecards:
            course_id = card.course.course_id
            picks = [n for n, plan in enumerate(now) if plan and _planned(plan, course_id)]
            without = replace(
                wishes, exclusions=wishes.exclusions | {course_id}, pins=wishes.pins - {course_id}
            )
            then = plans(answer, catalog, without) if picks else now
            missed = [n for n in picks if short_credits(then[n]) > short_credits(now[n])]
            assert card.picked == sum(groups[n].customers for n in picks), (number, course_id)
            assert card.irreplaceable == sum(groups[n].customers for n in missed), (number, course_id)
            irreplaceable += len(missed)
            assert card.targeted == Credits.total(
                Credits(planned.targeted.hundredths * groups[n].customers)
                for n in picks
                if (plan := now[n]) is not None
                for planned in plan.courses
                if planned.course.course_id == course_id
            )
    assert irreplaceable


def _planned(plan: Plan, course_id: str) -> bool:
    return any(planned.course.course_id == course_id for planned in plan.courses)
