"""A solution of the model, turned back into a plan: courses, payment, coverage and totals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.credits import Credits, Hours, Money
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
from planner.solving.candidates import take_by
from planner.solving.model import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from planner.catalog import Bundle
    from planner.outline import Subcategory
    from planner.preferences import Preferences
    from planner.prescription import Prescription
    from planner.solving.candidates import Candidate, Candidates, Start
    from planner.solving.finished import Finished
    from planner.solving.model import Way
    from planner.solving.search import Found


@dataclass(frozen=True, slots=True)
class Basket:
    """What a solution takes and buys, and what everything in it counts for."""

    found: Found

    @property
    def taken(self) -> tuple[Candidate, ...]:
        """The courses in the plan, in the order of their ids."""
        model = self.found.model
        return tuple(c for c in model.task.candidates if self.found.values[model.take[c.course.course_id]])

    @property
    def bundles(self) -> tuple[Bundle, ...]:
        """The bundles bought, in the order of their ids."""
        model = self.found.model
        return tuple(b for b in model.task.bundles if self.found.values[model.bundle[b.bundle_id]])

    def paid_in(self, course_id: str) -> str | None:
        """Name the bundle that a course comes with; None where it is bought alone."""
        return next((b.bundle_id for b in self.bundles if course_id in b.course_ids), None)

    def serves(self, key: str) -> tuple[Serving, ...]:
        """Tell what a course or completed activity counts for: its whole figures, not capped."""
        way = self._way(key)
        return () if way is None else tuple(Serving(s, c) for s, c in way.credits_of.items())

    def start_of(self, candidate: Candidate) -> Start:
        """Tell which of its starts a course counts by."""
        way = self._way(candidate.course.course_id)
        return candidate.starts[0 if way is None else way.start]

    def _way(self, key: str) -> Way | None:
        model = self.found.model
        pairs = zip(model.ways.get(key, ()), model.counting(key), strict=False)
        return next((way for way, column in pairs if self.found.values[column]), None)

    def totals(self) -> Totals:
        """Add up the courses; what is not known is counted, not added."""
        courses = [candidate.course for candidate in self.taken]
        alone = [course for course in courses if self.paid_in(course.course_id) is None]
        prices = [course.price for course in alone] + [bundle.price for bundle in self.bundles]
        ce_credits = [course.ce_credits for course in courses]
        hours = [course.hours for course in courses]
        return Totals(
            price=Money.total(price for price in prices if price is not None),
            price_unknown=prices.count(None),
            ce_credits=Credits.total(amount for amount in ce_credits if amount is not None),
            ce_credits_unknown=ce_credits.count(None),
            targeted_credits=Credits.total(
                serving.credits
                for candidate in self.taken
                for serving in self.serves(candidate.course.course_id)
            ),
            courses=len(courses),
            hours=Hours.total(amount for amount in hours if amount is not None),
            hours_unknown=hours.count(None),
        )


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a plan says besides its solution."""

    prescription: Prescription
    preferences: Preferences
    candidates: Candidates
    finished: tuple[Finished, ...]
    limits: tuple[Limit, ...]
    others: tuple[Found, ...]


def assemble(found: Found, around: Surroundings) -> Plan:
    """Make the plan of a solution."""
    basket = Basket(found)
    order = {row.subcategory: place for place, row in reversed(list(enumerate(around.prescription.needs)))}
    courses = [_planned(candidate, basket, around.preferences, order) for candidate in basket.taken]
    courses.sort(key=lambda planned: (_first_served(planned, order), planned.course.course_id))
    completed = tuple(_completed(done, basket, order) for done in around.finished)
    coverage = _coverage(courses, completed, around)
    covered = not around.prescription.open_questions and not any(row.short for row in coverage)
    return Plan(
        preferences=around.preferences,
        status=Status.COVERED if covered else Status.SHORTFALL,
        proven_optimal=found.proven,
        gap=found.gap,
        totals=basket.totals(),
        courses=tuple(courses),
        bundles=basket.bundles,
        coverage=coverage,
        completed=completed,
        limits=around.limits,
        alternatives=tuple(_alternative(other, around.finished) for other in around.others),
        open_questions=around.prescription.open_questions,
        assumed_figures=around.prescription.assumed_figures,
        unused_reasons=dict(around.candidates.reasons),
    )


