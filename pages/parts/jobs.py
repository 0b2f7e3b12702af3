"""Planning beside the page: a click never waits for the solver, and no answer is shown to another question.

A question is asked on every run of a page. The first time, work on it begins; as long as it is the question
on the screen, the work goes on, whatever else is clicked; once another is asked in its place, or the tab is
closed, it is dropped. Nothing in here or below touches the screen.
"""

from __future__ import annotations

import logging
import os
import threading
from collections import deque
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as TooSlow
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

import streamlit as st

from pages.parts import presence, state
from pages.parts.workers import Stopped, Workers
from planner.planning import Planned, make_plan

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future

    from pages.parts.presence import Presence
    from planner.catalog import Catalog
    from planner.plan import Plan
    from planner.preferences import Preferences
    from planner.prescription import CompletedActivity, Prescription

# A plan that is ready within this time appears without any sign of work: nothing flickers.
PATIENCE_S = 0.3
# A first plan is shown if its proof takes longer than this.
PROOF_PATIENCE_S = 0.1
# What was stopped gives what it has within this time.
_STOPPING_S = 0.5
_CLOSING_S = 3.0
# So many plans wait before people are turned away: a whole class may open its links in the same second.
ROOM = 128
PLAN, QUEUE = "plan", "queue"
# So many answers of each kind are kept for a visit.
_KEPT = {PLAN: 8, QUEUE: 1}

_log = logging.getLogger(__name__)
Found = TypeVar("Found")
Found_co = TypeVar("Found_co", covariant=True)


class Asks(Protocol[Found_co]):
    """Something to be worked out."""

    @property
    def digest(self) -> str:
        """The name of everything that the answer depends on."""

    def work(self, job: Job[Any]) -> Found_co:
        """Find the answer, telling the job on the way how far it is."""


@dataclass(frozen=True, slots=True)
class Question:
    """Everything that the plan for a prescription depends on. ``digest`` names it."""

    prescription: Prescription
    catalog: Catalog
    preferences: Preferences
    completed: Sequence[CompletedActivity]
    digest: str

    def work(self, job: Job[Any]) -> Planned:
        """Make the plan."""
        return make_plan(
            self.prescription,
            self.catalog,
            self.preferences,
            tuple(self.completed),
            on_progress=job.say,
            on_first=job.show,
            should_stop=job.is_over,
        )


@dataclass(slots=True)
class Job(Generic[Found]):
    """One question at work, and what is known of it so far.

    ``said`` holds the newest words about how far it is, ``done`` and ``of`` the same in numbers where there
    are any, ``part`` what there is to show before the end.
    """

    question: str
    owner: Presence
    future: Future[Found] | None = None
    stop: threading.Event = field(default_factory=threading.Event)
    said: deque[str] = field(default_factory=lambda: deque(maxlen=1))
    counted: tuple[int, int] | None = None
    part: Any = None
    started: float = field(default_factory=monotonic)
    _dropped: threading.Event = field(default_factory=threading.Event)
    _news: threading.Event = field(default_factory=threading.Event)

    def say(self, words: str) -> None:
        """Take news.

        Raises:
            Stopped: nobody wants the answer any more.
        """
        self.is_over()
        self.said.append(words)

    def count(self, done: int, of: int) -> None:
        """Take how much is done, of how much.

        Raises:
            Stopped: nobody wants the answer any more.
        """
        self.is_over()
        self.counted = (done, of)

    def show(self, part: object) -> None:
        """Take what can be shown before the end."""
        self.part = part
        self._news.set()

    def is_over(self) -> bool:
        """Whether the person said that it is enough: what there is by now is wanted.

        Raises:
            Stopped: nothing of it is wanted: another question was asked in its place, or the tab is closed.
        """
        if self.unwanted():
            raise Stopped
        return self.stop.is_set()

    def unwanted(self) -> bool:
        """Whether nobody will look at what comes of it."""
        return self._dropped.is_set() or self.owner.over

    def drop(self) -> None:
        """Give it up."""
        self._dropped.set()
        self.stop.set()

    def begin(self, workers: Workers, work: Callable[[], Found]) -> bool:
        """Queue the work; say whether there was room."""
        self.future = workers.take(self.owner.name, work, self.unwanted)
        if self.future is not None:
            self.future.add_done_callback(lambda _: self._news.set())
        return self.future is not None

    def wait_for_news(self, seconds: float) -> None:
        """Wait until there is something to show, but no longer than that."""
        self._news.wait(max(0.0, seconds))

    @property
    def done(self) -> bool:
        """Whether there is an answer, a fault, or nothing more to wait for."""
        return self.future is None or self.future.done()

    @property
    def lapsed(self) -> bool:
        """Whether it was given up while nobody looked, so that it has to be begun anew by who looks again."""
        if self.future is None or not self.future.done() or self.stop.is_set():
            return False
        return self.future.cancelled() or isinstance(self.future.exception(), Stopped)


