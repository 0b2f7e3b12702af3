"""The plan for structured education, written: each credit once, the total apart, ARRT's own layout."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from planner.structured import StructuredPlan, make_structured_plan
from planner.writing.as_csv import plan_as_csv
from planner.writing.as_sheet import COLUMNS, NAMES_NOT_FOUND, filled_sheet, requirement_sheet
from planner.writing.as_structured import (
    requirement_sentence,
    structured_as_json,
    structured_as_table,
    window_sentence,
)
from planner.writing.structured_book import structured_as_workbook
from tests.builders import catalog, course, done, preferences
from tests.unit.structured_cases import FOUR, gives, required

if TYPE_CHECKING:
    from planner.catalog import Catalog

OFFERS = catalog(
    course("FIC-1", gives("MR", 1, 2, 3, 3), price=30, ce=9),
    course("FIC-2", gives("MR", 0, 0, 0, 4), price=10, ce=12),
)
APPLY_ON = date(2027, 6, 15)


def _answer(offers: Catalog = OFFERS, apply_on: date | None = APPLY_ON) -> StructuredPlan:
    mine = [done("Mine", gives("MR", 0, 0, 3, 0))]
    answer = make_structured_plan(required("MR"), offers, preferences(), mine, apply_on=apply_on).answer
    assert answer is not None
    return answer


def test_the_sheet_has_a_category_with_its_numbered_subcategories_in_a_cell() -> None:
    sheet = requirement_sheet(required("MR"))
    assert sheet[0].cell == "Patient Care\n1. Patient Interactions and Management"
    assert sheet[3].lines[1] == "2. Body"
    assert [str(row.minimum) for row in sheet] == ["1", "1", "1", "1", "16"]
    assert [row.is_total for row in sheet] == [False] * 4 + [True]
    assert sheet[-1].cell == "Total"
    assert len(COLUMNS) == 5


def test_names_that_were_not_found_are_said_on_the_sheet() -> None:
    lines = [line for row in requirement_sheet(required("CI")) for line in row.lines]
    assert f"({NAMES_NOT_FOUND})" in lines


def test_the_sheet_is_filled_in_with_what_is_done_and_planned() -> None:
    rows = [row.coverage for row in filled_sheet(_answer())]
    assert [str(row.completed) for row in rows if row] == ["0", "0", "3", "0", "3"]
    assert [str(row.planned) for row in rows if row] == ["1", "2", "3", "7", "13"]


def test_json_has_the_shape_of_a_plan_by_category() -> None:
    content = structured_as_json(_answer(), ())
    assert content["status"] == "covered"
    assert content["totals"]["targeted_credits"] == 13.0
    assert content["totals"]["ce_credits"] == 21.0
    assert [row["category"] for row in content["coverage"]] == [*FOUR, "Total"]
    assert {row["subcategory"] for row in content["coverage"]} == {""}
    assert [row["overall"] for row in content["coverage"]] == [False] * 4 + [True]
    assert content["coverage"][-1]["required"] == 16.0
    assert [serves["credits"] for serves in content["courses"][0]["serves"]] == [1.0, 2.0, 3.0, 3.0]
    assert content["choices"]["apply_on"] == content["choices"]["deadline"] == "2027-06-15"
    assert content["structured_education"]["counts_from"] == "2025-06-15"
    assert structured_as_json(_answer(apply_on=None), ())["choices"]["apply_on"] is None


def test_the_table_says_needed_and_gained_once_and_when_ce_counts() -> None:
    text = structured_as_table(_answer(), OFFERS)
    words = " ".join(text.split())
    assert text.startswith("$40 · 2 courses · 16 targeted credits needed, 3 completed, 13 gained · 21 CE")
    assert "Gives 1 in MR · Patient Care, 2 in MR · Safety" in words
    assert "at least 1 in each of Patient Care, Safety, Image Production and Procedures" in words
    assert (
        "CE finished from Jun 15, 2025 on counts, 24 months before the application on Jun 15, 2027." in words
    )
    assert all(len(line) <= 80 for line in text.splitlines())


def test_a_shortfall_tells_the_categories_and_the_total_and_adds_neither_to_the_other() -> None:
    some = catalog(course("FIC-3", gives("MR", 0.5, 0, 0, 10), price=5))
    short = _answer(some)
    words = " ".join(structured_as_table(short, some).split())
    assert str(short.plan.short) == "2.5"
    assert "Can't be fully covered: 2.5 short in 2 categories" in words
    assert "MR · Total: 2.5 credits short. It needs 16; completed CE gives 3, the plan gives 10.5." in words
    full = make_structured_plan(
        required("MR"),
        catalog(),
        preferences(),
        [done("Mine", gives("MR", 3, 0.75, 3, 9))],
        apply_on=APPLY_ON,
    )
    assert full.answer is not None
    assert "0.25 short in MR · Safety and 0.25 short in MR · Total" in structured_as_table(
        full.answer, catalog()
    ).replace("\n", " ")


def test_sentences_tell_the_rule_and_the_months() -> None:
    assert requirement_sentence(required("M")).startswith(
        "Structured education in Mammography (M): 16 credits, at least 1 in each of Patient Care, Image "
        "Production and Procedures."
    )
    assert window_sentence(_answer(apply_on=None).window).endswith(
        "from Nov 23, 2024 on counts: 24 months before Nov 23, 2026, since no application date was given."
    )


def test_csv_has_a_row_for_each_category_served_and_one_for_the_total() -> None:
    text = plan_as_csv(_answer().plan).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert sum(float(row["credits"]) for row in rows if row["credits"]) == 13
    (total,) = [row for row in rows if row["category"] == "Total"]
    assert (total["required"], total["completed"], total["planned"], total["credits"]) == (
        "16",
        "3",
        "13",
        "",
    )


def test_the_workbook_holds_the_sheet_as_arrt_lays_it_out() -> None:
    answer = _answer()
    book = load_workbook(io.BytesIO(structured_as_workbook(answer, (), OFFERS)))
    rows = list(book["Requirement"].iter_rows(values_only=True))
    header = rows.index((*COLUMNS, "Standing"))
    assert rows[header + 3][0].startswith("Image Production\n1. Physical Principles")  # type: ignore[union-attr]
    assert rows[header + 5] == ("Total", 16, 3, 13, 0, "covered")
    assert book["Plan"]["A1"].value.startswith("$40")


@pytest.mark.parametrize("name", ["Shortfall", "Problems"])
def test_the_workbook_tells_what_stays_short_and_what_to_look_at(name: str) -> None:
    few = replace(OFFERS, courses=OFFERS.courses[:1])
    planned = make_structured_plan(required("MR"), few, preferences(), [done("?", on=date(2020, 1, 1))])
    assert planned.answer is not None
    book = load_workbook(io.BytesIO(structured_as_workbook(planned.answer, planned.problems, few)))
    assert name in book.sheetnames
