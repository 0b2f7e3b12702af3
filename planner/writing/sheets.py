"""Workbooks with typed columns, made so that text stays text and the same content gives the same bytes.

A sheet may open with a few lines of text; then come a header that stays in view and is repeated on each page
in print, the rows, and perhaps a row of totals: formulas that follow when the rows are changed or filtered,
stored with the value they have now for readers that don't calculate. Importing this imports openpyxl.
"""

from __future__ import annotations

import io
import re
import textwrap
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.formatting.rule import CellIsRule, DataBarRule
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.writer.excel import ExcelWriter

from planner.credits import Hundredths
from planner.phrases import is_web_address
from planner.writing.book_archive import UndatedArchive
from planner.writing.sheet_styles import side_of, styles
from planner.writing.wording import DISCLAIMER

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LONGEST_TEXT = 32_767
"""Excel's own limit for the characters of one cell."""
_FIRST_DAY_OF_EXCEL = date(1900, 3, 1)
# What XML 1.0 cannot hold, and what only half of a character pair would be.
_NOT_IN_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LIKE_A_FORMULA = re.compile(r"\s*[=+\-@']")
_BAR = "FF8FA8C4"
_LOUD = PatternFill("solid", bgColor="FFE8D5B5")
# Points; the highest is Excel's own. Characters that an indent and a margin take.
_LINE_HEIGHT, _HIGHEST_ROW, _SPARE_WIDTH = 15, 409, 2
# More characters than this fill the highest row in any column.
_MOST_MEASURED = 5_000


class Kind(Enum):
    """What a column holds: the name of its style and its number format."""

    TEXT = ("text", "@")
    COUNT = ("count", "#,##0")
    CREDITS = ("credits", "0.00")
    HOURS = ("hours", "0.00")
    MONEY = ("money", '"$"#,##0.00')
    DATE = ("date", "mmm d, yyyy")
    SHARE = ("share", "0%")
    """A part of a whole, from 0 to 1, with a bar behind it."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, what it holds and how many characters wide it is shown.

    A cell that says ``loud`` is set off, without relying on colour.
    """

    header: str
    kind: Kind = Kind.TEXT
    width: int = 14
    loud: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """The live total of the rows shown in its column, and what it is now."""

    now: Hundredths | int


@dataclass(frozen=True, slots=True)
class Formula:
    """A live figure from other cells of its row, and what it is now. The text names them by ``{header}``."""

    text: str
    now: float


@dataclass(frozen=True, slots=True)
class Link:
    """Text that leads to a web page, where its address is one (http or https)."""

    address: str


Value = str | int | Hundredths | date | Link | Sum | Formula | None


@dataclass(frozen=True, slots=True)
class Table:
    """What a sheet shows: lines of text, a header, rows, a row of totals, and further lines of text."""

    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    opening: Sequence[str] = ()
    totals: Sequence[Value] = ()
    closing: Sequence[str] = ()


class Book:
    """A workbook in the making: add sheets in order, then take the bytes once."""

    def __init__(self, *, title: str, made_on: date) -> None:
        """Start a workbook; ``made_on`` stands in for the clock in its properties."""
        self._book = Workbook(write_only=True)
        self._stored: dict[str, dict[str, str]] = {}
        made = datetime.combine(made_on, time())
        self._book.properties.title = clean(title)
        self._book.properties.creator = "Targeted CE Planner"
        self._book.properties.created = made
        self._book.properties.modified = made
        for style in styles({kind.value[0]: kind.value[1] for kind in Kind}):
            self._book.add_named_style(style)

    def add_sheet(self, name: str, table: Table) -> None:
        """Add a sheet that holds one table."""
        sheet = self._book.create_sheet(name)
        page = _Page(sheet, table.columns, len(table.opening) + 1)
        for column in table.columns:
            sheet.column_dimensions[page.letters[column.header]].width = column.width
        sheet.freeze_panes = f"A{page.header_row + 1}"
        _set_up_print(sheet, page.header_row)
        for number, line in enumerate(table.opening):
            sheet.append([_text_cell(sheet, line, "headline" if number == 0 else "line")])
        page.add_header()
        for row in table.rows:
            page.add_row(row)
        sheet.auto_filter.ref = f"A{page.header_row}:{get_column_letter(len(table.columns))}{page.last_row}"
        _set_off(page)
        if table.totals:
            page.add_row(table.totals, "total ")
        for line in ("", *table.closing) if table.closing else ():
            sheet.append([_text_cell(sheet, line, "line")])
        self._stored[f"xl/worksheets/sheet{len(self._book.worksheets)}.xml"] = page.stored

    def as_bytes(self) -> bytes:
        """Close the workbook and give it as a file."""
        content = io.BytesIO()
        archive = UndatedArchive(content, "w", zipfile.ZIP_DEFLATED)
        archive.stored = self._stored
        ExcelWriter(self._book, archive).save()
        return content.getvalue()


