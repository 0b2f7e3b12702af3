"""An outline as the rows of a grid, and back: what the grid holds is read like any outline that is given."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from pages.parts.correcting import text_of
from planner.outline_editing import OWN
from planner.phrases import count, joined
from planner.problem import Problem, Severity
from planner.reading.grid import Read
from planner.reading.outline_lines import read_outline_lines
from planner.reading.sources import SourceFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pages.parts.visit import TypedRow
    from planner.outline import OutlineRow, Outlines
    from planner.outline_editing import OutlineLine

SHOWN = (
    "Subcategory",
    "Category",
    "Version",
    "Effective from",
    "Questions",
    "Credits",
    "Former name",
    "Name is",
    "Source",
)
TRUST = {
    "arrt": "from ARRT",
    "published": "published",
    "recalled": "to be checked",
    "unknown": "not found",
    OWN: "yours",
}
# Kept in a row beside what the grid shows: what it was called when the outline came into use.
_BEFORE, _CALLED = "before", "discipline name"
_EDITED = SHOWN[:7]
_FIELDS = {
    "subcategory": "Subcategory",
    "category": "Category",
    "version": "Version",
    "effective_from": "Effective from",
    "questions": "Questions",
    "credits": "Credits",
    "was": "Former name",
}


def rows_of(lines: Sequence[OutlineLine], known: Outlines) -> list[TypedRow]:
    """Give an outline's lines as rows, each with how far its name can be trusted, and why."""
    trusted: dict[object, OutlineRow] = {(row.subcategory, row.version): row for row in known.rows}
    return [_row(line, trusted.get((line.subcategory, line.version))) for line in lines]


def _row(line: OutlineLine, known: OutlineRow | None) -> TypedRow:
    return {
        "Subcategory": line.subcategory.name or None,
        "Category": line.subcategory.category,
        "Version": line.version or None,
        "Effective from": None if line.effective_from is None else line.effective_from.isoformat(),
        "Questions": line.questions,
        "Credits": None if line.credits is None else float(line.credits),
        "Former name": line.was or None,
        "Name is": "" if known is None else TRUST.get(known.confidence, known.confidence),
        "Source": "" if known is None else known.source,
        _BEFORE: line.subcategory.name,
        _CALLED: line.discipline_name,
    }


def read_rows(code: str, rows: Sequence[TypedRow]) -> Read[tuple[OutlineLine, ...]]:
    """Read what a grid holds; with any error it can't be used. Each problem names its row."""
    rows = [row for row in rows if any(text_of(row.get(name)) for name in _EDITED)]
    if not rows:
        message = (
            "An outline has at least one row. To have the one that comes with the planner, go back to it."
        )
        return Read((), (Problem(Severity.ERROR, "outline-empty", message),))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("discipline", "discipline_name", *_FIELDS))
    for row in rows:
        cells = {field: text_of(row.get(name)) for field, name in _FIELDS.items()}
        cells["was"] = _former(row)
        writer.writerow((code, row.get(_CALLED) or "", *cells.values()))
    read = read_outline_lines(SourceFile("the grid", text.getvalue().encode()))
    return Read(read.value, tuple(_placed(problem, rows) for problem in read.problems))


def _former(row: TypedRow) -> str:
    """Give a row's former name: what is written there, or else the name that was written over."""
    now, before = text_of(row["Subcategory"]), text_of(row.get(_BEFORE))
    written = text_of(row["Former name"])
    if written and written != now:
        return written
    return before if before != now else ""


def _placed(problem: Problem, rows: Sequence[TypedRow]) -> Problem:
    """Name the row of the grid that a problem is about: the header stands above the first."""
    row = problem.place.row
    if row is None or not 2 <= row <= len(rows) + 1:  # noqa: PLR2004 - the first row below the header
        return problem
    name = text_of(rows[row - 2]["Subcategory"]) or f"Row {row - 1}"
    column = _FIELDS.get(problem.place.column or "", "")
    said = f"{name}, {column.lower()} “{problem.value}”: " if column else f"{name}: "
    return Problem(problem.severity, problem.code, said + problem.message, value=problem.value)


def same(some: Sequence[TypedRow], others: Sequence[TypedRow]) -> bool:
    """Whether two grids say the same."""
    return [_said(row) for row in some] == [_said(row) for row in others]


def _said(row: TypedRow) -> tuple[str, ...]:
    return tuple(text_of(row.get(name)) for name in _EDITED)


def changes(rows: Sequence[TypedRow], before: Sequence[TypedRow]) -> str:
    """Say in a few words what was changed."""
    parts = [words for words in _changes(rows, before) if words]
    return joined(parts) if parts else "changed"


def _changes(rows: Sequence[TypedRow], before: Sequence[TypedRow]) -> Iterator[str]:
    kept = {text_of(row.get(_BEFORE)) for row in rows}
    removed = sum(text_of(row[_BEFORE]) not in kept for row in before)
    added = sum(row.get(_CALLED) is None for row in rows)
    old = {text_of(row[_BEFORE]): row for row in before}
    renamed = other = 0
    for row in rows:
        was = old.get(text_of(row.get(_BEFORE)))
        if was is not None and row.get(_CALLED) is not None:
            is_renamed = text_of(row["Subcategory"]) != text_of(was["Subcategory"])
            renamed += is_renamed
            other += not is_renamed and _said(row) != _said(was)
    for number, words in ((renamed, "renamed"), (added, "added"), (removed, "removed"), (other, "changed")):
        yield f"{count(number, 'row')} {words}" if number else ""


def facts(rows: Sequence[OutlineRow]) -> dict[str, Any]:
    """Give what is known of an outline as a whole: versions, dates, names, and how many are to be checked."""
    named = [row for row in rows if row.subcategory.name]
    return {
        "versions": sorted({row.version for row in rows if row.version}),
        "dates": sorted({row.effective_from for row in rows if row.effective_from is not None}),
        "names": len(named),
        "unsure": sum(row.confidence == "recalled" for row in named),
        "gap": len(named) < len(rows),
    }
