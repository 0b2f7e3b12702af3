"""A plan on paper, as a checklist for the wall: what to order, what it is for, boxes to tick, dates, sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import Spacer

from planner.outline import shipped_outlines
from planner.phrases import NOT_KNOWN, count
from planner.plan import Status
from planner.writing.notes import notes
from planner.writing.printing.course_table import course_table
from planner.writing.printing.coverage_table import coverage_table
from planner.writing.printing.lettering import text
from planner.writing.printing.paper import Paper, Sheet
from planner.writing.printing.pieces import callout, figures, listed, small_print, title, verdict
from planner.writing.problem_wording import problem_line
from planner.writing.time_wording import dates_sentence, reckoned_sentence, schedule_sentence
from planner.writing.wording import (
    BIENNIUM,
    FICTIONAL,
    completed_sentence,
    limit_sentences,
    made_from,
    outcome,
    proof,
    shortfall_sentences,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlab.platypus import Flowable

    from planner.catalog import Catalog
    from planner.plan import Plan
    from planner.problem import Problem
    from planner.scheduling import KeyDate, Schedule

_MOST_SAID, _MOST_COMPLETED = 6, 12


def plan_as_pdf(  # noqa: PLR0913 - what a sheet may say beside the plan
    plan: Plan,
    problems: Sequence[Problem],
    catalog: Catalog,
    paper: Paper = "letter",
    *,
    schedule: Schedule | None = None,
    dates: Sequence[KeyDate] = (),
) -> bytes:
    """Set a plan on paper: courses to order and to tick, coverage, sums in both kinds of credit, and notes.

    With a ``schedule``, each course says when to begin and to finish it. ``dates`` are the ends of CQR
    windows and of the biennium, application dates; with a schedule they are the schedule's.

    Raises:
        ValueError: there is no such paper.
    """
    dates = dates if schedule is None else schedule.key_dates
    sheet = Sheet("Targeted CE plan", plan.preferences.on, paper, fictional=catalog.fictional)
    about = _disciplines(plan)
    return sheet.as_pdf(
        (
            *title(sheet.title, about, sheet.width),
            *opening(plan, catalog, sheet.width),
            *timing(schedule, dates),
            *course_table(plan, sheet.width, schedule, dates),
            *coverage_table(plan, sheet.width),
            *closing(plan, problems),
        )
    )


def opening(plan: Plan, catalog: Catalog, width: float) -> Iterator[Flowable]:
    """Set what matters first: the figures, how good the plan is, under which choices, and what to know."""
    yield from figures(_figures(plan), width)
    if plan.status is Status.SHORTFALL:
        said = (*_some(shortfall_sentences(plan)), *limit_sentences(plan))
        yield from callout(f"{outcome(plan)}.", [*said, proof(plan)], width)
    else:
        yield from verdict(f"{outcome(plan)}." if plan.courses else "Nothing to take.", proof(plan))
    yield from small_print([made_from(plan, catalog), *([BIENNIUM] if plan.courses else [])])
    remarks = [note for note in notes(plan) if note != BIENNIUM]
    if remarks:
        yield from callout("Know before you order", remarks, width)
    if catalog.fictional:
        yield Spacer(0, 4)
        yield text(FICTIONAL, bold=True)


def timing(schedule: Schedule | None, dates: Sequence[KeyDate] = ()) -> Iterator[Flowable]:
    """Say what a schedule comes to, and which dates bind; nothing without either."""
    said = [] if schedule is None else [schedule_sentence(schedule), reckoned_sentence(schedule)]
    said = [sentence for sentence in (*said, dates_sentence(dates, schedule)) if sentence]
    if said:
        yield Spacer(0, 6)
        yield text(" ".join(said))


def closing(plan: Plan, problems: Sequence[Problem]) -> Iterator[Flowable]:
    """Set what matters last: completed CE, and what there is to look at."""
    done = [completed_sentence(each) for each in plan.completed]
    yield from listed("Completed before", _some(done, _MOST_COMPLETED, ": all stand on the log sheet"))
    ordered = sorted(problems, key=lambda problem: not problem.is_error)
    yield from listed("To look at in your files", _some([problem_line(problem) for problem in ordered]))


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


def _some(sentences: Sequence[str], most: int = _MOST_SAID, where: str = "") -> list[str]:
    """Keep the first few: the rest would hide what matters, and stands in the tables and the other files."""
    more = len(sentences) - most
    return [*sentences[:most], f"And {more:,} more{where}."] if more > 1 else list(sentences)
