"""The command line: ``python -m planner plan`` and ``check``.

Standard output carries the answer, standard error the problems and, on a terminal, the progress. What is
imported only by one command or option is imported where it is needed: starting has to be quick.
"""

from __future__ import annotations

import os
import shutil
import sys
import tomllib
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, TextIO

from planner.cli_arguments import (
    STANDARD,
    UsageError,
    read_choices,
    read_command_line,
    wants_json_on_output,
)
from planner.cli_files import all_fictional, check_names, read_files, write_files
from planner.limits import limits
from planner.plan import Plan, Status
from planner.problem import Problem, Severity
from planner.reading.grid import Read
from planner.writing.as_json import check_as_json, json_bytes, json_text, no_plan_as_json, plan_as_json
from planner.writing.as_table import WIDTH, check_as_table, in_plain_characters, plan_as_table
from planner.writing.phrases import joined, one_line
from planner.writing.wording import problem_line

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Sequence

    from planner.catalog import Catalog
    from planner.cli_arguments import Choices
    from planner.prescription import CompletedActivity, Prescription
    from planner.reading.sources import SourceFile

DONE, FAULT, UNUSABLE, SHORTFALL = 0, 1, 2, 3
_STOPPED = 130
_NARROWEST, _WIDEST = 60, 100
_MOST_IDS_NAMED = 5


