"""What a command gives back: the exit status, the answer on standard output, the rest on standard error."""

from __future__ import annotations

import shutil
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from planner.cli.arguments import STANDARD
from planner.cli.files import write_files
from planner.plan import Status
from planner.writing.as_json import json_bytes, json_text
from planner.writing.as_table import WIDTH, in_plain_characters
from planner.writing.problem_wording import problem_line

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from planner.plan import Plan
    from planner.problem import Problem

DONE, FAULT, UNUSABLE, SHORTFALL, STOPPED = 0, 1, 2, 3, 130
_NARROWEST, _WIDEST = 60, 100


class OutputLost(Exception):  # noqa: N818 - not a fault: standard output takes no more
    """The answer can't be written to standard output; the text says why."""


class Unusable(Exception):  # noqa: N818 - not a fault: the input can't be used
    """No answer can be given; the problems say why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__()
        self.problems = tuple(problems)


def give(parts: Iterable[str]) -> None:
    """Write the answer to standard output.

    Raises:
        OutputLost: it takes no more.
        BrokenPipeError: whoever read it has enough of it.
    """
    try:
        sys.stdout.writelines(parts)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputLost(error.strerror or str(error)) from error


def show(text: str) -> None:
    """Write an answer for people to standard output, as `give` does."""
    give((in_plain_characters(text, sys.stdout.encoding or "ascii"),))


def say(text: str) -> None:
    """Write a line to standard error, if it takes any."""
    with suppress(OSError):
        sys.stderr.write(in_plain_characters(f"{text}\n", sys.stderr.encoding or "ascii"))


def say_problems(problems: Sequence[Problem]) -> None:
    """Write problems to standard error, a line each."""
    for problem in problems:
        say(problem_line(problem))


def progress() -> Callable[[str], None] | None:
    """Give what long work is told with, where somebody is there to read it."""
    return say if sys.stderr.isatty() else None


def width() -> int:
    """Give the columns to write in: those of the terminal, within reason."""
    if not sys.stdout.isatty():
        return WIDTH
    return max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size((WIDTH, 24)).columns))


def give_plan(
    options: argparse.Namespace,
    plan: Plan,
    content: dict[str, Any],
    *,
    table: Callable[[int], str],
    workbook: Callable[[], bytes],
) -> int:
    """Write the files asked for and the answer itself; ``content`` is the answer as JSON.

    Returns:
        The exit status.
    """
    unwritten = write_files(_files(options, plan, content, workbook))
    say_problems(unwritten)
    if options.json == STANDARD:
        give((json_text(content),))
    else:
        show(table(width()))
    if unwritten:
        return UNUSABLE
    return DONE if plan.status is Status.COVERED else SHORTFALL


def _files(
    options: argparse.Namespace, plan: Plan, content: dict[str, Any], workbook: Callable[[], bytes]
) -> Iterator[tuple[str, bytes]]:
    """Give the files asked for, each with its bytes; a library is imported only where it is needed."""
    if options.json not in {None, STANDARD}:
        yield options.json, json_bytes(content)
    if options.csv:
        from planner.writing.as_csv import plan_as_csv  # noqa: PLC0415 - as said

        yield options.csv, plan_as_csv(plan)
    if options.ics:
        from planner.writing.as_calendar import has_dates, plan_as_calendar  # noqa: PLC0415 - as said

        if not has_dates(plan):
            say("The plan has no dates, so the calendar is empty.")
        yield options.ics, plan_as_calendar(plan)
    if options.out:
        yield options.out, workbook()
