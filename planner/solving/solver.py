"""The only door to HiGHS. Whole numbers go in; whole numbers, checked exactly, come out.

One thread and a fixed seed, so that the same model gives the same answer. Floats live in here only.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

import highspy
import numpy as np

from planner.faults import SolverFault

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.solving.formulate import Row

# The objective is a whole number: a bound less than one under the plan in hand is a proof. The tenth that is
# left makes room for the noise of the solver's arithmetic: so much, and so much of the bound's size.
_UNDER_ONE = 0.9
_NOISE = 1e-5
_NOISE_IN_SIZE = 1e-9
# How far from whole a value may come out before it is no longer taken for noise.
_WHOLE = 1e-4
# Weights reach a hundred million: at the usual tolerance a nearly whole column could hide whole steps.
_TOLERANCE = 1e-9
_OPTIONS: dict[str, Any] = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": _UNDER_ONE,
    "mip_feasibility_tolerance": _TOLERANCE,
    "primal_feasibility_tolerance": _TOLERANCE,
    "dual_feasibility_tolerance": _TOLERANCE,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """The best solution found, and a proven lower bound on what any solution can reach.

    ``values`` is None where none was found: then ``infeasible`` says whether there is none.
    """

    values: tuple[int, ...] | None
    objective: int
    bound: int
    infeasible: bool = False

    @property
    def proven(self) -> bool:
        """Whether nothing better exists (or nothing at all)."""
        return self.infeasible or (self.values is not None and self.bound >= self.objective)


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The least sum without whole numbers, and each column's price: what moving it off its bound adds."""

    least: float
    prices: tuple[float, ...]


class Meter:
    """Adds up the seconds spent inside the solver itself; the benchmarks read it."""

    def __init__(self) -> None:
        """Start at zero."""
        self.seconds = 0.0
        self.runs = 0


METER = Meter()


def minimise(  # noqa: PLR0913 - a model is made of these
    lower: Sequence[int],
    upper: Sequence[int],
    rows: Sequence[Row],
    weights: Mapping[int, int],
    *,
    start: Sequence[int] | None,
    seconds: float,
) -> Outcome:
    """Find whole column values within their bounds that keep all rows, at the least weighted sum.

    ``start`` is a solution to begin with; it comes back if nothing better is found in time.

    Raises:
        SolverFault: the solver ended without an answer or a time limit, or its answer breaks a row.
    """
    step = math.gcd(*weights.values()) or 1
    if not upper:
        return Outcome((), 0, 0)
    if seconds <= 0:
        return _as_started(start, weights)
    solver = _load(lower, upper, rows, weights, step)
    solver.setOptionValue("time_limit", float(seconds))
    if start is not None:
        given = highspy.HighsSolution()
        given.col_value = [float(value) for value in start]
        solver.setSolution(given)
    _run(solver)
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return Outcome(None, 0, 0, infeasible=True)
    timely = (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kTimeLimit)
    if status not in timely and status != highspy.HighsModelStatus.kModelEmpty:
        message = f"the solver ended with {solver.modelStatusToString(status)!r}"
        raise SolverFault(message)
    info = solver.getInfo()
    bound = _whole_bound(info.mip_dual_bound) * step
    values = start
    if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
        values = _whole_values(solver.getSolution().col_value, lower, upper, rows)
    if start is not None and (values is None or _sum(weights, start) < _sum(weights, values)):
        values = start
    if values is None:
        return Outcome(None, 0, bound)
    return Outcome(tuple(values), _sum(weights, values), min(bound, _sum(weights, values)))


def relaxed(
    lower: Sequence[int], upper: Sequence[int], rows: Sequence[Row], weights: Mapping[int, int], step: int
) -> Relaxed | None:
    """Solve the model without whole numbers, its sum counted in steps; None where that can't be done."""
    solver = _load(lower, upper, rows, weights, step, whole=False)
    _run(solver)
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return Relaxed(solver.getInfo().objective_function_value, tuple(solver.getSolution().col_dual))


def _load(  # noqa: PLR0913 - a model is made of these
    lower: Sequence[int],
    upper: Sequence[int],
    rows: Sequence[Row],
    weights: Mapping[int, int],
    step: int,
    *,
    whole: bool = True,
) -> highspy.Highs:
    program = highspy.HighsLp()
    columns = len(upper)
    program.num_col_ = columns
    program.num_row_ = len(rows)
    cost = np.zeros(columns)
    for column, weight in weights.items():
        cost[column] = weight // step
    program.col_cost_ = cost
    program.col_lower_ = np.array(lower, dtype=np.float64)
    program.col_upper_ = np.array(upper, dtype=np.float64)
    program.row_lower_ = np.array(
        [-highspy.kHighsInf if row.lower is None else row.lower for row in rows], dtype=np.float64
    )
    program.row_upper_ = np.array(
        [highspy.kHighsInf if row.upper is None else row.upper for row in rows], dtype=np.float64
    )
    lengths = np.fromiter((len(row.columns) for row in rows), dtype=np.int32, count=len(rows))
    matrix = program.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_ = np.concatenate(([0], np.cumsum(lengths))).astype(np.int32)
    matrix.index_ = np.fromiter(chain.from_iterable(row.columns for row in rows), dtype=np.int32)
    matrix.value_ = np.fromiter(chain.from_iterable(row.coefficients for row in rows), dtype=np.float64)
    if whole:
        program.integrality_ = [highspy.HighsVarType.kInteger] * columns
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in _OPTIONS.items():
        solver.setOptionValue(option, value)
    if solver.passModel(program) == highspy.HighsStatus.kError:
        message = "the solver refused the model"
        raise SolverFault(message)
    return solver


def _run(solver: highspy.Highs) -> None:
    began = time.perf_counter()
    solver.run()
    METER.seconds += time.perf_counter() - began
    METER.runs += 1


def _as_started(start: Sequence[int] | None, weights: Mapping[int, int]) -> Outcome:
    if start is None:
        return Outcome(None, 0, 0)
    return Outcome(tuple(start), _sum(weights, start), 0)


def _whole_bound(bound: float) -> int:
    """Round a bound on a whole number up, allowing for the solver's own noise. Weights are never negative."""
    if not math.isfinite(bound):
        return 0
    return max(0, math.ceil(bound - _NOISE - _NOISE_IN_SIZE * abs(bound)))


def _whole_values(
    found: Sequence[float], lower: Sequence[int], upper: Sequence[int], rows: Sequence[Row]
) -> tuple[int, ...]:
    values = tuple(round(value) for value in found)
    off = max((abs(value - near) for value, near in zip(found, values, strict=True)), default=0.0)
    within = all(low <= value <= up for low, value, up in zip(lower, values, upper, strict=True))
    if off > _WHOLE or not within:
        message = f"the solver's answer is not whole: off by {off}"
        raise SolverFault(message)
    broken = next((row.name for row in rows if not row.holds(values)), None)
    if broken is not None:
        message = f"the solver's answer breaks the rule {broken!r}"
        raise SolverFault(message)
    return values


def _sum(weights: Mapping[int, int], values: Sequence[int]) -> int:
    return sum(weight * values[column] for column, weight in weights.items())
