"""What a table holds is what is read of it, whoever wrote it; and no bytes whatever raise."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.reading.files.cleaning import clean
from planner.reading.files.opening import open_source
from planner.reading.sources import SourceFile
from tests import hostile

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co")), max_size=12).map(
    lambda text: text.lstrip("=")
)
NUMBERS = st.one_of(st.integers(-(10**9), 10**9), st.floats(-1e6, 1e6).map(lambda number: round(number, 3)))
VALUES = st.one_of(st.none(), TEXT, NUMBERS, st.booleans(), st.dates(date(1950, 1, 1), date(2100, 1, 1)))
TABLES = st.lists(st.lists(VALUES, max_size=6), min_size=1, max_size=8)
WHOLE = hostile.table_workbook()


def trimmed(rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Rows without the blanks at their ends, and without blank rows at the end."""
    short = []
    for row in rows:
        cells = list(row)
        while cells and cells[-1] is None:
            cells.pop()
        short.append(tuple(cells))
    while short and not short[-1]:
        short.pop()
    return short


def as_kept(value: object) -> object:
    if isinstance(value, str):
        return clean(value)
    return value.date() if isinstance(value, datetime) else value


@settings(deadline=None)
@given(TABLES)
def test_a_workbook_reads_as_openpyxl_reads_it(table: list[list[object]]) -> None:
    book = openpyxl.Workbook()
    for row in table:
        book.active.append(row)
    packed = io.BytesIO()
    book.save(packed)
    reference = openpyxl.load_workbook(packed, data_only=True).active.iter_rows(values_only=True)
    expected = trimmed([tuple(as_kept(value) for value in row) for row in reference])
    sheets = open_source(SourceFile("table.xlsx", packed.getvalue())).value.sheets
    assert (sheets[0].rows if sheets else []) == expected


@given(st.lists(st.lists(TEXT, min_size=2, max_size=5), min_size=2, max_size=8), st.sampled_from(",;\t"))
def test_a_csv_reads_as_it_was_written(table: list[list[str]], delimiter: str) -> None:
    table = [["discipline", "subcategory", "credits"], *table]
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(table)
    opened = open_source(SourceFile("table.csv", f"sep={delimiter}\n{written.getvalue()}".encode()))
    expected = trimmed([(), *(tuple(clean(cell) for cell in row) for row in table)])
    assert opened.value.sheets[0].rows == expected


@given(st.binary(max_size=400), st.sampled_from(["a.xlsx", "a.csv", "a.xls", "pasted text"]))
def test_no_bytes_raise(content: bytes, name: str) -> None:
    opened = open_source(SourceFile(name, content))
    assert opened.value.sheets or opened.value.text or opened.problems


@settings(deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=6))
def test_no_spoiled_workbook_raises(at: int, spoil: bytes) -> None:
    opened = open_source(SourceFile("a.xlsx", WHOLE[:at] + spoil + WHOLE[at + len(spoil) :]))
    assert opened.value.sheets or opened.problems
