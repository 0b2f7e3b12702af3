"""What to do with bundles: put them into the catalog in use, and take them along as files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import downloads, state
from pages.parts.desk import answering, desk
from pages.parts.desk.demand_search import problems_of_files
from pages.parts.words import dollars, plain
from planner.phrases import count
from planner.selling.bundles import for_catalog

if TYPE_CHECKING:
    from planner.catalog import Bundle, Catalog
    from planner.selling.answering import QueueAnswer
    from planner.selling.bundles import FoundBundles


def show_put_in() -> None:
    """Say which new bundles are in the catalog in use, and offer to take them out again."""
    bundles = state.shelf().bundles
    if not bundles:
        return
    with st.container(border=True, key="put-in"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                f":green[:material/task_alt:] **{count(len(bundles), 'new bundle')} in your catalog.** "
                "Plans, quotes and all figures here are made with them. Your file is as it was: take the "
                "catalog along to keep them.",
                width="stretch",
            )
            st.button("Undo", icon=":material/undo:", key="take-bundles-out", on_click=desk.take_out)
        for bundle in bundles:
            price = "price not known" if bundle.price is None else str(bundle.price)
            st.markdown(
                f"- {plain(bundle.name)}: {dollars(price)} :gray[{plain(', '.join(bundle.course_ids), 200)}]"
            )


def offer_catalog(catalog: Catalog) -> None:
    """Offer the catalog in use, which has new bundles, as a workbook."""
    _offer_catalog("The catalog with them for Excel", catalog)


def show_ways_on(found: FoundBundles, answer: QueueAnswer, catalog: Catalog) -> None:
    """Offer what can be done with the bundles as they are. Of a part, the files' names say so."""
    value = found.value
    if value is None:
        return
    ready = for_catalog(value, catalog)
    name = f"bundles{'-part' if answer.partial else ''}-{state.today().isoformat()}"
    preferences = answering.preferences_in_use(catalog)
    problems = (*problems_of_files(answer), *found.problems)

    def workbook() -> bytes:
        from planner.writing.bundles_book import bundles_as_workbook  # noqa: PLC0415 - openpyxl, only when asked

        return bundles_as_workbook(found, answer, catalog, preferences, problems)

    def scripts() -> bytes:
        from planner.writing.as_bundles import bundles_as_json  # noqa: PLC0415 - only when asked
        from planner.writing.as_json import json_bytes  # noqa: PLC0415 - as above

        return json_bytes(bundles_as_json(found, answer, problems))

    with st.container(horizontal=True, gap="small", key="bundle-files"):
        if ready:
            st.button(
                f"Put {count(len(ready), 'bundle')} into my catalog",
                icon=":material/add_shopping_cart:",
                key="put-bundles-in",
                on_click=_put_in,
                args=(ready,),
            )
        downloads.offer("The bundles for Excel", f"{name}.xlsx", downloads.XLSX, workbook)
        if ready:
            _offer_catalog("The catalog with them", replace(catalog, bundles=(*catalog.bundles, *ready)))
        downloads.offer("For scripts", f"{name}.json", downloads.JSON, scripts)


def _put_in(bundles: tuple[Bundle, ...]) -> None:
    """Put bundles in; they were found for the catalog without them, so nothing more is looked for now."""
    desk.put_in(bundles)
    state.keep("desk-wishes", None)


def _offer_catalog(label: str, catalog: Catalog) -> None:
    from planner.writing.as_workbook import catalog_as_workbook  # noqa: PLC0415 - openpyxl, only with bundles

    downloads.offer(label, "catalog-with-bundles.xlsx", downloads.XLSX, lambda: catalog_as_workbook(catalog))
