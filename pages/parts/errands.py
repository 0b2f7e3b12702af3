"""Work for a tab that is open: beside the page, bound to what it depends on, and it can be stopped.

What is found before a stop is shown and said to be only a part. Two errands of one kind never run at once.
"""

from __future__ import annotations

import logging
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as TooSlow
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import streamlit as st

from pages.parts import jobs, state
from pages.parts.shell import tell_fault
from pages.parts.workers import Stopped
from planner.choices import Given, Patience

if TYPE_CHECKING:
    from collections import OrderedDict
    from collections.abc import Callable

    from pages.parts.jobs import Job, Question
    from planner.plan import Plan

# How long one errand may look, in seconds. What it has by then is shown.
LONGEST_S = 30.0
_LOOK_EVERY_S = 0.5
_KEPT = 16
_log = logging.getLogger(__name__)
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Errand(Generic[Found]):
    """One piece of work: ``plans`` are those found so far, for who wants to see them before the end."""

    key: str
    job: Job[Found]
    plans: list[Plan] = field(default_factory=list)

    def patience(self) -> Patience:
        """Say how long to look, and whom to ask whether to stop."""
        return Patience(LONGEST_S, self.job.say, self.job.is_over)


@dataclass(frozen=True, slots=True)
class Finding(Generic[Found]):
    """What came of an errand, or the errand while it is on its way; neither where it can't be run."""

    value: Found | None = None
    errand: Errand[Found] | None = None


def given(question: Question) -> Given:
    """Give what the choices of a plan are looked for in."""
    return Given(question.prescription, question.catalog, tuple(question.completed))


def run(kind: str, digest: str, work: Callable[[Errand[Found]], Found]) -> Finding[Found]:
    """Give what an errand found, or start it. An errand of its kind for anything else is told to stop."""
    key = f"{kind} {digest}"
    known = _findings().get(key)
    if known is not None:
        return Finding(value=known)
    running: dict[str, Errand[Any]] = state.recall("errands")
    errand: Errand[Found] | None = running.get(kind)
    if errand is None or errand.key != key or errand.job.lapsed:
        if errand is not None:
            errand.job.drop()
        errand = Errand(key, jobs.new_job(key))
        started = errand
        if not jobs.search(errand.job, lambda: work(started)):
            st.caption("Many plans are being made just now. Try again in a moment.")
            return Finding()
        running[kind] = errand
    return _look(kind, errand)


def _findings() -> OrderedDict[str, Any]:
    found: OrderedDict[str, Any] = state.recall("findings")
    return found


def _look(kind: str, errand: Errand[Found]) -> Finding[Found]:
    if errand.job.future is None:
        return Finding()
    patience = max(0.0, jobs.PATIENCE_S - (monotonic() - errand.job.started))
    try:
        value = errand.job.future.result(timeout=patience)
    except TooSlow:
        return Finding(errand=errand)
    except (Stopped, CancelledError):
        return Finding()
    except Exception as fault:  # noqa: BLE001 - whatever it is, the page tells it in words
        _log.exception("A plan could not be made or confirmed")
        tell_fault(fault)
        return Finding()
    findings = _findings()
    findings[errand.key] = value
    while len(findings) > _KEPT:
        findings.popitem(last=False)
    state.recall("errands").pop(kind, None)
    return Finding(value=value)


@st.fragment(run_every=_LOOK_EVERY_S)
def show_on_its_way(kind: str, errand: Errand[Any], seen: int = 0) -> None:
    """Show how far an errand is, with a way to stop it; draw the page anew when there is more to see."""
    if errand.job.done or len(errand.plans) > seen:
        st.rerun()
    words = errand.job.said[-1] if errand.job.said else "Waiting for a free worker"
    if errand.job.stop.is_set():
        words = "Stopping"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            f":material/hourglass_top: {words} … {monotonic() - errand.job.started:.0f} s", width="stretch"
        )
        st.button(
            "Stop",
            icon=":material/stop_circle:",
            key=f"stop-{kind}",
            on_click=errand.job.stop.set,
            disabled=errand.job.stop.is_set(),
        )


def show_part(kind: str, digest: str) -> None:
    """Say that only a part was found, and offer to look again."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            ":material/info: Only a part of this was found before the search was stopped or its time was up.",
            width="stretch",
        )
        st.button(
            "Look again",
            icon=":material/refresh:",
            key=f"again-{kind}",
            on_click=_forget,
            args=(f"{kind} {digest}",),
        )


def forget_all(kind: str) -> None:
    """Let go of everything that errands of a kind have found, and of the one on its way."""
    running: Errand[Any] | None = state.recall("errands").pop(kind, None)
    if running is not None:
        running.job.drop()
    for key in [key for key in _findings() if key.startswith(f"{kind} ")]:
        _forget(key)


def _forget(key: str) -> None:
    _findings().pop(key, None)
