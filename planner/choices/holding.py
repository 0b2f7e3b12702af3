"""Plans that no wish but pins can express: the plan of a solution, with each of its courses pinned."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.solving.assembling import Basket
from planner.solving.formulate import formulate
from planner.solving.search import Found
from planner.solving.tidying import tidy

if TYPE_CHECKING:
    from planner.plan import Plan
    from planner.planning import Ready
    from planner.solving.model import Model


def plan_with_pins(ready: Ready, found: Found) -> Plan:
    """Make the confirmed plan of a solution, in whose preferences each course taken is pinned.

    Any plan with these courses costs as much, so it is the best one under its preferences.

    Raises:
        CheckFailed: the checker disagrees with the plan.
    """
    taken = {candidate.course.course_id for candidate in Basket(found).taken}
    pinned = ready.under(replace(ready.preferences, pins=ready.preferences.pins | taken))
    candidates = pinned.situation.candidates()
    model = formulate(pinned.situation.task(candidates))
    values = tidy(model, _carried_over(found, model))
    return pinned.confirmed(Found(model, values, proven=True, gap=0.0), candidates)


def _carried_over(found: Found, model: Model) -> list[int]:
    """Put a solution into another model of the same courses, decision by decision."""
    values = [0] * len(model.upper)
    old = found.model
    for now, before in ((model.take, old.take), (model.alone, old.alone), (model.bundle, old.bundle)):
        for key, column in now.items():
            if key in before:
                values[column] = max(values[column], found.values[before[key]])
    for pair, column in model.count.items():
        if pair in old.count:
            values[column] = found.values[old.count[pair]]
    return values
