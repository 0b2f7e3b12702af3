"""What is done: the courses ticked, each with its day, and how far that is, in both kinds of credit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import charts, decided, drawing, palette, progress, state
from pages.parts.bars import Bars, Segment
from pages.parts.days import ask_day
from pages.parts.words import dollars, listed, plain
from planner.biennium import biennium
from planner.credits import Credits
from planner.phrases import amount, count, day, joined, one_line
from planner.scheduling import DateKind
from planner.writing.time_wording import biennium_sentence

if TYPE_CHECKING:
    from pages.parts.asking import Inputs
    from pages.parts.drawing import Picture
    from planner.biennium import Biennium
    from planner.catalog import Course
    from planner.plan import Plan
    from planner.prescription import CompletedActivity
    from planner.scheduling import Schedule, Timing

_FEW = 12


def show_progress(given: Inputs, plan: Plan) -> None:
    """Show how far one is, then the courses done. Nothing stands here until there is something to say."""
    gauge = gauge_of(given, plan, progress.timing())
    if not (given.completed or gauge):
        return
    st.space("small")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header("How far you are", anchor=False, width="stretch")
        if decided.can_undo() and not plan.courses:
            st.button("Undo", icon=":material/undo:", on_click=decided.undo, key="undo-done", type="tertiary")
    drawing.show(_chart(plan, gauge), key="progress", alt=f"{_targeted_words(plan)} {_ce(gauge)}")
    said = biennium_sentence(gauge) if gauge is not None else _ce(gauge)
    st.caption(f"Grey: completed. {said}")
    if progress.ticks():
        _ticks(given, plan)
    files = len(given.completed) - len(progress.ticks())
    if files:
        st.caption(f"{count(files, 'course')} more from your file on My results.")


def gauge_of(given: Inputs, plan: Plan, timing: Timing, schedule: Schedule | None = None) -> Biennium | None:
    """Give how the person stands to the biennium; None while its end isn't known."""
    end = min((date.on for date in timing.dates if date.kind is DateKind.BIENNIUM), default=None)
    if end is None:
        return None
    results = () if given.prescription is None else given.prescription.rows
    return biennium(
        end,
        plan,
        given.completed,
        given.catalog,
        disciplines=[row.subcategory.discipline for row in results],
        schedule=schedule,
        today=state.today(),
    )


def _chart(plan: Plan, gauge: Biennium | None) -> Picture:
    chart = Bars(aside=112)
    rows = charts.rows_to_add_up(plan)
    done = Credits.total(min(row.completed, row.required) for row in rows)
    planned = Credits.total(row.counted for row in rows) - done
    needed = plan.needed
    _bar(chart, "Targeted credits", (done, planned, needed))
    if gauge is not None:
        name = f"CE credits of the biennium that ends {day(gauge.ends_on)}"
        _bar(chart, name, (gauge.completed, gauge.planned, gauge.needed))
    return chart.finished(axis="credits")


def _bar(chart: Bars, name: str, sums: tuple[Credits, Credits, Credits]) -> None:
    done, planned, needed = sums
    segments = []
    if done:
        hover = f"{amount(done)} completed"
        segments.append(Segment(0, float(done), palette.DONE, palette.DONE_TEXT, f"{done} done", hover))
    if planned:
        hover = f"{amount(planned)} planned"
        segments.append(Segment(float(done), float(planned), label=f"{planned} planned", hover=hover))
    has = done + planned
    mark = "\N{CHECK MARK} " if has.hundredths >= needed.hundredths else ""
    chart.bar(name, segments, f"{mark}{has} of {needed}", tick=float(needed))


def _targeted_words(plan: Plan) -> str:
    return f"{plan.done} of {amount(plan.needed, 'targeted credit')} completed."


def _ce(gauge: Biennium | None) -> str:
    if gauge is None:
        return "Give the end of your biennium under When on My plan to see its CE credits here, on their own."
    return biennium_sentence(gauge)


def _ticks(given: Inputs, plan: Plan) -> None:
    """Show the courses ticked, the newest first: each with what it counts for, its day, and a way back."""
    by_id = given.catalog.by_id()
    # As they were planned with: what comes from files stands before them.
    ticked = given.completed[len(given.completed) - len(progress.ticks()) :]
    positions = list(reversed(list(enumerate(ticked))))
    shown = positions
    if len(positions) > _FEW and not st.toggle(f"Show all {len(positions)} courses done", key="all-done"):
        shown = positions[:_FEW]
    with st.container(gap="xsmall"):
        for position, activity in shown:
            with st.container(border=True, key=f"done-{position}"):
                _row(position, activity, by_id.get(activity.course_id), plan)


def _row(position: int, activity: CompletedActivity, course: Course | None, plan: Plan) -> None:
    what, when, action = st.columns([6, 3, 2], vertical_alignment="center")
    with what, st.container(gap=None):
        name = activity.course_id if course is None else course.name
        st.markdown(f":green[:material/task_alt:] **{plain(name)}**")
        st.caption(dollars(_counts(activity, plan)))
    with when:
        key = f"finished-{position}-{activity.course_id}"
        state.show_in_widget(key, activity.completed_on)
        ask_day(
            "Finished on",
            key,
            now=activity.completed_on,
            latest=state.today(),
            clearable=False,
            label_visibility="collapsed",
            on_change=_redate,
            args=(position, course, key),
        )
    with action, st.container(horizontal=True, horizontal_alignment="right"):
        st.button(
            "Not done",
            icon=":material/remove_done:",
            key=f"untick-{position}",
            type="tertiary",
            help="Take it out of what is done; it may be planned again",
            on_click=progress.untick,
            args=(position,),
        )


def _redate(position: int, course: Course | None, key: str) -> None:
    progress.redate(position, course, state.widget_value(key))


def _counts(activity: CompletedActivity, plan: Plan) -> str:
    ce = "" if activity.ce_credits is None else amount(activity.ce_credits, "CE credit")
    counted = next((done for done in plan.completed if done.activity == activity), None)
    if counted is None or not counted.serves:
        return listed(("counts for nothing that is prescribed", ce))
    gives = [
        f"{serving.credits} in {plain(one_line(str(serving.subcategory)))}" for serving in counted.serves
    ]
    return listed((f"counts {joined(gives)}", ce))
