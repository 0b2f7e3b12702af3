"""Goals in their order: the one that was asked for, then what settles ties, one after the other.

The contract's order: the goal, then fewer dollars, then fewer CE credits, then fewer courses, then a fixed
choice that depends on nothing but the ids; before it, earlier starts, where later ones give other credits.
What nobody told us is not 0: before any sum is made small, the number of things that it leaves out is.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.preferences import Goal
from planner.solving.formulate import prices

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from planner.catalog import Course
    from planner.credits import Hundredths
    from planner.solving.model import Model

_TICKET_BITS = 20


@dataclass(frozen=True, slots=True)
class Aim:
    """A weighted sum of columns to make small. ``is_goal``: what the proof is about; else it settles ties."""

    name: str
    weights: Mapping[int, int]
    is_goal: bool = False
    apart: bool = False
    """Never put into one sum with others: the fixed choice, whose figures are large."""

    @property
    def step(self) -> int:
        """The greatest number that every value of the sum is a multiple of."""
        return math.gcd(*self.weights.values()) or 1

    def value(self, values: Sequence[int]) -> int:
        """Compute the sum for a solution."""
        return sum(weight * values[column] for column, weight in self.weights.items())


def aims(model: Model, goal: Goal, *, short_too: bool = False) -> tuple[Aim, ...]:
    """List what to make small, in order; ``short_too``: also what stays short, where no rule holds that."""
    first = _of(model, goal)
    named = {aim.name for aim in first}
    ties = (
        *(aim for other in (Goal.COST, Goal.CE_CREDITS, Goal.COURSES) for aim in _of(model, other)),
        *([replace(least_short(model), is_goal=False)] if short_too else []),
        Aim("later starts", _later_starts(model)),
        Aim("a fixed choice", _tickets(model), apart=True),
    )
    return (
        *goals(model, goal),
        *(aim for aim in ties if aim.weights and aim.name not in named),
    )


def goals(model: Model, goal: Goal) -> tuple[Aim, ...]:
    """List what the goal itself is made of: how many things leave it unknown comes before the sum."""
    return tuple(Aim(aim.name, aim.weights, is_goal=True) for aim in _of(model, goal) if aim.weights)


def _of(model: Model, goal: Goal) -> tuple[Aim, ...]:
    if goal is Goal.COST:
        return Aim("things of unknown price", _unknown_prices(model)), Aim("dollars", prices(model))
    if goal is Goal.CE_CREDITS:
        return _known_and_unknown(model, "CE credits", lambda course: course.ce_credits)
    if goal is Goal.HOURS:
        return _known_and_unknown(model, "hours", lambda course: course.hours)
    return (Aim("courses", dict.fromkeys(model.take.values(), 1)),)


def least_short(model: Model) -> Aim:
    """Make small what stays uncovered, all needs together."""
    return Aim("credits short", dict.fromkeys(model.short.values(), model.unit), is_goal=True)


def ticket(name: str) -> int:
    """Give a small fixed number for a name, the same on every machine."""
    digest = hashlib.sha256(name.encode()).digest()
    return 1 + (int.from_bytes(digest[:8], "big") >> (64 - _TICKET_BITS))


def fixed_choice_of(courses: Mapping[str, int]) -> Aim:
    """Choose between sets of courses, given by their ids and columns, the same way every time."""
    return Aim("a fixed choice", {c: ticket(f"course {key}") for key, c in courses.items()}, apart=True)


def _tickets(model: Model) -> dict[int, int]:
    named = [(column, f"course {key}") for key, column in model.take.items()]
    named += [(column, f"bundle {key}") for key, column in model.bundle.items()]
    named += [(column, f"count {key} {way}") for (key, way), column in model.count.items()]
    return {column: ticket(name) for column, name in named}


def _later_starts(model: Model) -> dict[int, int]:
    """Count, for each start to choose, the earlier ones of that course."""
    starts = {(key, way.name): way.start for key, ways in model.ways.items() for way in ways if way.start}
    return {model.count[pair]: start for pair, start in starts.items() if pair in model.count}


def _unknown_prices(model: Model) -> dict[int, int]:
    unknown = [
        model.alone[candidate.course.course_id]
        for candidate in model.task.candidates
        if candidate.course.price is None and candidate.course.course_id in model.alone
    ]
    unknown += [model.bundle[bundle.bundle_id] for bundle in model.task.bundles if bundle.price is None]
    return dict.fromkeys(unknown, 1)


def _known_and_unknown(
    model: Model, name: str, figure: Callable[[Course], Hundredths | None]
) -> tuple[Aim, Aim]:
    known: dict[int, int] = {}
    unknown: dict[int, int] = {}
    for candidate in model.task.candidates:
        column = model.take[candidate.course.course_id]
        amount = figure(candidate.course)
        if amount is None:
            unknown[column] = 1
        elif amount:
            known[column] = amount.hundredths
    return Aim(f"courses of unknown {name}", unknown), Aim(name, known)
