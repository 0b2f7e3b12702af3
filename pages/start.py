"""Start: what this does in one sentence, three ways in, and a picture of what one gets."""

import streamlit as st

from pages.parts import applying, charts, decided, drawing, kept, progress, samples, state
from pages.parts.shell import CHECK, PLAN, RESULTS, STRUCTURED, measure, require_shell
from pages.parts.words import dollars, plain
from planner.demo import demo_cases
from planner.writing.wording import headline

require_shell()

# Breaks the promise where one takes a breath, in pixels.
PROMISE_WIDTH = 660


def own_door() -> None:
    """Lead to one's own results."""
    st.header("I have my results", anchor=False)
    st.markdown("Upload, paste or type what was prescribed.")
    st.space("stretch")
    if st.button("Enter my results", icon=":material/fact_check:", type="primary", key="go-results"):
        st.switch_page(RESULTS.script)


def sample_door() -> None:
    """Lead to a finished plan in one click."""
    st.header("Show me with sample results", anchor=False)
    st.markdown("One click leads to a finished plan.")
    with st.container(horizontal=True, gap="xsmall"):
        for case in demo_cases():
            if st.button(case.title, key=f"sample-{case.key}", help=dollars(case.story)):
                samples.use(case)
                st.switch_page(PLAN.script)
        if st.button(
            "A new credential",
            key="sample-structured",
            help="Structured education in Computed Tomography (CT)",
        ):
            applying.use_sample()
            st.switch_page(STRUCTURED.script)


def seller_door() -> None:
    """Lead to the check of a catalog."""
    st.header("I sell courses", anchor=False)
    st.markdown("Check a catalog before you publish it.")
    st.space("stretch")
    if st.button("Check a catalog", icon=":material/menu_book:", key="door-check"):
        st.switch_page(CHECK.script)


def sample_picture() -> None:
    """Show the ordinary case's plan, small."""
    case = demo_cases()[0]
    plan = samples.plan_of(case, state.today())
    if plan is None:
        return
    with st.container(border=True):
        st.markdown(f"**What you get: {plain(headline(plan), 400)}**")
        drawing.show(charts.coverage_chart(plan), key="sample", alt=charts.coverage_alt(plan))
        st.caption(f"Sample results, fictional courses. {dollars(case.story)}")


with measure():
    with st.container(width=PROMISE_WIDTH):
        st.title(
            "Find the courses that cover your SSA results, and know that no cheaper set does.", anchor=False
        )
    st.space("xsmall")
    # The samples need room for their names; the doors beside them are a button each.
    for column, door in zip(st.columns([3, 5, 3]), (own_door, sample_door, seller_door), strict=True):
        with column, st.container(border=True, height="stretch"):
            door()
    with st.expander("Open a saved plan", icon=":material/bookmark:", key="open-saved"):
        kept.ask_for_saved()
    if progress.arrived():
        only_structured = state.given() is None and decided.applying().discipline
        st.switch_page(STRUCTURED.script if only_structured else PLAN.script)
    st.space("xsmall")
    sample_picture()
