"""The rule that any one course may fall away, in models small enough to see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.solving.safety import least_unsafe, survive_the_loss_of_any_course
from tests.builders import BODY, NECK, course, subcategory
from tests.unit.solving.situations import model

if TYPE_CHECKING:
    from planner.solving.model import Model


def keeps(made: Model, unsafe: dict[int, int], *columns: int, lacking: int = 0) -> bool:
    """Whether taking these columns keeps every rule, when the needs' largest giver is told as it is."""
    values = [0] * len(made.upper)
    for column in columns:
        values[column] = 1
    for short, column in unsafe.items():
        # The column before the unsafe one holds the largest giver.
        values[column - 1] = max((made.gives.get(c, {}).get(short, 0) for c in columns), default=0)
        values[column] = lacking
    return all(row.holds(values) for row in made.rows)


def test_survive_the_loss_of_any_course() -> None:
    made = model({BODY: 2}, course("a", {BODY: 2}), course("b", {BODY: 1}), course("c", {BODY: 1}))
    unsafe = survive_the_loss_of_any_course(made)
    a, b, c = (made.take[name] for name in "abc")
    assert keeps(made, unsafe, a, b, c)
    assert not keeps(made, unsafe, a, b)
    assert keeps(made, unsafe, a, b, lacking=1)


def test_the_largest_giver_cannot_be_told_as_smaller_than_it_is() -> None:
    made = model({BODY: 2}, course("a", {BODY: 2}), course("b", {BODY: 2}))
    unsafe = survive_the_loss_of_any_course(made)
    values = [0] * len(made.upper)
    values[made.take["a"]] = values[made.take["b"]] = 1
    (column,) = unsafe.values()
    assert not all(row.holds(values) for row in made.rows)
    values[column - 1] = 1
    assert all(row.holds(values) for row in made.rows)


def test_a_course_falls_away_for_the_discipline_that_it_counts_for() -> None:
    both = [course(f"c{number}", {BODY: 1, NECK: 1}) for number in range(2)]
    made = model({BODY: 1, NECK: 1}, *both)
    unsafe = survive_the_loss_of_any_course(made)
    assert set(unsafe) == {made.short[subcategory(path)] for path in (BODY, NECK)}
    assert least_unsafe(unsafe).is_goal
