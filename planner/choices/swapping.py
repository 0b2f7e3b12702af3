"""The swap list: what to take instead of one course, all the others kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from planner.choices.asking import USUAL
from planner.choices.differences import difference
from planner.choices.holding import plan_with_pins
from planner.solving.alternatives import not_the_whole_of, one_after_the_other
from planner.solving.assembling import Basket
from planner.solving.formulate import formulate
from planner.solving.goals import least_short
from planner.solving.model import Row
from planner.solving.optimise import hold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.catalog import Course
    from planner.choices.asking import Given, Patience
    from planner.choices.differences import Difference
    from planner.plan import Plan
    from planner.planning import Ready
    from planner.solving.clock import Clock
    from planner.solving.model import Model
    from planner.solving.search import Found

_ONE, _TWO = 1, 2


@dataclass(frozen=True, slots=True)
class Swap:
    """Courses to take instead of one, what the plan then is, and how it differs.

    ``take`` is empty where the course can simply be left out. Everything in ``plan`` is pinned.
    """

    take: tuple[Course, ...]
    plan: Plan
    difference: Difference


@dataclass(frozen=True, slots=True)
class SwapList:
    """The best swaps for one course: of one course for it, and of two of which it takes both."""

    course: Course
    by_one: tuple[Swap, ...]
    by_two: tuple[Swap, ...]


@dataclass(frozen=True, slots=True)
class Swaps:
    """A swap list for each course, in the plan's order. ``complete`` False: time was up."""

    lists: tuple[SwapList, ...]
    complete: bool


def swaps(plan: Plan, given: Given, few: int = 3, *, patience: Patience = USUAL) -> Swaps:
    """Find for each course of a plan the best ``few`` ways to replace it by one course, and by two.

    The other courses stay, and no more stays short than in the plan. Best is meant by the plan's own goal,
    with the same ties; sellers, formats, dates and budget hold as in the plan.

    Raises:
        ValueError: the plan was made of something else than ``given``.
        CheckFailed: the checker disagrees with a plan.
        SolverFault: the solver ended without an answer.
    """
    ready = given.ready_for(plan)
    clock = patience.clock()
    lists: list[SwapList] = []
    for number, planned in enumerate(plan.courses, start=1):
        patience.say(f"Looking for what could replace each course: {number} of {len(plan.courses)}")
        lists.append(_Replacing(planned.course, plan, ready, clock).swap_list(few))
    return Swaps(tuple(lists), complete=not clock.is_up())


class _Replacing:
    """The search for what could take one course's place."""

    def __init__(self, course: Course, plan: Plan, ready: Ready, clock: Clock) -> None:
        self._course = course
        self._plan = plan
        self._clock = clock
        self._others = {planned.course.course_id for planned in plan.courses} - {course.course_id}
        wishes = plan.preferences
        self._ready = ready.under(
            replace(
                wishes,
                pins=(wishes.pins - {course.course_id}) | self._others,
                exclusions=wishes.exclusions | {course.course_id},
            )
        )
        self._model = self._formulated(ready)
        self._rows = [hold(least_short(self._model), self._short())]

    def swap_list(self, few: int) -> SwapList:
        """Find the best few of both sizes. What one course can do is not done by it and another."""
        if self._clock.is_up():
            return SwapList(self._course, (), ())
        singles = list(islice(self._found([], _ONE), few))
        bars = [not_the_whole_of(self._model, found.values) for found in singles]
        needless = any(not bar.columns for bar in bars)
        pairs = () if needless else self._found(bars, _TWO)
        both = islice((found for found in pairs if self._number_of_new(found) == _TWO), few)
        return SwapList(
            self._course, tuple(map(self._swap, singles)), tuple(self._swap(found) for found in both)
        )

    def _formulated(self, ready: Ready) -> Model:
        """Make the model with the other courses pinned; a pin of ours lets nothing be bought that wasn't."""
        model = formulate(self._ready.situation.task(self._ready.situation.candidates()))
        for candidate in ready.situation.candidates().courses:
            course_id = candidate.course.course_id
            if not candidate.alone and course_id in model.alone:
                model.upper[model.alone[course_id]] = 0
        return model

    def _short(self) -> int:
        """Give what stays short in the plan, a subcategory counted once, in hundredths."""
        short = {row.subcategory: row.short.hundredths for row in self._plan.coverage}
        for row in self._plan.coverage:
            short[row.subcategory] = max(short[row.subcategory], row.short.hundredths)
        return sum(short.values())

    def _found(self, bars: Sequence[Row], most: int) -> Iterator[Found]:
        """Give the sets of up to so many further courses that do, best first, none holding another whole."""
        model = self._model
        new = [column for course_id, column in model.take.items() if course_id not in self._others]
        rows = [*self._rows, *bars, Row("few new courses", new, [1] * len(new), upper=most)]
        return one_after_the_other(model, rows, self._clock, not_the_whole_of, short_too=True)

    def _number_of_new(self, found: Found) -> int:
        return len(not_the_whole_of(self._model, found.values).columns)

    def _swap(self, found: Found) -> Swap:
        plan = plan_with_pins(self._ready, found)
        taken = [candidate.course for candidate in Basket(found).taken]
        new = tuple(course for course in taken if course.course_id not in self._others)
        return Swap(new, plan, difference(self._plan, plan))
