"""Planning beside the page: a click never waits for the solver, and no answer is shown to another question.

Work runs in a few threads that this process shares (the solver lets go of the interpreter while it works).
Nothing in here or below touches the screen.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooSlow
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

import streamlit as st

from pages.parts import state
from planner.faults import PlannerFault
from planner.planning import Planned, make_plan

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from planner.catalog import Catalog
    from planner.preferences import Preferences
    from planner.prescription import CompletedActivity, Prescription

_WORKERS = 2
_MOST_WAITING = 24
# A plan that is ready within this time appears without any sign of work: nothing flickers.
PATIENCE_S = 0.3

_log = logging.getLogger(__name__)
Found = TypeVar("Found")
Found_co = TypeVar("Found_co", covariant=True)


class Stopped(Exception):  # noqa: N818 - reads as what happened
    """The person no longer wants the answer."""


class Asks(Protocol[Found_co]):
    """Something to be planned."""

    @property
    def digest(self) -> str:
        """The name of everything that the answer depends on."""

    def work(self, say: Callable[[str], None]) -> Found_co:
        """Find the answer, telling on the way how far it is."""


@dataclass(frozen=True, slots=True)
class Question:
    """Everything that the plan for a prescription depends on. ``digest`` names it."""

    prescription: Prescription
    catalog: Catalog
    preferences: Preferences
    completed: Sequence[CompletedActivity]
    digest: str

    def work(self, say: Callable[[str], None]) -> Planned:
        """Make the plan."""
        return make_plan(
            self.prescription, self.catalog, self.preferences, tuple(self.completed), on_progress=say
        )


@dataclass(slots=True)
class Job(Generic[Found]):
    """One question at work. ``said`` holds the newest words about how far it is."""

    question: str
    future: Future[Found] | None = None
    stop: threading.Event = field(default_factory=threading.Event)
    said: deque[str] = field(default_factory=lambda: deque(maxlen=1))
    started: float = field(default_factory=monotonic)

    def say(self, words: str) -> None:
        """Take news from the solver.

        Raises:
            Stopped: the person asked to stop.
        """
        if self.stop.is_set():
            raise Stopped
        self.said.append(words)

    @property
    def done(self) -> bool:
        """Whether there is an answer, a fault, or nothing more to wait for."""
        return self.future is None or self.future.done()


class Desk:
    """A few workers for the whole process, and a bounded queue before them."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=_WORKERS, thread_name_prefix="planning")
        self._room = threading.BoundedSemaphore(_MOST_WAITING)

    def take(self, job: Job[Found], work: Callable[[], Found]) -> bool:
        """Queue a piece of work; say whether there was room."""
        if not self._room.acquire(blocking=False):
            return False
        job.future = self._pool.submit(work)
        job.future.add_done_callback(lambda _: self._room.release())
        return True


@st.cache_resource(max_entries=1, show_spinner=False)
def _desk() -> Desk:
    return Desk()


def take(job: Job[Found], work: Callable[[], Found]) -> bool:
    """Queue a piece of work beside the plan's own; say whether there was room."""
    return _desk().take(job, work)


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Found]):
    """Where a question stands: answered, at work, stopped, faulty, or turned away for lack of room."""

    planned: Found | None = None
    job: Job[Found] | None = None
    stopped: bool = False
    fault: PlannerFault | None = None
    busy: bool = False


def ask(question: Asks[Found]) -> Outcome[Found]:
    """Give the answer to a question, or the job that works on it.

    A job for another question is told to stop: its answer could only be shown against changed inputs.
    """
    known = state.answer(question.digest)
    if known is not None:
        return Outcome(planned=known)
    job = state.job()
    if job is None or job.question != question.digest:
        if job is not None:
            job.stop.set()
        job = Job(question.digest)
        if not _desk().take(job, _work(job, question)):
            return Outcome(busy=True)
        state.take_job(job)
    return _look(job)


def _work(job: Job[Found], question: Asks[Found]) -> Callable[[], Found]:
    def work() -> Found:
        job.say("Reading the catalog")
        return question.work(job.say)

    return work


def _look(job: Job[Found]) -> Outcome[Found]:
    if job.stop.is_set():
        return Outcome(stopped=True)
    if job.future is None:
        return Outcome(busy=True)
    try:
        planned = job.future.result(timeout=max(0.0, PATIENCE_S - (monotonic() - job.started)))
    except TooSlow:
        return Outcome(job=job)
    except Stopped:
        return Outcome(stopped=True)
    except PlannerFault as fault:
        _log.exception("A plan could not be made or confirmed")
        return Outcome(fault=fault)
    state.keep_answer(job.question, planned)
    state.take_job(None)
    return Outcome(planned=planned)


def stop() -> None:
    """Stop the job at work, where there is one."""
    job = state.job()
    if job is not None:
        job.stop.set()


def try_again() -> None:
    """Forget a stopped or faulty job, so that the next look asks anew."""
    state.take_job(None)
