"""A workbook's visible sheets as raw cells, and what a person should know about how they were read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from planner.limits import limits
from planner.phrases import count, joined
from planner.problem import Place
from planner.reading.collecting import Problems
from planner.reading.files import refusals
from planner.reading.files.cleaning import column_letters, report_shortened
from planner.reading.files.gate import open_archive
from planner.reading.files.markup import Allowance, walk
from planner.reading.files.package import Package, SheetEntry, read_package
from planner.reading.files.worksheet import Cells, Stop
from planner.reading.grid import Read, Sheet

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterable

    from planner.reading.sources import SourceFile

_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})", re.ASCII)
_MOST_MERGED_CELLS = 100_000
# Fewer blank rows below a table are of no interest to anyone.
_MANY_BLANK_ROWS = 10_000
_CELLS_NAMED = 5

Position = tuple[int, int]


def read_workbook(source: SourceFile) -> Read[tuple[Sheet, ...]]:
    """Read a workbook's visible sheets that hold anything.

    Hidden sheets are not read, and said. A sheet that is damaged is a problem and doesn't hide the others.

    Raises:
        Refused: the workbook as a whole can't be read, or holds nothing.
    """
    problems = Problems()
    place = Place(source.name)
    allowance = Allowance.of_a_workbook()
    with open_archive(source) as archive:
        package = read_package(archive, allowance, place)
        visible = _visible(package.sheets, source.name, problems)
        reader = _Reader(archive, package, allowance, source.name, problems)
        found = [reader.read(entry) for entry in visible]
    sheets = tuple(sheet for sheet in found if sheet.rows)
    if not sheets and not problems.has_errors:
        problems.add(refusals.workbook_empty(place).problem)
    return Read(sheets, problems.as_tuple())


def _visible(entries: Iterable[SheetEntry], file: str, problems: Problems) -> list[SheetEntry]:
    """Give the sheets to read, and report the others."""
    visible: list[SheetEntry] = []
    for entry in entries:
        if not entry.hidden:
            visible.append(entry)
            continue
        message = (
            f'The sheet "{entry.name}" is hidden and was not read. Unhide it if it belongs to the table.'
        )
        problems.warning("sheet-hidden", message, Place(file, entry.name), value=entry.name)
    most = limits().sheets
    if len(visible) > most:
        message = f"The workbook has {len(visible)} sheets; the first {most} were read. Split it."
        problems.error("too-many-sheets", message, Place(file), value=str(len(visible)))
    return visible[:most]


@dataclass(frozen=True, slots=True)
class _Reader:
    """What reading one sheet after the other shares."""

    archive: zipfile.ZipFile
    package: Package
    allowance: Allowance
    file: str
    problems: Problems

    def read(self, entry: SheetEntry) -> Sheet:
        """Read a sheet; one that can't be read is a problem, and has no rows."""
        place = Place(self.file, entry.name)
        cells = Cells(self.package.stored, self.allowance)
        try:
            walk(self.archive, entry.part, cells, self.allowance, place)
        except refusals.Refused as refusal:
            if refusal.problem.code != refusals.TOO_MANY_CELLS:
                self.problems.add(refusal.problem)
                return Sheet(self.file, entry.name, [])
            cells.stopped = Stop.CELLS
        sheet = Sheet(self.file, entry.name, cells.rows, _merged(cells), frozenset(cells.calculated))
        _report_limits(cells, place, self.problems)
        _report_calculated(sheet, place, self.problems)
        _report_hidden(cells, place, self.problems)
        if cells.holds_long_text:
            report_shortened(sheet, self.problems)
        return sheet


def _merged(cells: Cells) -> dict[Position, Position]:
    """Give the first cell of its range for every other cell of a merged range that lies within the table."""
    merged: dict[Position, Position] = {}
    left_to_do = _MOST_MERGED_CELLS
    for written in cells.merges:
        corners = _RANGE.fullmatch(written)
        if corners is None:
            continue
        top, bottom = int(corners[2]) - 1, min(int(corners[4]), len(cells.rows))
        left, right = cells.columns[corners[1]], min(cells.columns[corners[3]] + 1, cells.widest)
        if not (0 <= top < len(cells.rows) and left < len(cells.rows[top])):
            continue
        others = (
            (row, column)
            for row in range(top, bottom)
            for column in range(left, right)
            if (row, column) != (top, left)
        )
        inside = dict.fromkeys(islice(others, left_to_do), (top, left))
        left_to_do -= len(inside)
        merged.update(inside)
    return merged


def _report_limits(cells: Cells, place: Place, problems: Problems) -> None:
    """Say what was left out of a sheet because of a limit, or because it is blank."""
    bounds = limits()
    read = len(cells.rows)
    if cells.stopped is Stop.ROWS:
        message = (
            f"The sheet has values below row {bounds.rows:,}; only the rows down to it were read. Split it."
        )
        problems.error("too-many-rows", message, place)
    elif cells.stopped is Stop.CELLS:
        message = (
            f"The sheet holds too much; it was read down to row {read:,}. "
            "Copy the needed rows into a new workbook."
        )
        problems.error(refusals.TOO_MANY_CELLS, message, place)
    elif cells.last_row + 1 - read >= _MANY_BLANK_ROWS:
        message = (
            f"The sheet goes on for {cells.last_row + 1 - read:,} blank rows after its last value in row "
            f"{read:,}. They were left out."
        )
        problems.warning("blank-rows", message, place)
    if cells.widest > bounds.columns:
        message = (
            f"The sheet has {cells.widest:,} columns; the first {bounds.columns:,} were read. "
            "Delete or split off the others."
        )
        problems.error("too-many-columns", message, place)


def _report_calculated(sheet: Sheet, place: Place, problems: Problems) -> None:
    """Say that values are formulas' results, as last saved."""
    number = len(sheet.calculated)
    if not number:
        return
    first = ", ".join(_cell_name(position) for position in sorted(sheet.calculated)[:_CELLS_NAMED])
    cells = "1 cell is a formula" if number == 1 else f"{number:,} cells are formulas"
    message = f"{cells} ({first}{', …' if number > _CELLS_NAMED else ''}). Used as last saved in the file."
    problems.warning("calculated-values", message, place)


def _report_hidden(cells: Cells, place: Place, problems: Problems) -> None:
    """Say, once for a sheet, that rows and columns were read which its owner may not see."""
    columns = [
        column
        for column in sorted(cells.hidden_columns)
        if any(column < len(row) and row[column] is not None for row in cells.rows)
    ]
    parts = [
        f"{count(len(names), what)} ({', '.join(names[:_CELLS_NAMED])}{', …' * (len(names) > _CELLS_NAMED)})"
        for names, what in (
            ([str(row + 1) for row in cells.hidden_rows], "row"),
            ([column_letters(column) for column in columns], "column"),
        )
        if names
    ]
    if parts:
        message = (
            f"Hidden or filtered out, but read like all others: {joined(parts)}. Delete what doesn't belong "
            "to the table, or copy what is shown into a new sheet."
        )
        problems.warning("hidden-cells", message, place)


def _cell_name(position: Position) -> str:
    row, column = position
    return f"{column_letters(column)}{row + 1}"
