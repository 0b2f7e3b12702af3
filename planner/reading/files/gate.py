"""What is checked before anything is unpacked: size, what the bytes really are, and what an archive declares.

In the order of OWASP's rules for uploads (ASVS 5.0, V5): length, type by content against the name, then the
archive's own list of members, and last the beginnings of the parts themselves, for a document type.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from contextlib import suppress
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.limits import limits
from planner.problem import Place
from planner.reading.files import refusals

if TYPE_CHECKING:
    from planner.reading.sources import SourceFile

_ZIP = b"PK\x03\x04"
_ZIP_MEMBER = b"PK\x01\x02"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_TYPES = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"Rar!", "a compressed file (RAR)"),
    (b"7z\xbc\xaf", "a compressed file (7z)"),
    (b"{\\rtf", "a text document (RTF)"),
)
_WEB_PAGE = (b"<!doctype", b"<html", b"<table", b"<?xml")
_OTHER_ARCHIVES = (
    ("word/document.xml", "a Word document"),
    ("ppt/presentation.xml", "a PowerPoint presentation"),
    ("xl/workbook.bin", "an Excel binary workbook (.xlsb)"),
    ("content.xml", "an OpenDocument file (.ods)"),
    ("Index/Document.iwa", "an Apple Numbers document"),
)
_REQUIRED = ("[Content_Types].xml", "xl/workbook.xml")
_WORKBOOK_NAMES = (".xlsx", ".xlsm", ".xltx", ".xls", ".xlsb")
_TEXT_NAMES = (".csv", ".tsv", ".txt")
_ENCRYPTED = 0x1
# All that the standard allows (ECMA-376 part 2, annex B); others may ask for memory as they like.
_PACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_MACROS = ("vbaproject.bin", "vbadata.xml")
_MACRO_SHEETS = "xl/macrosheets/"
_MARKUP = (".xml", ".rels")
_DOCUMENT_TYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# A document type comes before the first element, and nobody writes more than a line before that.
_BEGINNING = 4_096
_BROKEN_MEMBER = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
# A little XML packs so well that its ratio says nothing; a bomb is never this small.
_RATIO_MATTERS_FROM = 1_000_000


class Kind(StrEnum):
    """What a file that may pass is read as."""

    WORKBOOK = "workbook"
    TEXT = "text"


def check(source: SourceFile) -> Kind:
    """Let a file pass as a workbook or as text.

    Raises:
        Refused: it is empty, too large, or neither of the two.
    """
    place = Place(source.name)
    content = source.content
    name = source.name.lower()
    if len(content) > limits().file_bytes:
        raise refusals.too_large(place)
    if not content.strip():
        raise refusals.empty(place)
    if content.startswith(_OLE):
        raise _refused_compound_file(content, place)
    for magic, words in _OTHER_TYPES:
        if content.startswith(magic):
            raise refusals.wrong_type(place, words)
    if content.startswith(_ZIP):
        if name.endswith(_TEXT_NAMES):
            raise refusals.not_the_text_it_is_named(place)
        return Kind.WORKBOOK
    if content[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_WEB_PAGE):
        raise refusals.wrong_type(place, "a web page or XML")
    if name.endswith(_WORKBOOK_NAMES):
        raise refusals.not_the_workbook_it_is_named(place)
    return Kind.TEXT


def open_archive(source: SourceFile) -> zipfile.ZipFile:
    """Open a workbook's archive, once its list of members is within the limits.

    Nothing is unpacked here but the parts' first lines. A member never unpacks to more than it declares:
    `zipfile` stops there.

    Raises:
        Refused: it isn't a readable archive, is encrypted, is over a limit, or is no .xlsx workbook.
    """
    place = Place(source.name)
    # Counted in the bytes, because listing a million members would itself take the memory.
    count = source.content.count(_ZIP_MEMBER)
    if count > limits().archive_members:
        raise refusals.too_many_parts(place, count)
    try:
        archive = zipfile.ZipFile(io.BytesIO(source.content))
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, struct.error, NotImplementedError) as error:
        raise refusals.damaged(place) from error
    members = archive.infolist()
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise refusals.protected(place)
    _check_unpacked_size(members, place)
    _check_is_workbook({member.filename for member in members}, place)
    if any(member.compress_type not in _PACKED for member in members):
        raise refusals.damaged(place, "it is packed as no spreadsheet program packs one")
    _check_document_types(archive, place)
    return archive


def _check_document_types(archive: zipfile.ZipFile, place: Place) -> None:
    """Refuse a part that declares a document type, before any parser sees it.

    In whatever encoding: the NULs of UTF-16 are left out. One that hides behind a long comment is refused by
    the parser itself, as it begins (`planner.reading.files.markup`).
    """
    for member in archive.infolist():
        if not member.filename.lower().endswith(_MARKUP):
            continue
        # What can't be unpacked is told when it is read.
        with suppress(*_BROKEN_MEMBER), archive.open(member) as packed:
            if _DOCUMENT_TYPE.search(packed.read(_BEGINNING).replace(b"\0", b"")):
                raise refusals.forbidden_markup(place)


def _check_unpacked_size(members: list[zipfile.ZipInfo], place: Place) -> None:
    """Refuse what would unpack to too much in all, or to far more than any table does."""
    total = sum(member.file_size for member in members)
    if total > limits().unpacked_bytes:
        raise refusals.unpacks_too_large(place, total)
    for member in members:
        ratio = member.file_size / max(member.compress_size, 1)
        if member.file_size > _RATIO_MATTERS_FROM and ratio > limits().unpack_ratio:
            raise refusals.unpacks_too_far(place, ratio)


def _check_is_workbook(names: set[str], place: Place) -> None:
    for name, words in _OTHER_ARCHIVES:
        if name in names:
            raise refusals.wrong_type(place, words)
    if not names.issuperset(_REQUIRED):
        raise refusals.wrong_type(place, "an archive without a workbook")
    lowered = [name.lower() for name in names]
    if any(name.endswith(_MACROS) or name.startswith(_MACRO_SHEETS) for name in lowered):
        raise refusals.macros(place)


def _refused_compound_file(content: bytes, place: Place) -> refusals.Refused:
    """Tell what an OLE compound file is by the names of its streams, which it keeps in UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return refusals.protected(place)
    if any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        return refusals.old_excel_file(place)
    return refusals.wrong_type(place, "an old Office document")
