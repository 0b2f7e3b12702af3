"""A catalog's check, what it covers, and how it compares with another, as workbooks. Imports openpyxl."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.credits import Credits
from planner.phrases import count
from planner.writing.sheets import Book, Column, Kind, Sum, Table, Value

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from planner.catalog import Course
    from planner.selling.comparing import Comparison, Pair
    from planner.selling.health import Health
    from planner.selling.matrix import Matrix

_ONCE = "An activity that is sold under several numbers counts once: see the sheet Subcategories."
_COURSE = (Column("Course", width=18), Column("Title", width=44))


def check_as_workbook(health: Health, matrix: Matrix, on: date) -> bytes:
    """Write what a catalog's check found and what the catalog covers on a day."""
    book = Book(title="Catalog check", made_on=on)
    _findings_sheet(book, health)
    _subcategories_sheet(book, matrix)
    _matrix_sheet(book, matrix)
    return book.as_bytes()


def comparison_as_workbook(comparison: Comparison, here: str, there: str, on: date) -> bytes:
    """Write how two catalogs compare; ``here`` and ``there`` are what to call them."""
    book = Book(title=f"{here} and {there}", made_on=on)
    _standings_sheet(book, comparison, here, there)
    _changed_sheet(book, comparison, here, there)
    _courses_sheet(book, "Only in the first", f"Only in {here}", comparison.only_here)
    _courses_sheet(book, "Only in the second", f"Only in {there}", comparison.only_there)
    rows = [(each.here.course_id, each.here.name, each.there.name) for each in comparison.clashes]
    columns = (
        Column("Number", width=18),
        Column("In the first", width=44),
        Column("In the second", width=44),
    )
    opening = (
        f"{count(len(rows), 'number')} used for two courses",
        f"First: {here}. Second: {there}. By their facts these are different courses.",
    )
    book.add_sheet("One number, two courses", Table(columns, rows, opening=opening))
    return book.as_bytes()


def _findings_sheet(book: Book, health: Health) -> None:
    columns = (
        Column("What to do", width=36),
        Column("Courses", width=24),
        Column("Found", width=80),
        Column("How", width=60),
        Column("Nearest known", width=28),
        Column("Safe correction", width=12),
        Column("File", width=24),
        Column("Sheet", width=16),
        Column("Row", Kind.COUNT, 8),
        Column("Column", width=16),
    )
    rows = [
        (
            finding.todo.value,
            "; ".join(finding.courses) or None,
            finding.found,
            finding.remedy,
            finding.suggestion,
            "yes" if finding.is_correctable else "no",
            finding.place.file,
            finding.place.sheet,
            finding.place.row,
            finding.place.column,
        )
        for group in health.groups
        for finding in group.findings
    ]
    book.add_sheet("Findings", Table(columns, rows))


def _subcategories_sheet(book: Book, matrix: Matrix) -> None:
    columns = (
        Column("Discipline", width=11),
        Column("Category", width=18),
        Column("Subcategory", width=48),
        Column("Courses", Kind.COUNT, 10),
        Column("Activities", Kind.COUNT, 11),
        Column("Credits", Kind.CREDITS, 11),
        Column("Covered", width=18, loud="by nobody"),
    )
    rows = [
        (
            column.subcategory.discipline,
            column.subcategory.category or None,
            column.subcategory.name,
            len(column.course_ids),
            column.activities,
            column.total,
            {0: "by nobody", 1: "by one activity"}.get(column.activities, "by several"),
        )
        for column in matrix.columns
    ]
    book.add_sheet("Subcategories", Table(columns, rows))


def _matrix_sheet(book: Book, matrix: Matrix) -> None:
    """Write a row a course and a column a subcategory that any course serves, with what each adds up to."""
    served = [column for column in matrix.columns if column.activities]
    columns: list[Column] = list(_COURSE)
    columns += [Column(str(column.subcategory), Kind.CREDITS, 12) for column in served]
    rows = [
        (
            row.course.course_id,
            row.course.title or None,
            *(row.credits_of.get(column.subcategory) for column in served),
        )
        for row in matrix.rows
    ]
    none = Credits()
    sums = [
        Sum(Credits.total(row.credits_of.get(column.subcategory, none) for row in matrix.rows))
        for column in served
    ]
    totals: tuple[Value, ...] = ("Total", None, *sums)
    book.add_sheet("Matrix", Table(columns, rows, totals=totals if rows else (), closing=(_ONCE,)))


def _standings_sheet(book: Book, comparison: Comparison, here: str, there: str) -> None:
    columns = (
        Column("Subcategory", width=60),
        Column("Credits, first", Kind.CREDITS, 12),
        Column("Credits, second", Kind.CREDITS, 12),
        Column("More credits", width=12),
        Column("Least a credit, first", Kind.MONEY, 14),
        Column("Least a credit, second", Kind.MONEY, 14),
        Column("Cheaper", width=12),
    )
    side = {"here": "first", "there": "second"}
    rows = [
        (
            str(each.subcategory),
            each.here,
            each.there,
            side.get(each.more, "the same"),
            each.least_here,
            each.least_there,
            side.get(each.cheaper),
        )
        for each in comparison.standings
    ]
    opening = ("Who gives more and cheaper credits", f"First: {here}. Second: {there}.")
    book.add_sheet("Subcategories", Table(columns, rows, opening=opening))


def _changed_sheet(book: Book, comparison: Comparison, here: str, there: str) -> None:
    columns = (
        *_COURSE,
        Column("In the second", width=18),
        Column("Told by", width=12),
        Column("What", width=48),
        Column("First", width=30),
        Column("Second", width=30),
    )
    rows = [
        (*_of_both(pair), each.field, each.here, each.there)
        for pair in comparison.changed
        for each in pair.differences
    ]
    opening = (
        f"{count(len(comparison.changed), 'course')} differ, {len(comparison.same):,} don't",
        f"First: {here}. Second: {there}.",
    )
    book.add_sheet("In both", Table(columns, rows, opening=opening))


def _of_both(pair: Pair) -> tuple[str, str, str, str]:
    return pair.here.course_id, pair.here.name, pair.there.course_id, pair.by


def _courses_sheet(book: Book, name: str, heading: str, courses: Iterable[Course]) -> None:
    columns = (*_COURSE, Column("CE credits", Kind.CREDITS, 11), Column("Price", Kind.MONEY, 12))
    rows = [(each.course_id, each.title or None, each.ce_credits, each.price) for each in courses]
    book.add_sheet(name, Table(columns, rows, opening=(heading,)))
