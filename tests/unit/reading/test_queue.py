"""Queues: many people in one file, rows of one scattered, ids missing, repeated, numeric or formulas."""

from __future__ import annotations

import csv as csv_files
import io
import random
from typing import TYPE_CHECKING

import pytest

from planner.credits import Credits
from planner.limits import LIMITS_FILE
from planner.reading import SourceFile, pasted
from planner.reading.queues import queue as queue_files
from planner.reading.queues import read_queue, read_queue_file
from planner.reading.queues.replaying import LastRow
from tests.builders import done, prescription_of
from tests.unit.reading.shapes import codes, csv, errors, the, workbook

if TYPE_CHECKING:
    from pathlib import Path

    from planner.prescription import CompletedActivity
    from planner.reading import Read
    from planner.selling.customers import Queue

COLUMNS = ["technologist_id", "discipline", "category", "subcategory", "standard", "credits_required"]
HEADER = ",".join(COLUMNS) + "\n"
BODY = "MR,Procedures,Body,not met,2.75\n"
NEURO = "MR,Procedures,Neurological,not met,1\n"
NECK = "CT,Procedures,Neck and Chest,not met,2\n"
MET = "MR,Procedures,Musculoskeletal,met,\n"


def _queue(*rows: str) -> Read[Queue]:
    return read_queue([csv(HEADER + "".join(rows))])


def _sizes(queue: Queue) -> list[int]:
    return [group.customers for group in queue.groups]


def test_the_same_needs_are_one_group_in_whatever_order() -> None:
    read = _queue(
        *(
            "A," + BODY,
            "A," + NEURO,
            "B," + NECK,
            "C," + NEURO,
            "C," + MET,
            "C," + BODY,
            "D," + NECK,
            "E," + MET,
        )
    )
    assert read.problems == ()
    queue = read.value
    assert list(queue.ids) == ["A", "B", "C", "D", "E"]
    assert list(queue.group_of) == [0, 1, 0, 1, 2]
    assert _sizes(queue) == [2, 2, 1]
    assert prescription_of(queue, 2).technologist_id == "C"
    assert queue.groups[0].prescription.technologist_id == ""


@pytest.mark.parametrize("head", [HEADER, HEADER.partition(",")[2]], ids=["empty column", "no column"])
def test_rows_without_an_id_are_those_of_the_one_customer_who_was_named(head: str) -> None:
    first = "," if head is HEADER else ""
    source = csv(head + first + BODY + first + NECK)
    read = read_queue([source], whose="Caller Example")
    assert list(read.value.ids) == ["Caller Example"]
    assert [len(group.prescription.rows) for group in read.value.groups] == [2]
    assert not errors(read.problems)
    assert list(read_queue([source]).value.ids) == []


def test_rows_of_one_may_be_scattered() -> None:
    queue = _queue("A," + BODY, "B," + NECK, "A," + NEURO).value
    assert [len(group.prescription.rows) for group in queue.groups] == [2, 1]


def test_a_row_without_an_id_is_nobodys() -> None:
    read = _queue("A," + BODY, "," + NECK, "B," + NECK)
    assert list(read.value.ids) == ["A", "B"]
    assert [len(group.prescription.rows) for group in read.value.groups] == [1, 1]
    problem = the("no-technologist-id", read.problems)
    assert (problem.is_error, problem.place.row, problem.place.column) == (True, 3, "technologist_id")
    assert not any(group.prescription.open_questions for group in read.value.groups)


def test_a_row_that_cannot_be_read_is_an_open_question_of_its_owner_alone() -> None:
    read = _queue("A," + BODY, "A,MR,Procedures,Neurological,not met,2x", "\nB," + BODY)
    assert [group.prescription.open_questions for group in read.value.groups] == [1, 0]
    assert the("credits-not-a-number", read.problems).place.row == 3


def test_cells_that_have_moved_cost_their_own_person_only() -> None:
    moved = "B,MR,Procedures,Body,not met,2,75\n"
    read = _queue("A," + BODY, moved, "B," + NEURO, "C," + BODY)
    assert [group.prescription.open_questions for group in read.value.groups] == [0, 1]
    assert list(read.value.group_of) == [0, 1, 0]


