"""The fictional catalog and the demo cases. They are read the same way as anybody's files."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from planner.credits import Money
from planner.outline import DATA
from planner.preferences import Goal, Preferences
from planner.reading import read_catalog
from planner.reading.grid import Read
from planner.reading.sources import SourceFile

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from planner.catalog import Catalog

DEMO = DATA / "demo"
DEMO_SELLER = DEMO / "seller"
CATALOG_NAME = "Demo catalog (fictional)"


@dataclass(frozen=True, slots=True)
class DemoCase:
    """One technologist's results, made up to tell a story. ``title`` is short enough for a button."""

    key: str
    title: str
    story: str
    source: SourceFile
    goal: Goal = Goal.COST
    budget: Money | None = None

    def preferences(self, on: date) -> Preferences:
        """Give the preferences that go with the story, for a day."""
        return Preferences(on=on, goal=self.goal, budget=self.budget)


def _source(name: str, folder: Path = DEMO) -> SourceFile:
    return SourceFile(name, (folder / name).read_bytes())


def demo_catalog_source() -> SourceFile:
    """Give the demo catalog as the workbook that it is."""
    return _source("catalog.xlsx")


def demo_seller_catalog_source() -> SourceFile:
    """Give the fictional course seller's catalog, messy as real ones are."""
    return _source("messy-catalog.xlsx", DEMO_SELLER)


def demo_other_seller_source() -> SourceFile:
    """Give another fictional seller's catalog, to compare with the first one's."""
    return _source("other-catalog.xlsx", DEMO_SELLER)


def demo_customers_source() -> SourceFile:
    """Give the results of 500 made-up customers of the fictional seller."""
    return _source("customers.csv", DEMO_SELLER)


@lru_cache(maxsize=1)
def demo_catalog() -> Read[Catalog]:
    """Read the demo catalog, marked as fictional. Its problems are there to be seen too."""
    read = read_catalog([demo_catalog_source()], name=CATALOG_NAME)
    return Read(replace(read.value, fictional=True), read.problems)


@lru_cache(maxsize=1)
def demo_cases() -> tuple[DemoCase, ...]:
    """Give the demo cases in the order in which they are offered."""
    cases = tomllib.loads((DEMO / "cases.toml").read_text(encoding="utf-8"))["case"]
    return tuple(
        DemoCase(
            key=case["key"],
            title=case["title"],
            story=case["story"],
            source=_source(f"case-{case['key']}.csv"),
            goal=Goal(case.get("goal", Goal.COST)),
            budget=Money.of(case["budget"]) if "budget" in case else None,
        )
        for case in cases
    )
