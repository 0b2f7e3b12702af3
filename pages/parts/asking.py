"""From what the visit holds to one question for the planner, and everything that was noticed on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pages.parts import caching, decided, own_outlines, progress, state
from pages.parts.jobs import Question
from pages.parts.visit import digest_of
from planner.mending import mend_completed
from planner.structured import make_structured_plan

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from pages.parts.jobs import Job
    from pages.parts.visit import Choices, Given
    from planner.catalog import Catalog
    from planner.preferences import Preferences
    from planner.prescription import CompletedActivity, Prescription
    from planner.problem import Problem
    from planner.reading.grid import Read
    from planner.structured import StructuredPlanned, StructuredRequirement


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
    prescription = in_use(read, results) if read is not None and results is not None else None
    catalog = caching.catalog(state.shelf())
    completed = caching.completed(state.completed())
    done = (*completed.value, *progress.ticks())
    return Inputs(
        prescription=prescription,
        catalog=catalog.value,
        completed=mend_completed(done, own_outlines.names()) if own_outlines.lines() else done,
        result_problems=(
            *(read.problems if read is not None else ()),
            *_about_outlines(results, prescription),
        ),
        catalog_problems=catalog.problems,
        completed_problems=completed.problems,
    )


def _about_outlines(results: Given | None, prescription: Prescription | None) -> tuple[Problem, ...]:
    """Say whose outlines the results are read by, and what is of another version."""
    if prescription is None:
        return ()
    concerned = [row.subcategory.discipline for row in prescription.rows]
    return (
        *own_outlines.notes(concerned),
        *caching.other_versions(results, prescription, state.shelf()),
    )


def in_use(read: Read[tuple[Prescription, ...]], results: Given) -> Prescription | None:
    """Give the chosen technologist's prescription, or the first."""
    people = {person.technologist_id: person for person in reversed(read.value)}
    return people.get(results.technologist_id or "", read.value[0] if read.value else None)


def question(given: Inputs, prescription: Prescription, choices: Choices | None = None) -> Question:
    """Put the question that the current choices ask, or other ones."""
    results = state.given()
    wanted = choices or decided.choices()
    preferences = wanted.as_preferences(on=state.today(), prices_known=given.catalog.has_prices)
    digest = digest_of(
        state.completed(),
        results.digest if results is not None else "",
        prescription.technologist_id,
        state.shelf().digest,
        said_alike(preferences),
        progress.ticks(),
    )
    return Question(prescription, given.catalog, preferences, given.completed, digest)


@dataclass(frozen=True, slots=True)
class StructuredQuestion:
    """Everything that the plan for structured education depends on. ``digest`` names it."""

    requirement: StructuredRequirement
    catalog: Catalog
    preferences: Preferences
    completed: Sequence[CompletedActivity]
    apply_on: date | None
    digest: str

    def work(self, job: Job[Any]) -> StructuredPlanned:
        """Make the plan."""
        return make_structured_plan(
            self.requirement,
            self.catalog,
            self.preferences,
            self.completed,
            apply_on=self.apply_on,
            on_progress=job.say,
            should_stop=job.is_over,
        )


def structured_question(given: Inputs, requirement: StructuredRequirement) -> StructuredQuestion:
    """Put the question that the current choices ask about structured education."""
    preferences = decided.choices().as_preferences(on=state.today(), prices_known=given.catalog.has_prices)
    apply_on = decided.applying().apply_on
    digest = digest_of(
        state.completed(),
        "structured education",
        requirement.discipline.code,
        apply_on,
        state.shelf().digest,
        said_alike(preferences),
        progress.ticks(),
    )
    return StructuredQuestion(requirement, given.catalog, preferences, given.completed, apply_on, digest)


def said_alike(preferences: object) -> tuple[object, ...]:
    """Write preferences so that the same choices always read the same: sets have no order."""
    return tuple(
        tuple(sorted(value)) if isinstance(value, frozenset) else value
        for value in (getattr(preferences, name) for name in preferences.__dataclass_fields__)  # type: ignore[attr-defined]
    )
