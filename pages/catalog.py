"""Catalog: which one is in use, what was understood of it, and a way to look through it."""

import streamlit as st

from pages.parts import browsing, caching, choosing_catalog, downloads, listing, state, tables
from pages.parts.asking import inputs
from pages.parts.problem_list import show_problems
from pages.parts.shell import heading, measure, own_outlines_badge, require_shell
from planner.phrases import count

require_shell()

with measure():
    heading("Catalog")
    choosing_catalog.choose_catalog()
    given = inputs()
    catalog = given.catalog
    choosing_catalog.describe(catalog)
    own_outlines_badge()
    notes = (*given.catalog_problems, *caching.other_versions(None, None, state.shelf()))
    if catalog.courses or state.shelf().sources:
        show_problems(notes, "Notes on this catalog", opened=not catalog.courses)
    if catalog.courses:
        figures = caching.figures(state.shelf(), state.today())
        filters = browsing.choose_filters(catalog, figures)
        found = [course for course in catalog.courses if filters.admit(course, figures[course.course_id])]
        wanted = (
            frozenset(row.subcategory for row in given.prescription.needs)
            if given.prescription
            else frozenset()
        )
        st.caption(
            f"{count(len(found), 'course')}. {browsing.targeted_words(wanted, filters.discipline)} "
            "Select a row to open a course."
            if found
            else "No course fits these filters: loosen one of them."
        )
        targeted = browsing.targeted_credits(found, figures, wanted, filters.discipline)
        browsing.show_table(found, figures, targeted)
        if catalog.bundles:
            with st.expander(count(len(catalog.bundles), "bundle"), icon=":material/package_2:"):
                st.dataframe(
                    tables.bundles_table(catalog),
                    column_config=tables.columns(),
                    hide_index=True,
                    alt="Bundles, their prices and what is in them",
                )
        downloads.catalog_downloads(catalog)
        listing.show_listing(catalog)
        course = catalog.by_id().get(state.course_to_open() or "")
        if course is not None:
            browsing.open_course(course, catalog)
