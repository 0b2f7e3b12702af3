"""The first plan, and tidying."""

from __future__ import annotations

from planner.solving.greedy import sweep
from planner.solving.search import begin
from planner.solving.tidying import tidy
from tests.builders import BODY, CARE, NECK, bundle, course, done, preferences
from tests.unit.solving.situations import model


def test_the_sweep_keeps_every_rule() -> None:
    made = model(
        {BODY: 3, CARE: 1, NECK: 2},
        course("a", {BODY: 1, NECK: 2}, price=4, activity_id="x"),
        course("b", {BODY: 2, CARE: 1}, price=9),
        course("c", {NECK: 1}, price=None),
        course("d", {NECK: 2}, price=4, activity_id="x"),
        bundle("pair", "a", "c", price=5),
        wishes=preferences(pins=["c"], budget=30),
        completed=[done("old", {BODY: 0.5, NECK: 0.5})],
    )
    values = begin(made)
    assert values is not None
    assert all(row.holds(values) for row in made.rows)
    assert values[made.take["c"]] == 1


def test_the_sweep_prefers_what_covers_most_for_its_cost() -> None:
    made = model({BODY: 2}, course("a", {BODY: 2}, price=20), course("b", {BODY: 2}, price=10))
    values = sweep(made, {made.take["a"]: 2000, made.take["b"]: 1000}, None)
    assert values is not None
    assert values[made.take["b"]] == 1
    assert values[made.take["a"]] == 0


def test_the_sweep_stops_at_the_budget() -> None:
    made = model({BODY: 2}, course("a", {BODY: 1}), course("b", {BODY: 1}), wishes=preferences(budget=10))
    values = sweep(made, {}, None)
    assert values is not None
    assert sum(values[column] for column in made.take.values()) == 1


def test_pins_that_fit_the_budget_only_in_a_bundle_are_bought_in_it() -> None:
    pinned = (course("a", {BODY: 1}), course("b", {BODY: 1}), bundle("pair", "a", "b", price=15))
    made = model({BODY: 2}, *pinned, wishes=preferences(pins=["a", "b"], budget=15))
    values = begin(made)
    assert values is not None
    assert values[made.bundle["pair"]] == 1


def test_tidying_drops_what_covers_nothing_dearest_first() -> None:
    made = model({BODY: 1}, course("a", {BODY: 1}, price=5), course("b", {BODY: 1}, price=9))
    values = tidy(made, [1] * len(made.upper))
    assert values[made.take["a"]] == 1
    assert values[made.take["b"]] == 0
    assert values[made.short[next(iter(made.short))]] == 0


def test_tidying_drops_bundles_that_pay_for_nothing_and_double_payment() -> None:
    made = model({BODY: 1}, course("a", {BODY: 1}), bundle("x", "a", price=0), bundle("y", "a", price=0))
    bought = [made.bundle["x"], made.bundle["y"], made.alone["a"]]
    values = tidy(made, [1] * len(made.upper))
    assert sum(values[column] for column in bought) == 1


def test_tidying_keeps_pins() -> None:
    made = model({BODY: 1}, course("a"), course("b", {BODY: 1}), wishes=preferences(pins=["a"]))
    assert tidy(made, [1] * len(made.upper))[made.take["a"]] == 1
