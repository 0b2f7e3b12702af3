"""The level of a nested list's line when its indentation is lost: discipline, category or subcategory."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.reading.context import labelled_discipline
from planner.reading.line_parts import ANY_DISCIPLINE, take_apart

if TYPE_CHECKING:
    from planner.credits import Credits
    from planner.naming import Names
    from planner.reading.table import Spot

_COLON = re.compile("(?P<name>.*\\S)\\s*[:=\t|]\\s*(?P<figure>[^:=\t|]*\\d[^:=\t|]*|[^\\s:=\t|]{1,12})")
_NO_COLON = re.compile(
    "(?P<name>.*[^\\s\u2013\u2014-])(?:\\s+[-\u2013\u2014])?\\s+(?P<figure>[\\d.,]+(?:\\s*(?:credits?|ce'?s?))?)",
    re.IGNORECASE,
)
_FIGURE_APART = re.compile("(?:[:=\t|]\\s*|\\s[-\u2013\u2014]\\s+)[\\d.,]+[^:=\t|]*$")
_LIKE_A_FIGURE = re.compile(r"[-+]?[\d.,]{1,7}\s*\S{0,8}")


@dataclass(slots=True)
class NestedLine:
    """One line of a distribution, on its level: ``name`` or ``category`` is "" for a parent."""

    spot: Spot
    written: str
    discipline: str
    category: str
    name: str
    figure: Credits


def split_figure(text: str) -> tuple[str, str | None]:
    """Split ``name: number`` at the last colon; names contain commas. None where there is no figure."""
    found = _COLON.fullmatch(text) or _NO_COLON.fullmatch(text)
    if found is None:
        return text.rstrip(": "), None
    return found["name"].strip(), found["figure"].strip()


class Nesting:
    """Follows a nested list line by line."""

    def __init__(self, names: Names) -> None:
        """Start outside of any discipline."""
        self._names = names
        self.lines: list[NestedLine] = []
        self._discipline = ""
        self._category = ""
        self._left: dict[str, Credits | None] = {}
        """What the open discipline's and category's own figures still leave for their children."""

    def is_level(self, name: str) -> bool:
        """Whether a name is that of a discipline or a category, so that lines below it belong to it."""
        return self._names.discipline_code(name) is not None or self._names.category_name(name) is not None

    def is_heading(self, text: str, following: str) -> bool:
        """Whether a line without a figure is a discipline or a category with its distribution below it."""
        name = text.rstrip(": ")
        after, figure = split_figure(following)
        if labelled_discipline(name, self._names) is not None:
            is_category = self._names.category_name(after) is not None
            return is_category or (figure is not None and bool(self._names.subcategory_disciplines(after)))
        is_open = bool(self._discipline) and figure is not None
        return is_open and self._names.category_name(name) is not None

    def open_heading(self, text: str) -> None:
        """Open a discipline or a category whose sum isn't given."""
        name = text.rstrip(": ")
        code = labelled_discipline(name, self._names)
        if code is not None:
            self._discipline, self._category, self._left = code, "", {}
        else:
            self._category = self._names.category_name(name) or name
            self._left.pop("category", None)

    def fits(self, text: str, following: str, *, started: bool) -> bool:
        """Whether a line can be one of a distribution: a known name, or any name among such lines."""
        names = self._names
        name, written = split_figure(text)
        if self.is_level(name) or names.subcategory_disciplines(name):
            return True
        if not _COLON.fullmatch(text) or not _LIKE_A_FIGURE.fullmatch(written or ""):
            return False
        after, figure = split_figure(following)
        return started or (figure is not None and names.category_name(after) is not None)

    def path(self, text: str) -> tuple[str, str, str] | None:
        """Give the discipline, category and subcategory of a line that tells its whole path.

        ``MR: Procedures: Body: 0.25``, ``MR - Body - 0.25``. A sign stands before the figure: without one, a
        number may end a title.
        """
        head, written = split_figure(text)
        if written is None or self.is_level(head) or not _FIGURE_APART.search(text):
            return None
        line = take_apart(head, self._names, ANY_DISCIPLINE)
        known = line.discipline in self._names.subcategory_disciplines(line.name)
        if not line.discipline or line.has_result or not (known or (line.category and not line.name)):
            return None
        return line.discipline, line.category, line.name

    def take_path(self, path: tuple[str, str, str], written: str, figure: Credits | None, spot: Spot) -> None:
        """Take a line that tells its whole path; what follows without one belongs beside it."""
        self._discipline, self._category, _ = path
        self._left = {}
        if figure is not None:
            self.lines.append(NestedLine(spot, written, *path, figure))

    def take(
        self, name: str, figure: Credits | None, spot: Spot, following: str, *, blank_before: bool
    ) -> None:
        """Take a line; ``figure`` is None where it can't be read, and then only opens its level."""
        level = self._level(name, figure, following, blank_before=blank_before)
        if level == "discipline":
            self._discipline = self._names.discipline(name).value
            self._category = ""
            self._left = {"discipline": figure}
            at = (self._discipline, "", "")
        elif level == "category":
            self._category = self._names.category_name(name) or name
            self._left["category"] = figure
            self._take_from("discipline", figure)
            at = (self._discipline, self._category, "")
        else:
            self._take_from("category" if self._category else "discipline", figure)
            at = (self._discipline, self._category, name)
        if figure is not None:
            self.lines.append(NestedLine(spot, name, *at, figure))

    def _level(self, name: str, figure: Credits | None, following: str, *, blank_before: bool) -> str:
        """Tell a line's level: by its name where that is known, else by what the figures above leave open."""
        names = self._names
        homes = names.subcategory_disciplines(name)
        category_follows = names.category_name(split_figure(following)[0]) is not None
        if self._discipline and self._discipline in homes:
            level = "subcategory"
        elif names.discipline_code(name) is not None:
            level = "discipline"
        elif names.category_name(name) is not None:
            level = "category"
        elif (blank_before or not self._discipline) and category_follows:
            level = "discipline"
        elif homes or self._has_room("category", figure):
            level = "subcategory"
        elif category_follows and not self._has_room("discipline", figure):
            level = "discipline"
        else:
            level = "category" if self._has_room("discipline", figure) else "subcategory"
        return level

    def _has_room(self, level: str, figure: Credits | None) -> bool:
        left = self._left.get(level)
        if level == "category" and not self._category:
            return False
        return left is None or figure is None or figure <= left

    def _take_from(self, level: str, figure: Credits | None) -> None:
        left = self._left.get(level)
        if left is not None and figure is not None:
            self._left[level] = (left - figure).or_zero()
