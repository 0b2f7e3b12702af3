"""The small pieces of every sentence: amounts with their units, dates, counts, lists, text safe to print.

Numbers as the screen and every file show them: credits with up to two decimals and no trailing zeros, dollars
with cents only when there are any, dates as "Mar 4, 2027". What nobody told us is "not known", never 0.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from planner.credits import Hundredths

NOT_KNOWN = "not known"
PRICE_NOT_KNOWN = "its price is not known"
"""Why a course is left out of a plan, unless such courses are allowed."""
# Excel calls a workbook with longer links damaged.
_LONGEST_ADDRESS = 2_000
_ONE = 100
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# Control characters can drive a terminal, and format characters can turn text around: neither is printed.
_NOT_PRINTED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# The joiners inside words of many scripts are format characters too, and harmless.
_HARMLESS = frozenset({"\u200c", "\u200d", "\u00ad"})


def count(number: int, one: str, many: str = "") -> str:
    """Say a number of things: ``1 course``, ``3 courses``, ``0 courses``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def amount(quantity: Hundredths, unit: str = "credit") -> str:
    """Say a quantity with its unit in the right number: ``1 credit``, ``0.5 credits``, ``2.75 hours``."""
    return f"{quantity} {unit if quantity.hundredths == _ONE else unit + 's'}"


def known(quantity: Hundredths | None) -> str:
    """Give a quantity as written on screen, or say that it is not known."""
    return NOT_KNOWN if quantity is None else str(quantity)


def day(when: date) -> str:
    """Write a date as ``Mar 4, 2027``, the same on every machine."""
    return f"{_MONTHS[when.month - 1]} {when.day}, {when.year}"


def joined(parts: Sequence[str], last: str = "and") -> str:
    """Join as one does in speech: ``a``, ``a and b``, ``a, b and c``."""
    if len(parts) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def percent(ratio: float) -> str:
    """Write a ratio as a percentage that is never rounded down to nothing: ``3.2%``, ``under 0.1%``."""
    if 0 < ratio < 0.001:  # noqa: PLR2004 - a tenth of a percent
        return "under 0.1%"
    return f"{ratio * 100:.1f}".removesuffix(".0") + "%"


def one_line(text: str) -> str:
    """Make text from a file safe to print on one line: no line ends, no control or turning characters."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    spaced = "".join(
        " "
        if c.isspace()
        else "\ufffd"
        if unicodedata.category(c) in _NOT_PRINTED and c not in _HARMLESS
        else c
        for c in text
    )
    return " ".join(spaced.split())


def is_web_address(text: str) -> bool:
    """Whether text is an address that may become a link: http or https, plain characters, not too long."""
    plain = text.isascii() and text.isprintable() and not set(text) & set(' "<>\\^`{|}')
    return plain and len(text) <= _LONGEST_ADDRESS and text.startswith(("http://", "https://"))
