"""The figures that say what is doubtful: ``data/checks.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache

from planner.outline import DATA

CHECKS_FILE = DATA / "checks.toml"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What the catalog check calls soon, alike and odd."""

    expires_soon_days: int
    likeness: int
    """Of 100: two titles at least so alike may be one."""
    priced_courses: int
    """With fewer priced courses a catalog has no price range of its own."""
    times: int
    """So many times dearer or cheaper a credit than most is odd."""


@lru_cache(maxsize=1)
def thresholds() -> Thresholds:
    """Give the figures that come with the planner."""
    told = tomllib.loads(CHECKS_FILE.read_text(encoding="utf-8"))
    return Thresholds(
        expires_soon_days=told["expires-soon"]["days"],
        likeness=told["near-duplicate"]["likeness"],
        priced_courses=told["price-per-credit"]["courses"],
        times=told["price-per-credit"]["times"],
    )
