"""Text files: their encoding, what stands between the cells, and quotes that people forget to close."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planner.limits import LIMITS_FILE
from planner.reading.files.delimiters import find_delimiter
from planner.reading.files.opening import open_source
from planner.reading.sources import SourceFile

if TYPE_CHECKING:
    from pathlib import Path

    from planner.reading.grid import Cell

HEADER = "discipline,subcategory,credits\n"


def read(content: str | bytes, name: str = "table.csv") -> tuple[list[tuple[Cell, ...]], list[str]]:
    if isinstance(content, str):
        content = content.encode()
    opened = open_source(SourceFile(name, content))
    sheets = opened.value.sheets
    return (sheets[0].rows if sheets else []), [problem.code for problem in opened.problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_encodings_that_say_what_they_are_need_no_word(encoding: str) -> None:
    rows, codes = read("title,credits\nCafé,1\n".encode(encoding))
    assert rows == [("title", "credits"), ("Café", "1")]
    assert codes == []


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_recognised(encoding: str) -> None:
    assert read("title,credits\nCafé,1\n".encode(encoding))[0] == [("title", "credits"), ("Café", "1")]


def test_windows_1252_is_read_and_said() -> None:
    rows, codes = read("title;price\nCafé “new”;59,50\nHôtel;10\n".encode("cp1252"))
    assert rows == [("title", "price"), ("Café “new”", "59,50"), ("Hôtel", "10")]
    assert codes == ["read-as-windows-1252"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"title;price\nCaf\xe9 \x81;59\n", "1 byte has no meaning there and shows as"),
        (b"title;price\nCaf\xe9 \x81\x8d;59\n", "2 bytes have no meaning there and show as"),
    ],
)
def test_bytes_without_a_meaning_are_counted(content: bytes, said: str) -> None:
    (problem,) = open_source(SourceFile("table.csv", content)).problems
    assert said in problem.message


def test_a_broken_mark_and_binary_are_refused() -> None:
    assert read(b"\xff\xfea\x00\x00\xd8a\x00")[1] == ["text-damaged"]
    assert read(bytes(range(256)) * 4)[1] == ["wrong-type"]
    assert read(b"\xef\xbb\xbf \n")[1] == ["file-empty"]


def test_a_few_control_characters_are_removed_and_said() -> None:
    rows, codes = read(HEADER + "MR,Bo\x00dy\x07,2.75\n")
    assert rows[1] == ("MR", "Body", "2.75")
    assert codes == ["control-characters"]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_usual_delimiters_and_line_ends(delimiter: str, line_end: str) -> None:
    lines = [("a", "b", "c"), ("1", "2", "3"), (), ("4", None, "6")]
    text = line_end.join(delimiter.join(cell or "" for cell in line) for line in lines)
    assert read(text)[0] == lines


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("bundle_id,title,price,course_ids\nB1,Two,49.00,C1;C2\nB2,Six,69.00,C1;C2;C3;C4;C5;C6\n", ","),
        ("discipline;subcategory;credits\nMR;Body;2,75\nMR;Neurological;1,5\nCT;Neck, and Chest;0,25\n", ";"),
        (
            "Results for Doe, Jane\ndiscipline;subcategory;credits\nMR;Body;2,75\nMR;Neck;1,5\nCT;Body;0,2\n",
            ";",
        ),
        ("Course\tPrice\nBody, Head, Neck\t$1,299.00\nHead, Neck\t$20\n", "\t"),
        ("My results\n\n,,\ndiscipline,subcategory,credits\nMR,Body,1\nMR,Neurological\n", ","),
        ("sep=;\na;b\n1,5;2,5\n", ";"),
        ("title,price\n", None),
        ("Abdomen, Pelvis: 0.25\nHead, Neck: 1\nBrain, Spine: 2.75\n", None),
        ("approved for 2.5 Category A credits\nApproved until 2027, renewable\n", None),
        ("Breast Intervention", None),
        (
            (
                "id,note,a,b,c,d\nB,n;,2000,2001,x,x\nC,n;,2000,2001,2002,x\n"
                "D,n;,2000,2001,2002,2003\nE,n;,2000,2001,2002,2003\n"
            ),
            ",",
        ),
    ],
)
def test_what_stands_between_the_cells_is_found(text: str, delimiter: str | None) -> None:
    assert find_delimiter(text) == delimiter


def test_a_csv_may_have_one_column_or_one_row() -> None:
    assert read("course_id\nZ-1\nZ-2\n")[0] == [("course_id",), ("Z-1",), ("Z-2",)]
    assert read("title,price\n")[0] == [("title", "price")]


def test_a_table_pasted_with_pipes_keeps_its_row_numbers() -> None:
    rows, _ = read("| discipline | credits |\n|:---|---:|\n| MR | 2.75 |\n| CT | - |\n", "pasted text")
    assert rows == [("discipline", "credits"), (), ("MR", "2.75"), ("CT", "-")]


def test_quoted_cells_hold_delimiters_quotes_and_line_ends() -> None:
    rows, codes = read('a,b,c\n"x, y","say ""hi""","two\nlines"\n1, "2", 3\n')
    assert rows == [("a", "b", "c"), ("x, y", 'say "hi"', "two lines"), ("1", "2", "3")]
    assert codes == []


@pytest.mark.parametrize(
    "bad",
    [
        'MR,"Body,2.75\n',
        'MR,"Body" imaging,2.75\n',
        'MR,Body,"2.75\n',
    ],
)
@pytest.mark.parametrize("follows", ["CT,Neck,1\n", 'CT,"Neck",1\n', 'CT,Neck,1\nCT,"Chest, too",2\n', ""])
def test_a_quote_left_open_costs_only_its_own_row(bad: str, follows: str) -> None:
    rows, codes = read(HEADER + "MR,Neurological,1\n" + bad + follows)
    assert codes == ["quote-not-closed"]
    assert rows[1] == ("MR", "Neurological", "1")
    assert rows[2] == tuple(bad.strip().replace('"', "").split(","))
    assert rows[3:] == read(HEADER + follows)[0][1:]


def test_a_quote_left_open_names_its_row() -> None:
    opened = open_source(SourceFile("table.csv", (HEADER + '\nMR,"Body,1\nCT,Neck,1\n').encode()))
    assert [(p.place.file, p.place.sheet, p.place.row) for p in opened.problems] == [("table.csv", None, 3)]


def test_limits_keep_the_first_and_say_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = LIMITS_FILE.read_text(encoding="utf-8")
    for wide, narrow in (
        ("rows = 200_000", "rows = 3"),
        ("columns = 2_000", "columns = 2"),
        ("cell_characters = 2_000", "cell_characters = 10"),
    ):
        text = text.replace(wide, narrow)
    (tmp_path / "limits.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("PLANNER_LIMITS", str(tmp_path / "limits.toml"))
    rows, codes = read("a,b\n1,0123456789x\n2,2,2\n3,3\n")
    assert rows == [("a", "b"), ("1", "012345678…"), ("2", "2")]
    assert codes == ["too-many-rows", "too-many-columns", "text-too-long"]
    assert read("a,b\n1,1\n2,2\n\n \n")[1] == []
