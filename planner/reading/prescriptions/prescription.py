"""SSA category results from files and pasted text: one prescription for each technologist."""

from __future__ import annotations

from itertools import chain, islice
from pathlib import PurePath
from typing import TYPE_CHECKING

from planner.problem import Place
from planner.reading.cells.headers import find_header_row
from planner.reading.collecting import Problems
from planner.reading.context import discipline_around, mentioned_discipline
from planner.reading.fields import PRESCRIPTION
from planner.reading.files.opening import Opened, open_source
from planner.reading.grid import Read, Sheet
from planner.reading.line_parts import numbered_lines, say_too_many_lines, take_apart
from planner.reading.meaning import make_table, say_unused
from planner.reading.naming_problems import NameReader
from planner.reading.prescriptions.prescription_lines import ResultLines
from planner.reading.prescriptions.prescription_rows import EXPECTED_ID, NO_ID, ResultTable
from planner.reading.prescriptions.results import ResultCollector
from planner.reading.stacked import tables_in
from planner.reading.swapped import begins_results, headers_found, is_about_courses, is_results_header

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.credits import Credits
    from planner.prescription import Prescription
    from planner.reading.sources import SourceFile

_LINES_TRIED = 5_000
_NOBODYS = "its rows are nobody's. Add one, with the id on every row."
EXPECTED = "discipline, category, subcategory, standard, credits required"


def read_prescriptions(
    sources: Sequence[SourceFile], *, assume_credits: Credits | None = None, of_many: bool = False
) -> Read[tuple[Prescription, ...]]:
    """Read SSA results: one prescription for each technologist id, in order of appearance.

    Args:
        sources: files or pasted texts; those with the same technologist id belong together.
        assume_credits: the figure to use, marked as assumed, where a standard wasn't met and none is given.
        of_many: they are the results of many people, so that each row has to say whose it is.
    """
    reading = _ResultReading(of_many=of_many)
    for source in sources:
        opened = open_source(source)
        reading.problems.extend(opened.problems)
        if opened.value.sheets or opened.value.text is not None:
            reading.read(source.name, opened.value)
    prescriptions = reading.results.prescriptions(assume_credits)
    reading.names.report(reading.problems)
    reading.say_if_nothing(prescriptions, sources)
    return Read(prescriptions, reading.problems.as_tuple())


class _ResultReading:
    """What reading several sources shares."""

    def __init__(self, *, of_many: bool) -> None:
        """Begin with nothing read. Among the results ``of_many`` people, each has to bear an id."""
        self.problems = Problems()
        self.names = NameReader()
        self.results = ResultCollector(self.problems, of_many=of_many)

    def read(self, file: str, opened: Opened) -> None:
        """Read one source: its tables, or else its lines."""
        others: list[Sheet] = []
        used = 0
        for sheet in chain.from_iterable(
            tables_in(sheet, PRESCRIPTION, begins_results) for sheet in opened.sheets
        ):
            header = find_header_row(sheet, PRESCRIPTION)
            if header is not None and is_results_header(sheet.rows[header]):
                self._read_table(sheet, header)
                used += 1
            elif opened.text is None and self._has_result_lines(None, sheet):
                self._read_lines(None, sheet)
                used += 1
            else:
                others.append(sheet)
        if not used and opened.text is not None:
            sheet = others[0] if others else Sheet(file, None, [])
            if not is_about_courses(sheet) and self._has_result_lines(opened.text, sheet):
                self._read_lines(opened.text, sheet)
                return
        if not used:
            self._not_a_prescription(file, others)
            return
        for sheet in others:
            self.problems.warning(
                "sheet-not-used",
                f"This sheet holds no SSA results (expected the columns {EXPECTED}), so it was not used.",
                sheet.place(0),
                value=sheet.name,
            )

    def say_if_nothing(self, found: Sequence[Prescription], sources: Sequence[SourceFile]) -> None:
        """Say that all lines were passed over, where nothing else says why nothing was found."""
        if sources and not found and not self.problems.has_errors:
            say_no_results(Place(", ".join(source.name for source in sources)), self.problems)

    def _read_table(self, sheet: Sheet, header: int) -> None:
        table = make_table(sheet, header, PRESCRIPTION, self.names.names, self.problems)
        say_unused(table, set(table.columns.values()), self.problems, self.names.names)
        if self.results.of_many and "technologist_id" not in table.columns:
            self.problems.error(
                NO_ID, f"The table has no column for {EXPECTED_ID}, so {_NOBODYS}", sheet.place(header)
            )
            return
        around = ""
        if not has_values(table.columns.get("discipline"), sheet, header):
            around = discipline_around(sheet, header, self.names.names, self.problems)
        before = self.results.met
        ResultTable(table, around, self.names, self.results, self.problems).read()
        if self.results.met == before:
            say_no_results(sheet.place(header), self.problems)

    def _read_lines(self, text: str | None, sheet: Sheet) -> None:
        names = self.names.names
        stem = PurePath(sheet.file).stem if PurePath(sheet.file).suffix else ""
        around = mentioned_discipline(stem, names) or names.discipline_code(sheet.name or stem) or ""
        say_too_many_lines(text, Place(sheet.file), self.problems)
        lines = ResultLines(sheet, around, self.names, self.results, self.problems)
        lines.read(numbered_lines(text, sheet))
        if self.results.of_many and (nobodys := self.results.nobodys(sheet.file)) is not None:
            message = (
                f"Lines from here on don't say whose results they are. Expected {EXPECTED_ID} on a line "
                'above them, such as "Technologist: 4711".'
            )
            self.problems.error(NO_ID, message, nobodys)

    def _has_result_lines(self, text: str | None, sheet: Sheet) -> bool:
        """Whether any line says a result of a known name, or names a subcategory."""
        names = self.names.names
        for _, written in islice(numbered_lines(text, sheet), _LINES_TRIED):
            line = take_apart(written, names)
            if line.has_result and (
                line.discipline or line.category or names.subcategory_disciplines(line.name)
            ):
                return True
            if names.subcategory_disciplines(line.name):
                return True
        return False

    def _not_a_prescription(self, file: str, sheets: Sequence[Sheet]) -> None:
        hint = ""
        if any(is_about_courses(sheet) for sheet in sheets):
            hint = " It looks like a course catalog: give it where the catalog is asked for."
        found = headers_found(sheets)
        self.problems.error(
            "not-a-prescription",
            f"No SSA results were found here. Expected a table with the columns {EXPECTED}, or lines such "
            f'as "MR Body 2.75".{found}{hint}',
            Place(file, sheets[0].name if sheets else None),
        )


def say_no_results(header: Place, problems: Problems) -> None:
    """Say that a table holds no result."""
    message = f"There is no row or line with a result. Expected a row for each subcategory: {EXPECTED}."
    problems.error("no-results", message, header)


def has_values(column: int | None, sheet: Sheet, header: int) -> bool:
    """Whether a column holds anything below the header; False where the table has no such column."""
    if column is None:
        return False
    rows = islice(sheet.rows, header + 1, None)
    return any(column < len(row) and row[column] is not None for row in rows)
