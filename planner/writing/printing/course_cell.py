"""A course as a table cell: its name, its seller, where to order it, what it is for. Imports reportlab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.phrases import amount
from planner.writing.printing.lettering import BODY, SMALL, link, marked_up, unbroken
from planner.writing.printing.pieces import stacked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.platypus import Flowable

    from planner.catalog import Course
    from planner.plan import Serving

_FOR = 9.0
_LONGEST_FACT, _SHORT_CODE = 120, 30


def course_cell(
    course: Course, serves: Sequence[Serving] = (), *, place: int = 0, otherwise: str = ""
) -> list[Flowable]:
    """Set a course in a cell.

    Args:
        course: the course.
        serves: what it is there for, a line each.
        place: its number in the list, from 1; 0 for none.
        otherwise: what to say where it serves nothing.
    """
    facts = [marked_up(fact, _LONGEST_FACT) for fact in (course.seller, course.format) if fact]
    where = [named_code("ID", course.course_id), *([link(course.url)] if course.url else [])]
    gives = [
        (f"For {marked_up(str(serving.subcategory))}: {unbroken(amount(serving.credits))}", _FOR, False)
        for serving in serves
    ]
    number = f"{place}. " if place else ""
    return stacked(
        (f"{number}{marked_up(course.name)}", BODY + (0.5 if place else 0), True),
        (" · ".join(facts), SMALL, False),
        (" · ".join(where), SMALL, False),
        *(gives or [(marked_up(otherwise), _FOR, False)]),
    )


def named_code(kind: str, code: str) -> str:
    """Write an id so that it stays with its name; a very long one may break."""
    said = f"{kind} {code}"
    return unbroken(said) if len(said) < _SHORT_CODE else marked_up(said, _LONGEST_FACT)
