"""Bundles: the few that cover most customers, what each does, and changes by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import decided, state
from pages.parts.desk import answering, bundle_wishes, by_hand, in_use
from pages.parts.desk.bundle_cards import Cards, show_cards
from pages.parts.desk.bundle_files import offer_catalog, show_put_in, show_ways_on
from pages.parts.desk.bundle_search import digest_for, found, show_comparison, show_figures
from pages.parts.shell import heading, measure, require_shell
from pages.parts.visit import Aim

if TYPE_CHECKING:
    from planner.catalog import Catalog
    from planner.selling.answering import QueueAnswer
    from planner.selling.bundles import BundleWishes
    from planner.selling.customers import Queue

require_shell()


def look(queue: Queue, catalog: Catalog) -> None:
    """Ask for what the bundles are to be like, and show them, or how far the search is."""
    show_put_in()
    if state.shelf().bundles:
        offer_catalog(catalog)
    wrong = bundle_wishes.ask()
    answer = answering.answered(queue, catalog)
    wishes = bundle_wishes.in_use()
    if answer is None or wrong:
        return
    if wishes is None:
        st.caption("A bundle covers a customer when it alone gives all that the customer needs.")
        return
    show(answer, catalog, wishes)


def show(answer: QueueAnswer, catalog: Catalog, wishes: BundleWishes) -> None:
    """Show the bundles that were found, as they are now."""
    digest = digest_for(answer, catalog, wishes)
    first = found(answer, catalog, wishes, digest)
    if first is None or first.value is None:
        return
    now = by_hand.as_they_are(digest, first, answer, catalog, answering.preferences_in_use(catalog))
    value = now.value or first.value
    show_figures(now, first.value, value)
    by_hand.show_effect(digest, first.value, value, answer)
    show_ways_on(now, answer, catalog)
    said = by_hand.effect(digest, first.value, value, answer)
    show_cards(Cards(digest, value, answer, catalog, said))
    show_comparison(now, value)


with measure():
    decided.aim_at(Aim.DESK)
    heading("Bundles")
    catalog_now, queue_now = in_use.at_work("Bundles are found that cover most of them.")
    if queue_now.groups and catalog_now.courses:
        look(queue_now, catalog_now)
        in_use.tell_notes()
