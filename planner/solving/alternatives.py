"""The next best plans: each as good as can be had without taking an earlier one whole."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from planner.solving.goals import aims, least_short
from planner.solving.model import Row
from planner.solving.optimise import reach
from planner.solving.search import Found
from planner.solving.tidying import tidy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from planner.solving.clock import Clock
    from planner.solving.model import Model


def next_best(found: Found, number: int, clock: Clock) -> tuple[Found, ...]:
    """Give up to ``number`` further plans, best first, that leave no more uncovered than the best one.

    Fewer where there are no more, or where time is up: a plan that isn't proven to be the next is not given.
    """
    row = not_the_whole_of(found.model, found.values)
    if not found.proven or not row.columns:
        return ()
    others = one_after_the_other(found.model, [*found.rows, row], clock, not_the_whole_of)
    return tuple(islice(others, number))


def one_after_the_other(
    model: Model,
    rows: Sequence[Row],
    clock: Clock,
    apart: Callable[[Model, Sequence[int]], Row],
    *,
    short_too: bool = False,
) -> Iterator[Found]:
    """Give the plans that keep ``rows`` besides the model's own, best first, as long as there is time.

    ``apart`` makes the rule that keeps later plans from a given one. ``short_too``: the rows let more stay
    short than has to, so that among equals the one with less of it comes first.
    """
    # Where nothing is on offer there is nothing to be sparing with.
    wanted = aims(model, model.task.preferences.goal, short_too=short_too) or (least_short(model),)
    barred: list[Row] = []
    while True:
        best = reach(model, wanted, None, clock, [*rows, *barred])
        if best is None or not best.proven:
            return
        found = Found(model, tidy(model, best.values), proven=True, gap=0.0, rows=tuple(rows))
        yield found
        row = apart(model, found.values)
        if not row.columns:
            return
        barred.append(row)


def not_the_whole_of(model: Model, values: Sequence[int]) -> Row:
    """Leave out at least one course of an earlier plan; what is pinned stays, and makes no difference."""
    taken = [
        model.take[candidate.course.course_id]
        for candidate in model.task.candidates
        if not candidate.pinned and values[model.take[candidate.course.course_id]]
    ]
    return Row("another plan", taken, [1] * len(taken), upper=len(taken) - 1)
