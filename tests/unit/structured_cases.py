"""Structured education in as few words as a test can be read in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from planner.structured import StructuredRequirement, make_structured_plan, structured_requirement
from tests.builders import Number, catalog, done, preferences

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.plan import Plan
    from planner.prescription import CompletedActivity

FOUR = ("Patient Care", "Safety", "Image Production", "Procedures")
APPLY_ON = date(2027, 6, 1)


def required(written: str) -> StructuredRequirement:
    """Give the requirement of a discipline that has one."""
    requirement = structured_requirement(written).requirement
    assert requirement is not None
    return requirement


def gives(code: str, *sums: Number) -> dict[str, Number]:
    """Make a distribution over the four categories, a subcategory each; 0 is left out."""
    return {f"{code}/{category}/Some {code}": sum_ for category, sum_ in zip(FOUR, sums, strict=True) if sum_}


def completed_in(
    code: str, sums: Mapping[str, Number], *, on: date = date(2026, 6, 1)
) -> list[CompletedActivity]:
    """Make an activity for each category, completed on a day."""
    return [
        done(f"done in {category}", {f"{code}/{category}/Some {code}": sum_}, on=on)
        for category, sum_ in sums.items()
        if sum_
    ]


def apply(code: str, completed: list[CompletedActivity], *, apply_on: date = APPLY_ON) -> Plan:
    """Plan with what is completed and an empty catalog."""
    planned = make_structured_plan(required(code), catalog(), preferences(), completed, apply_on=apply_on)
    assert planned.answer is not None
    return planned.answer.plan