class _Unusable(Exception):  # noqa: N818 - not a fault: the input can't be used
    """No answer can be given; the problems say why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__()
        self.problems = tuple(problems)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns:
        The exit status: 0 done and everything covered; 3 done, and something can't be covered; 2 the input or
        the arguments can't be used; 1 a fault of ours.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        status = _run_or_tell(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the answer has enough of it. Python must not fail again when it flushes at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    return status


def _run_or_tell(arguments: Sequence[str]) -> int:
    try:
        return _run(arguments)
    except SystemExit as asked_for_help:
        return int(asked_for_help.code or DONE)
    except KeyboardInterrupt:
        _say("Stopped.")
        return _STOPPED
    except BrokenPipeError:
        raise
    except Exception as fault:  # the one boundary: no traceback reaches a user
        if os.environ.get("PLANNER_DEBUG") == "1":
            raise
        return _our_fault(arguments, fault)


def _run(arguments: Sequence[str]) -> int:
    options: argparse.Namespace | None = None
    try:
        options = read_command_line(arguments)
        _check_limits()
        return _plan(options) if options.command == "plan" else _check(options)
    except UsageError as error:
        problems: Sequence[Problem] = [Problem(Severity.ERROR, "usage", str(error))]
    except _Unusable as unusable:
        problems = unusable.problems
    _say_problems(problems)
    _write_no_answer(options, problems, to_output=wants_json_on_output(arguments))
    return UNUSABLE


def _plan(options: argparse.Namespace) -> int:
    choices = read_choices(options, datetime.now().astimezone().date())
    inputs = [*options.prescription, *options.catalog, *options.completed]
    outputs = {"--json": options.json, "--out": options.out, "--ics": options.ics, "--csv": options.csv}
    wrong = [*choices.problems, *check_names(inputs, outputs)]
    prescription, catalog, completed, problems = _read_inputs(options, choices, wrong)

    from planner.planning import make_plan  # noqa: PLC0415 - brings the solver: only when there is a problem

    planned = make_plan(
        prescription, catalog, choices.preferences, completed, on_progress=_progress(sys.stderr)
    )
    problems = (*problems, *planned.problems)
    if planned.plan is None:
        raise _Unusable(problems)
    answer = plan_as_json(planned.plan, problems)
    _say_problems(problems)
    unwritten = write_files(_plan_files(options, planned.plan, problems, catalog, answer))
    _say_problems(unwritten)
    if options.json == STANDARD:
        sys.stdout.write(json_text(answer))
    else:
        _show(plan_as_table(planned.plan, catalog, _width(sys.stdout)))
    if unwritten:
        return UNUSABLE
    return DONE if planned.plan.status is Status.COVERED else SHORTFALL


def _read_inputs(
    options: argparse.Namespace, choices: Choices, wrong: Sequence[Problem]
) -> tuple[Prescription, Catalog, tuple[CompletedActivity, ...], tuple[Problem, ...]]:
    """Read all files; everything wrong in any of them is told at once."""
    from planner.reading import read_completed, read_prescriptions  # noqa: PLC0415 - as above

    problems = list(wrong)
    results, missing = read_files(options.prescription)
    problems += missing
    parts, missing = read_files(options.catalog)
    problems += missing
    finished, missing = read_files(options.completed)
    problems += missing
    unusable = list(problems)
    prescriptions = read_prescriptions(results, assume_credits=choices.assume_credits)
    catalog = _read_catalog(options.catalog, parts)
    completed = read_completed(finished)
    problems += [*prescriptions.problems, *catalog.problems, *completed.problems]
    if results:
        unusable += _only_one(prescriptions.value)
    if parts:
        unusable += _some_course(catalog.value)
    if unusable:
        known = set(problems)
        raise _Unusable([*problems, *(problem for problem in unusable if problem not in known)])
    return prescriptions.value[0], catalog.value, completed.value, tuple(problems)


def _read_catalog(names: Sequence[str], parts: Sequence[SourceFile]) -> Read[Catalog]:
    from planner.reading import read_catalog  # noqa: PLC0415 - brings the reading room: not for --help

    read = read_catalog(parts, name=", ".join(part.name for part in parts))
    if not all_fictional(names):
        return read
    return Read(replace(read.value, fictional=True), read.problems)


def _only_one(prescriptions: Sequence[Prescription]) -> Iterator[Problem]:
    """Find why there is not one prescription to plan for."""
    if len(prescriptions) > 1:
        ids = [one_line(each.technologist_id) or "(no id)" for each in prescriptions]
        more = f" and {len(ids) - _MOST_IDS_NAMED} more" if len(ids) > _MOST_IDS_NAMED else ""
        named = ", ".join(ids[:_MOST_IDS_NAMED]) if more else joined(ids)
        message = (
            f"The results are of {len(ids)} technologists ({named}{more}). "
            "A plan is for one: give a file with the rows of one technologist."
        )
        yield Problem(Severity.ERROR, "several-technologists", message)
    elif not any(not row.lacks_figure for each in prescriptions for row in each.rows):
        message = (
            "No row of the results can be used, so there is nothing to plan. Give rows with a discipline, a "
            "subcategory, whether the standard was met and, where it was not, the credits required."
        )
        yield Problem(Severity.ERROR, "no-results", message)


def _some_course(catalog: Catalog) -> Iterator[Problem]:
    if not catalog.courses:
        message = (
            "No course of the catalog can be used. Give rows with a course id or title, and a distribution."
        )
        yield Problem(Severity.ERROR, "no-courses", message)


def _plan_files(
    options: argparse.Namespace,
    plan: Plan,
    problems: Sequence[Problem],
    catalog: Catalog,
    answer: dict[str, Any],
) -> Iterator[tuple[str, bytes]]:
    """Give the files asked for, each with its bytes; a library is imported only where it is needed."""
    if options.json not in {None, STANDARD}:
        yield options.json, json_bytes(answer)
    if options.csv:
        from planner.writing.as_csv import plan_as_csv  # noqa: PLC0415 - as said

        yield options.csv, plan_as_csv(plan)
    if options.ics:
        from planner.writing.as_calendar import has_dates, plan_as_calendar  # noqa: PLC0415 - as said

        if not has_dates(plan):
            _say("The plan has no dates, so the calendar is empty.")
        yield options.ics, plan_as_calendar(plan)
    if options.out:
        from planner.writing.as_workbook import plan_as_workbook  # noqa: PLC0415 - as said

        yield options.out, plan_as_workbook(plan, problems, catalog)


def _check(options: argparse.Namespace) -> int:
    wrong = check_names(options.catalog, {"--json": options.json})
    parts, missing = read_files(options.catalog)
    if wrong or missing:
        raise _Unusable((*wrong, *missing))
    read = _read_catalog(options.catalog, parts)
    problems = (*read.problems, *_some_course(read.value))
    answer = check_as_json(read.value, problems)
    _say_problems(problems)
    unwritten: tuple[Problem, ...] = ()
    if options.json == STANDARD:
        sys.stdout.write(json_text(answer))
    else:
        if options.json:
            unwritten = write_files([(options.json, json_bytes(answer))])
            _say_problems(unwritten)
        _show(check_as_table(read.value, problems, _width(sys.stdout)))
    return DONE if read.value.courses and not unwritten else UNUSABLE


def _check_limits() -> None:
    """See that the limits can be read: their file may be configured."""
    try:
        limits()
    except (OSError, tomllib.TOMLDecodeError, TypeError, UnicodeDecodeError) as error:
        message = f"The limits file that PLANNER_LIMITS names can't be used: {error}"
        raise _Unusable([Problem(Severity.ERROR, "limits-not-usable", message)]) from error


def _write_no_answer(
    options: argparse.Namespace | None, problems: Sequence[Problem], *, to_output: bool
) -> None:
    """Tell programs that there is no answer, where they look for it."""
    answer = no_plan_as_json(problems)
    if options is not None and options.command == "check":
        answer = {
            "status": answer["status"],
            "courses": 0,
            "distributions": 0,
            "bundles": 0,
            "problems": answer["problems"],
        }
    if to_output:
        sys.stdout.write(json_text(answer))
    elif options is not None and options.json and not check_names((), {"--json": options.json}):
        _say_problems(write_files([(options.json, json_bytes(answer))]))


def _our_fault(arguments: Sequence[str], fault: Exception) -> int:
    message = f"Something went wrong in the planner itself ({type(fault).__name__}: {one_line(str(fault))})."
    problem = Problem(
        Severity.ERROR, "fault", f"{message} Nothing is wrong with your files; please report this."
    )
    _say_problems([problem])
    if wants_json_on_output(arguments):
        sys.stdout.write(json_text(no_plan_as_json([problem], status="fault")))
    return FAULT


def _show(text: str) -> None:
    sys.stdout.write(in_plain_characters(text, sys.stdout.encoding or "ascii"))


def _say(text: str) -> None:
    sys.stderr.write(in_plain_characters(f"{text}\n", sys.stderr.encoding or "ascii"))


def _say_problems(problems: Sequence[Problem]) -> None:
    for problem in problems:
        _say(problem_line(problem))


def _width(stream: TextIO) -> int:
    if not stream.isatty():
        return WIDTH
    return max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size((WIDTH, 24)).columns))


def _progress(stream: TextIO) -> Callable[[str], None] | None:
    return _say if stream.isatty() else None
