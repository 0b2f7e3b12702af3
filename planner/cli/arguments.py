"""What the values of the command line's options mean; which options there are, `planner.cli.options` says.

Values arrive as text and are read by the same code as the cells of a file; everything wrong with them is
collected and said at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NoReturn, TypeVar

from planner.cli.options import UsageError, make_parser
from planner.credits import Credits, Money
from planner.naming import nearest
from planner.phrases import joined
from planner.preferences import Goal, Preferences
from planner.problem import Problem, Severity
from planner.reading.cells.values import NotReadable, read_credits, read_date, read_money

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence
    from datetime import date

__all__ = [
    "STANDARD",
    "Choices",
    "UsageError",
    "read_choices",
    "read_command_line",
    "read_on",
    "wants_json_on_output",
]

STANDARD = "-"
"""Stands for standard input or output."""
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOST_ALTERNATIVES = 50
_MOST_BUDGET = Money(1_000_000_000_00)
_T = TypeVar("_T")


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
    return make_parser().parse_args(list(arguments))


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


def read_on(options: argparse.Namespace, today: date) -> tuple[date, tuple[Problem, ...]]:
    """Read the day to check or plan for; one that can't be used leaves today and a problem."""
    values = _Values()
    on = values.read("--on", options.on, _day) or today
    return on, tuple(values.problems)


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
