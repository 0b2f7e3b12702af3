"""Earliest due date first, within a pace: if any order of the courses meets all dates, this one does.

At any time one works on the course, among those that can be started, whose due date is nearest; a course may
be put aside for one that can only be started later and is due earlier. In months of work all of this is one
machine with release and due dates, where that rule is optimal (Jackson's rule with preemption; Horn 1974).
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.credits import Hours
from planner.scheduling.months import day_after, day_that_reaches, months

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from planner.scheduling.tasks import Order, Task


@dataclass(frozen=True, slots=True)
class Span:
    """The days on which a task is begun and finished."""

    starts_on: date
    finishes_on: date


def earliest_due_first(tasks: Sequence[Task], first_day: date, pace: Hours) -> list[Span] | None:
    """Give each task's days, or None where the calendar ends before the work does.

    Args:
        tasks: none is released before ``first_day``.
        first_day: when work begins.
        pace: hours a month, more than 0. By the end of any day, all work done since ``first_day`` is at most
            ``pace`` times the months passed, a day being its share of its own month.
    """
    released = sorted(
        (months(first_day, task.release) - months(task.release, task.release), task.order, index)
        for index, task in enumerate(tasks)
    )
    left = [Fraction(task.hours.hundredths, pace.hundredths) for task in tasks]
    began: dict[int, Fraction] = {}
    ended: dict[int, Fraction] = {}
    ready: list[tuple[Order, int]] = []
    now, upcoming = Fraction(0), 0
    while ready or upcoming < len(released):
        if not ready:
            now = max(now, released[upcoming][0])
        while upcoming < len(released) and released[upcoming][0] <= now:
            heapq.heappush(ready, released[upcoming][1:])
            upcoming += 1
        index = ready[0][1]
        began.setdefault(index, now)
        until = now + left[index]
        if upcoming < len(released) and released[upcoming][0] < until:
            left[index] = until - released[upcoming][0]
            now = released[upcoming][0]
            continue
        heapq.heappop(ready)
        now = ended[index] = until
    spans = [_span(task, first_day, began[i], ended[i]) for i, task in enumerate(tasks)]
    found = [span for span in spans if span is not None]
    return found if len(found) == len(spans) else None


def _span(task: Task, first_day: date, began: Fraction, ended: Fraction) -> Span | None:
    start, finish = day_after(first_day, began), day_that_reaches(first_day, ended)
    if start is None or finish is None:
        return None
    # Work of no length ends with the day before it would begin, but not before the task's own first day.
    finish = max(finish, task.release)
    return Span(min(start, finish), finish)


def least_pace_for(tasks: Sequence[Task]) -> Hours | None:
    """Give the least pace, in hours a month, at which every due date is met; None where no pace does.

    Whatever is released and due within some days has to fit into them. The pace that fits the fullest such
    stretch is enough, and with less nothing is (the demand bound of earliest due date first). Without any due
    date the least pace is 0.
    """
    least = Fraction(0)
    due = sorted((task for task in tasks if task.due is not None), key=lambda task: task.order)
    if any(task.due is not None and task.due < task.release for task in due):
        return None
    for begins in {task.release for task in due}:
        demand = 0
        for task in due:
            if task.release >= begins and task.due is not None:
                demand += task.hours.hundredths
                least = max(least, Fraction(demand) / months(begins, task.due))
    return Hours(-(-least.numerator // least.denominator))
