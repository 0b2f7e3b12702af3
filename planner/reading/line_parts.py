"""One line of a pasted text taken apart: names, a figure of credits, met or not met."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from planner.limits import limits
from planner.reading.cells.headers import header_reader
from planner.reading.cells.standard import read_standard
from planner.reading.cells.values import NotReadable, is_blank, read_credits
from planner.reading.fields import PRESCRIPTION, RESULT_LIKE, STANDARD_LIKE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.credits import Credits
    from planner.naming import Names
    from planner.problem import Place
    from planner.reading.collecting import Problems
    from planner.reading.grid import Sheet

_BULLET = re.compile("^(?:[-*\u2022\u00b7\u25aa\u25e6\u2023>#\u2013]+\\s+)+")
_ENUMERATOR = re.compile(r"^\(?(?:\d{1,2}|[a-z])[.)]\s+", re.IGNORECASE)
# A slash stands between names only; in a figure it is a fraction, in "n/a" a part of the word.
_SEPARATOR = re.compile("\\s*[\t|;:=>\u2192()\\[\\]]\\s*|\\s+[-\u2013\u2014/]\\s+|\\s*/\\s*(?=[A-Za-z]{2})")
_NUMBER = "[-+]?(?:\\d[\\d.,]*(?:\\s*[\u00bc\u00bd\u00be]|\\s+\\d/\\d)?|[.,]\\d+|[\u00bc\u00bd\u00be])"
_UNIT = (
    r"(?:(?:targeted|prescribed|required|category|cat\.?|a\+?|ce|arrt|cqr)\s+)*"
    r"(?:credits?|ce'?s?|ce\u2019s|ceus?|hours?|hrs?|cr)\b\.?"
)
_FIGURE = re.compile(rf"{_NUMBER}\s*(?:{_UNIT})?", re.IGNORECASE)
_TRAILING_FIGURE = re.compile(
    rf"(?P<rest>.*?[^\s,])[\s,]+(?:(?:needs|requires)\s+)?(?P<figure>{_NUMBER}\s*(?:{_UNIT})?)", re.IGNORECASE
)
_LEADING_FIGURE = re.compile(
    rf"(?P<figure>{_NUMBER}\s*{_UNIT})\s*(?:,|\b(?:in|for|of|on)\b)?\s*(?P<rest>\S.*)", re.IGNORECASE
)
_STANDARD_WORDS = (
    r"(?:the\s+)?(?:standard\s+)?(?:was\s+)?(?:not\s+met|met|unmet|not\s+achieved|achieved|passed|not\s+passed)"
    r"|(?:did|does)\s+not\s+meet(?:\s+the)?(?:\s+standard)?|meets(?:\s+the)?\s+standard|met\s+the\s+standard"
    r"|needs\s+(?:more\s+)?(?:learning|improvement)|below(?:\s+the)?\s+standard|[\u2713\u2714\u2611\u2717\u2718\u2612]"
)
_TRAILING_STANDARD = re.compile(rf"(?P<rest>.*?[^\s,])[\s,]+(?P<standard>{_STANDARD_WORDS})", re.IGNORECASE)
_LEADING_STANDARD = re.compile(r"(?P<standard>[\u2713\u2714\u2611\u2717\u2718\u2612])\s*(?P<rest>\S.*)")
_UNIT_ONLY = re.compile(_UNIT, re.IGNORECASE)
ANY_DISCIPLINE = "?"
"""Stands for one that the surroundings may tell: a code must then fit its subcategory to be taken."""
# "CE required: 2.75", "Standard: not met": what stands before the colon names no subcategory.
_LABELS = frozenset({"credits_required", "standard", STANDARD_LIKE, RESULT_LIKE})
_field_of = header_reader(PRESCRIPTION)
_SHORTEST_WORD = 3
_LONGEST_LINE = 400
_LONGEST_DISCIPLINE = 4
_LONE_LETTER = 2
"""One word of one letter: a code such as R, or anything else."""


@dataclass(slots=True)
class Line:
    """What stands in a line. ``figures`` are as written; ``unclear``: something couldn't be placed."""

    text: str
    discipline: str = ""
    category: str = ""
    name: str = ""
    met: bool | None = None
    figures: tuple[str, ...] = ()
    unclear: bool = False

    @property
    def has_result(self) -> bool:
        """Whether it says credits, or met or not met."""
        return bool(self.figures) or self.met is not None

    @property
    def figure(self) -> Credits | None:
        """Give the credits; None where the line has none.

        Raises:
            NotReadable: the figure is not one of credits.
        """
        return read_credits(self.figures[0]) if self.figures else None


def numbered_lines(text: str | None, sheet: Sheet) -> Iterator[tuple[int, str]]:
    """Give the lines of a text, or of a sheet whose cells are joined by tabs, with their numbers from 0."""
    bounds = limits()
    if text is not None:
        for number, line in enumerate(islice(_split(text), bounds.rows)):
            yield number, line[: bounds.cell_characters].strip(" \t\u00a0|")
        return
    for number, row in enumerate(sheet.rows):
        yield number, "\t".join(str(cell) for cell in row if cell is not None)


