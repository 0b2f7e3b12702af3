"""What the commands for many customers have in common: the files read, the queue answered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from planner.cli.answer import Unusable
from planner.cli.arguments import STANDARD, read_choices
from planner.cli.files import check_names, read_files
from planner.cli.inputs import catalog_from, some_course, unreadable_completed
from planner.problem import Problem, Severity
from planner.writing.queue_problems import all_problems

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from planner.catalog import Catalog
    from planner.credits import Credits
    from planner.preferences import Preferences
    from planner.reading import SourceFile
    from planner.selling.answering import QueueAnswer
    from planner.selling.customers import Queue

SECONDS = 30.0
MOST_SECONDS = 3_600
# For fewer distinct prescriptions further processes take longer to start than they save.
_MANY = 100
_SECONDS = re.compile(r"\d{1,6}(\.\d{1,3})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Customers:
    """A queue's answer, its catalog and choices, and what was wrong with any of it.

    ``rows_lost``: some row of the prescriptions could not be used.
    """

    answer: QueueAnswer
    catalog: Catalog
    preferences: Preferences
    problems: tuple[Problem, ...]
    rows_lost: bool


def answered(
    options: argparse.Namespace,
    outputs: Mapping[str, str | None],
    wrong: Sequence[Problem],
    progress: Callable[[str], None] | None,
) -> Customers:
    """Read everything that a command names and plan for everybody; ``wrong`` is known to be wrong already.

    Raises:
        Unusable: there is nothing to answer with; all problems of all files are told.
    """
    choices = read_choices(options, datetime.now().astimezone().date())
    inputs = [*options.prescription, *options.catalog, *options.completed]
    wrong = [*wrong, *choices.problems, *check_names(inputs, outputs)]
    queue, catalog, of_rows, of_catalog = _read(options, choices.assume_credits, wrong)

    from planner.selling.answering import answer_queue  # noqa: PLC0415 - brings what plans are made with
    from planner.selling.labour import Processes  # noqa: PLC0415 - as above

    def tell(done: int, of: int) -> None:
        if progress is not None and (done == of or not done % max(1, of // 20)):
            progress(f"Planning for each customer: {done:,} of {of:,}")

    labour = Processes() if len(queue.groups) >= _MANY else None
    answer = answer_queue(queue, catalog, choices.preferences, labour=labour, on_progress=tell)
    problems = all_problems((*of_rows, *of_catalog), answer)
    lost = any(problem.is_error for problem in of_rows)
    return Customers(answer, catalog, choices.preferences, problems, lost)


def read_seconds(options: argparse.Namespace) -> tuple[float, tuple[Problem, ...]]:
    """Read how long to look."""
    written = options.seconds
    if written is None:
        return SECONDS, ()
    if _SECONDS.fullmatch(written.strip()) and 0 < float(written) <= MOST_SECONDS:
        return float(written), ()
    message = f"--seconds: {written!r} can't be used; expected a number over 0 and up to {MOST_SECONDS:,}."
    return SECONDS, (Problem(Severity.ERROR, "seconds-not-readable", message, value=written),)


def _read(
    options: argparse.Namespace, assume_credits: Credits | None, wrong: Sequence[Problem]
) -> tuple[Queue, Catalog, tuple[Problem, ...], tuple[Problem, ...]]:
    """Read all files; everything wrong in any of them is told at once.

    Returns:
        The queue, the catalog, the problems of the queue's files, and those of the catalog's.

    Raises:
        Unusable: there is nobody to plan for, or nothing to plan from.
    """
    parts, missing_parts = read_files(options.catalog)
    finished, not_found = read_files(options.completed)
    queue, queue_problems, missing = read_customers(options.prescription, assume_credits, finished)
    catalog = catalog_from(options.catalog, parts)
    unusable = [*wrong, *missing, *missing_parts, *not_found]
    if queue is not None:
        unusable += somebody(queue)
    if parts:
        unusable += some_course(catalog)
    if unusable or queue is None:
        # Of no file at all the catalog's reader says what is said of the missing file already.
        of_catalog = catalog.problems if parts else ()
        raise Unusable(tuple(dict.fromkeys((*unusable, *queue_problems, *of_catalog))))
    return queue, catalog.value, queue_problems, catalog.problems


def read_customers(
    names: Sequence[str], assume_credits: Credits | None, done: Sequence[SourceFile]
) -> tuple[Queue | None, tuple[Problem, ...], tuple[Problem, ...]]:
    """Read the customers, with what they have done; a single file in pieces, where that can be.

    Returns:
        The queue, None where there is no file; what was wrong; and of that, what no answer can be given with:
        files of customers that can't be opened, and files of completed CE that can't be used.
    """
    # Brings the reading room.
    from planner.reading.queues import read_finished, read_queue, read_queue_file  # noqa: PLC0415

    finished = read_finished(done)
    unusable = tuple(unreadable_completed(finished.activities, finished.problems))
    if len(names) == 1 and names[0] != STANDARD and "\0" not in names[0] and Path(names[0]).is_file():
        try:
            path = Path(names[0])
            read = read_queue_file(path, assume_credits=assume_credits, completed=finished)
        except OSError:
            pass  # said in words below
        else:
            return read.value, read.problems, unusable
    sources, missing = read_files(names)
    if not sources:
        return None, (), (*missing, *unusable)
    read = read_queue(sources, assume_credits=assume_credits, completed=finished)
    return read.value, read.problems, (*missing, *unusable)


def somebody(queue: Queue) -> Iterator[Problem]:
    """Find why there is nobody to answer."""
    if not queue.groups:
        message = (
            "No row of the results can be used, so there is no customer. Give rows with a technologist id, a "
            "discipline, a subcategory, whether the standard was met and, where it was not, the credits "
            "required."
        )
        yield Problem(Severity.ERROR, "no-results", message)
