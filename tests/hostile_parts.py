"""More files that nobody should have to fear: workbooks whose parts lie or are missing, and odd texts."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from tests import hostile
from tests.hostile import HostileFile
from tests.raw_workbook import DECLARATION, sheet_rows, sheet_xml, workbook

if TYPE_CHECKING:
    from collections.abc import Callable

SHEET = "xl/worksheets/sheet1.xml"
_ORDINARY = sheet_xml(sheet_rows(hostile.RESULTS))


def _rewritten(change: Callable[[str, bytes], bytes | None], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Pack an ordinary workbook anew, each part changed; None leaves it out."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(hostile.table_workbook())) as archive,
        zipfile.ZipFile(packed, "w", kind) as new,
    ):
        for name in archive.namelist():
            part = change(name, archive.read(name))
            if part is not None:
                new.writestr(name, part)
    return packed.getvalue()


def _without(left_out: str) -> bytes:
    return _rewritten(lambda name, part: None if name == left_out else part)


def _with_sheet(xml: str, encoding: str = "utf-8") -> bytes:
    return _rewritten(lambda name, part: xml.encode(encoding) if name == SHEET else part)


def _archive(*names: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(name, b"made up")
    return packed.getvalue()


def _declaring(document_type: str) -> str:
    return _ORDINARY.replace(DECLARATION, DECLARATION + document_type)


def wrong_checksum() -> bytes:
    """A workbook one byte of whose sheet was changed on the way."""
    whole = bytearray(_rewritten(lambda _, part: part, zipfile.ZIP_STORED))
    at = whole.find(b"Neurological")
    whole[at] ^= 1
    return bytes(whole)


def wrong_name() -> bytes:
    """A workbook whose sheet (no .xml) is named in UTF-8, it says where it stands, and isn't."""
    packed, name = io.BytesIO(), SHEET.replace(".xml", ".dat")
    with (
        zipfile.ZipFile(io.BytesIO(hostile.table_workbook())) as archive,
        zipfile.ZipFile(packed, "w") as new,
    ):
        for part in archive.namelist():
            content = archive.read(part).replace(b"sheet1.xml", b"sheet1.dat")
            new.writestr(name if part == SHEET else part, content)
        stands = new.getinfo(name).header_offset
    whole = bytearray(packed.getvalue())
    whole[stands + 7] |= 0x08  # the flag for a name in UTF-8
    whole[stands + 30] = 0xAA  # the name's first letter
    return bytes(whole)


def many_sheets() -> bytes:
    """A workbook of 80 sheets."""
    return workbook([(f"Results {n}", _ORDINARY) for n in range(80)])


def changed_result(value: object) -> bytes:
    """A table in text with another figure of credits."""
    rows = [list(row) for row in hostile.RESULTS]
    rows[2][4] = value
    return hostile.csv_text(rows).encode()


_ENTITY = '<!DOCTYPE worksheet [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
_REFERS = _ORDINARY.replace("</sheetData>", '<row r="9"><c t="s"><v>77</v></c></row></sheetData>')
_DEEP = _ORDINARY.replace("</sheetData>", "</sheetData>" + "<a>" * 300 + "</a>" * 300)
_TWICE = _ORDINARY.replace('<row r="3">', '<row r="2">')
_LONG_TAG = _ORDINARY.replace("<sheetData>", f'<sheetData a="{"".join(map(str, range(300_000)))}">')
_BLANK = sheet_xml("")

