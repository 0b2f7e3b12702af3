"""Rows of a sheet that differ in their first cell only, as a queue's customers of one group do.

openpyxl writes each pattern once; the rows made from it are then put into the sheet as text, which takes a
hundredth of the time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from planner.writing.sheet_cells import Value

_ROW = re.compile(rb'<row r="\d+"([^>]*)>(.*?)</row>', re.DOTALL)
# The first cell of a row as openpyxl writes text.
_FIRST_CELL = re.compile(rb'<c r="A\d+" s="(\d+)"[^>]*>.*?</c>', re.DOTALL)
_CELL = re.compile(rb'<c r="([A-Z]+)\d+"')
# Neither can stand in XML: they keep the places of a row's number, its first cell's style and its text.
_NUMBER, _TEXT = b"\0", b"\1"
_CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class Repeated:
    """Rows made from patterns, below a header. A sheet that has them has no totals and no text below.

    Attributes:
        patterns: what stands in a row but in its first cell, each once.
        rows: the first cell's text, and the number of the pattern, from 0, of each row.
        count: how many rows there are.
    """

    patterns: Sequence[Sequence[Value]]
    rows: Iterable[tuple[str, int]]
    count: int


@dataclass(frozen=True, slots=True)
class Expansion:
    """How a sheet as openpyxl wrote it becomes the whole sheet.

    The rows from ``first_row`` on are the patterns, and one more, whose first cell has the style of text that
    looks like a formula; ``needs_guard`` tells which texts do.
    """

    first_row: int
    rows: Iterable[tuple[str, int]]
    needs_guard: Callable[[str], bool]

    def expanded(self, sheet: bytes) -> Iterator[bytes]:
        """Give the sheet's XML in parts, with the rows in place of their patterns."""
        begins = sheet.index(f'<row r="{self.first_row}"'.encode())
        ends = sheet.rindex(b"</sheetData>")
        yield sheet[:begins]
        found = [(row[1], row[2]) for row in _ROW.finditer(sheet, begins, ends)]
        *patterns, guarded = found
        templates = [_template(attributes, cells) for attributes, cells in patterns]
        guarding = _style_of(guarded[1])
        plain = _style_of(patterns[0][1]) if patterns else b""
        chunk: list[bytes] = []
        for number, (text, pattern) in enumerate(self.rows, start=self.first_row):
            row = templates[pattern]
            if self.needs_guard(text):
                row = row.replace(plain, guarding, 1)
            named = escape(text).encode("utf-8")
            chunk.append(row.replace(_NUMBER, str(number).encode()).replace(_TEXT, named, 1))
            if len(chunk) == _CHUNK:
                yield b"".join(chunk)
                chunk.clear()
        yield b"".join(chunk)
        yield sheet[ends:]


def _style_of(cells: bytes) -> bytes:
    """Give the start of a row's first cell, up to its style."""
    first = _FIRST_CELL.match(cells)
    if first is None:
        message = "a pattern's first cell has to be text"
        raise ValueError(message)
    return b'<c r="A\0" s="' + first[1] + b'"'


def _template(attributes: bytes, cells: bytes) -> bytes:
    first = _FIRST_CELL.match(cells)
    rest = cells if first is None else cells[first.end() :]
    named = _style_of(cells) + b' t="inlineStr"><is><t xml:space="preserve">\1</t></is></c>'
    numbered = _CELL.sub(b'<c r="\\1\0"', rest)
    return b'<row r="\0"' + attributes + b">" + named + numbered + b"</row>"
