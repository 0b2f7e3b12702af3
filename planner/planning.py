"""From a prescription and a catalog to a plan that was checked: the one way through.

The solver is loaded only once there is something to solve, so that everything else starts fast.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.aligning import align
from planner.checking import confirm
from planner.credits import Credits, Money
from planner.problem import Problem, Severity
from planner.remarks import remarks
from planner.solving.clock import Clock
from planner.solving.finished import spelled_as_prescribed, what_counts
from planner.solving.requests import settle, spelled_as_in_catalog
from planner.solving.situation import Situation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from planner.catalog import Catalog
    from planner.outline import Subcategory
    from planner.plan import Limit, Plan
    from planner.preferences import Preferences
    from planner.prescription import CompletedActivity, Prescription
    from planner.solving.candidates import Candidates
    from planner.solving.search import Found

# Of the time left, so much may go into telling what stands in the way, before alternatives are looked for.
_FOR_LIMITS = 0.7


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan, and what to look at. Without a plan, the errors among the problems tell why."""

    plan: Plan | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Ready:
    """A question that can be planned for: names aligned, completed CE weighed, wishes found possible."""

    prescription: Prescription
    preferences: Preferences
    completed: Sequence[CompletedActivity]
    situation: Situation

    def under(self, preferences: Preferences) -> Ready:
        """Ask the same with other preferences, which have to be possible and of the same day."""
        settled = settle(preferences, self.situation.catalog, self.situation.finished)
        situation = replace(self.situation, preferences=settled.preferences)
        return replace(self, preferences=preferences, situation=situation)

    def confirmed(
        self, found: Found, candidates: Candidates, limits: Sequence[Limit] = (), others: Sequence[Found] = ()
    ) -> Plan:
        """Make the plan of a solution, and have it confirmed: the only way in which a plan is handed out.

        Raises:
            CheckFailed: the checker disagrees with the plan.
        """
        from planner.solving.assembling import Surroundings, assemble  # noqa: PLC0415 - loads the solver

        finished = self.situation.finished
        around = Surroundings(
            self.prescription, self.preferences, candidates, finished, tuple(limits), tuple(others)
        )
        plan = assemble(found, around)
        confirm(plan, self.prescription, self.situation.catalog, self.completed)
        return plan


def make_plan(  # noqa: PLR0913 - the question, and who is told what on the way
    prescription: Prescription,
    catalog: Catalog,
    preferences: Preferences,
    completed: Sequence[CompletedActivity] = (),
    *,
    on_progress: Callable[[str], None] | None = None,
    on_first: Callable[[Plan], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
    tell_limits: bool = True,
) -> Planned:
    """Make the best plan, with its proof, and have it confirmed by the independent checker.

    ``on_progress`` is told in a few words what is being done. ``on_first`` is given a first plan, once, as
    soon as there is one: found in a sweep, confirmed like any other, and not proven (``proven_optimal`` is
    False and ``gap`` 1), although it may turn out to be the best one. It leaves as little short as the sweep
    or, where that leaves anything, the proof about coverage can tell.

    ``should_stop`` is asked several times a second, also while the solver runs. Once it is true there is no
    time left: the best plan so far is given, as at the end of the time limit. What it raises comes through.

    Without ``tell_limits`` a shortfall is the same, but it isn't told which limits stand in the way: finding
    them takes several more searches.

    Raises:
        CheckFailed: the checker disagrees with the plan.
        SolverFault: the solver ended without an answer.
    """
    say = on_progress or _say_nothing
    clock = Clock(preferences.time_limit_s, should_stop)
    ready, problems = make_ready(prescription, catalog, preferences, completed)
    if ready is None:
        return Planned(None, problems)
    plan = _plan(ready, clock, say, on_first, tell_limits=tell_limits)
    return Planned(plan, (*problems, *remarks(plan, catalog, ready.situation.finished)))


def make_ready(
    prescription: Prescription,
    catalog: Catalog,
    preferences: Preferences,
    completed: Sequence[CompletedActivity] = (),
) -> tuple[Ready | None, tuple[Problem, ...]]:
    """Get a question ready to be planned for. Where it can't be, the errors among the problems tell why."""
    prescription, problems = align(prescription, catalog)
    if _nothing_usable(prescription):
        return None, (*problems, _nothing_to_plan())
    preferences = spelled_as_in_catalog(preferences, catalog)
    completed = spelled_as_prescribed(completed, prescription)
    required = _required(prescription)
    finished, found_problems = what_counts(completed, catalog, required, preferences.on)
    settled = settle(preferences, catalog, finished)
    problems = (*problems, *found_problems, *settled.problems)
    if not settled.possible:
        return None, problems
    situation = Situation(required, catalog, settled.preferences, finished)
    over = _pins_over_budget(situation)
    if over is not None:
        return None, (*problems, over)
    return Ready(prescription, preferences, completed, situation), problems


def _plan(
    ready: Ready,
    clock: Clock,
    say: Callable[[str], None],
    on_first: Callable[[Plan], None] | None,
    *,
    tell_limits: bool,
) -> Plan:
    from planner.solving.alternatives import next_best  # noqa: PLC0415 - loads the solver
    from planner.solving.search import find  # noqa: PLC0415 - as above
    from planner.solving.shortfall import limits_in_the_way  # noqa: PLC0415 - as above

    situation = ready.situation
    candidates = situation.candidates()

    def show(first: Found) -> None:
        if on_first is not None:
            on_first(ready.confirmed(first, candidates))

    found = find(situation.task(candidates), clock, say, show)
    limits: tuple[Limit, ...] = ()
    if tell_limits and found.short and not clock.is_up():
        say("Looking for what stands in the way")
        limits = limits_in_the_way(situation, found.short, clock.share(_FOR_LIMITS))
    others: tuple[Found, ...] = ()
    if ready.preferences.alternatives > 0 and not clock.is_up():
        say("Looking for alternatives")
        others = next_best(found, ready.preferences.alternatives, clock)
    say("Checking the plan")
    return ready.confirmed(found, candidates, limits, others)


def _required(prescription: Prescription) -> dict[Subcategory, Credits]:
    """Give what each subcategory needs; of two rows for one, the larger need."""
    required: dict[Subcategory, Credits] = {}
    for row in prescription.needs:
        if row.credits_required is not None:
            known = required.get(row.subcategory, row.credits_required)
            required[row.subcategory] = max(known, row.credits_required)
    return required


def _nothing_usable(prescription: Prescription) -> bool:
    """Whether rows were given but none of them says anything that can be planned with."""
    usable = any(not row.lacks_figure for row in prescription.rows)
    return prescription.open_questions > 0 and not usable


def _nothing_to_plan() -> Problem:
    message = (
        "No row of the results can be used: each was unreadable or lacks its credits required. "
        "Fill in the credits of your prescription."
    )
    return Problem(Severity.ERROR, "nothing-to-plan", message)


def _pins_over_budget(situation: Situation) -> Problem | None:
    """Tell where the pinned courses alone cost more than the budget."""
    wishes = situation.preferences
    if wishes.budget is None or not wishes.pins:
        return None
    from planner.solving.search import least_price_of_pins  # noqa: PLC0415 - loads the solver

    least = Money(least_price_of_pins(situation.task(situation.candidates())))
    if least <= wishes.budget:
        return None
    message = (
        f"The pinned courses cost at least {least}, more than the budget of {wishes.budget}. "
        "Drop a pin or raise the budget."
    )
    return Problem(Severity.ERROR, "pins-over-budget", message, value=str(wishes.budget))


def _say_nothing(_phrase: str) -> None:
    """Keep progress to oneself."""
