"""Checks of dates: courses that nobody can take any more, and those that soon nobody can."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from planner.phrases import count, day
from planner.selling.health.finding import Finding, Todo
from planner.selling.health.thresholds import thresholds

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from planner.catalog import Catalog, Course


def expired(catalog: Catalog, on: date) -> Iterator[Finding]:
    """Find courses that expired before a day; the day of expiry itself still counts."""
    for course in catalog.courses:
        start, end = course.approved_from, course.expires_on
        # Dates the wrong way round are to be mended, not renewed.
        if end is not None and end < on and (start is None or start <= end):
            found = f'"{course.name}" expired on {day(end)}. No plan can use it.'
            yield _about(course, Todo.RENEW, "course-expired", found)


def expires_soon(catalog: Catalog, on: date) -> Iterator[Finding]:
    """Find courses that expire within the days that ``data/checks.toml`` calls soon."""
    soon = on + timedelta(days=thresholds().expires_soon_days)
    for course in catalog.courses:
        if course.expires_on is not None and on <= course.expires_on <= soon:
            left = (course.expires_on - on).days
            when = f"in {count(left, 'day')}" if left else "today"
            found = f'"{course.name}" expires {when}, on {day(course.expires_on)}.'
            yield _about(course, Todo.RENEW_SOON, "course-expires-soon", found)


def expires_before_approval(catalog: Catalog) -> Iterator[Finding]:
    """Find courses whose approval ends before it begins."""
    for course in catalog.courses:
        start, end = course.approved_from, course.expires_on
        if start is not None and end is not None and end < start:
            found = f'"{course.name}" expires on {day(end)}, before its approval begins on {day(start)}.'
            yield _about(course, Todo.MEND_THE_DATE, "expires-before-approval", found)


def applies_after_expiry(catalog: Catalog) -> Iterator[Finding]:
    """Find figures for enrollments from a day on which the course has expired: nobody gets them."""
    for course in catalog.courses:
        start, end = course.approved_from, course.expires_on
        if end is None or (start is not None and end < start):
            continue
        for at, day_of in dict.fromkeys(
            (figure.subcategory.discipline, figure.applies_from) for figure in course.distributions
        ):
            if day_of is not None and day_of > end:
                found = (
                    f'The {at} distribution of "{course.name}" holds for enrollments from {day(day_of)}, and '
                    f"the course expires before, on {day(end)}. Nobody gets those credits."
                )
                yield _about(course, Todo.MEND_THE_DATE, "applies-after-expiry", found)


def _about(course: Course, todo: Todo, code: str, found: str) -> Finding:
    place = course.place_of("expires_on", otherwise="expires_on")
    value = None if course.expires_on is None else course.expires_on.isoformat()
    return Finding(todo, code, found, (course.course_id,), place, value=value)
