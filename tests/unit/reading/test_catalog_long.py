"""Catalogs with a row for each course, or for each course and subcategory."""

from __future__ import annotations

from datetime import date

import pytest

from planner.credits import Credits, Hours, Money
from planner.reading import read_catalog
from tests.unit.reading.shapes import codes, csv, errors, figures, offered, the, workbook

CARE = "MR · Patient Care · Patient Interactions and Management"
BODY = "MR · Procedures · Body"
NEURO = "MR · Procedures · Neurological"
HEADER = "course_id,title,discipline,category,subcategory,credits\n"


def test_every_fact_of_the_contract_is_read() -> None:
    catalog, problems = offered(
        csv(
            "course_id,title,seller,format,ce_category,ce_credits,price,sale_price,hours,activity_id,"
            "approval_number,approved_from,expires_on,url,discipline,category,subcategory,credits,applies_from,"
            "outline_version\n"
            'C1,Alpha,Acme,online,Category A+,3,"$1,299.00",99.50,90 min,ACT,APP-1,1/2/2026,"Dec 31, 2027",'
            "https://example.org/c1,MR,Procedures,Body,2.75,2026-02-01,2024\n"
        )
    )
    (course,) = catalog.courses
    assert not problems
    assert (course.course_id, course.title, course.seller, course.format) == ("C1", "Alpha", "Acme", "online")
    assert (course.ce_category, course.ce_credits, course.hours) == ("A+", Credits.of(3), Hours.of("1.5"))
    assert (course.list_price, course.sale_price) == (Money.of(1299), Money.of("99.5"))
    assert (course.activity_id, course.approval_number) == ("ACT", "APP-1")
    assert (course.approved_from, course.expires_on) == (date(2026, 1, 2), date(2027, 12, 31))
    assert course.url == "https://example.org/c1"
    (row,) = course.distributions
    assert (row.credits, row.applies_from, row.outline_version) == (
        Credits.of("2.75"),
        date(2026, 2, 1),
        "2024",
    )


def test_facts_may_stand_on_a_courses_first_row_only() -> None:
    repeated = "id,title,price,discipline,subcategory,credits\n1,A,5,MR,Body,1\n1,A,5,MR,Neurological,2\n"
    first_only = "id,title,price,discipline,subcategory,credits\n1,A,5,MR,Body,1\n1,,,MR,Neurological,2\n"
    first, problems = offered(csv(repeated))
    second, more_problems = offered(csv(first_only))
    assert first.courses == second.courses
    assert not problems + more_problems


def test_a_blank_course_is_filled_down_but_never_silently() -> None:
    catalog, problems = offered(csv("title,discipline,subcategory,credits\nA,MR,Body,1\n,,Neuro,2\nB,CT,,\n"))
    assert figures(catalog.courses[0]) == {BODY: "1", NEURO: "2"}
    assert codes(problems).count("filled-down") == 2


def test_merged_cells_are_filled_down_as_meant() -> None:
    source = workbook(
        {
            "Catalog": [
                ["Course number", "Modality", "Subcategory", "Targeted credits"],
                [101.0, "MRI", "Body", 1.5],
                [None, None, "Neurological", 0.5],
            ]
        },
        [("Catalog", "A2:A3"), ("Catalog", "B2:B3")],
    )
    catalog, problems = offered(source)
    assert [(c.course_id, figures(c)) for c in catalog.courses] == [("101", {BODY: "1.5", NEURO: "0.5"})]
    assert not problems


def test_category_means_what_its_values_are() -> None:
    for header, values in (
        ("category,content_category", "A,Procedures"),
        ("CE type,category", "A+,Procedures"),
        ("seller,category", "Acme,Procedures"),
    ):
        text = f"title,{header},discipline,subcategory,credits\nX,{values},MR,Body,1\n"
        catalog, problems = offered(csv(text))
        assert figures(catalog.courses[0]) == {BODY: "1"}
        assert not problems
    catalog, _ = offered(csv("title,category,subcategory,credits\nX,MRI,Body,1\n"))
    assert figures(catalog.courses[0]) == {BODY: "1"}


