"""How much an input may hold. Over a limit is a problem in words, never a crash.

The defaults stand in ``data/limits.toml``; ``PLANNER_LIMITS`` may name another file of that shape.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from planner.outline import DATA

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


@lru_cache(maxsize=4)
def _read(path: str) -> Limits:
    return Limits(**tomllib.loads(Path(path).read_text(encoding="utf-8")))


def limits() -> Limits:
    """Give the limits in force.

    Raises:
        OSError, tomllib.TOMLDecodeError, TypeError: the configured file is missing or malformed.
    """
    return _read(os.environ.get("PLANNER_LIMITS") or _SHIPPED)
