"""A queue read in pieces is the queue read whole, in every word, whatever is wrong with the file."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.credits import Credits
from planner.limits import while_a_queue_is_read
from planner.outline import shipped_outlines
from planner.reading import SourceFile, read_prescriptions
from planner.reading.queues import read_queue
from planner.reading.queues.alike import ids_alike
from planner.reading.queues.finished import Finished
from planner.reading.queues.grouping import needs_of
from planner.reading.queues.streaming import Source, read_in_pieces
from tests.builders import prescription_of

if TYPE_CHECKING:
    from planner.reading import Read
    from planner.selling.customers import Queue

KNOWN = [s for s in sorted(shipped_outlines().known) if s.discipline in {"MR", "CT", "S"}]
COLUMNS = ("technologist_id", "discipline", "category", "subcategory", "standard", "credits_required")
MORE_COLUMNS = ("score", "standard_score", "outline_version", "Remarks", "Clinic")
IDS = (
    "T1",
    "T2",
    "T3",
    "007",
    "7",
    "17.0",
    "17",
    "Büro 4",
    "T-9",
    '="007"',
    'the "fox"',
    "Ash, Fay",
    "Total 3",
)
STANDARDS = ("met", "not met", "not met", "not met", "✓", "x", "")
FIGURES = ("1", "2.75", "0.5", "2,75", "0", "", "24 CE's", "0.3")
ODD_CELLS = (
    *("", " ", "4x?", "n/a", "#N/A", "Total", "Procedures", "MR", "MRI", "Body", "technologist_id", "T1"),
    *(
        "Sft ",
        "Bodi",
        "1. Neurological 2. Body",
        "\u200b",
        "-",
        "=1+1",
        "'=x",
        "300",
        "yes",
        "credits required",
    ),
)
LINES = (
    *("", ",,,,,", "T2", "Total,,,,,12", "MR", ",MR", "Procedures", "sep=;", 'T3,MR,,Body,"not met,2', "T1,"),
    *(
        'T1,MR,Procedures,"Body',
        '"',
        "T1,MR,,Body,not met,2,75",
        "T4,CT,Procedures,Neck and Chest,not met,2,",
    ),
    *(",MR,Procedures,Body,not met,1", "T2,MR,Procedures,,not met,3", "T2,MR,,Procedures,not met,3", "a,b,c"),
    *(
        "T5,,,Body,not met,1",
        "T5,MR,Procedures,Body,not met,",
        "T5,MR,Safety,Body,met,2",
        "x,MR,,Body,,",
        "#N/A,MR,,Body,,1",
    ),
)


def _written(rows: list[list[str]], delimiter: str, *, all_quoted: bool) -> list[str]:
    def cell(text: str) -> str:
        if all_quoted or set(text) & {delimiter, '"', "\n"}:
            return '"' + text.replace('"', '""') + '"'
        return text

    return [delimiter.join(cell(text) for text in row) for row in rows]


@st.composite
def rows_of_many(draw: st.DrawFn, columns: list[str]) -> list[list[str]]:
    rows = []
    people = draw(st.lists(st.sampled_from(IDS), min_size=1, max_size=8))
    kinds = [
        {
            "discipline": s.discipline,
            "category": draw(st.sampled_from((s.category, s.category, ""))),
            "subcategory": draw(st.sampled_from((s.name, s.name, s.name.upper()))),
            "standard": draw(st.sampled_from(STANDARDS)),
            "credits_required": draw(st.sampled_from(FIGURES)),
            "score": draw(st.sampled_from(("", "", "7"))),
            "standard_score": draw(st.sampled_from(("", "8", "6"))),
            "Remarks": draw(st.sampled_from(("", "call", "see\nbelow"))),
        }
        for s in draw(st.lists(st.sampled_from(KNOWN), min_size=1, max_size=6))
    ]
    for person in people:
        own = draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=4))
        fill_down = draw(st.integers(0, 4)) == 0
        for number, kind in enumerate(own):
            row = [kind.get(column, "") for column in columns]
            if fill_down and number and "discipline" in columns:
                row[columns.index("discipline")] = ""
            if "technologist_id" in columns:
                row[columns.index("technologist_id")] = person
            rows.append(row)
    if draw(st.booleans()):
        rows = draw(st.permutations(rows))
    return rows


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Write results of many people, and damage what was written."""
    columns = list(COLUMNS)
    if draw(st.integers(0, 2)) == 0:
        columns = draw(
            st.permutations([*COLUMNS, *draw(st.lists(st.sampled_from(MORE_COLUMNS), unique=True))])
        )
        dropped = draw(st.sampled_from(("", "", "category", "discipline", "standard")))
        columns = [column for column in columns if column != dropped]
    rows = draw(rows_of_many(columns))
    for _ in range(draw(st.integers(0, 3))):
        row = draw(st.sampled_from(rows))
        row[draw(st.integers(0, len(row) - 1))] = draw(st.sampled_from(ODD_CELLS))
    delimiter = draw(st.sampled_from((",", ",", ";", "\t")))
    lines = _written([columns, *rows], delimiter, all_quoted=draw(st.integers(0, 3)) == 0)
    for _ in range(draw(st.integers(0, 3))):
        line = draw(st.sampled_from(LINES)).replace(",", delimiter)
        lines.insert(draw(st.integers(0, len(lines))), line)
    text = draw(st.sampled_from(("\n", "\n", "\r\n"))).join(lines) + draw(st.sampled_from(("\n", "", "\n\n")))
    if draw(st.integers(0, 5)) == 0:
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(('"', "\x07", delimiter, "\r", "é"))) + text[at:]
    encoding = draw(st.sampled_from(("utf-8", "utf-8", "utf-8-sig", "cp1252", "utf-16")))
    return text.encode(encoding, errors="replace")


