"""The log: what is done and what is planned, to copy into the ARRT account, and the papers to keep."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from planner.credits import Credits
from planner.plan import CompletedCourse, Serving
from planner.planning import make_plan
from planner.writing.as_log_sheet import (
    LOG_FIELDS,
    PAPERS,
    TO_FILL_IN,
    LogSheet,
    log_as_csv,
    log_as_workbook,
    log_sheet,
)
from planner.writing.printing import log_as_pdf
from planner.writing.wording import FICTIONAL
from tests.builders import BODY, CARE, catalog, course, done, preferences, prescribe, subcategory
from tests.unit.writing import plans
from tests.unit.writing.printed import Printed

if TYPE_CHECKING:
    from planner.catalog import Course
    from planner.prescription import CompletedActivity

KNOWN = course(
    "OLD-2", {CARE: 1}, title="Known to the catalog", approval_number="AB-12", ce_category="A+", ce=2
)


def _log() -> LogSheet:
    serves = (Serving(subcategory(CARE), Credits.of(0.5)),)
    completed = (
        CompletedCourse(done("Nobody knows it", on=date(2026, 7, 1)), "Nobody knows it", ()),
        CompletedCourse(done("A title of two", on=date(2026, 3, 1)), "A title of two", ()),
        CompletedCourse(
            done("known to the catalog", on=date(2026, 2, 3)), "Known to the catalog", serves, KNOWN
        ),
    )
    plan = plans.plan([plans.planned(course("NEW", {BODY: 2}, title="=Planned"))], completed=completed)
    return log_sheet(plan, catalog(KNOWN))


def _planned_log(activity: CompletedActivity, *courses: Course) -> LogSheet:
    offers = catalog(*courses, course("NEW", {CARE: 5}))
    planned = make_plan(prescribe({CARE: 3}), offers, preferences(), [activity])
    assert planned.plan is not None
    return log_sheet(planned.plan, offers)


def test_what_is_done_comes_by_date_and_then_what_is_planned() -> None:
    rows = _log().rows
    assert [row.title for row in rows] == [
        "Known to the catalog",
        "A title of two",
        "Nobody knows it",
        "=Planned",
    ]
    assert [row.standing for row in rows] == ["completed"] * 3 + ["planned"]
    known = rows[0]
    assert (known.sponsor, known.approval_number, known.category) == ("Lantern Learning", "AB-12", "A+")
    assert (str(known.ce_credits), str(known.targeted)) == ("2", "0.5")


def test_nothing_is_made_up_for_what_several_courses_could_be() -> None:
    twins = [course(f"T{number}", {CARE: 1}, title="A title of two", ce=2) for number in (1, 2)]
    row, *_ = _planned_log(done("A title of two"), *twins).rows
    assert (row.sponsor, row.approval_number, row.ce_credits) == ("", "", None)


def test_a_completed_course_is_known_by_its_id_in_any_spelling_also_beside_one_of_the_same_title() -> None:
    twins = [course(f"T-{number}", {CARE: 1}, title="A title of two", ce=number) for number in (1, 2)]
    row, *_ = _planned_log(done("t 2"), *twins).rows
    assert (row.title, row.course_id, str(row.ce_credits)) == ("A title of two", "T-2", "2")


def test_ce_credits_that_the_person_gave_stand_in_the_log_as_they_do_in_the_biennium() -> None:
    known = course("OLD", {CARE: 1}, ce=2)
    for name in ("OLD", "Not in the catalog"):
        activity = replace(done(name, {CARE: 0.5}), ce_credits=Credits.of(3.5))
        log = _planned_log(activity, known)
        assert str(log.rows[0].ce_credits) == "3.5"
        assert Printed(log_as_pdf(log)).says("Completed so far: 1 activity 3.5 0.5")


def test_the_csv_has_the_order_of_typing_and_says_what_to_fill_in() -> None:
    rows = list(csv.reader(io.StringIO(log_as_csv(_log()).decode("utf-8-sig"))))
    assert tuple(rows[0]) == LOG_FIELDS
    assert rows[0][:6] == ["date_completed", "title", "sponsor", "approval_number", "category", "ce_credits"]
    assert rows[1][:6] == ["2026-02-03", "Known to the catalog", "Lantern Learning", "AB-12", "A+", "2"]
    assert rows[3][2:6] == [TO_FILL_IN] * 4
    assert rows[4][:2] == [TO_FILL_IN, "'=Planned"]


def test_the_workbook_has_dates_and_a_column_for_each_paper() -> None:
    book = load_workbook(io.BytesIO(log_as_workbook(_log())))
    header, first, *_ = book["Log"].iter_rows(values_only=True)
    assert first[0] == datetime(2026, 2, 3)  # noqa: DTZ001 - a workbook knows no zones
    assert header[-len(PAPERS) :] == tuple(f"Kept: {kept.paper}" for kept in PAPERS)
    totals = [row for row in book["Log"].iter_rows(values_only=True) if str(row[1]).startswith("Total")]
    assert totals[0][5:7] == ("=SUBTOTAL(109,F2:F5)", "=SUBTOTAL(109,G2:G5)")
    papers = [row[0] for row in book["Papers to keep"].iter_rows(values_only=True)]
    assert papers[1:5] == ["Certificate", "Number", "Distribution", "Receipt"]


def test_on_paper_there_are_papers_to_keep_and_sums_of_what_is_done() -> None:
    printed = Printed(log_as_pdf(_log()))
    assert printed.sizes == {(792, 612)}
    assert printed.says(*(kept.says for kept in PAPERS), FICTIONAL)
    assert printed.says("30 days to mail copies", "Feb 3, 2026 Known to the catalog", "=Planned")
    assert printed.says("Completed so far: 3 activities CE credits of 2 activities not known 2 0.5")
    assert printed.outside(18) == []


def test_a_long_log_goes_on_below_its_header() -> None:
    log = _log()
    long = replace(
        log, rows=tuple(replace(log.rows[0], title=f"Number {n:02}") for n in range(40)), fictional=False
    )
    printed = Printed(log_as_pdf(long, "a4"))
    assert len(printed.pages) > 2
    assert printed.says(*(f"Number {n:02}" for n in range(40)))
    assert not printed.says(FICTIONAL)
    assert all("DatecompletedTitle" in page for page in printed.pages)
