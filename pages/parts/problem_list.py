"""Problems on the screen: how many, then each with its place and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import tables
from pages.parts.folded import folded
from planner.phrases import count, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.problem import Problem

_FEW = 3
_THREE_LINES = 68


def show_problems(problems: Sequence[Problem], what: str, *, opened: bool = False) -> None:
    """Show problems met in ``what``: a few as sentences, many folded into a table."""
    if not problems:
        return
    errors = sum(problem.is_error for problem in problems)
    notes = len(problems) - errors
    parts = [count(errors, "thing") + " couldn't be used"] if errors else []
    parts += [count(notes, "thing") + " to look at"] if notes else []
    label = f"{what}: {joined(parts)}"
    icon = ":material/error:" if errors else ":material/info:"

    def as_table() -> None:
        st.dataframe(
            tables.problems_table(problems),
            column_config=tables.columns(),
            hide_index=True,
            row_height=_THREE_LINES,
            alt=f"{label}. Place, value and what to do.",
        )

    opened = opened or (bool(errors) and len(problems) <= _FEW)
    folded(label, as_table, icon=icon, key=f"problems-{what}", opened=opened)
