"""The rules that a plan follows, each with its source and the day it was read: ``data/rules.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from planner.credits import Credits
from planner.outline import DATA

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

RULES_FILE = DATA / "rules.toml"


class Confidence(StrEnum):
    """How far a rule can be trusted."""

    ARRT = "arrt"
    ARRT_COPY = "arrt-copy"
    PUBLISHED = "published"
    SECONDARY = "secondary"
    INFERRED = "inferred"
    NOT_FOUND = "not-found"


_STANDING = {
    Confidence.ARRT: "ARRT",
    Confidence.ARRT_COPY: "copy of an ARRT document",
    Confidence.PUBLISHED: "published data",
    Confidence.SECONDARY: "secondary source",
    Confidence.INFERRED: "inferred",
    Confidence.NOT_FOUND: "not found",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule in a sentence, where it is from, and when it was read there."""

    key: str
    sentence: str
    confidence: Confidence
    source: str
    read_on: date

    @property
    def standing(self) -> str:
        """How far it can be trusted, in words."""
        return _STANDING[self.confidence]


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the field and what it means here."""

    term: str
    meaning: str


@dataclass(frozen=True, slots=True)
class StructuredEducation:
    """What a postprimary credential takes before one applies for it (domain rule 10)."""

    credits: Credits
    least_per_category: Credits
    months: int
    disciplines_without: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Every rule in the order in which it matters to a technologist, the glossary, and the figures."""

    rules: tuple[Rule, ...]
    glossary: tuple[Term, ...]
    figures: Mapping[str, Mapping[str, Any]]

    @property
    def unknowns(self) -> tuple[Rule, ...]:
        """What no source tells, and what the planner does about it."""
        return tuple(rule for rule in self.rules if rule.confidence is Confidence.NOT_FOUND)

    @property
    def structured_education(self) -> StructuredEducation:
        """The figures of structured education."""
        figures = self.figures["structured-education"]
        return StructuredEducation(
            Credits.of(figures["credits"]),
            Credits.of(figures["least_per_category"]),
            figures["months"],
            frozenset(self.figures["without-structured-education"]["disciplines"]),
        )

    @property
    def credit_step(self) -> Credits:
        """The step in which distributions move (domain rule 3)."""
        return Credits.of(self.figures["quarter-credits"]["step"])

    @property
    def cqr_years(self) -> int:
        """The years that a CQR window lasts, with those in which a credential can be reinstated after it."""
        return int(self.figures["cqr-window"]["window_years"]) + int(self.figures["window-missed"]["years"])

    def biennium_credits(self, discipline: str) -> Credits:
        """Give the CE credits that a biennium takes; the holder of an R.R.A. needs more."""
        figures = self.figures["biennium"]
        return Credits.of(figures["rra_credits" if discipline == "RRA" else "credits"])


def _in_words(value: Any) -> str:  # noqa: ANN401 - whatever TOML can hold
    if isinstance(value, list):
        return " and ".join((", ".join(value[:-1]), value[-1]))
    if isinstance(value, date):
        return f"{value:%B} {value.day}, {value.year}"
    return str(value)


def read_rules(path: Path) -> Rulebook:
    """Read a table of rules: the shape of ``data/rules.toml``.

    Raises:
        KeyError, ValueError: a value, a source or a confidence that isn't there was named.
    """
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    figures = {row["key"]: row.get("values", {}) for row in content["rule"]}
    rules = tuple(
        Rule(
            row["key"],
            row["sentence"].format(**{name: _in_words(value) for name, value in figures[row["key"]].items()}),
            Confidence(row["confidence"]),
            content["sources"][row["source"]],
            row.get("read_on", content["gathered_on"]),
        )
        for row in content["rule"]
    )
    return Rulebook(rules, tuple(Term(**row) for row in content["term"]), figures)


@lru_cache(maxsize=1)
def rulebook() -> Rulebook:
    """Give the rules that come with the planner."""
    return read_rules(RULES_FILE)


def rules() -> tuple[Rule, ...]:
    """Give the rules alone."""
    return rulebook().rules
