"""Files that nobody should have to fear: damaged, lying, enormous, locked, or just of another kind.

Each is made here as bytes, out of a table of a person's (fictional) results or of a seller's courses, so
that every way into the planner can be tried with every one of them. ``python -m tests.hostile FOLDER``
writes them into a folder, to be tried by hand.
"""

from __future__ import annotations

import io
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.raw_workbook import DECLARATION, Rows, sheet_rows, sheet_xml, workbook

if TYPE_CHECKING:
    from collections.abc import Callable

RESULTS: Rows = (
    ("discipline", "category", "subcategory", "standard", "credits_required"),
    ("MR", "Patient Care", "Patient Interactions and Management", "not met", 1.5),
    ("MR", "Procedures", "Body", "not met", 2.75),
    ("MR", "Procedures", "Neurological", "met", None),
)
COURSES: Rows = (
    ("course_id", "title", "price", "ce_credits", "discipline", "category", "subcategory", "credits"),
    ("Z-1", "Fictional Body MRI", 20, 4, "MR", "Procedures", "Body", 2.75),
    (
        "Z-2",
        "Fictional Talking with Patients",
        10,
        2,
        "MR",
        "Patient Care",
        "Patient Interactions and Management",
        2,
    ),
)
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def table_workbook(rows: Rows = RESULTS, *, after: str = "", name: str = "Results") -> bytes:
    """Make an ordinary workbook of one sheet."""
    return workbook([(name, sheet_xml(sheet_rows(rows), after))])


def csv_text(rows: Rows = RESULTS, delimiter: str = ",") -> str:
    """Write rows as text; no cell may hold a delimiter, a quote or a line end."""
    return "".join(
        delimiter.join("" if value is None else str(value) for value in row) + "\r\n" for row in rows
    )


# What is no table at all.


def empty_file() -> bytes:
    """No bytes."""
    return b""


def text_named_xlsx() -> bytes:
    """A text, to be named .xlsx."""
    return b"Dear seller,\nplease find my results enclosed.\n"


def pdf() -> bytes:
    """The start of a PDF."""
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"


def png() -> bytes:
    """The start of a picture."""
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"


def binary_noise() -> bytes:
    """Bytes of no known type, the same each time."""
    return bytes((n * 167 + (n >> 3) * 59 + 13) % 256 for n in range(5_000))


def web_page() -> bytes:
    """A page that a site hands out under an Excel name."""
    return b"<html><body><table><tr><td>MR</td><td>Body</td></tr></table></body></html>"


def compound_file(*streams: str) -> bytes:
    """An OLE compound file: its header, one sector of directory with the given stream names, no content."""
    header = bytearray(512)
    header[:8] = _OLE_MAGIC
    header[24:34] = b"\x3e\x00\x03\x00\xfe\xff\x09\x00\x06\x00"
    header[44:48] = (1).to_bytes(4, "little")
    header[48:52] = (1).to_bytes(4, "little")
    header[76:80] = (0).to_bytes(4, "little")
    allocation = b"\xfd\xff\xff\xff\xfe\xff\xff\xff" + b"\xff" * 504
    directory = b""
    for kind, name in ((5, "Root Entry"), *((2, stream) for stream in streams)):
        written = (name + "\0").encode("utf-16-le")
        entry = bytearray(128)
        entry[: len(written)] = written
        entry[64:66] = len(written).to_bytes(2, "little")
        entry[66] = kind
        entry[68:80] = b"\xff" * 12
        directory += bytes(entry)
    return bytes(header) + allocation + directory.ljust(512, b"\0")


def protected_workbook() -> bytes:
    """A workbook with a password: Excel puts the encrypted package into a compound file."""
    return compound_file("EncryptionInfo", "EncryptedPackage")


def old_excel_file() -> bytes:
    """An .xls of Excel 97 to 2003."""
    return compound_file("Workbook", "\x05SummaryInformation")


