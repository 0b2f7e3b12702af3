"""Every plan there is, gone through one by one: what the optimiser has to equal on small cases.

Written from the contract, without looking at how the planner does it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import chain, combinations, product
from typing import TYPE_CHECKING

from planner.preferences import Goal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planner.catalog import Course, Distribution
    from planner.outline import Subcategory
    from planner.plan import Totals
    from tests.property.cases import Case

Figures = dict["Subcategory", int]


@dataclass(frozen=True)
class Possible:
    """One set of courses that may be taken, at the least it leaves short and costs."""

    course_ids: frozenset[str]
    short: int
    value: tuple[int, ...]


def value_of(totals: Totals, goal: Goal) -> tuple[int, ...]:
    """Give the figures of a plan in the order in which they are made small."""
    return in_order(
        goal,
        (totals.price_unknown, totals.price.hundredths),
        (totals.ce_credits_unknown, totals.ce_credits.hundredths),
        totals.courses,
        (totals.hours_unknown, totals.hours.hundredths),
    )


def in_order(
    goal: Goal, dollars: tuple[int, int], ce: tuple[int, int], number: int, hours: tuple[int, int]
) -> tuple[int, ...]:
    """Put the goal first, then dollars, CE credits and courses."""
    first = {Goal.COST: dollars, Goal.CE_CREDITS: ce, Goal.COURSES: (number,), Goal.HOURS: hours}[goal]
    return (*first, *dollars, *ce, number)


def best(case: Case) -> Possible | None:
    """Give the best plan of all, or None where the pins can't be kept."""
    return min(every_plan(case), key=lambda plan: (plan.short, plan.value), default=None)


def next_best(case: Case, number: int) -> list[Possible]:
    """Give the best plan and the next ones, none of which holds an earlier one whole."""
    plans = sorted(every_plan(case), key=lambda plan: (plan.short, plan.value, sorted(plan.course_ids)))
    chosen: list[Possible] = []
    for plan in plans:
        as_much = plan.short == plans[0].short
        if as_much and len(chosen) <= number and not any(c.course_ids <= plan.course_ids for c in chosen):
            chosen.append(plan)
    return chosen


def every_plan(case: Case) -> Iterator[Possible]:
    """Go through every set of courses that keeps the limits."""
    wishes, by_id = case.preferences, case.catalog.by_id()
    done = _done(case)
    done_activities = {activity for activity, _ in done}
    pins = {pin for pin in wishes.pins if by_id[pin].activity not in done_activities}
    offered = [c for c in case.catalog.courses if _may_be_taken(c, case, done_activities)]
    for chosen in _subsets(offered):
        ids = frozenset(course.course_id for course in chosen)
        activities = [course.activity for course in chosen]
        price = _least_price(chosen, case)
        if pins <= ids and len(set(activities)) == len(activities) and price is not None:
            counted = [figures for _, figures in done]
            choices = product(*(figures_by_start(course, case) for course in chosen))
            short = min(_least_short(case, [*counted, *figures]) for figures in choices)
            ce = [course.ce_credits for course in chosen]
            hours = [course.hours for course in chosen]
            value = in_order(
                wishes.goal,
                price,
                (ce.count(None), sum(amount.hundredths for amount in ce if amount is not None)),
                len(chosen),
                (hours.count(None), sum(amount.hundredths for amount in hours if amount is not None)),
            )
            yield Possible(ids, short, value)


def is_covered(case: Case, courses: Sequence[Course]) -> bool:
    """Whether courses, as far as they may be taken, and one of each activity, cover everything."""
    done = _done(case)
    done_activities = {activity for activity, _ in done}
    versions: dict[str, list[Figures]] = {}
    for course in courses:
        if _may_be_taken(course, case, done_activities):
            versions.setdefault(course.activity, []).extend(figures_by_start(course, case))
    counted = [figures for _, figures in done]
    return any(not _least_short(case, [*counted, *chosen]) for chosen in product(*versions.values()))


def figures_by_start(course: Course, case: Case) -> list[Figures]:
    """Give the figures of a course for each day on which it can be started and others hold than before."""
    first = _first_day(course, case)
    last = min(case.preferences.last_day, course.expires_on or case.preferences.last_day)
    begins = {row.applies_from for row in course.distributions if row.applies_from is not None}
    return [_figures(course.distributions, day) for day in [first, *(d for d in begins if first < d <= last)]]


def figures_of_completed(case: Case) -> list[Figures]:
    """Give the figures of each completed activity that counts."""
    return [figures for _, figures in _done(case)]


