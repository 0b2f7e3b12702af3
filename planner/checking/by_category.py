"""The check of a plan for structured education: by category, recomputed from the catalog as it was given.

`planner.checking.confirm` has seen the plan that was made, for a catalog seen by categories. Here the answer
as shown is held against the catalog itself, so that nothing goes wrong on the way there and back.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from planner.checking.offers import in_catalog
from planner.faults import CheckFailed
from planner.naming import fold
from planner.plan import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planner.catalog import Catalog, Course, Distribution
    from planner.plan import CompletedCourse, Serving
    from planner.structured.answer import StructuredPlan

_Sums = Counter[str]


def confirm_by_category(answer: StructuredPlan, catalog: Catalog) -> None:
    """Let an answer pass only if its categories and its total are right.

    Raises:
        CheckFailed: something in the answer is not what the catalog and the requirement say.
    """
    found = tuple(_Audit(answer, catalog).findings())
    if found:
        raise CheckFailed(found)


class _Audit:
    """An answer beside the catalog that it was made from."""

    def __init__(self, answer: StructuredPlan, catalog: Catalog) -> None:
        self._answer = answer
        self._plan = answer.plan
        self._catalog = catalog
        self._courses = {course.course_id: course for course in catalog.courses}
        self._code = answer.requirement.discipline.code
        self._categories = [category.name for category in answer.requirement.categories]
        self._planned: _Sums = Counter()
        self._completed: _Sums = Counter()

    def findings(self) -> Iterator[str]:
        yield from self._check_courses()
        yield from self._check_completed()
        yield from self._check_coverage()
        yield from self._check_sums()

    def _check_courses(self) -> Iterator[str]:
        apply_on = self._answer.window.apply_on
        for planned in self._plan.courses:
            course_id = planned.course.course_id
            if self._courses.get(course_id) != planned.course:
                yield f"{course_id!r} is not the catalog's course"
            if apply_on is not None and (planned.take_by is None or planned.take_by > apply_on):
                yield f"{course_id!r} need not be finished by the application date"
            sums = self._sums(planned.course.distributions, planned.take_from)
            self._planned.update(sums)
            yield from self._different(course_id, planned.serves, sums)

    def _check_completed(self) -> Iterator[str]:
        for done in self._plan.completed:
            sums = self._counts(done)
            self._completed.update(sums)
            yield from self._different(done.title, done.serves, sums)

    def _counts(self, done: CompletedCourse) -> _Sums:
        """Sum up a completed activity; what was finished before the months that count gives nothing."""
        activity = done.activity
        if activity.completed_on < self._answer.window.opens:
            return Counter()
        rows: Sequence[Distribution] = activity.distributions
        if not rows:
            found = in_catalog(activity.course_id, self._catalog)
            if found is None or found.left_out:
                return Counter()
            rows = found.distributions
        return self._sums(rows, activity.completed_on)

    def _check_coverage(self) -> Iterator[str]:
        figures, margin = self._answer.requirement.figures, self._plan.preferences.margin.hundredths
        least = dict.fromkeys(self._categories, figures.least_per_category.hundredths)
        rows = [(row.subcategory.category, row) for row in self._plan.coverage]
        if [name for name, _ in rows[:-1]] != self._categories:
            yield "the coverage is not of the outline's categories and their total"
            return
        for name, row in rows:
            needed = figures.credits.hundredths if row.overall else least[name]
            planned = self._planned.total() if row.overall else self._planned[name]
            done = self._completed.total() if row.overall else self._completed[name]
            told = (row.required, row.completed, row.planned, row.short)
            expected = (needed, done, planned, max(0, needed + margin - done - planned))
            if tuple(amount.hundredths for amount in told) != expected:
                yield f"{name}: told are {[str(amount) for amount in told]}, in hundredths it is {expected}"
        if [row.overall for _, row in rows] != [False] * len(self._categories) + [True]:
            yield "the total is not the last row"
        covered = not any(row.short for _, row in rows)
        if covered is not (self._plan.status is Status.COVERED):
            yield f"the status {self._plan.status.value!r} is not borne out by the categories"

    def _check_sums(self) -> Iterator[str]:
        if self._plan.totals.targeted_credits.hundredths != self._planned.total():
            yield f"the targeted credits of the plan are {self._planned.total()} hundredths"
        for place, other in enumerate(self._plan.alternatives, start=1):
            started = dict(other.started_on)
            right = sum(
                self._sums(course.distributions, started.get(course_id) or self._first_day(course)).total()
                for course_id in other.course_ids
                if (course := self._courses.get(course_id)) is not None
            )
            if other.totals.targeted_credits.hundredths != right:
                yield f"the targeted credits of alternative {place} are {right} hundredths"

    def _first_day(self, course: Course) -> date:
        """Give the first day on which a course can be started and counts, else the first of all."""
        first = self._answer.window.first_day
        first = max(first, course.approved_from or first)
        last = min(self._plan.preferences.deadline or first, course.expires_on or date.max)
        later = {row.applies_from for row in course.distributions if row.applies_from is not None}
        days = [first, *sorted(day for day in later if first < day <= last)]
        return next((day for day in days if self._sums(course.distributions, day)), first)

    def _different(self, name: str, serves: Iterable[Serving], sums: _Sums) -> Iterator[str]:
        told = [(s.subcategory.discipline, s.subcategory.category, s.credits.hundredths) for s in serves]
        if sorted(told) != sorted((self._code, category, sum_) for category, sum_ in sums.items()):
            yield f"{name!r} doesn't count what its distribution says by category"

    def _sums(self, distribution: Sequence[Distribution], day: date) -> _Sums:
        """Sum up by category what holds on a day.

        Of each category the newest set's figures, and none of a whole category beside its subcategories'.
        """
        begun = [
            row
            for row in distribution
            if row.subcategory.discipline == self._code
            and (row.applies_from is None or row.applies_from <= day)
        ]
        newest = max((row.applies_from for row in begun if row.applies_from is not None), default=None)
        sums: _Sums = Counter()
        for category in self._categories:
            mine = [row for row in begun if fold(row.subcategory.category) == fold(category)]
            always = _figures(row for row in mine if row.applies_from is None)
            now = _figures(row for row in mine if newest is not None and row.applies_from == newest)
            if "" in now or not always or ("" in always and now):
                sums[category] = sum(now.values())
            else:
                sums[category] = sum((always | now).values())
        return +sums


def _figures(rows: Iterable[Distribution]) -> dict[str, int]:
    """Give figures by subcategory, or the one of the whole category where there is no other."""
    figures = {row.subcategory.name: row.credits.hundredths for row in rows}
    named = {name: figure for name, figure in figures.items() if name}
    return named or figures
