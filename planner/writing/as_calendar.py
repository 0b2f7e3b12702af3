"""The dates of a plan as an iCalendar file: when to begin and finish each course, and what binds.

The same plan gives the same bytes: an event's id comes from what it is about, its stamp and its sequence
number from the plan's day, so that a later plan's event takes the place of an earlier one's.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from planner.phrases import amount, count, day, is_web_address, one_line
from planner.scheduling import DateKind, bounds_of
from planner.scheduling.tasks import Basis
from planner.writing.wording import BIENNIUM, DISCLAIMER, how_paid, why_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from icalendar import Event

    from planner.plan import Plan, PlannedCourse
    from planner.scheduling import KeyDate, Schedule, ScheduledCourse

_PRODUCT = "-//Targeted CE Planner//EN"
_DOMAIN = "targeted-ce-planner.example"


def has_dates(plan: Plan) -> bool:
    """Whether a calendar of the plan alone, without a schedule, would hold any event."""
    on, deadline = plan.preferences.on, plan.preferences.deadline
    dated = any(
        planned.take_by is not None or planned.take_from > on or planned.course.expires_on is not None
        for planned in plan.courses
    )
    return dated or (deadline is not None and bool(plan.coverage))


def plan_as_calendar(
    plan: Plan, schedule: Schedule | None = None, dates: Sequence[KeyDate] | None = None
) -> bytes:
    """Write the plan's dates as all-day events; a plan without any date gives a calendar without events.

    Args:
        plan: when its courses can start, must end and expire, and its deadline.
        schedule: when to begin and finish each course; without it only what binds is written.
        dates: the ends of CQR windows and of the biennium, application dates; without them the schedule's.
    """
    from icalendar import Calendar  # noqa: PLC0415 - only who asks for a calendar pays for the import

    if dates is None:
        dates = () if schedule is None else schedule.key_dates
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", "Targeted CE plan")
    events = (
        *_events(plan, schedule, dates),
        *(_key_date_event(plan, each) for each in dict.fromkeys(dates)),
    )
    known: set[str] = set()
    for event in events:
        # A date may be given twice, on two days: each is an event of its own.
        if str(event["uid"]) in known:
            event["uid"] = f"{event.decoded('dtstart'):%Y%m%d}-{event['uid']}"
        known.add(str(event["uid"]))
        calendar.add_component(event)
    return bytes(calendar.to_ical(sorted=False))


def _events(plan: Plan, schedule: Schedule | None, dates: Sequence[KeyDate]) -> Iterator[Event]:
    scheduled = {} if schedule is None else {c.planned.course.course_id: c for c in schedule.courses}
    for planned in plan.courses:
        begins = bounds_of(planned, dates).begins
        yield from _course_events(plan, planned, begins, scheduled.get(planned.course.course_id))
    deadline = plan.preferences.deadline
    if deadline is not None and plan.coverage:
        text = "\n".join((*_needs(plan), DISCLAIMER))
        yield _event(plan, ("deadline", "", deadline), "Deadline: targeted CE finished", text, "")


def _course_events(
    plan: Plan, planned: PlannedCourse, begins: date, scheduled: ScheduledCourse | None
) -> Iterator[Event]:
    course = planned.course
    name, about = one_line(course.name), _about(planned, plan)
    if scheduled is not None:
        about = f"{_reckoned(scheduled)}\n{about}"
        begin = ("begin", course.course_id, scheduled.starts_on)
        yield _event(plan, begin, f"Begin: {name}", about, course.url)
        done = ("done", course.course_id, scheduled.finishes_on)
        yield _event(plan, done, f"Have finished: {name}", about, course.url)
    elif begins > plan.preferences.on:
        start = ("start", course.course_id, begins)
        yield _event(plan, start, f"Can start: {name}", about, course.url)
    if planned.take_by is not None:
        finish = ("finish", course.course_id, planned.take_by)
        title = "Finish" if scheduled is None else "Last day to finish"
        yield _event(plan, finish, f"{title}: {name}", about, course.url)
    if course.expires_on is not None and course.expires_on != planned.take_by:
        expires = ("expires", course.course_id, course.expires_on)
        yield _event(plan, expires, f"Approval ends: {name}", about, course.url)


def _reckoned(scheduled: ScheduledCourse) -> str:
    late = ""
    if scheduled.days_late and scheduled.due is not None:
        late = f" {count(scheduled.days_late, 'day')} after {day(scheduled.due)} ({scheduled.due_for})."
    basis = "" if scheduled.basis is Basis.HOURS else f" (hours not known: {scheduled.basis})"
    return (
        f"Planned from {day(scheduled.starts_on)} to {day(scheduled.finishes_on)}, "
        f"{amount(scheduled.hours, 'hour')}{basis}.{late}"
    )


def _key_date_event(plan: Plan, key_date: KeyDate) -> Event:
    """Write a date that the person gave, with what is due then."""
    if key_date.kind is DateKind.BIENNIUM:
        lines = [f"CE credits of the biennium are due. {BIENNIUM}"]
    else:
        lines = ["To be finished by then:", *_needs(plan, key_date.discipline)]
    text = "\n".join((*lines, DISCLAIMER))
    what = (key_date.kind.value, key_date.discipline, key_date.on)
    return _event(plan, what, one_line(key_date.name), text, "")


def _needs(plan: Plan, discipline: str = "") -> list[str]:
    return [
        f"{one_line(str(row.subcategory))}: {amount(row.required)} needed"
        + (" (figure assumed)" if row.requirement.assumed else "")
        + (f", {row.completed} completed" if row.completed else "")
        for row in plan.coverage
        if not discipline or row.subcategory.discipline == discipline
    ]


def _about(planned: PlannedCourse, plan: Plan) -> str:
    course = planned.course
    lines = [f"{why_in(planned, plan)}.", f"Course {one_line(course.course_id)}, {how_paid(planned, plan)}"]
    if course.seller:
        lines[-1] += f", {one_line(course.seller)}"
    if course.expires_on is not None:
        lines.append(f"Approved until {day(course.expires_on)}.")
    if is_web_address(course.url):
        lines.append(course.url)  # Google and Outlook don't show an event's own address
    return "\n".join((*lines, DISCLAIMER))


def _event(plan: Plan, what: tuple[str, str, date], summary: str, description: str, url: str) -> Event:
    from icalendar import Event  # noqa: PLC0415 - as above

    kind, course_id, on = what
    identity = hashlib.sha256(f"{kind}\n{course_id}".encode("utf-8", "replace")).hexdigest()[:32]
    event = Event()
    event.add("uid", f"{identity}@{_DOMAIN}")
    event.add("dtstamp", datetime.combine(plan.preferences.on, time(), tzinfo=UTC))
    event.add("sequence", plan.preferences.on.toordinal())
    event.add("dtstart", on)
    if on < date.max:
        event.add("dtend", on + timedelta(days=1))
    event.add("summary", summary)
    event.add("description", description)
    event.add("transp", "TRANSPARENT")
    if is_web_address(url):
        event.add("url", url)
    return event
