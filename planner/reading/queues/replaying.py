"""The table reader at work on chosen rows: whoever reads a million rows asks it about the different ones.

There is one meaning of a row, that of `planner.reading.prescriptions.prescription_rows`. Here it is asked for
single rows, each with what the rows above it have left behind, and under its own row number.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from planner.problem import Place, Severity
from planner.reading.collecting import Problems
from planner.reading.grid import Cell, Sheet
from planner.reading.naming_problems import NameReader
from planner.reading.prescriptions.prescription_rows import ResultTable
from planner.reading.prescriptions.results import ResultCollector
from planner.reading.table import Spot, Table

if TYPE_CHECKING:
    from planner.naming import Names
    from planner.outline import Subcategory
    from planner.prescription import Requirement
    from planner.reading.prescriptions.row_notes import Notes
    from planner.reading.prescriptions.standards import StandardReader

_ALL = 1_000_000_000


class Left(NamedTuple):
    """What a row leaves behind for those below: the last names given, and those of heading rows."""

    id: str = ""
    discipline: str = ""
    category: str = ""
    heading_id: str = ""
    heading_discipline: str = ""
    heading_category: str = ""

    @property
    def has_heading(self) -> bool:
        """Whether a heading row above tells anything."""
        return bool(self.heading_id or self.heading_discipline or self.heading_category)


class Line(NamedTuple):
    """A row to be read: its cells, how many it has as written, and what was left behind above it."""

    cells: tuple[Cell, ...]
    width: int
    above: Left


@dataclass(frozen=True, slots=True)
class Form:
    """What the rows of one table share: file, header, the column of each field, the discipline around it.

    ``usual`` is how many cells a row may have as written; 0 where more of them mean nothing.
    """

    file: str
    header_row: int
    header: tuple[Cell, ...]
    width: int
    columns: dict[str, int]
    labels: dict[int, str]
    around: str
    usual: int


@dataclass(frozen=True, slots=True)
class NumberedSheet(Sheet):
    """Rows taken from anywhere in a sheet, each with its own number there (from 0)."""

    numbers: list[int] = field(default_factory=list)

    def place(self, row: int, column: str | None = None) -> Place:
        """Name the place that a row was taken from."""
        return Place(self.file, self.name, self.numbers[row] + 1, column)


@dataclass(frozen=True, slots=True)
class HeadTable(Table):
    """Some rows of a table, below its header. How many cells are usual, all rows of the file have told."""

    usual: int = 0

    def moved_rows(self) -> frozenset[int]:
        """Find the rows (from 0) that have more cells than the header, or than is usual in the file."""
        if not self.usual:
            return frozenset()
        sheet = self.sheet
        return frozenset(
            row
            for row in self.numbers()
            if sheet.rows[row] and (sheet.widths[row] > self.usual or len(sheet.rows[row]) > self.width)
        )


class LastRow(HeadTable):
    """A table whose rows are read one by one, each once it was added: those above are not met again."""

    def numbers(self) -> range:
        """Number the last row alone."""
        return range(len(self.sheet.rows) - 1, len(self.sheet.rows))


class NameCounter(NameReader):
    """Reads names, and remembers which it was asked for."""

    def __init__(self, names: Names | None = None) -> None:
        """Read with the names that come with the planner, or with others."""
        super().__init__(names)
        self._asked: list[tuple[str, str, str]] = []

    def read(
        self, discipline: str, category: str, name: str, spot: Spot, columns: tuple[str | None, ...] = ()
    ) -> Subcategory:
        """Read a subcategory, as a `NameReader` does."""
        self._asked.append((discipline, category, name))
        return super().read(discipline, category, name, spot, columns)

    def not_exact(self) -> tuple[tuple[str, str, str], ...]:
        """Give what it was asked for since the last time, as far as there is something to say about it."""
        asked = tuple(each for each in self._asked if self._known[each][1])
        self._asked.clear()
        return asked

    def again(self, asked: tuple[str, str, str], times: int) -> None:
        """Count further places where a name stands that was read before."""
        for finding in self._known[asked][1]:
            finding.count += times


class Replay:
    """Reads chosen rows one after the other, as they would be read where they stand."""

    def __init__(self, form: Form, names: NameReader, results: ResultCollector, problems: Problems) -> None:
        """Begin with the header alone."""
        widths = [form.width] if form.usual else []
        self._sheet = NumberedSheet(form.file, None, [form.header], widths=widths, numbers=[form.header_row])
        self._form = form
        table = LastRow(self._sheet, 0, form.columns, labels=form.labels, usual=form.usual)
        self._reader = ResultTable(table, form.around, names, results, problems)

    def read(self, line: Line, number: int) -> None:
        """Read a row, and let its number (from 0) be the one that it has in the file."""
        last, heading = self._reader.above.last, self._reader.above.heading
        last["technologist_id"], last["discipline"], last["category"] = line.above[:3]
        heading["technologist_id"], heading["discipline"], heading["category"] = line.above[3:]
        sheet = self._sheet
        sheet.rows.append(line.cells)
        sheet.numbers.append(number)
        if self._form.usual:
            sheet.widths.append(line.width)
        self._reader.read_rows()

    def place(self, number: int) -> Place:
        """Name the place of any row of the file, by its number (from 0)."""
        return Place(self._form.file, None, number + 1)

    @property
    def left(self) -> Left:
        """Give what the last row left behind."""
        last, heading = self._reader.above.last, self._reader.above.heading
        return Left(
            last["technologist_id"],
            last["discipline"],
            last["category"],
            heading["technologist_id"],
            heading["discipline"],
            heading["category"],
        )

    @property
    def notes(self) -> Notes:
        """What is to be said once about the rows read."""
        return self._reader.notes

    @property
    def standards(self) -> StandardReader:
        """Give what read whether standards were met: it counts the rows where scores told it."""
        return self._reader.standards

    @property
    def waiting(self) -> tuple[str, ...]:
        """Whose rows wait for `settle`, because they name a category alone."""
        return self._reader.categories.waiting

    def settle(self) -> None:
        """Use the rows that name a category alone."""
        self._reader.categories.settle()


class _OneResult(ResultCollector):
    """Takes the one result that a row can give, and does nothing with it."""

    def __init__(self) -> None:
        super().__init__(Problems(), of_many=True)
        self.whose = ""
        self.added: Requirement | None = None
        self.lost = False
        self.lost_by: tuple[str, ...] = ()

    def add(self, technologist_id: str, row: Requirement, figure_place: Place) -> None:  # noqa: ARG002 - as there
        """Take a result."""
        self.whose, self.added = technologist_id, row

    def lose(self, technologist_id: str, place: Place) -> None:  # noqa: ARG002 - as there
        """Take note of a result that couldn't be read."""
        self.whose, self.lost = technologist_id, True

    def lose_if_known(self, ids: tuple[str, ...], place: Place) -> None:  # noqa: ARG002 - as there
        """Take note of a result that is of one of some ids."""
        self.lost_by = ids


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one row comes to, wherever it stands.

    At most one of ``added``, ``lost``, ``lost_by`` and ``waits`` says something; ``whose`` is who it is of.
    """

    line: Line
    left: Left
    whose: str
    added: Requirement | None
    lost: bool
    lost_by: tuple[str, ...]
    waits: bool
    errors: int
    warnings: int
    notes: tuple[str, ...]
    from_scores: bool
    names: tuple[tuple[str, str, str], ...]
    """The names in it that are not exact."""

    def is_same(self, other: Outcome) -> bool:
        """Whether a row comes to the same in another place, whatever it leaves behind."""
        mine = (self.added, self.lost, self.lost_by, self.waits, self.errors, self.warnings)
        theirs = (other.added, other.lost, other.lost_by, other.waits, other.errors, other.warnings)
        return mine == theirs and (self.notes, self.from_scores, self.names, self.whose) == (
            other.notes,
            other.from_scores,
            other.names,
            other.whose,
        )


def outcome_of(form: Form, line: Line, names: NameCounter) -> Outcome:
    """Read one row, and tell what it comes to."""
    problems, result = Problems(_ALL), _OneResult()
    replay = Replay(form, names, result, problems)
    replay.read(line, form.header_row + 1)
    found = problems.as_tuple()
    errors = sum(problem.severity is Severity.ERROR for problem in found)
    return Outcome(
        line,
        replay.left,
        replay.waiting[0] if replay.waiting else result.whose,
        result.added,
        result.lost,
        result.lost_by,
        bool(replay.waiting),
        errors,
        len(found) - errors,
        tuple(replay.notes.of),
        replay.standards.from_scores > 0,
        names.not_exact(),
    )
