"""What it would save if one course could count for two credentials (domain rule 7)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.choices.asking import USUAL, in_silence
from planner.choices.differences import difference
from planner.preferences import Goal
from planner.solving.search import find

if TYPE_CHECKING:
    from planner.choices.asking import Given, Patience
    from planner.choices.differences import Difference
    from planner.plan import Plan, PlannedCourse, Totals


@dataclass(frozen=True, slots=True)
class SharingSaving:
    """The best plan if sharing were allowed, and how it differs. ``shared`` would count for several."""

    plan: Plan
    difference: Difference
    shared: tuple[PlannedCourse, ...]


def sharing_saving(plan: Plan, given: Given, *, patience: Patience = USUAL) -> SharingSaving | None:
    """Tell what a plan for several disciplines would save if a course could count for more than one of them.

    Whether ARRT allows it was not found: it must be asked first. None where there is nothing to share, where
    sharing is on already, where it would save nothing, or where time is up.

    Raises:
        ValueError: the plan was made of something else than ``given``.
        CheckFailed: the checker disagrees with the plan.
        SolverFault: the solver ended without an answer.
    """
    disciplines = {row.subcategory.discipline for row in plan.coverage}
    if len(disciplines) < 2 or plan.preferences.share_disciplines:  # noqa: PLR2004 - several
        return None
    patience.say("Planning as if a course could count for several credentials")
    ready = given.ready_for(plan).under(replace(plan.preferences, share_disciplines=True))
    candidates = ready.situation.candidates()
    found = find(ready.situation.task(candidates), patience.clock(), in_silence)
    if not found.proven:
        return None
    shared = ready.confirmed(found, candidates)
    if _in_order(shared) >= _in_order(plan):
        return None
    serving_several = tuple(
        p for p in shared.courses if len({s.subcategory.discipline for s in p.serves}) > 1
    )
    return SharingSaving(shared, difference(plan, shared), serving_several)


def _in_order(plan: Plan) -> tuple[int, ...]:
    """Give what makes a plan better than another: what it leaves short, its goal, then dollars."""
    totals = plan.totals
    goal = _of_goal(totals, plan.preferences.goal)
    return (plan.short.hundredths, *goal, *_of_goal(totals, Goal.COST))


def _of_goal(totals: Totals, goal: Goal) -> tuple[int, ...]:
    return {
        Goal.COST: (totals.price_unknown, totals.price.hundredths),
        Goal.CE_CREDITS: (totals.ce_credits_unknown, totals.ce_credits.hundredths),
        Goal.COURSES: (totals.courses,),
        Goal.HOURS: (totals.hours_unknown, totals.hours.hundredths),
    }[goal]
