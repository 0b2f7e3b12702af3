"""The benchmarks, by name."""

from __future__ import annotations

import io
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from planner.choices import Given, efficient_plans
from planner.demo import demo_cases, demo_catalog
from planner.planning import make_plan
from planner.preferences import Preferences
from planner.reading import SourceFile, read_catalog, read_prescriptions
from planner.solving.formulate import formulate, prices
from planner.solving.search import leave_nothing_short
from planner.solving.situation import Situation
from planner.solving.solver import minimise
from tests.bench import cluster, crowd, first_plan, queues, screens, solving
from tests.bench.catalogs import TODAY, WIDE_COLUMNS, a_catalog, a_prescription, as_wide_workbook
from tests.bench.timing import Measured, medians, seconds

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.catalog import Catalog
    from planner.prescription import Prescription
    from planner.solving.model import Model

ROOT = Path(__file__).resolve().parents[2]
COURSES = 1000
# What a plan may take besides the solver: so many times what openpyxl takes to go through the sheet.
OVER_OPENPYXL = 1.5
# Prescriptions differ much in how hard they are: each run takes the next of these.
SEEDS = range(9)
RUNS_OF_FRONT = 15


@cache
def _workbook() -> bytes:
    return as_wide_workbook(a_catalog(COURSES))


def _read() -> Catalog:
    return read_catalog([SourceFile("catalog.xlsx", _workbook())]).value


def _iterate() -> None:
    import openpyxl  # noqa: PLC0415 - only this benchmark needs it

    book = openpyxl.load_workbook(io.BytesIO(_workbook()), read_only=True, data_only=True)
    for row in book.worksheets[0].iter_rows(values_only=True):
        assert row
    book.close()


def _model(catalog: Catalog, prescription: Prescription) -> Model:
    required = {row.subcategory: row.credits_required for row in prescription.needs if row.credits_required}
    situation = Situation(required, catalog, Preferences(TODAY), ())
    model = formulate(situation.task(situation.candidates()))
    leave_nothing_short(model)
    return model


def _solve_bare(model: Model) -> float:
    """Time one run of the solver for the least cost, with nothing to start from and no ties settled."""
    return seconds(
        lambda: minimise(model.lower, model.upper, model.rows, prices(model), start=None, seconds=60)
    )


def read_and_plan(name: str) -> Measured:
    """Read a wide workbook and plan one discipline from it."""
    prescriptions = [a_prescription(seed=seed) for seed in SEEDS]
    catalog = _read()
    as_read = make_plan(prescriptions[0], catalog, Preferences(TODAY)).plan
    as_made = make_plan(prescriptions[0], a_catalog(COURSES), Preferences(TODAY)).plan
    assert as_read is not None
    assert as_made is not None
    assert as_read.totals == as_made.totals, "the sheet was not read as it was written"
    turn = iter(range(len(SEEDS) * 2))

    def ours() -> float:
        prescription = prescriptions[next(turn) // 2]
        return seconds(lambda: make_plan(prescription, _read(), Preferences(TODAY)))

    def solver() -> float:
        return _solve_bare(_model(catalog, prescriptions[next(turn) // 2]))

    whole, alone, bare = medians(len(SEEDS), ours, lambda: seconds(_iterate), solver)
    return Measured(
        name,
        f"reading a wide .xlsx of {COURSES:,} courses x {WIDE_COLUMNS} columns, and planning one discipline",
        whole,
        f"{OVER_OPENPYXL} x openpyxl alone ({alone:.3f} s) + the bare solver ({bare:.3f} s)",
        OVER_OPENPYXL * alone + bare,
        1.0,
        len(SEEDS),
    )


def cli_start(name: str) -> Measured:
    """Start the command line, plan on the demo catalog, and end."""
    demo = ROOT / "data" / "demo"
    plan = ["-m", "planner", "plan", str(demo / "case-ordinary.csv"), "--catalog", str(demo / "catalog.xlsx")]

    def run(arguments: list[str]) -> float:
        command = [sys.executable, *arguments]
        return seconds(lambda: subprocess.run(command, check=True, capture_output=True, cwd=ROOT))  # noqa: S603

    ours, reference = medians(7, lambda: run(plan), lambda: run(["-c", "import pandas, highspy"]))
    return Measured(
        name,
        "planner plan on the demo catalog, from process start to answer",
        ours,
        'python -c "import pandas, highspy"',
        reference,
        3.0,
        7,
    )


def solve(name: str) -> Measured:
    """Plan from objects that were read already: ties, checks and all, against one bare run of the solver."""
    catalog = a_catalog(COURSES)
    prescriptions = [a_prescription(seed=seed) for seed in SEEDS]
    make_plan(prescriptions[0], catalog, Preferences(TODAY))
    turn = iter(range(len(SEEDS) * 2))

    def ours() -> float:
        prescription = prescriptions[next(turn) // 2]
        return seconds(lambda: make_plan(prescription, catalog, Preferences(TODAY)))

    whole, bare = medians(
        len(SEEDS), ours, lambda: _solve_bare(_model(catalog, prescriptions[next(turn) // 2]))
    )
    return Measured(
        name,
        f"planning one discipline from {COURSES:,} courses, proven, ties settled and checked",
        whole,
        "one bare run of HiGHS for the least cost, ties left open",
        bare,
        3.0,
        len(SEEDS),
    )


def efficient(name: str) -> Measured:
    """Find all efficient plans of the demo catalog's ordinary case, each checked."""
    catalog = demo_catalog().value
    ordinary = next(case for case in demo_cases() if case.key == "ordinary")
    (prescription,) = read_prescriptions([ordinary.source]).value
    asked, wishes = Given(prescription, catalog), ordinary.preferences(TODAY)
    number = len(efficient_plans(asked, wishes).plans)
    ours, bare = medians(
        RUNS_OF_FRONT,
        lambda: seconds(lambda: efficient_plans(asked, wishes)),
        lambda: _solve_bare(_model(catalog, prescription)),
    )
    return Measured(
        name,
        f"all {number} efficient plans (cost, CE credits) of the demo catalog's ordinary case, checked",
        ours,
        "one bare run of HiGHS for the least cost of the same case",
        bare,
        20.0,
        RUNS_OF_FRONT,
    )


BENCHMARKS: dict[str, Callable[[str], Measured]] = {
    "read-and-plan": read_and_plan,
    "cli-start": cli_start,
    "solve": solve,
    "efficient-plans": efficient,
    **solving.MEASURES,
    **screens.MEASURES,
    **first_plan.MEASURES,
    **crowd.MEASURES,
    "queue": queues.whole_time,
    "queue-memory": queues.memory,
    "queue-linear": queues.linear,
    "queue-dask": cluster.whole_time,
    "queue-dask-killed": cluster.killed_time,
}
