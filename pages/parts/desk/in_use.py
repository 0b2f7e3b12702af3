"""What the desk works on: the catalog in use with a way to change it right there, and the customers' file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import caching, choosing_catalog, state
from pages.parts.desk import desk, reading
from pages.parts.entering import uploaded
from pages.parts.problem_list import show_problems
from pages.parts.shell import catalog_name, own_outlines_badge
from pages.parts.visit import Customers
from pages.parts.words import plain
from planner.phrases import count

if TYPE_CHECKING:
    from planner.catalog import Catalog
    from planner.selling.customers import Queue

KEPT_FOR_NOW = "Kept in memory for this visit only; nothing is stored on the server."
NOTES = "Notes on the customers' file"
_UPLOAD = "upload-customers"


def catalog_in_use() -> Catalog:
    """Say which catalog is in use, with a way to change it on the spot, and give it as it was read."""
    catalog = caching.catalog(state.shelf()).value
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        with st.popover(
            f"Catalog in use: {plain(catalog_name(catalog), 60)}",
            icon=":material/menu_book:",
            key="catalog-in-use",
        ):
            choosing_catalog.choose_catalog()
            choosing_catalog.describe(catalog)
        if catalog.fictional and "fictional" not in catalog.name:
            st.badge("fictional", color="gray", icon=":material/theater_comedy:")
        if state.shelf().corrected:
            st.badge("with safe corrections", color="gray", icon=":material/auto_fix_high:")
        own_outlines_badge()
    return catalog


def customers_in_use(*, notes: bool = True) -> Queue:
    """Say which customers' file is in use, with a way to give another, and give it as it was read.

    Without any, the ways to give one and the sample are all there is, and the queue is empty. Without
    ``notes`` the page itself tells what was noticed in a file that can be used.
    """
    given = desk.customers()
    if not given.sources:
        _ask_for_customers()
        return reading.queue(desk.customers()).value
    read = reading.queue(given)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        name = "500 sample customers" if given.sources == desk.sample_customers() else plain(given.name, 60)
        with st.popover(f"Customers: {name}", icon=":material/groups:", key="customers-in-use"):
            _upload()
        needs = count(len(read.value.groups), "distinct prescription")
        st.markdown(f"{count(read.value.customers, 'customer')}, {needs}")
    if notes or not read.value.groups:
        show_problems(read.problems, NOTES, opened=not read.value.groups)
    return read.value


def _ask_for_customers() -> None:
    with st.container(border=True):
        st.markdown("**Whose results wait for an answer?**")
        _upload()
        sample_button("sample-customers")


def _upload() -> None:
    st.file_uploader(
        "The results of all your customers, .xlsx or .csv",
        accept_multiple_files=True,
        key=_UPLOAD,
        on_change=_take,
        help="A row a subcategory, with the customer's own id in a column such as technologist_id.",
    )
    st.caption(KEPT_FOR_NOW)


def _take() -> None:
    sources = uploaded(_UPLOAD)
    if sources:
        desk.take_customers(Customers(sources))


def sample_button(key: str) -> None:
    """Offer the fictional seller: its messy catalog and 500 customers, in one click."""
    st.button(
        "Show me with a sample",
        icon=":material/theater_comedy:",
        key=key,
        on_click=desk.use_sample,
        help="A fictional seller's catalog, messy as real ones are, and 500 made-up customers",
    )
