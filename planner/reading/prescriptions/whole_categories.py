"""A result or a figure for a whole category: a check on its subcategories, or its one subcategory."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.credits import Credits
    from planner.naming import Names
    from planner.outline import Subcategory
    from planner.problem import Place
    from planner.reading.collecting import Problems
    from planner.reading.naming_problems import NameReader

_TOTAL = re.compile(r"\b(?:sub-?)?(?:total|sum)s?(?: for| of)?\b", re.IGNORECASE)
CATEGORY_WORDS = (
    "A category is given, but no subcategory, and credits are prescribed for a subcategory. Expected the "
    "subcategory's name; for the minimums of structured education use the command structured."
)


def total_of(text: str, names: Names) -> str | None:
    """Give the category that a text calls the total of: "Procedures total", "Total for Safety"."""
    bare = _TOTAL.sub("", text)
    return names.category_name(bare) if bare != text else None


def only_subcategory(reader: NameReader, discipline: str, category: str) -> Subcategory | None:
    """Give a category's one subcategory, where the outline has just one and no gaps."""
    outlines = reader.names.outlines
    inside = [s for s in outlines.subcategories(discipline) if s.category == category]
    return inside[0] if len(inside) == 1 and not outlines.has_gap(discipline) else None


def say_met(place: Place, written: str, problems: Problems) -> None:
    """Say that a category was met as a whole: what is met needs nothing."""
    problems.warning(
        "category-met",
        "The row says that a category was met, but names no subcategory. It was taken as nothing needed in "
        "any of them; a subcategory that was not met needs a row of its own.",
        place,
        value=written,
    )


def say_read_as(only: Subcategory, written: str, place: Place, problems: Problems) -> None:
    """Say that a category was read as its one subcategory."""
    problems.warning(
        "category-read-as-subcategory",
        f'A category is given, but no subcategory. It was read as "{only.name}", the one subcategory that '
        f"the {only.discipline} outline has under {only.category}.",
        place,
        value=written,
        suggestion=only.name,
    )


def say_sum(given: Credits, total: Credits, what: str, place: Place, problems: Problems) -> None:
    """Warn where a parent's figure isn't the sum of its children. The children are what counts."""
    if given != total:
        problems.warning(
            "sum-disagrees",
            f"{what} is given as {given}, but the figures below it add up to {total}. Those are used.",
            place,
            value=str(given),
            suggestion=str(total),
        )
