"""The few threads that work beside the pages: a bounded number, shared fairly between the visits.

Work for one visit waits in that visit's own line, and the lines take turns: whoever asks for much waits for
it alone. Nothing in here or below touches the screen.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from concurrent.futures import Future
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Found = TypeVar("Found")


class Stopped(Exception):  # noqa: N818 - reads as what happened
    """Nobody wants the answer any more."""


@dataclass(frozen=True, slots=True)
class Task(Generic[Found]):
    """A piece of work for a visit. ``unwanted`` tells whether it need not be begun any more."""

    owner: str
    work: Callable[[], Found]
    unwanted: Callable[[], bool]
    future: Future[Found]

    def run(self) -> None:
        """Do the work, and put what comes of it where it is waited for."""
        if self.unwanted() or not self.future.set_running_or_notify_cancel():
            self.future.cancel()
            return
        try:
            found = self.work()
        except BaseException as fault:  # noqa: BLE001 - told to who waits for the answer
            self.future.set_exception(fault)
        else:
            self.future.set_result(found)


class Workers:
    """So many threads, and so much room for work that waits for them."""

    def __init__(self, name: str, workers: int, *, most: int, most_of_one: int) -> None:
        """Open. At most ``most`` pieces of work wait, and ``most_of_one`` of one visit."""
        self._name = name
        self._workers = workers
        self._most = most
        self._most_of_one = most_of_one
        self._lines: OrderedDict[str, deque[Task[Any]]] = OrderedDict()
        self._running: dict[str, int] = {}
        self._idle = 0
        self._threads = 0
        self._closed = False
        self._news = threading.Condition()

    def take(
        self, owner: str, work: Callable[[], Found], unwanted: Callable[[], bool]
    ) -> Future[Found] | None:
        """Queue a piece of work for a visit; None where there is no room for it."""
        task = Task(owner, work, unwanted, Future())
        with self._news:
            self._drop_unwanted()
            line = self._lines.get(owner, ())
            waiting = sum(map(len, self._lines.values()))
            starts_now = self._idle > waiting or self._threads < self._workers
            full = len(line) >= self._most_of_one or (waiting >= self._most and not starts_now)
            if self._closed or full:
                return None
            self._lines.setdefault(owner, deque()).append(task)
            if self._threads < self._workers and self._idle <= waiting:
                self._threads += 1
                threading.Thread(
                    target=self._serve, name=f"{self._name}-{self._threads}", daemon=True
                ).start()
            self._news.notify()
        return task.future

    @property
    def busy(self) -> bool:
        """Whether anything is worked on, or waits to be."""
        with self._news:
            self._drop_unwanted()
            return bool(self._running or self._lines)

    def close(self, patience_s: float) -> None:
        """Take nothing more, drop what waits, and give what is worked on a moment to notice."""
        ends = monotonic() + patience_s
        with self._news:
            self._closed = True
            for line in self._lines.values():
                for task in line:
                    task.future.cancel()
            self._lines.clear()
            self._news.notify_all()
            self._news.wait_for(lambda: not self._running, timeout=max(0.0, ends - monotonic()))

    def _drop_unwanted(self) -> None:
        for owner, line in list(self._lines.items()):
            for task in [task for task in line if task.unwanted()]:
                line.remove(task)
                task.future.cancel()
            if not line:
                del self._lines[owner]

    def _serve(self) -> None:
        while True:
            with self._news:
                self._idle += 1
                self._news.wait_for(lambda: self._lines or self._closed)
                self._idle -= 1
                if self._closed:
                    self._threads -= 1
                    return
                task = self._next()
                self._running[task.owner] = self._running.get(task.owner, 0) + 1
            owner = task.owner
            task.run()
            # Whoever waits for more work must not hold on to the last: it may hold a whole catalog.
            del task
            with self._news:
                self._running[owner] -= 1
                if not self._running[owner]:
                    del self._running[owner]
                self._news.notify_all()

    def _next(self) -> Task[Any]:
        """Take the next piece of work: of a visit with the least under way, whose turn is the longest ago."""
        owner = min(self._lines, key=lambda name: self._running.get(name, 0))
        line = self._lines[owner]
        task = line.popleft()
        self._lines.move_to_end(owner)
        if not line:
            del self._lines[owner]
        return task
