"""What every question here needs: what the plan is made of, and how long to look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.planning import make_ready
from planner.solving.clock import Clock

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from planner.catalog import Catalog
    from planner.plan import Plan
    from planner.planning import Ready
    from planner.preferences import Preferences
    from planner.prescription import CompletedActivity, Prescription


@dataclass(frozen=True, slots=True)
class Given:
    """What a plan is made of besides the preferences: what `planner.planning.make_plan` was given."""

    prescription: Prescription
    catalog: Catalog
    completed: Sequence[CompletedActivity] = ()

    def ready(self, preferences: Preferences) -> Ready | None:
        """Get ready to plan; None where that can't be (`make_plan` tells why)."""
        return make_ready(self.prescription, self.catalog, preferences, self.completed)[0]

    def ready_for(self, plan: Plan) -> Ready:
        """Get ready to plan as a plan was made.

        Raises:
            ValueError: the plan was not made of what is given here.
        """
        ready = self.ready(plan.preferences)
        courses = self.catalog.by_id()
        if (
            ready is None
            or tuple(row.requirement for row in plan.coverage) != ready.prescription.needs
            or any(courses.get(planned.course.course_id) != planned.course for planned in plan.courses)
        ):
            message = "the plan was made of something else than what is given"
            raise ValueError(message)
        return ready


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to look, whom to tell how far it is, and whether to stop.

    ``should_stop`` is asked before each run of the solver and several times a second during it: what has been
    found by then is given, and is said to be not complete.
    """

    seconds: float = 20.0
    on_progress: Callable[[str], None] | None = None
    should_stop: Callable[[], bool] | None = None

    def clock(self) -> Clock:
        """Start to count."""
        return Clock(self.seconds, self.should_stop)

    def say(self, words: str) -> None:
        """Tell in a few words what is being done."""
        if self.on_progress is not None:
            self.on_progress(words)


USUAL = Patience()


def in_silence(_words: str) -> None:
    """Keep to oneself what one step says: the words of the whole are told instead."""
