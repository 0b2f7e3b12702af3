"""The integer model of a plan: its task, a column for each decision, and rows over them.

Everything is a whole number: credits in hundredths, money in cents. Columns:

- *take*: a course is in the plan;
- *alone*: it is bought at its single price (only for courses that some bundle holds; else that is *take*);
- *bundle*: a bundle is bought;
- *count*: a course, or a completed activity, counts in this way (only where there are several: it could count
  for several disciplines and may count for one, or gives other credits when it is started later);
- *short*: how much of a need stays uncovered, in units of the finest figure.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from planner.catalog import Bundle
    from planner.credits import Credits
    from planner.outline import Subcategory
    from planner.preferences import Preferences
    from planner.solving.candidates import Candidate
    from planner.solving.finished import Finished


@dataclass(frozen=True, slots=True)
class Row:
    """``lower`` <= sum of coefficient times column <= ``upper``; None means no bound on that side."""

    name: str
    columns: Sequence[int]
    coefficients: Sequence[int]
    lower: int | None = None
    upper: int | None = None

    def holds(self, values: Sequence[int]) -> bool:
        """Whether a solution keeps this row, in exact arithmetic."""
        value = sum(a * values[j] for j, a in zip(self.columns, self.coefficients, strict=True))
        return (self.lower is None or value >= self.lower) and (self.upper is None or value <= self.upper)


@dataclass(frozen=True, slots=True)
class Need:
    """A subcategory that needs credits: how many in all, and how many are left after completed CE."""

    subcategory: Subcategory
    target: int
    left: int


@dataclass(frozen=True, slots=True)
class Task:
    """What has to be decided: needs, offers, and the completed activities still to be assigned."""

    needs: tuple[Need, ...]
    candidates: tuple[Candidate, ...]
    bundles: tuple[Bundle, ...]
    to_assign: tuple[Finished, ...]
    preferences: Preferences
    keep_budget: bool = True


@dataclass(frozen=True, slots=True)
class Way:
    """A way in which something may count: for which credits, and by which of a course's starts, from 0."""

    name: str
    credits_of: Mapping[Subcategory, Credits]
    start: int = 0


@dataclass
class Model:
    """Columns with their bounds, rows, and which column decides what."""

    task: Task
    unit: int
    lower: list[int] = field(default_factory=list)
    upper: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    take: dict[str, int] = field(default_factory=dict)
    alone: dict[str, int] = field(default_factory=dict)
    bundle: dict[str, int] = field(default_factory=dict)
    count: dict[tuple[str, str], int] = field(default_factory=dict)
    short: dict[Subcategory, int] = field(default_factory=dict)
    open_units: dict[int, int] = field(default_factory=dict)
    """The *short* column of each need to the units that it still needs."""
    ways: dict[str, tuple[Way, ...]] = field(default_factory=dict)
    """Course id (or `key_of` a completed activity) to the ways in which it may count."""

    gives: dict[int, dict[int, int]] = field(default_factory=dict)
    """Column to what it gives to each need, in units, the need named by its *short* column."""
    cents: dict[int, int] | None = None
    """What `prices` worked out: how things are bought doesn't change once the model is made."""

    def add_column(self, upper: int = 1) -> int:
        """Add a decision and give its column."""
        self.lower.append(0)
        self.upper.append(upper)
        return len(self.upper) - 1

    def add_row(
        self,
        name: str,
        entries: Iterable[tuple[int, int]],
        lower: int | None = None,
        upper: int | None = None,
    ) -> None:
        """Add a rule over (column, coefficient) pairs."""
        pairs = [(column, coefficient) for column, coefficient in entries if coefficient]
        self.rows.append(Row(name, [c for c, _ in pairs], [a for _, a in pairs], lower, upper))

    def counting(self, key: str) -> tuple[int, ...]:
        """Give the columns of which one says in which way something counts, in the order of its ways."""
        ways = self.ways.get(key, ())
        if len(ways) == 1 and key in self.take:
            return (self.take[key],)
        counts = tuple(self.count[key, way.name] for way in ways if (key, way.name) in self.count)
        return counts or ((self.take[key],) if key in self.take else ())


def key_of(done: Finished) -> str:
    """Name a completed activity in the model, so that no course id can be the same."""
    return f"\0{done.activity_key}"
