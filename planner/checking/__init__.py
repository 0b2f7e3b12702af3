"""The independent check: every plan is recomputed from the catalog before anyone sees it.

Nothing here is shared with ``planner.solving``: the rules are written a second time, in plain integers of
hundredths and cents, from the contract. A disagreement is a fault of ours, never of the input.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.checking.alternatives import check_alternatives
from planner.checking.audit import Audit
from planner.faults import CheckFailed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.catalog import Catalog
    from planner.plan import Plan
    from planner.prescription import CompletedActivity, Prescription

__all__ = ["confirm", "disagreements"]


def confirm(
    plan: Plan, prescription: Prescription, catalog: Catalog, completed: Sequence[CompletedActivity] = ()
) -> None:
    """Let a plan pass only if it is right in every figure.

    Raises:
        CheckFailed: something in the plan is not what the catalog and the prescription say.
    """
    found = disagreements(plan, prescription, catalog, completed)
    if found:
        raise CheckFailed(found)


def disagreements(
    plan: Plan, prescription: Prescription, catalog: Catalog, completed: Sequence[CompletedActivity] = ()
) -> tuple[str, ...]:
    """Say in words where a plan differs from what the catalog and the prescription say; empty is confirmed.

    ``prescription`` and ``completed`` are meant with their names spelled as in the catalog, which is what
    `planner.aligning.align` sees to.
    """
    audit = Audit(plan, prescription, catalog, completed)
    return (*audit.findings(), *check_alternatives(audit))
