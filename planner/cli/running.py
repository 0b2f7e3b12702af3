"""Run one command of the command line, and answer for whatever goes wrong in it.

Standard output carries the answer, standard error the problems and, on a terminal, the progress. What is
imported only by one command or option is imported where it is needed: starting has to be quick.
"""

from __future__ import annotations

import os
import sys
import tomllib
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from planner.cli.answer import DONE, FAULT, STOPPED, UNUSABLE, OutputLost, Unusable, give, say, say_problems
from planner.cli.arguments import UsageError, read_command_line, wants_json_on_output
from planner.cli.files import may_be_written, write_files
from planner.limits import limits
from planner.phrases import one_line
from planner.problem import Problem, Severity
from planner.writing.as_json import json_bytes, json_text, no_plan_as_json

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence


COMMANDS = ("plan", "structured", "check", "queue", "bundles", "demand")


class Command(Protocol):
    """What the module of each command has."""

    def run(self, options: argparse.Namespace) -> int:
        """Run the command and give its exit status; raise `Unusable` where no answer can be given."""

    def no_answer(self, problems: Sequence[Problem]) -> dict[str, Any]:
        """Say as JSON, in the shape of the command's answer, that there is none."""


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
        return STOPPED
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
        return _command(options.command).run(options)
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


def _command(name: str) -> Command:
    """Give the module of a command; the others need not be loaded."""
    return cast("Command", import_module(f"planner.cli.{name}"))


def _check_limits() -> None:
    """See that the limits can be read: their file may be configured."""
    try:
        limits()
    except (OSError, tomllib.TOMLDecodeError, TypeError, UnicodeDecodeError) as error:
        message = f"The limits file that PLANNER_LIMITS names can't be used: {error}"
        raise Unusable([Problem(Severity.ERROR, "limits-not-usable", message)]) from error


def _no_answer(command: str, problems: Sequence[Problem]) -> dict[str, Any]:
    """Tell programs that there is no answer, in the shape in which they look for one."""
    return _command(command if command in COMMANDS else "plan").no_answer(problems)


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
