"""What customers lack, pooled by discipline and subcategory, against what the catalog gives."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.credits import Credits
from planner.solving.assembling import most_for
from planner.solving.candidates import gather

if TYPE_CHECKING:
    from planner.catalog import Catalog
    from planner.outline import Subcategory
    from planner.preferences import Preferences
    from planner.selling.answering import QueueAnswer


@dataclass(frozen=True, slots=True)
class Unmet:
    """One subcategory in which somebody is short, over all customers.

    ``largest`` is the largest single shortfall. ``best_available`` is the most that all courses on offer give
    it together, of ``courses`` many; ``cheapest`` is the fewest dollars for one of its credits, by the course
    that gives it most for its price (None: no price is known).
    """

    subcategory: Subcategory
    customers: int
    credits: Credits
    largest: Credits
    best_available: Credits
    courses: int
    cheapest: Fraction | None
    cheapest_course: str | None


def unmet(queue_answer: QueueAnswer, catalog: Catalog, preferences: Preferences) -> tuple[Unmet, ...]:
    """Pool what the answers leave short, most customers first, then most credits."""
    customers: dict[Subcategory, int] = {}
    lacks: dict[Subcategory, int] = {}
    largest: dict[Subcategory, Credits] = {}
    for group, answer in zip(queue_answer.queue.groups, queue_answer.answers, strict=True):
        for at, short in () if answer is None else answer.short:
            customers[at] = customers.get(at, 0) + group.customers
            lacks[at] = lacks.get(at, 0) + group.customers * short.hundredths
            largest[at] = max(short, largest.get(at, short))
    rows = [
        _row(at, customers[at], Credits(lacks[at]), largest[at], catalog, preferences) for at in customers
    ]
    return tuple(sorted(rows, key=lambda row: (-row.customers, -row.credits.hundredths, row.subcategory)))


def _row(  # noqa: PLR0913, PLR0917 - one figure each
    at: Subcategory,
    customers: int,
    lacks: Credits,
    largest: Credits,
    catalog: Catalog,
    preferences: Preferences,
) -> Unmet:
    candidates = gather(catalog, preferences, (), (at,))
    prices = [
        (Fraction(course.price.hundredths, candidate.most[at].hundredths), course.course_id)
        for candidate in candidates.courses
        if at in candidate.most and (course := candidate.course).price is not None
    ]
    cheapest, course_id = min(prices, default=(None, None))
    return Unmet(
        at,
        customers,
        lacks,
        largest,
        best_available=most_for(at, candidates),
        courses=sum(at in candidate.most for candidate in candidates.courses),
        cheapest=cheapest,
        cheapest_course=course_id,
    )
