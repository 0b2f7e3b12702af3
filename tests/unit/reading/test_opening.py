"""Every hostile file gives its problem in words, in bounded time and memory, and never an exception."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from planner.reading.files.opening import open_source
from planner.reading.grid import FormulaWithoutValue
from planner.reading.sources import SourceFile, pasted
from tests import hostile

if TYPE_CHECKING:
    from pathlib import Path

LIGHT_FILES = [file for file in hostile.RESULT_FILES if file not in hostile.HEAVY_FILES]
MOST_SECONDS = 10
MOST_BYTES = 300_000_000
MEASURED = """
import json, resource, sys, time
from planner.reading.files.opening import open_source
from planner.reading.sources import SourceFile
source = SourceFile(sys.argv[1], open(sys.argv[1], "rb").read())
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
began = time.process_time()  # of this process alone: the machine may be busy
opened = open_source(source)
seconds = time.process_time() - began
grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
print(json.dumps({"seconds": seconds, "grown": grown, "codes": [p.code for p in opened.problems]}))
"""


@pytest.mark.parametrize("file", LIGHT_FILES, ids=lambda file: file.name)
def test_hostile_file_gives_its_problem(file: hostile.HostileFile) -> None:
    opened = open_source(SourceFile(file.name, file.make()))
    codes = {problem.code for problem in opened.problems}
    if file.code == "formula-without-value":  # where it matters is for the meaning of the cell to say
        assert isinstance(opened.value.sheets[0].rows[2][4], FormulaWithoutValue)
    else:
        assert file.code in codes
    for problem in opened.problems:
        assert problem.message.endswith(".")
        assert problem.place.file == file.name
    if file.read:
        assert opened.value.sheets[0].rows[0][:2] == ("discipline", "category")
        assert opened.value.sheets[0].rows[3][2] == "Neurological"
    else:
        assert opened.value.sheets == ()
        assert any(problem.is_error for problem in opened.problems)


@pytest.mark.parametrize("file", hostile.HEAVY_FILES, ids=lambda file: file.name)
def test_heavy_file_costs_little(file: hostile.HostileFile, tmp_path: Path) -> None:
    path = tmp_path / file.name
    path.write_bytes(file.make())
    run = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", MEASURED, str(path)], capture_output=True, check=True, text=True
    )
    measured = json.loads(run.stdout)
    assert file.code in measured["codes"]
    assert measured["seconds"] < MOST_SECONDS
    assert measured["grown"] < MOST_BYTES


def test_any_prefix_of_a_workbook_is_answered() -> None:
    whole = hostile.table_workbook()
    for length in range(1, len(whole), 37):
        opened = open_source(SourceFile("cut.xlsx", whole[:length]))
        assert opened.value.sheets == ()
        assert opened.problems


def test_any_changed_byte_of_a_workbook_is_answered() -> None:
    whole = hostile.table_workbook()
    for at in range(0, len(whole), 11):
        changed = whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]
        opened = open_source(SourceFile("changed.xlsx", changed))
        assert opened.problems or opened.value.sheets[0].rows


def test_pasted_table_and_pasted_listing() -> None:
    table = open_source(pasted("discipline\tcredits\nMR\t2.75\nCT\t1\n")).value
    assert [sheet.rows for sheet in table.sheets] == [
        [("discipline", "credits"), ("MR", "2.75"), ("CT", "1")]
    ]
    assert table.sheets[0].name is None
    listing = open_source(pasted("Magnetic Resonance Imaging: 0.25\nProcedures: 0.25\nBody: 0.25\n")).value
    assert listing.sheets == ()
    assert listing.text is not None
    assert listing.text.startswith("Magnetic")


def test_workbook_has_no_text() -> None:
    opened = open_source(SourceFile("results.xlsx", hostile.table_workbook()))
    assert opened.problems == ()
    assert opened.value.text is None
    assert opened.value.sheets[0].rows[1] == (
        "MR",
        "Patient Care",
        "Patient Interactions and Management",
        "not met",
        1.5,
    )
