"""Work done in this process, one piece after the other: for few pieces, and for threads of the web app."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.selling.labour.pieces import Done

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from planner.selling.labour.pieces import News, P, R, Work


@dataclass(frozen=True, slots=True)
class ThisProcess:
    """Does the pieces in their order. Whoever waits for news gets some after each piece."""

    def work_off(
        self, work: Work[P, R], pieces: Sequence[P], stopped: Callable[[], bool], /
    ) -> Generator[News[R], None, None]:
        """Do all pieces, asking before each whether to stop."""
        for place, piece in enumerate(pieces):
            if stopped():
                return
            yield Done(place, work(piece))