def test_a_mixed_category_column_is_said() -> None:
    text = HEADER + "1,A,MR,Procedures,Body,1\n2,B,MR,Patient Care,,1\n3,C,MR,A+,Neurological,1\n"
    _, problems = offered(csv(text))
    assert "column-unclear" in codes(problems)


def test_a_sites_tag_is_no_subcategory() -> None:
    catalog, problems = offered(csv("title,category,price\nA,Bestsellers,5\nB,For nurses,6\n"))
    assert len(catalog.courses) == 2
    assert the("column-not-used", problems).value == "category"


@pytest.mark.parametrize("header", ["credits", "Targeted CE", "Distribution"])
def test_credits_of_a_subcategory_are_not_ce_credits(header: str) -> None:
    catalog, _ = offered(csv(f"title,CE credits,discipline,subcategory,{header}\nA,3,MR,Body,1\n"))
    (course,) = catalog.courses
    assert (course.ce_credits, figures(course)) == (Credits.of(3), {BODY: "1"})


def test_ce_credits_are_a_distribution_only_where_they_differ_within_a_course() -> None:
    text = "title,discipline,subcategory,CE credits\nA,MR,Body,{}\nA,MR,Neurological,2\n"
    catalog, problems = offered(csv(text.format(1)))
    assert figures(catalog.courses[0]) == {BODY: "1", NEURO: "2"}
    assert codes(problems) == ["column-read-as"]
    catalog, problems = offered(csv(text.format(2)))
    assert (figures(catalog.courses[0]), catalog.courses[0].ce_credits) == ({}, Credits.of(2))
    assert the("column-missing", problems).is_error


def test_blank_is_not_zero() -> None:
    catalog, problems = offered(
        csv(HEADER + "1,A,MR,,Body,\n1,A,MR,,Neurological,0\n1,A,MR,,Musculoskeletal,n/a\n")
    )
    assert figures(catalog.courses[0]) == {NEURO: "0"}
    assert the("credits-blank", problems).place.row == 2


def test_parents_that_repeat_their_childrens_sum_are_left_out() -> None:
    text = HEADER + (
        "1,A,MR,,,3\n1,A,MR,Patient Care,,1\n1,A,MR,Patient Care,Patient Interactions and Management,1\n"
        "1,A,MR,Procedures,,2.5\n1,A,MR,Procedures,Body,2\n"
    )
    catalog, problems = offered(csv(text))
    assert figures(catalog.courses[0]) == {CARE: "1", BODY: "2"}
    said = the("sum-disagrees", problems)
    assert (said.place.row, said.value, said.suggestion) == (5, "2.5", "2")


def test_a_figure_for_a_category_alone_is_kept_and_marked() -> None:
    for row in ("1,A,CT,Safety,,1", "1,A,CT,,Safety,1", '1,A,CT,"Safety 1. Dose 2. Shielding",,1'):
        catalog, problems = offered(csv(HEADER + row + "\n"))
        assert figures(catalog.courses[0]) == {"CT · Safety": "1"}
        assert catalog.courses[0].distributions[0].subcategory.name == ""
        said = the("category-figure-only", problems).message
        assert said.endswith("serves no prescription. It can count for structured education.")
    _, problems = offered(csv(HEADER + "1,A,CT,,,1\n"))
    assert "structured education" not in the("category-figure-only", problems).message


def test_the_smaller_of_two_figures_is_used() -> None:
    catalog, problems = offered(csv(HEADER + "1,A,MR,,Body,2\n1,A,MR,,Body,1\n1,A,MR,,Body,1\n"))
    assert figures(catalog.courses[0]) == {BODY: "1"}
    assert [(p.code, p.place.row) for p in problems] == [("distributions-disagree", 3), ("row-repeated", 4)]


def test_figures_of_two_dates_stand_side_by_side() -> None:
    text = (
        "id,discipline,subcategory,credits,For enrollments starting after\n1,MR,Body,2,2023-02-14\n"
        "1,MR,Body,1,\n"
    )
    catalog, problems = offered(csv(text))
    assert [row.applies_from for row in catalog.courses[0].distributions] == [date(2023, 2, 15), None]
    assert not problems


