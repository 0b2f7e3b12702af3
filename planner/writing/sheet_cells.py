"""The cells of our workbooks: typed, and text that stays text. Importing this imports openpyxl."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule, DataBarRule
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink

from planner.credits import Hundredths
from planner.phrases import is_web_address
from planner.writing.sheet_styles import side_of

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_TEXT = 32_767
"""Excel's own limit for the characters of one cell."""
_FIRST_DAY_OF_EXCEL = date(1900, 3, 1)
# What XML 1.0 cannot hold, and what only half of a character pair would be.
_NOT_IN_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LIKE_A_FORMULA = re.compile(r"\s*[=+\-@']")
_BAR = "FF8FA8C4"
_LOUD = PatternFill("solid", bgColor="FFE8D5B5")
_MARK = PatternFill("solid", fgColor="FFF3E3C3")
_TO_DO = PatternFill("lightUp", fgColor="FFB86A5A", bgColor="FFFFFFFF")
# Of a note, in points.
_NOTE_HEIGHT, _NOTE_WIDTH = 90, 260
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
    PACKED = ("packed", "@")
    """Text for programs: of each, one line is shown."""


# A word among numbers stands to the right, as they do; dates stand to the left.
_LEFT = frozenset({Kind.TEXT, Kind.DATE})


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, what it holds and how many characters wide it is shown.

    A cell that says ``loud`` is set off, without relying on colour; or, where ``calm`` is given, one that
    says anything else.
    """

    header: str
    kind: Kind = Kind.TEXT
    width: int = 14
    loud: str = ""
    calm: str = ""


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
    """Text that leads to a web page, where its address is one (http or https).

    Of an address longer than its column is wide the end isn't shown; the link leads to the whole of it.
    """

    address: str


@dataclass(frozen=True, slots=True)
class ToSheet:
    """The name of a sheet of the same workbook, which leads there."""

    name: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A cell that is set off by its fill, with a note that says why; another fill where it is ``to_do``."""

    value: str | int | Hundredths | date | None
    note: str
    to_do: bool = False


Value = str | int | Hundredths | date | Link | ToSheet | Sum | Formula | Marked | None


class Block:
    """Rows below a header while they are added: where they stand, and the values of their formulas.

    Rows of totals follow the rows that they are about.
    """

    def __init__(self, sheet: Any, columns: Sequence[Column], header_row: int) -> None:  # noqa: ANN401 - openpyxl is untyped
        self.sheet, self.columns, self.header_row = sheet, columns, header_row
        self.last_row, self.next_row = header_row, header_row + 1
        self.letters = {
            column.header: get_column_letter(index) for index, column in enumerate(columns, start=1)
        }
        self.stored: dict[str, str] = {}

    def add_header(self) -> None:
        """Add the headers, each to the side of what stands below it."""
        self._make_room(self.header_row, [column.header for column in self.columns])
        cells = ((column.header, side_of(column.kind.value[0])) for column in self.columns)
        self.sheet.append([text_cell(self.sheet, header, f"header {side}") for header, side in cells])

    def add_row(self, values: Sequence[Value], style: str = "") -> None:
        """Add a row; a style of its own sets it apart from the rows that totals are about."""
        self._make_room(self.next_row, values)
        cells = zip(self.columns, values, strict=True)
        self.sheet.append([self._cell(column, value, style) for column, value in cells])
        if not style:
            self.last_row = self.next_row
        self.next_row += 1

    def set_off(self) -> None:
        """Put bars behind shares, and set off what has to be loud."""
        if self.last_row == self.header_row:
            return
        for column in self.columns:
            at = self.letters[column.header]
            area = f"{at}{self.header_row + 1}:{at}{self.last_row}"
            if column.kind is Kind.SHARE:
                bar = DataBarRule("num", 0, "num", 1, _BAR)
                self.sheet.conditional_formatting.add(area, bar)
            for test, word in (("equal", column.loud), ("notEqual", column.calm)):
                if word:
                    loud = CellIsRule(test, [f'"{word}"'], font=Font(bold=True), fill=_LOUD)
                    self.sheet.conditional_formatting.add(area, loud)

    def _make_room(self, row: int, values: Sequence[Value]) -> None:
        """Make a row as high as its texts need: LibreOffice doesn't, and Excel not always."""
        lines = max(
            (_lines(column, value) for column, value in zip(self.columns, values, strict=True)),
            default=1,
        )
        packed = any(column.kind is Kind.PACKED for column in self.columns)
        if lines > 1 or packed:
            self.sheet.row_dimensions[row].height = min(lines * _LINE_HEIGHT, _HIGHEST_ROW)

    def _cell(self, column: Column, value: Value, style: str) -> WriteOnlyCell | None:
        if not isinstance(value, Sum | Formula):
            return _cell(self.sheet, column, value, style)
        now = float(value.now)
        if isinstance(value, Formula):
            row = self.next_row
            text = value.text.format_map({header: f"{at}{row}" for header, at in self.letters.items()})
        elif self.last_row == self.header_row:
            return _number_cell(self.sheet, column, now, style)
        else:
            row, at = self.next_row, self.letters[column.header]
            text = f"SUBTOTAL(109,{at}{self.header_row + 1}:{at}{self.last_row})"
        self.stored[f"{self.letters[column.header]}{row}"] = repr(now).removesuffix(".0")
        return _number_cell(self.sheet, column, f"={text}", style)


