"""The terms of a seller's quotes: who sells, what is taken off, until when, and how quotes are numbered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from planner.phrases import day
from planner.problem import Problem, Severity
from planner.selling.discounts import check_rule
from planner.selling.logo import check_logo

if TYPE_CHECKING:
    from planner.selling.discounts import DiscountRule

MOST_DAYS = 366
"""Prices and approvals change: nobody can stand by a quote for longer."""
_LONGEST = {"seller": 120, "line": 160, "prefix": 20, "note": 1_000}
_MOST_LINES = 6


@dataclass(frozen=True, slots=True)
class QuoteTerms:
    """What stands on every quote of a seller. All amounts are US dollars.

    ``lines`` are the address and contact lines below the name. ``logo`` is a PNG or JPEG file, empty for
    none. A quote holds for ``valid_days`` from its date, or until ``valid_until`` where that is given.
    """

    seller: str
    lines: tuple[str, ...] = ()
    logo: bytes = b""
    discounts: tuple[DiscountRule, ...] = ()
    valid_days: int = 30
    valid_until: date | None = None
    prefix: str = "Q-"
    note: str = ""

    def until(self, on: date) -> date:
        """Give the last day of a quote that is made on a day."""
        if self.valid_until is not None:
            return self.valid_until
        return date.fromordinal(min(on.toordinal() + self.valid_days, date.max.toordinal()))


def check_terms(terms: QuoteTerms, on: date) -> tuple[Problem, ...]:
    """Give everything that is wrong with terms for quotes made on a day; nothing where they can be used."""
    found = [
        *_texts(terms),
        *_validity(terms, on),
        *(problem for rule in terms.discounts for problem in check_rule(rule)),
    ]
    if terms.logo:
        found += check_logo(terms.logo)
    return tuple(found)


def _texts(terms: QuoteTerms) -> list[Problem]:
    found: list[Problem] = []
    if not terms.seller.strip():
        found.append(
            _wrong("no-seller", "A quote has to say who makes it. Give the seller's name.", terms.seller)
        )
    if len(terms.lines) > _MOST_LINES:
        message = (
            f"There are {len(terms.lines)} lines of address and contact; a quote has room for {_MOST_LINES}."
        )
        found.append(_wrong("too-many-lines", message, str(len(terms.lines))))
    texts = [
        ("seller", "seller's name", terms.seller),
        ("prefix", "prefix of the quote's number", terms.prefix),
    ]
    texts += [("line", "address or contact line", line) for line in terms.lines]
    texts.append(("note", "note", terms.note))
    for kind, name, text in texts:
        if len(text) > _LONGEST[kind]:
            message = f"The {name} has {len(text):,} characters, and may have {_LONGEST[kind]:,}. Shorten it."
            found.append(_wrong("text-too-long", message, text))
    return found


def _validity(terms: QuoteTerms, on: date) -> list[Problem]:
    until = terms.valid_until
    if until is None and not 1 <= terms.valid_days <= MOST_DAYS:
        message = f"A quote can't be valid for {terms.valid_days:,} days. Give 1 to {MOST_DAYS} days."
        return [_wrong("validity", message, str(terms.valid_days))]
    if until is not None and until < on:
        message = (
            f"The quote would end on {day(until)}, before it is made on {day(on)}. Give a later last day."
        )
        return [_wrong("validity", message, until.isoformat())]
    if until is not None and (until - on).days > MOST_DAYS:
        message = (
            f"The quote would be valid until {day(until)}. Give a last day within {MOST_DAYS} days of "
            f"{day(on)}."
        )
        return [_wrong("validity", message, until.isoformat())]
    return []


def _wrong(code: str, message: str, value: str) -> Problem:
    return Problem(Severity.ERROR, code, message, value=value)
