"""A queue's answer as a workbook and as CSV: every customer in it, and sums that are those of the plans."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import Any

import pytest
from openpyxl import load_workbook

from planner.guarding import unguard
from planner.plan import Totals
from planner.selling.answering import QueueAnswer
from planner.selling.picking import pick_list
from planner.writing.queue_book import queue_as_workbook
from planner.writing.queue_csv import QUEUE_FIELDS, queue_as_csv, queue_csv_parts
from planner.writing.repeated_rows import Expansion
from planner.writing.sheets import Book, Column, Kind, Repeated, Table
from tests.builders import TODAY, preferences
from tests.unit.selling.offers import OFFERS
from tests.unit.writing import answers


def _book(answer: QueueAnswer, **choices: Any) -> Any:  # noqa: ANN401 - openpyxl is untyped
    content = queue_as_workbook(answer, OFFERS, preferences(), (answers.LOST_ROW,), **choices)
    return load_workbook(io.BytesIO(content), data_only=True)


def _table(sheet: Any, header: str) -> list[dict[str, Any]]:  # noqa: ANN401 - as above
    rows = list(sheet.iter_rows(values_only=True))
    start = next(number for number, row in enumerate(rows) if row[0] == header)
    return [dict(zip(rows[start], row, strict=True)) for row in rows[start + 1 :]]


def _csv(answer: QueueAnswer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(queue_as_csv(answer).decode("utf-8-sig"), newline="")))


def test_every_customer_has_a_row_with_what_the_plan_comes_to() -> None:
    book = _book(answers.answered())
    rows = _table(book["All"], "Customer")
    assert [row["Customer"] for row in rows] == list(answers.IDS)
    assert [row["Standing"] for row in rows] == [
        "covered",
        "short",
        "covered",
        "no plan",
        "short",
        "covered",
        "covered",
    ]
    first, short = rows[0], rows[1]
    assert (first["Price (USD)"], first["Courses"], first["Bundle IDs"]) == (40, 2, "PACK")
    assert (first["Group"], first["Targeted credits"], first["Short (credits)"]) == (1, 5, 0)
    assert short["Short (credits)"] == 0.5
    assert short["What is short, or why there is no plan"] == "CT · Procedures · Neck and Chest: 0.5"
    assert rows[3]["Price (USD)"] is None
    assert "No row of the results can be used" in rows[3]["What is short, or why there is no plan"]


def test_ids_stay_text() -> None:
    sheet = _book(answers.answered())["All"]
    cells = {cell.value: cell for (cell,) in sheet.iter_rows(max_col=1)}
    assert {cells[each].data_type for each in answers.IDS} == {"s"}
    assert cells["=2+2"].quotePrefix
    assert not cells["007"].quotePrefix
    assert sheet.auto_filter.ref == "A3:M10"
    assert sheet.freeze_panes == "A4"
    rules = [str(area.sqref) for area in sheet.conditional_formatting]
    assert rules == ["B4:B10"]


def test_the_summary_adds_up_to_the_whole_queue() -> None:
    answer = answers.answered()
    rows = {row["Standing"]: row for row in _table(_book(answer)["Summary"], "Standing")}
    assert [rows[word]["Customers"] for word in ("covered", "short", "no plan", "Total")] == [4, 2, 1, 7]
    assert rows["short"]["Short (credits)"] == 1
    assert rows["Total"]["Price (USD)"] == float(answer.totals.price)
    assert sum(rows[word]["Price (USD)"] for word in ("covered", "short", "no plan")) == pytest.approx(
        float(answer.totals.price)
    )
    assert "not reached" not in rows
    assert rows["covered"]["Share of customers"] == pytest.approx(4 / 7)


def test_sums_come_with_how_many_figures_they_lack() -> None:
    answer = answers.answered()
    first = answer.answers[0]
    assert first is not None
    lacking = replace(first, totals=replace(first.totals, price_unknown=1, ce_credits_unknown=2))
    changed = replace(answer, answers=(lacking, *answer.answers[1:]))
    book = _book(changed)
    row = _table(book["All"], "Customer")[0]
    assert (row["Prices not known"], row["CE credits not known"]) == (1, 2)
    total = next(row for row in _table(book["Summary"], "Standing") if row["Standing"] == "Total")
    assert (total["Prices not known"], total["CE credits not known"]) == (
        changed.totals.price_unknown,
        changed.totals.ce_credits_unknown,
    )


def test_groups_stand_by_size_and_the_largest_have_sheets() -> None:
    book = _book(answers.answered(), most_sheets=2)
    rows = _table(book["Groups"], "Group")
    assert [(row["Group"], row["Customers"], row["Sheet"]) for row in rows] == [
        (1, 3, "Group 1"),
        (2, 2, "Group 2"),
        (3, 1, None),
        (4, 1, None),
        ("Total", 7, None),
    ]
    assert rows[0]["Price together (USD)"] == 120
    assert rows[1]["Needs (credits)"] == "CT · Procedures · Neck and Chest: 3.5"
    links = [cell.hyperlink.location for row in book["Groups"].iter_rows() for cell in row if cell.hyperlink]
    assert links == ["'Group 1'!A1", "'Group 2'!A1"]
    assert book["Groups"]["A3"].value == "The largest groups have their own sheets: 2 sheets for 4 groups."
    assert book.sheetnames == [
        "Summary",
        "All",
        "Groups",
        "Courses",
        "Group 1",
        "Group 2",
        "Problems",
        "Inputs",
    ]


def test_a_groups_sheet_says_what_to_order_and_who_is_in_it() -> None:
    book = _book(answers.answered())
    rows = [[cell for cell in row if cell is not None] for row in book["Group 1"].iter_rows(values_only=True)]
    assert rows[0] == ["Group 1 · 3 customers · covered · $40 each · 5 targeted credits"]
    assert ["Body", "MR", "Procedures", 2, 0, "covered"] in rows
    assert ["Course A", "A", "Lantern Learning", 3, 3, "in bundle PACK"] in rows
    assert ["Bundle: Bundle PACK", "PACK", 40] in rows
    assert ["Total: 2 courses", 6, 6, 40] in rows
    assert ["C-1", "c/3", "<b>&"] in rows
    short = [row for row in book["Group 2"].iter_rows(values_only=True) if row[0] == "Neck and Chest"]
    assert short == [("Neck and Chest", "CT", "Procedures", 3.5, 0.5, "short")]


def test_the_pick_list_counts_what_everybody_orders() -> None:
    answer = answers.answered()
    rows = {row["Course ID"]: row for row in _table(_book(answer)["Courses"], "Course")}
    assert (rows["A"]["Customers"], rows["A"]["Bought singly"], rows["A"]["With a bundle"]) == (3, 0, 3)
    assert (rows["C"]["Customers"], rows["D"]["Customers"], rows["PACK"]["Customers"]) == (3, 2, 3)
    assert rows["C"]["Together (USD)"] == pytest.approx(37.05)
    assert rows[None]["Together (USD)"] == float(answer.totals.price)
    assert [each.course.course_id for each in pick_list(answer, OFFERS).courses] == ["A", "B", "C", "D"]


def test_problems_of_reading_and_of_each_group_are_told() -> None:
    rows = _table(_book(answers.answered())["Problems"], "Severity")
    assert rows[0]["Code"] == "no-technologist-id"
    assert any(row["What to do"].startswith("Group 3: No row of the results") for row in rows)


def test_a_part_says_so_on_top_of_each_summary() -> None:
    answer = answers.answered(reached=1)
    book = _book(answer)
    for name in ("Summary", "All", "Groups", "Courses", "Group 2"):
        top = [row[0] for row in book[name].iter_rows(max_row=4, max_col=1, values_only=True)]
        assert any(str(line).startswith("This is a part only: 4 of 7 customers") for line in top), name
    assert _table(book["Summary"], "Standing")[3]["Customers"] == 4
    assert [row["standing"] for row in _csv(answer)].count("not reached") == 4


def test_csv_has_every_customer_with_plain_numbers() -> None:
    rows = _csv(answers.answered())
    assert tuple(rows[0]) == QUEUE_FIELDS
    assert [unguard(row["technologist_id"]) for row in rows] == list(answers.IDS)
    assert rows[1]["technologist_id"] == "'=2+2"
    assert (rows[0]["price"], rows[0]["targeted_credits"], rows[0]["bundle_ids"]) == ("40", "5", "PACK")
    assert (rows[3]["price"], rows[3]["standing"]) == ("", "no plan")
    assert rows[1]["short"] == "CT · Procedures · Neck and Chest: 0.5"
    only_unknown = answers.made_up(1, 1)
    one = only_unknown.answers[0]
    assert one is not None
    assert _csv(only_unknown)[0]["price"] == "0"
    assert _csv(QueueAnswer(only_unknown.queue, (_unpriced(one),)))[0]["price"] == ""


def _unpriced(answer: Any) -> Any:  # noqa: ANN401 - an Answer
    return type(answer)(
        answer.status,
        answer.proven_optimal,
        answer.gap,
        Totals(courses=1, price_unknown=1),
        answer.course_ids,
        (),
        (),
        (),
    )


def test_csv_comes_in_parts_of_a_bounded_size() -> None:
    parts = list(queue_csv_parts(answers.made_up(12_000, 3)))
    assert len(parts) > 2
    assert max(map(len, parts)) < 1_000_000
    assert b"".join(parts).count(b"\r\n") == 12_001


def test_more_customers_than_a_workbook_should_have_are_said_to_be_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("planner.writing.queue_sheets.MOST_CUSTOMERS", 5)
    monkeypatch.setattr("planner.writing.queue_sheets.MOST_GROUPS", 2)
    monkeypatch.setattr("planner.writing.queue_group_sheet.MOST_IDS", 3)
    book = _book(answers.made_up(20, 4))
    assert book["All"]["A3"].value == "The first 5 customers; 15 more are in the CSV and the JSON file."
    assert [row["Customer"] for row in _table(book["All"], "Customer")] == ["T0", "T1", "T2", "T3", "T4"]
    assert book["Groups"]["A3"].value == "The 2 largest groups of 4; all are in the JSON file."
    texts = [row[0] for row in book["Group 1"].iter_rows(max_col=1, values_only=True)]
    assert "2 more: filter the sheet All by group 1." in texts


def test_an_empty_queue_can_be_written() -> None:
    answer = QueueAnswer(answers.queue((), (), ()), ())
    assert _table(_book(answer)["All"], "Customer") == []
    assert _csv(answer) == []


def test_repeated_rows_are_what_rows_one_by_one_would_be() -> None:
    columns = (Column("Id"), Column("Text"), Column("Money", Kind.MONEY), Column("Day", Kind.DATE))
    patterns = [('r="A5" <c r="B5"', 1, TODAY), ("=1", None, None)]
    ids = ["a", "=b", " c ", "<d>&\x01", "é" * 3]
    order = [(each, place % 2) for place, each in enumerate(ids)]

    def sheet(table: Table) -> list[list[tuple[Any, ...]]]:
        book = Book(title="x", made_on=TODAY)
        book.add_sheet("S", table)
        rows = load_workbook(io.BytesIO(book.as_bytes()))["S"].iter_rows()
        return [
            [(c.coordinate, c.value, c.data_type, c.number_format, c.quotePrefix) for c in row]
            for row in rows
        ]

    repeated = sheet(Table(columns, (), repeated=Repeated(patterns, iter(order), len(order))))
    plainly = sheet(Table(columns, [(each, *patterns[place]) for each, place in order]))
    assert repeated == plainly


def test_a_pattern_that_does_not_begin_with_text_is_our_own_fault() -> None:
    expansion = Expansion(1, [("a", 0)], str.isdigit)
    with pytest.raises(ValueError, match="has to be text"):
        list(expansion.expanded(b'<sheetData><row r="1"><c r="B1"/></row><row r="2"></row></sheetData>'))
