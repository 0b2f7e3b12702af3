"""``planner structured`` from end to end."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from planner.cli import main
from planner.outline import DATA

if TYPE_CHECKING:
    from pathlib import Path

CATALOG = """\
course_id,title,seller,format,ce_credits,price,hours,discipline,category,subcategory,credits
FIC-1,All of it,Lantern Learning,online,18,90,18,MR,Patient Care,Patient Interactions and Management,3
FIC-1,All of it,Lantern Learning,online,18,90,18,MR,Safety,MRI Screening and Safety,2
FIC-1,All of it,Lantern Learning,online,18,90,18,MR,Image Production,Sequence Parameters and Options,4
FIC-1,All of it,Lantern Learning,online,18,90,18,MR,Procedures,Body,4
FIC-1,All of it,Lantern Learning,online,18,90,18,MR,Procedures,Neurological,3
FIC-2,Care and safety,Harbor CE,book,4,20,4,MR,Patient Care,Patient Interactions and Management,2
FIC-2,Care and safety,Harbor CE,book,4,20,4,MR,Safety,MRI Screening and Safety,2
FIC-3,The rest,Harbor CE,book,12,30,12,MR,Image Production,Sequence Parameters and Options,5
FIC-3,The rest,Harbor CE,book,12,30,12,MR,Procedures,Body,7
"""
ON = ("--on", "2026-11-23")


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with a catalog in it."""
    (tmp_path / "catalog.csv").write_text(CATALOG, encoding="utf-8")
    return tmp_path


def _structured(files: Path, *options: str, discipline: str = "MR") -> int:
    return main(["structured", discipline, "--catalog", str(files / "catalog.csv"), *ON, *options])


def _json(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    answer = json.loads(capsys.readouterr().out)
    assert isinstance(answer, dict)
    return answer


def test_the_cheapest_way_is_shown_with_its_proof(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _structured(files, "--apply-on", "2027-06-15") == 0
    out = capsys.readouterr().out
    assert out.startswith("$50 · 2 courses · 16 targeted credits needed, 16 gained · 16 CE credits · Proven")
    assert "24 months before the application on Jun 15, 2027" in " ".join(out.split())


def test_the_choices_of_plan_hold_here(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _structured(files, "--goal", "courses", "--json", "-", discipline="MRI") == 0
    answer = _json(capsys)
    assert [course["course_id"] for course in answer["courses"]] == ["FIC-1"]
    assert answer["totals"]["targeted_credits"] == 16.0
    assert answer["coverage"][-1]["category"] == "Total"
    assert _structured(files, "--budget", "40", "--json", "-") == 3
    answer = _json(capsys)
    assert answer["status"] == "shortfall"
    assert [limit["name"] for limit in answer["limits"]] == ["budget"]


def test_completed_ce_counts_within_the_months(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = files / "done.csv"
    options = ("--completed", str(done), "--apply-on", "2027-06-15", "--json", "-")
    done.write_text("course_id,completed_on\nFIC-3,2025-06-15\n", encoding="utf-8")
    assert _structured(files, *options) == 0
    assert [course["course_id"] for course in _json(capsys)["courses"]] == ["FIC-2"]
    done.write_text("course_id,completed_on\nFIC-3,2025-06-14\n", encoding="utf-8")
    assert _structured(files, *options) == 0
    answer = _json(capsys)
    assert [course["course_id"] for course in answer["courses"]] == ["FIC-1"]
    assert [problem["code"] for problem in answer["problems"]] == ["completed-falls-out"]
    assert answer["problems"][0]["row"] == 2


def test_every_file_asked_for_is_written(files: Path) -> None:
    endings = {"json": "json", "out": "xlsx", "ics": "ics", "csv": "csv"}
    names = {option: files / f"answer.{ending}" for option, ending in endings.items()}
    options = [word for option, name in names.items() for word in (f"--{option}", str(name))]
    assert _structured(files, "--apply-on", "2027-06-15", *options) == 0
    assert json.loads(names["json"].read_bytes())["structured_education"]["discipline"] == "MR"
    assert "Requirement" in load_workbook(names["out"]).sheetnames
    assert len(Calendar.from_ical(names["ics"].read_bytes()).walk("VEVENT")) == 3
    assert names["csv"].read_bytes().count(b"FIC-") == 4


@pytest.mark.parametrize(
    ("discipline", "code"), [("S", "no-structured-education"), ("XQ", "unknown-discipline")]
)
def test_a_discipline_without_the_requirement_is_refused(
    files: Path, capsys: pytest.CaptureFixture[str], discipline: str, code: str
) -> None:
    assert _structured(files, "--json", "-", discipline=discipline) == 2
    answer = _json(capsys)
    assert answer["status"] == "unusable"
    assert [problem["code"] for problem in answer["problems"]] == [code]


def test_everything_wrong_is_told_at_once(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ("--apply-on", "soon", "--completed", str(files / "missing.csv"), "--json", "-")
    assert _structured(files, *options, discipline="R") == 2
    codes = [problem["code"] for problem in _json(capsys)["problems"]]
    assert set(codes) == {"date-not-readable", "no-structured-education", "file-not-read"}


def test_an_application_in_the_past_is_an_error(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _structured(files, "--apply-on", "2026-11-22") == 2
    assert "The application date (Nov 22, 2026) is before the planned day" in capsys.readouterr().err


def test_choices_without_effect_are_said(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _structured(files, "--assume-credits", "2", "--share-disciplines", "--json", "-") == 0
    assert [p["code"] for p in _json(capsys)["problems"]] == ["option-without-effect"] * 2


def test_the_demo_catalog_covers_a_discipline(capsys: pytest.CaptureFixture[str]) -> None:
    demo = str(DATA / "demo" / "catalog.xlsx")
    assert main(["structured", "CT", "--catalog", demo, "--apply-on", "2027-06-01", *ON]) == 0
    assert "courses and sellers don't exist" in " ".join(capsys.readouterr().out.split())
