"""Courses, their credit distributions, and bundles of courses."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol, TypeVar

from planner.credits import Credits
from planner.naming import fold
from planner.problem import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from planner.credits import Hours, Money
    from planner.outline import Subcategory


@dataclass(frozen=True, slots=True)
class Distribution:
    """How many credits of an activity ARRT assigned to one subcategory of one discipline.

    A different number from CE credits, and often smaller. Where ``subcategory.name`` is empty the figure
    is known for the category only: it is kept, but can't be matched to a prescription (domain rule 1).
    ``applies_from`` is the first day on which an enrollment gets this figure (domain rule 4).
    """

    subcategory: Subcategory
    credits: Credits
    applies_from: date | None = None
    outline_version: str = ""


class _Figure(Protocol):
    @property
    def subcategory(self) -> Subcategory: ...
    @property
    def credits(self) -> Credits: ...
    @property
    def applies_from(self) -> date | None: ...


_OfFigure = TypeVar("_OfFigure", bound=_Figure)


def sums_over(most: Credits, figures: Sequence[_OfFigure]) -> Iterator[tuple[str, Credits, _OfFigure]]:
    """Find where a course's figures of one discipline, on a day, add up to more than its CE credits.

    A dated set counts together with the undated figures that it leaves standing, as in
    `Course.distribution_on`.

    Yields:
        The discipline, the sum, and the set's last figure.
    """
    sums: dict[tuple[str, date | None], int] = {}
    last: dict[tuple[str, date | None], _OfFigure] = {}
    for figure in figures:
        key = (figure.subcategory.discipline, figure.applies_from)
        sums[key] = sums.get(key, 0) + figure.credits.hundredths
        last[key] = figure
    for key, alone in sums.items():
        discipline, day = key
        total = alone
        if day is not None and (discipline, None) in sums:
            total = max(alone, _with_undated(figures, discipline, day))
        if total > most.hundredths:
            yield discipline, Credits(total), last[key]


def _with_undated(figures: Iterable[_Figure], discipline: str, day: date) -> int:
    """Add up, in hundredths, a discipline's figures of a day and the undated ones of other subcategories."""
    mine = [figure for figure in figures if figure.subcategory.discipline == discipline]
    standing = {f.subcategory: f.credits.hundredths for f in mine if f.applies_from is None}
    standing |= {f.subcategory: f.credits.hundredths for f in mine if f.applies_from == day}
    return sum(hundredths for at, hundredths in standing.items() if at.name)


@dataclass(frozen=True, slots=True)
class Course:
    """An activity that a seller offers. ``None`` always means not known, never zero.

    ``activity_id`` marks the same content sold under several numbers (domain rule 5).
    ``left_out`` says why the catalog's own facts keep the course out of every plan; empty means usable.
    """

    course_id: str
    title: str = ""
    seller: str = ""
    format: str = ""
    ce_category: str = ""
    ce_credits: Credits | None = None
    list_price: Money | None = None
    sale_price: Money | None = None
    hours: Hours | None = None
    activity_id: str = ""
    approval_number: str = ""
    approved_from: date | None = None
    expires_on: date | None = None
    url: str = ""
    distributions: tuple[Distribution, ...] = ()
    left_out: str = ""
    place: Place = field(default_factory=Place, compare=False)
    """Where its facts stand, and in ``headers`` what the columns are called there, by the field's name."""
    headers: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def price(self) -> Money | None:
        """What one pays: the sale price where there is one, else the list price."""
        return self.sale_price if self.sale_price is not None else self.list_price

    @property
    def activity(self) -> str:
        """The activity that this course is: its ``activity_id`` in any spelling, or the course itself."""
        if not self.activity_id:
            return f"course:{self.course_id}"
        return f"activity:{fold(self.activity_id) or self.activity_id}"

    @property
    def name(self) -> str:
        """What to call it on screen: the title, or the id where there is none."""
        return self.title or self.course_id

    def days_of_change(self, after: date) -> tuple[date, ...]:
        """Give the days after a day from which an enrollment gets other figures."""
        begins = {row.applies_from for row in self.distributions if row.applies_from is not None}
        return tuple(sorted(day for day in begins if day > after))

    def place_of(self, *facts: str, otherwise: str | None = None) -> Place:
        """Name the place of the first of some facts that has a column; ``otherwise`` is a column to fill."""
        column = next((self.headers[fact] for fact in facts if fact in self.headers), otherwise)
        return replace(self.place, column=column) if self.place.file else self.place

    def distribution_on(self, day: date) -> dict[Subcategory, Credits]:
        """Give the credits of each subcategory for an enrollment on a day.

        Undated figures hold on any day. Of dated figures, a discipline's newest set in force on that day
        holds as a whole, because ARRT assigns a discipline's distribution at once (domain rules 3 and 4).
        Figures for a category only are not part of it.
        """
        newest: dict[str, date] = {}
        for row in self.distributions:
            if row.applies_from is not None and row.applies_from <= day:
                discipline = row.subcategory.discipline
                newest[discipline] = max(newest.get(discipline, row.applies_from), row.applies_from)
        credits_of: dict[Subcategory, Credits] = {}
        for dated in (False, True):
            for row in self.distributions:
                if not row.subcategory.name or (row.applies_from is not None) is not dated:
                    continue
                if dated and row.applies_from != newest.get(row.subcategory.discipline):
                    continue
                credits_of[row.subcategory] = row.credits
        return credits_of


@dataclass(frozen=True, slots=True)
class Bundle:
    """Several courses at one price. It has no credits of its own; its parts are also sold singly."""

    bundle_id: str
    title: str = ""
    price: Money | None = None
    course_ids: tuple[str, ...] = ()
    place: Place = field(default_factory=Place, compare=False)

    @property
    def name(self) -> str:
        """What to call it on screen."""
        return self.title or self.bundle_id


@dataclass(frozen=True, slots=True)
class Catalog:
    """Everything on offer. ``name`` says which catalog it is; ``fictional`` marks demo data."""

    courses: tuple[Course, ...] = ()
    bundles: tuple[Bundle, ...] = ()
    name: str = ""
    fictional: bool = False

    def by_id(self) -> Mapping[str, Course]:
        """Give the courses by their ids."""
        return {course.course_id: course for course in self.courses}

    @property
    def has_prices(self) -> bool:
        """Whether any course or bundle has a known price."""
        return any(c.price is not None for c in self.courses) or any(
            b.price is not None for b in self.bundles
        )
