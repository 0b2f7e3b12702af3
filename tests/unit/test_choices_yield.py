"""Yield, and what sharing a course between two credentials would save."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from planner.choices import Given, sharing_saving, yield_of
from planner.choices.yields import rounded
from planner.credits import Credits, Money
from planner.planning import make_plan
from planner.structured import make_structured_plan
from tests.builders import BODY, CARE, NECK, bundle, catalog, course, done, preferences, prescribe
from tests.unit.structured_cases import gives, required

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.catalog import Bundle, Course
    from planner.plan import Plan
    from planner.preferences import Preferences
    from planner.prescription import CompletedActivity


def planned(
    needs: Mapping[str, float],
    *items: Course | Bundle,
    wishes: Preferences | None = None,
    completed: Sequence[CompletedActivity] = (),
) -> Plan:
    plan = make_plan(prescribe(needs), catalog(*items), wishes or preferences(), completed).plan
    assert plan is not None
    return plan


def test_yield_is_exact_and_rounded_for_the_screen_only() -> None:
    worth = yield_of(planned({BODY: 2}, course("a", {BODY: 2.5}, price=30, ce=3)))
    assert worth.per_dollar == Fraction(1, 12)
    assert worth.per_ce_credit == Fraction(5, 6)
    assert (rounded(Fraction(1, 12)), rounded(Fraction(1)), rounded(Fraction(1, 8))) == ("0.08", "1", "0.13")


def test_what_counts_for_nothing() -> None:
    worth = yield_of(planned({BODY: 2}, course("a", {BODY: 2.5}, ce=3)))
    assert (worth.targeted, worth.counted, worth.beyond) == (Credits.of(2.5), Credits.of(2), Credits.of(0.5))
    assert worth.ce_for_nothing == Credits.of(1)


def test_a_margin_is_needed_and_completed_ce_is_counted_first() -> None:
    a = course("a", {BODY: 2.5}, ce=3)
    assert yield_of(planned({BODY: 2}, a, wishes=preferences(margin=0.25))).beyond == Credits.of(0.25)
    assert yield_of(planned({BODY: 2}, a, completed=[done("x", {BODY: 1})])).counted == Credits.of(1)


def test_needs_are_filled_in_the_order_of_the_plan() -> None:
    worth = yield_of(planned({BODY: 3}, course("a", {BODY: 2}), course("b", {BODY: 2})))
    assert [part.counted for part in worth.courses] == [Credits.of(2), Credits.of(1)]


def test_free_and_unknown_have_no_yield() -> None:
    free = yield_of(planned({BODY: 1}, course("a", {BODY: 1}, price=0, ce=None)))
    assert (free.per_dollar, free.per_ce_credit) == (None, None)
    assert (free.courses[0].per_dollar, free.courses[0].ce_for_nothing) == (None, None)
    unknown = yield_of(planned({BODY: 1}, course("a", {BODY: 1}, price=None)))
    assert (unknown.per_dollar, unknown.courses[0].per_dollar) == (None, None)


def test_the_courses_of_a_bundle_have_no_yield_per_dollar() -> None:
    parts = course("a", {BODY: 1}), course("b", {CARE: 1})
    worth = yield_of(planned({BODY: 1, CARE: 1}, *parts, bundle("set", "a", "b", price=8)))
    assert [part.per_dollar for part in worth.courses] == [None, None]
    assert worth.per_dollar == Fraction(1, 4)


def test_credits_that_count_for_two_disciplines_are_the_same_ce_credits() -> None:
    both = course("a", {BODY: 2, NECK: 2}, ce=3)
    worth = yield_of(planned({BODY: 2, NECK: 2}, both, wishes=preferences(share_disciplines=True)))
    assert (worth.counted, worth.ce_for_nothing) == (Credits.of(4), Credits.of(1))


def test_sharing_tells_what_it_saves_and_which_course_would_serve_both() -> None:
    both = course("both", {BODY: 1, NECK: 1}, price=9)
    items = both, course("body", {BODY: 1}, price=10), course("neck", {NECK: 1}, price=10)
    asked = Given(prescribe({BODY: 1, NECK: 1}), catalog(*items))
    plan = planned({BODY: 1, NECK: 1}, *items)
    saving = sharing_saving(plan, asked)
    assert saving is not None
    assert saving.difference.price == Money.of(-10)
    assert [p.course.course_id for p in saving.shared] == ["both"]


def test_where_sharing_saves_nothing_nothing_is_said() -> None:
    items = course("body", {BODY: 1}), course("neck", {NECK: 1})
    for needs in ({BODY: 1}, {BODY: 1, NECK: 1}):
        assert sharing_saving(planned(needs, *items), Given(prescribe(needs), catalog(*items))) is None
    allowed = planned({BODY: 1, NECK: 1}, *items, wishes=preferences(share_disciplines=True))
    assert sharing_saving(allowed, Given(prescribe({BODY: 1, NECK: 1}), catalog(*items))) is None


def test_structured_education_takes_what_its_total_still_takes() -> None:
    offers = catalog(course("a", gives("CT", 3, 2, 4, 9), ce=20))
    answer = make_structured_plan(required("CT"), offers, preferences()).answer
    assert answer is not None
    worth = yield_of(answer.plan)
    assert (worth.targeted, worth.counted) == (Credits.of(18), Credits.of(16))
    assert worth.ce_for_nothing == Credits.of(4)
