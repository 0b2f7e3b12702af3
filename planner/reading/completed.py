"""Completed CE: what a technologist has finished, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.prescription import CompletedActivity
from planner.problem import Place
from planner.reading.catalogs.catalog_long import LongTable
from planner.reading.catalogs.catalog_wide import WideTable
from planner.reading.catalogs.course_rows import CourseRow, Gathered
from planner.reading.catalogs.distributions import settle_figures
from planner.reading.catalogs.wide_headers import read_wide_header
from planner.reading.cells.headers import find_header_row
from planner.reading.cells.values import NotReadable, read_date
from planner.reading.collecting import Problems
from planner.reading.context import discipline_around
from planner.reading.fields import COMPLETED, COURSE, CREDITS_LIKE, DISTRIBUTION
from planner.reading.figures import not_readable
from planner.reading.files.opening import open_source
from planner.reading.grid import Read, Sheet
from planner.reading.meaning import make_table, say_unused
from planner.reading.naming_problems import NameReader
from planner.reading.swapped import headers_found
from planner.reading.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from planner.reading.sources import SourceFile

_COURSE = {name: COURSE[name] for name in ("course_id", "title", "?course")}
_ALIASES = DISTRIBUTION | _COURSE | COMPLETED
_USED = frozenset(
    {
        "course_id",
        "title",
        "completed_on",
        "discipline",
        "category",
        "subcategory",
        "credits",
        "outline_version",
    }
)
EXPECTED = "course id or title, completed on; and, if you like, discipline, category, subcategory, credits"


def read_completed(sources: Sequence[SourceFile]) -> Read[tuple[CompletedActivity, ...]]:
    """Read completed activities: a row each, or a row for each subcategory of their own distributions."""
    problems = Problems()
    names = NameReader()
    found: list[CompletedActivity] = []
    for source in sources:
        opened = open_source(source)
        problems.extend(opened.problems)
        if not opened.value.sheets and opened.value.text is None:
            continue
        unused = [sheet for sheet in opened.value.sheets if not _read_sheet(sheet, names, found, problems)]
        if len(unused) == len(opened.value.sheets):
            problems.error(
                "not-completed-ce",
                "No completed CE was found here. Expected a table with the columns "
                f"{EXPECTED}.{headers_found(unused)}",
                Place(source.name),
            )
            continue
        for sheet in unused:
            message = (
                f"This sheet holds no completed CE (expected the columns {EXPECTED}), so it was not used."
            )
            problems.warning("sheet-not-used", message, sheet.place(0), value=sheet.name)
    names.report(problems)
    return Read(tuple(found), problems.as_tuple())


def _read_sheet(sheet: Sheet, names: NameReader, found: list[CompletedActivity], problems: Problems) -> bool:
    """Read one sheet; give whether it holds completed CE."""
    header = find_header_row(sheet, _ALIASES)
    if header is None:
        return False
    trial = Problems()
    table = make_table(sheet, header, _ALIASES, names.names, trial)
    if "completed_on" not in table.columns or not {"course_id", "title"} & set(table.columns):
        return False
    problems.extend(trial.as_tuple())
    gathered = Gathered(names, problems)
    table = _read_rows(table, gathered)
    _collect(table, gathered, found)
    return True


def _read_rows(table: Table, gathered: Gathered) -> Table:
    """Read the rows as those of a catalog: who they are, and a distribution where they give one."""
    columns, problems = table.columns, gathered.problems
    loose = columns.pop(CREDITS_LIKE, None)
    wide = read_wide_header(table, gathered.names.names, "")
    is_long = "subcategory" in columns or ("category" in columns and "discipline" in columns)
    if is_long and loose is not None:
        columns.setdefault("credits", loose)
    for name in [name for name in columns if name not in _USED and not name.startswith("applies_")]:
        del columns[name]
    table = Table(table.sheet, table.header, columns, -1 if is_long else wide.last_header)
    used = set(columns.values()) | (set() if is_long else {column.column for column in wide.columns})
    say_unused(table, used, problems)
    if not is_long and wide.columns:
        WideTable(table, wide, "", gathered).read()
        return table
    around = ""
    if is_long and "discipline" not in columns:
        around = discipline_around(table.sheet, table.header, gathered.names.names, problems)
    LongTable(table, around, gathered).read()
    return table


def _collect(table: Table, gathered: Gathered, found: list[CompletedActivity]) -> None:
    """Make an activity of the rows that name the same course and day."""
    problems = gathered.problems
    by_course: dict[tuple[str, date], list[CourseRow]] = {}
    days: dict[str, date] = {}
    column = table.columns["completed_on"]
    for row in gathered.courses:
        name = row.course_id or row.title
        cells = table.sheet.rows[row.spot.row]
        cell = cells[column] if column < len(cells) else None
        place = row.spot.place(table.label(column))
        try:
            day = read_date(cell)
        except NotReadable as error:
            problems.add(not_readable(error, cell, place, "The row was left out; correct it."))
            continue
        if day is None and name in days and row.figures:
            day = days[name]  # a further subcategory of the activity in a row above
        if day is None:
            message = (
                f'It is not said when "{name[:80]}" was completed, so it doesn\'t count. Expected a date.'
            )
            problems.error("completed-on-missing", message, place)
            continue
        days[name] = day
        by_course.setdefault((name, day), []).append(row)
    for (name, day), rows in by_course.items():
        if len(rows) > 1 and not all(row.figures for row in rows):
            message = f'"{name[:80]}" is given twice for the same day. It counts once.'
            problems.warning("row-repeated", message, rows[-1].spot.place())
        figures = [figure for row in rows for figure in row.figures]
        settled = settle_figures(name, figures, None, problems)
        found.append(CompletedActivity(name, day, settled.distributions, rows[0].spot.place()))
