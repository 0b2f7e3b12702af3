"""Readers that come to harm, each in its own way. They are run in a program apart."""

from __future__ import annotations

import os
import time

from planner.limits import limits
from planner.reading import Read, SourceFile, read_catalog


def never_ends(file: SourceFile) -> int:
    """Work on and on."""
    count = len(file.content)
    while True:
        count += 1


def never_answers(*given: object, **options: object) -> None:
    """Wait for something that doesn't come, using no processor."""
    del given, options
    time.sleep(600)


def eats_memory(file: SourceFile) -> int:
    """Take ever more memory, a little at a time."""
    eaten = [file.content * 100]
    while True:
        eaten.append(eaten[-1] + b"x" * 1_000_000)


def crashes(*given: object, **options: object) -> None:
    """End with no word."""
    del given, options
    os.abort()


def ends_its_first_program(mark: str) -> str:
    """Crash, unless that was tried before. The mark is a folder: a reader can't write files."""
    try:
        os.mkdir(mark)  # noqa: PTH102 - one call to the system
    except FileExistsError:
        return "read"
    os.abort()


def fails(file: SourceFile) -> None:
    """Fail, telling the content."""
    message = f"can't be read: {file.content!r}"
    raise ZeroDivisionError(message)


def gives_a_stranger(file: SourceFile) -> object:
    """Give what is no value of the planner's."""
    del file
    return os.getcwd  # would be called by its name where it is unpacked


def writes_a_file(path: str) -> str:
    """Try to leave something behind."""
    try:
        with open(path, "wb") as file:  # noqa: PTH123 - as simple as can be
            file.write(b"content")
    except OSError:
        return "refused"
    return "written"


def who() -> int:
    """Tell the number of this process."""
    time.sleep(0.2)
    return os.getpid()


def secrets() -> list[str]:
    """Tell the names of the variables of this process."""
    return sorted(os.environ)


def most_rows() -> int:
    """Tell a limit that is in force here."""
    return limits().rows


def prints(file: SourceFile) -> Read[int]:
    """Print, as a library might, and then answer."""
    print("a word that must not get between the answers")  # noqa: T201 - the point of it
    return Read(len(read_catalog([file]).value.courses))
