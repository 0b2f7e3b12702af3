"""The least weighted sum without whole numbers, and what each column's bound is worth."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import highspy
import numpy as np

from planner.solving.solver.loading import (
    NOISE_IN_SIZE,
    Program,
    columns_kept,
    costs_of,
    ends_of,
    load,
    places_of,
    run,
    spread,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from planner.solving.model import Row

_RELAXED_NOISE = 1e-3


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The least sum without whole numbers, and each column's price: what moving it off its bound adds."""

    least: float
    prices: Sequence[float] | NDArray[np.float64]

    @property
    def at_least(self) -> int:
        """The least that a whole sum can be, in the same steps."""
        return math.ceil(self.least - _RELAXED_NOISE - NOISE_IN_SIZE * abs(self.least))


class Relaxation:
    """A model without whole numbers, kept at hand: solved again quickly for other sums and with more rows."""

    def __init__(self, lower: Sequence[int], upper: Sequence[int], rows: Sequence[Row]) -> None:
        """Load a model. Columns that can only be 0 are left out."""
        self._columns = len(upper)
        self._kept = columns_kept(upper)
        self._places = places_of(self._kept, len(upper))
        program = Program(lower, upper, rows, self._kept)
        self._solver = load(program, np.zeros(len(self._kept)), whole=False)
        self._all = np.arange(len(self._kept), dtype=np.int32)

    def least(self, weights: Mapping[int, int], step: int) -> Relaxed | None:
        """Find the least of a sum, counted in steps; None where that can't be done."""
        scale, costs = costs_of(weights, step, self._kept, self._columns)
        self._solver.changeColsCost(len(costs), self._all, costs)
        run(self._solver)
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        prices = spread(self._solver.getSolution().col_dual, self._kept, self._columns) / scale
        return Relaxed(self._solver.getInfo().objective_function_value / scale, prices)

    @property
    def values(self) -> NDArray[np.float64]:
        """The columns' values in the newest solution."""
        return spread(self._solver.getSolution().col_value, self._kept, self._columns)

    @property
    def rows(self) -> int:
        """How many rows there are by now."""
        return int(self._solver.getNumRow())

    def binding(self, first: int) -> list[bool]:
        """Tell for each row from ``first`` on whether the newest solution's sum depends on it."""
        return [price != 0 for price in self._solver.getSolution().row_dual[first:]]

    def add(self, rows: Sequence[Row]) -> None:
        """Add rules."""
        for row in rows:
            low, up = ends_of(row)
            places = self._places[np.array(row.columns, dtype=np.int64)]
            figures = np.array(row.coefficients, dtype=np.float64)[places >= 0]
            places = places[places >= 0]
            self._solver.addRow(low, up, len(places), places, figures)

    def drop(self, first: int) -> None:
        """Drop the rules from ``first`` on."""
        number = self.rows - first
        if number > 0:
            self._solver.deleteRows(number, np.arange(first, self.rows, dtype=np.int32))


def relaxed(
    lower: Sequence[int], upper: Sequence[int], rows: Sequence[Row], weights: Mapping[int, int], step: int
) -> Relaxed | None:
    """Solve the model without whole numbers, its sum counted in steps; None where that can't be done."""
    return Relaxation(lower, upper, rows).least(weights, step)
