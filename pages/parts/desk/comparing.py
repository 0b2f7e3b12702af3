"""Comparing the catalog in use with another: who gives more and cheaper, and where the two differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import caching, downloads, state, tables
from pages.parts.desk import desk, reading
from pages.parts.desk.comparing_chart import show_standings
from pages.parts.entering import uploaded
from pages.parts.problem_list import show_problems
from pages.parts.shell import catalog_name
from pages.parts.words import plain
from planner.phrases import count, one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pyarrow as pa

    from planner.catalog import Catalog, Course
    from planner.selling.comparing import Clash, Comparison, Pair, Standing

_UPLOAD = "upload-other"
_MOST_ROWS = 2_000


def show_comparison(here: Catalog) -> None:
    """Compare the catalog in use with another one, or ask for it."""
    sources = desk.other_catalog()
    if not sources:
        with st.container(border=True, key="other-catalog"):
            st.markdown("**Which catalog shall yours be compared with?**")
            _ask()
        return
    shelf = reading.other_shelf(sources)
    read = caching.catalog(shelf)
    there = read.value
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        with st.popover(
            f"Compared with: {plain(catalog_name(there), 60)}", icon=":material/compare:", key="other-in-use"
        ):
            _ask()
        if there.fictional:
            st.badge("fictional", color="gray", icon=":material/theater_comedy:")
    show_problems(read.problems, "Notes on the other catalog", opened=not there.courses)
    if there.courses:
        _show(reading.comparison(state.shelf(), shelf, state.today()), here, there)


def _ask() -> None:
    st.file_uploader(
        "Another catalog, .xlsx or .csv", accept_multiple_files=True, key=_UPLOAD, on_change=_take
    )
    st.caption(desk.KEPT_FOR_NOW)
    st.button(
        "Compare with another fictional seller",
        icon=":material/theater_comedy:",
        key="sample-other",
        on_click=_take_sample,
    )


def _take() -> None:
    sources = uploaded(_UPLOAD)
    if sources:
        desk.take_other_catalog(sources)


def _take_sample() -> None:
    desk.take_other_catalog(desk.sample_other_catalog())


def _show(found: Comparison, here: Catalog, there: Catalog) -> None:
    figures = (
        ("Only in yours", len(found.only_here)),
        ("Only in the other", len(found.only_there)),
        ("In both, not alike", len(found.changed)),
        ("In both, alike", len(found.same)),
    )
    with st.container(border=True):
        with st.grid(4, min_column_width=140):
            for label, number in figures:
                st.metric(label, f"{number:,}")
        st.markdown(_who_gives_more(found.standings))
        if found.clashes:
            numbers = count(len(found.clashes), "number")
            st.markdown(
                f":orange[:material/error_outline:] **{numbers} mean two different courses.** "
                "Name the seller beside the number wherever both catalogs are used."
            )
    on, names = state.today(), (catalog_name(here), catalog_name(there))

    def workbook() -> bytes:
        from planner.writing.check_book import comparison_as_workbook  # noqa: PLC0415 - openpyxl, for this file only

        return comparison_as_workbook(found, *names, on)

    downloads.offer("The comparison for Excel", "catalog-comparison.xlsx", downloads.XLSX, workbook)
    show_standings(found.standings)
    with st.expander("All subcategories as a table", icon=":material/table_rows:", key="standings-table"):
        _table(
            standings_table(found.standings),
            "Subcategories: credits and least price a credit in either catalog",
        )
    parts: tuple[tuple[str, int, Callable[[], pa.Table]], ...] = (
        ("In both, not alike", len(found.changed), lambda: changes_table(found.changed[:_MOST_ROWS])),
        ("Only in yours", len(found.only_here), lambda: courses_table(found.only_here[:_MOST_ROWS])),
        ("Only in the other", len(found.only_there), lambda: courses_table(found.only_there[:_MOST_ROWS])),
        ("One number, two courses", len(found.clashes), lambda: clashes_table(found.clashes[:_MOST_ROWS])),
    )
    with st.container(gap="xsmall"):
        for heading, number, rows in parts:
            if number:
                with st.expander(f"**{heading}** · {number:,}", key=f"compare-{heading}"):
                    _table(rows(), heading)


def _who_gives_more(standings: Sequence[Standing]) -> str:
    more, cheaper = [each.more for each in standings], [each.cheaper for each in standings]
    return (
        f":material/balance: **More credits: yours in {more.count('here')}, the other in "
        f"{more.count('there')} of {count(len(standings), 'subcategory', 'subcategories')}.** "
        f"Cheaper credits: yours in {cheaper.count('here')}, the other in {cheaper.count('there')}."
    )


def _table(rows: pa.Table, alt: str) -> None:
    money = {
        name: st.column_config.NumberColumn(name, format=tables.DOLLARS, help="Empty: not known")
        for name in ("Yours, least a credit", "The other, least a credit")
    }
    credits_ = {
        name: st.column_config.NumberColumn(name, format=tables.CREDITS)
        for name in ("Yours, credits", "The other, credits")
    }
    wide = {"Subcategory": st.column_config.TextColumn("Subcategory", width=360)}
    st.dataframe(rows, hide_index=True, column_config=tables.columns() | money | credits_ | wide, alt=alt)


_SIDES = {"here": "yours", "there": "the other"}


def standings_table(standings: Sequence[Standing]) -> pa.Table:
    """Give who gives more and cheaper credits, a row a subcategory."""
    rows: list[dict[str, object]] = [
        {
            "Subcategory": one_line(str(each.subcategory)),
            "Yours, credits": float(each.here),
            "The other, credits": float(each.there),
            "More": _SIDES.get(each.more, "the same"),
            "Yours, least a credit": tables.number(each.least_here),
            "The other, least a credit": tables.number(each.least_there),
            "Cheaper": _SIDES.get(each.cheaper, ""),
        }
        for each in standings
    ]
    return tables.table(rows)


def changes_table(pairs: Sequence[Pair]) -> pa.Table:
    """Give what differs of courses that both have, a row a difference."""
    rows: list[dict[str, object]] = [
        {
            "Course": one_line(pair.here.name),
            "Id": one_line(pair.here.course_id),
            "Id in the other": one_line(pair.there.course_id),
            "What": one_line(each.field.replace("_", " ")),
            "Yours": one_line(each.here),
            "The other": one_line(each.there),
        }
        for pair in pairs
        for each in pair.differences
    ]
    return tables.table(rows)


def courses_table(courses: Sequence[Course]) -> pa.Table:
    """Give courses that only one of the catalogs has."""
    rows = [
        {
            "Course": one_line(course.name),
            "Id": one_line(course.course_id),
            "CE credits": tables.number(course.ce_credits),
            "Price": tables.number(course.price),
            "Serves": ", ".join(dict.fromkeys(row.subcategory.discipline for row in course.distributions)),
        }
        for course in courses
    ]
    return tables.table(rows)


def clashes_table(clashes: Sequence[Clash]) -> pa.Table:
    """Give the numbers that stand for a different course in each catalog."""
    rows: list[dict[str, object]] = [
        {
            "Id": one_line(clash.here.course_id),
            "Yours": one_line(clash.here.name),
            "The other": one_line(clash.there.name),
        }
        for clash in clashes
    ]
    return tables.table(rows)
