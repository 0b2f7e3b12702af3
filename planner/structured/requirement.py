"""What structured education takes in one discipline: so many credits, some in every major category.

The figures are data (``data/rules.toml``), the categories are the outline's (``data/outlines/``). A
discipline that has no such requirement is refused with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.naming import Names, fold, nearest, shipped_names
from planner.outline import Subcategory, shipped_outlines
from planner.phrases import day
from planner.prescription import Prescription, Requirement
from planner.problem import Problem, Severity
from planner.rules import rulebook

if TYPE_CHECKING:
    from planner.outline import Discipline, Outlines
    from planner.rules import StructuredEducation

TOTAL = "Total"
"""Stands in the place of the category in the row over all categories, as on ARRT's sheets."""
_ANY = "Any subcategory"
_POSTPRIMARY = "postprimary"
_RULE_WITHOUT = "without-structured-education"


@dataclass(frozen=True, slots=True)
class MajorCategory:
    """A major category of an outline. ``names_missing``: some of its subcategories were found nowhere."""

    name: str
    subcategories: tuple[str, ...] = ()
    names_missing: bool = False


@dataclass(frozen=True, slots=True)
class StructuredRequirement:
    """What a discipline's structured education takes (domain rule 10)."""

    discipline: Discipline
    categories: tuple[MajorCategory, ...]
    figures: StructuredEducation

    def planned_as(self, category: str) -> Subcategory:
        """Give the need that stands for a whole category, or for `TOTAL`, while planning.

        A plan is made for subcategories: a category is planned for as one that takes credits of any.
        """
        return Subcategory(self.discipline.code, category, _ANY)

    def shown_as(self, category: str) -> Subcategory:
        """Give a category, or `TOTAL`, as it is shown: without a subcategory."""
        return Subcategory(self.discipline.code, category, "")

    @property
    def prescription(self) -> Prescription:
        """The needs as a prescription: each category in the outline's order, then the total."""
        rows = [(category.name, self.figures.least_per_category) for category in self.categories]
        return Prescription(
            tuple(
                Requirement(self.planned_as(name), standard_met=False, credits_required=least)
                for name, least in (*rows, (TOTAL, self.figures.credits))
            )
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """The requirement of the discipline asked for; without one, the error among the problems tells why."""

    requirement: StructuredRequirement | None
    problems: tuple[Problem, ...] = ()


def structured_requirement(
    written: str, *, outlines: Outlines | None = None, figures: StructuredEducation | None = None
) -> Asked:
    """Give what the discipline named by a code or any usual name takes, or why it takes nothing.

    ``outlines`` and ``figures`` stand in for those that come with the planner.
    """
    known = outlines or shipped_outlines()
    figures = figures or rulebook().structured_education
    names = shipped_names() if outlines is None else Names(outlines, ())
    code = names.discipline_code(written) or shipped_names().discipline_code(written)
    if code is None or code not in known.by_code:
        return Asked(None, (_retired(written) or _unknown(written, known),))
    discipline = known.by_code[code]
    categories = _categories(code, known)
    refusal = _refusal(discipline, figures) or (None if categories else _no_categories(discipline))
    if refusal is not None:
        return Asked(None, (replace(refusal, value=written),))
    return Asked(StructuredRequirement(discipline, categories, figures))


def disciplines_with_structured_education(outlines: Outlines | None = None) -> tuple[Discipline, ...]:
    """Give the disciplines that can be asked for, in the outlines' order."""
    known = outlines or shipped_outlines()
    figures = rulebook().structured_education
    return tuple(
        discipline
        for discipline in known.disciplines
        if _refusal(discipline, figures) is None and known.categories(discipline.code)
    )


def _categories(code: str, outlines: Outlines) -> tuple[MajorCategory, ...]:
    rows = [row.subcategory for row in outlines.rows if row.subcategory.discipline == code]
    return tuple(
        MajorCategory(
            name,
            tuple(row.name for row in rows if row.category == name and row.name),
            names_missing=any(row.category == name and not row.name for row in rows),
        )
        for name in outlines.categories(code)
    )


def _refusal(discipline: Discipline, figures: StructuredEducation) -> Problem | None:
    """Refuse a discipline that the rules except, or whose credential isn't got by the postprimary pathway."""
    if discipline.code in figures.disciplines_without:
        reason = _rule_without()
    elif not discipline.pathway:
        reason = "Whether it has a postprimary pathway is not known here."
    elif _POSTPRIMARY not in discipline.pathway:
        reason = f"Its credential has no postprimary pathway: the outline calls it {discipline.pathway}."
    else:
        return None
    return _error("no-structured-education", f"{discipline.name}: nothing to plan. {reason}", discipline.code)


def _no_categories(discipline: Discipline) -> Problem:
    message = f"The outline of {discipline.name} names no category, so nothing can be planned for it."
    return _error("outline-without-categories", message, discipline.code)


def _retired(written: str) -> Problem | None:
    retired = rulebook().figures[_RULE_WITHOUT].get("retired_names", ())
    if fold(written) not in {fold(name) for name in retired}:
        return None
    message = f"{written.strip()}: nothing to plan. {_rule_without()}"
    return _error("no-structured-education", message, written)


def _unknown(written: str, outlines: Outlines) -> Problem:
    names = [name for discipline in outlines.disciplines for name in (discipline.code, discipline.name)]
    # A single letter is like everything.
    suggestion = nearest(written, [name for name in names if len(name) > 1])
    hint = f" The nearest known name is {suggestion!r}." if suggestion else ""
    message = f"No discipline is called {written!r}.{hint} Give a code such as MR or CT, or a usual name."
    return _error("unknown-discipline", message, written, suggestion)


def _rule_without() -> str:
    rule = next(rule for rule in rulebook().rules if rule.key == _RULE_WITHOUT)
    return f"{rule.sentence} ({rule.source}, read {day(rule.read_on)})"


def _error(code: str, message: str, value: str, suggestion: str | None = None) -> Problem:
    return Problem(Severity.ERROR, code, message, value=value, suggestion=suggestion)
