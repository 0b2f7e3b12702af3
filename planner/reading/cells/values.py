"""What a raw cell says: credits, dollars, hours, a day or a score.

Each function gives the value; None for a blank (also ``n/a`` or a dash); or raises `NotReadable`, which says
what was expected. Nothing is guessed: a value with two readings has none.
"""

from __future__ import annotations

import math
import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from planner.credits import Credits, Hours, Hundredths, Money
from planner.limits import limits
from planner.naming import fold
from planner.reading.cells.days import from_serial, likely_day, read_day
from planner.reading.cells.numerals import Ambiguous, read_number, read_price, with_plain_dashes
from planner.reading.files.cleaning import clean, shorten
from planner.reading.grid import Cell, FormulaWithoutValue

if TYPE_CHECKING:
    from collections.abc import Callable


def listed(words: str) -> frozenset[str]:
    """Part a list of words at its commas."""
    return frozenset(word.strip() for word in words.split(","))


_BLANK_WORDS = listed("na, n a, not applicable, blank, empty")
# Said of a figure, these say that nobody has given one yet.
_NOT_GIVEN = listed(
    "none, null, unknown, not known, not given, not available, pending, tba, tbd, to be determined"
)
_NO_END = listed("none, never, no expiration, no expiry, no expiration date, no end date, does not expire")
_FREE = listed("free, no charge, no cost, complimentary")
_EXCEL_ERRORS = listed(
    "#N/A, #REF!, #VALUE!, #DIV/0!, #NAME?, #NUM!, #NULL!, #SPILL!, #CALC!, #FIELD!, #BUSY!, #GETTING_DATA"
)
_CREDIT_WORDS = listed(
    "credit, credits, ce, ces, ceu, ceus, cr, crs, hour, hours, hr, hrs, h, category, cat, a, a+, of,"
    "contact, arrt, targeted, cqr, approved, needed, prescribed, required"
)
_HOUR_WORDS = listed("hour, hours, hr, hrs, h, contact")
_MINUTE_WORDS = listed("minute, minutes, min, mins")
_POINT_WORDS = listed("point, points, pt, pts, percent")
_UNIT = re.compile(r"(?<![a-z])[a-z][a-z.+'\u2019 /()]*$")
_CLOCK = re.compile(r"(\d{1,3})(?::|\s*h(?:ours?|rs?)?\.?\s*)(\d{2})(?:\s*m(?:in(?:ute)?s?)?\.?)?", re.ASCII)
_OTHER_CURRENCY = re.compile(r"[€£¥]|\b(?:EUR|GBP|CAD|AUD)\b|(?:C|CA|AU|A)\$")
_DOLLARS = re.compile(r"US ?\$|\$|\b(?:USD|US|dollars?)\b", re.IGNORECASE)
_FOOTNOTE_MARKS = "*†‡§¹²³ "
_EARLIEST, _LATEST = date(1950, 1, 1), date(2150, 12, 31)
_MOST_HOURS = 2_000
_MINUTES_AN_HOUR = 60
_HUNDREDTH = Decimal("0.01")
_LONGEST_SHOWN = 40

_Amount = TypeVar("_Amount", bound=Hundredths)


class NotReadable(ValueError):  # noqa: N818 - it is an answer about a cell, not a fault of ours
    """A cell holds something else than was expected.

    ``code`` is a problem's code, ``expected`` names what was wanted ("credits such as 2.75"), ``message`` is
    the whole sentence for a person, ``suggestion`` a value to put in its place where only one can be meant.
    """

    def __init__(self, expected: str, code: str, found: str, suggestion: str | None = None) -> None:
        self.expected = expected
        self.code = code
        self.message = f"{found}; expected {expected}."
        self.suggestion = suggestion
        super().__init__(self.message)


def read_credits(cell: Cell) -> Credits | None:
    """Read credits, at most ``limits().credits``: ``2.75``, ``2,75``, ``1 Credit``, ``24 CE's``, ``2¾``."""
    most = limits().credits
    if type(cell) is float or type(cell) is int:
        # Nearly every cell of a wide table is a plain number; the way round costs ten times as much.
        hundredths = cell * 100
        if 0 <= hundredths <= most * 100 and hundredths == int(hundredths):
            return Credits(int(hundredths))
    return _read_credits(cell, most)


