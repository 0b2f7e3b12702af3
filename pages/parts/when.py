"""When: the dates that bind, a pace, and a schedule that keeps them, or what can't be met."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.parts import drawing, progress, state
from pages.parts.days import ask_day
from pages.parts.done import gauge_of
from pages.parts.timeline import further_away, named, schedule_table, timeline, timeline_alt
from pages.parts.words import dollars, plain
from planner.credits import Hours
from planner.keeping import MOST_HOURS
from planner.phrases import amount, day, joined
from planner.scheduling import DateKind, KeyDate, make_schedule
from planner.writing.as_calendar import plan_as_calendar
from planner.writing.time_wording import biennium_sentence, schedule_sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from pages.parts.asking import Inputs
    from planner.plan import Plan
    from planner.scheduling import Schedule, Scheduled, Timing

_BEGINS = "-begins"
_HELP = {
    DateKind.CQR_WINDOW: "What is prescribed for the credential has to be finished by then.",
    DateKind.BIENNIUM: "Your two-year CE period. A sum of CE credits is due then, not any one course.",
    DateKind.APPLICATION: "For another credential: every course of this plan is then finished by this day.",
}
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


def schedule_for_paper(given: Inputs, plan: Plan) -> Callable[[], Schedule | None]:
    """Give a way to make the schedule that is printed: a download is made outside of the visit."""
    timing = progress.timing()
    return lambda: schedule_of(given, plan, timing).schedule


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
            _window_begins(label.replace("ends", "begins"), only)
        _date("Biennium ends", DateKind.BIENNIUM, "")
        _date("Application date", DateKind.APPLICATION, "")
        _pace()
    st.caption(_DISCLAIMER)


def _date(label: str, kind: DateKind, discipline: str) -> None:
    key = f"when-{kind.value}-{discipline}"
    known = _date_of(kind, discipline)
    on = None if known is None else known.on
    state.seed_widget(key, on)
    ask_day(label, key, now=on, on_change=_take_date, args=(kind, discipline, key), help=_HELP.get(kind))


def _window_begins(label: str, discipline: str) -> None:
    """Ask when a CQR window begins, once it is known to end."""
    key = f"when-{DateKind.CQR_WINDOW.value}-{discipline}"
    known = _date_of(DateKind.CQR_WINDOW, discipline)
    if known is None:
        return
    begins = known.begins
    state.seed_widget(key + _BEGINS, begins)
    ask_day(
        label,
        key + _BEGINS,
        now=begins,
        on_change=_take_date,
        args=(DateKind.CQR_WINDOW, discipline, key),
        help="If it is still to come: courses are planned from this day on.",
    )


def _date_of(kind: DateKind, discipline: str) -> KeyDate | None:
    return next((d for d in progress.timing().dates if (d.kind, d.discipline) == (kind, discipline)), None)


def _take_date(kind: DateKind, discipline: str, key: str) -> None:
    timing = progress.timing()
    others = [d for d in timing.dates if (d.kind, d.discipline) != (kind, discipline)]
    on, begins = state.widget_value(key), state.widget_value(key + _BEGINS)
    given = [KeyDate(kind, on, discipline, begins)] if on is not None else []
    progress.change_timing(replace(timing, dates=(*others, *given)))


def _pace() -> None:
    pace = progress.timing().pace
    state.seed_widget("when-pace", None if pace is None else float(pace))
    st.number_input(
        "Pace, hours a month",
        value=None,
        min_value=0.0,
        max_value=float(MOST_HOURS),
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
    numbers = plan.numbers
    dates = named(progress.timing().dates, plan.preferences.deadline)
    drawing.show(timeline(schedule, numbers, dates), key="timeline", alt=timeline_alt(schedule))
    away = further_away(schedule, dates)
    drawn = [pair for pair in dates if pair not in away]
    kinds = (("Dotted lines" if len(drawn) > 1 else "Dotted line", drawn), ("Further away", away))
    said = [
        f"{kind}: {joined([f'{plain(name)} on {day(on)}' for name, on in pairs])}."
        for kind, pairs in kinds
        if pairs
    ]
    st.caption(" ".join(said) or "No date binds but those of the courses.")
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
