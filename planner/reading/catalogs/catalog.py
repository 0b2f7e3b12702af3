"""A course catalog from files and pasted text: tables long or wide, sheets of a workbook, listings."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from pathlib import PurePath
from typing import TYPE_CHECKING

from planner.catalog import Catalog
from planner.naming import fold
from planner.problem import Place
from planner.reading.catalogs.about import with_courses
from planner.reading.catalogs.assembling import Assembly
from planner.reading.catalogs.bundles import BundleShelf, read_bundle_table
from planner.reading.catalogs.catalog_long import LongTable
from planner.reading.catalogs.catalog_wide import WideTable
from planner.reading.catalogs.course_rows import Gathered
from planner.reading.catalogs.listing import read_listing
from planner.reading.catalogs.notes import is_note
from planner.reading.catalogs.wide_headers import WideHeader, read_wide_header
from planner.reading.cells.headers import find_header_row, match_headers, squeeze
from planner.reading.collecting import Problems
from planner.reading.context import discipline_around, labelled_discipline
from planner.reading.fields import BUNDLE, COURSE, CREDITS_LIKE, DISTRIBUTION
from planner.reading.files.opening import Opened, open_source
from planner.reading.grid import Read, Sheet
from planner.reading.line_parts import numbered_lines, say_too_many_lines
from planner.reading.meaning import distinct_values, make_table, say_unused
from planner.reading.naming_problems import NameReader
from planner.reading.stacked import tables_in
from planner.reading.swapped import headers_found, is_about_results
from planner.reading.table import Table, text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.reading.grid import Cell
    from planner.reading.sources import SourceFile

_ALIASES = DISTRIBUTION | COURSE
_BUNDLE_WORDS = ("bundle", "package", "pass", "kit")
_ONLY_COURSES = frozenset(
    {"discipline", "subcategory", "category", "ce_credits", "seller", "expires_on", "credits"}
)
EXPECTED = "course id or title, discipline, category, subcategory, credits; or a column for each subcategory"


def read_catalog(sources: Sequence[SourceFile], *, name: str = "") -> Read[Catalog]:
    """Read a catalog from one or several files or pasted texts, whose parts may stand in any of them.

    Args:
        sources: workbooks, text tables and listings; together they are one catalog.
        name: what to call the catalog; without it, the files' names.
    """
    problems = Problems()
    gathered = Gathered(NameReader(), problems)
    for source in sources:
        opened = open_source(source)
        problems.extend(opened.problems)
        if opened.value.sheets or opened.value.text is not None:
            _CatalogSource(source.name, opened.value, gathered).read()
    courses = Assembly(gathered.courses, problems).courses()
    bundles = BundleShelf(courses, problems).bundles(gathered.bundles)
    gathered.names.report(problems)
    if not (courses or bundles or problems.has_errors):
        message = f"There is no row with a course. Expected one or more for each course: {EXPECTED}."
        place = Place(", ".join(source.name for source in sources) or None)
        problems.error("no-courses", message, place)
    called = name or ", ".join(dict.fromkeys(PurePath(source.name).stem for source in sources))
    return Read(Catalog(courses, bundles, called), with_courses(problems.as_tuple(), gathered))


@dataclass(frozen=True, slots=True)
class _CatalogSource:
    """One source of a catalog."""

    file: str
    opened: Opened
    gathered: Gathered

    def read(self) -> None:
        """Read every sheet that belongs to a catalog; a text without a table is a listing."""
        sheets = self.opened.sheets
        tables = [table for sheet in sheets for table in tables_in(sheet, _ALIASES, _begins_courses)]
        others = [sheet for sheet in tables if not is_note(sheet) and not self._read_sheet(sheet)]
        if len(others) < len(tables):
            for sheet in others:
                self.gathered.problems.warning(
                    "sheet-not-used",
                    f"This sheet holds no courses and no bundles (expected {EXPECTED}), so it was not used.",
                    sheet.place(0),
                    value=sheet.name,
                )
            return
        listed = False
        if self.opened.text is not None:
            sheet = others[0] if others else Sheet(self.file, None, [])
            if not is_about_results(sheet):
                say_too_many_lines(self.opened.text, Place(self.file), self.gathered.problems)
                listed = read_listing(numbered_lines(self.opened.text, sheet), sheet, self.gathered)
        else:
            for sheet in others:
                listed = read_listing(numbered_lines(None, sheet), sheet, self.gathered) or listed
        if not listed:
            self._not_a_catalog(others)

    def _read_sheet(self, sheet: Sheet) -> bool:
        """Read a sheet as what its headers say it is; give whether it is part of a catalog."""
        names, problems = self.gathered.names.names, self.gathered.problems
        header = find_header_row(sheet, BUNDLE)
        if header is not None and self._is_bundles(sheet, header):
            table = make_table(sheet, header, BUNDLE, names, problems)
            say_unused(table, set(table.columns.values()), problems)
            read_bundle_table(table, self.gathered)
            return True
        header = find_header_row(sheet, _ALIASES)
        if header is None or is_about_results(sheet):
            return False
        trial = Problems()
        table = make_table(sheet, header, _ALIASES, names, trial)
        around = labelled_discipline(sheet.name or "", names) or _heading_above(sheet, header, self.gathered)
        wide = read_wide_header(table, names, around)
        is_long = "subcategory" in table.columns or self._is_by_category(table, around)
        has_identity = "course_id" in table.columns or "title" in table.columns
        of_courses = table.columns.keys() - {"discipline", "category"}
        if not has_identity or (not wide.columns and not is_long and len(of_courses) == 1):
            return False
        problems.extend(trial.as_tuple())
        if is_long or not wide.columns:
            self._read_long(table, is_long=is_long)
        else:
            self._read_wide(table, wide, around)
        return True

    def _read_long(self, table: Table, *, is_long: bool) -> None:
        problems = self.gathered.problems
        loose = table.columns.pop(CREDITS_LIKE, None)
        if loose is not None:
            meant = "credits" if is_long and "credits" not in table.columns else "ce_credits"
            table.columns.setdefault(meant, loose)
        if is_long and "credits" not in table.columns:
            self._find_credits(table)
        if not is_long:
            for field in ("credits", "discipline", "category", "subcategory"):
                table.columns.pop(field, None)
        wanted = ("discipline", "subcategory") if is_long else ("subcategory",)
        say_unused(table, set(table.columns.values()), problems, self.gathered.names.names, wanted)
        around = ""
        if is_long and not _has_values(table, "discipline"):
            around = discipline_around(table.sheet, table.header, self.gathered.names.names, problems)
        LongTable(table, around, self.gathered).read()

    def _read_wide(self, table: Table, wide: WideHeader, around: str) -> None:
        problems = self.gathered.problems
        loose = table.columns.pop(CREDITS_LIKE, None)
        if loose is not None:
            table.columns.setdefault("ce_credits", loose)
        table.columns.pop("credits", None)
        wide_table = Table(table.sheet, table.header, table.columns, wide.last_header)
        used = set(table.columns.values()) | {c.column for c in wide.columns} | set(wide.total_columns)
        say_unused(wide_table, used, problems)
        bare = any(not column.discipline for column in wide.columns)
        if bare and not around and not _has_values(table, "discipline"):
            around = discipline_around(table.sheet, table.header, self.gathered.names.names, problems)
        WideTable(wide_table, wide, around, self.gathered).read()

    def _is_by_category(self, table: Table, around: str) -> bool:
        """Whether a table without subcategories gives figures by category (or by discipline)."""
        has_credits = "credits" in table.columns or CREDITS_LIKE in table.columns
        has_names = "category" in table.columns and ("discipline" in table.columns or bool(around))
        return has_credits and has_names

    def _find_credits(self, table: Table) -> None:
        """Use "CE credits" as the distribution's where they differ within a course, and there is no other."""
        problems, column = self.gathered.problems, table.columns.get("ce_credits")
        if column is not None and _varies_within_course(table, column):
            del table.columns["ce_credits"]
            table.columns["credits"] = column
            problems.warning(
                "column-read-as",
                f'"{table.label(column)}" differs between the rows of one course, so it was read as the '
                "credits of "
                "each subcategory. If it is the course's CE credits, add a column credits.",
                table.sheet.place(table.header, table.label(column)),
                value=table.label(column),
            )
            return
        problems.error(
            "column-missing",
            "The table has subcategories, but no column for their credits. Expected a column credits (a "
            "course's CE credits are a different number).",
            table.sheet.place(table.header),
        )

    def _is_bundles(self, sheet: Sheet, header: int) -> bool:
        """Whether a table is one of bundles: by its headers, or by its name and a column of courses."""
        row = sheet.rows[header]
        matched = match_headers(row, BUNDLE)
        parts = [column for column, field in matched.items() if field == "course_ids"]
        if not parts or set(match_headers(row, _ALIASES).values()) & _ONLY_COURSES:
            return False
        texts = [
            fold(text_of(cell)) for column, cell in enumerate(row) if matched.get(column) != "course_ids"
        ]
        named = any(word in text.split() for text in texts for word in _BUNDLE_WORDS)
        where = squeeze(sheet.name or PurePath(sheet.file).stem)
        values = [text_of(value) for column in parts for value in distinct_values(sheet, header, column)]
        return named or "bundle" in where or "package" in where or any(";" in value for value in values)

    def _not_a_catalog(self, sheets: Sequence[Sheet]) -> None:
        hint = ""
        if any(is_about_results(sheet) for sheet in sheets):
            hint = " It looks like SSA results: give it where the prescription is asked for."
        self.gathered.problems.error(
            "not-a-catalog",
            f"No courses were found here. Expected a table with {EXPECTED}; or a listing such as "
            f'"Procedures: 0.25".{headers_found(sheets)}{hint}',
            Place(self.file, sheets[0].name if sheets else None),
        )