def test_a_distribution_over_the_ce_credits_leaves_the_course_out() -> None:
    text = (
        "id,ce credits,discipline,subcategory,credits\n1,3,MR,Body,2\n1,3,MR,Neurological,1.25\n"
        "1,3,CT,Neck and Chest,3\n"
    )
    catalog, problems = offered(csv(text))
    (error,) = errors(problems)
    assert (error.code, error.value, error.place.row) == ("distribution-over-ce-credits", "3.25", 3)
    assert catalog.courses[0].left_out


def test_disciplines_are_never_added_together() -> None:
    text = "id,ce credits,discipline,subcategory,credits\n1,3,MR,Body,3\n1,3,CT,Neck and Chest,3\n"
    catalog, problems = offered(csv(text))
    assert not problems
    assert not catalog.courses[0].left_out


def test_one_id_for_two_courses_is_an_error_and_the_first_is_kept() -> None:
    text = HEADER + "1,Alpha,MR,,Body,2\n1,Beta,MR,,Neurological,1\n1,alpha,MR,,Musculoskeletal,1\n"
    catalog, problems = offered(csv(text))
    (course,) = catalog.courses
    assert (course.title, len(course.distributions)) == ("Alpha", 2)
    (error,) = errors(problems)
    assert (error.code, error.place.row, error.place.column) == ("course-facts-differ", 3, "title")
    assert "row 2" in error.message


def test_different_facts_of_one_course_are_an_error_naming_both_rows() -> None:
    text = (
        "id,title,price,discipline,subcategory,credits\n1,A,5,MR,Body,2\n1,A,,MR,Neuro,1\n"
        "1,A,6,CT,Neck and Chest,1\n"
    )
    catalog, problems = offered(csv(text))
    (error,) = errors(problems)
    assert (error.code, error.place.row, error.place.column) == ("course-facts-differ", 4, "price")
    assert catalog.courses[0].price == Money.of(6)
    assert len(catalog.courses[0].distributions) == 3


def test_without_an_id_the_title_is_one() -> None:
    catalog, problems = offered(
        csv("title,discipline,subcategory,credits\nAlpha,MR,Body,1\nALPHA,MR,Neurological,1\n")
    )
    assert [(c.course_id, c.title) for c in catalog.courses] == [("Alpha", "Alpha")]
    assert not problems


def test_one_title_of_two_sellers_is_two_courses() -> None:
    text = "title,seller,discipline,subcategory,credits\nA,Acme,MR,Body,1\nA,Best,MR,Body,2\n"
    catalog, problems = offered(csv(text))
    assert [c.course_id for c in catalog.courses] == ["A (Acme)", "A (Best)"]
    assert not problems


def test_dates_out_of_order_urls_and_classes_are_warned_of() -> None:
    text = "id,title,approved from,expires,url,CE category\n1,A,2027-01-01,2026-01-01,ftp://x,B\n"
    catalog, problems = offered(csv(text))
    assert {(p.code, p.place.column, p.is_error) for p in problems} == {
        ("expires-before-approval", "expires", False),
        ("url-not-a-web-address", "url", False),
        ("ce-category-unknown", "CE category", False),
        ("course-without-distribution", "id", False),
    }
    assert (catalog.courses[0].url, catalog.courses[0].ce_category) == ("", "B")


def test_a_date_that_cannot_be_read_keeps_the_course_out_of_plans() -> None:
    text = "id,expires,discipline,subcategory,credits\n1,soon,MR,Body,1\n2,2027-01-01,MR,Body,1\n"
    catalog, problems = offered(csv(text))
    (error,) = errors(problems)
    assert (error.place.row, error.place.column) == (2, "expires")
    assert [bool(course.left_out) for course in catalog.courses] == [True, False]


def test_a_sale_above_the_price_uses_the_higher() -> None:
    catalog, problems = offered(
        csv("id,price,sale price,discipline,subcategory,credits\n1,20,25,MR,Body,1\n")
    )
    assert (catalog.courses[0].price, catalog.courses[0].sale_price) == (Money.of(25), None)
    assert codes(problems) == ["sale-above-price"]


