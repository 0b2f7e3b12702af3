"""Tiny domain objects for tests, in as few words as a test can be read in.

A subcategory is written ``"MR/Procedures/Body"``; credits, hours and money are plain numbers.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from planner.catalog import Bundle, Catalog, Course, Distribution
from planner.credits import Credits, Hours, Money
from planner.outline import Subcategory
from planner.preferences import Goal, Preferences
from planner.prescription import CompletedActivity, Prescription, Requirement

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.selling.customers import Queue

TODAY = date(2026, 11, 23)
BODY = "MR/Procedures/Body"
CARE = "MR/Patient Care/Patient Interactions and Management"
NECK = "CT/Procedures/Neck and Chest"

Number = float | str


def subcategory(path: str) -> Subcategory:
    """Read ``"MR/Procedures/Body"``."""
    discipline, category, name = path.split("/")
    return Subcategory(discipline, category, name)


def distributions(
    figures: Mapping[str, Number], *, applies_from: date | None = None
) -> tuple[Distribution, ...]:
    """Make a distribution of ``{"MR/Procedures/Body": 2.75}``."""
    return tuple(
        Distribution(subcategory(path), Credits.of(credits_), applies_from)
        for path, credits_ in figures.items()
    )


def course(
    course_id: str,
    figures: Mapping[str, Number] | None = None,
    *,
    price: Number | None = 10,
    ce: Number | None = 3,
    hours: Number | None = 3,
    **facts: Any,  # noqa: ANN401 - whatever else a Course holds
) -> Course:
    """Make a course that gives ``figures``; ``facts`` are further fields of `Course`."""
    defaults: dict[str, Any] = {
        "title": f"Course {course_id}",
        "seller": "Lantern Learning",
        "format": "online",
        "list_price": None if price is None else Money.of(price),
        "ce_credits": None if ce is None else Credits.of(ce),
        "hours": None if hours is None else Hours.of(hours),
        "distributions": distributions(figures or {}),
    }
    return Course(course_id, **{**defaults, **facts})


def bundle(bundle_id: str, *course_ids: str, price: Number | None = 15) -> Bundle:
    """Make a bundle of courses at one price."""
    return Bundle(bundle_id, f"Bundle {bundle_id}", None if price is None else Money.of(price), course_ids)


def catalog(*items: Course | Bundle) -> Catalog:
    """Put courses and bundles, in any order, into a catalog."""
    return Catalog(
        tuple(item for item in items if isinstance(item, Course)),
        tuple(item for item in items if isinstance(item, Bundle)),
        name="test catalog",
        fictional=True,
    )


def need(
    path: str, credits_required: Number | None, *, met: bool = False, assumed: bool = False
) -> Requirement:
    """Make a prescription row; ``None`` credits with ``met=False`` is a row that lacks its figure."""
    figure = None if credits_required is None else Credits.of(credits_required)
    return Requirement(subcategory(path), met, figure, assumed)


def prescription(*rows: Requirement, technologist_id: str = "") -> Prescription:
    """Make a prescription of rows."""
    return Prescription(rows, technologist_id)


def prescribe(figures: Mapping[str, Number]) -> Prescription:
    """Make a prescription of ``{"MR/Procedures/Body": 2.75}``."""
    return prescription(*(need(path, credits_) for path, credits_ in figures.items()))


def done(
    course_id: str, figures: Mapping[str, Number] | None = None, *, on: date = date(2026, 6, 1)
) -> CompletedActivity:
    """Make a completed activity, with a distribution of its own where ``figures`` are given."""
    return CompletedActivity(course_id, on, distributions(figures or {}))


def preferences(goal: Goal | str = Goal.COST, *, on: date = TODAY, **choices: Any) -> Preferences:  # noqa: ANN401
    """Make preferences; plain numbers and lists are turned into what `Preferences` holds."""
    for name in ("pins", "exclusions", "sellers", "formats"):
        if name in choices:
            choices[name] = frozenset(choices[name])
    if choices.get("budget") is not None:
        choices["budget"] = Money.of(choices["budget"])
    if "margin" in choices:
        choices["margin"] = Credits.of(choices["margin"])
    return Preferences(on, Goal(goal), **choices)


def prescription_of(queue: Queue, customer: int) -> Prescription:
    """Give one customer's prescription, under the customer's own id; ``customer`` counts from 0."""
    group = queue.groups[queue.group_of[customer]]
    return replace(group.prescription, technologist_id=queue.ids[customer])
