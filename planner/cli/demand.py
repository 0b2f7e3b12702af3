"""``python -m planner demand``: what a queue of customers lacks, and which course to make next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.cli.answer import DONE, SHORTFALL, UNUSABLE, give, progress, say_problems, show, width
from planner.cli.arguments import STANDARD
from planner.cli.customers import answered, read_seconds
from planner.cli.files import write_files
from planner.selling.demand import find_demand
from planner.writing.as_demand import demand_as_json, demand_as_table, no_demand_as_json
from planner.writing.as_json import json_bytes, json_text
from planner.writing.queue_wording import queue_notes

if TYPE_CHECKING:
    import argparse

no_answer = no_demand_as_json


def run(options: argparse.Namespace) -> int:
    """Run the command.

    Returns:
        The exit status: 0 where everybody is covered and every row was understood; 3 where somebody is short
        or without a plan, or a row was lost.

    Raises:
        Unusable: no answer can be given.
    """
    seconds, wrong = read_seconds(options)
    customers = answered(options, {"--json": options.json}, wrong, progress())
    found = find_demand(
        customers.answer, customers.catalog, customers.preferences, seconds=seconds, on_progress=progress()
    )
    problems = (*customers.problems, *found.problems)
    say_problems(problems)
    content = demand_as_json(found, problems)
    unwritten = () if options.json in {None, STANDARD} else write_files([(options.json, json_bytes(content))])
    say_problems(unwritten)
    if options.json == STANDARD:
        give((json_text(content),))
    else:
        show(demand_as_table(found, queue_notes(customers.answer, customers.catalog), width()))
    if unwritten:
        return UNUSABLE
    return DONE if found.covered == found.customers and not customers.rows_lost else SHORTFALL
