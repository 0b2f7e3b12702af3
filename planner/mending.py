"""Brings what was already read to the names of a mended outline: nothing has to be read again.

Works on the shipped catalogs and on what a plan file holds as on anybody's files. A name that the mended
outline doesn't know either stays as it is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.outline import shipped_outlines
from planner.outline_editing import mended_names, with_outline_figures
from planner.phrases import one_line
from planner.problem import Problem, Severity
from planner.reading.grid import Read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from planner.catalog import Catalog, Distribution
    from planner.naming import Names
    from planner.outline import Subcategory
    from planner.outline_editing import OutlineLine
    from planner.prescription import CompletedActivity, Prescription

Results = Read[tuple["Prescription", ...]]


def mend_results(read: Results, lines: Sequence[OutlineLine]) -> Results:
    """Bring results that were read to a person's own outlines, and fill in the figures that these have."""
    names = mended_names(lines)
    people: list[Prescription] = []
    problems = [*still_unknown(read.problems, names)]
    for person in read.value:
        mended, said = with_outline_figures(mend_prescription(person, names), lines)
        people.append(mended)
        problems += [*_not_in(mended, names), *said]
    return Read(tuple(people), tuple(problems))


def mend_catalog_read(read: Read[Catalog], lines: Sequence[OutlineLine]) -> Read[Catalog]:
    """Bring a catalog that was read to a person's own outlines."""
    names = mended_names(lines)
    return Read(mend_catalog(read.value, names), still_unknown(read.problems, names))


def mend_prescription(prescription: Prescription, names: Names) -> Prescription:
    """Write a prescription's names as the mended outline has them."""
    rows = tuple(replace(row, subcategory=_mended(row.subcategory, names)) for row in prescription.rows)
    return replace(prescription, rows=rows)


def mend_catalog(catalog: Catalog, names: Names) -> Catalog:
    """Write a catalog's names as the mended outline has them."""
    courses = tuple(
        replace(course, distributions=_mended_figures(course.distributions, names))
        for course in catalog.courses
    )
    return replace(catalog, courses=courses)


def mend_completed(completed: Iterable[CompletedActivity], names: Names) -> tuple[CompletedActivity, ...]:
    """Write the names of the activities' own distributions as the mended outline has them."""
    return tuple(
        replace(activity, distributions=_mended_figures(activity.distributions, names))
        for activity in completed
    )


def still_unknown(problems: Iterable[Problem], names: Names) -> tuple[Problem, ...]:
    """Leave out what the mended outline has settled: names that were unknown and no longer are."""
    return tuple(problem for problem in problems if not _settled(problem, names))


def _not_in(prescription: Prescription, names: Names) -> Iterator[Problem]:
    """Name what only the outline that comes with the planner has: it may have been removed by mistake."""
    for row in prescription.rows:
        at = row.subcategory
        if at in shipped_outlines().known and at not in names.outlines.known:
            message = (
                f"{one_line(str(at))} is not in your own outline. It was kept as written, and only figures "
                "of the very same name cover it."
            )
            yield Problem(Severity.WARNING, "not-in-own-outline", message, row.place, at.name)


def _settled(problem: Problem, names: Names) -> bool:
    written = problem.value or ""
    match problem.code:
        case "unknown-subcategory":
            return bool(names.subcategory_disciplines(written))
        case "unknown-discipline":
            return names.discipline_code(written) is not None
        case "unknown-category":
            return names.category_name(written) is not None
        case _:
            return False


def _mended(at: Subcategory, names: Names) -> Subcategory:
    code = names.discipline(at.discipline).value
    return names.subcategory(code, at.category, at.name).subcategory


def _mended_figures(figures: Iterable[Distribution], names: Names) -> tuple[Distribution, ...]:
    """Mend figures; where two names became one, the smaller figure is used, as in any catalog."""
    kept: dict[tuple[Subcategory, date | None], Distribution] = {}
    for figure in figures:
        mended = replace(figure, subcategory=_mended(figure.subcategory, names))
        key = (mended.subcategory, mended.applies_from)
        kept[key] = min(kept.get(key, mended), mended, key=lambda each: each.credits)
    return tuple(kept.values())
