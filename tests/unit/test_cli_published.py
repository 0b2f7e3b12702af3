"""Real distributions on the command line: plans that were worked out by hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from planner.cli import main
from planner.outline import DATA

PUBLISHED = [DATA / "published" / name for name in ("distributions.csv", "listing.txt")]
RESULTS = "discipline,category,subcategory,standard,credits_required\n"


@pytest.fixture(params=PUBLISHED, ids=lambda path: path.name)
def published(request: pytest.FixtureRequest) -> str:
    """The published distributions, as a table and as the listing of a seller's pages."""
    return str(request.param)


def _answer(
    rows: str, published: str, folder: Path, capsys: pytest.CaptureFixture[str], *options: str
) -> tuple[int, dict[str, Any]]:
    results = folder / "results.csv"
    results.write_text(RESULTS + rows, encoding="utf-8")
    status = main(
        ["plan", str(results), "--catalog", published, "--on", "2026-11-23", "--json", "-", *options]
    )
    answer = json.loads(capsys.readouterr().out)
    assert isinstance(answer, dict)
    return status, answer


def test_breast_intervention_alone_covers_mr(
    published: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = (
        "MR,Patient Care,Patient Interactions and Management,not met,1.5\nMR,Procedures,Body,not met,2.75\n"
    )
    status, answer = _answer(rows, published, tmp_path, capsys, "--allow-unknown-price")
    assert (status, answer["status"]) == (0, "covered")
    assert [course["title"] for course in answer["courses"]] == ["Breast Intervention"]
    assert answer["courses"][0]["price"] is None
    assert answer["totals"]["price_unknown"] == 1


def test_vascular_intervention_is_covered_by_one_course(
    published: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = (
        "VI,Patient Care,Patient Interactions and Management,not met,0.25\n"
        "VI,Procedures,Vascular Interventional Procedures,not met,1.75\n"
    )
    status, answer = _answer(rows, published, tmp_path, capsys, "--allow-unknown-price")
    assert (status, answer["status"]) == (0, "covered")
    assert answer["totals"]["price_unknown"] == 1
    titles = [course["title"] for course in answer["courses"]]
    assert titles == ["Uterine-Sparing Interventional Techniques for Managing Fibroids"]


def test_ct_safety_stays_short_by_half_a_credit(
    published: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "CT,Safety,Radiation Safety and Dose,not met,2.0\n"
    status, answer = _answer(rows, published, tmp_path, capsys, "--allow-unknown-price")
    assert (status, answer["status"]) == (3, "shortfall")
    (row,) = answer["coverage"]
    assert (row["planned"], row["short"], row["best_available"]) == (1.5, 0.5, 1.5)


def test_without_any_known_price_the_plan_is_there_and_says_so(
    published: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "MR,Procedures,Body,not met,2.75\n"
    status, answer = _answer(rows, published, tmp_path, capsys)
    assert (status, answer["status"], answer["totals"]["price_unknown"]) == (0, "covered", 1)
    assert "no-prices" in {problem["code"] for problem in answer["problems"]}


def test_beside_known_prices_an_unknown_one_has_to_be_allowed(
    published: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    priced = tmp_path / "priced.csv"
    fields = "course_id,title,price,discipline,category,subcategory,credits\n"
    priced.write_text(f"{fields}FIC-1,Fictional,20,CT,Procedures,Neck and Chest,1\n", encoding="utf-8")
    rows = "MR,Procedures,Body,not met,2.75\n"
    options = ("--catalog", str(priced))
    status, answer = _answer(rows, published, tmp_path, capsys, *options)
    assert (status, answer["status"], answer["courses"]) == (3, "shortfall", [])
    (limit,) = answer["limits"]
    assert (limit["name"], limit["short"]) == ("unknown prices", 0.0)
    allowed, answer = _answer(rows, published, tmp_path, capsys, *options, "--allow-unknown-price")
    assert (allowed, answer["totals"]["price_unknown"]) == (0, 1)
