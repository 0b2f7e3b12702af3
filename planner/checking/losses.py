"""The check of a plan that is said to be safe: each course taken away in turn, and everything summed anew."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from planner.faults import CheckFailed

if TYPE_CHECKING:
    from planner.outline import Subcategory
    from planner.plan import Plan


def what_a_loss_uncovers(plan: Plan) -> dict[str, dict[Subcategory, int]]:
    """Give for each course whose loss leaves something short what lacks then, in hundredths of a credit.

    The plan's figures are taken to be confirmed.
    """
    lost: dict[str, dict[Subcategory, int]] = {}
    for missing in plan.courses:
        has: Counter[Subcategory] = Counter()
        kept = [planned.serves for planned in plan.courses if planned is not missing]
        for serving in chain(*(done.serves for done in plan.completed), *kept):
            has[serving.subcategory] += serving.credits.hundredths
        lacks = {
            row.subcategory: row.required.hundredths + row.margin.hundredths - has[row.subcategory]
            for row in plan.coverage
        }
        lacks = {subcategory: lack for subcategory, lack in lacks.items() if lack > 0}
        if lacks:
            lost[missing.course.course_id] = lacks
    return lost


def confirm_safe(plan: Plan) -> None:
    """Let a plan pass as safe only if it covers everything without any one of its courses.

    Raises:
        CheckFailed: it doesn't.
    """
    lost = what_a_loss_uncovers(plan)
    if lost:
        raise CheckFailed(tuple(f"without {course_id!r} the plan is short" for course_id in lost))
