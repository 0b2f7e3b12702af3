"""A model as HiGHS takes it: loaded, with its sum scaled, and run until it ends or is stopped."""

from __future__ import annotations

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

    from planner.solving.model import Row

# The noise of the solver's arithmetic, by the size of a sum.
NOISE_IN_SIZE = 1e-9
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


class Meter:
    """Adds up the seconds spent in calls of the solver itself; the benchmarks read it."""

    def __init__(self) -> None:
        """Start at zero."""
        self.seconds = 0.0
        self.runs = 0


METER = Meter()


@dataclass(frozen=True, slots=True)
class Program:
    """A model as it goes to the solver: only the columns ``kept``, in their order."""

    lower: Sequence[int]
    upper: Sequence[int]
    rows: Sequence[Row]
    kept: NDArray[np.int64]


def load(made: Program, costs: NDArray[np.float64], *, whole: bool) -> highspy.Highs:
    """Hand a model over, with what each column kept costs.

    Raises:
        SolverFault: the solver refuses it.
    """
    program = highspy.HighsLp()
    program.num_col_ = len(made.kept)
    program.num_row_ = len(made.rows)
    program.col_cost_ = costs
    program.col_lower_ = np.array(made.lower, dtype=np.float64)[made.kept]
    program.col_upper_ = np.array(made.upper, dtype=np.float64)[made.kept]
    ends = np.array([ends_of(row) for row in made.rows], dtype=np.float64).reshape(-1, 2)
    program.row_lower_, program.row_upper_ = ends[:, 0], ends[:, 1]
    lengths = np.fromiter((len(row.columns) for row in made.rows), dtype=np.int64, count=len(made.rows))
    columns = np.fromiter(chain.from_iterable(row.columns for row in made.rows), dtype=np.int64)
    figures = np.fromiter(chain.from_iterable(row.coefficients for row in made.rows), dtype=np.float64)
    places = places_of(made.kept, len(made.upper))[columns]
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


def columns_kept(upper: Sequence[int]) -> NDArray[np.int64]:
    """Give the columns that can be anything but 0; where all are 0, the first, so that there is one."""
    kept = np.flatnonzero(np.array(upper))
    return kept if kept.size else np.arange(min(1, len(upper)), dtype=np.int64)


def places_of(kept: NDArray[np.int64], columns: int) -> NDArray[np.int32]:
    """Give each column's place among those kept, or -1."""
    places = np.full(columns, -1, dtype=np.int32)
    places[kept] = np.arange(len(kept), dtype=np.int32)
    return places


def spread(amounts: Sequence[float], kept: NDArray[np.int64], columns: int) -> NDArray[np.float64]:
    """Put the amounts of the columns kept back among all columns, the others at 0."""
    spread = np.zeros(columns)
    spread[kept] = amounts
    return spread


def ends_of(row: Row) -> tuple[float, float]:
    """Give a row's bounds as the solver writes them."""
    low = -highspy.kHighsInf if row.lower is None else float(row.lower)
    return low, highspy.kHighsInf if row.upper is None else float(row.upper)


def costs_of(
    weights: Mapping[int, int], step: int, kept: NDArray[np.int64], columns: int
) -> tuple[float, NDArray[np.float64]]:
    """Give what each column kept adds to the sum, in steps, and the scale that it is written in."""
    largest = max((abs(weight) // step for weight in weights.values()), default=0)
    scale = float(2.0 ** -max(0, largest.bit_length() - _BITS))
    costs = np.zeros(columns)
    places = np.fromiter(weights.keys(), dtype=np.int64, count=len(weights))
    costs[places] = np.fromiter(weights.values(), dtype=np.int64, count=len(weights)) // step * scale
    return scale, costs[kept]


def run(solver: highspy.Highs, should_stop: Callable[[], bool] | None = None) -> None:
    """Run the solver until it ends, or until ``should_stop`` is true; what that raises comes through."""
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
