"""Completed CE: which activities count, and for what.

An activity counts once (domain rule 5), whatever number it was sold under; a course that was finished after
the planned day has not been finished yet.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from planner.catalog import Course
from planner.naming import fold, nearest, with_same_number
from planner.outline import Subcategory
from planner.phrases import day
from planner.prepared import prepared
from planner.problem import Problem, Severity
from planner.rules import rulebook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from planner.catalog import Catalog
    from planner.credits import Credits
    from planner.prescription import CompletedActivity, Prescription

# Sellers give a year from the purchase to finish a course.
_TIME_TO_FINISH = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Finished:
    """A completed activity that counts: what it is, and its credits in each subcategory prescribed."""

    activity: CompletedActivity
    course: Course | None
    credits_of: Mapping[Subcategory, Credits]

    @property
    def activity_key(self) -> str:
        """The activity that it is: nothing else of this activity can count again."""
        return activity_key(self.activity, self.course)

    @property
    def title(self) -> str:
        """What to call it on screen."""
        return self.activity.course_id if self.course is None else self.course.name


def activity_key(activity: CompletedActivity, course: Course | None) -> str:
    """Name the activity that was completed: the catalog's, or what the person wrote."""
    return f"completed:{fold(activity.course_id)}" if course is None else course.activity


def spelled_as_prescribed(
    completed: Iterable[CompletedActivity], prescription: Prescription
) -> tuple[CompletedActivity, ...]:
    """Write the names of the activities' own distributions as the prescription writes them.

    Only names that differ in case, spaces or punctuation: nothing is guessed.
    """
    completed = tuple(completed)
    if not any(activity.distributions for activity in completed):
        return completed
    spelled = {_folded(row.subcategory): row.subcategory for row in prescription.rows}
    return tuple(
        replace(
            activity,
            distributions=tuple(
                replace(row, subcategory=spelled.get(_folded(row.subcategory), row.subcategory))
                for row in activity.distributions
            ),
        )
        if activity.distributions
        else activity
        for activity in completed
    )


def what_counts(
    completed: Sequence[CompletedActivity], catalog: Catalog, subcategories: Iterable[Subcategory], on: date
) -> tuple[tuple[Finished, ...], tuple[Problem, ...]]:
    """Tell which completed activities count towards ``subcategories``, and what is odd about the others.

    What is older than any CQR window is done, but gives nothing; done once more since, it counts.
    """
    wanted = frozenset(subcategories)
    finder = _Finder(catalog)
    counted: dict[str, Finished] = {}
    problems: list[Problem] = []

    def in_turn(activity: CompletedActivity) -> tuple[bool, date, str]:
        return (_is_too_old(activity, on), activity.completed_on, activity.course_id)

    for activity in sorted(completed, key=in_turn):
        course, found = finder.find(activity)
        if activity.completed_on > on:
            problems.append(_not_yet(activity, on))
            continue
        key = activity_key(activity, course)
        if key in counted:
            problems.append(_twice(activity, counted[key]))
            continue
        problems.extend((*found, *_oddities(activity, course)))
        credits_of = _credits_of(activity, course, wanted)
        if credits_of and _is_too_old(activity, on):
            problems.append(_too_old(activity, on))
            credits_of = {}
        elif credits_of and course is not None and not activity.distributions:
            problems.extend(_perhaps_begun_earlier(activity, course, credits_of))
        counted[key] = Finished(activity, course, credits_of)
    return tuple(counted.values()), tuple(problems)


