"""Bundles: one price for several courses, which a bundle's row names by id or title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from planner.catalog import Bundle
from planner.naming import fold, nearest
from planner.reading.catalogs.course_rows import BundleRow
from planner.reading.cells.values import NotReadable, read_money
from planner.reading.figures import names_can_be_read, not_readable
from planner.reading.table import Row, Table, in_rows, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planner.catalog import Course
    from planner.reading.catalogs.course_rows import Gathered
    from planner.reading.collecting import Problems

_PRICES = ("sale_price", "list_price")
_EXPECTED = {
    "bundle_id": "an id of the bundle",
    "course_ids": "course ids with ; between them",
}
_TITLE = {"title": "the bundle's title"}
_SHOWN = 80
_MOST_SUGGESTIONS = 50
"""Finding the nearest name takes its time where a catalog is large."""


def read_bundle_table(table: Table, gathered: Gathered) -> None:
    """Read a table of bundles; which courses they hold is settled when all courses are known."""
    problems = gathered.problems
    labels = {name: table.label(column) for name, column in table.columns.items()}
    above = ""
    filled: list[Row] = []
    for row in table.rows(problems, ("bundle_id", "title")):
        if not names_can_be_read(row, _EXPECTED, "The row was left out; correct it.", problems):
            above = ""
            continue
        bundle_id, title, parts = row.name("bundle_id"), row.name("title"), text_of(row.raw("course_ids"))
        if not names_can_be_read(row, _TITLE, "The bundle is called by its id; correct the cell.", problems):
            title = ""
        price = _price(row, problems)
        goes_on = not (bundle_id or title) and all(row.raw(name) is None for name in _PRICES)
        if goes_on and above and parts:
            bundle_id = above
            filled.append(row)
        above = bundle_id or title
        if not above:
            message = "The row names no bundle. Expected a bundle id or a title; the row was left out."
            problems.error("bundle-missing", message, row.place("bundle_id"))
            continue
        gathered.bundles.append(BundleRow(row.spot, above, title, price, parts, labels))
    if filled:
        message = (
            f"{in_rows(len(filled))} the bundle is blank. It was taken from the row above; check that it "
            "belongs there too."
        )
        problems.warning("filled-down", message, filled[0].place("bundle_id"))


def _price(row: Row, problems: Problems) -> Any:  # noqa: ANN401 - Money, or None
    """Read what a bundle costs: the sale price where there is one."""
    for name in _PRICES:
        try:
            price = read_money(row.raw(name))
        except NotReadable as error:
            remedy = "The bundle's price is treated as unknown; correct the cell."
            problems.add(not_readable(error, row.raw(name), row.place(name), remedy))
            return None
        if price is not None:
            return price
    return None


class BundleShelf:
    """Finds the courses of each bundle, and settles bundles that are given twice."""

    def __init__(self, courses: Sequence[Course], problems: Problems) -> None:
        """Learn the courses' ids and titles."""
        self._problems = problems
        self._suggestions_left = _MOST_SUGGESTIONS
        self._ids = {course.course_id: course.course_id for course in courses}
        self._titles: dict[str, str] = {}
        for course in courses:
            if course.title:
                self._titles.setdefault(fold(course.title), course.course_id)

    def bundles(self, rows: Iterable[BundleRow]) -> tuple[Bundle, ...]:
        """Build the bundles, in order of appearance."""
        first_row: dict[str, BundleRow] = {}
        parts: dict[str, list[str]] = {}
        for row in rows:
            first = first_row.setdefault(row.bundle_id, row)
            if first is not row and not self._belongs(first, row):
                continue
            mine = parts.setdefault(row.bundle_id, [])
            mine += [part for part in self._parts(row) if part not in mine]
        built = (self._build(row, parts[bundle_id]) for bundle_id, row in first_row.items())
        return tuple(bundle for bundle in built if bundle is not None)

    def _build(self, row: BundleRow, parts: list[str]) -> Bundle | None:
        if not parts:
            self._problems.error(
                "bundle-without-courses",
                f'The bundle "{row.bundle_id[:_SHOWN]}" names no course of this catalog, so it was left '
                "out. Expected course ids with ; between them.",
                row.spot.place(row.labels.get("course_ids")),
                value=row.parts or None,
            )
            return None
        if row.price is None:
            self._problems.warning(
                "bundle-without-price",
                f'The bundle "{row.bundle_id[:_SHOWN]}" has no price. Unknown is not 0: it is kept out '
                "of plans that "
                "need to know the cost.",
                row.spot.place(row.labels.get("list_price")),
            )
        return Bundle(row.bundle_id, row.title, row.price, tuple(parts), row.spot.place())

    def _belongs(self, first: BundleRow, row: BundleRow) -> bool:
        """Whether a row goes on with a bundle: a row a course, the facts alike or left blank."""
        same_title = not row.title or fold(row.title) == fold(first.title)
        same_price = row.price is None or row.price == first.price
        if same_title and same_price and row.parts != first.parts:
            one_each = ";" not in row.parts + first.parts
            if one_each:
                return True
        if same_title and same_price and row.parts == first.parts:
            words = f'"{row.bundle_id[:_SHOWN]}" was already given in {first.spot.place()}. It counts once.'
            self._problems.warning("row-repeated", words, row.spot.place(row.labels.get("bundle_id")))
            return False
        self._problems.error(
            "bundle-facts-differ",
            f'The bundle id "{row.bundle_id[:_SHOWN]}" is used in {first.spot.place()} with other facts. '
            "This row "
            "was left out; give each bundle its own id.",
            row.spot.place(row.labels.get("bundle_id")),
            value=row.bundle_id,
        )
        return False

    def _parts(self, row: BundleRow) -> list[str]:
        """Give the ids of a bundle's courses; one that isn't in the catalog is reported."""
        found: list[str] = []
        for part in self._split(row.parts):
            course_id = self._known(part)
            if course_id is None:
                self._suggestions_left -= 1
                known = [*self._ids, *self._titles] if self._suggestions_left >= 0 else []
                self._problems.warning(
                    "bundle-part-unknown",
                    f'The bundle "{row.bundle_id[:_SHOWN]}" names "{part[:_SHOWN]}", which is no course '
                    "of this catalog. That part was left out of the bundle.",
                    row.spot.place(row.labels.get("course_ids")),
                    value=part,
                    suggestion=nearest(part, known),
                )
            elif course_id not in found:
                found.append(course_id)
        return found

    def _known(self, part: str) -> str | None:
        return self._ids.get(part) or self._ids.get(text_of(part)) or self._titles.get(fold(part))

    def _split(self, parts: str) -> list[str]:
        """Split at ``;``; without one, at other signs where ids and titles don't hold them."""
        if ";" in parts:
            return _pieces(parts, ";")
        if not parts or self._known(parts) is not None:
            return [parts] if parts else []
        for sign in (r"\s*\|\s*", r"\s*,\s*", r"\s*\+\s*", r"\s+"):
            pieces = _pieces(parts, sign)
            if len(pieces) > 1 and all(self._known(piece) is not None for piece in pieces):
                return pieces
        ids_hold_commas = any("," in course_id for course_id in self._ids)
        return [parts] if ids_hold_commas else _pieces(parts, r"\s*[,|]\s*")


def _pieces(text: str, sign: str) -> list[str]:
    return [piece.strip() for piece in re.split(sign, text) if piece.strip()]
