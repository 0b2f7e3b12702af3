"""What the person asked for, held against the catalog: pins, exclusions, sellers, formats, dates.

What can't be had is an error problem, and then no plan is made; what is merely odd is a warning.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.naming import fold, nearest, with_same_number
from planner.phrases import day, joined
from planner.prepared import prepared
from planner.problem import Problem, Severity
from planner.solving.candidates import window

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planner.catalog import Catalog, Course
    from planner.preferences import Preferences
    from planner.prepared import PreparedCatalog
    from planner.solving.finished import Finished


_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Settled:
    """The preferences to plan with (completed pins dropped), and what was wrong with the wishes."""

    preferences: Preferences
    problems: tuple[Problem, ...]

    @property
    def possible(self) -> bool:
        """Whether a plan can be made at all."""
        return not any(problem.is_error for problem in self.problems)


def spelled_as_in_catalog(preferences: Preferences, catalog: Catalog) -> Preferences:
    """Write the ids of pins and exclusions as the catalog does, where only their spelling differs."""
    if not preferences.pins and not preferences.exclusions:
        return preferences
    shelf = prepared(catalog)

    def spelled(course_id: str) -> str:
        alike = shelf.by_alike_id.get(fold(course_id), []) if fold(course_id) else []
        return alike[0].course_id if course_id not in shelf.by_id and len(alike) == 1 else course_id

    return replace(
        preferences,
        pins=frozenset(map(spelled, preferences.pins)),
        exclusions=frozenset(map(spelled, preferences.exclusions)),
    )


def settle(preferences: Preferences, catalog: Catalog, finished: Sequence[Finished]) -> Settled:
    """Check every wish against the catalog and what is completed; all problems at once."""
    problems = [*_amounts_and_dates(preferences)]
    problems += _names("seller", preferences.sellers, (course.seller for course in catalog.courses))
    problems += _names("format", preferences.formats, (course.format for course in catalog.courses))
    shelf = prepared(catalog)
    courses = shelf.by_id
    for course_id in sorted(preferences.exclusions - courses.keys()):
        problems.append(_unknown_course("exclusion", course_id, shelf, Severity.WARNING))
    done = {finish.activity_key: finish for finish in finished}
    pins = set(preferences.pins)
    for course_id in sorted(preferences.pins):
        course = courses.get(course_id)
        if course is None:
            problems.append(_unknown_course("pin", course_id, shelf, Severity.ERROR))
        elif course.activity in done:
            pins.discard(course_id)
            message = f"{_called(course)} is pinned but already completed, so the pin was dropped."
            problems.append(Problem(Severity.WARNING, "pin-completed", message, value=course_id))
        else:
            problems.extend(_impossible_pin(course, preferences))
    problems += _pins_of_one_activity([courses[pin] for pin in sorted(pins) if pin in courses])
    return Settled(replace(preferences, pins=frozenset(pins)), tuple(problems))


def _amounts_and_dates(preferences: Preferences) -> Iterable[Problem]:
    if preferences.deadline is not None and preferences.deadline < preferences.on:
        message = (
            f"The deadline ({day(preferences.deadline)}) is before the planned day ({day(preferences.on)}). "
            "Choose a later deadline."
        )
        yield Problem(Severity.ERROR, "deadline-before-on", message, value=preferences.deadline.isoformat())
    if preferences.budget is not None and preferences.budget.hundredths < 0:
        message = "A budget can't be negative. Give the dollars you can spend, or no budget."
        yield Problem(Severity.ERROR, "budget-negative", message, value=str(preferences.budget))
    if preferences.margin.hundredths < 0:
        message = "A margin can't be negative. Give the credits wanted on top of each requirement."
        yield Problem(Severity.ERROR, "margin-negative", message, value=str(preferences.margin))


def _names(kind: str, asked: frozenset[str], known: Iterable[str]) -> Iterable[Problem]:
    if not asked:
        return
    by_fold = {fold(name): name for name in sorted(set(known)) if name}
    for name in sorted(asked):
        if fold(name) not in by_fold:
            suggestion = nearest(name, by_fold.values())
            hint = f" The nearest is {suggestion!r}." if suggestion else ""
            message = f"No course in the catalog has the {kind} {name!r}.{hint}"
            yield Problem(Severity.ERROR, f"unknown-{kind}", message, value=name, suggestion=suggestion)


def _unknown_course(kind: str, course_id: str, shelf: PreparedCatalog, severity: Severity) -> Problem:
    """Say that an id is no course's; a title, or a number as a spreadsheet has it, is told the id."""
    titled = [course.course_id for course in shelf.by_title.get(fold(course_id), ()) if fold(course_id)]
    same = with_same_number(course_id, shelf.by_id)
    suggestion = next(iter([*titled, *same]), None) or nearest(course_id, sorted(shelf.by_id))
    if titled:
        hint = f" It is the title of {joined([repr(each) for each in titled[:_MOST_NAMED]])}; give an id."
    else:
        hint = f" The nearest is {suggestion!r}." if suggestion else ""
    message = f"No course in the catalog has the id {course_id!r}.{hint}"
    return Problem(severity, f"unknown-{kind}", message, value=course_id, suggestion=suggestion)


def _called(course: Course) -> str:
    """Name a course by the id that was asked for, and its title."""
    return f'{course.course_id} "{course.title}"' if course.title else repr(course.course_id)


def _impossible_pin(course: Course, preferences: Preferences) -> Iterable[Problem]:
    if course.course_id in preferences.exclusions:
        message = f"{_called(course)} is both pinned and excluded. Drop one of the two."
        yield Problem(Severity.ERROR, "pin-excluded", message, value=course.course_id)
    if course.left_out:
        message = f"{_called(course)} is pinned but can't be in a plan: {course.left_out}."
        yield Problem(Severity.ERROR, "pin-not-usable", message, value=course.course_id)
    badly_set = preferences.deadline is not None and preferences.deadline < preferences.on
    if window(course, preferences) is None and not badly_set:
        if course.expires_on is not None and course.expires_on < preferences.on:
            why = f"it expired on {day(course.expires_on)}"
        else:
            why = f"it is not approved by {day(preferences.last_day)}"
        message = f"{_called(course)} is pinned but can't be taken: {why}. Drop the pin or change the dates."
        yield Problem(Severity.ERROR, "pin-not-open", message, value=course.course_id)


def _pins_of_one_activity(pinned: Sequence[Course]) -> Iterable[Problem]:
    same: dict[str, list[Course]] = {}
    for course in pinned:
        same.setdefault(course.activity, []).append(course)
    for courses in same.values():
        if len(courses) > 1:
            names = joined([repr(course.course_id) for course in courses])
            message = f"The pinned courses {names} are the same activity, which counts once. Keep one pin."
            yield Problem(Severity.ERROR, "pins-of-one-activity", message, value=courses[1].course_id)
