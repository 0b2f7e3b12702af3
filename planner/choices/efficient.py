"""The trade-off between cost and something else: every plan that is not worse in both than another.

Found one after the other: the cheapest plan, then the cheapest of those with less of the other, and so on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.choices.asking import USUAL, in_silence
from planner.choices.holding import plan_with_pins
from planner.phrases import count
from planner.preferences import Goal
from planner.solving.assembling import Basket
from planner.solving.goals import aims
from planner.solving.model import Row
from planner.solving.optimise import hold, reach
from planner.solving.search import Found, cover
from planner.solving.tidying import tidy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from planner.choices.asking import Given, Patience
    from planner.plan import Plan
    from planner.planning import Ready
    from planner.preferences import Preferences
    from planner.solving.candidates import Candidates
    from planner.solving.clock import Clock
    from planner.solving.goals import Aim
    from planner.solving.model import Model


@dataclass(frozen=True, slots=True)
class EfficientPlans:
    """Plans of which none is worse than another in cost and in ``against`` both, the cheapest first.

    ``complete`` False: time was up, or it was stopped, and there may be more between them. Each plan's
    preferences ask for the least of ``against`` within the plan's own price as budget; where things of
    unknown price are on offer, no budget can say what is meant, and the courses are pinned instead.
    """

    against: Goal
    plans: tuple[Plan, ...]
    complete: bool


def efficient_plans(
    given: Given,
    preferences: Preferences,
    against: Goal = Goal.CE_CREDITS,
    *,
    patience: Patience = USUAL,
    on_plan: Callable[[Plan], None] | None = None,
) -> EfficientPlans:
    """Find all efficient plans for cost and another goal, of those that leave as little short as can be.

    What is not known is not 0: of two plans the one with fewer things of unknown price is the cheaper one, as
    in the order of a plan's goals; and just so for the other goal. Where cheapest plans do without things of
    unknown price, these plans do too. ``on_plan`` is given each plan when it is found: the two ends first.

    Raises:
        ValueError: ``against`` is cost itself.
        CheckFailed: the checker disagrees with a plan.
        SolverFault: the solver ended without an answer.
    """
    if against is Goal.COST:
        message = "cost is on one axis already: choose another goal for the other"
        raise ValueError(message)
    ready = given.ready(replace(preferences, goal=Goal.COST))
    if ready is None:
        return EfficientPlans(against, (), complete=True)
    clock = patience.clock()
    patience.say("Looking for the cheapest plan")
    candidates = ready.situation.candidates()
    ground = cover(ready.situation.task(candidates), clock, in_silence)
    if ground.short and not ground.proven:
        return EfficientPlans(against, (), complete=False)
    front = _Front(ground, against, clock)
    found: list[tuple[tuple[int, ...], Plan]] = []
    for solution in front.points():
        plan = _plan(ready, candidates, solution, against, asks_budget=front.prices_known)
        found.append((front.cost.value(solution.values), plan))
        if on_plan is not None:
            on_plan(plan)
        patience.say(f"Looking for further plans: {count(len(found), 'plan')} found")
    found.sort(key=lambda pair: pair[0])
    return EfficientPlans(against, tuple(plan for _, plan in found), front.complete)


def _plan(ready: Ready, candidates: Candidates, found: Found, against: Goal, *, asks_budget: bool) -> Plan:
    if not asks_budget:
        return plan_with_pins(ready, found)
    wishes = replace(ready.preferences, goal=against, budget=Basket(found).totals().price)
    # With a budget just the same may be bought as in a cheapest plan.
    return ready.under(wishes).confirmed(found, candidates)


@dataclass(frozen=True, slots=True)
class _Measure:
    """What a plan has of one thing: how many items of which nobody knows it, then the sum of the others."""

    aims: tuple[Aim, ...]

    def value(self, values: Sequence[int]) -> tuple[int, ...]:
        """Measure a solution; of two, the lesser tuple is less."""
        return tuple(aim.value(values) for aim in self.aims)

    def less_than(self, value: tuple[int, ...]) -> tuple[Row, ...]:
        """Make the rules that let only solutions pass that measure less."""
        *unknown, known = self.aims
        if not any(value[:-1]):
            return (*(hold(aim, 0) for aim in unknown), hold(known, value[-1] - 1))
        # One unknown item more outweighs whatever the known ones can add up to.
        room = sum(known.weights.values()) // known.step + 1
        weights = {column: weight * room for column, weight in unknown[0].weights.items()}
        for column, weight in known.weights.items():
            weights[column] = weights.get(column, 0) + weight // known.step
        limit = value[0] * room + value[-1] // known.step - 1
        return (Row(f"less {known.name}", tuple(weights), tuple(weights.values()), upper=limit),)


class _Front:
    """The walk along the efficient plans. ``complete`` tells, once it is over, whether it got to the end."""

    def __init__(self, ground: Found, against: Goal, clock: Clock) -> None:
        self._ground = ground
        self._clock = clock
        model = ground.model
        self.cost = _measure(model, Goal.COST)
        self._other = _measure(model, against)
        settled = {aim.name for measure in (self.cost, self._other) for aim in measure.aims}
        self._ties = tuple(aim for aim in aims(model, Goal.COST) if aim.name not in settled)
        self.complete = False

    @property
    def prices_known(self) -> bool:
        """Whether nothing of unknown price is on offer."""
        return all(aim.name == "dollars" for aim in self.cost.aims)

    def points(self) -> Iterator[Found]:
        """Give the cheapest plan, that with the least of the other, then those between, by rising cost."""
        cheapest = self._best((self.cost, self._other), self._ground.values)
        if cheapest is None:
            return
        yield cheapest
        least = self._best((self._other, self.cost), cheapest.values)
        if least is None:
            return
        at, end = self._other.value(cheapest.values), self._other.value(least.values)
        if at > end:
            yield least
        while at > end:
            # The end is a solution of every step, so the solver always has one to begin with.
            further = self._best((self.cost, self._other), least.values, self._other.less_than(at))
            if further is None:
                return
            at = self._other.value(further.values)
            if at > end:
                yield further
        self.complete = True

    def _best(
        self, order: Sequence[_Measure], start: Sequence[int], rows: Sequence[Row] = ()
    ) -> Found | None:
        """Make the measures small, one after the other; None where it can't be proven in time."""
        model, wanted = self._ground.model, [aim for measure in order for aim in measure.aims]
        best = reach(model, [*wanted, *self._ties], start, self._clock, [*self._ground.rows, *rows])
        if best is None or not best.proven:
            return None
        return Found(model, tidy(model, best.values), proven=True, gap=0.0, rows=self._ground.rows)


def _measure(model: Model, goal: Goal) -> _Measure:
    return _Measure(tuple(aim for aim in aims(model, goal) if aim.is_goal))
