"""What a worker does, in whatever process: chunks of pieces, and nothing else.

Run as a program it is told its work on standard input, and answers on standard output, in pickled frames from
and to the planner's own process. It ends with its input, so it never outlives who started it.
"""

from __future__ import annotations

import os
import pickle
import sys
import time
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.selling.labour.pieces import P, R, Work

# A chunk comes back after about so long, done or not: for progress, and to share out evenly what is left.
_LONG_ENOUGH_S = 1.0


def do_some(work: Work[P, R], pieces: Sequence[P]) -> list[R]:
    """Do pieces in their order, one at least, until they are done or it has taken long enough."""
    enough = time.monotonic() + _LONG_ENOUGH_S
    results: list[R] = []
    for piece in pieces:
        results.append(work(piece))
        if time.monotonic() > enough:
            break
    return results


def main() -> None:
    """Do chunks as they come, until there are no more."""
    frames = sys.stdin.buffer
    # Whatever a library prints must not get between the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        work = pickle.load(frames)  # noqa: S301 - from the process that started this one
        send(answers, "ready")
        while True:
            pieces = pickle.load(frames)  # noqa: S301 - as above
            send(answers, do_some(work, pieces))
    except (EOFError, BrokenPipeError):
        return


def send(stream: IO[bytes], frame: Any) -> None:  # noqa: ANN401 - whatever can be pickled
    """Send one frame."""
    pickle.dump(frame, stream, pickle.HIGHEST_PROTOCOL)
    stream.flush()
