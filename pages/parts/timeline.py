"""The picture of a schedule: when each course begins and ends, against the dates that bind."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta

from pages.parts import palette, tables
from pages.parts.bars import Bars, Segment
from pages.parts.words import shortened
from planner.phrases import amount, count, day, one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from pages.parts.drawing import Picture
    from planner.scheduling import KeyDate, Schedule, ScheduledCourse

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# More than this many dates under the picture would run into each other on a phone.
_MOST_TICKS = 4
# A date further away than this many times the schedule's own length would press the bars together.
_NEAR = 1.6


def timeline(schedule: Schedule, numbers: Mapping[str, int], dates: tuple[tuple[str, date], ...]) -> Picture:
    """Draw a bar a course, by its number and colour, and a line for each date that is near enough."""
    bars = Bars(aside=112)
    start = schedule.starts_on
    for course in schedule.courses:
        bars.bar(
            shortened(course.planned.course.name, 90),
            [_segment(course, start, numbers)],
            _beside(course),
        )
    last = _days(start, schedule.finishes_on or start)
    near = [(name, on) for name, on in dates if start <= on and _days(start, on) <= last * _NEAR]
    end = max([last, *(_days(start, on) for _, on in near)])
    ticks = _ticks(start, end)
    picture = bars.finished(
        axis="finished by",
        along={
            "range": [0, end * 1.02],
            "tickmode": "array",
            "tickvals": [_days(start, on) for on in ticks],
            "ticktext": [_short(on) for on in ticks],
            "title": {"text": ""},
        },
    )
    for _, on in near:
        at = _days(start, on)
        picture.line((at, 0), (at, 1), {"color": palette.SHORT, "width": 2, "dash": "dot"}, yref="paper")
    return picture


def further_away(schedule: Schedule, dates: tuple[tuple[str, date], ...]) -> tuple[tuple[str, date], ...]:
    """Give the dates that the picture has no room for."""
    last = _days(schedule.starts_on, schedule.finishes_on or schedule.starts_on)
    return tuple((name, on) for name, on in dates if _days(schedule.starts_on, on) > last * _NEAR)


def _segment(course: ScheduledCourse, start: date, numbers: Mapping[str, int]) -> Segment:
    number = numbers[course.planned.course.course_id]
    begins = _days(start, course.starts_on)
    hover = (
        f"{number}  {shortened(course.planned.course.name, 60)}\n{day(course.starts_on)} to "
        f"{day(course.finishes_on)}, {amount(course.hours, 'hour')}"
    )
    return Segment(
        begins,
        max(_days(start, course.finishes_on) + 1 - begins, 1),
        palette.course_colour(number),
        palette.course_text_colour(number),
        str(number),
        hover,
    )


def _beside(course: ScheduledCourse) -> str:
    said = f"{_short(course.starts_on)} to<br>{day(course.finishes_on)}"
    if course.days_late:
        said += f"<br><b>{count(course.days_late, 'day')} late</b>"
    return said


def _days(start: date, on: date) -> int:
    return (on - start).days


def _short(on: date) -> str:
    return f"{_MONTHS[on.month - 1]} {on.day}"


def _ticks(start: date, days: int) -> list[date]:
    """Give the firsts of months, as many as there is room for; of a short time, days."""
    end = start + timedelta(days=days)
    firsts = [start.replace(day=1) + relativedelta(months=step) for step in range(1, days // 28 + 2)]
    firsts = [on for on in firsts if start <= on <= end]
    if len(firsts) < 2:  # noqa: PLR2004 - one date tells no scale
        step = max(1, days // (_MOST_TICKS - 1))
        return [start + timedelta(days=at) for at in range(0, days + 1, step)][:_MOST_TICKS]
    every = -(-len(firsts) // _MOST_TICKS)
    return firsts[::every]


def timeline_alt(schedule: Schedule) -> str:
    """Say a schedule in words."""
    said = [
        f"{one_line(c.planned.course.name)} from {day(c.starts_on)} to {day(c.finishes_on)}"
        for c in schedule.courses
    ]
    return f"{'; '.join(said)}."


def schedule_table(schedule: Schedule, numbers: Mapping[str, int]) -> pa.Table:
    """Give a schedule as rows."""
    return tables.table(
        [
            {
                "No.": numbers[c.planned.course.course_id],
                "Course": one_line(c.planned.course.name),
                "Begin": c.starts_on,
                "Finish": c.finishes_on,
                "Hours": float(c.hours),
                "Due": c.due,
                "Due for": c.due_for,
                "Late": count(c.days_late, "day") if c.days_late else "no",
            }
            for c in schedule.courses
        ]
    )


def named(dates: tuple[KeyDate, ...], deadline: date | None) -> tuple[tuple[str, date], ...]:
    """Name the dates that bind, the plan's own deadline among them, the earliest first."""
    all_ = [(key_date.name, key_date.on) for key_date in dates]
    if deadline is not None:
        all_.append(("Finished by", deadline))
    return tuple(sorted(all_, key=lambda pair: pair[1]))
