"""The list of problems stays short enough to read, and loses no error for a warning."""

from __future__ import annotations

from planner.problem import Severity
from planner.reading.collecting import Problems


def test_problems_keep_their_order() -> None:
    problems = Problems(5)
    problems.warning("a", "First.")
    problems.error("b", "Second.")
    problems.warning("c", "Third.")
    assert [problem.code for problem in problems.as_tuple()] == ["a", "b", "c"]
    assert problems.has_errors


def test_errors_are_listed_before_warnings_and_the_rest_is_counted() -> None:
    problems = Problems(3)
    for number in range(4):
        problems.warning(f"w{number}", "Look.")
    problems.error("e0", "Not used.")
    *listed, last = problems.as_tuple()
    assert [problem.code for problem in listed] == ["w0", "w1", "e0"]
    assert (last.code, last.value, last.severity) == ("more-problems", "2", Severity.WARNING)
    for number in range(1, 9):
        problems.error(f"e{number}", "Not used.")
    *listed, last = problems.as_tuple()
    assert [problem.code for problem in listed] == ["e0", "e1", "e2"]
    assert (last.value, last.severity) == ("10", Severity.ERROR)


def test_what_another_list_left_out_stays_counted() -> None:
    inner = Problems(1)
    inner.error("a", "Not used.")
    inner.error("b", "Not used.")
    outer = Problems(3)
    outer.extend(inner.as_tuple())
    assert [(problem.code, problem.value) for problem in outer.as_tuple()] == [
        ("a", None),
        ("more-problems", "1"),
    ]
    assert outer.as_tuple()[-1].is_error
