"""When: the dates that bind, a pace, and a schedule that keeps them, or what can't be met."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.parts import bars, progress, state
from pages.parts.done import gauge_of
from pages.parts.timeline import further_away, named, schedule_table, timeline, timeline_alt
from pages.parts.words import dollars, listed, plain
from planner.credits import Hours
from planner.phrases import amount, day
from planner.scheduling import DateKind, KeyDate, make_schedule
from planner.writing.as_calendar import plan_as_calendar
from planner.writing.time_wording import biennium_sentence, schedule_sentence

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from pages.parts.asking import Inputs
    from planner.plan import Plan
    from planner.scheduling import Schedule, Scheduled, Timing

_DISCLAIMER = "ARRT's account tells your dates; each time-limited credential has its own CQR window."


def show_when(given: Inputs, plan: Plan) -> None:
    """Ask for the dates and the pace, and show the schedule."""
    _ask(plan)
    scheduled = schedule_of(given, plan, progress.timing())
    errors = [problem for problem in scheduled.problems if problem.is_error]
    for problem in scheduled.problems:
        show = st.error if problem.is_error and problem.code != "date-not-met" else st.warning
        icon = ":material/error:" if show is st.error else ":material/info:"
        show(plain(problem.message, 600), icon=icon)
    if scheduled.schedule is not None and plan.courses:
        _show(given, plan, scheduled.schedule)
    elif not errors and scheduled.least_pace is not None and plan.courses:
        _offer_pace(scheduled.least_pace)


def schedule_of(given: Inputs, plan: Plan, timing: Timing) -> Scheduled:
    """Make the schedule that the dates and the pace ask for."""
    gauge = gauge_of(given, plan, timing)
    return make_schedule(plan, timing, biennium_needs=gauge.still_needed if gauge is not None else None)


def calendar_of(given: Inputs, plan: Plan) -> Callable[[], bytes] | None:
    """Give a way to write a calendar with the schedule and the dates that bind; None where there are none."""
    timing = progress.timing()
    if timing.pace is None and not timing.dates:
        return None
    return lambda: plan_as_calendar(plan, schedule_of(given, plan, timing).schedule, timing.dates)


def _ask(plan: Plan) -> None:
    st.markdown("**Dates that bind, and your pace**")
    disciplines = list(dict.fromkeys(row.subcategory.discipline for row in plan.coverage))
    with st.grid(3, min_column_width=220):
        for code in disciplines:
            only = "" if len(disciplines) == 1 else code
            label = "CQR window ends" + (f" ({plain(code, 12)})" if only else "")
            _date(label, DateKind.CQR_WINDOW, only)
        _date("Biennium ends", DateKind.BIENNIUM, "")
        _pace()
    st.caption(_DISCLAIMER)


def _date(label: str, kind: DateKind, discipline: str) -> None:
    key = f"when-{kind.value}-{discipline}"
    state.seed_widget(key, _date_of(kind, discipline))
    st.date_input(
        label,
        format="MM/DD/YYYY",
        key=key,
        min_value=state.today().replace(month=1, day=1),
        max_value=state.today().replace(year=state.today().year + 12, month=12, day=31),
        on_change=_take_date,
        args=(kind, discipline, key),
    )


def _date_of(kind: DateKind, discipline: str) -> date | None:
    return next((d.on for d in progress.timing().dates if (d.kind, d.discipline) == (kind, discipline)), None)


def _take_date(kind: DateKind, discipline: str, key: str) -> None:
    timing = progress.timing()
    others = [d for d in timing.dates if (d.kind, d.discipline) != (kind, discipline)]
    on = state.widget_value(key)
    given = [KeyDate(kind, on, discipline)] if on is not None else []
    progress.change_timing(replace(timing, dates=(*others, *given)))


def _pace() -> None:
    pace = progress.timing().pace
    state.seed_widget("when-pace", None if pace is None else float(pace))
    st.number_input(
        "Pace, hours a month",
        min_value=0.0,
        step=0.5,
        format="%.2f",
        key="when-pace",
        placeholder="How many hours?",
        on_change=_take_pace,
    )


def _take_pace() -> None:
    value = state.widget_value("when-pace")
    pace = None if value is None else Hours.of(f"{value:.2f}")
    progress.change_timing(replace(progress.timing(), pace=pace))


def _offer_pace(least: Hours) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            f":material/speed: **{amount(least, 'hour')} a month** would finish every course in time. "
            "Give a pace to see a schedule.",
            width="stretch",
        )
        if least:
            st.button(
                "Use this pace",
                icon=":material/check:",
                key="use-pace",
                on_click=_use_pace,
                args=(least,),
            )


def _use_pace(pace: Hours) -> None:
    progress.take_timing(replace(progress.timing(), pace=pace))


def _show(given: Inputs, plan: Plan, schedule: Schedule) -> None:
    icon = (
        ":green[:material/event_available:]"
        if schedule.keeps_every_date
        else ":orange[:material/event_busy:]"
    )
    st.markdown(f"{icon} **{plain(schedule_sentence(schedule), 400)}**")
    _standings(schedule)
    numbers = {p.course.course_id: number for number, p in enumerate(plan.courses, start=1)}
    dates = named(progress.timing().dates, plan.preferences.deadline)
    st.plotly_chart(
        timeline(schedule, numbers, dates), config=bars.CONFIG, key="timeline", alt=timeline_alt(schedule)
    )
    away = further_away(schedule, dates)
    drawn = [pair for pair in dates if pair not in away]
    parts = [f"dotted line: {plain(name)}, {day(on)}" for name, on in drawn]
    parts += [f"further away: {plain(name)}, {day(on)}" for name, on in away]
    st.caption(listed(parts) or "No date binds but those of the courses.")
    gauge = gauge_of(given, plan, progress.timing(), schedule)
    if gauge is not None:
        st.markdown(f":material/donut_large: {dollars(biennium_sentence(gauge))}")
    st.dataframe(
        schedule_table(schedule, numbers),
        column_config=_columns(),
        hide_index=True,
        alt="The schedule: a row a course, in the order in which they are begun",
    )


def _standings(schedule: Schedule) -> None:
    for standing in schedule.dates:
        name, on = plain(standing.key_date.name), day(standing.key_date.on)
        if standing.days_late and schedule.enough_pace is None:
            st.markdown(f":material/event_busy: {name}, {on}: no pace meets it.")
        elif standing.kept:
            st.markdown(f":material/event_available: {name}, {on}: met.")


def _columns() -> dict[str, Any]:
    day_ = st.column_config.DateColumn
    number = st.column_config.NumberColumn
    return {
        "No.": number("No.", width="small"),
        "Course": st.column_config.TextColumn("Course", width="medium"),
        "Begin": day_("Begin", format="MMM D, YYYY"),
        "Finish": day_("Finish", format="MMM D, YYYY"),
        "Due": day_("Due", format="MMM D, YYYY"),
        "Hours": number("Hours", format="%.4g"),
    }
