"""Work done by several processes of this machine, one for each core.

Each worker is a program of its own that is told its work once and then does chunks. Unlike what
``multiprocessing`` starts, it doesn't run the main script again, which in the web app is the app itself.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, cast

from planner.selling.labour.crew import WorkerMissing, work_off_by
from planner.selling.labour.here import ThisProcess
from planner.selling.labour.pieces import Done, Lost
from planner.selling.labour.worker import send

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from concurrent.futures import Future

    from planner.selling.labour.pieces import News, P, R, Work

# The modules are looked for where this process looks for them.
_PROGRAM = "import sys; sys.path[:] = sys.argv[1:]; from planner.selling.labour.worker import main; main()"
_MOST_FAILED_STARTS = 3


class WorkerDied(Exception):  # noqa: N818 - it is what it is called
    """A worker ended in the middle of a chunk."""


def cores() -> int:
    """Count the cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Processes:
    """Does pieces in several processes: as many as there are cores, unless ``workers`` says how many.

    Where there is only one core, or no process can be started, this process does them.
    """

    workers: int | None = None

    def work_off(
        self, work: Work[P, R], pieces: Sequence[P], stopped: Callable[[], bool], /
    ) -> Generator[News[R], None, None]:
        """Do all pieces; stopping ends the workers at once."""
        hands = min(self.workers or cores(), len(pieces))
        left = dict.fromkeys(range(len(pieces)))
        if hands > 1:
            with contextlib.closing(work_off_by(_Lanes(work, hands), work, pieces, stopped)) as working:
                for news in working:
                    if isinstance(news, Done | Lost):
                        del left[news.place]
                        yield news
        places = list(left)
        for news in ThisProcess().work_off(work, [pieces[place] for place in places], stopped):
            if isinstance(news, Done):
                yield Done(places[news.place], news.result)


class _Lanes:
    """A thread for each worker, which waits for it and has it replaced when it is gone."""

    def __init__(self, work: Work[Any, Any], hands: int) -> None:
        self.hands = hands
        self._threads = ThreadPoolExecutor(hands, thread_name_prefix="labour")
        told = pickle.dumps(work, pickle.HIGHEST_PROTOCOL)
        self._lanes = [_Lane(told) for _ in range(hands)]
        self._free: queue.SimpleQueue[_Lane] = queue.SimpleQueue()
        for lane in self._lanes:
            self._free.put(lane)

    def begin(self, pieces: Sequence[Any], /) -> Future[list[Any]]:
        """Give a chunk to a free worker."""
        return self._threads.submit(self._do, pieces)

    def room(self) -> int:
        """One chunk for each worker."""
        return self.hands

    def trouble(self) -> str:
        """Say that no worker can be started."""
        failed = max(lane.failed_starts for lane in self._lanes)
        return "no process can be started" if failed >= _MOST_FAILED_STARTS else ""

    def leave(self) -> None:
        """End all workers at once."""
        for lane in self._lanes:
            lane.end()
        self._threads.shutdown(cancel_futures=True)
        for lane in self._lanes:
            lane.clear_away()

    def _do(self, pieces: Sequence[Any]) -> list[Any]:
        lane = self._free.get()
        try:
            return lane.do(pieces)
        finally:
            self._free.put(lane)


class _Lane:
    """One worker after the other: the next is started when the last one has died."""

    def __init__(self, told: bytes) -> None:
        self.failed_starts = 0
        self._told = told
        self._worker: subprocess.Popen[bytes] | None = None
        self._ended = False

    def do(self, pieces: Sequence[Any]) -> list[Any]:
        """Have a chunk done.

        Raises:
            WorkerMissing: no worker could be started.
            WorkerDied: it ended in the middle of the chunk.
        """
        worker = self._worker or self._start()
        try:
            send(_input(worker), pieces)
            results: list[Any] = pickle.load(_output(worker))  # noqa: S301 - from our own worker
        except Exception as error:
            message = f"it ended with status {self.clear_away()}"
            raise WorkerDied(message) from error
        return results

    def end(self) -> None:
        """Let no further worker start, and end the one there is. From any thread."""
        self._ended = True
        worker = self._worker
        if worker is not None:
            worker.kill()

    def clear_away(self) -> int | None:
        """Clear away what is left of the worker, and give the status with which it ended."""
        worker, self._worker = self._worker, None
        if worker is None:
            return None
        worker.kill()
        for pipe in (_input(worker), _output(worker)):
            with contextlib.suppress(OSError):
                pipe.close()
        return worker.wait()

    def _start(self) -> subprocess.Popen[bytes]:
        try:
            command = [sys.executable, "-c", _PROGRAM, *sys.path]
            # A session of its own: an interrupt from the keyboard is for whoever waits for the answer.
            worker = self._worker = subprocess.Popen(  # noqa: S603 - this very program
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
            )
            if self._ended:
                worker.kill()
            _input(worker).write(self._told)
            _input(worker).flush()
            pickle.load(_output(worker))  # noqa: S301 - from our own worker: it is ready
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            self.failed_starts += 1
            self.clear_away()
            raise WorkerMissing from error
        self.failed_starts = 0
        return worker


def _input(worker: subprocess.Popen[bytes]) -> IO[bytes]:
    return cast("IO[bytes]", worker.stdin)


def _output(worker: subprocess.Popen[bytes]) -> IO[bytes]:
    return cast("IO[bytes]", worker.stdout)
