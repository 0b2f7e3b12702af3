"""Structured education for a postprimary credential: what it takes, and the best way to get it."""

from planner.structured.answer import StructuredPlan
from planner.structured.planning import StructuredPlanned, make_structured_plan
from planner.structured.requirement import (
    TOTAL,
    Asked,
    MajorCategory,
    StructuredRequirement,
    disciplines_with_structured_education,
    structured_requirement,
)
from planner.structured.window import Window

__all__ = [
    "TOTAL",
    "Asked",
    "MajorCategory",
    "StructuredPlan",
    "StructuredPlanned",
    "StructuredRequirement",
    "Window",
    "disciplines_with_structured_education",
    "make_structured_plan",
    "structured_requirement",
]
