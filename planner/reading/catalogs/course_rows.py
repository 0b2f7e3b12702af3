"""What one row says about a course: who it is, its facts, and figures of its distribution."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from planner.naming import fold
from planner.problem import Severity
from planner.reading.cells.values import (
    NotReadable,
    present,
    read_credits,
    read_date,
    read_hours,
    read_money,
)
from planner.reading.figures import not_readable
from planner.reading.table import AGAIN, Row, Spot, repeats, shown, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from planner.credits import Credits
    from planner.outline import Subcategory
    from planner.reading.collecting import Problems
    from planner.reading.grid import Cell
    from planner.reading.naming_problems import NameReader
    from planner.reading.table import Table

_AMOUNTS: Mapping[str, tuple[Callable[[Cell], Any], str]] = {
    "ce_credits": (read_credits, "The course's CE credits are treated as unknown; correct the cell."),
    "list_price": (read_money, "The price is treated as unknown; correct the cell."),
    "sale_price": (read_money, "The sale price is treated as unknown; correct the cell."),
    "hours": (read_hours, "The hours are treated as unknown; correct the cell."),
    "approved_from": (
        read_date,
        "The course is left out of plans until the date can be read; correct the cell.",
    ),
    "expires_on": (
        read_date,
        "The course is left out of plans until the date can be read; correct the cell.",
    ),
}
# Of two figures or dates for one fact: what promises less.
CAUTIOUS: Mapping[str, tuple[str, Callable[[Any, Any], Any]]] = {
    "list_price": ("higher", max),
    "sale_price": ("higher", max),
    "hours": ("higher", max),
    "ce_credits": ("lower", min),
    "approved_from": ("later", max),
    "expires_on": ("earlier", min),
}
# What a plan rests on: where a further column says something else, the first isn't simply used.
_COMPARED = ("ce_credits", "list_price", "sale_price", "expires_on")
_IDENTITY = {"course_id": ("an id of the course", "title"), "title": ("the course's title", "course_id")}
_NOT_GIVEN = "It is treated as not given; correct the cell."
_TEXTS = ("seller", "format", "ce_category", "activity_id", "approval_number", "url")
DATES = ("approved_from", "expires_on")
_WEB = re.compile(r"https?://[^\s/]+\.[^\s]+", re.IGNORECASE)
_BARE_WEB = re.compile(r"(?:www\.)[^\s/]+\.[^\s]+", re.IGNORECASE)
_CLASSES = {
    "a": "A",
    "category a": "A",
    "cat a": "A",
    "a plus": "A+",
    "category a plus": "A+",
    "cat a plus": "A+",
}


class Figure(NamedTuple):
    """Credits of one subcategory, and where they stand."""

    subcategory: Subcategory
    credits: Credits
    applies_from: date | None
    outline_version: str
    spot: Spot
    column: str | None


@dataclass(slots=True)
class CourseRow:
    """What one row, or one block of lines, says about a course.

    ``course_id`` and ``title`` may be blank, not both, unless the row `is_nameless`. ``unreadable`` are facts
    that stand there, but can't be read, id and title among them. ``not_approved`` means that it says so.
    ``labels`` and ``columns`` are the headers of the fields and where they stand. ``is_bare`` means that the
    row holds one cell only: a course of that name, or a heading or footnote.
    """

    spot: Spot
    course_id: str
    title: str
    facts: dict[str, Any] = field(default_factory=dict)
    figures: list[Figure] = field(default_factory=list)
    unreadable: tuple[str, ...] = ()
    not_approved: bool = False
    labels: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, int] = field(default_factory=dict)
    is_bare: bool = False

    @property
    def is_nameless(self) -> bool:
        """Whether the course is named where it can't be read, and nowhere else."""
        return not (self.course_id or self.title) and not _IDENTITY.keys().isdisjoint(self.unreadable)

    @property
    def may_list(self) -> bool:
        """Whether the row stands where courses are told: in a table not of figures alone, or a listing."""
        of_figures = self.labels and self.labels.keys().isdisjoint((*_AMOUNTS, *_TEXTS))
        return not (self.figures and of_figures)

    def written(self, name: str) -> str | None:
        """Give a fact as its cell has it; in a listing, as it was read."""
        column = self.columns.get(name)
        return str(self.facts[name]) if column is None else shown(self.spot.sheet.rows[self.spot.row][column])


@dataclass(slots=True)
class BundleRow:
    """What one row says about a bundle. ``parts`` is the cell as written: ids or titles."""

    spot: Spot
    bundle_id: str
    title: str
    price: Any
    parts: str
    labels: Mapping[str, str]


@dataclass(slots=True)
class Gathered:
    """What all sources of a catalog said, row by row, before it is brought together."""

    names: NameReader
    problems: Problems
    courses: list[CourseRow] = field(default_factory=list)
    bundles: list[BundleRow] = field(default_factory=list)