def test_an_unknown_price_stays_unknown() -> None:
    catalog, _ = offered(csv("id,price,discipline,subcategory,credits\n1,n/a,MR,Body,1\n2,free,MR,Body,1\n"))
    assert [course.price for course in catalog.courses] == [None, Money.of(0)]


@pytest.mark.parametrize("figure", ["-1", "500", "x", "0.333"])
def test_a_bad_figure_is_left_out_and_the_others_stay(figure: str) -> None:
    catalog, problems = offered(csv(HEADER + f"1,A,MR,,Body,{figure}\n1,A,MR,,Neurological,1\n"))
    assert figures(catalog.courses[0]) == {NEURO: "1"}
    (error,) = errors(problems)
    assert (error.place.row, error.place.column, error.value) == (2, "credits", figure)


def test_an_odd_step_is_used_and_said() -> None:
    catalog, problems = offered(csv(HEADER + "1,A,MR,,Body,0.3\n"))
    assert figures(catalog.courses[0]) == {BODY: "0.3"}
    assert codes(problems) == ["credits-odd-step"]


def test_an_unknown_name_is_said_once_however_often_it_stands() -> None:
    rows = "".join(f"{n},C{n},MR,Procedures,Bodyy,1\n" for n in range(1, 101))
    catalog, problems = offered(csv(HEADER + rows))
    assert len(catalog.courses) == 100
    said = the("unknown-subcategory", problems)
    assert (said.place.row, said.suggestion) == (2, "Body")
    assert "100 places" in said.message


def test_unknown_names_are_joined_by_their_spelling() -> None:
    text = HEADER + "1,A,CI,Procedures,Coronary Arteries,1\n2,B,CI,,coronary  arteries,2\n"
    catalog, _ = offered(csv(text))
    first, second = (course.distributions[0].subcategory for course in catalog.courses)
    assert first == second


def test_totals_are_passed_over_and_said() -> None:
    catalog, problems = offered(csv(HEADER + "1,A,MR,,Body,1\nTotal,,,,,1\n,Grand total 16,,,,16\n"))
    assert len(catalog.courses) == 1
    assert [p.place.row for p in problems if p.code == "totals-row-skipped"] == [3, 4]


def test_a_course_named_after_a_total_is_a_course() -> None:
    catalog, _ = offered(csv(HEADER + "1,Total Knee Replacement,MR,,Body,1\n"))
    assert len(catalog.courses) == 1


def test_without_a_discipline_the_figures_are_left_out() -> None:
    catalog, problems = offered(csv("title,subcategory,credits\nA,Body,1\nB,Body,1\n"))
    assert [figures(course) for course in catalog.courses] == [{}, {}]
    error = the("discipline-missing", problems)
    assert (error.is_error, error.place.row, error.suggestion) == (True, 2, "MR")


def test_a_sheet_a_discipline_needs_no_column() -> None:
    rows = ["title", "subcategory", "credits"], ["A", "Body", 1]
    catalog, problems = offered(workbook({"MRI": rows}))
    assert figures(catalog.courses[0]) == {BODY: "1"}
    assert not problems


def test_a_prescription_given_as_a_catalog_is_told_apart() -> None:
    read = read_catalog([csv("discipline,subcategory,standard,credits_required\nMR,Body,not met,2\n")])
    (problem,) = read.problems
    assert (problem.code, problem.is_error, read.value.courses) == ("not-a-catalog", True, ())
    assert "SSA results" in problem.message


def test_many_courses_without_a_distribution_do_not_drown_the_rest() -> None:
    rows = "".join(f"C{n},Course {n},5\n" for n in range(300))
    _, problems = offered(csv("id,title,price\n" + rows))
    assert len(problems) == 21
    assert "280 more" in problems[-1].message


def test_headers_below_a_title_and_a_repeated_header() -> None:
    text = "Acme catalog 2026,,,,,\n,,,,,\n" + HEADER + "1,A,MR,,Body,1\n" + HEADER + "2,B,MR,,Body,1\n"
    catalog, problems = offered(csv(text))
    assert [course.place.row for course in catalog.courses] == [4, 6]
    assert not problems