def test_cells_that_have_moved_before_an_id_still_find_their_person() -> None:
    rows = "discipline,subcategory,standard,credits,technologist_id\nMR,Body,not met,2,A\n"
    read = read_queue([csv(rows + "MR,Neurological,not met,2,75,A\nMR,Body,not met,2,B\n")])
    assert [group.prescription.open_questions for group in read.value.groups] == [1, 0]
    assert list(read.value.ids) == ["A", "B"]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [(17, "17"), (17.0, "17"), ("17.0", "17"), ("0017", "0017"), (" T 1 ", "T 1"), ("Büro", "Büro")],
)
def test_ids_are_kept_as_people_mean_them(written: object, read_as: str) -> None:
    rows = [COLUMNS, [written, "MR", "Procedures", "Body", "not met", 2.75]]
    assert list(read_queue([workbook({"Queue": rows})]).value.ids) == [read_as]


def test_ids_that_are_errors_or_formulas_are_nobodys() -> None:
    rows: list[list[object]] = [
        COLUMNS,
        ["=A9&A8", "MR", "Procedures", "Body", "not met", 2.75],
        ["#N/A", "MR", "Procedures", "Body", "not met", 2.75],
        ["A", "MR", "Procedures", "Body", "not met", 2.75],
    ]
    read = read_queue([workbook({"Queue": rows})])
    assert list(read.value.ids) == ["A"]
    assert [(problem.code, problem.place.row) for problem in errors(read.problems)] == [
        ("formula-without-value", 2),
        ("excel-error", 3),
    ]


@pytest.mark.parametrize("large", [False, True])
def test_a_formula_in_text_is_nobodys_and_text_written_as_one_is_its_text(large: bool) -> None:  # noqa: FBT001
    rest = ",MR,Procedures,Body,not met,2.75\n"
    ids = ['="007"', "007", '"=""007"""', "=A9&A8", "A"]
    padding = "".join(f"T{number}{rest}" for number in range(20_000 if large else 0))
    read = read_queue([SourceFile("q.csv", (HEADER + "".join(i + rest for i in ids) + padding).encode())])
    assert list(read.value.ids)[:2] == ["007", "A"]
    assert [(each.code, each.place.row) for each in errors(read.problems)] == [("formula-without-value", 5)]


def test_ids_that_may_be_one_persons_are_kept_apart_and_told() -> None:
    ids = ["007", "ab 1", "B", "7", "AB 1", "0", "00"]
    rows = [COLUMNS, *([each, "MR", "Procedures", "Body", "not met", 2.75] for each in ids)]
    read = read_queue([workbook({"Queue": rows})])
    assert list(read.value.ids) == ids
    (told,) = [problem for problem in read.problems if problem.code == "ids-alike"]
    assert "3 ids may be one technologist's" in told.message
    assert "007 and 7; ab 1 and AB 1; 0 and 00" in told.message
    assert read_queue([workbook({"Queue": rows[:4]})]).problems == ()


def test_several_files_are_one_queue() -> None:
    read = read_queue([csv(HEADER + "A," + BODY), pasted("Technologist: A\nMR Neurological 1\n")])
    assert read.problems == ()
    assert list(read.value.ids) == ["A"]
    assert len(read.value.groups[0].prescription.rows) == 2


def test_a_table_without_ids_is_nobodys() -> None:
    read = read_queue([csv("discipline,subcategory,standard,credits required\nMR,Body,not met,2\n")])
    assert read.value.ids == ()
    assert [problem.code for problem in errors(read.problems)] == ["no-technologist-id"]


def test_lines_without_ids_are_nobodys() -> None:
    read = read_queue([pasted("MR Neurological 1\nTechnologist: A\nMR Body 2.75\n")])
    assert list(read.value.ids) == ["A"]
    assert the("no-technologist-id", read.problems).place.row == 1


