"""Why a file, or a part of one, isn't read: each reason once, in words that say what to do instead."""

from __future__ import annotations

from planner.limits import limits
from planner.problem import Place, Problem, Severity

TOO_MANY_CELLS = "too-many-cells"
_SAVE_AS = "Open it in Excel (or LibreOffice, or Google Sheets) and save it as .xlsx, or export it as .csv."


class Refused(Exception):  # noqa: N818 - it is an answer about the input, not a fault of ours
    """A file, or a part of one, that isn't read. ``problem`` says why."""

    def __init__(self, place: Place, code: str, message: str) -> None:
        super().__init__(message)
        self.problem = Problem(Severity.ERROR, code, message, place)


def empty(place: Place) -> Refused:
    """Nothing is in the file."""
    message = "The file is empty. Choose the file that holds the table, or save it again."
    return Refused(place, "file-empty", message)


def workbook_empty(place: Place) -> Refused:
    """No visible sheet holds a value."""
    message = "No visible sheet of the workbook holds anything. Choose the workbook that holds the table."
    return Refused(place, "file-empty", message)


def too_large(place: Place) -> Refused:
    """The file has more bytes than the limit."""
    message = (
        f"The file is too large: at most {_megabytes(limits().file_bytes)} are read. Remove what isn't "
        "needed, or split it."
    )
    return Refused(place, "file-too-large", message)


def too_many_parts(place: Place, count: int) -> Refused:
    """The archive has more members than the limit."""
    most = limits().archive_members
    message = f"The workbook holds {count:,} parts, and at most {most:,} are read. {_SAVE_AS}"
    return Refused(place, "too-many-parts", message)


def unpacks_too_large(place: Place, size: int) -> Refused:
    """The archive would unpack to more bytes than the limit."""
    message = (
        f"The workbook would unpack to {_megabytes(size)}, and at most "
        f"{_megabytes(limits().unpacked_bytes)} are read. Copy the needed table into a new workbook."
    )
    return Refused(place, "unpacks-too-large", message)


def unpacks_too_far(place: Place, ratio: float) -> Refused:
    """A member would unpack to so many times its size that it can't be a table: a zip bomb."""
    message = (
        f"A part of the workbook would unpack to {ratio:,.0f} times its size, as no ordinary table does. "
        "Copy the needed table into a new workbook."
    )
    return Refused(place, "unpacks-too-large", message)


def too_much_markup(place: Place) -> Refused:
    """The workbook's XML has more tags than a workbook of the most cells has."""
    message = (
        "The workbook holds too many cells, most of them probably formatted and blank. "
        "Copy the needed table into a new workbook."
    )
    return Refused(place, TOO_MANY_CELLS, message)


def too_much_text(place: Place) -> Refused:
    """The workbook's texts are longer, together, than a text file may be."""
    message = "The workbook holds too much text. Copy the needed table into a new workbook."
    return Refused(place, "too-much-text", message)


def old_excel_file(place: Place) -> Refused:
    """An OLE compound file with a workbook stream."""
    return Refused(place, "old-excel-file", f"This is an old Excel file (.xls), which isn't read. {_SAVE_AS}")


def protected(place: Place) -> Refused:
    """The content is encrypted."""
    message = (
        "The workbook is protected by a password. Open it, remove the password (in Excel: File, Info, "
        "Protect Workbook, Encrypt with Password) and save it again."
    )
    return Refused(place, "workbook-protected", message)


def macros(place: Place) -> Refused:
    """The workbook carries a program."""
    message = "The workbook holds macros (programs), which are never opened. Save it as .xlsx without them."
    return Refused(place, "macros", message)


def damaged(place: Place, how: str = "it can't be opened") -> Refused:
    """The archive, or the XML in it, is not what it should be."""
    message = (
        f"The workbook is damaged: {how}. It may not have been copied or downloaded in full. "
        "Get it again, or open it in Excel and save it as .xlsx."
    )
    return Refused(place, "workbook-damaged", message)


def forbidden_markup(place: Place) -> Refused:
    """The XML declares a document type or an entity, which no spreadsheet program writes."""
    message = (
        "The workbook holds XML declarations that no spreadsheet program writes and that can do harm. "
        f"It was not read. {_SAVE_AS}"
    )
    return Refused(place, "workbook-unreadable", message)


def wrong_type(place: Place, words: str) -> Refused:
    """The content is something else: ``words``, with its article."""
    return Refused(place, "wrong-type", f"This is {words}, not an .xlsx or .csv table. {_SAVE_AS}")


def not_a_text(place: Place) -> Refused:
    """Bytes of no type that we know."""
    return Refused(place, "wrong-type", f"This is neither a table nor a text. {_SAVE_AS}")


def not_in_its_encoding(place: Place, encoding: str, position: int) -> Refused:
    """A byte-order mark that the rest of the file doesn't bear out."""
    message = (
        f"The file says that it is in {encoding}, but isn't from byte {position:,} on. It may be damaged: "
        "export it again, as UTF-8."
    )
    return Refused(place, "text-damaged", message)


def not_the_workbook_it_is_named(place: Place) -> Refused:
    """A name like a workbook's, and content that is none."""
    message = (
        "The file is named like an Excel workbook but isn't one. If it is a table in text form, "
        "name it .csv; otherwise open it and save it as .xlsx."
    )
    return Refused(place, "wrong-type", message)


def not_the_text_it_is_named(place: Place) -> Refused:
    """A name like a text file's, and an archive as content."""
    message = (
        "The file is named like a text file but is a workbook or an archive. If a workbook, name it .xlsx."
    )
    return Refused(place, "wrong-type", message)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB"
