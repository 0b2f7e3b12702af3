"""Which courses to take before a biennium ends: those that give it what it needs for the least work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.scheduling.months import months

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from planner.credits import Credits, Hours
    from planner.scheduling.tasks import Task


def before_the_end(tasks: Sequence[Task], end: date, wanted: Credits, pace: Hours) -> frozenset[int]:
    """Choose tasks that fit before a day at a pace: for ``wanted`` CE credits, or what comes nearest.

    What is due by then anyway is among them, where it fits. Work fits if, from each first day on, all that
    begins no earlier has room until the end; so the tasks are looked at from the latest first day backwards,
    and of all choices that give the same credits only the one with the least work is kept. Dates that bind
    before the end are left aside.
    """
    least: dict[int, tuple[int, frozenset[int]]] = {0: (0, frozenset())}
    for index in sorted(range(len(tasks)), key=lambda at: (tasks[at].release, at), reverse=True):
        task = tasks[index]
        gives = task.planned.course.ce_credits
        due = task.due is not None and task.due <= end
        if not gives and not due:
            continue
        room = months(task.release, end) * pace.hundredths
        taken = {} if due else dict(least)
        for credits_, (hours, chosen) in least.items():
            work = hours + task.hours.hundredths
            reached = min(credits_ + (gives.hundredths if gives else 0), wanted.hundredths)
            if work <= room and (reached not in taken or work < taken[reached][0]):
                taken[reached] = (work, chosen | {index})
        least = taken or least
    return least[max(least)][1]
