"""Time as a share of months, exact: a day is one part of as many as its calendar month has days.

So a pace of 6 hours a month gives 6 hours in February as in March, whatever day one starts.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction

_ONE_DAY = timedelta(days=1)
_LAST_YEAR = date.max.year


def months(first: date, last: date) -> Fraction:
    """Give the months from the first day to the last, both whole days included; 0 where last < first."""
    if last < first:
        return Fraction(0)
    until = Fraction(last.day, _length(last)) + 12 * last.year + last.month
    return until - (Fraction(first.day - 1, _length(first)) + 12 * first.year + first.month)


def day_that_reaches(first: date, share: Fraction) -> date | None:
    """Give the first day by whose end ``share`` months from the start of ``first`` have passed.

    The day before ``first`` for 0; None where the calendar ends before.
    """
    position = Fraction(first.day - 1, _length(first)) + first.month - 1 + share
    whole = position.numerator // position.denominator
    part = position - whole
    if part == 0:
        # The end of the last day of the month before.
        start = _month(first.year, whole)
        if start is None:
            return None
        return start - _ONE_DAY if start > date.min else None
    start = _month(first.year, whole)
    if start is None:
        return None
    days = part * _length(start)
    return start.replace(day=-(-days.numerator // days.denominator))


def day_after(first: date, share: Fraction) -> date | None:
    """Give the day in which time goes on once ``share`` months from the start of ``first`` have passed."""
    position = Fraction(first.day - 1, _length(first)) + first.month - 1 + share
    whole = position.numerator // position.denominator
    start = _month(first.year, whole)
    if start is None:
        return None
    days = (position - whole) * _length(start)
    return start.replace(day=days.numerator // days.denominator + 1)


def _month(year: int, months_on: int) -> date | None:
    """Give the first day of the month so many months after a year's January."""
    year += months_on // 12
    return date(year, months_on % 12 + 1, 1) if year <= _LAST_YEAR else None


def _length(when: date) -> int:
    return monthrange(when.year, when.month)[1]
