"""What stands between the cells of a table in text, or whether it is a table at all."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice

_DELIMITERS = ("\t", ";", ",", "|")
_LINES_LOOKED_AT = 60
_CHARACTERS_LOOKED_AT = 200_000
_LINE_LOOKED_AT = 20_000
_HALF = 0.5
_HINT = re.compile(r"\s*sep=([\t;,|])\s*(?:\n|$)", re.IGNORECASE)
# Two dates or long numbers side by side are two cells.
_DECIMAL_COMMA = re.compile(r"(?<![\d.-])(\d{1,4}),(?=\d{1,2}(?![\d.-]))")
_LISTING_LINE = re.compile(
    r"\s*[^\t|\s:][^\t|]*:\s*\$?\d+(?:[.,]\d+)?\s*(?:(?:credits?|ces?)\s*)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Split:
    """How a delimiter splits lines: the first that is split as most are, how many agree, and their width."""

    delimiter: str
    first: int
    agreement: float
    width: int


def find_delimiter(text: str, *, is_table: bool = False) -> str | None:
    """Find what stands between a table's cells; None where the text isn't a table.

    It splits at least half of the lines, most of them into the same number of cells. Of several that do, the
    header tells: its line is the first, and other delimiters are only met in the cells below it.
    A listing (``Procedures: 0.25``) is no table, whatever commas its names hold.

    Args:
        text: the text, its lines ended by line feeds.
        is_table: whether the name says that this is a table, if need be of one column or of one row.
    """
    if hint := _HINT.match(text):
        return hint[1]
    head = text[:_CHARACTERS_LOOKED_AT].split("\n")
    lines = list(islice((line[:_LINE_LOOKED_AT] for line in head if line.strip()), _LINES_LOOKED_AT))
    listed = sum(_LISTING_LINE.fullmatch(line) is not None for line in lines)
    candidates = "\t|" if listed > len(lines) * _HALF else _DELIMITERS
    splits = [split for delimiter in candidates if (split := _split(lines, delimiter)) is not None]
    if len(splits) > 1:
        # "2,75" in a file with semicolons: the comma is a decimal comma if nothing else splits at commas.
        plain = [_DECIMAL_COMMA.sub(r"\1.", line) for line in lines]
        splits = [split for split in splits if split.delimiter != "," or _split(plain, ",")]
    if splits:
        return min(splits, key=lambda split: (split.first, -split.agreement, -split.width)).delimiter
    if not is_table:
        return None
    return max(",;\t", key=lambda delimiter: max((line.count(delimiter) for line in lines), default=0))


def _split(lines: list[str], delimiter: str) -> _Split | None:
    """Split lines one by one; None where that makes no table."""
    widths = [_width(line, delimiter) for line in lines]
    wide = Counter(width for width in widths if width > 1)
    if wide.total() < max(2, len(lines) * _HALF):
        return None
    width, count = max(wide.items(), key=lambda item: (item[1], item[0]))
    # Some programs leave out a row's last cells when they are blank.
    widest_alike = max((w for w, n in wide.items() if n > 1), default=width)
    ragged = sum(n for w, n in wide.items() if w <= widest_alike and w * 2 > widest_alike)
    agreement = max(count, ragged) / len(lines)
    if agreement < _HALF or (count == 1 and ragged == 1):
        return None
    return _Split(delimiter, widths.index(width), agreement, width)


def _width(line: str, delimiter: str) -> int:
    try:
        return len(next(csv.reader([line], delimiter=delimiter, skipinitialspace=True)))
    except (csv.Error, StopIteration):
        return line.count(delimiter) + 1
