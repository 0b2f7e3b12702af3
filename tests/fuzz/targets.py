"""The readers as targets: bytes in, nothing out; what must not happen is raised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from unittest.mock import patch

from planner.credits import Credits
from planner.keeping import load, save
from planner.reading import SourceFile, read_catalog, read_completed, read_prescriptions
from planner.reading.outline_lines import read_outline_lines
from planner.reading.queues import queue, read_queue
from tests.fuzz import judging

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Target:
    """A reader with one kind of file. ``kind`` names what its seeds are: csv, text, xlsx or json."""

    name: str
    kind: str
    run: Callable[[bytes], None]


def _prescription(file: str) -> Callable[[bytes], None]:
    def run(content: bytes) -> None:
        judging.judge_prescriptions(read_prescriptions([SourceFile(file, content)]))

    return run


def _catalog(file: str) -> Callable[[bytes], None]:
    def run(content: bytes) -> None:
        judging.judge_catalog(read_catalog([SourceFile(file, content)]))

    return run


def _completed(file: str) -> Callable[[bytes], None]:
    def run(content: bytes) -> None:
        judging.judge_completed(read_completed([SourceFile(file, content)]))

    return run


def _outline(content: bytes) -> None:
    judging.judge_lines(read_outline_lines(SourceFile("outline.csv", content)))


def _queue(content: bytes) -> None:
    read = read_queue([SourceFile("queue.csv", content)], assume_credits=Credits(100))
    judging.judge_queue(read)


def _queue_in_pieces(content: bytes) -> None:
    source = SourceFile("queue.csv", content)
    whole = read_queue([source])
    with patch.object(queue, "_SMALL", 0):
        pieces = read_queue([source])
    judging.judge_queue(pieces)
    same = pieces.value.groups == whole.value.groups and (
        [*pieces.value.ids, *pieces.value.group_of] == [*whole.value.ids, *whole.value.group_of]
    )
    judging.insist(same, "a queue read in pieces is another than the whole")


def _plan_file(content: bytes) -> None:
    read = load(content, "plan.json")
    judging.judge_state(read)
    if read.value is not None:
        again = load(save(read.value), "plan.json")
        judging.insist(again.value == read.value, "a plan file that is saved again says something else")


ALL = {
    target.name: target
    for target in (
        Target("prescription-csv", "csv", _prescription("results.csv")),
        Target("prescription-paste", "text", _prescription("pasted text")),
        Target("prescription-xlsx", "xlsx", _prescription("results.xlsx")),
        Target("catalog-csv", "csv", _catalog("catalog.csv")),
        Target("catalog-paste", "text", _catalog("pasted text")),
        Target("catalog-xlsx", "xlsx", _catalog("catalog.xlsx")),
        Target("completed-csv", "csv", _completed("completed.csv")),
        Target("plan-file", "json", _plan_file),
        Target("outline-csv", "csv", _outline),
        Target("queue-csv", "csv", _queue),
        Target("queue-pieces", "csv", _queue_in_pieces),
    )
}
