"""Mended outlines as CSV: the file that one keeps, edits elsewhere and gives back."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from planner.guarding import guard

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.outline_editing import OutlineLine

OUTLINE_FIELDS = (
    "discipline",
    "discipline_name",
    "category",
    "subcategory",
    "version",
    "effective_from",
    "questions",
    "credits",
    "was",
)


def outline_as_csv(lines: Iterable[OutlineLine]) -> bytes:
    """Write outline lines, a row each; a blank is what is not known. `planner.reading` reads them back."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(OUTLINE_FIELDS)
    for line in lines:
        at = line.subcategory
        named = (at.discipline, line.discipline_name, at.category, at.name, line.version)
        questions = "" if line.questions is None else str(line.questions)
        figure = "" if line.credits is None else str(line.credits)
        begins = "" if line.effective_from is None else line.effective_from.isoformat()
        writer.writerow([*map(guard, named), begins, questions, figure, guard(line.was)])
    return text.getvalue().encode("utf-8-sig", "replace")
