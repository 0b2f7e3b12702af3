"""Two catalogs compared: what is one course, what changed, who gives more and cheaper credits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planner.credits import Credits, Money
from planner.demo import demo_other_seller_source, demo_seller_catalog_source
from planner.reading import read_catalog
from planner.selling.comparing import Comparison, compare
from tests.builders import BODY, CARE, NECK, TODAY, catalog, course, subcategory


def ids(comparison: Comparison) -> dict[str, list[tuple[str, str]]]:
    return {
        name: [(pair.here.course_id, pair.there.course_id) for pair in getattr(comparison, name)]
        for name in ("changed", "same", "clashes")
    }


def test_a_catalog_is_the_same_as_itself() -> None:
    offered = catalog(course("A", {BODY: 1}), course("B", {CARE: 1}))
    found = compare(offered, offered, TODAY)
    assert ids(found) == {"changed": [], "same": [("A", "A"), ("B", "B")], "clashes": []}
    assert (found.only_here, found.only_there) == ((), ())


def test_what_changed_is_told_fact_by_fact() -> None:
    old = course("A", {BODY: 1, CARE: 1}, expires_on=date(2027, 1, 1))
    new = course("A", {BODY: 1.5, NECK: 1}, price=12, ce=4, expires_on=date(2028, 1, 1))
    (pair,) = compare(catalog(old), catalog(new), TODAY).changed
    assert {(d.field, d.here, d.there) for d in pair.differences} == {
        ("price", "$10", "$12"),
        ("ce_credits", "3", "4"),
        ("expires_on", "2027-01-01", "2028-01-01"),
        (str(subcategory(BODY)), "1 credit", "1.5 credits"),
        (str(subcategory(CARE)), "1 credit", "none"),
        (str(subcategory(NECK)), "none", "1 credit"),
    }


def test_case_and_punctuation_are_no_change() -> None:
    (pair,) = compare(
        catalog(course("A", {BODY: 1}, format="Online")), catalog(course("A", {BODY: 1})), TODAY
    ).same
    assert pair.differences == ()


def test_one_number_for_two_courses_is_a_clash_and_not_one_course() -> None:
    here = catalog(course("101", {BODY: 1}, title="Knee MR"))
    there = catalog(course("101", {CARE: 1}, title="Calm in the Bore", seller="Quiet Harbor CE"))
    found = compare(here, there, TODAY)
    assert ids(found) == {"changed": [], "same": [], "clashes": [("101", "101")]}
    assert [c.title for c in found.only_here] == ["Knee MR"]
    assert [c.title for c in found.only_there] == ["Calm in the Bore"]


def test_one_number_with_two_activity_ids_is_a_clash_whatever_the_title() -> None:
    one, other = (course("101", {BODY: 1}, title="Knee MR", activity_id=each) for each in ("x", "y"))
    assert ids(compare(catalog(one), catalog(other), TODAY))["clashes"] == [("101", "101")]


@pytest.mark.parametrize(
    "facts",
    [
        {"title": "Knee  M.R."},
        {"title": ""},
        {"title": "Imaging the Knee"},
        {"title": "Imaging the Knee", "approval_number": "N-7", "ce_credits": Credits.of(9)},
    ],
)
def test_one_sellers_number_stays_one_course_under_a_new_title(facts: dict[str, object]) -> None:
    old = course("101", {BODY: 1}, title="Knee MR", approval_number="N-7")
    found = compare(catalog(old), catalog(replace(old, **{"approval_number": "", **facts})), TODAY)
    assert found.clashes == ()
    assert len(found.same) + len(found.changed) == 1


def test_an_activity_is_found_under_another_number() -> None:
    here = catalog(course("A", {BODY: 1}, title="Knee MR", activity_id="x"))
    there = catalog(course("B", {BODY: 1}, title="Knees", activity_id="x", seller="Quiet Harbor CE"))
    (pair,) = compare(here, there, TODAY).changed
    assert (pair.there.course_id, pair.by) == ("B", "activity")


def test_a_title_of_one_seller_is_found_under_another_number_once() -> None:
    here = catalog(course("A", {BODY: 1}, title="Knee MR"), course("B", {BODY: 1}, title="Knee MR"))
    there = catalog(course("C", {BODY: 1}, title="KNEE MR"))
    found = compare(here, there, TODAY)
    assert ids(found)["same"] == [("A", "C")]
    assert [each.course_id for each in found.only_here] == ["B"]


def test_a_title_of_another_seller_is_another_course() -> None:
    here = catalog(course("A", {BODY: 1}, title="Knee MR"))
    there = catalog(course("B", {BODY: 1}, title="Knee MR", seller="Quiet Harbor CE"))
    assert ids(compare(here, there, TODAY)) == {"changed": [], "same": [], "clashes": []}


def test_a_price_that_is_not_known_is_not_compared() -> None:
    old = course("A", {BODY: 1}, price=None)
    (pair,) = compare(catalog(old), catalog(course("A", {BODY: 1})), TODAY).changed
    assert [(d.field, d.here, d.there) for d in pair.differences] == [("price", "not known", "$10")]


def test_each_subcategory_says_who_gives_more_and_who_gives_cheaper() -> None:
    here = catalog(course("A", {BODY: 2}, price=10), course("B", {BODY: 1}, price=None))
    there = catalog(course("C", {BODY: 1}, price=4), course("D", {CARE: 1}))
    standings = {each.subcategory: each for each in compare(here, there, TODAY).standings}
    body, care = standings[subcategory(BODY)], standings[subcategory(CARE)]
    assert (body.here, body.there, body.more) == (Credits.of(3), Credits.of(1), "here")
    assert (body.least_here, body.least_there, body.cheaper) == (Money.of(5), Money.of(4), "there")
    assert (care.more, care.cheaper, care.least_here) == ("there", "", None)


def test_the_demo_sellers_share_numbers_but_not_courses() -> None:
    one, other = (
        read_catalog([source]).value for source in (demo_seller_catalog_source(), demo_other_seller_source())
    )
    found = compare(one, other, TODAY)
    assert len(found.clashes) == len(other.courses)
    dearer = [pair for pair in found.changed if pair.by == "activity"]
    assert len(dearer) >= 10
    prices = [(pair.here.price, pair.there.price) for pair in dearer]
    assert all(here is not None and there is not None and there > here for here, there in prices)
    assert {each.more for each in found.standings} == {"here", "there"}