class _Finder:
    """Finds completed activities in the catalog, by id or by title, in whatever spelling."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = prepared(catalog)

    def find(self, activity: CompletedActivity) -> tuple[Course | None, tuple[Problem, ...]]:
        """Find the course; an id or title that stands for several different activities is not guessed at."""
        written = activity.course_id
        course = self._catalog.by_id.get(written)
        if course is not None:
            return course, ()
        name = fold(written)
        alike = self._catalog.by_alike_id.get(name, []) if name else []
        alike = alike or self._catalog.by_title.get(name, [])
        if alike and len({course.activity for course in alike}) == 1:
            return alike[0], ()
        if alike:
            ids = ", ".join(course.course_id for course in alike[:5])
            message = (
                f"Several courses are called {written!r} ({ids}): it was not counted. "
                "Give the course id that you completed."
            )
            return None, (_warning("completed-ambiguous", message, activity, alike[0].course_id),)
        if activity.distributions:
            return None, ()
        known = (name for course in self._catalog.by_id.values() for name in (course.course_id, course.title))
        same = with_same_number(written, self._catalog.by_id)
        near = same[0] if same else nearest(written, filter(None, known), whole=True)
        hint = f' If "{near}" is meant, write that.' if near else ""
        message = (
            f"The completed activity {written!r} is not in the catalog and has no distribution of its own, "
            f"so it counts for nothing. Add its distribution, or a catalog that has it.{hint}"
        )
        return None, (_warning("completed-not-in-catalog", message, activity, near),)


def _credits_of(
    activity: CompletedActivity, course: Course | None, wanted: frozenset[Subcategory]
) -> dict[Subcategory, Credits]:
    if activity.distributions:
        source = Course(activity.course_id, distributions=activity.distributions)
    elif course is not None and not course.left_out:
        source = course
    else:
        return {}
    return {
        subcategory: credits_
        for subcategory, credits_ in sorted(source.distribution_on(activity.completed_on).items())
        if subcategory in wanted and credits_.hundredths > 0
    }


def _oddities(activity: CompletedActivity, course: Course | None) -> tuple[Problem, ...]:
    if not activity.distributions and course is not None and course.left_out:
        message = f"The completed course {course.name!r} counts for nothing: {course.left_out}."
        return (_warning("completed-not-usable", message, activity),)
    if course is not None and not _while_approved(course, activity.completed_on):
        message = (
            f"{course.name!r} was completed on {day(activity.completed_on)}, outside the dates of its "
            "approval. It was counted; check the date."
        )
        return (_warning("completed-outside-approval", message, activity),)
    return ()


def _perhaps_begun_earlier(
    activity: CompletedActivity, course: Course, credits_of: Mapping[Subcategory, Credits]
) -> Iterator[Problem]:
    """Say where a course gives less if it was begun before a change of its distribution."""
    end, opened = activity.completed_on, course.approved_from or date.min
    for change in reversed(course.days_of_change(opened)):
        before = course.distribution_on(change - timedelta(days=1))
        less = any(at not in before or before[at] < gives for at, gives in credits_of.items())
        if less and timedelta(0) <= end - change <= _TIME_TO_FINISH:
            message = (
                f"{course.name!r} was completed on {day(end)}, and counted as begun on {day(change)} or "
                "later. If you enrolled before that day, it gives less here: then give its credits of that "
                "time with the completed CE."
            )
            yield _warning("completed-perhaps-begun-earlier", message, activity)
            return


def _while_approved(course: Course, completed_on: date) -> bool:
    begun = course.approved_from is None or course.approved_from <= completed_on
    return begun and (course.expires_on is None or completed_on <= course.expires_on)


def _is_too_old(activity: CompletedActivity, on: date) -> bool:
    """Whether something was finished before any CQR window that can still be kept on a day."""
    then = activity.completed_on
    return (then.year + rulebook().cqr_years, then.month, then.day) < (on.year, on.month, on.day)


def _too_old(activity: CompletedActivity, on: date) -> Problem:
    message = (
        f"{activity.course_id!r} was completed on {day(activity.completed_on)}, more than "
        f"{rulebook().cqr_years} years before the planned day ({day(on)}): that is before any CQR window "
        "that is still open, so it was not counted. Check the date."
    )
    return _warning("completed-too-old", message, activity)


def _not_yet(activity: CompletedActivity, on: date) -> Problem:
    message = (
        f"{activity.course_id!r} is to be completed on {day(activity.completed_on)}, after the planned day "
        f"({day(on)}): it was not counted."
    )
    return _warning("completed-in-the-future", message, activity)


def _twice(activity: CompletedActivity, first: Finished) -> Problem:
    message = (
        f"{activity.course_id!r} is the same activity as {first.activity.course_id!r}, completed on "
        f"{day(first.activity.completed_on)}: an activity counts once."
    )
    return _warning("completed-twice", message, activity)


def _warning(code: str, message: str, activity: CompletedActivity, suggestion: str | None = None) -> Problem:
    return Problem(Severity.WARNING, code, message, activity.place, activity.course_id, suggestion)


def _folded(subcategory: Subcategory) -> Subcategory:
    return Subcategory(fold(subcategory.discipline), fold(subcategory.category), fold(subcategory.name))
