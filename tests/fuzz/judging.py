"""What must hold of everything that is read, whatever the bytes: words for people, values within limits."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from planner.limits import limits
from planner.problem import LONGEST_VALUE_SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.catalog import Catalog, Distribution
    from planner.credits import Credits, Money
    from planner.keeping import KeptState
    from planner.outline import Subcategory
    from planner.outline_editing import OutlineLine
    from planner.prescription import CompletedActivity, Prescription
    from planner.problem import Problem
    from planner.reading import Read
    from planner.selling.customers import Queue

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_MESSAGE = 20_000
_FORBIDDEN = ("Traceback", "object at 0x", "Exception", "<class")


class Broken(AssertionError):  # noqa: N818 - reads as what happened
    """Something that must always hold doesn't. The message says what."""


def insist(holds: object, what: str) -> None:
    """Raise `Broken` unless it holds."""
    if not holds:
        raise Broken(what)


def judge_problems(read: Read[object], *, lists: int = 1, nothing: bool = False) -> None:
    """Judge the problems; ``lists`` is how many bounded lists they may be made of.

    ``nothing`` says that nothing came of the file: then some error has to say why.
    """
    problems = read.problems
    insist(len(problems) <= lists * (limits().problems + 1), f"{len(problems)} problems")
    for problem in problems:
        _judge_problem(problem)
    insist(not nothing or any(problem.is_error for problem in problems), "nothing was read, and no word why")


def _judge_problem(problem: Problem) -> None:
    insist(_CODE.fullmatch(problem.code), f"the code {problem.code!r}")
    insist(problem.message.strip() and problem.message[0] != " ", f"{problem.code} says nothing")
    insist(len(problem.message) <= _LONGEST_MESSAGE, f"{problem.code} says {len(problem.message)} characters")
    insist(
        not any(word in problem.message for word in _FORBIDDEN), f"{problem.code}: {problem.message[:200]}"
    )
    insist(problem.value is None or len(problem.value) <= LONGEST_VALUE_SHOWN, f"{problem.code}'s value")
    row = problem.place.row
    insist(row is None or row >= 1, f"{problem.code} is in row {row}")
    insist(str(problem.place) or problem.code, "no place")


def judge_prescriptions(read: Read[tuple[Prescription, ...]]) -> None:
    """Judge what was read as results."""
    judge_problems(read, nothing=not read.value)
    ids = [prescription.technologist_id for prescription in read.value]
    insist(len(set(ids)) == len(ids), "an id has two prescriptions")
    for prescription in read.value:
        judge_prescription(prescription)


def judge_prescription(prescription: Prescription) -> None:
    """Judge one prescription."""
    _judge_text(prescription.technologist_id)
    insist(prescription.rows or prescription.unreadable, "a prescription of nothing")
    for row in prescription.rows:
        _judge_subcategory(row.subcategory)
        _judge_credits(row.credits_required)
        insist(not (row.standard_met and row.assumed), "a figure was assumed for a standard that is met")


def judge_catalog(read: Read[Catalog]) -> None:
    """Judge what was read as a catalog."""
    catalog = read.value
    judge_problems(read, nothing=not catalog.courses)
    ids = [course.course_id for course in catalog.courses]
    insist(len(set(ids)) == len(ids), "two courses have one id")
    for course in catalog.courses:
        insist(course.course_id.strip(), "a course has no id")
        for text in (course.title, course.seller, course.format, course.url, course.activity_id):
            _judge_text(text)
        for price in (course.list_price, course.sale_price):
            _judge_price(price)
        _judge_credits(course.ce_credits)
        _judge_distributions(course.distributions)
    for bundle in catalog.bundles:
        _judge_price(bundle.price)
        insist(set(bundle.course_ids) <= set(ids), "a bundle holds a course that isn't there")


def judge_completed(read: Read[tuple[CompletedActivity, ...]]) -> None:
    """Judge what was read as completed CE."""
    judge_problems(read)
    insist(read.value or read.problems, "nothing was read, and no word why")
    for activity in read.value:
        insist(activity.course_id.strip(), "an activity has no name")
        insist(type(activity.completed_on) is date, "an activity has no day")
        _judge_credits(activity.ce_credits)
        _judge_distributions(activity.distributions)


def judge_lines(read: Read[tuple[OutlineLine, ...]]) -> None:
    """Judge what was read as an outline."""
    judge_problems(read, lists=2, nothing=not read.value)
    if any(problem.is_error for problem in read.problems):
        return
    for line in read.value:
        _judge_subcategory(line.subcategory)
        _judge_credits(line.credits)


def judge_queue(read: Read[Queue]) -> None:
    """Judge what was read as a queue."""
    queue = read.value
    judge_problems(read, lists=2, nothing=not queue.ids)
    insist(len(queue.ids) == len(queue.group_of), "ids and groups are not aligned")
    insist(len(set(queue.ids)) == len(queue.ids), "somebody waits twice")
    insist(all(0 <= number < len(queue.groups) for number in queue.group_of), "a group isn't there")
    counted = [0] * len(queue.groups)
    for number in queue.group_of:
        counted[number] += 1
    insist(counted == [group.customers for group in queue.groups], "a group's customers are miscounted")
    for group in queue.groups:
        insist(not group.prescription.technologist_id, "a group bears an id")
        judge_prescription(group.prescription)


def judge_state(read: Read[KeptState | None]) -> None:
    """Judge what was read as a plan file."""
    judge_problems(read, nothing=read.value is None)
    if read.value is None:
        return
    for prescription in read.value.prescriptions:
        for row in prescription.rows:
            _judge_credits(row.credits_required)
    if read.value.catalog.catalog is not None:
        for course in read.value.catalog.catalog.courses:
            _judge_distributions(course.distributions)


def _judge_distributions(distributions: Iterable[Distribution]) -> None:
    for distribution in distributions:
        _judge_subcategory(distribution.subcategory)
        _judge_credits(distribution.credits)
        day = distribution.applies_from
        insist(day is None or type(day) is date, "a distribution's day is none")


def _judge_subcategory(subcategory: Subcategory) -> None:
    for text in (subcategory.discipline, subcategory.category, subcategory.name):
        _judge_text(text)


def _judge_text(text: str) -> None:
    insist(len(text) <= limits().cell_characters, f"a text of {len(text)} characters")
    insist("\0" not in text, "a text with a NUL")


def _judge_credits(figure: Credits | None) -> None:
    if figure is not None:
        insist(0 <= figure.hundredths <= limits().credits * 100, f"a figure of {figure} credits")


def _judge_price(price: Money | None) -> None:
    if price is not None:
        insist(0 <= price.hundredths <= limits().dollars * 100, f"a price of {price}")
