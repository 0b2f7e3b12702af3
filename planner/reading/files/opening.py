"""The one door for input: bytes in, sheets of raw cells or text out, and every problem in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.reading.files.delimited import read_text
from planner.reading.files.gate import Kind, check
from planner.reading.files.refusals import Refused
from planner.reading.grid import Read, Sheet

if TYPE_CHECKING:
    from planner.reading.sources import SourceFile


@dataclass(frozen=True, slots=True)
class Opened:
    """What a source holds.

    ``text`` is the decoded text of a text file or of a pasted text, None for a workbook. ``sheets`` are a
    workbook's visible sheets that hold anything, or the one table that a text is; a listing has none.
    """

    sheets: tuple[Sheet, ...] = ()
    text: str | None = None


def open_source(source: SourceFile) -> Read[Opened]:
    """Open a source. Never raises on bad input: what can't be read is an error among the problems."""
    try:
        if check(source) is Kind.TEXT:
            read = read_text(source)
            text, sheet = read.value
            return Read(Opened(() if sheet is None else (sheet,), text), read.problems)
        from planner.reading.files.workbook import read_workbook  # noqa: PLC0415 - text files don't need it

        workbook = read_workbook(source)
    except Refused as refusal:
        return Read(Opened(), (refusal.problem,))
    return Read(Opened(workbook.value), workbook.problems)
