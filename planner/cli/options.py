"""The words of the command line: which commands and options there are. Values of options stay text here."""

from __future__ import annotations

import argparse
from typing import NoReturn

from planner.cli.selling_arguments import add_bundles, add_demand, add_queue
from planner.preferences import Goal

_PROGRAM = "python -m planner"
_EXITS = """\
exit status: 0 done and everything covered; 3 done, and something can't be covered; 2 the input or the
arguments can't be used; 1 a fault of ours. The answer goes to standard output, problems to standard error.
"""


class UsageError(Exception):
    """The command line itself can't be understood."""


class _Parser(argparse.ArgumentParser):
    """Raises what is wrong instead of ending the process."""

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
        epilog=_EXITS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=_Parser)
    _add_plan(commands)
    _add_structured(commands)
    _add_check(commands)
    add_queue(commands.add_parser, _EXITS, _add_choices)
    add_bundles(commands.add_parser, _EXITS)
    add_demand(commands.add_parser, _EXITS)
    return parser


def _add_plan(commands: argparse._SubParsersAction[_Parser]) -> None:
    plan = commands.add_parser(
        "plan",
        help="choose courses for one technologist's results",
        description="Choose the courses that cover a prescription at least cost (or another goal).",
        epilog=_EXITS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    plan.add_argument(
        "prescription",
        nargs="+",
        metavar="PRESCRIPTION",
        help="SSA results: .xlsx, .csv or text; - reads pasted text",
    )
    _add_choices(plan)
    _add_outputs(plan)


def _add_structured(commands: argparse._SubParsersAction[_Parser]) -> None:
    structured = commands.add_parser(
        "structured",
        help="choose courses for structured education in one discipline",
        description="Choose the courses that make up structured education for a postprimary credential.",
        epilog=_EXITS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    structured.add_argument("discipline", metavar="DISCIPLINE", help="a code such as MR, or a usual name")
    structured.add_argument(
        "--apply-on", metavar="YYYY-MM-DD", help="day of the application; CE has to be finished by then"
    )
    _add_choices(structured)
    _add_outputs(structured)


def _add_choices(plan: argparse.ArgumentParser) -> None:
    """Add the options that all commands have that make a plan."""
    plan.add_argument(
        "--catalog",
        action="append",
        required=True,
        metavar="CATALOG",
        help="course catalog; repeat for its parts",
    )
    plan.add_argument(
        "--goal",
        metavar="|".join(Goal),
        help="what to have as little of as possible; cost where nothing is said",
    )
    plan.add_argument("--completed", action="append", default=[], metavar="FILE", help="CE already completed")
    plan.add_argument("--on", metavar="YYYY-MM-DD", help='"today"; without it, this machine\'s date')
    plan.add_argument("--deadline", metavar="YYYY-MM-DD", help="last day on which a course may be taken")
    plan.add_argument("--budget", metavar="USD", help="the most to spend")
    for name, what in (
        ("pin", "course that has to be in the plan"),
        ("exclude", "course that must not be in the plan"),
    ):
        plan.add_argument(
            f"--{name}", action="append", default=[], metavar="ID", help=f"{what}; may be repeated"
        )
    for name in ("seller", "format"):
        help_ = f"only courses of this {name}; may be repeated"
        plan.add_argument(f"--{name}", action="append", default=[], metavar="NAME", help=help_)
    plan.add_argument("--margin", metavar="CREDITS", help="credits wanted on top of every requirement")
    plan.add_argument("--assume-credits", metavar="N", help="credits for rows not met that lack their figure")
    plan.add_argument(
        "--share-disciplines", action="store_true", help="let one activity count for several disciplines"
    )
    plan.add_argument(
        "--allow-unknown-price",
        action="store_true",
        help="let courses whose price is not known into the plan",
    )


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
        epilog=_EXITS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    check.add_argument("catalog", nargs="+", metavar="CATALOG", help="course catalog, or its parts")
    check.add_argument("--on", metavar="YYYY-MM-DD", help='"today"; without it, this machine\'s date')
    check.add_argument("--json", metavar="FILE|-", help="write it as JSON; - for standard output")
    check.add_argument(
        "--out", metavar="FILE.xlsx", help="write the catalog with its safe corrections marked"
    )