WORKBOOKS = (
    HostileFile(
        "doctype.xlsx", lambda: _with_sheet(_declaring("<!DOCTYPE worksheet>")), "workbook-unreadable"
    ),
    HostileFile(
        "doctype-utf16.xlsx",
        lambda: _with_sheet(_declaring(_ENTITY).replace("UTF-8", "UTF-16"), "utf-16"),
        "workbook-unreadable",
    ),
    HostileFile(
        "doctype-late.xlsx",
        lambda: _with_sheet(_declaring(f"<!--{'x' * 9_000}-->{_ENTITY}")),
        "workbook-unreadable",
    ),
    HostileFile("external.xlsx", lambda: _with_sheet(_declaring(_ENTITY)), "workbook-unreadable"),
    HostileFile(
        "doctype-list.xlsx",
        lambda: _rewritten(
            lambda name, part: (
                part.replace(b"<workbook", b"<!DOCTYPE workbook><workbook")
                if name == "xl/workbook.xml"
                else part
            )
        ),
        "workbook-unreadable",
    ),
    HostileFile(
        "macro-sheet.xlsx",
        lambda: workbook([("Results", _ORDINARY)], extra=[("xl/macrosheets/sheet1.xml", b"<x/>")]),
        "macros",
    ),
    HostileFile(
        "bzip2.xlsx", lambda: _rewritten(lambda _, part: part, zipfile.ZIP_BZIP2), "workbook-damaged"
    ),
    HostileFile("lzma.xlsx", lambda: _rewritten(lambda _, part: part, zipfile.ZIP_LZMA), "workbook-damaged"),
    HostileFile("no-sheet.xlsx", lambda: _without(SHEET), "workbook-damaged"),
    HostileFile("no-relations.xlsx", lambda: _without("xl/_rels/workbook.xml.rels"), "workbook-damaged"),
    HostileFile("no-list.xlsx", lambda: _without("xl/workbook.xml"), "wrong-type"),
    HostileFile("no-types.xlsx", lambda: _without("[Content_Types].xml"), "wrong-type"),
    HostileFile("no-texts.xlsx", lambda: _with_sheet(_REFERS), "workbook-damaged"),
    HostileFile("row-twice.xlsx", lambda: _with_sheet(_TWICE), "workbook-damaged"),
    HostileFile("deep.xlsx", lambda: _with_sheet(_DEEP), "workbook-damaged"),
    HostileFile("long-tag.xlsx", lambda: _with_sheet(_LONG_TAG), "workbook-damaged"),
    HostileFile(
        "encoding.xlsx", lambda: _with_sheet(_ORDINARY.replace("UTF-8", "UUTF-8")), "workbook-damaged"
    ),
    HostileFile("not-xml.xlsx", lambda: _with_sheet("discipline,subcategory"), "workbook-damaged"),
    HostileFile("checksum.xlsx", wrong_checksum, "workbook-damaged"),
    HostileFile("wrong-name.xlsx", wrong_name, "workbook-damaged"),
    HostileFile("blank.xlsx", lambda: workbook([("Results", _BLANK)]), "file-empty"),
    HostileFile(
        "all-hidden.xlsx", lambda: workbook([("Results", _ORDINARY)], states=["hidden"]), "sheet-hidden"
    ),
    HostileFile("sheets.xlsx", many_sheets, "too-many-sheets", read=True),
    HostileFile("sheets.ods", lambda: _archive("mimetype", "content.xml"), "wrong-type"),
    HostileFile("sheets.numbers", lambda: _archive("Index/Document.iwa"), "wrong-type"),
    HostileFile("binary.xlsb", lambda: _archive("[Content_Types].xml", "xl/workbook.bin"), "wrong-type"),
    HostileFile("slides.xlsx", lambda: _archive("ppt/presentation.xml"), "wrong-type"),
    HostileFile("files.zip", lambda: _archive("results.csv"), "wrong-type"),
)
"""Workbooks, and archives that are none."""

TEXTS = (
    HostileFile("blanks.csv", lambda: b" \r\n\t\r\n" * 100, "file-empty"),
    HostileFile("nuls.csv", lambda: b"\0" * 2_000, "wrong-type"),
    HostileFile("packed.csv", lambda: b"\x1f\x8b\x08\0" + b"\0" * 40, "wrong-type"),
    HostileFile("packed.rar", lambda: b"Rar!\x1a\x07\x01\0" + b"\0" * 40, "wrong-type"),
    HostileFile("packed.7z", lambda: b"7z\xbc\xaf\x27\x1c" + b"\0" * 40, "wrong-type"),
    HostileFile("letter.rtf", lambda: b"{\\rtf1 Dear seller}", "wrong-type"),
    HostileFile("photo.jpg", lambda: b"\xff\xd8\xff\xe0\0\x10JFIF", "wrong-type"),
    HostileFile("photo.gif", lambda: b"GIF89a\x01\0\x01\0", "wrong-type"),
    HostileFile("table.xml", lambda: b"<?xml version='1.0'?><table/>", "wrong-type"),
    HostileFile("utf8-cut.csv", lambda: b"\xef\xbb\xbfMR,Body,\xc3", "text-damaged"),
    HostileFile("utf16-cut.csv", lambda: hostile.utf_16_csv()[:-1], "text-damaged"),
    HostileFile("utf32.csv", lambda: b"\xff\xfe\0\0\xff\xff\xff\xff", "text-damaged"),
    HostileFile("data.json", lambda: b'{"discipline": "?", "credits": [1, 2]}', "not-a-prescription"),
    HostileFile("letter.txt", lambda: b"Dear seller,\nthank you.\n", "not-a-prescription"),
    HostileFile("courses.csv", lambda: hostile.csv_text(hostile.COURSES).encode(), "not-a-prescription"),
    HostileFile("headers.csv", lambda: hostile.csv_text(hostile.RESULTS[:1]).encode(), "no-results"),
    HostileFile("infinite.csv", lambda: changed_result("1e309"), "credits-not-a-number", read=True),
    HostileFile("nan.csv", lambda: changed_result("nan"), "credits-not-a-number", read=True),
    HostileFile("negative.csv", lambda: changed_result(-2.75), "credits-negative", read=True),
    HostileFile("digits.csv", lambda: changed_result("9" * 1_500), "credits-not-a-number", read=True),
    HostileFile("large-figure.csv", lambda: changed_result(99_999), "credits-too-large", read=True),
    HostileFile("formula.csv", lambda: changed_result("=1+1"), "credits-not-a-number", read=True),
    HostileFile("fine.csv", lambda: changed_result("2.755555"), "credits-too-fine", read=True),
    HostileFile("long-cell.csv", lambda: changed_result("x" * 9_000), "text-too-long", read=True),
)
"""Texts, and what is none."""

MORE_FILES = (*WORKBOOKS, *TEXTS)
EVERY_FILE = tuple(
    {file.name: file for file in (*hostile.RESULT_FILES, *hostile.HEAVY_FILES, *MORE_FILES)}.values()
)
"""Every hostile file, once, as results."""
