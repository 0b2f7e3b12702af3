"""What is seen while a plan is being made: how far it is, a way to stop, and the place of what will come."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.parts import jobs

if TYPE_CHECKING:
    from pages.parts.jobs import Job

_LOOK_EVERY_S = 0.5


def show_working(job: Job[Any]) -> None:
    """Show progress beside everything else, and the answer as soon as it is there."""
    _progress(job)
    st.skeleton(height=96)
    st.skeleton(height=320)


@st.fragment(run_every=_LOOK_EVERY_S)
def _progress(job: Job[Any]) -> None:
    if job.done or job.stop.is_set():
        st.rerun()
    words = job.said[-1] if job.said else "Waiting for a free worker"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/hourglass_top: {words} … {monotonic() - job.started:.0f} s", width="stretch")
        st.button("Stop", icon=":material/stop_circle:", key="stop", on_click=jobs.stop)


def show_stopped() -> None:
    """Say that no plan is shown, and offer to go on."""
    st.markdown(":material/stop_circle: Stopped before a plan was proven. Change the limits, or plan again.")
    st.button("Plan again", icon=":material/refresh:", key="again", on_click=jobs.try_again)


def show_busy() -> None:
    """Say that everybody is being served."""
    st.markdown(":material/hourglass_top: Many plans are being made just now. Try again in a moment.")
    st.button("Try again", icon=":material/refresh:", key="again", on_click=jobs.try_again)
