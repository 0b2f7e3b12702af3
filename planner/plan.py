"""A plan: which courses to take, how to buy them, and what they cover."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.credits import Credits, Hours, Money

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from planner.catalog import Bundle, Course
    from planner.outline import Subcategory
    from planner.preferences import Preferences
    from planner.prescription import CompletedActivity, Requirement


class Status(StrEnum):
    """Whether everything prescribed is covered."""

    COVERED = "covered"
    SHORTFALL = "shortfall"


@dataclass(frozen=True, slots=True)
class Serving:
    """The credits that a course gives to one prescribed subcategory: its whole figure, not capped."""

    subcategory: Subcategory
    credits: Credits


@dataclass(frozen=True, slots=True)
class PlannedCourse:
    """A course in the plan, what it is there for, and how it is paid for.

    ``paid_in_bundle`` names the bundle it comes with; otherwise it is bought alone at ``course.price``.
    It can be started from ``take_from`` and must be finished by ``take_by`` (``None``: no date known).
    """

    course: Course
    serves: tuple[Serving, ...]
    paid_in_bundle: str | None
    take_from: date
    take_by: date | None

    @property
    def targeted(self) -> Credits:
        """Credits in prescribed subcategories."""
        return Credits.total(serving.credits for serving in self.serves)


@dataclass(frozen=True, slots=True)
class CompletedCourse:
    """What a completed activity gives towards the prescription.

    ``course`` is what it was in the catalog; None: the catalog hasn't got it.
    """

    activity: CompletedActivity
    title: str
    serves: tuple[Serving, ...]
    course: Course | None = None

    @property
    def ce_credits(self) -> Credits | None:
        """Its CE credits; None: not known."""
        return self.activity.ce_credits_as(self.course)


@dataclass(frozen=True, slots=True)
class Coverage:
    """One subcategory that needs credits: what it needs, has, gets and still lacks.

    ``short`` is required + margin - completed - planned, or zero. ``best_available`` is the most that the
    catalog could give this subcategory alone under the same rules, the budget aside. An ``overall`` row is
    about all the others together: what counts in one of them counts there too (structured education only).
    """

    requirement: Requirement
    required: Credits
    margin: Credits
    completed: Credits
    planned: Credits
    short: Credits
    best_available: Credits
    overall: bool = False

    @property
    def subcategory(self) -> Subcategory:
        """The subcategory prescribed."""
        return self.requirement.subcategory

    @property
    def counted(self) -> Credits:
        """The completed and planned credits that the requirement takes; the rest counts for nothing here."""
        return min(self.completed + self.planned, self.required)


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over the plan's courses. Each ``…_unknown`` counts the items that a sum leaves out."""

    price: Money = Money(0)
    price_unknown: int = 0
    ce_credits: Credits = Credits(0)
    ce_credits_unknown: int = 0
    targeted_credits: Credits = Credits(0)
    courses: int = 0
    hours: Hours = Hours(0)
    hours_unknown: int = 0


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit that stands in the way of full coverage.

    Without it (and with all the others kept) the plan would be ``short`` by that much; zero means covered.
    ``name`` is one of budget, sellers, formats, dates, exclusions, unknown prices, one discipline at a time.
    """

    name: str
    message: str
    short: Credits


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another plan: as good as can be had without repeating an earlier one whole.

    ``counted_for`` pairs what could count for several disciplines, but may count for one, with that one: a
    course id, or a completed activity's. ``started_on`` pairs a course that counts only if it is
    started later than it could be with the first day of such a start.
    """

    totals: Totals
    course_ids: tuple[str, ...]
    bundle_ids: tuple[str, ...] = ()
    counted_for: tuple[tuple[str, str], ...] = ()
    started_on: tuple[tuple[str, date], ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The answer. ``gap`` is the relative distance to the best bound; zero where ``proven_optimal``.

    ``proven_optimal`` is about the goal (and, in a shortfall, about the least shortfall first).
    ``open_questions`` counts prescription rows that couldn't be read or lack a figure: with any, the status
    is never covered.
    """

    preferences: Preferences
    status: Status
    proven_optimal: bool
    gap: float
    totals: Totals
    courses: tuple[PlannedCourse, ...]
    bundles: tuple[Bundle, ...]
    coverage: tuple[Coverage, ...]
    completed: tuple[CompletedCourse, ...] = ()
    limits: tuple[Limit, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    open_questions: int = 0
    assumed_figures: int = 0
    unused_reasons: dict[str, str] = field(default_factory=dict)
    """Course id to the reason why a course that would serve the prescription was not considered."""

    @property
    def numbers(self) -> dict[str, int]:
        """The number of each course by its id, from 1: the same on screen, on paper and in workbooks."""
        return {planned.course.course_id: place for place, planned in enumerate(self.courses, start=1)}

    @property
    def short(self) -> Credits:
        """The whole shortfall over all subcategories: the fewest further credits that would cover all."""
        return self._whole([(row.short, row.overall) for row in self.coverage])

    @property
    def needed(self) -> Credits:
        """All credits needed, margins aside."""
        return self._whole([(row.required, row.overall) for row in self.coverage])

    @property
    def done(self) -> Credits:
        """All credits completed in what needs them."""
        return self._whole([(row.completed, row.overall) for row in self.coverage])

    @staticmethod
    def _whole(rows: Sequence[tuple[Credits, bool]]) -> Credits:
        """Add up rows; where one is about all the others together, it or their sum, whichever is more."""
        apart = Credits.total(credits_ for credits_, overall in rows if not overall)
        return max([apart, *(credits_ for credits_, overall in rows if overall)])
