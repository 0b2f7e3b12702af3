"""From an answered queue to what is in demand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from planner.faults import SolverFault
from planner.phrases import count
from planner.planning import make_ready
from planner.problem import Problem, Severity
from planner.selling.demand.new_courses import Curve, NewCourse, curves, new_courses
from planner.selling.demand.scorecards import Scorecard, Scoring, revenue_of_bundles
from planner.selling.demand.shortages import Standing, standing
from planner.selling.demand.unmet import Unmet, unmet
from planner.solving.clock import Clock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planner.catalog import Catalog
    from planner.credits import Money
    from planner.preferences import Preferences
    from planner.selling.answering import Answer, QueueAnswer
    from planner.selling.customers import Group

_TELL_EACH = 100


@dataclass(frozen=True, slots=True)
class Demand:
    """What is in demand.

    ``unmet`` and ``scorecards`` put most customers first, ``new_courses`` go by discipline. ``bundles`` are
    the catalog's, each with its buyers and what they pay in all (None: its price is not known). ``complete``
    False: time was up, or it was stopped, before everybody was looked at.
    """

    customers: int
    covered: int
    short: int
    unmet: tuple[Unmet, ...]
    new_courses: tuple[NewCourse, ...]
    curves: tuple[Curve, ...]
    scorecards: tuple[Scorecard, ...]
    bundles: tuple[tuple[str, int, Money | None], ...]
    complete: bool
    problems: tuple[Problem, ...]

    @property
    def never_picked(self) -> tuple[Scorecard, ...]:
        """The courses that are in nobody's plan, by id."""
        return tuple(card for card in self.scorecards if not card.picked)


def find_demand(  # noqa: PLR0913 - what is looked at, and how to be told
    queue_answer: QueueAnswer,
    catalog: Catalog,
    preferences: Preferences,
    *,
    seconds: float = 30.0,
    on_progress: Callable[[str], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Demand:
    """Find what is in demand; catalog and preferences are those that the queue was answered with.

    Raises:
        CheckFailed: the checker disagrees with a plan.
        SolverFault: the solver ended without an answer.
    """
    say = on_progress or _say_nothing
    clock = Clock(seconds, should_stop)
    say("Looking at what is short")
    lacking = _lacking(queue_answer, catalog, preferences)
    say("Looking at which courses could be made")
    half = clock.share(1 / 2)
    found_curves = curves(lacking, half)
    found_courses = new_courses(lacking, half)
    cards = _scorecards(queue_answer, catalog, preferences, clock, say)
    complete = (
        all(curve.exact for curve in found_curves)
        and all(course.exact for course in found_courses)
        and all(card.irreplaceable is not None for card in cards)
    )
    return Demand(
        customers=sum(group.customers for group in queue_answer.queue.groups),
        covered=queue_answer.covered,
        short=queue_answer.short,
        unmet=unmet(queue_answer, catalog, preferences),
        new_courses=found_courses,
        curves=found_curves,
        scorecards=cards,
        bundles=revenue_of_bundles(queue_answer, catalog),
        complete=complete,
        problems=tuple(_problems(queue_answer, complete=complete)),
    )


def _scorecards(
    queue_answer: QueueAnswer,
    catalog: Catalog,
    preferences: Preferences,
    clock: Clock,
    say: Callable[[str], None],
) -> tuple[Scorecard, ...]:
    """Tell how each course does, as far as time allows."""
    scoring = Scoring(queue_answer, catalog, preferences)
    reached = 0
    for number, one in _standings(queue_answer, catalog, preferences):
        if clock.is_up():
            scoring.pass_over(number)
            continue
        scoring.look(number, one(), clock)
        reached += 1
        if not reached % _TELL_EACH:
            say(f"Looking at what each course is worth: {count(reached, 'prescription')} done")
    return scoring.cards()


def _standings(
    queue_answer: QueueAnswer, catalog: Catalog, preferences: Preferences, *, short_only: bool = False
) -> Iterator[tuple[int, Callable[[], Standing]]]:
    """Go through the groups that have a plan: the number of each, and how to look at it."""
    for number, (group, answer) in enumerate(
        zip(queue_answer.queue.groups, queue_answer.answers, strict=True)
    ):
        if answer is not None and answer.status is not None and (answer.short or not short_only):
            yield number, partial(_look_at, number, group, answer, catalog, preferences)


def _look_at(
    number: int, group: Group, answer: Answer, catalog: Catalog, preferences: Preferences
) -> Standing:
    ready, _ = make_ready(group.prescription, catalog, preferences, group.completed)
    if ready is None:
        message = "a group that was planned for can't be planned for"
        raise SolverFault(message)
    return standing(number, group.customers, ready, dict(answer.short))


def _lacking(queue_answer: QueueAnswer, catalog: Catalog, preferences: Preferences) -> list[Standing]:
    """Give the groups that are short of something, all of whose needs are known."""
    found = (look() for _, look in _standings(queue_answer, catalog, preferences, short_only=True))
    return [one for one in found if not one.ready.prescription.open_questions]


def _problems(queue_answer: QueueAnswer, *, complete: bool) -> Iterator[Problem]:
    left_out = queue_answer.without_plan + queue_answer.not_reached
    if left_out:
        message = f"{count(left_out, 'customer')} had no plan, and what they lack is in no figure here."
        yield Problem(Severity.WARNING, "demand-without-plan", message)
    if not complete:
        message = "Not everybody could be looked at in time: figures of customers say at least so many."
        yield Problem(Severity.WARNING, "demand-partial", message)


def _say_nothing(_words: str) -> None:
    """Keep progress to oneself."""