def _planned(
    candidate: Candidate, basket: Basket, preferences: Preferences, order: Mapping[Subcategory, int]
) -> PlannedCourse:
    course, start = candidate.course, basket.start_of(candidate)
    return PlannedCourse(
        course=course,
        serves=_in_order(basket.serves(course.course_id), order),
        paid_in_bundle=basket.paid_in(course.course_id),
        take_from=start.take_from,
        take_by=take_by(course, start, preferences),
    )


def _completed(done: Finished, basket: Basket, order: Mapping[Subcategory, int]) -> CompletedCourse:
    key = key_of(done)
    to_assign = key in basket.found.model.ways
    serves = (
        basket.serves(key)
        if to_assign
        else tuple(Serving(subcategory, credits_) for subcategory, credits_ in done.credits_of.items())
    )
    return CompletedCourse(done.activity, done.title, _in_order(serves, order), done.course)


def _coverage(
    courses: Sequence[PlannedCourse], completed: Sequence[CompletedCourse], around: Surroundings
) -> tuple[Coverage, ...]:
    rows: list[Coverage] = []
    most = most_for_each({row.subcategory for row in around.prescription.needs}, around.candidates)
    for requirement in around.prescription.needs:
        subcategory, margin = requirement.subcategory, around.preferences.margin
        required = requirement.credits_required or Credits(0)
        done = _sum(completed, subcategory)
        planned = _sum(courses, subcategory)
        rows.append(
            Coverage(
                requirement=requirement,
                required=required,
                margin=margin,
                completed=done,
                planned=planned,
                short=(required + margin - done - planned).or_zero(),
                best_available=most[subcategory],
            )
        )
    return tuple(rows)


def most_for(subcategory: Subcategory, candidates: Candidates) -> Credits:
    """Give the most that all courses together could give one need, an activity counted once.

    Under the same rules as the plan, the budget and completed CE aside. Where a course is pinned, nothing
    else of its activity can be taken.
    """
    return most_for_each([subcategory], candidates)[subcategory]


def most_for_each(
    subcategories: Iterable[Subcategory], candidates: Candidates
) -> Mapping[Subcategory, Credits]:
    """Give for each of some needs the most that there is for it alone: see `most_for`."""
    pinned = {candidate.course.activity for candidate in candidates.courses if candidate.pinned}
    most: dict[Subcategory, dict[str, Credits]] = {subcategory: {} for subcategory in subcategories}
    for candidate in candidates.courses:
        activity = candidate.course.activity
        if activity in pinned and not candidate.pinned:
            continue
        for subcategory, gives in candidate.most.items():
            if subcategory in most:
                of_each = most[subcategory]
                of_each[activity] = max(gives, of_each.get(activity, gives))
    return {subcategory: Credits.total(of_each.values()) for subcategory, of_each in most.items()}


def _alternative(found: Found, finished: Sequence[Finished]) -> Alternative:
    basket = Basket(found)
    counted = [
        (c.course.course_id, basket.start_of(c).credits_of, basket.serves(c.course.course_id))
        for c in basket.taken
    ]
    counted += [(done.activity.course_id, done.credits_of, basket.serves(key_of(done))) for done in finished]
    starts = [(c, basket.start_of(c).take_from) for c in basket.taken if c.later]
    return Alternative(
        totals=basket.totals(),
        course_ids=tuple(candidate.course.course_id for candidate in basket.taken),
        bundle_ids=tuple(bundle.bundle_id for bundle in basket.bundles),
        counted_for=tuple(
            (name, serves[0].subcategory.discipline)
            for name, credits_of, serves in counted
            if 0 < len(serves) < len(credits_of)
        ),
        started_on=tuple((c.course.course_id, day) for c, day in starts if day != c.take_from),
    )


def _sum(items: Sequence[PlannedCourse] | Sequence[CompletedCourse], subcategory: Subcategory) -> Credits:
    return Credits.total(
        serving.credits for item in items for serving in item.serves if serving.subcategory == subcategory
    )


def _in_order(serves: Sequence[Serving], order: Mapping[Subcategory, int]) -> tuple[Serving, ...]:
    return tuple(sorted(serves, key=lambda serving: order[serving.subcategory]))


def _first_served(planned: PlannedCourse, order: Mapping[Subcategory, int]) -> int:
    return order[planned.serves[0].subcategory] if planned.serves else len(order)
