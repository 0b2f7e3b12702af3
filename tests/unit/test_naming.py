"""Names as people write them."""

from __future__ import annotations

import random

import pytest

from planner.naming import How, fold, nearest, shipped_names
from planner.outline import Subcategory, shipped_outlines

NAMES = shipped_names()


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("MR", "MR"),
        (" mri ", "MR"),
        ("Magnetic Resonance Imaging", "MR"),
        ("Magnetic Resonance Imaging (MRI)", "MR"),
        ("MR - Magnetic Resonance Imaging", "MR"),
        ("R.T.(MR)", "MR"),
        ("RT(R)(ARRT)", "R"),
        ("Vascular-Interventional Radiography", "VI"),
        ("R.R.A.", "RRA"),
        ("Registered Radiologist Assistant", "RRA"),
        ("x-ray", "R"),
        ("Xray", "R"),
        ("M.R.I.", "MR"),
        ("NucMed", "N"),
        ("Computerized Tomography", "CT"),
        ("MRI Technologist", "MR"),
    ],
)
def test_a_discipline_by_any_usual_name(written: str, code: str) -> None:
    reading = NAMES.discipline(written)
    assert (reading.value, reading.how, NAMES.discipline_code(written)) == (code, How.EXACT, code)


@pytest.mark.parametrize("written", ["Sonography (Vascular)", "CT/MR", "Proton Therapy", "", "MR," * 100])
def test_other_names_are_no_discipline(written: str) -> None:
    assert NAMES.discipline_code(written) is None


def test_an_unknown_discipline_is_kept_with_the_nearest() -> None:
    reading = NAMES.discipline("Mamography")
    assert (reading.value, reading.how, reading.nearest) == ("Mamography", How.UNKNOWN, "Mammography")


@pytest.mark.parametrize(
    "written",
    [
        "Head, Spine, and Musculoskeletal",
        "HEAD SPINE & MUSCULOSKELETAL",
        "1. Head, spine and musculoskeletal",
    ],
)
def test_spelling_and_numbers_do_not_matter(written: str) -> None:
    reading = NAMES.subcategory("CT", "", written)
    assert reading.how is How.EXACT
    assert reading.subcategory == Subcategory("CT", "Procedures", "Head, Spine, and Musculoskeletal")


@pytest.mark.parametrize("written", ["Procedures: Body", "Procedures - Body", "procedure / body"])
def test_a_category_may_stand_before_the_name(written: str) -> None:
    reading = NAMES.subcategory("MR", "", written)
    assert (reading.how, reading.subcategory) == (How.EXACT, Subcategory("MR", "Procedures", "Body"))
    new = NAMES.subcategory("CI", "", "Procedures: Coronary Arteries")
    assert new.subcategory == Subcategory("CI", "Procedures", "Coronary Arteries")


def test_an_alias_is_marked_as_one() -> None:
    reading = NAMES.subcategory("MR", "Procedures", "neuro")
    assert (reading.how, reading.subcategory.name) == (How.ALIAS, "Neurological")


def test_an_alias_of_one_discipline_is_none_of_another() -> None:
    reading = NAMES.subcategory("CT", "Procedures", "Neuro")
    assert (reading.how, reading.subcategory.name) == (How.UNKNOWN, "Neuro")


def test_the_outlines_category_wins() -> None:
    reading = NAMES.subcategory("MR", "Safety", "Body")
    assert (reading.subcategory.category, reading.moved_from) == ("Procedures", "Safety")


def test_an_unknown_name_is_never_replaced() -> None:
    reading = NAMES.subcategory("MR", "procedure", " Bodyy ")
    assert reading.subcategory == Subcategory("MR", "Procedures", "Bodyy")
    assert (reading.how, reading.nearest) == (How.UNKNOWN, "Body")


def test_which_disciplines_have_a_name() -> None:
    assert NAMES.subcategory_disciplines("neck & chest") == {"CT"}
    assert NAMES.subcategory_disciplines("MSK") == {"MR"}
    assert NAMES.subcategory_disciplines("Safety") == frozenset()


def test_categories_and_their_short_forms() -> None:
    assert NAMES.category_name("procedure") == "Procedures"
    assert NAMES.category_name("Body") is None
    assert NAMES.category("Safty").nearest == "Safety"


