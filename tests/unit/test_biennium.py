"""The biennium has its own sum, of CE credits inside two years, each activity once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from planner.biennium import biennium
from planner.credits import Credits, Hours
from planner.scheduling import Timing, make_schedule
from planner.writing.time_wording import biennium_sentence
from tests.builders import BODY, catalog, course, done
from tests.unit.writing import plans

_END = date(2027, 3, 31)
_A = course("A", {BODY: 1}, ce=6, activity_id="same")
_TWIN = course("A-book", {BODY: 1}, ce=6, activity_id="same")
_B = course("B", {BODY: 2}, ce=12)
_NO_CE = course("C", {BODY: 2}, ce=None)
_CATALOG = catalog(_A, _TWIN, _B, _NO_CE)


def _plan(*courses: plans.PlannedCourse) -> plans.Plan:
    return plans.plan(courses, [plans.covered(BODY, 1, 1)])


def test_completed_and_planned_add_up_beside_what_is_needed() -> None:
    gauge = biennium(_END, _plan(plans.planned(_B)), [done("A")], _CATALOG)
    assert (gauge.begins_on, gauge.needed) == (date(2025, 4, 1), Credits.of(24))
    assert (gauge.completed, gauge.planned, gauge.short) == (Credits.of(6), Credits.of(12), Credits.of(6))
    assert gauge.still_needed == Credits.of(18)
    assert biennium_sentence(gauge) == (
        "6 of 24 CE credits completed, 12 planned, 6 to find, by Mar 31, 2027. "
        "CE credits usually count for the biennium too; check with ARRT."
    )


def test_an_assistant_needs_more() -> None:
    assert biennium(_END, None, (), _CATALOG, disciplines=["CT", "RRA"]).needed == Credits.of(50)
    assert biennium(_END, None, (), _CATALOG, disciplines=["CT"]).needed == Credits.of(24)


def test_an_activity_counts_once_done_twice_or_done_and_planned() -> None:
    gauge = biennium(_END, _plan(plans.planned(_TWIN)), [done("A"), done("A-book")], _CATALOG)
    assert (gauge.completed, gauge.planned) == (Credits.of(6), Credits(0))
    assert len(gauge.counted) == 1


def test_only_days_inside_the_two_years_count() -> None:
    for on, counts in (
        (date(2025, 3, 31), False),
        (date(2025, 4, 1), True),
        (date(2026, 11, 23), True),
        (date(2026, 11, 24), False),
    ):
        gauge = biennium(_END, _plan(), [done("A", on=on)], _CATALOG)
        assert bool(gauge.completed) is counts
    assert biennium(_END, _plan(), [done("A", on=date(2025, 3, 31))], _CATALOG).outside == 1
    twice = [done("A", on=date(2024, 5, 1)), done("A", on=date(2026, 5, 1))]
    assert biennium(_END, _plan(), twice, _CATALOG).completed == Credits.of(6)
    assert biennium(date(2028, 2, 29), None, (), _CATALOG).begins_on == date(2026, 3, 1)
    assert biennium(date(2026, 2, 28), None, (), _CATALOG).begins_on == date(2024, 3, 1)
    assert biennium(date(2027, 6, 15), None, (), _CATALOG).begins_on == date(2025, 6, 16)
    assert biennium(date.min, None, (), _CATALOG).begins_on == date.min


def test_what_nobody_told_is_counted_not_added() -> None:
    known = replace(done("elsewhere"), ce_credits=Credits.of(3))
    gauge = biennium(_END, _plan(plans.planned(_NO_CE)), [known, done("nowhere")], _CATALOG)
    assert (gauge.completed, gauge.completed_unknown, gauge.planned_unknown) == (Credits.of(3), 1, 1)
    assert "2 courses of unknown CE credits" in biennium_sentence(gauge)


def test_a_schedule_tells_what_is_finished_in_time() -> None:
    plan = _plan(plans.planned(_A), plans.planned(_B))
    schedule = make_schedule(plan, Timing(Hours.of(1))).schedule
    gauge = biennium(date(2027, 2, 27), plan, (), _CATALOG, schedule=schedule)
    assert gauge.planned == Credits.of(6)


def test_a_biennium_that_is_over_is_said() -> None:
    (problem,) = biennium(date(2026, 10, 31), _plan(), (), _CATALOG).problems
    assert problem.code == "biennium-over"
