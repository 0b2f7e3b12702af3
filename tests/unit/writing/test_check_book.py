"""The check and the comparison as workbooks: what they say is what was found."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import load_workbook

from planner.selling.comparing import compare
from planner.selling.health import check_catalog
from planner.selling.matrix import coverage_matrix
from planner.writing.check_book import check_as_workbook, comparison_as_workbook
from tests.builders import BODY, CARE, TODAY, catalog, course

HERE = catalog(
    course("A", {BODY: 1}, title="=Knee MR"), course("B", {BODY: 1.5, CARE: 1}, price=None), course("C")
)
THERE = catalog(course("A", {BODY: 1}, title="=Knee MR", price=12), course("B", {CARE: 2}, title="Calm"))


def sheets(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = load_workbook(io.BytesIO(content))
    return {sheet.title: list(sheet.values) for sheet in book}


def test_the_checks_workbook_holds_findings_subcategories_and_the_matrix() -> None:
    health, matrix = check_catalog(HERE, (), TODAY), coverage_matrix(HERE, TODAY)
    found = sheets(check_as_workbook(health, matrix, TODAY))
    assert [(row[0], row[1]) for row in found["Findings"][1:]] == [
        ("Ask ARRT for the distribution", "C"),
        ("Fill in the price", "B"),
    ]
    covered = {row[2]: row[3:] for row in found["Subcategories"]}
    assert covered["Body"] == (2, 2, 2.5, "by several")
    assert covered["Patient Interactions and Management"] == (1, 1, 1, "by one activity")
    assert covered["Neurological"] == (0, 0, 0, "by nobody")
    assert found["Matrix"][1][:2] == ("A", "=Knee MR")
    assert found["Matrix"][2][2:] == (1, 1.5)


def test_the_comparisons_workbook_holds_each_part() -> None:
    comparison = compare(HERE, THERE, TODAY)
    found = sheets(comparison_as_workbook(comparison, "Demo one", "Demo two", TODAY))
    assert found["In both"][-1] == ("A", "=Knee MR", "A", "number", "price", "$10", "$12")
    assert [row[0] for row in found["Only in the first"][2:]] == ["B", "C"]
    assert [row[0] for row in found["Only in the second"][2:]] == ["B"]
    assert found["One number, two courses"][-1] == ("B", "Course B", "Calm")
    body = next(row for row in found["Subcategories"] if row[0] and "Body" in row[0])
    assert body[1:] == (2.5, 1, "first", 10, 12, "first")


def test_an_empty_catalog_has_a_workbook_too() -> None:
    nothing = catalog()
    health, matrix = check_catalog(nothing, (), TODAY), coverage_matrix(nothing, TODAY)
    assert len(sheets(check_as_workbook(health, matrix, TODAY))["Findings"]) == 1
    comparison = compare(nothing, nothing, TODAY)
    assert sheets(comparison_as_workbook(comparison, "one", "two", TODAY))
