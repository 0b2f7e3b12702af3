"""A plan that still covers everything if any one course falls away, and what that safety costs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.checking.losses import confirm_safe
from planner.choices.asking import USUAL
from planner.choices.differences import Shortage, difference
from planner.choices.holding import plan_with_pins
from planner.credits import Credits, Money
from planner.preferences import Goal
from planner.solving.assembling import Basket
from planner.solving.formulate import formulate
from planner.solving.goals import aims
from planner.solving.optimise import reach
from planner.solving.safety import least_unsafe, survive_the_loss_of_any_course
from planner.solving.search import Found, leave_nothing_short

if TYPE_CHECKING:
    from planner.choices.asking import Given, Patience
    from planner.choices.differences import Difference
    from planner.plan import Plan
    from planner.planning import Ready
    from planner.solving.clock import Clock


@dataclass(frozen=True, slots=True)
class SafePlan:
    """The best plan that survives the loss of any one course; or what stands in the way of one.

    ``difference`` is what the safety costs against the plan it was asked for. ``over_budget`` says how much
    more than the budget it takes, where there is none within. ``in_the_way`` is what would be short after the
    worst loss in the plan that comes nearest. Neither a plan nor anything in the way: time was up, and
    ``complete`` is False; it is also False where a cheaper safe plan may exist. Everything in ``plan`` is
    pinned, for without the pins half of it could be left out.
    """

    plan: Plan | None = None
    difference: Difference | None = None
    over_budget: Money = Money(0)
    in_the_way: tuple[Shortage, ...] = ()
    complete: bool = True


def safe_plan(plan: Plan, given: Given, *, patience: Patience = USUAL) -> SafePlan:
    """Find the best plan, by the goal and within the limits of ``plan``, that survives any one loss.

    Raises:
        ValueError: the plan was made of something else than ``given``.
        CheckFailed: the checker disagrees with the plan, or it doesn't survive a loss.
        SolverFault: the solver ended without an answer.
    """
    ready = given.ready_for(plan)
    clock = patience.clock()
    patience.say("Looking for a plan that survives the loss of any one course")
    tried = _try(ready, clock)
    if tried.in_the_way and plan.preferences.budget is not None:
        patience.say("Looking for one with a larger budget")
        dearer = _try(ready, clock, keep_budget=False)
        tried = dearer if dearer.complete or dearer.plan is not None else tried
    if tried.plan is None:
        return tried
    confirm_safe(tried.plan)
    return replace(tried, difference=difference(plan, tried.plan))


def _try(ready: Ready, clock: Clock, *, keep_budget: bool = True) -> SafePlan:
    """Look for a safe plan; with the budget aside, for the cheapest, and make its price the budget."""
    if not keep_budget:
        ready = ready.under(replace(ready.preferences, goal=Goal.COST))
    situation = replace(ready.situation, keep_budget=keep_budget)
    model = formulate(situation.task(situation.candidates()))
    unsafe = survive_the_loss_of_any_course(model)
    safest = reach(model, [least_unsafe(unsafe)], None, clock)
    if safest is None or not safest.proven:
        return SafePlan(complete=False)
    in_the_way = tuple(
        Shortage(subcategory, Credits(safest.values[unsafe[short]] * model.unit))
        for subcategory, short in model.short.items()
        if safest.values[unsafe[short]]
    )
    if in_the_way:
        return SafePlan(in_the_way=in_the_way)
    for column in unsafe.values():
        model.upper[column] = 0
    leave_nothing_short(model)
    best = reach(model, aims(model, ready.preferences.goal), safest.values, clock)
    if best is None:
        return SafePlan(complete=False)
    found = Found(model, best.values, best.proven, best.gap)
    over = Money(0)
    if not keep_budget:
        price, budget = Basket(found).totals().price, ready.preferences.budget or Money(0)
        over = (price - budget).or_zero()
        ready = ready.under(replace(ready.preferences, budget=max(price, budget)))
    return SafePlan(plan_with_pins(ready, found), over_budget=over, complete=best.proven)
