"""The course listing that sellers publish: what serves a discipline, to look at, to take along, to print."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import caching, downloads, own_outlines, state, tables
from pages.parts.words import discipline_name, plain
from planner.phrases import count
from planner.structured import disciplines_with_structured_education
from planner.writing.as_listing import Purpose

if TYPE_CHECKING:
    from planner.catalog import Catalog

_LABELS = {
    Purpose.PRESCRIPTIONS: "For prescriptions",
    Purpose.STRUCTURED: "For structured education",
}


def show_listing(catalog: Catalog) -> None:
    """Draw the choice of what to list, and the listing as files; its table where it is wanted."""
    with st.expander("Course listing to publish or print", icon=":material/list_alt:", key="listing"):
        purpose = Purpose(
            st.segmented_control(
                "Listed for",
                list(Purpose),
                default=Purpose.PRESCRIPTIONS,
                format_func=_LABELS.__getitem__,
                key="listing-purpose",
                required=True,
                label_visibility="collapsed",
            )
            or Purpose.PRESCRIPTIONS
        )
        discipline = st.selectbox(
            "Discipline",
            _disciplines(catalog, purpose),
            index=None,
            format_func=discipline_name,
            key=f"listing-discipline-{purpose.value}",
            placeholder="All disciplines",
        )
        found = caching.listing(state.shelf(), state.today(), discipline, purpose)
        if not found.rows:
            st.markdown("No course of this catalog that can be taken now has a distribution for this.")
            return
        st.markdown(f"{plain(found.summary, 300)} {plain(found.remark, 400)}")
        downloads.listing_downloads(found)
        if st.toggle("Show it here", key="listing-shown"):
            st.dataframe(
                tables.listing_table(found),
                column_config=tables.columns(),
                hide_index=True,
                alt=f"{found.title}: {count(len(found.courses), 'course')}, with targeted credits by place",
            )


def _disciplines(catalog: Catalog, purpose: Purpose) -> list[str]:
    served = list(tables.discipline_options(catalog))
    if purpose is Purpose.PRESCRIPTIONS:
        return served
    with_it = {discipline.code for discipline in disciplines_with_structured_education(own_outlines.in_use())}
    return [code for code in served if code in with_it]
