"""A text file's bytes as text: which encoding, and what was in it that no text has."""

from __future__ import annotations

import codecs
import unicodedata
from typing import TYPE_CHECKING

from planner.phrases import count
from planner.problem import Place
from planner.reading.files import refusals
from planner.reading.files.cleaning import without_controls

if TYPE_CHECKING:
    from planner.reading.collecting import Problems
    from planner.reading.sources import SourceFile

# Longest first: the mark of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LOOKED_AT = 100_000
# Western text in UTF-16 without a mark has a NUL in every second byte; other text has none.
_NULS_OF_UTF16 = 0.3
# More control characters, or bytes without a meaning, than a few and this share: it isn't text.
_FEW, _SHARE = 5, 0.02
UNDEFINED = "\ufffd"
"""Stands for a byte that has no meaning in the encoding."""


def decode(source: SourceFile, problems: Problems) -> str:
    """Decode a text file: UTF-8, UTF-16 or UTF-32 by its mark, plain UTF-8, or else Windows-1252.

    Every line end becomes a line feed. Control characters are removed, and said.

    Raises:
        Refused: the bytes are no text, or nothing but blanks.
    """
    place = Place(source.name)
    decoded = _by_mark(source.content, place)
    if decoded is None:
        decoded = _without_mark(source.content, place, problems)
    text, controls = without_controls(decoded)
    say_controls(controls, len(decoded), place, problems)
    if not text.strip():
        raise refusals.empty(place)
    return plain(text)


def plain(text: str) -> str:
    """Compose a text's letters (NFC), and make every line end a line feed."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def mark_of(content: bytes) -> tuple[bytes, str] | None:
    """Give the byte-order mark at a text's beginning and the encoding that it says; None without one."""
    return next(((mark, encoding) for mark, encoding in _MARKS if content.startswith(mark)), None)


def utf16_without_mark(content: bytes) -> str | None:
    """Tell by a text's beginning that it is in UTF-16, and in which byte order."""
    sample = content[:_LOOKED_AT]
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        nuls = sample[first::2].count(0)
        if nuls > len(sample) / 2 * _NULS_OF_UTF16 and not sample[1 - first :: 2].count(0):
            return encoding
    return None


def say_controls(controls: int, length: int, place: Place, problems: Problems) -> None:
    """Say how many control characters were removed from a text of some length.

    Raises:
        Refused: they are too many for a text.
    """
    if controls > _FEW + length * _SHARE:
        raise refusals.not_a_text(place)
    if controls:
        characters = "1 control character" if controls == 1 else f"{controls:,} control characters"
        message = f"The text holds {characters}, which can't be seen. Removed."
        problems.warning("control-characters", message, place)


def say_windows_1252(undefined: int, length: int, place: Place, problems: Problems) -> None:
    """Say that a text was read as Windows-1252, and how many of its bytes have no meaning there.

    Raises:
        Refused: they are too many for a text.
    """
    if undefined > _FEW + length * _SHARE:
        raise refusals.not_a_text(place)
    message = (
        "The file is not in UTF-8, so it was read as Windows-1252. Check that accented letters look right."
    )
    if undefined:
        have, show = ("has", "shows") if undefined == 1 else ("have", "show")
        message += f" {count(undefined, 'byte')} {have} no meaning there and {show} as {UNDEFINED}."
    problems.warning("read-as-windows-1252", message, place)


def _by_mark(content: bytes, place: Place) -> str | None:
    marked = mark_of(content)
    if marked is None:
        return None
    mark, encoding = marked
    try:
        return content[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        raise refusals.not_in_its_encoding(place, encoding.upper(), error.start) from error


def _without_mark(content: bytes, place: Place, problems: Problems) -> str:
    encoding = utf16_without_mark(content)
    if encoding is not None:
        return content[: len(content) // 2 * 2].decode(encoding, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    say_windows_1252(text.count(UNDEFINED), len(text), place, problems)
    return text
