"""ARRT's structured education sheet on the screen, filled in with a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from pages.parts.words import plain
from planner.writing.as_sheet import COLUMNS, filled_sheet

if TYPE_CHECKING:
    from planner.structured import StructuredPlan
    from planner.writing.as_sheet import SheetRow

_NEW_LINE = "  \n"


def show_sheet(answer: StructuredPlan) -> None:
    """Show the requirement in its own layout: a row a category, its subcategories in the same cell."""
    st.space("small")
    st.header("The requirement sheet, filled in", anchor=False)
    st.table(
        sheet_table(answer),
        border="horizontal",
        hide_index=True,
        alt="Structured education: the minimum of each category and of the total, completed and planned",
    )
    st.caption(
        "The total is not the sum of the minimums: beyond them, credits of any category fill it. "
        "Completed and planned together are what you enter into the sheet."
    )


def sheet_table(answer: StructuredPlan) -> pd.DataFrame:
    """Give the sheet as text for a table. Without any completed CE that column only takes room on a phone."""
    heading, minimum, completed, _, _ = COLUMNS
    rows = [
        {heading: _cell(row), minimum: f"**{row.minimum}**"} | _figures(row) for row in filled_sheet(answer)
    ]
    frame = pd.DataFrame(rows)
    return frame if answer.plan.done else frame.drop(columns=completed)


def _cell(row: SheetRow) -> str:
    return _NEW_LINE.join((f"**{plain(row.heading)}**", *map(plain, row.lines)))


def _figures(row: SheetRow) -> dict[str, str]:
    _, _, completed, planned, _ = COLUMNS
    has = row.coverage
    if has is None:
        return {}
    standing = f":material/pending: **{has.short} short**" if has.short else ":material/check_circle: covered"
    return {completed: str(has.completed), planned: str(has.planned), "Standing": standing}
