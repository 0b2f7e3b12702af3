"""The coverage matrix: who covers what, what nobody covers, what hangs on one course."""

from __future__ import annotations

from datetime import date, timedelta

from planner.credits import Credits
from planner.outline import shipped_outlines
from planner.selling.matrix import coverage_matrix
from tests.builders import BODY, CARE, NECK, TODAY, catalog, course, distributions, subcategory

OWN = "MR/Procedures/Fetal"


def test_columns_are_the_outline_of_the_disciplines_served_and_names_of_ones_own() -> None:
    matrix = coverage_matrix(catalog(course("A", {BODY: 1, OWN: 1})), TODAY)
    outline = shipped_outlines().subcategories("MR")
    assert tuple(column.subcategory for column in matrix.columns) == (*outline, subcategory(OWN))
    assert [column.is_known for column in matrix.columns] == [True] * len(outline) + [False]


def test_a_column_adds_up_its_courses() -> None:
    matrix = coverage_matrix(catalog(course("A", {BODY: 1, CARE: 2}), course("B", {BODY: 1.25})), TODAY)
    body = matrix.by_subcategory[subcategory(BODY)]
    assert (body.course_ids, body.activities, body.total) == (("A", "B"), 2, Credits.of(2.25))
    assert matrix.rows[0].credits_of == {subcategory(BODY): Credits.of(1), subcategory(CARE): Credits.of(2)}


def test_one_activity_under_two_numbers_counts_once_by_its_better_course() -> None:
    offered = catalog(course("A", {BODY: 1}, activity_id="x"), course("B", {BODY: 1.5}, activity_id="x"))
    body = coverage_matrix(offered, TODAY).by_subcategory[subcategory(BODY)]
    assert (body.course_ids, body.activities, body.total) == (("A", "B"), 1, Credits.of(1.5))


def test_what_nobody_covers_and_what_only_one_course_covers() -> None:
    outline = {str(at) for at in shipped_outlines().subcategories("MR")}
    matrix = coverage_matrix(catalog(course("A", {BODY: 1, CARE: 1}), course("B", {CARE: 1})), TODAY)
    only_one = [column.subcategory for column in matrix.columns if column.activities == 1]
    assert only_one == [subcategory(BODY)]
    covered = {str(subcategory(BODY)), str(subcategory(CARE))}
    assert {
        str(column.subcategory) for column in matrix.columns if not column.activities
    } == outline - covered


def test_what_cannot_be_taken_on_the_day_covers_nothing() -> None:
    offered = catalog(
        course("A", {BODY: 1}, expires_on=TODAY - timedelta(days=1)),
        course("B", {BODY: 1}, approved_from=TODAY + timedelta(days=1)),
        course("C", {BODY: 1}, left_out="its distribution is larger than its CE credits"),
        course("D", {"MR/Procedures/": 2}),
    )
    matrix = coverage_matrix(offered, TODAY)
    assert matrix.rows == ()
    assert not matrix.by_subcategory[subcategory(BODY)].activities


def test_credits_are_those_of_the_day() -> None:
    later = distributions({BODY: 2}, applies_from=date(2027, 1, 1))
    offered = catalog(course("A", distributions=(*distributions({BODY: 1}), *later)))
    totals = [
        coverage_matrix(offered, on).by_subcategory[subcategory(BODY)].total
        for on in (TODAY, date(2027, 1, 1))
    ]
    assert totals == [Credits.of(1), Credits.of(2)]


def test_disciplines_may_be_chosen() -> None:
    matrix = coverage_matrix(catalog(course("A", {BODY: 1, NECK: 1})), TODAY, disciplines=["CT"])
    assert {column.subcategory.discipline for column in matrix.columns} == {"CT"}
    assert matrix.rows[0].credits_of == {subcategory(NECK): Credits.of(1)}


def test_an_empty_catalog_has_an_empty_matrix() -> None:
    matrix = coverage_matrix(catalog(), TODAY)
    assert (matrix.rows, matrix.columns) == ((), ())
