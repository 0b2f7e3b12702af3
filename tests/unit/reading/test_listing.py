"""Pasted listings: titles, labels, sale lines, and distributions whose indentation is lost."""

from __future__ import annotations

import time
from datetime import date

import pytest

from planner.credits import Credits, Hours, Money
from tests.unit.reading.shapes import codes, csv, errors, figures, offered, the

BODY = "MR · Procedures · Body"
PAGE = """Uterine-Sparing Techniques

Targeted CE by ARRT's three levels, for enrollments starting after February 14, 2023:

Magnetic Resonance Imaging: 0.25
Procedures: 0.25
Body: 0.25

Registered Radiologist Assistant: 2.00
Patient Care: 0.25
Patient Management: 0.25
Procedures: 1.75
Abdominal Section: 1.75
"""
DISTRIBUTION = "MRI: 1\nProcedures: 1\nBody: 1\n"


def test_a_nested_list_counts_its_leaves_from_the_day_after() -> None:
    catalog, problems = offered(PAGE)
    (course,) = catalog.courses
    assert (course.course_id, course.title) == ("Uterine-Sparing Techniques", "Uterine-Sparing Techniques")
    assert figures(course) == {
        BODY: "0.25",
        "RRA · Patient Care · Patient Management": "0.25",
        "RRA · Procedures · Abdominal Section": "1.75",
    }
    assert {row.applies_from for row in course.distributions} == {date(2023, 2, 15)}
    assert not problems


@pytest.mark.parametrize(
    ("words", "first_day"),
    [
        ("for enrollments starting after Feb. 14, 2023:", date(2023, 2, 15)),
        ("For enrolments after 2/14/2023", date(2023, 2, 15)),
        ("enrollments on or after 2023-02-14", date(2023, 2, 14)),
        ("for enrollments starting from February 14, 2023, by ARRT", date(2023, 2, 14)),
    ],
)
def test_from_when_a_distribution_holds(words: str, first_day: date) -> None:
    catalog, _ = offered(f"A course\n{words}\n{DISTRIBUTION}")
    assert catalog.courses[0].distributions[0].applies_from == first_day


def test_figures_of_the_past_are_not_used() -> None:
    catalog, problems = offered(f"A course\nFor enrollments before February 14, 2023:\n{DISTRIBUTION}")
    assert figures(catalog.courses[0]) == {}
    assert codes(problems) == ["distribution-of-the-past", "course-without-distribution"]


def test_labels_above_or_below_give_the_facts() -> None:
    catalog, problems = offered(
        "Course ID: 101\nTitle: Alpha\nProvider: Acme\nCategory: A+\nFormat: Home study\n"
        f"Price: $20\nSale price: $15.50\n{DISTRIBUTION}Credits: 3\nTime: 2.5 hours\nExpires: June 1, 2027\n"
        "Reference number: ABC-1\nLink: https://example.org/a\n"
    )
    (course,) = catalog.courses
    assert not problems
    assert (course.course_id, course.title, course.seller) == ("101", "Alpha", "Acme")
    assert (course.ce_category, course.ce_credits, course.hours) == ("A+", Credits.of(3), Hours.of("2.5"))
    assert (course.list_price, course.sale_price) == (Money.of(20), Money.of("15.5"))
    assert (course.expires_on, course.approval_number) == (date(2027, 6, 1), "ABC-1")
    assert (course.url, figures(course)) == ("https://example.org/a", {BODY: "1"})


@pytest.mark.parametrize(
    ("line", "credits_read", "price"),
    [
        ("Alpha - 21.75 credits - $94.50 Book & Test", "21.75", "94.5"),
        ("Alpha \u2013 24 CE's \u2013 $59.50", "24", "59.5"),
        ("Alpha - $94.50 for 21.75 credits", "21.75", "94.5"),
        ("$59.50 for 24 CE's", "24", "59.5"),
        ("order Alpha for $99.50 and get all your credits in one course", None, "99.5"),
        ("This activity is approved for 2.5 Category A credits", "2.5", None),
        ("1.0 hour of Category A CE credit", "1", None),
        ("By Jane Example, M.D. Credits: 3", "3", None),
        ("$1,299", None, "1299"),
    ],
)
def test_sale_lines_and_sentences(line: str, credits_read: str | None, price: str | None) -> None:
    catalog, problems = offered(f"Alpha\n{line}\n{DISTRIBUTION}")
    (course,) = catalog.courses
    assert course.title == "Alpha"
    assert course.ce_credits == (None if credits_read is None else Credits.of(credits_read))
    assert course.price == (None if price is None else Money.of(price))
    assert not errors(problems)


def test_several_courses_in_one_listing() -> None:
    catalog, problems = offered(
        f"Alpha\nCredits: 3\n{DISTRIBUTION}\nBeta\nCredits: 2\nPrice: $5\n{DISTRIBUTION}\n"
        "Gamma - 2 credits - $9\n"
    )
    assert [(c.title, str(c.ce_credits), str(c.price)) for c in catalog.courses] == [
        ("Alpha", "3", "None"),
        ("Beta", "2", "$5"),
        ("Gamma", "2", "$9"),
    ]
    assert codes(problems) == ["course-without-distribution"]


