"""The search for the best plan: as much of the prescription as can be, then the goal, then the ties."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.faults import SolverFault
from planner.preferences import Goal
from planner.solving.formulate import formulate, prices
from planner.solving.goals import aims, goals, least_short
from planner.solving.greedy import sweep
from planner.solving.optimise import reach
from planner.solving.solver import minimise
from planner.solving.tidying import tidy

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from planner.solving.clock import Clock
    from planner.solving.model import Model, Row, Task

_LOOKING = {
    Goal.COST: "Looking for the cheapest set",
    Goal.CE_CREDITS: "Looking for the set with the fewest CE credits",
    Goal.COURSES: "Looking for the smallest set of courses",
    Goal.HOURS: "Looking for the set that takes the fewest hours",
}
_PROVING = {
    Goal.COST: "Proving that nothing is cheaper",
    Goal.CE_CREDITS: "Proving that nothing takes fewer CE credits",
    Goal.COURSES: "Proving that no smaller set will do",
    Goal.HOURS: "Proving that nothing takes fewer hours",
}
# Buying the pins is a question so small that it is answered even where no time is left.
_SECONDS_FOR_PINS = 2.0


@dataclass(frozen=True, slots=True)
class Found:
    """A solution of a model, and how good it is. ``rows`` hold what stays short at its least."""

    model: Model
    values: tuple[int, ...]
    proven: bool
    gap: float
    rows: tuple[Row, ...] = ()

    @property
    def short(self) -> int:
        """What stays uncovered, in hundredths of a credit."""
        return self.model.unit * sum(self.values[column] for column in self.model.short.values())


def find(
    task: Task,
    clock: Clock,
    say: Callable[[str], None],
    on_first: Callable[[Found], None] | None = None,
) -> Found:
    """Find the best plan for a task, with the proof that it is the best as far as time allows.

    ``on_first`` is given what there is before the proof of the goal begins, which may be long.

    Raises:
        SolverFault: the pins can't be kept; `least_price_of_pins` tells before.
    """
    goal = task.preferences.goal
    found = cover(task, clock, say)
    if found.short and not found.proven:
        return found
    if on_first is not None:
        on_first(replace(found, proven=False, gap=1.0))
    say(_PROVING[goal])
    model = found.model
    best = reach(model, aims(model, goal), found.values, clock, found.rows)
    if best is None:
        message = "the solver lost a plan that was in hand"
        raise SolverFault(message)
    return Found(model, tidy(model, best.values), best.proven, best.gap, found.rows)


def cover(task: Task, clock: Clock, say: Callable[[str], None]) -> Found:
    """Find a plan that leaves as little uncovered as can be, whatever else there may be to wish for.

    Where something stays short, ``proven`` tells whether it has to. The rows keep it at its least.

    Raises:
        SolverFault: the pins can't be kept; `least_price_of_pins` tells before.
    """
    model = formulate(task)
    say(_LOOKING[task.preferences.goal])
    start = begin(model)
    if start is None:
        message = "no set of courses keeps the pins"
        raise SolverFault(message)
    found = Found(model, start, proven=False, gap=1.0)
    if found.short:
        say("Looking for how much can be covered")
        found = cover_most(model, start, clock)
    if not found.short:
        leave_nothing_short(model)
        found = Found(model, found.values, found.proven, found.gap)
    return found


def begin(model: Model) -> tuple[int, ...] | None:
    """Give a first solution at once: a sweep's, or the pins alone where a sweep would break the budget."""
    task = model.task
    sparing: dict[int, int] = {}
    for aim in goals(model, task.preferences.goal):
        # Where several sums make up the goal, the first are counts of what is not known: not to be had.
        dear = 1 + sum(sparing.values())
        sparing = {column: weight * dear for column, weight in aim.weights.items()} | sparing
    pinned = any(candidate.pinned for candidate in task.candidates)
    limited = task.preferences.budget is not None and task.keep_budget
    base = _pins_alone(model) if pinned and limited else None
    swept = sweep(model, sparing, base)
    return base if swept is None else swept


def cover_most(model: Model, start: Sequence[int] | None, clock: Clock) -> Found:
    """Leave as little uncovered as possible, whatever it costs within the limits.

    Raises:
        SolverFault: nothing was found, although covering nothing is always possible.
    """
    if not model.short:
        return Found(
            model, tidy(model, [0] * len(model.upper) if start is None else start), proven=True, gap=0.0
        )
    best = reach(model, [least_short(model)], start, clock)
    if best is None:
        message = "no set of courses keeps the limits"
        raise SolverFault(message)
    return Found(model, tidy(model, best.values), best.proven, best.gap, best.rows)


def leave_nothing_short(model: Model) -> None:
    """Make covering everything a rule of a model, once it is known to be possible."""
    for column in model.short.values():
        model.upper[column] = 0


def least_price_of_pins(task: Task) -> int:
    """Give the least known price, in cents, at which the pinned courses can be bought, the budget aside."""
    model = formulate(replace(task, keep_budget=False))
    values = _pins_alone(model)
    return 0 if values is None else sum(cents * values[column] for column, cents in prices(model).items())


def _pins_alone(model: Model) -> tuple[int, ...] | None:
    """Buy the pins, and nothing else, for as little as possible."""
    upper = list(model.upper)
    for candidate in model.task.candidates:
        if not candidate.pinned:
            upper[model.take[candidate.course.course_id]] = 0
    outcome = minimise(model.lower, upper, model.rows, prices(model), start=None, seconds=_SECONDS_FOR_PINS)
    return None if outcome.values is None else tidy(model, outcome.values)
