"""What the rows of one table say, each different thing once: a kind of row is a row without its id.

Most kinds come to the same wherever they stand. Those that leave a name out depend on the rows above, so they
come to one outcome for each thing that those may have left behind.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planner.limits import limits
from planner.reading.cells.values import NotReadable, present_id
from planner.reading.fields import PRESCRIPTION
from planner.reading.prescriptions.prescription_rows import EXPECTED_ID
from planner.reading.queues.replaying import Left, Line, NameCounter, Outcome, outcome_of
from planner.reading.stacked import header_finder
from planner.reading.swapped import begins_results
from planner.reading.table import is_total, repeats, text_of

if TYPE_CHECKING:
    from planner.naming import Names
    from planner.reading.grid import Cell
    from planner.reading.queues.replaying import Form

# A figure last, and not the word of a total first.
_SIMPLE_ID = re.compile(r"(?!(?i:grand|sub|overall|total|sum))[A-Za-z0-9_-]{0,60}[0-9]")
OWN = "4711"
"""Stands for the id of whichever row it is, in the outcome of a kind."""
_OTHER = "what another row left"
_SOMETHING = "..."

_OUTCOMES_A_KIND = 4

Cells = tuple["Cell", ...]


class TooManyKinds(Exception):  # noqa: N818 - it is an answer about the input, not a fault of ours
    """The rows say more different things than the limit allows."""


class AnotherTable(Exception):  # noqa: N818 - it is an answer about the input, not a fault of ours
    """A row is the header of a further table, whose columns may mean something else."""


class Kinds:
    """The kinds of row of one table, by number, and their outcomes, by number."""

    def __init__(self, form: Form, names: Names) -> None:
        """Start with no row seen."""
        self.form = form
        self.outcomes: list[Outcome] = []
        self.kind_of: list[int] = []
        """The kind of each outcome."""
        self.has_discipline = False
        """Whether any row gives its discipline."""
        self.id_column = form.columns["technologist_id"]
        self.used = sorted(set(form.columns.values()) - {self.id_column})
        self.names = NameCounter(names)
        self.is_simple_id = _SIMPLE_ID.fullmatch
        """Tells ids that are so plain that nothing else needs to be asked, but if they are a header."""
        self._most = limits().queue_row_kinds
        self._is_header = header_finder(PRESCRIPTION, begins_results)
        self._rows: list[tuple[Cells, int]] = []
        self._numbers: dict[tuple[Cells, int], int] = {}
        self._anywhere: list[int] = []
        self._transparent: list[bool] = []
        self._depending: dict[tuple[int, str | None, Left], int] = {}

    def number(self, cells: Cells, width: int, *, is_plain: bool) -> int:
        """Give the number of a row's kind; of a plain one, what stands in unused columns doesn't matter.

        Raises:
            TooManyKinds: it would be one too many.
            AnotherTable: it is a header.
        """
        at = self.id_column
        used = self.used
        cells = tuple(
            None if column == at else cell if not is_plain or cell is None or column in used else _SOMETHING
            for column, cell in enumerate(cells)
        )
        key = (cells, width if self.form.usual else 0)
        number = self._numbers.get(key)
        if number is None:
            if len(self._rows) == self._most:
                raise TooManyKinds
            if self._begins_table(cells):
                raise AnotherTable
            number = self._numbers[key] = len(self._rows)
            self._rows.append((cells, width))
            self._anywhere.append(-1)
            discipline = self.form.columns.get("discipline", len(cells))
            if discipline < len(cells) and cells[discipline] is not None:
                self.has_discipline = True
            self._try_anywhere(number)
        return number

    def _begins_table(self, cells: Cells) -> bool:
        """Whether a row is a header, and not the table's own once more."""
        names = tuple(None if cell == _SOMETHING else cell for cell in cells)
        return not repeats(names, self.form.header) and self._is_header(names)

    def is_plain(self, cells: Cells, width: int) -> bool:
        """Whether what a row with a plain id says stands in its used columns alone."""
        form = self.form
        if form.usual and (width > form.usual or len(cells) > form.width):
            return False
        filled = any(column < len(cells) and cells[column] is not None for column in self.used)
        return filled and not any(isinstance(cell, str) and is_total(cell) for cell in cells)

    def is_plain_id(self, cell: Cell) -> bool:
        """Whether an id can't be taken for anything else: for a blank, an error, a total, or a header."""
        if cell in self.form.header:
            return False
        if isinstance(cell, str) and self.is_simple_id(cell):
            return True
        try:
            present_id(cell, EXPECTED_ID)
        except NotReadable:
            return False
        text = text_of(cell)
        return bool(text) and not is_total(text) and not (isinstance(cell, str) and is_total(cell))

    def anywhere(self, number: int) -> int:
        """Give the outcome that a kind has wherever it stands, if its id is plain; -1 where it has none."""
        return self._anywhere[number]

    def keeps_category(self, outcome: int) -> bool:
        """Whether a row leaves the category that was left behind above it, if its names are the same."""
        return self._transparent[outcome]

    def odd_outcome(self, number: int, whose: Cell, above: Left) -> tuple[int, Left]:
        """Give the outcome of a row whose id is not plain, and what it leaves behind."""
        is_other = above.id != "" and above.id != text_of(whose)
        # Which other person stands above makes no difference.
        found = self._outcome(number, whose, above._replace(id=OWN) if is_other else above)
        left = self.outcomes[found].left
        return found, left._replace(id=above.id) if is_other and left.id == OWN else left

    def outcome(self, number: int, text: str, above: Left) -> tuple[int, Left]:
        """Give the outcome of a row where it stands, and what it leaves behind.

        Args:
            number: its kind.
            text: its id, a plain one.
            above: what was left behind above it.
        """
        # Of somebody else nothing but headings matters.
        seen = above._replace(id=OWN) if above.id == text else Left("", "", "", *above[3:])
        found = self._outcome(number, OWN, seen)
        left = self.outcomes[found].left
        if left.id != OWN:
            return found, above  # the row was passed over
        heading = text if left.heading_id == OWN else left.heading_id
        return found, left._replace(id=text, heading_id=heading)

    def _outcome(self, number: int, whose: Cell, above: Left) -> int:
        key = (number, None if whose == OWN else str(whose), above)
        found = self._depending.get(key)
        if found is None:
            found = self._depending[key] = self._add(number, self._read(number, whose, above))
        return found

    def _try_anywhere(self, number: int) -> None:
        """Find out whether a kind depends on what is above: read it below nothing, and below something."""
        alone = self._read(number, OWN, Left())
        names = Left(OWN, alone.left.discipline or _OTHER, _OTHER)
        below = self._read(number, OWN, names)
        is_row = alone.left.id == OWN and not alone.left.has_heading
        if is_row and alone.is_same(below) and below.left.discipline in {alone.left.discipline, _OTHER}:
            self._anywhere[number] = self._add(number, alone, keeps=below.left.category == _OTHER)

    def _read(self, number: int, whose: Cell, above: Left) -> Outcome:
        cells, width = self._rows[number]
        at = self.id_column
        if len(cells) <= at and whose is not None:
            cells += (None,) * (at + 1 - len(cells))
        if at < len(cells):
            cells = (*cells[:at], whose, *cells[at + 1 :])
        while cells and cells[-1] is None:
            cells = cells[:-1]
        return outcome_of(self.form, Line(cells, width, above), self.names)

    def _add(self, number: int, outcome: Outcome, *, keeps: bool = False) -> int:
        if len(self.outcomes) > self._most * _OUTCOMES_A_KIND:
            raise TooManyKinds
        self.outcomes.append(outcome)
        self.kind_of.append(number)
        self._transparent.append(keeps)
        return len(self.outcomes) - 1
