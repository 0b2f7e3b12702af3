"""The door to the solver."""

from __future__ import annotations

import pytest

from planner.faults import SolverFault
from planner.solving.model import Row
from planner.solving.solver import Outcome, minimise, minimising, relaxed

AT_LEAST_THREE = Row("cover", [0, 1, 2], [1, 2, 2], lower=3)
WEIGHTS = {0: 300, 1: 500, 2: 900}


def test_the_least_sum_is_found_and_proven() -> None:
    found = minimise([0] * 3, [1] * 3, [AT_LEAST_THREE], WEIGHTS, start=None, seconds=5)
    assert found == Outcome((1, 1, 0), 800, 800, finished=True)
    assert found.proven


def test_no_solution_is_told() -> None:
    found = minimise([0] * 2, [1] * 2, [Row("cover", [0, 1], [1, 1], lower=3)], {0: 1}, start=None, seconds=5)
    assert found.infeasible
    assert found.values is None


def test_without_time_the_start_comes_back_unproven() -> None:
    found = minimise([0] * 3, [1] * 3, [AT_LEAST_THREE], WEIGHTS, start=(1, 1, 1), seconds=0)
    assert found.values == (1, 1, 1)
    assert not found.proven


def test_a_start_that_is_best_stays() -> None:
    found = minimise([0] * 3, [1] * 3, [AT_LEAST_THREE], WEIGHTS, start=(1, 1, 0), seconds=5)
    assert found.values == (1, 1, 0)


def test_nothing_to_decide_is_decided() -> None:
    assert minimise([], [], [], {}, start=None, seconds=5).values == ()


def test_the_relaxed_sum_is_a_bound() -> None:
    found = relaxed([0] * 3, [1] * 3, [AT_LEAST_THREE], WEIGHTS, 100)
    assert found is not None
    assert found.least == pytest.approx(8)


def test_an_answer_that_breaks_a_rule_is_our_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Row, "holds", lambda _row, _values: False)
    with pytest.raises(SolverFault, match="breaks the rule 'cover'"):
        minimise([0] * 3, [1] * 3, [AT_LEAST_THREE], WEIGHTS, start=None, seconds=5)


def test_a_bound_is_rounded_up_but_for_noise() -> None:
    assert minimising._whole_bound(6.9999999) == 7  # noqa: SLF001 - the rounding is what makes a proof
    assert minimising._whole_bound(7.0000001) == 7  # noqa: SLF001
    assert minimising._whole_bound(7.1) == 8  # noqa: SLF001
    assert minimising._whole_bound(float("-inf")) == 0  # noqa: SLF001