def word_document() -> bytes:
    """A .docx, to be named .xlsx."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    return packed.getvalue()


# Workbooks that are damaged, lie, or carry something else.


def truncated_workbook(rows: Rows = RESULTS) -> bytes:
    """A workbook whose download was cut off."""
    whole = table_workbook(rows)
    return whole[: len(whole) * 2 // 3]


def broken_sheet(rows: Rows = RESULTS) -> bytes:
    """A workbook whose sheet ends in the middle of its XML."""
    xml = sheet_xml(sheet_rows(rows))
    return workbook([("Results", xml[: len(xml) * 2 // 3])])


def lying_sizes(rows: Rows = RESULTS) -> bytes:
    """A workbook whose sheet declares a hundredth of its size."""
    honest = workbook([("Results", sheet_xml(sheet_rows(rows) + '<row r="9"><c r="A9"/></row>' * 200_000))])
    spoiled = bytearray(honest)
    with zipfile.ZipFile(io.BytesIO(honest)) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    declared = size.to_bytes(4, "little")
    at = 0
    while (at := spoiled.find(declared, at)) >= 0:
        spoiled[at : at + 4] = (size // 100).to_bytes(4, "little")
        at += 4
    return bytes(spoiled)


def entity_in_xml(rows: Rows = RESULTS) -> bytes:
    """A workbook whose sheet declares entities that expand to gigabytes."""
    doubled = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    document_type = f'<!DOCTYPE worksheet [<!ENTITY e0 "ha">{doubled}]>'
    xml = sheet_xml(sheet_rows(rows) + '<row><c t="inlineStr"><is><t>&e9;</t></is></c></row>')
    return workbook([("Results", xml.replace(DECLARATION, DECLARATION + document_type))])


def macro_workbook(rows: Rows = RESULTS) -> bytes:
    """A workbook with a program in it."""
    xml = sheet_xml(sheet_rows(rows))
    return workbook([("Results", xml)], extra=[("xl/vbaProject.bin", _OLE_MAGIC + b"Attribute VB_Name")])


def encrypted_members(rows: Rows = RESULTS) -> bytes:
    """A workbook whose archive is marked as encrypted, the old way."""
    spoiled = bytearray(table_workbook(rows))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := spoiled.find(signature, at + 1)) >= 0:
            spoiled[at + offset] |= 1
    return bytes(spoiled)


# Workbooks that are too much.


def zip_bomb(rows: Rows = RESULTS) -> bytes:
    """A small workbook whose sheet unpacks to 400 MB of blank cells."""
    packed = io.BytesIO(workbook([("Results", None)]))
    head, tail = sheet_xml(sheet_rows(rows) + "\n").split("\n")[-2:]
    blank = b'<row><c s="0"/></row>' * 100_000
    with (
        zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w") as sheet,
    ):
        sheet.write(head.encode())
        for _ in range(190):
            sheet.write(blank)
        sheet.write(tail.encode())
    return packed.getvalue()


def quiet_bomb() -> bytes:
    """A workbook within the limits of size and ratio that still holds millions of cells, each different."""
    row = "".join(f"<c><v>{n}.{n}</v></c>" for n in range(100))
    rows = "".join(f'<row spans="{n}:{n}">{row}</row>' for n in range(90_000))
    return workbook([("Results", sheet_xml(rows))])


def too_many_members(rows: Rows = RESULTS) -> bytes:
    """A workbook of 5,000 parts."""
    xml = sheet_xml(sheet_rows(rows))
    return workbook([("Results", xml)], extra=[(f"xl/media/{n}.txt", b"") for n in range(5_000)])


def million_blank_rows(rows: Rows = RESULTS) -> bytes:
    """A sheet with a million formatted rows, nearly all of them blank."""
    blank = "".join(f'<row r="{n}" s="1"><c r="A{n}" s="1"/></row>' for n in range(len(rows) + 1, 1_048_577))
    return workbook([("Results", sheet_xml(sheet_rows(rows) + blank))])


def last_row_only(rows: Rows = RESULTS) -> bytes:
    """A sheet whose only mention of its last row is that row, blank."""
    return workbook([("Results", sheet_xml(sheet_rows(rows) + '<row r="1048576"/>'))])


def many_columns(rows: Rows = RESULTS) -> bytes:
    """A table with 3,000 columns, most of them of no use."""
    return table_workbook([[*row, *(f"extra {n}" for n in range(3_000 - len(row)))] for row in rows])


def long_title(rows: Rows = COURSES) -> bytes:
    """A course with a title of 10,000 characters."""
    return table_workbook([rows[0], [rows[1][0], "Long " * 2_000, *rows[1][2:]], *rows[2:]])


# Workbooks that people really have.


def formula_workbook(rows: Rows = RESULTS, *, stored: bool) -> bytes:
    """A table whose last number is a formula, with the result that Excel stored or without any."""
    xml = sheet_xml(sheet_rows(rows))
    number = next(
        value for row in reversed(rows) for value in reversed(row) if isinstance(value, int | float)
    )
    value = f"<v>{number}</v>" if stored else "<v></v>"
    before, _, after = xml.rpartition(f"<v>{number}</v>")
    return workbook([("Results", f"{before}<f>{number}/1</f>{value}{after}")])


def hidden_sheets(rows: Rows = RESULTS) -> bytes:
    """A table beside a hidden sheet and a very hidden one."""
    other = sheet_xml(sheet_rows([["discipline", "note"], ["CT", "old"]]))
    sheets = [("Results", sheet_xml(sheet_rows(rows))), ("Old", other), ("Lists", other)]
    return workbook(sheets, states=["visible", "hidden", "veryHidden"])


def merged_cells(rows: Rows = RESULTS) -> bytes:
    """A table whose discipline is written once, in a cell merged down all its rows."""
    merged = [list(row) for row in rows]
    for row in merged[2:]:
        row[0] = None
    ranges = f'<mergeCell ref="A2:A{len(rows)}"/><mergeCell ref="H1:XFD1048576"/>'
    return table_workbook(merged, after=f'<mergeCells count="2">{ranges}</mergeCells>')


# Text files.


def windows_1252_csv(rows: Rows = RESULTS) -> bytes:
    """A CSV as Excel on Windows exports it, with letters that UTF-8 writes differently."""
    noted = [[*row, "note" if not n else "Café \u2013 “fictional”"] for n, row in enumerate(rows)]
    return csv_text(noted, ";").encode("cp1252")


def utf_16_csv(rows: Rows = RESULTS) -> bytes:
    """Excel's "Unicode text": UTF-16 with its mark, and tabs."""
    return csv_text(rows, "\t").encode("utf-16")


