"""Checks of spelling: one seller or format written in several ways, untidy titles, names no outline knows."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from planner.naming import How, fold
from planner.phrases import count, joined
from planner.selling.health.finding import Change, Finding, Todo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.catalog import Catalog, Course
    from planner.naming import Names
    from planner.outline import Subcategory

_STRAY = " ,;:-\u2013\u2014"
_MOST_NAMED = 5


def seller_spelled_several_ways(catalog: Catalog) -> Iterator[Finding]:
    """Find sellers whose name is written in several ways; the commonest is the one to keep."""
    yield from _several_ways(
        catalog, "seller", "One seller, as case, spaces and punctuation aside they agree."
    )


def format_spelled_several_ways(catalog: Catalog) -> Iterator[Finding]:
    """Find formats that are written in several ways; the commonest is the one to keep."""
    yield from _several_ways(
        catalog, "format", "One format, as case, spaces and punctuation aside they agree."
    )


def untidy_titles(catalog: Catalog) -> Iterator[Finding]:
    """Find titles with doubled spaces, or signs at their ends that belong to a list."""
    for course in catalog.courses:
        tidy = " ".join(course.title.split()).strip(_STRAY)
        if tidy and tidy != course.title and fold(tidy) == fold(course.title):
            why = "Doubled spaces and stray signs say nothing."
            yield Finding(
                Todo.WRITE_ALIKE,
                "title-untidy",
                f'The title "{course.title}" has doubled spaces or a stray sign at its end.',
                (course.course_id,),
                course.place,
                value=course.title,
                suggestion=tidy,
                changes=(Change(course.course_id, "title", course.title, tidy, why, course.place),),
            )


def unknown_names(catalog: Catalog, names: Names) -> Iterator[Finding]:
    """Find disciplines and subcategories that no outline knows, with the nearest name."""
    using: defaultdict[Subcategory, dict[str, None]] = defaultdict(dict)
    places = {course.course_id: course.place for course in catalog.courses}
    for course in catalog.courses:
        for figure in course.distributions:
            using[figure.subcategory][course.course_id] = None
    for at, ids in using.items():
        discipline = names.discipline(at.discipline)
        reading = names.subcategory(discipline.value, at.category, at.name)
        if discipline.how is How.UNKNOWN:
            code, value, near = "unknown-discipline", at.discipline, discipline.nearest
        elif reading.how is How.UNKNOWN:
            code, value, near = "unknown-subcategory", at.name, reading.nearest
        else:
            continue
        hint = f' The nearest name known is "{near}".' if near else ""
        found = f'"{value}" is in no outline known here; {count(len(ids), "course")} use it.{hint}'
        yield Finding(
            Todo.CONFIRM_NAME, code, found, tuple(ids), places[next(iter(ids))], value=value, suggestion=near
        )


def _several_ways(catalog: Catalog, field: str, why: str) -> Iterator[Finding]:
    """Find a text that is written in several ways; of equally common ones the first by alphabet is kept."""
    written: defaultdict[str, Counter[str]] = defaultdict(Counter)
    by_text: defaultdict[str, list[Course]] = defaultdict(list)
    for course in catalog.courses:
        text: str = getattr(course, field)
        if fold(text):
            written[fold(text)][text] += 1
            by_text[text].append(course)
    for ways in written.values():
        if len(ways) == 1:
            continue
        # An even count would otherwise be settled by the order of rows.
        kept = min(ways, key=lambda text: (-ways[text], text))
        others = sorted(set(ways) - {kept})
        changes = tuple(
            Change(course.course_id, field, text, kept, why, course.place)
            for text in others
            for course in by_text[text]
        )
        named = joined([f'"{text}"' for text in others[:_MOST_NAMED]])
        found = f'The {field} "{kept}" is also written {named}.'
        yield Finding(
            Todo.WRITE_ALIKE,
            f"{field}-spelled-differently",
            found,
            tuple(change.course_id for change in changes),
            changes[0].place,
            value=others[0],
            suggestion=kept,
            changes=changes,
        )
