"""A calendar that any calendar program reads, with an event for each date of a plan."""

from datetime import date

from icalendar import Calendar, Event

from planner.plan import Plan
from planner.writing.as_calendar import has_dates, plan_as_calendar
from tests.builders import BODY, course, preferences
from tests.unit.writing import plans


def _events(plan: Plan) -> list[Event]:
    calendar = Calendar.from_ical(plan_as_calendar(plan))
    assert str(calendar["PRODID"])
    assert calendar["VERSION"] == "2.0"
    return list(calendar.walk("VEVENT"))


def test_a_course_with_a_last_day_is_an_event_that_says_what_it_is_for() -> None:
    (event,) = _events(plans.ordinary())
    assert event["SUMMARY"] == "Finish: Body MR, start; to finish"
    assert event.decoded("DTSTART") == date(2027, 3, 4)
    assert "Gives 2.75 of the 2.75 credits needed in MR · Procedures · Body" in event["DESCRIPTION"]
    assert "$59.50" in event["DESCRIPTION"]
    assert event["URL"] == "https://ce.example/fic-1"


def test_the_deadline_and_a_later_start_are_events_too() -> None:
    later = plans.planned(course("A", {BODY: 1}), take_from=date(2027, 1, 2))
    plan = plans.plan([later], [plans.covered(BODY, 1, 1)], chosen=preferences(deadline=date(2027, 6, 30)))
    assert [(str(e["SUMMARY"]), e.decoded("DTSTART")) for e in _events(plan)] == [
        ("Can start: Course A", date(2027, 1, 2)),
        ("Deadline: targeted CE finished", date(2027, 6, 30)),
    ]
    assert has_dates(plan)


def test_ids_are_stable_and_differ_and_the_bytes_are_the_same_each_time() -> None:
    courses = [
        plans.planned(course(name, {BODY: 1}), take_by=date(2027, 1, 2), take_from=date(2027, 1, 1))
        for name in ("A", "B")
    ]
    plan = plans.plan(courses, [plans.covered(BODY, 2, 2)])
    ids = [str(event["UID"]) for event in _events(plan)]
    assert len(set(ids)) == 4
    assert plan_as_calendar(plan) == plan_as_calendar(plan)
    moved = plans.plan(courses[1:], [plans.covered(BODY, 2, 1)], chosen=preferences(on=date(2026, 12, 1)))
    assert [str(event["UID"]) for event in _events(moved)] == ids[2:]


def test_a_plan_without_dates_is_a_calendar_without_events() -> None:
    plan = plans.plan([plans.planned(course("A", {BODY: 1}))], [plans.covered(BODY, 1, 1)])
    assert not has_dates(plan)
    assert _events(plan) == []


def test_odd_titles_and_addresses_do_no_harm() -> None:
    title = "A;B,C\\n: \u2603\r\nBEGIN:VALARM\r\n" + "ü" * 200
    odd = plans.planned(
        course("\ud800", {BODY: 1}, title=title, url="javascript:1"), take_by=date(2027, 1, 2)
    )
    (event,) = _events(plans.plan([odd], [plans.covered(BODY, 1, 1)]))
    assert event["SUMMARY"].startswith("Finish: A;B,C\\n: \u2603 BEGIN:VALARM ü")
    assert "URL" not in event
