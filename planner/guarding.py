"""Text that a spreadsheet might take for a formula: guarded in the CSV we write, and read back as it was.

Numbers are never guarded, nor is anything in a workbook, where a cell says itself that it is text.
"""

from __future__ import annotations

import re

# A spreadsheet may read a formula from these, wide forms included; an apostrophe before them would be lost.
_LIKE_A_FORMULA = re.compile(r"[\s']*[=+\-@\uff1d\uff0b\uff0d\uff20]|'*[\t\r\n\0]")
_GUARD = "'"
# As exports write it, so that a spreadsheet keeps the zeros of ="007".
_TEXT_AS_FORMULA = re.compile(r'="([^"]*)"')


def guard(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet might take for a formula."""
    return _GUARD + text if _LIKE_A_FORMULA.match(text) else text


def unguard(text: str) -> str:
    """Take off the apostrophe that `guard` put there: ``unguard(guard(text)) == text`` for every text."""
    return text[1:] if text.startswith(_GUARD) and _LIKE_A_FORMULA.match(text[1:]) else text


def bare(text: str) -> str:
    """Take off what made a cell text: the apostrophe of `guard`, or the formula that is nothing but text."""
    as_formula = _TEXT_AS_FORMULA.fullmatch(text)
    return as_formula[1] if as_formula else unguard(text)
