"""The calendar of a schedule, read by a parser that shares nothing with the one that wrote it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import vobject

from planner.credits import Hours
from planner.scheduling import DateKind, KeyDate, Schedule, Timing, make_schedule
from planner.writing.as_calendar import plan_as_calendar
from tests.builders import BODY, course
from tests.unit.writing import plans

if TYPE_CHECKING:
    from planner.plan import Plan

_DATES = (
    KeyDate(DateKind.CQR_WINDOW, date(2028, 12, 31), "MR"),
    KeyDate(DateKind.BIENNIUM, date(2027, 5, 31)),
    KeyDate(DateKind.APPLICATION, date(2027, 9, 1)),
)


def _plan(title: str, expires_on: date | None = None) -> Plan:
    taken = course(
        "FIC-1", {BODY: 1}, hours=6, title=title, url="https://ce.example/1,2;3", expires_on=expires_on
    )
    return plans.plan([plans.planned(taken, take_by=date(2027, 6, 30))], [plans.covered(BODY, 1, 1)])


def _schedule(plan: Plan, pace: float = 6) -> Schedule:
    schedule = make_schedule(plan, Timing(Hours.of(pace), date(2026, 12, 1), _DATES)).schedule
    assert schedule is not None
    return schedule


def _events(content: bytes) -> list[Any]:
    return list(vobject.readOne(content.decode()).vevent_list)


def test_every_date_is_an_event_with_its_link_and_its_reason() -> None:
    plan = _plan("Body MR", expires_on=date(2027, 8, 1))
    events = _events(plan_as_calendar(plan, _schedule(plan)))
    assert [(e.summary.value, e.dtstart.value) for e in events] == [
        ("Begin: Body MR", date(2026, 12, 1)),
        ("Have finished: Body MR", date(2026, 12, 31)),
        ("Last day to finish: Body MR", date(2027, 6, 30)),
        ("Approval ends: Body MR", date(2027, 8, 1)),
        ("CQR window end (MR)", date(2028, 12, 31)),
        ("Biennium end", date(2027, 5, 31)),
        ("Application date", date(2027, 9, 1)),
    ]
    assert {e.url.value for e in events[:4]} == {"https://ce.example/1,2;3"}
    assert all("1 credit needed in MR" in e.description.value for e in events[:4])
    assert "Planned from Dec 1, 2026 to Dec 31, 2026, 6 hours." in events[0].description.value
    assert "MR · Procedures · Body: 1 credit needed" in events[4].description.value
    assert "check with ARRT" in events[5].description.value
    assert len({e.uid.value for e in events}) == len(events)


def test_a_day_ends_where_the_next_begins_and_the_link_can_be_read() -> None:
    # Outlook wants the end, and neither it nor Google shows an event's own address.
    plan = _plan("Body MR")
    events = _events(plan_as_calendar(plan, _schedule(plan)))
    assert all(e.dtend.value - e.dtstart.value == timedelta(days=1) for e in events)
    assert "\nhttps://ce.example/1,2;3\n" in events[0].description.value


def test_an_event_of_a_later_plan_takes_the_place_of_the_earlier_one() -> None:
    plan = _plan("Body MR")
    later = replace(plan, preferences=replace(plan.preferences, on=date(2026, 12, 24)))
    before, after = (_events(plan_as_calendar(each)) for each in (plan, later))
    assert before[0].uid.value == after[0].uid.value
    assert int(before[0].sequence.value) < int(after[0].sequence.value)


def test_a_date_given_twice_is_two_events_and_the_same_one_is_one() -> None:
    one = KeyDate(DateKind.CQR_WINDOW, date(2028, 12, 31), "MR")
    other = replace(one, on=date(2028, 11, 30))
    events = _events(plan_as_calendar(_plan("Body MR"), dates=(one, other, one)))[1:]
    assert [e.dtstart.value for e in events] == [one.on, other.on]
    assert len({e.uid.value for e in events}) == len(events)


def test_without_a_pace_a_course_can_start_when_its_window_begins() -> None:
    window = KeyDate(DateKind.CQR_WINDOW, date(2028, 12, 31), "MR", date(2027, 1, 16))
    events = _events(plan_as_calendar(_plan("Body MR"), dates=(window,)))
    assert (events[0].summary.value, events[0].dtstart.value) == ("Can start: Body MR", date(2027, 1, 16))


def test_what_is_completed_is_told_beside_what_is_needed() -> None:
    plan = plans.plan([], [plans.covered(BODY, 2, 0, completed=1.5)])
    (event,) = _events(plan_as_calendar(plan, dates=_DATES[:1]))
    assert "MR · Procedures · Body: 2 credits needed, 1.5 completed" in event.description.value


def test_ids_stay_when_the_days_change() -> None:
    plan = _plan("Body MR")
    slow, fast = _schedule(plan, 3), _schedule(plan, 12)
    before, after = (_events(plan_as_calendar(plan, schedule)) for schedule in (slow, fast))
    assert [e.uid.value for e in before] == [e.uid.value for e in after]
    assert before[1].dtstart.value != after[1].dtstart.value
    assert plan_as_calendar(plan, slow) == plan_as_calendar(plan, slow)


def test_titles_with_commas_semicolons_and_emoji_come_through() -> None:
    title = "MR, body; the \U0001f9e0 \\ way: " + "\u00fc\U0001f468\u200d\u2695\ufe0f" * 40
    plan = _plan(title)
    content = plan_as_calendar(plan, _schedule(plan))
    assert _events(content)[0].summary.value == f"Begin: {title}"
    assert max(map(len, content.split(b"\r\n"))) <= 75


def test_a_late_course_says_so() -> None:
    plan = _plan("Body MR")
    event = _events(plan_as_calendar(plan, _schedule(plan, 0.5)))[0]
    assert "days after Jun 30, 2027 (Last day of the course)" in event.description.value


def test_dates_without_a_schedule_are_events_too() -> None:
    plan = plans.plan([plans.planned(course("A", {BODY: 1}))], [plans.covered(BODY, 1, 1)])
    events = _events(plan_as_calendar(plan, None, _DATES))
    assert [e.summary.value for e in events] == ["CQR window end (MR)", "Biennium end", "Application date"]
