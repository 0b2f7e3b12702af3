"""The command line: ``python -m planner plan``; ``structured`` and ``check`` have their own modules.

Standard output carries the answer, standard error the problems and, on a terminal, the progress. What is
imported only by one command or option is imported where it is needed: starting has to be quick.
"""

from __future__ import annotations

import os
import sys
import tomllib
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.cli_answer import (
    DONE,
    FAULT,
    UNUSABLE,
    OutputLost,
    Unusable,
    give,
    give_plan,
    progress,
    say,
    say_problems,
)
from planner.cli_arguments import (
    UsageError,
    read_choices,
    read_command_line,
    wants_json_on_output,
)
from planner.cli_files import check_names, may_be_written, read_files, write_files
from planner.cli_inputs import catalog_from, some_course
from planner.limits import limits
from planner.outline_editing import version_problems
from planner.phrases import joined, one_line
from planner.problem import Problem, Severity
from planner.writing.as_json import json_bytes, json_text, no_plan_as_json, plan_as_json
from planner.writing.as_table import plan_as_table

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Sequence

    from planner.catalog import Catalog
    from planner.cli_arguments import Choices
    from planner.prescription import CompletedActivity, Prescription

_STOPPED = 130
_MOST_IDS_NAMED = 5


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns:
        The exit status: 0 done and everything covered; 3 done, and something can't be covered; 2 the input or
        the arguments can't be used; 1 a fault of ours.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    _open_what_is_closed()
    try:
        return _run_or_tell(arguments)
    except BrokenPipeError:  # whoever read the answer has enough of it
        status = DONE
    except OutputLost as lost:
        say(f"error: The answer can't be written to standard output: {lost}.")
        status = UNUSABLE
    # Python must not fail again when it flushes at the end.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return status


def _open_what_is_closed() -> None:
    """Where nobody reads the answer or the problems, as nothing is there to write to, write to nowhere."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open to the end
            setattr(sys, name, nowhere)


def _run_or_tell(arguments: Sequence[str]) -> int:
    try:
        return _run(arguments)
    except SystemExit as asked_for_help:
        return int(asked_for_help.code or DONE)
    except KeyboardInterrupt:
        say("Stopped.")
        return _STOPPED
    except (BrokenPipeError, OutputLost):
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
        return _command(options.command)(options)
    except UsageError as error:
        problems: Sequence[Problem] = [Problem(Severity.ERROR, "usage", str(error))]
    except Unusable as unusable:
        problems = unusable.problems
    say_problems(problems)
    answer = _no_answer(arguments[0] if arguments else "", problems)
    if wants_json_on_output(arguments):
        give((json_text(answer),))
    elif options is not None and options.json and _may_write_json(options):
        say_problems(write_files([(options.json, json_bytes(answer))]))
    return UNUSABLE


def _command(name: str) -> Callable[[argparse.Namespace], int]:
    if name == "structured":
        from planner.cli_structured import structured  # noqa: PLC0415 - for this command only

        return structured
    if name == "check":
        from planner.cli_check import check  # noqa: PLC0415 - as above

        return check
    if name == "queue":
        from planner.cli_queue import queue  # noqa: PLC0415 - as above

        return queue
    if name == "bundles":
        from planner.cli_bundles import bundles  # noqa: PLC0415 - as above

        return bundles
    if name == "demand":
        from planner.cli_demand import demand  # noqa: PLC0415 - as above

        return demand
    return _plan


def _plan(options: argparse.Namespace) -> int:
    choices = read_choices(options, datetime.now().astimezone().date())
    inputs = [*options.prescription, *options.catalog, *options.completed]
    outputs = {"--json": options.json, "--out": options.out, "--ics": options.ics, "--csv": options.csv}
    wrong = [*choices.problems, *check_names(inputs, outputs)]
    prescription, catalog, completed, problems = _read_inputs(options, choices, wrong)

    from planner.planning import make_plan  # noqa: PLC0415 - brings the solver: only when there is a problem

    planned = make_plan(prescription, catalog, choices.preferences, completed, on_progress=progress())
    problems = (*problems, *planned.problems)
    plan = planned.plan
    if plan is None:
        raise Unusable(problems)
    content = plan_as_json(plan, problems)
    say_problems(problems)

    def workbook() -> bytes:
        from planner.writing.as_workbook import plan_as_workbook  # noqa: PLC0415 - openpyxl: only when asked

        return plan_as_workbook(plan, problems, catalog)

    return give_plan(
        options, plan, content, table=lambda width: plan_as_table(plan, catalog, width), workbook=workbook
    )


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
    catalog = catalog_from(options.catalog, parts)
    completed = read_completed(finished)
    problems += [*prescriptions.problems, *catalog.problems, *completed.problems]
    if results:
        unusable += _only_one(prescriptions.value)
    if parts:
        unusable += some_course(catalog.value)
    if unusable:
        known = set(problems)
        raise Unusable([*problems, *(problem for problem in unusable if problem not in known)])
    problems += version_problems(prescriptions.value[:1], catalog.value)
    return prescriptions.value[0], catalog.value, completed.value, tuple(problems)


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


def _check_limits() -> None:
    """See that the limits can be read: their file may be configured."""
    try:
        limits()
    except (OSError, tomllib.TOMLDecodeError, TypeError, UnicodeDecodeError) as error:
        message = f"The limits file that PLANNER_LIMITS names can't be used: {error}"
        raise Unusable([Problem(Severity.ERROR, "limits-not-usable", message)]) from error


def _no_answer(command: str, problems: Sequence[Problem]) -> dict[str, Any]:
    """Tell programs that there is no answer, in the shape in which they look for one."""
    if command == "queue":
        from planner.writing.queue_json import no_queue_as_json  # noqa: PLC0415 - for this command only

        return no_queue_as_json(problems, "unusable")
    if command == "bundles":
        from planner.writing.as_bundles import no_bundles_as_json  # noqa: PLC0415 - as above

        return no_bundles_as_json(problems)
    if command == "demand":
        from planner.writing.as_demand import no_demand_as_json  # noqa: PLC0415 - as above

        return no_demand_as_json(problems)
    answer = no_plan_as_json(problems)
    if command == "check":
        nothing = {"courses": 0, "distributions": 0, "bundles": 0}
        return {"status": answer["status"], **nothing, "problems": answer["problems"]}
    return answer


def _may_write_json(options: argparse.Namespace) -> bool:
    """Whether the file named for JSON destroys nothing that was named for something else."""
    named = vars(options)
    inputs = [name for option in ("prescription", "catalog", "completed") for name in named.get(option, ())]
    return may_be_written(options.json, inputs, [named.get(option) for option in ("out", "csv", "ics")])


def _our_fault(arguments: Sequence[str], fault: Exception) -> int:
    message = f"Something went wrong in the planner itself ({type(fault).__name__}: {one_line(str(fault))})."
    problem = Problem(
        Severity.ERROR, "fault", f"{message} Nothing is wrong with your files; please report this."
    )
    say_problems([problem])
    if wants_json_on_output(arguments):
        give((json_text(no_plan_as_json([problem], status="fault")),))
    return FAULT
