"""Workbooks with typed cells, in which text stays text."""

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from planner.credits import Hours
from planner.problem import Place, Problem, Severity
from planner.scheduling import DateKind, KeyDate, Timing, make_schedule
from planner.writing.as_workbook import catalog_as_workbook, plan_as_workbook
from planner.writing.sheets import LONGEST_TEXT, Book, Column, Table, clean
from planner.writing.wording import DISCLAIMER
from tests.builders import BODY, CARE, bundle, catalog, course
from tests.unit.writing import plans

PROBLEM = Problem(Severity.WARNING, "unknown-subcategory", "=HYPERLINK(1)", Place("a.csv", None, 7), "@x")
HOSTILE = ["=1+1", "+1", "-1", "@x", "#N/A", "TRUE", "00123", "1e5", "'=1", "\t=1", "2026-01-01"]
OUR_FORMULAS = ("=SUBTOTAL(109,", "=IF(")


def _opened(content: bytes, *, values: bool = False) -> Any:  # noqa: ANN401 - openpyxl is untyped
    """Open a workbook: its formulas, or the values that they have."""
    return load_workbook(io.BytesIO(content), data_only=values)


def _table(sheet: Any, header: str) -> list[tuple[Any, ...]]:  # noqa: ANN401 - as above
    rows = list(sheet.iter_rows(values_only=True))
    start = next(i for i, row in enumerate(rows) if row[0] == header)
    return rows[start + 1 :]


def test_a_plan_opens_with_its_headline_and_adds_up() -> None:
    book = _opened(plan_as_workbook(plans.ordinary(), (), catalog()), values=True)
    usual = ["Plan", "Coverage", "Shortfall", "Schedule", "Inputs", "Sources"]
    assert [name for name in book.sheetnames if name != "Alternatives"] == usual
    sheet = book["Plan"]
    assert sheet["A1"].value.startswith("$79.50 · 2 courses")
    rows = _table(sheet, "No.")
    assert rows[0][:9] == (
        1,
        "Body MR, start; to finish",
        "FIC-1",
        "Lantern Learning",
        "online",
        59.5,
        12,
        3.25,
        12,
    )
    assert rows[0][11] == datetime(2027, 3, 4)  # noqa: DTZ001 - a workbook knows no zones
    assert rows[2][5:9] == (79.5, 13, 4.25, 13)
    assert sheet["F5"].number_format == '"$"#,##0.00'
    assert sheet["M5"].hyperlink.target == "https://ce.example/fic-1"


def test_the_plans_sheet_says_by_itself_what_it_was_made_from_and_when() -> None:
    sheet = _opened(plan_as_workbook(plans.ordinary(), (), catalog()))["Plan"]
    said = " ".join(str(row[0].value) for row in sheet.iter_rows() if row[0].value)
    assert "Made from test catalog, 0 courses · Goal: lowest cost · Planned on: Nov 23, 2026." in said
    assert "No cheaper set exists in this catalog" in said
    assert DISCLAIMER in said


def test_sheets_are_ready_to_read_and_to_print() -> None:
    sheet = _opened(plan_as_workbook(plans.ordinary(), (), catalog()))["Plan"]
    header = next(row for row in range(1, 9) if sheet.cell(row, 1).value == "No.")
    assert sheet.freeze_panes == f"A{header + 1}"
    assert sheet.auto_filter.ref == f"A{header}:M{header + 2}"
    assert sheet.print_title_rows == f"${header}:${header}"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_long_lines_stay_within_their_table_and_wide_tables_go_on_several_pages() -> None:
    book = Book(title="Wide", made_on=date(2026, 11, 23))
    columns = [Column(f"Column {number}", width=50) for number in range(13)]
    said = " ".join(["As long as it may be."] * 8)
    book.add_sheet("Narrow", Table(columns[:2], [("a", "b")], opening=(said, said), closing=(said,)))
    book.add_sheet("Wide", Table(columns, [("x",) * 13]))
    narrow, wide = _opened(book.as_bytes()).worksheets
    texts = [str(row[0].value or "") for row in narrow.iter_rows()]
    assert max(map(len, texts)) <= 100
    assert " ".join(texts).count("As long as it may be.") == 24
    assert narrow.page_setup.fitToWidth == 1
    assert narrow.auto_filter.ref == f"A{texts.index('Column 0') + 1}:B{texts.index('a') + 1}"
    assert (wide.page_setup.fitToWidth, wide.print_title_cols, wide.freeze_panes) == (3, "$A:$A", "B2")


