"""The words of the command line: which commands and options there are, and what their values mean.

Values arrive as text and are read by the same code as the cells of a file; everything wrong with them is
collected and said at once.
"""

from __future__ import annotations

import argparse
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NoReturn, TypeVar

from planner.credits import Credits, Money
from planner.naming import nearest
from planner.phrases import joined
from planner.preferences import Goal, Preferences
from planner.problem import Problem, Severity
from planner.reading.cells.values import NotReadable, read_credits, read_date, read_money

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

STANDARD = "-"
"""Stands for standard input or output."""
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOST_ALTERNATIVES = 50
_MOST_BUDGET = Money(1_000_000_000_00)
_T = TypeVar("_T")
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


@dataclass(frozen=True, slots=True)
class Choices:
    """What `plan` or `structured` was asked for: preferences, and what to assume for a missing figure."""

    preferences: Preferences
    assume_credits: Credits | None
    problems: tuple[Problem, ...]
    apply_on: date | None = None
    """The day of the application for a credential (`structured` only)."""


def read_command_line(arguments: Sequence[str]) -> argparse.Namespace:
    """Split a command line into its command, files and options; values of options stay text.

    Raises:
        UsageError: a command or option is unknown or incomplete.
        SystemExit: help was asked for and has been printed.
    """
    return _parser().parse_args(list(arguments))


def read_choices(options: argparse.Namespace, today: date) -> Choices:
    """Read the options of a plan; a value that can't be used leaves its default and a problem."""
    values = _Values()
    on = values.read("--on", options.on, _day) or today
    deadline = values.read("--deadline", options.deadline, _day)
    budget = values.read("--budget", options.budget, _budget)
    margin = values.read("--margin", options.margin, read_credits)
    assumed = values.read("--assume-credits", options.assume_credits, _more_than_none)
    alternatives = values.read("--alternatives", options.alternatives, _count)
    apply_on = values.read("--apply-on", getattr(options, "apply_on", None), _day)
    if deadline is not None and deadline < on:
        message = f"The deadline {deadline} is before the day planned on, {on}: give a later one."
        values.problems.append(_wrong("--deadline", options.deadline, "deadline-before-on", message))
    lists = {
        name: frozenset(values.words(f"--{name}", getattr(options, name)))
        for name in ("pin", "exclude", "seller", "format")
    }
    preferences = Preferences(
        on=on,
        goal=values.read("--goal", options.goal, _goal) or Goal.COST,
        deadline=deadline,
        budget=budget,
        pins=lists["pin"],
        exclusions=lists["exclude"],
        sellers=lists["seller"],
        formats=lists["format"],
        margin=margin or Credits(0),
        share_disciplines=options.share_disciplines,
        allow_unknown_price=options.allow_unknown_price,
        alternatives=alternatives or 0,
    )
    return Choices(preferences, assumed, tuple(values.problems), apply_on)


def wants_json_on_output(arguments: Sequence[str]) -> bool:
    """Whether standard output was asked to carry JSON, even where the rest can't be understood."""
    return "--json=-" in arguments or ("--json", STANDARD) in pairwise(arguments)


class _Values:
    """Reads option values one by one and remembers everything that is wrong with them."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def read(self, option: str, written: str | None, reader: Callable[[str], _T | None]) -> _T | None:
        """Read one value; None where it was not given or can't be used."""
        if written is None:
            return None
        try:
            value = reader(written.strip())
        except NotReadable as error:
            self.problems.append(_wrong(option, written, error.code, error.message, error.suggestion))
            return None
        if value is None:
            message = "A value is missing: give one, or leave the option out."
            self.problems.append(_wrong(option, written, "option-without-value", message))
        return value

    def words(self, option: str, written: Sequence[str]) -> list[str]:
        """Take ids or names as they are; a blank one is a slip."""
        if any(not word.strip() for word in written):
            message = "A blank can't be meant: give an id or a name, or leave the option out."
            self.problems.append(_wrong(option, "", "option-without-value", message))
        return [word.strip() for word in written if word.strip()]


def _wrong(option: str, written: str, code: str, message: str, suggestion: str | None = None) -> Problem:
    return Problem(Severity.ERROR, code, f"{option}: {message}", value=written, suggestion=suggestion)


def _day(written: str) -> date | None:
    """Read a day written YYYY-MM-DD: on the command line nothing else, since scripts write it."""
    if _ISO.fullmatch(written):
        return read_date(written)
    try:
        meant = read_date(written)
    except NotReadable:
        meant = None
    expected = "a date written YYYY-MM-DD such as 2027-03-04"
    return _refuse("date-not-readable", written, expected, None if meant is None else meant.isoformat())


def _goal(written: str) -> Goal:
    goals = [goal.value for goal in Goal]
    if written.lower() in goals:
        return Goal(written.lower())
    return _refuse("goal-unknown", written, joined(goals, "or"), nearest(written, goals))


def _budget(written: str) -> Money | None:
    """Read dollars; a budget may be larger than any price that makes sense."""
    try:
        return read_money(written)
    except NotReadable as error:
        if error.code != "price-too-large":
            raise
        try:
            budget = Money.of(written.strip("$ ").replace(",", ""))
        except ValueError:
            budget = None
        if budget is None or budget > _MOST_BUDGET:
            raise
        return budget


def _more_than_none(written: str) -> Credits | None:
    assumed = read_credits(written)
    if assumed is not None and not assumed:
        _refuse("credits-not-positive", written, "more than 0, since 0 would call such rows covered")
    return assumed


def _count(written: str) -> int:
    if not written.isascii() or not written.isdigit() or int(written[:9]) > _MOST_ALTERNATIVES:
        _refuse("number-not-readable", written, f"a whole number from 0 to {_MOST_ALTERNATIVES}")
    return int(written)


def _refuse(code: str, written: str, expected: str, suggestion: str | None = None) -> NoReturn:
    found = f'"{written}" can\'t be used'
    raise NotReadable(code=code, found=found, expected=expected, suggestion=suggestion)


def _parser() -> argparse.ArgumentParser:
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


def _add_choices(plan: _Parser) -> None:
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
    check.add_argument("--json", metavar="FILE|-", help="write it as JSON; - for standard output")
