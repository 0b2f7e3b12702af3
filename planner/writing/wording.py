"""What is said about a plan, in the same words on the screen, on the command line and in every file."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from planner.naming import nearest
from planner.outline import shipped_outlines
from planner.phrases import amount, count, day, joined, one_line, percent
from planner.plan import Status
from planner.preferences import Goal

if TYPE_CHECKING:
    from planner.catalog import Catalog
    from planner.credits import Credits, Hundredths
    from planner.outline import Subcategory
    from planner.plan import Alternative, CompletedCourse, Coverage, Plan, PlannedCourse, Serving, Totals
    from planner.preferences import Preferences

DISCLAIMER = "Not the official record: check your ARRT account."
BIENNIUM = "CE credits usually count for the biennium too; check with ARRT."
FICTIONAL = "This catalog is fictional: its courses and sellers don't exist."
# A headline that names more subcategories than this is no headline.
_MOST_NAMED = 2

GOALS = {
    Goal.COST: "lowest cost",
    Goal.CE_CREDITS: "fewest CE credits",
    Goal.COURSES: "fewest courses",
    Goal.HOURS: "fewest hours",
}
_PROVEN = {
    Goal.COST: ("Proven cheapest", "No cheaper set exists", "none costs less"),
    Goal.CE_CREDITS: (
        "Proven fewest CE credits",
        "No set with fewer CE credits exists",
        "none takes fewer CE credits",
    ),
    Goal.COURSES: ("Proven fewest courses", "No set of fewer courses exists", "none takes fewer courses"),
    Goal.HOURS: ("Proven fewest hours", "No set that takes fewer hours exists", "none takes fewer hours"),
}
_UNKNOWN_FIGURE = {Goal.COST: "price", Goal.CE_CREDITS: "CE credits", Goal.HOURS: "hours"}
_HERE = "in this catalog under these limits"


def headline(plan: Plan) -> str:
    """Say the whole plan in one line: cost, courses, targeted credits, CE credits, and how good it is."""
    if not plan.courses and plan.status is Status.COVERED:
        return f"Nothing to take · {_nothing_to_take(plan)}"
    totals = plan.totals
    said = [cost(totals), count(totals.courses, "course"), targeted(plan), ce_credits(totals)]
    if plan.preferences.goal is Goal.HOURS:
        said.append(hours(totals))
    return " · ".join((*said, outcome(plan)))


def cost(totals: Totals) -> str:
    """Say what a plan costs: ``$59.50``, ``price not known``, ``$20 and 1 price not known``."""
    if not totals.price_unknown:
        return str(totals.price)
    if not totals.price:
        return "price not known"
    return f"{totals.price} and {count(totals.price_unknown, 'price')} not known"


def targeted(plan: Plan) -> str:
    """Say the targeted credits needed, completed where there are any, and gained."""
    completed = f"{plan.done} completed, " if plan.done else ""
    return (
        f"{amount(plan.needed, 'targeted credit')} needed, {completed}{plan.totals.targeted_credits} gained"
    )


def ce_credits(totals: Totals) -> str:
    """Say the CE credits of a plan, and that some are not known where that is so."""
    return _as_far_as_known(totals, totals.ce_credits, totals.ce_credits_unknown, "CE credit")


def hours(totals: Totals) -> str:
    """Say the hours that a plan takes, and that some are not known where that is so."""
    return _as_far_as_known(totals, totals.hours, totals.hours_unknown, "hour")


def outcome(plan: Plan) -> str:
    """Say in a few words how good a plan is: proven, how near, or what it can't cover."""
    short = tuple(row for row in plan.coverage if row.short)
    if short:
        return f"Can't be fully covered: {_where(short, plan.short)}"
    if plan.open_questions:
        return f"Not complete: {count(plan.open_questions, 'row')} of the results not understood"
    if not plan.proven_optimal:
        return (
            f"Not proven: at most {percent(plan.gap)} from the best" if _sayable(plan.gap) else "Not proven"
        )
    if _unknown_items(plan):
        return f"Proven best with {_UNKNOWN_FIGURE[plan.preferences.goal]} not known"
    return _PROVEN[plan.preferences.goal][0]


