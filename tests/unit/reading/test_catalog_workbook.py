"""Catalogs in several sheets or files, and their bundles."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from planner.credits import Money
from planner.outline import DATA
from planner.problem import Place
from planner.reading import SourceFile, read_catalog, read_completed, read_prescriptions
from planner.writing.as_workbook import catalog_as_workbook
from tests.unit.reading.shapes import codes, csv, errors, figures, offered, the, workbook

BODY = "MR · Procedures · Body"
NECK = "CT · Procedures · Neck and Chest"
COURSES = [
    ["Course ID", "Title", "Provider", "Total CE", "Price"],
    [1, "Alpha", "Acme", 2, 20],
    [2, "Beta", "Acme", 3, 15],
]
DISTRIBUTIONS = [
    ["Course ID", "Modality", "Subcategory", "Credits"],
    [1, "MRI", "Body", 1.5],
    [2, "CT", "Neck and Chest", 1],
]
BUNDLES = [["Bundle", "Title", "Price", "Includes"], ["B1", "Both", 30, "1;2"]]
SHEETS = {"courses": COURSES, "distributions": DISTRIBUTIONS, "bundles": BUNDLES}


def _csv(rows: list[list[object]], name: str) -> SourceFile:
    return csv("".join(",".join(str(cell) for cell in row) + "\n" for row in rows), name)


def test_three_sheets_in_any_order_and_by_any_name() -> None:
    expected, problems = offered(workbook(SHEETS))
    assert not problems
    assert [figures(course) for course in expected.courses] == [{BODY: "1.5"}, {NECK: "1"}]
    assert (expected.bundles[0].course_ids, expected.bundles[0].price) == (("1", "2"), Money.of(30))
    for order in permutations(SHEETS):
        catalog, problems = offered(workbook({f"Sheet{n}": SHEETS[name] for n, name in enumerate(order)}))
        assert set(catalog.courses) == set(expected.courses)
        assert [bundle.course_ids for bundle in catalog.bundles] == [("1", "2")]
        assert not problems


def test_three_files_are_one_catalog() -> None:
    files = [_csv(rows, f"{name}.csv") for name, rows in SHEETS.items()]
    for order in permutations(files):
        catalog, problems = offered(*order)
        assert set(catalog.courses) == set(offered(workbook(SHEETS))[0].courses)
        assert len(catalog.bundles) == 1
        assert not problems


def test_a_split_catalog_is_the_whole_one() -> None:
    header = "id,title,discipline,subcategory,credits\n"
    rows = ["1,A,MR,Body,1\n", "1,A,CT,Neck and Chest,2\n", "2,B,MR,Body,3\n"]
    whole, _ = offered(csv(header + "".join(rows)))
    parts, problems = offered(*(csv(header + row, f"{n}.csv") for n, row in enumerate(rows)))
    assert parts.courses == whole.courses
    assert not problems


def test_other_sheets_are_said() -> None:
    catalog, problems = offered(workbook({"About": [["Ask Acme"]], **SHEETS}))
    assert len(catalog.courses) == 2
    assert the("sheet-not-used", problems).value == "About"


def test_distributions_may_name_a_course_by_its_title() -> None:
    rows = [
        ["Course", "Modality", "Subcategory", "Credits"],
        ["Alpha", "MRI", "Body", 1.5],
        ["beta", "CT", "Neck and Chest", 1],
    ]
    catalog, problems = offered(workbook({**SHEETS, "distributions": rows}))
    assert [figures(course) for course in catalog.courses] == [{BODY: "1.5"}, {NECK: "1"}]
    assert not problems


def test_an_id_that_is_in_no_list_of_courses_is_said() -> None:
    rows = [*DISTRIBUTIONS, [22, "MR", "Body", 1]]
    catalog, problems = offered(workbook({**SHEETS, "distributions": rows}))
    assert len(catalog.courses) == 3
    said = the("course-not-listed", problems)
    assert (said.value, said.suggestion, said.place.row) == ("22", None, 4)  # another number is another id


def test_a_title_that_is_in_no_list_of_courses_is_said() -> None:
    rows = [
        ["Course", "Modality", "Subcategory", "Credits"],
        ["Alpha", "MR", "Body", 1],
        ["Betta", "MR", "Body", 1],
    ]
    catalog, problems = offered(workbook({**SHEETS, "distributions": rows}))
    assert [course.name for course in catalog.courses] == ["Alpha", "Beta", "Betta"]
    said = the("course-not-listed", problems)
    assert (said.value, said.suggestion, said.place.row, said.place.column) == ("Betta", "Beta", 3, "Course")
    alone = "title,discipline,subcategory,credits\nAlpha,MR,Body,1\nBetta,MR,Body,1\n"
    assert "course-not-listed" not in codes(offered(csv(alone))[1])


def test_a_bundle_may_name_its_courses_by_title() -> None:
    rows = [
        ["Bundle", "Price", "Includes"],
        ["B1", 30, "Alpha; beta"],
        ["B2", 30, "Alpha, Beta"],
        ["B3", 1, "2"],
    ]
    catalog, problems = offered(workbook({**SHEETS, "bundles": rows}))
    assert [bundle.course_ids for bundle in catalog.bundles] == [("1", "2"), ("1", "2"), ("2",)]
    assert not problems


@pytest.mark.parametrize("parts", ["1 and 2", "1 & 2", "1/2", "Alpha and Beta", "1, and 2", "1\n2"])
def test_a_bundles_courses_may_stand_side_by_side_in_other_ways(parts: str) -> None:
    rows = [["Bundle", "Price", "Includes"], ["B1", 30, parts]]
    catalog, problems = offered(workbook({**SHEETS, "bundles": rows}))
    assert [b.course_ids for b in catalog.bundles] == [("1", "2")]
    assert not problems


def test_what_is_wrong_with_bundles_is_said() -> None:
    rows = [
        ["Bundle", "Title", "Price", "Courses"],
        ["B1", "Both", 30, "1;2;9"],
        ["B1", "Other", 40, "2"],
        ["B2", "No price", None, "1;2"],
        ["B3", "No courses", 10, "8;9"],
        [None, None, 10, "1"],
        ["B4", "Odd price", "ten", "1"],
    ]
    catalog, problems = offered(workbook({**SHEETS, "bundles": rows}))
    assert [(b.bundle_id, b.price) for b in catalog.bundles] == [
        ("B1", Money.of(30)),
        ("B2", None),
        ("B4", None),
    ]
    assert {(p.code, p.place.row) for p in errors(problems)} == {
        ("bundle-missing", 6),
        ("price-not-a-number", 7),
        ("bundle-facts-differ", 3),
        ("bundle-without-courses", 5),
    }
    assert [p.place.row for p in problems if p.code == "bundle-without-price"] == [4, 7]
    assert [p.value for p in problems if p.code == "bundle-part-unknown"] == ["9", "8", "9"]


def test_a_bundle_may_have_a_row_for_each_course() -> None:
    rows = [["bundle_id", "price", "course_id"], ["B1", 30, 1], ["B1", None, 2]]
    catalog, problems = offered(workbook({**SHEETS, "bundles": rows}))
    assert [(b.course_ids, b.price) for b in catalog.bundles] == [(("1", "2"), Money.of(30))]
    assert not problems


@pytest.mark.parametrize(
    "parts",
    [
        "all",
        "All courses",
        "everything",
        "all of our courses",
        "all courses of Acme",
        "ALL by ACME",
        "all Acme courses",
    ],
)
def test_a_bundle_may_hold_all_that_a_seller_has(parts: str) -> None:
    rows = [["Bundle", "Price", "Includes"], ["PASS", 30, parts]]
    catalog, problems = offered(workbook({**SHEETS, "bundles": rows}))
    assert [(b.course_ids, b.price) for b in catalog.bundles] == [(("1", "2"), Money.of(30))]
    said = the("bundle-of-all", problems)
    assert len(problems) == 1
    assert "2 courses" in said.message
    assert (said.value, said.place.row, said.place.column) == (parts, 2, "Includes")


def test_all_of_several_sellers_is_asked_for_by_the_sellers_name() -> None:
    courses = [*COURSES, [3, "Gamma", "Zenith, Inc.", 1, 9]]
    rows = [
        ["Bundle", "Price", "Includes"],
        ["P1", 30, "all"],
        ["P2", 30, "all courses of Zenith, Inc."],
        ["P3", 30, "1; all courses from Zenit Inc"],
        ["P4", 30, "any course"],
    ]
    catalog, problems = offered(workbook({**SHEETS, "courses": courses, "bundles": rows}))
    assert [(b.bundle_id, b.course_ids) for b in catalog.bundles] == [("P2", ("3",)), ("P3", ("1",))]
    unknown = [p for p in problems if p.code == "bundle-part-unknown"]
    assert [(p.value, p.suggestion) for p in unknown] == [
        ("all", None),
        ("all courses from Zenit Inc", "Zenith, Inc."),
        ("any course", None),
    ]
    assert ['write "all courses of"' in p.message for p in unknown] == [True, True, False]


def test_a_course_that_is_called_all_is_that_course() -> None:
    courses = [*COURSES, [3, "All", "Acme", 1, 9]]
    rows = [["Bundle", "Price", "Includes"], ["B1", 30, "all"]]
    catalog, problems = offered(workbook({**SHEETS, "courses": courses, "bundles": rows}))
    assert [b.course_ids for b in catalog.bundles] == [("3",)]
    assert not [p for p in problems if p.code.startswith("bundle")]


def test_a_bundle_of_more_courses_than_a_cell_holds_is_written_and_read_back() -> None:
    courses = [COURSES[0], *([f"ACME-{n:04}", f"Course {n}", "Acme", 2, 20] for n in range(400))]
    figures_ = [DISTRIBUTIONS[0], *([f"ACME-{n:04}", "MR", "Body", 1] for n in range(400))]
    rows = [["Bundle", "Title", "Price", "Includes"], ["PASS", "All year", 49, "all"]]
    sheets = {"courses": courses, "distributions": figures_, "bundles": rows}
    catalog, _ = offered(workbook(sheets))
    assert len(catalog.bundles[0].course_ids) == 400
    again, problems = offered(SourceFile("again.xlsx", catalog_as_workbook(catalog)))
    assert not problems
    assert [replace(b, place=Place()) for b in again.bundles] == [
        replace(b, place=Place()) for b in catalog.bundles
    ]


def test_a_catalog_is_called_by_its_files() -> None:
    sources = [_csv(rows, f"{name}.csv") for name, rows in SHEETS.items()]
    assert read_catalog(sources).value.name == "courses, distributions, bundles"
    assert read_catalog(sources, name="Acme").value.name == "Acme"


def _shipped(*parts: str) -> SourceFile:
    path = DATA.joinpath(*parts)
    return SourceFile(path.name, path.read_bytes())


def test_the_published_table_and_listing_are_the_same_courses() -> None:
    table, problems = offered(_shipped("published", "distributions.csv"))
    listing, more_problems = offered(_shipped("published", "listing.txt"))
    assert not problems + more_problems
    assert table.courses == listing.courses
    assert sum(len(course.distributions) for course in table.courses) == 18
    assert not table.has_prices


def test_the_templates_read_without_a_problem() -> None:
    prescriptions = read_prescriptions([_shipped("templates", "prescription.csv")])
    long = read_catalog([_shipped("templates", "catalog_long.csv")])
    sheets = read_catalog(
        [_shipped("templates", f"{name}.csv") for name in ("courses", "distributions", "bundles")]
    )
    completed = read_completed([_shipped("templates", "completed.csv")])
    for read in (prescriptions, long, sheets, completed):
        assert not codes(read.problems)
    assert len(prescriptions.value[0].rows) == len(sheets.value.courses) == len(completed.value) == 2
    assert (len(long.value.courses), len(sheets.value.bundles)) == (1, 2)


def test_a_bundle_with_a_row_a_course_needs_its_name_and_price_once() -> None:
    rows = ["bundle id,price,course id", "P,25,1", ",,2", ",9,2", ",,2"]
    courses = "id,title,price,discipline,subcategory,credits\n1,A,20,MR,Body,2\n2,B,10,MR,Body,1\n"
    catalog, problems = offered(csv(courses), csv("\n".join(rows), "bundles.csv"))
    assert [(b.bundle_id, b.course_ids) for b in catalog.bundles] == [("P", ("1", "2"))]
    assert [(p.code, p.place.row) for p in problems] == [
        ("bundle-missing", 4),
        ("bundle-missing", 5),
        ("filled-down", 3),
    ]


def test_a_bundle_named_by_an_excel_error_is_told_at_its_cell() -> None:
    rows = [BUNDLES[0], ["B1", "#REF!", 30, "1;2"], ["#N/A", "Both", 30, "1;2"], ["B3", "All", 30, "=X1"]]
    catalog, problems = offered(workbook(SHEETS | {"bundles": rows}))
    assert [(bundle.bundle_id, bundle.title) for bundle in catalog.bundles] == [("B1", "")]
    assert [(p.code, p.place.row, p.place.column) for p in problems] == [
        ("excel-error", 2, "Title"),
        ("excel-error", 3, "Bundle"),
        ("formula-without-value", 4, "Includes"),
    ]


def test_a_sheet_of_codes_is_no_list_of_courses() -> None:
    sheets = {
        "Courses": [["id", "title", "discipline", "subcategory", "credits"], [1, "A", "MR", "Body", 2]],
        "Lookup": [["Discipline", "Code"], ["MRI", "MR"], ["CT", "CT"]],
        "Areas": [["Category", "Number"], ["Procedures", 4], ["Safety", 2]],
    }
    catalog, problems = offered(workbook(sheets))
    assert [course.course_id for course in catalog.courses] == ["1"]
    assert codes(problems) == ["sheet-not-used", "sheet-not-used"]
