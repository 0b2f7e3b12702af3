"""A sheet that is more than one table: lines of text, a picture, and several tables below each other.

All share the sheet's columns, whose widths are given once. Importing this imports openpyxl.
"""

from __future__ import annotations

import io
import textwrap
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from openpyxl.drawing.image import Image
from openpyxl.utils import get_column_letter

from planner.writing.sheet_cells import Block, Column, text_cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.writing.printing.paper import Paper
    from planner.writing.sheets import Book, Table

# Excel's numbers for kinds of paper.
_PAPERS = {"letter": 1, "a4": 9}
# Pixels of a row as high as usual, at the size that screens show.
_ROW_PIXELS = 20
_PIXELS_A_POINT = 96 / 72


class Form:
    """A sheet in the making, from top to bottom. Close it before the next sheet."""

    def __init__(self, book: Book, name: str, widths: Sequence[int], *, paper: Paper = "letter") -> None:
        """Begin an upright sheet of columns so many characters wide.

        Raises:
            ValueError: there is no such paper.
        """
        if paper not in _PAPERS:
            message = f"paper is {' or '.join(_PAPERS)}, not {paper!r}"
            raise ValueError(message)
        self._book = book
        self.sheet: Any = book.new_sheet(name, upright=True)
        self.sheet.page_setup.paperSize = _PAPERS[paper]
        self._widths = tuple(widths)
        for number, width in enumerate(widths, start=1):
            self.sheet.column_dimensions[get_column_letter(number)].width = width
        self._stored: dict[str, str] = {}
        self.next_row = 1

    def add_lines(self, *lines: str, style: str = "line") -> None:
        """Add lines of text in the first column; one that is longer than the sheet is wide goes on below."""
        for line in lines:
            for part in textwrap.wrap(line, sum(self._widths)) or [""]:
                self.add_texts((part, style))

    def add_texts(self, *texts: tuple[str, str]) -> None:
        """Add a row of texts with their styles, from the first column on; an empty text leaves its cell."""
        self.sheet.append([text_cell(self.sheet, text, style) if text else None for text, style in texts])
        self.next_row += 1

    def add_gap(self) -> None:
        """Leave a row empty."""
        self.add_texts()

    def add_picture(self, content: bytes, size: tuple[int, int], most: tuple[int, int]) -> None:
        """Put a picture at the left, in a row of its own, no larger than ``most``: sizes in pixels."""
        picture = Image(io.BytesIO(content))
        scale = min(1.0, *(room / pixels for room, pixels in zip(most, size, strict=True)))
        picture.width, picture.height = (round(pixels * scale) for pixels in size)
        self.sheet.add_image(picture, f"A{self.next_row}")
        self.sheet.row_dimensions[self.next_row].height = (
            max(_ROW_PIXELS, picture.height + 8) / _PIXELS_A_POINT
        )
        self.add_texts()

    def add_table(self, table: Table) -> Block:
        """Add a table: its lines, header, rows and totals. Its columns take the sheet's widths."""
        self.add_lines(*table.opening, style="headline")
        block = self.begin(table.columns)
        block.add_header()
        for row in table.rows:
            block.add_row(row)
        if table.totals:
            block.add_row(table.totals, "total ")
        block.set_off()
        self.end(block)
        self.add_lines(*table.closing)
        return block

    def begin(self, columns: Sequence[Column], *, header: bool = True) -> Block:
        """Begin rows, with room for a header above them; `end` them before anything else is added."""
        fitted = [replace(column, width=width) for column, width in zip(columns, self._widths, strict=False)]
        return Block(self.sheet, fitted, self.next_row if header else self.next_row - 1)

    def end(self, block: Block) -> None:
        """Go on below the rows of a block."""
        self._stored |= block.stored
        self.next_row = block.next_row

    def close(self, *, repeated_row: int | None = None) -> None:
        """Finish the sheet. A row may be repeated at the top of each page in print."""
        if repeated_row is not None:
            self.sheet.print_title_rows = f"{repeated_row}:{repeated_row}"
        self._book.keep_values(self._stored)
