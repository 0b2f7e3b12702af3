"""A queue of prescriptions answered: each group planned for once, to the standard of a single plan.

`planner.planning.make_plan` is the only way to a plan here too, checker and all; where the work is done (in
this process, in several, on a cluster) makes no difference to the answer.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from planner.credits import Credits, Hours, Money
from planner.faults import CheckFailed
from planner.plan import Status, Totals
from planner.planning import make_plan
from planner.problem import Problem, Severity
from planner.selling.labour import Done, Ended, Lost, ThisProcess

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from planner.catalog import Catalog
    from planner.outline import Subcategory
    from planner.planning import Planned
    from planner.preferences import Preferences
    from planner.selling.customers import Group, Queue
    from planner.selling.labour import Labour


@dataclass(frozen=True, slots=True)
class Answer:
    """What a group's plan comes to; `plan_of` gives the plan itself again.

    Nothing in it depends on the order of the prescription's rows: courses and bundles stand in the order of
    their ids, what is ``short`` in the order of the names. ``status`` None says that no plan can be made, and
    the errors among the problems tell why.

    Only where the time limit cut something short could a faster machine give another plan. Then
    ``proven_optimal`` is false, unless the goal was proven and just the ties were left.
    """

    status: Status | None
    proven_optimal: bool
    gap: float
    totals: Totals
    course_ids: tuple[str, ...]
    bundle_ids: tuple[str, ...]
    short: tuple[tuple[Subcategory, Credits], ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class QueueAnswer:
    """The answers to a queue, aligned with its groups: None where a group was not reached.

    ``problems`` tell why where that wasn't somebody's wish.
    """

    queue: Queue
    answers: tuple[Answer | None, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def partial(self) -> bool:
        """Whether some group was not reached."""
        return any(answer is None for answer in self.answers)

    @cached_property
    def totals(self) -> Totals:
        """The plans' totals over all customers reached."""
        return _added_up(
            (answer.totals, group.customers)
            for answer, group in zip(self.answers, self.queue.groups, strict=True)
            if answer is not None
        )

    @property
    def covered(self) -> int:
        """How many customers have everything covered."""
        return self._customers(Status.COVERED)

    @property
    def short(self) -> int:
        """How many customers have a plan that leaves something short."""
        return self._customers(Status.SHORTFALL)

    @property
    def without_plan(self) -> int:
        """How many customers no plan can be made for."""
        return self._customers(None)

    @property
    def not_reached(self) -> int:
        """How many customers were not reached."""
        pairs = zip(self.answers, self.queue.groups, strict=True)
        return sum(group.customers for answer, group in pairs if answer is None)

    def with_an_order(self, customers: Collection[str] | None = None) -> int:
        """How many of these customers, None for all, have something in their plan to order."""
        orders = [answer is not None and bool(answer.course_ids) for answer in self.answers]
        if customers is None:
            return sum(
                group.customers for group, order in zip(self.queue.groups, orders, strict=True) if order
            )
        wanted = set(customers)
        pairs_of_ids = zip(self.queue.ids, self.queue.group_of, strict=True)
        return sum(1 for customer, group in pairs_of_ids if orders[group] and customer in wanted)

    def _customers(self, status: Status | None) -> int:
        return sum(
            group.customers
            for answer, group in zip(self.answers, self.queue.groups, strict=True)
            if answer is not None and answer.status is status
        )


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """The work on one group, which can be sent anywhere: a catalog, wishes, and what is done with a group."""

    catalog: Catalog
    preferences: Preferences

    def __call__(self, group: Group) -> Answer:
        """Answer a group. A fault of ours is this group's only: its plan is not shown, and it is told."""
        try:
            return answer_of(
                make_plan(
                    group.prescription, self.catalog, self.preferences, group.completed, tell_limits=False
                )
            )
        except Exception as error:  # noqa: BLE001 - one group's fault must not cost all the others' answers
            return _faulty(error)

    def effort(self, group: Group) -> int:
        """The more subcategories need credits, the longer a proof tends to take."""
        return len(group.prescription.needs)


