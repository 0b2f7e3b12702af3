"""The safe corrections of a catalog: what changes nothing that a course gives, costs or is.

What is safe, and what only a person can decide, is argued in docs/decisions/0018.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.catalog import Catalog
    from planner.problem import Problem
    from planner.selling.health import Change, Finding

# Words about a course that no plan depends on, but for case, spaces and punctuation.
_WORDS = frozenset({"title", "seller", "format", "url"})


@dataclass(frozen=True, slots=True)
class Corrected:
    """A catalog with its safe corrections.

    ``changes`` are all that was done, those that reading had already done among them. ``findings`` are what
    is left for a person to decide, ``problems`` what reading said of it.
    """

    catalog: Catalog
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What reading said and no correction has settled: check the corrected catalog with these."""
        return tuple(finding.read for finding in self.findings if finding.read is not None)


def corrected(catalog: Catalog, findings: Iterable[Finding]) -> Corrected:
    """Correct a catalog as far as that is safe.

    Args:
        catalog: as it was checked.
        findings: what the check found in it.
    """
    given = tuple(findings)
    changes = tuple(change for finding in given for change in finding.changes)
    words: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for change in changes:
        if not change.in_reading and change.column in _WORDS:
            words[change.course_id][change.column] = change.after
    courses = tuple(
        replace(course, **words[course.course_id]) if course.course_id in words else course
        for course in catalog.courses
    )
    left = tuple(finding for finding in given if not finding.is_correctable)
    return Corrected(replace(catalog, courses=courses), changes, left)
