"""Workbooks with typed columns, made so that text stays text and the same content gives the same bytes.

A sheet may open with a few lines of text; then come a header that stays in view and is repeated on each page
in print, the rows, and perhaps a row of totals. Importing this module imports openpyxl.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.writer.excel import ExcelWriter

from planner.credits import Hundredths
from planner.writing.phrases import is_web_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LONGEST_TEXT = 32_767
"""Excel's own limit for the characters of one cell."""
_FIRST_DAY_OF_EXCEL = date(1900, 3, 1)
# What XML 1.0 cannot hold, and what only half of a character pair would be.
_NOT_IN_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LIKE_A_FORMULA = re.compile(r"\s*[=+\-@']")
_LEFT, _CENTRE = "left", "center"


class Kind(Enum):
    """What a column holds: the name of its style and its number format."""

    TEXT = ("text", "@")
    COUNT = ("count", "#,##0")
    CREDITS = ("credits", "0.00")
    HOURS = ("hours", "0.00")
    MONEY = ("money", '"$"#,##0.00')
    DATE = ("date", "mmm d, yyyy")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, what it holds and how many characters wide it is shown."""

    header: str
    kind: Kind = Kind.TEXT
    width: int = 14


@dataclass(frozen=True, slots=True)
class Link:
    """Text that leads to a web page, where its address is one (http or https)."""

    address: str


Value = str | int | Hundredths | date | Link | None


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
        made = datetime.combine(made_on, time())
        self._book.properties.title = clean(title)
        self._book.properties.creator = "Targeted CE Planner"
        self._book.properties.created = made
        self._book.properties.modified = made
        for style in _styles():
            self._book.add_named_style(style)

    def add_sheet(self, name: str, table: Table) -> None:
        """Add a sheet that holds one table."""
        sheet = self._book.create_sheet(name)
        columns, header_row = table.columns, len(table.opening) + 1
        for index, column in enumerate(columns, start=1):
            sheet.column_dimensions[get_column_letter(index)].width = column.width
        sheet.freeze_panes = f"A{header_row + 1}"
        _set_up_print(sheet, header_row)
        for number, line in enumerate(table.opening):
            sheet.append([_text_cell(sheet, line, "headline" if number == 0 else "line")])
        sheet.append([_text_cell(sheet, column.header, "header") for column in columns])
        last = header_row
        for row in table.rows:
            sheet.append([_cell(sheet, column, value) for column, value in zip(columns, row, strict=True)])
            last += 1
        sheet.auto_filter.ref = f"A{header_row}:{get_column_letter(len(columns))}{last}"
        if table.totals:
            sheet.append(
                [
                    _cell(sheet, column, value, "total ")
                    for column, value in zip(columns, table.totals, strict=True)
                ]
            )
        for line in ("", *table.closing) if table.closing else ():
            sheet.append([_text_cell(sheet, line, "line")])

    def as_bytes(self) -> bytes:
        """Close the workbook and give it as a file."""
        content = io.BytesIO()
        ExcelWriter(self._book, _UndatedArchive(content, "w", zipfile.ZIP_DEFLATED)).save()
        return content.getvalue()


class _UndatedArchive(zipfile.ZipFile):
    """A zip archive whose members carry no time of day, so that equal content is equal bytes."""

    def writestr(  # type: ignore[override]  # openpyxl only ever gives a name and the data
        self, zinfo_or_arcname: str, data: bytes | str, *_: object, **__: object
    ) -> None:
        member = zipfile.ZipInfo(zinfo_or_arcname)
        member.compress_type = self.compression
        super().writestr(member, data)

    def write(  # type: ignore[override]  # as above
        self, filename: str, arcname: str, *_: object, **__: object
    ) -> None:
        member = zipfile.ZipInfo(arcname)
        member.compress_type = self.compression
        with open(filename, "rb") as source, self.open(member, "w") as target:  # noqa: PTH123 - openpyxl's own
            while chunk := source.read(1 << 16):
                target.write(chunk)


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
    cell = WriteOnlyCell(sheet, float(value) if isinstance(value, Hundredths) else value)
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


def _set_up_print(sheet: Any, header_row: int) -> None:  # noqa: ANN401 - as above
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.print_title_rows = f"{header_row}:{header_row}"


def _styles() -> Iterable[NamedStyle]:
    bold, line = Font(bold=True), Side(style="thin", color="808080")
    yield NamedStyle("headline", font=Font(bold=True, size=13))
    yield NamedStyle("line")
    yield NamedStyle("link", font=Font(color="0B57A4", underline="single"), alignment=_aligned(_LEFT))
    yield NamedStyle(
        "header",
        font=bold,
        alignment=Alignment(vertical=_CENTRE, wrap_text=True),
        fill=PatternFill("solid", fgColor="E8EDF2"),
        border=Border(bottom=line),
    )
    # A word among numbers ("not known") stands to the right, as they do.
    formats = {kind.value[0]: kind.value[1] for kind in Kind} | {"word": "@"}
    for name, number_format in formats.items():
        side = _LEFT if name in {"text", "date"} else "right"
        yield NamedStyle(name, number_format=number_format, alignment=_aligned(side))
        yield NamedStyle(
            f"total {name}",
            number_format=number_format,
            alignment=_aligned(side),
            font=bold,
            border=Border(top=line),
        )


def _aligned(side: str) -> Alignment:
    return Alignment(horizontal=side, vertical="top", wrap_text=True)
