"""Everything that a person would have to say again: results, catalog, choices, progress, dates, outlines."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.catalog import Distribution
from planner.keeping.encoding import catalog_content
from planner.prescription import CompletedActivity
from planner.problem import Problem, Severity
from planner.scheduling.timing import Timing

if TYPE_CHECKING:
    from datetime import date

    from planner.catalog import Catalog, Course
    from planner.outline_editing import OutlineLine
    from planner.preferences import Preferences
    from planner.prescription import Prescription


class CatalogKind(StrEnum):
    """Where a catalog is from."""

    DEMO = "demo"
    PUBLISHED = "published"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class KeptCatalog:
    """Which catalog was in use. ``catalog`` is there only where it is the person's own: it is kept whole.

    One that comes with the planner is kept by name and digest: `compare` says whether it has changed since.
    """

    kind: CatalogKind = CatalogKind.DEMO
    name: str = ""
    digest: str = ""
    catalog: Catalog | None = None

    def compare(self, shipped: Catalog) -> tuple[Problem, ...]:
        """Say whether the catalog that comes with the planner is another one than when this was kept."""
        if not self.digest or self.kind is CatalogKind.OWN or catalog_digest(shipped) == self.digest:
            return ()
        message = (
            f"The catalog {shipped.name or self.name} has changed since the plan file was saved. "
            "The plan was made anew: look through its courses and prices."
        )
        return (Problem(Severity.WARNING, "catalog-changed", message, value=self.name),)


@dataclass(frozen=True, slots=True)
class KeptStructured:
    """What structured education is planned for: the discipline as chosen, the day, and its own choices.

    ``discipline`` is empty while none was chosen. ``taken`` as in `KeptState`.
    """

    discipline: str = ""
    apply_on: date | None = None
    preferences: Preferences | None = None
    taken: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class KeptState:
    """The state of one person's planning.

    ``technologist_id`` says whose of the prescriptions is planned for. ``preferences.on`` is the day on which
    it was saved; plan anew for today. ``preferences.time_limit_s`` is the machine's and isn't kept.
    ``taken`` are the pins that came from taking a whole plan, not from pinning a course. ``outline_lines``
    are the outlines that the person mended, whole disciplines at a time.
    """

    prescriptions: tuple[Prescription, ...] = ()
    technologist_id: str = ""
    catalog: KeptCatalog = field(default_factory=KeptCatalog)
    preferences: Preferences | None = None
    completed: tuple[CompletedActivity, ...] = ()
    timing: Timing = field(default_factory=Timing)
    outline_lines: tuple[OutlineLine, ...] = ()
    taken: frozenset[str] = frozenset()
    structured: KeptStructured = field(default_factory=KeptStructured)


def catalog_digest(catalog: Catalog) -> str:
    """Give a fingerprint of a catalog's content, the places where it stood aside."""
    content = json.dumps(catalog_content(catalog), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(content.encode()).hexdigest()


def kept_catalog(kind: CatalogKind, catalog: Catalog) -> KeptCatalog:
    """Keep a catalog: the person's own whole, another by its name and digest."""
    whole = catalog if kind is CatalogKind.OWN else None
    return KeptCatalog(kind, catalog.name, catalog_digest(catalog), whole)


def tick(course: Course, completed_on: date) -> CompletedActivity:
    """Mark a course as done, with what it gives, so that the credit stays when the catalog changes.

    Its distribution is the one in force on the day of completion; figures for a category only are kept too.
    """
    in_force = course.distribution_on(completed_on)
    versions = {row.subcategory: row.outline_version for row in course.distributions}
    named = tuple(Distribution(at, figure, None, versions.get(at, "")) for at, figure in in_force.items())
    category_only = tuple(
        row
        for row in course.distributions
        if not row.subcategory.name and (row.applies_from is None or row.applies_from <= completed_on)
    )
    own = () if course.left_out else (*named, *category_only)
    return CompletedActivity(course.course_id, completed_on, own, ce_credits=course.ce_credits)
