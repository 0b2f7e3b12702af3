"""The catalog check: everything wrong or doubtful in a catalog, under what to do about it, the worst first.

One check is one function that reads a catalog and gives findings; `check_catalog` runs them all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.naming import shipped_names
from planner.problem import Severity
from planner.selling.health import (
    activity_checks,
    bundle_checks,
    date_checks,
    distribution_checks,
    price_checks,
    spelling_checks,
)
from planner.selling.health.finding import Change, Finding, Todo
from planner.selling.health.from_reading import field_of, from_reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from planner.catalog import Catalog
    from planner.naming import Names
    from planner.problem import Problem

__all__ = ["Change", "Finding", "Group", "Health", "Todo", "check_catalog"]

# The check names every such course; reading lists the first ones only.
_SAID_BETTER_HERE = "course-without-distribution"
_PRICES = {"list_price", "sale_price"}


@dataclass(frozen=True, slots=True)
class Group:
    """Findings with one thing to do about them, errors first, then in the order of the file."""

    todo: Todo
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Health:
    """What a catalog's check found, the worst first."""

    findings: tuple[Finding, ...] = ()

    @property
    def groups(self) -> tuple[Group, ...]:
        """The findings by what to do about them, the worst first."""
        by_todo = {todo: tuple(f for f in self.findings if f.todo is todo) for todo in Todo}
        return tuple(Group(todo, findings) for todo, findings in by_todo.items() if findings)

    @property
    def changes(self) -> tuple[Change, ...]:
        """All safe corrections, in the order of the findings."""
        return tuple(change for finding in self.findings for change in finding.changes)

    @property
    def new_problems(self) -> tuple[Problem, ...]:
        """What reading has not said already, as problems; what is only good to know is none."""
        return tuple(
            finding.problem for finding in self.findings if finding.read is None and not finding.note
        )


def check_catalog(
    catalog: Catalog, problems: Sequence[Problem], on: date, *, names: Names | None = None
) -> Health:
    """Check a catalog as it stands on a day.

    Args:
        catalog: as read.
        problems: what reading it has met; each becomes a finding, and nothing is said twice.
        on: the day on which courses are to be taken.
        names: the outline's names; without them, those that come with the planner.
    """
    read = list(from_reading(problems, catalog))
    found = list(_checks(catalog, on, names or shipped_names()))
    findings = [*_with_courses(read, found), *_not_said(found, read)]
    return Health(tuple(sorted(findings, key=_worst_first)))


def _with_courses(read: Iterable[Finding], found: Iterable[Finding]) -> Iterator[Finding]:
    """Give what reading said; where it couldn't tell the courses, the check of the same thing can."""
    courses = {(finding.code, finding.value): finding.courses for finding in found}
    for finding in read:
        if finding.code != _SAID_BETTER_HERE:
            known = finding.courses or courses.get((finding.code, finding.value), ())
            yield replace(finding, courses=known)


def _not_said(found: Iterable[Finding], read: Iterable[Finding]) -> Iterator[Finding]:
    """Give what reading hasn't said: it says all of a kind, but for courses without a distribution."""
    said = {finding.code: finding.read for finding in read}
    priced = {
        course
        for finding in read
        if finding.read is not None and field_of(finding.read) in _PRICES
        for course in finding.courses
    }
    for finding in found:
        if finding.code == _SAID_BETTER_HERE:
            yield replace(finding, read=said.get(finding.code))
        elif finding.code not in said and not (
            # A price that can't be read is not missing.
            finding.code == "price-missing" and priced.issuperset(finding.courses)
        ):
            yield finding


def _checks(catalog: Catalog, on: date, names: Names) -> Iterator[Finding]:
    """Run every check: read it as the list of what is checked."""
    yield from distribution_checks.over_ce_credits(catalog)
    yield from distribution_checks.odd_steps(catalog)
    yield from distribution_checks.without_distribution(catalog)
    yield from distribution_checks.category_only(catalog)
    yield from distribution_checks.other_outline(catalog, names.outlines)
    yield from date_checks.expires_before_approval(catalog)
    yield from date_checks.applies_after_expiry(catalog)
    yield from date_checks.expired(catalog, on)
    yield from date_checks.expires_soon(catalog, on)
    yield from activity_checks.same_activity_id(catalog)
    yield from activity_checks.activity_ids_alike(catalog)
    yield from activity_checks.same_approval_number(catalog)
    yield from activity_checks.same_title(catalog)
    yield from activity_checks.nearly_same_title(catalog)
    yield from bundle_checks.part_unknown(catalog)
    yield from bundle_checks.part_expired(catalog, on)
    yield from bundle_checks.without_price(catalog)
    yield from bundle_checks.price_zero(catalog)
    yield from bundle_checks.dearer_than_its_parts(catalog)
    yield from price_checks.price_missing(catalog)
    yield from price_checks.price_zero(catalog)
    yield from price_checks.sale_above_price(catalog)
    yield from price_checks.price_far_from_others(catalog)
    yield from spelling_checks.seller_spelled_several_ways(catalog)
    yield from spelling_checks.format_spelled_several_ways(catalog)
    yield from spelling_checks.untidy_titles(catalog)
    yield from spelling_checks.unknown_names(catalog, names)


def _worst_first(finding: Finding) -> tuple[int, bool, str, str, int, str]:
    place = finding.place
    return (
        finding.todo.rank,
        finding.severity is not Severity.ERROR,
        place.file or "",
        place.sheet or "",
        place.row or 0,
        finding.code,
    )
