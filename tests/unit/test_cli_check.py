"""The command ``check``: what it finds is among the problems, once, and grouped by what to do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from planner.cli import main
from planner.demo import DEMO_SELLER
from planner.limits import LIMITS_FILE
from planner.reading import SourceFile, read_catalog

if TYPE_CHECKING:
    from pathlib import Path

ON = ["--on", "2026-11-23"]
HEADER = "course_id,title,seller,ce_credits,price,expires_on,discipline,category,subcategory,credits"
MESSY = DEMO_SELLER / "messy-catalog.xlsx"


def check(capsys: pytest.CaptureFixture[str], path: Path, *options: str) -> dict[str, Any]:
    assert main(["check", str(path), "--json", "-", *(options or ON)]) == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    rows = (
        "A,Knee MR,Demo,2,9,2026-11-01,MR,Procedures,Body,1",
        "B,Hip MR,Demo,2,,2026-12-24,MR,Procedures,Body,1.25",
        "C,Spine MR ;,Demo,2,9,2030-12-24,MR,Procedures,Bdy,1.5",
    )
    path = tmp_path / "list.csv"
    path.write_text("\n".join((HEADER, *rows)), encoding="utf-8")
    return path


def test_findings_are_problems_in_the_contracts_shape(
    listed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = check(capsys, listed)
    assert (answer["courses"], answer["distributions"], answer["bundles"]) == (3, 3, 0)
    told = {problem["code"]: problem for problem in answer["problems"]}
    assert set(told) == {
        "unknown-subcategory",
        "course-expired",
        "course-expires-soon",
        "price-missing",
        "title-untidy",
    }
    assert {problem["severity"] for problem in answer["problems"]} == {"warning"}
    expired = told["course-expired"]
    assert (expired["file"], expired["row"], expired["column"]) == ("list.csv", 2, "expires_on")
    assert told["title-untidy"]["suggestion"] == "Spine MR"


def test_the_day_decides_what_has_expired(listed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    codes = {
        on: [problem["code"] for problem in check(capsys, listed, "--on", on)["problems"]]
        for on in ("2026-01-01", "2027-01-01")
    }
    assert "course-expired" not in codes["2026-01-01"]
    assert codes["2027-01-01"].count("course-expired") == 2


def test_a_day_that_cannot_be_read_is_said(listed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(listed), "--on", "soon", "--json", "-"]) == 2
    told = capsys.readouterr()
    assert json.loads(told.out)["problems"][0]["code"] == "date-not-readable"
    assert '"soon"' in told.err


def test_nothing_is_said_twice(capsys: pytest.CaptureFixture[str]) -> None:
    answer = check(capsys, MESSY)
    problems = [json.dumps(problem) for problem in answer["problems"]]
    assert len(problems) == len(set(problems))
    about = [(p["code"], p["file"], p["sheet"], p["row"], p["value"]) for p in answer["problems"]]
    assert len(about) == len(set(about))


def test_findings_are_grouped_by_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    answer = check(capsys, MESSY)
    groups = {group["todo"]: group["findings"] for group in answer["findings"]}
    assert next(iter(groups)) == "Correct the number"
    assert {finding["code"] for finding in groups["Remove or renew"]} == {"course-expired"}
    pair = next(f for f in groups["Confirm that these are one activity"] if f["code"] == "nearly-same-title")
    assert (pair["course_ids"], pair["correctable"]) == (["CE-153", "CE-233"], False)
    changes = {(c["course_id"], c["column"]): (c["before"], c["after"]) for c in answer["corrections"]}
    assert changes["CE-178", "title"] == ("Spinal Cord MR ,", "Spinal Cord MR")


def test_the_table_says_what_to_do_and_what_can_be_corrected(
    listed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(listed), *ON]) == 0
    out = capsys.readouterr().out
    assert "Remove or renew: 1 (A)" in out
    assert "1 safe correction: --out FILE.xlsx" in out


def test_the_corrected_catalog_can_be_written(
    listed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "corrected.xlsx"
    assert main(["check", str(listed), *ON, "--out", str(target)]) == 0
    back = read_catalog([SourceFile(target.name, target.read_bytes())])
    assert [course.title for course in back.value.courses] == ["Knee MR", "Hip MR", "Spine MR"]
    out = " ".join(capsys.readouterr().out.split())
    assert f"1 safe correction: {target} has the catalog with them, each marked." in out
    assert main(["check", str(listed), *ON, "--out", str(listed)]) == 2
    assert "writing would destroy it" in capsys.readouterr().err


def test_no_more_problems_are_listed_than_the_limits_allow(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = tmp_path / "limits.toml"
    shipped = LIMITS_FILE.read_text(encoding="utf-8")
    limits.write_text(shipped.replace("problems = 500", "problems = 20"), encoding="utf-8")
    monkeypatch.setenv("PLANNER_LIMITS", str(limits))
    problems = check(capsys, MESSY)["problems"]
    assert [problem["code"] for problem in problems].count("more-problems") == 1
    assert len(problems) == 21


def test_each_finding_has_its_own_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Course #,Title,Cost,Sale\nA,Knee,9,0\nB,Hip,,\n", encoding="utf-8")
    answer = check(capsys, path)
    found = [finding for group in answer["findings"] for finding in group["findings"]]
    assert [(f["code"], f["row"], f["column"], f["course_ids"]) for f in found] == [
        ("course-without-distribution", 2, "Course #", ["A"]),
        ("course-without-distribution", 3, "Course #", ["B"]),
        ("price-missing", 3, "Cost", ["B"]),
        ("price-zero", 2, "Sale", ["A"]),
    ]


def test_a_catalog_without_any_row_is_said_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"{HEADER}\n", encoding="utf-8")
    assert main(["check", str(path), "--json", "-"]) == 2
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert [(problem["code"], problem["file"]) for problem in problems] == [("no-courses", "list.csv")]
