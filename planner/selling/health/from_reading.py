"""The problems that reading a catalog has met, as findings: under what to do, with their safe corrections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.reading.cells.headers import match_headers
from planner.reading.fields import COURSE
from planner.selling.health.finding import Change, Finding, Todo

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planner.catalog import Catalog
    from planner.problem import Problem

_CODES = {
    Todo.MEND_THE_NUMBER: (
        "distribution-over-ce-credits",
        "distributions-disagree",
        "sum-disagrees",
        "credits-odd-step",
        "credits-blank",
        "excel-error",
        "formula-without-value",
        "price-other-currency",
    ),
    Todo.MEND_THE_DATE: (
        "date-not-readable",
        "date-out-of-range",
        "expires-before-approval",
        "not-approved",
    ),
    Todo.ONE_ID_EACH: (
        "course-facts-differ",
        "title-of-several-courses",
        "course-missing",
        "course-not-listed",
        "ids-alike",
        "bundle-missing",
        "bundle-facts-differ",
    ),
    Todo.ASK_ARRT: ("course-without-distribution", "category-figure-only"),
    Todo.CONFIRM_NAME: (
        "unknown-discipline",
        "unknown-category",
        "unknown-subcategory",
        "category-missing",
        "discipline-missing",
        "discipline-from-name",
        "several-subcategories",
        "ce-category-unknown",
    ),
    Todo.MEND_BUNDLE: (
        "bundle-part-unknown",
        "bundle-without-courses",
        "bundle-without-price",
    ),
    Todo.CHECK_PRICE: ("sale-above-price",),
    Todo.WRITE_ALIKE: ("name-read-as", "category-corrected", "row-repeated", "url-not-a-web-address"),
    Todo.SEE_HOW_READ: (
        "column-not-used",
        "column-read-as",
        "column-unclear",
        "filled-down",
        "row-not-used",
        "line-not-used",
        "totals-row-skipped",
        "totals-column-skipped",
        "header-repeated",
        "calculated-values",
        "blank-rows",
        "bundle-of-all",
        "sheet-not-used",
        "sheet-hidden",
        "read-as-windows-1252",
        "control-characters",
        "text-too-long",
    ),
}
_BY_CODE = {code: todo for todo, codes in _CODES.items() for code in codes}
_NUMBERS = ("credits-", "price-", "hours-")
_NAMED_ALIKE = "The outline's own name; the other is an older or shorter form of it."
_MOVED = "The outline has the subcategory under this category."
_ONCE = "The same row stands twice, and counts once."
_ADDRESS = "A web address begins with https://."


def from_reading(problems: Iterable[Problem], catalog: Catalog) -> Iterator[Finding]:
    """Give each problem of reading as a finding, in the order met."""
    for problem in problems:
        courses = problem.course_ids
        if problem.code == "name-read-as" and not courses:
            # A name in a header is that of every course with credits in its column.
            courses = _with_credits_in(problem.suggestion, catalog)
        changes = tuple(_changes(problem, courses))
        todo = todo_of(problem.code)
        yield Finding(
            Todo.SEE_HOW_READ if todo is Todo.WRITE_ALIKE and not changes else todo,
            problem.code,
            problem.message,
            courses,
            problem.place,
            problem.severity,
            problem.value,
            problem.suggestion,
            changes,
            problem,
        )


def todo_of(code: str) -> Todo:
    """Tell what to do about a problem of reading, by its code; one of a whole file is the file's."""
    if code in _BY_CODE:
        return _BY_CODE[code]
    return Todo.MEND_THE_NUMBER if code.startswith(_NUMBERS) else Todo.SEE_TO_THE_FILE


def field_of(problem: Problem) -> str:
    """Give the course's field that a problem is about, by the header of its column; "" for anything else."""
    return match_headers((problem.place.column,), COURSE).get(0, "")


def _with_credits_in(name: str | None, catalog: Catalog) -> tuple[str, ...]:
    return tuple(
        course.course_id
        for course in catalog.courses
        if any(figure.subcategory.name == name for figure in course.distributions)
    )


def _changes(problem: Problem, courses: Sequence[str]) -> Iterator[Change]:
    """Give the corrections that change nothing but how something is written."""
    before, after = problem.value or "", problem.suggestion or ""
    ids = courses or ("",)
    if problem.code == "name-read-as" and after:
        for course_id in ids:
            yield Change(
                course_id, "subcategory", before, after, _NAMED_ALIKE, problem.place, in_reading=True
            )
    elif problem.code == "category-corrected" and after:
        for course_id in ids:
            yield Change(course_id, "category", before, after, _MOVED, problem.place, in_reading=True)
    elif problem.code == "row-repeated":
        yield Change(ids[0], "row", "given twice", "given once", _ONCE, problem.place, in_reading=True)
    elif problem.code == "url-not-a-web-address" and after and len(courses) == 1:
        yield Change(ids[0], "url", before, after, _ADDRESS, problem.place)