def test_an_id_above_its_rows_counts_for_them_and_ends_what_was_above() -> None:
    read = _queue(
        "A," + BODY, "B,,,,,\n", ",,Procedures,Neck and Chest,not met,2\n", ",CT,,Neck and Chest,not met,2\n"
    )
    assert list(read.value.ids) == ["A", "B"]
    assert "discipline-missing" in codes(read.problems)  # A's discipline isn't B's
    assert read.value.groups[1].prescription.open_questions == 1


def test_missing_figures_can_be_assumed() -> None:
    rows = [csv(HEADER + "A,MR,Procedures,Body,not met,\nB," + BODY)]
    asked, assumed = read_queue(rows), read_queue(rows, assume_credits=Credits(275))
    assert codes(asked.problems) == ["credits-required-missing"]
    assert codes(assumed.problems) == ["credits-assumed"]
    assert _sizes(assumed.value) == [1, 1]  # a figure that was assumed is said so, in every output


COMPLETED = "course_id,completed_on\nFIC-1,2026-06-01\n"


def test_completed_ce_without_ids_counts_for_everyone_and_says_so() -> None:
    read = read_queue(
        [csv(HEADER + "A," + BODY + "B," + BODY)], completed=[SourceFile("done.csv", COMPLETED.encode())]
    )
    assert [group.completed for group in read.value.groups] == [(done("FIC-1"),)]
    problem = the("completed-for-everyone", read.problems)
    assert (problem.is_error, problem.place.file) == (False, "done.csv")


def test_completed_ce_with_ids_counts_for_one() -> None:
    rows = (
        "technologist_id,course_id,completed_on\nB,FIC-1,2026-06-01\nX,FIC-2,2026-06-01\n,FIC-3,2026-06-01\n"
    )
    read = read_queue(
        [csv(HEADER + "A," + BODY + "B," + BODY + "C," + BODY)],
        completed=[SourceFile("d.csv", rows.encode())],
    )
    given: list[tuple[CompletedActivity, ...]] = [group.completed for group in read.value.groups]
    assert given == [(), (done("FIC-1"),)]
    assert list(read.value.group_of) == [0, 1, 0]
    assert the("completed-of-nobody", read.problems).value == "X"
    assert (
        the("no-technologist-id", read.problems).place.file,
        the("no-technologist-id", read.problems).place.row,
    ) == (
        "d.csv",
        4,
    )


def _many(people: int) -> str:
    luck = random.Random(4)
    prescriptions = [luck.sample([BODY, NEURO, NECK, MET], luck.randint(1, 4)) for _ in range(30)]
    rows = [f"T{number:05d},{row}" for number in range(people) for row in luck.choice(prescriptions)]
    luck.shuffle(rows)
    return HEADER + "".join(rows)


def test_a_large_file_is_read_in_pieces_with_the_same_answer(tmp_path: Path) -> None:
    text = _many(2_500)
    damaged = text.replace("T00007,MR", "T00007,MRR").replace("T00009,", ",")
    (tmp_path / "queue.csv").write_text(damaged, encoding="utf-8")
    in_pieces = read_queue_file(tmp_path / "queue.csv")
    from_bytes = read_queue([SourceFile("queue.csv", damaged.encode())])
    halves = damaged.splitlines(keepends=True)
    half = len(halves) // 2
    whole = read_queue([csv("".join(halves[:half])), csv(HEADER + "".join(halves[half:]))])
    assert in_pieces == from_bytes
    assert in_pieces.value == whole.value
    assert {"unknown-discipline", "no-technologist-id"} <= set(codes(in_pieces.problems))
    assert in_pieces.value.customers == 2_499


def _whole_and_in_pieces(text: str, monkeypatch: pytest.MonkeyPatch) -> tuple[Read[Queue], Read[Queue]]:
    whole = read_queue([csv(text)])
    monkeypatch.setattr(queue_files, "_SMALL", 0)
    return whole, read_queue([csv(text)])


def test_who_met_a_whole_category_is_a_customer_who_needs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    whole, in_pieces = _whole_and_in_pieces(
        HEADER + "A," + BODY + "A,MR,Safety,,met,\nB,MR,Procedures,,met,\nC," + NEURO, monkeypatch
    )
    assert sorted(whole.value.ids) == ["A", "B", "C"]
    of_b = prescription_of(whole.value, list(whole.value.ids).index("B"))
    assert (of_b.needs, of_b.open_questions) == ((), 0)
    assert codes(whole.problems) == ["category-met", "category-met"]
    assert prescription_of(in_pieces.value, list(in_pieces.value.ids).index("B")) == of_b
    assert (sorted(in_pieces.value.ids), in_pieces.problems) == (["A", "B", "C"], whole.problems)


