"""Bundles changed by hand: what is still known of them, what they give, and their ids in a catalog."""

from __future__ import annotations

from dataclasses import replace

from planner.credits import Credits, Money
from planner.selling.bundles import changed_by_hand, for_catalog, targeted_in, value_of
from planner.selling.discounts import Percent
from tests.builders import BODY, CARE, NECK, TODAY, bundle, catalog, course, need, prescription
from tests.unit.selling.test_bundles import NO_DISCOUNT, WISHES, found, waiting

SHOP = catalog(
    course("a", {BODY: 1}, price=10),
    course("b", {CARE: 1}, price=10),
    course("c", {BODY: 1, CARE: 1, NECK: 2}, price=30),
)
QUEUE = waiting(SHOP, (prescription(need(BODY, 1)), 3), (prescription(need(CARE, 1)), 2))


def test_a_change_that_keeps_to_the_wishes_keeps_the_bound() -> None:
    best = found(SHOP, QUEUE, number=2, size=1)
    assert best.customers_proven
    worse = changed_by_hand(best, value_of([("a",)], QUEUE, SHOP, WISHES, NO_DISCOUNT))
    assert (worse.at_most, worse.gap, worse.customers_proven) == (5, 2, False)
    as_good = changed_by_hand(best, value_of([("b",), ("a",)], QUEUE, SHOP, WISHES, NO_DISCOUNT))
    assert as_good.customers_proven
    assert not as_good.saved_proven


def test_a_change_beyond_the_wishes_leaves_only_those_who_need_something_as_bound() -> None:
    best = found(SHOP, QUEUE, number=1, size=1, most_price=Money.of(10))
    assert best.at_most == 3
    larger = changed_by_hand(best, value_of([("c",)], QUEUE, SHOP, WISHES, NO_DISCOUNT))
    assert (larger.wishes.most_price, larger.at_most, larger.customers_proven) == (None, 5, True)
    more = changed_by_hand(best, value_of([("a",), ()], QUEUE, SHOP, WISHES, NO_DISCOUNT))
    assert (more.wishes.number, more.wishes.most_price, more.gap) == (2, Money.of(10), 2)


def test_targeted_credits_stay_apart_by_discipline_and_count_an_activity_once() -> None:
    twice = replace(SHOP.courses[0], course_id="d", activity_id="same")
    shop = catalog(*SHOP.courses[1:], replace(SHOP.courses[0], activity_id="same"), twice)
    given = targeted_in(bundle("x", "a", "d", "c", "gone"), shop, TODAY)
    assert given == {"CT": Credits.of(2), "MR": Credits.of(3)}


def test_into_a_catalog_they_go_under_free_ids_and_none_is_empty() -> None:
    shop = replace(SHOP, bundles=(bundle("new-1", "a", "b"),))
    value = value_of([("a",), (), ("b",)], QUEUE, shop, WISHES, Percent.of(50))
    ready = for_catalog(value, shop)
    assert [(one.bundle_id, one.course_ids, one.price) for one in ready] == [
        ("new-2", ("a",), Money.of(5)),
        ("new-3", ("b",), Money.of(5)),
    ]
