"""Several people at work behind nginx while something happens to what serves them."""

from __future__ import annotations

import asyncio
import http.client
import threading
import time
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from websockets.exceptions import InvalidHandshake

from tests.visitor import Visitor, WentWrong

if TYPE_CHECKING:
    from collections.abc import Iterator

_OK = 200
_EVERY_S, _AGAIN_S = 0.5, 0.1


class Crowd(threading.Thread):
    """So many people who change their plan again and again, and reload the page when it is cut off.

    ``clicks`` counts all. ``away_s`` tells for each cut how many seconds passed until a proven plan
    stood there again; ``wrong`` what went wrong on a page that was not cut off.
    """

    def __init__(self, address: str, people: int) -> None:
        """Begin when entered, end when left."""
        super().__init__(daemon=True)
        self.address, self.people = address, people
        self.clicks = 0
        self.away_s: list[float] = []
        self.wrong: list[str] = []
        self._over = threading.Event()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *raised: object) -> None:
        self._over.set()
        self.join()

    def until_clicked(self, times: int) -> None:
        """Wait until they have clicked so often, all together."""
        while self.clicks < times:
            assert self.is_alive()
            time.sleep(_AGAIN_S)

    def run(self) -> None:
        """Let everybody click until it is over."""
        asyncio.run(self._all())

    async def _all(self) -> None:
        await asyncio.gather(*(self._person(number) for number in range(self.people)))

    async def _person(self, number: int) -> None:
        budgets, cookie, cut = iter(range(1000 + number, 1_000_000, self.people)), "", None
        while not self._over.is_set():
            try:
                cookie = await asyncio.to_thread(self._reload, cookie)
                async with Visitor(self.address, "demo=ordinary", "plan", cookie) as visitor:
                    await visitor.go("plan")
                    await visitor.until("Proven ")
                    if cut is not None:
                        self.away_s.append(time.monotonic() - cut)
                        cut = None
                    await self._click(visitor, budgets)
            except WentWrong as wrong:
                if "the connection was lost" not in str(wrong):
                    self.wrong.append(str(wrong))
            except (OSError, http.client.HTTPException, InvalidHandshake):
                pass  # not let in yet: that belongs to the time away
            cut = time.monotonic() if cut is None else cut
            await asyncio.sleep(_AGAIN_S)

    def _reload(self, cookie: str) -> str:
        """Ask for the page; give the cookie to come with next.

        Raises:
            HTTPException: it is something else than the page.
        """
        line = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=30)
        try:
            line.request("GET", "/plan", headers={"Cookie": cookie} if cookie else {})
            answer = line.getresponse()
            answer.read()
        finally:
            line.close()
        if answer.status != _OK:
            raise http.client.HTTPException(answer.status)
        return (answer.getheader("Set-Cookie") or cookie).partition(";")[0]

    async def _click(self, visitor: Visitor, budgets: Iterator[int]) -> None:
        while not self._over.is_set():
            await visitor.change("choose-budget", "double_value", float(next(budgets)))
            self.clicks += 1
            await asyncio.sleep(_EVERY_S)