def _subsets(courses: Sequence[Course]) -> Iterable[tuple[Course, ...]]:
    return chain.from_iterable(combinations(courses, size) for size in range(len(courses) + 1))


def _first_day(course: Course, case: Case) -> date:
    """Give the first day on which a course can be started and gives anything prescribed, if there is one."""
    opens = max(case.preferences.on, course.approved_from or case.preferences.on)
    last = case.preferences.deadline or case.preferences.on
    begins = {row.applies_from for row in course.distributions if row.applies_from is not None}
    needed = {row.subcategory for row in case.prescription.needs}
    days = [opens, *sorted(day for day in begins if opens < day <= last)]
    return next((day for day in days if needed & _figures(course.distributions, day).keys()), opens)


def _may_be_taken(course: Course, case: Case, done_activities: set[str]) -> bool:
    wishes = case.preferences
    last = wishes.deadline or wishes.on
    first = _first_day(course, case)
    open_then = first <= last and (course.expires_on is None or course.expires_on >= first)
    wanted = not wishes.sellers or course.seller in wishes.sellers or course.course_id in wishes.pins
    free = course.activity not in done_activities and course.course_id not in wishes.exclusions
    return open_then and wanted and free


def _done(case: Case) -> list[tuple[str, Figures]]:
    by_id, seen = case.catalog.by_id(), {}
    for activity in sorted(case.completed, key=lambda item: (item.completed_on, item.course_id)):
        course = by_id.get(activity.course_id)
        rows = activity.distributions or (course.distributions if course else ())
        key = course.activity if course else activity.course_id
        if activity.completed_on <= case.preferences.on:
            seen.setdefault(key, _figures(rows, activity.completed_on))
    return list(seen.items())


def _figures(rows: Sequence[Distribution], day: date) -> Figures:
    """Undated figures, and over them the newest set of each discipline that has begun."""
    figures = {row.subcategory: row.credits.hundredths for row in rows if row.applies_from is None}
    begun = [row for row in rows if row.applies_from is not None and row.applies_from <= day]
    newest = {row.subcategory.discipline: row.applies_from for row in sorted(begun, key=_begins)}
    dated = [row for row in begun if row.applies_from == newest[row.subcategory.discipline]]
    return {**figures, **{row.subcategory: row.credits.hundredths for row in dated}}


def _begins(row: Distribution) -> date:
    return row.applies_from or date.min


def _least_price(chosen: Sequence[Course], case: Case) -> tuple[int, int] | None:
    """Give the fewest things of unknown price, then the least known cents, within the budget."""
    wishes, catalog = case.preferences, case.catalog
    known_somewhere = any(item.price is not None for item in (*catalog.courses, *catalog.bundles))
    unknown_fine = wishes.allow_unknown_price or (
        wishes.budget is None and not (wishes.goal is Goal.COST and known_somewhere)
    )
    ways: list[tuple[int, int]] = []
    for bought in chain.from_iterable(
        combinations(catalog.bundles, n) for n in range(len(catalog.bundles) + 1)
    ):
        held = {part for bundle in bought for part in bundle.course_ids}
        alone = [course for course in chosen if course.course_id not in held]
        kept_out = [bundle for bundle in bought if bundle.price is None]
        kept_out += [c for c in alone if c.price is None and c.course_id not in wishes.pins]
        prices = [item.price for item in (*bought, *alone)]
        cents = sum(price.hundredths for price in prices if price is not None)
        if (unknown_fine or not kept_out) and (wishes.budget is None or cents <= wishes.budget.hundredths):
            ways.append((prices.count(None), cents))
    return min(ways, default=None)


def _least_short(case: Case, counted: Sequence[Figures]) -> int:
    """Give the least that stays short over all ways of counting each thing for one discipline, or for all."""
    needs = {row.subcategory: row.credits_required.hundredths for row in case.prescription.needs}  # type: ignore[union-attr]
    disciplines = sorted({row.discipline for row in needs})
    ways = [
        [None]
        if case.preferences.share_disciplines
        else ([d for d in disciplines if any(row.discipline == d for row in figures)] or [None])
        for figures in counted
    ]
    least = None
    for choice in product(*ways):
        has: Counter[Subcategory] = Counter()
        for discipline, figures in zip(choice, counted, strict=True):
            for row, amount in figures.items():
                if discipline is None or row.discipline == discipline:
                    has[row] += amount
        margin = case.preferences.margin.hundredths
        short = sum(max(0, need + margin - has[row]) for row, need in needs.items())
        least = short if least is None else min(least, short)
    return least or 0
