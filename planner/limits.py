"""How much an input may hold. Over a limit is a problem in words, never a crash.

The defaults stand in ``data/limits.toml``; ``PLANNER_LIMITS`` may name another file of that shape.
"""

from __future__ import annotations

import os
import tomllib
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from planner.outline import DATA

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMITS_FILE = DATA / "limits.toml"
_SHIPPED = str(LIMITS_FILE)


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one input file. Sizes in bytes."""

    file_bytes: int
    unpacked_bytes: int
    unpack_ratio: int
    archive_members: int
    sheets: int
    rows: int
    columns: int
    cells: int
    """The most cells with a value that all sheets of a workbook, or a text file, may have together."""
    cell_characters: int
    problems: int
    credits: int
    """The most credits that one figure can sensibly be; a larger one is a slip."""
    dollars: int
    """The most that one price can sensibly be."""
    queue_file_bytes: int
    """The most bytes of one file of a queue of prescriptions, where it is text."""
    queue_rows: int
    queue_cells: int
    """The most cells with a value of a workbook that holds a queue."""
    queue_row_kinds: int
    """The most rows of a queue that say different things, whoever they are of."""
    reading_seconds: int
    """The most seconds of a processor that reading apart from the page may take (`planner.reading.apart`)."""
    reading_wait_seconds: int
    """The most seconds by the clock that anyone waits for it."""
    reading_memory: int
    """The most bytes that it may take, beside what is read."""
    readers: int
    """How many read at the same time."""

    def for_a_queue(self) -> Limits:
        """Give the bounds on a file that holds the results of many people."""
        return replace(self, rows=self.queue_rows, cells=self.queue_cells)


_OF_A_QUEUE: ContextVar[bool] = ContextVar("of_a_queue", default=False)


@lru_cache(maxsize=4)
def _read(path: str, *, of_a_queue: bool) -> Limits:
    figures = tomllib.loads(LIMITS_FILE.read_text(encoding="utf-8"))
    own = Limits(**figures | tomllib.loads(Path(path).read_text(encoding="utf-8")))
    return own.for_a_queue() if of_a_queue else own


def limits() -> Limits:
    """Give the limits in force.

    Raises:
        OSError, tomllib.TOMLDecodeError, TypeError: the configured file is missing or malformed.
    """
    return _read(os.environ.get("PLANNER_LIMITS") or _SHIPPED, of_a_queue=_OF_A_QUEUE.get())


@contextmanager
def while_a_queue_is_read() -> Iterator[None]:
    """Let the bounds on a queue be in force: it may have more rows than one person's results."""
    token = _OF_A_QUEUE.set(True)
    try:
        yield
    finally:
        _OF_A_QUEUE.reset(token)
