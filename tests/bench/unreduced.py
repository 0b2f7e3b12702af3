"""The model that nothing was left out of: every course that may be taken, whatever it gives, uncapped.

The reference for what the reductions are worth: one run of the solver on it, for the least cost, with nothing
to start from and no ties settled. CBC is given the same model where there is a ``cbc`` command.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from planner.preferences import Preferences
from planner.solving.candidates import gather
from planner.solving.formulate import formulate, pose, prices
from planner.solving.model import Row, Task
from planner.solving.search import leave_nothing_short
from planner.solving.solver import minimise
from tests.bench.catalogs import TODAY
from tests.bench.timing import seconds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.catalog import Catalog
    from planner.prescription import Prescription
    from planner.solving.model import Model

_LIMIT_S = 300


def the_whole(catalog: Catalog, prescription: Prescription) -> Model:
    """Formulate with every open course and every bundle, and each course's figures as they are."""
    wishes = Preferences(TODAY)
    required = {row.subcategory: row.credits_required for row in prescription.needs if row.credits_required}
    every = {row.subcategory for course in catalog.courses for row in course.distributions}
    offered = gather(catalog, wishes, (), every)
    courses = tuple(
        replace(c, credits_of={row: figure for row, figure in c.credits_of.items() if row in required})
        for c in offered.courses
    )
    posed = pose(required, replace(offered, courses=courses), (), wishes)
    model = formulate(Task(posed.needs, courses, offered.bundles, (), wishes))
    leave_nothing_short(model)
    short_of = {f"cover {subcategory}": subcategory for subcategory in model.short}
    key_of = {column: key for key, column in model.take.items()}
    key_of |= {column: key for (key, _), column in model.count.items()}
    given = {c.course.course_id: c.credits_of for c in courses}
    for place, row in enumerate(model.rows):
        need = short_of.get(row.name)
        if need is not None:
            figures = [
                given[key_of[column]][need].hundredths // model.unit if column in key_of else figure
                for column, figure in zip(row.columns, row.coefficients, strict=True)
            ]
            model.rows[place] = Row(row.name, row.columns, figures, row.lower, row.upper)
    return model


def solve_bare(model: Model) -> float:
    """Time one run of the solver for the least cost, with nothing to start from and no ties settled."""
    return seconds(
        lambda: minimise(model.lower, model.upper, model.rows, prices(model), start=None, seconds=_LIMIT_S)
    )


def solve_with_cbc(model: Model) -> float | None:
    """Let CBC find the least cost, and give the seconds that it says it took; None without a ``cbc``."""
    command = shutil.which("cbc")
    if command is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.lp"
        path.write_text(_as_lp(model, prices(model)), encoding="ascii")
        options = ["-sec", str(_LIMIT_S), "-ratio", "0", "-threads", "0", "-solve", "-quit"]
        ran = subprocess.run([command, str(path), *options], check=True, capture_output=True, text=True)  # noqa: S603 - found on the path, with our own file
    told = re.search(r"Total time \(CPU seconds\):\s*([\d.]+)", ran.stdout)
    return float(told[1]) if told and "Optimal solution found" in ran.stdout else None


def _as_lp(model: Model, weights: Mapping[int, int]) -> str:
    """Write a model in the LP format that every solver reads."""
    lines = ["minimize", f" cost: {_terms(weights)}", "subject to"]
    for number, row in enumerate(model.rows):
        terms = _terms(dict(zip(row.columns, row.coefficients, strict=True)))
        if row.lower is not None:
            lines.append(f" a{number}: {terms} >= {row.lower}")
        if row.upper is not None:
            lines.append(f" b{number}: {terms} <= {row.upper}")
    lines.append("bounds")
    lines += [
        f" {low} <= x{column} <= {up}"
        for column, (low, up) in enumerate(zip(model.lower, model.upper, strict=True))
    ]
    lines += ["generals", *(f" x{column}" for column in range(len(model.upper))), "end", ""]
    return "\n".join(lines)


def _terms(weights: Mapping[int, int]) -> str:
    # A line may not be long: each term has its own.
    return "\n ".join(f"{weight:+d} x{column}" for column, weight in weights.items()) or "0 x0"
