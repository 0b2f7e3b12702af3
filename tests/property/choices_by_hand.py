"""What the choices have to equal: every plan gone through one by one, for each kind of choice."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations, product
from typing import TYPE_CHECKING

from planner.choices import Given
from planner.credits import Credits
from planner.planning import make_plan
from planner.preferences import Goal
from tests.property.brute_force import every_plan, figures_by_start, figures_of_completed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planner.outline import Subcategory
    from planner.plan import Plan
    from tests.property.brute_force import Possible
    from tests.property.cases import Case

FEW = 3


def goal_of(number: int) -> Goal:
    return list(Goal)[number % len(Goal)]


def given(made: Case) -> Given:
    return Given(made.prescription, made.catalog, made.completed)


def plan_of(made: Case) -> Plan | None:
    return make_plan(made.prescription, made.catalog, made.preferences, made.completed).plan


def wishing(made: Case, **wishes: object) -> Case:
    return replace(made, preferences=replace(made.preferences, **wishes))  # type: ignore[arg-type]


def without_course(made: Case, course_id: str) -> Case:
    wishes = made.preferences
    return wishing(made, pins=wishes.pins - {course_id}, exclusions=wishes.exclusions | {course_id})


def ids(plan: Plan) -> frozenset[str]:
    return frozenset(planned.course.course_id for planned in plan.courses)


def measured(plan: Plan, against: Goal) -> tuple[tuple[int, ...], tuple[int, ...]]:
    totals = plan.totals
    price = (totals.price_unknown, totals.price.hundredths)
    if against is Goal.COURSES:
        return price, (totals.courses,)
    if against is Goal.HOURS:
        return price, (totals.hours_unknown, totals.hours.hundredths)
    return price, (totals.ce_credits_unknown, totals.ce_credits.hundredths)


def measured_by_hand(
    possible: Possible, made: Case, against: Goal
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    by_id = made.catalog.by_id()
    courses = [by_id[course_id] for course_id in possible.course_ids]
    if against is Goal.COURSES:
        return possible.value[:2], (len(courses),)
    amounts = [c.hours if against is Goal.HOURS else c.ce_credits for c in courses]
    known = sum(amount.hundredths for amount in amounts if amount is not None)
    return possible.value[:2], (amounts.count(None), known)


def efficient_by_hand(made: Case, against: Goal) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    possible = list(every_plan(made))
    least = min((plan.short for plan in possible), default=0)
    points = {measured_by_hand(plan, made, against) for plan in possible if plan.short == least}
    return sorted(
        (cost, other)
        for cost, other in points
        if not any(c <= cost and o <= other and (c, o) != (cost, other) for c, o in points)
    )


def activities(course_ids: Iterable[str], made: Case) -> frozenset[str]:
    by_id, pins = made.catalog.by_id(), made.preferences.pins
    return frozenset(by_id[course_id].activity for course_id in course_ids if course_id not in pins)


def different_by_hand(made: Case, number: int, apart: int) -> list[tuple[int, tuple[int, ...]]]:
    plans = sorted(every_plan(made), key=lambda p: (p.short, p.value, sorted(p.course_ids)))
    taken: list[Possible] = []
    for plan in plans:
        have = activities(plan.course_ids, made)
        far = all(
            (before := activities(other.course_ids, made)) and len(before - have) >= min(apart, len(before))
            for other in taken
        )
        if plan.short == plans[0].short and far and len(taken) < number:
            taken.append(plan)
    return [(plan.short, plan.value) for plan in taken]


def swaps_by_hand(made: Case, plan: Plan, course_id: str) -> dict[int, list[tuple[int, ...]]]:
    others = ids(plan) - {course_id}
    enough = {
        possible.course_ids - others: possible.value
        for possible in every_plan(without_course(made, course_id))
        if possible.course_ids >= others
        and len(possible.course_ids - others) <= 2
        and possible.short <= plan.short.hundredths
    }
    by_size: dict[int, list[tuple[int, ...]]] = {0: [], 1: [], 2: []}
    for new, worth in enough.items():
        smaller = (frozenset(part) for size in range(len(new)) for part in combinations(new, size))
        if not any(part in enough for part in smaller):
            by_size[len(new)].append(worth)
    return {size: sorted(worths)[:FEW] for size, worths in by_size.items()}


def worst_losses(made: Case, possible: Possible) -> Iterator[int]:
    """Give, for each way of starting and counting, what the needs lack after each one's worst loss."""
    by_id = made.catalog.by_id()
    taken = [figures_by_start(by_id[course_id], made) for course_id in sorted(possible.course_ids)]
    for figures in product(*taken):
        yield from _worst_losses(made, figures)


def _worst_losses(made: Case, taken: Sequence[dict[Subcategory, int]]) -> Iterator[int]:
    margin = made.preferences.margin.hundredths
    needs = {
        row.subcategory: (row.credits_required or Credits(0)).hundredths for row in made.prescription.needs
    }
    disciplines = {row.discipline for row in needs}
    counted = [*taken, *figures_of_completed(made)]
    ways = [
        [None]
        if made.preferences.share_disciplines
        else (sorted({row.discipline for row in figures} & disciplines) or [None])
        for figures in counted
    ]
    for choice in product(*ways):
        lacks: Counter[object] = Counter()
        for lost in range(len(taken)) or (None,):
            for need, required in needs.items():
                has = sum(
                    figures.get(need, 0)
                    for place, (discipline, figures) in enumerate(zip(choice, counted, strict=True))
                    if place != lost and discipline in (None, need.discipline)
                )
                lacks[need] = max(lacks[need], required + margin - has)
        yield sum(lacks.values())


def safest_by_hand(made: Case) -> tuple[int, tuple[int, ...]] | None:
    plans = [(min(worst_losses(made, possible)), possible.value) for possible in every_plan(made)]
    return min(plans, default=None)
