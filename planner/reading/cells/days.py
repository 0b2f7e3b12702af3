"""Calendar days as people write them. Between figures, ``3/4/2027`` is March 4: the month comes first."""

from __future__ import annotations

import re
from datetime import date, timedelta

_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", re.ASCII)
_FIGURES = re.compile(r"(\d{1,2})([-/])(\d{1,2})\2(\d{4}|\d{2})", re.ASCII)
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.?[ -]?(\d{1,2})(?:st|nd|rd|th)?,?[ -](\d{4})", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]?(?:of )?([a-z]{3,9})\.?,?[ -](\d{4}|\d{2})", re.ASCII)
_RUN_TOGETHER = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})", re.ASCII)
_DAY_NUMBER = re.compile(r"\d{5}", re.ASCII)
_TIME_OF_DAY = re.compile(
    r"(?:[ t]|, )\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]\.?m\.?)?(?: ?(?:z|utc|[+-]\d{2}:?\d{2}))?$",
    re.ASCII,
)
_WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? ", re.ASCII)
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_SHORTEST_MONTH = 3
_CENTURY = 100
_THIS_CENTURY = 2000
# Day 0 of a spreadsheet's count, given that it believes in February 29, 1900.
_SPREADSHEET_DAY_0 = date(1899, 12, 30)


def read_day(text: str) -> date | None:
    """Read a day; None where it isn't one in a form that has just one reading.

    ISO (2027-03-04, 20270304), figures with the month first (3/4/2027; a year of two digits is of this
    century), or with the month's name in either order (also Excel's 4-Mar-27). A time of day is dropped.
    """
    text = _WEEKDAY.sub("", _TIME_OF_DAY.sub("", text.strip().lower())).strip()
    if found := _RUN_TOGETHER.fullmatch(text):
        text = "-".join(found.groups())
    if found := _ISO.fullmatch(text):
        return _day(int(found[1]), int(found[3]), int(found[4]))
    if found := _FIGURES.fullmatch(text):
        return _day(_year(found[4]), int(found[1]), int(found[3]))
    if found := _MONTH_FIRST.fullmatch(text):
        return _day(int(found[3]), _month(found[1]), int(found[2]))
    if found := _DAY_FIRST.fullmatch(text):
        return _day(_year(found[3]), _month(found[2]), int(found[1]))
    return None


def likely_day(text: str) -> date | None:
    """Read figures with the day first (``31.12.2027``), or a spreadsheet's day number: only to suggest it."""
    text = text.strip()
    if found := _FIGURES.fullmatch(text.replace(".", "/")):
        return _day(_year(found[4]), int(found[3]), int(found[1]))
    return from_serial(int(text)) if _DAY_NUMBER.fullmatch(text) else None


def from_serial(serial: float, *, from_1904: bool = False) -> date | None:
    """Turn a spreadsheet's count of days into a day; None where it can't be one."""
    first = date(1904, 1, 1) if from_1904 else _SPREADSHEET_DAY_0
    try:
        return first + timedelta(days=int(serial))
    except (OverflowError, ValueError):
        return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(figures: str) -> int:
    """Give a year; one of two digits is of this century."""
    year = int(figures)
    return year if year >= _CENTURY else _THIS_CENTURY + year


def _month(name: str) -> int:
    """Give a month's number by its name, whole or cut to three letters or more (``Sept``); 0 for others."""
    for number, month in enumerate(_MONTHS, start=1):
        if len(name) >= _SHORTEST_MONTH and month.startswith(name):
            return number
    return 0
