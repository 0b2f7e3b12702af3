"""Text for a terminal: aligned, never wider than asked, the same facts in plain characters."""

import unicodedata
from datetime import date

import pytest

from planner.plan import Plan
from planner.problem import Problem, Severity
from planner.writing.as_table import check_as_table, in_plain_characters, plan_as_table
from tests.builders import BODY, bundle, catalog, course, preferences
from tests.unit.writing import plans


def _widest(text: str) -> int:
    wide = {"W": 2, "F": 2}
    return max(sum(wide.get(unicodedata.east_asian_width(c), 1) for c in line) for line in text.splitlines())


@pytest.mark.parametrize("width", [60, 80, 100])
@pytest.mark.parametrize("plan", [plans.ordinary(), plans.short(), plans.plan()])
def test_no_line_is_wider_than_asked(plan: Plan, width: int) -> None:
    assert _widest(plan_as_table(plan, catalog(course("A")), width)) <= width


def test_long_and_wide_titles_are_cut_with_an_ellipsis() -> None:
    taken = course("A" * 3_000, {BODY: 1}, title="放射線" * 3_000, seller="S" * 9_000)
    text = plan_as_table(plans.plan([plans.planned(taken)], [plans.covered(BODY, 1, 1)]), catalog())
    assert len(text.splitlines()) < 60
    assert "…" in text
    other = course("A", {BODY: 1}, title="放射線" * 300)
    assert _widest(plan_as_table(plans.plan([plans.planned(other)]), catalog())) <= 80


def test_a_course_line_has_its_price_and_credits_in_columns() -> None:
    lines = plan_as_table(plans.ordinary(), catalog()).splitlines()
    start = lines.index(next(line for line in lines if line.startswith("Courses")))
    assert lines[start].endswith("      price  CE credits")
    assert lines[start + 1].endswith("     $59.50         12")
    assert "last day Mar 4, 2027" in lines[start + 2]
    assert any("last day not known" in line for line in lines)


def test_a_bundle_has_a_line_of_its_own() -> None:
    taken = plans.planned(course("A", {BODY: 1}), bundle="B1", take_from=date(2027, 1, 2))
    plan = plans.plan(
        [taken],
        [plans.covered(BODY, 1, 1, margin=0.25, assumed=True)],
        bundles=[bundle("B1", *(f"C{number}" for number in range(20)), price=49)],
        chosen=preferences(margin=0.25),
    )
    text = plan_as_table(plan, catalog(), 100)
    assert "in bundle" in text
    assert "online · in Bundle B1 · from Jan 2, 2027 · last day not known" in text
    assert "C11 and 8 more" in text
    assert "Body (and a margin of 0.25) (figure assumed)" in text


def test_that_there_is_no_other_plan_is_said_where_one_was_asked_for() -> None:
    asked = plans.plan([], [plans.covered(BODY, 1, 0)], chosen=preferences(alternatives=2))
    assert "None was found" in plan_as_table(asked, catalog())
    assert "FIC-9; FIC-9 started from Mar 1, 2027" in plan_as_table(plans.ordinary(), catalog())


def test_bars_show_completed_planned_and_short_and_say_it_in_words() -> None:
    text = plan_as_table(
        plans.plan([], [plans.covered(BODY, 4, 1, completed=1), plans.covered(BODY, 1, 2)]), catalog()
    )
    assert "▓▓▓███░░░░░░ short" in text
    assert "████████████ covered" in text


def test_plain_characters_keep_the_meaning() -> None:
    text = plan_as_table(plans.ordinary(), catalog())
    assert in_plain_characters(text, "utf-8") == text
    plain = in_plain_characters(text, "ascii")
    assert plain.isascii()
    assert "===#########" in plain
    assert in_plain_characters("放", "cp1252") == "?"


def test_a_check_lists_what_courses_lack() -> None:
    problems = [
        Problem(Severity.ERROR, "x", "Wrong."),
        Problem(Severity.WARNING, "y", "Odd."),
        Problem(Severity.WARNING, "z", "Odd."),
    ]
    courses = catalog(
        course("A", {BODY: 1}, expires_on=date(2027, 1, 1)),
        course("B", price=None, ce=None, left_out="because"),
    )
    text = check_as_table(courses, problems)
    assert text.startswith(
        "2 courses of 1 seller · 1 distribution figure · 0 bundles\nThis catalog is fictional"
    )
    for line in (
        "1 course left out of every plan",
        "1 course without a price",
        "1 error and 2 warnings found.",
    ):
        assert line in text.splitlines()
    assert check_as_table(catalog(), ()).endswith("No problems found.\n")
