"""The ground of a search, made smaller before and while the solver goes over it.

The relaxed model is sharpened by further rules (`planner.solving.cuts`) until its least sum is near the
truth. Its prices then tell which columns can't be part of anything as good as the solution in hand
(`planner.solving.reductions`). Where a rough solution is in hand, the few columns that cost least are
searched first: the better solution from there leaves little for the last search, which is the proof.

Nothing that is as good as the best solution is ever left out, so ties fall as they would without all this.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.solving.cuts import knapsacks, sharper
from planner.solving.reductions import Bounds
from planner.solving.solver import Outcome, Relaxation, minimise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.solving.clock import Clock
    from planner.solving.goals import Aim
    from planner.solving.model import Model, Row
    from planner.solving.solver import Relaxed

# With so few open columns the solver is done before anything else has helped.
_FEW = 60
_ROUNDS = 30
# So many rounds of sharpening that bring less than this part of what is in doubt are enough.
_IDLE_ROUNDS = 3
_LITTLE = 0.002
# The first core has what lies within this part of the gap between the relaxed sum and the one in hand, or
# within that part of the sum. Each further core is so many times as wide.
_FIRST_PART = 1 / 16
_FIRST_PART_OF_SUM = 1 / 400
_WIDER = 3
# A gap not much wider than a core is closed by the last search as quickly.
_NEAR = 5
# Where no solution is in hand, one is sought within this part of the relaxed sum above it.
_ABOVE = 0.03


class Ground:
    """Columns within bounds, and rows: a model's, and others for as long as they are needed."""

    def __init__(self, model: Model, extra: Sequence[Row]) -> None:
        """Begin with everything open."""
        self.bounds = Bounds(tuple(model.lower), tuple(model.upper))
        self._rows = [*model.rows, *extra]
        self._knapsacks = knapsacks(self._rows, self.bounds.upper)
        self._sharper: list[Row] = []
        self._relaxation: Relaxation | None = None

    def keep_to(self, aim: Aim, value: int) -> None:
        """Leave out what can't be part of a solution with an aim of at most so much."""
        relaxed = self._relaxed_model().least(aim.weights, aim.step)
        if relaxed is not None:
            self.bounds = self.bounds.squeezed(relaxed, value // aim.step)
            self._relaxation = None

    def hold(self, rows: Sequence[Row]) -> None:
        """Add rules for good."""
        self._rows += rows
        self._relaxation = None

    def spans(self, aims: Sequence[Aim], under: Row | None) -> list[tuple[int, int] | None]:
        """Bound the steps of each aim: at least so many anywhere, at most so many where ``under`` is kept.

        None where that can't be told.
        """
        relaxation = self._relaxed_model()
        own = relaxation.rows
        relaxation.add([] if under is None else [under])
        most = [self._most(aim, relaxation) for aim in aims]
        relaxation.drop(own)
        least = [relaxation.least(aim.weights, aim.step) for aim in aims]
        return [
            None if low is None or high is None else (max(0, low.at_least), high)
            for low, high in zip(least, most, strict=True)
        ]

    def improved(
        self, weights: Mapping[int, int], start: tuple[int, ...] | None, clock: Clock
    ) -> tuple[int, ...] | None:
        """Look for a better solution, or for a first one, where that is quicker than the proof. No proof."""
        step = math.gcd(*weights.values()) or 1
        in_hand = None if start is None else _sum(weights, start)
        relaxed = self._sharpened(weights, step, in_hand, clock)
        if relaxed is None or (in_hand is not None and relaxed.at_least * step >= in_hand):
            return start
        return self._from_a_core(relaxed, weights, start, clock)

    def least(self, weights: Mapping[int, int], start: tuple[int, ...] | None, clock: Clock) -> Outcome:
        """Minimise a sum; afterwards only what is as good as the outcome is sure to lie within the bounds."""
        step = math.gcd(*weights.values()) or 1
        in_hand = None if start is None else _sum(weights, start)
        relaxed = self._sharpened(weights, step, in_hand, clock)
        if relaxed is None:
            return self._search(self.bounds, weights, start, clock)
        if start is not None and in_hand is not None and relaxed.at_least * step >= in_hand:
            outcome = Outcome(start, in_hand, in_hand, finished=True)
        else:
            within = self.bounds if in_hand is None else self.bounds.squeezed(relaxed, in_hand // step)
            outcome = self._search(within, weights, start, clock, to_the_point=start is not None)
        if outcome.values is not None:
            at_least = min(outcome.objective, relaxed.at_least * step)
            outcome = replace(outcome, bound=max(outcome.bound, at_least))
            self.bounds = self.bounds.squeezed(relaxed, outcome.objective // step)
        return outcome

    def _search(
        self,
        within: Bounds,
        weights: Mapping[int, int],
        start: tuple[int, ...] | None,
        clock: Clock,
        *,
        to_the_point: bool = False,
    ) -> Outcome:
        """Let the solver go over what is left. With a solution in hand it has little to look for."""
        begin = start if start is not None and within.hold(start) else None
        rows = [*self._rows, *self._sharper]
        outcome = minimise(
            within.lower,
            within.upper,
            rows,
            weights,
            start=begin,
            seconds=clock.left,
            to_the_point=to_the_point,
            should_stop=clock.should_stop,
        )
        if start is not None and (outcome.values is None or outcome.objective > _sum(weights, start)):
            # Too little time to begin, or a core without anything as good.
            return Outcome(start, _sum(weights, start), 0)
        return outcome

    def _from_a_core(
        self, relaxed: Relaxed, weights: Mapping[int, int], start: tuple[int, ...] | None, clock: Clock
    ) -> tuple[int, ...] | None:
        """Look among the columns that cost least for a better solution, or for a first one."""
        step = math.gcd(*weights.values()) or 1
        values, room = start, max(1.0, _ABOVE * abs(relaxed.least))
        whole = self.bounds
        if values is not None:
            in_hand = _sum(weights, values)
            whole = whole.squeezed(relaxed, in_hand // step)
            gap = in_hand // step - relaxed.least
            room = max(1.0, _FIRST_PART * gap, _FIRST_PART_OF_SUM * abs(relaxed.least))
        while whole.free > _FEW and not clock.is_up():
            core = self.bounds.squeezed(relaxed, math.ceil(relaxed.least + room))
            if core.free == whole.free or (values is not None and _NEAR * room >= gap):
                break
            found = self._search(core, weights, values, clock, to_the_point=True).values
            if found is not None and found != values:
                return found
            if values is None:
                break
            room *= _WIDER
        return values

    def _sharpened(
        self, weights: Mapping[int, int], step: int, in_hand: int | None, clock: Clock
    ) -> Relaxed | None:
        """Solve the relaxed model, and add rules that its solution breaks for as long as that tells more."""
        relaxation = self._relaxed_model()
        relaxation.drop(len(self._rows))
        relaxation.add(self._sharper)
        relaxed = relaxation.least(weights, step)
        added = list(self._sharper)
        idle = 0
        for _ in range(_ROUNDS):
            if relaxed is None or clock.is_up() or idle >= _IDLE_ROUNDS:
                break
            within = self.bounds if in_hand is None else self.bounds.squeezed(relaxed, in_hand // step)
            if within.free <= _FEW:
                break
            rows = sharper(self._knapsacks, relaxation.values)
            if not rows:
                break
            relaxation.add(rows)
            added += rows
            before, relaxed = relaxed, relaxation.least(weights, step)
            doubt = abs(before.least) * _ABOVE if in_hand is None else in_hand / step - before.least
            idle = idle + 1 if relaxed is not None and relaxed.least - before.least < _LITTLE * doubt else 0
        if relaxed is not None:
            binding = relaxation.binding(len(self._rows))
            self._sharper = [row for row, binds in zip(added, binding, strict=True) if binds]
        return relaxed

    def _relaxed_model(self) -> Relaxation:
        if self._relaxation is None:
            self._relaxation = Relaxation(self.bounds.lower, self.bounds.upper, self._rows)
            self._relaxation.add(self._sharper)
        return self._relaxation

    def _most(self, aim: Aim, relaxation: Relaxation) -> int | None:
        against = relaxation.least({column: -weight for column, weight in aim.weights.items()}, aim.step)
        return None if against is None else -against.at_least


def _sum(weights: Mapping[int, int], values: Sequence[int]) -> int:
    return sum(weight * values[column] for column, weight in weights.items())
