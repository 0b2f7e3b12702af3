"""A log of activities in the order in which a person types them into the ARRT account, and what to keep.

Completed activities come first, by date; planned ones follow with a date to fill in. What nobody told us is
left to be filled in, never made up. Pure rows, for the screen and for every file alike.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.credits import Credits
from planner.guarding import guard
from planner.phrases import joined, one_line
from planner.rules import rules
from planner.writing.wording import BIENNIUM, DISCLAIMER, FICTIONAL

if TYPE_CHECKING:
    from datetime import date

    from planner.catalog import Catalog
    from planner.plan import CompletedCourse, Plan, PlannedCourse, Serving
    from planner.writing.sheets import Value

TO_FILL_IN = "to fill in"
LOG_FIELDS = (
    "date_completed",
    "title",
    "sponsor",
    "approval_number",
    "category",
    "ce_credits",
    "targeted_credits",
    "counts_for",
    "course_id",
    "standing",
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A paper to keep for each activity: in a word, and what it has to say."""

    paper: str
    says: str


PAPERS = (
    Kept("certificate", "The certificate of completion: your name, the title, the date and the credits."),
    Kept("number", "The approval number of the activity, on the certificate or from the seller."),
    Kept("distribution", "A print-out of ARRT's credit distribution, made on the day you enroll."),
    Kept("receipt", "The receipt, with the day you enrolled and what you paid."),
)
"""What proves an activity: that it was done, that it was approved, what it counts for, and since when."""


@dataclass(frozen=True, slots=True)
class LogRow:
    """One activity. ``completed_on`` is None while it is planned; None or "" elsewhere is to be filled in.

    ``sponsor`` is the seller, as the catalog knows it; the certificate may name another one.
    """

    completed_on: date | None
    title: str
    sponsor: str
    approval_number: str
    category: str
    ce_credits: Credits | None
    serves: tuple[Serving, ...]
    course_id: str

    @property
    def targeted(self) -> Credits:
        """Credits in what is prescribed."""
        return Credits.total(serving.credits for serving in self.serves)

    @property
    def counts_for(self) -> str:
        """What it counts for, in words."""
        return joined(
            [f"{serving.credits} in {one_line(str(serving.subcategory))}" for serving in self.serves]
        )

    @property
    def standing(self) -> str:
        """Whether it is done."""
        return "planned" if self.completed_on is None else "completed"


@dataclass(frozen=True, slots=True)
class LogSheet:
    """The log of one plan. Sums are over what is known."""

    rows: tuple[LogRow, ...]
    on: date
    fictional: bool = False

    @property
    def completed(self) -> tuple[LogRow, ...]:
        """What is done."""
        return tuple(row for row in self.rows if row.completed_on is not None)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What to know beside the log."""
        audit = next(rule for rule in rules() if rule.key == "audit")
        said = (f"{audit.sentence.rstrip('.')} ({audit.source}).", BIENNIUM, DISCLAIMER)
        return (*said, FICTIONAL) if self.fictional else said


def log_sheet(plan: Plan, catalog: Catalog) -> LogSheet:
    """Make the log of a plan: what is completed, by date, then what is planned, in the plan's order."""
    done = sorted(plan.completed, key=lambda done: (done.activity.completed_on, done.title))
    rows = (*map(_completed_row, done), *map(_planned_row, plan.courses))
    return LogSheet(rows, plan.preferences.on, catalog.fictional)


def _completed_row(done: CompletedCourse) -> LogRow:
    course = done.course
    return LogRow(
        done.activity.completed_on,
        done.title,
        "" if course is None else course.seller,
        "" if course is None else course.approval_number,
        "" if course is None else course.ce_category,
        done.ce_credits,
        done.serves,
        done.activity.course_id if course is None else course.course_id,
    )


def _planned_row(planned: PlannedCourse) -> LogRow:
    course = planned.course
    return LogRow(
        None,
        course.name,
        course.seller,
        course.approval_number,
        course.ce_category,
        course.ce_credits,
        planned.serves,
        course.course_id,
    )


def log_as_csv(log: LogSheet) -> bytes:
    """Write a log as CSV: a row an activity; what is to be filled in says so."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(LOG_FIELDS)
    for row in log.rows:
        writer.writerow(
            (
                row.completed_on.isoformat() if row.completed_on else TO_FILL_IN,
                guard(row.title),
                guard(row.sponsor) or TO_FILL_IN,
                guard(row.approval_number) or TO_FILL_IN,
                guard(row.category) or TO_FILL_IN,
                TO_FILL_IN if row.ce_credits is None else str(row.ce_credits),
                str(row.targeted),
                guard(row.counts_for),
                guard(row.course_id),
                row.standing,
            )
        )
    return text.getvalue().encode("utf-8-sig", "replace")


def log_as_workbook(log: LogSheet) -> bytes:
    """Write a log for Excel: the activities, with a column to tick for each paper, and the papers to keep."""
    from planner.writing.sheets import (  # noqa: PLC0415 - only who asks for a workbook pays for openpyxl
        Book,
        Column,
        Kind,
        Sum,
        Table,
    )

    columns = (
        Column("Date completed", Kind.DATE, 15),
        Column("Title", width=48),
        Column("Sponsor (seller)", width=26),
        Column("Approval number", width=18),
        Column("Category (A, A+)", width=11),
        Column("CE credits", Kind.CREDITS, 11),
        Column("Targeted credits", Kind.CREDITS, 11),
        Column("Counts for", width=56),
        Column("Course ID", width=14),
        Column("Standing", width=12),
        *(Column(f"Kept: {kept.paper}", width=13) for kept in PAPERS),
    )
    ce = Credits.total(row.ce_credits for row in log.rows if row.ce_credits is not None)
    sums = (Sum(ce), Sum(Credits.total(row.targeted for row in log.rows)))
    label = 'Total of the rows shown: filter by "Standing"'
    totals = (None, label, *(None,) * 3, *sums, *(None,) * (3 + len(PAPERS)))
    book = Book(title="CE log", made_on=log.on)
    book.add_sheet("Log", Table(columns, map(_values, log.rows), totals=totals, closing=log.remarks))
    papers = ((kept.paper.capitalize(), kept.says) for kept in PAPERS)
    keep = (Column("Paper", width=16), Column("What it has to say", width=90))
    book.add_sheet("Papers to keep", Table(keep, papers, closing=log.remarks))
    return book.as_bytes()


def _values(row: LogRow) -> tuple[Value, ...]:
    return (
        row.completed_on or TO_FILL_IN,
        row.title,
        row.sponsor or TO_FILL_IN,
        row.approval_number or TO_FILL_IN,
        row.category or TO_FILL_IN,
        TO_FILL_IN if row.ce_credits is None else row.ce_credits,
        row.targeted,
        row.counts_for or None,
        row.course_id,
        row.standing,
        *(None for _ in PAPERS),
    )
