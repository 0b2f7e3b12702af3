"""SSA results as pasted lines."""

from __future__ import annotations

import pytest

from planner.reading import pasted, read_prescriptions
from tests.unit.reading.shapes import codes, errors, prescribed, results, the

BODY = "MR · Procedures · Body"
NECK = "CT · Procedures · Neck and Chest"
HEAD = "CT · Procedures · Head, Spine, and Musculoskeletal"


@pytest.mark.parametrize(
    "line",
    [
        "MR Body 2.75",
        "MRI: Body: 2.75 credits",
        "MR / Procedures / Body: 2,75",
        "MR | Procedures | Body | Not met | 2.75",
        "MR,Procedures,Body,Not met,2.75",
        "Magnetic Resonance Imaging (MRI) - Body - needs more learning - 2.75 CE",
        "* MR > Body (2 3/4 credits)",
        "2.75 credits in MR Body",
        "MR Procedures Body not met 2.75",
    ],
)
def test_a_line_is_understood_however_it_is_written(line: str) -> None:
    prescription, problems = prescribed(line)
    assert results(prescription) == {BODY: "2.75"}
    assert not problems


def test_lines_below_a_discipline_belong_to_it() -> None:
    prescription, problems = prescribed(
        "CT\nNeck and Chest - 2 credits\nHead, Spine, and Musculoskeletal: standard met\n\nMRI\nBody: 1"
    )
    assert results(prescription) == {NECK: "2", HEAD: "met", BODY: "1"}
    assert not problems


def test_names_with_commas_stay_whole() -> None:
    prescription, _ = prescribed("CT, Head, Spine, and Musculoskeletal, not met, 2")
    assert results(prescription) == {HEAD: "2"}


def test_cells_that_were_pasted_one_below_the_other() -> None:
    prescription, problems = prescribed("MRI\nBody\nNot met\n2.75\nNeurological\nMet\n")
    assert results(prescription) == {BODY: "2.75", "MR · Procedures · Neurological": "met"}
    assert not problems


def test_a_nested_list_is_checked_against_its_parents() -> None:
    prescription, problems = prescribed("MR: 5\nProcedures: 2.75\nBody: 2.75\nTotal: 5")
    assert results(prescription) == {BODY: "2.75"}
    assert codes(problems) == ["totals-row-skipped", "sum-disagrees"]


def test_a_new_name_under_a_category_is_kept() -> None:
    prescription, problems = prescribed(
        "Cardiac Interventional Radiography\nProcedures: 3\nCoronary Arteries: 3"
    )
    assert results(prescription) == {"CI · Procedures · Coronary Arteries": "3"}
    assert codes(problems) == ["unknown-subcategory"]


def test_an_unknown_discipline_is_kept() -> None:
    prescription, problems = prescribed("Proton Therapy: 3\nSafety: 3\nBeam Safety: 3\n\nMR Body 1")
    assert results(prescription) == {"Proton Therapy · Safety · Beam Safety": "3", BODY: "1"}
    assert "unknown-discipline" in codes(problems)


def test_a_line_that_is_not_understood_is_an_error_that_names_it() -> None:
    prescription, problems = prescribed("My results\nMR Body 2.75\nMR Body: 7 of 10, 3\nCall me")
    assert results(prescription) == {BODY: "2.75"}
    assert the("line-not-used", problems).value == "My results"
    assert [(p.code, p.place.row) for p in errors(problems)] == [
        ("line-not-understood", 3),
        ("line-not-understood", 4),
    ]
    assert [place.row for place in prescription.unreadable] == [3]


def test_a_misspelt_line_is_not_lost() -> None:
    prescription, problems = prescribed("CT\nNeck and Chst\nAbdomen and Pelvis 1")
    assert the("line-not-understood", problems).suggestion == "Neck and Chest"
    assert prescription.open_questions == 1


def test_a_figure_that_is_too_large_is_an_error() -> None:
    _, problems = prescribed("MR Body 275\nMR Neurological 1")
    (error,) = errors(problems)
    assert (error.code, error.place.row) == ("credits-too-large", 1)


def test_a_line_without_a_discipline_asks_for_it() -> None:
    _, problems = prescribed("Body: 2.75")
    assert (the("discipline-missing", problems).suggestion, len(problems)) == ("MR", 1)


def test_several_technologists_in_one_text() -> None:
    read = read_prescriptions(
        [pasted("Technologist: T1\nMR Body 1\nTechnologist: T2\nCT\nNeck and Chest: 2")]
    )
    assert [(p.technologist_id, results(p)) for p in read.value] == [("T1", {BODY: "1"}), ("T2", {NECK: "2"})]


def test_an_ordinary_text_is_no_prescription() -> None:
    read = read_prescriptions([pasted("Dear Sir,\nplease find my results attached.")])
    assert codes(read.problems) == ["not-a-prescription"]


def test_a_title_that_mentions_one_discipline_tells_it_and_that_is_said() -> None:
    prescription, problems = prescribed("Hi,\nhere is what MRI prescribed me:\n- 2.75 credits in Body")
    assert results(prescription) == {BODY: "2.75"}
    said = the("discipline-from-name", problems)
    assert (said.place.row, said.suggestion) == (2, "MR")


def test_a_title_that_mentions_two_disciplines_tells_none() -> None:
    _, problems = prescribed("Prescribed for CT and MRI\nBody: 2.75")
    assert codes(errors(problems)) == ["discipline-missing"]


@pytest.mark.parametrize(
    "line", ["Date: 10/12/2026", "SSA taken on October 12, 2026", "Results 2026-10-12", "ARRT, Summer 2026"]
)
def test_a_line_with_a_day_is_no_result(line: str) -> None:
    for text in (f"{line}\nMRI\nBody 2.75", f"MRI\nBody 2.75\n{line}"):
        prescription, problems = prescribed(text)
        assert results(prescription) == {BODY: "2.75"}
        assert codes(problems) == ["line-not-used"]


def test_a_day_beside_a_subcategory_is_not_passed_over() -> None:
    _, problems = prescribed("MRI\nNeurological 2\nBody: 3/4/2026")
    assert [problem.place.row for problem in errors(problems)] == [3]


def test_a_header_among_lines_is_passed_over() -> None:
    text = "MRI\nContent Category\tStandard\tCE Prescribed\nProcedures\nBody\tNot met\t2.75"
    prescription, problems = prescribed(text)
    assert results(prescription) == {BODY: "2.75"}
    assert not problems


def test_what_is_lost_above_the_only_name_is_that_persons() -> None:
    read = read_prescriptions([pasted("MR Body lots 1,234\nName: Example Technologist\nMR Neurological 2")])
    (prescription,) = read.value
    assert prescription.technologist_id == "Example Technologist"
    assert [place.row for place in prescription.unreadable] == [1]


def test_a_page_with_a_label_before_each_figure() -> None:
    prescription, problems = prescribed(
        "Magnetic Resonance Imaging (MRI)\nProcedures\nBody\nStandard: Not met\n"
        "Targeted CE Required: 2.75 credits\nProcedures total: 2.75"
    )
    assert results(prescription) == {BODY: "2.75"}
    assert codes(problems) == ["totals-row-skipped"]


@pytest.mark.parametrize(
    "line", ["MRI Body needs 2.75 credits", "MRI Body requires 2.75", "MRI Body: no, 2.75"]
)
def test_a_line_in_words(line: str) -> None:
    prescription, problems = prescribed(line)
    assert results(prescription) == {BODY: "2.75"}
    assert not problems
