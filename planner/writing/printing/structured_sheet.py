"""Structured education on paper: ARRT's own sheet, filled in, and the courses to take. Imports reportlab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.writing.as_sheet import COLUMNS, filled_sheet
from planner.writing.as_structured import requirement_sentence, window_sentence
from planner.writing.printing.course_table import course_table
from planner.writing.printing.drawn import Blank
from planner.writing.printing.lettering import BODY, SMALL, marked_up, unbroken
from planner.writing.printing.paper import Paper, Sheet
from planner.writing.printing.pieces import Column, headed_table, number, small_print, stacked, title
from planner.writing.printing.plan_sheet import closing, opening

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlab.platypus import Flowable

    from planner.catalog import Catalog
    from planner.problem import Problem
    from planner.structured.answer import StructuredPlan
    from planner.writing.as_sheet import SheetRow
    from planner.writing.printing.pieces import Cell

_FIGURE, _STANDING, _BLANK = 58, 64, 56


def sheet_as_pdf(
    answer: StructuredPlan,
    problems: Sequence[Problem],
    catalog: Catalog,
    paper: Paper = "letter",
) -> bytes:
    """Set a plan for structured education on paper: the requirement in ARRT's layout, and what to order.

    Raises:
        ValueError: there is no such paper.
    """
    sheet = Sheet("Structured education", answer.window.on, paper, fictional=catalog.fictional)
    discipline = answer.requirement.discipline
    return sheet.as_pdf(
        (
            *title(sheet.title, f"{discipline.name} ({discipline.code})", sheet.width),
            *opening(answer.plan, catalog, sheet.width),
            *_requirement(answer, sheet.width),
            *course_table(answer.plan, sheet.width),
            *closing(answer.plan, problems),
        )
    )


def _requirement(answer: StructuredPlan, width: float) -> Iterator[Flowable]:
    columns = (
        Column(COLUMNS[0]),
        *(Column(header, _FIGURE, "right") for header in COLUMNS[1:]),
        Column("Standing", _STANDING),
        Column("Entered", _BLANK + 8),
    )
    rows = [_row(row) for row in filled_sheet(answer)]
    yield from headed_table("What it takes, in credits", columns, rows[:-1], width, totals=rows[-1])
    yield from small_print([requirement_sentence(answer.requirement), window_sentence(answer.window)])


def _row(row: SheetRow) -> list[Cell]:
    bold = row.is_total
    has = row.coverage
    figures = () if has is None else (has.completed, has.planned, has.short)
    standing = "" if has is None else f"{has.short} short" if has.short else "✓ covered"
    return [
        stacked(
            (marked_up(row.heading), BODY + (0 if bold else 0.5), True),
            *((marked_up(line), SMALL, False) for line in row.lines),
        ),
        number(str(row.minimum), bold=True),
        *(number(str(figure), bold=bold) for figure in figures),
        *("" for _ in range(3 - len(figures))),
        stacked((unbroken(standing), BODY, has is not None and bool(has.short))),
        Blank(_BLANK),
    ]
