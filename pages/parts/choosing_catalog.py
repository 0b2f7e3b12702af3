"""Which catalog is in use: the demo one, the published distributions, or one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import decided, downloads, state
from pages.parts.entering import uploaded
from pages.parts.problem_list import show_problems
from pages.parts.shell import CATALOG
from pages.parts.visit import Offer, Shelf
from planner.phrases import count
from planner.reading.sources import pasted
from planner.writing.wording import FICTIONAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.catalog import Catalog
    from planner.problem import Problem
    from planner.reading.sources import SourceFile

_UPLOAD = "upload-catalog"
_PASTE = "paste-catalog"
_LABELS = {
    Offer.DEMO: ":material/theater_comedy: Demo",
    Offer.PUBLISHED: ":material/public: Published",
    Offer.OWN: ":material/upload: My own",
}


def choose_catalog() -> None:
    """Draw the choice of a catalog and, for one's own, the ways to give it."""
    state.seed_widget("offer", state.shelf().offer)
    offer = st.segmented_control(
        "Catalog in use",
        list(Offer),
        key="offer",
        required=True,
        label_visibility="collapsed",
        on_change=_take_offer,
        format_func=_LABELS.__getitem__,
    )
    if offer is Offer.OWN:
        own_catalog_ways()


def _take_offer() -> None:
    offer = Offer(state.widget_value("offer"))
    decided.take_shelf(Shelf(offer, state.own_catalog() if offer is Offer.OWN else ()))


def own_catalog_ways() -> None:
    """Draw the ways to give one's own catalog: files, or a pasted listing."""
    files, text = st.columns(2, gap="large")
    with files:
        st.file_uploader(
            "One or several files, .xlsx or .csv",
            accept_multiple_files=True,
            key=_UPLOAD,
            on_change=_take_upload,
        )
        downloads.templates("catalog", "Empty template")
    with text:
        st.text_area(
            "Or paste a listing from a course page",
            key=_PASTE,
            height=120,
            persist_state="session",
            placeholder="Magnetic Resonance Imaging: 0.25\nProcedures: 0.25\nBody: 0.25",
        )
        st.button("Read it", icon=":material/content_paste:", key="read-catalog", on_click=_take_paste)
    st.caption("Kept in memory for this visit only; nothing is stored.")


def _take_upload() -> None:
    _use(uploaded(_UPLOAD))


def _take_paste() -> None:
    text = str(state.widget_value(_PASTE) or "")
    if text.strip():
        _use((pasted(text, "pasted listing"),))


def _use(sources: tuple[SourceFile, ...]) -> None:
    state.take_own_catalog(sources)
    decided.take_shelf(Shelf(Offer.OWN, sources))


def no_courses(problems: Sequence[Problem]) -> None:
    """Say that there is nothing to plan with, and lead to where that can be changed."""
    st.error("The catalog in use has no courses, so there is nothing to plan with.", icon=":material/error:")
    st.page_link(CATALOG.script, label="Choose another catalog", icon=CATALOG.icon)
    if state.shelf().sources:
        show_problems(problems, "Notes on the catalog", opened=True)


def describe(catalog: Catalog) -> None:
    """Say what is in the catalog in use, and what kind of data it is."""
    if not catalog.courses:
        if state.shelf().offer is Offer.OWN and not state.shelf().sources:
            st.markdown("No catalog given yet: upload or paste one above, or choose Demo or Published.")
        return
    sellers = len({course.seller for course in catalog.courses if course.seller})
    without = sum(not course.distributions for course in catalog.courses)
    counted = ((sellers, "seller"), (len(catalog.bundles), "bundle"))
    parts = [
        count(len(catalog.courses), "course"),
        *(count(number, what) for number, what in counted if number),
    ]
    if without:
        parts.append(f"{without} without a distribution")
    st.markdown(f"**{' · '.join(parts)}**")
    if catalog.fictional:
        st.caption(f":material/theater_comedy: {FICTIONAL}")
    elif state.shelf().offer is Offer.PUBLISHED:
        st.caption(
            "Real distributions as their seller published them. Their prices and CE credits are not known."
        )
