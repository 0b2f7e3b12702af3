"""Bundles: one price for several courses, which a bundle's row names by id or title."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from planner.catalog import Bundle
from planner.naming import fold, nearest
from planner.phrases import count
from planner.reading.catalogs.course_rows import BundleRow
from planner.reading.cells.values import NotReadable, read_money
from planner.reading.figures import names_can_be_read, not_readable
from planner.reading.table import Row, Table, in_rows, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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
_ALL = re.compile(
    r"(?:all|every|everything)(?: of)?(?: (?:our|the))?(?: courses?)?(?: (?:of|by|from) (?P<of>.+))?"
    r"|all (?P<own>.+) courses"
)
"""How people name a seller's whole offer, as `fold` leaves it."""
_SIGNS = (r"\s*\|\s*", r"\s*,\s*", r"\s*\+\s*", r"\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*", r"\s*/\s*", r"\s+")
"""What stands between courses where that isn't a semicolon."""
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
    """Finds the courses of each bundle, and settles bundles that are given twice.

    A bundle may hold "all courses of SELLER", or just "all" where the catalog is of one seller at most.
    """

    def __init__(self, courses: Sequence[Course], problems: Problems) -> None:
        """Learn the courses' ids and titles."""
        self._problems = problems
        self._suggestions_left = _MOST_SUGGESTIONS
        self._ids = {course.course_id: course.course_id for course in courses}
        self._titles: dict[str, str] = {}
        self._sellers: dict[str, str] = {}
        self._of_seller: defaultdict[str, list[str]] = defaultdict(list)
        for course in courses:
            if course.seller:
                self._sellers.setdefault(fold(course.seller), course.seller)
                self._of_seller[fold(course.seller)].append(course.course_id)
            if course.title:
                self._titles.setdefault(fold(course.title), course.course_id)

    def bundles(self, rows: Iterable[BundleRow]) -> tuple[Bundle, ...]:
        """Build the bundles, in order of appearance."""
        first_row: dict[str, BundleRow] = {}
        parts: dict[str, dict[str, None]] = {}
        for row in rows:
            first = first_row.setdefault(row.bundle_id, row)
            if first is not row and not self._belongs(first, row):
                continue
            parts.setdefault(row.bundle_id, {}).update(dict.fromkeys(self._parts(row)))
        built = (self._build(row, list(parts[bundle_id])) for bundle_id, row in first_row.items())
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

    def _parts(self, row: BundleRow) -> Iterator[str]:
        """Give the ids of a bundle's courses; one that isn't in the catalog is reported."""
        for part in self._split(row.parts):
            course_id, everything = self._known(part), self._everything(part)
            if course_id is not None:
                yield course_id
            elif everything:
                self._problems.warning(
                    "bundle-of-all",
                    f'The bundle "{row.bundle_id[:_SHOWN]}" names "{part[:_SHOWN]}", which was read as '
                    f"{count(len(everything), 'course')} of this catalog. If it holds fewer, name them.",
                    row.spot.place(row.labels.get("course_ids")),
                    value=part,
                )
                yield from everything
            else:
                self._say_unknown(row, part)

    def _say_unknown(self, row: BundleRow, part: str) -> None:
        whose = _whose(part)
        of_seller = ' For all that a seller has, write "all courses of" and the seller\'s name.'
        remedy = "" if whose is None else of_seller
        self._suggestions_left -= 1
        suggestion = None
        if self._suggestions_left >= 0:
            sellers = self._sellers.values()
            suggestion = nearest(part, self._names()) if whose is None else nearest(whose, sellers)
        self._problems.warning(
            "bundle-part-unknown",
            f'The bundle "{row.bundle_id[:_SHOWN]}" names "{part[:_SHOWN]}", which is no course of this '
            f"catalog. That part was left out of the bundle.{remedy}",
            row.spot.place(row.labels.get("course_ids")),
            value=part,
            suggestion=suggestion,
        )

    def _names(self) -> list[str]:
        return [*self._ids, *self._titles]

    def _everything(self, part: str) -> list[str]:
        """Give all courses of a seller, or of a catalog of one seller at most, where that is named."""
        whose = _whose(part)
        if whose:
            return self._of_seller.get(whose, [])
        return list(self._ids) if whose is not None and len(self._sellers) <= 1 else []

    def _known(self, part: str) -> str | None:
        return self._ids.get(part) or self._ids.get(text_of(part)) or self._titles.get(fold(part))

    def _split(self, parts: str) -> list[str]:
        """Split at ``;``; without one, at other signs where ids and titles don't hold them."""
        if ";" in parts:
            return _pieces(parts, ";")
        if not parts or self._known(parts) is not None or self._everything(parts):
            return [parts] if parts else []
        for sign in _SIGNS:
            pieces = _pieces(parts, sign)
            if len(pieces) > 1 and all(self._known(piece) is not None for piece in pieces):
                return pieces
        ids_hold_commas = any("," in course_id for course_id in self._ids)
        return [parts] if ids_hold_commas else _pieces(parts, r"\s*[,|]\s*")


def _pieces(text: str, sign: str) -> list[str]:
    return [piece.strip() for piece in re.split(sign, text) if piece.strip()]


def _whose(part: str) -> str | None:
    """Give whose whole offer is named, folded; "" for no seller's in particular, None where none is named."""
    meant = _ALL.fullmatch(fold(part))
    return None if meant is None else meant["of"] or meant["own"] or ""
