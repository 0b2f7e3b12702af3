"""How the cells of our workbooks look. Importing this module imports openpyxl."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_LEFT, _CENTRE, _RIGHT = "left", "center", "right"
# Keeps text off the number in the column before it.
_INDENT = 1


def styles(formats: Mapping[str, str]) -> Iterable[NamedStyle]:
    """Give the styles of cells, for the number format of each kind of column by its name."""
    bold, line = Font(bold=True), Side(style="thin", color="808080")
    yield NamedStyle("headline", font=Font(bold=True, size=13))
    yield NamedStyle("line")
    at_left = Alignment(horizontal=_LEFT, vertical="top", indent=_INDENT)
    yield NamedStyle("link", font=Font(color="0B57A4", underline="single"), alignment=at_left)
    for side in (_LEFT, _RIGHT):
        yield NamedStyle(
            f"header {side}",
            font=bold,
            alignment=Alignment(
                horizontal=side, vertical=_CENTRE, wrap_text=True, indent=_INDENT if side == _LEFT else 0
            ),
            fill=PatternFill("solid", fgColor="E8EDF2"),
            border=Border(bottom=line),
        )
    # A word among numbers ("not known") stands to the right, as they do.
    for name, number_format in {**formats, "word": "@"}.items():
        side = side_of(name)
        yield NamedStyle(name, number_format=number_format, alignment=_aligned(side))
        yield NamedStyle(
            f"total {name}",
            number_format=number_format,
            alignment=_aligned(side),
            font=bold,
            border=Border(top=line),
        )


def side_of(style: str) -> str:
    """Tell to which side of its column a style's cells stand."""
    return _LEFT if style in {"text", "date", "packed"} else _RIGHT


def _aligned(side: str) -> Alignment:
    indent = _INDENT if side == _LEFT else 0
    return Alignment(horizontal=side, vertical="top", wrap_text=True, indent=indent)
