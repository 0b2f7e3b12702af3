"""A pasted listing: a course's title and labels, then its distribution as nested lines ``name: number``.

Indentation is lost when such a page is copied, so a line's level is told by its name, and by what its
parents' figures leave open: parents repeat the sum of their children (domain.md, shape 1).
"""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import PurePath
from typing import TYPE_CHECKING

from planner.naming import fold
from planner.reading.catalogs.course_rows import CourseRow, Figure, Gathered
from planner.reading.catalogs.listing_blocks import CourseBlock
from planner.reading.catalogs.listing_lines import (
    NOT_APPROVED,
    Label,
    SaleLine,
    read_enrollments,
    read_expiry,
    read_label,
    read_plain_label,
    read_sale_line,
    split_facts,
)
from planner.reading.catalogs.nesting import Nesting, split_figure
from planner.reading.cells.values import NotReadable, read_credits
from planner.reading.figures import not_readable, say_odd_step
from planner.reading.line_parts import bare
from planner.reading.table import Spot, is_total, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from planner.reading.grid import Sheet

_LONGEST_TITLE = 300
# A listing has its first course long before: what hasn't is prose, and may be of any length.
_MOST_LINES_BEFORE = 5_000
# Wider gaps say no more, and would be looked through from each of their blanks.
_GAP = re.compile(r"\s{3,}")
_HOLDS_FIGURE = re.compile(r"[$\d]")


def read_listing(lines: Iterable[tuple[int, str]], sheet: Sheet, gathered: Gathered) -> bool:
    """Read a listing of one or several courses; give whether there was any course in it."""
    listing = _Listing(sheet, gathered)
    listing.read([(number, _GAP.sub(_narrowed, bare(text))) for number, text in lines])
    return listing.finish()


def _narrowed(gap: re.Match[str]) -> str:
    return "\t" if "\t" in gap[0] else "  "


