"""A workbook's cells: as openpyxl understands them, and better where people need it."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest

from planner.limits import LIMITS_FILE
from planner.reading.files.opening import open_source
from planner.reading.grid import Cell, FormulaWithoutValue, Sheet
from planner.reading.sources import SourceFile
from tests.raw_workbook import Rows, sheet_rows, sheet_xml, workbook

if TYPE_CHECKING:
    from pathlib import Path

    from planner.problem import Problem


def read(content: bytes) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    opened = open_source(SourceFile("book.xlsx", content))
    return opened.value.sheets, opened.problems


def rows_of(inner: str, *, strings: str | None = None, styles: str | None = None) -> list[tuple[Cell, ...]]:
    sheets, problems = read(workbook([("S", sheet_xml(inner))], strings=strings, styles=styles))
    assert not problems
    return sheets[0].rows


def written_by_openpyxl(rows: Rows) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


@pytest.fixture
def small_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = LIMITS_FILE.read_text(encoding="utf-8")
    for wide, narrow in (
        ("rows = 200_000", "rows = 5"),
        ("columns = 2_000", "columns = 3"),
        ("cells = 600_000", "cells = 12"),
        ("sheets = 60", "sheets = 2"),
        ("cell_characters = 2_000", "cell_characters = 10"),
    ):
        text = text.replace(wide, narrow)
    (tmp_path / "limits.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("PLANNER_LIMITS", str(tmp_path / "limits.toml"))


def test_what_openpyxl_writes_is_read_with_its_types() -> None:
    day = datetime(2027, 3, 4, 15, 30)  # noqa: DTZ001 - a spreadsheet knows no time zone
    sheets, problems = read(
        written_by_openpyxl(
            [["title", "credits", None, "open"], ["Body", 2.75, 3, True], [], [day, day.date(), None, "#N/A"]]
        )
    )
    assert not problems
    assert sheets[0].rows == [
        ("title", "credits", None, "open"),
        ("Body", 2.75, 3, True),
        (),
        (day.date(), day.date(), None, "#N/A"),
    ]
    assert type(sheets[0].rows[1][2]) is int


def test_text_is_cleaned_of_what_nobody_sees() -> None:
    cells = ["  Body\u00a0Imaging ", "Cafe\u0301", "two\nlines", "\u200bHead  and\tNeck", "   ", "a_x000D_b"]
    assert rows_of(sheet_rows([cells]))[0] == (
        "Body Imaging",
        "Café",
        "two lines",
        "Head and Neck",
        None,
        "a b",
    )


def test_shared_texts_are_found_and_their_reading_aids_dropped() -> None:
    strings = "<si><t>Bo</t><rPh><t>aid</t></rPh></si><si><r><t>Ne</t></r><r><t>ck </t></r></si><si/>"
    cells = "".join(f'<c t="s"><v>{number}</v></c>' for number in (1, 0, 2))
    assert rows_of(f"<row>{cells}</row>", strings=strings) == [("Neck", "Bo")]


def test_cells_without_places_are_counted() -> None:
    inner = '<row><c><v>1</v></c><c/><c r="E1"/><c><v>2</v></c></row><row r="4"><c r="B4"><v>3</v></c></row>'
    assert rows_of(inner) == [(1, None, None, None, None, 2), (), (), (None, 3)]


def test_prefixed_tags_are_read() -> None:
    xml = sheet_xml('<row r="1"><c r="A1"><v>1.5</v></c></row>')
    for tag in ("worksheet", "sheetData", "row", "c", "v"):
        xml = xml.replace(f"<{tag}", f"<x:{tag}").replace(f"</{tag}", f"</x:{tag}")
    sheets, _ = read(workbook([("S", xml.replace("xmlns=", "xmlns:x="))]))
    assert sheets[0].rows == [(1.5,)]


@pytest.mark.parametrize(
    ("code", "number", "expected"),
    [
        ("yyyy-mm-dd", 46450.75, date(2027, 3, 4)),
        ("[$-409]mmm d, yyyy;@", 46450, date(2027, 3, 4)),
        ('d" of "mmmm', 46450, date(2027, 3, 4)),
        ("h:mm", 0.0625, "1:30"),
        ("[h]:mm", 1.5, "36:00"),
        ('0.00" days"', 2.5, 2.5),
        ("#,##0.00_);[Red]($#,##0.00)", 59.5, 59.5),
        ("General", 2.75, 2.75),
        ("yyyy", -1, -1),
    ],
)
def test_a_number_is_a_day_or_a_time_where_its_format_says_so(
    code: str, number: float, expected: Cell
) -> None:
    quoted = code.replace('"', "&quot;")
    styles = (
        f'<numFmts><numFmt numFmtId="200" formatCode="{quoted}"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="200"/></cellXfs>'
    )
    cells = f'<row><c s="1"><v>{number}</v></c><c s="0"><v>{number}</v></c></row>'
    assert rows_of(cells, styles=styles) == [(expected, number)]


def test_a_workbook_may_count_days_from_1904() -> None:
    content = workbook(
        [("S", sheet_xml('<row><c s="0"><v>44988</v></c></row>'))],
        properties='<workbookPr date1904="1"/>',
        styles='<cellXfs><xf numFmtId="14"/></cellXfs>',
    )
    assert read(content)[0][0].rows == [(date(2027, 3, 4),)]


def test_formulas_are_told_from_values() -> None:
    inner = (
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>C1*2</f></c><c r="C1"><f>A1</f><v></v></c>'
        '<c r="D1" t="str"><f>""</f><v></v></c><c r="E1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    )
    sheets, problems = read(workbook([("S", sheet_xml(inner))]))
    assert sheets[0].rows == [
        (2, FormulaWithoutValue("=C1*2"), FormulaWithoutValue("=A1"), None, "#DIV/0!"),
    ]
    assert sheets[0].calculated == {(0, 0), (0, 4)}
    assert [problem.code for problem in problems] == ["calculated-values"]
    assert "A1, E1" in problems[0].message


def test_merged_cells_point_to_their_first() -> None:
    inner = sheet_rows([["MR", None, "x"], [None, None, "y"], [1, 2, 3]])
    ranges = "".join(f'<mergeCell ref="{written}"/>' for written in ("A1:B2", "C3:ZZ9999", "nonsense"))
    after = f"<mergeCells>{ranges}</mergeCells>"
    sheets, _ = read(workbook([("S", sheet_xml(inner, after))]))
    assert sheets[0].merged == {(0, 1): (0, 0), (1, 0): (0, 0), (1, 1): (0, 0)}


def test_hidden_sheets_are_named_and_blank_ones_left_out() -> None:
    full, blank = sheet_xml(sheet_rows([["a"]])), sheet_xml("")
    sheets, problems = read(
        workbook([("Old", full), ("Now", full), ("Blank", blank)], states=["hidden", "visible"])
    )
    assert [sheet.name for sheet in sheets] == ["Now"]
    assert [(problem.code, problem.place.sheet) for problem in problems] == [("sheet-hidden", "Old")]


def test_rows_and_columns_that_nobody_sees_are_read_and_said_once_a_sheet() -> None:
    rows = sheet_rows([["a", "b", "c"], [1, 2, 3], [4, None, 6], [7, None, 8]])
    for number, hidden in (("3", "1"), ("4", "true")):
        rows = rows.replace(f'<row r="{number}"', f'<row r="{number}" hidden="{hidden}"')
    rows += '<row r="5" hidden="1"/>'
    columns = "".join(f'<col min="{a}" max="{z}" hidden="1"/>' for a, z in ((2, 3), (9, 16384), ("x", 1)))
    seen = sheet_xml(sheet_rows([["a"]]))
    unseen = sheet_xml(rows).replace("<sheetData>", f"<cols>{columns}</cols><sheetData>")
    sheets, problems = read(workbook([("All", seen), ("Some", unseen)]))
    assert sheets[1].rows[2] == (4, None, 6)
    assert [(problem.code, problem.place.sheet) for problem in problems] == [("hidden-cells", "Some")]
    assert "2 rows (3, 4) and 2 columns (B, C)." in problems[0].message


def test_a_workbook_of_nothing_but_hidden_or_blank_sheets_is_said_to_be_empty() -> None:
    content = workbook([("Old", sheet_xml(sheet_rows([["a"]]))), ("B", sheet_xml(""))], states=["hidden"])
    assert [problem.code for problem in read(content)[1]] == ["sheet-hidden", "file-empty"]


def test_a_damaged_sheet_does_not_hide_the_others() -> None:
    sheets, problems = read(workbook([("Bad", "<worksheet>"), ("Good", sheet_xml(sheet_rows([["a"]])))]))
    assert [sheet.name for sheet in sheets] == ["Good"]
    assert [(problem.code, problem.place.sheet) for problem in problems] == [("workbook-damaged", "Bad")]


@pytest.mark.parametrize(
    "inner",
    [
        '<row r="1"><c r="A1" t="s"><v>7</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>-9</v></c></row>',
        '<row r="x"><c r="A1"><v>7</v></c></row>',
        '<row r="1"><c r="a1"><v>7</v></c></row>',
        '<row r="1"><c r="ABCD1"><v>7</v></c></row>',
        '<row r="2"><c><v>7</v></c></row><row r="2"><c><v>8</v></c></row>',
        "<c><v>1</v></c>",
        "<row><row/></row>",
        "<row><c><c/></c></row>",
        "<row><c><v><v>1</v></v></c></row>",
        "<a>" * 200 + "</a>" * 200,
    ],
)
def test_markup_that_makes_no_sense_is_damage(inner: str) -> None:
    strings = "<si><t>only one</t></si>"
    sheets, problems = read(workbook([("S", sheet_xml(inner))], strings=strings))
    assert sheets == ()
    assert [problem.code for problem in problems] == ["workbook-damaged"]


def test_a_comment_of_megabytes_is_damage() -> None:
    noise = "".join(f"{n * n}>" for n in range(300_000))
    _, problems = read(workbook([("S", sheet_xml(f"<!--{noise}-->"))]))
    assert [problem.code for problem in problems] == ["workbook-damaged"]


@pytest.mark.usefixtures("small_limits")
def test_limits_keep_the_first_and_say_so() -> None:
    wide = sheet_xml(sheet_rows([["a", "b", "c", "d"], [1, 2, 3, 4]]))
    long = sheet_xml(sheet_rows([[n] for n in range(4)] + [[], [], ["below"]]))
    sheets, problems = read(workbook([("Wide", wide), ("Long", long), ("Third", wide)]))
    assert sheets[0].rows == [("a", "b", "c"), (1, 2, 3)]
    assert sheets[1].rows == [(0,), (1,), (2,), (3,)]
    assert {(problem.code, problem.place.sheet) for problem in problems} == {
        ("too-many-sheets", None),
        ("too-many-columns", "Wide"),
        ("too-many-rows", "Long"),
    }


@pytest.mark.usefixtures("small_limits")
def test_all_sheets_together_draw_on_one_allowance_of_cells() -> None:
    full = sheet_xml(sheet_rows([[1, 2, 3]] * 3))
    sheets, problems = read(workbook([("A", full), ("B", full)]))
    assert [len(sheet.rows) for sheet in sheets] == [3, 1]
    assert [(problem.code, problem.place.sheet) for problem in problems] == [("too-many-cells", "B")]


@pytest.mark.usefixtures("small_limits")
def test_a_long_text_is_shortened_and_its_place_named() -> None:
    sheets, problems = read(
        workbook([("S", sheet_xml(sheet_rows([["a", "0123456789"], [1, "0123456789x"]])))])
    )
    assert sheets[0].rows == [("a", "0123456789"), (1, "012345678…")]
    assert [(p.code, p.place.row, p.place.column) for p in problems] == [("text-too-long", 2, "B")]
