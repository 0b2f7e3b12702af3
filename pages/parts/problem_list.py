"""Problems on the screen: how many, then each with its place and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import tables
from pages.parts.folded import folded
from pages.parts.words import plain
from planner.phrases import count, joined
from planner.writing.problem_wording import problem_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.problem import Problem

_FEW = 3
# More than these are a table to sort and search; up to here every word can be read, also on a phone.
_READ_ONE_BY_ONE = 30
_THREE_LINES = 68


def show_problems(problems: Sequence[Problem], what: str, *, opened: bool = False) -> None:
    """Show problems met in ``what``, folded away where there are several, what weighs more first."""
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

    def one_by_one() -> None:
        ordered = sorted(problems, key=lambda problem: not problem.is_error)
        st.markdown("\n".join(f"- {_told(problem)}" for problem in ordered))

    opened = opened or (bool(errors) and len(problems) <= _FEW)
    draw = one_by_one if len(problems) <= _READ_ONE_BY_ONE else as_table
    folded(label, draw, icon=icon, key=f"problems-{what}", opened=opened)


def _told(problem: Problem) -> str:
    place, sentence = plain(str(problem.place)), plain(problem_sentence(problem), 900)
    weight = ":material/error: " if problem.is_error else ""
    return f"{weight}**{place}**: {sentence}" if place else f"{weight}{sentence}"
