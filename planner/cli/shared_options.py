"""The options that several commands have. Values stay text here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.preferences import Goal

if TYPE_CHECKING:
    from argparse import ArgumentParser


def add_choices(command: ArgumentParser) -> None:
    """Add the options that all commands have that make a plan for one person, or one for each."""
    add_shared_choices(command)
    command.add_argument(
        "--goal",
        metavar="|".join(Goal),
        help="what to have as little of as possible; cost where nothing is said",
    )
    command.add_argument("--budget", metavar="USD", help="the most to spend")
    _add_ids(command, "pin", "course that has to be taken")


def add_shared_choices(command: ArgumentParser) -> None:
    """Add the catalog, what is completed, and the choices that mean something for any number of people."""
    command.add_argument(
        "--catalog",
        action="append",
        required=True,
        metavar="CATALOG",
        help="course catalog; repeat for its parts",
    )
    command.add_argument(
        "--completed", action="append", default=[], metavar="FILE", help="CE already completed"
    )
    command.add_argument("--on", metavar="YYYY-MM-DD", help='"today"; without it, this machine\'s date')
    command.add_argument("--deadline", metavar="YYYY-MM-DD", help="last day on which a course may be taken")
    _add_ids(command, "exclude", "course that may not be taken")
    for name in ("seller", "format"):
        help_ = f"only courses of this {name}; may be repeated"
        command.add_argument(f"--{name}", action="append", default=[], metavar="NAME", help=help_)
    command.add_argument("--margin", metavar="CREDITS", help="credits wanted on top of every requirement")
    command.add_argument(
        "--assume-credits", metavar="N", help="credits for rows not met that lack their figure"
    )
    command.add_argument(
        "--share-disciplines", action="store_true", help="let one activity count for several disciplines"
    )
    command.add_argument(
        "--allow-unknown-price", action="store_true", help="take courses whose price is not known too"
    )


def _add_ids(command: ArgumentParser, name: str, what: str) -> None:
    command.add_argument(
        f"--{name}", action="append", default=[], metavar="ID", help=f"{what}; may be repeated"
    )