def test_a_row_that_cannot_be_read_is_lost_to_whom_the_heading_row_above_names(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole, in_pieces = _whole_and_in_pieces(
        HEADER + "A," + BODY + "B\n,#REF!,Procedures,Body,not met,1\n," + NECK, monkeypatch
    )
    assert in_pieces == whole
    assert list(whole.value.ids) == ["A", "B"]
    assert [place.row for place in prescription_of(whole.value, 1).unreadable] == [4]
    assert codes(whole.problems) == ["excel-error"]


def test_an_id_that_reads_like_a_header_takes_nothing_from_whoever_is_above(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole, in_pieces = _whole_and_in_pieces(
        HEADER + "A," + BODY + "technologist_id,,Procedures,Body,not met,1\n", monkeypatch
    )
    assert in_pieces == whole
    assert codes(whole.problems) == ["discipline-missing"]


@pytest.mark.parametrize("row", ["A," + BODY, "A,MR,Procedures,,not met,3\n"], ids=["doubled", "category"])
def test_each_of_many_rows_of_one_is_met_a_few_times(row: str, monkeypatch: pytest.MonkeyPatch) -> None:
    met = 0
    numbers = LastRow.numbers

    def counted(table: LastRow) -> range:
        nonlocal met
        found = numbers(table)
        met += len(found)
        return found

    monkeypatch.setattr(LastRow, "numbers", counted)
    rows = 1_000
    whole, in_pieces = _whole_and_in_pieces(HEADER + row * rows, monkeypatch)
    assert in_pieces == whole
    assert rows < met < 15 * rows


def test_many_problems_are_counted() -> None:
    rows = io.StringIO()
    csv_files.writer(rows).writerows(
        [COLUMNS, *([f"T{n}", "MR", "Procedures", "Body", "not met", "x"] for n in range(13_000))]
    )
    read = read_queue([SourceFile("queue.csv", rows.getvalue().encode())])
    assert len(read.problems) == 501
    assert read.problems[-1].value == "12500"
    assert _sizes(read.value) == [13_000]
    assert read.value.groups[0].prescription.open_questions == 1


def test_limits_of_a_queue_are_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = LIMITS_FILE.read_text(encoding="utf-8").replace("queue_rows = 12_000_000", "queue_rows = 3")
    text = text.replace("queue_row_kinds = 500_000", "queue_row_kinds = 2").replace(
        "rows = 200_000", "rows = 2"
    )
    (tmp_path / "limits.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("PLANNER_LIMITS", str(tmp_path / "limits.toml"))
    (tmp_path / "queue.csv").write_text(HEADER + "A," + BODY + "B," + BODY + "C," + BODY, encoding="utf-8")
    too_long = read_queue_file(tmp_path / "queue.csv")
    assert list(too_long.value.ids) == ["A", "B"]
    assert [(problem.code, problem.place.row) for problem in too_long.problems] == [("too-many-rows", 4)]
    (tmp_path / "queue.csv").write_text(HEADER + "A," + BODY + "A," + NECK + "A," + MET, encoding="utf-8")
    too_varied = read_queue_file(tmp_path / "queue.csv")
    assert codes(too_varied.problems) == ["too-many-kinds-of-row"]
    assert list(too_varied.value.ids) == ["A"]


def test_a_file_that_is_no_queue_says_so(tmp_path: Path) -> None:
    for content, code in (
        (b"", "file-empty"),
        (b"\x89PNG\r\n", "wrong-type"),
        (b"course_id,title\nA,B\n", "not-a-prescription"),
    ):
        (tmp_path / "queue.csv").write_bytes(content)
        read = read_queue_file(tmp_path / "queue.csv")
        assert (read.value.ids, codes(read.problems)) == ((), [code])
