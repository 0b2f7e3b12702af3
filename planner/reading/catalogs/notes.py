"""The sheets that a corrected catalog's workbook has beside the catalog: notes, which reading passes over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.reading.table import text_of

if TYPE_CHECKING:
    from planner.reading.grid import Sheet

CHANGES_SHEET, OPEN_SHEET = "Changes", "Still to decide"
CHANGES_OPENING = "Changed by the catalog check"
OPEN_OPENING = "Left as it is by the catalog check, for a person to decide"
_OPENINGS = {CHANGES_SHEET: CHANGES_OPENING, OPEN_SHEET: OPEN_OPENING}


def is_note(sheet: Sheet) -> bool:
    """Whether a sheet is such a note: by its name and its first line."""
    opening = _OPENINGS.get(sheet.name or "")
    return bool(opening and sheet.rows and sheet.rows[0] and text_of(sheet.rows[0][0]) == opening)
