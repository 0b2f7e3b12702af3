"""What every table becomes before anyone asks what it means: raw cells that remember their place."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from planner.problem import Place, Problem

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Read(Generic[T_co]):
    """What was understood, and every problem met on the way."""

    value: T_co
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class FormulaWithoutValue:
    """A formula that was never calculated: not blank, and not known."""

    formula: str


Cell = str | int | float | bool | date | FormulaWithoutValue | None
"""A cell as stored: text is trimmed and never empty, a blank is ``None``, a date has no time of day."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of raw cells. ``rows[0]`` is spreadsheet row 1; rows may differ in length; blank rows stay.

    ``name`` is ``None`` for text files. ``merged`` gives, for each cell inside a merged range but its first
    (row and column from 0), the range's first cell: a name may be read from there, a number must not be.
    ``calculated`` holds the cells (row and column from 0) whose value is a formula's, as last saved.
    ``widths`` gives, for a text whose delimiter also stands in texts and numbers (comma, semicolon), how many
    cells each row has as written, blank ones at its end among them.
    """

    file: str
    name: str | None
    rows: list[tuple[Cell, ...]]
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    calculated: frozenset[tuple[int, int]] = frozenset()
    widths: list[int] = field(default_factory=list)

    def place(self, row: int, column: str | None = None) -> Place:
        """Name a place in this sheet: ``row`` counts from 0, the place from 1 as a spreadsheet does."""
        return Place(self.file, self.name, row + 1, column)
