"""Whatever is written in any shape, order and words reads back; and one damaged cell is found."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.catalog import Bundle, Catalog, Course, Distribution
from planner.credits import Credits, Hours, Money
from planner.outline import shipped_outlines
from planner.prescription import Prescription, Requirement
from planner.reading import SourceFile, read_catalog, read_prescriptions
from planner.reading.fields import BUNDLE, COURSE, DISTRIBUTION, PRESCRIPTION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

KNOWN = sorted(shipped_outlines().known)
NAMES_OF = {d.code: (d.code, d.name, d.name.upper()) for d in shipped_outlines().disciplines}
FACTS = (
    "seller",
    "format",
    "ce_category",
    "ce_credits",
    "list_price",
    "sale_price",
    "hours",
    "activity_id",
    "approval_number",
    "approved_from",
    "expires_on",
    "url",
)
DAMAGED = (
    "ce_credits",
    "list_price",
    "sale_price",
    "hours",
    "approved_from",
    "expires_on",
    "applies_from",
    "credits",
    "discipline",
    "category",
    "subcategory",
)
GARBAGE = "4x?"
FORMS = ("{d}: {s}", "{d} - {c} - {s}", "{d} | {c} | {s}", "{d}: {c}: {s}")
Row = dict[str, str]

quarters = st.integers(1, 32).map(lambda n: Credits(25 * n))
money = st.integers(0, 30_000).map(Money)
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@st.composite
def distributions(draw: st.DrawFn) -> tuple[Distribution, ...]:
    subcategories = draw(st.lists(st.sampled_from(KNOWN), min_size=1, max_size=4, unique=True))
    applies_from = draw(st.none() | days)
    return tuple(Distribution(s, draw(quarters), applies_from) for s in subcategories)


@st.composite
def courses(draw: st.DrawFn, number: int) -> Course:
    rows = draw(distributions())
    ordered = sorted(rows, key=lambda row: row.subcategory)
    sums = [
        Credits.total(row.credits for row in group)
        for _, group in groupby(ordered, key=lambda row: row.subcategory.discipline)
    ]
    listed = draw(st.none() | money)
    approved = draw(st.none() | days)
    return Course(
        f"C-{number}",
        f"Course number {number}",
        seller=draw(st.sampled_from(("", "Acme CE", "Beacon Learning"))),
        format=draw(st.sampled_from(("", "online", "book"))),
        ce_category=draw(st.sampled_from(("", "A", "A+"))),
        ce_credits=draw(st.none() | st.just(max(sums))),
        list_price=listed,
        sale_price=None if listed is None else draw(st.none() | st.integers(0, listed.hundredths).map(Money)),
        hours=draw(st.none() | st.integers(1, 4000).map(Hours)),
        activity_id=draw(st.sampled_from(("", "ACT-1"))),
        approval_number=draw(st.sampled_from(("", "APP-1"))),
        approved_from=approved,
        expires_on=draw(st.none() | days.filter(lambda day: approved is None or day >= approved)),
        url=draw(st.sampled_from(("", "https://example.org/a"))),
        distributions=rows,
    )


@st.composite
def catalogs(draw: st.DrawFn) -> Catalog:
    made = tuple(draw(courses(number)) for number in range(draw(st.integers(1, 4))))
    ids = [course.course_id for course in made]
    bundles = tuple(
        Bundle(f"B-{n}", f"Bundle {n}", draw(money), tuple(draw(st.permutations(ids))))
        for n in range(len(ids) // 2)
    )
    return Catalog(made, bundles)


@st.composite
def prescriptions(draw: st.DrawFn) -> Prescription:
    subcategories = draw(st.lists(st.sampled_from(KNOWN), min_size=1, max_size=8, unique=True))
    rows = tuple(
        Requirement(s, standard_met=figure is None, credits_required=figure)
        for s in subcategories
        for figure in [draw(st.none() | quarters)]
    )
    return Prescription(rows, technologist_id="Example-1")


def _header(draw: st.DrawFn, aliases: Mapping[str, frozenset[str]], field: str) -> str:
    """Draw any header that means a field, however it is spelled."""
    alias = draw(st.sampled_from(sorted(aliases[field])))
    return draw(st.sampled_from((alias, alias.upper(), alias.title(), f" {alias}: ")))


def _fact(course: Course, field: str) -> str:
    value = getattr(course, field)
    if value is None:
        return ""
    return format(float(value), ".2f") if isinstance(value, Credits | Hours | Money) else str(value)


def _facts(course: Course) -> Row:
    identity = {"course_id": course.course_id, "title": course.title}
    return identity | {field: _fact(course, field) for field in FACTS}


def _figure(draw: st.DrawFn, row: Distribution) -> Row:
    at = row.subcategory
    return {
        "discipline": draw(st.sampled_from(NAMES_OF[at.discipline])),
        "category": draw(st.sampled_from(("", at.category))),
        "subcategory": draw(st.sampled_from((at.name, at.name.lower(), at.name.replace(" and ", " & ")))),
        "credits": str(row.credits),
        "applies_from": str(row.applies_from or ""),
    }


def _table(draw: st.DrawFn, rows: list[Row], header: Callable[[str], str]) -> list[list[str]]:
    """Write rows in any order, their columns in any order, under any of their headers."""
    columns = draw(st.permutations(sorted(rows[0])))
    return [[header(column) for column in columns]] + [
        [row.get(column, "") for column in columns] for row in draw(st.permutations(rows))
    ]


def _as_csv(table: list[list[str]]) -> SourceFile:
    text = io.StringIO()
    csv.writer(text).writerows(table)
    return SourceFile("table.csv", text.getvalue().encode())


def _as_workbook(sheets: Iterable[tuple[str, list[list[str]]]]) -> SourceFile:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([cell or None for cell in row])
    packed = io.BytesIO()
    book.save(packed)
    return SourceFile("book.xlsx", packed.getvalue())


@st.composite
def written(draw: st.DrawFn, catalog: Catalog) -> tuple[list[SourceFile], bool]:
    """Write a catalog in one of the shapes; also give whether that shape holds its bundles."""
    headers: dict[str, str] = {}

    def header(field: str) -> str:
        return headers.setdefault(field, _header(draw, COURSE | DISTRIBUTION, field))

    shape = draw(st.sampled_from(("long", "wide", "sheets")))
    if shape == "long":
        rows = [
            _facts(course) | _figure(draw, row) for course in catalog.courses for row in course.distributions
        ]
        return [_as_csv(_table(draw, rows, header))], False
    if shape == "wide":
        form = draw(st.sampled_from(FORMS))
        rows = []
        for course in catalog.courses:
            figures = {
                form.format(
                    d=row.subcategory.discipline, c=row.subcategory.category, s=row.subcategory.name
                ): str(row.credits)
                for row in course.distributions
            }
            rows.append(
                _facts(course) | figures | {"applies_from": str(course.distributions[0].applies_from or "")}
            )
        wide = sorted({column for row in rows for column in row})
        full = [dict.fromkeys(wide, "") | row for row in rows]
        return [_as_csv(_table(draw, full, lambda c: header(c) if c in COURSE | DISTRIBUTION else c))], False
    figures_rows = [
        {"course_id": course.course_id} | _figure(draw, row)
        for course in catalog.courses
        for row in course.distributions
    ]
    sheets = [
        ("courses", _table(draw, [_facts(course) for course in catalog.courses], header)),
        ("distributions", _table(draw, figures_rows, header)),
    ]
    if catalog.bundles:
        bundles = [
            {
                "bundle_id": bundle.bundle_id,
                "title": bundle.title,
                "list_price": _money(bundle.price),
                "course_ids": "; ".join(bundle.course_ids),
            }
            for bundle in catalog.bundles
        ]
        sheets.append(("bundles", _table(draw, bundles, lambda field: _header(draw, BUNDLE, field))))
    return [_as_workbook(draw(st.permutations(sheets)))], True


def _money(price: Money | None) -> str:
    return "" if price is None else format(float(price), ".2f")


def _unordered(catalog: Catalog) -> dict[str, tuple[Course, frozenset[Distribution]]]:
    return {
        course.course_id: (replace(course, distributions=()), frozenset(course.distributions))
        for course in catalog.courses
    }


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_catalog_in_any_shape_order_and_words_reads_back(data: st.DataObject) -> None:
    catalog = data.draw(catalogs())
    sources, with_bundles = data.draw(written(catalog))
    read = read_catalog(sources)
    assert not [problem for problem in read.problems if problem.is_error]
    assert _unordered(read.value) == _unordered(catalog)
    if with_bundles:
        assert set(read.value.bundles) == set(catalog.bundles)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_one_damaged_cell_of_a_catalog_is_found_and_hides_nothing_else(data: st.DataObject) -> None:
    catalog = data.draw(catalogs())
    draw = data.draw
    rows = [_facts(course) | _figure(draw, row) for course in catalog.courses for row in course.distributions]
    columns = list(rows[0])
    damaged = draw(st.integers(0, len(rows) - 1))
    column = draw(st.sampled_from(DAMAGED))
    course_id = rows[damaged]["course_id"]
    hit = [row for course in catalog.courses for row in course.distributions][damaged]
    rows[damaged] = rows[damaged] | {column: GARBAGE}
    read = read_catalog([_as_csv([columns] + [[row[name] for name in columns] for row in rows])])
    assert (damaged + 2, column) in {(p.place.row, p.place.column) for p in read.problems}
    found, expected = _unordered(read.value), _unordered(catalog)
    assert found.keys() == expected.keys()
    for other in expected.keys() - {course_id}:
        assert found[other] == expected[other]
    assert expected[course_id][1] - {hit} <= found[course_id][1]
    if column not in FACTS:
        assert found[course_id][0] == expected[course_id][0]


def _results(prescription: Prescription) -> set[tuple[object, ...]]:
    return {(row.subcategory, row.standard_met, row.credits_required) for row in prescription.rows}


def _result(draw: st.DrawFn, row: Requirement) -> Row:
    at = row.subcategory
    words = ("met", "Yes", "✓", "pass") if row.standard_met else ("not met", "No", "✗", "needs more learning")
    return {
        "technologist_id": "Example-1",
        "discipline": draw(st.sampled_from(NAMES_OF[at.discipline])),
        "category": draw(st.sampled_from(("", at.category))),
        "subcategory": at.name,
        "standard": draw(st.sampled_from(words)),
        "credits_required": str(row.credits_required or ""),
    }


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_a_prescription_in_any_order_and_words_reads_back(data: st.DataObject) -> None:
    draw = data.draw
    prescription = draw(prescriptions())
    loose = {"category": "?category", "subcategory": "?area", "standard": "?standard"}
    headers = {
        field: _header(
            draw,
            PRESCRIPTION,
            draw(st.sampled_from((field, loose.get(field, field)))) if field in loose else field,
        )
        for field in _result(draw, prescription.rows[0])
    }
    rows = [_result(draw, row) for row in prescription.rows]
    table = _table(draw, rows, headers.__getitem__)
    source = _as_workbook([("Results", table)]) if draw(st.booleans()) else _as_csv(table)
    read = read_prescriptions([source])
    assert not [problem for problem in read.problems if problem.is_error]
    assert [(p.technologist_id, _results(p)) for p in read.value] == [("Example-1", _results(prescription))]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_one_damaged_cell_of_a_prescription_is_found_and_hides_nothing_else(data: st.DataObject) -> None:
    draw = data.draw
    prescription = draw(prescriptions())
    rows = [_result(draw, row) for row in prescription.rows]
    damaged = draw(st.integers(0, len(rows) - 1))
    column = draw(st.sampled_from(["discipline", "category", "subcategory", "standard", "credits_required"]))
    rows[damaged] = rows[damaged] | {column: GARBAGE}
    columns = list(rows[0])
    read = read_prescriptions([_as_csv([columns] + [[row[name] for name in columns] for row in rows])])
    assert (damaged + 2, column) in {(p.place.row, p.place.column) for p in read.problems}
    hit = prescription.rows[damaged]
    (found,) = read.value
    others = _results(prescription) - {(hit.subcategory, hit.standard_met, hit.credits_required)}
    assert others <= _results(found)


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=300)
    | st.lists(st.text(alphabet="MRCT:,;\t\n |/-.0123456789 aBody$%✓", max_size=200)).map("\n".join)
)
def test_no_text_breaks_a_reader(text: str) -> None:
    source = SourceFile("pasted text", text.encode("utf-8", "replace"))
    read_prescriptions([source])
    read_catalog([source])
