"""The log sheet on paper: lines to write on, and a box for each paper to keep. Imports reportlab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.credits import Credits
from planner.phrases import NOT_KNOWN, count, day
from planner.writing.as_log_sheet import PAPERS
from planner.writing.printing.drawn import Blank, Tick
from planner.writing.printing.lettering import BODY, SMALL, marked, marked_up, text, unbroken
from planner.writing.printing.paper import Paper, Sheet
from planner.writing.printing.pieces import (
    Column,
    headed_table,
    number,
    stacked,
    title,
)
from planner.writing.wording import DISCLAIMER, FICTIONAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlab.platypus import Flowable

    from planner.writing.as_log_sheet import LogRow, LogSheet
    from planner.writing.printing.pieces import Cell

_DATE, _SPONSOR, _NUMBER, _CATEGORY, _CREDITS, _TARGETED, _BOX = 80, 100, 96, 54, 46, 52, 21
# Lines for what was done beside the plan.
_SPARE = 2


def log_as_pdf(log: LogSheet, paper: Paper = "letter") -> bytes:
    """Set a log on paper, sideways: in the order of the ARRT account, with the papers to keep for an audit.

    Raises:
        ValueError: there is no such paper.
    """
    sheet = Sheet("CE log", log.on, paper, fictional=log.fictional, sideways=True)
    return sheet.as_pdf(_story(log, sheet))


def _story(log: LogSheet, sheet: Sheet) -> Iterator[Flowable]:
    about = "In the order in which you enter activities into your ARRT account"
    yield from title(sheet.title, about, sheet.width)
    keep = " ".join(f"<b>{marked_up(kept.paper.capitalize())}:</b> {marked_up(kept.says)}" for kept in PAPERS)
    yield marked(f"<b>Keep for an audit, and tick when you have it:</b> {keep}", SMALL + 0.5)
    at_the_foot = (DISCLAIMER, FICTIONAL)
    yield text(" ".join(remark for remark in log.remarks if remark not in at_the_foot), SMALL, grey=True)
    columns = (
        Column("Date completed", _DATE),
        Column("Title"),
        Column("Sponsor (seller)", _SPONSOR),
        Column("Approval number", _NUMBER),
        Column("Category (A, A+)", _CATEGORY),
        Column("CE credits", _CREDITS, "right"),
        Column("Targeted credits", _TARGETED, "right"),
        *(Column(kept.paper.capitalize(), _BOX, upright=True) for kept in PAPERS),
    )
    rows = [*map(_row, log.rows), *(_spare() for _ in range(_SPARE))]
    yield from headed_table("", columns, rows, sheet.width, totals=_total(log.completed))


def _row(row: LogRow) -> list[Cell]:
    when: Cell = Blank(_DATE - 10)
    if row.completed_on is not None:
        when = stacked((unbroken(day(row.completed_on)), BODY, True))
    name = stacked(
        (marked_up(row.title), BODY, True),
        (marked_up(row.counts_for), SMALL, False),
    )
    credits_: Cell = Blank(_CREDITS - 10) if row.ce_credits is None else number(str(row.ce_credits))
    return [
        when,
        name,
        _or_blank(row.sponsor, _SPONSOR),
        _or_blank(row.approval_number, _NUMBER, SMALL),
        _or_blank(row.category, _CATEGORY),
        credits_,
        number(str(row.targeted)),
        *(Tick() for _ in PAPERS),
    ]


def _or_blank(known: str, width: float, size: float = BODY) -> Cell:
    return stacked((marked_up(known, 120), size, False)) if known else Blank(width - 10)


def _spare() -> list[Cell]:
    widths = (_DATE, _DATE * 2, _SPONSOR, _NUMBER, _CATEGORY, _CREDITS, _TARGETED)
    return [*(Blank(width - 10) for width in widths), *(Tick() for _ in PAPERS)]


def _total(completed: Sequence[LogRow]) -> list[Cell]:
    ce = Credits.total(row.ce_credits for row in completed if row.ce_credits is not None)
    lacks = sum(row.ce_credits is None for row in completed)
    return [
        "",
        stacked(
            (f"Completed so far: {count(len(completed), 'activity', 'activities')}", BODY, True),
            (
                f"CE credits of {count(lacks, 'activity', 'activities')} not known" if lacks else "",
                SMALL,
                False,
            ),
        ),
        "",
        "",
        "",
        number(str(ce) if lacks < len(completed) or not completed else NOT_KNOWN, bold=True),
        number(str(Credits.total(row.targeted for row in completed)), bold=True),
        *("" for _ in PAPERS),
    ]
