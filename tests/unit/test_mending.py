"""What was read with the shipped outline follows the mended one."""

from __future__ import annotations

from dataclasses import replace

from planner.credits import Credits
from planner.demo import demo_catalog
from planner.mending import mend_catalog, mend_completed, mend_prescription, mend_results, still_unknown
from planner.naming import shipped_names
from planner.outline import Subcategory
from planner.outline_editing import OutlineLine, lines_of, mended_names
from planner.plan import Status
from planner.planning import make_plan
from planner.reading import SourceFile, read_prescriptions
from tests.builders import NECK, catalog, course, done, preferences, subcategory

_NEW = Subcategory("CT", "Procedures", "Neck, Chest and Thorax")
_LINES = (
    *(
        replace(line, subcategory=_NEW, was="Neck and Chest")
        if line.subcategory == subcategory(NECK)
        else line
        for line in lines_of("CT")
    ),
    OutlineLine(Subcategory("CT", "Procedures", "Toes")),
)
_NAMES = mended_names(_LINES)


def test_results_in_new_names_are_covered_by_a_catalog_in_old_ones() -> None:
    text = b"discipline,category,subcategory,standard,credits_required\n"
    text += b'CT,Procedures,"Neck, Chest and Thorax",not met,1\nCT,Procedures,Toes,met,\n'
    read = read_prescriptions([SourceFile("results.csv", text)])
    assert {p.code for p in read.problems} == {"unknown-subcategory"}
    assert still_unknown(read.problems, _NAMES) == ()
    wanted = mend_prescription(read.value[0], _NAMES)
    offered = mend_catalog(catalog(course("A", {NECK: 1})), _NAMES)
    plan = make_plan(wanted, offered, preferences()).plan
    assert plan is not None
    assert plan.status is Status.COVERED
    assert plan.coverage[0].subcategory == _NEW
    (finished,) = mend_completed([done("elsewhere", {NECK: 1})], _NAMES)
    assert finished.distributions[0].subcategory == _NEW


def test_of_two_names_that_became_one_the_smaller_figure_counts() -> None:
    both = course("A", {NECK: 2, "CT/Procedures/Neck, Chest and Thorax": 1})
    (figure,) = mend_catalog(catalog(both), _NAMES).courses[0].distributions
    assert figure.credits == Credits.of(1)


def test_results_read_once_follow_the_outline_and_take_its_figures() -> None:
    text = b"discipline,category,subcategory,standard,credits_required\n"
    text += b"CT,Procedures,Neck and Chest,not met,\nCT,Procedures,Toes,not met,1\n"
    read = read_prescriptions([SourceFile("results.csv", text)])
    figured = tuple(replace(line, credits=Credits.of(4)) for line in _LINES)
    mended = mend_results(read, figured)
    first, second = mended.value[0].rows
    assert (first.subcategory, first.credits_required, first.assumed) == (_NEW, Credits.of(4), True)
    assert (second.credits_required, second.assumed) == (Credits.of(1), False)
    codes = {problem.code for problem in mended.problems}
    assert "credits-from-outline" in codes
    assert "unknown-subcategory" not in codes


def test_a_name_that_the_own_outline_lost_is_named() -> None:
    text = b"discipline,subcategory,standard,credits_required\nCT,Neck and Chest,not met,1\n"
    read = read_prescriptions([SourceFile("results.csv", text)])
    without = tuple(line for line in lines_of("CT") if line.subcategory != subcategory(NECK))
    mended = mend_results(read, without)
    assert mended.value[0].rows[0].subcategory.name == "Neck and Chest"
    assert [(p.code, p.place.row) for p in mended.problems] == [("not-in-own-outline", 2)]


def test_nothing_mended_changes_nothing() -> None:
    demo = demo_catalog().value
    assert mend_catalog(demo, shipped_names()) == demo
