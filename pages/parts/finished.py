"""CE already completed: given as a file, counted once, never proposed again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import downloads, state
from pages.parts.entering import uploaded
from pages.parts.problem_list import show_problems
from planner.phrases import count

if TYPE_CHECKING:
    from pages.parts.asking import Inputs

_KEY = "upload-completed"


_BEFORE_SSA = "Whether CE finished before the SSA counts was not found. Enter it only if ARRT told you so."


def enter_completed(given: Inputs, caption: str = _BEFORE_SSA) -> None:
    """Draw the way in for completed CE, folded away; ``caption`` says what of it counts."""
    sources = state.completed()
    label = (
        f"CE already completed: {count(len(given.completed), 'course')}"
        if sources
        else "CE already completed"
    )
    with st.expander(label, icon=":material/task_alt:", key="completed"):
        st.file_uploader(
            "Courses you finished, as .xlsx or .csv",
            accept_multiple_files=True,
            key=_KEY,
            on_change=_take,
            help="A row a course: its id or title, the day it was completed and, if known, its CE credits "
            "and its distribution.",
        )
        st.caption(caption)
        downloads.templates("completed", "Empty template")
        if sources:
            st.button("Leave it out again", key="drop-completed", on_click=state.take_completed, args=((),))
        show_problems(given.completed_problems, "Completed CE")


def _take() -> None:
    sources = uploaded(_KEY)
    if sources:
        state.take_completed(sources)
