"""An outline that was mended is what names are read with, and other versions are flagged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planner.credits import Credits
from planner.naming import How
from planner.outline import Subcategory, shipped_outlines
from planner.outline_editing import (
    MENDED,
    OutlineLine,
    check_lines,
    lines_of,
    mended_names,
    mended_outlines,
    own_outline_notes,
    version_problems,
    with_outline_figures,
)
from planner.reading.outline_lines import read_outline_lines
from planner.reading.sources import SourceFile
from planner.writing.outline_as_csv import outline_as_csv
from tests.builders import BODY, NECK, catalog, course, need, prescription, subcategory


def _renamed(new: str, *, credits_: float | None = None) -> tuple[OutlineLine, ...]:
    """Rename Neck and Chest in the CT outline, as an editor would."""
    return tuple(
        replace(
            line,
            subcategory=replace(line.subcategory, name=new),
            was=line.subcategory.name,
            version="2031",
            credits=None if credits_ is None else Credits.of(credits_),
        )
        if line.subcategory == subcategory(NECK)
        else line
        for line in lines_of("CT")
    )


def test_lines_unchanged_are_the_shipped_outlines() -> None:
    lines = tuple(line for d in shipped_outlines().disciplines for line in lines_of(d.code))
    mended = mended_outlines(lines)
    assert mended.disciplines == shipped_outlines().disciplines
    assert [r.subcategory for r in mended.rows] == [r.subcategory for r in shipped_outlines().rows]
    assert mended_outlines(()) == shipped_outlines()


def test_a_renamed_subcategory_is_read_by_both_names_and_by_its_aliases() -> None:
    names = mended_names(_renamed("Neck, Chest and Thorax"))
    assert names.subcategory("CT", "", "neck chest and thorax").how is How.EXACT
    former = names.subcategory("CT", "", "Neck and Chest")
    assert former.how is How.ALIAS
    assert former.subcategory == Subcategory("CT", "Procedures", "Neck, Chest and Thorax")
    assert names.subcategory("MR", "", "Body").how is How.EXACT


def test_a_subcategory_or_a_discipline_can_be_added() -> None:
    added = (
        *lines_of("BS"),
        OutlineLine(Subcategory("BS", "Procedures", "Newly found")),
        OutlineLine(Subcategory("XX", "Procedures", "All of it"), "Extra Imaging"),
    )
    names = mended_names(added)
    assert names.subcategory("BS", "", "newly found").how is How.EXACT
    assert names.discipline_code("extra imaging") == "XX"
    assert names.outlines.categories("XX") == ("Procedures",)


def test_lines_that_cannot_be_used_are_named() -> None:
    line = OutlineLine(subcategory(NECK))
    codes = [
        p.code
        for p in check_lines(
            [
                line,
                replace(line),
                OutlineLine(Subcategory("CT", "", "A")),
                OutlineLine(Subcategory("CT", "Procedures", "B"), was="neck and chest"),
            ]
        )
    ]
    assert codes == ["outline-line-repeated", "outline-line-incomplete", "outline-former-name-in-use"]
    assert check_lines(lines_of("CI")) == ()


@pytest.mark.parametrize("discipline", ["CT", "CI", "M"])
def test_a_saved_outline_is_read_back(discipline: str) -> None:
    lines = (
        *lines_of(discipline),
        OutlineLine(
            Subcategory(discipline, "Procedures", '=New, "one"'),
            version="2031",
            questions=30,
            credits=Credits.of(5.5),
            was="-Old",
            effective_from=date(2031, 1, 1),
        ),
    )
    read = read_outline_lines(SourceFile("outline.csv", outline_as_csv(lines)))
    assert read.value == lines
    assert read.problems == ()


def test_a_line_left_as_it_is_keeps_its_source_and_a_changed_one_is_ones_own() -> None:
    rows = [row for row in mended_outlines(_renamed("Neck, Chest and Thorax")).rows if row.version == "2031"]
    assert [(row.confidence, row.source) for row in rows] == [("own", MENDED)]
    shipped = {row for row in shipped_outlines().rows if row.subcategory.discipline == "CT"}
    kept = {
        row for row in mended_outlines(_renamed("Other")).rows if row.subcategory.discipline == "CT"
    } & shipped
    assert len(kept) == len(shipped) - 1


def test_a_table_of_ones_own_may_name_things_as_people_do() -> None:
    text = b"Modality,Content area,Topic,Effective date\nMRI,procedures,Whole Body,1/1/2031\n"
    read = read_outline_lines(SourceFile("mine.csv", text))
    (line,) = read.value
    assert line.subcategory == Subcategory("MR", "Procedures", "Whole Body")
    assert line.effective_from == date(2031, 1, 1)
    assert read.problems == ()
    bad = read_outline_lines(SourceFile("mine.csv", text.replace(b"1/1/2031", b"soon")))
    assert [(p.code, p.place.row) for p in bad.problems] == [("date-not-readable", 2)]


def test_where_an_own_outline_reads_the_names_is_said() -> None:
    lines = _renamed("Neck, Chest and Thorax")
    (note,) = own_outline_notes(lines, ["MR", "CT", "CT"])
    assert "CT are read by your own outline (version 2031)" in note.message
    assert own_outline_notes(lines, ["MR"]) == ()


def test_what_is_no_outline_or_no_number_is_said() -> None:
    for content, code in (
        (b"course_id,title\n1,2\n", "not-an-outline"),
        (b"", "file-empty"),
        (b"discipline,category,subcategory,questions\nCT,Procedures,A,1.5\n", "questions-not-a-number"),
    ):
        read = read_outline_lines(SourceFile("outline.csv", content))
        assert [p.code for p in read.problems if p.is_error] == [code]
    bad = b"discipline,category,subcategory,questions,credits\nCT,Procedures,A,many,2x\n"
    assert len(read_outline_lines(SourceFile("outline.csv", bad)).problems) == 2


def test_figures_of_a_mended_outline_fill_what_a_prescription_lacks() -> None:
    lines = _renamed("Neck and Chest", credits_=5.5)
    given = prescription(need(NECK, None), need(BODY, 2), need(NECK, 1))
    filled, problems = with_outline_figures(given, lines)
    assert [row.credits_required for row in filled.rows] == [Credits.of(5.5), Credits.of(2), Credits.of(1)]
    assert [row.assumed for row in filled.rows] == [True, False, False]
    assert [p.code for p in problems] == ["credits-from-outline"]


def test_results_and_distributions_of_another_version_are_flagged() -> None:
    outlines = mended_outlines(_renamed("Neck and Chest"))
    taken = course("A", {NECK: 1, BODY: 1})
    older = replace(
        taken, distributions=tuple(replace(f, outline_version="2017") for f in taken.distributions)
    )
    results = prescription(replace(need(NECK, 1), outline_version="2031"))
    problems = version_problems([results], catalog(older), outlines)
    ct = [p for p in problems if "CT" in p.message]
    assert [(p.code, p.value) for p in ct] == [("outline-version-differs", "2017")]
    assert "1 CT distribution figure is of outline version 2017" in ct[0].message
    assert version_problems([results], catalog(taken), outlines) == ()


def test_without_a_version_of_the_outline_the_results_tell_which_is_meant() -> None:
    at = "BS/Procedures/Made up"
    taken = course("A", {at: 1})
    older = replace(
        taken, distributions=tuple(replace(f, outline_version="2019") for f in taken.distributions)
    )
    results = prescription(replace(need(at, 1), outline_version="2025"))
    outlines = mended_outlines((OutlineLine(subcategory(at)),))
    (problem,) = version_problems([results], catalog(older), outlines)
    assert (problem.value, problem.suggestion) == ("2019", "2025")