def test_a_price_list_without_distributions() -> None:
    catalog, _ = offered("Alpha\nCredits: 3\nPrice: $20\nBeta\nCredits: 2\nPrice: $10\n")
    assert [(c.title, str(c.price)) for c in catalog.courses] == [("Alpha", "$20"), ("Beta", "$10")]


def test_a_course_that_is_not_approved_yet_is_left_out() -> None:
    catalog, problems = offered(f"Alpha\nCredits: 3 (no credit until approved)\n{DISTRIBUTION}")
    assert catalog.courses[0].ce_credits == Credits.of(3)
    assert catalog.courses[0].left_out
    assert codes(problems) == ["not-approved"]


def test_a_sum_that_disagrees_is_said_and_the_leaves_count() -> None:
    catalog, problems = offered("Alpha\nMRI: 2\nProcedures: 1.5\nBody: 1\n")
    assert figures(catalog.courses[0]) == {BODY: "1"}
    assert [(p.code, p.place.row, p.suggestion) for p in problems] == [
        ("sum-disagrees", 2, "1"),
        ("sum-disagrees", 3, "1"),
    ]


def test_a_category_without_subcategories_is_kept_and_marked() -> None:
    catalog, problems = offered("Alpha\nComputed Tomography: 1.5\nSafety: 1.5\n")
    assert figures(catalog.courses[0]) == {"CT · Safety": "1.5"}
    assert codes(problems) == ["category-figure-only"]


def test_unknown_names_are_placed_by_what_their_parents_leave_open() -> None:
    catalog, problems = offered(
        "Alpha\n"
        "Cardiac Interventional Radiography: 3\nProcedures: 2\nCoronary Arteries: 1.5\nValves: 0.5\n"
        "Patient Care: 1\nPatient Interactions and Management: 1\n"
        "Proton Therapy: 1\nSafety: 1\nBeams: 1\n"
    )
    assert figures(catalog.courses[0]) == {
        "CI · Procedures · Coronary Arteries": "1.5",
        "CI · Procedures · Valves": "0.5",
        "CI · Patient Care · Patient Interactions and Management": "1",
        "Proton Therapy · Safety · Beams": "1",
    }
    assert the("unknown-discipline", problems).value == "Proton Therapy"


def test_a_figure_that_cannot_be_read_is_an_error_at_its_line() -> None:
    catalog, problems = offered("Alpha\nMRI: 1\nProcedures: 1\nBody: 0.2x\nNeurological: 0.75\n")
    assert figures(catalog.courses[0]) == {"MR · Procedures · Neurological": "0.75"}
    (error,) = errors(problems)
    assert (error.code, error.place.row, error.value) == ("credits-not-a-number", 4, "0.2x")


def test_figures_under_no_discipline_are_left_out() -> None:
    catalog, problems = offered("Alpha\nPrice: $5\nBody: 1\n")
    assert figures(catalog.courses[0]) == {}
    assert (the("discipline-missing", problems).suggestion, len(errors(problems))) == ("MR", 1)


def test_without_a_title_the_listing_is_named_after_its_source() -> None:
    catalog, problems = offered(DISTRIBUTION, DISTRIBUTION)
    assert [course.course_id for course in catalog.courses] == ["pasted text", "pasted text (2)"]
    assert codes(problems) == ["title-missing", "title-missing"]


def test_disciplines_and_categories_without_their_sums() -> None:
    catalog, problems = offered(
        "Alpha\nCredits: 2\nMRI\nProcedures\nBody: 1\nCT:\nProcedures:\nNeck and Chest: 2"
    )
    assert figures(catalog.courses[0]) == {BODY: "1", "CT · Procedures · Neck and Chest": "2"}
    assert not problems


def test_other_text_is_said_not_swallowed() -> None:
    catalog, problems = offered(
        f"Alpha\nA fine course.\nAnother line.\nCredits: 3\n{DISTRIBUTION}\nCall us.\n"
    )
    assert len(catalog.courses) == 1
    assert the("line-not-used", problems).place.row == 2
    assert "3 lines" in the("line-not-used", problems).message


def test_an_ordinary_text_is_no_catalog() -> None:
    catalog, problems = offered("Dear Sir,\nplease send me your catalog.")
    assert not catalog.courses
    assert the("not-a-catalog", problems).is_error


@pytest.mark.parametrize("text", ["=", "---\n\n***\n", ",,,\n; ;\n"])
def test_a_text_of_rules_alone_holds_no_courses(text: str) -> None:
    catalog, problems = offered(text)
    assert not catalog.courses
    assert codes(problems) == ["not-a-catalog"]


