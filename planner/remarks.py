"""What has to be said of a plan that was made: facts of its courses that a person should look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.alike import with_one_approval_number, with_one_title
from planner.naming import fold, nearest, shipped_names
from planner.outline import shipped_outlines
from planner.phrases import day, joined
from planner.preferences import Goal
from planner.prepared import prepared
from planner.problem import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.catalog import Catalog
    from planner.naming import Names
    from planner.outline import Subcategory
    from planner.plan import Plan, PlannedCourse
    from planner.solving.finished import Finished


def remarks(plan: Plan, catalog: Catalog, finished: Sequence[Finished]) -> Iterator[Problem]:
    """Go through a plan, and the completed activities that count in it, for what has to be said."""
    yield from _about_prices(plan, catalog)
    yield from _about_changes(plan)
    yield from _about_doubles(plan, finished)
    yield from _about_names(plan, catalog)


def _about_prices(plan: Plan, catalog: Catalog) -> Iterator[Problem]:
    """Say that no price is known where a cheapest plan was asked for and none can be told from another."""
    wishes = plan.preferences
    if catalog.has_prices or not plan.courses or wishes.goal is not Goal.COST:
        return
    message = (
        "No price in this catalog is known, so no plan can be called cheapest: this one has the fewest "
        "things to buy. Add prices to compare."
    )
    yield Problem(Severity.WARNING, "no-prices", message)


def _about_changes(plan: Plan) -> Iterator[Problem]:
    """Say where the day of a course's start matters: another distribution before or after gives less here."""
    for planned in plan.courses:
        course, ends = planned.course, planned.take_by
        if ends is not None and ends not in {course.expires_on, plan.preferences.deadline}:
            message = (
                f"{course.name!r} counts as planned if it is started by {day(ends)}: its credit distribution "
                "for enrollments after that day gives less here."
            )
            yield _about(planned, "distribution-changes", message)
        first = max(plan.preferences.on, course.approved_from or plan.preferences.on)
        if planned.take_from > first and planned.serves:
            message = (
                f"{course.name!r} counts as planned only if it is started on {day(planned.take_from)} or "
                "later: its credit distribution for enrollments before that day gives less of this."
            )
            yield _about(planned, "distribution-begins", message)


def _about(planned: PlannedCourse, code: str, message: str) -> Problem:
    course = planned.course
    return Problem(Severity.WARNING, code, message, course.place, course.course_id)


def _about_doubles(plan: Plan, finished: Sequence[Finished]) -> Iterator[Problem]:
    """Say which courses that count may be one activity, which would count once (domain rule 5)."""
    done = [each.course for each in finished if each.course is not None and each.credits_of]
    courses = [*done, *(planned.course for planned in plan.courses)]
    same_number = list(with_one_approval_number(courses))
    same_title = [alike for alike in with_one_title(courses) if alike not in same_number]
    for found, alike in (
        *(("carry one approval number", alike) for alike in same_number),
        *(("have one title and the same credits", alike) for alike in same_title),
    ):
        named = joined([f'{course.course_id} "{course.title}"' for course in alike])
        message = (
            f"{named} {found}. If they are one activity, ARRT counts it once, and less is covered than told "
            "here. Ask the seller; exclude one to plan without it, or give them one activity_id."
        )
        yield Problem(Severity.WARNING, "perhaps-one-activity", message, alike[-1].place, alike[-1].course_id)


def _about_names(plan: Plan, catalog: Catalog) -> Iterator[Problem]:
    """Say where something stays short and the catalog has credits under a name that may well mean it."""
    short = [row.subcategory for row in plan.coverage if row.short]
    if not short:
        return
    names, known = shipped_names(), shipped_outlines().known
    unknown = {
        row.subcategory: course
        for course in reversed(prepared(catalog).courses)
        for row in course.distributions
        if row.subcategory.name and row.subcategory not in known
    }
    meant = {at: wanted for at in unknown if (wanted := _perhaps(at, short, names))}
    for at in sorted(meant):
        course, wanted = unknown[at], meant[at]
        message = (
            f'"{wanted}" stays short, and the catalog has credits for "{at}", which no outline here knows. '
            "If they are the same, write it in the catalog as the prescription has it."
        )
        yield Problem(Severity.WARNING, "perhaps-one-name", message, course.place, str(at), str(wanted))


def _perhaps(at: Subcategory, short: Sequence[Subcategory], names: Names) -> Subcategory | None:
    """Give what of that which stays short a catalog's unknown name may mean."""
    code = names.discipline_code(at.discipline)
    if code is not None:
        inside = {each.name: each for each in short if each.discipline == code and each != at}
        return inside.get(nearest(at.name, inside) or "")
    near = names.discipline(at.discipline).nearest
    codes = names.disciplines_in(at.discipline) or (near and names.discipline_code(near),)
    alike = (each for each in short if each.discipline in codes and fold(each.name) == fold(at.name))
    return next(alike, None)
