"""A catalog table with a row for each course, or for each course, discipline and subcategory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.reading.catalogs.course_rows import (
    CourseRow,
    FactReader,
    Figure,
    Gathered,
    names_course_below,
    read_applies_from,
)
from planner.reading.catalogs.subtotals import without_subtotals
from planner.reading.cells.values import NotReadable, read_credits
from planner.reading.context import heading_discipline, labelled_discipline
from planner.reading.figures import (
    NAMES_OF_CREDITS,
    Remembering,
    names_can_be_read,
    not_readable,
    say_odd_step,
    say_two_figures,
)
from planner.reading.table import Row, Table, in_rows, text_of, without_several

if TYPE_CHECKING:
    from datetime import date

    from planner.credits import Credits

_NAMES = ("discipline", "category", "subcategory")
_IDENTITY = ("course_id", "title")
_LEFT_OUT = "The figure was left out; correct it."


class LongTable:
    """Reads one table of courses, of distributions, or of both."""

    def __init__(self, table: Table, around: str, gathered: Gathered) -> None:
        """Take a table, the discipline that its surroundings tell ("" if none), and where its rows go."""
        self._table = table
        self._around = around
        self._reader = gathered.names
        self._rows = gathered.courses
        self._problems = gathered.problems
        self._facts = FactReader(table, gathered.problems, has_figures="credits" in table.columns)
        self._read_credits = Remembering(read_credits)
        self._last = dict.fromkeys((*_IDENTITY, *_NAMES), "")
        self._heading = {"discipline": "", "category": ""}
        self._counted: dict[str, tuple[Row, str | None, int]] = {}
        self._label = tuple(table.label(table.columns[n]) if n in table.columns else None for n in _NAMES)

    def read(self) -> None:
        """Read every row, then say once what was filled in or left out."""
        rows = self._table.rows(self._problems, ("title", *_NAMES))
        for row in without_subtotals(rows, self._problems):
            if not self._is_heading(row):
                self._read_row(row)
        for code, (row, field, count) in self._counted.items():
            self._say(code, row, field, in_rows(count))

    def _is_heading(self, row: Row) -> bool:
        filled = row.filled()
        if len(filled) != 1:
            return False
        column, cell = filled[0]
        is_course = column in {self._table.columns.get(name) for name in _IDENTITY}
        if is_course and "discipline" in self._table.columns:
            return False
        names = self._reader.names
        code = labelled_discipline(text_of(cell), names)
        if code is None and "discipline" not in self._table.columns and names_course_below(row):
            code = heading_discipline(row, names, self._problems)
        if code is not None:
            self._heading = {"discipline": code, "category": ""}
            self._last |= dict.fromkeys(_NAMES, "")
            return True
        if is_course or column in self._table.columns.values():
            return False
        message = "This row holds one text and nothing of a course, so it was passed over."
        self._problems.warning("row-not-used", message, row.place(), value=text_of(cell))
        return True

    def _read_row(self, row: Row) -> None:
        course = self._facts.read(row)
        has_names = any(row.name(name) for name in ("category", "subcategory"))
        if course.is_nameless:
            self._last |= dict.fromkeys(_IDENTITY, "")  # what goes on below isn't the course above
            return
        if not course.course_id and not course.title:
            goes_on = has_names or row.raw("credits") is not None
            if not goes_on or not (self._last["course_id"] or self._last["title"]):
                message = "The row names no course. Expected a course id or a title; the row was left out."
                self._problems.error("course-missing", message, row.place("course_id"))
                return
            course.course_id, course.title = self._last["course_id"], self._last["title"]
            if not any(row.merged(name) for name in _IDENTITY):
                self._count("course", row, "course_id" if "course_id" in self._table.columns else "title")
        elif (course.course_id or course.title) not in {self._last["course_id"], self._last["title"]}:
            self._last |= dict.fromkeys(_NAMES, "")
        self._last |= {"course_id": course.course_id, "title": course.title}
        self._rows.append(course)
        if "credits" not in self._table.columns:
            return
        figure = self._credits(row)
        applies_from, readable = read_applies_from(row, self._problems)
        if figure is not None and readable:
            self._read_figure(row, course, figure, applies_from)
        elif has_names and row.raw("credits") is None:
            self._count("blank", row, "credits")

    def _credits(self, row: Row) -> Credits | None:
        cell = row.raw("credits")
        try:
            figure = self._read_credits(cell)
        except NotReadable as error:
            self._problems.add(not_readable(error, cell, row.place("credits"), _LEFT_OUT))
            return None
        if figure is None or say_two_figures(row, "credits", figure, self._read_credits, self._problems):
            return None
        say_odd_step(figure, row.place("credits"), self._problems)
        return figure

    def _read_figure(self, row: Row, course: CourseRow, figure: Credits, applies_from: date | None) -> None:
        if not names_can_be_read(row, NAMES_OF_CREDITS, _LEFT_OUT, self._problems):
            return
        discipline = self._name(row, "discipline") or self._around
        if not discipline:
            self._count("discipline-missing", row, "discipline")
            return
        name = row.name("subcategory")
        category = row.name("category")
        if not category and not self._is_settled(discipline, name) and self._reader.names.category_name(name):
            name, category = "", name  # a parent's line among its children's
        if name and not category and not self._is_settled(discipline, name):
            category = self._name(row, "category")
        self._last["category"] = category or self._last["category"]
        name, category = without_several(name), without_several(category)
        subcategory = self._reader.read(discipline, category, name, row.spot, self._label)
        version = row.name("outline_version")
        column = self._facts.labels.get("credits")
        course.figures.append(Figure(subcategory, figure, applies_from, version, row.spot, column))

    def _is_settled(self, discipline: str, name: str) -> bool:
        names = self._reader.names
        return names.discipline_code(discipline) in names.subcategory_disciplines(name)

    def _name(self, row: Row, field: str) -> str:
        """Give a name from its cell, a heading row, or (said) the same course's row above."""
        written = row.name(field)
        if written:
            if field == "discipline" and written != self._last[field]:
                self._last["category"] = ""  # that of another discipline
            self._last[field] = written
            self._heading[field] = ""
            return written
        if self._heading[field] or not self._last[field]:
            return self._heading[field]
        self._count(field, row, field)
        return self._last[field]

    def _count(self, code: str, row: Row, field: str) -> None:
        first, _, count = self._counted.get(code, (row, None, 0))
        self._counted[code] = (first, field, count + 1)

    def _say(self, code: str, row: Row, field: str | None, rows: str) -> None:
        place = row.place(field)
        if code == "discipline-missing":
            homes = self._reader.names.subcategory_disciplines(row.name("subcategory"))
            self._problems.error(
                code,
                f"{rows} the credits have no discipline, so they were "
                "left out. "
                "Expected a column discipline with a code such as MR, or a sheet named after the discipline.",
                place,
                suggestion=next(iter(homes)) if len(homes) == 1 else None,
            )
        elif code == "blank":
            self._problems.warning(
                "credits-blank",
                f"{rows} a subcategory has no credits. Blank is not 0: "
                "the figure "
                "is unknown, so nothing was counted.",
                place,
            )
        else:
            self._problems.warning(
                "filled-down",
                f"{rows} the {code} is blank. It was taken from the row above; check that it belongs there "
                "too.",
                place,
            )
