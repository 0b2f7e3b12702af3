"""What the customers' file leaves open: credits that nobody prescribed, and CE that is already completed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import state
from pages.parts.assuming import ask_figure, figure
from pages.parts.desk import desk
from pages.parts.entering import uploaded
from planner.phrases import amount, count

if TYPE_CHECKING:
    from planner.selling.customers import Queue

_COMPLETED = "upload-customers-completed"
_FIGURE = "customers-assume"


def take_completed() -> None:
    """Offer to take files of completed CE, folded away."""
    done = desk.customers().completed
    said = count(len(done), "file") if done else "none given"
    with st.expander(f"CE already completed: {said}", icon=":material/task_alt:", key="customers-completed"):
        st.file_uploader(
            "What customers have completed, .xlsx or .csv",
            accept_multiple_files=True,
            key=_COMPLETED,
            on_change=_take_completed,
            help="A row a course: technologist_id, course_id or title, completed_on.",
        )
        if done:
            st.button(
                "Leave it out", key="drop-completed", icon=":material/delete:", on_click=_drop_completed
            )
        st.caption(
            "Each row counts for the customer whose id it bears. Without ids, it counts for everybody."
        )


def _take_completed() -> None:
    sources = uploaded(_COMPLETED)
    if sources:
        desk.change_customers(completed=sources)


def _drop_completed() -> None:
    desk.change_customers(completed=())
    state.forget_widgets(_COMPLETED)


def ask_for_figures(queue: Queue) -> None:
    """Say how many rows lack their credits; assuming a figure is a choice that every output tells."""
    assume = desk.customers().assume
    if assume is not None:
        rows = sum(row.assumed for group in queue.groups for row in group.prescription.rows)
        with st.container(horizontal=True, vertical_alignment="center"):
            said = f"Missing credits are assumed at {amount(assume)} each, in {count(rows, 'row')}."
            st.markdown(f":material/info: {said}", width="stretch")
            st.button("Stop assuming", key="customers-stop-assuming", on_click=_stop_assuming)
        return
    missing = sum(
        group.customers for group in queue.groups if any(row.lacks_figure for row in group.prescription.rows)
    )
    if not missing:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="customers-figures"):
        st.markdown(
            f":material/help: The file doesn't say how many credits {count(missing, 'customer')} must earn "
            "where a standard wasn't met, so they can't be called covered. Correct it, or assume a figure.",
            width="stretch",
        )
        ask_figure(_FIGURE)
        st.button("Assume it", key="customers-assume-it", on_click=_assume)


def _assume() -> None:
    desk.change_customers(assume=figure(_FIGURE))


def _stop_assuming() -> None:
    desk.change_customers(assume=None)
