"""What an answer depends on besides its input: the planner's own text and data, and the solver's version."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from planner.outline import DATA

_LIBRARIES = ("highspy", "numpy")
_PLANNER = Path(__file__).resolve().parents[2]
# Where a plan is made and checked, and made an answer.
_WHERE = ("*.py", "solving/*.py", "checking/*.py", "selling/answering.py")


@lru_cache(maxsize=1)
def version_here() -> str:
    """Give a short text that differs wherever a plan might."""
    parts = [f"{library} {version(library)}" for library in _LIBRARIES]
    paths = [path for pattern in _WHERE for path in _PLANNER.glob(pattern)]
    paths += (DATA / "outlines").glob("*.csv")
    for path in sorted(paths):
        # Line ends may differ between machines, and mean nothing.
        text = path.read_bytes().replace(b"\r\n", b"\n")
        parts.append(f"{path.name} {hashlib.sha256(text).hexdigest()}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