def in_pieces(content: bytes, piece: int, assume: Credits | None) -> Read[Queue] | None:
    source = Source(lambda: io.BytesIO(content), "queue.csv", len(content))
    with while_a_queue_is_read():
        return read_in_pieces(source, assume, Finished(), piece)


@settings(max_examples=80, deadline=None)
@given(files(), st.sampled_from((64, 300, 5_000)), st.sampled_from((None, Credits(200))))
def test_read_in_pieces_is_read_whole(content: bytes, piece: int, assume: Credits | None) -> None:
    read = in_pieces(content, piece, assume)
    whole = read_queue([SourceFile("queue.csv", content)], assume_credits=assume)
    if read is None:
        return  # no table with ids: such a file is only ever read whole
    assert list(read.value.ids) == list(whole.value.ids)
    assert [*read.problems, *ids_alike(read.value.ids)] == list(whole.problems)
    assert read.value == whole.value


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """Write results of many people, the header first, with nothing odd between the rows."""
    return [list(COLUMNS), *draw(rows_of_many(list(COLUMNS)))]


def as_file(rows: list[list[str]]) -> SourceFile:
    return SourceFile("queue.csv", "\n".join(_written(rows, ",", all_quoted=False)).encode())


@settings(max_examples=30, deadline=None)
@given(tables())
def test_everybody_in_a_queue_needs_what_they_need_alone(rows: list[list[str]]) -> None:
    queue = read_queue([as_file(rows)]).value
    alone = read_prescriptions([as_file(rows)]).value
    together = [prescription_of(queue, customer) for customer in range(queue.customers)]
    known = {each.technologist_id: needs_of(each) for each in alone if each.technologist_id}
    assert {each.technologist_id: needs_of(each) for each in together} == known
    assert [group.customers for group in queue.groups] == [
        list(queue.group_of).count(number) for number in range(len(queue.groups))
    ]
    assert len({needs_of(group.prescription) for group in queue.groups}) == len(queue.groups)


@settings(max_examples=40, deadline=None)
@given(tables(), st.data())
def test_a_damaged_row_changes_nobody_else(rows: list[list[str]], data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(rows) - 1))
    column = data.draw(st.integers(1, len(COLUMNS) - 1))
    damaged = [list(row) for row in rows]
    damaged[at][column] = data.draw(st.sampled_from(("4x?", "#REF!", "", "nobody knows", "=1+1", "1e9")))
    before, after = read_queue([as_file(rows)]).value, read_queue([as_file(damaged)]).value
    needs = [
        {
            each: needs_of(prescription_of(queue, number))
            for number, each in enumerate(queue.ids)
            if each != _as_read(rows[at][0])
        }
        for queue in (before, after)
    ]
    assert needs[0] == needs[1]


def _as_read(technologist_id: str) -> str:
    return technologist_id.removesuffix(".0")
