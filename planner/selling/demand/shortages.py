"""Groups that are short, and what would be left of that with a further course, or without one they take.

Where each need is a sum of its own, that is computed. Where one thing depends on another (an activity that
may count for one of several disciplines, several versions of an activity, a budget, pins), the planning
task is solved again: `planner.solving.search.cover` is the one way to the least shortfall.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.credits import Credits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.outline import Subcategory
    from planner.planning import Ready
    from planner.solving.candidates import Candidate
    from planner.solving.clock import Clock
    from planner.solving.model import Task
    from planner.solving.situation import Situation

Figures = dict["Subcategory", int]


@dataclass(frozen=True, slots=True)
class Standing:
    """How one group stands. Figures are in hundredths of a credit.

    ``short`` is what its answer leaves short. ``most`` is what each activity gives each need at most;
    ``tangled`` says that sums alone don't tell what can be covered.
    """

    group: int
    customers: int
    ready: Ready
    needs: Figures
    most: Mapping[str, Figures]
    versions: Mapping[str, tuple[Candidate, ...]]
    short: Figures
    tangled: bool

    def short_with(self, further: Mapping[Subcategory, int], clock: Clock) -> int | None:
        """Tell what stays short with a further course, free and open to all; None where time is up.

        The course gives figures in one discipline.
        """
        if not self.tangled:
            return sum(max(0, short - further.get(at, 0)) for at, short in self.short.items())
        situation = self.ready.situation
        required = {at: needed - Credits(further.get(at, 0)) for at, needed in situation.required.items()}
        return _least_short(replace(situation, required=required), clock)

    def short_without(self, course_id: str, clock: Clock) -> int | None:
        """Tell what stays short without a course; None where time is up."""
        if not self.tangled:
            return self._sum_without(course_id)
        wishes = self.ready.situation.preferences
        without = replace(wishes, exclusions=wishes.exclusions | {course_id}, pins=wishes.pins - {course_id})
        return _least_short(replace(self.ready.situation, preferences=without), clock)

    def _sum_without(self, course_id: str) -> int:
        short = 0
        for at, need in self.needs.items():
            gives = 0
            for versions in self.versions.values():
                figures = (c.most.get(at) for c in versions if c.course.course_id != course_id)
                gives += max((figure.hundredths for figure in figures if figure is not None), default=0)
            short += max(0, need - gives)
        return short


def standing(group: int, customers: int, ready: Ready, told: Mapping[Subcategory, Credits]) -> Standing:
    """Look at one group, for which an answer tells what is short."""
    situation = ready.situation
    task = situation.task(situation.candidates())
    needs = {need.subcategory: need.left for need in task.needs if need.left}
    versions: dict[str, list[Candidate]] = {}
    for candidate in task.candidates:
        versions.setdefault(candidate.course.activity, []).append(candidate)
    most = {activity: _most(same) for activity, same in versions.items()}
    sums = {at: max(0, need - sum(m.get(at, 0) for m in most.values())) for at, need in needs.items()}
    short = {at: lack.hundredths for at, lack in told.items() if lack}
    tangled = (
        {at: lack for at, lack in sums.items() if lack} != short
        or _depends_on_more(situation, task)
        or any(_most(same) not in _choices(same) for same in versions.values())
    )
    kept = {activity: tuple(same) for activity, same in versions.items()}
    return Standing(group, customers, ready, needs, most, kept, short, tangled)


def _depends_on_more(situation: Situation, task: Task) -> bool:
    """Whether a budget, pins or a choice between disciplines have a say in what is covered."""
    wishes = situation.preferences
    if wishes.budget is not None or wishes.pins or task.to_assign:
        return True
    open_disciplines = {need.subcategory.discipline for need in task.needs if need.left}
    return not wishes.share_disciplines and len(open_disciplines) > 1


def _least_short(situation: Situation, clock: Clock) -> int | None:
    from planner.solving.search import cover  # noqa: PLC0415 - loads the solver

    if clock.is_up():
        return None
    found = cover(situation.task(situation.candidates()), clock, _say_nothing)
    return found.short if found.proven or not found.short else None


def _most(same: list[Candidate]) -> Figures:
    most: Figures = {}
    for candidate in same:
        for at, figure in _hundredths(candidate.most).items():
            most[at] = max(figure, most.get(at, 0))
    return most


def _choices(same: list[Candidate]) -> list[Figures]:
    return [_hundredths(start.credits_of) for candidate in same for start in candidate.starts]


def _hundredths(credits_of: Mapping[Subcategory, Credits]) -> Figures:
    return {at: figure.hundredths for at, figure in credits_of.items()}


def _say_nothing(_words: str) -> None:
    """Keep progress to oneself."""
