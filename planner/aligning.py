"""Brings a prescription's names and a catalog's together where no outline knows them.

Names of an outline were read alike on both sides. Any other name matches only the very same one, but for
case, spaces and punctuation: nothing is guessed, and the nearest name is only suggested.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.naming import fold, nearest
from planner.outline import shipped_outlines
from planner.prepared import prepared
from planner.problem import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Collection

    from planner.catalog import Catalog
    from planner.outline import Subcategory
    from planner.prescription import Prescription, Requirement

_MOST_SUGGESTIONS = 50
"""Finding the nearest name takes its time, and a slip may make thousands of names unknown."""


def align(prescription: Prescription, catalog: Catalog) -> tuple[Prescription, tuple[Problem, ...]]:
    """Write a prescription's names as the catalog writes them.

    Args:
        prescription: its rows with names that an outline knows stay as they are.
        catalog: whose spelling to use, and whose category where the prescription gives none.

    Returns:
        The prescription so written, and a warning for each needed name that the catalog hasn't got.
    """
    known = shipped_outlines().known
    if all(row.subcategory in known for row in prescription.rows):
        return prescription, ()
    offered = prepared(catalog).named
    problems: list[Problem] = []
    rows: list[Requirement] = []
    for row in prescription.rows:
        at = row.subcategory
        in_discipline = offered.get(fold(at.discipline), {})
        alike = [at] if at in known else _alike(at, in_discipline.get(fold(at.name), {}))
        rows.append(replace(row, subcategory=alike[0]) if len(alike) == 1 and alike[0] != at else row)
        if row.needs_credits and len(alike) > 1:
            problems.append(_in_several(row, alike))
        elif row.needs_credits and not alike:
            names = [next(iter(same)).name for same in in_discipline.values()]
            problems.append(_not_offered(row, names if len(problems) < _MOST_SUGGESTIONS else ()))
    return replace(prescription, rows=tuple(rows)), tuple(problems)


def _alike(wanted: Subcategory, offered: Collection[Subcategory]) -> list[Subcategory]:
    """Find the names that differ in spelling only; a category left blank on either side may be any."""
    if wanted in offered:
        return [wanted]
    return [
        at
        for at in offered
        if not at.category or not wanted.category or fold(at.category) == fold(wanted.category)
    ]


def _in_several(row: Requirement, alike: list[Subcategory]) -> Problem:
    categories = " and ".join(f'"{at.category}"' for at in alike)
    message = (
        f"The catalog has {row.subcategory} under {categories}. Neither was taken; write the category in "
        "the prescription."
    )
    return Problem(Severity.WARNING, "category-missing", message, row.place, row.subcategory.name)


def _not_offered(row: Requirement, names: Collection[str]) -> Problem:
    suggestion = nearest(row.subcategory.name, names)
    hint = f' The catalog\'s nearest name is "{suggestion}".' if suggestion else ""
    message = (
        f"{row.subcategory} is in no outline that comes with the planner, and no course of the catalog "
        f"names it, so nothing can cover it.{hint} If another name is meant, correct the prescription."
    )
    return Problem(Severity.WARNING, "not-in-catalog", message, row.place, row.subcategory.name, suggestion)
