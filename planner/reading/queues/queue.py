"""The prescriptions of many people, from files of every shape and of nearly any size.

A single large text is read in pieces (`planner.reading.queues.streaming`); everything else as any
prescription is, and then brought together by what people need. Both give the same queue and tell the same
problems.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from planner.limits import limits, while_a_queue_is_read
from planner.reading.files.refusals import Refused
from planner.reading.grid import Read
from planner.reading.prescriptions.prescription import read_prescriptions
from planner.reading.queues.alike import ids_alike
from planner.reading.queues.finished import Finished, read_finished
from planner.reading.queues.grouping import Grouping
from planner.reading.sources import SourceFile
from planner.selling.customers import Queue

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from planner.credits import Credits

_SMALL = 500_000
"""A text of fewer bytes is read whole."""


def read_queue(
    sources: Sequence[SourceFile],
    *,
    assume_credits: Credits | None = None,
    completed: Sequence[SourceFile] | Finished = (),
    whose: str = "",
) -> Read[Queue]:
    """Read the results of many people; who says the same as somebody else is in one group with them.

    Args:
        sources: files or pasted texts; rows with the same technologist id belong together, wherever they are.
        assume_credits: the figure to use, marked as assumed, where a standard wasn't met and none is given.
        completed: completed CE; where it has a column for technologist ids each row is that person's.
        whose: the id of the one person whose rows without an id are.

    Returns:
        The queue, empty where nothing can be used. A row without an id is an error and nobody's, unless it is
        said ``whose``.
    """
    finished = completed if isinstance(completed, Finished) else read_finished(completed)
    with while_a_queue_is_read():
        read: Read[Queue] | None = None
        if len(sources) == 1 and len(sources[0].content) > _SMALL and not whose:
            content, name = sources[0].content, sources[0].name
            read = _in_pieces(lambda: io.BytesIO(content), name, len(content), assume_credits, finished)
        if read is None:
            read = _whole(sources, assume_credits, finished, whose)
    return _with_what_ids_tell(read, finished)


def read_queue_file(
    path: Path,
    *,
    assume_credits: Credits | None = None,
    completed: Sequence[SourceFile] | Finished = (),
) -> Read[Queue]:
    """Read a queue from a file on disk: a table in text in pieces, anything else as `read_queue` does.

    Raises:
        OSError: the file can't be read.
    """
    finished = completed if isinstance(completed, Finished) else read_finished(completed)
    with while_a_queue_is_read():
        size = path.stat().st_size
        read = _in_pieces(lambda: path.open("rb"), path.name, size, assume_credits, finished)
        if read is None:
            with path.open("rb") as file:
                source = SourceFile(path.name, file.read(limits().file_bytes + 1))
            read = _whole([source], assume_credits, finished)
    return _with_what_ids_tell(read, finished)


def _with_what_ids_tell(read: Read[Queue], finished: Finished) -> Read[Queue]:
    ids = read.value.ids
    return Read(read.value, (*read.problems, *ids_alike(ids), *finished.problems_for(ids)))


def _in_pieces(
    open_: Callable[[], BinaryIO], name: str, size: int, assume_credits: Credits | None, finished: Finished
) -> Read[Queue] | None:
    # Brings numpy, which a small queue doesn't need.
    from planner.reading.queues.streaming import Source, read_in_pieces  # noqa: PLC0415

    try:
        return read_in_pieces(Source(open_, name, size), assume_credits, finished)
    except Refused as refusal:
        return Read(Queue(), (refusal.problem,))


def _whole(
    sources: Sequence[SourceFile], assume_credits: Credits | None, finished: Finished, whose: str = ""
) -> Read[Queue]:
    """Read sources as any prescription is read, and bring people together by what they need."""
    read = read_prescriptions(sources, assume_credits=assume_credits, of_many=not whose)
    grouping = Grouping()
    ids = [prescription.technologist_id or whose for prescription in read.value]
    numbers = [
        grouping.number_of(prescription, finished.of(each))
        for each, prescription in zip(ids, read.value, strict=True)
    ]
    return Read(grouping.queue(ids, numbers), read.problems)
