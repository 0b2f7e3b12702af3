"""SSA category results, what they prescribe, and what was already completed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.problem import Place

if TYPE_CHECKING:
    from datetime import date

    from planner.catalog import Course, Distribution
    from planner.credits import Credits
    from planner.outline import Subcategory


@dataclass(frozen=True, slots=True)
class Requirement:
    """One row of SSA category results.

    A subcategory whose standard was met needs nothing. One whose standard was not met needs
    ``credits_required``; ``None`` there means that the figure is missing and must be asked for, never
    invented (domain rule 14). ``assumed`` marks a figure that the person chose to assume.
    """

    subcategory: Subcategory
    standard_met: bool
    credits_required: Credits | None = None
    assumed: bool = False
    outline_version: str = ""
    place: Place = field(default_factory=Place, compare=False)

    @property
    def needs_credits(self) -> bool:
        """Whether the row prescribes anything that a plan can cover."""
        return not self.standard_met and self.credits_required is not None and bool(self.credits_required)

    @property
    def lacks_figure(self) -> bool:
        """Whether the standard was not met but nobody said how many credits that takes."""
        return not self.standard_met and self.credits_required is None


@dataclass(frozen=True, slots=True)
class Prescription:
    """One technologist's results; may hold several disciplines.

    ``unreadable`` holds the places of rows that prescribe something we couldn't read. While there is one,
    or a row that lacks its figure, no plan may call itself covered.
    """

    rows: tuple[Requirement, ...] = ()
    technologist_id: str = ""
    unreadable: tuple[Place, ...] = ()

    @property
    def needs(self) -> tuple[Requirement, ...]:
        """The rows that a plan has to cover, in the order given."""
        return tuple(row for row in self.rows if row.needs_credits)

    @property
    def open_questions(self) -> int:
        """How many rows may prescribe credits that nobody has told us yet."""
        return len(self.unreadable) + sum(row.lacks_figure for row in self.rows)

    @property
    def assumed_figures(self) -> int:
        """How many of the credits that a plan has to cover were assumed, not read."""
        return sum(row.assumed for row in self.needs)

    @property
    def disciplines(self) -> tuple[str, ...]:
        """The codes of the disciplines prescribed for, in the order given."""
        return tuple(dict.fromkeys(row.subcategory.discipline for row in self.needs))


@dataclass(frozen=True, slots=True)
class CompletedActivity:
    """A course the technologist has finished.

    ``distributions`` is its own distribution where the person gave one; empty means: look in the catalog
    under ``course_id`` (which may be a title). ``ce_credits`` likewise: None means the catalog's.
    """

    course_id: str
    completed_on: date
    distributions: tuple[Distribution, ...] = ()
    place: Place = field(default_factory=Place, compare=False)
    ce_credits: Credits | None = None

    def ce_credits_as(self, course: Course | None) -> Credits | None:
        """Give its CE credits: its own, or else those of the course that it was; None: not known."""
        return self.ce_credits if self.ce_credits is not None or course is None else course.ce_credits
