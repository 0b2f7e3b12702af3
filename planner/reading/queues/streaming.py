"""Reads a queue that is one table in text, of any size, in pieces: the same queue as from the whole."""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from planner.limits import limits
from planner.naming import shipped_names
from planner.problem import Place
from planner.reading.cells.headers import find_header_row
from planner.reading.collecting import Problems
from planner.reading.context import discipline_around
from planner.reading.fields import PRESCRIPTION
from planner.reading.files.cleaning import report_shortened
from planner.reading.files.delimited import MOVING, RecordReader, is_named_table, without_hint
from planner.reading.files.delimiters import find_delimiter
from planner.reading.files.gate import Kind, check
from planner.reading.files.refusals import Refused
from planner.reading.grid import Read, Sheet
from planner.reading.meaning import make_table, say_unused
from planner.reading.prescriptions.prescription import has_values
from planner.reading.queues.grouping import Grouping
from planner.reading.queues.kinds import AnotherTable, Kinds
from planner.reading.queues.people import People
from planner.reading.queues.pieces import look_through
from planner.reading.queues.replaying import Form, HeadTable, NameCounter
from planner.reading.queues.scanning import Scanner
from planner.reading.queues.telling import Teller
from planner.reading.sources import SourceFile
from planner.reading.stacked import tables_in
from planner.reading.swapped import begins_results, is_results_header

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from typing import BinaryIO

    from planner.credits import Credits
    from planner.reading.queues.finished import Finished
    from planner.reading.queues.pieces import Text
    from planner.selling.customers import Queue

_HEAD_BYTES = 1_000_000
_HEAD_ROWS = 10_000
_PIECE = 4_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """A file that can be opened again and again."""

    open: Callable[[], BinaryIO]
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class _Head:
    """The first rows of a table, and where its data begin."""

    sheet: Sheet
    header: int
    columns: dict[str, int]
    delimiter: str
    after: int
    """Where the first row below the header begins, in the text."""


@dataclass(frozen=True, slots=True)
class _Supposed:
    """What only the last row of a file can tell, supposed when reading begins."""

    usual: int
    """How many cells a row may have as written."""
    has_discipline: bool
    """Whether any row gives its discipline."""


def read_in_pieces(
    source: Source, assume_credits: Credits | None, finished: Finished, piece: int = _PIECE
) -> Read[Queue] | None:
    """Read a queue from one table in text, with ids; None where the file is anything else.

    Raises:
        Refused: the file is too large, or no text at all.
        OSError: the file can't be read.
    """
    if not _may_be_text(source):
        return None
    if source.size > limits().queue_file_bytes:
        raise _too_large(source)
    problems = Problems()
    text = look_through(source.open, source.name, problems, piece)
    head = _head_of(text)
    if head is None:
        return None
    try:
        return _Reading(text, head, problems, assume_credits).read(finished)
    except AnotherTable:
        return None


def _may_be_text(source: Source) -> bool:
    with source.open() as stream:
        first = stream.read(_HEAD_BYTES)
    try:
        return check(SourceFile(source.name, first)) is Kind.TEXT
    except Refused:
        return False  # and whoever reads files whole says why


def _head_of(text: Text) -> _Head | None:
    """Find a table's header in the first part of a text; None where it isn't a table of results."""
    start = ""
    for piece in text.pieces():
        start += piece
        if len(start) >= _HEAD_BYTES:
            break
    delimiter = find_delimiter(start, is_table=is_named_table(text.file))
    if delimiter is None or delimiter == "|":
        return None
    start = without_hint(start)
    reader = RecordReader(text.file, delimiter, Problems())
    sheet = Sheet(text.file, None, [])
    after: list[int] = []
    for record in reader.records(start):
        sheet.rows.append(reader.row(list(record)))
        sheet.widths.append(len(record))
        after.append(reader.after)
        reader.next_row, reader.above = len(sheet.rows), record
        if len(sheet.rows) == _HEAD_ROWS:
            break
    header = find_header_row(sheet, PRESCRIPTION)
    if header is None or not is_results_header(sheet.rows[header]):
        return None
    if len(tables_in(sheet, PRESCRIPTION, begins_results)) > 1:
        return None
    columns = make_table(sheet, header, PRESCRIPTION, shipped_names(), Problems()).columns
    return _Head(sheet, header, columns, delimiter, after[header]) if "technologist_id" in columns else None


