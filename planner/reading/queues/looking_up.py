"""Rows of a text, with what looking up tells of them: whose they are, and what they come to.

They are looked up as lines, where the id comes first, or else by the cells of the columns that are used.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.reading.grid import Cell
    from planner.reading.queues.scanning import Scanner

NEW = -1
"""Looking up told nothing."""
ODD_ID = -2
"""The mark of an id that isn't plain: whose row it is, only a closer look can tell."""
DEPENDS = -2
"""This and everything below is the mark of a kind that depends on what stands above it."""
MOST_TEXTS = 300_000
"""So many texts are remembered."""


class NotOneLine(Exception):  # noqa: N818 - it is an answer about the input, not a fault of ours
    """A line is not a whole record by itself."""

    def __init__(self, index: int) -> None:
        super().__init__()
        self.index = index


class Rows(ABC):
    """Rows that follow each other: as far as looking up could tell, who each is of and what it comes to."""

    def __init__(self, who: list[int], what: list[int]) -> None:
        self.who = who
        self.what = what

    @abstractmethod
    def person(self, index: int) -> int:
        """Give the number of a row's person; `ODD_ID` where its id isn't plain."""

    @abstractmethod
    def whose(self, index: int) -> Cell:
        """Give the cell of a row's id."""

    @abstractmethod
    def kind(self, index: int, *, is_plain: bool) -> int:
        """Give the number of a row's kind, -1 for a blank row; its id is plain or not."""


class TextRows(Rows):
    """Rows as lines that begin with the id: the rest of a line is looked up as it stands."""

    def __init__(self, scanner: Scanner, lines: list[str]) -> None:
        self._scanner = scanner
        self._lines = lines
        delimiter = scanner.reader.delimiter
        self._parts = [line.partition(delimiter) for line in lines]
        who = [part[0] for part in self._parts]
        what = [part[2] for part in self._parts]
        scanner.take_simple_ids(who)
        people, texts = scanner.people, scanner.texts
        super().__init__([people.get(raw, NEW) for raw in who], [texts.get(rest, NEW) for rest in what])

    def person(self, index: int) -> int:
        """Give the number of a row's person; `ODD_ID` where its id isn't plain."""
        people, raw = self._scanner.people, self._parts[index][0]
        if raw not in people:
            people[raw] = self._scanner.number_of(self.whose(index))
        return people[raw]

    def whose(self, index: int) -> Cell:
        """Give the cell of a row's id."""
        raw = self._parts[index][0]
        record: list[str] | None = [raw]
        if '"' in raw:
            record = self._scanner.reader.one_line(raw)
        if record is None or len(record) != 1:
            raise NotOneLine(index)
        return next(iter(self._scanner.reader.row(record)), None)

    def kind(self, index: int, *, is_plain: bool) -> int:
        """Give the number of a row's kind, -1 for a blank row; its id is plain or not."""
        scanner, rest = self._scanner, self._parts[index][2]
        if is_plain and rest in scanner.texts:
            mark = scanner.texts[rest]
            return scanner.kinds.kind_of[mark] if mark >= 0 else DEPENDS - mark
        if not is_plain and rest in scanner.odd_texts:
            return scanner.odd_texts[rest]
        record = scanner.reader.one_line(rest or self._lines[index])
        if record is None:
            raise NotOneLine(index)
        if rest:
            record.insert(0, self._parts[index][0])
        number, _ = _number_of(scanner, record, is_plain=is_plain)
        if is_plain and rest:
            scanner.texts[rest] = scanner.mark(number)
        elif rest and number >= 0 and len(scanner.odd_texts) < MOST_TEXTS:
            scanner.odd_texts[rest] = number
        return number


class CellRows(Rows):
    """Rows as records: the cells of the columns that are used are looked up as they stand."""

    def __init__(self, scanner: Scanner, records: list[list[str]]) -> None:
        self._scanner = scanner
        self._records = records
        kinds = scanner.kinds
        self._at = at = kinds.id_column
        self._pick = itemgetter(*kinds.used)
        self._leading = [column for column in range(min(kinds.used)) if column != at]
        who = [key_of(record[at]) if at < len(record) else "" for record in records]
        scanner.take_simple_ids(who)
        people, cells = scanner.people, scanner.cells
        super().__init__(
            [people.get(key, NEW) for key in who],
            [cells.get(self._look_up(record), NEW) for record in records],
        )

    def person(self, index: int) -> int:
        """Give the number of a row's person; `ODD_ID` where its id isn't plain."""
        people, record = self._scanner.people, self._records[index]
        key = key_of(record[self._at]) if self._at < len(record) else ""
        if key not in people:
            people[key] = self._scanner.number_of(self.whose(index))
        return people[key]

    def whose(self, index: int) -> Cell:
        """Give the cell of a row's id."""
        record = self._records[index]
        return (
            next(iter(self._scanner.reader.row([record[self._at]])), None) if self._at < len(record) else None
        )

    def kind(self, index: int, *, is_plain: bool) -> int:
        """Give the number of a row's kind, -1 for a blank row; its id is plain or not."""
        number, only_used = _number_of(self._scanner, list(self._records[index]), is_plain=is_plain)
        key = self._look_up(self._records[index])
        if only_used and key is not None:
            self._scanner.cells[key] = self._scanner.mark(number)
        return number

    def _look_up(self, record: list[str]) -> object:
        try:
            used = self._pick(record)
        except IndexError:
            return None
        if not self._leading:
            return (len(record), used)
        return (len(record), used, next((record[at] for at in self._leading if record[at].strip()), ""))


def _number_of(scanner: Scanner, record: list[str], *, is_plain: bool) -> tuple[int, bool]:
    """Give the number of a record's kind, and whether that follows from the columns that are used alone."""
    width = len(record)
    cells = scanner.reader.row(record)
    if not cells:
        return -1, False
    only_used = is_plain and scanner.kinds.is_plain(cells, width)
    return scanner.kinds.number(cells, width, is_plain=only_used), only_used


def key_of(whose: str) -> str:
    r"""Give what an id is looked up by: as text of a file it may stand in quotes, and be the same id."""
    return whose if '"' not in whose else f"\0{whose}"


def lines_of(text: str) -> list[str]:
    """Split text into lines; what stands after the last line end is a line too, if it is anything."""
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    return lines
