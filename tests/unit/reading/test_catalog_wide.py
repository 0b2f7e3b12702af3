"""Catalogs with a row a course and a column a subcategory."""

from __future__ import annotations

import pytest

from tests.unit.reading.shapes import codes, csv, errors, figures, offered, the, workbook

BODY = "MR · Procedures · Body"
NEURO = "MR · Procedures · Neurological"
DOSE = "CT · Safety · Radiation Safety and Dose"
NECK = "CT · Procedures · Neck and Chest"
LONG = (
    "course_id,title,CE credits,discipline,subcategory,credits\n"
    "1,A,4,MR,Body,2.75\n1,A,4,CT,Neck and Chest,1\n"
)


@pytest.mark.parametrize(
    ("body", "neck"),
    [
        ("MR: Body", "CT: Neck and Chest"),
        ("MRI - Procedures - Body", "CT - Procedures - Neck and Chest"),
        ("MR | Procedures | Body", "CT | Procedures | Neck & Chest"),
        ("MR Body", "CT Neck and Chest"),
        ("MR_Body", "CT_Neck_and_Chest"),
        ("Magnetic Resonance Imaging: Body (credits)", "Computed Tomography: Neck and Chest (credits)"),
        ("Body (MR)", "Neck and Chest (CT)"),
    ],
)
def test_wide_and_long_read_the_same(body: str, neck: str) -> None:
    wide = f"course_id,title,CE credits,{body},{neck}\n1,A,4,2.75,1\n2,B,1,,\n"
    catalog, problems = offered(csv(wide))
    assert catalog.courses[0] == offered(csv(LONG))[0].courses[0]
    assert figures(catalog.courses[1]) == {}
    assert codes(problems) == ["course-without-distribution"]


def test_disciplines_merged_above_the_subcategories() -> None:
    source = workbook(
        {
            "Catalog": [
                ["Courses for CQR"],
                [None, None, None, "MRI", None, "CT", None],
                ["ID", "Title", "Price", "Body", "Neurological", "Neck and Chest", "Total"],
                [1, "A", 20, 2.75, None, 1, 3.75],
            ]
        },
        [("Catalog", "D2:E2"), ("Catalog", "F2:G2")],
    )
    catalog, problems = offered(source)
    assert figures(catalog.courses[0]) == {BODY: "2.75", NECK: "1"}
    assert codes(problems) == ["totals-column-skipped"]


def test_three_header_rows_with_the_categories() -> None:
    source = workbook(
        {
            "Catalog": [
                ["Title", "CE", "MRI", None, "CT"],
                [None, None, "Procedures", None, "Safety"],
                [None, None, "Body", "Neurological", "Radiation Safety and Dose"],
                ["A", 3, 1, 2, 2.5],
            ]
        },
        [("Catalog", "C1:D1"), ("Catalog", "C2:D2"), ("Catalog", "A1:A3"), ("Catalog", "B1:B3")],
    )
    catalog, problems = offered(source)
    assert figures(catalog.courses[0]) == {BODY: "1", NEURO: "2", DOSE: "2.5"}
    assert not problems


def test_the_headings_of_a_csv_reach_up_to_the_next() -> None:
    catalog, problems = offered(csv(",,MRI,,CT\nid,title,Body,Neurological,Neck and Chest\n1,A,1,2,3\n"))
    assert figures(catalog.courses[0]) == {BODY: "1", NEURO: "2", NECK: "3"}
    assert not problems


def test_a_sheet_a_discipline_with_bare_names() -> None:
    source = workbook(
        {
            "MRI": [["Title", "Credits", "Body", "Pages"], ["A", 4, 2.75, 40], ["B", 4, 1, 30]],
            "CT": [["Title", "Credits", "Neck and Chest"], ["A", 4, 1]],
        }
    )
    catalog, problems = offered(source)
    assert [figures(course) for course in catalog.courses] == [{BODY: "2.75", NECK: "1"}, {BODY: "1"}]
    assert codes(problems) == ["column-not-used"]


def test_a_column_discipline_with_bare_names() -> None:
    catalog, problems = offered(csv("title,discipline,Body,Neck and Chest\nA,MR,1,\nA,CT,,2\n"))
    assert figures(catalog.courses[0]) == {BODY: "1", NECK: "2"}
    assert not problems


