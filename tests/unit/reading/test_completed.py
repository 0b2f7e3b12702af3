"""Completed CE."""

from __future__ import annotations

from datetime import date

import pytest

from planner.reading import SourceFile, read_completed
from tests.unit.reading.shapes import codes, csv, errors, the, workbook


def _read(source: SourceFile) -> tuple[list[tuple[str, date, dict[str, str]]], list[str]]:
    read = read_completed([source])
    found = [
        (a.course_id, a.completed_on, {str(d.subcategory): str(d.credits) for d in a.distributions})
        for a in read.value
    ]
    return found, codes(read.problems)


@pytest.mark.parametrize(
    "header", ["course_id,completed_on", "Title,Date completed", "Course,Completion date"]
)
def test_a_course_and_a_day_are_enough(header: str) -> None:
    found, problems = _read(csv(f"{header}\nAlpha,3/4/2026\nBeta,2026-05-06\n"))
    assert found == [("Alpha", date(2026, 3, 4), {}), ("Beta", date(2026, 5, 6), {})]
    assert not problems


def test_an_activity_may_have_a_distribution_of_its_own() -> None:
    body, neck = {"MR · Procedures · Body": "1"}, {"CT · Procedures · Neck and Chest": "2"}
    header = "id,completed on,discipline,subcategory,credits\n"
    for text in (
        f"{header}1,2026-05-06,MR,Body,1\n1,2026-05-06,CT,Neck and Chest,2\n",
        f"{header}1,2026-05-06,MR,Body,1\n1,,CT,Neck and Chest,2\n",
        "id,completed on,MR: Body,CT: Neck and Chest\n1,2026-05-06,1,2\n",
    ):
        found, problems = _read(csv(text))
        assert found == [("1", date(2026, 5, 6), body | neck)]
        assert not problems


def test_a_days_cell_and_a_number_as_id() -> None:
    source = workbook({"Done": [["Course number", "Completed"], [101.0, date(2026, 5, 6)]]})
    assert _read(source) == ([("101", date(2026, 5, 6), {})], [])


def test_what_cannot_be_used_is_said_and_the_rest_stays() -> None:
    read = read_completed([csv("id,completed on\n1,2026-05-06\n2,\n3,soon\n,2026-05-06\n1,2026-05-06\n")])
    assert [a.course_id for a in read.value] == ["1"]
    assert {(p.code, p.place.row) for p in errors(read.problems)} == {
        ("completed-on-missing", 3),
        ("date-not-readable", 4),
        ("course-missing", 5),
    }
    assert the("row-repeated", read.problems).place.row == 6


def test_something_else_is_told_apart() -> None:
    read = read_completed([csv("discipline,subcategory,credits\nMR,Body,1\n")])
    assert (codes(read.problems), read.value) == (["not-completed-ce"], ())