def csv_with_nul_bytes(rows: Rows = RESULTS) -> bytes:
    """A CSV with a few NUL bytes in it."""
    return csv_text(rows).encode().replace(b"Body", b"Bo\x00dy").replace(b"met,", b"met\x00,", 1)


def enormous_line(rows: Rows = RESULTS) -> bytes:
    """A CSV with a line of 15 million characters below the table."""
    return csv_text(rows).encode() + b"x" * 15_000_000 + b"," * 1_000


def unbalanced_quotes(rows: Rows = RESULTS) -> bytes:
    """A CSV in which a quote is opened and never closed; rows follow."""
    first, second, *others = csv_text(rows).splitlines(keepends=True)
    return "".join([first, second.replace(",", ',"', 2).replace('"', "", 1), *others]).encode()


def endless_quotes() -> bytes:
    """A CSV whose every line opens a quote, and whose rows are more than are read."""
    return b"discipline,subcategory\r\n" + b'MR,"Body and more of it, and no end\r\n' * 250_000


def too_large() -> bytes:
    """One byte more than a file may have, by default."""
    return b"a,b\n" * 5_000_000 + b"a"


def blank_lines() -> bytes:
    """A table of two rows with 15 million blank lines between them."""
    return b"discipline,subcategory\nMR,Body\n" + b"\n" * 15_000_000 + b"MR,Neurological\n"


