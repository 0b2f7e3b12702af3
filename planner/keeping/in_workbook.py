"""A plan file inside a workbook of ours, so that the workbook can be given back to the app.

It stands on a visible sheet, because hidden ones aren't read, packed as letters and digits in pieces that
no spreadsheet program takes for anything but text.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from typing import TYPE_CHECKING

from planner.limits import limits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.keeping.state import KeptState
    from planner.reading.grid import Cell

STATE_SHEET = "For the app"
STATE_HEADER = ("Part", "Kept for the app: leave it as it is")
# Shorter than the longest text that reading leaves whole.
_PIECE = 1_500
_MARK = "plan:"
_PIECE_SHAPE = re.compile(r"plan:([A-Za-z0-9_=-]+)")


def state_rows(state: KeptState) -> tuple[tuple[int, str], ...]:
    """Give the rows to put below `STATE_HEADER` on a sheet called `STATE_SHEET`: a number and a piece."""
    from planner.keeping.plan_file import save  # noqa: PLC0415 - the two need each other

    packed = base64.urlsafe_b64encode(zlib.compress(save(state), 9)).decode("ascii")
    return tuple(
        (number, _MARK + packed[start : start + _PIECE])
        for number, start in enumerate(range(0, len(packed), _PIECE), start=1)
    )


def plan_file_in(workbook: bytes, name: str) -> bytes:
    """Give the plan file that a workbook holds.

    Raises:
        NotAPlan: the workbook can't be read, holds no plan file, or not the whole of one.
    """
    from planner.keeping.plan_file import NotAPlan  # noqa: PLC0415 - as above
    from planner.reading.files.opening import open_source  # noqa: PLC0415 - few files are workbooks
    from planner.reading.sources import SourceFile  # noqa: PLC0415 - as above

    opened = open_source(SourceFile(name, workbook))
    sheet = next((sheet for sheet in opened.value.sheets if sheet.name == STATE_SHEET), None)
    if sheet is None:
        error = next((problem.message for problem in opened.problems if problem.is_error), None)
        message = error or (
            f'The workbook has no sheet "{STATE_SHEET}", so it holds no plan to go on with. '
            "Choose the workbook, or the .json file, that you saved here."
        )
        raise NotAPlan(code="not-a-plan-file", message=message)
    pieces = sorted(_pieces(sheet.rows))
    if not pieces or [number for number, _ in pieces] != list(range(1, len(pieces) + 1)):
        raise _damaged()
    return _unpacked("".join(piece for _, piece in pieces))


def _pieces(rows: list[tuple[Cell, ...]]) -> Iterator[tuple[int, str]]:
    """Find the numbered pieces, wherever on the sheet they stand."""
    for row in rows:
        number = next((cell for cell in row if isinstance(cell, int | float)), None)
        text = next((cell for cell in row if isinstance(cell, str) and cell.startswith(_MARK)), None)
        piece = _PIECE_SHAPE.fullmatch(text or "")
        if piece and number is not None and number == number // 1:
            yield int(number), piece[1]


def _unpacked(packed: str) -> bytes:
    try:
        unpacking = zlib.decompressobj()
        whole = unpacking.decompress(base64.urlsafe_b64decode(packed), limits().file_bytes + 1)
    except (binascii.Error, zlib.error, ValueError) as error:
        raise _damaged() from error
    if not unpacking.eof:
        raise _damaged()
    return whole


def _damaged() -> Exception:
    from planner.keeping.plan_file import NotAPlan  # noqa: PLC0415 - as above

    message = f'The sheet "{STATE_SHEET}" is damaged or was edited, so the plan in it can\'t be taken.'
    return NotAPlan(code="plan-file-damaged", message=message)
