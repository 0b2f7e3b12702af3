"""A queue's answers are what each customer would get alone, and one group's fault is nobody else's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from planner.credits import Money
from planner.faults import CheckFailed
from planner.plan import Status, Totals
from planner.planning import make_plan
from planner.selling.answering import Answer, answer_of, answer_queue, plan_of
from planner.selling.customers import Group, Queue
from planner.selling.labour import Done, Ended, Lost
from planner.solving import assembling
from tests.builders import (
    BODY,
    CARE,
    NECK,
    bundle,
    catalog,
    course,
    need,
    preferences,
    prescribe,
    prescription,
)
from tests.unit.selling.queues import a_catalog, a_queue, person

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from planner.plan import Plan
    from planner.selling.labour import News, Work

ITEMS = (
    course("a", {BODY: 2}, price=10),
    course("b", {CARE: 1}, price=7),
    course("c", {BODY: 2, CARE: 1}, price=20),
    bundle("pair", "a", "b", price=12),
)


def queue_of(*groups: tuple[dict[str, float], int]) -> Queue:
    made = tuple(Group(prescribe(figures), customers=number) for figures, number in groups)
    group_of = [place for place, group in enumerate(made) for _ in range(group.customers)]
    return Queue(made, [f"T{number}" for number in range(len(group_of))], group_of)


def test_each_of_200_customers_gets_the_plan_made_for_that_person_alone() -> None:
    queue, offered = a_queue(200), a_catalog()
    wishes = preferences()
    answered = answer_queue(queue, offered, wishes)
    assert len(queue.groups) < 150
    assert {answer.status for answer in answered.answers if answer} == {*Status, None}
    for number, group in enumerate(queue.group_of):
        results, completed = person(number)
        assert answered.answers[group] == answer_of(make_plan(results, offered, wishes, completed))


def test_a_groups_whole_plan_is_the_one_that_its_answer_tells() -> None:
    queue, offered = a_queue(30), a_catalog()
    answered = answer_queue(queue, offered, preferences(alternatives=1))
    for group, answer in zip(queue.groups, answered.answers, strict=True):
        assert answer_of(plan_of(group, offered, preferences(alternatives=1))) == answer


def test_an_answer_tells_the_plan() -> None:
    (answer,) = answer_queue(
        queue_of(({CARE: 1, BODY: 2, NECK: 1}, 1)), catalog(*ITEMS), preferences()
    ).answers
    assert answer is not None
    assert (answer.status, answer.proven_optimal, answer.gap) == (Status.SHORTFALL, True, 0.0)
    assert (answer.course_ids, answer.bundle_ids) == (("a", "b"), ("pair",))
    assert [(str(at), str(lacks)) for at, lacks in answer.short] == [
        ("CT · Procedures · Neck and Chest", "1")
    ]
    assert answer.totals.price == Money.of(12)


def test_the_sums_are_over_customers_not_groups() -> None:
    queue = queue_of(({BODY: 2}, 3), ({NECK: 1, CARE: 1}, 2))
    answered = answer_queue(queue, catalog(*ITEMS), preferences())
    assert (answered.covered, answered.short, answered.without_plan, answered.not_reached) == (3, 2, 0, 0)
    assert answered.totals.price == Money.of(3 * 10 + 2 * 7)
    assert answered.totals.courses == 5
    assert not answered.partial


def test_where_no_plan_can_be_made_the_problems_tell_why() -> None:
    queue = Queue((Group(prescription(need(BODY, None))),), ("T1",), (0,))
    answered = answer_queue(queue, catalog(*ITEMS), preferences())
    (answer,) = answered.answers
    assert answer is not None
    assert answer.status is None
    assert [problem.code for problem in answer.problems] == ["nothing-to-plan"]
    assert (answered.without_plan, answered.totals) == (1, Totals())


def test_stopped_half_way_what_is_there_is_given_and_called_partial() -> None:
    queue = queue_of(({BODY: 2}, 3), ({CARE: 1}, 1), ({NECK: 1}, 5))
    heard: list[tuple[int, int]] = []
    answered = answer_queue(
        queue,
        catalog(*ITEMS),
        preferences(),
        on_progress=lambda done, everybody: heard.append((done, everybody)),
        stopped=lambda: len(heard) == 2,
    )
    assert heard == [(3, 9), (4, 9)]
    assert [answer is None for answer in answered.answers] == [False, False, True]
    assert (answered.partial, answered.covered, answered.not_reached) == (True, 4, 5)
    assert not answered.problems


def test_a_plan_that_the_check_refuses_costs_its_own_group_only(monkeypatch: pytest.MonkeyPatch) -> None:
    queue = queue_of(({BODY: 2}, 1), ({CARE: 1}, 1), ({BODY: 2, CARE: 1}, 1))
    right = answer_queue(queue, catalog(*ITEMS), preferences()).answers
    honest = assembling.assemble

    def planted(*given: object) -> Plan:
        made = honest(*given)  # type: ignore[arg-type]
        if [row.subcategory.name for row in made.coverage] == ["Patient Interactions and Management"]:
            return replace(made, totals=replace(made.totals, price=Money(1)))
        return made

    monkeypatch.setattr(assembling, "assemble", planted)
    first, second, third = answer_queue(queue, catalog(*ITEMS), preferences()).answers
    assert (first, third) == (right[0], right[2])
    assert second is not None
    assert (second.status, second.course_ids, second.totals) == (None, (), Totals())
    assert [problem.code for problem in second.problems] == ["fault"]
    assert "price" in second.problems[0].message
    with pytest.raises(CheckFailed):
        plan_of(queue.groups[1], catalog(*ITEMS), preferences())


class Unlucky:
    """Loses the first piece, does the second, and then can't go on."""

    def work_off(
        self, work: Work[Group, Answer], pieces: Sequence[Group], _stopped: Callable[[], bool], /
    ) -> Generator[News[Answer], None, None]:
        """Tell one piece of news of each kind."""
        yield Lost(0, "It was lost.")
        yield Done(1, work(pieces[1]))
        yield Ended("Nobody is left.")


def test_what_labour_loses_is_told_and_never_takes_another_ones_place() -> None:
    queue = queue_of(({BODY: 2}, 1), ({CARE: 1}, 1), ({NECK: 1}, 1))
    answered = answer_queue(queue, catalog(*ITEMS), preferences(), labour=Unlucky())
    lost, done, none = answered.answers
    assert lost is not None
    assert (lost.status, [(p.code, p.message) for p in lost.problems]) == (None, [("fault", "It was lost.")])
    assert done is not None
    assert done.course_ids == ("b",)
    assert none is None
    assert answered.partial
    assert [(p.code, p.message) for p in answered.problems] == [("queue-not-finished", "Nobody is left.")]
