"""The words of the command line: which commands and options there are. Values of options stay text here."""

from __future__ import annotations

import argparse
from typing import Any, NoReturn

from planner.cli.selling_options import add_bundles, add_demand, add_queue
from planner.cli.shared_options import add_choices

_PROGRAM = "python -m planner"
_EXITS = """\
exit status: 0 done and everything covered; 3 done, and something can't be covered; 2 the input or the
arguments can't be used; 1 a fault of ours. The answer goes to standard output, problems to standard error.
"""


class UsageError(Exception):
    """The command line itself can't be understood."""


class _Parser(argparse.ArgumentParser):
    """Raises what is wrong instead of ending the process, and tells the exit statuses under its help."""

    def __init__(self, **about: Any) -> None:  # noqa: ANN401 - what argparse takes
        super().__init__(
            epilog=_EXITS,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
            **about,
        )

    def error(self, message: str) -> NoReturn:
        usage = " ".join(self.format_usage().split()).removeprefix("usage: ")
        sentence = f"{message[:1].upper()}{message[1:]}. Usage: {usage}"
        raise UsageError(sentence)


def make_parser() -> argparse.ArgumentParser:
    """Make what takes a command line apart; values of options stay text.

    It raises `UsageError` where a command or option is unknown or incomplete.
    """
    parser = _Parser(
        prog=_PROGRAM,
        description="Find the courses that cover SSA results, and know that no cheaper set does.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=_Parser)
    _add_plan(commands)
    _add_structured(commands)
    _add_check(commands)
    add_queue(commands.add_parser)
    add_bundles(commands.add_parser)
    add_demand(commands.add_parser)
    return parser


def _add_plan(commands: argparse._SubParsersAction[_Parser]) -> None:
    plan = commands.add_parser(
        "plan",
        help="choose courses for one technologist's results",
        description="Choose the courses that cover a prescription at least cost (or another goal).",
    )
    plan.add_argument(
        "prescription",
        nargs="+",
        metavar="PRESCRIPTION",
        help="SSA results: .xlsx, .csv or text; - reads pasted text",
    )
    add_choices(plan)
    _add_outputs(plan)


def _add_structured(commands: argparse._SubParsersAction[_Parser]) -> None:
    structured = commands.add_parser(
        "structured",
        help="choose courses for structured education in one discipline",
        description="Choose the courses that make up structured education for a postprimary credential.",
    )
    structured.add_argument("discipline", metavar="DISCIPLINE", help="a code such as MR, or a usual name")
    structured.add_argument(
        "--apply-on", metavar="YYYY-MM-DD", help="day of the application; CE has to be finished by then"
    )
    add_choices(structured)
    _add_outputs(structured)


def _add_outputs(plan: _Parser) -> None:
    """Add the options for what becomes of one plan."""
    plan.add_argument("--alternatives", metavar="N", help="how many other plans to list")
    plan.add_argument("--json", metavar="FILE|-", help="write the plan as JSON; - for standard output")
    plan.add_argument("--out", metavar="FILE.xlsx", help="write the plan as an Excel workbook")
    plan.add_argument("--ics", metavar="FILE", help="write the plan's dates as a calendar")
    plan.add_argument("--csv", metavar="FILE", help="write the plan as CSV")


def _add_check(commands: argparse._SubParsersAction[_Parser]) -> None:
    check = commands.add_parser(
        "check",
        help="read a catalog and list everything to look at",
        description="Read a catalog and list what to look at. Ends with 0 where any course can be used.",
    )
    check.add_argument("catalog", nargs="+", metavar="CATALOG", help="course catalog, or its parts")
    check.add_argument("--on", metavar="YYYY-MM-DD", help='"today"; without it, this machine\'s date')
    check.add_argument("--json", metavar="FILE|-", help="write it as JSON; - for standard output")
    check.add_argument(
        "--out", metavar="FILE.xlsx", help="write the catalog with its safe corrections marked"
    )
