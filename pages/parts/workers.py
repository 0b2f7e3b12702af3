"""The few threads that work beside the pages: a bounded number, shared fairly between the visits.

Work for one visit waits in that visit's own line, and the lines take turns: whoever asks for much waits for
it alone. Nothing in here or below touches the screen.
"""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict, deque
from concurrent.futures import Future
from dataclasses import dataclass
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
    """So many threads at a time, and so much room for work that waits for one."""

    def __init__(self, name: str, workers: int, *, most: int, most_of_one: int) -> None:
        """Open. At most ``most`` pieces of work wait, and ``most_of_one`` of one visit."""
        self._name = name
        self._workers = workers
        self._most = most
        self._most_of_one = most_of_one
        self._lines: OrderedDict[str, deque[Task[Any]]] = OrderedDict()
        self._running: Counter[str] = Counter()
        self._closed = False
        self._news = threading.Condition()

    def take(
        self, owner: str, work: Callable[[], Found], unwanted: Callable[[], bool]
    ) -> Future[Found] | None:
        """Begin a piece of work for a visit, or queue it; None where there is no room for it."""
        task = Task(owner, work, unwanted, Future())
        with self._news:
            if self._closed:
                return None
            if self._running.total() < self._workers:  # so nothing waits
                self._running[owner] += 1
                threading.Thread(target=self._serve, name=self._name, args=([task],), daemon=True).start()
                return task.future
            self._drop_unwanted()
            full = sum(map(len, self._lines.values())) >= self._most
            if full or len(self._lines.get(owner, ())) >= self._most_of_one:
                return None
            self._lines.setdefault(owner, deque()).append(task)
        return task.future

    @property
    def busy(self) -> bool:
        """Whether anything is worked on, or waits to be."""
        with self._news:
            return bool(self._running)

    def close(self, patience_s: float) -> None:
        """Take nothing more, drop what waits, and give what is worked on a moment to notice."""
        with self._news:
            self._closed = True
            for line in self._lines.values():
                for task in line:
                    task.future.cancel()
            self._lines.clear()
            self._news.wait_for(lambda: not self._running, timeout=patience_s)

    def _drop_unwanted(self) -> None:
        for owner, line in list(self._lines.items()):
            for task in [task for task in line if task.unwanted()]:
                line.remove(task)
                task.future.cancel()
            if not line:
                del self._lines[owner]

    def _serve(self, first: list[Task[Any]]) -> None:
        """Do the first piece of work, then what waits, until nothing does. Hold on to nothing done."""
        task: Task[Any] | None = first.pop()
        while task is not None:
            task.run()
            task = self._next_after(task.owner)

    def _next_after(self, owner: str) -> Task[Any] | None:
        """Note that a visit's work has ended, and take the next piece; None where nothing waits.

        It is of a visit with the least under way, whose turn is the longest ago.
        """
        with self._news:
            self._running[owner] -= 1
            self._running += Counter()  # forgets who has nothing under way
            self._news.notify_all()
            if not self._lines:
                return None
            owner = min(self._lines, key=self._running.__getitem__)
            line = self._lines[owner]
            task = line.popleft()
            self._lines.move_to_end(owner)
            if not line:
                del self._lines[owner]
            self._running[owner] += 1
            return task
