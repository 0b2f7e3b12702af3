"""``planner queue`` from end to end: everybody's plan, the contract's JSON, bad input, and being stopped."""

from __future__ import annotations

import csv
import json
import random
import signal
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from planner.cli import main
from planner.cli import queue as cli_queue
from planner.outline import DATA, shipped_outlines
from planner.selling import answering

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "technologist_id,discipline,category,subcategory,standard,credits_required\n"
BODY = "MR,Procedures,Body,not met,2.75\n"
CARE = "MR,Patient Care,Patient Interactions and Management,not met,1.5\n"
NECK = "CT,Procedures,Neck and Chest,not met,2\n"
QUEUE = HEADER + "A," + BODY + "B," + BODY + "B," + CARE + "C," + NECK + "D," + CARE + "D," + BODY
CATALOG = """\
course_id,title,price,ce_credits,hours,discipline,category,subcategory,credits
FIC-1,All,50,6,6,MR,Patient Care,Patient Interactions and Management,1.5
FIC-1,All,50,6,6,MR,Procedures,Body,2.75
FIC-2,Care,20,2,2,MR,Patient Care,Patient Interactions and Management,1.5
FIC-3,Body,40,4,4,MR,Procedures,Body,2.75
FIC-4,Neck,15,1,1,CT,Procedures,Neck and Chest,0.5
"""
TOTALS = {"price", "price_unknown", "ce_credits", "targeted_credits", "courses", "hours"}


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with a queue and a catalog in it."""
    (tmp_path / "queue.csv").write_text(QUEUE, encoding="utf-8")
    (tmp_path / "catalog.csv").write_text(CATALOG, encoding="utf-8")
    return tmp_path


def _queue(files: Path, *options: str) -> int:
    catalog = ("--catalog", str(files / "catalog.csv"), "--on", "2026-11-23")
    return main(["queue", str(files / "queue.csv"), *catalog, *options])


def _answer(files: Path, *options: str) -> tuple[int, dict[str, Any]]:
    status = _queue(files, "--json", str(files / "answer.json"), *options)
    return status, json.loads((files / "answer.json").read_text(encoding="utf-8"))


def _of(answer: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {each["technologist_id"]: each for each in answer["technologists"]}


def test_everybody_gets_a_plan_in_the_shape_of_the_contract(files: Path) -> None:
    status, answer = _answer(files)
    assert status == 3
    assert [each["technologist_id"] for each in answer["technologists"]] == ["A", "B", "C", "D"]
    people = _of(answer)
    assert people["A"]["status"] == "covered"
    assert people["A"]["course_ids"] == ["FIC-3"]
    assert people["B"]["course_ids"] == people["D"]["course_ids"] == ["FIC-1"]
    assert people["C"]["status"] == "shortfall"
    assert people["C"]["short"] == [
        {"discipline": "CT", "category": "Procedures", "subcategory": "Neck and Chest", "short": 1.5}
    ]
    assert all(each["totals"].keys() >= TOTALS for each in answer["technologists"])
    assert answer["distinct_prescriptions"] == 3
    assert answer["totals"]["price"] == 40 + 50 + 15 + 50
    assert answer["customers"] == {"all": 4, "covered": 3, "shortfall": 1, "unplanned": 0, "not_reached": 0}
    assert (answer["partial"], answer["problems"]) == (False, [])


def test_a_queues_plans_are_what_plan_gives_for_each_alone(files: Path) -> None:
    luck = random.Random(8)
    known = [s for s in sorted(shipped_outlines().known) if s.discipline in {"MR", "CT"}]
    rows = {
        f"T{number}": [
            f'{s.discipline},{s.category},"{s.name}",not met,{luck.choice((0.5, 1, 1.5))}\n'
            for s in luck.sample(known, 2)
        ]
        for number in range(6)
    }
    scattered = [f"{each},{row}" for each, own in rows.items() for row in own]
    luck.shuffle(scattered)
    (files / "queue.csv").write_text(HEADER + "".join(scattered), encoding="utf-8")
    demo = ("--catalog", str(DATA / "demo" / "catalog.xlsx"), "--on", "2026-11-23")
    main(["queue", str(files / "queue.csv"), *demo, "--json", str(files / "answer.json")])
    people = _of(json.loads((files / "answer.json").read_text(encoding="utf-8")))
    for each, own in rows.items():
        (files / "one.csv").write_text(HEADER + "".join(f"{each},{row}" for row in own), encoding="utf-8")
        main(["plan", str(files / "one.csv"), *demo, "--json", str(files / "one.json")])
        alone = json.loads((files / "one.json").read_text(encoding="utf-8"))
        assert (people[each]["status"], people[each]["totals"]) == (alone["status"], alone["totals"])
        assert people[each]["course_ids"] == sorted(course["course_id"] for course in alone["courses"])


def test_standard_output_carries_pure_json(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "queue.csv").write_text(HEADER + 'Büro "1",' + BODY, encoding="utf-8")
    assert _queue(files, "--json", "-") == 0
    out = capsys.readouterr().out
    assert out.isascii()
    assert json.loads(out)["technologists"][0]["technologist_id"] == 'Büro "1"'


def test_people_get_a_short_table(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _queue(files) == 3
    out, err = capsys.readouterr()
    assert "Customers                            4" in out
    assert "Price together                    $155" in out
    assert "1 customer by 1.5 credits in all: CT" in out
    assert err == ""


def test_all_covered_ends_with_zero(files: Path) -> None:
    (files / "queue.csv").write_text(HEADER + "A," + BODY, encoding="utf-8")
    assert _queue(files) == 0


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("," + BODY, "no-technologist-id"),
        ("A,MR,Procedures,Body,not met,2x\n", "credits-not-a-number"),
        ("A,MR,Procedures,Body,not met,2,75\n", "row-too-long"),
        ('A,MR,Procedures,"Body,not met,2\n', "quote-not-closed"),
    ],
)
def test_a_bad_row_costs_that_row_only(files: Path, rows: str, code: str) -> None:
    _, before = _answer(files)
    (files / "queue.csv").write_text(QUEUE + rows, encoding="utf-8")
    status, after = _answer(files)
    assert status == 3
    assert code in [problem["code"] for problem in after["problems"]]
    assert after["technologists"][1:] == before["technologists"][1:]
    assert _of(after)["A"]["course_ids"] == ["FIC-3"]


def test_an_open_question_is_never_called_covered(files: Path) -> None:
    (files / "queue.csv").write_text(QUEUE + "A,MR,Procedures,Neurological,not met,2x\n", encoding="utf-8")
    _, answer = _answer(files)
    assert _of(answer)["A"]["status"] == "shortfall"
    assert _of(answer)["A"]["open_questions"] == 1


def test_somebody_of_whom_nothing_can_be_read_is_unplanned(files: Path) -> None:
    (files / "queue.csv").write_text(QUEUE + "E,MR,Procedures,Body,not met,many\n", encoding="utf-8")
    status, answer = _answer(files)
    unplanned = _of(answer)["E"]
    assert (status, unplanned["status"], unplanned["short"]) == (3, "unplanned", [])
    assert unplanned["totals"]["price"] == 0
    why = [each["message"] for each in answer["problems"] if each["code"] == "nothing-to-plan"]
    assert [message.split(":")[0] for message in why] == ["1 customer without a plan (E)"]


def test_customers_whose_rows_are_not_understood_are_counted(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lost = "MR,Procedures,Body,not met,many\n"
    (files / "queue.csv").write_text(QUEUE + "".join(f"{who},{lost}" for who in "EFGHIJKA"), encoding="utf-8")
    assert _queue(files) == 3
    out, err = capsys.readouterr()
    assert "8 customers have rows that couldn't be read or lack their credits" in " ".join(out.split())
    assert err.count("error: 7 customers without a plan (E, F, G, H, I and 2 others): No row of the") == 1


def test_what_cannot_be_used_is_told_in_json_too(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "queue.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert _queue(files, "--json", "-", "--goal", "beauty") == 2
    answer = json.loads(capsys.readouterr().out)
    assert (answer["status"], answer["technologists"], answer["distinct_prescriptions"]) == (
        "unusable",
        [],
        0,
    )
    assert {"goal-unknown", "not-a-prescription"} <= {problem["code"] for problem in answer["problems"]}


def test_a_queue_without_ids_cannot_be_used(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "queue.csv").write_text(
        "discipline,subcategory,standard,credits\nMR,Body,not met,2\n", encoding="utf-8"
    )
    assert _queue(files) == 2
    assert "id of the technologist" in capsys.readouterr().err


def test_a_cluster_that_is_not_there_is_told(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.selling.labour.cluster._TO_CONNECT_S", 0.2)
    status, answer = _answer(files, "--dask", "not an address")
    assert status == 2
    assert [problem["code"] for problem in answer["problems"]] == ["dask-not-reached"]


def test_alternatives_mean_nothing_here(files: Path) -> None:
    _, answer = _answer(files, "--alternatives", "2")
    assert [problem["code"] for problem in answer["problems"]] == ["option-without-effect"]


def test_all_files_are_written(files: Path) -> None:
    written = [files / name for name in ("answer.json", "answer.csv", "answer.xlsx")]
    assert _queue(files, "--json", str(written[0]), "--csv", str(written[1]), "--out", str(written[2])) == 3
    assert all(path.stat().st_size > 100 for path in written)
    assert _queue(files, "--json", str(files / "nowhere" / "answer.json")) == 2


def test_ctrl_c_gives_what_is_there(
    files: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answer_of = answering.answer_of

    def interrupted(planned: Any) -> Any:  # noqa: ANN401 - as there
        signal.raise_signal(signal.SIGINT)
        return answer_of(planned)

    monkeypatch.setattr(answering, "answer_of", interrupted)
    status, answer = _answer(files)
    assert (status, answer["partial"]) == (cli_queue.STOPPED, True)
    assert [each["status"] for each in answer["technologists"]] == ["covered"] + ["not-reached"] * 3
    assert answer["technologists"][1]["totals"] is None
    out, err = capsys.readouterr()
    assert "This is a part only" in out
    assert "Stopping." in err
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.parametrize("arguments", [["queue"], ["queue", "q.csv", "--bogus"], ["queue", "q.csv"]])
def test_arguments_that_cannot_be_used_are_told_in_the_queues_own_shape(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, "--json", "-"]) == 2
    answer = json.loads(capsys.readouterr().out)
    assert (answer["technologists"], answer["distinct_prescriptions"]) == ([], 0)
    assert answer["problems"]


def test_assumed_credits_are_said_in_every_output(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "A,MR,Procedures,Body,not met,\nB," + BODY
    (files / "queue.csv").write_text(HEADER + rows, encoding="utf-8")
    outputs = ("--csv", str(files / "answer.csv"), "--out", str(files / "answer.xlsx"))
    status, answer = _answer(files, "--assume-credits", "2", *outputs)
    assert status == 0
    sentence = "1 customer has credits required that were assumed, not read: check with the prescription."
    assert sentence in " ".join(capsys.readouterr().out.split())
    assert {name: each["assumed_figures"] for name, each in _of(answer).items()} == {"A": 1, "B": 0}
    with (files / "answer.csv").open(encoding="utf-8-sig") as opened:
        assert [row["assumed_figures"] for row in csv.DictReader(opened)] == ["1", "0"]
    book = load_workbook(files / "answer.xlsx")
    for name, said in {
        "Summary": sentence,
        "All": sentence,
        "Groups": "MR · Procedures · Body: 2 (assumed)",
        "Group 1": "1 figure of credits required assumed: check with the prescription.",
    }.items():
        assert said in [cell for row in book[name].values for cell in row]
