"""What a catalog covers: a row a course, a column a subcategory, with what each column adds up to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.credits import Credits
from planner.outline import shipped_outlines
from planner.preferences import Preferences
from planner.solving.candidates import window

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from planner.catalog import Catalog, Course
    from planner.outline import Outlines, Subcategory


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A course that can be taken on the day, and its credits in each subcategory that it serves."""

    course: Course
    credits_of: Mapping[Subcategory, Credits]


@dataclass(frozen=True, slots=True)
class Column:
    """A subcategory: the courses that serve it, and the most credits that they give together.

    An activity sold under several numbers counts once, by its best course (domain rule 5). ``is_known`` says
    whether an outline has the name.
    """

    subcategory: Subcategory
    course_ids: tuple[str, ...]
    activities: int
    total: Credits
    is_known: bool


@dataclass(frozen=True, slots=True)
class Matrix:
    """Course by subcategory, on a day. Columns stand in the outline's order, rows in the catalog's."""

    rows: tuple[CourseRow, ...]
    columns: tuple[Column, ...]

    @property
    def by_subcategory(self) -> Mapping[Subcategory, Column]:
        """The columns by their subcategories."""
        return {column.subcategory: column for column in self.columns}


def coverage_matrix(
    catalog: Catalog,
    on: date,
    *,
    disciplines: Iterable[str] | None = None,
    outlines: Outlines | None = None,
) -> Matrix:
    """Work out what a catalog covers on a day.

    Args:
        catalog: its courses that are left out of plans, or can't be taken on the day, cover nothing.
        on: the day of enrollment.
        disciplines: the codes to show; without them, those that any course of the catalog has credits in.
        outlines: whose subcategories to show; without them, those that come with the planner.
    """
    known = outlines or shipped_outlines()
    named = {row.subcategory: None for course in catalog.courses for row in course.distributions}
    wanted = set(disciplines) if disciplines is not None else {at.discipline for at in named}
    rows = tuple(
        CourseRow(course, serves) for course in catalog.courses if (serves := _serves(course, on, wanted))
    )
    shown = [at for code in known.by_code if code in wanted for at in known.subcategories(code)]
    shown += [at for at in named if at.name and at.discipline in wanted and at not in known.known]
    serving: defaultdict[Subcategory, list[CourseRow]] = defaultdict(list)
    for row in rows:
        for at in row.credits_of:
            serving[at].append(row)
    return Matrix(rows, tuple(_column(at, serving[at], is_known=at in known.known) for at in shown))


def _serves(course: Course, on: date, disciplines: set[str]) -> dict[Subcategory, Credits]:
    if course.left_out or window(course, Preferences(on)) is None:
        return {}
    return {
        at: credits_
        for at, credits_ in course.distribution_on(on).items()
        if credits_ and at.discipline in disciplines
    }


def _column(at: Subcategory, rows: Iterable[CourseRow], *, is_known: bool) -> Column:
    best: dict[str, Credits] = {}
    ids: list[str] = []
    for row in rows:
        ids.append(row.course.course_id)
        mine = row.credits_of[at]
        best[row.course.activity] = max(mine, best.get(row.course.activity, mine))
    return Column(at, tuple(ids), len(best), Credits.total(best.values()), is_known)
