"""The work handed out to others, chunk by chunk, whoever they are; and what comes back, put in its place.

A worker that is lost costs time only: its chunk is done again, at the end, each piece alone.
"""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from typing import TYPE_CHECKING, Any, Protocol

from planner.selling.labour.line import Line
from planner.selling.labour.pieces import Done, Ended, Lost

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from planner.selling.labour.line import Chunk
    from planner.selling.labour.pieces import News, P, R, Work

# How often it is asked whether to stop, while nothing comes back.
_LOOK_UP_S = 0.1


class WorkerMissing(Exception):  # noqa: N818 - it is what it is called
    """Nobody could be found to do a chunk: the chunk itself was not tried."""


class CannotGoOn(Exception):  # noqa: N818 - it is what it is called
    """Something came up that makes all further work useless; said in words."""


class Crew(Protocol):
    """Others who do chunks."""

    hands: int
    """How many chunks they can work on at a time."""

    def begin(self, pieces: Sequence[Any], /) -> Future[list[Any]]:
        """Have a chunk begun. The future gives the results of as many of its first pieces as were done.

        It fails with `WorkerMissing` where the chunk was not tried, else with whatever went wrong.
        """
        ...

    def room(self) -> int:
        """Say how many chunks may be under way now."""
        ...

    def trouble(self) -> str:
        """Say in words why the work can't go on; nothing while it can."""
        ...

    def leave(self) -> None:
        """Let everybody go; what is under way is given up."""
        ...


def work_off_by(
    crew: Crew, work: Work[P, R], pieces: Sequence[P], stopped: Callable[[], bool]
) -> Generator[News[R], None, None]:
    """Have a crew work off pieces. The crew is let go at the end, however it comes."""
    line = Line([work.effort(piece) for piece in pieces], crew.hands)
    under_way: dict[Future[list[R]], Chunk] = {}
    try:
        while (line or under_way) and not stopped():
            trouble = crew.trouble()
            if trouble:
                yield Ended(trouble)
                return
            while len(under_way) < crew.room():
                chunk = line.take(nobody_works=not under_way)
                if chunk is None:
                    break
                under_way[crew.begin([pieces[place] for place in chunk.places])] = chunk
            back, _ = wait(under_way, _LOOK_UP_S, FIRST_COMPLETED)
            for future in back:
                yield from _news(future, under_way.pop(future), line)
    except CannotGoOn as why:
        yield Ended(str(why))
    finally:
        crew.leave()


def _news(future: Future[list[R]], chunk: Chunk, line: Line) -> Generator[News[R], None, None]:
    try:
        results = future.result()
    except (WorkerMissing, CancelledError):
        line.put_back(chunk.places, chunk.tries)
    except CannotGoOn:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it was, the others' pieces go on
        why = (
            f"No plan could be made here: each time, the process that worked on it ended without an answer "
            f"({type(error).__name__}: {error}). That is a fault of the planner or of the machine it ran on."
        )
        yield from (Lost(place, why) for place in line.try_again(chunk))
    else:
        line.put_back(chunk.places[len(results) :], chunk.tries)
        yield from map(Done, chunk.places, results)
