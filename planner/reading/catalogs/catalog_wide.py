"""A wide catalog: a row a course, a column a subcategory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.reading.catalogs.course_rows import FactReader, Figure, names_course_below, read_applies_from
from planner.reading.catalogs.subtotals import without_subtotals
from planner.reading.cells.values import NotReadable, read_credits
from planner.reading.context import heading_discipline
from planner.reading.figures import NAMES_OF_CREDITS, STEP, names_can_be_read, not_readable, say_odd_step
from planner.reading.table import in_rows

if TYPE_CHECKING:
    from datetime import date

    from planner.credits import Credits
    from planner.outline import Subcategory
    from planner.reading.catalogs.course_rows import CourseRow, Gathered
    from planner.reading.catalogs.wide_headers import WideColumn, WideHeader
    from planner.reading.grid import Cell
    from planner.reading.table import Row, Table

_DISCIPLINE = {"discipline": NAMES_OF_CREDITS["discipline"]}
_LEFT_OUT = "The row's figures were left out; correct it."


class WideTable:
    """Reads one wide table. Made for thousands of rows of sixty columns: a blank cell costs nothing."""

    def __init__(self, table: Table, header: WideHeader, around: str, gathered: Gathered) -> None:
        """Take a table and its header, the discipline that its surroundings tell, and where its rows go."""
        self._table = table
        self._header = header
        self._around = around
        self._reader = gathered.names
        self._rows = gathered.courses
        self._problems = gathered.problems
        self._facts = FactReader(table, gathered.problems, has_figures=True)
        self._is_dated = not {"applies_from", "applies_after"}.isdisjoint(table.columns)
        self._read: dict[tuple[type, Cell], Credits | None] = {}
        self._without_discipline: list[tuple[Row, WideColumn]] = []

    def read(self) -> None:
        """Read every row. Where columns leave the discipline open, a line of its own may tell it anew."""
        is_open = not self._has_discipline and any(not column.discipline for column in self._header.columns)
        rows: list[Row] = []
        for row in without_subtotals(self._table.rows(self._problems, ("title",)), self._problems):
            code = None
            if is_open and len(row.filled()) == 1 and names_course_below(row):
                code = heading_discipline(row, self._reader.names, self._problems)
            if code is None:
                rows.append(row)
                continue
            self._read_rows(rows)
            rows, self._around = [], code
        self._read_rows(rows)
        self._say()

    def _read_rows(self, rows: list[Row]) -> None:
        """Read rows of one discipline. Each header's name is read once, not once a row."""
        first = rows[0].spot if rows else None
        fixed: list[tuple[int, WideColumn, Subcategory]] = []
        loose: list[WideColumn] = []
        for column in self._header.columns:
            discipline = column.discipline or ("" if self._has_discipline else self._around)
            if discipline and first is not None:
                labels = (column.label, column.label, column.label)
                spot = first._replace(row=self._table.header)
                subcategory = self._reader.read(discipline, column.category, column.name, spot, labels)
                fixed.append((column.column, column, subcategory))
            else:
                loose.append(column)
        for row in rows:
            self._read_row(row, fixed, loose)

    @property
    def _has_discipline(self) -> bool:
        return "discipline" in self._table.columns

    def _read_row(
        self, row: Row, fixed: list[tuple[int, WideColumn, Subcategory]], loose: list[WideColumn]
    ) -> None:
        course = self._facts.read(row)
        if course.is_nameless:
            return
        if not course.course_id and not course.title:
            message = "The row names no course. Expected a course id or a title; the row was left out."
            self._problems.error("course-missing", message, row.place("course_id"))
            return
        self._rows.append(course)
        applies_from, readable = read_applies_from(row, self._problems) if self._is_dated else (None, True)
        if not readable:
            return
        version = row.name("outline_version")
        cells, spot, width = row.cells, row.spot, len(row.cells)
        for at, column, subcategory in fixed:
            if at >= width or (cell := cells[at]) is None:
                continue
            figure = self._credits(cell, row, column)
            if figure is not None:
                course.figures.append(Figure(subcategory, figure, applies_from, version, spot, column.label))
        if loose and names_can_be_read(row, _DISCIPLINE, _LEFT_OUT, self._problems):
            self._read_loose(row, course, loose, applies_from, version)

    def _read_loose(
        self,
        row: Row,
        course: CourseRow,
        columns: list[WideColumn],
        applies_from: date | None,
        version: str,
    ) -> None:
        """Read the figures of the columns whose discipline the row tells."""
        for column in columns:
            cell = row.cells[column.column] if column.column < len(row.cells) else None
            figure = None if cell is None else self._credits(cell, row, column)
            if figure is None:
                continue
            discipline = row.name("discipline") or self._around
            if not discipline:
                self._without_discipline.append((row, column))
                continue
            labels = (self._facts.labels.get("discipline"), column.label, column.label)
            subcategory = self._reader.read(discipline, column.category, column.name, row.spot, labels)
            course.figures.append(Figure(subcategory, figure, applies_from, version, row.spot, column.label))

    def _credits(self, cell: Cell, row: Row, column: WideColumn) -> Credits | None:
        key = (type(cell), cell)
        try:
            figure = self._read[key]
        except KeyError:
            try:
                figure = read_credits(cell)
            except NotReadable as error:
                place = self._table.sheet.place(row.number, column.label)
                self._problems.add(not_readable(error, cell, place, "The figure was left out; correct it."))
                return None
            self._read[key] = figure
        if figure is not None and figure.hundredths % STEP:
            say_odd_step(figure, self._table.sheet.place(row.number, column.label), self._problems)
        return figure

    def _say(self) -> None:
        if self._header.totals:
            listed = ", ".join(f'"{label}"' for label in self._header.totals)
            self._problems.warning(
                "totals-column-skipped",
                f"These columns look like totals of others, so they were passed over: {listed}.",
                self._table.sheet.place(self._table.header, self._header.totals[0]),
                value=", ".join(self._header.totals),
            )
        if not self._without_discipline:
            return
        row, column = self._without_discipline[0]
        homes = self._reader.names.subcategory_disciplines(column.name)
        number = len(self._without_discipline)
        cells = in_rows(number, "cell")
        self._problems.error(
            "discipline-missing",
            f"{cells} no discipline is told, so the figure was left out. Expected "
            "headers "
            'such as "MR: Body", the disciplines in a row above, or a sheet named after the discipline.',
            self._table.sheet.place(row.number, column.label),
            suggestion=next(iter(homes)) if len(homes) == 1 else None,
        )
