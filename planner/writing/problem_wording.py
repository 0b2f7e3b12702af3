"""What is said about a problem, in the same words on the screen, on the command line and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.phrases import one_line

if TYPE_CHECKING:
    from planner.problem import Problem


def problem_line(problem: Problem) -> str:
    """Say a problem in one line: how much it weighs, where, what, and the nearest known name."""
    place = one_line(str(problem.place))
    where = f"{place}: " if place else ""
    return f"{problem.severity.value}: {where}{problem_sentence(problem)}"


def problem_sentence(problem: Problem) -> str:
    """Say what a problem is and what to do, with the nearest known name where there is one."""
    message = one_line(problem.message)
    offers = problem.suggestion is not None and problem.suggestion not in problem.message
    nearest = f' Nearest known: "{one_line(problem.suggestion or "")}".' if offers else ""
    return f"{message}{nearest}"
