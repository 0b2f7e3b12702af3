"""Reads names with the outlines, and reports each name that wasn't exact once, however often it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.naming import How, Names, fold, shipped_names
from planner.phrases import joined
from planner.problem import Place, Problem, Severity

if TYPE_CHECKING:
    from planner.outline import Subcategory
    from planner.reading.collecting import Problems
    from planner.reading.table import Spot

_SHOWN = 80
# Of a name that stands in many places, so many are remembered.
_MOST_SPOTS = 1_000


@dataclass(slots=True)
class _Finding:
    """One thing to say about a name, where it was first met and how often."""

    problem: Problem
    count: int = 0
    spots: list[Spot] = field(default_factory=list)

    def said(self) -> Problem:
        """Give the problem, with the number of places where there are several."""
        if self.count == 1:
            return self.problem
        p = self.problem
        message = f"{p.message} It stands so in {self.count:,} places; this is the first."
        return Problem(p.severity, p.code, message, p.place, p.value, p.suggestion)


class NameReader:
    """Reads disciplines, categories and subcategories of one input; `report` says what was not exact."""

    def __init__(self, names: Names | None = None) -> None:
        """Read with the names that come with the planner, or with others."""
        self.names = names or shipped_names()
        self._known: dict[tuple[str, str, str], tuple[Subcategory, tuple[_Finding, ...]]] = {}
        self._findings: dict[tuple[str, ...], _Finding] = {}
        self.spots: dict[Problem, tuple[Spot, ...]] = {}
        """Where the names stand that each reported problem is about."""

    def read(
        self, discipline: str, category: str, name: str, spot: Spot, columns: tuple[str | None, ...] = ()
    ) -> Subcategory:
        """Read a subcategory as written; ``columns`` are the headers of discipline, category and subcategory.

        An unknown name is kept as written and reported with the nearest known one; it is never replaced.
        """
        key = (discipline, category, name)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._read(*key, spot, (*columns, None, None, None))
        for finding in known[1]:
            finding.count += 1
            if len(finding.spots) < _MOST_SPOTS:
                finding.spots.append(spot)
        return known[0]

    def report(self, problems: Problems) -> None:
        """Say, once for each distinct name, what was not exact, in the order met."""
        for finding in self._findings.values():
            said = finding.said()
            self.spots[said] = tuple(finding.spots)
            problems.add(said)

    def _read(
        self, discipline: str, category: str, name: str, spot: Spot, columns: tuple[str | None, ...]
    ) -> tuple[Subcategory, tuple[_Finding, ...]]:
        found: list[_Finding] = []
        code = self.names.discipline(discipline)
        if code.how is How.UNKNOWN:
            found.append(self._unknown_discipline(discipline, code.nearest, spot.place(columns[0])))
        reading = self.names.subcategory(code.value, category, name)
        subcategory = reading.subcategory
        where = spot.place(columns[2])
        if reading.how is How.ALIAS:
            found.append(self._read_as(name, subcategory, where))
        if reading.moved_from:
            found.append(self._moved(category, subcategory, spot.place(columns[1])))
        if reading.how is How.UNKNOWN and code.how is not How.UNKNOWN:
            found.append(self._unknown(name, subcategory, reading.nearest, where))
        if category and reading.subcategory.category and (reading.how is How.UNKNOWN or not subcategory.name):
            read_category = self.names.category(category)
            if read_category.how is How.UNKNOWN:
                found.append(self._unknown_category(category, read_category.nearest, spot.place(columns[1])))
        return subcategory, tuple(found)

    def _note(
        self, code: str, message: str, place: Place, value: str, suggestion: str | None, *about: str
    ) -> _Finding:
        key = (code, fold(value), *about)
        return self._findings.setdefault(
            key, _Finding(Problem(Severity.WARNING, code, message, place, value, suggestion))
        )

    def _unknown_discipline(self, written: str, nearest: str | None, place: Place) -> _Finding:
        if several := self.names.disciplines_in(written):
            message = (
                f'"{written[:_SHOWN]}" names several disciplines ({joined(several)}), and credits are given '
                "for each on its own, so they count for none of them here. Write a row for each "
                "discipline, with its own credits."
            )
            return self._note("unknown-discipline", message, place, written, None)
        codes = ", ".join(self.names.outlines.by_code)
        message = (
            f'"{written[:_SHOWN]}" is not a discipline known here (expected one of {codes}, or a usual name '
            "such as MRI). It was kept as written and matches only the very same name in a "
            f"catalog.{_did_you_mean(nearest)}"
        )
        return self._note("unknown-discipline", message, place, written, nearest)

    def _unknown(self, written: str, subcategory: Subcategory, nearest: str | None, place: Place) -> _Finding:
        gap = (
            " Some of that outline's names are not known here, so the name may well be right."
            if self.names.outlines.has_gap(subcategory.discipline)
            else ""
        )
        message = (
            f'"{written[:_SHOWN]}" is not a subcategory in the {subcategory.discipline} outline known here. '
            f"It was kept as written and matches only the very same name.{gap}{_did_you_mean(nearest)}"
        )
        return self._note("unknown-subcategory", message, place, written, nearest, subcategory.discipline)

    def _unknown_category(self, written: str, nearest: str | None, place: Place) -> _Finding:
        message = (
            f'"{written[:_SHOWN]}" is not a category known here (expected Patient Care, Safety, Image '
            f"Production or Procedures). It was kept as written.{_did_you_mean(nearest)}"
        )
        return self._note("unknown-category", message, place, written, nearest)

    def _read_as(self, written: str, subcategory: Subcategory, place: Place) -> _Finding:
        message = (
            f'"{written[:_SHOWN]}" was read as {subcategory.discipline} "{subcategory.name}", of which '
            "it is an "
            "older or shorter form. If that is wrong, write the outline's name."
        )
        return self._note("name-read-as", message, place, written, subcategory.name, subcategory.discipline)

    def _moved(self, written: str, subcategory: Subcategory, place: Place) -> _Finding:
        message = (
            f'The {subcategory.discipline} outline has "{subcategory.name}" under {subcategory.category}, '
            f'not under "{written[:_SHOWN]}". It was read as {subcategory.category}.'
        )
        return self._note(
            "category-corrected", message, place, written, subcategory.category, str(subcategory)
        )


def _did_you_mean(nearest: str | None) -> str:
    return f' If "{nearest}" is meant, write that.' if nearest else ""