def test_bare_names_without_any_discipline_are_asked_for() -> None:
    catalog, problems = offered(csv("title,Body,Neurological\nA,1,2\n"))
    assert figures(catalog.courses[0]) == {}
    error = the("discipline-missing", problems)
    assert (error.place.row, error.place.column, error.suggestion) == (2, "Body", "MR")


def test_unknown_names_are_kept_and_said_once() -> None:
    catalog, problems = offered(csv("title,MR: Bodyy,XX: Foo\nA,1,2\nB,1,2\n"))
    assert figures(catalog.courses[1]) == {"MR · Bodyy": "1", "XX · Foo": "2"}
    assert the("unknown-subcategory", problems).suggestion == "Body"
    assert the("unknown-discipline", problems).value == "XX"


def test_a_column_for_a_whole_category_is_kept_and_marked() -> None:
    catalog, problems = offered(csv("title,MR: Procedures,CT: Neck and Chest\nA,1,2\n"))
    assert figures(catalog.courses[0]) == {"MR · Procedures": "1", NECK: "2"}
    assert codes(problems) == ["category-figure-only"]


def test_blanks_and_dashes_are_not_zero() -> None:
    catalog, _ = offered(csv("title,MR: Body,MR: Neurological,CT: Neck and Chest\nA,,-,n/a\nB,0,1,\n"))
    assert [figures(course) for course in catalog.courses] == [{}, {BODY: "0", NEURO: "1"}]


def test_a_bad_cell_is_an_error_under_its_own_header() -> None:
    catalog, problems = offered(csv("title,MR: Body,MR: Neurological\nA,0.5x,1\nB,1,1\n"))
    assert [figures(course) for course in catalog.courses] == [{NEURO: "1"}, {BODY: "1", NEURO: "1"}]
    (error,) = errors(problems)
    assert (error.code, error.place.row, error.place.column, error.value) == (
        "credits-not-a-number",
        2,
        "MR: Body",
        "0.5x",
    )


def test_a_row_without_a_course_is_an_error() -> None:
    _, problems = offered(csv("id,title,MR: Body\n,,1\n1,A,1\n"))
    (error,) = errors(problems)
    assert (error.code, error.place.row) == ("course-missing", 2)


def test_a_title_with_a_comma_and_no_quotes_gives_no_wrong_credits() -> None:
    # Read on, the price would be the course's credits in Body.
    text = "id,title,price,MR: Body,MR: Neurological\n1,Spine, advanced,20,2.75,\n2,Brain,30,,1\n3,Leg,9,1,\n"
    catalog, problems = offered(csv(text))
    assert [course.course_id for course in catalog.courses] == ["2", "3"]
    assert the("row-too-long", problems).place.row == 2
    assert codes(problems) == ["row-too-long"]


def test_an_id_that_excel_shows_as_an_error_is_no_id() -> None:
    catalog, problems = offered(csv("id,title,MR: Body\n#REF!,A,1\n#REF!,,2\n3,C,1\n"))
    assert [(error.code, error.place.row, error.place.column) for error in errors(problems)] == [
        ("excel-error", 2, "id"),
        ("excel-error", 3, "id"),
    ]
    assert [(course.course_id, course.title) for course in catalog.courses] == [("A", "A"), ("3", "C")]


def test_a_header_may_join_its_names_with_spaces_or_underscores() -> None:
    text = "id,MR_Procedures_Body,CT Image Production Image Formation,Body_weight\n1,1,2,80\n"
    catalog, problems = offered(csv(text))
    assert figures(catalog.courses[0]) == {
        "MR · Procedures · Body": "1",
        "CT · Image Production · Image Formation": "2",
    }
    assert codes(problems) == ["column-not-used"]


def test_excel_errors_in_a_wide_table_are_neither_a_header_nor_a_discipline() -> None:
    catalog, problems = offered(
        csv("course id,discipline,Body,#REF!,title\n1,#N/A,1,2,A\n2,MR,1,2,B\n", "wide.csv")
    )
    assert [(c.course_id, len(c.distributions)) for c in catalog.courses] == [("1", 0), ("2", 1)]
    assert [(p.code, p.place.row, p.value) for p in problems if p.code != "course-without-distribution"] == [
        ("column-not-used", 1, "#REF!"),
        ("excel-error", 2, "#N/A"),
    ]
