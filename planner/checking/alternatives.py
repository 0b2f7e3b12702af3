"""The further plans: each possible, no less covered than the plan itself, and none an earlier one again."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from planner.checking.sums import activity_of, as_told, by_discipline, different, repeated, totals
from planner.preferences import Goal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from planner.catalog import Course
    from planner.checking.audit import Audit
    from planner.checking.offers import Figures
    from planner.outline import Subcategory
    from planner.plan import Alternative, Totals


def check_alternatives(audit: Audit) -> Iterator[str]:
    """Say what is wrong with the alternatives of a plan."""
    plan = audit.plan
    if len(plan.alternatives) > max(0, plan.preferences.alternatives):
        yield "there are more alternatives than were asked for"
    earlier = [{planned.course.course_id for planned in plan.courses}]
    value = _value(plan.totals, plan.preferences.goal)
    for place, alternative in enumerate(plan.alternatives, start=1):
        name = f"alternative {place}"
        for finding in _Alternative(audit, alternative).findings():
            yield f"{name}: {finding}"
        taken = set(alternative.course_ids)
        if any(before <= taken for before in earlier):
            yield f"{name} holds an earlier plan whole"
        if _value(alternative.totals, plan.preferences.goal) < value:
            yield f"{name} is better than a plan before it"
        earlier.append(taken)
        value = _value(alternative.totals, plan.preferences.goal)


class _Alternative:
    """One alternative beside the plan's audit."""

    def __init__(self, audit: Audit, alternative: Alternative) -> None:
        self._audit = audit
        self._told = alternative
        self._counted_for: Mapping[str, str] = dict(alternative.counted_for)
        self._started_on: Mapping[str, date] = dict(alternative.started_on)
        self._courses: list[Course] = [
            audit.catalog[course_id] for course_id in alternative.course_ids if course_id in audit.catalog
        ]
        self._bundles = [
            audit.offers.bundles[bundle_id]
            for bundle_id in alternative.bundle_ids
            if bundle_id in audit.offers.bundles
        ]

    def findings(self) -> Iterator[str]:
        told, audit = self._told, self._audit
        yield from repeated("course", told.course_ids)
        yield from repeated("bundle", told.bundle_ids)
        yield from repeated("activity", (activity_of(course) for course in self._courses))
        if len(self._courses) != len(told.course_ids) or len(self._bundles) != len(told.bundle_ids):
            yield "it holds a course or bundle that can't be had"
        if not self._started_on.keys() <= set(told.course_ids):
            yield "it tells the day of a start of what it doesn't take"
        for pin in audit.missing_pins(set(told.course_ids)):
            yield f"the pinned course {pin!r} is missing"
        for bundle in self._bundles:
            if not set(told.course_ids).intersection(bundle.course_ids):
                yield f"the bundle {bundle.bundle_id!r} pays for nothing"
        yield from self._figures()

    def _figures(self) -> Iterator[str]:
        audit = self._audit
        planned: Counter[Subcategory] = Counter()
        done: Counter[Subcategory] = Counter()
        for course in self._courses:
            offer = audit.offers.of(course, self._started_on.get(course.course_id))
            if isinstance(offer, str):
                yield f"{course.course_id!r} can't be taken: {offer}"
            else:
                planned.update(self._counted(course.course_id, offer.figures))
        for item in audit.done.values():
            kept = {row: amount for row, amount in item.figures.items() if row in audit.wanted}
            done.update(self._counted(item.activity.course_id, kept))
        short = sum(
            max(0, audit.target(place) - planned[need.subcategory] - done[need.subcategory])
            for place, need in enumerate(audit.needs)
        )
        if short > audit.short:
            yield "it leaves more uncovered than the plan"
        in_bundles = {part for bundle in self._bundles for part in bundle.course_ids}
        alone = [course for course in self._courses if course.course_id not in in_bundles]
        for course in alone:
            if not audit.offers.sold_alone(course):
                yield f"{course.course_id!r} has no known price"
        expected = totals(self._courses, alone, self._bundles, planned.total())
        yield from different("totals", as_told(self._told.totals), expected)
        budget = audit.wishes.budget
        if budget is not None and expected["price"] > budget.hundredths:
            yield "it costs more than the budget"

    def _counted(self, name: str, figures: Figures) -> Figures:
        """Give what something counts for here: one discipline's figures, unless disciplines may share."""
        parts = by_discipline(figures)
        if self._audit.wishes.share_disciplines or len(parts) < 2:  # noqa: PLR2004 - nothing to choose
            return figures
        chosen = self._counted_for.get(name)
        return next((part for part in parts if any(row.discipline == chosen for row in part)), {})


def _value(told: Totals, goal: Goal) -> tuple[int, int]:
    return {
        Goal.COST: (told.price_unknown, told.price.hundredths),
        Goal.CE_CREDITS: (told.ce_credits_unknown, told.ce_credits.hundredths),
        Goal.COURSES: (0, told.courses),
        Goal.HOURS: (told.hours_unknown, told.hours.hundredths),
    }[goal]
