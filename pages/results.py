"""My results: give them on the left, see on the right what was understood, put it right, and plan."""

import streamlit as st

from pages.parts import caching, entering, state
from pages.parts.asking import inputs
from pages.parts.finished import enter_completed
from pages.parts.problem_list import show_problems
from pages.parts.samples import show_samples
from pages.parts.shell import PLAN, heading, measure, own_outlines_badge, require_shell, results_badge
from pages.parts.understood import choose_technologist, foot, show_understood

require_shell()


def nothing_yet() -> None:
    """Say what will stand here, and offer samples."""
    st.markdown(
        "Nothing read yet. Every subcategory will be listed here: met, needs credits, or not understood."
    )
    st.caption("No file at hand? Try sample results:")
    show_samples()


def understood() -> None:
    """Show what was understood of the results in use, and the way on."""
    results = state.given()
    if results is None:
        nothing_yet()
        return
    read = caching.prescriptions(results)
    prescription = choose_technologist(read, results)
    if prescription is None or not (prescription.rows or prescription.unreadable):
        st.error("Nothing in this could be read as results.", icon=":material/error:")
        show_problems(read.problems, "What was found", opened=True)
        return
    show_understood(prescription, read.problems, results)
    # Always in sight, and within a thumb's reach, however long the list above is.
    with st.bottom, measure(), st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{foot(prescription)}**", width="stretch")
        if st.button(
            "Plan", icon=":material/arrow_forward:", icon_position="right", type="primary", key="go-plan"
        ):
            st.switch_page(PLAN.script)


with measure():
    heading("My results")
    left, right = st.columns(2, gap="large")
    with left:
        entering.enter_results()
        enter_completed(inputs())
    with right:
        st.header("What we understood", anchor=False)
        with st.container(horizontal=True, gap="small"):
            results_badge()
            own_outlines_badge()
        understood()