def test_a_table_without_a_row_is_an_error() -> None:
    catalog, problems = offered(csv("course_id,discipline,subcategory,credits\n", "courses.csv"))
    assert not catalog.courses
    assert [(problem.code, problem.place.file) for problem in errors(problems)] == [
        ("no-courses", "courses.csv")
    ]


def test_two_columns_of_credits_that_differ_in_a_row_cost_that_figure() -> None:
    header = "course_id,discipline,subcategory,targeted credits,credit distribution\n"
    text = f"{header}1,MR,Body,1,2\n1,MR,Neurological,1,1\n"
    catalog, problems = offered(csv(text))
    assert figures(catalog.courses[0]) == {"MR \u00b7 Procedures \u00b7 Neurological": "1"}
    (problem,) = errors(problems)
    assert (problem.code, problem.place.row, problem.value) == ("two-figures", 2, "1; 2")


def test_a_thousand_columns_without_use_are_told_in_few_words() -> None:
    extra = ",".join(f"remark {number} {'x' * 200}" for number in range(1_000))
    _, problems = offered(csv(f"{HEADER[:-1]},{extra}\nC1,Alpha,MR,Procedures,Body,1{',y' * 1_000}\n"))
    said = the("column-not-used", problems)
    assert said.message.count("remark") == 20
    assert "and 980 more" in said.message
    assert len(said.message) < 2_000
    assert len(said.value or "") < 2_000


def test_rows_below_an_id_that_is_an_excel_error_are_not_the_course_above() -> None:
    rows = "C1,Alpha,MR,Procedures,Body,1\n#N/A,,MR,Procedures,Neurological,2\n,,CT,Procedures,Head,3\n"
    catalog, problems = offered(csv(HEADER + rows))
    assert [(error.code, error.place.row) for error in errors(problems)] == [
        ("excel-error", 3),
        ("course-missing", 4),
    ]
    assert [len(course.distributions) for course in catalog.courses] == [1]


def test_an_activity_id_that_is_another_courses_id_is_said() -> None:
    rows = "course_id,activity_id,price,discipline,subcategory,credits\n"
    _, problems = offered(csv(f"{rows}A-1,,5,MR,Body,1\nB-1,a-1,5,MR,Body,1\nC-1,ACT,5,MR,Body,1\n"))
    named = the("activity-named-by-course", problems)
    assert (named.place.row, named.value) == (3, "a-1")
    _, problems = offered(csv(f"{rows}A-1,A-1,5,MR,Body,1\nB-1,a-1,5,MR,Body,1\n"))
    assert not problems


def test_dated_and_undated_figures_together_may_not_be_over_the_ce_credits() -> None:
    text = (
        "id,ce credits,discipline,subcategory,credits,applies from\n1,3,MR,Body,2,\n"
        "1,3,MR,Neurological,2,2026-01-01\n"
    )
    catalog, problems = offered(csv(text))
    assert [(p.code, p.place.row) for p in errors(problems)] == [("distribution-over-ce-credits", 3)]
    assert catalog.courses[0].left_out


def test_facts_that_differ_are_told_as_their_cells_have_them() -> None:
    text = "id,Cost,discipline,subcategory,credits\n1,$20.00,MR,Body,2\n1,25.0,CT,Neck and Chest,1\n"
    _, problems = offered(csv(text))
    assert [(p.value, p.suggestion) for p in errors(problems)] == [("25.0", "$20.00")]