def _lines(column: Column, value: Value) -> int:
    """Estimate the lines that a value takes in a column; letters differ, so rather one too many."""
    value = value.value if isinstance(value, Marked) else value
    if column.kind is Kind.PACKED or (isinstance(value, Link) and is_web_address(value.address)):
        return 1
    text = value.address if isinstance(value, Link) else value if isinstance(value, str) else ""
    if len(text) < column.width - 1 and "\n" not in text:
        return 1
    fits = max(1, column.width - _SPARE_WIDTH)
    return sum(len(textwrap.wrap(line, fits)) or 1 for line in text[:_MOST_MEASURED].splitlines())


def is_like_a_formula(text: str) -> bool:
    """Whether Excel would take text for a formula when someone edits its cell."""
    return _LIKE_A_FORMULA.match(text) is not None


def clean(text: str) -> str:
    """Leave out what a workbook cannot hold, and cut at Excel's longest text."""
    kept = _NOT_IN_XML.sub("", text)
    return kept if len(kept) <= LONGEST_TEXT else kept[: LONGEST_TEXT - 1] + "…"


def _cell(sheet: Any, column: Column, value: Value, row: str = "") -> WriteOnlyCell | None:  # noqa: ANN401 - openpyxl is untyped
    if value is None:
        return text_cell(sheet, "", f"{row}text") if row else None
    if isinstance(value, Link | ToSheet):
        return _link_cell(sheet, value, column.width - _SPARE_WIDTH)
    if isinstance(value, Marked):
        return _marked_cell(sheet, column, value)
    if isinstance(value, str):
        style = "packed" if column.kind is Kind.PACKED else "text" if column.kind in _LEFT else "word"
        return text_cell(sheet, value, row + style)
    if isinstance(value, date) and value < _FIRST_DAY_OF_EXCEL:
        return text_cell(sheet, value.isoformat(), f"{row}text")
    return _number_cell(sheet, column, float(value) if isinstance(value, Hundredths) else value, row)


def _number_cell(sheet: Any, column: Column, value: Any, row: str) -> WriteOnlyCell:  # noqa: ANN401 - as above
    cell = WriteOnlyCell(sheet, value)
    cell.style = row + column.kind.value[0]
    return cell


def text_cell(sheet: Any, text: str, style: str) -> WriteOnlyCell:  # noqa: ANN401 - as above
    """Make a cell that is text whatever it looks like: never a formula, an error value or a number."""
    cell = WriteOnlyCell(sheet, clean(text))
    cell.data_type = "s"
    cell.style = style
    if is_like_a_formula(text):
        # Without it, Excel would take the text for a formula when someone edits the cell.
        cell.quotePrefix = True
    return cell


def _marked_cell(sheet: Any, column: Column, marked: Marked) -> WriteOnlyCell:  # noqa: ANN401 - as above
    cell = _cell(sheet, column, marked.value) or text_cell(sheet, "", "text")
    cell.fill = _TO_DO if marked.to_do else _MARK
    cell.comment = Comment(clean(marked.note), "Catalog check", height=_NOTE_HEIGHT, width=_NOTE_WIDTH)
    return cell


def _link_cell(sheet: Any, link: Link | ToSheet, fits: int) -> WriteOnlyCell:  # noqa: ANN401 - as above
    if isinstance(link, ToSheet):
        cell = text_cell(sheet, link.name, "link")
        cell.hyperlink = Hyperlink(ref="", location=f"'{link.name}'!A1")
        return cell
    address = link.address
    if not is_web_address(address):
        return text_cell(sheet, address, "text")
    cell = text_cell(sheet, address if len(address) <= fits else f"{address[: fits - 1]}…", "link")
    cell.hyperlink = address
    return cell
