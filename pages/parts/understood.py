"""What we understood of the results: a row a subcategory, in words and symbols, and ways to put it right."""

from __future__ import annotations

from dataclasses import astuple, replace
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from pages.parts import caching, state
from pages.parts.assuming import ask_figure, figure
from pages.parts.correcting import (
    CREDITS_WIDTH,
    MET,
    NOT_MET,
    ROW_HEIGHT,
    STANDARD_WIDTH,
    WrittenRow,
    as_source,
    can_take,
    edited,
    grid_height,
    taking,
    text_of,
    written_rows,
)
from pages.parts.problem_list import show_problems
from pages.parts.words import discipline_name, listed, plain
from planner.credits import Credits
from planner.phrases import amount, count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pages.parts.visit import Given, TypedRow
    from planner.outline import Subcategory
    from planner.prescription import Prescription, Requirement
    from planner.problem import Problem
    from planner.reading.grid import Read

_CORRECTED = "your rows.csv"
_FIGURE = "assume-credits"
_COLUMNS = ["Discipline", "Category", "Subcategory", "Standard", "Credits required"]


def choose_technologist(read: Read[tuple[Prescription, ...]], results: Given) -> Prescription | None:
    """Give the prescription in use; where the results are of several people, let one be chosen."""
    people = read.value
    if len(people) < 2:  # noqa: PLR2004 - nothing to choose
        return people[0] if people else None
    ids = [person.technologist_id for person in people]
    state.seed_widget("technologist", results.technologist_id or ids[0])
    chosen = st.selectbox(
        f"These are the results of {len(people)} people. Whose?",
        ids,
        key="technologist",
        format_func=lambda who: who or "no id",
        on_change=_take_technologist,
    )
    return people[ids.index(chosen)] if chosen in ids else people[0]


def _take_technologist() -> None:
    state.adjust_results(technologist_id=state.widget_value("technologist"))
    state.start_drafts_afresh()


def show_understood(prescription: Prescription, problems: Sequence[Problem], results: Given) -> None:
    """Show every row as it was understood, then what is open and how to settle it."""
    rows = written_rows(prescription, results.sources)
    for code in dict.fromkeys(row.subcategory.discipline for row in prescription.rows):
        st.markdown(f"**{plain(discipline_name(code))}**")
        own = [row for row in prescription.rows if row.subcategory.discipline == code]
        st.table(
            _table(own, problems),
            border="horizontal",
            hide_index=True,
            alt=f"Results in {code}, as understood",
        )
    unread = rows[len(prescription.rows) :]
    if unread:
        st.markdown("**Not understood**")
        st.table(_unread(unread), border="horizontal", hide_index=True, alt="Rows that were not understood")
    _suggestions(problems, rows, prescription, results)
    _ask_for_figures(prescription, results)
    _correct(rows, prescription, results)
    show_problems(problems, "Notes on what was read")


def _table(rows: Sequence[Requirement], problems: Sequence[Problem]) -> pd.DataFrame:
    written = {(p.suggestion, p.place.row): p.value for p in problems if p.code == "name-read-as"}
    return pd.DataFrame(
        {
            "Subcategory": [
                _named(row.subcategory, written.get((row.subcategory.name, row.place.row))) for row in rows
            ],
            "Standing": [_standing(row) for row in rows],
        }
    )


def _named(subcategory: Subcategory, written: str | None) -> str:
    """Name a subcategory with its category in grey, and as it was written where that is corrected."""
    after = [plain(subcategory.category or "category not known")]
    after += [f"written as {plain(written)}"] if written else []
    return f"{plain(subcategory.name or 'not named')} :gray[· {listed(after)}]"


def _standing(row: Requirement) -> str:
    if row.standard_met:
        return ":material/check_circle: met"
    if row.credits_required is None:
        return ":material/help: credits not known"
    assumed = ", assumed" if row.assumed else ""
    return f":material/pending: **needs {amount(row.credits_required)}{assumed}**"


def _unread(rows: Sequence[WrittenRow]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Subcategory": [
                plain(row.subcategory or row.category or row.discipline or "a row") for row in rows
            ],
            "Credits, as written": [plain(row.credits_required) for row in rows],
            "Standing": [":material/help: not understood"] * len(rows),
        }
    )


def _suggestions(
    problems: Sequence[Problem], rows: list[WrittenRow], prescription: Prescription, results: Given
) -> None:
    """Offer, for each unknown name, the nearest known one; nothing is taken without a click."""
    for number, problem in enumerate(p for p in problems if can_take(p)):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                f":material/spellcheck: {plain(problem.value or '', 60)} is in no outline known here.",
                width="stretch",
            )
            st.button(
                f"Use {plain(problem.suggestion or '', 60)}",
                key=f"take-{number}",
                on_click=_put,
                args=(taking(problem, rows), prescription, results),
            )


