"""The next best plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.solving.alternatives import next_best, not_the_whole_of
from planner.solving.clock import Clock
from planner.solving.search import find
from tests.builders import BODY, course, preferences
from tests.unit.solving.situations import situation

if TYPE_CHECKING:
    from planner.catalog import Course
    from planner.solving.search import Found


def found(required: float, *items: Course, **choices: object) -> Found:
    made = situation({BODY: required}, *items, wishes=preferences(**choices))
    return find(made.task(made.candidates()), Clock(10), lambda _: None)


def taken(plan: Found) -> set[str]:
    return {key for key, column in plan.model.take.items() if plan.values[column]}


def test_each_leaves_out_something_of_every_plan_before_it() -> None:
    items = [course(f"c{n}", {BODY: 1}, price=n) for n in range(1, 5)]
    first = found(2, *items)
    assert taken(first) == {"c1", "c2"}
    assert [taken(other) for other in next_best(first, 9, Clock(10))] == [
        {"c1", "c3"},
        {"c2", "c3"},
        {"c1", "c4"},
        {"c2", "c4"},
        {"c3", "c4"},
    ]


def test_what_is_pinned_stays_and_makes_no_difference() -> None:
    first = found(
        2, course("a", {BODY: 1}), course("b", {BODY: 1}), course("c", {BODY: 1}, price=11), pins=["a"]
    )
    assert not_the_whole_of(first.model, first.values).columns == [first.model.take["b"]]
    assert [taken(other) for other in next_best(first, 9, Clock(10))] == [{"a", "c"}]


def test_where_only_pins_are_taken_there_is_no_other_plan() -> None:
    assert next_best(found(1, course("a", {BODY: 1}), course("b", {BODY: 1}), pins=["a"]), 3, Clock(10)) == ()


def test_in_a_shortfall_they_leave_no_more_uncovered() -> None:
    items = (course("a", {BODY: 1.5}), course("b", {BODY: 1.5}, price=12), course("c", {BODY: 1}, price=1))
    first = found(4, *items, budget=21)
    assert taken(first) == {"a", "c"}
    assert [taken(other) for other in next_best(first, 3, Clock(10))] == [{"b", "c"}]


def test_without_time_or_proof_there_are_none() -> None:
    items = [course(f"c{n}", {BODY: 1}, price=n) for n in range(1, 5)]
    assert next_best(found(2, *items), 3, Clock(0)) == ()
