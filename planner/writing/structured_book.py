"""A plan for structured education as an Excel workbook. Importing this imports openpyxl."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.writing.as_sheet import COLUMNS, filled_sheet
from planner.writing.as_structured import requirement_sentence, window_sentence
from planner.writing.plan_sheets import (
    alternatives_sheet,
    inputs_sheet,
    plan_sheet,
    problems_sheet,
    shortfall_sheet,
    sources_sheet,
)
from planner.writing.sheets import Book, Column, Kind, Table, Value
from planner.writing.state_sheet import state_sheet
from planner.writing.wording import DISCLAIMER, completed_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.catalog import Catalog
    from planner.keeping import KeptState
    from planner.problem import Problem
    from planner.structured.answer import StructuredPlan


def structured_as_workbook(
    answer: StructuredPlan,
    problems: Sequence[Problem],
    catalog: Catalog,
    *,
    state: KeptState | None = None,
) -> bytes:
    """Write the answer for Excel: the plan, the requirement in ARRT's layout, and more.

    With a ``state``, a last sheet holds it, so that `planner.keeping.load` reads the workbook back.
    """
    plan = answer.plan
    title = f"Structured education plan, {answer.requirement.discipline.code}"
    book = Book(title=title, made_on=answer.window.on)
    plan_sheet(book, plan, catalog)
    _requirement_sheet(book, answer)
    if plan.short or plan.limits:
        shortfall_sheet(book, plan)
    if plan.alternatives:
        alternatives_sheet(book, plan)
    if problems:
        problems_sheet(book, problems)
    inputs_sheet(book, plan, catalog)
    sources_sheet(book)
    if state is not None:
        state_sheet(book, state)
    return book.as_bytes()


def _requirement_sheet(book: Book, answer: StructuredPlan) -> None:
    """Add ARRT's sheet, filled in. Its total stands apart: it isn't the sum of the minimums."""
    columns = (
        Column(COLUMNS[0], width=56),
        *(Column(header, Kind.CREDITS, 12) for header in COLUMNS[1:]),
        Column("Standing", width=14),
    )
    rows: list[tuple[Value, ...]] = []
    for row in filled_sheet(answer):
        has = row.coverage
        figures = (None,) * 3 if has is None else (has.completed, has.planned, has.short)
        standing = "short" if has is not None and has.short else "covered"
        rows.append((row.cell, row.minimum, *figures, standing))
    sentences = (requirement_sentence(answer.requirement), window_sentence(answer.window))
    done = tuple(completed_sentence(activity) for activity in answer.plan.completed)
    table = Table(columns, rows[:-1], opening=sentences, totals=rows[-1], closing=(*done, DISCLAIMER))
    book.add_sheet("Requirement", table)
