"""Work is worked off whole, wherever it is done and whatever happens to who does it."""

from __future__ import annotations

import os
import sys
import threading
import time
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

import pytest

from planner.selling.answering import answer_queue
from planner.selling.labour import Done, Ended, Lost, Processes, ThisProcess, worker
from planner.selling.labour.crew import CannotGoOn, WorkerMissing, work_off_by
from planner.selling.labour.line import Line
from tests.builders import preferences
from tests.unit.selling.queues import a_catalog, a_queue
from tests.unit.selling.works import Chatty, Deadly, Slow, Square

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from planner.selling.labour import Labour, News

TWO = Processes(2)
PIECES = tuple(range(12))
RIGHT = {place: place * place for place in PIECES}


def never() -> bool:
    return False


def results(labour: Labour, work: Square, pieces: Sequence[int] = PIECES) -> dict[int, int]:
    news = list(labour.work_off(work, pieces, never))
    found = {one.place: one.result for one in news if isinstance(one, Done)}
    assert len(found) == len(news)
    return found


def test_a_queue_is_answered_by_processes_as_it_is_here() -> None:
    queue, offered = a_queue(25), a_catalog()
    heard: list[tuple[int, int]] = []
    here = answer_queue(queue, offered, preferences())
    there = answer_queue(
        queue, offered, preferences(), labour=TWO, on_progress=lambda *so_far: heard.append(so_far)
    )
    assert repr(there) == repr(here)
    assert heard == sorted(heard)
    assert heard[-1] == (25, 25)


@pytest.mark.parametrize("labour", [ThisProcess(), Processes(1), TWO])
def test_each_piece_is_done_once_and_named_by_its_place(labour: Labour) -> None:
    assert results(labour, Square()) == RIGHT
    assert results(labour, Square(), []) == {}


def test_what_is_printed_on_the_way_gets_not_into_the_answers() -> None:
    assert results(TWO, Chatty()) == RIGHT


def test_a_worker_that_dies_is_replaced_and_its_chunk_done_again(tmp_path: Path) -> None:
    mark = tmp_path / "died"
    assert results(TWO, Deadly(7, str(mark))) == RIGHT
    assert mark.exists()


def test_a_piece_that_takes_every_worker_with_it_is_told_and_costs_no_other() -> None:
    news = list(TWO.work_off(Deadly(7), PIECES, never))
    assert {one.place: one.result for one in news if isinstance(one, Done)} == {
        place: square for place, square in RIGHT.items() if place != 7
    }
    (lost,) = [one for one in news if isinstance(one, Lost)]
    assert lost.place == 7
    assert "it ended with status 9" in lost.why


def test_stopping_ends_the_workers_at_once() -> None:
    began, heard = time.monotonic(), list[int]()
    for news in TWO.work_off(Slow(0.05), range(2_000), lambda: len(heard) > 1):
        assert isinstance(news, Done)
        heard.append(news.result)
    assert time.monotonic() - began < 30
    assert len(heard) < 2_000
    for process in set(heard) - {os.getpid()}:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("labour")]


def test_whoever_stops_listening_stops_the_work() -> None:
    working = TWO.work_off(Slow(0.01), range(2_000), never)
    first = next(working)
    assert isinstance(first, Done)
    working.close()
    with pytest.raises(ProcessLookupError):
        os.kill(first.result, 0)


def test_where_no_process_can_be_started_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/no/such/program")
    assert set(results(TWO, Slow(0)).values()) == {os.getpid()}


def test_a_chunk_comes_back_after_a_while_done_or_not(monkeypatch: pytest.MonkeyPatch) -> None:
    assert worker.do_some(Square(), [1, 2, 3]) == [1, 4, 9]
    monkeypatch.setattr(worker, "_LONG_ENOUGH_S", -1.0)
    assert worker.do_some(Square(), [1, 2, 3]) == [1]


def test_hard_pieces_are_handed_out_first_and_fewer_at_a_time() -> None:
    line = Line([1, 3, 2, 3] * 8, hands=2)
    chunks: list[tuple[int, ...]] = []
    while line:
        chunk = line.take(nobody_works=False)
        assert chunk is not None
        chunks.append(chunk.places)
    places = [place for chunk in chunks for place in chunk]
    assert sorted(places) == list(range(32))
    assert places[:4] == [1, 3, 5, 7]
    assert [len(chunk) for chunk in chunks] == sorted((len(chunk) for chunk in chunks), reverse=True)


class Moody:
    """A crew that does chunks here, as the test says; ``do`` gets a number and the pieces of the chunk."""

    hands = 1

    def __init__(self, do: Callable[[int, Sequence[int]], list[int]], trouble: str = "") -> None:
        """Begin with chunk number 0."""
        self._do = do
        self._trouble = trouble
        self._number = 0
        self.left = False

    def begin(self, pieces: Sequence[Any], /) -> Future[list[Any]]:
        """Do a chunk at once."""
        future: Future[list[Any]] = Future()
        try:
            future.set_result(self._do(self._number, pieces))
        except Exception as error:  # noqa: BLE001 - handed on
            future.set_exception(error)
        self._number += 1
        return future

    def room(self) -> int:
        """Room for one."""
        return 1

    def trouble(self) -> str:
        """Say what the test says."""
        return self._trouble

    def leave(self) -> None:
        """Remember it."""
        self.left = True


def worked_off(crew: Moody) -> list[News[int]]:
    news = list(work_off_by(crew, Square(), PIECES, never))
    assert crew.left
    return news


def test_what_a_chunk_did_not_get_to_is_done_later() -> None:
    news = worked_off(Moody(lambda _, pieces: [pieces[0] ** 2]))
    assert {one.place: one.result for one in news if isinstance(one, Done)} == RIGHT


def test_a_chunk_that_nobody_tried_is_never_given_up() -> None:
    def do(number: int, pieces: Sequence[int]) -> list[int]:
        if number < 9:
            raise WorkerMissing
        return [piece**2 for piece in pieces]

    assert len([one for one in worked_off(Moody(do)) if isinstance(one, Done)]) == len(PIECES)


def test_what_makes_all_work_useless_ends_it_in_words() -> None:
    def do(number: int, pieces: Sequence[int]) -> list[int]:
        if number == 1:
            message = "Another version."
            raise CannotGoOn(message)
        return [piece**2 for piece in pieces]

    *done, last = worked_off(Moody(do))
    assert done
    assert last == Ended("Another version.")
    assert worked_off(Moody(do, "Nobody is there.")) == [Ended("Nobody is there.")]
