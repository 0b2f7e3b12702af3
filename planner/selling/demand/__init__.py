"""Demand: what a queue of customers lacks, which course to make next, and how each course does.

What is meant:

- *Unmet* credits are what the customers' plans leave short, pooled by subcategory. Customers for whom no
  plan could be made, or who were not reached, are not in it.
- A *new course* is taken to be open to everybody, free, and of one discipline: its price is the seller's to
  set. It *newly covers* a customer whose plan is short without it and who is covered with it in the catalog;
  someone whose rows couldn't all be read, or lack a figure, is never covered.
- A course is *irreplaceable* for a customer if without it more would stay short, whatever else were taken.
"""

from planner.selling.demand.finding import Demand, find_demand
from planner.selling.demand.new_courses import Curve, NewCourse, Step
from planner.selling.demand.scorecards import Scorecard
from planner.selling.demand.unmet import Unmet

__all__ = ["Curve", "Demand", "NewCourse", "Scorecard", "Step", "Unmet", "find_demand"]