def plan_of(group: Group, catalog: Catalog, preferences: Preferences) -> Planned:
    """Make a group's whole plan: the one that its `Answer` is the short form of.

    Raises:
        CheckFailed: the checker disagrees with the plan.
        SolverFault: the solver ended without an answer.
    """
    return make_plan(group.prescription, catalog, preferences, group.completed)


def answer_of(planned: Planned) -> Answer:
    """Give the short form of a plan."""
    problems = tuple(sorted(planned.problems, key=_order_of_problems))
    plan = planned.plan
    if plan is None:
        return _without_plan(problems)
    return Answer(
        plan.status,
        plan.proven_optimal,
        plan.gap,
        plan.totals,
        tuple(sorted(planned_course.course.course_id for planned_course in plan.courses)),
        tuple(sorted(bundle.bundle_id for bundle in plan.bundles)),
        tuple(sorted((row.subcategory, row.short) for row in plan.coverage if row.short)),
        problems,
    )


def answer_queue(  # noqa: PLR0913 - the agreed shape
    queue: Queue,
    catalog: Catalog,
    preferences: Preferences,
    *,
    labour: Labour | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    stopped: Callable[[], bool] | None = None,
) -> QueueAnswer:
    """Answer a queue, each group once.

    Args:
        queue: who waits.
        catalog: what is on offer.
        preferences: for all plans alike; alternatives are not looked for (an `Answer` holds none).
        labour: who does the work; without it, this process does.
        on_progress: is told how many customers are answered, of how many.
        stopped: asked between groups. Once it says so, what is there is given, and the rest is None.

    Returns:
        The same answers, whoever did the work.
    """
    groups = queue.groups
    everybody = sum(group.customers for group in groups)
    answers: list[Answer | None] = [None] * len(groups)
    problems: list[Problem] = []
    reached = 0
    work = AnswerGroup(catalog, replace(preferences, alternatives=0))
    with closing((labour or ThisProcess()).work_off(work, groups, stopped or _never)) as working:
        for news in working:
            match news:
                case Ended(why):
                    problems.append(Problem(Severity.ERROR, "queue-not-finished", why))
                    continue
                case Done(place, answer):
                    answers[place] = answer
                case Lost(place, why):
                    answers[place] = _without_plan((Problem(Severity.ERROR, "fault", why),))
            reached += groups[place].customers
            if on_progress is not None:
                on_progress(reached, everybody)
    return QueueAnswer(queue, tuple(answers), tuple(problems))


def _without_plan(problems: tuple[Problem, ...]) -> Answer:
    return Answer(None, False, 1.0, Totals(), (), (), (), problems)  # noqa: FBT003 - nothing is proven


def _faulty(error: Exception) -> Answer:
    why = "the independent check didn't confirm it" if isinstance(error, CheckFailed) else "planning failed"
    message = (
        f"No plan is shown here: {why}. That is a fault of the planner, not of the prescription; all other "
        f"customers are unaffected. Please report it with this text: {type(error).__name__}: {error}"
    )
    return _without_plan((Problem(Severity.ERROR, "fault", message),))


def _order_of_problems(problem: Problem) -> tuple[bool, str, str, str]:
    return (not problem.is_error, problem.code, problem.value or "", problem.message)


def _added_up(parts: Iterable[tuple[Totals, int]]) -> Totals:
    """Add up totals, each so many times."""
    price = ce_credits = targeted = hours = 0
    unknown_price = unknown_ce = unknown_hours = courses = 0
    for totals, times in parts:
        price += totals.price.hundredths * times
        unknown_price += totals.price_unknown * times
        ce_credits += totals.ce_credits.hundredths * times
        unknown_ce += totals.ce_credits_unknown * times
        targeted += totals.targeted_credits.hundredths * times
        courses += totals.courses * times
        hours += totals.hours.hundredths * times
        unknown_hours += totals.hours_unknown * times
    return Totals(
        Money(price),
        unknown_price,
        Credits(ce_credits),
        unknown_ce,
        Credits(targeted),
        courses,
        Hours(hours),
        unknown_hours,
    )


def _never() -> bool:
    return False
