"""One aim after the other: each made as small as those before it allow, with a proof.

Several aims are put to the solver at once, as one sum in which a step of an earlier aim outweighs everything
that the later ones can differ by. How much that is, is computed, so the order is kept exactly.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.solving.model import Row
from planner.solving.narrowing import Ground

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.solving.clock import Clock
    from planner.solving.goals import Aim
    from planner.solving.model import Model
    from planner.solving.solver import Outcome

# Sums up to this size stay far from where the solver's arithmetic could mistake one step for noise.
_LARGEST_SUM = 10**8
# Where only a fixed choice is left to make, a step of what is settled still stands far above the noise; two
# choices a few parts in this number apart might not be told from each other.
_LARGEST_WITH_A_FIXED_CHOICE = 2**50


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
class _Settled:
    """Everything reached so far, as one sum at its least value."""

    weights: Mapping[int, int]
    value: int


@dataclass(frozen=True, slots=True)
class _Blend:
    """Aims in one sum, after what is ``settled``: how much a step of each weighs, and their least steps."""

    aims: tuple[Aim, ...]
    factors: tuple[int, ...]
    lows: tuple[int, ...]
    settled: _Settled | None = None
    settled_factor: int = 0

    @property
    def weights(self) -> dict[int, int]:
        weights: dict[int, int] = {}
        if self.settled is not None:
            weights = {c: weight * self.settled_factor for c, weight in self.settled.weights.items()}
        for aim, factor in zip(self.aims, self.factors, strict=True):
            step = aim.step
            for column, weight in aim.weights.items():
                weights[column] = weights.get(column, 0) + weight // step * factor
        return weights

    @property
    def base(self) -> int:
        """What the sum comes to at least: what is settled, and every aim at its least."""
        settled = 0 if self.settled is None else self.settled.value * self.settled_factor
        return settled + sum(low * factor for low, factor in zip(self.lows, self.factors, strict=True))


def reach(
    model: Model, wanted: Sequence[Aim], start: Sequence[int] | None, clock: Clock, extra: Sequence[Row] = ()
) -> Best | None:
    """Make each aim as small as the ones before it allow, while there is time.

    ``extra`` are rules besides the model's. Gives None where there is no solution, or none was found. A
    tie-break that time cuts short leaves the proof of the goal standing.
    """
    ground = Ground(model, extra)
    values = None if start is None else tuple(start)
    settled: _Settled | None = None
    held: list[Row] = []
    holding = 0
    left = list(wanted)
    if left:
        values = values or ground.improved(left[0].weights, None, clock)
        if values is not None:
            ground.keep_to(left[0], left[0].value(values))
    while left:
        blend = _blend(left, values, settled, ground, clock)
        if settled is not None and blend.settled is None:
            settled = None
            ground.hold(held[holding:])
            holding = len(held)
        weights = blend.weights
        if settled is None:
            values = ground.improved(weights, values, clock)
            blend = _with_a_fixed_choice(blend, left, values, ground, clock)
            weights = blend.weights
        outcome = ground.least(weights, values, clock)
        if outcome.values is None:
            return None
        if not (outcome.proven or (blend.aims[-1].apart and outcome.finished)):
            return _cut_short(blend, outcome, values, held)
        values = outcome.values
        settled = _Settled(weights, outcome.objective)
        held += [hold(aim, aim.value(values)) for aim in blend.aims]
        left = left[len(blend.aims) :]
    return None if values is None else Best(values, proven=True, gap=0.0, rows=tuple(held))


def hold(aim: Aim, value: int) -> Row:
    """Keep an aim from getting larger than what was reached."""
    step = aim.step
    steps = [weight // step for weight in aim.weights.values()]
    return Row(f"hold {aim.name}", tuple(aim.weights), steps, upper=value // step)


def _blend(
    aims: Sequence[Aim],
    values: Sequence[int] | None,
    settled: _Settled | None,
    ground: Ground,
    clock: Clock,
) -> _Blend:
    """Put as many aims into one sum as exact arithmetic bears: the fixed choice, and large sums, go alone.

    Two solutions that reach what comes first at least as well as the one in hand never differ by more in a
    later aim than lies between the most that such a solution can come to and the least of any.
    """
    first = aims[0]
    alone = _Blend((first,), (1,), (0,))
    if values is None or clock.is_up() or (settled is None and first.apart):
        return alone
    if settled is None:
        size, under, others = (
            first.value(values) // first.step + 1,
            hold(first, first.value(values)),
            aims[1:],
        )
    else:
        size, others = settled.value + 1, aims
        under = Row(
            "hold what is settled",
            tuple(settled.weights),
            tuple(settled.weights.values()),
            upper=settled.value,
        )
    chosen, lows, ranges = _that_fit(others, size, under, ground)
    factors = [math.prod(ranges[place + 1 :]) for place in range(len(chosen))]
    if settled is None:
        return _Blend((first, *chosen), (math.prod(ranges), *factors), (0, *lows))
    if not chosen:
        return alone
    return _Blend(tuple(chosen), tuple(factors), tuple(lows), settled, math.prod(ranges))


def _with_a_fixed_choice(
    blend: _Blend, aims: Sequence[Aim], values: Sequence[int] | None, ground: Ground, clock: Clock
) -> _Blend:
    """Add the fixed choice, where it is all that is left and the sum bears it: one proof instead of two."""
    left = aims[len(blend.aims) :]
    if values is None or len(left) != 1 or not left[0].apart or clock.is_up():
        return blend
    weights = blend.weights
    value = sum(weight * values[column] for column, weight in weights.items())
    under = Row("hold the others", tuple(weights), tuple(weights.values()), upper=value)
    chosen, lows, ranges = _that_fit(left, value + 1, under, ground)
    if not chosen:
        return blend
    factors = tuple(factor * ranges[0] for factor in blend.factors)
    return replace(blend, aims=(*blend.aims, *chosen), factors=(*factors, 1), lows=(*blend.lows, *lows))


def _that_fit(
    aims: Sequence[Aim], size: int, under: Row, ground: Ground
) -> tuple[list[Aim], list[int], list[int]]:
    """Give the aims that fit into one sum with something of that size, their least steps and ranges."""
    together = [aim for aim in aims if not aim.apart] or list(aims[:1])
    chosen: list[Aim] = []
    lows: list[int] = []
    ranges: list[int] = []
    for aim, span in zip(together, ground.spans(together, under), strict=True):
        if span is None:
            break
        low, most = span
        size *= most - low + 1
        if size > (_LARGEST_WITH_A_FIXED_CHOICE if aim.apart else _LARGEST_SUM):
            break
        chosen.append(aim)
        lows.append(low)
        ranges.append(most - low + 1)
    return chosen, lows, ranges


def _cut_short(
    blend: _Blend, outcome: Outcome, before: tuple[int, ...] | None, held: Sequence[Row]
) -> Best | None:
    """Say how far the proof got when time was up."""
    if outcome.values is None:
        return None
    others = [aim for aim in blend.aims if not aim.apart]
    values = outcome.values
    if before is not None and all(aim.value(values) == aim.value(before) for aim in others):
        # Half a fixed choice would depend on how fast the machine is.
        values = before
    steps = outcome.bound - blend.base
    for aim, factor, low in zip(blend.aims, blend.factors, blend.lows, strict=True):
        if not aim.is_goal:
            break
        reached = aim.value(values)
        at_least = (low + max(0, steps) // factor) * aim.step
        if at_least < reached:
            gap = (reached - at_least) / reached
            return Best(values, proven=False, gap=gap, rows=tuple(held))
        steps -= (reached // aim.step - low) * factor
    return Best(values, proven=True, gap=0.0, rows=tuple(held))
