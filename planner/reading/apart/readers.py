"""A few programs that read what people upload, each one file at a time, and are stopped where needed.

A program that went wrong is ended, and the next file gets a new one. None of this happens in the process that
asks, which only waits.
"""

from __future__ import annotations

import logging
import os
import pickle
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager, suppress
from time import monotonic
from typing import IO, TYPE_CHECKING, Any, TypeVar, cast

from planner.limits import limits
from planner.problem import Place, Problem, Severity
from planner.reading.apart.packing import receive, send, unpack
from planner.reading.apart.worker import LIMITS, OUT_OF_MEMORY, Ending, Errand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")

# The modules are looked for where this process looks for them.
_PROGRAM = "import sys; sys.path[:] = sys.argv[1:]; from planner.reading.apart.worker import main; main()"
# All that a program of ours needs of this process's variables: whatever secrets there are stay here.
_VARIABLES = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "PYTHONHOME", "PYTHONUTF8", "LANG", "LC_ALL", "TZ")
# What a library keeps grows with what it is given: after so many files a program is replaced.
_MOST_FILES = 500
# A program that came to its own end is given so long to be gone, so that its status tells why.
_ENDING_S = 1.0
# The status of a program that the system ended because its processor time was over.
_OUT_OF_TIME = -int(getattr(signal, "SIGXCPU", 0)) or None

_log = logging.getLogger(__name__)


class NotRead(Exception):  # noqa: N818 - it is an answer about the input, not a fault of ours
    """Something was not read to its end. ``problem`` says why; ``for_now``, that it may go well later."""

    def __init__(self, problem: Problem, *, for_now: bool = False) -> None:
        super().__init__(problem.message)
        self.problem = problem
        self.for_now = for_now


class _Ended(Exception):  # noqa: N818 - it is what it is called
    """A program ended without an answer, by itself or because its time was over."""


class Readers:
    """A bounded number of reading programs. Safe to use from any thread."""

    def __init__(self, number: int | None = None) -> None:
        """Start none yet. ``number`` of them read at the same time; without it, as the limits say."""
        self._number = limits().readers if number is None else number
        self._free: list[_Program] = [_Program() for _ in range(self._number)]
        self._news = threading.Condition()
        self._all = tuple(self._free)

    def warm_up(self) -> None:
        """Start all programs, without waiting until they are ready."""
        for program in self._all:
            with suppress(OSError):
                program.start()

    def close(self) -> None:
        """End all programs, for good."""
        for program in self._all:
            program.end()

    def read(self, reader: Callable[..., T], *given: object, file: str = "", **options: object) -> T:
        """Have something read, and wait for it.

        Args:
            reader: a function of a module, as ``read_catalog``.
            *given: what to give it.
            file: what to call the input in messages.
            **options: what else to give it, by name.

        Raises:
            NotRead: it took too long or too much memory, or the program that read it came to harm.
        """
        bounds = limits()
        ends = monotonic() + bounds.reading_wait_seconds
        errand = Errand(
            reader,
            given,
            options,
            bounds.reading_memory,
            bounds.reading_seconds,
            os.environ.get(LIMITS, ""),
        )
        frame = pickle.dumps(errand, pickle.HIGHEST_PROTOCOL)
        with self._a_program(ends, file) as program:
            ending, found = program.do(frame, ends, file)
        if ending == Ending.READ:
            return cast("T", found)
        if ending == Ending.TOO_MUCH_MEMORY:
            raise too_much_memory(file)
        _log.error("A reader failed: %s", found)
        raise died(file)

    @contextmanager
    def _a_program(self, ends: float, file: str) -> Iterator[_Program]:
        """Take a program that is free, the one used last first: the others may stay asleep."""
        with self._news:
            if not self._news.wait_for(lambda: self._free, timeout=max(0.0, ends - monotonic())):
                raise busy(file)
            program = self._free.pop()
        try:
            yield program
        finally:
            with self._news:
                self._free.append(program)
                self._news.notify()


