"""The course to make next: what it would give, whom it would newly cover, and what less of it would do."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.parts import drawing, palette, plane, tables
from pages.parts.bars import Bars, Segment, whole_ticks
from pages.parts.drawing import Picture
from pages.parts.words import discipline_name, listed, plain
from planner.phrases import amount, count, joined, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from planner.selling.demand import Curve, Demand, NewCourse

_NEXT_FEW = 4
_HEIGHT = 250


def show_next(demand: Demand) -> None:
    """Show the one course to make, then what else would be worth making."""
    if not demand.new_courses:
        return
    best = demand.new_courses[0]
    alike = [one for one in demand.new_courses if one.discipline == best.discipline]
    with st.container(border=True, key="make-next"):
        st.header("The course to make next", anchor=False)
        st.markdown(f":material/lightbulb: **{said(best)}**")
        left, right = st.columns(2, gap="large")
        with left:
            st.markdown("**What it has to give**")
            drawing.show(gives_chart(best), key="next-gives", alt=gives_alt(best))
        with right:
            if any(one.customers for one in alike):
                st.markdown("**What a larger or smaller one would do**")
                drawing.show(frontier_chart(alike), key="next-curve", alt=frontier_alt(alike))
        st.caption(
            "Taken to be open to everybody and of one discipline; its price is yours to set. Newly covered: "
            "customers who are short today and would have everything with it."
        )
    _show_others(demand)


def said(new: NewCourse) -> str:
    """Say in one sentence what a course to be made is, and what it does."""
    least = "" if new.exact else "at least "
    return (
        f"{plain(discipline_name(new.discipline))}: {amount(new.credits, 'targeted credit')}, newly covers "
        f"{least}{count(new.customers, 'customer')}, meets {least}"
        f"{amount(new.credits_met, 'missing credit')}."
    )


def gives_chart(new: NewCourse) -> Picture:
    """Draw what a course to be made gives, a bar a subcategory."""
    bars = Bars(aside=90, bar=18, gap=12)
    for at, credits_ in new.gives:
        hover = f"{amount(credits_)} in {at}"
        bars.bar(at.name or at.category, [Segment(0, float(credits_), hover=hover)], amount(credits_))
    return bars.finished()


def gives_alt(new: NewCourse) -> str:
    """Say what a course to be made gives."""
    gives = joined([f"{credits_} in {one_line(at.name or at.category)}" for at, credits_ in new.gives])
    return f"A course in {discipline_name(new.discipline)} that gives {gives}."


def frontier_chart(courses: Sequence[NewCourse]) -> Picture:
    """Draw credits against customers newly covered: a step at each course, none larger for as many."""
    ordered = sorted(courses, key=lambda one: one.credits)
    points = [(float(one.credits), float(one.customers)) for one in ordered]
    hovers = [
        f"{amount(one.credits)}: {count(one.customers, 'customer')} newly covered<br>{_gives_in_html(one)}"
        for one in ordered
    ]
    picture = Picture()
    plane.line(picture, [(0.0, 0.0), *points], {"color": palette.ACCENT, "width": 2, "shape": "hv"})
    ring = {"width": 1.5, "color": palette.PAGE_TEXT}
    plane.points(picture, points, hovers, {"size": 11, "color": palette.ACCENT, "line": ring})
    for x, y in points:
        picture.write(
            f"<b>{y:,.0f}</b>", x=x, y=y, xanchor="right", xshift=-7, yanchor="bottom", font={"size": 13}
        )
    widest, highest = max(x for x, _ in points), max(y for _, y in points)
    plane.lay_out(
        picture,
        _HEIGHT,
        plane.axis("credits of the course", 0, widest * 1.08),
        plane.axis("customers newly covered", 0, max(highest, 1) * 1.22, **whole_ticks(highest)),
    )
    return picture


def frontier_alt(courses: Sequence[NewCourse]) -> str:
    """Say what the steps show."""
    steps = [
        f"{amount(one.credits)} cover {one.customers:,}"
        for one in sorted(courses, key=lambda one: one.credits)
    ]
    return f"Credits of a course against customers newly covered: {joined(steps)}."


def _gives_in_html(new: NewCourse) -> str:
    return "<br>".join(f"{credits_} {escape(at.name or at.category)}" for at, credits_ in new.gives)


def _show_others(demand: Demand) -> None:
    """Show the best course of each further discipline, and all that was looked at."""
    best = demand.new_courses[0]
    firsts = {one.discipline: one for one in reversed(demand.new_courses)}
    others = [one for one in demand.new_courses if one is firsts[one.discipline] and one is not best]
    if others:
        st.markdown("**And in other disciplines**")
        with st.container(gap="xsmall", key="next-others"):
            for one in others[:_NEXT_FEW]:
                st.markdown(f":material/add_circle: {said(one)}")
                st.caption(
                    plain(
                        listed(f"{credits_} in {at.name or at.category}" for at, credits_ in one.gives), 400
                    )
                )
    with st.expander("All courses that were looked at", icon=":material/table_rows:", key="next-table"):
        st.dataframe(
            courses_table(demand.new_courses),
            hide_index=True,
            column_config=_columns(),
            alt="Courses to be made: what each gives and whom it newly covers",
        )
        if demand.curves:
            st.markdown("**A course in one subcategory alone**")
            st.dataframe(
                curves_table(demand.curves),
                hide_index=True,
                column_config=_columns(),
                alt="For each subcategory: credits of a course that serves it alone, and customers covered",
            )


def courses_table(courses: Sequence[NewCourse]) -> pa.Table:
    """Give what could be made, a row a course."""
    rows: list[dict[str, object]] = [
        {
            "Discipline": one.discipline,
            "Targeted credits": float(one.credits),
            "Customers newly covered": float(one.customers),
            "Short credits met": float(one.credits_met),
            "What it gives": "; ".join(
                f"{credits_} {one_line(at.name or at.category)}" for at, credits_ in one.gives
            ),
            "Certain": "yes" if one.exact else "at least",
        }
        for one in courses
    ]
    return tables.table(rows)


def curves_table(curves: Sequence[Curve]) -> pa.Table:
    """Give each subcategory's curve, a row a step."""
    rows: list[dict[str, object]] = [
        {
            "Discipline": curve.subcategory.discipline,
            "Subcategory": one_line(curve.subcategory.name or curve.subcategory.category),
            "Targeted credits": float(step.credits),
            "Customers newly covered": float(step.customers),
            "Certain": "yes" if curve.exact else "at least",
        }
        for curve in curves
        for step in curve.steps
    ]
    return tables.table(rows)


def _columns() -> dict[str, Any]:
    number = st.column_config.NumberColumn
    return tables.columns() | {
        "Customers newly covered": number("Customers newly covered", format="localized"),
        "Short credits met": number("Short credits met", format=tables.CREDITS),
        "What it gives": st.column_config.TextColumn("What it gives", width="large"),
    }
