"""What the solver alone takes for many prescriptions: the reference for answering a queue.

For each prescription the very model that planning puts to the solver is built, untimed. Timed is one run of
the solver for the least cost, with nothing to start from and no ties settled; nothing is checked or told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.planning import make_ready
from planner.solving.clock import Clock
from planner.solving.formulate import prices
from planner.solving.goals import least_short
from planner.solving.search import cover
from planner.solving.solver import minimise
from tests.bench.timing import seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planner.catalog import Catalog
    from planner.preferences import Preferences
    from planner.prescription import Prescription
    from planner.solving.model import Model

_LIMIT_S = 60.0


@dataclass(frozen=True, slots=True)
class Bare:
    """The solver's seconds over all prescriptions, and how many of them there was a model for."""

    seconds: float
    solved: int


def bare_solves(prescriptions: Iterable[Prescription], catalog: Catalog, preferences: Preferences) -> Bare:
    """Time the bare solves of prescriptions, one after the other, in this process."""
    total, solved = 0.0, 0
    for prescription in prescriptions:
        posed = _posed(prescription, catalog, preferences)
        if posed is not None:
            total += _solve(*posed)
            solved += 1
    return Bare(total, solved)


def _posed(
    prescription: Prescription, catalog: Catalog, preferences: Preferences
) -> tuple[Model, Mapping[int, int]] | None:
    """Give the model and what to make small: the cost, or where not all can be covered, what stays short."""
    ready, _ = make_ready(prescription, catalog, preferences)
    if ready is None:
        return None
    task = ready.situation.task(ready.situation.candidates())
    found = cover(task, Clock(_LIMIT_S), lambda _: None)
    if not found.model.upper:
        return None
    return found.model, least_short(found.model).weights if found.short else prices(found.model)


def _solve(model: Model, weights: Mapping[int, int]) -> float:
    return seconds(
        lambda: minimise(model.lower, model.upper, model.rows, weights, start=None, seconds=_LIMIT_S)
    )
