"""Work that goes well, and work that goes wrong in each way there is; all can be sent to other processes."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Square:
    """Squares numbers. Large ones are called hard."""

    def __call__(self, piece: int, /) -> int:
        """Do one."""
        return piece * piece

    def effort(self, piece: int, /) -> int:
        """Give the number itself."""
        return piece


@dataclass(frozen=True)
class Chatty(Square):
    """Prints while it works, as libraries do."""

    def __call__(self, piece: int, /) -> int:
        """Do one."""
        print("so far so good")  # noqa: T201 - that is what it is for
        os.write(1, b"\x80not a frame\n")
        return piece * piece


@dataclass(frozen=True)
class Deadly(Square):
    """Takes its process with it at one number: always, or once where ``mark`` names a file to remember by."""

    at: int
    mark: str = ""

    def __call__(self, piece: int, /) -> int:
        """Do one, or die."""
        if piece == self.at and not (self.mark and Path(self.mark).exists()):
            if self.mark:
                Path(self.mark).touch()
            os._exit(9)
        return piece * piece


@dataclass(frozen=True)
class Slow(Square):
    """Takes its time, and tells which process did it."""

    seconds: float

    def __call__(self, piece: int, /) -> int:
        """Do one."""
        del piece
        time.sleep(self.seconds)
        return os.getpid()
