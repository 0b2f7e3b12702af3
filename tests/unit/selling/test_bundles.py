"""New bundles: what each definition means, hand-made ones, odd wishes, and that figures are checked."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from planner.credits import Money
from planner.demo import demo_customers_source, demo_seller_catalog_source
from planner.faults import CheckFailed
from planner.prescription import Prescription
from planner.problem import Place
from planner.reading import read_catalog
from planner.reading.queues import read_queue
from planner.selling.answering import answer_queue
from planner.selling.bundles import BundleWishes, find_bundles, most_popular, value_of, valuing
from planner.selling.customers import Group, Queue
from planner.selling.discounts import Percent
from tests.builders import (
    BODY,
    CARE,
    NECK,
    TODAY,
    catalog,
    course,
    done,
    need,
    preferences,
    prescribe,
    prescription,
)

if TYPE_CHECKING:
    from planner.catalog import Catalog
    from planner.preferences import Preferences
    from planner.selling.answering import QueueAnswer
    from planner.selling.bundles import BundlesValue, FoundBundles

WISHES = preferences()
NO_DISCOUNT = Percent(0)


def waiting(shop: Catalog, *groups: tuple[Prescription, int], wishes: Preferences = WISHES) -> QueueAnswer:
    """Answer a queue of prescriptions, each with its number of customers."""
    made = [Group(prescription, (), customers) for prescription, customers in groups]
    return answered(shop, *made, wishes=wishes)


def answered(shop: Catalog, *groups: Group, wishes: Preferences = WISHES) -> QueueAnswer:
    numbers = [number for number, group in enumerate(groups) for _ in range(group.customers)]
    return answer_queue(Queue(groups, [f"T-{n}" for n in range(len(numbers))], numbers), shop, wishes)


def found(shop: Catalog, answer: QueueAnswer, number: int = 1, size: int = 3, **more: object) -> FoundBundles:
    return find_bundles(answer, shop, WISHES, replace(BundleWishes(number, size), **more))  # type: ignore[arg-type]


def value(result: FoundBundles) -> BundlesValue:
    assert result.value is not None
    return result.value


SHOP = catalog(
    course("A", {BODY: 2}, price=10),
    course("B", {CARE: 2}, price=20.01),
    course("C", {NECK: 2}, price=5),
    course("D", {NECK: 2}, price=None),
)


def test_a_bundle_covers_whom_it_covers_alone() -> None:
    answer = waiting(
        SHOP, (prescribe({BODY: 1}), 3), (prescribe({BODY: 2, CARE: 1}), 2), (prescribe({NECK: 1}), 1)
    )
    best = value(found(SHOP, answer, size=2))
    assert [bundle.bundle.course_ids for bundle in best.bundles] == [("A", "B")]
    assert (best.covered, best.not_covered) == (5, 1)
    whole = value(found(SHOP, answer, number=2, size=2))
    assert [bundle.bundle.course_ids for bundle in whole.bundles] == [("A", "B"), ("C",)]
    assert whole.covered == 6
    assert [group.takes for group in whole.groups] == [0, 0, 1]


def test_the_price_is_rounded_to_the_cent_half_a_cent_up() -> None:
    answer = waiting(SHOP, (prescribe({CARE: 1}), 1))
    bought = value_of([["B"]], answer, SHOP, WISHES, Percent.of(50)).bundles[0]
    assert bought.price.price == Money.of("10.01")  # of 10.005
    assert bought.bundle.price == Money.of("10.01")
    assert bought.price.singles == Money.of("20.01")
    assert bought.saved == Money.of(10)


def test_nobody_has_to_buy_so_nothing_is_saved_below_0() -> None:
    answer = waiting(SHOP, (prescribe({BODY: 1}), 3), (prescribe({BODY: 2, CARE: 1}), 2))
    told = value_of([["A", "B"]], answer, SHOP, WISHES, Percent.of(20))
    assert told.bundles[0].price.price == Money.of("24.01")  # of 24.008
    assert told.covered == 5
    assert told.saved == Money.of("12.00")  # two save 6.00 each, three would pay 14.01 more than for A
    assert told.no_dearer == 2
    assert told.singles_price == Money.of("90.02")
    assert told.paid == Money.of("78.02")


def test_each_customer_takes_the_cheapest_bundle_that_covers() -> None:
    answer = waiting(SHOP, (prescribe({BODY: 1}), 3), (prescribe({BODY: 2, CARE: 1}), 2))
    told = value_of([["A", "B"], ["A", "C"], ["A"]], answer, SHOP, WISHES, NO_DISCOUNT)
    assert [group.takes for group in told.groups] == [2, 0]
    assert [bundle.covers for bundle in told.bundles] == [5, 3, 3]
    assert [bundle.taken_by for bundle in told.bundles] == [2, 0, 3]


def test_completed_ce_margin_dates_sellers_and_exclusions_hold_as_in_a_plan() -> None:
    shop = catalog(
        course("A", {BODY: 2}, price=10, seller="Lantern Learning"),
        course("B", {CARE: 2}, price=10, seller="Quiet Harbor CE"),
        course("gone", {CARE: 3}, price=1, expires_on=TODAY - timedelta(days=1)),
    )
    both = prescribe({BODY: 2, CARE: 2})

    def covered(*course_ids: str, group: Group | None = None, **choices: object) -> int:
        wishes = preferences(**choices)  # type: ignore[arg-type]
        answer = answered(shop, group or Group(both), wishes=wishes)
        return value_of([course_ids], answer, shop, wishes, NO_DISCOUNT).covered

    assert covered("A", "B") == 1
    assert covered("A", "gone") == 0
    assert covered("A", "B", margin=0.25) == 0
    assert covered("A", "B", sellers=["Lantern Learning"]) == 0
    assert covered("A", "B", exclusions=["B"]) == 0
    assert covered("A", group=Group(both, (done("B"),))) == 1
    assert covered("A", "B", group=Group(both, (done("A"),))) == 1
    assert covered("B", group=Group(both, (done("B"),))) == 0


def test_an_activity_counts_once_and_for_one_discipline_unless_they_may_share() -> None:
    shop = catalog(
        course("A", {BODY: 2, NECK: 2}, price=10, activity_id="ACT-1"),
        course("A again", {BODY: 2, NECK: 2}, price=10, activity_id="act 1"),
        course("other", {BODY: 2, NECK: 2}, price=30),
    )
    needs = prescribe({BODY: 2, NECK: 2})
    apart = waiting(shop, (needs, 1))

    def covered(*course_ids: str, wishes: Preferences = WISHES) -> int:
        return value_of([course_ids], apart, shop, wishes, NO_DISCOUNT).covered

    assert covered("A") == 0
    assert covered("A", "A again") == 0
    assert covered("A", "other") == 1
    assert covered("A", wishes=preferences(share_disciplines=True)) == 1
    codes = [p.code for p in value_of([["A", "A again"]], apart, shop, WISHES, NO_DISCOUNT).problems]
    assert codes == ["bundle-activity-twice"]
    best = value(found(shop, apart))
    assert best.covered == 1
    assert all(len(set(b.bundle.course_ids) & {"A", "A again"}) <= 1 for b in best.bundles)


def test_an_unknown_price_keeps_a_course_out_unless_it_is_allowed() -> None:
    shop = catalog(course("A", {BODY: 2}, price=10), course("X", {NECK: 2}, price=None))
    answer = waiting(shop, (prescribe({NECK: 1}), 1))
    assert not value(found(shop, answer)).bundles
    allowed = preferences(allow_unknown_price=True)
    best = value(find_bundles(answer, shop, allowed, BundleWishes(1, 2)))
    assert [b.bundle.course_ids for b in best.bundles] == [("X",)]
    assert best.bundles[0].bundle.price is None
    assert best.bundles[0].price.unknown == 1
    assert best.saved == Money(0)


def test_who_needs_nothing_and_whose_needs_are_not_known_are_counted_apart() -> None:
    nothing = prescription(need(BODY, None, met=True))
    unknown = prescription(need(BODY, 1), need(CARE, None))
    unreadable = Prescription((need(BODY, 1),), unreadable=(Place(row=3),))
    answer = waiting(SHOP, (nothing, 4), (unknown, 2), (unreadable, 1), (prescribe({BODY: 1}), 1))
    result = found(SHOP, answer)
    told = value(result)
    assert (told.customers, told.need_nothing, told.covered, told.not_covered) == (8, 4, 1, 3)
    assert [problem.code for problem in result.problems] == ["bundles-needs-unknown"]


def test_who_was_not_reached_is_covered_all_the_same_and_saves_nothing() -> None:
    reached = waiting(SHOP, (prescribe({BODY: 2, CARE: 1}), 2), (prescribe({BODY: 1}), 3))
    partial = replace(reached, answers=(None, reached.answers[1]))
    result = found(SHOP, partial, discount=Percent.of(90))
    assert value(result).covered == 5
    assert [group.single_price for group in value(result).groups] == [None, Money.of(10)]
    assert value(result).saved == Money.of(21)  # three pay 3 (of 30.01) instead of 10
    assert "bundles-partial" in [problem.code for problem in result.problems]


def test_nobody_needs_anything() -> None:
    answer = waiting(SHOP, (prescription(need(BODY, None, met=True)), 2))
    result = found(SHOP, answer, number=3)
    assert value(result).bundles == ()
    assert (value(result).need_nothing, value(result).not_covered, result.gap) == (2, 0, 0)
    assert result.customers_proven
    assert [problem.code for problem in result.problems] == ["bundles-nobody"]


@pytest.mark.parametrize(
    ("wishes", "codes"),
    [
        (BundleWishes(0, 3), ["bundles-number"]),
        (BundleWishes(-1, 0), ["bundles-number", "bundles-size"]),
        (BundleWishes(1, 3, Percent.of(120)), ["discount-not-a-percentage"]),
        (BundleWishes(1, 3, Percent.of(-5)), ["discount-not-a-percentage"]),
        (BundleWishes(1, 3, most_price=Money(-1)), ["bundles-most-price"]),
        (BundleWishes(51, 1_001), ["bundles-number", "bundles-size"]),
    ],
)
def test_what_cannot_be_had_is_refused_in_words(wishes: BundleWishes, codes: list[str]) -> None:
    result = find_bundles(waiting(SHOP, (prescribe({BODY: 1}), 1)), SHOP, WISHES, wishes)
    assert result.value is None
    assert [problem.code for problem in result.problems] == codes
    assert all(problem.is_error for problem in result.problems)


def test_more_than_there_is_to_choose_from() -> None:
    answer = waiting(SHOP, (prescribe({BODY: 1}), 1), (prescribe({CARE: 1}), 1))
    result = found(SHOP, answer, number=50, size=1_000, discount=Percent.of(100))
    told = value(result)
    assert told.covered == 2
    assert all(bundle.price.price == Money(0) for bundle in told.bundles)
    assert told.saved == Money.of("30.01")
    assert result.customers_proven
    assert result.saved_proven
    assert [problem.code for problem in result.problems] == ["bundles-fewer", "bundles-size-over-catalog"]


def test_a_price_cap_and_no_dearer_bundles() -> None:
    answer = waiting(SHOP, (prescribe({BODY: 1}), 3), (prescribe({BODY: 2, CARE: 1}), 4))
    assert value(found(SHOP, answer, size=2, most_price=Money.of(15))).covered == 3
    cautious = found(SHOP, answer, size=2, no_dearer=True)
    assert value(cautious).bundles[0].bundle.course_ids == ("A", "B")
    assert (cautious.counted, value(cautious).covered) == (4, 7)


def test_hand_made_bundles_show_who_is_no_longer_covered() -> None:
    answer = waiting(SHOP, (prescribe({BODY: 1}), 3), (prescribe({CARE: 1}), 2))
    before = value_of([["A", "B"]], answer, SHOP, WISHES, NO_DISCOUNT)
    after = value_of([["B", "no such course"], []], answer, SHOP, WISHES, NO_DISCOUNT)
    assert after.no_longer_covered(before) == (0,)
    assert before.no_longer_covered(after) == ()
    assert [problem.code for problem in after.problems] == ["bundle-course-unknown"]
    assert after.bundles[1].price.price == Money(0)
    assert after.bundles[1].covers == 0


def test_a_claim_that_the_recomputation_does_not_bear_out_is_never_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answer = waiting(SHOP, (prescribe({BODY: 1}), 3))
    monkeypatch.setattr("planner.selling.bundles.covering.Covering.whom", lambda _self, _ids: (0,))
    with pytest.raises(CheckFailed, match="group 0 is told to be covered by"):
        value_of([["C"]], answer, SHOP, WISHES, NO_DISCOUNT)


def test_a_wrong_price_is_never_told(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = waiting(SHOP, (prescribe({BODY: 1}), 3))
    right = valuing.price_of
    monkeypatch.setattr(valuing, "price_of", lambda courses, _discount: right(courses, Percent.of(1)))
    with pytest.raises(CheckFailed, match="the price should be 1000 cents"):
        value_of([["A"]], answer, SHOP, WISHES, NO_DISCOUNT)


def test_stopping_gives_what_was_found_and_says_that_it_is_not_proven(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("planner.selling.bundles.search._FEW_ENOUGH", 0)
    answer = waiting(SHOP, (prescribe({BODY: 1}), 3), (prescribe({CARE: 1}), 2))
    result = find_bundles(answer, SHOP, WISHES, BundleWishes(2, 2), should_stop=lambda: True)
    assert value(result).covered == 5  # the plans of the two groups are there to begin with
    assert not result.saved_proven


def test_a_search_tells_what_it_has_found_on_its_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.selling.bundles.search._FEW_ENOUGH", 0)
    answer = waiting(SHOP, (prescribe({BODY: 1}), 3), (prescribe({CARE: 1}), 2))
    said: list[str] = []
    assert value(find_bundles(answer, SHOP, WISHES, BundleWishes(2, 2), on_progress=said.append)).covered == 5
    first = next(place for place, words in enumerate(said) if words.startswith("Bundles for"))
    assert said[first] == "Bundles for 5 customers found so far; at most 5 can be reached"
    assert len(said) > first + 1
    assert all(words.startswith("Bundles for 5 customers found") for words in said[first:])


def test_on_the_demo_they_beat_the_most_popular_courses_at_no_greater_price() -> None:
    shop, wishes = read_catalog([demo_seller_catalog_source()]).value, WISHES
    queue = read_queue([demo_customers_source()]).value
    answer = answer_queue(queue, shop, wishes)
    began = time.monotonic()
    result = find_bundles(answer, shop, wishes, BundleWishes(3, 5, Percent.of(20), seconds=2))
    assert time.monotonic() - began < 10  # 2 s, and room for a busy machine
    popular, as_cheap = result.popular, result.as_cheap
    assert popular is not None
    assert as_cheap is not None
    assert popular.bundles[0].bundle.course_ids == tuple(
        sorted(most_popular(answer, shop, wishes, result.wishes))
    )
    assert value(result).covered >= popular.covered
    assert as_cheap.covered >= popular.covered
    price = popular.bundles[0].price.price
    assert all(bundle.price.price <= price for bundle in as_cheap.bundles)
    assert value(result).covered <= result.at_most
    ids = [bundle.bundle.course_ids for bundle in value(result).bundles]
    began = time.monotonic()
    assert value_of(ids, answer, shop, wishes, Percent.of(20)).covered == value(result).covered
    assert time.monotonic() - began < 2  # 0.1 s on a quiet machine
