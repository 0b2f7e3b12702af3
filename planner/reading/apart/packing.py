"""What goes between the planner and its readers: packed small, and unpacked with care.

A reader takes files that nobody vouches for. Should one of them ever get the better of it, its answer still
can't be made of anything but the planner's own values, each made anew by its own class and its checks.
"""

from __future__ import annotations

import io
import operator
import pickle
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import IO, TYPE_CHECKING, Any

from planner.catalog import Distribution
from planner.credits import Credits, Hours, Money
from planner.outline import Subcategory
from planner.problem import Place

if TYPE_CHECKING:
    from collections.abc import Callable

_SIZE = 8
# Of these a file gives many that are equal: each is packed, and then held, once.
_ALIKE = frozenset({Distribution, Subcategory, Credits, Hours, Money, Place})
_NOT_THE_PLANNERS = frozenset(
    {("datetime", "date"), ("array", "array"), ("array", "_array_reconstructor"), ("decimal", "Decimal")}
)


class NotOurs(pickle.UnpicklingError):
    """An answer holds something that is no value of the planner's."""


def pack(answer: object) -> bytes:
    """Pack an answer: a frozen dataclass as its class and its fields, equal small values as one."""
    packed = io.BytesIO()
    _Packer(packed, pickle.HIGHEST_PROTOCOL).dump(answer)
    return packed.getvalue()


def unpack(packed: bytes) -> Any:  # noqa: ANN401 - whatever was asked for
    """Unpack an answer.

    Raises:
        pickle.UnpicklingError, ValueError, TypeError, EOFError, AttributeError, ImportError, IndexError,
        KeyError: it isn't what `pack` gives.
    """
    return _Unpacker(io.BytesIO(packed)).load()


def send(stream: IO[bytes], frame: bytes) -> None:
    """Send one frame, its length first.

    Raises:
        OSError: nobody is there any more.
    """
    stream.write(len(frame).to_bytes(_SIZE, "big"))
    stream.write(frame)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes:
    """Take the next frame.

    Raises:
        EOFError: there is none, or its end is missing.
        OSError: the stream is broken.
    """
    size = stream.read(_SIZE)
    frame = stream.read(int.from_bytes(size, "big")) if len(size) == _SIZE else b""
    if len(size) < _SIZE or len(frame) < int.from_bytes(size, "big"):
        raise EOFError
    return frame


class _Packer(pickle.Pickler):
    """Packs a planner's value by what it is made of, which takes a fifth of the usual time."""

    def __init__(self, stream: IO[bytes], protocol: int) -> None:
        super().__init__(stream, protocol)
        self._one: dict[Any, Any] = {}

    def reducer_override(self, value: Any) -> Any:  # noqa: ANN401 - pickle's own shape
        """Take a dataclass apart; leave everything else to pickle."""
        kind = type(value)
        if kind.__module__.partition(".")[0] != "planner" or not is_dataclass(kind):
            return NotImplemented
        return kind, tuple(self._alone(part) for part in _parts_of(kind)(value))

    def _alone(self, part: Any) -> Any:  # noqa: ANN401 - any field's value
        """Give the value met first of those that equal this one, and the same for a tuple's values."""
        if type(part) in _ALIKE:
            return self._one.setdefault(part, part)
        if type(part) is tuple and part and type(part[0]) in _ALIKE:
            return tuple(self._one.setdefault(each, each) for each in part)
        return part


class _Unpacker(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - pickle's own shape
        """Give a class of the planner's values, or one of the few others that they hold."""
        if (module, name) in _NOT_THE_PLANNERS:
            return super().find_class(module, name)
        if module.partition(".")[0] == "planner" and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type) and (is_dataclass(found) or issubclass(found, Enum)):
                return found
        message = f"{module}.{name} is no value of the planner's"
        raise NotOurs(message)


@cache
def _parts_of(kind: type) -> Callable[[Any], tuple[Any, ...]]:
    """Give a way to take all fields of a dataclass, in the order in which its class takes them."""
    names = [field.name for field in fields(kind)]
    if len(names) == 1:
        only = operator.attrgetter(names[0])
        return lambda value: (only(value),)
    return operator.attrgetter(*names) if names else lambda _: ()
