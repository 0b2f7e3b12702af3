"""Completed CE: what a technologist has finished, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.credits import Credits
from planner.phrases import amount
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
from planner.reading.completion import is_completed, settle_completion
from planner.reading.context import discipline_around
from planner.reading.fields import COMPLETED, COURSE, CREDITS_LIKE, DISTRIBUTION, PRESCRIPTION
from planner.reading.figures import not_readable
from planner.reading.files.opening import open_source
from planner.reading.grid import Read, Sheet
from planner.reading.meaning import make_table, say_unused
from planner.reading.naming_problems import NameReader
from planner.reading.stacked import is_mostly_headers, tables_in
from planner.reading.swapped import headers_found
from planner.reading.table import Row, Table, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from planner.catalog import Distribution
    from planner.reading.fields import Aliases
    from planner.reading.grid import Cell
    from planner.reading.sources import SourceFile

_COURSE = {name: COURSE[name] for name in ("course_id", "title", "?course", "ce_credits")}
_ALIASES = DISTRIBUTION | _COURSE | COMPLETED
# "Name" and "id" are a course's here.
_PERSON = {"technologist_id": PRESCRIPTION["technologist_id"] - frozenset().union(*_ALIASES.values())}
_USED = frozenset(
    {
        "course_id",
        "title",
        "completed_on",
        "completion",
        "ce_credits",
        "discipline",
        "category",
        "subcategory",
        "credits",
        "outline_version",
    }
)
EXPECTED = (
    "course id or title, completed on; and, if you like, CE credits, and a distribution: discipline, "
    "category, subcategory, credits"
)


def read_completed(sources: Sequence[SourceFile]) -> Read[tuple[CompletedActivity, ...]]:
    """Read completed activities: a row each, or a row for each subcategory of their own distributions."""
    read = _read(sources, _ALIASES)
    return Read(read.value.get("", ()), read.problems)


def read_completed_of_many(
    sources: Sequence[SourceFile],
) -> Read[dict[str, tuple[CompletedActivity, ...]]]:
    """Read completed activities by the technologist's id; those of a table without ids are under ""."""
    return _read(sources, _ALIASES | _PERSON)


def _read(sources: Sequence[SourceFile], aliases: Aliases) -> Read[dict[str, tuple[CompletedActivity, ...]]]:
    problems = Problems()
    names = NameReader()
    found: dict[str, list[CompletedActivity]] = {}
    for source in sources:
        opened = open_source(source)
        problems.extend(opened.problems)
        if not opened.value.sheets and opened.value.text is None:
            continue
        gathered = Gathered(names, problems)
        tables = [
            table for sheet in opened.value.sheets for table in tables_in(sheet, aliases, _names_activities)
        ]
        unused = [sheet for sheet in tables if not _read_sheet(sheet, aliases, gathered, found)]
        if len(unused) == len(tables):
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
    if sources and not any(found.values()) and not problems.has_errors:
        message = f"There is no row with completed CE. Expected a row for each activity: {EXPECTED}."
        place = Place(", ".join(source.name for source in sources))
        problems.warning("no-completed-ce", message, place)
    return Read({each: tuple(done) for each, done in found.items()}, problems.as_tuple())


def _read_sheet(
    sheet: Sheet, aliases: Aliases, around: Gathered, found: dict[str, list[CompletedActivity]]
) -> bool:
    """Read one sheet; give whether it holds completed CE."""
    names, problems = around.names, around.problems
    header = find_header_row(sheet, aliases)
    if header is None:
        return False
    trial = Problems()
    table = make_table(sheet, header, aliases, names.names, trial)
    if "completed_on" not in table.columns or not {"course_id", "title"} & set(table.columns):
        return False
    problems.extend(settle_completion(table, aliases, trial.as_tuple()))
    gathered = Gathered(names, problems)
    person = table.columns.pop("technologist_id", None)
    table = _read_rows(table, gathered, person)
    for technologist_id, rows in _by_person(table, person, gathered).items():
        found.setdefault(technologist_id, []).extend(_collect(table, rows, problems))
    return True


def _names_activities(row: tuple[Cell, ...], fields: set[str]) -> bool:
    """Whether a row that holds the headers of some fields is the header of further completed CE."""
    names_one = not fields.isdisjoint({"course_id", "title", "?course"})
    return names_one and "completed_on" in fields and is_mostly_headers(row, fields)


