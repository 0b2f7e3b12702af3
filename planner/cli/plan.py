"""``python -m planner plan``: the best set of courses for one technologist's results."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from planner.cli.answer import Unusable, give_plan, progress, say_problems
from planner.cli.arguments import read_choices
from planner.cli.files import check_names, read_files
from planner.cli.inputs import catalog_from, some_course, unreadable_completed
from planner.outline_editing import version_problems
from planner.phrases import joined, one_line
from planner.problem import Problem, Severity
from planner.writing.as_json import no_plan_as_json, plan_as_json
from planner.writing.as_table import plan_as_table

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from planner.catalog import Catalog
    from planner.cli.arguments import Choices
    from planner.prescription import CompletedActivity, Prescription

_MOST_IDS_NAMED = 5
no_answer = no_plan_as_json


def run(options: argparse.Namespace) -> int:
    """Run the command.

    Returns:
        The exit status.

    Raises:
        Unusable: no answer can be given.
    """
    choices = read_choices(options, datetime.now().astimezone().date())
    inputs = [*options.prescription, *options.catalog, *options.completed]
    outputs = {"--json": options.json, "--out": options.out, "--ics": options.ics, "--csv": options.csv}
    wrong = [*choices.problems, *check_names(inputs, outputs)]
    prescription, catalog, completed, problems = _read_inputs(options, choices, wrong)

    from planner.planning import make_plan  # noqa: PLC0415 - brings the solver: only when there is a problem

    planned = make_plan(prescription, catalog, choices.preferences, completed, on_progress=progress())
    problems = (*problems, *planned.problems)
    plan = planned.plan
    if plan is None:
        raise Unusable(problems)
    content = plan_as_json(plan, problems)
    say_problems(problems)

    def workbook() -> bytes:
        from planner.writing.as_workbook import plan_as_workbook  # noqa: PLC0415 - openpyxl: only when asked

        return plan_as_workbook(plan, problems, catalog)

    return give_plan(
        options, plan, content, table=lambda width: plan_as_table(plan, catalog, width), workbook=workbook
    )


def _read_inputs(
    options: argparse.Namespace, choices: Choices, wrong: Sequence[Problem]
) -> tuple[Prescription, Catalog, tuple[CompletedActivity, ...], tuple[Problem, ...]]:
    """Read all files; everything wrong in any of them is told at once."""
    from planner.reading import read_completed, read_prescriptions  # noqa: PLC0415 - as above

    problems = list(wrong)
    results, missing = read_files(options.prescription)
    problems += missing
    parts, missing = read_files(options.catalog)
    problems += missing
    finished, missing = read_files(options.completed)
    problems += missing
    unusable = list(problems)
    prescriptions = read_prescriptions(results, assume_credits=choices.assume_credits)
    catalog = catalog_from(options.catalog, parts)
    completed = read_completed(finished)
    problems += [*prescriptions.problems, *catalog.problems, *completed.problems]
    if results:
        unusable += _only_one(prescriptions.value)
    if parts:
        unusable += some_course(catalog)
    unusable += unreadable_completed(completed.value, completed.problems)
    if unusable:
        known = set(problems)
        raise Unusable([*problems, *(problem for problem in unusable if problem not in known)])
    problems += version_problems(prescriptions.value[:1], catalog.value)
    return prescriptions.value[0], catalog.value, completed.value, tuple(problems)


def _only_one(prescriptions: Sequence[Prescription]) -> Iterator[Problem]:
    """Find why there is not one prescription to plan for."""
    if len(prescriptions) > 1:
        ids = [one_line(each.technologist_id) or "(no id)" for each in prescriptions]
        more = f" and {len(ids) - _MOST_IDS_NAMED} more" if len(ids) > _MOST_IDS_NAMED else ""
        named = ", ".join(ids[:_MOST_IDS_NAMED]) if more else joined(ids)
        message = (
            f"The results are of {len(ids)} technologists ({named}{more}). "
            "A plan is for one: give a file with the rows of one technologist."
        )
        if all(len(each.rows) == 1 for each in prescriptions):
            message += " Each has one row: if the ids only number the rows, remove that column."
        yield Problem(Severity.ERROR, "several-technologists", message)
    elif not any(not row.lacks_figure for each in prescriptions for row in each.rows):
        message = (
            "No row of the results can be used, so there is nothing to plan. Give rows with a discipline, a "
            "subcategory, whether the standard was met and, where it was not, the credits required."
        )
        yield Problem(Severity.ERROR, "no-results", message)
