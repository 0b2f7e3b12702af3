"""Every check finds what it is about, and nothing where all is well."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from planner.credits import Money
from planner.naming import shipped_names
from planner.outline import shipped_outlines
from planner.selling.health import (
    activity_checks,
    bundle_checks,
    check_catalog,
    date_checks,
    distribution_checks,
    price_checks,
    spelling_checks,
)
from tests.builders import BODY, CARE, NECK, TODAY, bundle, catalog, course, distributions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.catalog import Catalog, Course
    from planner.selling.health import Finding

R_SAFETY = "R/Safety/Radiation Protection"
DAY = timedelta(days=1)


def said(findings: Iterable[Finding]) -> list[tuple[str, tuple[str, ...]]]:
    return [(finding.code, finding.courses) for finding in findings]


def expiring(course_id: str, when: date) -> Course:
    return course(course_id, {BODY: 1}, expires_on=when)


def of_outline(course_id: str, version: str, path: str = R_SAFETY) -> Course:
    figures = tuple(replace(row, outline_version=version) for row in distributions({path: 1}))
    return course(course_id, distributions=figures)


def at_prices(*prices: float) -> Catalog:
    return catalog(
        *(course(f"c{n}", {BODY: 1}, price=price, ce=1, title=f"Topic {n}") for n, price in enumerate(prices))
    )


def test_a_sound_catalog_has_no_finding() -> None:
    sound = catalog(course("A", {BODY: 1}), course("B", {CARE: 2}), bundle("P", "A", "B", price=15))
    assert check_catalog(sound, (), TODAY).findings == ()


def test_courses_without_any_figure_are_found() -> None:
    offered = catalog(course("A"), course("B", {BODY: 1}))
    assert said(distribution_checks.without_distribution(offered)) == [
        ("course-without-distribution", ("A",))
    ]


def test_figures_of_a_category_alone_are_found() -> None:
    offered = catalog(course("A", {"MR/Procedures/": 2}), course("B", {BODY: 2}))
    assert said(distribution_checks.category_only(offered)) == [("category-figure-only", ("A",))]


def test_a_discipline_with_more_than_the_ce_credits_is_found() -> None:
    offered = catalog(course("A", {BODY: 2, CARE: 1.25}, ce=3), course("B", {BODY: 2, NECK: 2}, ce=3))
    (found,) = distribution_checks.over_ce_credits(offered)
    assert (found.code, found.courses, found.value) == ("distribution-over-ce-credits", ("A",), "3.25")
    assert found.problem.is_error


def test_figures_of_two_dates_are_not_added_up() -> None:
    later = distributions({BODY: 2}, applies_from=date(2026, 1, 1))
    dated = course("A", ce=3, distributions=(*distributions({BODY: 2}), *later))
    assert list(distribution_checks.over_ce_credits(catalog(dated))) == []


def test_credits_between_quarters_are_found() -> None:
    offered = catalog(course("A", {BODY: 0.4}), course("B", {BODY: 0.75}))
    assert said(distribution_checks.odd_steps(offered)) == [("credits-odd-step", ("A",))]


@pytest.mark.parametrize(
    ("version", "codes"),
    [("2017", ["outline-version-stale"]), ("2031", ["outline-version-unknown"]), ("2022", []), ("", [])],
)
def test_a_distribution_of_another_outline_is_found(version: str, codes: list[str]) -> None:
    found = distribution_checks.other_outline(catalog(of_outline("A", version)), shipped_outlines())
    assert [finding.code for finding in found] == codes


def test_an_outline_whose_version_is_not_known_here_says_nothing() -> None:
    offered = catalog(of_outline("A", "1999", NECK))
    assert list(distribution_checks.other_outline(offered, shipped_outlines())) == []


def test_a_course_is_expired_from_the_day_after() -> None:
    offered = catalog(expiring("A", TODAY - DAY), expiring("B", TODAY))
    assert said(date_checks.expired(offered, TODAY)) == [("course-expired", ("A",))]


def test_a_course_expires_soon_from_today_to_ninety_days() -> None:
    days = (-1, 0, 90, 91)
    offered = catalog(*(expiring(str(n), TODAY + n * DAY) for n in days))
    assert [finding.courses for finding in date_checks.expires_soon(offered, TODAY)] == [("0",), ("90",)]


def test_dates_the_wrong_way_round_are_to_be_mended_not_renewed() -> None:
    offered = catalog(course("A", {BODY: 1}, approved_from=TODAY, expires_on=TODAY - DAY))
    assert said(date_checks.expires_before_approval(offered)) == [("expires-before-approval", ("A",))]
    assert list(date_checks.expired(offered, TODAY + DAY)) == []


def test_one_activity_id_with_equal_credits_is_only_good_to_know() -> None:
    offered = catalog(
        course("A", {BODY: 1, CARE: 1}, activity_id="x"), course("B", {CARE: 1, BODY: 1}, activity_id="x")
    )
    (found,) = activity_checks.same_activity_id(offered)
    assert (found.code, found.courses, found.note) == ("activity-several-numbers", ("A", "B"), True)
    assert check_catalog(offered, (), TODAY).new_problems == ()


def test_one_activity_id_with_different_credits_is_doubtful() -> None:
    offered = catalog(course("A", {BODY: 1}, activity_id="x"), course("B", {BODY: 2}, activity_id="x"))
    (found,) = activity_checks.same_activity_id(offered)
    assert (found.code, found.note) == ("activity-credits-differ", False)


def test_activity_ids_that_differ_in_case_or_punctuation_are_found() -> None:
    ids = ("ACT-1", "act 1", "ACT-2")
    offered = catalog(*(course(f"c{n}", {BODY: 1}, activity_id=each) for n, each in enumerate(ids)))
    (found,) = activity_checks.activity_ids_alike(offered)
    assert (found.courses, found.value, found.suggestion) == (("c0", "c1"), "act 1", "ACT-1")


def test_one_approval_number_for_several_courses_is_found() -> None:
    facts = {"approval_number": "N-7"}
    offered = catalog(course("A", {BODY: 1}, **facts), course("B", {BODY: 2}, **facts))
    assert said(activity_checks.same_approval_number(offered)) == [("same-approval-number", ("A", "B"))]


def test_one_title_with_the_same_credits_is_found_unless_said_to_be_one() -> None:
    one, other = (course(each, {BODY: 1}, title="Low-dose CT") for each in "AB")
    assert said(activity_checks.same_title(catalog(one, other))) == [("same-title-same-credits", ("A", "B"))]
    marked = catalog(replace(one, activity_id="x"), replace(other, activity_id="x"))
    assert list(activity_checks.same_title(marked)) == []
    assert list(activity_checks.same_title(catalog(one, course("B", {BODY: 2}, title="Low-dose CT")))) == []


@pytest.mark.parametrize(
    ("title", "is_alike"),
    [
        ("Lung Nodules: Follow-up", True),
        ("Follow-up, Lung Nodule", True),
        ("Liver Phases", False),
        ("Lung Nodule Follow-up II", True),
    ],
)
def test_nearly_one_title_with_the_very_same_credits_is_found(title: str, *, is_alike: bool) -> None:
    first = course("A", {NECK: 1}, title="Lung Nodule Follow-up")
    offered = catalog(first, course("B", {NECK: 1}, title=title))
    assert bool(list(activity_checks.nearly_same_title(offered))) is is_alike


def test_parts_of_a_series_are_not_one_course() -> None:
    offered = catalog(*(course(n, {NECK: 1}, title=f"Lung Nodules, Part {n}") for n in "12"))
    assert list(activity_checks.nearly_same_title(offered)) == []


def test_nearly_one_title_is_looked_for_within_a_seller_and_among_equal_credits() -> None:
    first = course("A", {NECK: 1}, title="Lung Nodule Follow-up")
    elsewhere = course("B", {NECK: 1}, title="Lung Nodules Follow-up", seller="Quiet Harbor CE")
    longer = course("C", {NECK: 2}, title="Lung Nodules Follow-up")
    assert list(activity_checks.nearly_same_title(catalog(first, elsewhere, longer))) == []


def test_a_large_group_of_equal_credits_is_compared_quickly() -> None:
    titles = [f"Topic {chr(97 + n % 26) * 3} {n * 7919}" for n in range(1_000)]
    many = [course(f"c{n}", {NECK: 1}, title=title) for n, title in enumerate(titles)]
    offered = catalog(*many, course("x", {NECK: 1}, title="Zebra"), course("y", {NECK: 1}, title="Zebras"))
    assert said(activity_checks.nearly_same_title(offered)) == [("nearly-same-title", ("x", "y"))]


def test_a_part_that_is_no_course_is_found() -> None:
    offered = catalog(course("A", {BODY: 1}), bundle("P", "A", "B"))
    (found,) = bundle_checks.part_unknown(offered)
    assert (found.code, found.value) == ("bundle-part-unknown", "B")


def test_a_part_that_has_expired_is_found() -> None:
    offered = catalog(course("A", {BODY: 1}), expiring("B", TODAY - DAY), bundle("P", "A", "B"))
    assert said(bundle_checks.part_expired(offered, TODAY)) == [("bundle-part-expired", ("B",))]


def test_a_bundle_without_a_price_is_found() -> None:
    offered = catalog(course("A", {BODY: 1}), bundle("P", "A", price=None), bundle("Q", "A"))
    (found,) = bundle_checks.without_price(offered)
    assert (found.code, '"Bundle P"' in found.found) == ("bundle-without-price", True)


def test_a_bundle_dearer_than_its_parts_is_found() -> None:
    parts = [course("A", {BODY: 1}), course("B", {BODY: 1}), course("C", {BODY: 1}, price=None)]
    bundles = [
        bundle("P", "A", "B", price=20.01),
        bundle("Q", "A", "B", price=20),
        bundle("R", "A", "C", price=99),
    ]
    (found,) = bundle_checks.dearer_than_its_parts(catalog(*parts, *bundles))
    assert (found.code, found.courses) == ("bundle-dearer-than-parts", ("A", "B"))
    assert "$20.01" in found.found


def test_a_missing_price_is_found_for_each_course() -> None:
    offered = catalog(course("A", {BODY: 1}, price=None), course("B", {BODY: 1}))
    assert said(price_checks.price_missing(offered)) == [("price-missing", ("A",))]


def test_a_catalog_without_any_price_is_one_finding() -> None:
    offered = catalog(*(course(each, {BODY: 1}, price=None) for each in "ABC"))
    assert said(price_checks.price_missing(offered)) == [("no-prices", ())]


def test_a_price_of_zero_is_found() -> None:
    offered = catalog(course("A", {BODY: 1}, price=0), course("B", {BODY: 1}, price=None))
    assert said(price_checks.price_zero(offered)) == [("price-zero", ("A",))]


def test_a_sale_above_the_price_is_found() -> None:
    prices = {"A": 12, "B": 8}
    offered = catalog(*(course(each, {BODY: 1}, sale_price=Money.of(p)) for each, p in prices.items()))
    assert said(price_checks.sale_above_price(offered)) == [("sale-above-price", ("A",))]


def test_a_price_far_from_the_catalogs_own_range_is_found() -> None:
    offered = at_prices(7, 8, 8, 9, 9, 9, 10, 10, 45, 2)
    found = list(price_checks.price_far_from_others(offered))
    assert [finding.courses for finding in found] == [("c8",), ("c9",)]
    assert "$45 a credit: far more" in found[0].found
    assert "$2 a credit: far less" in found[1].found
    assert found[0].found.endswith("which cost $8 to $10.")
    (one,) = price_checks.price_far_from_others(at_prices(*[8] * 9, 800))
    assert one.found.endswith("which cost $8.")


def test_a_few_prices_are_no_range() -> None:
    assert list(price_checks.price_far_from_others(at_prices(8, 8, 8, 8, 8, 8, 800))) == []


@pytest.mark.parametrize("field", ["seller", "format"])
def test_one_name_written_in_several_ways_is_corrected_to_the_commonest(field: str) -> None:
    check = getattr(spelling_checks, f"{field}_spelled_several_ways")
    ways = ("online course", "Online-Course", "online course", "video")
    offered = catalog(*(course(f"c{n}", {BODY: 1}, **{field: way}) for n, way in enumerate(ways)))
    (found,) = check(offered)
    assert (found.code, found.courses) == (f"{field}-spelled-differently", ("c1",))
    assert [(c.course_id, c.column, c.after) for c in found.changes] == [("c1", field, "online course")]


def test_which_way_is_kept_does_not_depend_on_the_order_of_rows() -> None:
    courses = [course("A", {BODY: 1}, format="VIDEO"), course("B", {BODY: 1}, format="video")]
    kept = {
        next(spelling_checks.format_spelled_several_ways(catalog(*order))).suggestion
        for order in (courses, courses[::-1])
    }
    assert len(kept) == 1


def test_an_untidy_title_is_corrected() -> None:
    offered = catalog(course("A", {BODY: 1}, title="Knee  MR ,"), course("B", {BODY: 1}, title="Hip MR?"))
    (found,) = spelling_checks.untidy_titles(offered)
    assert [(change.before, change.after) for change in found.changes] == [("Knee  MR ,", "Knee MR")]


def test_names_that_no_outline_knows_are_found_with_the_nearest_one() -> None:
    offered = catalog(course("A", {"CT/Procedures/Neck and Chst": 1}), course("B", {NECK: 1}))
    (found,) = spelling_checks.unknown_names(offered, shipped_names())
    assert (found.code, found.courses) == ("unknown-subcategory", ("A",))
    assert (found.suggestion, found.is_correctable) == ("Neck and Chest", False)


def test_dated_and_undated_figures_that_hold_together_are_added_up() -> None:
    later = distributions({CARE: 2}, applies_from=date(2026, 1, 1))
    dated = course("A", ce=3, distributions=(*distributions({BODY: 2}), *later))
    assert [found.value for found in distribution_checks.over_ce_credits(catalog(dated))] == ["4"]


def test_figures_from_a_day_after_the_expiry_are_found() -> None:
    def until(course_id: str, expires_on: date) -> Course:
        figures = distributions({BODY: 1}, applies_from=date(2027, 6, 1))
        return course(course_id, distributions=figures, expires_on=expires_on)

    offered = catalog(until("A", date(2027, 5, 31)), until("B", date(2027, 6, 1)))
    assert said(date_checks.applies_after_expiry(offered)) == [("applies-after-expiry", ("A",))]


def test_a_bundle_that_costs_nothing_is_found() -> None:
    offered = catalog(
        course("A", {BODY: 1}), bundle("P", "A", price=0), bundle("Q", "A", price=1), bundle("R", "A")
    )
    assert said(bundle_checks.price_zero(offered)) == [("bundle-price-zero", ("A",))]
