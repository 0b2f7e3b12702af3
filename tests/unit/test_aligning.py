"""Names that no outline knows, matched between a prescription and a catalog."""

from __future__ import annotations

from planner.aligning import align
from planner.catalog import Catalog, Course, Distribution
from planner.credits import Credits
from planner.outline import Subcategory
from planner.prescription import Prescription, Requirement

ARTERIES = Subcategory("CI", "Procedures", "Coronary Arteries")


def _catalog(*subcategories: Subcategory) -> Catalog:
    return Catalog(
        tuple(
            Course(f"C{n}", distributions=(Distribution(subcategory, Credits.of(1)),))
            for n, subcategory in enumerate(subcategories)
        )
    )


def _prescription(*subcategories: Subcategory) -> Prescription:
    return Prescription(
        tuple(Requirement(s, standard_met=False, credits_required=Credits.of(1)) for s in subcategories)
    )


def test_a_name_is_written_as_in_the_catalog() -> None:
    for written in (
        Subcategory("CI", "Procedures", "coronary  arteries"),
        Subcategory("ci", "", "Coronary Arteries"),
        ARTERIES,
    ):
        aligned, problems = align(_prescription(written), _catalog(ARTERIES))
        assert [row.subcategory for row in aligned.rows] == [ARTERIES]
        assert not problems


def test_a_category_that_the_catalog_leaves_out_is_taken_from_nowhere() -> None:
    bare = Subcategory("CI", "", "Coronary Arteries")
    aligned, problems = align(_prescription(ARTERIES), _catalog(bare))
    assert [row.subcategory for row in aligned.rows] == [bare]
    assert not problems


def test_nothing_is_guessed() -> None:
    near = Subcategory("CI", "Procedures", "Coronary Artery")
    aligned, (problem,) = align(_prescription(near), _catalog(ARTERIES))
    assert aligned.rows[0].subcategory == near
    assert (problem.code, problem.is_error, problem.suggestion) == (
        "not-in-catalog",
        False,
        "Coronary Arteries",
    )


def test_of_two_categories_neither_is_chosen() -> None:
    other = Subcategory("CI", "Image Production", "Coronary Arteries")
    wanted = Subcategory("CI", "", "Coronary Arteries")
    aligned, problems = align(_prescription(wanted), _catalog(ARTERIES, other))
    assert aligned.rows[0].subcategory == wanted
    assert [problem.code for problem in problems] == ["category-missing"]


def test_names_of_an_outline_stay_as_they_are() -> None:
    body = Subcategory("MR", "Procedures", "Body")
    aligned, problems = align(_prescription(body), _catalog(ARTERIES))
    assert aligned == _prescription(body)
    assert not problems


def test_a_name_that_needs_nothing_is_not_asked_about() -> None:
    met = Prescription((Requirement(Subcategory("CI", "Procedures", "Other"), standard_met=True),))
    assert align(met, _catalog(ARTERIES)) == (met, ())
