"""Column headers: matched by letters and digits, found wherever the table begins."""

from __future__ import annotations

import pytest

from planner.reading.cells.headers import find_header_row, match_headers
from planner.reading.fields import COMPLETED, PRESCRIPTION
from planner.reading.grid import Cell, Sheet

ALIASES = {
    "standard": frozenset({"standard met", "met/not met"}),
    "credits_required": frozenset({"CE required", "prescribed credits"}),
    "price": frozenset({"price"}),
    "title": frozenset({"course"}),
}


def sheet(*rows: tuple[Cell, ...]) -> Sheet:
    return Sheet("table.csv", None, list(rows))


def test_headers_match_without_case_spaces_punctuation_or_units() -> None:
    row = (
        "Standard met?",
        " MET / NOT-MET",
        "ce_required",
        "Price (USD)",
        "creditsRequired",
        None,
        7,
        "Colour",
    )
    assert match_headers(row, ALIASES) == {
        0: "standard",
        1: "standard",
        2: "credits_required",
        3: "price",
        4: "credits_required",
    }


def test_the_header_row_may_come_late() -> None:
    found = find_header_row(
        sheet(("Results, printed 2026",), (), ("Price list", None), ("Course", "Price"), ("Body", 20)),
        ALIASES,
    )
    assert found == 3


def test_a_wide_table_with_one_known_header_beats_a_title_above_it() -> None:
    assert (
        find_header_row(sheet(("Course",), ("Course", "MR: Body", "MR: Neck"), ("Z-1", 1, 2)), ALIASES) == 1
    )


def test_no_known_header_is_no_header() -> None:
    assert find_header_row(sheet(("a", "b"), (1, 2)), ALIASES) is None
    assert find_header_row(sheet(*[("a",)] * 30, ("price",)), ALIASES) is None
    assert find_header_row(sheet(*[()] * 300, ("price",)), ALIASES) == 300


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Number of CE credits required", "credits_required"),
        ("Targeted CE credits needed", "credits_required"),
        ("CE Credit Requirement", "credits_required"),
        ("credits_req", "credits_required"),
        ("Req. CEs", "credits_required"),
        ("Credits due", "credits_required"),
        ("Did you meet the standard?", "standard"),
        ("Was the standard met? (Y/N)", "standard"),
        ("Standard reached", "standard"),
        ("Met or did not meet", "standard"),
        ("Did not meet the standard", "standard_not_met"),
        ("Your discipline", "discipline"),
        ("Discipline or modality", "discipline"),
        ("My ARRT credential", "discipline"),
        ("Score you need", "standard_score"),
    ],
)
def test_a_header_is_known_by_the_words_that_matter(header: str, field: str) -> None:
    assert match_headers((header,), PRESCRIPTION) == {0: field}


@pytest.mark.parametrize(
    "header",
    ["Number", "Credits earned", "Credits remaining", "Total credits", "A", "Date met", "SSA date"],
)
def test_a_header_with_another_word_is_another_header(header: str) -> None:
    assert match_headers((header,), PRESCRIPTION | COMPLETED) == {}


def test_words_that_two_fields_share_tell_neither() -> None:
    assert match_headers(("The price",), {"a": frozenset({"price"}), "b": frozenset({"your price"})}) == {}
