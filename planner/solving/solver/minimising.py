"""The least weighted sum in whole numbers, with the proven bound."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import highspy
import numpy as np

from planner.faults import SolverFault
from planner.solving.solver.loading import (
    NOISE_IN_SIZE,
    Program,
    columns_kept,
    costs_of,
    load,
    run,
    spread,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from planner.solving.model import Row

# The objective is a whole number: a bound less than one under the plan in hand is a proof. The tenth that is
# left makes room for the noise of the solver's arithmetic: so much, and so much of the bound's size.
_UNDER_ONE = 0.9
_NOISE = 1e-5
# How far from whole a value may come out before it is no longer taken for noise.
_WHOLE = 1e-4
# With a good solution in hand, or in a small model, looking for solutions takes longer than the proof.
_TO_THE_POINT: dict[str, Any] = {
    "mip_allow_restart": False,
    "mip_heuristic_run_feasibility_jump": False,
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_rins": False,
    "mip_heuristic_run_root_reduced_cost": False,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """The best solution found, and a proven lower bound on what any solution can reach.

    ``values`` is None where none was found: then ``infeasible`` says whether there is none. ``finished``: the
    solver came to its end by itself, and calls the solution the best. Of a sum too large for its arithmetic
    to tell a single step from noise, the bound says less than that.
    """

    values: tuple[int, ...] | None
    objective: int
    bound: int
    infeasible: bool = False
    finished: bool = False

    @property
    def proven(self) -> bool:
        """Whether nothing better exists (or nothing at all)."""
        return self.infeasible or (self.values is not None and self.bound >= self.objective)


def minimise(  # noqa: PLR0913 - a model is made of these
    lower: Sequence[int],
    upper: Sequence[int],
    rows: Sequence[Row],
    weights: Mapping[int, int],
    *,
    start: Sequence[int] | None,
    seconds: float,
    to_the_point: bool = False,
    should_stop: Callable[[], bool] | None = None,
) -> Outcome:
    """Find whole column values within their bounds that keep all rows, at the least weighted sum.

    ``start`` is a solution to begin with; it comes back if nothing better is found in time. ``to_the_point``:
    branch at once, without first looking for solutions in other ways. ``should_stop`` is asked now and then;
    once it is true, time is up. What it raises ends the run and comes through.

    Raises:
        SolverFault: the solver ended without an answer or a time limit, or its answer breaks a row.
    """
    step = math.gcd(*weights.values()) or 1
    if not upper:
        return Outcome((), 0, 0, finished=True)
    if seconds <= 0:
        return _as_started(start, weights)
    kept = columns_kept(upper)
    scale, costs = costs_of(weights, step, kept, len(upper))
    program = Program(lower, upper, rows, kept)
    solver = load(program, costs, whole=True)
    for option, value in (_TO_THE_POINT if to_the_point else {}).items():
        solver.setOptionValue(option, value)
    solver.setOptionValue("mip_abs_gap", _UNDER_ONE * scale)
    solver.setOptionValue("time_limit", float(seconds))
    if start is not None:
        given = highspy.HighsSolution()
        given.col_value = np.array(start, dtype=np.float64)[kept]
        solver.setSolution(given)
    run(solver, should_stop)
    if solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
        return Outcome(None, 0, 0, infeasible=True, finished=True)
    finished = _came_to_its_end(solver)
    bound = _whole_bound(solver.getInfo().mip_dual_bound / scale) * step
    values = _better(start, _values(solver, program), weights)
    if values is None:
        return Outcome(None, 0, bound)
    reached = _sum(weights, values)
    return Outcome(tuple(values), reached, min(bound, reached), finished=finished)


def _came_to_its_end(solver: highspy.Highs) -> bool:
    """Whether the solver ended by itself, and not by its time limit.

    Raises:
        SolverFault: it ended in any other way.
    """
    status = solver.getModelStatus()
    finished = status in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kModelEmpty)
    if not finished and status != highspy.HighsModelStatus.kTimeLimit:
        message = f"the solver ended with {solver.modelStatusToString(status)!r}"
        raise SolverFault(message)
    return finished


def _as_started(start: Sequence[int] | None, weights: Mapping[int, int]) -> Outcome:
    if start is None:
        return Outcome(None, 0, 0)
    return Outcome(tuple(start), _sum(weights, start), 0)


def _whole_bound(bound: float) -> int:
    """Round a bound on a whole number up, allowing for the solver's own noise. Weights are never negative."""
    if not math.isfinite(bound):
        return 0
    return max(0, math.ceil(bound - _NOISE - NOISE_IN_SIZE * abs(bound)))


def _values(solver: highspy.Highs, program: Program) -> tuple[int, ...] | None:
    """Give the solver's solution in whole numbers; None where it has none.

    Raises:
        SolverFault: it isn't whole, or breaks a row.
    """
    if solver.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None
    found = spread(solver.getSolution().col_value, program.kept, len(program.upper))
    values = tuple(np.rint(found).astype(np.int64).tolist())
    off = float(np.abs(found - np.rint(found)).max(initial=0.0))
    bounds = zip(program.lower, values, program.upper, strict=True)
    if off > _WHOLE or not all(low <= value <= up for low, value, up in bounds):
        message = f"the solver's answer is not whole: off by {off}"
        raise SolverFault(message)
    broken = next((row.name for row in program.rows if not row.holds(values)), None)
    if broken is not None:
        message = f"the solver's answer breaks the rule {broken!r}"
        raise SolverFault(message)
    return values


def _better(
    start: Sequence[int] | None, found: Sequence[int] | None, weights: Mapping[int, int]
) -> Sequence[int] | None:
    """Give the solution with the smaller sum, the solver's where both are as good."""
    if start is None or found is None:
        return found if start is None else start
    return start if _sum(weights, start) < _sum(weights, found) else found


def _sum(weights: Mapping[int, int], values: Sequence[int]) -> int:
    return sum(weight * values[column] for column, weight in weights.items())
