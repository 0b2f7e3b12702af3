"""A plan on paper, as a checklist for the wall: what to order, what it is for, boxes to tick, dates, sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.outline import shipped_outlines
from planner.phrases import NOT_KNOWN, count
from planner.plan import Status
from planner.writing.printing.course_table import course_table
from planner.writing.printing.coverage_table import coverage_table
from planner.writing.printing.lettering import text
from planner.writing.printing.paper import Paper, Sheet
from planner.writing.printing.pieces import callout, figures, headed, listed, small_print, title, verdict
from planner.writing.time_wording import schedule_sentence
from planner.writing.wording import (
    BIENNIUM,
    FICTIONAL,
    choices,
    completed_sentence,
    limit_sentences,
    notes,
    outcome,
    problem_line,
    proof,
    shortfall_sentences,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlab.platypus import Flowable

    from planner.catalog import Catalog
    from planner.plan import Plan
    from planner.problem import Problem
    from planner.scheduling import Schedule

_MOST_SAID = 6


def plan_as_pdf(
    plan: Plan,
    problems: Sequence[Problem],
    catalog: Catalog,
    paper: Paper = "letter",
    *,
    schedule: Schedule | None = None,
) -> bytes:
    """Set a plan on paper: courses to order and to tick, coverage, sums in both kinds of credit, and notes.

    With a ``schedule``, each course says when to begin and to finish it.

    Raises:
        ValueError: there is no such paper.
    """
    sheet = Sheet("Targeted CE plan", plan.preferences.on, paper, fictional=catalog.fictional)
    about = _disciplines(plan)
    return sheet.as_pdf(
        (
            *title(sheet.title, about, sheet.width),
            *opening(plan, catalog, sheet.width),
            *timing(schedule),
            *course_table(plan, sheet.width, schedule),
            *coverage_table(plan, sheet.width),
            *closing(plan, problems, catalog),
        )
    )


def opening(plan: Plan, catalog: Catalog, width: float) -> Iterator[Flowable]:
    """Set what matters first: the figures, how good the plan is, what it leaves open, what to know before."""
    yield from figures(_figures(plan), width)
    if plan.status is Status.SHORTFALL:
        said = (*_some(shortfall_sentences(plan)), *limit_sentences(plan))
        yield from callout(f"{outcome(plan)}.", [*said, proof(plan)], width)
    else:
        yield from verdict(f"{outcome(plan)}." if plan.courses else "Nothing to take.", proof(plan))
    remarks = [note for note in notes(plan) if note != BIENNIUM]
    if catalog.fictional:
        yield from callout(FICTIONAL, remarks, width)
    elif remarks:
        yield from callout("Know before you order", remarks, width)


def timing(schedule: Schedule | None) -> list[Flowable]:
    """Say in a sentence what a schedule comes to; nothing without one."""
    return [] if schedule is None else [*headed("", 0), text(schedule_sentence(schedule))]


def closing(plan: Plan, problems: Sequence[Problem], catalog: Catalog) -> Iterator[Flowable]:
    """Set what matters last: completed CE, what there is to look at, and what the plan was made from."""
    yield from listed("Completed before", [completed_sentence(done) for done in plan.completed])
    ordered = sorted(problems, key=lambda problem: not problem.is_error)
    yield from listed("To look at in your files", _some([problem_line(problem) for problem in ordered]))
    yield from small_print([*([BIENNIUM] if plan.courses else []), _made_from(plan, catalog)])


def _disciplines(plan: Plan) -> str:
    names = shipped_outlines().by_code
    codes = dict.fromkeys(row.subcategory.discipline for row in plan.coverage)
    return " · ".join(f"{names[code].name} ({code})" if code in names else code for code in codes)


def _figures(plan: Plan) -> list[tuple[str, str]]:
    totals = plan.totals
    price_known = totals.price or not totals.price_unknown
    ce_known = totals.ce_credits_unknown < max(1, totals.courses)
    lacks = f", {count(totals.price_unknown, 'price')} not known" if totals.price_unknown else ""
    return [
        (
            str(totals.price) if price_known else "price not known",
            f"for {count(totals.courses, 'course')}{lacks if price_known else ''}",
        ),
        (str(plan.needed), "targeted credits needed"),
        *([(str(plan.done), "targeted credits completed")] if plan.done else []),
        (str(totals.targeted_credits), "targeted credits gained"),
        (
            str(totals.ce_credits) if ce_known else NOT_KNOWN,
            f"CE credits{' known' if totals.ce_credits_unknown and ce_known else ''}",
        ),
    ]


def _some(sentences: Sequence[str]) -> list[str]:
    """Keep the first few: the rest would hide what matters, and stands in the tables and the other files."""
    more = len(sentences) - _MOST_SAID
    return [*sentences[:_MOST_SAID], f"And {more:,} more."] if more > 1 else list(sentences)


def _made_from(plan: Plan, catalog: Catalog) -> str:
    said = [f"{what}: {value}" for what, value in choices(plan.preferences)]
    name = catalog.name or "a catalog without a name"
    return f"Made from {name}, {count(len(catalog.courses), 'course')} · {' · '.join(said)}."
