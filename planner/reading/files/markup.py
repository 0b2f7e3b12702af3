"""A workbook's XML, walked through once within bounds of memory and time, whoever wrote it.

A cell takes a handful of tags, so the number of tags that a workbook may have bounds the time it takes.
What is kept of a text is bounded as well, and no tag or comment may be so long that holding it whole hurts.
"""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, NoReturn, Protocol
from xml.parsers import expat

from planner.limits import limits
from planner.reading.files import refusals

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from planner.problem import Place

_CHUNK = 1 << 16
_LONGEST_TAG = 1 << 20
# ECMA-376 part 2, 8.1.2, asks for the first two; expat knows the others by itself as well.
_ENCODINGS = frozenset({"utf-8", "utf-16", "iso-8859-1", "us-ascii"})
_MOST_PIECES = 64
_LONGEST_TEXT = 1 << 19
# <c>, <is>, <t>, their ends, and a share of <row>, <f> and blank cells that are only formatted.
_TAGS_A_CELL = 8
_TAGS_BESIDE_CELLS = 100_000
_MOST_TAGS_IN_A_TREE = 500_000
_MOST_BYTES_OF_A_TREE = 20_000_000
_NO_MEMORY = expat.errors.codes[expat.errors.XML_ERROR_NO_MEMORY]
_BROKEN_ARCHIVE = (  # a name in a member's own header may be no UTF-8
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    UnicodeDecodeError,
)


class Enough(Exception):  # noqa: N818 - a sink says that it wants no more
    """Raised by a sink when a limit is reached: what it has so far counts."""


class Malformed(ValueError):  # noqa: N818 - it is an answer about the input, not a fault of ours
    """Raised by a sink when the markup, well-formed as it may be, makes no sense. Says how, in words."""


class Sink(Protocol):
    """Takes a part's elements in the order of the document, by their tags as written."""

    def begin(self, prefix: str, pieces: list[str]) -> None:
        """Learn the prefix of the root's tag (empty or ``x:``), and the list that collects all text."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take an element's start."""

    def end(self, tag: str) -> None:
        """Take an element's end."""


@dataclass(slots=True)
class Allowance:
    """What is left of the bounds on one workbook. Several parts draw on it."""

    tags: int
    cells: int
    characters: int

    @classmethod
    def of_a_workbook(cls) -> Allowance:
        """Give the whole allowance. Text may be as long, in all, as a text file."""
        bounds = limits()
        return cls(bounds.cells * _TAGS_A_CELL + _TAGS_BESIDE_CELLS, bounds.cells, bounds.file_bytes)

    def spend_tags(self, tags: int, place: Place) -> None:
        """Take tags from the allowance.

        Raises:
            Refused: nothing is left.
        """
        self.tags -= tags
        if self.tags < 0:
            raise refusals.too_much_markup(place)


def walk(archive: zipfile.ZipFile, part: str, sink: Sink, allowance: Allowance, place: Place) -> None:
    """Send a part's elements to a sink.

    Raises:
        Refused: the part is missing, damaged, too large, or declares a document type.
    """
    try:
        with archive.open(part) as packed:
            _feed(packed, sink, allowance, place)
    except Enough:
        return
    except (expat.ExpatError, Malformed) as error:
        if getattr(error, "code", None) == _NO_MEMORY:
            raise MemoryError from error
        raise refusals.damaged(place, f"its part {part} can't be read ({error})") from error
    except _BROKEN_ARCHIVE as error:
        raise refusals.damaged(place, f"its part {part} is missing or broken") from error


def tree(archive: zipfile.ZipFile, part: str, allowance: Allowance, place: Place) -> Element:
    """Read a small part whole.

    Raises:
        Refused: as for `walk`.
    """
    from defusedxml import DefusedXmlException  # noqa: PLC0415 - text files don't need it
    from defusedxml.ElementTree import ParseError, fromstring  # noqa: PLC0415

    try:
        if archive.getinfo(part).file_size > _MOST_BYTES_OF_A_TREE:
            raise refusals.too_much_markup(place)
        content = archive.read(part)
        tags = content.count(b"<")
        if tags > _MOST_TAGS_IN_A_TREE:
            raise refusals.too_much_markup(place)
        allowance.spend_tags(tags, place)
        root: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise refusals.forbidden_markup(place) from error
    except (ParseError, ValueError, LookupError, *_BROKEN_ARCHIVE) as error:
        raise refusals.damaged(place, f"its part {part} is missing or broken") from error
    return root


def _feed(packed: IO[bytes], sink: Sink, allowance: Allowance, place: Place) -> None:
    pieces: list[str] = []
    parser = expat.ParserCreate()

    def first(tag: str, attributes: dict[str, str]) -> None:
        prefix, colon, _ = tag.rpartition(":")
        sink.begin(prefix + colon, pieces)
        parser.StartElementHandler = sink.start
        sink.start(tag, attributes)

    def forbid(*_: object) -> NoReturn:
        raise refusals.forbidden_markup(place)

    def declared(version: str, encoding: str | None, standalone: int) -> None:
        del version, standalone
        if encoding is not None and encoding.lower() not in _ENCODINGS:
            message = "its encoding is none that a spreadsheet program writes"
            raise Malformed(message)

    parser.buffer_text = True
    parser.XmlDeclHandler = declared
    parser.StartElementHandler = first
    parser.EndElementHandler = sink.end
    parser.CharacterDataHandler = pieces.append
    parser.StartDoctypeDeclHandler = forbid
    parser.EntityDeclHandler = forbid
    fed = 0
    while chunk := packed.read(_CHUNK):
        allowance.spend_tags(chunk.count(b"<"), place)
        parser.Parse(chunk)
        fed += len(chunk)
        if fed - parser.CurrentByteIndex > _LONGEST_TAG:
            message = "a tag or comment is longer than any program writes"
            raise Malformed(message)
        # A sink clears the list where a text begins: what grows past this is longer than any cell we keep.
        if len(pieces) > _MOST_PIECES and sum(map(len, pieces)) > _LONGEST_TEXT:
            del pieces[_MOST_PIECES:]
    parser.Parse(b"", True)  # noqa: FBT003 - expat takes it by position only
