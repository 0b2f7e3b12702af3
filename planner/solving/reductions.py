"""What can be left out of a search without losing the best plan, by the prices of the relaxed model.

Solving the model without whole numbers gives a least sum, and for each column what moving it off its bound
would add at least. A column that would lead past the best plan in hand can be fixed where it is.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.solving.solver import Relaxed

# Room for the noise of the solver's arithmetic, in steps of the sum (which is whole).
_ROOM = 0.05
_AS_GOOD_AS_FREE = 1e-7


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most that each column can be."""

    lower: tuple[int, ...]
    upper: tuple[int, ...]

    def hold(self, values: Sequence[int]) -> bool:
        """Whether a solution is within."""
        return all(low <= value <= up for low, value, up in zip(self.lower, values, self.upper, strict=True))

    def squeezed(self, relaxed: Relaxed, limit: int) -> Bounds:
        """Keep only what can be part of a sum of at most ``limit``, in the steps of ``relaxed``."""
        lower, upper = list(self.lower), list(self.upper)
        room = limit - relaxed.least + _ROOM
        for column, price in enumerate(relaxed.prices):
            if lower[column] == upper[column] or abs(price) < _AS_GOOD_AS_FREE:
                continue
            moves = max(0, math.floor(room / abs(price)))
            if price > 0:
                upper[column] = min(upper[column], lower[column] + moves)
            else:
                lower[column] = max(lower[column], upper[column] - moves)
        return Bounds(tuple(lower), tuple(upper))
