"""Many people at once, on the app as it is served: how long a click takes, and what they leave behind.

They are shared among as many processes of it as it is deployed with on two cores. ``CROWD_SECONDS``,
``CROWD_PEOPLE`` and ``CROWD_PROCESSES`` in the environment make it shorter or smaller, to be tried.
"""

from __future__ import annotations

import asyncio
import os
import random
import statistics
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from deploy.run import ENVIRONMENT
from tests.bench.timing import Measured
from tests.browser import server
from tests.visitor import Visitor, WentWrong

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence

PEOPLE = int(os.environ.get("CROWD_PEOPLE", "60"))
SECONDS = float(os.environ.get("CROWD_SECONDS", "600"))
PROCESSES = int(os.environ.get("CROWD_PROCESSES", "2"))
_EVERY_S, _ALONE_EVERY_S = 2.0, 0.4
_ALONE_CLICKS = 60
_SOLVING = 0.1
# A closed tab is forgotten after so long, and all of it is gone some seconds later.
_KEPT_S, _SETTLES_S = 5, 25.0
_CASES = ("ordinary", "two-credentials", "one-course")
_PAGES = ("results", "catalog", "about")
_PROVEN = "Proven "
_TABS = ("Where the credits go", "When")


@dataclass
class Seen:
    """What people saw: how long until the page was drawn after a click, and until a new plan was proven."""

    clicks: list[float] = field(default_factory=list)
    plans: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Run:
    """One run: somebody alone, then everybody; the memory before and after them, in MB."""

    alone: Seen
    together: Seen
    before_mb: float
    most_mb: float
    after_mb: float


class Person:
    """Looks around in a plan; one click in ten asks for another, with a budget that wasn't asked for yet."""

    def __init__(self, visitor: Visitor, seen: Seen, budgets: Iterator[float], luck: random.Random) -> None:
        """Begin with nothing clicked."""
        self._visitor, self._seen, self._budgets, self._luck = visitor, seen, budgets, luck
        self._known: list[float] = []

    async def click(self) -> None:
        """Click once."""
        if self._visitor.page != "plan":
            self._seen.clicks.append(await self._visitor.go("plan"))
        elif self._luck.random() < _SOLVING or not self._known:
            await self._ask_for_another()
        else:
            self._seen.clicks.append(await self._luck.choice(self._looks())())

    async def _ask_for_another(self) -> None:
        self._known.append(next(self._budgets))
        began = time.perf_counter()
        self._seen.clicks.append(await self._visitor.change("choose-budget", "double_value", self._known[-1]))
        await self._visitor.until(_PROVEN)
        self._seen.plans.append(time.perf_counter() - began)

    def _looks(self) -> tuple[Callable[[], Awaitable[float]], ...]:
        visitor, luck = self._visitor, self._luck
        return (
            lambda: visitor.change("plan-tabs", "string_value", luck.choice(_TABS)),
            lambda: visitor.change("coverage-table", "bool_value", luck.random() < 0.5),
            lambda: visitor.change("choose-budget", "double_value", luck.choice(self._known[-4:])),
            lambda: visitor.go(luck.choice(_PAGES)),
        )


async def _visit(address: str, number: int, seen: Seen, goes_on: Callable[[], bool], every_s: float) -> None:
    """Come, click as long as it goes on, and leave."""
    luck = random.Random(number)
    await asyncio.sleep(luck.random() * every_s if number else 0.0)
    budgets = iter(range(1000, sys.maxsize))
    try:
        async with Visitor(address, f"demo={_CASES[number % len(_CASES)]}", "plan") as visitor:
            await visitor.go("plan")
            await visitor.until(_PROVEN)
            person = Person(visitor, seen, map(float, budgets), luck)
            while goes_on():
                due = time.monotonic() + every_s
                await person.click()
                await asyncio.sleep(max(0.0, due - time.monotonic()))
    except (WentWrong, OSError) as wrong:
        seen.wrong.append(f"{type(wrong).__name__}: {wrong}")


async def _alone(address: str, seen: Seen) -> None:
    enough = len(seen.clicks) + _ALONE_CLICKS
    await _visit(address, 0, seen, lambda: len(seen.clicks) < enough, _ALONE_EVERY_S)


async def _together(addresses: Sequence[str]) -> Seen:
    seen, ends = Seen(), time.monotonic() + SECONDS
    await asyncio.gather(
        *(
            _visit(addresses[n % len(addresses)], n, seen, lambda: time.monotonic() < ends, _EVERY_S)
            for n in range(1, PEOPLE + 1)
        )
    )
    return seen


def megabytes(pids: Iterable[int]) -> float:
    """Give what processes hold in memory."""
    told = [Path(f"/proc/{pid}/status").read_text(encoding="ascii") for pid in pids]
    return sum(int(status.partition("VmRSS:")[2].split(maxsplit=1)[0]) for status in told) / 1000


@cache
def _run() -> Run:
    forgets = ("--server.disconnectedSessionTTL", str(_KEPT_S))
    with ExitStack() as stack:
        stack.enter_context(patch.dict(os.environ, ENVIRONMENT))
        serving = [
            stack.enter_context(server.running("asgi.py", server.ROOT, *forgets)) for _ in range(PROCESSES)
        ]
        addresses, pids = [address for address, _ in serving], [process.pid for _, process in serving]
        alone = Seen()
        for address in addresses:
            asyncio.run(_alone(address, alone))
        time.sleep(_SETTLES_S)
        before = megabytes(pids)
        together = asyncio.run(_together(addresses))
        most = megabytes(pids)
        time.sleep(_SETTLES_S)
        after = megabytes(pids)
    for seen in (alone, together):
        assert not seen.wrong, f"{len(seen.wrong)} visits went wrong, first: {seen.wrong[0]}"
    return Run(alone, together, before, most, after)


def p95(times: list[float]) -> float:
    """Give what 95 of 100 stay under."""
    return statistics.quantiles(times, n=20, method="inclusive")[-1]


def clicks(name: str) -> Measured:
    """Tell how long a click takes until the page is drawn."""
    run = _run()
    return Measured(
        name,
        f"the p95 of {len(run.together.clicks):,} clicks by {PEOPLE} people at once in {SECONDS:.0f} s, "
        "a tenth asking for a new plan",
        p95(run.together.clicks),
        "the median click of somebody alone",
        statistics.median(run.alone.clicks),
        10.0,
        1,
    )


def plans(name: str) -> Measured:
    """Tell how long a new plan takes until it stands there, proven."""
    run = _run()
    return Measured(
        name,
        f"the p95 of {len(run.together.plans):,} new plans among them, until each stood there proven",
        p95(run.together.plans),
        "the median new plan of somebody alone",
        statistics.median(run.alone.plans),
        10.0,
        1,
    )


def memory(name: str) -> Measured:
    """Tell what is left of them in memory."""
    run = _run()
    return Measured(
        name,
        f"memory of {PROCESSES} processes once they have left, {run.most_mb:.0f} MB at their end",
        run.after_mb,
        "before they came",
        run.before_mb,
        1.1,
        1,
        "MB",
    )


MEASURES = {"crowd": clicks, "crowd-plans": plans, "crowd-memory": memory}
