"""ARRT's content outlines: disciplines, categories and subcategories, each name with its source.

The names are data, in ``data/outlines/``: ARRT revises an outline about every five years.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"
OUTLINES_FILE = DATA / "outlines" / "outlines.csv"


@dataclass(frozen=True, slots=True, order=True)
class Subcategory:
    """The level at which an SSA standard is met or not met and CE is prescribed.

    ``discipline`` is a code where it is known, else what was written. ``name`` is empty for a figure that is
    known for a category only; ``category`` is empty where neither the input nor an outline tells it.
    """

    discipline: str
    category: str
    name: str

    def __str__(self) -> str:
        return " · ".join(part for part in (self.discipline, self.category, self.name) if part)


@dataclass(frozen=True, slots=True)
class Discipline:
    """A credential. ``pathway`` is primary, postprimary or advanced."""

    code: str
    name: str
    pathway: str


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """One subcategory of an outline, and how far its name can be trusted.

    ``confidence`` is arrt, published, recalled or unknown, or own for what a person wrote; ``version`` and
    ``effective_from`` are empty where not known. A row whose subcategory has no name says that a category
    exists but its names were not found.
    """

    subcategory: Subcategory
    version: str
    effective_from: date | None
    confidence: str
    source: str


@dataclass(frozen=True)
class Outlines:
    """All outlines known, in ARRT's order."""

    disciplines: tuple[Discipline, ...]
    rows: tuple[OutlineRow, ...]

    @cached_property
    def by_code(self) -> dict[str, Discipline]:
        """The disciplines by their codes."""
        return {discipline.code: discipline for discipline in self.disciplines}

    @cached_property
    def known(self) -> frozenset[Subcategory]:
        """Every named subcategory of every outline."""
        return frozenset(row.subcategory for row in self.rows if row.subcategory.name)

    def subcategories(self, discipline: str) -> tuple[Subcategory, ...]:
        """Give a discipline's named subcategories, in the outline's order."""
        return tuple(
            row.subcategory
            for row in self.rows
            if row.subcategory.discipline == discipline and row.subcategory.name
        )

    def categories(self, discipline: str) -> tuple[str, ...]:
        """Give a discipline's major categories, in the outline's order. Not every discipline has all four."""
        return tuple(
            dict.fromkeys(
                row.subcategory.category for row in self.rows if row.subcategory.discipline == discipline
            )
        )

    def has_gap(self, discipline: str) -> bool:
        """Whether some subcategory names of a discipline were not found anywhere."""
        return any(row.subcategory.discipline == discipline and not row.subcategory.name for row in self.rows)


def read_outlines(path: Path) -> Outlines:
    """Read an outline table: the columns of ``data/outlines/outlines.csv``, a row a subcategory."""
    disciplines: dict[str, Discipline] = {}
    rows: list[OutlineRow] = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            code = row["discipline_code"]
            disciplines.setdefault(code, Discipline(code, row["discipline"], row["pathway"]))
            rows.append(
                OutlineRow(
                    Subcategory(code, row["category"], row["subcategory"]),
                    row["version"],
                    date.fromisoformat(row["effective_from"]) if row["effective_from"] else None,
                    row["name_confidence"],
                    row["source"],
                )
            )
    return Outlines(tuple(disciplines.values()), tuple(rows))


@lru_cache(maxsize=1)
def shipped_outlines() -> Outlines:
    """Give the outlines that come with the planner."""
    return read_outlines(OUTLINES_FILE)