def say_too_many_lines(text: str | None, place: Place, problems: Problems) -> None:
    """Say where a text has more lines than are read."""
    most = limits().rows
    if text is not None and text.count("\n", 0) >= most and sum(1 for _ in _split(text)) > most:
        message = f"The text has more than {most:,} lines; only those were read. Split it."
        problems.error("too-many-rows", message, place)


def _split(text: str) -> Iterator[str]:
    """Split a text into lines, without a second copy of the whole."""
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield text[start:end]
        start = end + 1


def bare(line: str) -> str:
    """Drop the bullet or number before a line."""
    return _ENUMERATOR.sub("", _BULLET.sub("", line.strip()))


def take_apart(text: str, names: Names, discipline: str = "") -> Line:
    """Take a line apart. ``discipline`` is the code that the lines above are about, "" if none."""
    if len(text) > _LONGEST_LINE:
        return Line(text, unclear=True)
    line = Line(text)
    rest: list[str] = []
    for part in _SEPARATOR.split(bare(text)):
        left = _take_values(part.strip(" ,"), line)
        if left:
            rest.append(left)
    _take_names(rest, line, names, discipline)
    line.unclear = line.unclear or len(line.figures) > 1
    return line


def _take_values(part: str, line: Line) -> str:
    """Take figures and standards from a part of a line; give what is left of it."""
    while part and not is_blank(part) and len(line.figures) <= 1:
        if _FIGURE.fullmatch(part):
            line.figures += (part,)
            return ""
        if (
            len(part) >= _SHORTEST_WORD
            or part.lower() == "no"
            or part in "\u2713\u2714\u2611\u2717\u2718\u2612"
        ):
            try:
                met = None if part.isdigit() else read_standard(part)
            except NotReadable:
                met = None
            if met is not None:
                _take_standard(line, met=met)
                return ""
        if _UNIT_ONLY.fullmatch(part) or _field_of(part) in _LABELS:
            return ""
        for pattern in (_TRAILING_FIGURE, _TRAILING_STANDARD, _LEADING_FIGURE, _LEADING_STANDARD):
            found = pattern.fullmatch(part)
            if found is not None:
                break
        else:
            return part
        groups = found.groupdict()
        if "figure" in groups:
            line.figures += (groups["figure"],)
        else:
            _take_standard(line, met=bool(read_standard(groups["standard"])))
        part = groups["rest"].strip(" ,")
    return ""


def _take_standard(line: Line, *, met: bool) -> None:
    line.unclear = line.unclear or (line.met is not None and line.met is not met)
    line.met = met


def _take_names(parts: list[str], line: Line, names: Names, discipline: str) -> None:
    """Tell a line's names apart: a discipline, a category, and what is left is the subcategory."""
    left: list[str] = []
    for part in parts:
        known = bool(names.subcategory_disciplines(part))
        code = None if known or line.discipline else names.discipline_code(part)
        if code is not None and (not left or code in names.subcategory_disciplines(", ".join(left))):
            line.discipline = code  # "MR: Body", or "Body (MR)"
        elif not known and names.discipline_code(part) == line.discipline and line.discipline:
            continue  # "Magnetic Resonance Imaging (MRI)"
        elif not line.category and not known and (category := names.category_name(part)):
            line.category = category
        else:
            left.append(part)
    rest = ", ".join(left)
    if rest and not names.subcategory_disciplines(rest):
        rest = _without_discipline(rest, line, names, discipline)
        rest = _without_category(rest, line, names, line.discipline or discipline)
    line.name = rest


def _without_discipline(rest: str, line: Line, names: Names, discipline: str) -> str:
    """Take a discipline from the beginning: ``MR Body``, ``MR, Procedures, Body``."""
    if line.discipline:
        return rest
    first, comma, after = rest.partition(",")
    if comma and (code := names.discipline_code(first)):
        line.discipline = code
        return after.strip()
    words = rest.split()
    for length in range(min(_LONGEST_DISCIPLINE, len(words) - 1), 0, -1):
        code = names.discipline_code(" ".join(words[:length]))
        after = " ".join(words[length:]).strip(" ,")
        if code is None:
            continue
        known = (
            code in names.subcategory_disciplines(after)
            or names.category_name(after.split(",")[0])
            or _category_before(after, names, code)
        )
        if known or (not discipline and length + len(words[0]) > _LONE_LETTER):
            line.discipline = code
            return after
    return rest


def _without_category(rest: str, line: Line, names: Names, discipline: str) -> str:
    """Take a category from the beginning: ``Procedures, Body``, ``Procedures Body``."""
    if line.category or discipline in names.subcategory_disciplines(rest):
        return rest
    if category := names.category_name(rest):
        line.category = category
        return ""
    first, comma, after = rest.partition(",")
    if comma and (category := names.category_name(first)):
        line.category = category
        return after.strip()
    line.category, after = _category_before(rest, names, discipline) or ("", rest)
    return after


def _category_before(text: str, names: Names, discipline: str) -> tuple[str, str] | None:
    """Tell a category from the subcategory of the discipline that follows it: ``Procedures Body``."""
    words = text.split()
    for length in range(min(2, len(words) - 1), 0, -1):
        category = names.category_name(" ".join(words[:length]))
        after = " ".join(words[length:])
        if category and discipline in names.subcategory_disciplines(after):
            return category, after
    return None
