"""Sharper rules: what every whole solution keeps, and a relaxed one breaks."""

from __future__ import annotations

import random
from itertools import product

import numpy as np
import pytest

from planner.solving.cuts import knapsacks, sharper
from planner.solving.model import Row


def test_halves_that_fill_a_need_are_refused() -> None:
    need = Row("cover", [0, 1], [2, 2], lower=3)
    (row,) = sharper(knapsacks([need], [1, 1]), np.array([1.0, 0.5]))
    assert not row.holds([1, 0])
    assert row.holds([1, 1])


def test_a_whole_solution_is_left_alone() -> None:
    need = Row("cover", [0, 1], [2, 2], lower=3)
    assert not sharper(knapsacks([need], [1, 1]), np.array([1.0, 1.0]))


@pytest.mark.parametrize(
    "row",
    [
        Row("at most", [0, 1], [2, 3], upper=4),
        Row("exactly", [0, 1], [2, 3], lower=3, upper=3),
        Row("a choice", [0, 1], [1, 1], lower=1),
        Row("nothing asked", [0, 1], [5, -3], lower=0),
        Row("cents", [0, 1], [500_000, 300_000], lower=600_000),
    ],
    ids=lambda row: row.name,
)
def test_only_needs_with_figures_of_their_own_are_sharpened(row: Row) -> None:
    assert not knapsacks([row], [1, 1])


def test_a_column_that_can_only_be_nothing_plays_no_part() -> None:
    (rule,) = knapsacks([Row("cover", [0, 1, 2], [2, 2, 1], lower=3)], [1, 1, 0])
    assert list(rule.columns) == [0, 1]


def test_no_whole_solution_is_ever_lost() -> None:
    found = 0
    for seed in range(60):
        luck = random.Random(seed)
        upper = [luck.choice((1, 1, 1, 3)) for _ in range(6)]
        figures = [luck.choice((-2, 1, 2, 3, 4, 5, 7, 11)) for _ in upper]
        need = Row("cover", range(6), figures, lower=luck.randint(2, 14))
        for _ in range(20):
            point = np.array([luck.choice((0, up, luck.uniform(0, up))) for up in upper])
            for row in sharper(knapsacks([need], upper), point):
                found += 1
                lacks = sum(a * point[j] for j, a in zip(row.columns, row.coefficients, strict=True))
                assert lacks < row.lower  # type: ignore[operator]
                for values in product(*(range(up + 1) for up in upper)):
                    assert row.holds(values) or not need.holds(values)
    assert found > 100
