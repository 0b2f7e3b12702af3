"""The ground of a search: what is left out of it, and what never is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planner.preferences import Goal
from planner.solving import narrowing
from planner.solving.clock import Clock
from planner.solving.formulate import prices
from planner.solving.goals import aims
from planner.solving.greedy import sweep
from planner.solving.model import Row
from planner.solving.narrowing import Ground
from planner.solving.search import leave_nothing_short
from tests.builders import BODY, CARE, course
from tests.unit.solving.situations import model

if TYPE_CHECKING:
    from planner.solving.model import Model

DEAR, CHEAP, HALF, OTHER = "dear", "cheap", "half", "other half"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Model:
    """A small model on which everything is tried that large ones need."""
    monkeypatch.setattr(narrowing, "_FEW", 0)
    items = (
        course(DEAR, {BODY: 3, CARE: 1}, price=90),
        course(CHEAP, {BODY: 2, CARE: 1}, price=10),
        course(HALF, {BODY: 1}, price=6),
        course(OTHER, {BODY: 1}, price=7),
    )
    small = model({BODY: 3, CARE: 1}, *items)
    leave_nothing_short(small)
    return small


def taken(made: Model, values: tuple[int, ...] | None) -> set[str]:
    assert values is not None
    return {key for key, column in made.take.items() if values[column]}


def test_the_least_is_found_with_and_without_a_start(made: Model) -> None:
    for start in (None, sweep(made, {}, None)):
        outcome = Ground(made, ()).least(prices(made), start, Clock(5))
        assert taken(made, outcome.values) == {CHEAP, HALF}
        assert outcome.proven


def test_what_costs_too_much_is_left_out_for_good(made: Model) -> None:
    ground = Ground(made, ())
    ground.least(prices(made), None, Clock(5))
    assert ground.bounds.upper[made.take[DEAR]] == 0
    assert ground.bounds.upper[made.take[CHEAP]] == 1


def test_keeping_to_a_value_keeps_what_reaches_it(made: Model) -> None:
    dollars = aims(made, Goal.COST)[0]
    ground = Ground(made, ())
    ground.keep_to(dollars, 1700)
    best = tuple(int(j in (made.take[CHEAP], made.take[OTHER])) for j in range(len(made.upper)))
    assert dollars.value(best) == 1700
    assert ground.bounds.hold(best)
    assert ground.bounds.upper[made.take[DEAR]] == 0


def test_spans_hold_every_solution(made: Model) -> None:
    wanted = {aim.name: aim for aim in aims(made, Goal.COST)}
    courses, dollars = wanted["courses"], wanted["dollars"]
    under = Row("at most", tuple(dollars.weights), tuple(dollars.weights.values()), upper=2300)
    (span,) = Ground(made, ()).spans([courses], under)
    assert span is not None
    assert span[0] <= 1
    assert span[1] >= 3


def test_held_rules_are_kept(made: Model) -> None:
    ground = Ground(made, ())
    ground.least(prices(made), None, Clock(5))
    ground = Ground(made, ())
    ground.hold([Row("not the cheap one", [made.take[CHEAP]], [1], upper=0)])
    assert taken(made, ground.least(prices(made), None, Clock(5)).values) == {DEAR}


def test_where_there_is_nothing_that_is_told(made: Model) -> None:
    bar = Row("none", list(made.take.values()), [1] * len(made.take), upper=0)
    outcome = Ground(made, [bar]).least(prices(made), None, Clock(5))
    assert outcome.infeasible
    assert Ground(made, [bar]).improved(prices(made), None, Clock(5)) is None


def test_without_time_the_start_comes_back_with_what_the_relaxed_model_proves(made: Model) -> None:
    both = tuple(int(j in (made.take[CHEAP], made.take[DEAR])) for j in range(len(made.upper)))
    outcome = Ground(made, ()).least(prices(made), both, Clock(0))
    assert outcome.values == both
    assert not outcome.proven
    assert 1000 < outcome.bound <= 1600
