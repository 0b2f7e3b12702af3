"""Which limit stands in the way, in words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from planner.solving.clock import Clock
from planner.solving.search import find
from planner.solving.shortfall import limits_in_the_way
from tests.builders import BODY, CARE, NECK, TODAY, bundle, course, distributions, preferences
from tests.unit.solving.situations import situation

if TYPE_CHECKING:
    from planner.catalog import Bundle, Course
    from planner.solving.situation import Situation

COVERED = "everything would be covered."


def told(made: Situation) -> dict[str, tuple[str, str]]:
    found = find(made.task(made.candidates()), Clock(10), lambda _: None)
    limits = limits_in_the_way(made, found.short, Clock(10))
    return {limit.name: (str(limit.short), limit.message) for limit in limits}


def told_of(
    required: dict[str, float], *items: Course | Bundle, **choices: object
) -> dict[str, tuple[str, str]]:
    return told(situation(required, *items, wishes=preferences(**choices)))


def test_the_least_budget_that_covers_is_told() -> None:
    items = (
        course("a", {BODY: 1}, price=30),
        course("b", {BODY: 2}, price=70),
        course("c", {BODY: 2}, price=50),
    )
    assert told_of({BODY: 3}, *items, budget=60) == {
        "budget": ("0", "With $20 more (a budget of $80), everything would be covered.")
    }


def test_a_budget_that_only_helps_is_told_too() -> None:
    assert told_of({BODY: 3}, course("a", {BODY: 2.5}, price=30), budget=0) == {
        "budget": ("0.5", "With $30 more (a budget of $30), 0.5 credits would stay short.")
    }


def test_a_distribution_that_begins_later_is_told_with_its_day() -> None:
    later = distributions({BODY: 1}, applies_from=TODAY + timedelta(days=9))
    assert told_of({BODY: 1}, course("a", distributions=later)) == {
        "deadline": (
            "0",
            "With a later deadline (Dec 2, 2026), when 'Course a' can be taken, everything would be covered.",
        )
    }


def test_other_sellers_and_formats_are_named() -> None:
    items = (
        course("a", {BODY: 1}),
        course("b", {BODY: 1}, seller="Northlight"),
        course("c", {BODY: 3}, format="print"),
    )
    assert told_of({BODY: 2}, *items, sellers=["Lantern Learning"], formats=["online"]) == {
        "sellers": ("0", "With courses from Northlight too, everything would be covered."),
        "formats": ("0", "With other formats too (print), everything would be covered."),
    }


def test_exclusions_unknown_prices_and_the_margin_are_told() -> None:
    items = (course("a", {BODY: 1}), course("b", {BODY: 1}), course("c", {BODY: 1}, price=None))
    assert told_of({BODY: 1}, *items, exclusions=["b"], margin=0.5) == {
        "exclusions": ("0", "Without the exclusion of 'Course b', everything would be covered."),
        "unknown prices": (
            "0",
            "If courses whose price is not known were allowed ('Course c'), everything would be covered.",
        ),
        "margin": (
            "0",
            "Without the margin of 0.5 credits for each subcategory, everything would be covered.",
        ),
    }


def test_dates_and_deadline_are_told_apart() -> None:
    soon, gone = TODAY + timedelta(days=8), TODAY - timedelta(days=8)
    later = course("a", {BODY: 1}, approved_from=soon)
    expired = course("b", {BODY: 2}, expires_on=gone)
    assert told_of({BODY: 2}, later, expired) == {
        "deadline": (
            "1",
            "With a later deadline (Dec 1, 2026), when 'Course a' can be taken, 1 credit would stay short.",
        ),
        "dates": (
            "0",
            f"If expired or not yet approved courses could be taken ('Course b'), {COVERED}",
        ),
    }
    assert list(told_of({BODY: 1}, later, expired)) == ["deadline"]


def test_counting_for_one_discipline_may_be_what_is_in_the_way() -> None:
    assert told_of({BODY: 1, NECK: 1}, course("a", {BODY: 1, NECK: 1})) == {
        "one discipline at a time": (
            "0",
            "If one activity could count for two disciplines (check with ARRT), everything would be covered.",
        )
    }


def test_limits_that_stand_in_the_way_only_together_are_told_as_one() -> None:
    item = course("a", {BODY: 1}, price=30, seller="Northlight")
    assert told_of({BODY: 1}, item, course("b", {CARE: 1}), budget=20, sellers=["Lantern Learning"]) == {
        "budget and sellers": (
            "0",
            f"No single limit stands in the way; without these together (budget and sellers), {COVERED}",
        )
    }


def test_nothing_is_told_where_no_limit_would_help() -> None:
    items = (
        course("a", {BODY: 1}),
        bundle("pair", "a"),
        course("old", {CARE: 1}, expires_on=date(2026, 1, 1)),
    )
    assert told_of({BODY: 2}, *items, budget=100) == {}


def test_without_time_nothing_is_told() -> None:
    made = situation({BODY: 3}, course("a", {BODY: 3}, price=30), wishes=preferences(budget=0))
    assert limits_in_the_way(made, 300, Clock(0)) == ()


def test_a_deadline_that_keeps_a_known_course_from_its_better_figures_is_told() -> None:
    grows = (*distributions({BODY: 1}), *distributions({BODY: 2}, applies_from=TODAY + timedelta(days=9)))
    item = course("a", distributions=grows)
    later = "With a later deadline (Dec 2, 2026), when 'Course a' can be started for more credits"
    for choices in ({}, {"deadline": TODAY + timedelta(days=8)}):
        assert told_of({BODY: 2}, item, **choices) == {"deadline": ("0", f"{later}, {COVERED}")}
    ends = course("a", distributions=grows, expires_on=TODAY + timedelta(days=5))
    assert told_of({BODY: 2}, ends, deadline=TODAY + timedelta(days=30)) == {
        "dates": ("0", f"If expired or not yet approved courses could be taken ('Course a'), {COVERED}")
    }
