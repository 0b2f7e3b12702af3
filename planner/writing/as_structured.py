"""A plan for structured education as JSON and as text.

CSV and calendar are those of any plan: ``plan_as_csv(answer.plan)`` and ``plan_as_calendar(answer.plan)``.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from planner.phrases import amount, day, joined
from planner.writing.as_json import number, plan_as_json
from planner.writing.as_table import WIDTH, plan_as_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.catalog import Catalog
    from planner.problem import Problem
    from planner.structured.answer import StructuredPlan
    from planner.structured.requirement import StructuredRequirement
    from planner.structured.window import Window


def requirement_sentence(requirement: StructuredRequirement) -> str:
    """Say what a discipline's structured education takes."""
    names = joined([category.name for category in requirement.categories])
    discipline, figures = requirement.discipline, requirement.figures
    return (
        f"Structured education in {discipline.name} ({discipline.code}): {amount(figures.credits)}, at least "
        f"{figures.least_per_category} in each of {names}. An activity counts with its credit distribution, "
        "not with its CE credits."
    )


def window_sentence(window: Window) -> str:
    """Say from when on CE counts, and for which application."""
    first = f"CE finished from {day(window.opens)} on counts"
    if window.apply_on is None:
        return (
            f"{first}: {window.months} months before {day(window.on)}, since no application date was given."
        )
    return f"{first}, {window.months} months before the application on {day(window.apply_on)}."


def structured_as_json(answer: StructuredPlan, problems: Sequence[Problem]) -> dict[str, Any]:
    """Give the answer in the contract's shape of a plan, with a few keys more.

    ``coverage`` and ``serves`` name categories; ``subcategory`` is an empty text there. The last row of
    ``coverage`` has the category "Total" and ``overall`` true: a credit counts in its category and there too,
    so add up the rows above it or take it, but not both. ``targeted_credits`` counts each credit once.
    ``structured_education`` says what is required and when CE counts.
    """
    figures, window = answer.requirement.figures, answer.window
    content = plan_as_json(answer.plan, problems)
    for row, coverage in zip(content["coverage"], answer.plan.coverage, strict=True):
        row["overall"] = coverage.overall
    apply_on = None if window.apply_on is None else window.apply_on.isoformat()
    content["choices"]["apply_on"] = apply_on
    content["structured_education"] = {
        "discipline": answer.requirement.discipline.code,
        "categories": [category.name for category in answer.requirement.categories],
        "credits": number(figures.credits),
        "least_per_category": number(figures.least_per_category),
        "months": figures.months,
        "counts_from": window.opens.isoformat(),
        "apply_on": apply_on,
    }
    return content


def structured_as_table(answer: StructuredPlan, catalog: Catalog, width: int = WIDTH) -> str:
    """Write the answer for people: the plan, then what is required and when CE counts."""
    said = (requirement_sentence(answer.requirement), window_sentence(answer.window))
    lines = [line for sentence in said for line in textwrap.wrap(sentence, width, break_on_hyphens=False)]
    return "\n".join((plan_as_table(answer.plan, catalog, width), *lines, ""))
