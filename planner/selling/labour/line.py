"""The line of pieces waiting to be done, handed out in chunks: hard pieces first, ever fewer at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# More at once would save little on the way, and make progress jump.
_MOST_AT_ONCE = 32
# So many rounds of chunks are left to even things out, whatever is left to do.
_ROUNDS_LEFT = 4
# In company, then alone, then alone once more.
_MOST_TRIES = 3


@dataclass(frozen=True, slots=True)
class Chunk:
    """Pieces that are done together, by their places; ``tries`` counts how often that failed."""

    places: tuple[int, ...]
    tries: int = 0


class Line:
    """Who waits. The order depends on the pieces alone."""

    def __init__(self, efforts: Sequence[int], hands: int) -> None:
        """Line up pieces by their efforts, the hardest first; ``hands`` work at a time."""
        self._waiting = sorted(range(len(efforts)), key=lambda place: (-efforts[place], place))
        self._waiting.reverse()
        self._hands = hands
        self._rests: list[Chunk] = []
        self._suspects: list[Chunk] = []

    def __bool__(self) -> bool:
        return bool(self._rests or self._waiting or self._suspects)

    def take(self, *, nobody_works: bool) -> Chunk | None:
        """Take the next chunk off the line, or None where there is none for now.

        A piece that has failed in company waits until all others are done and ``nobody_works``: then, if it
        takes its worker with it, no other piece can be blamed or harmed.
        """
        if self._rests:
            return self._rests.pop()
        if self._waiting:
            share = len(self._waiting) // (self._hands * _ROUNDS_LEFT)
            size = min(max(1, share), _MOST_AT_ONCE)
            return Chunk(tuple(self._waiting.pop() for _ in range(size)))
        return self._suspects.pop() if self._suspects and nobody_works else None

    def put_back(self, places: Iterable[int], tries: int) -> None:
        """Put back pieces that nobody got to."""
        rest = tuple(places)
        if rest:
            (self._suspects if tries else self._rests).append(Chunk(rest, tries))

    def try_again(self, failed: Chunk) -> tuple[int, ...]:
        """Put back each piece of a failed chunk, to be done alone.

        Gives the places of pieces that have failed too often: those are not done again.
        """
        tries = failed.tries + 1
        if tries >= _MOST_TRIES:
            return failed.places
        self._suspects += [Chunk((place,), tries) for place in reversed(failed.places)]
        return ()
