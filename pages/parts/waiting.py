"""What is seen while a plan is being made: how far it is, a way to stop, and the place of what will come."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.parts import jobs
from pages.parts.jobs import PLAN
from pages.parts.shell import tell_fault

if TYPE_CHECKING:
    from pages.parts.jobs import Job

_LOOK_EVERY_S = 0.5
_LOOK_OFTEN_S = 0.25
FIRST = "A first plan; whether a better one exists is being worked out."


def show_working(job: Job[Any]) -> None:
    """Show progress beside everything else, and the answer as soon as it is there."""
    show_progress(job)
    st.skeleton(height=96)
    st.skeleton(height=320)


def show_progress(job: Job[Any], kind: str = PLAN, *, seen: object = None) -> None:
    """Show how far a job is, in words and in numbers where there are any, with a way to stop it.

    The page is drawn anew once there is an answer, or something other to show on the way than ``seen``.
    """
    _progress(job, kind, seen, [])


def show_proving(job: Job[Any], *, seen: object) -> None:
    """Show beside the title that the proof is being made: once it is there, what is below keeps its place."""
    _proving(job, seen, [])


def _look_again(job: Job[Any], seen: object, drawn: list[bool]) -> None:
    """Draw the page anew where there is news, but never while it is being drawn for the first time.

    What is drawn then may not have been sent yet: a widget's first value would be lost.
    """
    if drawn and (job.done or job.part is not seen):
        st.rerun()
    drawn.append(True)


@st.fragment(run_every=_LOOK_EVERY_S)
def _progress(job: Job[Any], kind: str, seen: object, drawn: list[bool]) -> None:
    _look_again(job, seen, drawn)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/hourglass_top: {_words(job)}", width="stretch")
        _stop(job, kind)
    if job.counted is not None:
        done, of = job.counted
        st.progress(done / of if of else 1.0)


@st.fragment(run_every=_LOOK_OFTEN_S)
def _proving(job: Job[Any], seen: object, drawn: list[bool]) -> None:
    _look_again(job, seen, drawn)
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
        st.markdown(f":material/hourglass_top: {monotonic() - job.started:.0f} s", width="content")
        _stop(job, PLAN)


def _words(job: Job[Any]) -> str:
    said = job.said[-1] if job.said else "Waiting for a free worker"
    if job.stop.is_set():
        said = "Stopping"
    elif job.counted is not None:
        done, of = job.counted
        said = f"{done:,} of {of:,}"
    return f"{said} … {monotonic() - job.started:.0f} s"


def _stop(job: Job[Any], kind: str) -> None:
    st.button(
        "Stop",
        icon=":material/stop_circle:",
        key="stop" if kind == PLAN else f"stop-{kind}",
        on_click=jobs.stop,
        args=(kind,),
        disabled=job.stop.is_set(),
    )


def show_stopped() -> None:
    """Say that no plan is shown, and offer to go on."""
    st.markdown(":material/stop_circle: Stopped before a plan was proven. Change the limits, or plan again.")
    _again("Plan again", PLAN)


def show_stopped_here() -> None:
    """Say beside the title that what is below is all there was when it was stopped, and offer to go on."""
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
        st.markdown(":material/stop_circle: Stopped", width="content")
        _again("Go on", PLAN)


def show_fault(fault: Exception, kind: str = PLAN) -> None:
    """Say that the work ended in a fault of ours, and offer to begin it anew."""
    tell_fault(fault)
    _again("Try again", kind)


def show_busy(kind: str = PLAN) -> None:
    """Say that everybody is being served."""
    st.markdown(":material/hourglass_top: Many plans are being made just now. Try again in a moment.")
    _again("Try again", kind)


def _again(label: str, kind: str) -> None:
    st.button(
        label,
        icon=":material/refresh:",
        key="again" if kind == PLAN else f"again-{kind}",
        on_click=jobs.try_again,
        args=(kind,),
    )
