"""What a workbook's sheets refer to: their list, the shared texts, and the styles that make a number a date.

Reads what ECMA-376 part 1 says of the workbook (18.2), shared strings (18.4) and styles (18.8), as far as
values need it.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.limits import limits
from planner.reading.files import refusals
from planner.reading.files.cleaning import clean
from planner.reading.files.markup import Allowance, Malformed, tree, walk
from planner.reading.files.worksheet import Stored, Style, decode_text

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from planner.problem import Place

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_DEEPEST = 100
_TRUE = frozenset({"1", "true", "on"})
# ECMA-376 part 1, 18.8.30: formats that need no code, the East Asian ones among them.
_DAY_FORMATS = frozenset({*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58})
_TIME_FORMATS = frozenset({*range(18, 22), *range(32, 36), *range(45, 48), 55, 56})
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.')
_IN_BRACKETS = re.compile(r"\[(?!(?:h+|m+|s+)\])[^\]]*\]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet as the workbook lists it. ``part`` is where in the archive its cells are."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Package:
    """A workbook's sheets, in order, and what their cells refer to."""

    sheets: tuple[SheetEntry, ...]
    stored: Stored


def read_package(archive: zipfile.ZipFile, allowance: Allowance, place: Place) -> Package:
    """Read all of a workbook but its sheets' cells. Chart sheets hold no cells and are left out.

    Raises:
        Refused: a part is damaged, forbidden or too large.
    """
    workbook = tree(archive, _WORKBOOK, allowance, place)
    relations = {
        relation.get("Id", ""): (
            relation.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/xl", relation.get("Target", ""))).lstrip("/"),
        )
        for relation in _all(tree(archive, _RELATIONS, allowance, place), "Relationship")
    }
    parts = dict(reversed(relations.values()))
    texts: list[str | None] = []
    if "sharedStrings" in parts:
        collector = _Texts(allowance, place)
        walk(archive, parts["sharedStrings"], collector, allowance, place)
        texts = collector.texts
    styles: dict[str, Style] = {}
    if "styles" in parts:
        styles = _read_styles(tree(archive, parts["styles"], allowance, place))
    from_1904 = any(element.get("date1904") in _TRUE for element in _all(workbook, "workbookPr"))
    sheets = tuple(_list_sheets(workbook, relations))
    longest = max((len(text) for text in texts if text), default=0)
    return Package(sheets, Stored(texts, styles, from_1904, longest >= limits().cell_characters))


def _list_sheets(workbook: Element, relations: dict[str, tuple[str, str]]) -> Iterator[SheetEntry]:
    for sheet in _all(workbook, "sheet"):
        relation_id = next((value for key, value in sheet.items() if key.endswith("}id")), "")
        kind, part = relations.get(relation_id, ("worksheet", ""))
        if kind == "worksheet":
            name = clean(sheet.get("name", "")) or "?"
            yield SheetEntry(name, part, hidden=sheet.get("state", "visible") != "visible")


def _all(root: Element, tag: str) -> Iterator[Element]:
    """Find the elements of a tag in any namespace: the strict and the usual form of the standard differ."""
    return (element for element in root.iter() if element.tag.rpartition("}")[2] == tag)


def _read_styles(root: Element) -> dict[str, Style]:
    """Give the cell styles, by their numbers as cells write them, that show a number as a day or a time."""
    codes = {element.get("numFmtId"): element.get("formatCode", "") for element in _all(root, "numFmt")}
    styles: dict[str, Style] = {}
    for cell_styles in _all(root, "cellXfs"):
        for number, style in enumerate(cell_styles):
            format_id = style.get("numFmtId", "0")
            shown = _style_of_code(codes[format_id]) if format_id in codes else _style_of_id(format_id)
            if shown is not None:
                styles[str(number)] = shown
    return styles


def _style_of_id(format_id: str) -> Style | None:
    number = int(format_id) if format_id.isdecimal() and len(format_id) <= len("9999") else 0
    return Style.DAY if number in _DAY_FORMATS else Style.TIME if number in _TIME_FORMATS else None


def _style_of_code(code: str) -> Style | None:
    """Tell what a number format shows: a day has a year or a day, or a month that can't be minutes."""
    code = code.split(";", 1)[0] if len(code) <= limits().cell_characters else ""
    code = _IN_BRACKETS.sub("", _LITERAL.sub("", code)).lower()
    letters = set(code.replace("am/pm", "h").replace("general", ""))
    if letters & set("#?") or ("0" in letters and "s" not in letters):
        return None
    if letters & set("yd") or ("m" in letters and not letters & set("hs")):
        return Style.DAY
    return Style.TIME if letters & set("hs") else None


class _Texts:
    """Collects the shared texts as a `planner.reading.files.markup.Sink`, without their reading aids."""

    def __init__(self, allowance: Allowance, place: Place) -> None:
        self.texts: list[str | None] = []
        self._allowance = allowance
        self._place = place
        self._longest = limits().cell_characters
        self._depth = 0
        self._runs: list[str] = []
        self._in_reading_aid = False

    def begin(self, prefix: str, pieces: list[str]) -> None:
        """Learn how the tags are written, and the list that collects all text."""
        self._pieces = pieces
        self._item, self._text, self._reading_aid = (prefix + tag for tag in ("si", "t", "rPh"))

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take an element's start."""
        del attributes
        self._depth += 1
        if self._depth > _DEEPEST:
            message = "its elements are nested as no texts are"
            raise Malformed(message)
        if tag == self._text:
            self._pieces.clear()
        elif tag == self._item:
            self._runs.clear()
        elif tag == self._reading_aid:
            self._in_reading_aid = True

    def end(self, tag: str) -> None:
        """Take an element's end."""
        self._depth -= 1
        if tag == self._text and not self._in_reading_aid:
            self._runs.append("".join(self._pieces))
        elif tag == self._item:
            text = decode_text("".join(self._runs), self._longest)
            self.texts.append(text)
            self._allowance.characters -= len(text or "")
            if self._allowance.characters < 0:
                raise refusals.too_much_text(self._place)
        elif tag == self._reading_aid:
            self._in_reading_aid = False
