"""A corrected catalog as a workbook: changed cells are marked, and every change and open question is listed.

`planner.reading` reads it back to the corrected catalog. What reading could not read stays as it was written,
so that nothing is lost, and no course comes into plans that was kept out. Importing this imports openpyxl.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from planner.phrases import count
from planner.reading.catalogs.assembling import DATE_NOT_READ, NOT_APPROVED
from planner.reading.catalogs.notes import CHANGES_OPENING, CHANGES_SHEET, OPEN_OPENING, OPEN_SHEET
from planner.selling.health.from_reading import field_of
from planner.writing.as_csv import COURSE_FIELDS, DISTRIBUTION_FIELDS
from planner.writing.as_workbook import (
    BUNDLE_FIELDS,
    bundle_rows,
    catalog_columns,
    course_row,
    distribution_row,
)
from planner.writing.sheets import Book, Column, Formula, Kind, Link, Marked, Sum, Table, ToSheet, Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from planner.catalog import Bundle, Course
    from planner.problem import Place
    from planner.selling.corrections import Corrected
    from planner.selling.health import Change, Finding

# As of a catalog's workbook: no day is part of it.
_NO_DAY = date(2000, 1, 1)
# How the codes of what could not be read end.
_UNREADABLE = (
    "-not-a-number",
    "-not-readable",
    "-ambiguous",
    "-too-fine",
    "-too-large",
    "-negative",
    "-out-of-range",
    "excel-error",
    "formula-without-value",
    "price-other-currency",
    "url-not-a-web-address",
)

# A course's id and a column of the contract, to what has to be said of that cell.
_Notes = dict[tuple[str, str], str]


def corrected_as_workbook(corrected: Corrected) -> bytes:
    """Write a corrected catalog: its three sheets, the changes, and what is still to decide."""
    catalog = corrected.catalog
    book = Book(title=catalog.name or "Catalog", made_on=_NO_DAY)
    marks = {
        (change.course_id, change.column): f"Before: {change.before}. {change.why}"
        for change in corrected.changes
    }
    kept = _kept_as_written(corrected.findings)
    courses = [_course_cells(course, marks, kept) for course in catalog.courses]
    book.add_sheet("courses", Table(catalog_columns(COURSE_FIELDS), courses))
    changes: defaultdict[str, list[Change]] = defaultdict(list)
    for change in corrected.changes:
        changes[change.course_id].append(change)
    figures = [row for course in catalog.courses for row in _figure_cells(course, changes[course.course_id])]
    book.add_sheet("distributions", Table(catalog_columns(("course_id", *DISTRIBUTION_FIELDS)), figures))
    bundles = [row for bundle in catalog.bundles for row in _bundle_cells(bundle, corrected.findings)]
    book.add_sheet("bundles", Table(catalog_columns(BUNDLE_FIELDS), bundles))
    _changes_sheet(book, corrected.changes)
    _open_sheet(book, corrected.findings)
    return book.as_bytes()


def _kept_as_written(findings: Sequence[Finding]) -> Mapping[tuple[str, str], str]:
    """Give the cells that could not be read, by course and field, with what stands in them."""
    kept: dict[tuple[str, str], str] = {}
    for finding in findings:
        if finding.read is not None and finding.value and finding.code.endswith(_UNREADABLE):
            for course_id in finding.courses:
                kept.setdefault((course_id, _column(field_of(finding.read))), finding.value)
    return kept


def _course_cells(course: Course, marks: _Notes, kept: Mapping[tuple[str, str], str]) -> tuple[Value, ...]:
    cells: list[Value] = []
    for column, value in zip(COURSE_FIELDS, course_row(course), strict=True):
        at = (course.course_id, column)
        if at in marks:
            cells.append(_marked(value, marks[at]))
        elif value is None and at in kept:
            cells.append(
                Marked(kept[at], "As it was written: it can't be read. Still to correct.", to_do=True)
            )
        else:
            cells.append(value)
    outside = [reason for reason in (DATE_NOT_READ, NOT_APPROVED) if reason in course.left_out]
    dates = [COURSE_FIELDS.index(name) for name in ("approved_from", "expires_on")]
    if outside and not any(isinstance(cells[at], Marked) for at in dates):
        # Left blank, the course would come into plans.
        blank = next((at for at in dates if cells[at] is None), dates[0])
        cells[blank] = Marked("not known", f"Left out of plans: {outside[0]}. Still to correct.", to_do=True)
    return tuple(cells)


def _figure_cells(course: Course, changes: Sequence[Change]) -> Iterator[tuple[Value, ...]]:
    """Write a course's figures; ``changes`` are its own."""
    mine = {(change.column, change.after): change for change in changes}
    for figure in course.distributions:
        cells: list[Value] = [course.course_id]
        for column, value in zip(DISTRIBUTION_FIELDS, distribution_row(figure), strict=True):
            change = mine.get((column, value)) if isinstance(value, str) else None
            cells.append(_marked(value, f"Before: {change.before}. {change.why}") if change else value)
        yield tuple(cells)


def _bundle_cells(bundle: Bundle, findings: Sequence[Finding]) -> Iterator[tuple[Value, ...]]:
    """Write a bundle; a part that is no course stays named, so that it isn't forgotten."""
    here = [f for f in findings if f.place.row == bundle.place.row and f.place.sheet == bundle.place.sheet]
    strangers = [f.value for f in here if f.code == "bundle-part-unknown" and f.value]
    parts = (*bundle.course_ids, *(s for s in strangers if s not in bundle.course_ids))
    for *facts, listed in bundle_rows(bundle, parts):
        if isinstance(listed, str) and not set(strangers).isdisjoint(listed.split(";")):
            still = "A part is no course of this catalog. Still to correct."
            yield (*facts, Marked(listed, still, to_do=True))
        else:
            yield (*facts, listed)


def _changes_sheet(book: Book, changes: Sequence[Change]) -> None:
    columns = (
        Column("Course", width=18),
        Column("Field", width=16),
        Column("Before", width=40),
        Column("After", width=40),
        Column("Why", width=60),
        *_WHERE,
    )
    rows = [
        (c.course_id or None, c.column, c.before or None, c.after, c.why, *_where(c.place)) for c in changes
    ]
    opening = (CHANGES_OPENING, f"{count(len(changes), 'change')}. None alters what a course gives or costs.")
    book.add_sheet(CHANGES_SHEET, Table(columns, rows, opening=opening))


def _open_sheet(book: Book, findings: Sequence[Finding]) -> None:
    columns = (
        Column("What to do", width=36),
        Column("Courses", width=24),
        Column("Found", width=80),
        Column("Nearest known", width=28),
        *_WHERE,
    )
    rows = [
        (
            f.todo.value,
            "; ".join(f.courses) or None,
            f.found,
            f.suggestion,
            *_where(f.place),
        )
        for f in findings
        if not f.note
    ]
    book.add_sheet(OPEN_SHEET, Table(columns, rows, opening=(OPEN_OPENING,)))


_WHERE = (Column("File", width=24), Column("Sheet", width=16), Column("Row", Kind.COUNT, 8))


def _where(place: Place) -> tuple[str | None, str | None, int | None]:
    return place.file, place.sheet, place.row


def _marked(value: Value, note: str) -> Value:
    """Mark a cell that is a plain value: the cells of a catalog are."""
    return value if isinstance(value, Link | ToSheet | Sum | Formula | Marked) else Marked(value, note)


def _column(field: str) -> str:
    return "price" if field == "list_price" else field
