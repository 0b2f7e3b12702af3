"""A workbook's parts written by hand, so that each of them can be spoiled."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from planner.reading.grid import FormulaWithoutValue

Rows = Sequence[Sequence[object]]

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def letters(column: int) -> str:
    """Name a column, from 0, by its letters."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def cell(row: int, column: int, value: object) -> str:
    """Write a cell; row and column from 0. ``None`` writes nothing."""
    place = f"{letters(column)}{row + 1}"
    if value is None:
        return ""
    if isinstance(value, FormulaWithoutValue):
        return f'<c r="{place}"><f>{escape(value.formula)}</f></c>'
    if isinstance(value, int | float):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'


def sheet_rows(rows: Rows) -> str:
    """Write rows of cells."""
    return "".join(
        f'<row r="{number + 1}">' + "".join(cell(number, c, value) for c, value in enumerate(row)) + "</row>"
        for number, row in enumerate(rows)
    )


def sheet_xml(inner: str, after: str = "") -> str:
    """Write a sheet around its rows."""
    return f'{DECLARATION}<worksheet xmlns="{_MAIN}"><sheetData>{inner}</sheetData>{after}</worksheet>'


def workbook(  # noqa: PLR0913 - an argument a part
    sheets: Iterable[tuple[str, str | None]],
    *,
    states: Sequence[str] = (),
    properties: str = "",
    strings: str | None = None,
    styles: str | None = None,
    extra: Iterable[tuple[str, bytes]] = (),
) -> bytes:
    """Pack sheets, each a name and its XML, into a workbook with nothing else in it.

    A sheet without XML is listed, but its part is left to be added. ``strings`` and ``styles`` are what is in
    those parts' root elements, ``properties`` what comes before the workbook's list of sheets.
    """
    sheets = list(sheets)
    numbers = range(1, len(sheets) + 1)
    states = [*states, *["visible"] * (len(sheets) - len(states))]
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPES}.worksheet+xml"/>'
        for n in numbers
    )
    entries = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" state="{state}" r:id="r{n}"/>'
        for n, (name, _), state in zip(numbers, sheets, states, strict=True)
    )
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    linked = {"sharedStrings": ("sst", strings), "styles": ("styleSheet", styles)}
    linked = {kind: (root, inner) for kind, (root, inner) in linked.items() if inner is not None}
    relations += "".join(
        f'<Relationship Id="{kind}" Type="{_OFFICE}/{kind}" Target="/xl/{kind}.xml"/>' for kind in linked
    )
    overrides += "".join(
        f'<Override PartName="/xl/{kind}.xml" ContentType="{_TYPES}.{kind}+xml"/>' for kind in linked
    )
    parts = {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
            f"{overrides}</Types>"
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
            f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{properties}<sheets>{entries}</sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'
        ),
    }
    parts |= {
        f"xl/{kind}.xml": f'<{root} xmlns="{_MAIN}">{inner}</{root}>'
        for kind, (root, inner) in linked.items()
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, text in parts.items():
            archive.writestr(part, text if part.startswith("[") else DECLARATION + text)
        for number, (_, xml) in zip(numbers, sheets, strict=True):
            if xml is not None:
                archive.writestr(f"xl/worksheets/sheet{number}.xml", xml)
        for part, content in extra:
            archive.writestr(part, content)
    return packed.getvalue()
