"""Whether this process should be given work: what ``/health`` answers.

200 only while the planner can plan the demo case. 503 while warming up, while draining, and when planning
fails or takes too long. ``/_stcore/health`` is Streamlit's own and says no more than that the server is up.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import date
from enum import StrEnum
from time import monotonic
from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse

from planner.demo import demo_cases, demo_catalog
from planner.faults import PlannerFault
from planner.plan import Status
from planner.planning import make_plan
from planner.reading import read_prescriptions

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response

# A verdict holds for so long, in seconds: however many ask, the planner is tried no more often.
_HOLDS_S = 5.0
# A process that takes longer for the demo case has too much to do.
_SLOWEST_S = 8.0
_OK, _UNAVAILABLE = 200, 503
_log = logging.getLogger(__name__)


class Standing(StrEnum):
    """Where the process stands, in the words that a probe reads."""

    WARMING = "warming up"
    SERVING = "ok"
    FAILING = "the demo case can't be planned"
    BUSY = "too busy"
    DRAINING = "draining"


def can_plan() -> bool:
    """Whether the planner finds and confirms the plan of the first demo case, with its proof."""
    case = demo_cases()[0]
    results = read_prescriptions([case.source]).value
    try:
        today = date.today()  # noqa: DTZ011 - the machine's day, as everywhere
        plan = make_plan(results[0], demo_catalog().value, case.preferences(today)).plan
    except PlannerFault:
        _log.exception("The demo case could not be planned")
        return False
    return plan is not None and plan.status is Status.COVERED and plan.proven_optimal


class Health:
    """Keeps the standing of the process, and answers the probe."""

    def __init__(self, check: Callable[[], bool] = can_plan) -> None:
        """Start as warming up. ``check`` tries the planner."""
        self._check = check
        self._standing = Standing.WARMING
        self._tried_at = -_HOLDS_S
        self._trying: asyncio.Lock | None = None

    @property
    def draining(self) -> bool:
        """Whether the process is about to end."""
        return self._standing is Standing.DRAINING

    def warmed(self) -> None:
        """Begin to serve."""
        if not self.draining:
            self._standing = Standing.SERVING

    def drain(self) -> None:
        """Ask for no more work. There is no way back."""
        self._standing = Standing.DRAINING

    async def standing(self) -> Standing:
        """Say where the process stands, trying the planner if that was a while ago."""
        if self._trying is None:
            self._trying = asyncio.Lock()
        async with self._trying:
            settled = self._standing in {Standing.WARMING, Standing.DRAINING}
            if not settled and monotonic() - self._tried_at >= _HOLDS_S:
                tried = await self._try()
                if not self.draining:
                    self._standing = tried
                self._tried_at = monotonic()
        return self._standing

    async def _try(self) -> Standing:
        try:
            fine = await asyncio.wait_for(asyncio.to_thread(self._check), _SLOWEST_S)
        except TimeoutError:
            return Standing.BUSY
        return Standing.SERVING if fine else Standing.FAILING

    async def answer(self, _request: Request) -> Response:
        """Answer the probe."""
        standing = await self.standing()
        status = _OK if standing is Standing.SERVING else _UNAVAILABLE
        return PlainTextResponse(standing.value, status, headers={"Cache-Control": "no-store"})
