"""The threads beside the pages: bounded, fair, and holding on to nothing."""

from __future__ import annotations

import gc
import threading
import weakref
from concurrent.futures import CancelledError
from typing import TYPE_CHECKING

import pytest

from pages.parts.workers import Workers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future

SOON = 10


class Gate:
    """Work that waits until it is let through, and a record of who was served in which order."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.served: list[str] = []

    def work(self, name: str) -> Callable[[], str]:
        """Give work that waits."""

        def run() -> str:
            self.open.wait(SOON)
            self.served.append(name)
            return name

        return run


def wanted() -> bool:
    return False


@pytest.fixture
def gate() -> Iterator[Gate]:
    gate = Gate()
    yield gate
    gate.open.set()


def taken(workers: Workers, gate: Gate, owner: str, name: str) -> Future[str]:
    future = workers.take(owner, gate.work(name), wanted)
    assert future is not None
    return future


def test_one_visit_cannot_fill_the_queue(gate: Gate) -> None:
    workers = Workers("test", 1, most=10, most_of_one=2)
    taken(workers, gate, "running", "0")
    greedy = [workers.take("greedy", gate.work("g"), wanted) for _ in range(5)]
    assert [future is not None for future in greedy] == [True, True, False, False, False]
    assert workers.take("modest", gate.work("m"), wanted) is not None


def test_visits_take_turns_however_much_one_asks_for(gate: Gate) -> None:
    workers = Workers("test", 1, most=10, most_of_one=5)
    futures = [taken(workers, gate, "a", f"a{n}") for n in range(4)]
    futures += [
        taken(workers, gate, "b", "b0"),
        taken(workers, gate, "b", "b1"),
        taken(workers, gate, "c", "c0"),
    ]
    gate.open.set()
    assert [future.result(SOON) for future in futures]
    assert gate.served.index("c0") < gate.served.index("a2")
    assert gate.served.index("b1") < gate.served.index("a3")


def test_when_it_is_full_everybody_is_told_and_when_there_is_room_nobody_is(gate: Gate) -> None:
    workers = Workers("test", 1, most=2, most_of_one=2)
    futures = [workers.take(str(n), gate.work(str(n)), wanted) for n in range(4)]
    assert [future is not None for future in futures] == [True, True, True, False]
    gate.open.set()
    for future in futures[:3]:
        assert future is not None
        assert future.result(SOON)
    while workers.busy:
        threading.Event().wait(0.01)
    assert workers.take("late", gate.work("late"), wanted) is not None


def test_what_nobody_wants_any_more_is_not_begun_and_takes_no_room(gate: Gate) -> None:
    workers = Workers("test", 1, most=5, most_of_one=1)
    taken(workers, gate, "running", "0")
    gone = threading.Event()
    dropped = workers.take("a", gate.work("dropped"), gone.is_set)
    gone.set()
    again = taken(workers, gate, "a", "again")
    gate.open.set()
    assert again.result(SOON) == "again"
    assert dropped is not None
    with pytest.raises(CancelledError):
        dropped.result(SOON)
    assert "dropped" not in gate.served


def test_no_more_threads_than_said(gate: Gate) -> None:
    workers = Workers("counted", 2, most=20, most_of_one=20)
    futures = [taken(workers, gate, str(n), str(n)) for n in range(9)]
    assert sum(thread.name == "counted" for thread in threading.enumerate()) == 2
    gate.open.set()
    for future in futures:
        future.result(SOON)
    while workers.busy:
        threading.Event().wait(0.01)


def test_a_fault_reaches_whoever_waits_and_the_thread_goes_on(gate: Gate) -> None:
    workers = Workers("test", 1, most=5, most_of_one=5)

    def fail() -> str:
        raise ZeroDivisionError

    broken = workers.take("a", fail, wanted)
    assert broken is not None
    with pytest.raises(ZeroDivisionError):
        broken.result(SOON)
    gate.open.set()
    assert taken(workers, gate, "a", "next").result(SOON) == "next"


def test_a_worker_holds_on_to_nothing() -> None:
    class Catalog:
        """Something large."""

    workers = Workers("test", 1, most=5, most_of_one=5)
    large = Catalog()
    there = weakref.ref(large)

    def work(held: Catalog = large) -> int:
        return id(held)

    future = workers.take("a", work, wanted)
    assert future is not None
    future.result(SOON)
    del large, work, future
    while workers.busy:
        threading.Event().wait(0.01)
    gc.collect()
    assert there() is None


def test_closing_drops_what_waits_and_takes_nothing_more(gate: Gate) -> None:
    workers = Workers("test", 1, most=5, most_of_one=5)
    first = taken(workers, gate, "a", "first")
    while not first.running():
        threading.Event().wait(0.01)
    waiting = taken(workers, gate, "b", "waiting")
    workers.close(0)
    assert waiting.cancelled()
    assert workers.take("c", gate.work("c"), wanted) is None
