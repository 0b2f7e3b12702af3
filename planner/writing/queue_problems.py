"""All problems around a queue's answer, for whatever tells them together."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.phrases import count, joined, one_line
from planner.reading.collecting import Problems

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.problem import Problem
    from planner.selling.answering import QueueAnswer

_NAMED = 5


def all_problems(of_files: Sequence[Problem], answer: QueueAnswer) -> tuple[Problem, ...]:
    """Put together what is wrong with the files and what planning found, each once, as many as are told."""
    told = Problems()
    found = dict.fromkeys(of_files)
    for each in answer.answers:
        if each is not None and each.status is not None:
            found.update(dict.fromkeys(each.problems))
    told.extend((*found, *_without_plan(answer), *answer.problems))
    return told.as_tuple()


def _without_plan(answer: QueueAnswer) -> Iterator[Problem]:
    """Tell why there are customers without a plan; what names no place names the customers."""
    groups_of: dict[Problem, set[int]] = defaultdict(set)
    for number, each in enumerate(answer.answers):
        if each is not None and each.status is None:
            for problem in each.problems:
                groups_of[problem].add(number)
    for problem, groups in groups_of.items():
        if problem.place.file is not None:
            yield problem
            continue
        ids = [
            one_line(customer)
            for customer, group in zip(answer.queue.ids, answer.queue.group_of, strict=True)
            if group in groups
        ]
        more = [count(len(ids) - _NAMED, "other")] if len(ids) > _NAMED else []
        whose = f"{count(len(ids), 'customer')} without a plan ({joined([*ids[:_NAMED], *more])})"
        yield replace(problem, message=f"{whose}: {problem.message}")
