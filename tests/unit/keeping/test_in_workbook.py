"""The workbook that we write can be given back to the app."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from planner.keeping import STATE_SHEET, load, save, state_rows
from planner.keeping.in_workbook import STATE_HEADER
from planner.writing.as_workbook import plan_as_workbook
from planner.writing.sheets import Book, Column, Kind, Table
from tests.unit.keeping.states import CATALOG, EVERYTHING
from tests.unit.writing import plans

if TYPE_CHECKING:
    from collections.abc import Sequence


def _workbook(rows: Sequence[tuple[int, str]], name: str = STATE_SHEET) -> bytes:
    book = Book(title="Targeted CE plan", made_on=date(2026, 11, 23))
    book.add_sheet("Plan", Table((Column("Course"),), [("Body MR",)]))
    columns = (Column(STATE_HEADER[0], Kind.COUNT), Column(STATE_HEADER[1], width=60))
    book.add_sheet(name, Table(columns, rows))
    return book.as_bytes()


def test_a_workbook_with_the_state_is_read_back() -> None:
    read = load(_workbook(state_rows(EVERYTHING)), "plan.xlsx")
    assert read.value == EVERYTHING
    assert read.problems == ()


def test_each_piece_takes_one_line_and_what_the_sheet_holds_is_said() -> None:
    book = load_workbook(io.BytesIO(plan_as_workbook(plans.ordinary(), (), CATALOG, state=EVERYTHING)))
    sheet = book[STATE_SHEET]
    assert "your results" in sheet["A2"].value
    assert {sheet.row_dimensions[row].height for row in range(4, sheet.max_row + 1)} == {15}


def test_every_piece_is_shorter_than_the_longest_text_that_is_read() -> None:
    rows = state_rows(EVERYTHING)
    assert max(len(text) for _, text in rows) < 2_000
    assert [number for number, _ in rows] == list(range(1, len(rows) + 1))


def test_sorted_rows_do_no_harm() -> None:
    assert load(_workbook(state_rows(EVERYTHING)[::-1])).value == EVERYTHING


def test_a_workbook_without_the_state_or_with_a_part_of_it_is_refused() -> None:
    rows = state_rows(EVERYTHING)
    number, text = rows[0]
    for content, code in (
        (_workbook(rows, "Other"), "not-a-plan-file"),
        (_workbook(rows[1:]), "plan-file-damaged"),
        (_workbook([]), "plan-file-damaged"),
        (_workbook([(number, text[:900] + "A" + text[901:]), *rows[1:]]), "plan-file-damaged"),
        (_workbook([(number, text[:-40]), *rows[1:]]), "plan-file-damaged"),
    ):
        read = load(content, "plan.xlsx")
        assert read.value is None
        assert [problem.code for problem in read.problems] == [code]
    assert load(save(EVERYTHING)).value == EVERYTHING


def test_the_workbook_of_a_plan_holds_the_state_on_its_last_sheet() -> None:
    content = plan_as_workbook(plans.ordinary(), (), CATALOG, state=EVERYTHING)
    read = load(content, "plan.xlsx")
    assert read.value == EVERYTHING
    assert load_workbook(io.BytesIO(content)).sheetnames[-1] == STATE_SHEET
