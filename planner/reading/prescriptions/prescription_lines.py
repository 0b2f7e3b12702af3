"""A prescription as lines of text: the nested label list, or lines such as ``MR Body 2.75``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.credits import Credits
from planner.naming import nearest
from planner.prescription import Requirement
from planner.reading.cells.headers import match_headers
from planner.reading.cells.values import NotReadable
from planner.reading.context import labelled_discipline, mentioned_discipline
from planner.reading.fields import PRESCRIPTION
from planner.reading.figures import not_readable, say_nothing_prescribed, say_odd_step
from planner.reading.line_parts import Line, bare, take_apart
from planner.reading.prescriptions.whole_categories import (
    CATEGORY_WORDS,
    only_subcategory,
    say_read_as,
    say_sum,
    total_of,
)
from planner.reading.table import Spot, is_total

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.reading.collecting import Problems
    from planner.reading.grid import Sheet
    from planner.reading.naming_problems import NameReader
    from planner.reading.prescriptions.results import ResultCollector

_TECHNOLOGIST = re.compile(
    r"(?:technologist(?: id| name)?|name|arrt (?:id|number|no\.?)|candidate(?: id)?|id)\s*[:#=]\s*(\S.*)",
    re.IGNORECASE,
)
_VERSION = re.compile(r"(?:content )?outline(?: version)?\s*[:=]\s*(\S.*)", re.IGNORECASE)
_RULE = re.compile(r"[\s=_*|+-]*")
_HAS_DIGIT = re.compile(r"\d")
# A day or a year: nobody is prescribed 2,026 credits.
_WHEN = re.compile(
    r"(?:\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}(?:st|nd|rd|th)?,? )?"
    r"\b(?:\d{1,2}([-/.])\d{1,2}\1(?:\d{4}|\d{2})|(?:19|20)\d{2}(?:-\d{1,2}-\d{1,2})?)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Heading:
    """A discipline's or category's line with a figure, to be checked against the lines below it."""

    text: str
    spot: Spot
    discipline: str
    category: str
    figure: Credits
    sum: Credits = field(default_factory=Credits)
    children: int = 0


class ResultLines:
    """Reads the lines of one text into a collector."""

    def __init__(
        self, sheet: Sheet, around: str, reader: NameReader, results: ResultCollector, problems: Problems
    ) -> None:
        """Take the text's place, and the discipline that its name tells ("" if none)."""
        self._sheet = sheet
        self._reader = reader
        self._results = results
        self._problems = problems
        self._discipline = around
        self._category = ""
        self._technologist_id = ""
        self._version = ""
        self._headings: list[_Heading] = []
        self._waiting: tuple[Line, Spot] | None = None
        self._began = False

    def read(self, lines: Iterable[tuple[int, str]]) -> None:
        """Read every line; what isn't understood is an error that names it."""
        kept = [(number, text) for number, text in lines if not _RULE.fullmatch(text)]
        for index, (number, text) in enumerate(kept):
            following = kept[index + 1][1] if index + 1 < len(kept) else ""
            self._read_line(Spot(self._sheet, number), bare(text), following)
        self._ask_for_waiting()
        for heading in self._headings:
            self._settle_heading(heading)

    def _read_line(self, spot: Spot, text: str, following: str) -> None:
        names = self._reader.names
        if label := _TECHNOLOGIST.fullmatch(text):
            self._technologist_id = label[1].strip()
            self._discipline = self._category = ""
        elif label := _VERSION.fullmatch(text):
            self._version = label[1].strip()
        elif code := labelled_discipline(text, names):
            self._open(code, "")
        elif self._says_only_when(text):
            self._pass_over(spot, text)
        elif not _is_header(text):
            self._read_parts(spot, take_apart(text, names, self._discipline), following)

    def _says_only_when(self, text: str) -> bool:
        """Whether a line has a day or a year, and nothing else that could be a result."""
        rest = _WHEN.sub(" ", text)
        if rest == text or _HAS_DIGIT.search(rest):
            return False
        line = take_apart(rest, self._reader.names)
        return not line.has_result and not self._reader.names.subcategory_disciplines(line.name)

    def _pass_over(self, spot: Spot, text: str) -> None:
        """Take a line as a title. A discipline that it mentions is taken, and said, where none is open."""
        names = self._reader.names
        code = None if self._discipline else mentioned_discipline(text, names)
        if code is None:
            words = "This line was taken for a title and was not used."
            self._problems.warning("line-not-used", words, spot.place(), value=text)
            return
        self._discipline = code
        words = (
            f"This line was taken to say that the results below it are of {code}. If that is wrong, write "
            "the right discipline on a line of its own."
        )
        self._problems.warning("discipline-from-name", words, spot.place(), value=text, suggestion=code)

    def _read_parts(self, spot: Spot, line: Line, following: str) -> None:
        if is_total(line.name) or is_total(line.text) or total_of(line.name, self._reader.names):
            words = "This line looks like a total of the others, so it was passed over."
            self._problems.warning("totals-row-skipped", words, spot.place(), value=line.text)
        elif line.unclear:
            self._not_understood(spot, line)
        elif not line.name and not line.discipline and not line.category:
            self._complete(spot, line)
        elif not line.name:
            self._ask_for_waiting()
            self._take_heading(spot, line)
        elif self._is_unknown_discipline(line, following):
            self._ask_for_waiting()
            self._take_heading(spot, Line(line.text, discipline=line.name, figures=line.figures))
        else:
            self._ask_for_waiting()
            self._take_name(spot, line)

    def _open(self, discipline: str, category: str) -> None:
        self._ask_for_waiting()
        self._began = True
        if discipline:
            self._discipline, self._category = discipline, ""
        if category:
            self._category = category

    def _take_heading(self, spot: Spot, line: Line) -> None:
        """Take a line that names a discipline or a category as what the next lines are about."""
        self._open(line.discipline, line.category)
        try:
            figure = line.figure
        except NotReadable as error:
            self._problems.add(not_readable(error, line.figures[0], spot.place(), "Correct the line."))
            return
        wanted = figure if figure is not None else (Credits() if line.met is False else None)
        if wanted is not None and line.met is not True:
            heading = _Heading(line.text, spot, self._discipline, self._category, wanted)
            self._headings.append(heading)

    def _is_unknown_discipline(self, line: Line, following: str) -> bool:
        """Whether a name that no outline knows is a discipline: nothing is open, and a category follows."""
        names = self._reader.names
        if (
            self._discipline
            or line.discipline
            or line.met is not None
            or names.subcategory_disciplines(line.name)
        ):
            return False
        after = take_apart(following, names)
        return bool(after.category) and not after.name and not after.discipline

    def _take_name(self, spot: Spot, line: Line) -> None:
        names = self._reader.names
        discipline = line.discipline or self._discipline
        known = bool(names.subcategory_disciplines(line.name))
        if not line.has_result and not known:
            self._not_understood(spot, line)
        elif not discipline:
            self._no_discipline(spot, line)
        elif not line.has_result:
            self._waiting = (line, spot)
        else:
            self._add(spot, line)

    def _complete(self, spot: Spot, line: Line) -> None:
        """Take a line with nothing but a result for the name on the line before it."""
        if self._waiting is None or not line.has_result:
            self._not_understood(spot, line)
            return
        waiting, first = self._waiting
        waiting.figures += line.figures
        waiting.met = line.met if waiting.met is None else waiting.met
        if waiting.figures or waiting.met:
            self._waiting = None
            self._add(first, waiting)

    def _ask_for_waiting(self) -> None:
        if self._waiting is not None:
            line, spot = self._waiting
            self._waiting = None
            self._add(spot, line)

    def _add(self, spot: Spot, line: Line) -> None:
        """Take a result; a line that gives credits and no standard is a prescription's line."""
        self._began = True
        if line.discipline and line.discipline != self._discipline:
            discipline, category = line.discipline, line.category
        else:
            discipline, category = self._discipline, line.category or self._category
        subcategory = self._reader.read(discipline, category, line.name, spot)
        try:
            figure = line.figure
        except NotReadable as error:
            remedy = "The line was left out; correct it."
            self._problems.add(not_readable(error, line.figures[0], spot.place(), remedy))
            self._results.lose(self._technologist_id, spot.place())
            return
        met = bool(line.met)
        if figure is not None and not met:
            say_odd_step(figure, spot.place(), self._problems)
            if line.met is False:
                say_nothing_prescribed(figure, spot.place(), self._problems)
            self._count(subcategory.discipline, subcategory.category, figure)
        requirement = Requirement(
            subcategory, met, None if met else figure, outline_version=self._version, place=spot.place()
        )
        self._results.add(self._technologist_id, requirement, spot.place())

    def _count(self, discipline: str, category: str, figure: Credits) -> None:
        """Add a result's credits to the headings that it stands under."""
        for heading in self._headings:
            if heading.discipline == discipline and heading.category in {"", category}:
                heading.sum += figure
                heading.children += 1

    def _settle_heading(self, heading: _Heading) -> None:
        """Check a parent's figure against its children; one without children may mean its one subcategory."""
        place = heading.spot.place()
        if heading.children:
            if heading.figure:
                say_sum(heading.figure, heading.sum, heading.text, place, self._problems)
            return
        below = [h for h in self._headings if h.discipline == heading.discipline and h.category]
        if not heading.category and below:
            return
        only = only_subcategory(self._reader, heading.discipline, heading.category)
        if only is None:
            self._lose(heading.spot, heading.text, "subcategory-missing", CATEGORY_WORDS)
            return
        say_read_as(only, heading.text, place, self._problems)
        requirement = Requirement(
            only, standard_met=False, credits_required=heading.figure or None, place=place
        )
        self._results.add(self._technologist_id, requirement, place)

    def _no_discipline(self, spot: Spot, line: Line) -> None:
        homes = self._reader.names.subcategory_disciplines(line.name)
        suggestion = next(iter(homes)) if len(homes) == 1 else None
        hint = f' "{line.name}" is in the {suggestion} outline.' if suggestion else ""
        message = f'The line names no discipline. Expected one on it or on a line above, such as "MRI".{hint}'
        self._lose(spot, line.text, "discipline-missing", message, suggestion)

    def _not_understood(self, spot: Spot, line: Line) -> None:
        if not self._began and not _HAS_DIGIT.search(line.text):
            self._pass_over(spot, line.text)
            return
        known = [s.name for s in self._reader.names.outlines.subcategories(self._discipline)]
        suggestion = nearest(line.name, known) if line.name else None
        message = (
            'The line was not understood. Expected a discipline, a category, or a line such as "MR Body '
            '2.75" or "Body: not met, 2.75 credits".'
        )
        if suggestion or _HAS_DIGIT.search(line.text):
            self._lose(spot, line.text, "line-not-understood", message, suggestion)
        else:
            self._problems.error("line-not-understood", message, spot.place(), value=line.text)

    def _lose(self, spot: Spot, text: str, code: str, message: str, suggestion: str | None = None) -> None:
        self._problems.error(code, message, spot.place(), value=text, suggestion=suggestion)
        self._results.lose(self._technologist_id, spot.place())


def _is_header(text: str) -> bool:
    """Whether a line is the header of a table whose rows were copied as lines."""
    cells = tuple(text.split("\t"))
    return len(cells) > 1 and len(match_headers(cells, PRESCRIPTION)) == len(cells)
