"""Looking through a catalog: filters, a table, and one course opened to its distribution."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import caching, charts, drawing, state, tables
from pages.parts.words import discipline_name, dollars, listed, plain, shortened
from planner.credits import Credits
from planner.naming import fold
from planner.phrases import NOT_KNOWN, amount, count, day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.catalog import Catalog, Course
    from planner.outline import Subcategory

_TABLE = "browse"


@dataclass(frozen=True, slots=True)
class Filters:
    """What the table is narrowed to; empty means anything."""

    words: str = ""
    discipline: str | None = None
    category: str | None = None
    subcategory: str | None = None
    sellers: frozenset[str] = frozenset()
    formats: frozenset[str] = frozenset()
    most_dollars: float | None = None

    def admit(self, course: Course, figures: Mapping[Subcategory, Credits]) -> bool:
        """Whether a course passes every filter. An unknown price is not under any limit."""
        wanted = (self.discipline, self.category, self.subcategory)
        return (
            all(
                word in fold(f"{course.name} {course.course_id} {course.seller}")
                for word in fold(self.words).split()
            )
            and (not self.sellers or course.seller in self.sellers)
            and (not self.formats or course.format in self.formats)
            and (
                self.most_dollars is None
                or (course.price is not None and float(course.price) <= self.most_dollars)
            )
            and (not any(wanted) or any(_matches(subcategory, wanted) for subcategory in figures))
        )


def _matches(subcategory: Subcategory, wanted: tuple[str | None, ...]) -> bool:
    found = (subcategory.discipline, subcategory.category, subcategory.name)
    return all(want in (None, have) for want, have in zip(wanted, found, strict=True))


def choose_filters(catalog: Catalog, figures: Mapping[str, Mapping[Subcategory, Credits]]) -> Filters:
    """Draw the filters: search and discipline first, the others folded away."""
    disciplines = tables.discipline_options(catalog)
    search, modality = st.columns([3, 2])
    words = search.text_input("Search by title, seller or id", key="filter-words", placeholder="Any course")
    discipline = modality.selectbox(
        "Discipline",
        list(disciplines),
        index=None,
        format_func=discipline_name,
        key="filter-discipline",
        placeholder="Any discipline",
    )
    with st.expander("More filters", icon=":material/filter_list:"):
        category, subcategory = _where(figures, discipline)
        seller, form, price = st.columns(3)
        names = sorted({course.seller for course in catalog.courses if course.seller})
        sellers = seller.multiselect(
            "Seller", names, key="filter-sellers", placeholder="Any", format_func=shortened, wrap=True
        )
        kinds = sorted({course.format for course in catalog.courses if course.format})
        formats = form.multiselect(
            "Format", kinds, key="filter-formats", placeholder="Any", format_func=shortened, wrap=True
        )
        most = price.number_input(
            "At most, dollars",
            min_value=0.0,
            value=None,
            step=10.0,
            key="filter-price",
            placeholder="Any price",
        )
    return Filters(
        words or "", discipline, category, subcategory, frozenset(sellers), frozenset(formats), most
    )


def _where(
    figures: Mapping[str, Mapping[Subcategory, Credits]], discipline: str | None
) -> tuple[str | None, str | None]:
    served = {s for given in figures.values() for s in given if discipline in (None, s.discipline)}
    left, right = st.columns(2)
    category = left.selectbox(
        "Category",
        sorted({s.category for s in served if s.category}),
        index=None,
        key="filter-category",
        placeholder="Any category",
        format_func=shortened,
    )
    names = sorted({s.name for s in served if category in (None, s.category)})
    subcategory = right.selectbox(
        "Subcategory",
        names,
        index=None,
        key="filter-subcategory",
        placeholder="Any subcategory",
        format_func=shortened,
    )
    return category, subcategory


def targeted_credits(
    courses: Sequence[Course],
    figures: Mapping[str, Mapping[Subcategory, Credits]],
    wanted: frozenset[Subcategory],
    discipline: str | None,
) -> dict[str, Credits | None]:
    """Give each course's targeted credits: in what is wanted where something is, else in one discipline.

    Disciplines never add up (domain rule 3): of several, the one that gets most is taken. A course without a
    distribution has no number.
    """
    narrowed = frozenset(s for s in wanted if discipline in (None, s.discipline))
    sums: dict[str, Credits | None] = {}
    for course in courses:
        own = figures[course.course_id]
        by_discipline = {
            code: Credits.total(
                credits_
                for subcategory, credits_ in own.items()
                if subcategory.discipline == code and (not narrowed or subcategory in narrowed)
            )
            for code in dict.fromkeys(subcategory.discipline for subcategory in own)
            if discipline in (None, code)
        }
        sums[course.course_id] = max(by_discipline.values(), default=Credits()) if own else None
    return sums


def show_table(
    courses: Sequence[Course],
    figures: Mapping[str, Mapping[Subcategory, Credits]],
    targeted: Mapping[str, Credits | None],
) -> None:
    """Show the courses, those that give most first; choosing one asks for it to be opened."""
    ranked = sorted(courses, key=lambda course: -(targeted[course.course_id] or Credits()).hundredths)
    st.dataframe(
        tables.catalog_table(ranked, figures, targeted),
        column_config=tables.catalog_columns(),
        hide_index=True,
        height=460,
        placeholder=NOT_KNOWN,
        key=_TABLE,
        on_select=_open,
        selection_mode="single-row",
        alt=f"{count(len(courses), 'course')} of the catalog, with targeted credits and CE credits",
    )
    state.remember_shown(tuple(course.course_id for course in ranked))


def _open() -> None:
    rows = state.widget_value(_TABLE).selection.rows
    shown = state.shown()
    if rows and rows[0] < len(shown):
        state.open_course(shown[rows[0]])


def targeted_words(wanted: frozenset[Subcategory], discipline: str | None) -> str:
    """Say what the targeted credits in the table are for."""
    if any(discipline in (None, subcategory.discipline) for subcategory in wanted):
        return "Targeted credits: in the subcategories that your results need."
    if discipline is not None:
        return f"Targeted credits: in {discipline_name(discipline)}."
    return "Targeted credits: in the discipline that gets most; those of different disciplines never add up."


@st.dialog("Course", width="medium")
def open_course(course: Course, catalog: Catalog) -> None:
    """Open a course: its facts, and its distribution as bars."""
    st.markdown(f"**{plain(course.name, 400)}**")
    st.caption(_facts(course, catalog))
    if course.left_out:
        st.markdown(f":material/block: In no plan: {plain(course.left_out, 300)}.")
    figures = caching.figures(state.shelf(), state.today()).get(course.course_id, {})
    by_category = {row.subcategory: row.credits for row in course.distributions if not row.subcategory.name}
    whole = {**figures, **by_category}
    if not whole:
        st.markdown(
            "No distribution is known, so nothing of it counts for a prescription. That is not a zero."
        )
        return
    drawing.show(
        charts.distribution_chart(dict(sorted(whole.items()))),
        key="opened",
        alt=charts.distribution_alt(course, whole),
    )


def _facts(course: Course, catalog: Catalog) -> str:
    price = "price not known" if course.price is None else str(course.price)
    if course.sale_price is not None and course.list_price is not None:
        price = f"{course.sale_price} on sale, {course.list_price} otherwise"
    bundles = [bundle.name for bundle in catalog.bundles if course.course_id in bundle.course_ids]
    parts = [
        plain(course.seller or "seller not known"),
        plain(course.format),
        "CE credits not known" if course.ce_credits is None else amount(course.ce_credits, "CE credit"),
        dollars(price),
        f"until {day(course.expires_on)}" if course.expires_on else "",
        f"from {day(course.approved_from)}" if course.approved_from else "",
        f"id {plain(course.course_id)}",
        f"also in {plain('; '.join(bundles), 200)}" if bundles else "",
    ]
    return listed(parts)
