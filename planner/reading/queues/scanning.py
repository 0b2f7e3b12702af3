"""Goes through a table of any length and keeps two numbers of each row: who it is of, and what it comes to.

A row that says what another one said is not read again: its text is looked up. Only rows that are new, that
leave something out, or that are odd in any way are looked at one by one.
"""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from planner.limits import limits
from planner.reading.collecting import Problems
from planner.reading.files.cleaning import report_shortened
from planner.reading.files.delimited import LINES_A_CELL
from planner.reading.queues.kinds import OWN, Kinds, TooManyKinds
from planner.reading.queues.looking_up import (
    DEPENDS,
    MOST_TEXTS,
    NEW,
    ODD_ID,
    CellRows,
    NotOneLine,
    Rows,
    TextRows,
    key_of,
    lines_of,
)
from planner.reading.queues.replaying import Left, NumberedSheet
from planner.reading.table import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.reading.files.delimited import RecordReader
    from planner.reading.grid import Cell

NOBODY = -1
NOTHING = -1
"""The outcome of a blank row."""
# Where so many of a piece's lines are new, their texts tell too much: their used cells are looked up instead.
_MOSTLY_NEW = 0.2
_FEW_LINES = 2_000


class _TooManyRows(Exception):  # noqa: N818 - it is an answer about the input, not a fault of ours
    """The file goes on below the last row that may be read."""


@dataclass(slots=True)
class Scanned:
    """What a table's rows come to, from ``first_row`` (from 0) on: a person and an outcome of each."""

    first_row: int
    person: array[int] = field(default_factory=lambda: array("i"))
    outcome: array[int] = field(default_factory=lambda: array("i"))
    ids: list[str] = field(default_factory=list)
    """The people's ids, by number."""
    perhaps: list[tuple[int, int]] = field(default_factory=list)
    """Rows (from 0) that may also be of somebody else, if that id is known, with the person."""


