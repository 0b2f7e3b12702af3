"""Plans made by hand, so that writing is tested without solving anything."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from planner.credits import Credits, Hours, Money
from planner.plan import (
    Alternative,
    CompletedCourse,
    Coverage,
    Limit,
    Plan,
    PlannedCourse,
    Serving,
    Status,
    Totals,
)
from tests.builders import BODY, CARE, TODAY, Number, course, done, need, preferences, subcategory

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.catalog import Bundle, Course
    from planner.preferences import Preferences


def planned(
    taken: Course,
    *served: str,
    bundle: str | None = None,
    take_by: date | None = None,
    take_from: date = TODAY,
) -> PlannedCourse:
    """Plan a course for the prescribed subcategories ``served``; all of its own where none is named."""
    serves = tuple(
        Serving(figure.subcategory, figure.credits)
        for figure in taken.distributions
        if not served or figure.subcategory in {subcategory(path) for path in served}
    )
    return PlannedCourse(taken, serves, bundle, take_from, take_by)


def covered(  # noqa: PLR0913 - what one row may say
    path: str,
    required: Number,
    planned_credits: Number,
    *,
    completed: Number = 0,
    best: Number | None = None,
    margin: Number = 0,
    assumed: bool = False,
) -> Coverage:
    """Make a coverage row; what is short follows from the rest."""
    needs, has = (
        Credits.of(required) + Credits.of(margin),
        Credits.of(completed) + Credits.of(planned_credits),
    )
    return Coverage(
        need(path, required, assumed=assumed),
        Credits.of(required),
        Credits.of(margin),
        Credits.of(completed),
        Credits.of(planned_credits),
        (needs - has).or_zero(),
        Credits.of(planned_credits if best is None else best),
    )


def plan(
    courses: Sequence[PlannedCourse] = (),
    coverage: Sequence[Coverage] = (),
    *,
    bundles: Sequence[Bundle] = (),
    chosen: Preferences | None = None,
    **facts: Any,  # noqa: ANN401 - whatever else a Plan holds
) -> Plan:
    """Put a plan together; totals and status follow from its parts unless they are given."""
    alone = [p.course.price for p in courses if p.paid_in_bundle is None]
    prices = [*alone, *(b.price for b in bundles)]
    ce = [p.course.ce_credits for p in courses]
    hours = [p.course.hours for p in courses]
    totals = Totals(
        price=Money.total(price for price in prices if price is not None),
        price_unknown=prices.count(None),
        ce_credits=Credits.total(c for c in ce if c is not None),
        ce_credits_unknown=ce.count(None),
        targeted_credits=Credits.total(p.targeted for p in courses),
        courses=len(courses),
        hours=Hours.total(h for h in hours if h is not None),
        hours_unknown=hours.count(None),
    )
    short = any(row.short for row in coverage)
    settled: dict[str, Any] = {
        "status": Status.SHORTFALL if short else Status.COVERED,
        "proven_optimal": True,
        "gap": 0.0,
        "totals": totals,
    }
    return Plan(
        preferences=chosen or preferences(),
        courses=tuple(courses),
        bundles=tuple(bundles),
        coverage=tuple(coverage),
        **{**settled, **facts},
    )


def ordinary() -> Plan:
    """Two courses for two subcategories of MR, with dates, a link, an alternative and something completed."""
    body = course(
        "FIC-1",
        {BODY: 2.75, CARE: 0.5},
        price=59.5,
        ce=12,
        hours=12,
        title="Body MR, start; to finish",
        url="https://ce.example/fic-1",
        expires_on=date(2027, 3, 4),
    )
    care = course("FIC-2", {CARE: 1}, price=20, ce=1, hours=1)
    return plan(
        [planned(body, take_by=date(2027, 3, 4)), planned(care)],
        [covered(BODY, 2.75, 2.75), covered(CARE, 2, 1.5, completed=0.5)],
        completed=(
            CompletedCourse(done("OLD-1"), "An older course", (Serving(subcategory(CARE), Credits.of(0.5)),)),
        ),
        alternatives=(
            Alternative(
                Totals(Money.of(90), courses=1), ("FIC-9",), started_on=(("FIC-9", date(2027, 3, 1)),)
            ),
        ),
        unused_reasons={"FIC-7": "expired on Jan 2, 2026"},
    )


def short() -> Plan:
    """One course for CT Safety that leaves 0.5 credits short, with a limit that stands in the way."""
    path = "CT/Safety/Radiation Safety and Dose"
    taken = course("FIC-3", {path: 1.5}, price=20, ce=3)
    message = "With a budget of $45 everything would be covered."
    return plan(
        [planned(taken)],
        [covered(path, 2, 1.5, best=2)],
        chosen=preferences(budget=25),
        limits=(Limit("budget", message, Credits(0)),),
    )
