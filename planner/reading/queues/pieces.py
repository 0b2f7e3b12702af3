"""A text of any size, in pieces that end where a line ends: decoded just as a small one is.

Which encoding a text is in only its last byte may tell, so it is gone through twice.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.problem import Place
from planner.reading.files import refusals
from planner.reading.files.cleaning import without_controls
from planner.reading.files.decoding import (
    UNDEFINED,
    mark_of,
    plain,
    say_controls,
    say_windows_1252,
    utf16_without_mark,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

    from planner.reading.collecting import Problems

_PIECE = 4_000_000
_HEAD = 100_000
_CONTROL_BYTES = bytes([*range(9), *range(0x0E, 0x20), 0x7F])
_ONE_BYTE = frozenset({"utf-8", "cp1252"})
_VISIBLE = re.compile(r"\S")


@dataclass(frozen=True, slots=True)
class Text:
    """A text file that can be opened again and again, and what was found out about it."""

    open: Callable[[], BinaryIO]
    file: str
    encoding: str
    skipped: int
    """How many bytes at the beginning are its mark."""
    strict: bool
    has_controls: bool
    piece: int = _PIECE
    """About how many bytes to take at once."""

    def pieces(self) -> Iterator[str]:
        """Go through the text. Each piece but the last ends with a line feed."""
        left: list[str] = []
        for decoded in _decoded(self):
            text = without_controls(decoded)[0] if self.has_controls else decoded
            # A carriage return at the end may be half of a line end, and nothing composes across a line end.
            end = text.rfind("\n") + 1
            if not end:
                left.append(text)
                continue
            yield plain("".join((*left, text[:end])))
            left = [text[end:]]
        rest = plain("".join(left))
        if rest:
            yield rest


def look_through(open_: Callable[[], BinaryIO], file: str, problems: Problems, piece: int = _PIECE) -> Text:
    """Go through a text once, to find its encoding and to say what is odd about its characters.

    Raises:
        Refused: the bytes are no text, or nothing but blanks.
        OSError: the file can't be read.
    """
    with open_() as stream:
        head = stream.read(_HEAD)
    place = Place(file)
    marked = mark_of(head)
    sixteen = None if marked else utf16_without_mark(head)
    if marked:
        text = Text(open_, file, marked[1], len(marked[0]), strict=True, has_controls=True, piece=piece)
    elif sixteen:
        text = Text(open_, file, sixteen, 0, strict=False, has_controls=True, piece=piece)
    else:
        text = Text(open_, file, "utf-8", 0, strict=True, has_controls=True, piece=piece)
    try:
        found = _Found.of(text)
    except UnicodeDecodeError as error:
        if marked:
            raise refusals.not_in_its_encoding(place, text.encoding.upper(), error.start) from error
        text = Text(open_, file, "cp1252", 0, strict=False, has_controls=True, piece=piece)
        found = _Found.of(text)
        say_windows_1252(found.undefined, found.length, place, problems)
    say_controls(found.controls, found.length, place, problems)
    if not found.visible:
        raise refusals.empty(place)
    return Text(
        open_, file, text.encoding, text.skipped, text.strict, has_controls=found.controls > 0, piece=piece
    )


@dataclass(slots=True)
class _Found:
    """What one way through a text counts."""

    length: int = 0
    controls: int = 0
    undefined: int = 0
    visible: bool = False

    @classmethod
    def of(cls, text: Text) -> _Found:
        """Go through a text.

        Raises:
            UnicodeDecodeError: it isn't in its encoding; ``start`` counts from the text's beginning.
        """
        found = cls()
        is_windows = text.encoding == "cp1252"
        for decoded in _decoded(text):
            found.length += len(decoded)
            if text.encoding in _ONE_BYTE and decoded.isascii():
                whole = decoded.encode("ascii")
                found.controls += len(whole) - len(whole.translate(None, _CONTROL_BYTES))
            else:
                found.controls += without_controls(decoded)[1]
            if is_windows:
                found.undefined += decoded.count(UNDEFINED)
            if not found.visible:
                found.visible = _VISIBLE.search(without_controls(decoded)[0]) is not None
        return found


def _decoded(text: Text) -> Iterator[str]:
    """Decode a text bit by bit.

    Raises:
        UnicodeDecodeError: it isn't in its encoding; ``start`` counts from the text's beginning.
    """
    decoder = codecs.getincrementaldecoder(text.encoding)("strict" if text.strict else "replace")
    before = 0
    with text.open() as stream:
        stream.seek(text.skipped)
        while True:
            taken = stream.read(text.piece)
            waiting = len(decoder.getstate()[0])
            if not taken and text.encoding.startswith("utf-16") and not text.strict:
                return  # half a character at the end is left out, as it is in a small file
            try:
                decoded = decoder.decode(taken, final=not taken)
            except UnicodeDecodeError as error:
                error.start += before - waiting
                raise
            before += len(taken)
            if decoded:
                yield decoded
            if not taken:
                return
