"""The check as a whole: what reading said and what the catalog shows, once each, by what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.reading import SourceFile, read_catalog
from planner.selling.health import Todo, check_catalog
from planner.selling.health.from_reading import todo_of
from tests.builders import TODAY

if TYPE_CHECKING:
    from planner.selling.health import Health

HEADER = "course_id,title,seller,ce_credits,price,expires_on,discipline,category,subcategory,credits\n"


def check(*rows: str, header: str = HEADER) -> Health:
    read = read_catalog([SourceFile("list.csv", (header + "\n".join(rows)).encode())])
    return check_catalog(read.value, read.problems, TODAY)


def test_what_reading_said_is_said_once() -> None:
    health = check(
        "A,Knee MR,Demo,2,ask,2030-01-01,MR,Procedures,Body,2.5",
        "B,Hip MR,Demo,,9,2030-01-01,MR,,,",
        "C,Wrist MR,Demo,1,9,2030-01-01,MR,Procedures,Bdy,1",
    )
    codes = sorted(finding.code for finding in health.findings)
    assert codes == [
        "course-without-distribution",
        "distribution-over-ce-credits",
        "price-not-a-number",
        "unknown-subcategory",
    ]
    assert health.new_problems == ()


def test_every_finding_of_a_row_names_its_course_and_place() -> None:
    health = check(
        "A,Knee MR,Demo,2,ask,2030-01-01,MR,Procedures,Body,1",
        "B,Hip MR,Demo,2,9,2026-11-01,MR,Procedures,Body,1",
    )
    told = {(f.code, f.courses, f.place.row, f.place.column) for f in health.findings}
    assert told == {
        ("price-not-a-number", ("A",), 2, "price"),
        ("course-expired", ("B",), 3, "expires_on"),
    }


def test_a_name_read_as_another_is_a_change_of_every_course_that_has_it() -> None:
    rows = [f"{each},Knee {each},Demo,2,9,2030-01-01,MR,Procedures,MSK,1" for each in ("A", "B")]
    (change, other) = check(*rows, "C,Hip,Demo,2,9,2030-01-01,MR,,Musculoskeletal,1.5").changes
    assert (change.course_id, other.course_id) == ("A", "B")
    assert (change.column, change.before, change.after) == ("subcategory", "MSK", "Musculoskeletal")


def test_a_name_in_a_header_is_one_of_every_course_below_it() -> None:
    health = check("A,9,1,", "B,9,,1", header="course_id,price,MR: MSK,MR: Body\n")
    assert [(change.course_id, change.before) for change in health.changes] == [("A", "MSK")]


def test_the_worst_comes_first_and_errors_before_warnings() -> None:
    health = check(
        "A,Knee MR,Demo,2,,2026-12-01,MR,Procedures,Body,0.3",
        "B,Hip MR,Demo,2x,9,2026-11-01,MR,Procedures,Body,1",
    )
    assert [(group.todo, [f.code for f in group.findings]) for group in health.groups] == [
        (Todo.MEND_THE_NUMBER, ["credits-not-a-number", "credits-odd-step"]),
        (Todo.RENEW, ["course-expired"]),
        (Todo.FILL_IN_PRICE, ["price-missing"]),
        (Todo.RENEW_SOON, ["course-expires-soon"]),
    ]


def test_a_problem_nobody_thought_of_is_the_files_or_a_numbers() -> None:
    assert todo_of("hours-ambiguous") is Todo.MEND_THE_NUMBER
    assert todo_of("workbook-damaged") is Todo.SEE_TO_THE_FILE


def test_every_heading_says_what_to_do() -> None:
    assert all(todo.remedy.endswith(".") for todo in Todo)
