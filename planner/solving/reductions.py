"""What can be left out of a search without losing the best plan, by the prices of the relaxed model.

Solving the model without whole numbers gives a least sum, and for each column what moving it off its bound
would add at least. A column that would lead past the best plan in hand can be fixed where it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.solving.solver import Relaxed

# Room for the noise of the solver's arithmetic, in steps of the sum (which is whole), and in parts of it.
_ROOM = 0.05
_ROOM_IN_SIZE = 1e-9
_AS_GOOD_AS_FREE = 1e-7


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most that each column can be."""

    lower: tuple[int, ...]
    upper: tuple[int, ...]

    @property
    def free(self) -> int:
        """How many columns are still open."""
        return sum(low < up for low, up in zip(self.lower, self.upper, strict=True))

    def hold(self, values: Sequence[int]) -> bool:
        """Whether a solution is within."""
        return all(low <= value <= up for low, value, up in zip(self.lower, values, self.upper, strict=True))

    def squeezed(self, relaxed: Relaxed, limit: int) -> Bounds:
        """Keep only what can be part of a sum of at most ``limit``, in the steps of ``relaxed``."""
        lower, upper = np.array(self.lower), np.array(self.upper)
        prices = np.asarray(relaxed.prices)
        room = limit - relaxed.least + _ROOM + _ROOM_IN_SIZE * abs(limit)
        dear = (lower < upper) & (np.abs(prices) >= _AS_GOOD_AS_FREE)
        # More moves than there is room between the bounds change nothing.
        moves = np.floor(np.maximum(0, room) / np.abs(np.where(dear, prices, 1)))
        moves = np.minimum(moves, upper - lower).astype(np.int64)
        most = np.where(dear & (prices > 0), lower + moves, upper)
        least = np.where(dear & (prices < 0), upper - moves, lower)
        return Bounds(tuple(least.tolist()), tuple(most.tolist()))
