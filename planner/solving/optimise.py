"""One aim after the other: each made as small as those before it allow, with a proof.

Several aims are put to the solver at once, as one sum in which a step of an earlier aim outweighs everything
that the later ones can add up to. How much that is, is computed, so the order is kept exactly.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.solving.formulate import Row
from planner.solving.reductions import Bounds
from planner.solving.solver import Outcome, minimise, relaxed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.solving.clock import Clock
    from planner.solving.formulate import Model
    from planner.solving.goals import Aim

# Sums up to this size stay far from where the solver's arithmetic could mistake one step for noise.
_LARGEST_SUM = 10**8
_NOISE = 1e-3


@dataclass(frozen=True, slots=True)
class Best:
    """The best solution found. ``gap`` is relative, of the first goal that was left unproven.

    ``rows`` hold every aim that was reached at its value.
    """

    values: tuple[int, ...]
    proven: bool
    gap: float
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class _Blend:
    """Aims in one sum: ``factors`` say how much a step of each weighs."""

    aims: tuple[Aim, ...]
    factors: tuple[int, ...]

    @property
    def weights(self) -> dict[int, int]:
        weights: dict[int, int] = {}
        for aim, factor in zip(self.aims, self.factors, strict=True):
            step = aim.step
            for column, weight in aim.weights.items():
                weights[column] = weights.get(column, 0) + weight // step * factor
        return weights


def reach(
    model: Model, wanted: Sequence[Aim], start: Sequence[int] | None, clock: Clock, extra: Sequence[Row] = ()
) -> Best | None:
    """Make each aim as small as the ones before it allow, while there is time.

    ``extra`` are rules besides the model's. Gives None where there is no solution, or none was found. A
    tie-break that time cuts short leaves the proof of the goal standing.
    """
    bounds = Bounds(tuple(model.lower), tuple(model.upper))
    values = None if start is None else tuple(start)
    held: list[Row] = []
    left = list(wanted)
    while left:
        rows = [*model.rows, *extra, *held]
        blend = _blend(left, values, bounds, rows, clock)
        outcome, bounds = _least(blend.weights, values, bounds, rows, clock)
        if outcome.values is None:
            return None
        if not outcome.proven:
            return _cut_short(blend, outcome, values, held)
        values = outcome.values
        held += [hold(aim, aim.value(values)) for aim in blend.aims]
        left = left[len(blend.aims) :]
    return None if values is None else Best(values, proven=True, gap=0.0, rows=tuple(held))


def hold(aim: Aim, value: int) -> Row:
    """Keep an aim from getting larger than what was reached."""
    step = aim.step
    steps = [weight // step for weight in aim.weights.values()]
    return Row(f"hold {aim.name}", tuple(aim.weights), steps, upper=value // step)


def _least(
    weights: Mapping[int, int],
    start: tuple[int, ...] | None,
    bounds: Bounds,
    rows: Sequence[Row],
    clock: Clock,
) -> tuple[Outcome, Bounds]:
    """Minimise a sum; give the outcome, and bounds within which all solutions as good as it lie."""
    step = math.gcd(*weights.values()) or 1
    least = relaxed(bounds.lower, bounds.upper, rows, weights, step)
    in_hand = None if start is None else sum(weight * start[column] for column, weight in weights.items())
    better = bounds
    if least is not None and in_hand is not None:
        better = bounds.squeezed(least, in_hand // step - 1)
    begin = start if start is not None and better.hold(start) else None
    outcome = minimise(better.lower, better.upper, rows, weights, start=begin, seconds=clock.left)
    if in_hand is not None and (outcome.values is None or outcome.objective >= in_hand):
        # Whatever is better than the solution in hand was within those bounds, and nothing better was found.
        outcome = Outcome(start, in_hand, in_hand if outcome.infeasible else min(in_hand, outcome.bound))
    if least is not None and outcome.values is not None:
        at_least = min(outcome.objective, math.ceil(least.least - _NOISE) * step)
        outcome = replace(outcome, bound=max(outcome.bound, at_least))
        bounds = bounds.squeezed(least, outcome.objective // step)
    return outcome, bounds


def _blend(
    aims: Sequence[Aim],
    values: Sequence[int] | None,
    bounds: Bounds,
    rows: Sequence[Row],
    clock: Clock,
) -> _Blend:
    """Put as many aims into one sum as exact arithmetic bears: the fixed choice, and large sums, go alone.

    A later aim's most is taken over all plans that reach the first aim at least as well as the one in hand.
    """
    first = aims[0]
    if values is None or first.apart or clock.is_up():
        return _Blend((first,), (1,))
    size = first.value(values) // first.step + 1
    rows = [*rows, hold(first, first.value(values))]
    chosen, ranges = [first], [size]
    for aim in aims[1:]:
        room = _LARGEST_SUM // math.prod(ranges)
        most = None if aim.apart else _most(aim, bounds, rows, room)
        if most is None:
            break
        chosen.append(aim)
        ranges.append(most + 1)
    factors = [math.prod(ranges[place + 1 :]) for place in range(len(chosen))]
    return _Blend(tuple(chosen), tuple(factors))


def _most(aim: Aim, bounds: Bounds, rows: Sequence[Row], room: int) -> int | None:
    """Give a bound on the steps that an aim can come to; None where it isn't under ``room``.

    All columns at their most is a bound; where it is too large, the relaxed model gives a nearer one.
    """
    most = sum(weight * bounds.upper[column] for column, weight in aim.weights.items()) // aim.step
    if most >= room:
        against = {column: -weight for column, weight in aim.weights.items()}
        found = relaxed(bounds.lower, bounds.upper, rows, against, aim.step)
        most = room if found is None else math.ceil(_NOISE - found.least)
    return most if most < room else None


def _cut_short(
    blend: _Blend, outcome: Outcome, before: tuple[int, ...] | None, held: Sequence[Row]
) -> Best | None:
    """Say how far the proof got when time was up."""
    if outcome.values is None:
        return None
    if blend.aims[0].apart and before is not None:
        # Half a fixed choice would depend on how fast the machine is.
        return Best(before, proven=True, gap=0.0, rows=tuple(held))
    steps = outcome.bound
    for aim, factor in zip(blend.aims, blend.factors, strict=True):
        if not aim.is_goal:
            break
        reached, at_least = aim.value(outcome.values), max(0, steps // factor) * aim.step
        if at_least < reached:
            gap = (reached - at_least) / reached
            return Best(outcome.values, proven=False, gap=gap, rows=tuple(held))
        steps -= reached // aim.step * factor
    return Best(outcome.values, proven=True, gap=0.0, rows=tuple(held))
