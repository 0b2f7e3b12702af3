"""Column headers as people write them, matched to the fields of the contract."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from planner.naming import fold
from planner.reading.cells.values import is_excel_error

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from planner.reading.grid import Cell, Sheet

_IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]|\{[^}]*\}")
_ROWS_SEARCHED = 30
_LONGEST_HEADER = 200
_COUNT_OF = re.compile(r"^(?:number|no|amount) of ")
# What people put between the words that matter, and whose matter it is.
_SMALL_WORDS = frozenset(
    {"and", "be", "did", "do", "does", "in", "is", "of", "or", "the", "was", "were", "you", "your"}
)
_WHOSE = frozenset({"arrt", "my", "our"})
# One word for each thing, so that a header need not stand in a list in each of its forms.
_SAME_WORD = {
    "ceus": "ce",
    "ces": "ce",
    "ceu": "ce",
    "credits": "credit",
    "disciplines": "discipline",
    "due": "required",
    "hours": "hour",
    "hrs": "hour",
    "meet": "met",
    "meets": "met",
    "min": "minimum",
    "need": "required",
    "needed": "required",
    "reached": "met",
    "achieved": "met",
    "req": "required",
    "reqd": "required",
    "requirement": "required",
    "requirements": "required",
}


@lru_cache(maxsize=8192)
def squeeze(header: str) -> str:
    """Reduce a header to its letters and digits: case, spaces and punctuation don't matter."""
    return fold(header).replace(" ", "")


@lru_cache(maxsize=8192)
def _words(header: str) -> tuple[str, ...]:
    """Reduce a header to the words that matter, in no order: "Was the standard met?" is "Met standard"."""
    words = _COUNT_OF.sub("", f"{fold(header)} ").split()
    return tuple(sorted(_SAME_WORD.get(word, word) for word in words if word not in _SMALL_WORDS))


def match_headers(row: tuple[Cell, ...], aliases: Mapping[str, frozenset[str]]) -> dict[int, str]:
    """Match a row's cells to fields by their aliases.

    A header is tried as it stands, then without what is in brackets (``Price (USD)``), then by the words that
    matter in it, where these are the words of one field's aliases only. A field may be matched by several
    columns; which one counts is for the caller to say.

    Args:
        row: the header row.
        aliases: for each field, the headers that mean it.

    Returns:
        The field of each column that has one, by the column's number from 0.
    """
    return _match(row, header_reader(aliases))


def find_header_row(sheet: Sheet, aliases: Mapping[str, frozenset[str]]) -> int | None:
    """Find the row, from 0, that is most like a header; None where no row has any known header.

    That is the row with the most different fields among the first 30 rows that aren't blank; of equal ones,
    that with the most texts (a title above a wide table may hold a known word), then the first.
    """
    field_of = header_reader(aliases)
    best: tuple[int, int] = (0, 0)
    found: int | None = None
    searched = 0
    for number, row in enumerate(sheet.rows):
        texts = sum(isinstance(cell, str) for cell in row)
        if not texts:
            continue
        fields = len(set(_match(row, field_of).values()))
        if fields and (fields, texts) > best:
            best, found = (fields, texts), number
        searched += 1
        if searched == _ROWS_SEARCHED:
            break
    return found


def header_reader(aliases: Mapping[str, frozenset[str]]) -> Callable[[str], str | None]:
    """Give a function that tells the field of a header, None where it means none."""
    return _reader(tuple(aliases.items()))


@lru_cache(maxsize=32)
def _reader(aliases: tuple[tuple[str, frozenset[str]], ...]) -> Callable[[str], str | None]:
    exact: dict[str, str] = {}
    by_words: dict[tuple[str, ...], set[str]] = {}
    for field, names in aliases:
        for alias in (*sorted(names), field):
            exact[squeeze(alias)] = field
            by_words.setdefault(_words(alias), set()).add(field)

    def field_of(header: str) -> str | None:
        bare = _IN_BRACKETS.sub(" ", header)
        field = exact.get(squeeze(header)) or exact.get(squeeze(bare))
        if field is not None:
            return field
        words = _words(bare)
        for tried in (words, tuple(word for word in words if word not in _WHOSE)):
            if tried and len(meant := by_words.get(tried, ())) == 1:
                return next(iter(meant))
        return None

    return field_of


def _match(row: tuple[Cell, ...], field_of: Callable[[str], str | None]) -> dict[int, str]:
    fields = {
        column: field_of(cell)
        for column, cell in enumerate(row)
        if isinstance(cell, str) and len(cell) <= _LONGEST_HEADER and not is_excel_error(cell)
    }
    return {column: field for column, field in fields.items() if field is not None}
