"""The rules of the model, a test a rule."""

from __future__ import annotations

from datetime import timedelta

from tests.builders import (
    BODY,
    CARE,
    NECK,
    TODAY,
    bundle,
    course,
    distributions,
    done,
    preferences,
    subcategory,
)
from tests.unit.solving.situations import keeps, model


def test_cover_each_requirement() -> None:
    made = model({BODY: 3}, course("a", {BODY: 2}), course("b", {BODY: 1}))
    assert keeps(made, made.take["a"], made.take["b"])
    assert not keeps(made, made.take["a"])


def test_what_stays_short_is_counted_in_the_finest_unit() -> None:
    made = model({BODY: 3}, course("a", {BODY: 2.25}))
    assert made.unit == 75
    assert keeps(made, made.take["a"], short=1)
    assert not keeps(made, made.take["a"], short=0)


def test_credits_count_no_further_than_the_need() -> None:
    made = model({BODY: 1, CARE: 1}, course("a", {BODY: 5}))
    assert made.gives[made.take["a"]] == {made.short[subcategory(BODY)]: 1}


def test_excess_in_one_subcategory_never_helps_another() -> None:
    made = model({BODY: 1, CARE: 1}, course("a", {BODY: 2}))
    assert not keeps(made, made.take["a"])


def test_count_an_activity_once() -> None:
    made = model(
        {BODY: 2},
        course("a", {BODY: 1}, activity_id="same"),
        course("b", {BODY: 1}, activity_id="same"),
        course("c", {BODY: 1}),
    )
    assert not keeps(made, made.take["a"], made.take["b"])
    assert keeps(made, made.take["a"], made.take["c"])


def test_count_for_one_discipline() -> None:
    made = model({BODY: 1, NECK: 1}, course("a", {BODY: 1, NECK: 1}), course("b", {NECK: 1}))
    for_mr, for_ct = made.count["a", "MR"], made.count["a", "CT"]
    assert keeps(made, made.take["a"], for_mr, made.take["b"])
    assert not keeps(made, made.take["a"], for_mr, for_ct)
    assert not keeps(made, made.take["a"], made.take["b"])


def test_count_in_one_way() -> None:
    grows = (
        *distributions({BODY: 1, CARE: 1}),
        *distributions({BODY: 2, CARE: 1}, applies_from=TODAY + timedelta(days=9)),
    )
    at_once, later, elsewhere = (preferences(deadline=TODAY + timedelta(days=n)) for n in (8, 9, 99))
    item = course("a", distributions=grows)
    made = model({BODY: 2}, item, wishes=later)
    first, second = made.count["a", "MR"], made.count["a", "MR, start 1"]
    assert keeps(made, made.take["a"], second)
    assert not keeps(made, made.take["a"], first)
    assert not keeps(made, made.take["a"], first, second)
    assert not keeps(made, second)
    assert not model({BODY: 2}, item, wishes=at_once).count
    assert not model({BODY: 1}, item, wishes=elsewhere).count


def test_sharing_disciplines_needs_no_choice() -> None:
    wishes = preferences(share_disciplines=True)
    made = model({BODY: 1, NECK: 1}, course("a", {BODY: 1, NECK: 1}), wishes=wishes)
    assert not made.count
    assert keeps(made, made.take["a"])


def test_a_completed_activity_counts_for_one_discipline_too() -> None:
    made = model({BODY: 1, NECK: 1}, course("b", {NECK: 1}), completed=[done("old", {BODY: 1, NECK: 1})])
    (for_ct, for_mr) = (made.count[key] for key in sorted(made.count))
    assert keeps(made, for_mr, made.take["b"])
    assert not keeps(made, for_mr, for_ct)
    assert not keeps(made, made.take["b"])


def test_completed_credits_of_one_discipline_are_subtracted() -> None:
    made = model({BODY: 3}, course("a", {BODY: 1}), completed=[done("old", {BODY: 2})])
    assert made.open_units == {made.short[subcategory(BODY)]: 1}
    assert keeps(made, made.take["a"])


def test_pay_for_each_course() -> None:
    made = model({BODY: 1}, course("a", {BODY: 1}), bundle("pair", "a"))
    assert not keeps(made, made.take["a"])
    assert keeps(made, made.take["a"], made.alone["a"])
    assert keeps(made, made.take["a"], made.bundle["pair"])


def test_a_course_of_unknown_price_comes_with_its_bundle_only() -> None:
    made = model({BODY: 1}, course("a", {BODY: 1}, price=None), bundle("pair", "a"))
    assert "a" not in made.alone
    assert keeps(made, made.take["a"], made.bundle["pair"])


def test_keep_pins() -> None:
    wishes = preferences(pins=["b"])
    made = model({BODY: 1}, course("a", {BODY: 1}), course("b"), wishes=wishes)
    assert not keeps(made, made.take["a"])
    assert keeps(made, made.take["a"], made.take["b"])


def test_stay_in_budget() -> None:
    wishes = preferences(budget=15)
    made = model({BODY: 2}, course("a", {BODY: 1}), course("b", {BODY: 1}), wishes=wishes)
    assert not keeps(made, made.take["a"], made.take["b"])
    assert keeps(made, made.take["a"], short=1)


def test_what_touches_nothing_needed_has_no_column() -> None:
    made = model(
        {BODY: 1, CARE: 1},
        course("a", {BODY: 1}),
        course("elsewhere", {NECK: 1}),
        course("for what is done", {CARE: 1}),
        bundle("of no use", "elsewhere"),
        completed=[done("old", {CARE: 1})],
    )
    assert set(made.take) == {"a"}
    assert not made.bundle


def test_a_margin_is_wanted_on_top() -> None:
    made = model({BODY: 1}, course("a", {BODY: 1}), wishes=preferences(margin=0.5))
    assert made.open_units == {made.short[subcategory(BODY)]: 3}


def test_columns_follow_the_ids_not_the_rows() -> None:
    one = model({BODY: 1, CARE: 1}, course("b", {BODY: 1}), course("a", {CARE: 1}))
    other = model({CARE: 1, BODY: 1}, course("a", {CARE: 1}), course("b", {BODY: 1}))
    assert (one.take, one.rows) == (other.take, other.rows)
