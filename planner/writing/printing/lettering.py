"""The letters on paper: one typeface in two weights, what it can show, and the styles of text.

Whatever a catalog holds becomes text that prints: marked-up characters are escaped, and a character that the
typeface lacks (an emoji, say) becomes a mark, so that a reader sees that something was there. Importing this
module imports reportlab.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph

from planner.outline import DATA
from planner.phrases import is_web_address, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

FONTS = DATA / "fonts"
PLAIN, BOLD = "planner-plain", "planner-bold"
_FILES = {PLAIN: "DejaVuSansCondensed.ttf", BOLD: "DejaVuSansCondensed-Bold.ttf"}
INK, GREY = "#000000", "#3d3d3d"
NOT_PRINTABLE = "\ufffd"
"""Stands for one or more characters that the typeface lacks."""
LONGEST_PRINTED = 1_000
"""More of one text than this would push everything else off the paper."""
# Letters that run from right to left come out in the wrong order here, which is worse than a mark.
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
# Joiners, soft hyphens and variation selectors only change what stands beside them.
_UNSEEN = frozenset({"\u00ad", "\u200c", "\u200d", *map(chr, range(0xFE00, 0xFE10))})
_ELLIPSIS = "…"


@lru_cache(maxsize=1)
def _has_letter() -> frozenset[int]:
    """Make the typeface known to reportlab, once, and give the characters that both weights have."""
    faces = []
    for name, file in _FILES.items():
        font = TTFont(name, str(FONTS / file))
        pdfmetrics.registerFont(font)
        faces.append(frozenset(font.face.charToGlyph))
    pdfmetrics.registerFontFamily(PLAIN, normal=PLAIN, bold=BOLD, italic=PLAIN, boldItalic=BOLD)
    return faces[0] & faces[1]


def _printed(character: str) -> str:
    if character in _UNSEEN:
        return ""
    if unicodedata.bidirectional(character) not in _RIGHT_TO_LEFT:
        if ord(character) in _has_letter():
            return character
        plainer = unicodedata.normalize("NFKC", character)
        if all(ord(part) in _has_letter() for part in plainer):
            return plainer
    return NOT_PRINTABLE


def printable(text: str, longest: int = LONGEST_PRINTED) -> str:
    """Make one line of text that the typeface can show; cut, with an ellipsis, where it is very long."""
    line = one_line(text)
    if len(line) > longest:
        line = line[: longest - 1].rstrip() + _ELLIPSIS
    if line.isascii():
        return line
    return "".join(_once(map(_printed, unicodedata.normalize("NFC", line))))


def _once(characters: Iterator[str]) -> Iterator[str]:
    """Leave one mark of several in a row: an emoji may be five characters."""
    before = ""
    for character in filter(None, characters):
        if character != NOT_PRINTABLE or before != NOT_PRINTABLE:
            yield character
        before = character


def marked_up(text: str, longest: int = LONGEST_PRINTED) -> str:
    """Make text safe to stand in a paragraph, whose own marks look like HTML."""
    return escape(printable(text, longest))


def unbroken(text: str) -> str:
    """Make short text safe as `marked_up` does, and keep it on one line: a date, an amount with its unit."""
    return marked_up(text).replace(" ", "\u00a0")


def link(address: str) -> str:
    """Make a link that can be clicked and, because paper can't, read. Anything but a web address is text."""
    text = marked_up(address)
    return f"<a href={quoteattr(address)}>{text}</a>" if is_web_address(address) else text


@lru_cache(maxsize=64)
def style(size: float, *, bold: bool = False, grey: bool = False, align: str = "left") -> ParagraphStyle:
    """Give the style of text of a size in points. ``align`` is left, right or center."""
    _has_letter()
    return ParagraphStyle(
        f"{size} {bold} {grey} {align}",
        fontName=BOLD if bold else PLAIN,
        fontSize=size,
        leading=size * 1.27,
        textColor=GREY if grey else INK,
        alignment={"left": 0, "center": 1, "right": 2}[align],
        linkUnderline=True,
        splitLongWords=True,
    )


BODY, SMALL, HEADING, TITLE = 10.0, 8.5, 13.0, 21.0


def text(
    content: str, size: float = BODY, *, bold: bool = False, grey: bool = False, align: str = "left"
) -> Paragraph:
    """Make a paragraph of plain text."""
    return marked(marked_up(content), size, bold=bold, grey=grey, align=align)


def marked(
    content: str, size: float = BODY, *, bold: bool = False, grey: bool = False, align: str = "left"
) -> Paragraph:
    """Make a paragraph of text that was marked up before, with `marked_up` or `link`."""
    return Paragraph(content, style(size, bold=bold, grey=grey, align=align))
