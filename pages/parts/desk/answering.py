"""The queue's answer: one job for the visit, for every page of the desk, bound to all that it depends on.

`queue_answer` gives where it stands; `answered` shows that too, and gives the answer once there is one. What
was stopped is a part, says so, and goes on from where it was.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.parts import decided, jobs, own_outlines, state
from pages.parts.asking import said_alike
from pages.parts.desk import desk
from pages.parts.visit import Aim, digest_of
from pages.parts.waiting import show_busy, show_fault, show_progress
from planner.selling.answering import QueueAnswer, answer_queue
from planner.selling.customers import Group, Queue
from planner.selling.labour import Processes, ThisProcess
from planner.writing.queue_wording import partial_sentence

if TYPE_CHECKING:
    from pages.parts.jobs import Job, Outcome
    from planner.catalog import Catalog
    from planner.preferences import Preferences
    from planner.selling.answering import Answer

# Fewer distinct prescriptions are sooner planned for here than processes are started.
_MANY = 16
_PART = "desk-part"


@dataclass(frozen=True, slots=True)
class QueueQuestion:
    """Everything that the answer to a queue depends on. ``digest`` names it.

    ``known`` are answers found before the work was stopped, aligned with the queue's groups; nothing where
    there are none.
    """

    queue: Queue
    catalog: Catalog
    preferences: Preferences
    digest: str
    known: tuple[Answer | None, ...] = ()

    def work(self, job: Job[Any]) -> QueueAnswer:
        """Plan for each group that isn't planned for yet; what there is when it is stopped is given."""
        groups = self.queue.groups
        known = self.known or (None,) * len(groups)
        left = [number for number, answer in enumerate(known) if answer is None]
        waiting = Queue(tuple(groups[number] for number in left))
        everybody = _customers(groups)
        before = everybody - _customers(waiting.groups)
        job.say("Planned for")
        job.count(before, everybody)
        found = answer_queue(
            waiting,
            self.catalog,
            self.preferences,
            labour=Processes() if len(left) > _MANY else ThisProcess(),
            on_progress=lambda done, _: job.count(before + done, everybody),
            stopped=job.is_over,
        )
        answers = list(known)
        for number, answer in zip(left, found.answers, strict=True):
            answers[number] = answer
        return QueueAnswer(self.queue, tuple(answers), found.problems)


def _customers(groups: tuple[Group, ...]) -> int:
    return sum(group.customers for group in groups)


def preferences_in_use(catalog: Catalog) -> Preferences:
    """Give what all plans of the queue are made with, today; a queue's plans have no alternatives."""
    wanted = decided.choices(Aim.DESK).as_preferences(on=state.today(), prices_known=catalog.has_prices)
    return replace(wanted, alternatives=0)


def question(queue: Queue, catalog: Catalog) -> QueueQuestion:
    """Put the question that the customers, the catalog and the choices in use ask."""
    preferences = preferences_in_use(catalog)
    digest = digest_of(
        (),
        "queue",
        desk.customers().digest,
        state.shelf().digest,
        *own_outlines.lines(),
        said_alike(preferences),
    )
    stopped_at, known = state.recall(_PART)
    return QueueQuestion(queue, catalog, preferences, digest, known if stopped_at == digest else ())


def queue_answer(queue: Queue, catalog: Catalog) -> Outcome[QueueAnswer]:
    """Give the queue's answer in ``planned``, or in ``job`` the work on it.

    An answer beside ``stopped`` may be partial. Both must be what is in use in this visit (`in_use`).
    """
    outcome = jobs.ask_all(question(queue, catalog))
    job = state.job(jobs.QUEUE)
    if outcome.stopped and outcome.planned is None and job is not None and not job.done:
        # It will be there in a moment, and has to be looked for until then.
        return replace(outcome, job=job)
    return outcome


def answered(queue: Queue, catalog: Catalog) -> QueueAnswer | None:
    """Give the queue's answer, said to be partial where it is; while there is none, show how far it is."""
    outcome = queue_answer(queue, catalog)
    answer = outcome.planned
    if answer is not None:
        if answer.partial:
            _show_part(answer)
        return answer
    if outcome.fault is not None:
        show_fault(outcome.fault, jobs.QUEUE)
    elif outcome.job is not None:
        show_progress(outcome.job, jobs.QUEUE, seen=outcome.part)
        st.skeleton(height=96)
        st.skeleton(height=320)
    elif outcome.busy:
        show_busy(jobs.QUEUE)
    else:
        _go_on_button("Stopped before anybody was planned for.")
    return None


def _show_part(answer: QueueAnswer) -> None:
    """Say that an answer is a part only, and why where that wasn't the person's wish."""
    for problem in answer.problems:
        st.text(problem.message)
    _go_on_button(f"**{partial_sentence(answer)}** Every download says so too.")


def _go_on_button(words: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="queue-part"):
        st.markdown(f":material/stop_circle: {words}", width="stretch")
        st.button("Go on", icon=":material/play_arrow:", key="queue-go-on", on_click=_go_on)


def _go_on() -> None:
    """Work on, from what was found before the stop."""
    job = state.job(jobs.QUEUE)
    if job is not None and job.future is not None and job.future.done():
        part = None if job.future.cancelled() or job.future.exception() else job.future.result()
        if isinstance(part, QueueAnswer):
            state.keep(_PART, (job.question, part.answers))
    jobs.try_again(jobs.QUEUE)
