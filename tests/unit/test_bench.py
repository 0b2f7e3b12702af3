"""The benchmarks' rows and command; the measuring itself is not part of the tests."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.bench import __main__ as bench
from tests.bench.catalogs import COURSE_COLUMNS, WIDE_COLUMNS, a_catalog, a_prescription, subcategories
from tests.bench.timing import Measured, medians

if TYPE_CHECKING:
    from pathlib import Path

ROW = Measured("quick", "something", 0.3, "the other", 0.2, 2.0, 5)


def test_the_json_has_the_contracts_fields(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(bench, "BENCHMARKS", {"quick": lambda _: ROW})
    assert bench.main(["--json", "-"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert {key: row[key] for key in ("name", "ours_s", "reference_s", "ratio", "aim", "runs")} == {
        "name": "quick",
        "ours_s": 0.3,
        "reference_s": 0.2,
        "ratio": 1.5,
        "aim": 2.0,
        "runs": 5,
    }
    assert bench.main(["quick", "--json", str(tmp_path / "rows.json")]) == 0
    assert "ratio 1.50 · aim 2.00" in capsys.readouterr().out
    assert json.loads((tmp_path / "rows.json").read_text(encoding="utf-8")) == [row]


def test_an_unknown_name_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        bench.main(["nonsense"])
    assert "no benchmark is called 'nonsense'" in capsys.readouterr().err


def test_medians_are_of_each() -> None:
    times = iter([1.0, 10.0, 3.0, 30.0, 2.0, 20.0])
    assert medians(3, lambda: next(times), lambda: next(times)) == (2.0, 20.0)


def test_the_made_up_catalog_is_the_same_every_time() -> None:
    assert a_catalog(50) == a_catalog(50)
    assert a_prescription(2) == a_prescription(2)
    assert len(COURSE_COLUMNS) + len(subcategories(WIDE_COLUMNS - len(COURSE_COLUMNS))) == WIDE_COLUMNS
