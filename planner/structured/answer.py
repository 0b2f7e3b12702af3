"""A plan for structured education as it is shown: by category and in all, with the catalog's own courses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.credits import Credits
from planner.phrases import amount
from planner.plan import Serving
from planner.structured.requirement import TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planner.catalog import Catalog
    from planner.plan import Coverage, Limit, Plan, Totals
    from planner.preferences import Preferences
    from planner.prescription import CompletedActivity
    from planner.structured.requirement import StructuredRequirement
    from planner.structured.window import Window


@dataclass(frozen=True, slots=True)
class StructuredPlan:
    """The answer for structured education.

    ``plan`` can be shown and written like any other. Its courses are the catalog's and serve categories
    (subcategories without a name). Its coverage has a row for each category, in the outline's order, and at
    the end one ``overall`` row, in the place of a category called Total: a credit counts in its category and
    there too, so the total is not the sum of what the categories need. Its totals hold each credit once. Its
    preferences are the person's, with the application date as deadline where that is earlier.
    """

    requirement: StructuredRequirement
    window: Window
    plan: Plan

    @property
    def categories(self) -> tuple[Coverage, ...]:
        """What each category needs, has, gets and lacks."""
        return self.plan.coverage[:-1]

    @property
    def total(self) -> Coverage:
        """The same of all categories together."""
        return self.plan.coverage[-1]


@dataclass(frozen=True, slots=True)
class Given:
    """What the person gave: the catalog, the preferences, and what each activity planned with stands for."""

    catalog: Catalog
    preferences: Preferences
    completed: Mapping[CompletedActivity, CompletedActivity]


def as_shown(planned: Plan, requirement: StructuredRequirement, given: Given) -> Plan:
    """Turn a plan made for categories as needs into one to show."""
    courses = given.catalog.by_id()
    return replace(
        planned,
        preferences=replace(given.preferences, deadline=planned.preferences.deadline),
        totals=_totals(planned.totals),
        courses=tuple(
            replace(item, course=courses[item.course.course_id], serves=_serves(item.serves, requirement))
            for item in planned.courses
        ),
        coverage=tuple(_coverage(row, requirement) for row in planned.coverage),
        completed=tuple(
            replace(
                item,
                activity=given.completed[item.activity],
                serves=_serves(item.serves, requirement),
                course=None if item.course is None else courses[item.course.course_id],
            )
            for item in planned.completed
        ),
        limits=tuple(_limit(limit) for limit in planned.limits),
        alternatives=tuple(replace(other, totals=_totals(other.totals)) for other in planned.alternatives),
    )


def _serves(servings: Iterable[Serving], requirement: StructuredRequirement) -> tuple[Serving, ...]:
    """Give the servings of categories; that of the total repeats their sum."""
    return tuple(
        Serving(requirement.shown_as(serving.subcategory.category), serving.credits)
        for serving in servings
        if serving.subcategory.category != TOTAL
    )


def _coverage(row: Coverage, requirement: StructuredRequirement) -> Coverage:
    category = row.subcategory.category
    need = replace(row.requirement, subcategory=requirement.shown_as(category))
    return replace(row, requirement=need, overall=category == TOTAL)


def _totals(totals: Totals) -> Totals:
    """Count each credit once: the plan counted it in its category and in the total."""
    return replace(totals, targeted_credits=Credits(totals.targeted_credits.hundredths // 2))


def _limit(limit: Limit) -> Limit:
    """Leave out by how much a plan without a limit would be short: a credit may lack in two rows at once."""
    message = limit.message.replace("for each subcategory", "in each category and in all")
    left = f", {amount(limit.short)} would stay short."
    if limit.short and message.endswith(left):
        message = f"{message.removesuffix(left)}, less would stay short."
    return replace(limit, message=message)
