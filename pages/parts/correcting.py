"""Changing what was understood: the rows as a table of text, changed, and read again like any other table."""

from __future__ import annotations

import csv
import io
from dataclasses import astuple, dataclass, fields, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from pages.parts import parsing
from planner.naming import fold, shipped_names
from planner.reading.cells.headers import find_header_row
from planner.reading.collecting import Problems
from planner.reading.fields import PRESCRIPTION
from planner.reading.meaning import make_table
from planner.reading.sources import SourceFile
from planner.reading.table import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pages.parts.visit import TypedRow
    from planner.prescription import Prescription, Requirement
    from planner.problem import Place, Problem

MET = "met"
NOT_MET = "not met"
# Of the grids, in pixels: a name runs over up to three lines, so that a phone has its credits in sight.
ROW_HEIGHT, STANDARD_WIDTH, CREDITS_WIDTH = 72, 90, 80
# Results of more rows than that are moved through within their grid.
_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """One row of results as text, in the columns of the contract. Empty means nothing was said."""

    technologist_id: str = ""
    discipline: str = ""
    category: str = ""
    subcategory: str = ""
    standard: str = ""
    credits_required: str = ""
    outline_version: str = ""


def as_source(rows: Iterable[WrittenRow], name: str) -> SourceFile:
    """Write rows as a table that the reading room takes like any other."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(field.name for field in fields(WrittenRow))
    writer.writerows(astuple(row) for row in rows)
    return SourceFile(name, text.getvalue().encode())


def written_rows(prescription: Prescription, sources: Sequence[SourceFile]) -> list[WrittenRow]:
    """Give a prescription's rows as they were understood, then those that were not, as they were written."""
    who = prescription.technologist_id
    understood = [_understood(row, who) for row in prescription.rows]
    return understood + [_as_written(place, sources, who) for place in prescription.unreadable]


def _understood(row: Requirement, who: str) -> WrittenRow:
    figure = "" if row.assumed or row.credits_required is None else str(row.credits_required)
    subcategory = row.subcategory
    return WrittenRow(
        who,
        subcategory.discipline,
        subcategory.category,
        subcategory.name,
        MET if row.standard_met else NOT_MET,
        "" if row.standard_met else figure,
        row.outline_version,
    )


def _as_written(place: Place, sources: Sequence[SourceFile], who: str) -> WrittenRow:
    """Look up the cells of a row that could not be used."""
    for source in sources:
        if source.name != place.file or place.row is None:
            continue
        for sheet in parsing.or_stop(partial(parsing.opened, source)).value.sheets:
            header = find_header_row(sheet, PRESCRIPTION) if sheet.name == place.sheet else None
            if header is None or place.row > len(sheet.rows):
                continue
            table = make_table(sheet, header, PRESCRIPTION, shipped_names(), Problems())
            row = Row(table, place.row - 1, sheet.rows[place.row - 1])
            texts = {name: row.name(name) for name in (field.name for field in fields(WrittenRow))}
            return WrittenRow(**{**texts, "technologist_id": who})
    return WrittenRow(who)


def grid_height(rows: Sequence[TypedRow]) -> int | Literal["content"]:
    """Give the height of a grid of results, in pixels where it is not that of its rows."""
    return "content" if len(rows) <= _AT_ONCE else 10 * ROW_HEIGHT


def edited(rows: Sequence[TypedRow], changes: Any) -> list[TypedRow]:  # noqa: ANN401 - Streamlit's editor state
    """Apply what an editor remembers to the rows it started from: changed, added and deleted ones."""
    if not changes:
        return list(rows)
    changed = [row | changes["edited_rows"].get(number, {}) for number, row in enumerate(rows)]
    kept = [row for number, row in enumerate(changed) if number not in set(changes["deleted_rows"])]
    names = dict.fromkeys(name for row in rows for name in row)
    added = [
        names | {name: value for name, value in row.items() if name in names} for row in changes["added_rows"]
    ]
    return [*kept, *added]


def text_of(value: object) -> str:
    """Write a cell of a grid as text; empty stays empty."""
    if value is None or value != value:  # noqa: PLR0124 - not a number
        return ""
    return f"{value:.10g}" if isinstance(value, float | int) else str(value).strip()


def taking(problem: Problem, rows: Iterable[WrittenRow]) -> list[WrittenRow]:
    """Put a problem's suggestion in place of what was written, wherever it stands so."""
    written, name = fold(problem.value or ""), problem.suggestion or ""
    field = {
        "unknown-discipline": "discipline",
        "unknown-category": "category",
        "unknown-subcategory": "subcategory",
    }.get(problem.code)
    if field is None or not name:
        return list(rows)
    return [replace(row, **{field: name}) if fold(getattr(row, field)) == written else row for row in rows]


def can_take(problem: Problem) -> bool:
    """Whether a problem offers a name that one click can put in place."""
    return bool(problem.suggestion) and problem.code.startswith("unknown-")
