"""The next best plans: each as good as can be had without taking an earlier one whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.solving.formulate import Row
from planner.solving.goals import aims
from planner.solving.optimise import reach
from planner.solving.search import Found
from planner.solving.tidying import tidy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.solving.clock import Clock
    from planner.solving.formulate import Model


def next_best(found: Found, number: int, clock: Clock) -> tuple[Found, ...]:
    """Give up to ``number`` further plans, best first, that leave no more uncovered than the best one.

    Fewer where there are no more, or where time is up: a plan that isn't proven to be the next is not given.
    """
    model = found.model
    wanted = aims(model, model.task.preferences.goal)
    others: list[Found] = []
    barred: list[Row] = []
    last = found
    while len(others) < number and found.proven:
        row = not_the_whole_of(model, last.values)
        if not row.columns:
            break
        barred.append(row)
        best = reach(model, wanted, None, clock, [*found.rows, *barred])
        if best is None or not best.proven:
            break
        last = Found(model, tidy(model, best.values), proven=True, gap=0.0, rows=found.rows)
        others.append(last)
    return tuple(others)


def not_the_whole_of(model: Model, values: Sequence[int]) -> Row:
    """Leave out at least one course of an earlier plan; what is pinned stays, and makes no difference."""
    taken = [
        model.take[candidate.course.course_id]
        for candidate in model.task.candidates
        if not candidate.pinned and values[model.take[candidate.course.course_id]]
    ]
    return Row("another plan", taken, [1] * len(taken), upper=len(taken) - 1)
