"""An outline table that a person mended: a row for each subcategory."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from planner.naming import fold, shipped_names
from planner.outline import Subcategory
from planner.outline_editing import OutlineLine, check_lines
from planner.problem import Place
from planner.reading.cells.headers import find_header_row, match_headers
from planner.reading.cells.values import NotReadable, read_credits, read_date, read_score
from planner.reading.collecting import Problems
from planner.reading.files.opening import open_source
from planner.reading.grid import Read, Sheet
from planner.reading.table import text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.reading.grid import Cell
    from planner.reading.sources import SourceFile

EXPECTED = (
    "discipline, category, subcategory; and, if you like, version, effective from, questions, credits, was"
)
_NEEDED = {"discipline", "category", "subcategory"}
_ALIASES = {
    "discipline": frozenset({"discipline code", "code", "modality"}),
    "discipline_name": frozenset({"discipline name", "name of discipline"}),
    "category": frozenset({"major category", "content category", "content area"}),
    "subcategory": frozenset({"sub category", "name", "topic"}),
    "version": frozenset({"outline version", "outline"}),
    "effective_from": frozenset({"effective from", "effective date", "effective", "implementation date"}),
    "questions": frozenset({"number of questions", "items"}),
    "credits": frozenset({"credits required", "CE required", "CE credits"}),
    "was": frozenset({"former name", "old name", "formerly"}),
}
_MOST_QUESTIONS = 10_000
Quantity = TypeVar("Quantity")


def read_outline_lines(source: SourceFile) -> Read[tuple[OutlineLine, ...]]:
    """Read a mended outline. With any error, what was read is for showing only: don't use it."""
    problems = Problems()
    opened = open_source(source)
    problems.extend(opened.problems)
    lines: list[OutlineLine] = []
    found = False
    for sheet in opened.value.sheets:
        header = find_header_row(sheet, _ALIASES)
        fields = {} if header is None else match_headers(sheet.rows[header], _ALIASES)
        if header is None or not set(fields.values()) >= _NEEDED:
            continue
        found = True
        lines.extend(_read_rows(sheet, header, fields, problems))
    if not found and not problems.has_errors:
        message = f"No outline was found here. Expected a table with {EXPECTED}."
        problems.error("not-an-outline", message, Place(source.name))
    if found and not lines and not problems.has_errors:
        message = "The table has no row below its headers. Add a row for each subcategory."
        problems.error("outline-empty", message, Place(source.name))
    problems.extend(check_lines(lines))
    return Read(tuple(lines), problems.as_tuple())


def _read_rows(sheet: Sheet, header: int, fields: dict[int, str], problems: Problems) -> list[OutlineLine]:
    lines: list[OutlineLine] = []
    for number in range(header + 1, len(sheet.rows)):
        row = sheet.rows[number]
        cells: dict[str, Cell] = {}
        for column, field in fields.items():
            if column < len(row):
                cells.setdefault(field, row[column])
        if all(cell is None for cell in cells.values()):
            continue
        text = {field: text_of(cells.get(field)) for field in _ALIASES}
        lines.append(
            OutlineLine(
                _place_in_outline(text),
                text["discipline_name"],
                text["version"],
                _questions(cells.get("questions"), sheet.place(number, "questions"), problems),
                _read(read_credits, cells.get("credits"), sheet.place(number, "credits"), problems),
                text["was"],
                _read(
                    read_date, cells.get("effective_from"), sheet.place(number, "effective_from"), problems
                ),
            )
        )
    return lines


def _place_in_outline(text: dict[str, str]) -> Subcategory:
    """Take a discipline by any of its usual names, and a category's spelling as the outlines have it.

    Older names of a category are left: this outline may be the one that brings them back.
    """
    names = shipped_names()
    code = names.discipline_code(text["discipline"]) or text["discipline"]
    category = names.category_name(text["category"])
    same = category is not None and fold(category) == fold(text["category"])
    return Subcategory(code, category if category and same else text["category"], text["subcategory"])


def _read(
    read: Callable[[Cell], Quantity | None], cell: Cell, place: Place, problems: Problems
) -> Quantity | None:
    try:
        return read(cell)
    except NotReadable as error:
        problems.error(error.code, error.message, place, value=str(cell), suggestion=error.suggestion)
        return None


def _questions(cell: Cell, place: Place, problems: Problems) -> int | None:
    expected = f"a whole number of questions from 0 to {_MOST_QUESTIONS:,}"
    try:
        found = read_score(cell)
    except NotReadable as error:
        problems.error(error.code, f"Expected {expected}.", place, value=str(cell))
        return None
    if found is None:
        return None
    if found == found.to_integral_value() and 0 <= found <= _MOST_QUESTIONS:
        return int(found)
    problems.error("questions-not-a-number", f"Expected {expected}.", place, value=str(cell))
    return None
