"""A reader's program: takes what is to be read on standard input, and answers on standard output.

It ends with its input, so it never outlives who started it. It writes no file and tells no content: what goes
wrong in it is told by where in the planner it went wrong.
"""

from __future__ import annotations

import gc
import importlib
import os
import pickle
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING, Any

from planner.reading.apart.bounds import bound, unbound, write_nothing
from planner.reading.apart.packing import pack, receive, send

if TYPE_CHECKING:
    from collections.abc import Callable

OUT_OF_MEMORY = 86
"""The status with which a program ends that hasn't even the memory to say so."""
LIMITS = "PLANNER_LIMITS"
_PLANNER = Path(__file__).resolve().parents[3]
# What reading needs sooner or later; numpy, which only large queues need, is left out.
_WARMED = ("planner.keeping", "planner.reading.files.workbook", "planner.reading.outline_lines")


class Ending(StrEnum):
    """How a reading ended."""

    READ = "read"
    TOO_MUCH_MEMORY = "too much memory"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Errand:
    """What to do: a function of a module's, what to give it, and within which bounds.

    ``limits_file`` is the configured file of limits, empty for the shipped one.
    """

    reader: Callable[..., Any]
    given: tuple[Any, ...]
    options: dict[str, Any]
    memory: int
    seconds: float
    limits_file: str = ""


def main() -> None:
    """Do errands as they come, until there are no more."""
    frames = sys.stdin.buffer
    # Whatever a library prints must not get between the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    for module in _WARMED:
        importlib.import_module(module)
    from planner.naming import shipped_names  # noqa: PLC0415 - reads the outlines

    shipped_names()
    write_nothing()
    gc.collect()
    gc.freeze()
    try:
        send(answers, b"ready")
        while True:
            send(answers, _do(receive(frames)))
    except (EOFError, BrokenPipeError):
        return
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


def _do(frame: bytes) -> bytes:
    """Do one errand, and give how it ended and what came of it."""
    errand: Errand = pickle.loads(frame)  # noqa: S301 - from the process that started this one
    del frame
    os.environ[LIMITS] = errand.limits_file
    bound(memory=errand.memory, seconds=errand.seconds)
    try:
        return pack((Ending.READ.value, errand.reader(*errand.given, **errand.options)))
    except MemoryError:
        pass  # left first, so that what was read so far is let go
    except Exception as fault:  # noqa: BLE001 - told to who waits, and no reason to end
        return pack((Ending.FAULT.value, _where(fault)))
    finally:
        unbound()
    return pack((Ending.TOO_MUCH_MEMORY.value, ""))


def _where(fault: Exception) -> str:
    """Say what kind of fault it was and where in the planner. Its own words may quote the file: left out."""
    places = [
        f"{Path(frame.filename).relative_to(_PLANNER).as_posix()}:{frame.lineno}"
        for frame in extract_tb(fault.__traceback__)
        if Path(frame.filename).is_relative_to(_PLANNER)
    ]
    return f"{type(fault).__name__} at {' > '.join(places[-5:])}"
