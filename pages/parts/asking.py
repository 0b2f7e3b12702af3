"""From what the visit holds to one question for the planner, and everything that was noticed on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pages.parts import caching, state
from pages.parts.jobs import Question
from pages.parts.visit import digest_of

if TYPE_CHECKING:
    from pages.parts.visit import Given
    from planner.catalog import Catalog
    from planner.prescription import CompletedActivity, Prescription
    from planner.problem import Problem
    from planner.reading.grid import Read


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a plan is made from, as it was read. ``prescription`` is None while there are no results."""

    prescription: Prescription | None
    catalog: Catalog
    completed: tuple[CompletedActivity, ...]
    result_problems: tuple[Problem, ...]
    catalog_problems: tuple[Problem, ...]
    completed_problems: tuple[Problem, ...]


def inputs() -> Inputs:
    """Read everything that the visit holds."""
    results = state.given()
    read = caching.prescriptions(results) if results is not None else None
    catalog = caching.catalog(state.shelf())
    completed = caching.completed(state.completed())
    return Inputs(
        prescription=in_use(read, results) if read is not None and results is not None else None,
        catalog=catalog.value,
        completed=completed.value,
        result_problems=read.problems if read is not None else (),
        catalog_problems=catalog.problems,
        completed_problems=completed.problems,
    )


def in_use(read: Read[tuple[Prescription, ...]], results: Given) -> Prescription | None:
    """Give the chosen technologist's prescription, or the first."""
    people = {person.technologist_id: person for person in reversed(read.value)}
    return people.get(results.technologist_id or "", read.value[0] if read.value else None)


def question(given: Inputs, prescription: Prescription) -> Question:
    """Put the question that the current choices ask."""
    results = state.given()
    preferences = state.choices().as_preferences(on=state.today(), prices_known=given.catalog.has_prices)
    digest = digest_of(
        state.completed(),
        results.digest if results is not None else "",
        prescription.technologist_id,
        state.shelf().digest,
        _said(preferences),
    )
    return Question(prescription, given.catalog, preferences, given.completed, digest)


def _said(preferences: object) -> tuple[object, ...]:
    """Write preferences so that the same choices always read the same: sets have no order."""
    return tuple(
        tuple(sorted(value)) if isinstance(value, frozenset) else value
        for value in (getattr(preferences, name) for name in preferences.__dataclass_fields__)  # type: ignore[attr-defined]
    )
