"""A visit's jobs: what is asked again goes on, what is replaced is dropped, a closed tab ends all."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Any

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts import jobs, presence, state
from pages.parts.presence import Presence
from pages.parts.workers import Stopped, Workers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pages.parts.jobs import Job

SOON = 10


@dataclass(frozen=True)
class Count:
    """A question that counts until it is told that it is enough."""

    digest: str
    enough: threading.Event = field(default_factory=threading.Event)
    began: threading.Event = field(default_factory=threading.Event)

    def work(self, job: Job[Any]) -> str:
        """Tell how far it is, many times a second; give what there is at the end or at a stop."""
        self.began.set()
        done = 0
        while not (self.enough.is_set() or job.is_over()):
            job.count(done, 100)
            done = min(done + 1, 99)
            threading.Event().wait(0.005)
        return f"{self.digest}, {'all' if self.enough.is_set() else 'a part'}"


class Visit:
    """A visit's memory, as `state` keeps it, without a page."""

    def __init__(self) -> None:
        self.jobs: dict[str, Any] = {}
        self.answers: dict[tuple[str, str], object] = {}
        self.presence = Presence()

    def keep(self, question: str, found: object, kind: str, most: int) -> None:
        """Keep an answer."""
        assert most > 0
        self.answers[kind, question] = found


@pytest.fixture
def visit(monkeypatch: pytest.MonkeyPatch) -> Iterator[Visit]:
    visit = Visit()
    monkeypatch.setattr(jobs, "PATIENCE_S", 0.05)
    monkeypatch.setattr(jobs, "PROOF_PATIENCE_S", 0.05)
    monkeypatch.setattr(state, "job", visit.jobs.get)
    monkeypatch.setattr(state, "take_job", lambda job, kind: visit.jobs.update({kind: job}))
    monkeypatch.setattr(state, "answer", lambda question, kind: visit.answers.get((kind, question)))
    monkeypatch.setattr(state, "keep_answer", visit.keep)
    monkeypatch.setattr(presence, "mine", lambda: visit.presence)
    crew = jobs.Crew(*(Workers(name, 1, most=4, most_of_one=2) for name in ("p", "s", "q")))
    monkeypatch.setattr(jobs, "_crew", lambda: crew)
    yield visit
    jobs.close()


def until(true: Callable[[], object]) -> None:
    ends = monotonic() + SOON
    while not true() and monotonic() < ends:
        threading.Event().wait(0.01)
    assert true()


def test_a_queue_tells_how_far_it_is_in_numbers(visit: Visit) -> None:
    question = Count("q")
    job = jobs.ask_all(question).job
    assert job is not None
    until(lambda: job.counted is not None and job.counted[0] > 3)
    assert job.counted is not None
    assert job.counted[1] == 100
    question.enough.set()
    until(lambda: job.done)
    assert jobs.ask_all(question).planned == "q, all"
    assert visit.answers == {("queue", "q"): "q, all"}


def test_what_there_is_at_a_stop_is_given_as_a_part_and_not_kept(visit: Visit) -> None:
    question = Count("q")
    jobs.ask_all(question)
    jobs.stop(jobs.QUEUE)
    until(lambda: visit.jobs["queue"].done)
    outcome = jobs.ask_all(question)
    assert (outcome.planned, outcome.stopped) == ("q, a part", True)
    assert visit.answers == {}
    jobs.try_again(jobs.QUEUE)
    question.enough.set()
    until(lambda: jobs.ask_all(question).planned == "q, all")


def test_asking_again_goes_on_with_the_same_work(visit: Visit) -> None:
    question = Count("q")
    first = jobs.ask(question).job
    assert jobs.ask(question).job is first
    assert visit.jobs["plan"] is first


def test_another_question_ends_the_work_on_the_one_before(visit: Visit) -> None:
    before, after = Count("before"), Count("after")
    first = jobs.ask(before).job
    assert first is not None
    assert before.began.wait(SOON)
    jobs.ask(after)
    until(lambda: first.done)
    assert first.future is not None
    assert isinstance(first.future.exception(), Stopped)
    after.enough.set()
    until(lambda: jobs.ask(after).planned == "after, all")
    assert ("plan", "before") not in visit.answers


def test_a_queue_and_a_plan_do_not_wait_for_each_other(visit: Visit) -> None:
    whole, plan = Count("whole"), Count("plan")
    jobs.ask_all(whole)
    plan.enough.set()
    until(lambda: jobs.ask(plan).planned == "plan, all")
    assert not visit.jobs["queue"].done


def test_a_first_plan_is_shown_before_the_end(visit: Visit) -> None:
    class WithPart(Count):
        def work(self, job: Job[Any]) -> str:
            job.show("first")
            return super().work(job)

    outcome = jobs.ask(WithPart("q"))
    assert outcome.first == "first"  # type: ignore[comparison-overlap] - words stand for a plan
    assert visit.jobs["plan"] is outcome.job


def test_a_closed_tab_ends_its_work_after_a_while_and_not_at_once(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = Count("q")
    job = jobs.ask(question).job
    assert job is not None
    assert question.began.wait(SOON)
    visit.presence.leave()
    threading.Event().wait(0.1)
    assert not job.done
    monkeypatch.setattr(presence, "GRACE_S", 0.0)
    until(lambda: job.done)
    assert job.lapsed


def test_whoever_comes_back_in_time_finds_the_work_going_on(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = Count("q")
    job = jobs.ask(question).job
    visit.presence.leave()
    visit.presence.come_back()
    monkeypatch.setattr(presence, "GRACE_S", 0.0)
    threading.Event().wait(0.1)
    assert jobs.ask(question).job is job
    assert job is not None
    assert not job.done


def test_whoever_comes_back_too_late_has_it_begun_anew(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    question = Count("q")
    job = jobs.ask(question).job
    assert job is not None
    assert question.began.wait(SOON)
    monkeypatch.setattr(presence, "GRACE_S", 0.0)
    visit.presence.leave()
    until(lambda: job.done)
    visit.presence.come_back()
    question.enough.set()
    until(lambda: jobs.ask(question).planned == "q, all")


def test_when_there_is_no_room_that_is_said_and_nothing_is_kept(visit: Visit) -> None:
    crowd = [Presence() for _ in range(6)]
    for someone in crowd:
        visit.presence = someone
        visit.jobs.clear()
        outcome = jobs.ask(Count(someone.name))
    assert outcome.busy
    assert visit.jobs["plan"] is None


def test_streamlit_tells_when_a_visit_ends() -> None:
    """A session's own cache is emptied as its connection ends: that is what ends a visit's work."""

    def page() -> None:
        import streamlit as st  # noqa: PLC0415 - a page of its own

        from pages.parts import presence, state  # noqa: PLC0415 - as above

        state.begin()
        st.session_state["seen"] = presence.mine()

    app = AppTest.from_function(page).run()
    seen: Presence = app.session_state["seen"]
    before = presence.GRACE_S
    try:
        presence.GRACE_S = -1.0
        assert not seen.over
        from streamlit.runtime.caching import clear_session_resource_cache  # noqa: PLC0415 - Streamlit's own way

        clear_session_resource_cache("test session id")
        assert seen.over
        app.run()
        assert not seen.over
    finally:
        presence.GRACE_S = before
