"""One time limit for a whole plan, shared by all the questions put to the solver on the way."""

from __future__ import annotations

import time


class Clock:
    """Counts down from a limit in seconds."""

    def __init__(self, seconds: float) -> None:
        """Start counting."""
        self._ends = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds left, never negative."""
        return max(0.0, self._ends - time.monotonic())

    def is_up(self) -> bool:
        """Whether no time is left."""
        return self.left <= 0

    def share(self, part: float) -> Clock:
        """Start a clock on a part (0 to 1) of what is left of this one."""
        return Clock(self.left * part)
