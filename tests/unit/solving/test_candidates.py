"""What may be taken, and why not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from planner.catalog import Course, Distribution
from planner.credits import Credits, Money
from planner.outline import Subcategory
from planner.solving.candidates import Candidate, take_by, unknown_prices_allowed, window
from tests.builders import BODY, CARE, NECK, TODAY, bundle, catalog, course, distributions, done, preferences
from tests.builders import subcategory as named
from tests.unit.solving.situations import situation

TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)


def reason(item: Course, **choices: object) -> str:
    return situation({BODY: 1}, item, wishes=preferences(**choices)).candidates().reasons.get("a", "taken")


@pytest.mark.parametrize(
    ("facts", "choices", "why"),
    [
        ({"expires_on": YESTERDAY}, {}, "expired on Nov 22, 2026"),
        ({"expires_on": TODAY}, {}, "taken"),
        ({"approved_from": TODAY}, {}, "taken"),
        ({"approved_from": TOMORROW}, {}, "not approved before Nov 24, 2026"),
        ({"approved_from": TOMORROW}, {"deadline": TOMORROW}, "taken"),
        (
            {"approved_from": TOMORROW, "expires_on": TODAY},
            {"deadline": TOMORROW},
            "its approval ends before it begins",
        ),
        ({}, {"sellers": ["lantern learning"]}, "taken"),
        ({}, {"sellers": ["Northlight"]}, "from another seller"),
        ({}, {"sellers": ["Northlight"], "pins": ["a"]}, "taken"),
        ({}, {"formats": ["print"]}, "in another format"),
        ({}, {"exclusions": ["a"]}, "excluded by you"),
        (
            {"left_out": "its distribution is larger than its CE credits"},
            {},
            "its distribution is larger than its CE credits",
        ),
    ],
)
def test_each_rule_has_its_reason(facts: dict[str, object], choices: dict[str, object], why: str) -> None:
    assert reason(course("a", {BODY: 1}, **facts), **choices) == why


def test_a_completed_activity_is_not_proposed_again_under_any_number() -> None:
    made = situation(
        {BODY: 1},
        course("a", {BODY: 1}, activity_id="same"),
        course("b", {BODY: 1}, activity_id="same"),
        completed=[done("a")],
    )
    assert made.candidates().reasons == {"a": "already completed", "b": "already completed"}


def test_an_unknown_price_keeps_a_course_out_of_cheapest_plans() -> None:
    priced = course("priced", {BODY: 1})
    made = situation({BODY: 1}, course("a", {BODY: 1}, price=None), priced)
    assert made.candidates().reasons == {"a": "its price is not known"}


def test_a_course_without_distribution_is_told_apart_from_one_about_something_else() -> None:
    for_the_category = Course(
        "c",
        distributions=(Distribution(Subcategory("MR", "Procedures", ""), Credits(100)),),
        list_price=Money(0),
    )
    made = situation({BODY: 1}, course("a"), course("b", {NECK: 1}), for_the_category)
    assert made.candidates().reasons == {
        "a": "it has no credit distribution",
        "c": "its credits are known for the category only",
    }


def test_a_distribution_that_has_not_begun_gives_nothing_yet() -> None:
    later = distributions({BODY: 1}, applies_from=date(2027, 1, 1))
    assert (
        reason(course("a", distributions=later)) == "its credits count for enrollments from Jan 1, 2027 only"
    )


def test_the_distribution_on_the_first_possible_day_counts() -> None:
    figures = (*distributions({BODY: 1}), *distributions({BODY: 2}, applies_from=TOMORROW))
    late = course("late", distributions=figures, approved_from=TOMORROW)
    now = course("now", distributions=figures)
    made = situation({BODY: 1}, late, now, wishes=preferences(deadline=TODAY + timedelta(days=9)))
    gives = {c.course.course_id: c.credits_of[named(BODY)] for c in made.candidates().courses}
    assert gives == {"late": Credits(200), "now": Credits(100)}


def test_a_course_is_started_once_its_distribution_gives_anything() -> None:
    soon, long_after = TODAY + timedelta(days=9), TODAY + timedelta(days=99)
    later = course("a", distributions=distributions({BODY: 1}, applies_from=soon), expires_on=long_after)
    wishes = preferences(deadline=soon)
    (found,) = situation({BODY: 1}, later, wishes=wishes).candidates().courses
    assert (found.take_from, take_by(found.course, found.starts[0], wishes)) == (soon, soon)
    assert situation({BODY: 1}, later, wishes=preferences(deadline=TOMORROW)).candidates().courses == ()
    closed = replace(later, expires_on=TOMORROW)
    assert situation({BODY: 1}, closed, wishes=wishes).candidates().courses == ()


@pytest.mark.parametrize(
    ("changed", "last_day"),
    [({BODY: 1}, 8), ({BODY: 2}, 99), ({BODY: 3}, 99), ({NECK: 2}, 99), ({CARE: 1}, 8)],
)
def test_a_course_is_finished_before_its_distribution_gives_less(
    changed: dict[str, float], last_day: int
) -> None:
    change, wishes = TODAY + timedelta(days=9), preferences()
    figures = (
        *distributions({BODY: 2}, applies_from=YESTERDAY),
        *distributions(changed, applies_from=change),
    )
    item = course("a", distributions=figures, expires_on=TODAY + timedelta(days=99))
    (found,) = situation({BODY: 1}, item, wishes=wishes).candidates().courses
    assert take_by(found.course, found.starts[0], wishes) == TODAY + timedelta(days=last_day)


def test_a_newer_distribution_that_gives_nothing_is_the_reason() -> None:
    figures = (
        *distributions({BODY: 2}, applies_from=YESTERDAY - timedelta(days=9)),
        *distributions({CARE: 1}, applies_from=YESTERDAY),
    )
    assert reason(course("a", distributions=figures)) == "its newer distribution gives nothing here any more"


def test_the_window_holds_both_of_its_days() -> None:
    both = course("a", approved_from=TODAY, expires_on=TODAY)
    assert window(both, preferences()) == (TODAY, TODAY)


def test_a_course_is_to_be_finished_by_the_first_of_expiry_and_deadline() -> None:
    later = TODAY + timedelta(days=9)
    ends = Candidate(course("a", expires_on=later), TODAY, {}, alone=True, pinned=False)
    assert take_by(ends.course, ends.starts[0], preferences(deadline=TOMORROW)) == TOMORROW
    assert take_by(ends.course, ends.starts[0], preferences()) == later
    assert take_by(course("a"), ends.starts[0], preferences()) is None


@pytest.mark.parametrize(
    ("choices", "prices", "allowed"),
    [
        ({}, (10,), False),
        ({}, (None,), True),
        ({"goal": "courses"}, (10,), True),
        ({"goal": "courses", "budget": 5}, (10,), False),
        ({"budget": 5}, (None,), False),
        ({"budget": 5, "allow_unknown_price": True}, (10,), True),
    ],
)
def test_when_unknown_prices_are_allowed(
    choices: dict[str, object], prices: tuple[int | None, ...], *, allowed: bool
) -> None:
    offers = catalog(*(course(f"c{place}", price=price) for place, price in enumerate(prices)))
    assert unknown_prices_allowed(preferences(**choices), offers) is allowed


def test_a_bundle_of_unknown_price_is_offered_only_where_that_is_allowed() -> None:
    items = (course("a", {BODY: 1}), bundle("b", "a", price=None))
    assert not situation({BODY: 1}, *items).candidates().bundles
    wishes = preferences(allow_unknown_price=True)
    assert situation({BODY: 1}, *items, wishes=wishes).candidates().bundles