@dataclass(frozen=True, slots=True)
class Crew:
    """Who works: plans never wait behind searches for other plans, and neither behind a whole queue."""

    plans: Workers
    searches: Workers
    queues: Workers

    def all(self) -> tuple[Workers, ...]:
        """Give all of them."""
        return (self.plans, self.searches, self.queues)


@st.cache_resource(max_entries=1, show_spinner=False)
def _crew() -> Crew:
    several = min(4, max(2, os.cpu_count() or 1))
    return Crew(
        Workers("planning", several, most=ROOM, most_of_one=3),
        Workers("searching", several, most=ROOM, most_of_one=4),
        Workers("queue", 1, most=8, most_of_one=1),
    )


def new_job(question: str) -> Job[Any]:
    """Make a job for this visit."""
    return Job(question, presence.mine())


def search(job: Job[Found], work: Callable[[], Found]) -> bool:
    """Queue a search beside the plan's own; say whether there was room."""
    return job.begin(_crew().searches, work)


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Found]):
    """Where a question stands: answered, at work, stopped, faulty, or turned away for lack of room.

    What was found before a stop is in ``planned``, beside ``stopped``. While at work, ``part`` is what there
    is to show.
    """

    planned: Found | None = None
    job: Job[Found] | None = None
    stopped: bool = False
    fault: Exception | None = None
    busy: bool = False

    @property
    def part(self) -> Any:  # noqa: ANN401 - of the kind that the question shows
        """Give what there is to show before the end; None where there is nothing yet."""
        return self.job.part if self.job is not None else None

    @property
    def first(self) -> Plan | None:
        """Give a first plan, not proven, while the proof is being made."""
        part: Plan | None = self.part
        return part


def ask(question: Asks[Found]) -> Outcome[Found]:
    """Give the answer to a question about a plan, or the job that works on it.

    The job for another question is dropped: its answer could only be shown against changed inputs.
    """
    return _ask(question, PLAN, _crew().plans)


def ask_all(question: Asks[Found]) -> Outcome[Found]:
    """Give the answer for a whole queue of customers, or the job that works on it, with how many are done.

    The question's work tells `Job.count` how far it is, asks `Job.is_over` whether it is enough, and may give
    `Job.show` what there is so far. What it gives after a stop is given here as a part. One answer is kept.
    """
    return _ask(question, QUEUE, _crew().queues)


def _ask(question: Asks[Found], kind: str, workers: Workers) -> Outcome[Found]:
    here = presence.mine()
    known = state.answer(question.digest, kind)
    if known is not None:
        return Outcome(planned=known)
    job = state.job(kind)
    if job is None or job.question != question.digest or job.lapsed:
        if job is not None:
            job.drop()
        job = Job(question.digest, here)
        state.take_job(None, kind)
        if not job.begin(workers, _work(job, question)):
            return Outcome(busy=True)
        state.take_job(job, kind)
    return _look(job, kind)


def _work(job: Job[Found], question: Asks[Found]) -> Callable[[], Found]:
    def work() -> Found:
        job.say("Reading the catalog")
        return question.work(job)

    return work


def _look(job: Job[Found], kind: str) -> Outcome[Found]:
    if job.future is None:
        return Outcome(busy=True)
    stopped = job.stop.is_set()
    job.wait_for_news(PATIENCE_S - (monotonic() - job.started))
    patience = _STOPPING_S if stopped else PROOF_PATIENCE_S if job.part is not None else 0.0
    try:
        planned = job.future.result(timeout=patience)
    except TooSlow:
        return Outcome(job=None if stopped and job.part is None else job, stopped=stopped)
    except (Stopped, CancelledError):
        return Outcome(stopped=True)
    except Exception as fault:  # noqa: BLE001 - whatever it is, the page tells it in words
        _log.exception("A plan could not be made or confirmed")
        return Outcome(fault=fault)
    if job.stop.is_set():
        return Outcome(planned=planned, stopped=True)
    state.keep_answer(job.question, planned, kind, _KEPT[kind])
    state.take_job(None, kind)
    return Outcome(planned=planned)


def stop(kind: str = PLAN) -> None:
    """Say that it is enough: the job at work, where there is one, gives what it has."""
    job = state.job(kind)
    if job is not None:
        job.stop.set()


def try_again(kind: str = PLAN) -> None:
    """Forget a stopped or faulty job, so that the next look asks anew."""
    job = state.job(kind)
    if job is not None:
        job.drop()
    state.take_job(None, kind)


def at_work() -> bool:
    """Whether anything is worked on for anybody, or waits to be."""
    return any(workers.busy for workers in _crew().all())


def close() -> None:
    """End all work, for good: the process is about to end."""
    for workers in _crew().all():
        workers.close(_CLOSING_S)
