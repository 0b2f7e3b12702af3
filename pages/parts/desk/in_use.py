"""What the desk works on, on one line: catalog, customers, how plans are made; each is changed there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import caching, choosing_catalog, state
from pages.parts.choosing import choose_goal, choose_limits, goal_said, summary
from pages.parts.desk import desk, giving, reading
from pages.parts.desk.left_open import take_completed
from pages.parts.problem_list import show_problems
from pages.parts.shell import QUEUE, catalog_name, own_outlines_badge
from pages.parts.words import listed, plain
from planner.phrases import count

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from planner.catalog import Catalog
    from planner.selling.customers import Queue

NOTES = "Notes on the customers' file"


def catalog_in_use() -> Catalog:
    """Say which catalog is in use, with a way to change it on the spot, and give it as it was read."""
    with _line():
        return _catalog()


def at_work(purpose: str, *, one: bool = False) -> tuple[Catalog, Queue]:
    """Say what the desk works on, and give it: the catalog and the customers, as they were read.

    Without customers, ``purpose`` says what the page is for, and the ways to give them are all there is. With
    ``one`` a single customer's results can be given too.
    """
    given = desk.customers()
    read = reading.queue(given)
    with _line():
        catalog = _catalog()
        if given.sources:
            _customers(read.value, one=one)
        if read.value.groups and catalog.courses:
            _how_planned(read.value, catalog)
    if not given.sources:
        giving.ask_for_customers(purpose, one=one)
    elif not read.value.groups:
        show_problems(read.problems, NOTES, opened=True)
        if one:
            giving.offer_as_one(read.problems)
    elif not catalog.courses:
        st.markdown(":material/menu_book: Plans need courses: choose a catalog above.")
    return catalog, read.value


def tell_notes() -> None:
    """Say that something was noticed in the customers' file, and lead to where it stands."""
    problems = reading.queue(desk.customers()).problems
    if problems:
        notes = f"{count(len(problems), 'note')} on the customers' file"
        st.page_link(QUEUE.script, label=notes, icon=":material/info:")


def _line() -> DeltaGenerator:
    return st.container(horizontal=True, gap="small", vertical_alignment="center", key="in-use")


def _catalog() -> Catalog:
    catalog = caching.catalog(state.shelf()).value
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


def _customers(queue: Queue, *, one: bool) -> None:
    given = desk.customers()
    name = plain(queue.ids[0] if given.whose and queue.customers == 1 else given.name, 60)
    if given.sources == desk.sample_customers():
        name = "500 sample customers"
    with st.popover(f"Customers: {name}", icon=":material/groups:", key="customers-in-use"):
        needs = count(len(queue.groups), "distinct prescription")
        st.markdown(f"**{count(queue.customers, 'customer')}, {needs}.** Each is planned for once.")
        giving.ways(one=one)


def _how_planned(queue: Queue, catalog: Catalog) -> None:
    """Let choose what all plans are made with; what is chosen stands on the line."""
    limits, done = summary(), desk.customers().completed
    said = listed(
        (goal_said(), "" if limits == "none" else limits, "with CE already completed" if done else "")
    )
    with st.popover(f"Plans: {said}", icon=":material/tune:", key="how-planned"):
        choose_goal()
        widest = max((group.prescription for group in queue.groups), key=lambda each: len(each.disciplines))
        choose_limits(catalog, widest)
        take_completed()