def _ask_for_figures(prescription: Prescription, results: Given) -> None:
    """Ask for missing figures; assuming one is a choice that is said wherever it matters."""
    missing = sum(row.lacks_figure for row in prescription.rows)
    assumed = sum(row.assumed for row in prescription.rows)
    if assumed and results.assume is None:
        st.markdown(f":material/info: {count(assumed, 'row')} assumed as your own outline has them.")
    elif assumed:
        with st.container(horizontal=True, vertical_alignment="center"):
            each = amount(results.assume or Credits())
            st.markdown(f":material/info: {count(assumed, 'row')} assumed at {each} each.", width="stretch")
            st.button("Stop assuming", key="stop-assuming", on_click=_assume_nothing)
    if not missing:
        return
    with st.container(border=True):
        who = count(missing, "subcategory needs", "subcategories need")
        st.markdown(
            f":material/help: {who} credits, but how many is not said. Write the figures in below, or choose "
            "one to assume for all of them."
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            ask_figure(_FIGURE)
            st.button(f"Assume this for {count(missing, 'row')}", key="assume", on_click=_assume)


def _assume() -> None:
    state.adjust_results(assume=figure(_FIGURE))


def _assume_nothing() -> None:
    state.adjust_results(assume=None)


def _correct(rows: list[WrittenRow], prescription: Prescription, results: Given) -> None:
    """Let every row be changed, added or removed; each change is read at once."""
    key = state.draft_key("correct")
    fresh = [dict(zip(_COLUMNS, astuple(row)[1:6], strict=True)) for row in rows]
    base = state.rows_under_edit(key, fresh)
    unsettled = bool(prescription.open_questions)
    with st.expander("Change or add rows", icon=":material/edit:", expanded=unsettled, key=f"{key}-open"):
        st.data_editor(
            pd.DataFrame(base, columns=_COLUMNS, dtype="string"),
            key=key,
            num_rows="dynamic",
            placeholder="",
            hide_index=True,
            row_height=ROW_HEIGHT,
            height=grid_height(base),
            alt="Your results, to be changed",
            column_order=("Subcategory", "Standard", "Credits required", "Category", "Discipline"),
            column_config={
                "Subcategory": st.column_config.TextColumn(width=118),
                "Standard": st.column_config.TextColumn(width=STANDARD_WIDTH, help=f"{MET} or {NOT_MET}"),
                "Credits required": st.column_config.TextColumn(
                    "Credits", width=CREDITS_WIDTH, help="Where not met"
                ),
            },
        )
    changed = edited(base, state.widget_value(key))
    if state.is_news(key, changed):
        _take_corrected(changed, prescription, results)


def _take_corrected(changed: list[TypedRow], prescription: Prescription, results: Given) -> None:
    """Read changed rows at once; the editor stays as it is, with the rows that it started from."""
    rows = [
        WrittenRow(prescription.technologist_id, *(text_of(row[name]) for name in _COLUMNS))
        for row in changed
    ]
    state.revise_results(_corrected(rows, prescription, results))
    st.rerun()


def _put(rows: list[WrittenRow], prescription: Prescription, results: Given) -> None:
    """Put changed rows in place of the old ones, and start the editor afresh from them."""
    state.take_results(_corrected(rows, prescription, results))


def _corrected(rows: list[WrittenRow], prescription: Prescription, results: Given) -> Given:
    """Give results with one person's rows changed; other people's rows stay as they are."""
    others = [
        row
        for person in caching.prescriptions(results).value
        if person.technologist_id != prescription.technologist_id
        for row in written_rows(person, results.sources)
    ]
    return replace(
        results,
        sources=(as_source([*rows, *others], _CORRECTED),),
        corrected=True,
        sample="",
        technologist_id=prescription.technologist_id,
    )


def foot(prescription: Prescription) -> str:
    """Say what all of it comes to: ``3 subcategories need 9.5 credits · 1 row to settle``."""
    needs, unsettled = prescription.needs, prescription.open_questions
    if not (needs or unsettled):
        return "No subcategory needs credits."
    whole = amount(Credits.total(row.credits_required or Credits(0) for row in needs))
    needed = f"{count(len(needs), 'subcategory needs', 'subcategories need')} {whole}"
    return listed((needed if needs else "", f"{count(unsettled, 'row')} to settle" if unsettled else ""))
