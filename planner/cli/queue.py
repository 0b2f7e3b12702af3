"""``python -m planner queue``: courses for everybody in a queue of prescriptions.

Each one's plan is what ``plan`` gives for that person alone; those with the same needs are planned for once.
A row that can't be used costs that row only. Ctrl+C while plans are made gives what is there by then: every
output says that it is partial, and the exit status is 130.
"""

from __future__ import annotations

import signal
import threading
import time
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from planner.cli.answer import (
    DONE,
    SHORTFALL,
    STOPPED,
    UNUSABLE,
    Unusable,
    give,
    progress,
    say,
    say_problems,
    show,
    width,
)
from planner.cli.arguments import STANDARD, read_choices
from planner.cli.customers import read_customers, somebody
from planner.cli.files import check_names, read_files, write_files, write_in_parts
from planner.cli.inputs import catalog_from, some_course
from planner.problem import Problem, Severity
from planner.writing.queue_json import no_queue_as_json, queue_json_parts
from planner.writing.queue_problems import all_problems
from planner.writing.queue_table import queue_as_table

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Sequence
    from types import FrameType

    from planner.catalog import Catalog
    from planner.cli.arguments import Choices
    from planner.preferences import Preferences
    from planner.selling.answering import QueueAnswer
    from planner.selling.customers import Queue
    from planner.selling.labour import Labour

# For fewer distinct prescriptions further processes take longer to start than they save.
_MANY = 100
_SECONDS_BETWEEN_NEWS = 2.0
no_answer = no_queue_as_json


def run(options: argparse.Namespace) -> int:
    """Run the command.

    Returns:
        The exit status: 0 where everybody is covered and every row was understood; 3 where somebody is short
        or without a plan, or a row was lost; 130 where the work was stopped.

    Raises:
        Unusable: no answer can be given.
    """
    choices = read_choices(options, datetime.now().astimezone().date())
    inputs = [*options.prescription, *options.catalog, *options.completed]
    outputs = {"--json": options.json, "--out": options.out, "--csv": options.csv}
    labour, not_reached = _labour(options)
    wrong = [*choices.problems, *check_names(inputs, outputs), *not_reached]
    waiting, catalog, of_rows, of_catalog = _read_inputs(options, choices, wrong)

    from planner.selling.answering import answer_queue  # noqa: PLC0415 - brings what plans are made with
    from planner.selling.labour import Processes  # noqa: PLC0415 - as above

    if labour is None and len(waiting.groups) >= _MANY:
        labour = Processes()
    with _stopping() as stopped:
        answer = answer_queue(
            waiting, catalog, choices.preferences, labour=labour, on_progress=_telling(), stopped=stopped
        )
    problems = all_problems((*of_rows, *of_catalog), answer)
    say_problems(problems)
    unwritten = _write(options, answer, catalog, choices.preferences, problems)
    say_problems(unwritten)
    if unwritten:
        return UNUSABLE
    if answer.partial and stopped():
        return STOPPED
    lost = any(problem.is_error for problem in of_rows)
    return DONE if answer.covered == waiting.customers and not lost else SHORTFALL


def _labour(options: argparse.Namespace) -> tuple[Labour | None, tuple[Problem, ...]]:
    """Find the cluster that is asked for; None where this machine does the work."""
    if options.dask is None:
        return None, ()
    from planner.selling.labour import on_dask  # noqa: PLC0415 - only where it is asked for

    found = on_dask(options.dask)
    return (None, (found,)) if isinstance(found, Problem) else (found, ())


def _read_inputs(
    options: argparse.Namespace, choices: Choices, wrong: Sequence[Problem]
) -> tuple[Queue, Catalog, tuple[Problem, ...], tuple[Problem, ...]]:
    """Read all files; everything wrong in any of them is told at once.

    Returns:
        The queue, the catalog, the problems of the queue's files, and those of the catalog's.

    Raises:
        Unusable: there is nobody to plan for, or nothing to plan from.
    """
    if tell := progress():
        tell("Reading")
    parts, missing_parts = read_files(options.catalog)
    finished, not_found = read_files(options.completed)
    waiting, problems, missing = read_customers(options.prescription, choices.assume_credits, finished)
    catalog = catalog_from(options.catalog, parts)
    unusable = [*wrong, *missing, *missing_parts, *not_found]
    if waiting is not None:
        unusable += somebody(waiting)
    if parts:
        unusable += some_course(catalog)
    if unusable or waiting is None:
        raise Unusable(tuple(dict.fromkeys((*unusable, *problems, *catalog.problems))))
    return waiting, catalog.value, problems, (*_without_effect(options), *catalog.problems)


def _without_effect(options: argparse.Namespace) -> Iterator[Problem]:
    if options.alternatives is not None:
        message = "--alternatives has no effect: of a queue only the best plan of each is told."
        yield Problem(Severity.WARNING, "option-without-effect", message, value=options.alternatives)


def _telling() -> Callable[[int, int], None] | None:
    """Tell how far the work is, now and then, where somebody is there to read it."""
    tell = progress()
    if tell is None:
        return None
    last = [0.0]

    def tell_now_and_then(done: int, of: int) -> None:
        now = time.monotonic()
        if done == of or now - last[0] >= _SECONDS_BETWEEN_NEWS:
            last[0] = now
            tell(f"Planned for {done:,} of {of:,}")

    return tell_now_and_then


@contextmanager
def _stopping() -> Iterator[Callable[[], bool]]:
    """Let Ctrl+C end the work with what is there by then; a second one ends the program."""
    asked = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        if asked.is_set():
            raise KeyboardInterrupt
        asked.set()
        say("Stopping. What is there by now is given; press Ctrl+C again to leave without it.")

    if threading.current_thread() is not threading.main_thread():
        yield asked.is_set
        return
    before = signal.signal(signal.SIGINT, stop)
    try:
        yield asked.is_set
    finally:
        signal.signal(signal.SIGINT, before)


def _write(
    options: argparse.Namespace,
    answer: QueueAnswer,
    catalog: Catalog,
    preferences: Preferences,
    problems: Sequence[Problem],
) -> tuple[Problem, ...]:
    """Write the files asked for and the answer itself; give what couldn't be written."""
    unwritten: tuple[Problem, ...] = ()
    if options.json not in {None, STANDARD}:
        text = queue_json_parts(answer, preferences, problems, plain=False)
        unwritten += write_in_parts(options.json, (part.encode("utf-8", "backslashreplace") for part in text))
    if options.csv:
        from planner.writing.queue_csv import queue_csv_parts  # noqa: PLC0415 - only when asked

        unwritten += write_in_parts(options.csv, queue_csv_parts(answer))
    if options.out:
        from planner.writing.queue_book import queue_as_workbook  # noqa: PLC0415 - openpyxl: only when asked

        unwritten += write_files([(options.out, queue_as_workbook(answer, catalog, preferences, problems))])
    if options.json == STANDARD:
        give(queue_json_parts(answer, preferences, problems, plain=True))
    else:
        show(queue_as_table(answer, catalog, width()))
    return unwritten
