"""Work done once for the very same object, for as long as it is in use.

A catalog is too large to be compared or hashed each time somebody asks something about it: it is told by its
identity. The few that were asked about last are remembered, and kept in memory for that.
"""

from __future__ import annotations

from functools import lru_cache, update_wrapper
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
R = TypeVar("R")

_MOST_REMEMBERED = 4


class _Same(Generic[T]):
    """A thing that equals only itself."""

    __slots__ = ("thing",)

    def __init__(self, thing: T) -> None:
        self.thing = thing

    def __hash__(self) -> int:
        return id(self.thing)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.thing is other.thing


def remembered(function: Callable[[T], R]) -> Callable[[T], R]:
    """Let a function of one unchanging object do its work once for the same object."""

    @lru_cache(maxsize=_MOST_REMEMBERED)
    def of_the_same(same: _Same[T]) -> R:
        return function(same.thing)

    def remembering(thing: T) -> R:
        return of_the_same(_Same(thing))

    return update_wrapper(remembering, function)
