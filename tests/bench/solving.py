"""What planning takes beside the bare solver, and what the reductions are worth; each within one run.

The aims are ratios, ours to the reference: a plan end to end may take 1.3 times one bare run of the solver on
the same model; and the proof of the least cost, reductions and all, at 1,000 courses and three disciplines
1 / 1.4 at the 95th percentile (wished for: 1 / 2), at 10,000 courses and one discipline 1 / 4 at the median,
of what the unreduced model takes in the same solver.
"""

from __future__ import annotations

import math
import statistics
from functools import cache, partial
from typing import TYPE_CHECKING

from planner.planning import make_plan, make_ready
from planner.preferences import Goal, Preferences
from planner.solving.clock import Clock
from planner.solving.formulate import formulate
from planner.solving.goals import goals
from planner.solving.optimise import reach
from planner.solving.search import begin, leave_nothing_short
from planner.solving.solver import METER
from tests.bench.catalogs import TODAY, a_catalog, a_prescription
from tests.bench.timing import Measured, seconds
from tests.bench.unreduced import solve_bare, solve_with_cbc, the_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from planner.catalog import Catalog
    from planner.prescription import Prescription
    from planner.solving.model import Model

# Prescriptions differ much in how hard they are: each run takes the next.
RUNS = 9
# A percentile of the hardest needs more of them.
RUNS_FOR_THE_TAIL = 20
_PATIENCE_S = 300.0
_TAIL = 0.95


@cache
def _catalog(courses: int) -> Catalog:
    return a_catalog(courses)


def plan(courses: int, disciplines: int, name: str) -> Measured:
    """Plan end to end, ties and checks and all, against one bare run on the same model, ties left open."""
    catalog = _catalog(courses)
    ours: list[float] = []
    bare: list[float] = []
    _warm(catalog)
    for seed in range(RUNS):
        prescription = a_prescription(disciplines, seed=seed)
        ours.append(seconds(lambda: make_plan(prescription, catalog, _wishes())))  # noqa: B023 - at once
        model = _as_posed(catalog, prescription)
        leave_nothing_short(model)
        bare.append(solve_bare(model))
    return Measured(
        name,
        f"a plan of {disciplines} disciplines from {courses:,} courses, proven, ties settled, checked",
        statistics.median(ours),
        "one bare run of HiGHS on the same model for the least cost, ties left open",
        statistics.median(bare),
        1.3,
        RUNS,
    )


def beside_the_solver(courses: int, disciplines: int, name: str) -> Measured:
    """Plan end to end, against the time that the same plans spend in the solver's own calls."""
    catalog = _catalog(courses)
    ratios: list[tuple[float, float, float]] = []
    _warm(catalog)
    for seed in range(RUNS):
        prescription = a_prescription(disciplines, seed=seed)
        before = METER.seconds
        whole = seconds(lambda: make_plan(prescription, catalog, _wishes()))  # noqa: B023 - at once
        inside = METER.seconds - before
        ratios.append((whole / inside, whole, inside))
    _, whole, inside = sorted(ratios)[RUNS // 2]
    return Measured(
        name,
        f"a plan of {disciplines} disciplines from {courses:,} courses (the one of the median ratio)",
        whole,
        "the calls of HiGHS in that same plan",
        inside,
        1.3,
        RUNS,
    )


def reductions(courses: int, disciplines: int, tail: bool, aim: float, name: str) -> Measured:  # noqa: FBT001 - two rows
    """Prove the least cost of a model that is there, against the solver on the unreduced one; ties are open.

    Ours begins with the sweep and has all reductions; making either model isn't timed.
    """
    catalog, runs = _catalog(courses), RUNS_FOR_THE_TAIL if tail else RUNS
    ours: list[float] = []
    whole: list[float] = []
    cbc: list[float | None] = []
    _warm(catalog)
    for seed in range(runs):
        prescription = a_prescription(disciplines, seed=seed)
        model = _as_posed(catalog, prescription)
        ours.append(seconds(lambda: _prove(model)))  # noqa: B023 - at once
        unreduced = the_whole(catalog, prescription)
        whole.append(solve_bare(unreduced))
        cbc.append(solve_with_cbc(unreduced))
    figure = _tail if tail else statistics.median
    known = [time for time in cbc if time is not None]
    beside = f"; CBC {figure(known):.3f} s" if len(known) == runs else "; no cbc command to time"
    return Measured(
        name,
        f"proving the least cost of {disciplines} disciplines from {courses:,} courses with all reductions "
        f"({'95th percentile' if tail else 'median'})",
        figure(ours),
        f"HiGHS on the model of all {courses:,} courses{beside}",
        figure(whole),
        aim,
        runs,
    )


def _tail(times: Sequence[float]) -> float:
    return sorted(times)[math.ceil(_TAIL * len(times)) - 1]


def _wishes() -> Preferences:
    return Preferences(TODAY, time_limit_s=_PATIENCE_S)


def _warm(catalog: Catalog) -> None:
    """Make a plan of something else, so that what is worked out once for a catalog isn't measured."""
    make_plan(a_prescription(1, seed=-1), catalog, _wishes())


def _as_posed(catalog: Catalog, prescription: Prescription) -> Model:
    ready, _ = make_ready(prescription, catalog, _wishes())
    assert ready is not None
    return formulate(ready.situation.task(ready.situation.candidates()))


def _prove(model: Model) -> None:
    start = begin(model)
    assert start is not None
    leave_nothing_short(model)
    best = reach(model, goals(model, Goal.COST), start, Clock(_PATIENCE_S))
    assert best is not None
    assert best.proven


MEASURES: dict[str, Callable[[str], Measured]] = {
    "plan-1000x1": partial(plan, 1000, 1),
    "plan-1000x3": partial(plan, 1000, 3),
    "plan-10000x1": partial(plan, 10_000, 1),
    "beside-the-solver": partial(beside_the_solver, 1000, 3),
    "reductions-1000x3": partial(reductions, 1000, 3, True, round(1 / 1.4, 3)),  # noqa: FBT003 - the tail
    "reductions-10000x1": partial(reductions, 10_000, 1, False, 0.25),  # noqa: FBT003 - the median
}
