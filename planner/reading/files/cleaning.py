"""Text as people meant it: what a cell's characters come to before anyone asks what they mean."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from planner.limits import limits

if TYPE_CHECKING:
    from planner.reading.collecting import Problems
    from planner.reading.grid import Cell, Sheet

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u2060-\u2064\ufeff\ufffe\uffff]"
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_LETTERS_IN_ALPHABET = 26


def clean(text: str) -> str | None:
    """Give a cell's text composed (NFC), on one line, without what can't be seen; None if nothing is left.

    No-break spaces, tabs and line ends become plain spaces, and several spaces one.
    """
    if not text.isascii() or not text.isprintable() or "  " in text:
        text = " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())
    return text.strip() or None


def shorten(text: str, most: int) -> str:
    """Cut a text to ``most`` characters, the last one an ellipsis where something was cut."""
    return text if len(text) <= most else text[: most - 1] + "…"


def without_controls(text: str) -> tuple[str, int]:
    """Remove control characters but tabs and line ends; also give how many there were."""
    return _CONTROL.subn("", text)


def column_letters(column: int) -> str:
    """Name a column, counted from 0, as a spreadsheet does: A, B, … Z, AA."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, _LETTERS_IN_ALPHABET)
        letters = chr(ord("A") + letter) + letters
    return letters


def report_shortened(sheet: Sheet, problems: Problems) -> None:
    """Say which texts were too long and were shortened."""
    most = limits().cell_characters
    for number, row in enumerate(sheet.rows):
        for column, cell in enumerate(row):
            if _is_shortened(cell, most):
                message = f"The text is longer than {most:,} characters and was shortened."
                place = sheet.place(number, column_letters(column))
                problems.warning("text-too-long", message, place, value=str(cell))


def _is_shortened(cell: Cell, most: int) -> bool:
    return isinstance(cell, str) and len(cell) == most and cell.endswith("…")