def test_every_alias_means_something_known() -> None:
    codes = set(NAMES.outlines.by_code)
    names = {(s.discipline, s.name) for s in NAMES.outlines.known}
    from planner.naming import ALIASES_FILE, read_aliases  # noqa: PLC0415 - needed here only

    for alias in read_aliases(ALIASES_FILE):
        if alias["kind"] == "discipline":
            assert alias["means"] in codes
        elif alias["kind"] == "subcategory":
            assert (alias["discipline"], alias["means"]) in names
        assert fold(alias["written"])
        assert alias["source"]


@pytest.mark.parametrize(
    ("discipline", "written", "meant"),
    [
        ("MR", "Bodie", "Body"),
        ("MR", "Bdy", "Body"),
        ("MR", "Nuerological", "Neurological"),
        ("MR", "Muskulo-skeletal", "Musculoskeletal"),
        ("MR", "Musculoskeletal System", "Musculoskeletal"),
        ("MR", "1. Patient Interaction and Managment", "Patient Interactions and Management"),
        ("MR", "Pt Interactions & Mgmt", "Patient Interactions and Management"),
        ("CT", "Neck/Chst", "Neck and Chest"),
        ("CT", "Chest", "Neck and Chest"),
        ("CT", "Abdoman", "Abdomen and Pelvis"),
        ("CT", "Head", "Head, Spine, and Musculoskeletal"),
        ("CT", "Head Spine MSK", "Head, Spine, and Musculoskeletal"),
        ("VI", "Vascular Dx Procedure", "Vascular Diagnostic Procedures"),
    ],
)
def test_a_misspelled_name_comes_with_what_is_meant(discipline: str, written: str, meant: str) -> None:
    assert NAMES.subcategory(discipline, "", written).nearest == meant


@pytest.mark.parametrize("discipline", ["MR", "CT", "BD", "RRA"])
@pytest.mark.parametrize(
    "written",
    [
        "Whole Heart, Lungs: and More",
        "The lazy dog and the fox",
        "Whatever and whoever",
        "and",
        "Any and all",
        "asdf",
        "Elbow",
        "Unicorns",
        "see attached",
        "Pending review",
        "x",
        "12",
    ],
)
def test_nonsense_comes_with_no_name(discipline: str, written: str) -> None:
    assert NAMES.subcategory(discipline, "", written).nearest is None


def test_a_slip_in_any_name_of_the_outlines_is_told() -> None:
    luck = random.Random(5)
    for at in sorted(shipped_outlines().known):
        place = luck.randrange(len(at.name))
        for slip in (at.name[:place] + at.name[place + 1 :], f"{at.name[:place]}q{at.name[place:]}"):
            assert NAMES.subcategory(at.discipline, "", slip).nearest in {at.name, None}
            assert nearest(slip, [at.name]) == at.name


@pytest.mark.parametrize(
    ("written", "ids", "suggested"),
    [
        ("all", ["A", "B"], None),
        ("*", ["A", "B"], None),
        ("FIC-1", ["FIC-129", "FIC-2"], None),
        ("FlC-129", ["FIC-128", "FIC-129"], "FIC-129"),
        ("aa", ["a", "b"], "a"),
    ],
)
def test_an_id_is_like_one_with_the_same_number(written: str, ids: list[str], suggested: str | None) -> None:
    assert nearest(written, ids) == suggested


def test_nothing_near_is_suggested_for_something_else() -> None:
    assert nearest("qqqq", ["Body", "Neurological"]) is None


@pytest.mark.parametrize("category", ["", "Procedures"])
@pytest.mark.parametrize("name", ["Procedures: Body", "MRI - Body", "MRI: Procedures: Body"])
def test_names_above_may_stand_before_a_name(category: str, name: str) -> None:
    reading = NAMES.subcategory("MR", category, name)
    assert (str(reading.subcategory), reading.how) == ("MR · Procedures · Body", How.EXACT)


def test_another_discipline_or_category_before_a_name_is_not_dropped() -> None:
    assert NAMES.subcategory("MR", "", "CT: Body").how is How.UNKNOWN
    assert NAMES.subcategory("MR", "Procedures", "Safety: Body").how is How.UNKNOWN
    assert NAMES.subcategory("MR", "", "MR:" * 600 + "Body").how is How.UNKNOWN
    assert NAMES.subcategory("MR", "", "Safety:" * 200 + "Body").how is How.UNKNOWN