def _begins_courses(_row: tuple[Cell, ...], fields: set[str]) -> bool:
    """Whether a row that holds the headers of some fields is the header of further courses.

    Besides these it may hold any number of subcategories.
    """
    return len(fields) > 1 and not fields.isdisjoint({"course_id", "title"})


def _heading_above(sheet: Sheet, header: int, gathered: Gathered) -> str:
    """Give the discipline of a line above the header that holds nothing else."""
    for row in reversed(sheet.rows[:header]):
        texts = [text for cell in row if (text := text_of(cell))]
        code = labelled_discipline(texts[0], gathered.names.names) if len(texts) == 1 else None
        if code is not None:
            return code
    return ""


def _has_values(table: Table, field: str) -> bool:
    column = table.columns.get(field)
    if column is None:
        return False
    rows = islice(table.sheet.rows, table.header + 1, None)
    return any(column < len(row) and row[column] is not None for row in rows)


def _varies_within_course(table: Table, column: int) -> bool:
    """Whether rows of one course hold different values in a column."""
    identity = table.columns.get("course_id", table.columns.get("title"))
    seen: dict[object, object] = {}
    for row in islice(table.sheet.rows, table.header + 1, None):
        if identity is None or max(identity, column) >= len(row) or row[column] is None:
            continue
        if seen.setdefault(row[identity], row[column]) != row[column]:
            return True
    return False
