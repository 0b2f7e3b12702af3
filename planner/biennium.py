"""The biennium: CE credits, a sum of its own beside the targeted credits of a prescription.

What counts for one usually counts for the other too; ARRT has the last word (domain rule 6).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta

from planner.credits import Credits
from planner.phrases import day
from planner.problem import Problem, Severity
from planner.rules import rulebook
from planner.solving.finished import what_counts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planner.catalog import Catalog
    from planner.plan import Plan
    from planner.prescription import CompletedActivity
    from planner.scheduling import Schedule
    from planner.solving.finished import Finished

_LONGEST_MONTH = 31


@dataclass(frozen=True, slots=True)
class Biennium:
    """How a person stands to one biennium. Credits are CE credits, not targeted ones.

    ``counted`` are the completed activities inside it, each once; ``outside`` counts those before or after
    it. Each ``…_unknown`` counts what a sum leaves out because nobody told its CE credits. ``planned`` is
    finished by ``ends_on``: as scheduled, or as far as it can be taken by then.
    """

    begins_on: date
    ends_on: date
    needed: Credits
    completed: Credits
    completed_unknown: int
    planned: Credits
    planned_unknown: int
    counted: tuple[Finished, ...]
    outside: int
    problems: tuple[Problem, ...] = ()

    @property
    def still_needed(self) -> Credits:
        """What completed activities leave to be done, planned or not."""
        return (self.needed - self.completed).or_zero()

    @property
    def short(self) -> Credits:
        """What neither completed nor planned activities give."""
        return (self.needed - self.completed - self.planned).or_zero()


def biennium(  # noqa: PLR0913 - who, what is done, what is planned, and until when
    ends_on: date,
    plan: Plan | None,
    completed: Sequence[CompletedActivity],
    catalog: Catalog,
    *,
    disciplines: Iterable[str] = (),
    schedule: Schedule | None = None,
    today: date | None = None,
) -> Biennium:
    """Tell how a person stands to the biennium that ends on a day.

    Args:
        ends_on: its last day; it begins two years before.
        plan: what is planned, None for nothing.
        completed: all of it; what is inside the biennium counts, an activity once (domain rule 5).
        catalog: tells the CE credits of what doesn't bring its own.
        disciplines: the credentials held; with RRA among them more is needed. The plan's are added.
        schedule: when the plan's courses are finished; without it, as early as each can be taken.
        today: what is completed later doesn't count yet; without it, the plan's day, or else ``ends_on``.
    """
    begins_on = _begins(ends_on)
    on = today or (ends_on if plan is None else plan.preferences.on)
    inside = [done for done in completed if begins_on <= done.completed_on <= ends_on]
    counted, _ = what_counts(inside, catalog, (), on)
    figures = [done.activity.ce_credits_as(done.course) for done in counted]
    held = {*disciplines, *(() if plan is None else (row.subcategory.discipline for row in plan.coverage))}
    done = {finished.activity_key for finished in counted}
    by_then, planned_unknown = _planned(plan, schedule, ends_on, done)
    return Biennium(
        begins_on,
        ends_on,
        rulebook().biennium_credits("RRA" if "RRA" in held else ""),
        Credits.total(figure for figure in figures if figure is not None),
        figures.count(None),
        by_then,
        planned_unknown,
        counted,
        len(completed) - len(inside),
        _check(ends_on, on),
    )


def _begins(ends_on: date) -> date:
    """Give the first day: the day after the same day so many years before; a month's end stays one."""
    years = int(rulebook().figures["biennium"]["years"])
    if ends_on.year <= date.min.year + years:
        return date.min
    before: date = ends_on - relativedelta(years=years)
    if ends_on == ends_on + relativedelta(day=_LONGEST_MONTH):
        before += relativedelta(day=_LONGEST_MONTH)
    return before + timedelta(days=1)


def _planned(
    plan: Plan | None, schedule: Schedule | None, ends_on: date, done: set[str]
) -> tuple[Credits, int]:
    """Add up the plan's CE credits by the biennium's end; count the courses whose credits are not known."""
    finished = (
        {} if schedule is None else {c.planned.course.course_id: c.finishes_on for c in schedule.courses}
    )
    by_then, unknown = Credits(0), 0
    counted = set(done)
    for planned in () if plan is None else plan.courses:
        course = planned.course
        if course.activity in counted:
            continue
        counted.add(course.activity)
        if finished.get(course.course_id, planned.take_from) > ends_on:
            continue
        if course.ce_credits is None:
            unknown += 1
        else:
            by_then += course.ce_credits
    return by_then, unknown


def _check(ends_on: date, on: date) -> tuple[Problem, ...]:
    if ends_on >= on:
        return ()
    message = (
        f"The biennium that ends on {day(ends_on)} is over. Give the end of the biennium that you are in."
    )
    return (Problem(Severity.WARNING, "biennium-over", message, value=ends_on.isoformat()),)
