"""Checks for one activity under several numbers: it counts once (domain rule 5), so plans must know of it."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from planner.alike import content, grouped, said_to_be_one, with_one_approval_number, with_one_title
from planner.naming import fold
from planner.phrases import joined
from planner.selling.health.finding import Finding, Todo
from planner.selling.health.thresholds import thresholds

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from planner.catalog import Catalog, Course

# Of more courses with the very same credits, only titles that stand next to each other are compared.
_MOST_COMPARED = 400
_NUMERAL = re.compile(r"\b(?:\d+|[ivx]+|one|two|three|four|five)\b")
_MOST_NAMED = 5


def same_activity_id(catalog: Catalog) -> Iterator[Finding]:
    """Find activity ids that several courses carry.

    With equal credits that is as it should be: good to know. With different ones, one of them is wrong.
    """
    for courses in grouped(catalog.courses, lambda course: course.activity_id).values():
        activity_id = courses[0].activity_id
        if len({content(course) for course in courses}) > 1:
            found = (
                f'{_listed(courses)} carry the activity id "{activity_id}", but not the same credits. A plan '
                "takes at most one of them."
            )
            yield _about(courses, "activity-credits-differ", found, activity_id)
        else:
            found = f'{_listed(courses)} are the activity "{activity_id}": a plan takes at most one of them.'
            yield replace(_about(courses, "activity-several-numbers", found, activity_id), note=True)


def activity_ids_alike(catalog: Catalog) -> Iterator[Finding]:
    """Find activity ids that differ in case or punctuation only: they count as one activity."""
    for alike in grouped(catalog.courses, lambda course: fold(course.activity_id)).values():
        ids = list(dict.fromkeys(course.activity_id for course in alike))
        if len(ids) > 1:
            named = joined([f'"{each}"' for each in ids[:_MOST_NAMED]])
            found = (
                f"The activity ids {named} differ only in case or punctuation. They count as one activity: a "
                "plan takes at most one of its courses."
            )
            yield replace(_about(alike, "activity-ids-alike", found, ids[1]), suggestion=ids[0])


def same_approval_number(catalog: Catalog) -> Iterator[Finding]:
    """Find courses that carry one approval number, but no activity id in common."""
    for courses in with_one_approval_number(catalog.courses):
        found = f"{_listed(courses)} carry one approval number, {courses[0].approval_number}."
        yield _about(courses, "same-approval-number", found, courses[0].approval_number)


def same_title(catalog: Catalog) -> Iterator[Finding]:
    """Find courses with one title and the same credits, but no activity id in common."""
    for courses in with_one_title(catalog.courses):
        found = (
            f"{_listed(courses)} have one title and the same credits. A plan may count both, and ARRT "
            "counts an activity once."
        )
        yield _about(courses, "same-title-same-credits", found, courses[0].title)


def nearly_same_title(catalog: Catalog) -> Iterator[Finding]:
    """Find courses of one seller with nearly the same title and the very same credits.

    Titles that differ in their numbers ("Part 1", "Part 2") are a series, not one course.
    """
    from rapidfuzz import fuzz  # noqa: PLC0415 - only a catalog's check pays for the import

    likeness = thresholds().likeness
    for courses in grouped(catalog.courses, _seller_and_content).values():
        for one, other in _pairs(courses):
            titles = (fold(one.title), fold(other.title))
            if titles[0] == titles[1] or said_to_be_one((one, other)) or _is_series(*titles):
                continue
            if fuzz.token_sort_ratio(*titles, score_cutoff=likeness):
                found = (
                    f"{_listed((one, other))} have nearly the same title and the very same credits: perhaps "
                    "one activity."
                )
                yield _about((one, other), "nearly-same-title", found, other.title)


def _seller_and_content(course: Course) -> Hashable:
    named = course.title and course.distributions
    return (fold(course.seller), content(course)) if named else ""


def _pairs(courses: Sequence[Course]) -> Iterable[tuple[Course, Course]]:
    if len(courses) <= _MOST_COMPARED:
        return combinations(courses, 2)
    return pairwise(sorted(courses, key=lambda course: (fold(course.title), course.course_id)))


def _is_series(one: str, other: str) -> bool:
    numerals = _NUMERAL.findall(one), _NUMERAL.findall(other)
    return all(numerals) and numerals[0] != numerals[1]


def _listed(courses: Sequence[Course]) -> str:
    named = [f'{course.course_id} "{course.title}"' for course in courses[:_MOST_NAMED]]
    more = len(courses) - _MOST_NAMED
    return f"{', '.join(named)} and {more} more" if more > 0 else joined(named)


def _about(courses: Sequence[Course], code: str, found: str, value: str) -> Finding:
    ids = tuple(course.course_id for course in courses)
    return Finding(Todo.CONFIRM_ACTIVITY, code, found, ids, courses[-1].place, value=value)