class _Program:
    """One reading program after the other: the next is started when the last one is gone."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._ready = False
        self._files = 0
        self._closed = False
        self._starting = threading.Lock()

    def start(self) -> subprocess.Popen[bytes]:
        """Start the program, unless it runs.

        Raises:
            OSError: it can't be started.
        """
        with self._starting:
            if self._closed:
                message = "the readers are closed"
                raise OSError(message)
            if self._process is None:
                variables = {name: os.environ[name] for name in _VARIABLES if name in os.environ}
                # A session of its own: an interrupt from the keyboard is for whoever waits for the answer.
                self._process = subprocess.Popen(  # noqa: S603 - this very program
                    [sys.executable, "-c", _PROGRAM, *sys.path],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    env=variables,
                    start_new_session=True,
                )
                self._ready, self._files = False, 0
            return self._process

    def do(self, frame: bytes, ends: float, file: str) -> tuple[str, Any]:
        """Have an errand done; one that its program did not survive gets a second try.

        Raises:
            NotRead: its time was over, its memory was, or both tries failed.
        """
        second = False
        while True:
            try:
                return self._try(frame, ends)
            except _Ended:
                status = self._clear_away()
                if monotonic() >= ends or status == _OUT_OF_TIME:
                    raise took_too_long(file) from None
                if status == OUT_OF_MEMORY:
                    raise too_much_memory(file) from None
                _log.error("A reader ended with status %s", status)
                if second:
                    raise died(file) from None
                second = True
            except OSError as error:
                _log.error("A reader can't be started: %s", error)
                raise died(file, for_now=True) from None

    def end(self) -> None:
        """End the program and let no other start. From any thread."""
        self._closed = True
        self._clear_away(at_once=True)

    def _try(self, frame: bytes, ends: float) -> tuple[str, Any]:
        process = self.start()
        clock = threading.Timer(max(0.0, ends - monotonic()), process.kill)
        clock.daemon = True
        clock.start()
        try:
            if not self._ready:
                receive(_output(process))
                self._ready = True
            send(_input(process), frame)
            ending, found = unpack(receive(_output(process)))
        except Exception as error:
            raise _Ended from error
        finally:
            clock.cancel()
        self._files += 1
        if ending != Ending.READ or self._files >= _MOST_FILES:
            self._clear_away(at_once=True)
        return ending, found

    def _clear_away(self, *, at_once: bool = False) -> int | None:
        """Clear away what is left of the program, and give the status with which it ended."""
        with self._starting:
            process, self._process = self._process, None
        if process is None:
            return None
        try:
            status = process.wait(timeout=0.0 if at_once else _ENDING_S)
        except subprocess.TimeoutExpired:
            process.kill()
            status = process.wait()
        for pipe in (_input(process), _output(process)):
            with suppress(OSError):
                pipe.close()
        return status


def took_too_long(file: str) -> NotRead:
    """Its time was over."""
    message = (
        "Reading this took too long and was stopped. Copy the needed rows into a new file, as .csv if you "
        "can, or split it."
    )
    return _not_read(file, "file-took-too-long", message)


def too_much_memory(file: str) -> NotRead:
    """It needed more memory than a reading may."""
    message = (
        "Reading this took too much memory and was stopped. Copy the needed rows into a new file, as .csv if "
        "you can, or split it."
    )
    return _not_read(file, "file-took-too-much-memory", message)


def died(file: str, *, for_now: bool = False) -> NotRead:
    """The program that read it ended, or can't be started."""
    message = (
        "This could not be read: the program that reads files stopped working on it. That is a fault of ours "
        "or of the machine. Nothing else is affected; try again, or save the table as .csv and give that."
    )
    return _not_read(file, "reader-died", message, for_now=for_now)


def busy(file: str) -> NotRead:
    """No program was free in time."""
    message = "Too many files are being read at the moment. Try this one again in a minute."
    return _not_read(file, "readers-busy", message, for_now=True)


def _not_read(file: str, code: str, message: str, *, for_now: bool = False) -> NotRead:
    problem = Problem(Severity.ERROR, code, message, Place(file or None))
    return NotRead(problem, for_now=for_now)


def _input(process: subprocess.Popen[bytes]) -> IO[bytes]:
    return cast("IO[bytes]", process.stdin)


def _output(process: subprocess.Popen[bytes]) -> IO[bytes]:
    return cast("IO[bytes]", process.stdout)
