"""Everything that a plan depends on, so that one thing can be changed and the plan made again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.solving.candidates import Candidates, gather
from planner.solving.formulate import pose

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.catalog import Catalog
    from planner.credits import Credits
    from planner.outline import Subcategory
    from planner.preferences import Preferences
    from planner.solving.finished import Finished
    from planner.solving.model import Task


@dataclass(frozen=True, slots=True)
class Situation:
    """What is required, what is on offer, what is wished for, and what is done already."""

    required: Mapping[Subcategory, Credits]
    catalog: Catalog
    preferences: Preferences
    finished: tuple[Finished, ...]
    keep_budget: bool = True

    def candidates(self) -> Candidates:
        """Give what may be taken here."""
        return gather(self.catalog, self.preferences, self.finished, self.required)

    def task(self, candidates: Candidates) -> Task:
        """Give what has to be decided here."""
        return pose(self.required, candidates, self.finished, self.preferences, keep_budget=self.keep_budget)
