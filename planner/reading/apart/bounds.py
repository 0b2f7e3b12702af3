"""What one reading may take of the machine, set by the system itself where it can.

Linux bounds memory and processor time; macOS bounds processor time alone; Windows neither. Whoever waits for
the reading stops it by the clock on all of them.
"""

from __future__ import annotations

import math
import sys
from contextlib import suppress
from pathlib import Path

if sys.platform != "win32":
    import resource

_PAGES = Path("/proc/self/statm")


def write_nothing() -> None:
    """Let this program write no file, nor leave its memory behind in one when it crashes."""
    if sys.platform != "win32":
        for kind in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE):
            resource.setrlimit(kind, (0, 0))


def bound(*, memory: int, seconds: float) -> None:
    """Bound what is done from here on: bytes beyond those already taken, and seconds of a processor.

    Beyond its memory a program meets ``MemoryError``; beyond its time it is ended by the system.
    """
    if sys.platform == "win32":
        return
    if _PAGES.exists():
        taken = int(_PAGES.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        _set(resource.RLIMIT_AS, taken + memory)
    used = resource.getrusage(resource.RUSAGE_SELF)
    _set(resource.RLIMIT_CPU, math.ceil(used.ru_utime + used.ru_stime + seconds))


def unbound() -> None:
    """Lift the bounds that `bound` set."""
    if sys.platform != "win32":
        _set(resource.RLIMIT_AS, resource.RLIM_INFINITY)
        _set(resource.RLIMIT_CPU, resource.RLIM_INFINITY)


def _set(kind: int, most: int) -> None:
    """Set the bound that counts; the one up to which it can be raised again stays."""
    hard = resource.getrlimit(kind)[1]
    # Some systems know a bound and refuse to set it: then the clock alone counts.
    with suppress(ValueError, OSError):
        resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
