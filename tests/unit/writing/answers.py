"""Queues answered by hand, so that writing is tested without solving anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.plan import Status, Totals
from planner.problem import Problem, Severity
from planner.selling.answering import Answer, QueueAnswer, answer_queue
from planner.selling.customers import Group, Queue
from tests.builders import BODY, CARE, NECK, need, preferences, prescribe, prescription
from tests.unit.selling.offers import OFFERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.prescription import Prescription

NEEDS = (
    prescribe({BODY: 2, CARE: 3}),
    prescribe({NECK: 3.5}),
    prescription(need(CARE, None)),
    prescribe({NECK: 1}),
)
"""Covered by a bundle; short by 0.5; no plan; covered by one course."""
IDS = ("C-1", "=2+2", "c/3", "C-4", "007", "<b>&", 'C, "7"\nx')
GROUP_OF = (0, 1, 0, 2, 1, 0, 3)


def queue(
    needs: Sequence[Prescription] = NEEDS, ids: Sequence[str] = IDS, group_of: Sequence[int] = GROUP_OF
) -> Queue:
    """Make a queue; who is in which group stands beside each id."""
    groups = tuple(Group(each, (), list(group_of).count(number)) for number, each in enumerate(needs))
    return Queue(groups, tuple(ids), tuple(group_of))


def answered(*, reached: int = len(NEEDS)) -> QueueAnswer:
    """Answer the queue of `NEEDS` really; of its groups only the first few are reached."""
    whole = answer_queue(queue(), OFFERS, preferences())
    return QueueAnswer(whole.queue, (*whole.answers[:reached], *(None,) * (len(NEEDS) - reached)))


def made_up(customers: int, groups: int) -> QueueAnswer:
    """Answer a queue of any size with the same plan for everybody, without planning."""
    facts: dict[str, Any] = {"totals": Totals(courses=1), "course_ids": ("C",), "bundle_ids": (), "short": ()}
    one = Answer(Status.COVERED, proven_optimal=True, gap=0.0, problems=(), **facts)
    needs = [prescribe({NECK: 0.25 * (1 + number)}) for number in range(groups)]
    group_of = [customer % groups for customer in range(customers)]
    ids = [f"T{customer}" for customer in range(customers)]
    return QueueAnswer(queue(needs, ids, group_of), (one,) * groups)


LOST_ROW = Problem(Severity.ERROR, "no-technologist-id", "The row has no id. Fill it in.", value="=1+1")
