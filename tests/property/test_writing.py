"""What is written can be read back, whatever a catalog holds; and nothing in it becomes a formula."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from openpyxl import load_workbook

from planner.catalog import Bundle, Catalog, Course, Distribution
from planner.credits import Credits, Hours, Money
from planner.guarding import guard, unguard
from planner.outline import shipped_outlines
from planner.reading import read_catalog
from planner.reading.files.cleaning import clean
from planner.reading.sources import SourceFile
from planner.writing.as_calendar import plan_as_calendar
from planner.writing.as_csv import catalog_as_csv, plan_as_csv
from planner.writing.as_json import json_bytes, json_text, plan_as_json
from planner.writing.as_table import plan_as_table
from planner.writing.as_workbook import catalog_as_workbook, plan_as_workbook
from tests.builders import BODY, course
from tests.unit.writing import plans

# Words that people use, with every sign that a spreadsheet, a CSV reader or a calendar may take amiss.
_LETTERS = st.characters(codec="utf-8", categories=("Lu", "Ll", "Lo"))
_SIGNS = st.sampled_from(list("=+-@'\",;:#&.()/\\ 0123456789é放"))
_words = st.lists(st.one_of(_LETTERS, _SIGNS), min_size=1, max_size=12).map(
    lambda cs: clean("".join(cs)) or ""
)
_text = _words.filter(lambda text: any(c.isalpha() for c in text))
_optional = st.one_of(st.just(""), _text)
_days = st.dates(date(1990, 1, 1), date(2100, 1, 1))
_quarters = st.integers(1, 40).map(lambda n: Credits(n * 25))
_known = sorted(shipped_outlines().known)
_anything = st.text(max_size=30)


@st.composite
def _courses(draw: st.DrawFn, course_id: str) -> Course:
    names = draw(st.lists(st.sampled_from(_known), unique=True, max_size=4))
    figures = tuple(
        Distribution(name, draw(_quarters), draw(st.none() | _days), draw(st.sampled_from(["", "2022"])))
        for name in names
    )
    list_price = draw(st.none() | st.integers(0, 50_000).map(Money))
    sale_price = None
    if list_price is not None and draw(st.booleans()):
        sale_price = Money(draw(st.integers(0, list_price.hundredths)))
    start, end = sorted((draw(_days), draw(_days)))
    return Course(
        course_id=course_id,
        title=draw(_optional),
        seller=draw(_optional),
        format=draw(st.sampled_from(["", "online", "book"])),
        ce_category=draw(st.sampled_from(["", "A", "A+"])),
        # A distribution larger than its CE credits is an error of its own.
        ce_credits=draw(st.none() | st.just(Credits(100_00))),
        list_price=list_price,
        sale_price=sale_price,
        hours=draw(st.none() | st.integers(0, 100).map(lambda n: Hours(n * 50))),
        activity_id=draw(_optional),
        approval_number=draw(_optional),
        approved_from=draw(st.none() | st.just(start)),
        expires_on=draw(st.none() | st.just(end)),
        url=draw(st.sampled_from(["", "https://ce.example/a?b=c&d"])),
        distributions=figures,
    )


@st.composite
def _catalogs(draw: st.DrawFn) -> Catalog:
    ids = draw(st.lists(_text.filter(lambda t: ";" not in t), min_size=1, max_size=5, unique_by=str.casefold))
    courses = tuple(draw(_courses(course_id)) for course_id in ids)
    parts = st.lists(st.sampled_from(ids), unique=True, min_size=1).map(tuple)
    bundles = tuple(
        Bundle(f"B{number}", draw(_optional), draw(st.none() | st.just(Money(4_900))), draw(parts))
        for number in range(draw(st.integers(0, 2)))
    )
    return Catalog(courses, bundles)


def _read_back(name: str, content: bytes) -> Catalog:
    return replace(read_catalog([SourceFile(name, content)]).value, name="")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_catalogs())
def test_a_catalog_written_as_a_workbook_reads_back_equal(catalog: Catalog) -> None:
    assert _read_back("catalog.xlsx", catalog_as_workbook(catalog)) == catalog


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_catalogs())
@example(Catalog((Course("A"), Course("B", url="https://ce.example/"))))
def test_a_catalog_written_as_csv_reads_back_equal_but_for_its_bundles(catalog: Catalog) -> None:
    told = tuple(each for each in catalog.courses if each != Course(each.course_id))
    # An id alone in its row is a heading or a footnote, where other rows tell more.
    expected = Catalog(told or catalog.courses)
    assert _read_back("catalog.csv", catalog_as_csv(catalog)) == expected


@given(_anything)
def test_guarding_text_is_undone_exactly(text: str) -> None:
    assert unguard(guard(text)) == text
    assert not guard(text).startswith(("=", "+", "-", "@", "\t", "\r", "\0"))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=4, max_size=4))
def test_whatever_text_a_course_has_every_file_is_sound(texts: list[str]) -> None:
    title, seller, url, course_id = texts
    taken = course(course_id, {BODY: 1}, title=title, seller=seller, url=url)
    plan = plans.plan([plans.planned(taken, take_by=date(2027, 1, 2))], [plans.covered(BODY, 1, 1)])
    catalog = Catalog((taken,), name=title)
    assert json.loads(json_text(plan_as_json(plan, ()))) == json.loads(json_bytes(plan_as_json(plan, ())))
    cells: list[Any] = [
        cell
        for sheet in load_workbook(io.BytesIO(plan_as_workbook(plan, (), catalog)))
        for row in sheet.iter_rows()
        for cell in row
    ]
    formulas = [cell.value for cell in cells if cell.data_type == "f"]
    assert all(formula.startswith(("=SUBTOTAL(109,", "=IF(")) for formula in formulas)
    assert not [cell for cell in cells if cell.data_type == "e"]
    table = plan_as_table(plan, catalog)
    assert not {unicodedata.category(c) for c in table if c != "\n"} & {"Cc", "Cs", "Zl", "Zp"}
    assert len(Calendar.from_ical(plan_as_calendar(plan)).walk("VEVENT")) == 1
    (row,) = csv.DictReader(io.StringIO(plan_as_csv(plan).decode("utf-8-sig"), newline=""))
    assert unguard(row["title"]) == title
