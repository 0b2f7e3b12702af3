"""What a printed document says, page by page, read with a library that didn't write it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pypdf import PdfReader
from reportlab.pdfbase import pdfmetrics

from planner.writing.printing.lettering import BOLD, PLAIN, style

if TYPE_CHECKING:
    from pypdf import PageObject


def squeezed(text: str) -> str:
    """Leave out all spaces: where a line breaks is no part of what is said."""
    return "".join(text.split())


@dataclass(frozen=True)
class Printed:
    """A document that was printed."""

    content: bytes

    @cached_property
    def _reader(self) -> PdfReader:
        return PdfReader(io.BytesIO(self.content))

    @cached_property
    def pages(self) -> list[str]:
        """The text of each page, without spaces."""
        return [squeezed(page.extract_text()) for page in self._reader.pages]

    @property
    def text(self) -> str:
        """All text, without spaces."""
        return "".join(self.pages)

    def says(self, *texts: str) -> bool:
        """Whether all of these are said somewhere."""
        return all(squeezed(text) in self.text for text in texts)

    def lines_of(self, words: str) -> int:
        """Count the lines, or cells, in which these stand alone and in one piece."""
        lines = (line.text for page in self._reader.pages for line in _lines(page))
        return sum(text.splitlines().count(words) for text in lines)

    @property
    def links(self) -> set[str]:
        """The addresses that can be clicked."""
        notes = [note.get_object() for page in self._reader.pages for note in page.get("/Annots", ())]
        return {note["/A"]["/URI"] for note in notes}

    @property
    def sizes(self) -> set[tuple[int, int]]:
        """Width and height of the pages, in points."""
        return {(round(page.mediabox.width), round(page.mediabox.height)) for page in self._reader.pages}

    @property
    def about(self) -> tuple[str | None, str]:
        """The document's title and language."""
        meta = self._reader.metadata
        return (None if meta is None else meta.title), str(self._reader.trailer["/Root"]["/Lang"])

    def outside(self, margin: float) -> list[str]:
        """Give the lines of text that reach into the margin, or off the paper."""
        found: list[str] = []
        for number, page in enumerate(self._reader.pages, start=1):
            width, height = float(page.mediabox.width), float(page.mediabox.height)
            for line in _lines(page):
                within = margin <= line.left and line.right <= width - margin
                if not (within and margin <= line.foot <= height - margin):
                    found.append(f"page {number}: {line}")
        return found


@dataclass(frozen=True)
class _Line:
    text: str
    left: float
    right: float
    foot: float


def _lines(page: PageObject) -> list[_Line]:
    """Give the pieces of text of a page with where they stand, in points from its left and its foot."""
    style(1)
    lines: list[_Line] = []

    def look(text: str, at: list[float], moved: list[float], font: Any, size: float) -> None:  # noqa: ANN401
        words = text.strip()
        if words:
            face = BOLD if font and "Bold" in font["/BaseFont"] else PLAIN
            long = max(pdfmetrics.stringWidth(line, face, size) for line in words.splitlines())
            left = at[4] + moved[4]
            lines.append(_Line(words, left, left + long, at[5] + moved[5]))

    page.extract_text(visitor_text=look)
    return lines