@lru_cache(maxsize=4096, typed=True)
def _read_credits(cell: Cell, most: int) -> Credits | None:
    expected = "a number of credits such as 2.75"
    number = _number(cell, "credits", expected, _CREDIT_WORDS)
    return None if number is None else _amount(Credits, number, most, "credits", expected)


def read_money(cell: Cell) -> Money | None:
    """Read US dollars, at most ``limits().dollars``: ``$1,299.00``, ``59,50``, ``20 USD``, ``Free``."""
    expected = "a price in US dollars such as 59.50"
    bare = _without_dollar_signs(cell, expected) if isinstance(cell, str) else cell
    try:
        number = _number(bare, "price", expected, frozenset(), read_price)
    except NotReadable as error:
        if error.code != "price-not-a-number" or bare == cell:
            raise
        raise NotReadable(expected, error.code, f"{shown(cell)} is not a number", error.suggestion) from error
    return None if number is None else _amount(Money, number, limits().dollars, "price", expected)


def read_hours(cell: Cell) -> Hours | None:
    """Read hours, to the nearest hundredth: ``1.5``, ``1.5 h``, ``90 min``, ``1:30``, ``1 h 30 min``."""
    expected = "a number of hours such as 1.5"
    number = _hours_of_minutes(cell) if isinstance(cell, str) else None
    if number is None:
        number = _number(cell, "hours", expected, _HOUR_WORDS)
    if number is None:
        return None
    if abs(number) <= _MOST_HOURS:
        number = number.quantize(_HUNDREDTH, rounding=ROUND_HALF_UP)
    return _amount(Hours, number, _MOST_HOURS, "hours", expected)


def read_score(cell: Cell) -> Decimal | None:
    """Read a score to be compared with another: ``7``, ``6.5``, ``78 %``. A percent sign is dropped."""
    expected = "a score such as 78 or 6.5"
    cell = present(cell, expected)
    if isinstance(cell, str) and cell.endswith("%"):
        cell = cell[:-1].rstrip()
    if isinstance(cell, str) and "/" in cell:
        raise NotReadable(expected, "score-not-a-number", f"{shown(cell)} is not one number")
    number = _number(cell, "score", expected, _POINT_WORDS)
    if number is not None and number < 0:
        raise NotReadable(expected, "score-negative", f"{shown(cell)} is less than 0")
    return number


def read_date(cell: Cell) -> date | None:
    """Read a day: a date cell, a spreadsheet's day number, ISO, ``3/4/2027`` (month first), ``4 Mar 2027``.

    "None", "never" and the like give None, as a blank does: no such day.
    """
    expected = "a date such as 2027-03-04"
    cell = present(cell, expected)
    if cell is None or (isinstance(cell, str) and fold(cell) in _NO_END):
        return None
    day: date | None = None
    if isinstance(cell, date):
        day = cell
    elif isinstance(cell, str):
        day = read_day(cell)
    elif not isinstance(cell, bool) and isinstance(cell, int | float) and math.isfinite(cell):
        day = from_serial(cell)
    if day is None:
        found = f"{shown(cell)} can't be read as one day"
        other = likely_day(cell) if isinstance(cell, str) else None
        raise NotReadable(expected, "date-not-readable", found, other.isoformat() if other else None)
    if not _EARLIEST <= day <= _LATEST:
        found = f"{shown(cell)} is the day {day.isoformat()}, which can't be meant"
        raise NotReadable(expected, "date-out-of-range", found)
    return day


def is_blank(cell: Cell) -> bool:
    """Whether a cell says nothing: blank, ``n/a``, or nothing but dashes."""
    if isinstance(cell, str):
        if cell.startswith("#"):  # an Excel error is not a person's "n/a"
            return False
        return fold(cell) in _BLANK_WORDS or not with_plain_dashes(cell).strip("- ")
    return cell is None


def is_excel_error(text: str) -> bool:
    """Whether a text is what Excel shows where a formula can't be calculated."""
    return text.upper() in _EXCEL_ERRORS


def present(cell: Cell, expected: str) -> Cell:
    """Give a cell, cleaned, or None for a blank one; ``expected`` names what should stand there.

    Raises:
        NotReadable: it is a formula that was never calculated, or an Excel error.
    """
    if isinstance(cell, FormulaWithoutValue):
        raise _without_value(expected)
    if isinstance(cell, str):
        cell = clean(cell)
        if cell is not None and is_excel_error(cell):
            raise NotReadable(expected, "excel-error", f"{cell} is an error that Excel shows")
    return None if is_blank(cell) else cell


