"""Structured education is earned in the 24 months before the application: to the day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from planner.structured import StructuredPlanned, Window, make_structured_plan
from tests.builders import TODAY, catalog, course, done, preferences
from tests.unit.structured_cases import gives, required

DAY = timedelta(days=1)
APPLY_ON = date(2027, 6, 15)


def _planned(
    *completed: tuple[str, date], apply_on: date | None = APPLY_ON, deadline: date | None = None
) -> StructuredPlanned:
    offers = catalog(
        course("a", gives("MR", 4, 4, 4, 4), price=5, activity_id="same"),
        course("a2", gives("MR", 4, 4, 4, 4), price=6, activity_id="same"),
        course("b", gives("MR", 4, 4, 4, 4), price=50),
    )
    activities = [done(course_id, on=on) for course_id, on in completed]
    wishes = preferences(deadline=deadline)
    return make_structured_plan(required("MR"), offers, wishes, activities, apply_on=apply_on)


def _counts(*completed: tuple[str, date], apply_on: date | None = APPLY_ON) -> str:
    answer = _planned(*completed, apply_on=apply_on).answer
    assert answer is not None
    return str(answer.total.completed)


def _codes(planned: StructuredPlanned) -> list[str]:
    return [problem.code for problem in planned.problems]


def test_a_course_of_exactly_24_months_counts_and_of_a_day_more_does_not() -> None:
    assert _counts(("a", date(2025, 6, 15))) == "16"
    assert _counts(("a", date(2025, 6, 14))) == "0"


@pytest.mark.parametrize(
    ("apply_on", "opens"),
    [
        (date(2028, 2, 29), date(2026, 2, 28)),
        (date(2030, 2, 28), date(2028, 2, 28)),
        (date(2030, 3, 1), date(2028, 3, 1)),
        (date(2027, 3, 31), date(2025, 3, 31)),
        (date(1, 6, 1), date.min),
    ],
)
def test_months_are_counted_on_the_calendar(apply_on: date, opens: date) -> None:
    assert Window(24, TODAY, apply_on).opens == opens


@pytest.mark.parametrize(
    "start", [date(2025, 6, 15), date(2026, 2, 28), date(2024, 2, 29), date(2023, 2, 28)]
)
def test_the_last_day_on_which_something_counts_is_the_last_whose_months_reach_back_to_it(
    start: date,
) -> None:
    last = Window(24, TODAY).counts_until(start)
    assert Window(24, TODAY, last).opens <= start < Window(24, TODAY, last + DAY).opens


def test_the_end_of_the_calendar_is_no_fault() -> None:
    assert Window(24, TODAY).counts_until(date(9999, 1, 1)) == date.max


def test_without_an_application_date_the_months_end_on_the_planned_day_and_that_is_said() -> None:
    start = date(2024, 11, 23)
    assert _counts(("a", start), apply_on=None) == "16"
    assert _counts(("a", start - DAY), apply_on=None) == "0"
    (problem,) = _planned(("a", start), apply_on=None).problems
    assert problem.code == "no-application-date"
    assert "from Nov 23, 2024 on" in problem.message
    assert _planned(apply_on=None).problems == ()


def test_what_is_too_old_is_told_with_the_day_on_which_it_fell_out_and_is_not_proposed_again() -> None:
    planned = _planned(("a", date(2023, 4, 1)))
    assert planned.answer is not None
    assert [item.course.course_id for item in planned.answer.plan.courses] == ["b"]
    assert [item.serves for item in planned.answer.plan.completed] == [()]
    assert _codes(planned) == ["completed-too-old"]
    assert "good for applications until Apr 1, 2025 (24 months), which is over" in planned.problems[0].message


def test_what_will_fall_out_before_the_application_is_told_with_the_day() -> None:
    planned = _planned(("a", date(2025, 4, 1)))
    assert _codes(planned) == ["completed-falls-out"]
    assert "until Apr 1, 2027 (24 months), and yours is on Jun 15, 2027" in planned.problems[0].message
    assert "Apply by Apr 1, 2027" in planned.problems[0].message


def test_an_old_course_done_again_within_the_months_counts() -> None:
    planned = _planned(("a", date(2023, 4, 1)), ("a2", date(2026, 4, 1)))
    assert planned.answer is not None
    assert str(planned.answer.total.completed) == "16"
    assert _codes(planned) == ["completed-too-old"]


def test_an_activity_counts_once() -> None:
    planned = _planned(("a", date(2026, 4, 1)), ("a2", date(2026, 5, 1)))
    assert planned.answer is not None
    assert str(planned.answer.total.completed) == "16"
    assert _codes(planned) == ["completed-twice"]


def test_what_is_not_finished_yet_does_not_count() -> None:
    planned = _planned(("a", TODAY + DAY))
    assert planned.answer is not None
    assert not planned.answer.total.completed
    assert _codes(planned) == ["completed-in-the-future"]


def test_an_old_course_outside_its_approval_is_not_said_to_count() -> None:
    offers = catalog(course("a", gives("MR", 4, 4, 4, 4), approved_from=date(2026, 1, 1)))
    old = [done("a", on=date(2023, 4, 1))]
    planned = make_structured_plan(required("MR"), offers, preferences(), old, apply_on=APPLY_ON)
    assert _codes(planned) == ["completed-too-old"]


def test_courses_are_finished_by_the_application_or_an_earlier_deadline() -> None:
    for deadline, last in ((None, APPLY_ON), (date(2027, 1, 2), date(2027, 1, 2))):
        answer = _planned(deadline=deadline).answer
        assert answer is not None
        assert [item.take_by for item in answer.plan.courses] == [last]
        assert answer.plan.preferences.deadline == last
    late = _planned(deadline=APPLY_ON + DAY)
    assert late.answer is not None
    assert [item.take_by for item in late.answer.plan.courses] == [APPLY_ON]
    assert _codes(late) == ["deadline-after-apply-on"]


def test_for_an_application_far_away_nothing_is_planned_before_it_counts() -> None:
    far = date(2029, 6, 1)
    planned = _planned(("a", date(2026, 10, 1)), apply_on=far)
    assert planned.answer is not None
    assert [item.course.course_id for item in planned.answer.plan.courses] == ["b"]
    assert planned.answer.plan.courses[0].take_from == date(2027, 6, 1)
    assert planned.answer.plan.preferences.on == TODAY
    assert _codes(planned) == ["apply-on-far-away", "completed-falls-out"]


def test_dates_that_do_not_go_together_give_no_plan() -> None:
    past = _planned(apply_on=TODAY - DAY)
    assert past.answer is None
    assert _codes(past) == ["apply-on-before-on"]
    early = _planned(apply_on=date(2029, 6, 1), deadline=date(2027, 1, 1))
    assert early.answer is None
    assert _codes(early) == ["apply-on-far-away", "deadline-too-early"]
    assert _planned(apply_on=TODAY).answer is not None
