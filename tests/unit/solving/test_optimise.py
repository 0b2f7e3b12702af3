"""Aims in their order, and what stays true when time runs out."""

from __future__ import annotations

import pytest

from planner.preferences import Goal
from planner.solving import narrowing, optimise
from planner.solving.clock import Clock
from planner.solving.goals import aims, ticket
from planner.solving.greedy import sweep
from planner.solving.optimise import reach
from planner.solving.reductions import Bounds
from planner.solving.search import leave_nothing_short
from planner.solving.solver import Outcome, Relaxed
from tests.builders import BODY, CARE, course, preferences
from tests.unit.solving.situations import model

TIES = (
    course("dear", {BODY: 2}, price=12, ce=2),
    course("long", {BODY: 2}, price=10, ce=5),
    course("half", {BODY: 1}, price=5, ce=1),
    course("other half", {BODY: 1}, price=5, ce=2),
    course("short", {BODY: 2}, price=10, ce=3),
)


@pytest.mark.parametrize("largest_sum", [10**8, 1])
def test_ties_are_settled_in_their_order_alone_or_in_one_sum(
    largest_sum: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(optimise, "_LARGEST_SUM", largest_sum)
    made = model({BODY: 2}, *TIES)
    leave_nothing_short(made)
    best = reach(made, aims(made, Goal.COST), sweep(made, {}, None), Clock(5))
    assert best is not None
    assert [key for key, column in made.take.items() if best.values[column]] == ["short"]
    assert best.proven


def test_no_start_is_needed() -> None:
    made = model({BODY: 2}, *TIES)
    leave_nothing_short(made)
    best = reach(made, aims(made, Goal.COURSES), None, Clock(5))
    assert best is not None
    assert sum(best.values[column] for column in made.take.values()) == 1


def test_the_goals_come_in_the_contracts_order() -> None:
    wishes = preferences(allow_unknown_price=True)
    items = (course("a", {BODY: 1}), course("b", {BODY: 1}, price=None, ce=None, hours=None))
    made = model({BODY: 1}, *items, wishes=wishes)
    named = {goal: [(aim.name, aim.is_goal) for aim in aims(made, goal)] for goal in Goal}
    dollars = [("things of unknown price", False), ("dollars", False)]
    ce = [("courses of unknown CE credits", False), ("CE credits", False)]
    rest = [("courses", False), ("a fixed choice", False)]
    first = {goal: [(name, True) for name, is_goal in names if is_goal] for goal, names in named.items()}
    assert first[Goal.COST] == [(name, True) for name, _ in dollars]
    assert first[Goal.CE_CREDITS] == [(name, True) for name, _ in ce]
    assert first[Goal.HOURS] == [("courses of unknown hours", True), ("hours", True)]
    assert named[Goal.COST] == [*first[Goal.COST], *ce, *rest]
    assert named[Goal.CE_CREDITS] == [*first[Goal.CE_CREDITS], *dollars, *rest]
    assert named[Goal.COURSES] == [("courses", True), *dollars, *ce, rest[1]]
    assert named[Goal.HOURS] == [*first[Goal.HOURS], *dollars, *ce, *rest]


def test_the_fixed_choice_hangs_on_the_id_alone() -> None:
    assert ticket("course a") == ticket("course a") != ticket("course b")
    assert 0 < ticket("course a") <= 2**20


def test_without_time_the_gap_is_told() -> None:
    items = [course(f"c{n}", {BODY: 1, CARE: 1}, price=10) for n in range(3)]
    made = model({BODY: 3}, *items, course("all", {BODY: 3}, price=20))
    leave_nothing_short(made)
    three = tuple(int(j in [made.take[f"c{n}"] for n in range(3)]) for j in range(len(made.upper)))
    best = reach(made, aims(made, Goal.COST), three, Clock(0))
    assert best is not None
    assert not best.proven
    assert best.values == three
    assert best.gap == pytest.approx(1 / 3)


def test_a_fixed_choice_without_time_leaves_the_proof_standing(monkeypatch: pytest.MonkeyPatch) -> None:
    # Two of three are needed; the relaxed model would take one and a half.
    made = model({BODY: 3}, *(course(key, {BODY: 2}) for key in "abc"))
    leave_nothing_short(made)
    honest = narrowing.minimise

    def no_time_for_the_last_step(*model: object, **how: object) -> Outcome:
        found = honest(*model, **how)  # type: ignore[arg-type]
        return Outcome(found.values, found.objective, found.objective - 1)

    monkeypatch.setattr(narrowing, "minimise", no_time_for_the_last_step)
    chosen = min(made.take, key=lambda key: ticket(f"course {key}"))
    others = {column for key, column in made.take.items() if key != chosen}
    start = tuple(int(column in others) for column in range(len(made.upper)))
    best = reach(made, aims(made, Goal.COST), start, Clock(5))
    assert best is not None
    assert best.proven
    assert best.gap == 0
    assert best.values == start


def test_sums_too_large_for_one_search_are_made_small_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(optimise, "_LARGEST_SUM", 1)
    monkeypatch.setattr(optimise, "_LARGEST_WITH_A_FIXED_CHOICE", 1)
    made = model({BODY: 2}, *TIES)
    leave_nothing_short(made)
    best = reach(made, aims(made, Goal.COST), sweep(made, {}, None), Clock(5))
    assert best is not None
    assert [key for key, column in made.take.items() if best.values[column]] == ["short"]
    assert [row.name for row in best.rows] == [f"hold {aim.name}" for aim in aims(made, Goal.COST)]


def test_bounds_drop_only_what_leads_past_the_limit() -> None:
    bounds = Bounds((0, 0, 0), (1, 1, 4)).squeezed(Relaxed(10.0, (3.0, 6.0, -2.0)), 14)
    assert bounds == Bounds((0, 0, 2), (1, 0, 4))
