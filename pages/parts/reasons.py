"""Why the plan is as it is: each course's part, the proof, what stands in the way, what to take instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import charts, drawing, tables
from pages.parts.words import dollars, plain, shortened
from planner.phrases import one_line
from planner.writing.wording import completed_sentence, cost, later_starts, limit_sentences, proof, why_in

if TYPE_CHECKING:
    from planner.catalog import Catalog
    from planner.plan import Plan


def show_why(plan: Plan, catalog: Catalog, *, courses: bool = True) -> None:
    """Say why each course is in, what was proven, what stands in the way, and what one could take instead."""
    if courses:
        st.markdown("**Why these courses**")
    for number, planned in enumerate(plan.courses if courses else (), start=1):
        st.markdown(f"{number}\\. {plain(planned.course.name)}: {plain(why_in(planned, plan), 800)}.")
    for done in plan.completed:
        st.markdown(f":material/task_alt: {plain(completed_sentence(done), 600)}.")
    st.markdown("**What is proven**")
    st.markdown(dollars(proof(plan)))
    sentences = limit_sentences(plan)
    if sentences:
        st.markdown("**What stands in the way**")
        for sentence in sentences:
            st.markdown(f":material/lock_open: {plain(sentence, 400)}")
    _alternatives(plan, catalog)
    _left_out(plan, catalog)


def _alternatives(plan: Plan, catalog: Catalog) -> None:
    st.markdown("**What instead**")
    if not plan.alternatives:
        st.caption("No other plan was found that is not this one with something added.")
        return
    names = catalog.by_id()
    chosen = {planned.course.course_id for planned in plan.courses}
    rows = []
    for alternative in plan.alternatives:
        ids = set(alternative.course_ids)
        rows.append(
            {
                "Cost": cost(alternative.totals),
                "Courses": alternative.totals.courses,
                "Targeted credits": float(alternative.totals.targeted_credits),
                "CE credits": float(alternative.totals.ce_credits),
                "Instead of": _named(sorted(chosen - ids), names) or "nothing",
                "Take": "; ".join(
                    filter(None, (_named(sorted(ids - chosen), names), later_starts(alternative)))
                )
                or "nothing more",
            }
        )
    st.dataframe(
        tables.table(rows),
        column_config=tables.columns(),
        hide_index=True,
        alt="The next best plans, and how each differs from this one.",
    )


def _named(course_ids: list[str], names: object) -> str:
    lookup = names if isinstance(names, dict) else {}
    return "; ".join(shortened(lookup[i].name, 70) if i in lookup else one_line(i) for i in course_ids)


def _left_out(plan: Plan, catalog: Catalog) -> None:
    if not plan.unused_reasons:
        return
    names = catalog.by_id()
    rows = [
        {
            "Course": one_line(names[i].name) if i in names else one_line(i),
            "Why it was left aside": one_line(reason),
        }
        for i, reason in sorted(plan.unused_reasons.items())
    ]
    with st.expander(
        f"Courses that would serve but were left aside ({len(rows)})", icon=":material/filter_alt_off:"
    ):
        st.dataframe(
            tables.table(rows),
            column_config=tables.columns(),
            hide_index=True,
            alt="Courses left aside, and why.",
        )


def show_credits(plan: Plan) -> None:
    """Show both credit totals with what counts for nothing, courses by subcategories, and cost by seller."""
    if not plan.courses:
        st.caption("There are no courses in this plan.")
        return
    st.markdown("**Both kinds of credit**")
    gained = charts.totals_alt(plan)
    drawing.show(charts.totals_chart(plan), key="totals", alt=gained)
    st.markdown("**Which course gives what**")
    st.dataframe(
        tables.matrix(plan),
        column_config=tables.matrix_columns(plan),
        hide_index=True,
        placeholder="",
        alt="Courses by subcategories, in targeted credits.",
    )
    st.markdown("**What goes to whom**")
    drawing.show(charts.sellers_chart(plan), key="sellers", alt="Cost by seller, most first.")
