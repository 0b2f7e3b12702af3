"""A catalog seen by whole categories: each distribution of one discipline summed up by category and in all.

What counts for structured education is an activity's distribution in the discipline, by category, not its CE
credits (domain rule 10). Everything else about the courses, bundles and prices stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.catalog import Distribution
from planner.credits import Credits
from planner.naming import fold, nearest
from planner.phrases import amount, count, joined
from planner.problem import Problem, Severity
from planner.structured.requirement import TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from planner.catalog import Catalog, Course
    from planner.structured.requirement import StructuredRequirement

# A category to its figures by subcategory; the figure of the category as a whole has the name "".
_Figures = dict[str, dict[str, Credits]]


@dataclass(frozen=True, slots=True)
class Collapsed:
    """The catalog by categories, and what of it stands in no category of the outline."""

    catalog: Catalog
    problems: tuple[Problem, ...]


def by_category(catalog: Catalog, requirement: StructuredRequirement) -> Collapsed:
    """Sum up the discipline's distributions in a catalog by category."""
    return Collapsed(
        replace(
            catalog,
            courses=tuple(
                replace(course, distributions=collapse(course.distributions, requirement))
                if any(_is_of(row, requirement) for row in course.distributions)
                else course
                for course in catalog.courses
            ),
        ),
        tuple(_not_counted(catalog.courses, requirement)),
    )


def collapse(rows: Iterable[Distribution], requirement: StructuredRequirement) -> tuple[Distribution, ...]:
    """Sum up one distribution: a row for each category and the total, for each day from which it changes.

    The figures that hold from a day on are those of `planner.catalog.Course.distribution_on`: the undated
    ones, and over them the newest dated set as a whole. A figure for the category only is just what is needed
    here; where its set also has figures for subcategories, it repeats their sum and is left aside. Rows of
    other disciplines stay as they are.
    """
    rows = tuple(rows)
    sets: dict[date | None, list[Distribution]] = {}
    for row in rows:
        if _is_of(row, requirement):
            sets.setdefault(row.applies_from, []).append(row)
    if not sets:
        return rows
    undated = _grouped(sets.get(None, ()), requirement)
    summed = [*_summed(undated, None, requirement)] if None in sets else []
    for day in sorted(day for day in sets if day is not None):
        summed += _summed(_overlaid(undated, _grouped(sets[day], requirement)), day, requirement)
    return (*(row for row in rows if not _is_of(row, requirement)), *summed)


def _is_of(row: Distribution, requirement: StructuredRequirement) -> bool:
    return row.subcategory.discipline == requirement.discipline.code


def _grouped(rows: Iterable[Distribution], requirement: StructuredRequirement) -> _Figures:
    """Group the figures of one set by category; those in no category of the outline can't count."""
    names = {fold(category.name): category.name for category in requirement.categories}
    grouped: _Figures = {}
    for row in rows:
        category = names.get(fold(row.subcategory.category))
        if category is not None:
            grouped.setdefault(category, {})[row.subcategory.name] = row.credits
    for figures in grouped.values():
        if len(figures) > 1:
            figures.pop("", None)
    return grouped


def _overlaid(undated: _Figures, dated: _Figures) -> _Figures:
    """Put a dated set over the undated figures; a whole category's figure replaces the category."""
    result = dict(undated)
    for category, figures in dated.items():
        earlier = undated.get(category, {})
        by_name = "" not in figures and "" not in earlier
        result[category] = {**earlier, **figures} if by_name else figures
    return result


def _summed(
    figures: Mapping[str, Mapping[str, Credits]], day: date | None, requirement: StructuredRequirement
) -> Iterable[Distribution]:
    """Give a row for every category, also one of 0: it has to take the place of an earlier set's."""
    sums = {
        category.name: Credits.total(figures.get(category.name, {}).values())
        for category in requirement.categories
    }
    for name, credits_ in (*sums.items(), (TOTAL, Credits.total(sums.values()))):
        yield Distribution(requirement.planned_as(name), credits_, day)


def _not_counted(courses: Iterable[Course], requirement: StructuredRequirement) -> Iterable[Problem]:
    """Say what of the discipline is in another category than the outline's, or in none."""
    known = {fold(category.name) for category in requirement.categories}
    found: dict[str, list[tuple[Course, Credits]]] = {}
    counting = 0
    for course in courses:
        for row in course.distributions:
            if _is_of(row, requirement) and row.credits:
                category = row.subcategory.category
                counting += fold(category) in known
                if fold(category) not in known:
                    found.setdefault(category, []).append((course, row.credits))
    if not counting:
        yield _nothing_in(requirement)
    for category, figures in sorted(found.items()):
        yield _in_another_category(category, figures, requirement)


def _nothing_in(requirement: StructuredRequirement) -> Problem:
    message = (
        f"No course of the catalog has a credit distribution in {requirement.discipline.name}, so none "
        "counts towards its structured education."
    )
    return Problem(Severity.WARNING, "discipline-not-in-catalog", message)


def _in_another_category(
    category: str, figures: Sequence[tuple[Course, Credits]], requirement: StructuredRequirement
) -> Problem:
    categories = [category.name for category in requirement.categories]
    course, credits_ = figures[0]
    where = f"the category {category!r}, which its outline hasn't got" if category else "no category"
    message = (
        f"{requirement.discipline.name}: {count(len(figures), 'figure')} "
        f"{'stands' if len(figures) == 1 else 'stand'} in {where} (the first: {amount(credits_)} of "
        f"{course.name!r}), and can't be counted towards structured education. "
        f"Its categories are {joined(categories)}."
    )
    suggestion = nearest(category, categories) if category else None
    return Problem(
        Severity.WARNING, "category-not-in-outline", message, course.place, category or None, suggestion
    )
