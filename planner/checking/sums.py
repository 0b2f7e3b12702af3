"""The sums that a plan tells, and the words for one that is wrong."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from planner.naming import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from planner.catalog import Bundle, Course
    from planner.checking.offers import Figures
    from planner.credits import Hundredths
    from planner.plan import Totals


def different(name: str, told: Mapping[str, int], expected: Mapping[str, int]) -> Iterator[str]:
    """Say each figure that is not what it should be, in hundredths."""
    for field, figure in expected.items():
        if told[field] != figure:
            yield f"{name}: {field} is told as {told[field]} hundredths or items and should be {figure}"


def repeated(kind: str, names: Iterable[str]) -> Iterator[str]:
    """Say what occurs more than once."""
    for name, times in Counter(names).items():
        if times > 1:
            yield f"the {kind} {name!r} is counted {times} times"


def activity_of(course: Course) -> str:
    """Name what counts once: the same activity id in whatever spelling, or the course by itself."""
    return fold(course.activity_id) or course.activity_id or f"the course itself: {course.course_id}"


def by_discipline(figures: Figures) -> list[Figures]:
    """Part figures by discipline: only one of the parts may count unless disciplines may share."""
    return [
        {row: amount for row, amount in figures.items() if row.discipline == discipline}
        for discipline in sorted({row.discipline for row in figures})
    ]


def totals(
    courses: Sequence[Course], alone: Sequence[Course], bundles: Sequence[Bundle], targeted: int
) -> dict[str, int]:
    """Add up courses, of which some are bought alone, and bundles. What is not known is counted apart."""
    paid: list[Hundredths | None] = [*(_to_pay(course) for course in alone), *(b.price for b in bundles)]
    ce_credits = [course.ce_credits for course in courses]
    hours = [course.hours for course in courses]
    return {
        "price": _known(paid),
        "price_unknown": paid.count(None),
        "ce_credits": _known(ce_credits),
        "ce_credits_unknown": ce_credits.count(None),
        "targeted_credits": targeted,
        "courses": len(courses),
        "hours": _known(hours),
        "hours_unknown": hours.count(None),
    }


def as_told(told: Totals) -> dict[str, int]:
    """Give the totals of a plan in the same shape."""
    return {
        "price": told.price.hundredths,
        "price_unknown": told.price_unknown,
        "ce_credits": told.ce_credits.hundredths,
        "ce_credits_unknown": told.ce_credits_unknown,
        "targeted_credits": told.targeted_credits.hundredths,
        "courses": told.courses,
        "hours": told.hours.hundredths,
        "hours_unknown": told.hours_unknown,
    }


def _to_pay(course: Course) -> Hundredths | None:
    return course.list_price if course.sale_price is None else course.sale_price


def _known(amounts: Iterable[Hundredths | None]) -> int:
    return sum(amount.hundredths for amount in amounts if amount is not None)
