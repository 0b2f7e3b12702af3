"""A schedule meets every date, or says which it can't meet, by how much, and what would help."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from planner.credits import Credits, Hours
from planner.scheduling import DateKind, KeyDate, Scheduled, Timing, least_pace, make_schedule
from planner.scheduling.tasks import Basis
from planner.writing.time_wording import schedule_sentence
from tests.builders import BODY, NECK, TODAY, course
from tests.unit.writing import plans

if TYPE_CHECKING:
    from planner.plan import Plan, PlannedCourse

_DECEMBER = date(2026, 12, 1)


def _course(
    course_id: str, hours: float | None, by: date | None = None, at: str = BODY, ce: float | None = 3
) -> PlannedCourse:
    return plans.planned(course(course_id, {at: 1}, hours=hours, ce=ce), take_by=by)


def _plan(*courses: PlannedCourse) -> Plan:
    return plans.plan(courses, [plans.covered(BODY, 1, 1)])


def _timing(pace: float | None, *dates: KeyDate) -> Timing:
    return Timing(None if pace is None else Hours.of(pace), _DECEMBER, dates)


def _codes(scheduled: Scheduled) -> list[str]:
    return [problem.code for problem in scheduled.problems]


def test_the_earliest_date_comes_first_and_the_pace_is_kept() -> None:
    plan = _plan(_course("later", 6, date(2027, 3, 1)), _course("sooner", 3, date(2027, 1, 15)))
    schedule = make_schedule(plan, _timing(6)).schedule
    assert schedule is not None
    assert [(c.planned.course.course_id, c.starts_on, c.finishes_on) for c in schedule.courses] == [
        ("sooner", _DECEMBER, date(2026, 12, 16)),
        ("later", date(2026, 12, 16), date(2027, 1, 16)),
    ]
    assert schedule.keeps_every_date
    assert schedule.finishes_on == date(2027, 1, 16)
    assert [c.due_for for c in schedule.courses] == ["Last day of the course"] * 2
    assert schedule_sentence(schedule) == (
        "At 6 hours a month from Dec 1, 2026 on, you finish on Jan 16, 2027, and every date is met."
    )


def test_without_a_pace_what_no_pace_meets_is_named() -> None:
    plan = _plan(_course("never", 6, date(2026, 11, 30)), _course("fine", 3, date(2027, 1, 15)))
    scheduled = make_schedule(plan, _timing(None))
    assert scheduled.schedule is None
    assert scheduled.least_pace is None
    (problem,) = scheduled.problems
    assert (problem.code, problem.value) == ("date-not-met", "never")
    assert "begun before Dec 1, 2026, and is due by Nov 30, 2026 (Last day of the course)" in problem.message


def test_a_window_binds_its_own_discipline_only() -> None:
    plan = _plan(_course("mr", 6), _course("ct", 6, at=NECK))
    ends = KeyDate(DateKind.CQR_WINDOW, date(2026, 12, 31), "CT")
    schedule = make_schedule(plan, _timing(6, ends)).schedule
    assert schedule is not None
    assert [(c.planned.course.course_id, c.due_for) for c in schedule.courses] == [
        ("ct", "CQR window end (CT)"),
        ("mr", ""),
    ]
    assert schedule.dates[0].kept
    assert schedule.least_pace == Hours.of(6)


def test_what_cannot_be_met_says_by_how_much_and_which_pace_would() -> None:
    plan = _plan(_course("a", 10, date(2026, 12, 31)))
    scheduled = make_schedule(plan, _timing(5, KeyDate(DateKind.APPLICATION, date(2027, 1, 15))))
    assert scheduled.schedule is not None
    assert scheduled.schedule.courses[0].days_late == 31
    assert scheduled.schedule.dates[0].days_late == 16
    assert scheduled.schedule.dates[0].late == ("a",)
    assert scheduled.least_pace == Hours.of(10)
    assert schedule_sentence(scheduled.schedule).endswith(
        "you finish on Jan 31, 2027; 1 date can't be met. 10 hours a month would meet every date."
    )
    (problem,) = scheduled.problems
    assert problem.code == "date-not-met"
    assert "31 days after Dec 31, 2026" in problem.message
    assert "10 hours a month would do." in problem.message
    at_least = make_schedule(plan, _timing(10)).schedule
    assert at_least is not None
    assert at_least.keeps_every_date


def test_a_course_that_opens_after_it_is_due_is_met_by_no_pace() -> None:
    late = plans.planned(course("a", {BODY: 1}), take_from=date(2027, 2, 1), take_by=date(2028, 1, 1))
    ends = KeyDate(DateKind.CQR_WINDOW, date(2027, 1, 31))
    scheduled = make_schedule(_plan(late), _timing(9, ends))
    assert scheduled.least_pace is None
    assert scheduled.schedule is not None
    assert "No pace would do" in scheduled.problems[0].message
    assert scheduled.schedule.courses[0].starts_on == date(2027, 2, 1)


def test_a_course_is_put_aside_for_one_that_opens_later_and_is_due_earlier() -> None:
    long = _course("long", 6, date(2027, 12, 31))
    short = plans.planned(
        course("short", {BODY: 1}, hours=1), take_from=date(2026, 12, 11), take_by=date(2026, 12, 20)
    )
    schedule = make_schedule(_plan(long, short), _timing(6)).schedule
    assert schedule is not None
    assert schedule.keeps_every_date
    assert [(c.planned.course.course_id, c.starts_on) for c in schedule.courses] == [
        ("long", _DECEMBER),
        ("short", date(2026, 12, 11)),
    ]
    assert schedule.finishes_on == date(2027, 1, 6)


def test_unknown_hours_are_reckoned_from_credits_and_said() -> None:
    plan = _plan(_course("a", None, ce=4), _course("b", None, ce=None))
    scheduled = make_schedule(plan, _timing(5))
    assert scheduled.schedule is not None
    assert [(c.hours, c.basis) for c in scheduled.schedule.courses] == [
        (Hours.of(4), Basis.CE_CREDITS),
        (Hours.of(1), Basis.TARGETED),
    ]
    assert _codes(scheduled) == ["hours-not-known"] * 2
    assert scheduled.problems[0].message.startswith("An hour for each CE credit was reckoned, the hours not")


def test_the_biennium_gets_its_credits_from_the_quickest_courses_unless_another_date_is_missed() -> None:
    plan = _plan(
        _course("a", 12, date(2027, 12, 31), ce=2),
        _course("b", 6, ce=12),
        _course("c", 6, ce=1),
    )
    end = KeyDate(DateKind.BIENNIUM, date(2026, 12, 31))
    scheduled = make_schedule(plan, _timing(6, end), biennium_needs=Credits.of(12))
    assert scheduled.schedule is not None
    assert scheduled.schedule.courses[0].planned.course.course_id == "b"
    assert scheduled.schedule.courses[0].due is None
    assert scheduled.schedule.keeps_every_date
    assert scheduled.schedule.enough_pace == Hours.of(6)
    lazy = make_schedule(plan, _timing(6, end), biennium_needs=Credits.of(15))
    assert _codes(lazy) == ["biennium-not-met"]
    assert "3 CE credits that the biennium still needs" in lazy.problems[0].message
    assert "24 hours a month would do." in lazy.problems[0].message


def test_the_biennium_gets_its_credits_wherever_some_choice_of_courses_fits() -> None:
    pairs = _plan(_course("a", 3, ce=5), _course("b", 2, ce=3), _course("c", 2, ce=3))
    end = KeyDate(DateKind.BIENNIUM, date(2026, 12, 31))
    scheduled = make_schedule(pairs, _timing(4, end), biennium_needs=Credits.of(6))
    assert scheduled.schedule is not None
    assert scheduled.schedule.keeps_every_date  # b and c: a is the quickest, but leaves no room for another
    late = replace(_course("a", 3, ce=5), take_from=date(2027, 2, 24))
    plan = _plan(late, _course("b", 1.5, date(2026, 12, 24), ce=4), _course("c", 6, ce=4))
    end = KeyDate(DateKind.BIENNIUM, date(2027, 3, 12))
    assert not make_schedule(plan, _timing(2.25, end), biennium_needs=Credits.of(7)).problems


def test_where_no_choice_fits_the_biennium_gets_what_comes_nearest() -> None:
    plan = _plan(_course("a", 3, ce=5), _course("b", 2, ce=3), _course("c", 2, ce=3))
    end = KeyDate(DateKind.BIENNIUM, date(2026, 12, 31))
    scheduled = make_schedule(plan, _timing(4, end), biennium_needs=Credits.of(11))
    assert _codes(scheduled) == ["biennium-not-met"]
    assert "5 CE credits that the biennium still needs" in scheduled.problems[0].message
    assert "7 hours a month would do." in scheduled.problems[0].message


@pytest.mark.parametrize(
    ("timing", "code"),
    [
        (_timing(0), "pace-not-positive"),
        (Timing(Hours(-100)), "pace-not-positive"),
        (_timing(700), "pace-cannot-be-kept"),
        (_timing("0.01"), "pace-too-low"),  # type: ignore[arg-type]
        (_timing(5, KeyDate(DateKind.CQR_WINDOW, TODAY - timedelta(days=1))), "date-in-the-past"),
        (
            _timing(5, KeyDate(DateKind.CQR_WINDOW, date(2027, 1, 1), "MR", date(2027, 1, 2))),
            "window-ends-before-it-begins",
        ),
    ],
)
def test_what_cannot_be_used_gives_no_schedule_and_says_why(timing: Timing, code: str) -> None:
    scheduled = make_schedule(_plan(_course("a", 5)), timing)
    assert scheduled.schedule is None
    assert [p.code for p in scheduled.problems if p.is_error] == [code]


def test_odd_choices_are_used_and_said() -> None:
    window = KeyDate(DateKind.CQR_WINDOW, date(2027, 3, 1))
    twice = (window, KeyDate(DateKind.CQR_WINDOW, date(2027, 4, 1)))
    scheduled = make_schedule(_plan(_course("a", 5)), Timing(Hours.of(200), date(2020, 1, 1), twice))
    assert scheduled.schedule is not None
    assert scheduled.schedule.starts_on == TODAY
    assert _codes(scheduled) == ["start-in-the-past", "date-given-twice", "pace-hard-to-keep"]


def test_without_a_pace_the_least_one_is_told() -> None:
    plan = _plan(_course("a", 5, date(2026, 12, 31)))
    scheduled = make_schedule(plan, _timing(None))
    assert (scheduled.schedule, scheduled.problems, scheduled.least_pace) == (None, (), Hours.of(5))
    assert least_pace(plan, _timing(None)) == Hours.of(5)
    assert least_pace(_plan(), _timing(None)) == Hours(0)


def test_an_empty_plan_is_scheduled_at_once() -> None:
    schedule = make_schedule(_plan(), _timing(5, KeyDate(DateKind.BIENNIUM, date(2027, 1, 1)))).schedule
    assert schedule is not None
    assert schedule.finishes_on is None
    assert schedule.keeps_every_date
