"""Why each course is in a plan: what falls short without it, and what the next best set costs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.choices.asking import USUAL, in_silence
from planner.choices.differences import Shortage, difference, more_short
from planner.credits import Credits, Money
from planner.preferences import Goal
from planner.solving.assembling import Basket
from planner.solving.search import find

if TYPE_CHECKING:
    from planner.choices.asking import Given, Patience
    from planner.choices.differences import Difference
    from planner.outline import Subcategory
    from planner.plan import Plan, PlannedCourse
    from planner.planning import Ready
    from planner.solving.clock import Clock


@dataclass(frozen=True, slots=True)
class Reason:
    """What a plan would be without one of its courses.

    ``lacking`` is what falls short where nothing takes its place, as everything else counts in the plan.
    ``without`` is the best plan without the course; None where time was up before it was looked for. Where
    only a larger budget has a plan that covers as much, it is the cheapest of those, and ``over_budget`` says
    how much larger. ``more_short`` is what stays short even in that plan.
    """

    planned: PlannedCourse
    pinned: bool
    lacking: tuple[Shortage, ...]
    without: Plan | None = None
    difference: Difference | None = None
    over_budget: Money = Money(0)
    more_short: tuple[Shortage, ...] = ()

    @property
    def irreplaceable(self) -> bool:
        """Whether as much can't be covered without the course, at any price."""
        return self.difference is not None and self.difference.short.hundredths > 0


@dataclass(frozen=True, slots=True)
class Reasons:
    """A reason for each course, in the plan's order. ``complete`` False: time was up before."""

    reasons: tuple[Reason, ...]
    complete: bool


def why(plan: Plan, given: Given, *, patience: Patience = USUAL) -> Reasons:
    """Tell for each course of a plan why it is in: plan again without it, under the plan's own preferences.

    A pinned course is looked at without its pin.

    Raises:
        ValueError: the plan was made of something else than ``given``.
        CheckFailed: the checker disagrees with a plan.
        SolverFault: the solver ended without an answer.
    """
    ready = given.ready_for(plan)
    clock = patience.clock()
    spare = spare_of(plan)
    reasons: list[Reason] = []
    for number, planned in enumerate(plan.courses, start=1):
        patience.say(f"Planning without each course: {number} of {len(plan.courses)}")
        pinned = planned.course.course_id in plan.preferences.pins
        reason = Reason(planned, pinned, _lacking(planned, spare))
        reasons.append(reason if clock.is_up() else _looked_at(reason, plan, ready, clock))
    return Reasons(tuple(reasons), complete=all(reason.without is not None for reason in reasons))


def spare_of(plan: Plan) -> dict[Subcategory, Credits]:
    """Tell how many credits each subcategory has beyond its need and margin; 0 where it is short."""
    spare: dict[Subcategory, Credits] = {}
    for row in plan.coverage:
        over = (row.completed + row.planned - row.required - row.margin).or_zero()
        spare[row.subcategory] = min(over, spare.get(row.subcategory, over))
    return spare


def _lacking(planned: PlannedCourse, spare: dict[Subcategory, Credits]) -> tuple[Shortage, ...]:
    lacks = [
        Shortage(serving.subcategory, (serving.credits - spare[serving.subcategory]).or_zero())
        for serving in planned.serves
    ]
    return tuple(shortage for shortage in lacks if shortage.credits)


def _looked_at(reason: Reason, plan: Plan, ready: Ready, clock: Clock) -> Reason:
    """Plan without the course; where the budget stands in the way, for more money."""
    course_id = reason.planned.course.course_id
    wishes = plan.preferences
    without = ready.under(
        replace(wishes, pins=wishes.pins - {course_id}, exclusions=wishes.exclusions | {course_id})
    )
    other = _best(without, clock)
    over = Money(0)
    if other is not None and other.short > plan.short and wishes.budget is not None:
        dearer = _for_more_money(without, clock)
        if dearer is not None and dearer.short <= plan.short:
            other, over = dearer, (dearer.totals.price - wishes.budget).or_zero()
    if other is None:
        return reason
    return replace(
        reason,
        without=other,
        difference=difference(plan, other),
        over_budget=over,
        more_short=more_short(plan, other),
    )


def _best(ready: Ready, clock: Clock) -> Plan | None:
    candidates = ready.situation.candidates()
    found = find(ready.situation.task(candidates), clock, in_silence)
    return ready.confirmed(found, candidates) if found.proven else None


def _for_more_money(ready: Ready, clock: Clock) -> Plan | None:
    """Find the cheapest plan with the budget aside, and make it with its price as budget."""
    cheapest = ready.under(replace(ready.preferences, goal=Goal.COST))
    candidates = cheapest.situation.candidates()
    found = find(replace(cheapest.situation, keep_budget=False).task(candidates), clock, in_silence)
    if not found.proven:
        return None
    wishes = replace(cheapest.preferences, budget=Basket(found).totals().price)
    return cheapest.under(wishes).confirmed(found, candidates)
