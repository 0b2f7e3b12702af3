"""Wishes held against the catalog."""

from __future__ import annotations

from datetime import timedelta

import pytest

from planner.problem import Severity
from planner.solving.finished import what_counts
from planner.solving.requests import settle, spelled_as_in_catalog
from tests.builders import BODY, TODAY, catalog, course, done, preferences

CATALOG = catalog(
    course("a", {BODY: 1}),
    course("b", {BODY: 1}, activity_id="same"),
    course("c", {BODY: 1}, activity_id="same"),
    course("late", {BODY: 1}, approved_from=TODAY + timedelta(days=3)),
    course("gone", {BODY: 1}, expires_on=TODAY - timedelta(days=3)),
    course("odd", {BODY: 1}, left_out="its distribution is larger than its CE credits"),
)
YESTERDAY = TODAY - timedelta(days=1)


@pytest.mark.parametrize(
    ("choices", "code", "suggestion"),
    [
        ({"pins": ["aa"]}, "unknown-pin", "a"),
        ({"pins": ["late"]}, "pin-not-open", None),
        ({"pins": ["gone"]}, "pin-not-open", None),
        ({"pins": ["odd"]}, "pin-not-usable", None),
        ({"pins": ["a"], "exclusions": ["a"]}, "pin-excluded", None),
        ({"pins": ["b", "c"]}, "pins-of-one-activity", None),
        ({"sellers": ["Lantern Lerning"]}, "unknown-seller", "Lantern Learning"),
        ({"formats": ["on-line course"]}, "unknown-format", "online"),
        ({"deadline": YESTERDAY}, "deadline-before-on", None),
        ({"budget": -1}, "budget-negative", None),
        ({"margin": -1}, "margin-negative", None),
    ],
)
def test_what_can_not_be_had_is_an_error(
    choices: dict[str, object], code: str, suggestion: str | None
) -> None:
    settled = settle(preferences(**choices), CATALOG, ())
    assert [(p.code, p.severity) for p in settled.problems] == [(code, Severity.ERROR)]
    assert settled.problems[0].suggestion == suggestion
    assert not settled.possible


def test_all_problems_come_at_once() -> None:
    settled = settle(preferences(pins=["aa", "late"], sellers=["Nobody"], deadline=YESTERDAY), CATALOG, ())
    assert [p.code for p in settled.problems] == ["deadline-before-on", "unknown-seller", "unknown-pin"]


def test_an_unknown_exclusion_is_a_warning() -> None:
    settled = settle(preferences(exclusions=["aa"]), CATALOG, ())
    assert [(p.code, p.severity) for p in settled.problems] == [("unknown-exclusion", Severity.WARNING)]
    assert settled.possible


@pytest.mark.parametrize(
    ("asked", "suggestion", "words"),
    [
        ("fictional body", "Q-1", "It is the title of 'Q-1'"),
        ("Twice", "Q-2", "It is the title of 'Q-2' and 'Q-3'"),
        ("125", "00125", "The nearest is '00125'"),
        ("7.0", "7", "The nearest is '7'"),
        ("0", None, "has the id '0'."),
    ],
)
def test_who_asks_by_title_or_by_a_spreadsheets_number_is_told_the_id(
    asked: str, suggestion: str | None, words: str
) -> None:
    offers = catalog(
        course("Q-1", {BODY: 1}, title="Fictional Body"),
        course("Q-2", {BODY: 1}, title="Twice"),
        course("Q-3", {BODY: 1}, title="Twice"),
        course("00125", {BODY: 1}),
        course("7", {BODY: 1}),
    )
    (problem,) = settle(preferences(pins=[asked]), offers, ()).problems
    assert (problem.code, problem.suggestion) == ("unknown-pin", suggestion)
    assert words in problem.message


def test_a_pin_that_can_not_be_is_named_by_its_id() -> None:
    offers = catalog(course("Q-1", {BODY: 1}, title="Fictional Body"))
    (problem,) = settle(preferences(pins=["Q-1"], exclusions=["Q-1"]), offers, ()).problems
    assert problem.message.startswith('Q-1 "Fictional Body" is both pinned and excluded.')


def test_a_completed_pin_is_dropped_and_told() -> None:
    finished, _ = what_counts([done("b")], CATALOG, (), TODAY)
    settled = settle(preferences(pins=["a", "c"]), CATALOG, finished)
    assert settled.preferences.pins == {"a"}
    assert [(p.code, p.severity) for p in settled.problems] == [("pin-completed", Severity.WARNING)]


def test_possible_wishes_pass() -> None:
    wishes = preferences(pins=["a"], exclusions=["b"], sellers=["LANTERN learning"], formats=["Online"])
    settled = settle(wishes, CATALOG, ())
    assert settled.problems == ()
    assert settled.preferences == wishes


def test_ids_are_taken_in_another_spelling_where_only_one_course_can_be_meant() -> None:
    offers = catalog(course("A-1", {BODY: 1}), course("b-1", {BODY: 1}), course("B-1", {BODY: 1}))
    wishes = preferences(pins=["a 1", "b 1"], exclusions=["B-1", "-"])
    spelled = spelled_as_in_catalog(wishes, offers)
    assert (spelled.pins, spelled.exclusions) == ({"A-1", "b 1"}, {"B-1", "-"})
