"""Which courses a catalog's problems are about: told by the rows that they were met in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.problem import Problem
    from planner.reading.catalogs.course_rows import Gathered
    from planner.reading.table import Spot

# File, sheet and row (from 0).
_At = tuple[str | None, str | None, int]


def with_courses(problems: Sequence[Problem], gathered: Gathered) -> tuple[Problem, ...]:
    """Add to each problem the ids of the courses whose rows it was met in; one of a whole file has none."""
    places = [tuple(_places(problem, gathered)) for problem in problems]
    wanted = {at for of_one in places for at in of_one}
    if not wanted:
        return tuple(problems)
    ids: dict[_At, dict[str, None]] = {}
    for row in gathered.courses:
        spots = [row.spot, *(figure.spot for figure in row.figures if figure.spot is not row.spot)]
        for at in map(_at, spots):
            if at in wanted and row.course_id:
                ids.setdefault(at, {})[row.course_id] = None
    return tuple(
        replace(problem, course_ids=tuple(dict.fromkeys(i for at in of_one for i in ids.get(at, ()))))
        for problem, of_one in zip(problems, places, strict=True)
    )


def _places(problem: Problem, gathered: Gathered) -> Iterator[_At]:
    if spots := gathered.names.spots.get(problem):
        yield from map(_at, spots)
    elif problem.place.row is not None:
        yield (problem.place.file, problem.place.sheet, problem.place.row - 1)


def _at(spot: Spot) -> _At:
    return (spot.sheet.file, spot.sheet.name, spot.row)
