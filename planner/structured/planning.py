"""From a discipline and a catalog to a plan for structured education, made by the one planner.

There is no second way of planning: each major category becomes a need, and so does the total, and the catalog
is seen by categories. What comes back is put into the catalog's own terms and checked against it once more.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.checking.by_category import confirm_by_category
from planner.planning import make_plan
from planner.structured.answer import Given, StructuredPlan, as_shown
from planner.structured.collapsing import by_category
from planner.structured.sifting import sift
from planner.structured.window import Window, check_dates

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from planner.catalog import Catalog
    from planner.preferences import Preferences
    from planner.prescription import CompletedActivity
    from planner.problem import Problem
    from planner.structured.requirement import StructuredRequirement
    from planner.structured.sifting import Sifted


@dataclass(frozen=True, slots=True)
class StructuredPlanned:
    """An answer, and what to look at. Without an answer, the errors among the problems tell why."""

    answer: StructuredPlan | None
    problems: tuple[Problem, ...]


def make_structured_plan(  # noqa: PLR0913 - as `make_plan`, and the day of the application
    requirement: StructuredRequirement,
    catalog: Catalog,
    preferences: Preferences,
    completed: Sequence[CompletedActivity] = (),
    *,
    apply_on: date | None = None,
    on_progress: Callable[[str], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> StructuredPlanned:
    """Make the best plan for a discipline's structured education, with its proof, and have it confirmed.

    What counts was finished in the months before ``apply_on`` (``requirement.figures.months``; one of exactly
    so many months counts), and courses must be finished by that day. Without it, the months are counted back
    from the planned day. The margin is wanted on top of each category and of the total. ``on_progress`` and
    ``should_stop`` are as in `make_plan`.

    Raises:
        CheckFailed: the checker disagrees with the plan.
        SolverFault: the solver ended without an answer.
    """
    window = Window(requirement.figures.months, preferences.on, apply_on)
    problems = check_dates(window, preferences)
    if any(problem.is_error for problem in problems):
        return StructuredPlanned(None, problems)
    collapsed = by_category(catalog, requirement)
    sifted = sift(completed, catalog, requirement, window)
    wishes = replace(preferences, on=window.first_day, deadline=window.last_day(preferences.deadline))
    planned = make_plan(
        requirement.prescription,
        collapsed.catalog,
        wishes,
        [activity for activity, _ in sifted.activities],
        on_progress=on_progress,
        should_stop=should_stop,
    )
    problems = (*problems, *collapsed.problems, *sifted.problems, *_to_be_said(planned.problems, sifted))
    if planned.plan is None:
        return StructuredPlanned(None, problems)
    given = Given(catalog, preferences, dict(sifted.activities))
    answer = StructuredPlan(requirement, window, as_shown(planned.plan, requirement, given))
    confirm_by_category(answer, catalog)
    return StructuredPlanned(answer, problems)


def _to_be_said(problems: Sequence[Problem], sifted: Sifted) -> tuple[Problem, ...]:
    """Leave out what is true of how we plan only: names that are our own, and what was said of old CE."""
    return tuple(
        problem
        for problem in problems
        if problem.code not in {"not-in-catalog", "perhaps-one-name"}
        and not (problem.code == "completed-outside-approval" and problem.value in sifted.too_old)
    )
