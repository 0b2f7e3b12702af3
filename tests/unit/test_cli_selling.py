"""``planner bundles`` and ``planner demand`` from end to end."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from planner.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

QUEUE = """\
technologist_id,discipline,category,subcategory,standard,credits_required
T-1,MR,Procedures,Body,not met,2
T-2,MR,Procedures,Body,not met,2
T-2,MR,Patient Care,Patient Interactions and Management,not met,1
T-3,CT,Procedures,Neck and Chest,not met,3
T-4,MR,Procedures,Body,met,
"""
CATALOG = """\
course_id,title,seller,ce_credits,price,discipline,category,subcategory,credits
FIC-1,Body,Lantern Learning,4,40,MR,Procedures,Body,2
FIC-2,Care,Harbor CE,2,20,MR,Patient Care,Patient Interactions and Management,1
FIC-3,Neck,Harbor CE,2,10,CT,Procedures,Neck and Chest,2
FIC-4,=1+1,Harbor CE,2,,MR,Procedures,Body,2
"""
ON = ("--on", "2026-11-23")


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with a queue and a catalog in it."""
    (tmp_path / "queue.csv").write_text(QUEUE, encoding="utf-8")
    (tmp_path / "catalog.csv").write_text(CATALOG, encoding="utf-8")
    return tmp_path


def _bundles(files: Path, *options: str, number: str = "1", size: str = "2") -> int:
    given = [str(files / "queue.csv"), "--catalog", str(files / "catalog.csv"), *ON]
    return main(["bundles", *given, "--bundles", number, "--size", size, *options])


def _demand(files: Path, *options: str) -> int:
    return main(["demand", str(files / "queue.csv"), "--catalog", str(files / "catalog.csv"), *ON, *options])


