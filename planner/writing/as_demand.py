"""What is in demand, as JSON and as text for a terminal.

The JSON is flat and stable; keys are only ever added. Money and credits are numbers, null is not known:

- ``status``: covered where nobody is short, else shortfall; ``complete`` false: time was up before everybody
  was looked at;
- ``customers, covered, short``;
- ``unmet``: ``discipline, category, subcategory, customers_short, credits_short, largest_shortfall,
  best_available, courses, cheapest_per_credit, cheapest_course_id``;
- ``new_courses``: ``discipline, gives`` (a list of ``discipline, category, subcategory, credits``),
  ``credits, customers_newly_covered, credits_met, exact``;
- ``curves``: ``discipline, category, subcategory, exact, steps`` (``credits, customers_newly_covered``);
- ``scorecards``: ``course_id, title, seller, customers, irreplaceable, targeted_credits, counted_credits,
  in_bundles, revenue, credits_per_dollar, credits_per_ce_credit``; ``never_picked``: course ids;
- ``bundles``: ``bundle_id, customers, revenue``; ``problems`` as everywhere.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from planner.phrases import amount, count, joined, one_line
from planner.writing.as_json import number, problems_as_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from planner.outline import Subcategory
    from planner.problem import Problem
    from planner.selling.demand import Demand, NewCourse, Scorecard, Unmet

Json = dict[str, Any]
_DECIMALS = 4
_MOST_LISTED = 12


def demand_as_json(demand: Demand, problems: Sequence[Problem]) -> Json:
    """Give what is in demand in the shape that the module tells."""
    return {
        "status": "covered" if demand.covered == demand.customers else "shortfall",
        "complete": demand.complete,
        "customers": demand.customers,
        "covered": demand.covered,
        "short": demand.short,
        "unmet": [_unmet(row) for row in demand.unmet],
        "new_courses": [
            {
                "discipline": new.discipline,
                "gives": [{**_subcategory(at), "credits": number(credits_)} for at, credits_ in new.gives],
                "credits": number(new.credits),
                "customers_newly_covered": new.customers,
                "credits_met": number(new.credits_met),
                "exact": new.exact,
            }
            for new in demand.new_courses
        ],
        "curves": [
            {
                **_subcategory(curve.subcategory),
                "exact": curve.exact,
                "steps": [
                    {"credits": number(step.credits), "customers_newly_covered": step.customers}
                    for step in curve.steps
                ],
            }
            for curve in demand.curves
        ],
        "scorecards": [_scorecard(card) for card in demand.scorecards],
        "never_picked": [card.course.course_id for card in demand.never_picked],
        "bundles": [
            {"bundle_id": bundle_id, "customers": customers, "revenue": number(revenue)}
            for bundle_id, customers, revenue in demand.bundles
        ],
        "problems": problems_as_json(problems),
    }


def no_demand_as_json(problems: Sequence[Problem]) -> Json:
    """Give the shape where there is no answer: only ``status`` and the problems tell."""
    return {
        "status": "unusable",
        "customers": 0,
        "unmet": [],
        "new_courses": [],
        "curves": [],
        "scorecards": [],
        "problems": problems_as_json(problems),
    }


def _unmet(row: Unmet) -> Json:
    return {
        **_subcategory(row.subcategory),
        "customers_short": row.customers,
        "credits_short": number(row.credits),
        "largest_shortfall": number(row.largest),
        "best_available": number(row.best_available),
        "courses": row.courses,
        "cheapest_per_credit": _ratio(row.cheapest),
        "cheapest_course_id": row.cheapest_course,
    }


def _scorecard(card: Scorecard) -> Json:
    return {
        "course_id": card.course.course_id,
        "title": card.course.title,
        "seller": card.course.seller,
        "customers": card.picked,
        "irreplaceable": card.irreplaceable,
        "targeted_credits": number(card.targeted),
        "counted_credits": number(card.counted),
        "in_bundles": card.in_bundles,
        "revenue": number(card.revenue),
        "credits_per_dollar": _ratio(card.per_dollar),
        "credits_per_ce_credit": _ratio(card.per_ce_credit),
    }


def _subcategory(at: Subcategory) -> Json:
    return {"discipline": at.discipline, "category": at.category, "subcategory": at.name}


def _ratio(ratio: Fraction | None) -> float | None:
    return None if ratio is None else round(float(ratio), _DECIMALS)


def demand_as_table(demand: Demand, notes: Sequence[str], width: int) -> str:
    """Write what is in demand for people: what lacks, what to make, and which courses do best and worst.

    ``notes``: what a reader must know beside the figures.
    """
    sections = [
        [demand_headline(demand)],
        _listed("What lacks, most customers first", [unmet_sentence(row) for row in demand.unmet]),
        _listed("Which course to make next", [new_course_sentence(new) for new in demand.new_courses]),
        _listed(
            "Courses most often picked",
            [card_sentence(card) for card in demand.scorecards if card.picked],
        ),
        [f"Never picked: {count(len(demand.never_picked), 'course')}."],
        *([note] for note in notes),
    ]
    return "\n\n".join("\n".join(_wrapped(section, width)) for section in sections if section) + "\n"


def demand_headline(demand: Demand) -> str:
    """Say in one line how many customers are covered and short."""
    without = demand.customers - demand.covered - demand.short
    said = [f"{demand.covered:,} of {count(demand.customers, 'customer')} covered", f"{demand.short:,} short"]
    if without:
        said.append(f"{without:,} without a plan")
    return " · ".join(said)


def unmet_sentence(row: Unmet) -> str:
    """Say what lacks in one subcategory."""
    each = "" if row.customers == 1 else f", {amount(row.largest)} for one at most"
    return (
        f"{one_line(str(row.subcategory))}: {count(row.customers, 'customer')} short of "
        f"{amount(row.credits)} in all{each}; the catalog gives {amount(row.best_available)} in "
        f"{count(row.courses, 'course')}"
    )


def new_course_sentence(new: NewCourse) -> str:
    """Say what a course would have to give, and whom that covers."""
    gives = joined([f"{credits_} in {one_line(str(at))}" for at, credits_ in new.gives])
    least = "" if new.exact else "at least "
    return (
        f"{gives}: newly covers {least}{count(new.customers, 'customer')}, "
        f"meets {least}{amount(new.credits_met)}"
    )


def card_sentence(card: Scorecard) -> str:
    """Say how a course does."""
    needed = "" if not card.irreplaceable else f", {card.irreplaceable:,} can't do without it"
    return (
        f"{one_line(card.course.course_id)} {one_line(card.course.name)}: "
        f"{count(card.picked, 'customer')}{needed}, {card.revenue} bought alone"
    )


def _listed(title: str, sentences: Sequence[str]) -> list[str]:
    shown = [f"  {sentence}" for sentence in sentences[:_MOST_LISTED]]
    more = len(sentences) - _MOST_LISTED
    return [title, *shown, *([f"  and {more} more"] if more > 0 else [])] if shown else []


def _wrapped(lines: Sequence[str], width: int) -> Iterator[str]:
    for line in lines:
        indent = "  " if line.startswith(" ") else ""
        yield from textwrap.wrap(
            line.strip(), width, initial_indent=indent, subsequent_indent=indent * 2, break_on_hyphens=False
        )
