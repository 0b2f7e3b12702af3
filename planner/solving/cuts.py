"""Rules that every whole solution keeps and the relaxed one breaks: its least sum comes nearer the truth.

A need is a knapsack to be filled: credits given, in whole units, reach so many. Where the relaxed solution
fills it with fractions of courses, rounding the whole row in units of some divisor gives a row that only
those fractions break (mixed-integer rounding, after some courses were counted by what leaving them out would
take away). All in whole numbers, so a rule found here holds exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from planner.solving.model import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Whole = NDArray[np.int64]
    Amounts = NDArray[np.float64]

# A course of which the relaxed solution takes more than this is counted by what leaving it out takes away.
_TURNED_ABOVE = (0.5, 0.25, 0.75, 0.999, 2.0)
_LARGEST_SMALL_DIVISOR = 30
_MOST_DIVISORS = 60
# How far beyond a rule, for its steepness, the relaxed solution has to be to make the rule worth having.
_WORTHWHILE = 1e-4
_FRACTION = 1e-6
_NOTHING = 1e-9
# Larger figures than these (a budget's cents) make rules that the solver's arithmetic would suffer from.
_LARGEST_FIGURE = 10_000


@dataclass(frozen=True, slots=True)
class Knapsack:
    """A rule of the kind "at least so much in all". Each array has one entry for each column, in one order.

    ``once``: whether a column is at most one, so that it can be counted the other way round.
    """

    columns: Whole
    gives: Whole
    once: NDArray[np.bool_]
    least: int


def knapsacks(rows: Iterable[Row], upper: Sequence[int]) -> tuple[Knapsack, ...]:
    """Give the rules that rounding can sharpen: so much at least, in figures other than one.

    Columns that can only be 0 are left out; none may be negative.
    """
    found: list[Knapsack] = []
    for row in rows:
        if row.lower is None or row.lower <= 0 or row.upper is not None:
            continue
        pairs = [(c, a) for c, a in zip(row.columns, row.coefficients, strict=True) if upper[c]]
        largest = max((abs(a) for _, a in pairs), default=0)
        if 1 < largest <= _LARGEST_FIGURE:
            columns = np.array([c for c, _ in pairs], dtype=np.int64)
            gives = np.array([a for _, a in pairs], dtype=np.int64)
            once = np.array([upper[c] == 1 for c, _ in pairs])
            found.append(Knapsack(columns, gives, once, row.lower))
    return tuple(found)


def sharper(rules: Iterable[Knapsack], values: Amounts) -> list[Row]:
    """Give rules that these values break, although every whole solution keeps them. The worst come first."""
    found: dict[tuple[tuple[int, ...], ...], tuple[float, Row]] = {}
    for rule in rules:
        taken = values[rule.columns]
        between = (taken > _FRACTION) & (taken < 1 - _FRACTION)
        if not between.any():
            continue
        divisors = _divisors(rule, between)
        turns = {(rule.once & (taken > above)).tobytes(): above for above in _TURNED_ABOVE}
        for above in turns.values():
            broken = _rounded(rule, taken, rule.once & (taken > above), divisors)
            if broken is not None:
                row = broken[1]
                found.setdefault((tuple(row.columns), tuple(row.coefficients)), broken)
    return [row for _, row in sorted(found.values(), key=lambda pair: -pair[0])]


def _divisors(rule: Knapsack, between: NDArray[np.bool_]) -> Whole:
    figures = {abs(int(figure)) for figure in rule.gives[between]}
    figures.update(range(2, min(int(np.abs(rule.gives).max()), _LARGEST_SMALL_DIVISOR) + 1))
    return np.array(sorted(figures - {0, 1})[:_MOST_DIVISORS], dtype=np.int64)


def _rounded(
    rule: Knapsack, taken: Amounts, turned: NDArray[np.bool_], divisors: Whole
) -> tuple[float, Row] | None:
    """Round a rule by each divisor, some columns turned round; give what is broken worst, and how far.

    With every column y a whole number of at least 0, from sum(a y) >= r follows, for a divisor d and what is
    left over R = r mod d: sum((R (a div d) + min(a mod d, R)) y) >= R ceil(r / d).
    """
    gives = np.where(turned, -rule.gives, rule.gives)
    least = rule.least - int(rule.gives[turned].sum())
    by = divisors[least % divisors > 0]
    if not by.size:
        return None
    # What the solution doesn't touch makes no difference to how far it is beyond a rule.
    touched = taken > _NOTHING
    steep = _steepness(gives[touched], least, by[:, None])
    bounds = least % by * -(-least // by)
    lacking = bounds - steep @ np.where(turned, 1 - taken, taken)[touched]
    depth = lacking / np.sqrt(np.maximum(1, (steep * steep).sum(axis=1)))
    worst = int(depth.argmax())
    if depth[worst] < _WORTHWHILE:
        return None
    return float(depth[worst]), _row(rule, _steepness(gives, least, by[worst]), turned, int(bounds[worst]))


def _steepness(gives: Whole, least: int, by: Whole) -> Whole:
    over = least % by
    steep: Whole = over * (gives // by) + np.minimum(gives % by, over)
    return steep


def _row(rule: Knapsack, steep: Whole, turned: NDArray[np.bool_], bound: int) -> Row:
    """Turn the columns back, and keep the figures as small as they can be."""
    figures = np.where(turned, -steep, steep)
    bound -= int(steep[turned].sum())
    kept = np.flatnonzero(figures)
    shared = int(np.gcd.reduce(figures[kept]))
    columns = [int(column) for column in rule.columns[kept]]
    return Row(
        "sharper", columns, [int(figure) // shared for figure in figures[kept]], lower=-(-bound // shared)
    )
