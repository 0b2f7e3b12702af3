"""Numbers as people write them, read exactly or not at all."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_PLAIN = re.compile(r"\d+(?:\.\d*)?|\.\d+", re.ASCII)
_DECIMAL_COMMA = re.compile(r"\d*,\d{1,2}", re.ASCII)
_GROUPED_BY_COMMAS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d*)?", re.ASCII)
_GROUPED_BY_SPACES = re.compile(r"\d{1,3}(?: \d{3})+(?:[.,]\d{1,2})?", re.ASCII)
_GROUPED_BY_POINTS = re.compile(r"\d{1,3}(?:\.\d{3})+,\d{1,2}|\d{1,3}(?:\.\d{3}){2,}", re.ASCII)
_THREE_AFTER_COMMA = re.compile(r"\d{1,3},\d{3}", re.ASCII)
_THREE_AFTER_POINT = re.compile(r"\d{1,3}\.\d{3}", re.ASCII)
_MIXED = re.compile(r"(?:(\d{1,4})[ -]+)?(\d{1,2})/(\d{1,2})", re.ASCII)
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d", "-"))
_LONGEST = 24
# A half, a quarter, an eighth …: these end as decimals. A third doesn't, so it isn't a number of hundredths.
_EXACT_DENOMINATORS = frozenset({1, 2, 4, 5, 8, 10, 16, 20, 25, 50})


class Ambiguous(ValueError):  # noqa: N818 - it is an answer about a text, not a fault of ours
    """A comma or point before three digits: decimals or thousands, and nothing tells which."""


def with_plain_dashes(text: str) -> str:
    """Write every kind of dash and minus as a hyphen."""
    return text.translate(_DASHES)


def read_number(text: str) -> Decimal | None:
    """Read a number of credits, hours or the like, without its unit; None where it isn't one.

    Accepts a decimal point or comma, thousands in groups, a leading sign, and fractions (``2¾``, ``1 1/2``).
    No exponents, and no names such as "nan": nobody writes credits so.

    Raises:
        Ambiguous: ``1,234``.
    """
    return _signed(text, _read_quantity)


def read_price(text: str) -> Decimal | None:
    """Read a price without its currency; None where it isn't one. ``1,299`` is thousands, ``59,50`` isn't.

    Raises:
        Ambiguous: ``1.299``.
    """
    return _signed(text, _read_price)


def _signed(text: str, read: Callable[[str], Decimal | None]) -> Decimal | None:
    text = with_plain_dashes(text).strip()
    unsigned = text[1:].lstrip() if text[:1] in {"-", "+"} else text
    number = read(unsigned) if len(unsigned) <= _LONGEST else None
    return -number if number is not None and text.startswith("-") else number


def _read_quantity(text: str) -> Decimal | None:
    if _THREE_AFTER_COMMA.fullmatch(text):
        raise Ambiguous(text)
    number = _read_decimal(text)
    return _read_fraction(text) if number is None else number


def _read_price(text: str) -> Decimal | None:
    if _THREE_AFTER_POINT.fullmatch(text):
        raise Ambiguous(text)
    return _read_decimal(text)


def _read_decimal(text: str) -> Decimal | None:
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    if _DECIMAL_COMMA.fullmatch(text):
        return Decimal(text.replace(",", "."))
    if _GROUPED_BY_COMMAS.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if _GROUPED_BY_SPACES.fullmatch(text):
        return Decimal(text.replace(" ", "").replace(",", "."))
    if _GROUPED_BY_POINTS.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    return None


def _read_fraction(text: str) -> Decimal | None:
    """Read ``1 1/2``, ``3/4``, ``2¾`` or ``½``, where the fraction ends as a decimal."""
    spelled = "".join(
        f" {unicodedata.normalize('NFKC', character)}"
        if unicodedata.decomposition(character).startswith("<fraction>")
        else character
        for character in text
    )
    mixed = _MIXED.fullmatch(spelled.replace("\u2044", "/").strip())
    if mixed is None:
        return None
    whole, over, under = (int(part or 0) for part in mixed.groups())
    if under not in _EXACT_DENOMINATORS or over >= under:
        return None
    fraction = whole + Fraction(over, under)
    return Decimal(fraction.numerator) / Decimal(fraction.denominator)
