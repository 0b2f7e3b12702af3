"""Whatever a catalog holds: corrected, it has none of the corrected problems, and plans no worse."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from planner.planning import make_plan
from planner.reading import SourceFile, read_catalog
from planner.selling.comparing import compare
from planner.selling.corrections import corrected
from planner.selling.health import check_catalog
from planner.writing.as_csv import catalog_as_csv
from planner.writing.as_workbook import catalog_as_workbook
from planner.writing.corrected_book import corrected_as_workbook
from tests.builders import TODAY
from tests.property.cases import case
from tests.property.test_writing import _catalogs

if TYPE_CHECKING:
    from planner.catalog import Catalog, Course
    from planner.reading.grid import Read
    from tests.property.cases import Case

# Older or shorter forms of the names that the random cases use.
_ALIASES = {"Neck and Chest": "Neck/Chest", "Thorax and Abdomen Procedures": "Thorax and Abdomen"}


def _spoilt(course: Course, luck: random.Random) -> Course:
    """Write a course's words as carelessly as people do."""
    ways = (str.upper, str.lower, str.title, lambda text: text.replace(" ", "-"), lambda text: text)
    return replace(
        course,
        title=luck.choice((course.title, f"{course.title} ,", f" {course.title}")),
        seller=luck.choice(ways)(course.seller),
        format=luck.choice(ways)(course.format),
    )


def _messy(plain: Catalog, number: int) -> Read[Catalog]:
    """Write a catalog with careless words, older names and repeated rows, and read it."""
    luck = random.Random(f"messy {number}")
    careless = replace(plain, courses=tuple(_spoilt(course, luck) for course in plain.courses))
    header, *rows = catalog_as_csv(careless).decode("utf-8-sig").splitlines()
    for name, alias in _ALIASES.items():
        rows = [row.replace(name, alias) if luck.random() < 0.5 else row for row in rows]
    again = [row for row in rows for _ in range(luck.choice((1, 1, 1, 2)))]
    bundles = catalog_as_workbook(replace(careless, courses=()))
    return read_catalog(
        [SourceFile("list.csv", "\n".join((header, *again)).encode()), SourceFile("bundles.xlsx", bundles)]
    )


def _outcome(asked: Case, catalog: Catalog) -> object:
    planned = make_plan(asked.prescription, catalog, asked.preferences, asked.completed)
    plan = planned.plan
    if plan is None:
        return sorted(problem.code for problem in planned.problems)
    return (
        plan.status,
        plan.proven_optimal,
        plan.totals,
        [each.course.course_id for each in plan.courses],
        [each.bundle_id for each in plan.bundles],
        [(row.subcategory, row.short) for row in plan.coverage],
    )


@pytest.mark.parametrize("number", range(40))
def test_a_corrected_catalog_plans_the_same_and_has_nothing_more_to_correct(number: int) -> None:
    asked = case(number)
    read = _messy(asked.catalog, number)
    done = corrected(read.value, check_catalog(read.value, read.problems, TODAY).findings)
    assert _outcome(asked, done.catalog) == _outcome(asked, read.value)
    again = check_catalog(done.catalog, done.problems, TODAY)
    assert again.changes == ()
    assert corrected(done.catalog, again.findings).catalog == done.catalog
    back = read_catalog([SourceFile("corrected.xlsx", corrected_as_workbook(done))], name=done.catalog.name)
    assert back.value == done.catalog
    assert check_catalog(back.value, back.problems, TODAY).changes == ()


def test_the_messy_catalogs_have_something_to_correct() -> None:
    columns: set[str] = set()
    for number in range(40):
        read = _messy(case(number).catalog, number)
        columns |= {c.column for c in check_catalog(read.value, read.problems, TODAY).changes}
    assert columns == {"title", "seller", "format", "subcategory", "row"}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_catalogs())
def test_whatever_is_written_in_a_catalog_its_corrected_workbook_reads_back_equal(catalog: Catalog) -> None:
    done = corrected(catalog, check_catalog(catalog, (), TODAY).findings)
    assert check_catalog(done.catalog, done.problems, TODAY).changes == ()
    back = read_catalog([SourceFile("corrected.xlsx", corrected_as_workbook(done))], name=catalog.name)
    assert replace(back.value, name=catalog.name) == done.catalog


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_catalogs(), _catalogs())
def test_every_course_of_two_catalogs_is_told_once(here: Catalog, there: Catalog) -> None:
    found = compare(here, there, TODAY)
    pairs = (*found.same, *found.changed)
    for catalog, only, in_both in (
        (here, found.only_here, [pair.here for pair in pairs]),
        (there, found.only_there, [pair.there for pair in pairs]),
    ):
        told = [course.course_id for course in (*only, *in_both)]
        assert sorted(told) == sorted(course.course_id for course in catalog.courses)
    back = compare(there, here, TODAY)
    assert len(back.clashes) == len(found.clashes)
    assert {(each.subcategory, each.there) for each in back.standings} == {
        (each.subcategory, each.here) for each in found.standings
    }