def proof(plan: Plan) -> str:
    """Say in one sentence what was proven about the plan, or how far it may be from the best."""
    _, none_better, nor_as_good = _PROVEN[plan.preferences.goal]
    if not plan.proven_optimal:
        room = f" At most {percent(plan.gap)} could still be gained." if _sayable(plan.gap) else ""
        return f"This is the best set found in the time given; a better one may exist.{room}"
    if not plan.courses and plan.status is Status.COVERED:
        return "There is nothing to buy, so nothing can be cheaper."
    unknown = _unknown_items(plan)
    if plan.short:
        so_far = " as far as is known" if unknown else ""
        return (
            f"No set {_HERE} leaves less uncovered, and of those that leave as little, {nor_as_good}{so_far}."
        )
    if unknown:
        figure = _UNKNOWN_FIGURE[plan.preferences.goal]
        return (
            f"No set {_HERE} gets by with fewer courses whose {figure} nobody has told us; "
            f"of those that need as few, {nor_as_good} as far as is known."
        )
    return f"{none_better} {_HERE}."


def shortfall_sentences(plan: Plan) -> tuple[str, ...]:
    """Say for each subcategory that stays short by how much, and the most that the catalog could give."""
    return tuple(shortfall_sentence(row) for row in plan.coverage if row.short)


def shortfall_sentence(row: Coverage) -> str:
    """Say by how much one subcategory stays short, and the most that the catalog could give it."""
    margin = f" and a margin of {row.margin}" if row.margin else ""
    done = f"completed CE gives {row.completed}, " if row.completed else ""
    if not row.best_available:
        most = f"No course that can be taken under these limits gives it any.{_doubt(row.subcategory)}"
    elif row.best_available + row.completed < row.required + row.margin:
        most = f"The most that can be had for it is {row.best_available}."
    else:
        most = f"Alone it could get {row.best_available}, but not within these limits."
    return (
        f"{one_line(str(row.subcategory))}: {amount(row.short)} short. "
        f"It needs {row.required}{margin}; {done}the plan gives {row.planned}. {most}"
    )


def name_in_doubt(row: Coverage) -> bool:
    """Whether a subcategory may be short only because its name was misread: no outline has it."""
    at = row.subcategory
    return bool(at.name and not row.best_available) and at not in shipped_outlines().known


def _doubt(at: Subcategory) -> str:
    """Say where a name is in no outline, with the nearest one that is."""
    outlines = shipped_outlines()
    if not at.name or at in outlines.known:
        return ""
    near = nearest(at.name, [known.name for known in outlines.subcategories(at.discipline)])
    asked = f'is "{near}" meant?' if near else "check it."
    return f" Its name is in no outline that comes with the planner: {asked}"


def limit_sentences(plan: Plan) -> tuple[str, ...]:
    """Say which limits stand in the way of full coverage, the one that helps most first."""
    ordered = sorted(plan.limits, key=lambda limit: (limit.short, limit.name))
    return tuple(one_line(limit.message) for limit in ordered)


def why_in(planned: PlannedCourse, plan: Plan) -> str:
    """Say why a course is in the plan: what it gives to whom, and whether it was pinned or comes along."""
    rows = {row.subcategory: row for row in plan.coverage}
    gives = [_gives(serving, rows.get(serving.subcategory)) for serving in planned.serves]
    pinned = planned.course.course_id in plan.preferences.pins
    if not gives:
        if pinned:
            return "You pinned it; it gives nothing to what is prescribed"
        if planned.paid_in_bundle is not None:
            return "Comes with its bundle; it gives nothing to what is prescribed"
        return "Gives nothing to what is prescribed"
    return f"Gives {joined(gives)}" + ("; you pinned it" if pinned else "")


def how_paid(planned: PlannedCourse, plan: Plan) -> str:
    """Say what one pays for a course in the plan: its price, or the bundle that it comes with."""
    if planned.paid_in_bundle is not None:
        bundles = {bundle.bundle_id: bundle.name for bundle in plan.bundles}
        return f"in {one_line(bundles.get(planned.paid_in_bundle, planned.paid_in_bundle))}"
    return "price not known" if planned.course.price is None else str(planned.course.price)


