"""Each course's scorecard: who picks it, who can't do without it, and what it brings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.choices.yields import yield_of
from planner.credits import Credits, Money
from planner.selling.answering import plan_of
from planner.solving.search import find

if TYPE_CHECKING:
    from planner.catalog import Catalog, Course
    from planner.credits import Hundredths
    from planner.plan import Plan
    from planner.preferences import Preferences
    from planner.selling.answering import Answer, QueueAnswer
    from planner.selling.demand.shortages import Standing
    from planner.solving.clock import Clock


@dataclass(frozen=True, slots=True)
class Scorecard:
    """One course in all customers' plans. Credits and money are sums over those who pick it.

    ``revenue`` is from those who buy it alone; ``in_bundles`` counts those who get it in a bundle, whose
    price is the bundle's. ``counted`` is the part of the ``targeted`` credits that needs take.
    ``irreplaceable`` counts the customers for whom more would stay short without it, whatever else they took.
    These three are None where time was up before all were looked at.
    """

    course: Course
    picked: int = 0
    in_bundles: int = 0
    revenue: Money = Money(0)
    targeted: Credits | None = Credits(0)
    counted: Credits | None = Credits(0)
    irreplaceable: int | None = 0

    @property
    def per_dollar(self) -> Fraction | None:
        """Targeted credits for a dollar of its single price, over all plans; None: not known, or free."""
        return self._targeted_for(self.course.price)

    @property
    def per_ce_credit(self) -> Fraction | None:
        """Targeted credits for each of its CE credits, over all plans; None: not known, or 0."""
        return self._targeted_for(self.course.ce_credits)

    def _targeted_for(self, each: Hundredths | None) -> Fraction | None:
        of = 0 if each is None else each.hundredths * self.picked
        return Fraction(self.targeted.hundredths, of) if of and self.targeted is not None else None


class Scoring:
    """Adds up scorecards, a group after the other."""

    def __init__(self, queue_answer: QueueAnswer, catalog: Catalog, preferences: Preferences) -> None:
        """Begin with what the answers tell by themselves."""
        self._queue_answer = queue_answer
        self._catalog = catalog
        self._preferences = preferences
        self._parts = {bundle.bundle_id: frozenset(bundle.course_ids) for bundle in catalog.bundles}
        self._cards = {course.course_id: Scorecard(course) for course in catalog.courses}
        for group, answer in zip(queue_answer.queue.groups, queue_answer.answers, strict=True):
            if answer is not None:
                self._count(answer, group.customers)

    def _count(self, answer: Answer, customers: int) -> None:
        bundled = {part for bundle_id in answer.bundle_ids for part in self._parts[bundle_id]}
        for course_id in answer.course_ids:
            card = self._cards[course_id]
            alone = course_id not in bundled
            price = card.course.price if alone else None
            self._cards[course_id] = replace(
                card,
                picked=card.picked + customers,
                in_bundles=card.in_bundles + (0 if alone else customers),
                revenue=card.revenue + Money(0 if price is None else price.hundredths * customers),
            )

    def look(self, number: int, one: Standing, clock: Clock) -> None:
        """Add what a group's plan counts for, and whether it could do without each of its courses.

        Raises:
            CheckFailed: the checker disagrees with the plan.
            SolverFault: the solver ended without an answer.
        """
        answer = self._queue_answer.answers[number]
        plan = None if answer is None else self._plan(number, one, answer, clock)
        if plan is None:
            self.pass_over(number)
            return
        now = sum(one.short.values())
        for course in yield_of(plan).courses:
            course_id = course.planned.course.course_id
            card = self._cards[course_id]
            without = one.short_without(course_id, clock)
            missed = None if without is None else one.customers * (without > now)
            self._cards[course_id] = replace(
                card,
                targeted=_more(card.targeted, course.targeted, one.customers),
                counted=_more(card.counted, course.counted, one.customers),
                irreplaceable=(
                    None if card.irreplaceable is None or missed is None else card.irreplaceable + missed
                ),
            )

    def pass_over(self, number: int) -> None:
        """Own that a group was not looked at: what depends on it is not known."""
        answer = self._queue_answer.answers[number]
        for course_id in () if answer is None else answer.course_ids:
            card = self._cards[course_id]
            self._cards[course_id] = replace(card, targeted=None, counted=None, irreplaceable=None)

    def cards(self) -> tuple[Scorecard, ...]:
        """Give all cards: most often picked first, then by id."""
        return tuple(sorted(self._cards.values(), key=lambda card: (-card.picked, card.course.course_id)))

    def _plan(self, number: int, one: Standing, answer: Answer, clock: Clock) -> Plan | None:
        """Make the group's plan again; None where time is up.

        What it takes is known, so hardly anything is left to look for: of a catalog of just that. (Completed
        CE may be in the rest of the catalog.)
        """
        if clock.is_up():
            return None
        group = self._queue_answer.queue.groups[number]
        if group.completed:
            return plan_of(group, self._catalog, self._preferences).plan
        situation = replace(one.ready.situation, catalog=_only(self._catalog, answer))
        again = replace(one.ready, situation=situation)
        candidates = situation.candidates()
        plan = again.confirmed(find(situation.task(candidates), clock, _say_nothing), candidates)
        if {planned.course.course_id for planned in plan.courses} == set(answer.course_ids):
            return plan
        if clock.is_up():
            return None
        return plan_of(group, self._catalog, self._preferences).plan


def _only(catalog: Catalog, answer: Answer) -> Catalog:
    """Leave in a catalog only what an answer takes and buys."""
    taken, bought = set(answer.course_ids), set(answer.bundle_ids)
    return replace(
        catalog,
        courses=tuple(course for course in catalog.courses if course.course_id in taken),
        bundles=tuple(bundle for bundle in catalog.bundles if bundle.bundle_id in bought),
    )


def revenue_of_bundles(
    queue_answer: QueueAnswer, catalog: Catalog
) -> tuple[tuple[str, int, Money | None], ...]:
    """Give each of the catalog's bundles with how many customers buy it and for how much in all."""
    bought: dict[str, int] = {}
    for group, answer in zip(queue_answer.queue.groups, queue_answer.answers, strict=True):
        for bundle_id in () if answer is None else answer.bundle_ids:
            bought[bundle_id] = bought.get(bundle_id, 0) + group.customers
    return tuple(
        (
            bundle.bundle_id,
            times := bought.get(bundle.bundle_id, 0),
            None if bundle.price is None else Money(bundle.price.hundredths * times),
        )
        for bundle in sorted(catalog.bundles, key=lambda bundle: bundle.bundle_id)
    )


def _more(known: Credits | None, each: Credits, times: int) -> Credits | None:
    return None if known is None else known + Credits(each.hundredths * times)


def _say_nothing(_words: str) -> None:
    """Keep progress to oneself."""
