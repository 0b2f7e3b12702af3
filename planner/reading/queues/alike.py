"""Ids that may be one person's, written in two ways: they are kept apart, and that is said."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from planner.phrases import count, joined
from planner.problem import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NAMED = 5


def ids_alike(ids: Sequence[str]) -> Iterator[Problem]:
    """Warn of ids that differ in nothing but capitals, spaces, or zeros at the beginning."""
    if len(set(map(_folded, ids))) == len(ids):
        return
    written: dict[str, list[str]] = defaultdict(list)
    for each in ids:
        written[_folded(each)].append(each)
    alike = [ways for ways in written.values() if len(ways) > 1]
    named = [joined(ways) for ways in alike[:_NAMED]]
    if len(alike) > _NAMED:
        named.append(f"{len(alike) - _NAMED:,} more")
    message = (
        f"{count(len(alike), 'id')} may be one technologist's, written in several ways: {'; '.join(named)}. "
        "They were taken for different people, each with a plan of their own; if they aren't, write one id."
    )
    yield Problem(Severity.WARNING, "ids-alike", message, value=alike[0][1], suggestion=alike[0][0])


def _folded(technologist_id: str) -> str:
    return technologist_id.casefold().replace(" ", "").lstrip("0")