class _Listing:
    """Goes through the lines of one listing."""

    def __init__(self, sheet: Sheet, gathered: Gathered) -> None:
        self._sheet = sheet
        self._gathered = gathered
        self._problems = gathered.problems
        self._names = gathered.names.names
        self._blocks: list[CourseBlock] = []
        self._nesting: Nesting | None = None
        self._applies_from: date | None = None
        self._closed = False

    def read(self, lines: list[tuple[int, str]]) -> None:
        """Read every line, each with the one that follows it in mind; give up where it is no listing."""
        filled = [(number, text) for number, text in lines if text.strip("-=_*|,; \t")]
        last = -1
        for count, ((number, text), (_, following)) in enumerate(pairwise([*filled, (0, "")])):
            if count == _MOST_LINES_BEFORE and not self._has_begun:
                return
            self._read_line(Spot(self._sheet, number), text, following, blank_before=number != last + 1)
            last = number

    @property
    def _has_begun(self) -> bool:
        return self._nesting is not None or any(block.is_course for block in self._blocks)

    def finish(self) -> bool:
        """Hand the courses on; give whether there are any."""
        self._close_nesting()
        courses = 0
        for block in self._blocks:
            if not block.is_course:
                if name := block.row.title or block.row.course_id:
                    block.unused.insert(0, (block.row.spot, name))
            else:
                courses += 1
                if not block.row.title and not block.row.course_id:
                    self._name_after_source(block)
                self._gathered.courses.append(block.row)
            block.say_unused()
        return courses > 0

    def _read_line(self, spot: Spot, text: str, following: str, *, blank_before: bool) -> None:
        if self._take_enrollments(spot, text):
            return
        if self._take_figure(spot, text, following, blank_before=blank_before):
            return
        if parts := split_facts(text):
            for part in parts:
                self._take_line(spot, part, following)
            return
        self._take_line(spot, text, following)

    def _take_line(self, spot: Spot, text: str, following: str) -> None:
        """Take a line of anything but a distribution."""
        if read_plain_label(text) is None and (expiry := read_expiry(text)):
            self._take_label(spot, expiry[0])
            text = expiry[1].rstrip(" ,;|(-\u2013\u2014")
            if not _HOLDS_FIGURE.search(text):
                return
        if NOT_APPROVED.search(text):
            self._block(spot).say_not_approved(spot, text)
            text = NOT_APPROVED.split(text, maxsplit=1)[0].rstrip(" (,;|-\u2013\u2014*")
            if not text:
                return
        label = read_label(text)
        sale = None if label else read_sale_line(text)
        if label is not None:
            self._take_label(spot, label)
        elif sale is not None:
            self._take_sale(spot, sale)
        else:
            self._take_text(spot, text, following)

    def _take_enrollments(self, spot: Spot, text: str) -> bool:
        try:
            enrollments = read_enrollments(text)
        except NotReadable as error:
            self._problems.add(
                not_readable(error, text, spot.place(), "The figures below it were left out; correct it.")
            )
            self._begin_figures(spot, None, closed=True)
            return True
        if enrollments is None:
            return False
        if enrollments.closed:
            self._problems.warning(
                "distribution-of-the-past",
                "The figures below this line hold only for enrollments before a day, so they were not used.",
                spot.place(),
                value=text,
            )
        self._begin_figures(spot, enrollments.applies_from, closed=enrollments.closed)
        return True

    def _begin_figures(self, spot: Spot, applies_from: date | None, *, closed: bool) -> None:
        self._close_nesting()
        self._applies_from, self._closed = applies_from, closed
        self._block(spot).has_figures = True

    def _take_figure(self, spot: Spot, text: str, following: str, *, blank_before: bool) -> bool:
        """Take a line of a distribution; give whether it is one."""
        head, written = split_figure(text)
        nesting = self._nesting or Nesting(self._names)
        if nesting.is_heading(text, following):
            nesting.open_heading(text)
            self._begin(nesting, spot)
            return True
        if written is None or (read_plain_label(text) and not nesting.is_level(head)):
            return False
        if self._nesting is not None and is_total(head):
            words = "This line looks like a total of the others, so it was passed over."
            self._problems.warning("totals-row-skipped", words, spot.place(), value=text)
            return True
        path = nesting.path(text)
        if not path and not nesting.fits(text, following, started=self._nesting is not None):
            return False
        try:
            figure = read_credits(written)
        except NotReadable as error:
            remedy = "The figure was left out; correct the line."
            self._problems.add(not_readable(error, written, spot.place(), remedy))
            figure = None
            if not nesting.is_level(head):
                return True
        self._begin(nesting, spot)
        if figure is not None:
            say_odd_step(figure, spot.place(), self._problems)
        if path:
            nesting.take_path(path, head, figure, spot)
        else:
            nesting.take(head, figure, spot, following, blank_before=blank_before)
        return True

    def _begin(self, nesting: Nesting, spot: Spot) -> None:
        self._nesting = nesting
        self._block(spot).has_figures = True

    def _close_nesting(self) -> None:
        """Hand the lines of the distribution just read to its course."""
        if self._nesting is None:
            return
        nesting, self._nesting = self._nesting, None
        if self._closed or not nesting.lines:
            return
        row = self._block(nesting.lines[0].spot).row
        for line in nesting.lines:
            at = (line.discipline, line.category, line.name)
            if not line.discipline:
                self._say_without_discipline(line.spot, line.written)
                continue
            subcategory = self._gathered.names.read(*at, line.spot)
            row.figures.append(Figure(subcategory, line.figure, self._applies_from, "", line.spot, None))

    def _say_without_discipline(self, spot: Spot, written: str) -> None:
        homes = self._names.subcategory_disciplines(written)
        self._problems.error(
            "discipline-missing",
            f'"{written[:80]}" stands under no discipline, so its credits were left out. Expected a line '
            'above it such as "Magnetic Resonance Imaging: 0.25".',
            spot.place(),
            value=written,
            suggestion=next(iter(homes)) if len(homes) == 1 else None,
        )

    def _block(self, spot: Spot) -> CourseBlock:
        if not self._blocks:
            self._blocks.append(CourseBlock(CourseRow(spot, "", ""), self._problems))
        return self._blocks[-1]

    def _new_block(self, spot: Spot) -> CourseBlock:
        self._close_nesting()
        self._applies_from, self._closed = None, False
        self._blocks.append(CourseBlock(CourseRow(spot, "", ""), self._problems))
        return self._blocks[-1]

    def _for_title(self, spot: Spot, text: str) -> CourseBlock:
        """Give the course that a title, or an id, begins or belongs to."""
        self._close_nesting()
        block = self._block(spot)
        same = fold(block.row.title) == fold(text)
        if block.has_figures or (block.row.title and not same):
            block = self._new_block(spot)
        return block

    def _take_label(self, spot: Spot, label: Label) -> None:
        if label.field == "title":
            block = self._for_title(spot, label.value)
            block.row.title = label.value
            return
        self._close_nesting()
        if label.field == "course_id":
            block = self._block(spot)
            if block.row.course_id or (block.has_figures and block.row.title):
                block = self._new_block(spot)
            block.row.course_id = text_of(label.value)
            return
        self._block(spot).take_fact(spot, label.field, label.value)

    def _take_sale(self, spot: Spot, sale: SaleLine) -> None:
        self._close_nesting()
        block = self._for_title(spot, sale.title) if sale.title else self._block(spot)
        block.row.title = block.row.title or sale.title
        for name, written in (
            ("ce_credits", sale.credits),
            ("list_price", sale.price),
            ("ce_category", sale.ce_category),
        ):
            if written:
                block.take_fact(spot, name, written)

    def _take_text(self, spot: Spot, text: str, following: str) -> None:
        """Take a line with no label: the title of a course, or something else."""
        block = self._block(spot)
        ended = block.has_figures or self._nesting is not None or block.gives_again(following)
        if block.has_figures and self._nesting is None and not block.row.figures:
            # The line announces the distribution ("Targeted CE by ARRT's three levels:").
            block.unused.append((spot, text))
        elif (ended or not block.row.title) and _like_a_title(text):
            block = self._for_title(spot, text)
            block.row.title = text
        elif not _announces(text):
            block.unused.append((spot, text))

    def _name_after_source(self, block: CourseBlock) -> None:
        stem = PurePath(self._sheet.file).stem or "listing"
        taken = {row.course_id or row.title for row in self._gathered.courses}
        name, number = stem, 1
        while name in taken:
            number += 1
            name = f"{stem} ({number})"
        block.row.course_id = name
        self._problems.warning(
            "title-missing",
            f'The listing gives no title above the course\'s credits, so the course is called "{name}". '
            "Paste the title too.",
            block.row.spot.place(),
            suggestion=name,
        )


def _like_a_title(text: str) -> bool:
    """Whether a line may be a title: not too long, no sentence, not the author's line."""
    by_someone = fold(text).startswith(("by ", "author", "edited by "))
    return len(text) <= _LONGEST_TITLE and not text.endswith((":", ".", "!")) and not by_someone


def _announces(text: str) -> bool:
    """Whether a line only announces what follows ("Targeted CE by ARRT's three levels:")."""
    folded = fold(text)
    return text.endswith(":") or "targeted ce" in folded or "credit distribution" in folded
