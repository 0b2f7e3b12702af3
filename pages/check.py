"""Catalog check: what to put right in a catalog, what it covers, and how it compares with another."""

import streamlit as st

from pages.parts import caching, decided, state
from pages.parts.choosing_catalog import own_catalog_ways
from pages.parts.desk import comparing, correcting, covering, giving, in_use, todo
from pages.parts.problem_list import show_problems
from pages.parts.shell import heading, measure, require_shell
from pages.parts.visit import Aim, Offer, Shelf
from planner.catalog import Catalog

require_shell()


def nothing_yet() -> None:
    """Ask for a catalog: none of the person's own is in use."""
    with st.container(border=True, key="no-catalog"):
        st.markdown("**Which catalog shall be checked?** You get a short list of what to put right.")
        own_catalog_ways()
        with st.container(horizontal=True, gap="small"):
            giving.sample_button("sample-seller")
            st.button(
                "Check the published distributions",
                icon=":material/public:",
                key="check-published",
                on_click=decided.take_shelf,
                args=(Shelf(Offer.PUBLISHED),),
            )


def show(catalog: Catalog) -> None:
    """Show what the check found, and what the catalog covers."""
    health = caching.health(state.shelf(), state.today())
    todo.show_verdict(catalog, health)
    correcting.show_corrections()
    correcting.show_downloads(health)
    things, covered, compared = st.tabs(
        ["What to do", "What it covers", "Compare with another"], key="check-tabs", on_change="rerun"
    )
    with things:
        if things.open:
            todo.show_todo(health)
    with covered:
        if covered.open:
            covering.show_coverage()
    with compared:
        if compared.open:
            comparing.show_comparison(catalog)


with measure():
    decided.aim_at(Aim.DESK)
    heading("Catalog check")
    shelf = state.shelf()
    if shelf.offer is Offer.DEMO or (shelf.offer is Offer.OWN and not shelf.sources):
        nothing_yet()
    else:
        catalog_in_use = in_use.catalog_in_use()
        if catalog_in_use.courses:
            show(catalog_in_use)
        else:
            show_problems(caching.catalog(shelf).problems, "Why nothing could be used", opened=True)
            giving.sample_button("sample-seller")
