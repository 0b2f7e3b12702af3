"""The only door to HiGHS. Whole numbers go in; whole numbers, checked exactly, come out.

One thread and a fixed seed, so that the same model gives the same answer. Floats live in here only.
"""

from planner.solving.solver.loading import METER
from planner.solving.solver.minimising import Outcome, minimise
from planner.solving.solver.relaxing import Relaxation, Relaxed, relaxed

__all__ = ["METER", "Outcome", "Relaxation", "Relaxed", "minimise", "relaxed"]