def test_totals_are_formulas_that_know_their_value() -> None:
    content = plan_as_workbook(plans.ordinary(), (), catalog())
    formulas, values = _opened(content), _opened(content, values=True)
    total = next(row for row in formulas["Plan"].iter_rows() if row[0].value == "Total")
    assert [cell.value for cell in total[5:9]] == [f"=SUBTOTAL(109,{at}5:{at}6)" for at in "FGHI"]
    assert [values["Plan"][cell.coordinate].value for cell in total[5:9]] == [79.5, 13, 4.25, 13]
    assert [values["Coverage"].cell(row, 9).value for row in (2, 3)] == [1, 1]


def test_a_plan_without_courses_has_totals_too() -> None:
    book = _opened(plan_as_workbook(plans.plan(), (), catalog()))
    assert _table(book["Plan"], "No.")[0][5:9] == (0, 0, 0, 0)


def test_what_is_covered_has_a_bar_and_what_is_short_stands_out() -> None:
    sheet = _opened(plan_as_workbook(plans.short(), (), catalog()))["Coverage"]
    rules = {str(area.sqref): area.rules[0].type for area in sheet.conditional_formatting}
    assert rules == {"I2": "dataBar", "J2": "cellIs"}
    assert sheet["I2"].number_format == "0%"


def test_the_schedule_goes_by_date_and_ends_with_what_has_none() -> None:
    plan = plans.ordinary()
    chosen = replace(plan.preferences, deadline=date(2027, 6, 1))
    book = _opened(plan_as_workbook(replace(plan, preferences=chosen), (), catalog()))
    rows = [row[:5] for row in _table(book["Schedule"], "Finish by")[:3]]
    march, june, start = datetime(2027, 3, 4), datetime(2027, 6, 1), datetime(2026, 11, 23)  # noqa: DTZ001 - as above
    assert rows == [
        (march, 101, start, 1, "Body MR, start; to finish"),
        ("not known", None, start, 2, "Course FIC-2"),
        (june, 190, None, None, "Deadline: everything finished"),
    ]


def test_dates_that_bind_stand_there_without_a_pace_too() -> None:
    plan = plans.ordinary()
    end = KeyDate(DateKind.CQR_WINDOW, date(2027, 1, 1), "MR")
    book = _opened(plan_as_workbook(plan, (), catalog(), dates=(end,)))
    january = datetime(2027, 1, 1)  # noqa: DTZ001 - as above
    rows = _table(book["Schedule"], "Finish by")
    assert [(row[0], row[4]) for row in rows[:4]] == [
        (january, "Body MR, start; to finish"),
        (january, "Course FIC-2"),
        (january, "CQR window end (MR)"),
        (None, "Total: 2 courses"),
    ]
    assert [row[11] for row in _table(book["Plan"], "No.")[:2]] == [january] * 2
    assert ("CQR window end (MR)", "Jan 1, 2027") in _table(book["Inputs"], "Choice")


def test_the_hours_of_a_schedule_have_a_live_total() -> None:
    plan = plans.ordinary()
    schedule = make_schedule(plan, Timing(Hours.of(6))).schedule
    for given, at in ((schedule, 8), (None, 6)):
        content = plan_as_workbook(plan, (), catalog(), schedule=given)
        row = next(row for row in _table(_opened(content)["Schedule"], "Begin" if given else "Finish by")[2:])
        assert str(row[at]).startswith("=SUBTOTAL(109,")
        values = _table(_opened(content, values=True)["Schedule"], "Begin" if given else "Finish by")
        assert values[2][at] == 13


def test_a_long_address_is_cut_to_its_column_and_leads_to_the_whole() -> None:
    address = "https://ce.example/" + "a-long-way/" * 20
    plan = plans.plan([plans.planned(course("A", {BODY: 1}, url=address))], [plans.covered(BODY, 1, 1)])
    sheet = _opened(plan_as_workbook(plan, (), catalog()))["Plan"]
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.hyperlink)
    assert len(cell.value) < sheet.column_dimensions["M"].width
    assert cell.value.endswith("…")
    assert cell.hyperlink.target == address
    assert sheet.row_dimensions[cell.row].height <= 30


def test_a_schedule_takes_the_place_of_the_last_days() -> None:
    plan = plans.ordinary()
    end = KeyDate(DateKind.CQR_WINDOW, date(2027, 1, 1), "MR")
    schedule = make_schedule(plan, Timing(Hours.of(6), dates=(end,))).schedule
    sheet = _opened(plan_as_workbook(plan, (), catalog(), schedule=schedule))["Schedule"]
    assert sheet["A1"].value.startswith("At 6 hours a month")
    assert [row[5:7] for row in _table(sheet, "Begin")[:2]] == [
        (1, "Body MR, start; to finish"),
        (2, "Course FIC-2"),
    ]
    texts = [row[0].value for row in sheet.iter_rows()]
    assert "CQR window end (MR), Jan 1, 2027: can't be met at this pace." in texts


