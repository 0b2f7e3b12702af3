"""Inputs in the shapes that people have, and what was read from them in few words."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl

from planner.reading import SourceFile, pasted, read_catalog, read_prescriptions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from planner.catalog import Catalog, Course
    from planner.credits import Credits
    from planner.prescription import Prescription
    from planner.problem import Problem


def csv(text: str, name: str = "table.csv") -> SourceFile:
    return SourceFile(name, text.encode())


def workbook(
    sheets: Mapping[str, Sequence[Sequence[object]]], merged: Iterable[tuple[str, str]] = ()
) -> SourceFile:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    for name, cells in merged:
        book[name].merge_cells(cells)
    packed = io.BytesIO()
    book.save(packed)
    return SourceFile("book.xlsx", packed.getvalue())


def prescribed(
    *sources: SourceFile | str, assume: Credits | None = None
) -> tuple[Prescription, tuple[Problem, ...]]:
    """Read one technologist's prescription; a text is pasted."""
    given = [pasted(source) if isinstance(source, str) else source for source in sources]
    read = read_prescriptions(given, assume_credits=assume)
    (prescription,) = read.value
    return prescription, read.problems


def results(prescription: Prescription) -> dict[str, str]:
    """Give each subcategory's result: "met", "?" where a figure is missing, or the credits."""
    return {
        str(row.subcategory): "met" if row.standard_met else str(row.credits_required or "?")
        for row in prescription.rows
    }


def offered(*sources: SourceFile | str) -> tuple[Catalog, tuple[Problem, ...]]:
    """Read a catalog; a text is pasted."""
    given = [pasted(source) if isinstance(source, str) else source for source in sources]
    read = read_catalog(given)
    return read.value, read.problems


def figures(course: Course) -> dict[str, str]:
    """Give a course's distribution in few words."""
    return {str(row.subcategory): str(row.credits) for row in course.distributions}


def codes(problems: Iterable[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def errors(problems: Iterable[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.is_error]


def the(code: str, problems: Iterable[Problem]) -> Problem:
    """Give the one problem of a code."""
    (found,) = [problem for problem in problems if problem.code == code]
    return found
