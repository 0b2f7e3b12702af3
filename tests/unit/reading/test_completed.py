"""Completed CE."""

from __future__ import annotations

from datetime import date

import pytest

from planner.credits import Credits
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


@pytest.mark.parametrize("header", ["CE credits", "Credits", "Total CE", "contact hours"])
def test_ce_credits_are_read_beside_the_day(header: str) -> None:
    read = read_completed([csv(f"id,completed on,{header}\n1,2026-05-06,2.5\n2,2026-05-06,\n")])
    assert [a.ce_credits for a in read.value] == [Credits.of("2.5"), None]
    assert not read.problems


def test_ce_credits_are_not_the_distribution() -> None:
    header = "id,completed on,CE credits,discipline,subcategory,credits\n"
    read = read_completed([csv(f"{header}1,2026-05-06,4,MR,Body,1\n1,2026-05-06,4,CT,Neck and Chest,2\n")])
    (activity,) = read.value
    assert activity.ce_credits == Credits.of(4)
    assert [d.credits for d in activity.distributions] == [Credits.of(1), Credits.of(2)]
    assert not read.problems
    wide = read_completed([csv("id,completed on,CE credits,MR: Body\n1,2026-05-06,4,1\n")])
    assert wide.value[0].ce_credits == Credits.of(4)


def test_ce_credits_that_cannot_be_are_said() -> None:
    header = "id,completed on,CE credits,discipline,subcategory,credits\n"
    rows = "1,2026-05-06,x,,,\n2,2026-05-06,3,MR,Body,1\n2,,2,MR,Neurological,1\n3,2026-05-06,1,MR,Body,2\n"
    read = read_completed([csv(header + rows)])
    assert [a.ce_credits for a in read.value] == [None, Credits.of(2), Credits.of(1)]
    assert {(p.code, p.place.row) for p in read.problems} == {
        ("credits-not-a-number", 2),
        ("ce-credits-differ", 3),
        ("distribution-over-ce-credits", 5),
    }
    bare = read_completed(
        [csv("id,completed on,CE credits,discipline,subcategory\n1,2026-05-06,3,MR,Body\n")]
    )
    assert codes(bare.problems) == ["column-missing"]
    assert bare.value[0].distributions == ()


def test_a_table_without_a_row_is_said() -> None:
    read = read_completed([csv("course id,completed on\n", "done.csv")])
    (problem,) = read.problems
    assert (read.value, problem.code, problem.place.file) == ((), "no-completed-ce", "done.csv")
    assert not problem.is_error


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        *((word, True) for word in ("Completed", "100%", "Passed", "\u2713", "yes", "")),
        *((word, False) for word in ("In progress", "Failed", "Not started", "no", "enrolled")),
    ],
)
@pytest.mark.parametrize(
    "header", ["Title,Completed on,Status", "Title,Completed on,Completed?", "Title,Date,Completed"]
)
def test_what_a_transcript_does_not_call_completed_is_not_counted(
    header: str, said: str, *, counts: bool
) -> None:
    read = read_completed([csv(f"{header}\nA,2026-03-04,{said}\nB,2026-03-04,yes\n")])
    assert [activity.course_id for activity in read.value] == (["A", "B"] if counts else ["B"])
    assert [(each.code, each.place.row, each.value) for each in read.problems] == (
        [] if counts else [("not-completed", 2, said)]
    )


def test_the_days_may_stand_behind_the_word() -> None:
    read = read_completed([csv("Title,Completed?,Date\nA,yes,2026-03-04\nB,no,\n")])
    assert [activity.course_id for activity in read.value] == ["A"]
    assert [each.code for each in read.problems] == ["not-completed"]
