"""What customers lack, which course to make next, and how each course does: by hand on a small queue."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from planner.credits import Credits, Money
from planner.selling.answering import answer_queue
from planner.selling.customers import Group, Queue
from planner.selling.demand import Demand, find_demand
from tests.builders import (
    BODY,
    CARE,
    NECK,
    bundle,
    catalog,
    course,
    need,
    preferences,
    prescribe,
    prescription,
    subcategory,
)

if TYPE_CHECKING:
    from planner.prescription import Prescription

SHOP = catalog(
    course("body", {BODY: 2}, price=10, ce=4),
    course("body too", {BODY: 1, CARE: 1}, price=5, ce=2),
    course("neck", {NECK: 1}, price=8, ce=None),
    course("idle", {"R/Procedures/Thorax and Abdomen Procedures": 5}, price=1),
    bundle("both", "body", "body too", price=11),
)
WISHES = preferences()


def demand_of(*groups: tuple[Prescription, int], **choices: object) -> Demand:
    made = tuple(Group(each, (), customers) for each, customers in groups)
    numbers = [number for number, group in enumerate(made) for _ in range(group.customers)]
    queue = Queue(made, [f"T-{n}" for n in range(len(numbers))], numbers)
    return find_demand(answer_queue(queue, SHOP, WISHES), SHOP, WISHES, **choices)  # type: ignore[arg-type]


EVERYBODY = (
    (prescribe({BODY: 2}), 3),
    (prescribe({BODY: 3.5}), 2),
    (prescribe({BODY: 3.1}), 1),
    (prescribe({BODY: 3, CARE: 2}), 4),
    (prescribe({NECK: 1}), 1),
)


def test_unmet_credits_are_pooled_against_what_the_catalog_gives() -> None:
    found = demand_of(*EVERYBODY)
    assert (found.customers, found.covered, found.short) == (11, 4, 7)
    care, body = found.unmet
    assert care.subcategory == subcategory(CARE)
    assert (care.customers, care.credits, care.largest) == (4, Credits.of(4), Credits.of(1))
    assert (care.best_available, care.courses) == (Credits.of(1), 1)
    assert (care.cheapest, care.cheapest_course) == (Fraction(5), "body too")
    assert (body.customers, body.credits, body.largest) == (3, Credits.of(1.1), Credits.of(0.5))
    assert (body.best_available, body.courses, body.cheapest_course) == (Credits.of(3), 2, "body")


def test_the_curve_goes_in_quarter_steps() -> None:
    curves = {str(curve.subcategory): curve for curve in demand_of(*EVERYBODY).curves}
    body = curves["MR · Procedures · Body"]
    assert [(str(step.credits), step.customers) for step in body.steps] == [("0.25", 1), ("0.5", 3)]
    assert body.exact


def test_the_next_course_covers_most_customers_then_meets_most() -> None:
    both, care, *rest = demand_of(*EVERYBODY).new_courses
    assert [(at.name, str(credits_)) for at, credits_ in both.gives] == [
        ("Patient Interactions and Management", "1"),
        ("Body", "0.5"),
    ]
    assert (both.customers, both.credits_met, both.groups) == (7, Credits.of(5.1), (1, 2, 3))
    assert (care.customers, care.credits) == (5, Credits.of(1.25))
    assert [new.customers for new in rest] == sorted((new.customers for new in rest), reverse=True)
    assert all(new.discipline == "MR" for new in (both, care, *rest))


def test_scorecards_and_what_nobody_picks() -> None:
    found = demand_of(*EVERYBODY)
    cards = {card.course.course_id: card for card in found.scorecards}
    body = cards["body"]
    assert (body.picked, body.irreplaceable, body.in_bundles) == (10, 10, 7)
    assert body.revenue == Money.of(30)
    assert body.targeted == Credits.of(20)
    assert body.per_dollar == Fraction(20, 100)
    assert body.per_ce_credit == Fraction(20, 40)
    neck = cards["neck"]
    assert (neck.picked, neck.irreplaceable, neck.per_ce_credit) == (1, 1, None)
    assert [card.course.course_id for card in found.never_picked] == ["idle"]
    assert found.bundles == (("both", 7, Money.of(77)),)


def test_only_what_needs_take_counts() -> None:
    found = demand_of((prescribe({BODY: 1.5}), 2))
    card = next(card for card in found.scorecards if card.picked)
    assert (card.course.course_id, card.targeted, card.counted) == ("body", Credits.of(4), Credits.of(3))
    assert card.irreplaceable == 2
    spared = demand_of((prescribe({BODY: 1}), 2))
    card = next(card for card in spared.scorecards if card.picked)
    assert (card.course.course_id, card.irreplaceable) == ("body too", 0)


def test_nobody_is_newly_covered_whose_needs_are_not_known() -> None:
    found = demand_of((prescription(need(BODY, 4), need(CARE, None)), 5))
    assert found.unmet[0].customers == 5
    assert found.new_courses == ()
    assert found.curves == ()


def test_a_queue_that_lacks_nothing() -> None:
    found = demand_of((prescribe({BODY: 2}), 3))
    assert (found.unmet, found.new_courses, found.curves) == ((), (), ())
    assert found.complete
    assert not found.problems


def test_out_of_time_says_what_is_not_known() -> None:
    found = demand_of(*EVERYBODY, should_stop=lambda: True)
    assert not found.complete
    assert [problem.code for problem in found.problems] == ["demand-partial"]
    cards = {card.course.course_id: card for card in found.scorecards}
    assert (cards["body"].picked, cards["body"].irreplaceable, cards["body"].per_dollar) == (10, None, None)
    assert found.unmet  # what the answers tell by themselves
