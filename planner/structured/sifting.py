"""Completed CE: what of it was finished in the months before the application, and what is too old."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.catalog import Distribution
from planner.credits import Credits
from planner.phrases import day
from planner.problem import Problem, Severity
from planner.solving.finished import what_counts
from planner.structured.collapsing import collapse
from planner.structured.requirement import TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planner.catalog import Catalog
    from planner.prescription import CompletedActivity
    from planner.structured.requirement import StructuredRequirement
    from planner.structured.window import Window


@dataclass(frozen=True, slots=True)
class Sifted:
    """Completed CE ready to be planned with, each with what was given; and what there is to look at."""

    activities: tuple[tuple[CompletedActivity, CompletedActivity], ...]
    """What to plan with, and what the person gave."""

    too_old: frozenset[str]
    """The ids of those that are done and count for nothing."""

    problems: tuple[Problem, ...]


def sift(
    completed: Sequence[CompletedActivity],
    catalog: Catalog,
    requirement: StructuredRequirement,
    window: Window,
) -> Sifted:
    """Take what is in the window as it is, by categories, and let what is too old count for nothing.

    Too old is still done: it is not proposed again, unless it was done once more within the window.
    """
    problems: list[Problem] = []
    if completed and window.apply_on is None:
        problems.append(_no_application_date(window))
    recent = [activity for activity in completed if window.opens <= activity.completed_on <= window.on]
    old = [a for a in completed if a.completed_on < window.opens and a.completed_on <= window.on]
    problems += [_future(a, window) for a in _in_order(completed) if a.completed_on > window.on]
    problems += [_too_old(activity, window) for activity in _in_order(old)]
    done, _ = what_counts(recent, catalog, (), window.on)
    done_again = {finished.activity_key for finished in done}
    once, _ = what_counts(old, catalog, (), window.on)
    nothing = (Distribution(requirement.planned_as(TOTAL), Credits(0)),)
    too_old = [finished.activity for finished in once if finished.activity_key not in done_again]
    pairs = [(replace(activity, distributions=nothing), activity) for activity in too_old]
    pairs += [
        (replace(activity, distributions=collapse(activity.distributions, requirement)), activity)
        for activity in recent
    ]
    return Sifted(tuple(pairs), frozenset(activity.course_id for activity in too_old), tuple(problems))


def _in_order(completed: Iterable[CompletedActivity]) -> list[CompletedActivity]:
    return sorted(completed, key=lambda done: (done.completed_on, done.course_id))


def _no_application_date(window: Window) -> Problem:
    message = (
        f"No application date was given, so completed CE counts from {day(window.opens)} on, {window.months} "
        f"months before the planned day ({day(window.on)}). Give the day on which you mean to apply."
    )
    return Problem(Severity.WARNING, "no-application-date", message)


def _future(activity: CompletedActivity, window: Window) -> Problem:
    message = (
        f"{activity.course_id!r} is to be completed on {day(activity.completed_on)}, after the planned day "
        f"({day(window.on)}): it was not counted."
    )
    return _warning("completed-in-the-future", message, activity)


def _too_old(activity: CompletedActivity, window: Window) -> Problem:
    last = window.counts_until(activity.completed_on)
    finished = (
        f"{activity.course_id!r}, finished on {day(activity.completed_on)}, was not counted: it is good for "
        f"applications until {day(last)} ({window.months} months)"
    )
    again = "It is not proposed again; if you may take it once more, leave it out of the completed CE."
    if window.apply_on is None or last < window.on:
        return _warning("completed-too-old", f"{finished}, which is over. {again}", activity)
    yours = f"and yours is on {day(window.apply_on)}. Apply by {day(last)} to have it count."
    return _warning("completed-falls-out", f"{finished}, {yours} {again}", activity)


def _warning(code: str, message: str, activity: CompletedActivity) -> Problem:
    return Problem(Severity.WARNING, code, message, activity.place, activity.course_id)
