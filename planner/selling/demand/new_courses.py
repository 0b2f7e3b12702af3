"""Which course to make next: what it would have to give, and who would then be covered.

A new course is taken to be open to everybody, free (its price is the seller's to set) and of one discipline.
Its credits go in quarter steps, as ARRT's do, and come to no more than the largest courses on the market.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, product
from math import prod
from typing import TYPE_CHECKING

from planner.credits import Credits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from planner.outline import Subcategory
    from planner.selling.demand.shortages import Standing
    from planner.solving.clock import Clock

QUARTER = 25
MOST_CREDITS = Credits(24_00)
"""Courses of 0.5 to 24 credits are on the market (domain notes, sizes seen)."""
MOST_SUBCATEGORIES = 3
_MOST_COMBINATIONS = 3_000
_MOST_GIVEN = 5

Figures = dict["Subcategory", int]


@dataclass(frozen=True, slots=True)
class Step:
    """A course with so many credits in a subcategory newly covers so many customers."""

    credits: Credits
    customers: int


@dataclass(frozen=True, slots=True)
class Curve:
    """For one subcategory: what a course that serves it alone has to give, and how many that covers.

    ``exact`` False: time was up before all customers were looked at, so there may be more.
    """

    subcategory: Subcategory
    steps: tuple[Step, ...]
    exact: bool


@dataclass(frozen=True, slots=True)
class NewCourse:
    """A course that could be made: what it gives, whom it newly covers, and what it meets of what is short.

    ``groups`` are the numbers of the queue's groups that it newly covers. ``exact`` as in `Curve`.
    """

    discipline: str
    gives: tuple[tuple[Subcategory, Credits], ...]
    customers: int
    credits_met: Credits
    groups: tuple[int, ...]
    exact: bool

    @property
    def credits(self) -> Credits:
        """All credits that it gives."""
        return Credits.total(credits_ for _, credits_ in self.gives)


def curves(short: Sequence[Standing], clock: Clock) -> tuple[Curve, ...]:
    """Give the curve of each subcategory in which somebody is short, in the order of their names.

    Raises:
        SolverFault: the solver ended without an answer.
    """
    found: list[Curve] = []
    for at in sorted({at for one in short for at in one.needs}):
        takes: dict[int, int] = {}
        exact = True
        for one in short:
            least, known = _least_that_covers(one, at, clock)
            exact = exact and known
            if least is not None:
                takes[least] = takes.get(least, 0) + one.customers
        covered, steps = 0, []
        for least in sorted(takes):
            covered += takes[least]
            steps.append(Step(Credits(least), covered))
        if steps or any(at in one.short for one in short):
            found.append(Curve(at, tuple(steps), exact))
    return tuple(found)


def _least_that_covers(one: Standing, at: Subcategory, clock: Clock) -> tuple[int | None, bool]:
    """Give the least credits, in quarter steps, with which a course in one subcategory covers a group."""
    if not one.tangled:
        return (_up(one.short[at]) if one.short.keys() == {at} else None), True
    if at not in one.needs:
        return None, True
    most = _up(one.needs[at])
    left = one.short_with({at: most}, clock)
    if left is None or left:
        return None, left is not None
    low, high = 0, most // QUARTER
    while high - low > 1:
        middle = (low + high) // 2
        left = one.short_with({at: middle * QUARTER}, clock)
        if left is None:
            return None, False
        low, high = (middle, high) if left else (low, middle)
    return high * QUARTER, True


def new_courses(short: Sequence[Standing], clock: Clock) -> tuple[NewCourse, ...]:
    """Give, for each discipline, the courses that newly cover most customers, then meet most of what lacks.

    Of courses that cover as many the one with fewer credits is given, and none that takes more credits for
    fewer customers. Disciplines by the best that can be had.

    Raises:
        SolverFault: the solver ended without an answer.
    """
    found: list[list[NewCourse]] = []
    for code in sorted({at.discipline for one in short for at in one.short}):
        concerned = [one for one in short if any(at.discipline == code for at in one.needs)]
        likely = sorted(_candidates(code, concerned), key=_rank)
        worth_making = _efficient(likely)[:_MOST_GIVEN]
        exact = [_looked_at(code, figures, concerned, clock) for _, _, figures in worth_making]
        found.append(sorted(exact, key=_order))
    return tuple(course for courses in sorted(found, key=lambda c: _order(c[0])) for course in courses)


_Likely = tuple[int, int, Figures]


def _candidates(code: str, concerned: Sequence[Standing]) -> Iterator[_Likely]:
    """Go through what a course could give, each with the customers covered and what it meets, as told."""
    levels: dict[Subcategory, list[int]] = {}
    for at in sorted({at for one in concerned for at in one.short if at.discipline == code}):
        levels[at] = sorted({_up(one.short[at]) for one in concerned if at in one.short})
    for number in range(1, MOST_SUBCATEGORIES + 1):
        for chosen in combinations(levels, number):
            offered = [levels[at] for at in chosen]
            if prod(map(len, offered)) > _MOST_COMBINATIONS:
                offered = [steps[-1:] for steps in offered]
            for figures in product(*offered):
                if sum(figures) <= MOST_CREDITS.hundredths:
                    yield _likely(dict(zip(chosen, figures, strict=True)), concerned)


def _likely(figures: Figures, concerned: Sequence[Standing]) -> _Likely:
    customers = met = 0
    for one in concerned:
        left = sum(max(0, lack - figures.get(at, 0)) for at, lack in one.short.items())
        customers += 0 if left else one.customers
        met += one.customers * (sum(one.short.values()) - left)
    return customers, met, figures


def _rank(likely: _Likely) -> tuple[int, int, int, int, list[Subcategory]]:
    customers, met, figures = likely
    return (-customers, -met, sum(figures.values()), len(figures), sorted(figures))


def _efficient(ranked: Sequence[_Likely]) -> list[_Likely]:
    """Leave out what takes as many credits as something that covers as many customers, or more.

    Where nobody can be covered, what meets most is left.
    """
    if not ranked or not ranked[0][0]:
        return list(ranked[:1])
    least: dict[int, _Likely] = {}
    for likely in ranked:
        customers, met, figures = likely
        if not customers:
            break
        known = least.get(customers)
        if known is None or (sum(figures.values()), -met) < (sum(known[2].values()), -known[1]):
            least[customers] = likely
    kept: list[_Likely] = []
    fewest: int | None = None
    for customers in sorted(least, reverse=True):
        credits_ = sum(least[customers][2].values())
        if fewest is None or credits_ < fewest:
            kept.append(least[customers])
            fewest = credits_
    return kept


def _looked_at(
    code: str, figures: Mapping[Subcategory, int], concerned: Sequence[Standing], clock: Clock
) -> NewCourse:
    customers = met = 0
    groups: list[int] = []
    exact = True
    for one in concerned:
        left = one.short_with(figures, clock)
        if left is None:
            exact = False
            continue
        met += one.customers * max(0, sum(one.short.values()) - left)
        if not left:
            customers += one.customers
            groups.append(one.group)
    gives = tuple((at, Credits(figure)) for at, figure in sorted(figures.items()))
    return NewCourse(code, gives, customers, Credits(met), tuple(groups), exact)


def _order(course: NewCourse) -> tuple[int, int, int, tuple[tuple[Subcategory, Credits], ...]]:
    return (-course.customers, -course.credits_met.hundredths, course.credits.hundredths, course.gives)


def _up(figure: int) -> int:
    """Round up to a quarter credit."""
    return -(-figure // QUARTER) * QUARTER
