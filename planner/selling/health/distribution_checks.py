"""Checks of credit distributions: missing, by category only, too large, in odd steps, of another outline."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from planner.catalog import sums_over
from planner.phrases import amount, joined
from planner.problem import Severity
from planner.rules import rulebook
from planner.selling.health.finding import Finding, Todo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.catalog import Catalog
    from planner.outline import Outlines


def without_distribution(catalog: Catalog) -> Iterator[Finding]:
    """Find courses without any figure: nothing of them counts towards a prescription."""
    for course in catalog.courses:
        if not course.distributions:
            found = f'"{course.name}" has no credit distribution, so nothing of it counts for a prescription.'
            code, place = "course-without-distribution", course.place_of("course_id", "title")
            yield Finding(Todo.ASK_ARRT, code, found, (course.course_id,), place, value=course.course_id)


def category_only(catalog: Catalog) -> Iterator[Finding]:
    """Find figures that are known for a category only: a prescription is per subcategory."""
    for course in catalog.courses:
        for figure in course.distributions:
            if not figure.subcategory.name:
                found = (
                    f'"{course.name}" has {amount(figure.credits)} in {figure.subcategory}, but no '
                    "subcategory is named. The figure serves no prescription."
                )
                yield Finding(Todo.ASK_ARRT, "category-figure-only", found, (course.course_id,), course.place)


def over_ce_credits(catalog: Catalog) -> Iterator[Finding]:
    """Find courses that give a discipline more than their CE credits."""
    for course in catalog.courses:
        if course.ce_credits is None:
            continue
        for discipline, total, _ in sums_over(course.ce_credits, course.distributions):
            found = (
                f'The {discipline} distribution of "{course.name}" adds up to {amount(total)}, more than '
                f"its {course.ce_credits} CE credits."
            )
            yield Finding(
                Todo.MEND_THE_NUMBER,
                "distribution-over-ce-credits",
                found,
                (course.course_id,),
                course.place,
                Severity.ERROR,
                value=str(total),
            )


def odd_steps(catalog: Catalog) -> Iterator[Finding]:
    """Find figures that are no whole number of quarters, in which distributions move (domain rule 3)."""
    step = rulebook().credit_step
    for course in catalog.courses:
        for figure in course.distributions:
            if figure.credits.hundredths % step.hundredths:
                found = (
                    f'"{course.name}" has {amount(figure.credits)} in {figure.subcategory}, which is no '
                    f"whole number of steps of {step}."
                )
                yield Finding(
                    Todo.MEND_THE_NUMBER,
                    "credits-odd-step",
                    found,
                    (course.course_id,),
                    course.place,
                    value=str(figure.credits),
                )


def other_outline(catalog: Catalog, outlines: Outlines) -> Iterator[Finding]:
    """Find distributions of another version of an outline than the one known here.

    A discipline whose outline's version is not known here says nothing.
    """
    present: defaultdict[str, set[str]] = defaultdict(set)
    for row in outlines.rows:
        if row.version:
            present[row.subcategory.discipline].add(row.version)
    for course in catalog.courses:
        given = dict.fromkeys(
            (figure.subcategory.discipline, figure.outline_version) for figure in course.distributions
        )
        for discipline, version in given:
            known = present.get(discipline, set())
            if not version or not known or version in known:
                continue
            # Versions are years, which sort as text.
            stale = version < max(known)
            standing = (
                f"older than the one known here, {joined(sorted(known))}" if stale else "not known here"
            )
            found = (
                f'The {discipline} distribution of "{course.name}" is of the outline {version}, which is '
                f"{standing}."
            )
            code = "outline-version-stale" if stale else "outline-version-unknown"
            yield Finding(
                Todo.ASK_ABOUT_OUTLINE, code, found, (course.course_id,), course.place, value=version
            )
