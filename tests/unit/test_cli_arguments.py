"""The command line's words: every value is read exactly, everything wrong is said at once."""

from datetime import date

import pytest

from planner.cli.arguments import UsageError, read_choices, read_command_line, wants_json_on_output
from planner.credits import Credits, Money
from planner.preferences import Goal, Preferences
from tests.builders import TODAY

PLAN = ["plan", "results.csv", "--catalog", "catalog.csv"]


def _choices(*options: str) -> tuple[Preferences, list[str]]:
    choices = read_choices(read_command_line([*PLAN, *options]), TODAY)
    return choices.preferences, [problem.code for problem in choices.problems]


def test_without_options_the_plan_is_for_today_at_least_cost() -> None:
    assert _choices() == (Preferences(TODAY), [])


def test_every_option_arrives_in_the_preferences() -> None:
    chosen, problems = _choices(
        *("--goal", "ce-credits", "--on", "2026-12-01", "--deadline", "2027-03-04", "--budget", "$1,299.50"),
        *("--pin", "A", "--pin", "B", "--exclude=-C", "--seller", "Lantern Learning", "--format", "online"),
        *("--margin", "0.25", "--share-disciplines", "--allow-unknown-price", "--alternatives", "3"),
    )
    assert problems == []
    assert chosen == Preferences(
        on=date(2026, 12, 1),
        goal=Goal.CE_CREDITS,
        deadline=date(2027, 3, 4),
        budget=Money(129_950),
        pins=frozenset("AB"),
        exclusions=frozenset({"-C"}),
        sellers=frozenset({"Lantern Learning"}),
        formats=frozenset({"online"}),
        margin=Credits(25),
        share_disciplines=True,
        allow_unknown_price=True,
        alternatives=3,
    )


def test_a_budget_may_be_larger_than_any_sensible_price() -> None:
    assert _choices("--budget", "100,000")[0].budget == Money(10_000_000)
    assert _choices("--budget", "0")[0].budget == Money(0)


@pytest.mark.parametrize(
    ("option", "value", "code"),
    [
        ("--budget", "-5", "price-negative"),
        ("--budget", "ten", "price-not-a-number"),
        ("--budget", "9" * 13, "price-too-large"),
        ("--budget", "n/a", "option-without-value"),
        ("--budget", "12.3456", "price-too-fine"),
        ("--on", "3/4/2027", "date-not-readable"),
        ("--on", "2027-02-30", "date-not-readable"),
        ("--on", "20270304", "date-not-readable"),
        ("--deadline", "", "date-not-readable"),
        ("--deadline", "2026-11-22", "deadline-before-on"),
        ("--margin", "-1", "credits-negative"),
        ("--margin", "lots", "credits-not-a-number"),
        ("--assume-credits", "0", "credits-not-positive"),
        ("--alternatives", "-1", "number-not-readable"),
        ("--alternatives", "1000", "number-not-readable"),
        ("--alternatives", "²", "number-not-readable"),
        ("--goal", "price", "goal-unknown"),
        ("--pin", " ", "option-without-value"),
    ],
)
def test_a_value_that_cannot_be_used_is_a_problem_in_words(option: str, value: str, code: str) -> None:
    choices = read_choices(read_command_line([*PLAN, f"{option}={value}"]), TODAY)
    (problem,) = choices.problems
    assert problem.code == code
    assert problem.message.startswith(f"{option}: ")
    assert problem.is_error


def test_everything_wrong_is_said_at_once_and_what_was_meant_is_offered() -> None:
    options = read_command_line(
        [*PLAN, "--budget", "-5", "--on", "3/4/2027", "--margin", "x", "--goal", "costs"]
    )
    problems = read_choices(options, TODAY).problems
    assert len(problems) == 4
    assert {problem.suggestion for problem in problems} >= {"2027-03-04", "cost"}


@pytest.mark.parametrize(
    "arguments",
    [[], ["queue", "x.csv"], ["plan", "a.csv"], ["check"], [*PLAN, "--gaol", "cost"], [*PLAN, "--budget"]],
)
def test_an_incomplete_or_unknown_command_line_is_refused(arguments: list[str]) -> None:
    with pytest.raises(UsageError):
        read_command_line(arguments)


def test_json_on_standard_output_is_seen_even_in_a_broken_command_line() -> None:
    assert wants_json_on_output(["plan", "--json", "-"])
    assert wants_json_on_output(["plan", "--json=-"])
    assert not wants_json_on_output(["plan", "-", "--json", "file"])
