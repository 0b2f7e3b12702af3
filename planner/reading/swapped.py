"""Tells a catalog from SSA results by the headers, for people who give one where the other is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.reading.cells.headers import find_header_row, match_headers, squeeze
from planner.reading.fields import AREA_LIKE, CATEGORY_LIKE, COURSE, PRESCRIPTION, RESULT_LIKE, STANDARD_LIKE
from planner.reading.stacked import is_mostly_headers
from planner.reading.table import text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.reading.grid import Cell, Sheet

_NAMES = frozenset({"subcategory", "category", CATEGORY_LIKE, AREA_LIKE})
_STANDARDS = frozenset({"standard", "standard_not_met", STANDARD_LIKE, RESULT_LIKE})
_RESULTS = _STANDARDS | {"credits_required", "score"}
_ONLY_A_CATALOG = frozenset(
    {
        "seller",
        "list_price",
        "sale_price",
        "url",
        "ce_category",
        "expires_on",
        "approval_number",
        "activity_id",
    }
)
_HEADERS_SHOWN = 12
_LONGEST_SHOWN = 40


def is_results_header(row: tuple[Cell, ...]) -> bool:
    """Whether a row is the header of SSA results: it has a name and a result, and isn't about courses."""
    fields = set(match_headers(row, PRESCRIPTION).values())
    if not fields & _NAMES or not fields & _RESULTS:
        return False
    return bool(fields & _STANDARDS) or not _names_courses(row)


def begins_results(row: tuple[Cell, ...], fields: set[str]) -> bool:
    """Whether a row that holds the headers of some fields is the header of further SSA results."""
    return is_mostly_headers(row, fields) and is_results_header(row)


def is_about_results(sheet: Sheet) -> bool:
    """Whether a sheet says of subcategories that a standard was met or not, and names no courses."""
    header = find_header_row(sheet, PRESCRIPTION)
    if header is None or not is_results_header(sheet.rows[header]):
        return False
    fields = set(match_headers(sheet.rows[header], PRESCRIPTION).values())
    return bool(fields & _STANDARDS) and not is_about_courses(sheet)


def is_about_courses(sheet: Sheet) -> bool:
    """Whether a sheet holds courses."""
    header = find_header_row(sheet, COURSE)
    return header is not None and _names_courses(sheet.rows[header])


def headers_found(sheets: Sequence[Sheet]) -> str:
    """Say, as a sentence, what stands in the first row of several cells; "" where there is none."""
    for sheet in sheets:
        row = next((row for row in sheet.rows if sum(cell is not None for cell in row) > 1), None)
        if row is not None:
            texts = [f'"{text_of(cell)[:_LONGEST_SHOWN]}"' for cell in row if cell is not None]
            return f" Found: {', '.join(texts[:_HEADERS_SHOWN])}."
    return ""


def _names_courses(row: tuple[Cell, ...]) -> bool:
    """Whether a header row has fields that only a catalog has: a course or its title, a seller, a price …."""
    matched = match_headers(row, COURSE)
    texts = [squeeze(text_of(row[column])) for column in matched]
    return bool(set(matched.values()) & _ONLY_A_CATALOG) or any("course" in t or "title" in t for t in texts)
