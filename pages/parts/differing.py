"""How two plans differ, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.credits import Hours
from planner.phrases import amount, count, joined
from planner.writing.wording import ce_credits, cost, hours

if TYPE_CHECKING:
    from planner.choices import Difference, Shortage
    from planner.credits import Hundredths, Money
    from planner.plan import Totals


def said(change: Difference) -> str:
    """Say what changes: ``$3.50 more, 2.75 CE credits fewer``; nothing to say is ``the same in all sums``."""
    parts = [
        _money(change.price),
        _number(change.price_unknown, "unknown price"),
        _quantity(change.targeted_credits, "targeted credit"),
        _quantity(change.ce_credits, "CE credit"),
        _number(change.courses, "course"),
        _quantity(change.hours, "hour") if not change.hours_unknown else "",
        _short(change.short),
    ]
    return ", ".join(part for part in parts if part) or "the same in all sums"


def money(change: Money) -> str:
    """Say a difference in money: ``$3.50 more``, ``the same money``."""
    return _money(change) or "the same money"


def _money(change: Money) -> str:
    if not change:
        return ""
    size = type(change)(abs(change.hundredths))
    return f"{size} {'more' if change.hundredths > 0 else 'less'}"


def _quantity(change: Hundredths, unit: str) -> str:
    if not change:
        return ""
    size = type(change)(abs(change.hundredths))
    return f"{amount(size, unit)} {'more' if change.hundredths > 0 else 'fewer'}"


def _number(change: int, thing: str) -> str:
    return f"{count(abs(change), thing)} {'more' if change > 0 else 'fewer'}" if change else ""


def _short(change: Hundredths) -> str:
    if not change:
        return ""
    size = type(change)(abs(change.hundredths))
    return f"{amount(size)} {'more' if change.hundredths > 0 else 'fewer'} short"


def sums(totals: Totals) -> str:
    """Say a plan's sums in one line: ``$58.50 · 3 courses · 7.75 CE credits · 8.25 hours``."""
    taken = "" if totals.hours == Hours(0) and totals.hours_unknown else hours(totals)
    parts = (cost(totals), count(totals.courses, "course"), ce_credits(totals), taken)
    return " · ".join(part for part in parts if part)


def lacking(shortages: tuple[Shortage, ...]) -> str:
    """Say what falls short where: ``1.5 in MR / Procedures / Body``."""
    return joined([f"{shortage.credits} in {shortage.subcategory}" for shortage in shortages])
