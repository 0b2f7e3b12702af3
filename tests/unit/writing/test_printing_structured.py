"""Structured education on paper has ARRT's own layout, filled in."""

from __future__ import annotations

from planner.structured import make_structured_plan
from planner.writing.printing import sheet_as_pdf
from tests.builders import catalog, course, preferences
from tests.unit.structured_cases import APPLY_ON, FOUR, completed_in, gives, required
from tests.unit.writing.printed import Printed

OFFERS = catalog(
    course("FIC-1", gives("CT", 1, 2, 3, 3), price=30, ce=9),
    course("FIC-2", gives("CT", 0, 0, 0, 4), price=10, ce=12),
)


def _printed(completed: dict[str, float]) -> Printed:
    requirement = required("CT")
    planned = make_structured_plan(
        requirement, OFFERS, preferences(), completed_in("CT", completed), apply_on=APPLY_ON
    )
    assert planned.answer is not None
    return Printed(sheet_as_pdf(planned.answer, planned.problems, OFFERS))


def test_it_has_a_row_a_category_with_its_subcategories_and_the_total_that_is_no_sum() -> None:
    printed = _printed({"Patient Care": 2, "Procedures": 1})
    assert printed.says("Structured education", "Computed Tomography (CT)", *FOUR)
    assert printed.says(
        "Procedures 1. Head, Spine, and Musculoskeletal 2. Neck and Chest 3. Abdomen and Pelvis"
    )
    assert printed.says("Content category Minimum credits Completed Planned Short Standing Entered")
    assert printed.says("Patient Care 1. Patient Interactions and Management 1 2 1 0 ✓ covered")
    assert printed.says("Total 16 3 13 0 ✓ covered")


def test_it_says_what_counts_and_from_when_on() -> None:
    printed = _printed({})
    assert printed.says(
        "16 credits, at least 1 in each of Patient Care, Safety, Image Production and Procedures"
    )
    assert printed.says(
        "CE finished from Jun 1, 2025 on counts, 24 months before the application on Jun 1, 2027"
    )


def test_what_is_short_is_said_and_the_courses_follow() -> None:
    printed = _printed({})
    assert printed.says("Can't be fully covered", "3 short", "1. Course FIC-1", "2. Course FIC-2", "$40")
    assert printed.outside(18) == []
