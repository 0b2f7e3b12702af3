"""Safe corrections change words only, are all listed, and the corrected workbook is the corrected catalog."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from planner.demo import demo_seller_catalog_source
from planner.reading import SourceFile, read_catalog
from planner.selling.corrections import Corrected, corrected
from planner.selling.health import Health, Todo, check_catalog
from planner.writing.corrected_book import corrected_as_workbook
from tests.builders import BODY, TODAY, catalog, course

if TYPE_CHECKING:
    from planner.catalog import Catalog
    from planner.reading.grid import Read

LEFT_OUT = "course_id,title,expires_on,price,discipline,subcategory,credits\n"


@lru_cache(maxsize=1)
def demo() -> tuple[Read[Catalog], Health, Corrected]:
    read = read_catalog([demo_seller_catalog_source()])
    health = check_catalog(read.value, read.problems, TODAY)
    return read, health, corrected(read.value, health.findings)


@lru_cache(maxsize=1)
def demo_book() -> bytes:
    return corrected_as_workbook(demo()[2])


def read_back(content: bytes) -> Read[Catalog]:
    return read_catalog([SourceFile("corrected.xlsx", content)])


def test_words_are_corrected_and_nothing_else() -> None:
    offered = catalog(
        course("A", {BODY: 1}, title="Knee MR ,", format="VIDEO"),
        course("B", {BODY: 2}, format="video"),
        course("C", {BODY: 3}, format="video"),
    )
    done = corrected(offered, check_catalog(offered, (), TODAY).findings)
    first, *others = done.catalog.courses
    assert first == replace(offered.courses[0], title="Knee MR", format="video")
    assert tuple(others) == offered.courses[1:]
    assert {(change.course_id, change.column) for change in done.changes} == {("A", "title"), ("A", "format")}


def test_what_a_person_has_to_decide_is_left() -> None:
    _, health, done = demo()
    assert {finding.todo for finding in health.findings if finding.is_correctable} == {Todo.WRITE_ALIKE}
    assert {finding.code for finding in done.findings} >= {
        "course-expired",
        "same-title-same-credits",
        "nearly-same-title",
        "activity-ids-alike",
        "unknown-subcategory",
        "distribution-over-ce-credits",
        "price-zero",
    }


def test_credits_prices_dates_and_activities_stay_as_they_are() -> None:
    read, _, done = demo()
    blank = {"title": "", "seller": "", "format": "", "url": ""}
    before = [replace(each, **blank) for each in read.value.courses]
    assert [replace(each, **blank) for each in done.catalog.courses] == before
    assert done.catalog.bundles == read.value.bundles


def test_the_corrected_catalog_checked_again_has_none_of_the_corrected_problems() -> None:
    _, health, done = demo()
    again = check_catalog(done.catalog, done.problems, TODAY)
    assert again.changes == ()
    left = {(f.code, f.courses) for f in health.findings if not f.is_correctable}
    assert {(f.code, f.courses) for f in again.findings} == left


def test_correcting_twice_changes_nothing_more() -> None:
    _, _, done = demo()
    twice = corrected(done.catalog, check_catalog(done.catalog, done.problems, TODAY).findings)
    assert (twice.catalog, twice.changes) == (done.catalog, ())


def test_the_workbook_reads_back_to_the_corrected_catalog() -> None:
    _, health, done = demo()
    back = read_back(demo_book())
    assert replace(back.value, name=done.catalog.name) == done.catalog
    again = check_catalog(back.value, back.problems, TODAY)
    assert again.changes == ()
    known = {(f.code, f.courses) for f in health.findings if not f.is_correctable}
    assert {(f.code, f.courses) for f in again.findings} <= known


def test_changed_cells_are_marked_and_every_change_is_listed() -> None:
    _, _, done = demo()
    book = load_workbook(io.BytesIO(demo_book()))
    courses = {row[0].value: row for row in book["courses"].iter_rows(min_row=2)}
    title, untouched = courses["CE-178"][1], courses["CE-101"][1]
    assert (title.value, title.comment.text.split(".")[0]) == ("Spinal Cord MR", "Before: Spinal Cord MR ,")
    assert title.fill.fgColor.rgb != untouched.fill.fgColor.rgb
    marked = [row[3] for row in book["distributions"].iter_rows(min_row=2) if row[3].comment]
    assert {"MSK", "Neuro", "Head, Spine, and MSK"} == {
        cell.comment.text.removeprefix("Before: ").split(".")[0] for cell in marked
    }
    header = [cell.value for cell in book["Changes"][3]]
    listed = [[cell.value for cell in row] for row in book["Changes"].iter_rows(min_row=4)]
    assert header[:5] == ["Course", "Field", "Before", "After", "Why"]
    assert [row[:5] for row in listed] == [
        [c.course_id, c.column, c.before, c.after, c.why] for c in done.changes
    ]
    assert book["Still to decide"].max_row == 2 + sum(not finding.note for finding in done.findings)


def test_what_could_not_be_read_stays_as_it_was_written() -> None:
    read = read_catalog([SourceFile("list.csv", f"{LEFT_OUT}A,Knee,31/31/2030,ask us,MR,Body,1\n".encode())])
    done = corrected(read.value, check_catalog(read.value, read.problems, TODAY).findings)
    content = corrected_as_workbook(done)
    (row,) = load_workbook(io.BytesIO(content))["courses"].iter_rows(min_row=2, values_only=True)
    assert {"31/31/2030", "ask us"} <= set(row)
    back = read_back(content)
    assert replace(back.value, name=read.value.name) == read.value
    assert [p.code for p in back.problems] == [p.code for p in read.problems]


def test_no_course_comes_into_plans_that_was_kept_out() -> None:
    listing = (
        "Title: Knee MR\nno credit until approved\nMagnetic Resonance Imaging: 1\nProcedures: 1\nBody: 1\n"
    )
    read = read_catalog([SourceFile("list.txt", listing.encode())])
    (kept_out,) = read.value.courses
    assert kept_out.left_out
    done = corrected(read.value, check_catalog(read.value, read.problems, TODAY).findings)
    (back,) = read_back(corrected_as_workbook(done)).value.courses
    assert back.left_out


def test_a_part_that_is_no_course_stays_named() -> None:
    rows = load_workbook(io.BytesIO(demo_book()))["bundles"].iter_rows(min_row=2, values_only=True)
    assert "CE-999" in {row[0]: str(row[3]).split(";") for row in rows}["FAB-CT"]


def test_a_sheet_named_changes_that_holds_courses_is_read() -> None:
    own = catalog(course("A", {BODY: 1}))
    done = Corrected(own, (), ())
    book = load_workbook(io.BytesIO(corrected_as_workbook(done)))
    del book["Changes"]
    book["courses"].title = "Changes"
    content = io.BytesIO()
    book.save(content)
    assert [each.course_id for each in read_back(content.getvalue()).value.courses] == ["A"]


def test_the_workbook_is_the_same_every_time() -> None:
    _, _, done = demo()
    assert corrected_as_workbook(done) == demo_book()