@dataclass(frozen=True)
class HostileFile:
    """A file to try: its name, how to make it, the code of the problem that has to be named.

    ``read`` says whether its table is read all the same, so that a plan can come of it.
    """

    name: str
    make: Callable[[], bytes]
    code: str
    read: bool = False


RESULT_FILES = (
    HostileFile("empty.xlsx", empty_file, "file-empty"),
    HostileFile("empty.csv", empty_file, "file-empty"),
    HostileFile("letter.xlsx", text_named_xlsx, "wrong-type"),
    HostileFile("print.xlsx", pdf, "wrong-type"),
    HostileFile("photo.xlsx", png, "wrong-type"),
    HostileFile("photo.csv", png, "wrong-type"),
    HostileFile("noise.csv", binary_noise, "wrong-type"),
    HostileFile("page.xls", web_page, "wrong-type"),
    HostileFile("protected.xlsx", protected_workbook, "workbook-protected"),
    HostileFile("old.xls", old_excel_file, "old-excel-file"),
    HostileFile("old.xlsx", old_excel_file, "old-excel-file"),
    HostileFile("document.xlsx", word_document, "wrong-type"),
    HostileFile("workbook.csv", table_workbook, "wrong-type"),
    HostileFile("cut.xlsx", truncated_workbook, "workbook-damaged"),
    HostileFile("broken.xlsx", broken_sheet, "workbook-damaged"),
    HostileFile("lying.xlsx", lying_sizes, "workbook-damaged"),
    HostileFile("entities.xlsx", entity_in_xml, "workbook-unreadable"),
    HostileFile("macros.xlsm", macro_workbook, "macros"),
    HostileFile("encrypted.xlsx", encrypted_members, "workbook-protected"),
    HostileFile("bomb.xlsx", zip_bomb, "unpacks-too-large"),
    HostileFile("parts.xlsx", too_many_members, "too-many-parts"),
    HostileFile("million.xlsx", million_blank_rows, "blank-rows", read=True),
    HostileFile("last-row.xlsx", last_row_only, "blank-rows", read=True),
    HostileFile("columns.xlsx", many_columns, "too-many-columns", read=True),
    HostileFile("formula.xlsx", lambda: formula_workbook(stored=True), "calculated-values", read=True),
    HostileFile(
        "uncalculated.xlsx", lambda: formula_workbook(stored=False), "formula-without-value", read=True
    ),
    HostileFile("hidden.xlsx", hidden_sheets, "sheet-hidden", read=True),
    HostileFile("windows.csv", windows_1252_csv, "read-as-windows-1252", read=True),
    HostileFile("nul.csv", csv_with_nul_bytes, "control-characters", read=True),
    HostileFile("line.csv", enormous_line, "line-too-long", read=True),
    HostileFile("quotes.csv", unbalanced_quotes, "quote-not-closed", read=True),
    HostileFile("large.csv", too_large, "file-too-large"),
)
"""Files of results (a prescription), each with the problem that it has to give."""

HEAVY_FILES = (
    HostileFile("bomb.xlsx", zip_bomb, "unpacks-too-large"),
    HostileFile("quiet-bomb.xlsx", quiet_bomb, "too-many-cells", read=True),
    HostileFile("million.xlsx", million_blank_rows, "blank-rows", read=True),
    HostileFile("parts.xlsx", too_many_members, "too-many-parts"),
    HostileFile("line.csv", enormous_line, "line-too-long", read=True),
    HostileFile("endless.csv", endless_quotes, "quote-not-closed", read=True),
    HostileFile("blank.csv", blank_lines, "too-many-rows", read=True),
)
"""The ones that would take minutes or gigabytes."""


def main(folder: Path) -> None:
    """Write every file into a folder, to be tried by hand."""
    from tests.hostile_parts import EVERY_FILE  # noqa: PLC0415 - made out of what is here

    folder.mkdir(parents=True, exist_ok=True)
    for file in EVERY_FILE:
        (folder / file.name).write_bytes(file.make())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
