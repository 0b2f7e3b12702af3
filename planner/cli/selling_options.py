"""The words of the commands for many customers: ``queue``, ``bundles`` and ``demand``.

``queue`` has the choices of `plan`, for everybody alike. The others have those that make sense for customers
who have nothing in common but the catalog: no goal, budget, pins or alternatives. Values stay text here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.cli.shared_options import add_choices, add_shared_choices

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Callable

    AddCommand = Callable[..., ArgumentParser]

_PRESCRIPTIONS = "SSA results of many technologists: .xlsx, .csv or text; - reads pasted text"
# What `planner.cli.arguments.read_choices` looks for and these commands don't offer.
_NOT_OFFERED = {"goal": None, "budget": None, "alternatives": None}


def add_queue(add_command: AddCommand) -> None:
    """Add the command that plans for everybody in a queue, with the choices that `plan` has."""
    queue = add_command(
        "queue",
        help="choose courses for each of many technologists",
        description=(
            "Choose courses for everybody in a queue of prescriptions, each as well as `plan` does for one; "
            "those with the same needs are planned for once."
        ),
    )
    _add_prescriptions(queue)
    add_choices(queue)
    queue.add_argument("--alternatives", metavar="N", help="has no effect: each one's best plan is told")
    queue.add_argument("--json", metavar="FILE|-", help="write the plans as JSON; - for standard output")
    queue.add_argument("--out", metavar="FILE.xlsx", help="write the plans as an Excel workbook")
    queue.add_argument("--csv", metavar="FILE", help="write the plans as CSV, a row a technologist")
    queue.add_argument(
        "--dask",
        metavar="ADDRESS",
        help="let a Dask cluster do the work, such as tcp://host:8786; without it, all cores here do",
    )


def add_bundles(add_command: AddCommand) -> None:
    """Add the command that chooses bundles for a queue of customers."""
    bundles = add_command(
        "bundles",
        help="choose the bundles that cover most customers of a queue",
        description=(
            "Choose N bundles of at most K courses that cover most customers, then save them most money."
        ),
    )
    _add_prescriptions(bundles)
    bundles.add_argument("--bundles", required=True, metavar="N", help="how many bundles at most")
    bundles.add_argument("--size", required=True, metavar="K", help="how many courses a bundle holds at most")
    bundles.add_argument(
        "--discount", metavar="PERCENT", help="taken off the single prices, 0 to 100; 0 where nothing is said"
    )
    bundles.add_argument("--most-price", metavar="USD", help="the most that a bundle may cost")
    bundles.add_argument(
        "--no-dearer",
        action="store_true",
        help="count only customers for whom a bundle costs no more than their best plan without it",
    )
    bundles.add_argument("--seconds", metavar="S", help="how long to look; 30 where nothing is said")
    bundles.add_argument("--json", metavar="FILE|-", help="write the bundles as JSON; - for standard output")
    bundles.add_argument("--out", metavar="FILE.xlsx", help="write the bundles as an Excel workbook")
    _add_choices(bundles)


def add_demand(add_command: AddCommand) -> None:
    """Add the command that tells what a queue of customers lacks."""
    demand = add_command(
        "demand",
        help="tell what a queue of customers lacks, and which course to make next",
        description=(
            "Pool what the catalog can't cover, and tell which course to make next and how each course does."
        ),
    )
    _add_prescriptions(demand)
    demand.add_argument("--seconds", metavar="S", help="how long to look; 30 where nothing is said")
    demand.add_argument("--json", metavar="FILE|-", help="write it as JSON; - for standard output")
    _add_choices(demand)


def _add_prescriptions(command: ArgumentParser) -> None:
    command.add_argument("prescription", nargs="+", metavar="PRESCRIPTIONS", help=_PRESCRIPTIONS)


def _add_choices(command: ArgumentParser) -> None:
    """Add the choices of `plan` that make sense for all customers alike."""
    command.set_defaults(**_NOT_OFFERED, pin=[])
    add_shared_choices(command)
