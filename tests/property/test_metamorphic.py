"""What must not matter doesn't: order, names, useless offers, units."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from planner.catalog import Bundle, Catalog, Course
from planner.credits import Credits, Money
from planner.planning import make_plan
from planner.preferences import Goal
from planner.prescription import Prescription
from tests.builders import bundle, course
from tests.property.brute_force import value_of
from tests.property.cases import Case, case

if TYPE_CHECKING:
    from planner.plan import Plan

NUMBERS = range(40)


def plan_of(made: Case) -> Plan | None:
    return make_plan(made.prescription, made.catalog, made.preferences, made.completed).plan


def goal_of(number: int) -> Goal:
    return list(Goal)[number % len(Goal)]


def value(plan: Plan | None) -> tuple[object, ...] | None:
    if plan is None:
        return None
    limits = [(limit.name, limit.short) for limit in plan.limits]
    return (plan.status, plan.short, value_of(plan.totals, plan.preferences.goal), limits)


def choice(plan: Plan | None) -> tuple[object, ...] | None:
    """Everything that a plan chooses, in an order of its own."""
    if plan is None:
        return None
    courses = {
        planned.course.course_id: (planned.paid_in_bundle, frozenset(planned.serves))
        for planned in plan.courses
    }
    completed = {done.title: frozenset(done.serves) for done in plan.completed}
    others = [(other.course_ids, other.bundle_ids) for other in plan.alternatives]
    return (courses, {b.bundle_id for b in plan.bundles}, completed, plan.totals, others, plan.limits)


@pytest.mark.parametrize("number", NUMBERS)
def test_the_order_of_rows_changes_nothing(number: int) -> None:
    made = case(number, goal_of(number))
    made = replace(made, preferences=replace(made.preferences, alternatives=2))
    luck = random.Random(number)

    def mixed(items: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(luck.sample(items, len(items)))

    catalog = Catalog(
        tuple(replace(c, distributions=mixed(c.distributions)) for c in mixed(made.catalog.courses)),  # type: ignore[arg-type, type-var]
        tuple(replace(b, course_ids=mixed(b.course_ids)) for b in mixed(made.catalog.bundles)),  # type: ignore[arg-type, type-var]
    )
    other = replace(
        made,
        catalog=catalog,
        prescription=Prescription(mixed(made.prescription.rows)),  # type: ignore[arg-type]
        completed=mixed(made.completed),  # type: ignore[arg-type]
    )
    assert choice(plan_of(other)) == choice(plan_of(made))


@pytest.mark.parametrize("number", NUMBERS)
def test_useless_offers_change_nothing(number: int) -> None:
    made = case(number, goal_of(number))
    elsewhere = course("aaa useless", {"BD/Procedures/DXA Scanning": 9}, price=0, ce=0, hours=0)
    nothing = course("zzz useless", price=0, ce=0, hours=0)
    gift = bundle("000 useless", "aaa useless", "zzz useless", price=0)
    catalog = Catalog(
        (elsewhere, *made.catalog.courses, nothing), (gift, *made.catalog.bundles), made.catalog.name
    )
    if not made.catalog.has_prices:
        # A known price anywhere changes the rule for unknown ones.
        catalog = replace(
            catalog,
            courses=tuple(replace(c, list_price=None) for c in catalog.courses),
            bundles=made.catalog.bundles,
        )
    before, after = plan_of(made), plan_of(replace(made, catalog=catalog))
    assert choice(after) == choice(before)


@pytest.mark.parametrize("number", NUMBERS)
def test_the_names_of_things_change_no_value(number: int) -> None:
    made = case(number, goal_of(number))
    ids = sorted(item.course_id for item in made.catalog.courses)
    names = dict(zip(ids, reversed([f"renamed-{course_id}" for course_id in ids]), strict=True))

    def renamed(item: Course | Bundle) -> Course | Bundle:
        if isinstance(item, Course):
            return replace(item, course_id=names[item.course_id], title=item.title)
        return replace(
            item, bundle_id=f"x{item.bundle_id}", course_ids=tuple(map(names.__getitem__, item.course_ids))
        )

    wishes = made.preferences
    other = replace(
        made,
        catalog=Catalog(
            tuple(map(renamed, made.catalog.courses)),  # type: ignore[arg-type]
            tuple(map(renamed, made.catalog.bundles)),  # type: ignore[arg-type]
        ),
        preferences=replace(
            wishes,
            pins=frozenset(map(names.__getitem__, wishes.pins)),
            exclusions=frozenset(map(names.__getitem__, wishes.exclusions)),
        ),
        completed=tuple(
            replace(done, course_id=names.get(done.course_id, done.course_id)) for done in made.completed
        ),
    )
    assert value(plan_of(other)) == value(plan_of(made))


def times(amount: Any, factor: int) -> Any:  # noqa: ANN401 - any amount, or none
    return None if amount is None else type(amount)(amount.hundredths * factor)


@pytest.mark.parametrize("number", NUMBERS)
def test_dearer_money_and_finer_credits_leave_the_choice_alone(number: int) -> None:
    made = case(number, goal_of(number))
    catalog = Catalog(
        tuple(
            replace(
                item,
                list_price=times(item.list_price, 3),
                distributions=tuple(
                    replace(row, credits=times(row.credits, 2)) for row in item.distributions
                ),
            )
            for item in made.catalog.courses
        ),
        tuple(replace(item, price=times(item.price, 3)) for item in made.catalog.bundles),
    )
    rows = tuple(
        replace(row, credits_required=times(row.credits_required, 2)) for row in made.prescription.rows
    )
    wishes = replace(
        made.preferences,
        budget=times(made.preferences.budget, 3),
        margin=Credits(made.preferences.margin.hundredths * 2),
    )
    completed = tuple(
        replace(
            done, distributions=tuple(replace(r, credits=times(r.credits, 2)) for r in done.distributions)
        )
        for done in made.completed
    )
    before = plan_of(made)
    after = plan_of(
        replace(
            made,
            catalog=catalog,
            prescription=replace(made.prescription, rows=rows),
            preferences=wishes,
            completed=completed,
        )
    )
    if before is None or after is None:
        assert before is after
        return
    assert after.totals.price == Money(before.totals.price.hundredths * 3)
    assert after.short == Credits(before.short.hundredths * 2)
    assert [p.course.course_id for p in after.courses] == [p.course.course_id for p in before.courses]