def when(planned: PlannedCourse) -> str:
    """Say when a course can be taken: ``from Nov 23, 2026, finish by Mar 4, 2027``."""
    end = "" if planned.take_by is None else f", finish by {day(planned.take_by)}"
    return f"from {day(planned.take_from)}{end}"


def later_starts(other: Alternative) -> str:
    """Say which courses of an alternative count only if they are started later; nothing where none does."""
    return "; ".join(
        f"{one_line(course_id)} started from {day(start)}" for course_id, start in other.started_on
    )


def completed_sentence(done: CompletedCourse) -> str:
    """Say what a completed activity counts for."""
    gives = [f"{serving.credits} in {one_line(str(serving.subcategory))}" for serving in done.serves]
    counts = f"counts {joined(gives)}" if gives else "counts for nothing that is prescribed"
    return f"{one_line(done.title)}, finished {day(done.activity.completed_on)}: {counts}"


def choices(preferences: Preferences) -> tuple[tuple[str, str], ...]:
    """List the choices that a plan was made with, each with its name; limits not set are left out."""
    said = [("Goal", GOALS[preferences.goal]), ("Planned on", day(preferences.on))]
    if preferences.deadline is not None:
        said.append(("Deadline", day(preferences.deadline)))
    if preferences.budget is not None:
        said.append(("Budget", str(preferences.budget)))
    for name, values in (
        ("Sellers", preferences.sellers),
        ("Formats", preferences.formats),
        ("Pinned", preferences.pins),
        ("Excluded", preferences.exclusions),
    ):
        if values:
            said.append((name, ", ".join(one_line(value) for value in sorted(values))))
    if preferences.margin:
        said.append(("Margin on each requirement", amount(preferences.margin)))
    if preferences.share_disciplines:
        said.append(("One activity for several disciplines", "allowed"))
    if preferences.allow_unknown_price:
        said.append(("Courses whose price is not known", "allowed"))
    return tuple(said)


def made_from(plan: Plan, catalog: Catalog) -> str:
    """Say which catalog a plan was made from, on which day, and with which choices."""
    said = [f"{what}: {value}" for what, value in choices(plan.preferences)]
    name = one_line(catalog.name) or "a catalog without a name"
    return f"Made from {name}, {count(len(catalog.courses), 'course')} · {' · '.join(said)}."


def _nothing_to_take(plan: Plan) -> str:
    if any(row.completed for row in plan.coverage):
        asked = "required" if any(row.overall for row in plan.coverage) else "prescribed"
        return f"completed CE covers everything {asked}"
    return "no subcategory needs credits"


def _where(short: tuple[Coverage, ...], whole: Credits) -> str:
    if len(short) > _MOST_NAMED:
        rows = [row for row in short if not row.overall]
        return f"{whole} short in {len(rows)} {'subcategories' if len(rows) == len(short) else 'categories'}"
    return joined([f"{row.short} short in {one_line(str(row.subcategory))}" for row in short])


def _gives(serving: Serving, row: Coverage | None) -> str:
    name = one_line(str(serving.subcategory))
    if row is None or not serving.subcategory.name:
        # Beyond what its category needs, a credit still counts in the total of structured education.
        return f"{serving.credits} in {name}"
    assumed = " (figure assumed)" if row.requirement.assumed else ""
    if serving.credits > row.required:
        return f"{serving.credits} where {row.required} {_is(row.required)} needed in {name}{assumed}"
    return f"{serving.credits} of the {amount(row.required)} needed in {name}{assumed}"


def _as_far_as_known(totals: Totals, known: Hundredths, unknown: int, unit: str) -> str:
    if not unknown:
        return amount(known, unit)
    if unknown >= totals.courses:
        return f"{unit}s not known"
    return f"{amount(known, unit)} and those of {count(unknown, 'course')} not known"


def _is(quantity: Credits) -> str:
    return "is" if str(quantity) == "1" else "are"


def _unknown_items(plan: Plan) -> int:
    totals = plan.totals
    return {
        Goal.COST: totals.price_unknown,
        Goal.CE_CREDITS: totals.ce_credits_unknown,
        Goal.HOURS: totals.hours_unknown,
    }.get(plan.preferences.goal, 0)


def _sayable(gap: float) -> bool:
    return math.isfinite(gap) and 0 < gap <= 1
