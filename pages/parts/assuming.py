"""The figure that is assumed where credits required are not given: asked for in one way everywhere."""

from __future__ import annotations

import streamlit as st

from pages.parts import state
from planner.credits import Credits


def ask_figure(key: str) -> None:
    """Ask for the credits to assume; `figure` gives what was chosen."""
    st.number_input(
        "Assume, credits each",
        min_value=0.25,
        max_value=50.0,
        value=3.0,
        step=0.25,
        format="%.2f",
        key=key,
        width=180,
    )


def figure(key: str) -> Credits:
    """Give the credits chosen, never 0."""
    return Credits.of(f"{max(float(state.widget_value(key) or 0), 0.01):.2f}")
