"""A result or a figure for a whole category: a check on its subcategories, or its one subcategory."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.credits import Credits
from planner.outline import Subcategory
from planner.prescription import Requirement

if TYPE_CHECKING:
    from planner.naming import Names
    from planner.problem import Place
    from planner.reading.collecting import Problems
    from planner.reading.naming_problems import NameReader
    from planner.reading.prescriptions.results import ResultCollector
    from planner.reading.table import Row

_TOTAL = re.compile(r"\b(?:sub-?)?(?:total|sum)s?(?: for| of)?\b", re.IGNORECASE)
CATEGORY_WORDS = (
    "A category is given, but no subcategory, and credits are prescribed for a subcategory. Expected the "
    "subcategory's name; for the minimums of structured education use the command structured."
)


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """A row that names a category (or, blank, a whole discipline), but no subcategory."""

    row: Row
    technologist_id: str
    discipline: str
    category: str
    met: bool | None
    figure: Credits | None


class WholeCategories:
    """Keeps the rows of whole categories until all others are read, then uses them."""

    def __init__(self, reader: NameReader, results: ResultCollector, problems: Problems) -> None:
        """Begin with no row."""
        self._reader = reader
        self._results = results
        self._problems = problems
        self._rows: list[CategoryRow] = []
        # What a technologist needs in each category, and ("") in the whole discipline.
        self._sums: dict[tuple[str, str, str], Credits] = {}

    @property
    def waiting(self) -> tuple[str, ...]:
        """Whose rows wait to be settled."""
        return tuple(row.technologist_id for row in self._rows)

    def count(self, technologist_id: str, subcategory: Subcategory, needed: Credits) -> None:
        """Add what a subcategory needs to its category and its discipline."""
        for parent in {subcategory.category, ""}:
            key = (technologist_id, subcategory.discipline, parent)
            self._sums[key] = self._sums.get(key, Credits()) + needed

    def keep(self, row: CategoryRow) -> None:
        """Keep a row until all others are read."""
        self._rows.append(row)

    def settle(self) -> None:
        """Use each row to check its subcategories' sum, or where it can mean just one of them."""
        for row in self._rows:
            self._settle(row)

    def _settle(self, given: CategoryRow) -> None:
        code = self._reader.names.discipline(given.discipline).value
        category = self._reader.names.category(given.category).value if given.category else ""
        total = self._sums.get((given.technologist_id, code, category))
        row = given.row
        if total is not None:
            if given.figure is not None:
                what = f"{code} {category}".strip()
                say_sum(given.figure, total, what, row.place("credits_required"), self._problems)
            return
        if given.met:
            say_met(row.place("category"), given.category or code, self._problems)
            requirement = Requirement(Subcategory(code, category, ""), standard_met=True, place=row.place())
            self._results.add(given.technologist_id, requirement, row.place("credits_required"))
            return
        only = only_subcategory(self._reader, code, category)
        if only is None:
            place = row.place("subcategory")
            value = row.name("subcategory") or None
            self._problems.error("subcategory-missing", CATEGORY_WORDS, place, value=value)
            self._results.lose(given.technologist_id, row.place())
            return
        say_read_as(only, given.category, row.place("category"), self._problems)
        requirement = Requirement(only, standard_met=False, credits_required=given.figure, place=row.place())
        self._results.add(given.technologist_id, requirement, row.place("credits_required"))


def total_of(text: str, names: Names) -> str | None:
    """Give the category that a text calls the total of: "Procedures total", "Total for Safety"."""
    bare = _TOTAL.sub("", text)
    return names.category_name(bare) if bare != text else None


def totalled_discipline(text: str, names: Names) -> str | None:
    """Give the discipline that a text calls the total of, as written: "MR Total"."""
    bare = _TOTAL.sub("", text).strip()
    return bare if bare != text and names.discipline_code(bare) else None


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
