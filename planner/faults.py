"""Our own faults, as one small tree. What is wrong with an input is a `Problem`, never one of these.

PlannerFault
├── CheckFailed      the independent checker disagrees with a plan: nothing of it may be shown
└── SolverFault      the solver ended in a way that we can't turn into an answer
"""

from __future__ import annotations


class PlannerFault(Exception):  # noqa: N818 - "fault" is our word for it
    """Something in the planner itself went wrong; no answer can be given."""


class CheckFailed(PlannerFault):
    """The checker recomputed a plan and disagrees. ``disagreements`` says where, in words."""

    def __init__(self, disagreements: tuple[str, ...]) -> None:
        super().__init__("The plan was not confirmed: " + "; ".join(disagreements))
        self.disagreements = disagreements


class SolverFault(PlannerFault):
    """The solver ended without a plan, a proof or a time limit to explain it."""