def _by_person(table: Table, person: int | None, gathered: Gathered) -> dict[str, list[CourseRow]]:
    """Part the rows by whose they are; all are "", nobody's in particular, where there is no such column."""
    if person is None:
        return {"": gathered.courses}
    rows_of: dict[str, list[CourseRow]] = {}
    for row in gathered.courses:
        cells = table.sheet.rows[row.spot.row]
        technologist_id = text_of(cells[person]) if person < len(cells) else ""
        if technologist_id:
            rows_of.setdefault(technologist_id, []).append(row)
            continue
        message = (
            "The row doesn't say whose completed CE it is, so it was left out. Add the technologist's id."
        )
        gathered.problems.error("no-technologist-id", message, row.spot.place(table.label(person)))
    return rows_of


def _read_rows(table: Table, gathered: Gathered, person: int | None) -> Table:
    """Read the rows as those of a catalog: who they are, and a distribution where they give one."""
    columns, problems = table.columns, gathered.problems
    loose = columns.pop(CREDITS_LIKE, None)
    wide = read_wide_header(table, gathered.names.names, "")
    is_long = "subcategory" in columns or ("category" in columns and "discipline" in columns)
    if loose is not None:
        columns.setdefault("credits" if is_long else "ce_credits", loose)
    for name in [name for name in columns if name not in _USED and not name.startswith("applies_")]:
        del columns[name]
    table = Table(table.sheet, table.header, columns, -1 if is_long else wide.last_header)
    used = {*columns.values(), person} | (set() if is_long else {column.column for column in wide.columns})
    say_unused(table, {column for column in used if column is not None}, problems)
    if not is_long and wide.columns:
        WideTable(table, wide, "", gathered).read()
        return table
    around = ""
    if is_long and "discipline" not in columns:
        around = discipline_around(table.sheet, table.header, gathered.names.names, problems)
    if is_long and "credits" not in columns:
        message = (
            "The table names subcategories, but has no column for their credits, so a catalog's figures are "
            "used where it has the course. Expected a column credits (CE credits are a different number)."
        )
        problems.warning("column-missing", message, table.sheet.place(table.header))
    LongTable(table, around, gathered).read()
    return table


def _collect(
    table: Table, course_rows: Sequence[CourseRow], problems: Problems
) -> Iterator[CompletedActivity]:
    """Make an activity of one person's rows that name the same course and day."""
    by_course: dict[tuple[str, date], list[CourseRow]] = {}
    days: dict[str, date] = {}
    column = table.columns["completed_on"]
    for row in course_rows:
        name = row.course_id or row.title
        cells = table.sheet.rows[row.spot.row]
        if not is_completed(Row(table, row.spot.row, cells), problems):
            continue
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
        ce_credits = _ce_credits(name, rows, problems)
        if ce_credits is not None:
            _compare(name, settled.distributions, ce_credits, rows[0], problems)
        yield CompletedActivity(name, day, settled.distributions, rows[0].spot.place(), ce_credits)


def _ce_credits(name: str, rows: Sequence[CourseRow], problems: Problems) -> Credits | None:
    """Give what the rows of one activity say of its CE credits; of two figures the smaller."""
    said: list[tuple[Credits, CourseRow]] = [
        (row.facts["ce_credits"], row) for row in rows if "ce_credits" in row.facts
    ]
    if not said:
        return None
    least, _ = min(said, key=lambda pair: pair[0])
    for figure, row in said:
        if figure != least:
            message = (
                f'"{name[:80]}" has {figure} CE credits here and {least} in another row. The smaller figure '
                "was used; correct the row that is wrong."
            )
            place = row.spot.place(row.labels.get("ce_credits"))
            problems.warning("ce-credits-differ", message, place, value=str(figure), suggestion=str(least))
            break
    return least


def _compare(
    name: str, figures: Iterable[Distribution], ce_credits: Credits, row: CourseRow, problems: Problems
) -> None:
    """Warn where a discipline is given more credits than the activity has: one of the two is wrong."""
    sums: dict[str, Credits] = {}
    for figure in figures:
        code = figure.subcategory.discipline
        sums[code] = sums.get(code, Credits(0)) + figure.credits
    for code, total in sums.items():
        if total > ce_credits:
            message = (
                f'The {code} distribution of "{name[:80]}" adds up to {amount(total)}, more than its '
                f"{ce_credits} CE credits. Both were used as written; compare them with the certificate."
            )
            place = row.spot.place(row.labels.get("ce_credits"))
            problems.warning("distribution-over-ce-credits", message, place, value=str(total))
