"""Three ways to give one's results: a file, pasted text, or a grid prefilled with the outline."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.parts import downloads, own_outlines, state
from pages.parts.correcting import (
    CREDITS_WIDTH,
    MET,
    NOT_MET,
    ROW_HEIGHT,
    STANDARD_WIDTH,
    WrittenRow,
    as_source,
    edited,
    grid_height,
    text_of,
)
from pages.parts.visit import Given, How, TypedRow
from pages.parts.words import discipline_name
from planner.reading.sources import SourceFile, pasted

_TYPES = {"Subcategory": "string", "Standard": "string", "Credits": "float", "Category": "string"}
PLACEHOLDER = """Discipline  Category    Subcategory   Standard   Credits required
MR          Procedures  Body          not met    2.75
MR          Procedures  Neurological  met"""


def enter_results() -> None:
    """Draw the way in that the person chose."""
    state.seed_widget("way-in", state.way_in())
    way = st.segmented_control(
        "How do you want to give your results?",
        [How.UPLOAD, How.PASTE, How.TYPE],
        key="way-in",
        required=True,
        label_visibility="collapsed",
        on_change=state.take_way_in,
        format_func=lambda how: how.value,
    )
    match way:
        case How.PASTE:
            _paste()
        case How.TYPE:
            _type()
        case _:
            _upload()


def _upload() -> None:
    st.file_uploader(
        "Your SSA category results, as .xlsx or .csv",
        accept_multiple_files=True,
        key="upload-results",
        on_change=_take_upload,
        help="A row a subcategory: discipline, category, subcategory, standard met or not, credits required.",
    )
    st.caption("Kept in memory for this visit only; nothing is stored.")
    downloads.templates("prescription", "Empty template")


def _take_upload() -> None:
    sources = uploaded("upload-results")
    if sources:
        state.take_results(Given(How.UPLOAD, sources, ", ".join(source.name for source in sources)))
    elif (now := state.given()) is not None and now.how is How.UPLOAD:
        state.take_results(None)


def uploaded(key: str) -> tuple[SourceFile, ...]:
    """Copy the files that an uploader holds."""
    return tuple(SourceFile(file.name, file.getvalue()) for file in state.widget_value(key) or ())


def _paste() -> None:
    st.text_area(
        "Paste a table from a web page, a mail or a spreadsheet",
        key="paste-results",
        height=260,
        placeholder=PLACEHOLDER,
        persist_state="session",
    )
    st.button("Read it", icon=":material/content_paste:", on_click=_take_paste, key="read-paste")
    st.caption("Kept in memory for this visit only; nothing is stored.")


def _take_paste() -> None:
    text = str(state.widget_value("paste-results") or "")
    if text.strip():
        state.take_results(Given(How.PASTE, (pasted(text),), "pasted text"))


def _type() -> None:
    outlines = own_outlines.in_use()
    codes = [discipline.code for discipline in outlines.disciplines]
    state.seed_widget("type-disciplines", list(state.typed()))
    chosen = st.multiselect(
        "Credentials",
        codes,
        format_func=discipline_name,
        key="type-disciplines",
        select_all=False,
        wrap=True,
        placeholder="Choose one or several",
        persist_state="session",
    )
    grids: dict[str, list[TypedRow]] = {}
    for code in chosen:
        st.markdown(f"**{discipline_name(code)}**")
        if outlines.has_gap(code):
            st.caption("Some names of this outline were not found. Add those of your results as new rows.")
        grids[code] = _grid(code)
    if chosen:
        st.caption("Fill in the rows of your results and leave the others empty. Add further rows below.")
    _take_typed(grids)


def _rows(code: str) -> list[TypedRow]:
    """Give the rows that a discipline's grid starts from: those typed before, or the outline."""
    return state.typed().get(code) or [
        {"Subcategory": subcategory.name, "Standard": None, "Credits": None, "Category": subcategory.category}
        for subcategory in own_outlines.in_use().subcategories(code)
    ]


def _grid(code: str) -> list[TypedRow]:
    """Draw one discipline's grid, and give the rows that it holds now."""
    key = f"type-{code}"
    base = state.rows_under_edit(key, _rows(code))
    st.data_editor(
        pd.DataFrame(base, columns=list(_TYPES)).astype(_TYPES),
        key=key,
        num_rows="dynamic",
        placeholder="",
        hide_index=True,
        row_height=ROW_HEIGHT,
        height=grid_height(base),
        alt=f"Results in {discipline_name(code)}: fill in standard and credits required",
        column_config={
            "Subcategory": st.column_config.TextColumn(width=150),
            "Standard": st.column_config.SelectboxColumn(options=[MET, NOT_MET], width=STANDARD_WIDTH),
            "Credits": st.column_config.NumberColumn(
                min_value=0,
                step=0.25,
                format="%.4g",
                width=CREDITS_WIDTH,
                help="Credits required, where not met",
            ),
            "Category": st.column_config.SelectboxColumn(
                options=list(own_outlines.in_use().categories(code))
            ),
        },
    )
    return edited(base, state.widget_value(key))


def _take_typed(grids: dict[str, list[TypedRow]]) -> None:
    """Read what the grids hold as soon as it changes: no button can come before the last edit."""
    filled = [
        WrittenRow(
            "", code, *(text_of(row[name]) for name in ("Category", "Subcategory", "Standard", "Credits"))
        )
        for code, rows in grids.items()
        for row in rows
        if text_of(row["Credits"]) or text_of(row["Standard"])  # the others say nothing
    ]
    if grids == state.typed() or not (filled or state.typed()):
        return
    state.take_typed(grids)
    if filled:
        state.take_results(Given(How.TYPE, (as_source(filled, "typed rows.csv"),), "typed rows"))
    elif (now := state.given()) is not None and now.how is How.TYPE:
        state.take_results(None)