@pytest.mark.parametrize("turned", [False, True])
def test_of_facts_that_differ_the_cautious_one_is_used_in_whatever_order(turned: bool) -> None:  # noqa: FBT001
    rows = [
        "1,20,6,4,2026-01-01,2029-01-01,Body,2",
        "1,25,5,3.5,2026-02-01,2028-01-01,Neurological,1",
    ]
    head = "id,price,hours,ce credits,approved from,expires on,subcategory,credits,discipline\n"
    text = "\n".join(f"{row},MR" for row in (reversed(rows) if turned else rows))
    catalog, problems = offered(csv(head + text + "\n"))
    (only,) = catalog.courses
    assert (str(only.price), str(only.hours), str(only.ce_credits)) == ("$25", "6", "3.5")
    assert (only.approved_from, only.expires_on) == (date(2026, 2, 1), date(2028, 1, 1))
    assert {problem.code for problem in errors(problems)} == {"course-facts-differ"}
    assert len(errors(problems)) == 5


def test_a_heading_and_a_footnote_in_the_first_column_are_no_courses() -> None:
    text = (
        "id,title,price,discipline,subcategory,credits\nMRI courses,,,,,\n1,A,5,MR,Body,2\n"
        "* prices may change,,,,,\n"
    )
    catalog, problems = offered(csv(text))
    assert [course.course_id for course in catalog.courses] == ["1"]
    assert [(p.code, p.place.row, p.value) for p in problems] == [
        ("row-not-used", 2, "MRI courses"),
        ("row-not-used", 4, "* prices may change"),
    ]


def test_a_title_alone_in_its_row_is_the_course_of_the_rows_below_it() -> None:
    catalog, problems = offered(csv("title,discipline,subcategory,credits\nA,,,\n,MR,Body,2\n"))
    assert [(course.title, len(course.distributions)) for course in catalog.courses] == [("A", 1)]
    assert codes(problems) == ["filled-down"]


def test_a_header_twice_is_said_once_where_its_columns_agree() -> None:
    text = "id,price,Cost,discipline,subcategory,credits\n1,5,$5.00,MR,Body,2\n2,5,,MR,Body,2\n"
    assert codes(offered(csv(text))[1]) == ["header-repeated"]


@pytest.mark.parametrize("headers", ["price,Cost,Expires,Expiry date", "Cost,price,Expiry date,Expires"])
@pytest.mark.parametrize("values", ["5,6,2027-01-01,2026-12-01", "6,5,2026-12-01,2027-01-01"])
def test_of_two_columns_of_one_fact_the_more_cautious_value_is_used(headers: str, values: str) -> None:
    text = f"id,{headers},discipline,subcategory,credits\n1,{values},MR,Body,2\n"
    catalog, problems = offered(csv(text))
    (course,) = catalog.courses
    assert (course.list_price, course.expires_on) == (Money.of(6), date(2026, 12, 1))
    price, expiry = errors(problems)
    assert (price.place.row, price.place.column) == (2, headers.split(",")[1])
    assert (price.value, price.suggestion) == tuple(values.split(",")[1::-1])
    assert "The earlier was used" in expiry.message


def test_where_the_first_of_two_columns_is_blank_the_other_tells_the_fact() -> None:
    text = "id,Expires,Expiry date,discipline,subcategory,credits\n1,,2027-01-01,MR,Body,2\n"
    catalog, problems = offered(csv(text))
    assert catalog.courses[0].expires_on == date(2027, 1, 1)
    assert not errors(problems)


def test_an_unreadable_date_is_not_taken_from_a_further_column() -> None:
    text = "id,Expires,Expiry date,discipline,subcategory,credits\n1,soon,2027-01-01,MR,Body,2\n"
    catalog, _ = offered(csv(text))
    assert catalog.courses[0].left_out


@pytest.mark.parametrize(
    "subtotal",
    [
        "Q-1 Total,,,,,,4",
        "q 1 subtotal,,,,,,4",
        ",Alpha Total,,,,,4",
        ",Total for Alpha,$8,,,,4",
        ",,,MR Total,,,4",
        ",,,,Procedures Total,,3",
        ",,,,,Body Total,3",
    ],
)
def test_a_spreadsheets_subtotals_are_no_courses_and_add_no_credits(subtotal: str) -> None:
    rows = "Q-1,Alpha,4,MR,Patient Care,Patient Interactions and Management,1\nQ-1,,,MR,Procedures,Body,3\n"
    text = (
        f"id,title,ce credits,discipline,category,subcategory,credits\n{rows}{subtotal}\nGrand Total,,,,,,8\n"
    )
    catalog, problems = offered(csv(text))
    (course,) = catalog.courses
    assert figures(course) == {CARE: "1", BODY: "3"}
    assert not course.left_out
    assert [(problem.code, problem.place.row) for problem in problems] == [
        ("totals-row-skipped", 4),
        ("totals-row-skipped", 5),
    ]


