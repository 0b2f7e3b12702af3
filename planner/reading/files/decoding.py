"""A text file's bytes as text: which encoding, and what was in it that no text has."""

from __future__ import annotations

import codecs
import unicodedata
from typing import TYPE_CHECKING

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
_UNDEFINED = "\ufffd"


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
    if controls > _FEW + len(decoded) * _SHARE:
        raise refusals.not_a_text(place)
    if controls:
        characters = "1 control character" if controls == 1 else f"{controls:,} control characters"
        message = f"The text holds {characters}, which can't be seen. Removed."
        problems.warning("control-characters", message, place)
    if not text.strip():
        raise refusals.empty(place)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _by_mark(content: bytes, place: Place) -> str | None:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise refusals.not_in_its_encoding(place, encoding.upper(), error.start) from error
    return None


def _without_mark(content: bytes, place: Place, problems: Problems) -> str:
    sample = content[:_LOOKED_AT]
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if sample[first::2].count(0) > len(sample) / 2 * _NULS_OF_UTF16 and not sample[1 - first :: 2].count(
            0
        ):
            return content[: len(content) // 2 * 2].decode(encoding, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    undefined = text.count(_UNDEFINED)
    if undefined > _FEW + len(text) * _SHARE:
        raise refusals.not_a_text(place)
    message = (
        "The file is not in UTF-8, so it was read as Windows-1252. Check that accented letters look right."
    )
    if undefined:
        message += f" {undefined} bytes have no meaning there and show as {_UNDEFINED}."
    problems.warning("read-as-windows-1252", message, place)
    return text
