"""A catalog and completed CE named on the command line, read for any command."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.cli.files import all_fictional
from planner.problem import Problem, Severity
from planner.reading.grid import Read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planner.catalog import Catalog
    from planner.prescription import CompletedActivity
    from planner.reading.sources import SourceFile


def catalog_from(names: Sequence[str], parts: Sequence[SourceFile]) -> Read[Catalog]:
    """Read a catalog from its parts; one made of demo files only is fictional."""
    from planner.reading import read_catalog  # noqa: PLC0415 - brings the reading room: not for --help

    read = read_catalog(parts, name=", ".join(part.name for part in parts))
    if not all_fictional(names):
        return read
    return Read(replace(read.value, fictional=True), read.problems)


def some_course(read: Read[Catalog]) -> Iterator[Problem]:
    """Find why nothing can be planned from a catalog, in the words of reading where it has said so."""
    if not read.value.courses:
        message = (
            "No course of the catalog can be used. Give rows with a course id or title, and a distribution."
        )
        said = (problem for problem in read.problems if problem.code == "no-courses")
        yield next(said, Problem(Severity.ERROR, "no-courses", message))


def unreadable_completed(used: Iterable[CompletedActivity], problems: Iterable[Problem]) -> Iterator[Problem]:
    """Find why a file of completed CE can't be used at all.

    A plan without it would propose what is done already. Where only rows can't be read, the others are used.

    Args:
        used: what was read of all files of completed CE.
        problems: what reading them has said.
    """
    files = {done.place.file for done in used}
    yield from (
        problem
        for problem in problems
        if problem.is_error and problem.place.row is None and problem.place.file not in files
    )