def _json(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    answer = json.loads(capsys.readouterr().out)
    assert isinstance(answer, dict)
    return answer


def test_bundles_are_shown_with_their_proof(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _bundles(files, "--discount", "10") == 3
    out = " ".join(capsys.readouterr().out.split())
    assert out.startswith("1 bundle · 2 of 3 customers covered · $6 saved · 1 need nothing Proven: no other")
    assert "new-1: 2 courses for MR · $54 instead of $60 · covers 2 customers, 2 take it" in out
    assert "Not the official record" in out


def test_bundles_as_json_are_flat_and_exact(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _bundles(files, "--discount", "10", "--json", "-") == 3
    answer = _json(capsys)
    assert answer["status"] == "shortfall"
    assert answer["bundles"] == [
        {
            "bundle_id": "new-1",
            "title": "2 courses for MR",
            "course_ids": ["FIC-1", "FIC-2"],
            "price": 54.0,
            "price_known_part": 54.0,
            "price_unknown": 0,
            "singles_price": 60.0,
            "discount_percent": 10.0,
            "customers_covered": 2,
            "customers_taking": 2,
            "money_saved": 6.0,
            "ce_credits": 6.0,
            "ce_credits_unknown": 0,
            "disciplines": ["MR"],
        }
    ]
    told = {name: answer[name] for name in ("customers", "covered", "not_covered", "need_nothing", "gap")}
    assert told == {"customers": 4, "covered": 2, "not_covered": 1, "need_nothing": 1, "gap": 0}
    assert answer["proven_optimal"]
    assert answer["comparison"]["single_plans"] == {
        "price": 100.0,
        "price_with_bundles": 94.0,
        "money_saved": 6.0,
    }
    popular = answer["comparison"]["most_popular"]
    assert popular["course_ids"] == ["FIC-1", "FIC-2"]
    assert answer["comparison"]["at_no_greater_price"]["covered"] >= popular["covered"]
    assert [row["bundle_id"] for row in answer["technologists"]] == ["new-1", "new-1", None, None]
    assert [row["money_saved"] for row in answer["technologists"]] == [0.0, 6.0, 0.0, 0.0]


def test_the_bundles_come_as_a_workbook(files: Path) -> None:
    name, copy = files / "bundles.xlsx", files / "bundles.json"
    assert _bundles(files, "--discount", "10", "--out", str(name), "--json", str(copy)) == 3
    book = load_workbook(io.BytesIO(name.read_bytes()))
    assert book.sheetnames[:3] == ["Bundles", "Courses", "Customers"]
    assert {"Inputs", "Sources"} <= set(book.sheetnames)
    customers = [[cell.value for cell in row] for row in book["Customers"].iter_rows(min_row=2, max_col=3)]
    assert customers[:4] == [
        ["T-1", "new-1", "covered"],
        ["T-2", "new-1", "covered"],
        ["T-3", None, "not covered"],
        ["T-4", None, "needs nothing"],
    ]
    assert json.loads(copy.read_bytes())["covered"] == 2


def test_everybody_covered_ends_with_0(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [row for row in QUEUE.splitlines() if not row.startswith("T-3")]
    (files / "queue.csv").write_text("\n".join(rows), encoding="utf-8")
    assert _bundles(files, "--json", "-", number="5", size="9") == 0
    answer = _json(capsys)
    assert answer["status"] == "covered"
    assert {"bundles-fewer", "bundles-size-over-catalog"} <= {p["code"] for p in answer["problems"]}


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        (("--discount", "120"), {"discount-not-a-percentage"}),
        (("--discount", "-5"), {"discount-not-a-percentage"}),
        (("--discount", "some"), {"discount-not-readable"}),
        (("--most-price", "cheap"), {"price-not-a-number"}),
        (("--seconds", "0"), {"seconds-not-readable"}),
        (("--seconds", "nan"), {"seconds-not-readable"}),
        (("--on", "soon", "--margin", "much"), {"date-not-readable", "credits-not-a-number"}),
    ],
)
def test_values_that_cannot_be_used_are_refused_in_words(
    files: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], codes: set[str]
) -> None:
    assert _bundles(files, *options, "--json", "-") == 2
    answer = _json(capsys)
    assert answer["status"] == "unusable"
    assert {problem["code"] for problem in answer["problems"]} == codes


def test_everything_wrong_is_told_at_once(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "catalog.csv").unlink()
    options = ("--discount", "101", "--completed", str(files / "no.csv"), "--json", "-")
    assert _bundles(files, *options, number="none", size="0") == 2
    codes = {problem["code"] for problem in _json(capsys)["problems"]}
    assert codes == {
        "number-not-readable",
        "bundles-size",
        "discount-not-a-percentage",
        "file-not-read",
    }


@pytest.mark.parametrize("command", ["bundles", "demand"])
def test_a_queue_of_nobody_and_an_empty_catalog(
    files: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    (files / "queue.csv").write_text("technologist_id,discipline\n", encoding="utf-8")
    (files / "catalog.csv").write_text("course_id,title\n", encoding="utf-8")
    run = _demand if command == "demand" else _bundles
    assert run(files, "--json", "-") == 2
    codes = {problem["code"] for problem in _json(capsys)["problems"]}
    assert {"no-results", "no-courses"} <= codes


def test_options_are_asked_for_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bundles", "queue.csv", "--catalog", "catalog.csv", "--size", "2"]) == 2
    assert "--bundles" in capsys.readouterr().err


def test_a_lost_row_costs_that_row_and_is_told(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "queue.csv").write_text(QUEUE + ",MR,Procedures,Body,not met,2\n", encoding="utf-8")
    assert _bundles(files, "--json", "-", number="2") == 3
    answer = _json(capsys)
    assert answer["customers"] == 4
    assert "no-technologist-id" in {problem["code"] for problem in answer["problems"]}


def test_demand_is_shown_and_ends_with_3_where_somebody_is_short(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _demand(files) == 3
    out = " ".join(capsys.readouterr().out.split())
    assert out.startswith("3 of 4 customers covered · 1 short")
    assert "CT · Procedures · Neck and Chest: 1 customer short of 1 credit in all" in out
    assert "1 in CT · Procedures · Neck and Chest: newly covers 1 customer, meets 1 credit" in out
    assert "Never picked: 1 course." in out


def test_demand_as_json(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = files / "demand.json"
    assert _demand(files, "--json", str(name)) == 3
    capsys.readouterr()
    answer = json.loads(name.read_bytes())
    assert answer["unmet"] == [
        {
            "discipline": "CT",
            "category": "Procedures",
            "subcategory": "Neck and Chest",
            "customers_short": 1,
            "credits_short": 1.0,
            "largest_shortfall": 1.0,
            "best_available": 2.0,
            "courses": 1,
            "cheapest_per_credit": 5.0,
            "cheapest_course_id": "FIC-3",
        }
    ]
    assert answer["curves"][0]["steps"] == [{"credits": 1.0, "customers_newly_covered": 1}]
    assert answer["new_courses"][0]["gives"][0]["credits"] == 1.0
    body = next(card for card in answer["scorecards"] if card["course_id"] == "FIC-1")
    assert (body["customers"], body["irreplaceable"], body["revenue"]) == (2, 2, 80.0)
    assert answer["never_picked"] == ["FIC-4"]
    assert answer["complete"]


def test_demand_ends_with_0_where_everybody_is_covered(files: Path) -> None:
    rows = [row for row in QUEUE.splitlines() if not row.startswith("T-3")]
    (files / "queue.csv").write_text("\n".join(rows), encoding="utf-8")
    assert _demand(files) == 0


@pytest.mark.parametrize("command", [_bundles, _demand])
def test_assumed_credits_are_said(
    files: Path, capsys: pytest.CaptureFixture[str], command: Callable[..., int]
) -> None:
    command(files)
    assert "assumed" not in capsys.readouterr().out
    (files / "queue.csv").write_text(QUEUE.replace("not met,2\n", "not met,\n"), encoding="utf-8")
    command(files, "--assume-credits", "2")
    said = " ".join(capsys.readouterr().out.split())
    assert "2 customers have credits required that were assumed, not read" in said


@pytest.mark.parametrize("command", ["queue", "demand"])
@pytest.mark.parametrize("others", [[], ["known.csv"]], ids=["alone", "beside another"])
def test_no_answer_is_given_without_completed_ce_that_was_given(
    files: Path, capsys: pytest.CaptureFixture[str], command: str, others: list[str]
) -> None:
    (files / "known.csv").write_text("course_id,completed_on\nFIC-1,2026-06-01\n", encoding="utf-8")
    (files / "done.csv").write_text("colour,size\nred,2\n", encoding="utf-8")
    done = [word for name in ("done.csv", *others) for word in ("--completed", str(files / name))]
    given = [command, str(files / "queue.csv"), "--catalog", str(files / "catalog.csv"), *ON, "--json", "-"]
    assert main([*given, *done]) == 2
    first = _json(capsys)["problems"][0]
    assert (first["severity"], first["code"], first["file"]) == ("error", "not-completed-ce", "done.csv")
