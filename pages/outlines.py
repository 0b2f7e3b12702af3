"""Outlines: the names that everything is read by, where each is from, and a way to mend them."""

import pandas as pd
import streamlit as st

from pages.parts import caching, outline_editor, own_outlines, state
from pages.parts.asking import inputs
from pages.parts.outline_rows import facts
from pages.parts.shell import heading, measure, require_shell
from pages.parts.words import discipline_name, plain
from planner.phrases import joined

require_shell()

_DISCIPLINE, _TABLE = "outline-of", "outlines-table"
_PARAMETER = "discipline"


def choose() -> str | None:
    """Draw the choice of a discipline; give its code, None while none is chosen."""
    codes = [discipline.code for discipline in own_outlines.in_use().disciplines]
    if own_outlines.chosen() is None and st.query_params.get(_PARAMETER) in codes:
        own_outlines.choose(st.query_params[_PARAMETER])
    now = own_outlines.chosen()
    state.show_in_widget(_DISCIPLINE, now if now in codes else None)
    own = own_outlines.disciplines()
    st.selectbox(
        "Discipline",
        codes,
        index=None,
        format_func=lambda code: discipline_name(code) + (", your own" if code in own else ""),
        key=_DISCIPLINE,
        placeholder="Choose a discipline",
        on_change=lambda: own_outlines.choose(state.widget_value(_DISCIPLINE)),
    )
    return now if now in codes else None


def overview() -> None:
    """Show every outline in a line, to choose from."""
    known = own_outlines.in_use()
    own = own_outlines.disciplines()
    lines = []
    for discipline in known.disciplines:
        said = facts([row for row in known.rows if row.subcategory.discipline == discipline.code])
        lines.append(
            {
                "Discipline": discipline_name(discipline.code),
                "Version": joined(said["versions"]) or "not known",
                "Names": said["names"],
                "To be checked": said["unsure"],
                "Missing": "some names" if said["gap"] else "",
                "Outline": "your own" if discipline.code in own else "as it comes",
            }
        )
    st.caption("Select a row to see its outline.")
    st.dataframe(
        pd.DataFrame(lines),
        hide_index=True,
        key=_TABLE,
        on_select=take_row,
        selection_mode="single-row",
        height=38 + 35 * len(lines),
        column_config={"Discipline": st.column_config.TextColumn(width="medium")},
        alt="The outlines, a row a discipline: version, names, and how many are to be checked",
    )


def take_row() -> None:
    """Open the outline whose row was selected."""
    selected = state.widget_value(_TABLE)["selection"]["rows"]
    disciplines = own_outlines.in_use().disciplines
    if selected:
        own_outlines.choose(disciplines[selected[0]].code)


with measure():
    heading("Outlines")
    st.markdown(
        "An outline is ARRT's list of a discipline's categories and subcategories, revised about every "
        "five years. Where a name has changed or is missing, mend it here: your results, the courses and the "
        "plans are then read by your outline, for this visit."
    )
    code = choose()
    if code is None:
        overview()
    else:
        outline_editor.show_facts(code)
        outline_editor.edit(code)
    outline_editor.load()
    given = inputs()
    for problem in caching.other_versions(state.given(), given.prescription, state.shelf()):
        st.warning(plain(problem.message, 600), icon=":material/info:")
