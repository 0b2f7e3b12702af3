"""The dates of a plan as an iCalendar file: when each course can start and must end, and the deadline.

The same plan gives the same bytes: an event's id comes from what it is about, its stamp from the plan's day.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from planner.writing.phrases import amount, day, is_web_address, one_line
from planner.writing.wording import DISCLAIMER, how_paid, why_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from icalendar import Event

    from planner.plan import Plan, PlannedCourse

_PRODUCT = "-//Targeted CE Planner//EN"
_DOMAIN = "targeted-ce-planner.example"


def has_dates(plan: Plan) -> bool:
    """Whether a calendar of the plan would hold any event."""
    on, deadline = plan.preferences.on, plan.preferences.deadline
    dated = any(planned.take_by is not None or planned.take_from > on for planned in plan.courses)
    return dated or (deadline is not None and bool(plan.coverage))


def plan_as_calendar(plan: Plan) -> bytes:
    """Write the plan's dates as all-day events; a plan without any date gives a calendar without events."""
    from icalendar import Calendar  # noqa: PLC0415 - only who asks for a calendar pays for the import

    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    for event in _events(plan):
        calendar.add_component(event)
    return bytes(calendar.to_ical(sorted=False))


def _events(plan: Plan) -> Iterator[Event]:
    for planned in plan.courses:
        course = planned.course
        name, about = one_line(course.name), _about(planned, plan)
        if planned.take_from > plan.preferences.on:
            start = ("start", course.course_id, planned.take_from)
            yield _event(plan, start, f"Can start: {name}", about, course.url)
        if planned.take_by is not None:
            finish = ("finish", course.course_id, planned.take_by)
            yield _event(plan, finish, f"Finish: {name}", about, course.url)
    deadline = plan.preferences.deadline
    if deadline is not None and plan.coverage:
        needs = [f"{one_line(str(row.subcategory))}: {amount(row.required)} needed" for row in plan.coverage]
        text = "\n".join((*needs, DISCLAIMER))
        yield _event(plan, ("deadline", "", deadline), "Deadline: targeted CE finished", text, "")


def _about(planned: PlannedCourse, plan: Plan) -> str:
    course = planned.course
    lines = [f"{why_in(planned, plan)}.", f"Course {one_line(course.course_id)}, {how_paid(planned, plan)}"]
    if course.seller:
        lines[-1] += f", {one_line(course.seller)}"
    if course.expires_on is not None:
        lines.append(f"Approved until {day(course.expires_on)}.")
    return "\n".join((*lines, DISCLAIMER))


def _event(plan: Plan, what: tuple[str, str, date], summary: str, description: str, url: str) -> Event:
    from icalendar import Event  # noqa: PLC0415 - as above

    kind, course_id, on = what
    identity = hashlib.sha256(f"{kind}\n{course_id}".encode("utf-8", "replace")).hexdigest()[:32]
    event = Event()
    event.add("uid", f"{identity}@{_DOMAIN}")
    event.add("dtstamp", datetime.combine(plan.preferences.on, time(), tzinfo=UTC))
    event.add("dtstart", on)
    event.add("summary", summary)
    event.add("description", description)
    event.add("transp", "TRANSPARENT")
    if is_web_address(url):
        event.add("url", url)
    return event
