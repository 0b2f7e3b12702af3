"""The only door to HiGHS. Whole numbers go in; whole numbers, checked exactly, come out.

One thread and a fixed seed, so that the same model gives the same answer. Floats live in here only.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from itertools import chain
from threading import Thread
from typing import TYPE_CHECKING, Any

import highspy
import numpy as np

from planner.faults import SolverFault

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

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
# Larger weights are scaled to about this many bits, by a power of two, which changes no figure.
_BITS = 20
# How often a long run is interrupted to ask whether it should stop.
_ASKED_EVERY_S = 0.1
_OPTIONS: dict[str, Any] = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    "mip_feasibility_tolerance": _TOLERANCE,
    "primal_feasibility_tolerance": _TOLERANCE,
    "dual_feasibility_tolerance": _TOLERANCE,
}
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


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The least sum without whole numbers, and each column's price: what moving it off its bound adds."""

    least: float
    prices: Sequence[float] | NDArray[np.float64]

    @property
    def at_least(self) -> int:
        """The least that a whole sum can be, in the same steps."""
        return math.ceil(self.least - _RELAXED_NOISE - _NOISE_IN_SIZE * abs(self.least))


_RELAXED_NOISE = 1e-3


class Meter:
    """Adds up the seconds spent in calls of the solver itself; the benchmarks read it."""

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
    scale = _scale(weights, step)
    kept = _kept(upper)
    costs = _costs(weights, step, scale, len(upper))[kept]
    solver = _load(_Program(lower, upper, rows, kept), costs, whole=True)
    for option, value in (_TO_THE_POINT if to_the_point else {}).items():
        solver.setOptionValue(option, value)
    solver.setOptionValue("mip_abs_gap", _UNDER_ONE * scale)
    solver.setOptionValue("time_limit", float(seconds))
    if start is not None:
        given = highspy.HighsSolution()
        given.col_value = np.array(start, dtype=np.float64)[kept]
        solver.setSolution(given)
    _run(solver, should_stop)
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return Outcome(None, 0, 0, infeasible=True, finished=True)
    finished = status in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kModelEmpty)
    if not finished and status != highspy.HighsModelStatus.kTimeLimit:
        message = f"the solver ended with {solver.modelStatusToString(status)!r}"
        raise SolverFault(message)
    info = solver.getInfo()
    bound = _whole_bound(info.mip_dual_bound / scale) * step
    values = start
    if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
        values = _whole_values(_spread(solver.getSolution().col_value, kept, len(upper)), lower, upper, rows)
    if start is not None and (values is None or _sum(weights, start) < _sum(weights, values)):
        values = start
    if values is None:
        return Outcome(None, 0, bound)
    reached = _sum(weights, values)
    return Outcome(tuple(values), reached, min(bound, reached), finished=finished)


class Relaxation:
    """A model without whole numbers, kept at hand: solved again quickly for other sums and with more rows."""

    def __init__(self, lower: Sequence[int], upper: Sequence[int], rows: Sequence[Row]) -> None:
        """Load a model. Columns that can only be 0 are left out."""
        self._columns = len(upper)
        self._kept = _kept(upper)
        self._places = _places(self._kept, len(upper))
        program = _Program(lower, upper, rows, self._kept)
        self._solver = _load(program, np.zeros(len(self._kept)), whole=False)
        self._all = np.arange(len(self._kept), dtype=np.int32)

    def least(self, weights: Mapping[int, int], step: int) -> Relaxed | None:
        """Find the least of a sum, counted in steps; None where that can't be done."""
        scale = _scale(weights, step)
        costs = _costs(weights, step, scale, self._columns)[self._kept]
        self._solver.changeColsCost(len(costs), self._all, costs)
        _run(self._solver)
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        prices = _spread(self._solver.getSolution().col_dual, self._kept, self._columns) / scale
        return Relaxed(self._solver.getInfo().objective_function_value / scale, prices)

    @property
    def values(self) -> NDArray[np.float64]:
        """The columns' values in the newest solution."""
        return _spread(self._solver.getSolution().col_value, self._kept, self._columns)

    @property
    def rows(self) -> int:
        """How many rows there are by now."""
        return int(self._solver.getNumRow())

    def binding(self, first: int) -> list[bool]:
        """Tell for each row from ``first`` on whether the newest solution's sum depends on it."""
        return [price != 0 for price in self._solver.getSolution().row_dual[first:]]

    def add(self, rows: Sequence[Row]) -> None:
        """Add rules."""
        for row in rows:
            low, up = _ends(row)
            places = self._places[np.array(row.columns, dtype=np.int64)]
            figures = np.array(row.coefficients, dtype=np.float64)[places >= 0]
            places = places[places >= 0]
            self._solver.addRow(low, up, len(places), places, figures)

    def drop(self, first: int) -> None:
        """Drop the rules from ``first`` on."""
        number = self.rows - first
        if number > 0:
            self._solver.deleteRows(number, np.arange(first, self.rows, dtype=np.int32))


