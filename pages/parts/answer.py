"""A plan on the screen: the answer in one line, the coverage picture, and the courses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import charts, decided, drawing, palette, progress, tables
from pages.parts.folded import folded
from pages.parts.shell import RESULTS
from pages.parts.waiting import FIRST
from pages.parts.words import dollars, listed, plain, web_link
from planner.phrases import count, day, joined
from planner.plan import Status
from planner.scheduling import bounds_of
from planner.writing.notes import notes, notes_on_results
from planner.writing.wording import (
    DISCLAIMER,
    headline,
    how_paid,
    limit_sentences,
    name_in_doubt,
    outcome,
    proof,
    shortfall_sentences,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.catalog import Catalog
    from planner.plan import Plan, PlannedCourse

# More cards than this keep a browser busy for longer than anybody waits: the rest are drawn when asked for.
_AT_ONCE = 16
# More shortfalls than these would push the picture out of sight.
_SHORT_NAMED = 3
# A card names so many of the subcategories that its course is for; the picture and the tables have them all.
_SERVES_NAMED = 3


def show_answer(plan: Plan, *, first: bool = False) -> None:
    """Say the whole plan at a glance: cost, courses, both kinds of credit, and how good it is.

    Of a ``first`` plan that isn't known yet: it is confirmed, and its proof is being made.
    """
    with st.container(border=True):
        if nothing_to_take(plan):
            st.markdown(f":green[:material/task_alt:] **{plain(headline(plan), 400)}.**")
            return
        _figures(plan)
        _verdict(plan, first=first)


def nothing_to_take(plan: Plan) -> bool:
    """Whether everything is covered without a course."""
    return plan.status is Status.COVERED and not plan.courses


def _figures(plan: Plan) -> None:
    totals = plan.totals
    done = f", {plan.done} done" if plan.done else ""
    cost = str(totals.price) if totals.price or not totals.price_unknown else "not known"
    unknown = (
        f"{count(totals.price_unknown, 'price')} not known" if totals.price_unknown and totals.price else None
    )
    ce = str(totals.ce_credits) if totals.ce_credits_unknown < max(totals.courses, 1) else "not known"
    some = f"{count(totals.ce_credits_unknown, 'course')} not known" if totals.ce_credits_unknown else None
    figures = (
        ("Cost", dollars(cost), unknown),
        ("Courses", str(totals.courses), None),
        ("Targeted credits", str(totals.targeted_credits), f"{plan.needed} needed{done}"),
        ("CE credits", ce, some if totals.ce_credits else None),
    )
    with st.grid(4, min_column_width=140):
        for label, value, below in figures:
            st.metric(label, value, below, delta_arrow="off", delta_color="off")


def _verdict(plan: Plan, *, first: bool) -> None:
    """Say how good the plan is, in words beside a symbol."""
    words = f"**{plain(outcome(plan), 400)}.** {dollars(proof(plan))}"
    if first:
        icon, words = ":blue[:material/hourglass_top:]", f"**{FIRST}**"
    elif plan.short:
        icon = ":orange[:material/error_outline:]"
    elif plan.status is Status.COVERED and plan.proven_optimal:
        icon = ":green[:material/verified:]"
    else:
        icon = ":blue[:material/info:]"
    st.markdown(f"{icon} {words}")
    for sentence in notes_on_results(plan):
        st.markdown(f":material/help: {plain(sentence, 400)}")
    _short(shortfall_sentences(plan))
    if plan.open_questions or any(row.short and name_in_doubt(row) for row in plan.coverage):
        st.page_link(RESULTS.script, label="Put the results right", icon=RESULTS.icon)
    for sentence in limit_sentences(plan):
        st.markdown(f":material/lock_open: {plain(sentence, 400)}")


def _short(sentences: Sequence[str]) -> None:
    """Say what is short and the most that can be had, a few at once, many folded away."""

    def say() -> None:
        for sentence in sentences:
            st.markdown(f":material/arrow_right: {plain(sentence, 600)}")

    if len(sentences) <= _SHORT_NAMED:
        say()
        return
    label = f"What is short in each of the {len(sentences)}, and the most that can be had"
    folded(label, say, icon=":material/list:", key="shortfalls")


def show_coverage(plan: Plan, *, table: bool = True) -> None:
    """Show the coverage picture, how to read it, and the same facts as a table if none is elsewhere."""
    st.space("small")
    each = "category" if charts.by_category(plan) else "subcategory"
    st.header(f"What each {each} needs, and what covers it", anchor=False)
    drawing.show(charts.coverage_chart(plan), key="coverage", alt=charts.coverage_alt(plan))
    st.caption(_key_of(plan))
    if not table:
        return

    def as_table() -> None:
        st.dataframe(
            tables.coverage_table(plan),
            column_config=tables.columns(),
            hide_index=True,
            alt=f"Coverage, a row a {each}: required, completed, planned and short.",
        )

    folded("The same as a table", as_table, icon=":material/table_rows:", key="coverage-table")


def _key_of(plan: Plan) -> str:
    parts = ["Numbers: the courses below", "upright line: what is required"]
    if any(row.completed for row in plan.coverage):
        parts.append("grey: completed")
    if any(charts.beyond_the_need(plan, row) for row in plan.coverage):
        parts.append("pale: more than is needed, counts for nothing here")
    if plan.short:
        parts.append("hatched: short")
    return listed(parts)


def show_courses(plan: Plan, catalog: Catalog) -> None:
    """Show the courses, each with both kinds of credit, what it costs, and pin and exclude."""
    st.space("small")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header("The courses", anchor=False, width="stretch")
        if decided.can_undo():
            st.button("Undo", icon=":material/undo:", on_click=decided.undo, key="undo", type="tertiary")
    if catalog.fictional and plan.courses:
        st.caption(":material/theater_comedy: Fictional courses from the demo catalog. Nobody sells them.")
    for bundle in plan.bundles:
        price = str(bundle.price) if bundle.price is not None else "price not known"
        st.markdown(f":material/package_2: **{plain(bundle.name)}** is bought as a bundle: {dollars(price)}")
    _cards(plan, range(1, _AT_ONCE + 1))
    rest = range(_AT_ONCE + 1, len(plan.courses) + 1)
    if rest:
        label = f"{count(len(rest), 'more course')}, to {len(plan.courses)}"
        folded(label, lambda: _cards(plan, rest), icon=":material/add:", key="more-courses")
    said_above = notes_on_results(plan)
    for note in (*notes(plan), DISCLAIMER):
        if note not in said_above:
            st.caption(plain(note, 400))


def _cards(plan: Plan, numbers: range) -> None:
    with st.container(gap="xsmall"):
        for number, planned in enumerate(plan.courses, start=1):
            if number in numbers:
                with st.container(border=True, key=f"course-{number}"):
                    _course(plan, number, planned)


def _course(plan: Plan, number: int, planned: PlannedCourse) -> None:
    course = planned.course
    what, figures, actions = st.columns([5, 4, 3], vertical_alignment="center")
    with what, st.container(gap=None):
        st.markdown(f"{chip(number)} **{plain(course.name)}**")
        st.caption(listed((plain(course.seller or "seller not known", 60), plain(course.format, 40))))
    with figures, st.container(gap=None):
        paid = dollars(str(course.price)) if course.price is not None else "price not known"
        if planned.paid_in_bundle is not None:
            paid = "in the bundle" if len(plan.bundles) == 1 else plain(how_paid(planned, plan), 60)
        ce = "CE not known" if course.ce_credits is None else f"**{course.ce_credits}** CE"
        page = web_link("course\N{NO-BREAK SPACE}page", course.url) if course.url else ""
        st.markdown(listed((f"**{planned.targeted}** targeted", ce, f"**{paid}**", page)))
        if planned.serves:
            st.caption(_serves(plan, planned))
        st.caption(_dates(plan, planned))
    with actions, st.container(horizontal=True, gap="small", horizontal_alignment="right"):
        _actions(plan, number, course.course_id)


def _serves(plan: Plan, planned: PlannedCourse) -> str:
    """Say what a course is for: ``1.5 in Neck and Chest``, with the discipline where there are several."""
    several = len({row.subcategory.discipline for row in plan.coverage}) > 1
    said = [
        f"{serving.credits} in {f'{where.discipline} ' if several else ''}{where.name or where.category}"
        for serving in planned.serves
        if (where := serving.subcategory)
    ]
    more = len(said) - _SERVES_NAMED
    return plain(joined([*said[:_SERVES_NAMED], *([f"{more} more"] if more > 0 else [])]), 400)


def chip(number: int) -> str:
    """Give a course's number on its colour, as it stands in the picture."""
    fill, text = palette.course_colour(number), palette.course_text_colour(number)
    return f':color[\N{NO-BREAK SPACE}{number}\N{NO-BREAK SPACE}]{{foreground="{text}" background="{fill}"}}'


