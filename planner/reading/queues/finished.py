"""Completed CE of many people: by the technologist's id where a file has a column for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.phrases import count, joined
from planner.problem import Place, Problem, Severity
from planner.reading.completed import read_completed_of_many

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from planner.prescription import CompletedActivity
    from planner.reading.sources import SourceFile

_NAMED = 5


@dataclass(frozen=True, slots=True)
class Finished:
    """What everybody has completed, and what single people have besides."""

    by_everyone: tuple[CompletedActivity, ...] = ()
    by_id: dict[str, tuple[CompletedActivity, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def activities(self) -> tuple[CompletedActivity, ...]:
        """Everything that anybody has completed."""
        return (*self.by_everyone, *(done for each in self.by_id.values() for done in each))

    def of(self, technologist_id: str) -> tuple[CompletedActivity, ...]:
        """Give what one person has completed."""
        return self.by_everyone + self.by_id.get(technologist_id, ())

    def problems_for(self, ids: Collection[str]) -> tuple[Problem, ...]:
        """Give all problems; also tell of completed CE whose technologist isn't in the queue."""
        strangers = sorted(self.by_id.keys() - set(ids)) if self.by_id else []
        return (*self.problems, *_of_strangers(strangers, self.by_id))


def read_finished(sources: Sequence[SourceFile]) -> Finished:
    """Read completed CE: rows with an id count for that person; a file without ids, for everyone."""
    read = read_completed_of_many(sources)
    by_id = {technologist_id: done for technologist_id, done in read.value.items() if technologist_id}
    everyone = read.value.get("", ())
    return Finished(everyone, by_id, (*read.problems, *_for_everyone(everyone)))


def _for_everyone(everyone: Sequence[CompletedActivity]) -> Iterable[Problem]:
    files = dict.fromkeys(done.place.file for done in everyone)
    for file in files:
        message = (
            "This completed CE has no column for the technologist's id, so it was counted for everyone in "
            "the queue. If it is one person's, add the column technologist_id."
        )
        yield Problem(Severity.WARNING, "completed-for-everyone", message, Place(file))


def _of_strangers(
    strangers: Sequence[str], by_id: dict[str, tuple[CompletedActivity, ...]]
) -> Iterable[Problem]:
    if strangers:
        more = count(len(strangers) - _NAMED, "other") if len(strangers) > _NAMED else ""
        named = joined([*strangers[:_NAMED], *([more] if more else [])])
        message = (
            f"Completed CE is given for {count(len(strangers), 'technologist')} who aren't in the queue "
            f"({named}), so it was not used. Check the ids."
        )
        place = by_id[strangers[0]][0].place
        yield Problem(Severity.WARNING, "completed-of-nobody", message, place, strangers[0])
