"""Whether a cell says that a standard was met, in the words and signs that people use for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planner.naming import fold
from planner.reading.cells.values import NotReadable, listed, present, shown

if TYPE_CHECKING:
    from planner.reading.grid import Cell

_MET = listed(
    "met, standard met, met standard, met the standard, standard was met, meets, meets standard,"
    "meets the standard, met or exceeded, exceeds, exceeds standard, at or above standard,"
    "above standard, above the standard, above, no learning needed, no ce needed, no ce required,"
    "no ce prescribed, yes, y, true, t, pass, passed, passing, achieved, satisfied, satisfactory, ok,"
    "1, 1 0"
)
_NOT_MET = listed(
    "not met, notmet, not meet, nm, not yet, not yet met, unmet, standard not met,"
    "standard was not met, not met standard, does not meet, did not meet, does not meet standard,"
    "did not meet standard, does not meet the standard, did not meet the standard, below standard,"
    "below the standard, below, no, n, false, f, fail, failed, failing, not passed, did not pass,"
    "not achieved, not satisfied, unsatisfactory, needs more learning, more learning needed,"
    "needs additional learning, needs further learning, needs learning, needs improvement, needs ce,"
    "ce needed, ce required, ce prescribed, needs targeted ce, x, 0, 0 0"
)
_TICKS = frozenset("✓✔☑✅🗸\u221a")
_CROSSES = frozenset("✗✘☒❌✕✖☐\u00d7")
_VARIATION_SELECTORS = "\ufe0e\ufe0f"
_BETWEEN_STANDARDS = re.compile(r"(?<!\d)[,;:/()](?!\d)|\s[-\u2013\u2014]\s")


def read_standard(cell: Cell) -> bool | None:
    """Read whether a standard was met: met / not met, yes / no, ✓ / ✗, pass words, TRUE / FALSE, 1 / 0.

    A lone ``x`` reads as a cross, not met: the reading that never calls a need covered by mistake.
    """
    expected = '"met" or "not met"'
    cell = present(cell, expected)
    if cell is None or isinstance(cell, bool):
        return cell
    if isinstance(cell, int | float) and cell in {0, 1}:
        return cell == 1
    if isinstance(cell, str):
        signs = {sign for sign in cell if sign in _TICKS or sign in _CROSSES}
        rest = "".join(c for c in cell if c not in signs and c not in _VARIATION_SELECTORS)
        readings = {sign in _TICKS for sign in signs}
        for words in map(fold, _BETWEEN_STANDARDS.split(rest)):
            if words:  # words in neither list add both readings, so that none is left
                readings |= {words in _MET, words not in _NOT_MET}
        if len(readings) == 1:
            return readings.pop()
    found = f"{shown(cell)} doesn't say whether the standard was met"
    raise NotReadable(expected, "standard-not-readable", found)
