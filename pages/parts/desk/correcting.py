"""The safe corrections: what changes before and after, one click to use them, and the way back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import caching, downloads, state, tables
from pages.parts.desk import desk, reading
from planner.phrases import count, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from planner.selling.corrections import Corrected
    from planner.selling.health import Change, Health

_MOST_ROWS = 500


def show_corrections() -> None:
    """Show the safe corrections of the catalog in use, with the click that makes or undoes them."""
    shelf = state.shelf()
    fixed = caching.corrections(replace(shelf, corrected=False), state.today())
    if not fixed.changes:
        return
    with st.container(border=True, key="corrections"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(_words(fixed, done=shelf.corrected), width="stretch")
            if shelf.corrected:
                st.button(
                    "Undo the corrections",
                    icon=":material/undo:",
                    key="undo-corrections",
                    on_click=desk.undo_corrected,
                )
            else:
                st.button(
                    "Use the corrected catalog",
                    icon=":material/auto_fix_high:",
                    type="primary",
                    key="go-corrections",
                    on_click=desk.use_corrected,
                )
        with st.expander("Before and after", icon=":material/compare_arrows:", key="changes"):
            st.dataframe(
                changes_table(fixed.changes[:_MOST_ROWS]),
                hide_index=True,
                column_config={
                    "Field": st.column_config.TextColumn("Field", width=100),
                    "Why": st.column_config.TextColumn("Why", width=420),
                },
                alt=f"{count(len(fixed.changes), 'safe correction')}: before, after and why",
            )
            if len(fixed.changes) > _MOST_ROWS:
                st.caption(f"The first {_MOST_ROWS:,}. The corrected workbook lists all.")


def _words(fixed: Corrected, *, done: bool) -> str:
    courses = len({change.course_id for change in fixed.changes})
    what = f"{count(len(fixed.changes), 'safe correction')} in {count(courses, 'course')}"
    if done:
        return (
            f":green[:material/task_alt:] **The corrected catalog is in use: {what}.** "
            "Plans, quotes and bundles are made from it. Your file is as it was."
        )
    return (
        f":material/auto_fix_high: **{what}.** None alters what a course gives or costs. "
        "They are made in a copy; your file stays as it is."
    )


def changes_table(changes: Sequence[Change]) -> pa.Table:
    """Give changes, each with what stood there before and what stands there after."""
    rows = [
        {
            "Course": one_line(change.course_id),
            "Field": change.column,
            "Before": one_line(change.before),
            "After": one_line(change.after),
            "Why": one_line(change.why),
            "Sheet": one_line(change.place.sheet or ""),
            "Row": change.place.row,
        }
        for change in changes
    ]
    return tables.table(rows)


def show_downloads(health: Health) -> None:
    """Offer the check, and the corrected catalog with what was changed marked in it."""
    shelf, on = state.shelf(), state.today()
    matrix = reading.matrix(shelf, on)
    fixed = caching.corrections(replace(shelf, corrected=False), on)

    def check() -> bytes:
        from planner.writing.check_book import check_as_workbook  # noqa: PLC0415 - openpyxl, for this file only

        return check_as_workbook(health, matrix, on)

    def corrected() -> bytes:
        from planner.writing.corrected_book import corrected_as_workbook  # noqa: PLC0415 - openpyxl, as above

        return corrected_as_workbook(fixed)

    with st.container(horizontal=True, gap="small"):
        downloads.offer("The list for Excel", f"catalog-check-{on.isoformat()}.xlsx", downloads.XLSX, check)
        downloads.offer("The corrected catalog", "corrected-catalog.xlsx", downloads.XLSX, corrected)
    st.caption("Changes are marked in the corrected catalog; what only you can decide is listed in both.")
