"""Column headers as people write them, matched to the fields of the contract."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from planner.naming import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.reading.grid import Cell, Sheet

_IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]|\{[^}]*\}")
_ROWS_SEARCHED = 30
_LONGEST_HEADER = 200


@lru_cache(maxsize=8192)
def squeeze(header: str) -> str:
    """Reduce a header to its letters and digits: case, spaces and punctuation don't matter."""
    return fold(header).replace(" ", "")


def match_headers(row: tuple[Cell, ...], aliases: Mapping[str, frozenset[str]]) -> dict[int, str]:
    """Match a row's cells to fields by their aliases.

    A header is tried as it stands, then without what is in brackets (``Price (USD)``). A field may be matched
    by several columns; which one counts is for the caller to say.

    Args:
        row: the header row.
        aliases: for each field, the headers that mean it.

    Returns:
        The field of each column that has one, by the column's number from 0.
    """
    return _match(row, _index(aliases))


def find_header_row(
    sheet: Sheet, aliases: Mapping[str, frozenset[str]], within: int = _ROWS_SEARCHED
) -> int | None:
    """Find the row, from 0, that is most like a header; None where no row has any known header.

    That is the row with the most different fields among the first ``within`` rows that aren't blank; of equal
    ones, that with the most texts (a title above a wide table may hold a known word), then the first.
    """
    index = _index(aliases)
    best: tuple[int, int] = (0, 0)
    found: int | None = None
    searched = 0
    for number, row in enumerate(sheet.rows):
        texts = sum(isinstance(cell, str) for cell in row)
        if not texts:
            continue
        fields = len(set(_match(row, index).values()))
        if fields and (fields, texts) > best:
            best, found = (fields, texts), number
        searched += 1
        if searched == within:
            break
    return found


def _index(aliases: Mapping[str, frozenset[str]]) -> dict[str, str]:
    return {squeeze(alias): field for field, names in aliases.items() for alias in (*sorted(names), field)}


def _match(row: tuple[Cell, ...], index: Mapping[str, str]) -> dict[int, str]:
    matched: dict[int, str] = {}
    for column, cell in enumerate(row):
        if not isinstance(cell, str) or len(cell) > _LONGEST_HEADER:
            continue
        field = index.get(squeeze(cell)) or index.get(squeeze(_IN_BRACKETS.sub(" ", cell)))
        if field is not None:
            matched[column] = field
    return matched