class Scanner:
    """Scans one table."""

    def __init__(self, kinds: Kinds, reader: RecordReader, file: str, first_row: int) -> None:
        """Take a reader that stands at the first row below the header."""
        self.found = Scanned(first_row)
        self.long_texts = Problems()
        self.kinds = kinds
        self.reader = reader
        self.people: dict[str, int] = {}
        self.texts: dict[str, int] = {}
        self.odd_texts: dict[str, int] = {}
        self.cells: dict[object, int] = {}
        self._file = file
        self._left = Left()
        self._odd_people: dict[str, int] = {}
        self._by_text = kinds.id_column == 0
        self._most_rows = limits().rows
        self._longest = limits().cell_characters

    def scan(self, pieces: Iterator[str]) -> None:
        """Go through pieces of text, each of whole lines; what is wrong goes to the reader's problems."""
        try:
            self._scan(pieces)
        except _TooManyRows:
            self.reader.say_too_many_rows(self._most_rows)
        except TooManyKinds:
            self.reader.say_too_many_kinds(self._next_row)

    def _scan(self, pieces: Iterator[str]) -> None:
        text = next(pieces, "")
        while text:
            left = self._scan_lines(text) if self._by_text else text
            following = ""
            if left and not self._scan_records(left):
                # A cell may go on in the next pieces.
                while following.count("\n") <= LINES_A_CELL and (piece := next(pieces, "")):
                    following += piece
                following = self._scan_slowly(left, following)
            text = following or next(pieces, "")

    @property
    def _next_row(self) -> int:
        return self.found.first_row + len(self.found.person)

    def widths(self) -> Counter[int]:
        """Count how many cells the rows have as written, blank rows aside."""
        outcomes = np.frombuffer(self.found.outcome, dtype=np.intc)
        counts = np.bincount(outcomes[outcomes >= 0], minlength=len(self.kinds.outcomes)).tolist()
        widths: Counter[int] = Counter()
        for outcome, count in zip(self.kinds.outcomes, counts, strict=True):
            if count:
                widths[outcome.line.width] += count
        return widths

    def take_simple_ids(self, written: list[str]) -> None:
        """Number the ids that are new and need no closer look."""
        people, ids = self.people, self.found.ids
        is_simple, header = self.kinds.is_simple_id, self.kinds.form.header
        for raw in dict.fromkeys(written):
            if raw not in people and is_simple(raw) and raw not in header:
                people[raw] = len(ids)
                ids.append(raw)

    def number_of(self, cell: Cell) -> int:
        """Give the number of the person with an id; `ODD_ID` where it isn't plain."""
        return self._named(text_of(cell)) if self.kinds.is_plain_id(cell) else ODD_ID

    def mark(self, number: int) -> int:
        """Give what stands for a kind where rows are looked up: its outcome, or a mark that it depends."""
        anywhere = self.kinds.anywhere(number)
        return anywhere if anywhere >= 0 else DEPENDS - number

    def _scan_lines(self, text: str) -> str:
        """Scan lines that each are a record; give the text from the first on that isn't one."""
        lines = lines_of(text)
        known = len(self.texts)
        rows = TextRows(self, lines)
        rest = ""
        try:
            self._settle(rows)
        except NotOneLine as at:
            rest = "\n".join(lines[at.index :]) + "\n"
            del rows.who[at.index :], rows.what[at.index :], lines[at.index :]
            self._left = self._above(rows, at.index, min(self._known, at.index))
        if max(map(len, lines), default=0) >= self._longest:
            for number, line in enumerate(lines):
                if len(line) >= self._longest:
                    self._look_for_long_text(self._next_row + number, self.reader.one_line(line) or [])
        self._keep(rows)
        if lines:
            self.reader.above = self.reader.one_line(lines[-1])
        new = len(self.texts) - known
        if len(self.texts) > MOST_TEXTS or (new > _FEW_LINES and new > len(lines) * _MOSTLY_NEW):
            self._by_text = False
            self.texts = {}
        return rest

    def _scan_records(self, text: str) -> bool:
        """Scan lines that each are a record, cell by cell; give False, and do nothing, where one isn't."""
        records = self.reader.lines(lines_of(text))
        if records is not None:
            self._scan_cells(records)
        return records is not None

    def _scan_slowly(self, text: str, following: str) -> str:
        """Scan records of which some go on over several lines; give what is left of the text that follows."""
        reader = self.reader
        whole = text + following
        records: list[list[str]] = []
        first = reader.next_row = self._next_row
        for record in reader.records(whole, len(text)):
            records.append(record)
            reader.above = record
            reader.next_row = first + len(records)
        if reader.quote != '"':
            self._by_text = False  # what looked alike before may mean something else without quotes
        self._scan_cells(records)
        return whole[reader.after :]

    def _scan_cells(self, records: list[list[str]]) -> None:
        rows = CellRows(self, records)
        self._settle(rows)
        for number, record in enumerate(records):
            if max(map(len, record), default=0) >= self._longest:
                self._look_for_long_text(self._next_row + number, record)
        self._keep(rows)
        if records:
            self.reader.above = records[-1]

    def _settle(self, rows: Rows) -> None:
        """Look at the rows that looking up didn't settle; below a heading row, at every one."""
        who, what = rows.who, rows.what
        odd = np.flatnonzero((np.array(who, np.intc) < 0) | (np.array(what, np.intc) < 0)).tolist()
        index, at = -1, 0
        self._known = 0
        while True:
            if self._left.has_heading:
                index += 1
            else:
                while at < len(odd) and odd[at] <= index:
                    at += 1
                index = odd[at] if at < len(odd) else len(who)
            if index >= len(who):
                break
            try:
                self._look_at(rows, index)
            except TooManyKinds:
                del who[index:], what[index:]
                self._keep(rows)
                raise
        self._left = self._above(rows, len(who), self._known)

    def _look_at(self, rows: Rows, index: int) -> None:
        person = rows.who[index] if rows.who[index] >= 0 else rows.person(index)
        kinds = self.kinds
        if person >= 0:
            mark = rows.what[index]
            if mark == NEW:
                mark = self.mark(rows.kind(index, is_plain=True))
            if mark >= 0 and not self._left.has_heading:
                rows.who[index], rows.what[index] = person, mark
                return
            number = kinds.kind_of[mark] if mark >= 0 else DEPENDS - mark
            above = self._above(rows, index, self._known)
            outcome, self._left = kinds.outcome(number, self.found.ids[person], above)
        else:
            number = rows.kind(index, is_plain=False)
            if number < 0:
                rows.who[index], rows.what[index] = NOBODY, NOTHING
                self._known += self._known == index
                return
            above = self._above(rows, index, self._known)
            outcome, self._left = kinds.odd_outcome(number, rows.whose(index), above)
        rows.what[index] = outcome
        rows.who[index] = self._person_of(outcome, person, self._next_row + index)
        self._known = index + 1

    def _person_of(self, outcome: int, own: int, row: int) -> int:
        """Give who a row is of; note for whom it may count besides."""
        found = self.kinds.outcomes[outcome]
        for each in found.lost_by:
            if each != OWN or own < 0:
                self.found.perhaps.append((row, self._named(each)))
        if found.lost_by:
            return own if OWN in found.lost_by else NOBODY
        if own >= 0 and found.whose in {OWN, ""}:
            return own
        return self._named(found.whose) if found.whose else NOBODY

    def _named(self, text: str) -> int:
        number = self.people.get(key_of(text), NEW)
        if number < 0:
            # An id that is odd where it stands may be told by a heading row all the same.
            people = self.people if number == NEW else self._odd_people
            number = people.setdefault(key_of(text), len(self.found.ids))
            if number == len(self.found.ids):
                self.found.ids.append(text)
        return number

    def _above(self, rows: Rows, index: int, known: int) -> Left:
        """Give what the rows above one have left behind, given that it is known for the row ``known``."""
        last: Left | None = None
        for at in range(index - 1, known - 1, -1):
            if rows.what[at] == NOTHING:
                continue
            left = self.kinds.outcomes[rows.what[at]].left
            here = Left(self.found.ids[rows.who[at]], left.discipline, left.category)
            if last is None:
                last = here
            elif here[:2] != last[:2]:
                return last
            if not self.kinds.keeps_category(rows.what[at]):
                return last._replace(category=here.category)
        if last is None:
            return self._left
        return last._replace(category=self._left.category) if last[:2] == self._left[:2] else last

    def _keep(self, rows: Rows) -> None:
        """Keep what was found of some rows, as far as rows may be read."""
        room = max(0, self._most_rows - self._next_row)
        over = rows.what[room:]
        self.found.person.extend(rows.who[:room])
        self.found.outcome.extend(rows.what[:room])
        if any(outcome != NOTHING for outcome in over):
            raise _TooManyRows

    def _look_for_long_text(self, row: int, record: list[str]) -> None:
        sheet = NumberedSheet(self._file, None, [self.reader.row(list(record))], numbers=[row])
        report_shortened(sheet, self.long_texts)
