"""Choices, not one answer: other plans, what each course is worth, what could take its place, and safety.

Everything here asks the one planner other questions; every plan that comes out was made and confirmed the way
`planner.planning.make_plan` does it. Its ``preferences`` are such that `make_plan` gives that very plan for
them: to take it, plan with them.
"""

from planner.choices.asking import Given, Patience
from planner.choices.differences import Difference, Shortage, difference
from planner.choices.different import DifferentPlans, different_plans
from planner.choices.efficient import EfficientPlans, efficient_plans
from planner.choices.reasons import Reason, Reasons, why
from planner.choices.safe import SafePlan, safe_plan
from planner.choices.sharing import SharingSaving, sharing_saving
from planner.choices.swapping import Swap, SwapList, Swaps, swaps
from planner.choices.yields import CourseYield, PlanYield, yield_of

__all__ = [
    "CourseYield",
    "Difference",
    "DifferentPlans",
    "EfficientPlans",
    "Given",
    "Patience",
    "PlanYield",
    "Reason",
    "Reasons",
    "SafePlan",
    "SharingSaving",
    "Shortage",
    "Swap",
    "SwapList",
    "Swaps",
    "difference",
    "different_plans",
    "efficient_plans",
    "safe_plan",
    "sharing_saving",
    "swaps",
    "why",
    "yield_of",
]