def present_id(cell: Cell, expected: str) -> Cell:
    """Give the cell of an id, as `present` does; a formula is one in text too: each row has another.

    Raises:
        NotReadable: it is a formula, or an Excel error.
    """
    cell = present(cell, expected)
    if isinstance(cell, str) and cell.startswith("="):
        raise _without_value(expected)
    return cell


def _without_value(expected: str) -> NotReadable:
    found = "The formula was saved without its result (open the file in Excel and save it again)"
    return NotReadable(expected, "formula-without-value", found)


def _number(
    cell: Cell,
    kind: str,
    expected: str,
    units: frozenset[str],
    read: Callable[[str], Decimal | None] = read_number,
) -> Decimal | None:
    """Read a cell's number, the words of its unit aside."""
    cell = present(cell, expected)
    number: Decimal | None = None
    if cell is None:
        return None
    if isinstance(cell, str):
        if fold(cell) in _NOT_GIVEN:
            return None
        try:
            number = read(_without_unit(cell, units))
        except Ambiguous as error:
            found = f"{shown(cell)} may be thousands or decimals"
            raise NotReadable(expected, f"{kind}-ambiguous", found) from error
    elif isinstance(cell, int | float) and not isinstance(cell, bool) and math.isfinite(cell):
        number = Decimal(str(cell))
    if number is None:
        found = f"{shown(cell)} is {'a date, ' if isinstance(cell, date) else ''}not a number"
        raise NotReadable(expected, f"{kind}-not-a-number", found, _without_footnote(cell))
    return number


def _amount(amount: type[_Amount], number: Decimal, most: int, kind: str, expected: str) -> _Amount:
    """Make an exact amount of a number that is neither negative nor absurd."""
    if number < 0:
        raise NotReadable(expected, f"{kind}-negative", f"{shown(number)} is less than 0")
    if number > most:
        found = f"{shown(number)} is more than one figure can sensibly be (at most {most:,})"
        raise NotReadable(expected, f"{kind}-too-large", found)
    try:
        return amount.of(number)
    except ValueError as error:
        found = f"{shown(number)} has more than two decimals"
        raise NotReadable(expected, f"{kind}-too-fine", found) from error


def _without_unit(text: str, units: frozenset[str]) -> str:
    """Remove the words after a number where each is a known word for its unit."""
    unit = _UNIT.search(text.lower())
    if unit is None or unit.start() == 0:
        return text
    words = re.split(r"[ /]+", re.sub(r"[.'\u2019()]", "", unit[0]).strip())
    return text[: unit.start()].rstrip(" (") if all(word in units for word in words) else text


def _without_dollar_signs(text: str, expected: str) -> str:
    """Remove what says "US dollars" from a price; "Free" is 0, and brackets are a minus."""
    if _OTHER_CURRENCY.search(text):
        raise NotReadable(expected, "price-other-currency", f"{shown(text)} is not in US dollars")
    bare = _DOLLARS.sub(" ", text).strip()
    if fold(bare) in _FREE:
        return "0"
    if bare.startswith("(") and bare.endswith(")"):
        return f"-{bare[1:-1].strip()}"
    return bare or text


def _hours_of_minutes(text: str) -> Decimal | None:
    """Read ``90 min``, ``1:30`` or ``1 h 30 min``; None where it is none of them."""
    text = text.lower()
    minutes: Decimal | None = None
    if clock := _CLOCK.fullmatch(text):
        if int(clock[2]) < _MINUTES_AN_HOUR:
            minutes = Decimal(int(clock[1]) * _MINUTES_AN_HOUR + int(clock[2]))
    elif (bare := _without_unit(text, _MINUTE_WORDS)) != text:
        minutes = _lenient(bare)
    return None if minutes is None else minutes / _MINUTES_AN_HOUR


def _without_footnote(cell: Cell) -> str | None:
    """Suggest the number that a footnote mark hides: ``2.75*``."""
    bare = cell.strip(_FOOTNOTE_MARKS) if isinstance(cell, str) else ""
    return bare if bare != cell and _lenient(bare) is not None else None


def _lenient(text: str) -> Decimal | None:
    try:
        return read_number(text)
    except Ambiguous:
        return None


def shown(cell: Cell | Decimal) -> str:
    """Quote a cell, or the beginning of a long one."""
    return f'"{shorten(str(cell), _LONGEST_SHOWN)}"'
