"""Two catalogs side by side: which courses both have, what differs, and who gives more and cheaper credits.

A number says little by itself: two sellers may use it for different courses. So a course is the same one
where its number and something else agree, or its activity id, or its title and seller.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.alike import content
from planner.credits import Credits, Money
from planner.naming import fold
from planner.phrases import amount, known
from planner.selling.health.thresholds import thresholds
from planner.selling.matrix import coverage_matrix

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from planner.catalog import Catalog, Course
    from planner.outline import Subcategory
    from planner.selling.matrix import Column, Matrix


@dataclass(frozen=True, slots=True)
class Difference:
    """A fact that differs: a field of the contract, or the name of a subcategory; as it is on each side."""

    field: str
    here: str
    there: str


@dataclass(frozen=True, slots=True)
class Pair:
    """One course in both catalogs. ``by`` says what told: number, activity or title."""

    here: Course
    there: Course
    by: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """One number for two different courses."""

    here: Course
    there: Course


@dataclass(frozen=True, slots=True)
class Standing:
    """A subcategory: what each catalog gives, and its least price for a credit there, where one is known."""

    subcategory: Subcategory
    here: Credits
    there: Credits
    least_here: Money | None
    least_there: Money | None

    @property
    def more(self) -> str:
        """Who gives more credits: here, there, or "" for neither."""
        return _side(self.here, self.there)

    @property
    def cheaper(self) -> str:
        """Who gives a credit for less: here, there, or "" for neither or where a price is not known."""
        if self.least_here is None or self.least_there is None:
            return ""
        return _side(self.least_there, self.least_here)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two catalogs compared: every course of either is only here, only there, or one of a pair.

    The courses of a clash stand among those, too: they tell where one number means two courses.
    """

    only_here: tuple[Course, ...]
    only_there: tuple[Course, ...]
    changed: tuple[Pair, ...]
    same: tuple[Pair, ...]
    clashes: tuple[Clash, ...]
    standings: tuple[Standing, ...]


def compare(here: Catalog, there: Catalog, on: date) -> Comparison:
    """Compare two catalogs as they stand on a day."""
    pairs, clashes = _matched(here, there)
    taken_here = {pair.here.course_id for pair in pairs}
    taken_there = {pair.there.course_id for pair in pairs}
    return Comparison(
        tuple(course for course in here.courses if course.course_id not in taken_here),
        tuple(course for course in there.courses if course.course_id not in taken_there),
        tuple(pair for pair in pairs if pair.differences),
        tuple(pair for pair in pairs if not pair.differences),
        tuple(clashes),
        tuple(_standings(here, there, on)),
    )


def _matched(here: Catalog, there: Catalog) -> tuple[list[Pair], list[Clash]]:
    """Pair the courses: by number, then by activity, then by title and seller; each course once."""
    pairs: list[Pair] = []
    clashes: list[Clash] = []
    left = dict(there.by_id())
    waiting: list[Course] = []
    for course in here.courses:
        other = left.get(course.course_id)
        if other is not None and _is_one_course(course, other):
            pairs.append(_pair(course, left.pop(course.course_id), "number"))
            continue
        waiting.append(course)
        if other is not None:
            clashes.append(Clash(course, other))
    for by, key in _KEYS.items():
        waiting = list(_paired_by(by, key, waiting, left, pairs))
    order = {course.course_id: number for number, course in enumerate(here.courses)}
    return sorted(pairs, key=lambda pair: order[pair.here.course_id]), clashes


def _paired_by(
    by: str,
    key: Callable[[Course], object],
    waiting: Iterable[Course],
    left: dict[str, Course],
    pairs: list[Pair],
) -> Iterator[Course]:
    """Pair what a key tells to be one, in the order of the catalogs; give what is still without a partner."""
    partners: defaultdict[object, list[str]] = defaultdict(list)
    for course_id, course in left.items():
        partners[key(course)].append(course_id)
    for course in waiting:
        ids = partners.get(key(course)) if key(course) else None
        if ids:
            pairs.append(_pair(course, left.pop(ids.pop(0)), by))
        else:
            yield course