class _Page:
    """A sheet while its rows are added: where they stand, and the values that its formulas have now."""

    def __init__(self, sheet: Any, columns: Sequence[Column], header_row: int) -> None:  # noqa: ANN401 - openpyxl is untyped
        self.sheet, self.columns, self.header_row = sheet, columns, header_row
        self.last_row = header_row
        self.letters = {
            column.header: get_column_letter(index) for index, column in enumerate(columns, start=1)
        }
        self.stored: dict[str, str] = {}

    def add_header(self) -> None:
        """Add the headers, each to the side of what stands below it."""
        self._make_room(self.header_row, [column.header for column in self.columns])
        cells = ((column.header, side_of(column.kind.value[0])) for column in self.columns)
        self.sheet.append([_text_cell(self.sheet, header, f"header {side}") for header, side in cells])

    def add_row(self, values: Sequence[Value], style: str = "") -> None:
        """Add a row; a style of its own sets it apart from the rows that totals are about."""
        self._make_room(self.last_row + 1, values)
        cells = zip(self.columns, values, strict=True)
        self.sheet.append([self._cell(column, value, style) for column, value in cells])
        if not style:
            self.last_row += 1

    def _make_room(self, row: int, values: Sequence[Value]) -> None:
        """Make a row as high as its texts need: LibreOffice doesn't, and Excel not always."""
        lines = max(
            (_lines(value, column.width) for column, value in zip(self.columns, values, strict=True)),
            default=1,
        )
        if lines > 1:
            self.sheet.row_dimensions[row].height = min(lines * _LINE_HEIGHT, _HIGHEST_ROW)

    def _cell(self, column: Column, value: Value, style: str) -> WriteOnlyCell | None:
        if not isinstance(value, Sum | Formula):
            return _cell(self.sheet, column, value, style)
        now = float(value.now)
        if isinstance(value, Formula):
            row = self.last_row + 1
            text = value.text.format_map({header: f"{at}{row}" for header, at in self.letters.items()})
        elif self.last_row == self.header_row:
            return _number_cell(self.sheet, column, now, style)
        else:
            row, at = self.last_row + 1, self.letters[column.header]
            text = f"SUBTOTAL(109,{at}{self.header_row + 1}:{at}{self.last_row})"
        self.stored[f"{self.letters[column.header]}{row}"] = repr(now).removesuffix(".0")
        return _number_cell(self.sheet, column, f"={text}", style)


def _lines(value: Value, width: int) -> int:
    """Estimate the lines that a value takes in a column; letters differ, so rather one too many."""
    text = value.address if isinstance(value, Link) else value if isinstance(value, str) else ""
    if len(text) < width - 1 and "\n" not in text:
        return 1
    fits = max(1, width - _SPARE_WIDTH)
    return sum(len(textwrap.wrap(line, fits)) or 1 for line in text[:_MOST_MEASURED].splitlines())


def clean(text: str) -> str:
    """Leave out what a workbook cannot hold, and cut at Excel's longest text."""
    kept = _NOT_IN_XML.sub("", text)
    return kept if len(kept) <= LONGEST_TEXT else kept[: LONGEST_TEXT - 1] + "…"


def _cell(sheet: Any, column: Column, value: Value, row: str = "") -> WriteOnlyCell | None:  # noqa: ANN401 - openpyxl is untyped
    if value is None:
        return _text_cell(sheet, "", f"{row}text") if row else None
    if isinstance(value, Link):
        return _link_cell(sheet, value.address)
    if isinstance(value, str):
        return _text_cell(sheet, value, f"{row}{'text' if column.kind is Kind.TEXT else 'word'}")
    if isinstance(value, date) and value < _FIRST_DAY_OF_EXCEL:
        return _text_cell(sheet, value.isoformat(), f"{row}text")
    return _number_cell(sheet, column, float(value) if isinstance(value, Hundredths) else value, row)


def _number_cell(sheet: Any, column: Column, value: Any, row: str) -> WriteOnlyCell:  # noqa: ANN401 - as above
    cell = WriteOnlyCell(sheet, value)
    cell.style = row + column.kind.value[0]
    return cell


def _text_cell(sheet: Any, text: str, style: str) -> WriteOnlyCell:  # noqa: ANN401 - as above
    """Make a cell that is text whatever it looks like: never a formula, an error value or a number."""
    cell = WriteOnlyCell(sheet, clean(text))
    cell.data_type = "s"
    cell.style = style
    if _LIKE_A_FORMULA.match(text):
        # Without it, Excel would take the text for a formula when someone edits the cell.
        cell.quotePrefix = True
    return cell


def _link_cell(sheet: Any, address: str) -> WriteOnlyCell:  # noqa: ANN401 - as above
    if not is_web_address(address):
        return _text_cell(sheet, address, "text")
    cell = _text_cell(sheet, address, "link")
    cell.hyperlink = address
    return cell


def _set_off(page: _Page) -> None:
    """Put bars behind shares, and set off what has to be loud."""
    if page.last_row == page.header_row:
        return
    for column in page.columns:
        at = page.letters[column.header]
        area = f"{at}{page.header_row + 1}:{at}{page.last_row}"
        if column.kind is Kind.SHARE:
            bar = DataBarRule("num", 0, "num", 1, _BAR)
            page.sheet.conditional_formatting.add(area, bar)
        if column.loud:
            loud = CellIsRule("equal", [f'"{column.loud}"'], font=Font(bold=True), fill=_LOUD)
            page.sheet.conditional_formatting.add(area, loud)


def _set_up_print(sheet: Any, header_row: int) -> None:  # noqa: ANN401 - as above
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.print_title_rows = f"{header_row}:{header_row}"
    sheet.page_margins = PageMargins(left=0.5, right=0.5, top=0.6, bottom=0.75)
    sheet.HeaderFooter.oddFooter.left.text = DISCLAIMER
    sheet.HeaderFooter.oddFooter.right.text = "&A, page &P of &N"
