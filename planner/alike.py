"""Courses that may be one activity though no activity id says so: an activity counts once (domain rule 5)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

from planner.naming import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from planner.catalog import Course

Key = TypeVar("Key", bound="Hashable")


def content(course: Course) -> tuple[object, ...]:
    """Give what makes two courses give the same: CE credits and distribution, in any order."""
    return course.ce_credits, frozenset(
        (figure.subcategory, figure.credits, figure.applies_from) for figure in course.distributions
    )


def with_one_approval_number(courses: Iterable[Course]) -> Iterator[list[Course]]:
    """Find courses that carry one approval number, but no activity id in common."""
    return _not_said_to_be_one(grouped(courses, lambda course: fold(course.approval_number)))


def with_one_title(courses: Iterable[Course]) -> Iterator[list[Course]]:
    """Find courses with one title and the same credits, but no activity id in common."""
    return _not_said_to_be_one(grouped(courses, _title_and_content))


def said_to_be_one(courses: Iterable[Course]) -> bool:
    """Whether all these courses are one activity already."""
    return len({course.activity for course in courses}) == 1


def grouped(courses: Iterable[Course], key: Callable[[Course], Key]) -> dict[Key, list[Course]]:
    """Group courses by a key; a blank key and a group of one are left out."""
    groups: defaultdict[Key, list[Course]] = defaultdict(list)
    for course in courses:
        if of_course := key(course):
            groups[of_course].append(course)
    return {each: alike for each, alike in groups.items() if len(alike) > 1}


def _title_and_content(course: Course) -> Hashable:
    named = course.title and course.distributions
    return (fold(course.title), content(course)) if named else ""


def _not_said_to_be_one(groups: dict[Key, list[Course]]) -> Iterator[list[Course]]:
    return (alike for alike in groups.values() if not said_to_be_one(alike))
