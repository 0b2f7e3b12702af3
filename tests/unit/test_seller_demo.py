"""The course seller's demo: the files are what the script makes, and hold every kind of finding."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from data.demo.make_seller import files, make_other_catalog
from planner.demo import (
    DEMO_SELLER,
    demo_customers_source,
    demo_other_seller_source,
    demo_seller_catalog_source,
)
from planner.plan import Status
from planner.planning import make_plan
from planner.preferences import Preferences
from planner.reading import read_catalog, read_prescriptions
from planner.selling.health import Todo, check_catalog
from tests.builders import TODAY

if TYPE_CHECKING:
    from planner.prescription import Prescription
    from planner.reading.grid import Read

# What the messy catalog can't show: a file that can't be read.
NOT_SHOWN = {Todo.SEE_TO_THE_FILE}
KINDS = {
    "activity-credits-differ",
    "activity-ids-alike",
    "activity-several-numbers",
    "bundle-dearer-than-parts",
    "bundle-part-unknown",
    "bundle-without-price",
    "category-corrected",
    "category-figure-only",
    "ce-category-unknown",
    "course-expired",
    "course-expires-soon",
    "course-facts-differ",
    "course-without-distribution",
    "credits-not-a-number",
    "credits-odd-step",
    "date-not-readable",
    "distribution-over-ce-credits",
    "distributions-disagree",
    "expires-before-approval",
    "format-spelled-differently",
    "ids-alike",
    "name-read-as",
    "nearly-same-title",
    "outline-version-stale",
    "outline-version-unknown",
    "price-far-from-others",
    "price-missing",
    "price-not-a-number",
    "price-zero",
    "row-repeated",
    "sale-above-price",
    "same-approval-number",
    "same-title-same-credits",
    "seller-spelled-differently",
    "title-untidy",
    "unknown-discipline",
    "unknown-subcategory",
    "url-not-a-web-address",
}


@lru_cache(maxsize=1)
def customers() -> Read[tuple[Prescription, ...]]:
    return read_prescriptions([demo_customers_source()])


def test_the_files_hold_what_the_script_makes() -> None:
    made = files()
    assert {name: (DEMO_SELLER / name).read_bytes() == content for name, content in made.items()} == (
        dict.fromkeys(made, True)
    )


def test_every_kind_of_finding_occurs_and_the_catalog_is_still_readable() -> None:
    read = read_catalog([demo_seller_catalog_source()])
    health = check_catalog(read.value, read.problems, TODAY)
    assert {finding.code for finding in health.findings} >= KINDS
    assert {group.todo for group in health.groups} == set(Todo) - NOT_SHOWN
    assert len(health.findings) < 100
    assert 110 <= len(read.value.courses) <= 140


def test_the_other_catalog_is_sound_and_of_another_seller() -> None:
    read = read_catalog([demo_other_seller_source()])
    assert read.problems == ()
    assert read.value.courses == make_other_catalog().courses
    assert {course.seller for course in read.value.courses} == {"Parable CE House (fictional)"}


def test_everything_is_visibly_fictional() -> None:
    for source in (demo_seller_catalog_source(), demo_other_seller_source()):
        for course in read_catalog([source]).value.courses:
            assert course.seller.casefold().endswith("(fictional)")
            assert not course.url or course.url.startswith("https://example.org/")


def test_there_are_500_customers_with_three_slips() -> None:
    read = customers()
    assert len(read.value) == 500
    assert sorted(problem.code for problem in read.problems) == [
        "credits-not-a-number",
        "credits-required-missing",
        "unknown-subcategory",
    ]


def test_many_customers_need_the_same_and_one_in_ten_comes_up_short() -> None:
    catalog = read_catalog([demo_seller_catalog_source()]).value
    alike: dict[object, list[Prescription]] = {}
    for each in customers().value:
        needs = tuple((row.subcategory, row.credits_required) for row in each.needs)
        alike.setdefault((needs, each.open_questions), []).append(each)
    assert 120 <= len(alike) <= 180
    statuses: Counter[Status | None] = Counter()
    for group in alike.values():
        plan = make_plan(group[0], catalog, Preferences(TODAY)).plan
        statuses[plan.status if plan else None] += len(group)
    assert statuses[None] == 0
    assert 30 <= statuses[Status.SHORTFALL] <= 75
