"""Who could buy a bundle, what each of them needs, and which courses could be in one.

What a customer needs after completed CE, and what a course gives that customer, is what `plan` works out:
the group is made ready to be planned for, and its planning task is read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from planner.plan import Status
from planner.planning import make_ready
from planner.preferences import Goal
from planner.selling.bundles.covering import covers

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from planner.catalog import Catalog, Course
    from planner.credits import Credits, Money
    from planner.outline import Subcategory
    from planner.planning import Ready
    from planner.preferences import Preferences
    from planner.prescription import CompletedActivity, Prescription
    from planner.selling.answering import Answer, QueueAnswer
    from planner.solving.candidates import Candidate

Figures = dict["Subcategory", int]


@dataclass(frozen=True, slots=True)
class Buyer:
    """A group of customers who still need something. Credits are in hundredths.

    ``gives`` is what each course gives to the ``needs`` that are still open, for each start to choose;
    ``unassigned`` is what completed activities give that may count for one of several disciplines.
    ``shares``: a course may count for several.
    ``single_price`` is what the group's best plan without new bundles costs each of them; None where that
    plan covers less than all, or some price in it is not known.
    """

    group: int
    customers: int
    needs: Figures
    gives: Mapping[str, Sequence[Figures]]
    unassigned: tuple[Figures, ...]
    shares: bool
    single_price: Money | None
    prescription: Prescription
    completed: Sequence[CompletedActivity]


@dataclass(frozen=True)
class Market:
    """Everything that choosing bundles depends on. ``preferences`` are those for what a bundle may hold."""

    buyers: tuple[Buyer, ...]
    courses: Mapping[str, Course]
    """The courses that may be in a bundle and give some buyer something, in the order of their ids."""
    need_nothing: frozenset[int]
    """The numbers of the groups that need no course."""
    without_plan: frozenset[int]
    """Groups whose needs are not known in full, or for whom no plan can be made: no bundle covers them."""
    catalog: Catalog
    preferences: Preferences

    @cached_property
    def activities(self) -> Mapping[str, str]:
        """The activity that each course is."""
        return {course_id: course.activity for course_id, course in self.courses.items()}


def look_at(
    queue_answer: QueueAnswer,
    catalog: Catalog,
    preferences: Preferences,
    only: Collection[str] | None = None,
) -> Market:
    """Get ready to choose or to value bundles.

    Goal, budget and pins of the preferences play no part in what a bundle covers. With ``only``, no other
    courses are looked at (hand-made bundles), and a price that is not known keeps none of them out.
    """
    wishes = replace(
        preferences,
        goal=Goal.COST,
        budget=None,
        pins=frozenset(),
        alternatives=0,
        allow_unknown_price=True,
    )
    offered = replace(catalog, courses=_may_be_bundled(catalog, preferences, only), bundles=())
    buyers: list[Buyer] = []
    need_nothing: set[int] = set()
    without_plan: set[int] = set()
    for number, group in enumerate(queue_answer.queue.groups):
        ready, _ = make_ready(group.prescription, catalog, wishes, group.completed)
        if ready is None or ready.prescription.open_questions:
            without_plan.add(number)
            continue
        buyer = _buyer(number, group.customers, ready, offered, queue_answer.answers[number])
        if covers(buyer, ()):
            need_nothing.add(number)
        else:
            buyers.append(buyer)
    useful = {course_id for buyer in buyers for course_id in buyer.gives}.union(only or ())
    return Market(
        tuple(buyers),
        {c.course_id: c for c in _by_id(offered.courses) if c.course_id in useful},
        frozenset(need_nothing),
        frozenset(without_plan),
        catalog,
        wishes,
    )


def _buyer(number: int, customers: int, ready: Ready, offered: Catalog, answer: Answer | None) -> Buyer:
    """Give what a group needs, and what each course that may be in a bundle gives it."""
    situation = replace(ready.situation, catalog=offered)
    task = situation.task(situation.candidates())
    needs = {need.subcategory: need.left for need in task.needs if need.left}
    return Buyer(
        number,
        customers,
        needs,
        {each.course.course_id: _by_start(each, needs) for each in task.candidates},
        tuple(_hundredths(done.credits_of) for done in task.to_assign),
        task.preferences.share_disciplines,
        _single_price(answer),
        ready.prescription,
        ready.completed,
    )


def _by_start(candidate: Candidate, needs: Figures) -> list[Figures]:
    """Give what a course gives for each of its starts, those aside that give no more than an earlier one."""
    kept: list[Figures] = []
    for start in candidate.starts:
        gives = {at: figure for at, figure in _hundredths(start.credits_of).items() if at in needs}
        if gives and not any(all(has.get(at, 0) >= gives[at] for at in gives) for has in kept):
            kept.append(gives)
    return kept


def _hundredths(credits_of: Mapping[Subcategory, Credits]) -> dict[Subcategory, int]:
    return {at: figure.hundredths for at, figure in credits_of.items()}


def _may_be_bundled(
    catalog: Catalog, preferences: Preferences, only: Collection[str] | None
) -> tuple[Course, ...]:
    if only is not None:
        return tuple(course for course in catalog.courses if course.course_id in only)
    allowed = preferences.allow_unknown_price
    return tuple(course for course in catalog.courses if allowed or course.price is not None)


def _by_id(courses: Iterable[Course]) -> list[Course]:
    return sorted(courses, key=lambda course: course.course_id)


def _single_price(answer: Answer | None) -> Money | None:
    if answer is None or answer.status is not Status.COVERED or answer.totals.price_unknown:
        return None
    return answer.totals.price
