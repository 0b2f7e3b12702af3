"""Workbooks with typed columns, made so that text stays text and the same content gives the same bytes.

A sheet may open with a few lines of text; then come a header that stays in view and is repeated on each page
in print, the rows, and perhaps a row of totals: formulas that follow when the rows are changed or filtered,
stored with the value they have now for readers that don't calculate. Importing this imports openpyxl.
"""

from __future__ import annotations

import io
import textwrap
import zipfile
from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.writer.excel import ExcelWriter

from planner.writing.book_archive import UndatedArchive
from planner.writing.repeated_rows import Expansion, Repeated
from planner.writing.sheet_cells import (
    LONGEST_TEXT,
    Block,
    Column,
    Formula,
    Kind,
    Link,
    Marked,
    Sum,
    ToSheet,
    Value,
    clean,
    is_like_a_formula,
    text_cell,
)
from planner.writing.sheet_styles import styles
from planner.writing.wording import DISCLAIMER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

__all__ = [
    "LONGEST_TEXT",
    "Book",
    "Column",
    "Formula",
    "Kind",
    "Link",
    "Marked",
    "Repeated",
    "Sum",
    "Table",
    "ToSheet",
    "Value",
    "clean",
]

# Characters that are read with ease when they stand on a page beside each other.
_WIDEST = 300
# A headline's letters are larger. In a narrow table, lines run on over the cells beside it.
_OF_A_HEADLINE, _NARROWEST = 0.7, 60


@dataclass(frozen=True, slots=True)
class Table:
    """What a sheet shows: lines of text, a header, rows, a row of totals, and further lines of text.

    Rows may be ``repeated`` instead of given one by one; then there are neither totals nor lines below.
    """

    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    opening: Sequence[str] = ()
    totals: Sequence[Value] = ()
    closing: Sequence[str] = ()
    repeated: Repeated | None = None


class Book:
    """A workbook in the making: add sheets in order, then take the bytes once."""

    def __init__(self, *, title: str, made_on: date) -> None:
        """Start a workbook; ``made_on`` stands in for the clock in its properties."""
        self._book = Workbook(write_only=True)
        self._stored: dict[str, Mapping[str, str]] = {}
        self._expansions: dict[str, Expansion] = {}
        made = datetime.combine(made_on, time())
        self._book.properties.title = clean(title)
        self._book.properties.creator = "Targeted CE Planner"
        self._book.properties.created = made
        self._book.properties.modified = made
        for style in styles({kind.value[0]: kind.value[1] for kind in Kind}):
            self._book.add_named_style(style)

    def add_sheet(self, name: str, table: Table) -> None:
        """Add a sheet that holds one table. A very wide one is printed on several pages beside each other."""
        sheet = self.new_sheet(name)
        width = sum(column.width for column in table.columns)
        opening = list(_fitted(table.opening, width))
        page = Block(sheet, table.columns, len(opening) + 1)
        for column in table.columns:
            sheet.column_dimensions[page.letters[column.header]].width = column.width
        sheet.freeze_panes = f"A{page.header_row + 1}"
        sheet.print_title_rows = f"{page.header_row}:{page.header_row}"
        if width > _WIDEST:
            sheet.page_setup.fitToWidth = -(-width // _WIDEST)
            sheet.print_title_cols = "A:A"
            sheet.freeze_panes = f"B{page.header_row + 1}"
        for line, style in opening:
            sheet.append([text_cell(sheet, line, style)])
        page.add_header()
        for row in table.rows:
            page.add_row(row)
        if table.repeated is not None:
            self._repeat(page, table.repeated)
        sheet.auto_filter.ref = f"A{page.header_row}:{get_column_letter(len(table.columns))}{page.last_row}"
        page.set_off()
        if table.totals:
            page.add_row(table.totals, "total ")
        for line, _ in _fitted(("", *table.closing) if table.closing else (), width):
            sheet.append([text_cell(sheet, line, "line")])
        self.keep_values(page.stored)

    def _repeat(self, page: Block, repeated: Repeated) -> None:
        """Add the patterns of rows, to be repeated when the sheet goes into its file."""
        first = page.next_row
        for pattern in repeated.patterns:
            page.add_row(("x", *pattern))
        page.add_row(("=", *(None for _ in page.columns[1:])))
        page.last_row = first + repeated.count - 1
        rows = ((clean(text), number) for text, number in repeated.rows)
        self._expansions[self._member] = Expansion(first, rows, is_like_a_formula)

    @property
    def _member(self) -> str:
        """Name the sheet added last as the file's archive does."""
        return f"xl/worksheets/sheet{len(self._book.worksheets)}.xml"

    def new_sheet(self, name: str, *, upright: bool = False) -> Any:  # noqa: ANN401 - openpyxl is untyped
        """Add an empty sheet, set up for printing; what stands on it is up to the caller."""
        sheet = self._book.create_sheet(name)
        _set_up_print(sheet, upright=upright)
        return sheet

    def keep_values(self, stored: Mapping[str, str]) -> None:
        """Keep the values that the formulas of the sheet added last have now, by cell."""
        self._stored[self._member] = stored

    def as_bytes(self) -> bytes:
        """Close the workbook and give it as a file."""
        content = io.BytesIO()
        archive = UndatedArchive(content, "w", zipfile.ZIP_DEFLATED)
        archive.stored, archive.expansions = self._stored, self._expansions
        ExcelWriter(self._book, archive).save()
        return content.getvalue()


def _fitted(lines: Sequence[str], width: int) -> Iterator[tuple[str, str]]:
    """Give lines with their styles, the first a headline; one wider than its table goes on below."""
    for number, line in enumerate(lines):
        style, fits = ("line", width) if number else ("headline", int(width * _OF_A_HEADLINE))
        for part in textwrap.wrap(clean(line), max(fits, _NARROWEST)) or [""]:
            yield part, style


def _set_up_print(sheet: Any, *, upright: bool) -> None:  # noqa: ANN401 - as above
    sheet.page_setup.orientation = "portrait" if upright else "landscape"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.page_margins = PageMargins(left=0.5, right=0.5, top=0.6, bottom=0.75)
    sheet.HeaderFooter.oddFooter.left.text = DISCLAIMER
    sheet.HeaderFooter.oddFooter.right.text = "&A, page &P of &N"
