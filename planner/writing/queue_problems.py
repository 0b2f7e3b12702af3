"""All problems around a queue's answer, for whatever tells them together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.reading.collecting import Problems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.problem import Problem
    from planner.selling.answering import QueueAnswer


def all_problems(of_files: Sequence[Problem], answer: QueueAnswer) -> tuple[Problem, ...]:
    """Put together what is wrong with the files and what planning found, each once, as many as are told."""
    told = Problems()
    found = dict.fromkeys(of_files)
    for each in answer.answers:
        found.update(dict.fromkeys(() if each is None else each.problems))
    told.extend((*found, *answer.problems))
    return told.as_tuple()
