"""The end of a process: first no new work, then the work that is under way, then the end.

A signal to end (SIGTERM) first turns ``/health`` to 503, so that whoever spreads the people over the
processes sends nobody here. For ``PLANNER_DRAIN_SECONDS`` everything else goes on as before; then, plans
under way are let finish for a while. A second signal, or Ctrl+C, ends it at once.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
from typing import TYPE_CHECKING

from pages.parts import jobs

if TYPE_CHECKING:
    from types import FrameType

    from pages.parts.serving.health import Health

SECONDS = "PLANNER_DRAIN_SECONDS"
# Plans under way are let finish for so long; a page asks every half second whether its plan is there.
_FOR_PLANS_S = 20.0
_LOOK_EVERY_S = 0.25
_TO_SHOW_S = 1.0
_log = logging.getLogger(__name__)


def seconds_to_drain() -> float:
    """Read how long to go on after the signal: longer than others take to notice it."""
    said = os.environ.get(SECONDS, "0")
    try:
        return max(0.0, float(said))
    except ValueError:
        _log.warning("%s should be a number of seconds, not %r", SECONDS, said)
        return 0.0


def drain_on_signal(health: Health) -> None:
    """Have the signal to end drain this process first. Call it where the server has set its own handlers."""
    if threading.current_thread() is not threading.main_thread():
        return
    loop = asyncio.get_running_loop()
    end = signal.getsignal(signal.SIGTERM)
    under_way: list[asyncio.Task[None]] = []

    def begin(number: int, frame: FrameType | None) -> None:
        if health.draining or not callable(end):
            _end(number, frame)
            return
        health.drain()
        loop.call_soon_threadsafe(lambda: under_way.append(loop.create_task(wait(number))))

    def _end(number: int, frame: FrameType | None) -> None:
        if callable(end):
            end(number, frame)

    async def wait(number: int) -> None:
        _log.info("Draining: no new work")
        await asyncio.sleep(seconds_to_drain())
        await let_finish()
        jobs.close()
        _end(number, None)

    signal.signal(signal.SIGTERM, begin)


async def let_finish(most: float = _FOR_PLANS_S) -> None:
    """Wait until no plan is under way, for at most so many seconds, and then until its page has shown it."""
    left = most
    waited = False
    while jobs.at_work() and left > 0:
        waited = True
        await asyncio.sleep(_LOOK_EVERY_S)
        left -= _LOOK_EVERY_S
    if waited:
        await asyncio.sleep(_TO_SHOW_S)
