"""What a plan owes to its pins: a plan that was taken says so, with the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import decided, progress
from planner.phrases import count

if TYPE_CHECKING:
    from planner.plan import Plan


def show_taken(plan: Plan) -> None:
    """Say that courses are pinned, since what is proven is proven of plans that have them."""
    pinned = plan.preferences.pins
    if not pinned:
        return
    here = sum(planned.course.course_id in pinned for planned in plan.courses)
    whole = here == len(plan.courses)
    courses = f"all of its {count(here, 'course')}" if whole and here > 1 else count(here, "pinned course")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(
            f":material/keep: This plan keeps {courses}{' pinned' if whole and here > 1 else ''}: what is "
            "proven is proven of the plans that have them.",
            width="stretch",
        )
        if decided.taken() & pinned:
            st.button(
                "Let them go",
                icon=":material/keep_off:",
                key="drop-taken",
                type="tertiary",
                help="Unpin what was pinned by taking a plan, and find the best plan again",
                on_click=progress.drop_taken,
            )
