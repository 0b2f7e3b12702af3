"""Every hostile file on the command line: its problem in words, status 2 or a plan, never a traceback."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner.cli import main
from tests import hostile
from tests.hostile_parts import EVERY_FILE, MORE_FILES

ON = ("--on", "2026-11-23", "--json", "-")
AS_CATALOG: tuple[tuple[str, Callable[[], bytes], str | None], ...] = (
    ("empty.csv", hostile.empty_file, "file-empty"),
    ("letter.xlsx", hostile.text_named_xlsx, "wrong-type"),
    ("protected.xlsx", hostile.protected_workbook, "workbook-protected"),
    ("old.xls", hostile.old_excel_file, "old-excel-file"),
    ("cut.xlsx", lambda: hostile.truncated_workbook(hostile.COURSES), "workbook-damaged"),
    ("entities.xlsx", lambda: hostile.entity_in_xml(hostile.COURSES), "workbook-unreadable"),
    ("macros.xlsm", lambda: hostile.macro_workbook(hostile.COURSES), "macros"),
    ("parts.xlsx", lambda: hostile.too_many_members(hostile.COURSES), "too-many-parts"),
    ("title.xlsx", lambda: hostile.long_title(hostile.COURSES), "text-too-long"),
    ("columns.xlsx", lambda: hostile.many_columns(hostile.COURSES), "too-many-columns"),
    ("calculated.xlsx", lambda: hostile.formula_workbook(hostile.COURSES, stored=True), "calculated-values"),
    (
        "formula.xlsx",
        lambda: hostile.formula_workbook(hostile.COURSES, stored=False),
        "formula-without-value",
    ),
    ("windows.csv", lambda: hostile.windows_1252_csv(hostile.COURSES), "read-as-windows-1252"),
    ("nul.csv", lambda: hostile.csv_with_nul_bytes(hostile.COURSES), "control-characters"),
    ("utf16.csv", lambda: hostile.utf_16_csv(hostile.COURSES), None),
    ("quotes.csv", lambda: hostile.unbalanced_quotes(hostile.COURSES), "quote-not-closed"),
)


@pytest.fixture
def good(tmp_path: Path) -> tuple[str, str]:
    """Results and a catalog that cover each other."""
    results, catalog = tmp_path / "results.csv", tmp_path / "catalog.csv"
    results.write_text(hostile.csv_text(hostile.RESULTS), encoding="utf-8")
    catalog.write_text(hostile.csv_text(hostile.COURSES), encoding="utf-8")
    return str(results), str(catalog)


def _outcome(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> tuple[int, dict[str, Any], set[str], str]:
    status = main(arguments)
    told = capsys.readouterr()
    answer = json.loads(told.out)
    assert "Traceback" not in told.err
    return status, answer, {problem["code"] for problem in answer["problems"]}, told.err


def test_there_are_many_of_them() -> None:
    assert len(EVERY_FILE) >= 60


@pytest.mark.parametrize("file", [*hostile.RESULT_FILES, *MORE_FILES], ids=lambda file: file.name)
def test_as_a_prescription(
    file: hostile.HostileFile,
    good: tuple[str, str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / file.name
    path.write_bytes(file.make())
    status, answer, codes, told = _outcome(["plan", str(path), "--catalog", good[1], *ON], capsys)
    assert file.code in codes
    assert file.name in told
    if file.read:
        assert status in {0, 3}
        assert answer["courses"]
    else:
        assert (status, answer["status"]) == (2, "unusable")


@pytest.mark.parametrize("case", AS_CATALOG, ids=[case[0] for case in AS_CATALOG])
def test_as_a_catalog(
    case: tuple[str, Callable[[], bytes], str | None],
    good: tuple[str, str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    name, make, code = case
    path = tmp_path / name
    path.write_bytes(make())
    status, answer, codes, _ = _outcome(["plan", good[0], "--catalog", str(path), *ON], capsys)
    assert status in {0, 2, 3}
    assert code is None or code in codes
    assert (status == 2) == (answer["status"] == "unusable")
    checked, counts, found, _ = _outcome(["check", str(path), "--json", "-"], capsys)
    assert (checked == 0) == (counts["courses"] > 0) == (status != 2)
    assert code is None or code in found
