"""``python -m planner structured``: the courses that make up structured education in one discipline."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from planner.cli.answer import Unusable, give_plan, progress, say_problems
from planner.cli.arguments import read_choices
from planner.cli.files import check_names, read_files
from planner.cli.inputs import catalog_from, some_course, unreadable_completed
from planner.problem import Problem, Severity
from planner.writing.as_json import no_plan_as_json

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from planner.catalog import Catalog
    from planner.prescription import CompletedActivity
    from planner.structured import StructuredRequirement

no_answer = no_plan_as_json


def run(options: argparse.Namespace) -> int:
    """Run the command: the same choices as `plan`, and a discipline and an application date.

    Returns:
        The exit status.

    Raises:
        Unusable: no answer can be given.
    """
    from planner.structured import make_structured_plan  # noqa: PLC0415 - for this command only

    choices = read_choices(options, datetime.now().astimezone().date())
    inputs = [*options.catalog, *options.completed]
    outputs = {"--json": options.json, "--out": options.out, "--ics": options.ics, "--csv": options.csv}
    wrong = [*choices.problems, *check_names(inputs, outputs)]
    requirement, catalog, completed, problems = _read_inputs(options, wrong)
    planned = make_structured_plan(
        requirement,
        catalog,
        choices.preferences,
        completed,
        apply_on=choices.apply_on,
        on_progress=progress(),
    )
    problems = (*problems, *planned.problems)
    answer = planned.answer
    if answer is None:
        raise Unusable(problems)

    from planner.writing.as_structured import structured_as_json, structured_as_table  # noqa: PLC0415 - as above

    def workbook() -> bytes:
        from planner.writing.structured_book import structured_as_workbook  # noqa: PLC0415 - openpyxl

        return structured_as_workbook(answer, problems, catalog)

    content = structured_as_json(answer, problems)
    say_problems(problems)
    return give_plan(
        options,
        answer.plan,
        content,
        table=lambda width: structured_as_table(answer, catalog, width),
        workbook=workbook,
    )


def _read_inputs(
    options: argparse.Namespace, wrong: Sequence[Problem]
) -> tuple[StructuredRequirement, Catalog, tuple[CompletedActivity, ...], tuple[Problem, ...]]:
    """Read the discipline and all files; everything wrong in any of them is told at once."""
    from planner.reading import read_completed  # noqa: PLC0415 - brings the reading room: not for --help
    from planner.structured import structured_requirement  # noqa: PLC0415 - for this command only

    asked = structured_requirement(options.discipline)
    parts, missing = read_files(options.catalog)
    finished, not_found = read_files(options.completed)
    unusable = [*wrong, *asked.problems, *missing, *not_found]
    catalog = catalog_from(options.catalog, parts)
    completed = read_completed(finished)
    if parts:
        unusable += some_course(catalog)
    unusable += unreadable_completed(completed.value, completed.problems)
    problems = (*_without_effect(options), *catalog.problems, *completed.problems)
    if unusable or asked.requirement is None:
        raise Unusable((*unusable, *(problem for problem in problems if problem not in unusable)))
    return asked.requirement, catalog.value, completed.value, problems


def _without_effect(options: argparse.Namespace) -> Iterator[Problem]:
    """Say which of the choices of `plan` mean nothing here."""
    if options.assume_credits is not None:
        message = "--assume-credits has no effect: structured education takes credits that are known."
        yield Problem(Severity.WARNING, "option-without-effect", message, value=options.assume_credits)
    if options.share_disciplines:
        message = "--share-disciplines has no effect: structured education is planned for one discipline."
        yield Problem(Severity.WARNING, "option-without-effect", message)
