"""The layout of ARRT's structured education sheet: a row a category, its subcategories in the same cell.

Pure rows of text and credits, for the screen, the print sheet and the workbook alike. The last row is the
total, which is not the sum of the minimums above it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.structured.requirement import TOTAL

if TYPE_CHECKING:
    from planner.credits import Credits
    from planner.plan import Coverage
    from planner.structured.answer import StructuredPlan
    from planner.structured.requirement import StructuredRequirement

COLUMNS = ("Content category", "Minimum credits", "Completed", "Planned", "Short")
NAMES_NOT_FOUND = "further subcategories: names not found"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of the sheet. ``lines`` are the category's subcategories, each with its number.

    ``coverage`` holds what is completed, planned and short, where there is a plan. Completed and planned
    together are what a person enters into the sheet.
    """

    heading: str
    lines: tuple[str, ...]
    minimum: Credits
    coverage: Coverage | None = None

    @property
    def cell(self) -> str:
        """The category and its subcategories as the text of one cell."""
        return "\n".join((self.heading, *self.lines))

    @property
    def is_total(self) -> bool:
        """Whether it is the last row, over all categories."""
        return self.heading == TOTAL


def requirement_sheet(requirement: StructuredRequirement) -> tuple[SheetRow, ...]:
    """Lay out what a discipline takes: its categories in the outline's order, then the total."""
    rows: list[SheetRow] = []
    for category in requirement.categories:
        lines = [f"{number}. {name}" for number, name in enumerate(category.subcategories, start=1)]
        if category.names_missing:
            lines.append(f"({NAMES_NOT_FOUND})")
        rows.append(SheetRow(category.name, tuple(lines), requirement.figures.least_per_category))
    return (*rows, SheetRow(TOTAL, (), requirement.figures.credits))


def filled_sheet(answer: StructuredPlan) -> tuple[SheetRow, ...]:
    """Lay out the same with what is completed, planned and short."""
    rows = requirement_sheet(answer.requirement)
    return tuple(replace(row, coverage=has) for row, has in zip(rows, answer.plan.coverage, strict=True))
