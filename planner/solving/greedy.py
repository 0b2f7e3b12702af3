"""A plan in a millisecond: buy what covers most for what it costs, until nothing more is covered.

Never called optimal. It is where the solver starts, and what is left where time is up at once.
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

from planner.solving.formulate import prices
from planner.solving.tidying import tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from planner.solving.model import Model

# Added to what a thing costs, so that free things are compared by what they cover.
_NEXT_TO_NOTHING = 1


def sweep(model: Model, weights: Mapping[int, int], base: Sequence[int] | None) -> tuple[int, ...] | None:
    """Make a solution of the model in one sweep, or None where a sweep can't keep its rules.

    ``weights`` is what to be sparing with: the goal's. ``base`` is a solution that holds the pins and nothing
    else; without it pins are bought singly.
    """
    values = tidy(model, _Sweep(model, weights, base).run())
    keeps = all(row.holds(values) for row in model.rows)
    within = all(low <= v <= up for low, v, up in zip(model.lower, values, model.upper, strict=True))
    return values if keeps and within else None


class _Sweep:
    """The basket so far. A thing to buy is named by its column: a course's *take*, or a *bundle*."""

    def __init__(self, model: Model, weights: Mapping[int, int], base: Sequence[int] | None) -> None:
        self._model = model
        self._weights = weights
        self._cents = prices(model)
        self._values = [0] * len(model.upper) if base is None else list(base)
        self._left = dict(model.open_units)
        budget = model.task.preferences.budget if model.task.keep_budget else None
        self._purse = None if budget is None else budget.hundredths
        self._activity = {c.course.course_id: c.course.activity for c in model.task.candidates}
        self._done: set[str] = set()
        self._course_of = {column: course_id for course_id, column in model.take.items()}
        self._parts = {
            model.bundle[bundle.bundle_id]: [part for part in bundle.course_ids if part in model.take]
            for bundle in model.task.bundles
        }
        self._paid = {part for column, parts in self._parts.items() if self._values[column] for part in parts}

    def run(self) -> list[int]:
        """Take pins and completed activities as given, then whatever covers most for its cost.

        What a thing covers only shrinks as others are taken, so a thing is looked at again only when it comes
        first; the parts of a bundle, cheaper once it is bought, are put in line anew.
        """
        model = self._model
        for done in sorted(model.ways.keys() - model.take.keys()):
            self._count(done)
        for candidate in model.task.candidates:
            if candidate.pinned:
                self._take(candidate.course.course_id)
        line = [(-self._worth(column), column) for column in (*self._course_of, *self._parts)]
        line = [entry for entry in line if entry[0]]
        heapq.heapify(line)
        while line and any(self._left.values()):
            was, column = heapq.heappop(line)
            now = -self._worth(column)
            if now > was:
                if now:
                    heapq.heappush(line, (now, column))
            elif self._affordable(column):
                for part in self._buy(column):
                    heapq.heappush(line, (-self._worth(model.take[part]), model.take[part]))
        return self._values

    def _worth(self, column: int) -> float:
        """Give the units covered for each unit of cost by buying a thing now."""
        if self._values[column]:
            return 0.0
        course_id = self._course_of.get(column)
        if course_id is not None:
            return self._worth_of_course(course_id, column)
        gain, _ = self._useful(column)
        cost = sum(self._weights.get(c, 0) for c in self._pays(column))
        return gain / (cost + _NEXT_TO_NOTHING)

    def _worth_of_course(self, course_id: str, column: int) -> float:
        """Tell the same of a course, which most things are."""
        if self._activity[course_id] in self._done:
            return 0.0
        gain = self._gain(course_id, self._left)
        if not gain or not self._can_be_paid(course_id):
            return 0.0
        cost = self._weights.get(column, 0)
        alone = self._model.alone.get(course_id, column)
        if alone != column and course_id not in self._paid:
            cost += self._weights.get(alone, 0)
        return gain / (cost + _NEXT_TO_NOTHING)

    def _useful(self, column: int) -> tuple[int, tuple[str, ...]]:
        """Give what a thing covers now, and the courses that would then be taken."""
        left, done = self._left, self._done
        courses: Iterable[str]
        if column in self._course_of:
            courses = (self._course_of[column],)
            if not self._can_be_paid(self._course_of[column]):
                return 0, ()
        else:
            courses, left, done = self._parts[column], dict(left), set(done)
        gain, chosen = 0, []
        for course_id in courses:
            covers = 0 if self._activity[course_id] in done else self._gain(course_id, left)
            if covers:
                gain += covers
                chosen.append(course_id)
                if column not in self._course_of:
                    done.add(self._activity[course_id])
                    self._cover(course_id, left)
        return gain, tuple(chosen)

    def _pays(self, column: int) -> set[int]:
        """Give the columns that buying a thing sets."""
        course_id = self._course_of.get(column)
        if course_id is None:
            return {column, *(self._model.take[part] for part in self._useful(column)[1])}
        return {column} if course_id in self._paid else {column, self._model.alone.get(course_id, column)}

    def _can_be_paid(self, course_id: str) -> bool:
        return course_id in self._paid or course_id in self._model.alone

    def _affordable(self, column: int) -> bool:
        if self._purse is None:
            return True
        spent = sum(cents for c, cents in self._cents.items() if self._values[c])
        return spent + sum(self._cents.get(c, 0) for c in self._pays(column)) <= self._purse

    def _buy(self, column: int) -> Sequence[str]:
        """Buy a thing, and give the courses that have become cheaper by it."""
        _, courses = self._useful(column)
        parts: Sequence[str] = ()
        if column in self._parts:
            self._values[column] = 1
            parts = self._parts[column]
            self._paid.update(parts)
        for course_id in courses:
            self._take(course_id)
        return parts

    def _take(self, course_id: str) -> None:
        model = self._model
        self._values[model.take[course_id]] = 1
        if course_id not in self._paid and course_id in model.alone:
            self._values[model.alone[course_id]] = 1
        self._done.add(self._activity[course_id])
        self._count(course_id)

    def _count(self, key: str) -> None:
        column = self._cover(key, self._left)
        for other in self._model.counting(key):
            self._values[other] = int(other == column)

    def _gain(self, key: str, left: Mapping[int, int]) -> int:
        return max([self._covers(column, left) for column in self._model.counting(key)], default=0)

    def _cover(self, key: str, left: dict[int, int]) -> int:
        """Count something in the way in which it covers most, and give that column."""
        column = max(self._model.counting(key), key=lambda column: self._covers(column, left), default=-1)
        for short, units in self._model.gives.get(column, {}).items():
            left[short] -= min(units, left[short])
        return column

    def _covers(self, column: int, left: Mapping[int, int]) -> int:
        gives = self._model.gives.get(column)
        return 0 if gives is None else sum([min(units, left[short]) for short, units in gives.items()])