def _dates(plan: Plan, planned: PlannedCourse) -> str:
    # The dates that bind a prescription are no dates of an application.
    bounds = bounds_of(planned, () if charts.by_category(plan) else progress.timing().dates)
    parts = [
        f"start from {day(bounds.begins)}" if bounds.begins > plan.preferences.on else "",
        f"finish by {day(bounds.due)}" if bounds.due is not None else "no end date known",
        "pinned" if planned.course.course_id in plan.preferences.pins else "",
    ]
    return listed(parts)


def _actions(plan: Plan, number: int, course_id: str) -> None:
    st.button(
        "Done",
        icon=":material/task_alt:",
        key=f"tick-{number}",
        type="tertiary",
        help="I have finished this course: plan what remains",
        on_click=progress.tick,
        args=(plan.courses[number - 1].course,),
    )
    if course_id in plan.preferences.pins:
        st.button(
            "Unpin",
            icon=":material/keep_off:",
            key=f"unpin-{number}",
            type="tertiary",
            help="Let this course stand on its merits again",
            on_click=decided.unpin,
            args=(course_id,),
        )
        return
    st.button(
        "Pin",
        icon=":material/keep:",
        key=f"pin-{number}",
        type="tertiary",
        help="Have this course in the plan whatever happens",
        on_click=decided.pin,
        args=(course_id,),
    )
    st.button(
        "Exclude",
        icon=":material/block:",
        key=f"exclude-{number}",
        type="tertiary",
        help="Plan again without this course",
        on_click=decided.exclude,
        args=(course_id,),
    )
