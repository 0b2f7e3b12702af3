"""SSA results gathered from rows or lines, brought together into one prescription for each technologist."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from planner.naming import fold
from planner.phrases import amount
from planner.prescription import Prescription, Requirement

if TYPE_CHECKING:
    from planner.credits import Credits
    from planner.problem import Place
    from planner.reading.collecting import Problems


ABOUT_TWO_ROWS = frozenset({"row-repeated", "rows-disagree"})
"""The codes of the problems of a result that was given before."""


@dataclass(slots=True)
class _Results:
    """One technologist's results, in the order given."""

    rows: list[Requirement] = field(default_factory=list)
    figure_places: list[Place] = field(default_factory=list)
    by_name: dict[tuple[str, str], dict[str, int]] = field(default_factory=dict)
    """The places of the rows of one discipline and name, by their category."""
    unreadable: list[Place] = field(default_factory=list)


class ResultCollector:
    """Takes results one by one, and settles those that are given twice.

    Of two results that disagree the larger need is used: to prepare for too much is the safer slip.
    """

    def __init__(self, problems: Problems, *, of_many: bool = False) -> None:
        """Start empty; what disagrees goes to ``problems``.

        Where they are the results ``of_many`` people, what bears no id is nobody's.
        """
        self.of_many = of_many
        self._problems = problems
        self._perhaps: list[tuple[tuple[str, ...], Place]] = []
        self._of: dict[str, _Results] = {}
        self.met = 0
        """How many results were met, readable or not."""

    def lose(self, technologist_id: str, place: Place) -> None:
        """Take note of a result that couldn't be read. The problem is reported by who found it."""
        self.met += 1
        self._results(technologist_id).unreadable.append(place)

    def lose_if_known(self, ids: tuple[str, ...], place: Place) -> None:
        """Take note of a result that is of one of some ids: it is counted for each that has other results."""
        self.met += 1
        self._perhaps.append((ids, place))

    def add(self, technologist_id: str, row: Requirement, figure_place: Place) -> None:
        """Take a result. ``figure_place`` is where its credits stand, or should stand."""
        self.met += 1
        results = self._results(technologist_id)
        subcategory = row.subcategory
        alike = results.by_name.setdefault((fold(subcategory.discipline), fold(subcategory.name)), {})
        category = fold(subcategory.category)
        # A category left blank may be any.
        index = alike.get(category, alike.get("")) if category else next(iter(alike.values()), None)
        if index is not None:
            self._settle(results, index, row, figure_place)
            return
        alike[category] = len(results.rows)
        results.rows.append(row)
        results.figure_places.append(figure_place)

    def prescriptions(self, assume_credits: Credits | None) -> tuple[Prescription, ...]:
        """Give the prescriptions in order of appearance; a figure still missing is asked for, or assumed."""
        for ids, place in self._perhaps:
            for results in [self._of[each] for each in ids if each in self._of]:
                results.unreadable.append(place)
        self._give_lost_to_the_only_one()
        return tuple(
            Prescription(
                tuple(
                    self._with_figure(row, place, assume_credits)
                    for row, place in zip(results.rows, results.figure_places, strict=True)
                ),
                technologist_id,
                tuple(results.unreadable),
            )
            for technologist_id, results in self._of.items()
            if technologist_id or not self.of_many
        )

    def nobodys(self, file: str) -> Place | None:
        """Give the place of a file's first result that bears no id; None where it has none."""
        results = self._of.get("", _Results())
        return next((row.place for row in results.rows if row.place.file == file), None)

    def _give_lost_to_the_only_one(self) -> None:
        """Count what was lost before anybody was named for the one person who is named below."""
        nobody = self._of.get("")
        others = [results for technologist_id, results in self._of.items() if technologist_id]
        if not self.of_many and nobody is not None and not nobody.rows and len(others) == 1:
            others[0].unreadable[:0] = self._of.pop("").unreadable

    def _results(self, technologist_id: str) -> _Results:
        return self._of.setdefault(technologist_id, _Results())

    def _settle(self, results: _Results, index: int, row: Requirement, figure_place: Place) -> None:
        first = results.rows[index]
        if (first.standard_met, first.credits_required) == (row.standard_met, row.credits_required):
            self._problems.warning(
                "row-repeated",
                f"{row.subcategory} was already given in {first.place}, with the same result. It counts "
                "once.",
                row.place,
            )
            return
        kept = max(first, row, key=_need)
        complements = first.standard_met == row.standard_met
        if not complements or (first.credits_required is not None and row.credits_required is not None):
            self._problems.warning(
                "rows-disagree",
                f"{row.subcategory} is given twice: {_words(first)} in {first.place}, {_words(row)} here. "
                f"The larger need is used: {_words(kept)}. Remove the row that is wrong.",
                figure_place,
                value=_words(row),
                suggestion=_words(kept),
            )
        if kept is row:
            # The first row's category may be the one that is written out.
            named = first if first.subcategory.category else row
            results.rows[index] = replace(row, subcategory=named.subcategory)
            results.figure_places[index] = figure_place

    def _with_figure(self, row: Requirement, place: Place, assume_credits: Credits | None) -> Requirement:
        if not row.lacks_figure:
            return row
        if assume_credits is None:
            self._problems.error(
                "credits-required-missing",
                f"The standard for {row.subcategory} was not met, but the credits prescribed are not given. "
                "Expected a number of credits such as 2.75: enter it as it stands in your prescription.",
                place,
            )
            return row
        self._problems.warning(
            "credits-assumed",
            f"The credits prescribed for {row.subcategory} are not given; {assume_credits} was assumed, "
            "as you "
            "chose. Enter the real figure when you have it.",
            place,
            suggestion=str(assume_credits),
        )
        return replace(row, credits_required=assume_credits, assumed=True)


def _need(row: Requirement) -> tuple[bool, int]:
    """Order results by how much they ask for; a missing figure asks for less than any that is given."""
    figure = -1 if row.credits_required is None else row.credits_required.hundredths
    return (not row.standard_met, figure)


def _words(row: Requirement) -> str:
    if row.standard_met:
        return "met"
    return "not met" if row.credits_required is None else f"not met, {amount(row.credits_required)}"
