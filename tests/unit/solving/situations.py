"""Situations and models in one line, for the tests of this room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.credits import Credits
from planner.solving.finished import what_counts
from planner.solving.formulate import formulate
from planner.solving.situation import Situation
from tests.builders import catalog, preferences, subcategory

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.catalog import Bundle, Course
    from planner.preferences import Preferences
    from planner.prescription import CompletedActivity
    from planner.solving.model import Model


def situation(
    required: Mapping[str, float],
    *items: Course | Bundle,
    wishes: Preferences | None = None,
    completed: Sequence[CompletedActivity] = (),
) -> Situation:
    """Make a situation of needs such as ``{"MR/Procedures/Body": 2.75}``, courses and bundles."""
    wishes = wishes or preferences()
    needs = {subcategory(path): Credits.of(figure) for path, figure in required.items()}
    offers = catalog(*items)
    finished, _ = what_counts(completed, offers, needs, wishes.on)
    return Situation(needs, offers, wishes, finished)


def model(
    required: Mapping[str, float],
    *items: Course | Bundle,
    wishes: Preferences | None = None,
    completed: Sequence[CompletedActivity] = (),
) -> Model:
    """Make the model of such a situation."""
    made = situation(required, *items, wishes=wishes, completed=completed)
    return formulate(made.task(made.candidates()))


def keeps(model: Model, *columns: int, **amounts: int) -> bool:
    """Whether setting these columns to one, and nothing else, keeps every rule of a model.

    ``short`` sets what stays short of the only need.
    """
    values = [0] * len(model.upper)
    for column in columns:
        values[column] = 1
    for column in model.short.values():
        values[column] = amounts.get("short", 0)
    within = all(low <= v <= up for low, v, up in zip(model.lower, values, model.upper, strict=True))
    return within and all(row.holds(values) for row in model.rows)
