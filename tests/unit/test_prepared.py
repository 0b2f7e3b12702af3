"""What is worked out once for a catalog is never taken for another's, another day's or another person's."""

from __future__ import annotations

import gc
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from planner.outline import Subcategory
from planner.planning import make_plan
from planner.prepared import prepared
from planner.remembering import remembered
from tests.builders import (
    BODY,
    CARE,
    NECK,
    TODAY,
    catalog,
    course,
    distributions,
    done,
    preferences,
    prescribe,
    subcategory,
)

if TYPE_CHECKING:
    from planner.catalog import Catalog


def taken(offered: Catalog, *completed: str, **wishes: object) -> list[str]:
    plan = make_plan(prescribe({BODY: 1}), offered, preferences(**wishes), tuple(map(done, completed))).plan
    assert plan is not None
    return [planned.course.course_id for planned in plan.courses]


def test_the_very_same_object_is_asked_about_once_and_an_equal_one_anew() -> None:
    asked: list[list[int]] = []

    @remembered
    def total(numbers: list[int]) -> int:
        asked.append(numbers)
        return sum(numbers)

    numbers = [1, 2]
    assert [total(numbers), total(numbers), total([1, 2])] == [3, 3, 3]
    assert len(asked) == 2


def test_only_a_few_are_kept_in_memory() -> None:
    class Large:
        alive = 0

        def __init__(self) -> None:
            Large.alive += 1

        def __del__(self) -> None:
            Large.alive -= 1

    @remembered
    def looked_at(_large: Large) -> int:
        return 1

    for _ in range(50):
        looked_at(Large())
    gc.collect()
    assert Large.alive < 10


def test_catalogs_of_the_same_ids_are_not_mixed_up() -> None:
    one = catalog(course("a", {BODY: 1}, price=5), course("b", {BODY: 1}, price=9))
    other = replace(one, courses=(course("a", {NECK: 1}, price=5), one.courses[1]))
    assert [taken(one), taken(other), taken(one)] == [["a"], ["b"], ["a"]]


def test_what_one_person_may_take_says_nothing_about_the_next() -> None:
    soon = TODAY + timedelta(days=9)
    offered = catalog(
        course("a", {BODY: 1}, price=5),
        course("b", {BODY: 1}, price=7, approved_from=soon),
        course("c", {BODY: 1}, price=9, seller="Northlight"),
        course("d", distributions=distributions({BODY: 1}, applies_from=soon), price=1),
    )
    assert taken(offered) == ["a"]
    assert taken(offered, "a") == []
    assert taken(offered, exclusions=["a"]) == ["c"]
    assert taken(offered, exclusions=["a", "d"], deadline=soon) == ["b"]
    assert taken(offered, deadline=soon) == ["d"]
    assert taken(offered, on=soon) == ["d"]
    assert taken(offered, pins=["c"]) == ["c"]
    assert taken(offered, sellers=["Northlight"]) == ["c"]
    assert taken(offered) == ["a"]


def test_courses_are_found_by_what_they_touch() -> None:
    general = Subcategory("MR", "Procedures", "")
    items = (
        course("z", {BODY: 1, CARE: 0}),
        course("b", {CARE: 1}),
        course("c"),
        replace(course("d"), distributions=(replace(distributions({BODY: 1})[0], subcategory=general),)),
    )
    shelf = prepared(catalog(*items))
    assert [each.course_id for each in shelf.courses] == ["b", "c", "d", "z"]
    assert shelf.places_that_touch([subcategory(BODY)]) == {3}
    assert shelf.places_that_touch([subcategory(CARE), subcategory(BODY)]) == {0, 3}
    assert shelf.places_without_figures([subcategory(BODY)]) == {1, 2}
    assert shelf.places_without_figures([subcategory(CARE)]) == {1}