def test_a_shortfall_and_problems_have_sheets_only_where_there_are_any() -> None:
    book = _opened(plan_as_workbook(plans.short(), (PROBLEM,), catalog()))
    assert book.sheetnames == ["Plan", "Coverage", "Shortfall", "Schedule", "Problems", "Inputs", "Sources"]
    what = [row[:2] for row in _table(book["Shortfall"], "What")]
    assert what == [
        ("CT · Safety · Radiation Safety and Dose", 0.5),
        ("Without the limit: budget", 0),
    ]
    assert _table(book["Problems"], "Severity")[0][3] == 7
    assert ("Budget", "$25") in _table(book["Inputs"], "Choice")


def test_what_is_not_known_is_said_and_bundles_have_their_own_price() -> None:
    parts = [
        plans.planned(course("A", {BODY: 1}, price=30, ce=None), bundle="B1"),
        plans.planned(course("B", {CARE: 1}, price=None)),
    ]
    plan = plans.plan(parts, [plans.covered(BODY, 1, 1)], bundles=[bundle("B1", "A", "Z", price=49)])
    book = _opened(plan_as_workbook(plan, (), catalog()), values=True)
    rows = _table(book["Plan"], "No.")
    assert [row[5] for row in rows[:4]] == ["in Bundle B1", "price not known", 49, 49]
    assert rows[0][6] == "not known"


@pytest.mark.parametrize("text", HOSTILE)
def test_text_never_becomes_a_formula_a_number_or_an_error(text: str) -> None:
    taken = plans.planned(course(text, {BODY: 1}, title=text, seller=text, url=text))
    plan = plans.plan([taken], [plans.covered(BODY, 1, 1)])
    book = _opened(plan_as_workbook(plan, (PROBLEM,), catalog(course("A", {}, title=text))))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    formulas = [cell for cell in cells if cell.data_type == "f"]
    assert all(cell.value.startswith(OUR_FORMULAS) for cell in formulas)
    assert not [cell for cell in cells if cell.data_type in {"e", "b"}]
    assert not [cell for cell in cells if cell.hyperlink]
    found = [cell for cell in book["Plan"][5] if cell.value == text]
    assert {cell.data_type for cell in found} == {"s"}
    assert len(found) == 4
    if text[0] in "=+-@'":
        assert all(cell.quotePrefix for cell in found)


def test_text_that_no_workbook_can_hold_is_cut_down() -> None:
    assert clean("a\0b\x1bc\ud800\uffffd\te") == "abcd\te"
    assert len(clean("x" * 40_000)) == LONGEST_TEXT
    title = "\ud83d" + "ü" * 50_000
    book = _opened(catalog_as_workbook(catalog(course("A", {BODY: 1}, title=title))))
    assert book["courses"]["B2"].value.endswith("ü…")


def test_a_catalog_has_the_three_sheets_of_the_contract_with_typed_cells() -> None:
    full = course(
        "007", {BODY: 2.75}, price=59.5, approved_from=date(2026, 1, 2), expires_on=date(1899, 1, 1)
    )
    book = _opened(catalog_as_workbook(catalog(full, course("B", price=None), bundle("PACK", "007", "B"))))
    assert book.sheetnames == ["courses", "distributions", "bundles"]
    header = [cell.value for cell in book["courses"][1]]
    row = dict(zip(header, [cell.value for cell in book["courses"][2]], strict=True))
    assert (row["course_id"], row["price"], row["sale_price"]) == ("007", 59.5, None)
    assert row["approved_from"] == datetime(2026, 1, 2)  # noqa: DTZ001 - a workbook knows no zones
    assert row["expires_on"] == "1899-01-01"
    assert [cell.value for cell in book["distributions"][2]][:5] == ["007", "MR", "Procedures", "Body", 2.75]
    assert [cell.value for cell in book["bundles"][2]] == ["PACK", "Bundle PACK", 15, "007;B"]


def test_the_same_content_gives_the_same_bytes() -> None:
    first = plan_as_workbook(plans.ordinary(), (PROBLEM,), catalog())
    assert first == plan_as_workbook(plans.ordinary(), (PROBLEM,), catalog())
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {member.date_time[0] for member in archive.infolist()} == {1980}
        assert all(member.compress_type == zipfile.ZIP_DEFLATED for member in archive.infolist())
