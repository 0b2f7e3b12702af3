"""The best plans that are truly different: not near copies of each other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from planner.choices.asking import USUAL, in_silence
from planner.phrases import count as counted
from planner.solving.alternatives import one_after_the_other
from planner.solving.model import Row
from planner.solving.search import find

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.choices.asking import Given, Patience
    from planner.plan import Plan
    from planner.planning import Ready
    from planner.preferences import Preferences
    from planner.solving.model import Model
    from planner.solving.search import Found

_A_PART = 3


@dataclass(frozen=True, slots=True)
class DifferentPlans:
    """The best plan, then the best ones that leave out at least so many activities of each before them.

    Pinned courses aside, for they are in all. ``complete`` False: time was up, or it was stopped, before as
    many as were asked for were found. Each further plan's preferences exclude what it does without: it is the
    best plan without those.
    """

    plans: tuple[Plan, ...]
    at_least: int
    complete: bool


def different_plans(
    given: Given,
    preferences: Preferences,
    count: int = 3,
    at_least: int | None = None,
    *,
    patience: Patience = USUAL,
) -> DifferentPlans:
    """Find up to ``count`` plans, best first, each at least ``at_least`` courses away from those before it.

    Without ``at_least``, a third of the best plan's courses, rounded up. The same content sold under another
    number makes no difference. None leaves more uncovered than the best one.

    Raises:
        CheckFailed: the checker disagrees with a plan.
        SolverFault: the solver ended without an answer.
    """
    ready = given.ready(preferences)
    if ready is None:
        return DifferentPlans((), at_least or 1, complete=True)
    clock = patience.clock()
    patience.say("Looking for the best plan")
    candidates = ready.situation.candidates()
    best = find(ready.situation.task(candidates), clock, in_silence)
    apart = max(1, _third(best) if at_least is None else at_least)
    plans: list[Plan] = []

    def take(plan: Plan) -> None:
        plans.append(plan)
        patience.say(f"Looking for plans that differ: {counted(len(plans), 'plan')} found")

    take(ready.confirmed(best, candidates))
    away = partial(_away_from, by=apart)
    row = away(best.model, best.values)
    if best.proven and row.columns:
        earlier = [best]
        others = one_after_the_other(best.model, [*best.rows, row], clock, away)
        for other in islice(others, max(0, count - 1)):
            take(_without_the_rest(ready, other, earlier))
            earlier.append(other)
    found_all = len(plans) >= count or (best.proven and not clock.is_up())
    return DifferentPlans(tuple(plans), apart, complete=found_all)


def _third(best: Found) -> int:
    return -(-len(_free_activities(best.model, best.values)) // _A_PART)


def _free_activities(model: Model, values: Sequence[int]) -> set[str]:
    """Give the activities that a solution takes without a pin."""
    return {
        candidate.course.activity
        for candidate in model.task.candidates
        if not candidate.pinned and values[model.take[candidate.course.course_id]]
    }


def _sold_as(model: Model, activities: set[str]) -> list[str]:
    """Give every number under which activities can be had."""
    return [c.course.course_id for c in model.task.candidates if c.course.activity in activities]


def _away_from(model: Model, values: Sequence[int], *, by: int) -> Row:
    """Leave out at least so many activities of an earlier plan; all of them, where it has no more."""
    activities = _free_activities(model, values)
    columns = [model.take[course_id] for course_id in _sold_as(model, activities)]
    return Row("a different plan", columns, [1] * len(columns), upper=max(0, len(activities) - by))


def _without_the_rest(ready: Ready, found: Found, earlier: Sequence[Found]) -> Plan:
    """Make the plan of a solution as what it is: the best one without what it leaves out of earlier ones.

    Any plan without all of that is as far from the earlier ones, and so was looked at too.
    """
    kept = _free_activities(found.model, found.values)
    left_out: set[str] = set()
    for other in earlier:
        left_out |= _free_activities(other.model, other.values) - kept
    excluded = ready.preferences.exclusions.union(_sold_as(found.model, left_out))
    without = ready.under(replace(ready.preferences, exclusions=excluded))
    return without.confirmed(found, without.situation.candidates())
