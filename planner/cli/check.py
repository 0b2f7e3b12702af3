"""The command ``check``: read a catalog, say everything wrong or doubtful in it, and correct what is safe."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from planner.cli.answer import DONE, UNUSABLE, Unusable, give, say_problems, show, width
from planner.cli.arguments import STANDARD, read_on
from planner.cli.files import check_names, read_files, write_files
from planner.cli.inputs import catalog_from, some_course
from planner.reading.collecting import Problems
from planner.selling.health import check_catalog
from planner.writing.as_json import check_as_json, json_bytes, json_text, no_check_as_json
from planner.writing.as_table import check_as_table

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from planner.catalog import Catalog
    from planner.selling.health import Health

no_answer = no_check_as_json


def run(options: argparse.Namespace) -> int:
    """Check a catalog.

    Returns:
        The exit status: 0 where any course can be used.

    Raises:
        Unusable: a file can't be read or written, or the day can't be understood.
    """
    on, wrong = read_on(options, datetime.now().astimezone().date())
    outputs = {"--json": options.json, "--out": options.out}
    wrong = (*wrong, *check_names(options.catalog, outputs))
    parts, missing = read_files(options.catalog)
    if wrong or missing:
        raise Unusable((*wrong, *missing))
    read = catalog_from(options.catalog, parts)
    catalog = read.value
    health = check_catalog(catalog, read.problems, on)
    problems = Problems()
    problems.extend(read.problems)
    problems.extend(problem for problem in some_course(read) if problem not in read.problems)
    problems.extend(health.new_problems)
    answer = check_as_json(catalog, problems.as_tuple(), health)
    say_problems(problems.as_tuple())
    files = []
    if options.json not in {None, STANDARD}:
        files.append((options.json, json_bytes(answer)))
    if options.out:
        files.extend(_corrected(options.out, catalog, health))
    unwritten = write_files(files)
    say_problems(unwritten)
    if options.json == STANDARD:
        give((json_text(answer),))
    else:
        corrected = None if unwritten else options.out
        show(check_as_table(catalog, problems.as_tuple(), width(), health, corrected))
    return DONE if catalog.courses and not unwritten else UNUSABLE


def _corrected(name: str, catalog: Catalog, health: Health) -> Iterator[tuple[str, bytes]]:
    """Give the corrected catalog's workbook, where there is a catalog."""
    from planner.selling.corrections import corrected  # noqa: PLC0415 - only when asked
    from planner.writing.corrected_book import corrected_as_workbook  # noqa: PLC0415 - openpyxl: as above

    if catalog.courses:
        yield name, corrected_as_workbook(corrected(catalog, health.findings))
