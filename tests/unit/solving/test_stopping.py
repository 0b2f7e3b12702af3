"""A run of the solver ends soon after it is told to."""

from __future__ import annotations

import random
import time

import pytest

from planner.solving.model import Row
from planner.solving.solver import minimise

# Sums that have to come out exactly keep the solver busy for hours.
COLUMNS = 50
LONG, SOON = 60.0, 10.0


def rows() -> list[Row]:
    luck = random.Random(1)
    made: list[Row] = []
    for number in range(6):
        figures = [luck.randint(0, 99) for _ in range(COLUMNS)]
        half = sum(figures) // 2
        made.append(Row(f"half {number}", range(COLUMNS), figures, lower=half, upper=half))
    return made


class Enough(Exception):  # noqa: N818 - reads as what is said
    """Somebody had enough."""


def test_a_run_ends_when_it_should_stop() -> None:
    asked: list[float] = []

    def should_stop() -> bool:
        asked.append(time.monotonic())
        return len(asked) > 2

    began = time.monotonic()
    found = minimise(
        [0] * COLUMNS, [1] * COLUMNS, rows(), {0: 1}, start=None, seconds=LONG, should_stop=should_stop
    )
    assert not found.finished
    assert not found.proven
    assert len(asked) == 3
    assert time.monotonic() - began < SOON


def test_what_stops_a_run_by_raising_comes_through() -> None:
    def should_stop() -> bool:
        raise Enough

    began = time.monotonic()
    with pytest.raises(Enough):
        minimise(
            [0] * COLUMNS, [1] * COLUMNS, rows(), {0: 1}, start=None, seconds=LONG, should_stop=should_stop
        )
    assert time.monotonic() - began < SOON


def test_a_run_that_nobody_stops_is_the_same() -> None:
    row = Row("cover", [0, 1, 2], [1, 2, 2], lower=3)
    weights = {0: 300, 1: 500, 2: 900}
    alone = minimise([0] * 3, [1] * 3, [row], weights, start=None, seconds=5)
    watched = minimise([0] * 3, [1] * 3, [row], weights, start=None, seconds=5, should_stop=lambda: False)
    assert watched == alone
    assert watched.finished
