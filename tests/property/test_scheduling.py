"""The pace is never exceeded, no date is missed without saying so, and no other order does better."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import permutations
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.credits import Hours
from planner.scheduling import DateKind, KeyDate, Timing, make_schedule
from planner.scheduling.months import day_that_reaches, months
from tests.builders import BODY, TODAY, course
from tests.unit.writing import plans

if TYPE_CHECKING:
    from planner.plan import Plan
    from planner.scheduling import Schedule

_soon = st.integers(0, 120).map(lambda days: TODAY + timedelta(days=days))
_hours = st.integers(0, 1000).map(Hours)
_paces = st.integers(50, 2500).map(Hours)


@st.composite
def _plans(draw: st.DrawFn, most: int) -> Plan:
    courses = []
    for number in range(draw(st.integers(1, most))):
        opens = draw(st.just(TODAY) | _soon)
        due = draw(st.none() | st.integers(0, 120).map(lambda days, o=opens: o + timedelta(days=days)))
        hours = Hours.__str__(draw(_hours))
        taken = course(f"c{number}", {BODY: 1}, hours=hours)
        courses.append(plans.planned(taken, take_from=opens, take_by=due))
    return plans.plan(courses, [plans.covered(BODY, 1, 1)])


def _made(plan: Plan, pace: Hours, *dates: KeyDate) -> Schedule:
    schedule = make_schedule(plan, Timing(pace, None, dates)).schedule
    assert schedule is not None
    return schedule


@settings(max_examples=200, deadline=None)
@given(_plans(7), _paces)
def test_by_no_day_more_is_finished_than_the_pace_allows(plan: Plan, pace: Hours) -> None:
    schedule = _made(plan, pace)
    assert len(schedule.courses) == len(plan.courses)
    for end in schedule.courses:
        finished = Hours.total(c.hours for c in schedule.courses if c.finishes_on <= end.finishes_on)
        allowed = Fraction(pace.hundredths) * months(TODAY, end.finishes_on)
        assert finished.hundredths <= allowed
    for scheduled in schedule.courses:
        assert scheduled.planned.take_from <= scheduled.starts_on <= scheduled.finishes_on
        needed = Fraction(pace.hundredths) * months(scheduled.starts_on, scheduled.finishes_on)
        assert scheduled.hours.hundredths <= needed


@settings(max_examples=200, deadline=None)
@given(_plans(6), _paces, _soon)
def test_no_date_is_missed_without_saying_so(plan: Plan, pace: Hours, window: date) -> None:
    made = make_schedule(plan, Timing(pace, None, (KeyDate(DateKind.CQR_WINDOW, window),)))
    assert made.schedule is not None
    late = {
        c.planned.course.course_id
        for c in made.schedule.courses
        if c.finishes_on > min(window, c.planned.take_by or window)
    }
    assert {p.value for p in made.problems if p.code == "date-not-met"} == late
    assert made.schedule.keeps_every_date is not bool(late)


@settings(max_examples=150, deadline=None)
@given(_plans(5), _paces)
def test_if_any_order_meets_all_dates_ours_does(plan: Plan, pace: Hours) -> None:
    if any(_meets_all(order, pace) for order in permutations(plan.courses)):
        assert _made(plan, pace).keeps_every_date


@settings(max_examples=150, deadline=None)
@given(_plans(6), _paces)
def test_the_least_pace_is_enough_and_nothing_less_is(plan: Plan, pace: Hours) -> None:
    least = make_schedule(plan, Timing(pace)).least_pace
    assert least is not None
    # With less than half an hour a month, what is not due would take longer than a schedule may.
    if Hours.of(0.5) < least < Hours.of(600):
        assert _made(plan, least).keeps_every_date
        assert not _less_is_enough(plan, least)
    assert _made(plan, pace).keeps_every_date is (pace >= least)


def _less_is_enough(plan: Plan, least: Hours) -> bool:
    schedule = make_schedule(plan, Timing(Hours(least.hundredths - 1))).schedule
    return schedule is not None and schedule.keeps_every_date


def _meets_all(order: tuple[plans.PlannedCourse, ...], pace: Hours) -> bool:
    """Take courses one after the other, none put aside, and see whether each is finished in time."""
    now = Fraction(0)
    for planned in order:
        opens = months(TODAY, planned.take_from - timedelta(days=1))
        hours = planned.course.hours or Hours(0)
        now = max(now, opens) + Fraction(hours.hundredths, pace.hundredths)
        finished = day_that_reaches(TODAY, now)
        if planned.take_by is not None and (finished is None or finished > planned.take_by):
            return False
    return True
