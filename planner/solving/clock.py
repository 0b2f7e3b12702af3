"""One time limit for a whole plan, shared by all the questions put to the solver on the way."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Clock:
    """Counts down from a limit in seconds."""

    def __init__(self, seconds: float, should_stop: Callable[[], bool] | None = None) -> None:
        """Start counting. Once ``should_stop`` says so no time is left, however early it is."""
        self._ends = time.monotonic() + seconds
        self._should_stop = should_stop

    @property
    def should_stop(self) -> Callable[[], bool] | None:
        """What to ask now and then whether to stop before time is up."""
        return self._should_stop

    @property
    def left(self) -> float:
        """Seconds left, never negative."""
        if self._should_stop is not None and self._should_stop():
            return 0.0
        return max(0.0, self._ends - time.monotonic())

    def is_up(self) -> bool:
        """Whether no time is left."""
        return self.left <= 0

    def share(self, part: float) -> Clock:
        """Start a clock on a part (0 to 1) of what is left of this one."""
        return Clock(self.left * part, self._should_stop)