class FactReader:
    """Reads the facts of a table's rows; a value that was read before is not read again."""

    def __init__(self, table: Table, problems: Problems, *, has_figures: bool) -> None:
        """Look only for the fields that the table has.

        A row with one cell is bare only where the table has credits too: in a mere list of courses an id may
        stand alone, its credits on another sheet.
        """
        self._has_figures = has_figures
        self.labels = {name: table.label(column) for name, column in table.columns.items()}
        self._columns = table.columns
        self._problems = problems
        self._repeated = [name for name in _COMPARED if name + AGAIN in table.columns]
        self._fields: list[tuple[str, int, dict[tuple[type, Cell], Any]]] = [
            (name, table.columns[name], {}) for name in (*_AMOUNTS, *_TEXTS) if name in table.columns
        ]

    def read(self, row: Row) -> CourseRow:
        """Read one row's facts; what can't be read is reported and left out."""
        course = CourseRow(
            row.spot, row.name("course_id"), row.name("title"), labels=self.labels, columns=self._columns
        )
        self._check_names(course, row)
        cells, width = row.cells, len(row.cells)
        for name, column, known in self._fields:
            if column >= width or (cell := cells[column]) is None:
                continue
            key = (type(cell), cell)
            if key not in known:
                try:
                    known[key] = self._read(name, cell, row)
                except NotReadable as error:
                    remedy = _AMOUNTS[name][1] if name in _AMOUNTS else _NOT_GIVEN
                    self._problems.add(not_readable(error, cell, row.place(name), remedy))
                    course.unreadable += (name,)
                    continue
            if known[key] is not None:
                course.facts[name] = known[key]
        for name in self._repeated:
            self._compare(course, name, row)
        course.is_bare = self._has_figures and not course.facts and len(row.filled()) == 1
        return course

    def _compare(self, course: CourseRow, name: str, row: Row) -> None:
        """Take a further column where the first is blank; of two values the more cautious, and say so."""
        first, again = course.facts.get(name), name + AGAIN
        cell = row.raw(again)
        try:
            other = _AMOUNTS[name][0](cell)
        except NotReadable:
            return  # said once, at the header: the first column is the one that is read
        if other is None or other == first:
            return
        if first is None and name not in course.unreadable:
            course.facts[name] = other
        if first is None:
            return
        which, cautious = CAUTIOUS[name]
        course.facts[name] = cautious(first, other)
        labels = [self.labels[name], self.labels[again]]
        self._problems.error(
            "course-facts-differ",
            f'The row gives two values: {first} under "{labels[0]}" and {other} under "{labels[1]}". The '
            f"{which} was used; correct one of them, or remove the column that doesn't count.",
            row.place(again),
            value=shown(cell),
            suggestion=shown(row.raw(name)),
        )

    def _check_names(self, course: CourseRow, row: Row) -> None:
        """Take away a course's id or title that is an Excel error or a formula without its result."""
        for name, (expected, other) in _IDENTITY.items():
            try:
                present(row.raw(name), expected)
            except NotReadable as error:
                setattr(course, name, "")
                course.unreadable += (name,)
                known = f"The course is known by its {fact_words(other)} alone; correct the cell."
                remedy = known if row.name(other) else "The row was left out; correct it."
                self._problems.add(not_readable(error, row.raw(name), row.place(name), remedy))

    def _read(self, name: str, cell: Cell, row: Row) -> Any:  # noqa: ANN401 - as the field's type is
        """Read one fact; None where the cell says nothing.

        Raises:
            NotReadable: an amount or a date can't be read, or a text is an Excel error.
        """
        if name in _AMOUNTS:
            return _AMOUNTS[name][0](cell)
        present(cell, f"the {fact_words(name)}")
        return checked_text(name, text_of(cell), row.spot, self.labels[name], self._problems) or None


def checked_text(name: str, text: str, spot: Spot, label: str | None, problems: Problems) -> str:
    """Give a text fact as it is to be kept; an odd one is said. "" where it can't be used."""
    if name == "ce_category" and text:
        known = _CLASSES.get(fold(text.replace("+", " plus ")))
        if known is None:
            problems.warning(
                "ce-category-unknown",
                "Expected the CE category A or A+. It was kept as written.",
                spot.place(label),
                value=text,
            )
        return known or text
    if name == "url" and text and not _WEB.fullmatch(text):
        suggestion = f"https://{text}" if _BARE_WEB.fullmatch(text) else None
        problems.warning(
            "url-not-a-web-address",
            "Expected a web address that begins with https:// or http://. It was left out.",
            spot.place(label),
            value=text,
            suggestion=suggestion,
        )
        return ""
    return text


def names_course_below(row: Row) -> bool:
    """Whether the next row that holds anything, a repeated header aside, names a course of its own."""
    table = row.table
    header = table.sheet.rows[table.header]
    below = (cells for cells in table.sheet.rows[row.number + 1 :] if any(cell is not None for cell in cells))
    cells = next((cells for cells in below if not repeats(cells, header)), ())
    columns = [table.columns[name] for name in _IDENTITY if name in table.columns]
    return any(column < len(cells) and cells[column] is not None for column in columns)


def fact_words(name: str) -> str:
    """Give a field's name as words."""
    return name.replace("course_", "").replace("_", " ").replace("ce ", "CE ").replace("list price", "price")


def check_dates(row: CourseRow, problems: Problems) -> None:
    """Warn where a course expires before it is approved."""
    start, end = row.facts.get("approved_from"), row.facts.get("expires_on")
    if start is not None and end is not None and end < start:
        problems.warning(
            "expires-before-approval",
            f"The course expires on {end.isoformat()}, before its approval begins on "
            f"{start.isoformat()}. No plan "
            "can use it until one of the dates is corrected.",
            row.spot.place(row.labels.get("expires_on")),
            value=end.isoformat(),
        )


def read_applies_from(row: Row, problems: Problems) -> tuple[date | None, bool]:
    """Read the first day on which a row's figures count, and whether that could be read.

    A column "enrollments starting after" gives the day before.
    """
    for name, days in (("applies_from", 0), ("applies_after", 1)):
        cell = row.raw(name)
        if cell is None:
            continue
        try:
            day = read_date(cell)
        except NotReadable as error:
            remedy = "The figure was left out, because its first day is not known; correct the cell."
            problems.add(not_readable(error, cell, row.place(name), remedy, Severity.ERROR))
            return None, False
        if day is not None:
            return day + timedelta(days=days), True
    return None, True
