"""Which credits of a course count on a day, and what it costs."""

from datetime import date

from planner.catalog import Catalog, Course, Distribution, sums_over
from planner.credits import Credits, Money
from planner.outline import Subcategory

BODY = Subcategory("MR", "Procedures", "Body")
NEURO = Subcategory("MR", "Procedures", "Neurological")
CHEST = Subcategory("CT", "Procedures", "Neck and Chest")
OLD, NEW = date(2020, 1, 1), date(2024, 6, 1)


def _course(*rows: Distribution) -> Course:
    return Course("C1", distributions=rows)


def test_undated_figures_hold_on_any_day() -> None:
    assert _course(Distribution(BODY, Credits(50))).distribution_on(OLD) == {BODY: Credits(50)}


def test_a_figure_counts_from_its_first_day_on() -> None:
    course = _course(Distribution(BODY, Credits(50), NEW))
    assert course.distribution_on(date(2024, 5, 31)) == {}
    assert course.distribution_on(NEW) == {BODY: Credits(50)}


def test_a_newer_dated_set_replaces_the_older_as_a_whole_for_its_discipline_only() -> None:
    course = _course(
        Distribution(BODY, Credits(50), OLD),
        Distribution(NEURO, Credits(25), OLD),
        Distribution(CHEST, Credits(75), OLD),
        Distribution(BODY, Credits(100), NEW),
    )
    assert course.distribution_on(date(2023, 1, 1)) == {
        BODY: Credits(50),
        NEURO: Credits(25),
        CHEST: Credits(75),
    }
    assert course.distribution_on(NEW) == {BODY: Credits(100), CHEST: Credits(75)}


def test_a_dated_figure_overrides_an_undated_one_of_the_same_subcategory() -> None:
    course = _course(
        Distribution(BODY, Credits(25), NEW),
        Distribution(BODY, Credits(200)),
        Distribution(NEURO, Credits(50)),
    )
    assert course.distribution_on(NEW) == {BODY: Credits(25), NEURO: Credits(50)}
    assert course.distribution_on(OLD) == {BODY: Credits(200), NEURO: Credits(50)}


def test_figures_for_a_category_only_are_never_spread() -> None:
    assert _course(Distribution(Subcategory("MR", "Procedures", ""), Credits(400))).distribution_on(NEW) == {}


def test_the_sale_price_is_what_one_pays_and_unknown_stays_unknown() -> None:
    assert Course("C1", list_price=Money(2000), sale_price=Money(1500)).price == Money(1500)
    assert Course("C1", list_price=Money(2000)).price == Money(2000)
    assert Course("C1").price is None
    assert not Catalog((Course("C1"),)).has_prices
    assert Catalog((Course("C1", list_price=Money(0)),)).has_prices


def test_courses_of_one_activity_share_it_and_others_do_not() -> None:
    assert Course("C1", activity_id="A").activity == Course("C2", activity_id="A").activity
    assert Course("C1").activity != Course("C2").activity
    assert Course("C1").activity != Course("C2", activity_id="C1").activity


def test_an_activity_id_is_the_same_in_whatever_spelling() -> None:
    one, other, third = (Course(each, activity_id=each) for each in ("ACT-1", "act 1", "ACT-11"))
    assert one.activity == other.activity != third.activity
    assert Course("a").activity != Course("A").activity
    assert Course("a", activity_id="*").activity != Course("a", activity_id="+").activity


def test_a_dated_set_adds_up_with_the_undated_figures_that_it_leaves_standing() -> None:
    rows = (
        Distribution(BODY, Credits(200)),
        Distribution(NEURO, Credits(200), NEW),
        Distribution(CHEST, Credits(300)),
    )
    assert list(sums_over(Credits(399), rows)) == [("MR", Credits(400), rows[1])]
    assert list(sums_over(Credits(400), rows)) == []


def test_a_dated_set_does_not_add_up_with_what_it_replaces_or_a_category_alone() -> None:
    rows = (
        Distribution(BODY, Credits(200)),
        Distribution(Subcategory("MR", "Procedures", ""), Credits(200)),
        Distribution(BODY, Credits(300), NEW),
    )
    assert [total for _, total, _ in sums_over(Credits(299), rows)] == [Credits(400), Credits(300)]