def relaxed(
    lower: Sequence[int], upper: Sequence[int], rows: Sequence[Row], weights: Mapping[int, int], step: int
) -> Relaxed | None:
    """Solve the model without whole numbers, its sum counted in steps; None where that can't be done."""
    return Relaxation(lower, upper, rows).least(weights, step)


@dataclass(frozen=True, slots=True)
class _Program:
    """A model as it goes to the solver: only the columns ``kept``, in their order."""

    lower: Sequence[int]
    upper: Sequence[int]
    rows: Sequence[Row]
    kept: NDArray[np.int64]


def _load(made: _Program, costs: NDArray[np.float64], *, whole: bool) -> highspy.Highs:
    program = highspy.HighsLp()
    program.num_col_ = len(made.kept)
    program.num_row_ = len(made.rows)
    program.col_cost_ = costs
    program.col_lower_ = np.array(made.lower, dtype=np.float64)[made.kept]
    program.col_upper_ = np.array(made.upper, dtype=np.float64)[made.kept]
    ends = np.array([_ends(row) for row in made.rows], dtype=np.float64).reshape(-1, 2)
    program.row_lower_, program.row_upper_ = ends[:, 0], ends[:, 1]
    lengths = np.fromiter((len(row.columns) for row in made.rows), dtype=np.int64, count=len(made.rows))
    columns = np.fromiter(chain.from_iterable(row.columns for row in made.rows), dtype=np.int64)
    figures = np.fromiter(chain.from_iterable(row.coefficients for row in made.rows), dtype=np.float64)
    places = _places(made.kept, len(made.upper))[columns]
    before = np.concatenate(([0], np.cumsum(places >= 0)))
    matrix = program.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_ = before[np.concatenate(([0], np.cumsum(lengths)))].astype(np.int32)
    matrix.index_ = places[places >= 0]
    matrix.value_ = figures[places >= 0]
    if whole:
        program.integrality_ = [highspy.HighsVarType.kInteger] * len(made.kept)
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in _OPTIONS.items():
        solver.setOptionValue(option, value)
    began = time.perf_counter()
    status = solver.passModel(program)
    METER.seconds += time.perf_counter() - began
    if status == highspy.HighsStatus.kError:
        message = "the solver refused the model"
        raise SolverFault(message)
    return solver


def _kept(upper: Sequence[int]) -> NDArray[np.int64]:
    """Give the columns that can be anything but 0; where all are 0, the first, so that there is one."""
    kept = np.flatnonzero(np.array(upper))
    return kept if kept.size else np.arange(min(1, len(upper)), dtype=np.int64)


def _places(kept: NDArray[np.int64], columns: int) -> NDArray[np.int32]:
    """Give each column's place among those kept, or -1."""
    places = np.full(columns, -1, dtype=np.int32)
    places[kept] = np.arange(len(kept), dtype=np.int32)
    return places


def _spread(amounts: Sequence[float], kept: NDArray[np.int64], columns: int) -> NDArray[np.float64]:
    """Put the amounts of the columns kept back among all columns, the others at 0."""
    spread = np.zeros(columns)
    spread[kept] = amounts
    return spread


def _ends(row: Row) -> tuple[float, float]:
    low = -highspy.kHighsInf if row.lower is None else float(row.lower)
    return low, highspy.kHighsInf if row.upper is None else float(row.upper)


def _scale(weights: Mapping[int, int], step: int) -> float:
    largest = max((abs(weight) // step for weight in weights.values()), default=0)
    return float(2.0 ** -max(0, largest.bit_length() - _BITS))


def _costs(weights: Mapping[int, int], step: int, scale: float, columns: int) -> NDArray[np.float64]:
    costs = np.zeros(columns)
    places = np.fromiter(weights.keys(), dtype=np.int64, count=len(weights))
    costs[places] = np.fromiter(weights.values(), dtype=np.int64, count=len(weights)) // step * scale
    return costs


def _run(solver: highspy.Highs, should_stop: Callable[[], bool] | None = None) -> None:
    began = time.perf_counter()
    if should_stop is None:
        solver.run()
    else:
        _run_until(solver, should_stop)
    METER.seconds += time.perf_counter() - began
    METER.runs += 1


def _run_until(solver: highspy.Highs, should_stop: Callable[[], bool]) -> None:
    """Run the solver beside this thread, which asks whether to stop.

    A run ends once its time limit is set to none: the solver reads it at every step. Its own way, a call back
    into Python at every step, would make it wait for whatever else Python is doing.
    """
    running = Thread(target=solver.run, name="solver")
    running.start()
    try:
        running.join(_ASKED_EVERY_S)
        while running.is_alive() and not should_stop():
            running.join(_ASKED_EVERY_S)
    finally:
        if running.is_alive():
            solver.setOptionValue("time_limit", 0.0)
        running.join()


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
    found: NDArray[np.float64], lower: Sequence[int], upper: Sequence[int], rows: Sequence[Row]
) -> tuple[int, ...]:
    values = tuple(np.rint(found).astype(np.int64).tolist())
    off = float(np.abs(found - np.rint(found)).max(initial=0.0))
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
