"""The discipline that a table's surroundings tell: lines above it, the sheet's name, the file's name."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from planner.reading.table import text_of

if TYPE_CHECKING:
    from planner.naming import Names
    from planner.reading.collecting import Problems
    from planner.reading.grid import Sheet
    from planner.reading.table import Row

_LABEL = re.compile(
    "(?:disciplines?|modality|credentials?|exam(?:ination)?|certification)\\s*[:=\u2013-]\\s*(.+)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\s,;:()\[\]|_\\/\u2013\u2014-]+")
# Above rows, a title is short, and neither a footnote nor a sentence.
_TITLE = re.compile(r"\w[^.!?;*]{0,59}")
_LONGEST_NAME = 4
_SHORT_CODE = 3


def labelled_discipline(text: str, names: Names) -> str | None:
    """Give the discipline that a heading names: "MRI", "Discipline: MR"; None where it is anything else."""
    label = _LABEL.fullmatch(text.strip())
    return names.discipline_code(label[1] if label else text)


def mentioned_discipline(text: str, names: Names) -> str | None:
    """Give the one discipline that a title or a file's name mentions; None where there is none or several.

    A code counts only in capitals and with two letters or more: a lone R or S may be anything.
    """
    words = [word.strip(".'\"\u2019") for word in _WORD.findall(text)]
    found: set[str] = set()
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + length])
            short = len(phrase) <= _SHORT_CODE
            if len(phrase) == 1 or (short and not phrase.isupper()):
                continue
            code = names.discipline_code(phrase)
            if code is not None:
                found.add(code)
                at += length - 1
                break
        at += 1
    return found.pop() if len(found) == 1 else None


def discipline_around(sheet: Sheet, header: int, names: Names, problems: Problems) -> str:
    """Give the discipline that a table's surroundings tell, or "".

    A heading above the table and a sheet that is named after a discipline are plain statements; a title or a
    file's name that mentions one is taken too, but said. A file may be called r or t for any reason.
    """
    above = [text for row in sheet.rows[:header] for cell in row if (text := text_of(cell))]
    for text in (*reversed(above), sheet.name or ""):
        code = labelled_discipline(text, names)
        if code is not None:
            return code
    stem = PurePath(sheet.file).stem if PurePath(sheet.file).suffix else ""
    for text in (*reversed(above), sheet.name or "", stem):
        code = mentioned_discipline(text, names)
        if code is None and text == stem and len(stem) > 1:
            code = names.discipline_code(stem)
        if code is not None:
            problems.warning(
                "discipline-from-name",
                f'The table has no discipline of its own. "{text}" was taken to say that it is {code}. '
                "If that is "
                "wrong, add a column discipline.",
                sheet.place(header),
                value=text,
                suggestion=code,
            )
            return code
    return ""


def heading_discipline(row: Row, names: Names, problems: Problems) -> str | None:
    """Give the discipline that a row of one text mentions, as a title of the rows below it, and say so.

    None where it holds anything else, or is a subcategory's name. A row that is just a discipline is plain.
    """
    filled = row.filled()
    text = text_of(filled[0][1]) if len(filled) == 1 else ""
    if code := labelled_discipline(text, names):
        return code
    is_title = _TITLE.fullmatch(text) and not names.subcategory_disciplines(text)
    code = mentioned_discipline(text, names) if is_title else None
    if code is not None:
        problems.warning(
            "discipline-from-name",
            f"This line was taken to say that the rows below it are of {code}. If that is wrong, add a "
            "column discipline.",
            row.place(),
            value=text,
            suggestion=code,
        )
    return code
