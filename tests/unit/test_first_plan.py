"""A first plan before the proof, and plans that are stopped."""

from __future__ import annotations

import pytest

from planner.plan import Plan, Status
from planner.planning import Planned, make_plan
from planner.solving import assembling
from tests.builders import BODY, CARE, bundle, catalog, course, preferences, prescribe

# A sweep takes "most for its cost" first, and needs another course besides: not the cheapest set.
TEMPTING = (
    course("most for its cost", {BODY: 3}, price=9),
    course("the rest", {BODY: 1, CARE: 1}, price=9),
    course("all", {BODY: 4, CARE: 1}, price=17),
)
NEEDS = {BODY: 4, CARE: 1}


class Enough(Exception):  # noqa: N818 - reads as what is said
    """Somebody had enough."""


def raise_enough() -> bool:
    raise Enough


def ids(plan: Plan | None) -> list[str]:
    assert plan is not None
    return [planned.course.course_id for planned in plan.courses]


def first_and_best(*items: object, **choices: object) -> tuple[list[Plan], Planned]:
    given: list[Plan] = []
    planned = make_plan(prescribe(NEEDS), catalog(*items), preferences(**choices), on_first=given.append)  # type: ignore[arg-type]
    return given, planned


def test_a_first_plan_comes_before_the_proof_and_is_not_called_proven() -> None:
    (first,), best = first_and_best(*TEMPTING)
    assert ids(first) == ["most for its cost", "the rest"]
    assert (first.status, first.proven_optimal, first.gap) == (Status.COVERED, False, 1.0)
    assert ids(best.plan) == ["all"]
    assert best.plan is not None
    assert best.plan.proven_optimal


def test_a_first_plan_that_is_the_best_already_is_not_proven_either() -> None:
    (first,), best = first_and_best(TEMPTING[2])
    assert ids(first) == ids(best.plan)
    assert not first.proven_optimal


def test_a_first_plan_keeps_the_limits() -> None:
    (first,), _ = first_and_best(*TEMPTING, bundle("pass", "all", price=99), pins=["the rest"], budget=20)
    assert "the rest" in ids(first)
    assert first.totals.price <= first.preferences.budget


def test_what_stays_short_in_a_first_plan_has_to() -> None:
    (first,), best = first_and_best(TEMPTING[0])
    assert best.plan is not None
    assert first.status is Status.SHORTFALL
    assert first.short == best.plan.short


def test_a_first_plan_is_confirmed_like_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Plan] = []
    honest = assembling.assemble
    monkeypatch.setattr(assembling, "assemble", lambda *given: made.append(honest(*given)) or made[-1])
    first_and_best(*TEMPTING)
    assert [plan.proven_optimal for plan in made] == [False, True]


def test_no_plan_no_first_plan() -> None:
    given, planned = first_and_best(*TEMPTING, pins=["nobody has this"])
    assert planned.plan is None
    assert not given


def test_a_plan_that_is_stopped_is_the_one_in_hand() -> None:
    planned = make_plan(prescribe(NEEDS), catalog(*TEMPTING), preferences(), should_stop=lambda: True)
    assert ids(planned.plan) == ["most for its cost", "the rest"]
    assert planned.plan is not None
    assert not planned.plan.proven_optimal
    assert 0 < planned.plan.gap < 1


def test_what_is_raised_to_stop_comes_through() -> None:
    with pytest.raises(Enough):
        make_plan(prescribe(NEEDS), catalog(*TEMPTING), preferences(), should_stop=raise_enough)