def test_a_course_may_be_called_a_total() -> None:
    catalog, problems = offered(
        csv(HEADER + "1,Body,MR,Procedures,Body,2\n2,Body Total,MR,Procedures,Body,1\n")
    )
    assert [course.title for course in catalog.courses] == ["Body", "Body Total"]
    assert not problems


@pytest.mark.parametrize("written", ["MR; CT", "MRI/CT", "MR & CT", "Magnetic Resonance Imaging and CT"])
def test_several_disciplines_in_a_cell_are_asked_for_a_row_each(written: str) -> None:
    catalog, problems = offered(csv(HEADER + f"1,A,{written},Patient Care,Other,2\n"))
    assert len(catalog.courses) == 1
    several = the("unknown-discipline", problems)
    assert "names several disciplines (MR and CT)" in several.message
    assert several.suggestion is None


def test_a_column_of_disciplines_under_an_unknown_header_is_told_by_what_it_holds() -> None:
    _, problems = offered(csv("id,Track,Rows,subcategory,credits\n1,MRI,1,Body,2\n2,CT,2,Neck and Chest,2\n"))
    unused = the("column-not-used", problems)
    assert '"Track" seems to hold what belongs under the header discipline.' in unused.message
    assert unused.suggestion == "discipline"


def test_a_course_stands_where_its_facts_do_and_its_columns_keep_their_names() -> None:
    figures = csv("id,discipline,subcategory,credits\n1,MR,Body,2\n", "figures.csv")
    facts = csv("id,title,Cost,Good until\n2,B,5,\n1,A,5,\n", "facts.csv")
    catalog, _ = offered(figures, facts)
    place = catalog.by_id()["1"].place_of("sale_price", "list_price")
    assert (place.file, place.row, place.column) == ("facts.csv", 3, "Cost")


def test_a_category_is_not_filled_in_from_another_discipline() -> None:
    text = HEADER + "1,A,MR,Procedures,New MR name,2\n1,A,CT,,New CT name,1\n1,A,CT,Safety,Other,1\n"
    catalog, problems = offered(csv(text))
    assert "CT · New CT name" in figures(catalog.courses[0])
    assert "filled-down" not in codes(problems)


def test_a_discipline_that_was_never_calculated_is_not_the_one_above() -> None:
    """A formula without its result is not blank: the row above says nothing about it."""
    catalog, problems = offered(
        workbook(
            {
                "Courses": [
                    ["id", "title", "seller", "price", "discipline", "category", "subcategory", "credits"],
                    [1, "A", "Lantern Learning", 9, "MR", "Procedures", "Body", 1],
                    [1, "A", "Lantern Learning", 9, "=X1", "Procedures", "Neurological", 2],
                    [2, "#REF!", "#N/A", 9, "MR", "Procedures", "Body", 3],
                    [2, "=X2", "=X3", 9, "MR", "Procedures", "#REF!", 3],
                    [None, "#NAME?", None, 9, "MR", "Procedures", "Body", 3],
                ]
            }
        )
    )
    assert [figures(course) for course in catalog.courses] == [
        {"MR · Procedures · Body": "1"},
        {"MR · Procedures · Body": "3"},
    ]
    assert [(c.title, c.seller) for c in catalog.courses] == [("A", "Lantern Learning"), ("", "")]
    assert [(p.code, p.place.row, p.place.column) for p in problems] == [
        ("formula-without-value", 3, "discipline"),
        ("excel-error", 4, "title"),
        ("excel-error", 4, "seller"),
        ("formula-without-value", 5, "title"),
        ("formula-without-value", 5, "seller"),
        ("excel-error", 5, "subcategory"),
        ("excel-error", 6, "title"),
    ]
