"""Mending an outline: the grid, what is wrong with it, and the ways to use it, to keep it and to go back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from pages.parts import own_outlines, parsing, state
from pages.parts.correcting import edited
from pages.parts.outline_rows import SHOWN, changes, facts, read_rows, rows_of, same
from pages.parts.words import discipline_name, listed, plain
from planner.phrases import count, day, joined
from planner.reading.sources import SourceFile
from planner.writing.outline_as_csv import outline_as_csv

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pages.parts.visit import TypedRow
    from planner.outline_editing import OutlineLine
    from planner.problem import Problem
    from planner.reading.grid import Read

_TYPES = {
    "Questions": "Int64",
    "Credits": "float",
    "Effective from": "datetime64[ns]",
}
# In pixels: names and sources run over up to four lines, so that every column is in sight at a desk.
ROW_HEIGHT = 76
# An outline of more rows than that is moved through within its grid.
_AT_ONCE = 16
_UPLOAD = "upload-outline"
_FIGURES = "Only from ARRT's current document"


def show_facts(code: str) -> None:
    """Say whose outline this is, its version and date, and how many of its names are sure."""
    rows = [row for row in own_outlines.in_use().rows if row.subcategory.discipline == code]
    known = facts(rows)
    own = code in own_outlines.disciplines()
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if own:
            st.badge("Your own, in use", icon=":material/edit_note:", color="primary")
        else:
            st.badge("As it comes with the planner", icon=":material/inventory_2:", color="gray")
        versions = joined(known["versions"])
        st.badge(f"Version {plain(versions, 40)}" if versions else "Version not known", color="gray")
        dates = joined([day(when) for when in known["dates"]])
        st.badge(f"Effective {dates}" if dates else "Effective date not known", color="gray")
    said = [count(known["names"], "name")]
    if known["unsure"]:
        said.append(f"{known['unsure']} of them to be checked against ARRT's outline")
    if known["gap"]:
        said.append("further names were not found: add them as rows if you have ARRT's document")
    st.caption(f"{listed(said)}.")


def edit(code: str) -> None:
    """Draw the grid of one outline, what is wrong with it, and what can be done with it."""
    before = rows_of(own_outlines.of(code), own_outlines.in_use())
    key = state.draft_key(f"outline-{code}")
    base = state.rows_under_edit(key, own_outlines.draft(code) or before)
    st.data_editor(
        _frame(base),
        key=key,
        num_rows="dynamic",
        placeholder="",
        hide_index=True,
        row_height=ROW_HEIGHT,
        height="content" if len(base) <= _AT_ONCE else 10 * ROW_HEIGHT,
        disabled=("Name is", "Source"),
        alt=f"The outline of {discipline_name(code)}, to be changed: a row a subcategory",
        column_config=_columns(),
    )
    st.caption(
        "Write over a name to rename it: the former name is still understood. New rows go below the last "
        "one; to remove rows, select them at the left edge. Questions and credits: only from ARRT's current "
        "document. Where results lack their credits, the figure here is assumed, and every output says so."
    )
    rows = edited(base, state.widget_value(key))
    changed = not same(rows, before)
    own_outlines.keep_draft(code, rows if changed else None)
    read = read_rows(code, rows)
    if changed:
        _show_problems(read.problems)
    _actions(code, key, read, f"Not in use yet: {changes(rows, before)}." if changed else "")


def _frame(rows: Sequence[TypedRow]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(SHOWN))
    frame["Effective from"] = pd.to_datetime(frame["Effective from"], errors="coerce")
    return frame.astype({name: _TYPES.get(name, "string") for name in SHOWN})


def _columns() -> dict[str, Any]:
    text, number = st.column_config.TextColumn, st.column_config.NumberColumn
    return {
        "Subcategory": text(width=176),
        "Category": text(width=104, help="Patient Care, Safety, Image Production or Procedures"),
        "Version": text(width=86, help="As ARRT writes it on the outline"),
        "Effective from": st.column_config.DateColumn(format="MMM D, YYYY", width=132),
        "Questions": number(min_value=0, step=1, width=102, help=_FIGURES),
        "Credits": number(
            min_value=0, step=0.25, format="%.4g", width=86, help=f"{_FIGURES}: of an unmet standard"
        ),
        "Former name": text(width=122, help="Read as the name in this row"),
        "Name is": text(
            width=104,
            help="From ARRT; published in course data or study guides; to be checked against ARRT's outline; "
            "or yours",
        ),
        "Source": text(width=134),
    }


def _show_problems(problems: Sequence[Problem]) -> None:
    for problem in problems:
        show = st.error if problem.is_error else st.warning
        show(plain(problem.message, 600), icon=":material/error:" if problem.is_error else ":material/info:")


def _actions(code: str, key: str, read: Read[tuple[OutlineLine, ...]], news: str) -> None:
    """Draw what can be done: use it, drop the changes, undo, go back to what ships, keep it as a file."""
    wrong = any(problem.is_error for problem in read.problems)
    if news:
        st.markdown(f":material/edit: **{news}**" + (" Put right what stands above first." if wrong else ""))
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if news:
            st.button(
                "Use this outline",
                type="primary",
                icon=":material/check:",
                key="go-use-outline",
                disabled=wrong,
                on_click=_use,
                args=(code, key),
            )
            _button("Drop the changes", "close", "drop-outline-draft", lambda: own_outlines.drop_draft(code))
        if own_outlines.can_undo():
            _button("Undo", "undo", "undo-outline", own_outlines.undo)
        if code in own_outlines.disciplines():
            _button("Back to what shipped", "settings_backup_restore", "ship-outline", lambda: _ship(code))
        lines = own_outlines.with_discipline(code, read.value)
        st.download_button(
            "Save as a file",
            lambda: outline_as_csv(lines),
            file_name=f"outline-{'-'.join(_codes(lines))}.csv",
            mime="text/csv",
            key="download-outline",
            on_click="ignore",
            icon=":material/download:",
            disabled=wrong,
            help="To load again here, or to edit in a spreadsheet. A saved plan holds it too.",
        )


def _button(label: str, icon: str, key: str, act: Callable[[], None]) -> None:
    st.button(label, icon=f":material/{icon}:", key=key, on_click=act)


def _use(code: str, key: str) -> None:
    """Use what the grid holds now, as far as nothing is wrong with it."""
    rows = edited(state.rows_under_edit(key, []), state.widget_value(key))
    read = read_rows(code, rows)
    if not any(problem.is_error for problem in read.problems):
        own_outlines.take(own_outlines.with_discipline(code, read.value))


def _ship(code: str) -> None:
    own_outlines.drop_draft(code)
    own_outlines.take(own_outlines.with_discipline(code, ()))


def _codes(lines: Sequence[OutlineLine]) -> list[str]:
    codes = dict.fromkeys(line.subcategory.discipline for line in lines)
    return ["".join(filter(str.isalnum, code))[:8] for code in list(codes)[:6]]


def load() -> None:
    """Draw the way to load an outline from a file, and say why one wasn't taken."""
    key = state.draft_key(_UPLOAD)
    with st.expander("Load an outline from a file", icon=":material/upload_file:", key="load-outline"):
        st.file_uploader(
            "An outline saved here, or a table of your own, as .csv or .xlsx",
            key=key,
            on_change=_take_file,
            args=(key,),
            help="A row a subcategory: discipline, category, subcategory; and, if you like, version, "
            "effective from, questions, credits, and the former name as “was”.",
        )
        for problem in own_outlines.refused():
            place = listed(
                [f"row {problem.place.row}" if problem.place.row else "", problem.place.column or ""]
            )
            where = f"{plain(place)}: " if place else ""
            st.error(where + plain(problem.message, 600), icon=":material/error:")
        st.caption("It takes the place of the outlines of its disciplines at once; Undo takes that back.")


def _take_file(key: str) -> None:
    file = state.widget_value(key)
    if file is None:
        own_outlines.refuse(())
        return
    source = SourceFile(file.name, file.getvalue())
    none: tuple[OutlineLine, ...] = ()
    read = parsing.or_words(lambda: parsing.outline_lines(source), none)
    errors = tuple(problem for problem in read.problems if problem.is_error)
    if errors or not read.value:
        own_outlines.refuse(errors or (own_outlines.nothing_in(file.name),))
        return
    codes = {line.subcategory.discipline for line in read.value}
    others = tuple(line for line in own_outlines.lines() if line.subcategory.discipline not in codes)
    own_outlines.take((*others, *read.value))
    own_outlines.choose(read.value[0].subcategory.discipline)
