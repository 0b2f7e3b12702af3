"""A queue's answer as an Excel workbook. Importing this imports openpyxl.

Sheets: a summary; all customers, a row each; the distinct prescriptions; what to have ready; a sheet for each
of the largest groups; problems; choices. A partial answer says so on top of each.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from planner.problem import Problem, Severity
from planner.writing.plan_sheets import choices_sheet, problems_sheet
from planner.writing.queue_group_sheet import add_group_sheet, ids_of_groups
from planner.writing.queue_sheets import all_sheet, courses_sheet, groups_sheet, summary_sheet
from planner.writing.queue_wording import assumed_sentence, partial_sentence, queue_headline
from planner.writing.sheets import Book
from planner.writing.wording import FICTIONAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.catalog import Catalog
    from planner.preferences import Preferences
    from planner.selling.answering import QueueAnswer

MOST_GROUP_SHEETS = 150
_MOST_PROBLEMS = 5_000


def queue_as_workbook(
    answer: QueueAnswer,
    catalog: Catalog,
    preferences: Preferences,
    problems: Sequence[Problem] = (),
    *,
    most_sheets: int = MOST_GROUP_SHEETS,
) -> bytes:
    """Write a queue's answer for Excel.

    Args:
        answer: of the whole queue, or of a part.
        catalog: what the plans were made from.
        preferences: what they were made with.
        problems: of reading the queue and the catalog; those of planning are in the answer.
        most_sheets: how many groups, the largest first, get a sheet of their own.
    """
    book = Book(title="Queue of prescriptions", made_on=preferences.on)
    top = _top(answer, catalog)
    order = _largest_first(answer)
    shown = order[:most_sheets]
    summary_sheet(book, answer, top)
    all_sheet(book, answer, top)
    groups_sheet(book, answer, top, order, frozenset(shown))
    courses_sheet(book, answer, catalog, top)
    ids = ids_of_groups(answer.queue, shown)
    for group in shown:
        add_group_sheet(book, answer, group, catalog, ids[group])
    found = _problems(answer, problems, order)
    if found:
        problems_sheet(book, found)
    choices_sheet(book, catalog, preferences)
    return book.as_bytes()


def _top(answer: QueueAnswer, catalog: Catalog) -> tuple[str, ...]:
    """Give the lines on top of each summary."""
    fictional = FICTIONAL if catalog.fictional else ""
    lines = (queue_headline(answer), partial_sentence(answer), assumed_sentence(answer), fictional)
    return tuple(line for line in lines if line)


def _largest_first(answer: QueueAnswer) -> list[int]:
    groups = answer.queue.groups
    return sorted(range(len(groups)), key=lambda number: (-groups[number].customers, number))


def _problems(answer: QueueAnswer, problems: Sequence[Problem], order: Sequence[int]) -> list[Problem]:
    """Put all problems together, those of a group under its number; of very many, the first."""
    found = list(islice(_every_problem(answer, problems, order), _MOST_PROBLEMS + 1))
    if len(found) > _MOST_PROBLEMS:
        message = f"There are more problems than the {_MOST_PROBLEMS:,} above: the JSON file has all."
        found[-1] = Problem(Severity.WARNING, "more-problems", message)
    return found


def _every_problem(
    answer: QueueAnswer, problems: Sequence[Problem], order: Sequence[int]
) -> Iterator[Problem]:
    yield from answer.problems
    yield from problems
    for number in order:
        each = answer.answers[number]
        for problem in () if each is None else each.problems:
            yield replace(problem, message=f"Group {number + 1:,}: {problem.message}")