def _too_large(source: Source) -> Refused:
    message = (
        f"The file is too large: of a queue at most {limits().queue_file_bytes / 1_000_000:,.1f} MB are "
        "read. Split it."
    )
    return Refused(Place(source.name), "file-too-large", message)


class _Reading:
    """One way through a table, or a second one where it turned out otherwise than was supposed."""

    def __init__(self, text: Text, head: _Head, said: Problems, assume: Credits | None) -> None:
        self._text = text
        self._head = head
        self._said = said
        self._assume = assume
        self._names = shipped_names()

    def read(self, finished: Finished) -> Read[Queue]:
        """Read the table."""
        sheet, header, moving = self._head.sheet, self._head.header, self._head.delimiter in MOVING
        below = zip(sheet.widths[header + 1 :], sheet.rows[header + 1 :], strict=True)
        supposed = _Supposed(
            self._usual(Counter(width for width, row in below if row)) if moving else 0,
            has_values(self._head.columns.get("discipline"), sheet, header),
        )
        while True:
            about_header = Problems()
            form = self._form(supposed, about_header)
            opening = Problems()
            opening.extend(self._said.as_tuple())
            scanner = self._scan(form, opening)
            found = _Supposed(self._usual(scanner.widths()) if moving else 0, scanner.kinds.has_discipline)
            if found == supposed:
                opening.extend(about_header.as_tuple())
                return self._gather(scanner, opening, finished)
            supposed = found

    def _usual(self, widths: Counter[int]) -> int:
        """Give how many cells a row may have as written: as many as the header, or as most rows."""
        width = self._head.sheet.widths[self._head.header]
        return max(width, max(widths, key=lambda cells: (widths[cells], -cells), default=width))

    def _form(self, supposed: _Supposed, problems: Problems) -> Form:
        """Read the header, and say what there is to say about it."""
        sheet, header = self._head.sheet, self._head.header
        table = make_table(sheet, header, PRESCRIPTION, self._names, problems)
        table = HeadTable(sheet, header, table.columns, labels=table.labels, usual=supposed.usual)
        say_unused(table, set(table.columns.values()), problems, self._names)
        around = ""
        if not supposed.has_discipline:
            around = discipline_around(sheet, header, self._names, problems)
        return Form(
            sheet.file,
            header,
            sheet.rows[header],
            sheet.widths[header],
            table.columns,
            table.labels,
            around,
            supposed.usual,
        )

    def _scan(self, form: Form, problems: Problems) -> Scanner:
        """Go through all rows; what is wrong with the text is said."""
        reader = RecordReader(form.file, self._head.delimiter, problems)
        pieces = self._text.pieces()
        text = ""
        while len(text) < self._head.after:
            text = without_hint(text + next(pieces))
        first = Sheet(form.file, None, [])
        for record in reader.records(text, self._head.after):
            reader.above = record
            first.rows.append(reader.row(list(record)))
            reader.next_row = len(first.rows)
        scanner = Scanner(Kinds(form, self._names), reader, form.file, len(first.rows))
        scanner.scan(filter(None, chain((text[self._head.after :],), pieces)))
        reader.say_too_wide()
        if reader.holds_long_text:
            report_shortened(first, problems)
            problems.extend(scanner.long_texts.as_tuple())
        return scanner

    def _gather(self, scanner: Scanner, problems: Problems, finished: Finished) -> Read[Queue]:
        """Bring the rows together by person, and people by what they need."""
        people = People(scanner.found, scanner.kinds, self._assume)
        names = NameCounter(self._names)
        teller = Teller(people, names, problems)
        teller.tell_rows()
        customers = people.in_order()
        teller.tell_lacking(customers)
        names.report(problems)
        grouping = Grouping()
        known: dict[Hashable, int] = {}
        numbers = array("i")
        classes = people.classes()
        for person in customers:
            technologist_id = people.scanned.ids[person]
            own = finished.by_id.get(technologist_id)
            alike = classes[person] if classes[person] >= 0 else people.sequence(person)
            number = known.get(alike) if own is None else None
            if number is None:
                number = grouping.number_of(people.prescription(person), finished.of(technologist_id))
                if own is None:
                    known[alike] = number
            numbers.append(number)
        ids = tuple(people.scanned.ids[person] for person in customers)
        return Read(grouping.queue(ids, numbers), problems.as_tuple())
