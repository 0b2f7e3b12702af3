"""The gate: what may pass, by size, by content against the name, and by what an archive declares."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from planner.limits import LIMITS_FILE
from planner.reading.files import gate
from planner.reading.files.opening import open_source
from planner.reading.files.refusals import Refused
from planner.reading.sources import SourceFile
from tests import hostile
from tests.hostile_parts import WORKBOOKS

if TYPE_CHECKING:
    from pathlib import Path


def pass_the_gate(source: SourceFile) -> None:
    if gate.check(source) is gate.Kind.WORKBOOK:
        gate.open_archive(source)


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        pass_the_gate(SourceFile(name, content))
    return refused.value.problem.code


@pytest.fixture
def small_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = LIMITS_FILE.read_text(encoding="utf-8")
    text = text.replace("file_bytes = 20_000_000", "file_bytes = 4_000")
    text = text.replace("unpacked_bytes = 200_000_000", "unpacked_bytes = 10_000")
    text = text.replace("archive_members = 2_000", "archive_members = 7")
    (tmp_path / "limits.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("PLANNER_LIMITS", str(tmp_path / "limits.toml"))


@pytest.mark.parametrize("name", ["table.csv", "table.tsv", "table.txt", "pasted text", "table"])
def test_text_passes_under_any_name_but_a_workbooks(name: str) -> None:
    assert gate.check(SourceFile(name, b"a,b\n1,2\n")) is gate.Kind.TEXT


@pytest.mark.parametrize("name", ["table.xlsx", "TABLE.XLSX", "table", "pasted text"])
def test_archive_passes_under_any_name_but_a_texts(name: str) -> None:
    source = SourceFile(name, hostile.table_workbook())
    assert gate.check(source) is gate.Kind.WORKBOOK
    gate.open_archive(source).close()


def test_blanks_alone_are_empty() -> None:
    assert refusal("table.csv", b" \r\n\t ") == "file-empty"


def test_protected_is_told_from_old_and_from_other_documents() -> None:
    assert (
        refusal("a.xlsx", hostile.compound_file("EncryptionInfo", "EncryptedPackage")) == "workbook-protected"
    )
    assert refusal("a.xls", hostile.compound_file("Book")) == "old-excel-file"
    assert refusal("a.doc", hostile.compound_file("WordDocument")) == "wrong-type"


@pytest.mark.usefixtures("small_limits")
def test_limits_are_checked_from_the_declared_list_alone() -> None:
    assert refusal("a.csv", b"x" * 4_001) == "file-too-large"
    rows = [["MR"] * 10] * 60
    assert refusal("a.xlsx", hostile.table_workbook(rows)) == "unpacks-too-large"
    xml = hostile.sheet_xml("")
    many = hostile.workbook([("A", xml)], extra=[("a", b""), ("b", b""), ("c", b"")])
    assert refusal("a.xlsx", many) == "too-many-parts"


def test_a_ratio_no_table_has_is_refused_even_where_the_size_is_allowed() -> None:
    bomb = hostile.workbook([("A", hostile.sheet_xml(" " * 5_000_000))])
    assert refusal("a.xlsx", bomb) == "unpacks-too-large"


@pytest.mark.parametrize(
    ("member", "words"),
    [
        ("word/document.xml", "Word"),
        ("content.xml", "OpenDocument"),
        ("xl/workbook.bin", ".xlsb"),
        ("readme.txt", "archive without a workbook"),
    ],
)
def test_other_archives_are_named(member: str, words: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(member, "x")
    with pytest.raises(Refused, match=words):
        gate.open_archive(SourceFile("a.xlsx", packed.getvalue()))


@pytest.mark.parametrize("file", WORKBOOKS, ids=lambda file: file.name)
def test_a_part_that_lies_or_is_missing_is_told(file: hostile.HostileFile) -> None:
    opened = open_source(SourceFile(file.name, file.make()))
    assert file.code in {problem.code for problem in opened.problems}
    assert bool(opened.value.sheets) is file.read


def test_a_document_type_is_refused_before_any_parser() -> None:
    by_the_gate = {file.name: file for file in WORKBOOKS if file.code == "workbook-unreadable"}
    by_the_parser = by_the_gate.pop("doctype-late.xlsx")
    for file in by_the_gate.values():
        assert refusal(file.name, file.make()) == "workbook-unreadable"
    pass_the_gate(SourceFile("late.xlsx", by_the_parser.make()))
