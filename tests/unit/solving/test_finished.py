"""Which completed activities count, and for what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from planner.credits import Credits
from planner.solving.finished import spelled_as_prescribed, what_counts
from tests.builders import BODY, CARE, TODAY, catalog, course, distributions, done, prescribe, subcategory

WANTED = (subcategory(BODY), subcategory(CARE))


def counted(*completed: object, courses: object = ()) -> tuple[dict[str, dict[str, str]], list[str]]:
    finished, problems = what_counts(completed, catalog(*courses), WANTED, TODAY)  # type: ignore[arg-type, misc]
    gives = {f.title: {row.name: str(amount) for row, amount in f.credits_of.items()} for f in finished}
    return gives, [problem.code for problem in problems]


def test_the_catalog_tells_what_a_completed_course_gives() -> None:
    assert counted(done("a"), courses=[course("a", {BODY: 2})]) == ({"Course a": {"Body": "2"}}, [])


def test_a_course_is_found_by_its_title_too() -> None:
    assert counted(done("course  A"), courses=[course("a", {BODY: 2})]) == ({"Course a": {"Body": "2"}}, [])


def test_a_course_is_found_by_its_id_in_another_spelling() -> None:
    assert counted(done("K 7"), courses=[course("k-7", {BODY: 2})]) == ({"Course k-7": {"Body": "2"}}, [])
    both = [course("k-7", {BODY: 2}), course("K_7", {BODY: 1})]
    gives, codes = counted(done("K 7"), courses=both)
    assert gives == {"K 7": {}}
    assert codes[0] == "completed-ambiguous"


def test_a_title_of_several_activities_is_not_guessed() -> None:
    twins = [course("a", {BODY: 2}, title="Same name"), course("b", {BODY: 1}, title="Same name")]
    gives, codes = counted(done("Same name"), courses=twins)
    assert gives == {"Same name": {}}
    assert codes == ["completed-ambiguous"]  # and not that the catalog lacks it: it doesn't


def test_its_own_distribution_counts_before_the_catalogs() -> None:
    gives, codes = counted(done("a", {BODY: 0.5}), courses=[course("a", {BODY: 2})])
    assert (gives, codes) == ({"Course a": {"Body": "0.5"}}, [])


def test_what_nobody_knows_counts_for_nothing_and_is_told() -> None:
    assert counted(done("elsewhere")) == ({"elsewhere": {}}, ["completed-not-in-catalog"])


def test_what_is_not_in_the_catalog_comes_with_the_nearest_name() -> None:
    courses = catalog(course("FIC-12", {BODY: 2}, title="Body imaging in pictures"))
    _, (problem,) = what_counts([done("Body imaging, pictures")], courses, WANTED, TODAY)
    assert problem.suggestion == "Body imaging in pictures"
    assert 'If "Body imaging in pictures" is meant, write that.' in problem.message
    _, (problem,) = what_counts([done("FIC-12345")], courses, WANTED, TODAY)
    assert problem.suggestion is None


def test_a_number_that_lost_its_zeros_comes_with_the_id() -> None:
    courses = catalog(course("00123", {BODY: 2}), course("123-A", {BODY: 2}))
    _, (problem,) = what_counts([done("123")], courses, WANTED, TODAY)
    assert (problem.code, problem.suggestion) == ("completed-not-in-catalog", "00123")


def test_a_course_that_no_plan_may_use_counts_for_nothing() -> None:
    left_out = course("a", {BODY: 2}, left_out="its distribution is larger than its CE credits")
    assert counted(done("a"), courses=[left_out]) == ({"Course a": {}}, ["completed-not-usable"])


def test_the_future_has_not_happened() -> None:
    later = done("a", on=TODAY + timedelta(days=1))
    assert counted(later, courses=[course("a", {BODY: 2})]) == ({}, ["completed-in-the-future"])


@pytest.mark.parametrize(
    ("on", "gives", "said"),
    [
        (date(2022, 11, 23), {"Body": "2"}, []),
        (date(2022, 11, 22), {}, ["completed-too-old"]),
        (date(1999, 3, 4), {}, ["completed-too-old"]),
    ],
)
def test_what_is_older_than_any_window_that_can_be_kept_gives_nothing(
    on: date, gives: dict[str, str], said: list[str]
) -> None:
    assert counted(done("a", on=on), courses=[course("a", {BODY: 2})]) == ({"Course a": gives}, said)


def test_what_was_done_again_since_counts() -> None:
    twice = (done("a", on=date(1999, 3, 4)), done("a", on=date(2026, 1, 1)))
    gives, said = counted(*twice, courses=[course("a", {BODY: 2})])
    assert (gives, said) == ({"Course a": {"Body": "2"}}, ["completed-twice"])


def test_an_activity_counts_once_the_first_time() -> None:
    same = [course("a", {BODY: 2}, activity_id="x"), course("b", {BODY: 1}, activity_id="x")]
    gives, codes = counted(done("a"), done("b", on=date(2026, 1, 1)), courses=same)
    assert gives == {"Course b": {"Body": "1"}}
    assert codes == ["completed-twice"]


def test_the_distribution_on_the_day_of_completion_counts() -> None:
    figures = (*distributions({BODY: 1}), *distributions({BODY: 2}, applies_from=date(2026, 7, 1)))
    assert counted(done("a"), courses=[course("a", distributions=figures)])[0] == {"Course a": {"Body": "1"}}


@pytest.mark.parametrize(
    ("completed_on", "told"),
    [
        (date(2025, 6, 30), False),
        (date(2025, 7, 1), True),
        (date(2026, 7, 1), True),
        (date(2026, 7, 2), False),
        (date(2026, 10, 1), False),
    ],
)
def test_that_an_earlier_start_would_have_given_less_is_told_for_a_year(
    completed_on: date, *, told: bool
) -> None:
    figures = (
        *distributions({BODY: 1}),
        *distributions({BODY: 2}, applies_from=date(2025, 7, 1)),
        *distributions({BODY: 2, CARE: 1}, applies_from=date(2026, 12, 1)),
    )
    item = course("a", distributions=figures)
    codes = counted(done("a", on=completed_on), courses=[item])[1]
    assert codes == (["completed-perhaps-begun-earlier"] if told else [])
    new = replace(item, approved_from=date(2025, 7, 1))
    assert counted(done("a", on=completed_on), courses=[new])[1] in ([], ["completed-outside-approval"])
    own = done("a", {BODY: 2}, on=completed_on)
    assert counted(own, courses=[item])[1] == []


def test_a_date_outside_the_approval_is_told() -> None:
    expired = course("a", {BODY: 2}, expires_on=date(2026, 1, 1))
    assert counted(done("a"), courses=[expired]) == (
        {"Course a": {"Body": "2"}},
        ["completed-outside-approval"],
    )


def test_names_are_spelled_as_prescribed_where_only_spelling_differs() -> None:
    (spelled,) = spelled_as_prescribed([done("a", {"mr/procedures/BODY": 1})], prescribe({BODY: 2}))
    assert spelled.distributions[0].subcategory == subcategory(BODY)
    (other,) = spelled_as_prescribed([done("a", {"MR/Procedures/Bodies": 1})], prescribe({BODY: 2}))
    assert other.distributions[0].credits == Credits(100)
    assert other.distributions[0].subcategory != subcategory(BODY)
