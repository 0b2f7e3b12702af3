"""What all labour has in common: work, its pieces, and the news of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

P = TypeVar("P")
R = TypeVar("R")
P_contra = TypeVar("P_contra", contravariant=True)
R_co = TypeVar("R_co", covariant=True)


class Work(Protocol[P_contra, R_co]):
    """What is done with each piece; it can be pickled, and a piece's result depends on nothing else."""

    def __call__(self, piece: P_contra, /) -> R_co:
        """Do one piece. It doesn't raise: what goes wrong is part of the result."""
        ...

    def effort(self, piece: P_contra, /) -> int:
        """Guess how hard a piece is: hard ones are begun first, so that none is waited for at the end."""
        ...


@dataclass(frozen=True, slots=True)
class Done(Generic[R_co]):
    """The piece at a place (counted from 0) is done."""

    place: int
    result: R_co


@dataclass(frozen=True, slots=True)
class Lost:
    """The piece at a place couldn't be done, however often it was tried; ``why`` in words."""

    place: int
    why: str


@dataclass(frozen=True, slots=True)
class Ended:
    """The work can't go on, and what was not done yet won't be; ``why`` in words."""

    why: str


News = Done[R] | Lost | Ended


class Labour(Protocol):
    """Somebody who works off pieces."""

    def work_off(
        self, work: Work[P, R], pieces: Sequence[P], stopped: Callable[[], bool], /
    ) -> Generator[News[R], None, None]:
        """Do all pieces, each once, and give the news of each in whatever order they are done.

        Once ``stopped`` says so, nothing further is begun and what is under way is given up. Close the
        generator to the same effect.
        """
        ...