def test_an_enrollment_date_that_is_none_is_a_problem_with_its_own_code() -> None:
    _, problems = offered(PAGE.replace("February 14, 2023", "Febtember 14, 2023"))
    problem = the("date-not-readable", problems)
    assert "expected a date such as February 14, 2023" in problem.message


@pytest.mark.parametrize(
    "line",
    [
        "Credits: 3 | Price: $20 | Approval #: X-1",
        "Credits: 3, Price: $20, Expires: December 31, 2027",
        "3 CE credits \u2022 $20.00",
        "Credits\t3\nPrice\t$20",
    ],
)
def test_several_facts_may_stand_in_a_line(line: str) -> None:
    catalog, problems = offered(f"A course\n{line}\n{DISTRIBUTION}")
    (course,) = catalog.courses
    assert (course.ce_credits, course.list_price) == (Credits(300), Money(2000))
    assert not problems


@pytest.mark.parametrize(
    "line",
    [
        "Expires 12/31/2020",
        "This course expired on December 31, 2020.",
        "Approved through Dec. 31, 2020 by the Fictional Board",
    ],
)
def test_an_expiry_is_read_wherever_it_is_told(line: str) -> None:
    catalog, problems = offered(f"A course\n{line}\n{DISTRIBUTION}")
    assert catalog.courses[0].expires_on == date(2020, 12, 31)
    assert not problems


@pytest.mark.parametrize("line", ["Sale expires 12/31/2020", "Credit expires a year after purchase"])
def test_what_else_expires_is_not_the_course(line: str) -> None:
    catalog, problems = offered(f"A course\n{line}\n{DISTRIBUTION}")
    assert catalog.courses[0].expires_on is None
    assert [(p.code, p.value) for p in problems] == [("line-not-used", line)]


def test_what_a_sentence_says_before_its_expiry_is_not_lost() -> None:
    text = f"A course\nIt costs $30.00 and expires on December 31, 2027.\n{DISTRIBUTION}"
    catalog, problems = offered(text)
    assert catalog.courses[0].expires_on == date(2027, 12, 31)
    assert [(p.code, p.value) for p in problems] == [("line-not-used", "It costs $30.00 and")]


@pytest.mark.parametrize(
    "line",
    [
        "MR: Procedures: Body: 1",
        "MRI - Body - 1",
        "MR Procedures Body: 1 credit",
        "MR: Procedures: 1\nBody: 1",
    ],
)
def test_a_line_may_tell_its_whole_path(line: str) -> None:
    catalog, problems = offered(f"A course\nCredits: 3\n{line}\nCT: Neck and Chest: 2\n")
    assert figures(catalog.courses[0]) == {BODY: "1", "CT · Procedures · Neck and Chest": "2"}
    assert not problems


def test_a_title_that_ends_in_a_number_is_no_path() -> None:
    catalog, _ = offered(f"A course\n{DISTRIBUTION}\nCT - Neck and Chest 2\nPrice: $9\n{DISTRIBUTION}")
    assert [course.title for course in catalog.courses] == ["A course", "CT - Neck and Chest 2"]
    assert all(figures(course) == {BODY: "1"} for course in catalog.courses)


def test_a_book_is_not_read_to_its_end_in_search_of_a_course() -> None:
    prose = "The harbor lay still and nobody spoke of credits.\n" * 6_000
    _, problems = offered(prose + "Fictional Course\nMR: 1\nProcedures: 1\nBody: 1\n")
    assert "not-a-catalog" in codes(problems)
    catalog, _ = offered(prose[: len(prose) // 2] + "Fictional Course\nMR: 1\nProcedures: 1\nBody: 1\n")
    assert [course.title for course in catalog.courses] == ["Fictional Course"]


@pytest.mark.parametrize(
    "facts",
    [
        "Course #: QX-1\nSponsor: Harbor CE      Price: $45.00     CE: 3.0",
        "Course number: QX-1\nSponsor: Harbor CE\tPrice: $45.00\tCE: 3",
        "Item #: QX-1\nSponsor: Harbor CE\n$45 | 3 Category A credits",
    ],
)
def test_facts_with_gaps_between_them_are_read_each(facts: str) -> None:
    catalog, problems = offered(f"Fictional Body Course\n{facts}\nMRI: 2.75\nProcedures: 2.75\nBody: 2.75\n")
    (course,) = catalog.courses
    assert (course.course_id, course.title, course.seller) == ("QX-1", "Fictional Body Course", "Harbor CE")
    assert (str(course.list_price), str(course.ce_credits)) == ("$45", "3")
    assert not problems


@pytest.mark.parametrize("sign", [" ", "\t", " ,", "; ", " | ", "a ", ": ", "1"])
def test_long_lines_of_one_sign_are_read_at_once(sign: str) -> None:
    line = "Price: $5" + sign * (18_000 // len(sign)) + "a"
    started = time.perf_counter()
    offered("\n".join([line] * 10), csv("\n".join([line] * 10)))
    assert time.perf_counter() - started < 3