_KEYS: Mapping[str, Callable[[Course], object]] = {
    "activity": lambda course: course.activity_id,
    "title": lambda course: (fold(course.title), fold(course.seller)) if fold(course.title) else "",
}


def _is_one_course(one: Course, other: Course) -> bool:
    """Whether two courses of one number are one: the number alone doesn't tell."""
    if one.activity_id and other.activity_id:
        return one.activity_id == other.activity_id
    titles = fold(one.title), fold(other.title)
    if titles[0] == titles[1] or not all(titles):
        return True
    if fold(one.seller) != fold(other.seller):
        return False
    # One seller's own number: the same course under a new title, unless all of it is another.
    same_number = bool(one.approval_number) and one.approval_number == other.approval_number
    return same_number or content(one) == content(other) or _alike(*titles)


def _alike(one: str, other: str) -> bool:
    from rapidfuzz import fuzz  # noqa: PLC0415 - only titles that differ pay for the import

    return fuzz.token_sort_ratio(one, other) >= thresholds().likeness


def _pair(here: Course, there: Course, by: str) -> Pair:
    return Pair(here, there, by, tuple(_differences(here, there)))


def _differences(here: Course, there: Course) -> Iterator[Difference]:
    """Find what differs for somebody who chooses: words but for case and punctuation, amounts, dates."""
    for name in ("title", "format"):
        one, other = getattr(here, name), getattr(there, name)
        if fold(one) != fold(other):
            yield Difference(name, one, other)
    for name in ("price", "ce_credits", "hours"):
        one, other = getattr(here, name), getattr(there, name)
        if one != other:
            yield Difference(name, known(one), known(other))
    for name in ("approved_from", "expires_on"):
        one, other = getattr(here, name), getattr(there, name)
        if one != other:
            yield Difference(name, *("not known" if day is None else day.isoformat() for day in (one, other)))
    figures = [{(f.subcategory, f.applies_from): f.credits for f in c.distributions} for c in (here, there)]
    for at, first in dict.fromkeys((*figures[0], *figures[1])):
        one, other = (side.get((at, first)) for side in figures)
        if one != other:
            since = "" if first is None else f" from {first.isoformat()}"
            yield Difference(f"{at}{since}", *("none" if c is None else amount(c) for c in (one, other)))


def _standings(here: Catalog, there: Catalog, on: date) -> Iterator[Standing]:
    """Give who covers what, in the outline's order, for all disciplines that either serves."""
    matrices = _matrices(here, there, on)
    columns = [matrix.by_subcategory for matrix in matrices]
    least = [_least_prices(matrix) for matrix in matrices]
    for at in dict.fromkeys((*columns[0], *columns[1])):
        mine, theirs = (_total(side.get(at)) for side in columns)
        if mine or theirs:
            yield Standing(at, mine, theirs, least[0].get(at), least[1].get(at))


def _matrices(here: Catalog, there: Catalog, on: date) -> tuple[Matrix, Matrix]:
    served = {
        row.subcategory.discipline
        for catalog in (here, there)
        for course in catalog.courses
        for row in course.distributions
    }
    return (
        coverage_matrix(here, on, disciplines=served),
        coverage_matrix(there, on, disciplines=served),
    )


def _total(column: Column | None) -> Credits:
    return Credits() if column is None else column.total


def _least_prices(matrix: Matrix) -> dict[Subcategory, Money]:
    """Give the least price of a credit in each subcategory, of courses whose price is known."""
    least: dict[Subcategory, Fraction] = {}
    for row in matrix.rows:
        for at, credits_ in row.credits_of.items():
            if row.course.price is not None:
                mine = Fraction(row.course.price.hundredths * 100, credits_.hundredths)
                least[at] = min(mine, least.get(at, mine))
    return {at: Money(round(cents)) for at, cents in least.items()}


def _side(here: Credits | Money, there: Credits | Money) -> str:
    """Say which is more."""
    if here.hundredths == there.hundredths:
        return ""
    return "here" if here.hundredths > there.hundredths else "there"
