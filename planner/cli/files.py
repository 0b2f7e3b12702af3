"""Files named on the command line: read within the limits, written where asked, troubles said in words."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from planner.cli.arguments import STANDARD
from planner.limits import limits
from planner.outline import DATA
from planner.problem import Place, Problem, Severity
from planner.reading.sources import SourceFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


def read_files(names: Sequence[str]) -> tuple[tuple[SourceFile, ...], tuple[Problem, ...]]:
    """Read files into memory; ``-`` is pasted text on standard input. A file that can't be read is a problem.

    No more is read than just over the limit: whoever looks into the bytes then says that it is too much.
    """
    sources: list[SourceFile] = []
    problems: list[Problem] = []
    most = limits().file_bytes + 1
    called = _short_names(names)
    for name in names:
        try:
            if name == STANDARD:
                sources.append(SourceFile("standard input", sys.stdin.buffer.read(most)))
            else:
                with Path(name).open("rb") as file:
                    sources.append(SourceFile(called[name], file.read(most)))
        except (OSError, ValueError) as error:
            problems.append(_trouble("file-not-read", name, "can't be read", error))
    return tuple(sources), tuple(problems)


def all_fictional(names: Sequence[str]) -> bool:
    """Whether all files are of the demo data, whose courses and sellers don't exist."""
    demo = (DATA / "demo").resolve()
    return all(
        name != STANDARD and "\0" not in name and Path(name).resolve().is_relative_to(demo) for name in names
    )


def check_names(inputs: Sequence[str], outputs: Mapping[str, str | None]) -> tuple[Problem, ...]:
    """Find what can be wrong with file names before any work is done.

    ``outputs`` gives the file named for each option. Nothing may be written over an input or twice to one
    file, and only JSON may go to standard output.
    """
    problems: list[Problem] = []
    if inputs.count(STANDARD) > 1:
        problems.append(_problem("input-twice", STANDARD, "Only one input can come from standard input."))
    read = {_same(name) for name in inputs if name != STANDARD}
    written: set[str] = set()
    for option, name in outputs.items():
        if name is None or (name == STANDARD and option == "--json"):
            continue
        if name == STANDARD:
            message = f"{option}: only --json can write to standard output; name a file."
        elif _same(name) in read:
            message = f"{option}: this is one of the files read; writing would destroy it. Name another file."
        elif _same(name) in written:
            message = f"{option}: another option already writes this file. Name another one."
        else:
            written.add(_same(name))
            message = _cannot_write(option, Path(name))
        if message:
            problems.append(_problem("output-not-usable", name, message))
    return tuple(problems)


def write_files(contents: Iterable[tuple[str, bytes]]) -> tuple[Problem, ...]:
    """Write files, each a name and its bytes; the ones that can't be written are problems."""
    problems: list[Problem] = []
    for name, content in contents:
        try:
            with _whole_or_not_at_all(name) as path:
                path.write_bytes(content)
        except (OSError, ValueError) as error:
            problems.append(_trouble("file-not-written", name, "can't be written", error))
    return tuple(problems)


def write_in_parts(name: str, parts: Iterable[bytes]) -> tuple[Problem, ...]:
    """Write a file bit by bit; where it can't be written, that is a problem."""
    try:
        with _whole_or_not_at_all(name) as path, path.open("wb") as file:
            file.writelines(parts)
    except (OSError, ValueError) as error:
        return (_trouble("file-not-written", name, "can't be written", error),)
    return ()


def may_be_written(name: str, inputs: Sequence[str], others: Sequence[str | None]) -> bool:
    """Whether a file can be written that is neither read nor written as one of the others."""
    outputs = {f"output {number}": other for number, other in enumerate(others)}
    return not any(problem.place.file == name for problem in check_names(inputs, outputs | {"--json": name}))


@contextmanager
def _whole_or_not_at_all(name: str) -> Iterator[Path]:
    """Give a path to write to, which takes the file's place once it is whole: until then nothing is lost.

    What is no file, such as a pipe, is written to as it is; so is a file in a folder that takes no other.
    """
    target = Path(name).resolve()
    is_file = target.is_file()
    if (target.exists() and not is_file) or not os.access(target.parent, os.W_OK):
        yield target
        return
    part = target.with_name(f".planner-{os.getpid()}.part")
    try:
        yield part
        if is_file:
            shutil.copymode(target, part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _short_names(names: Sequence[str]) -> dict[str, str]:
    """Call each file by its last name, or by its whole path where two have the same."""
    short = {name: Path(name).name or name for name in names}
    twice = {last for last in short.values() if list(short.values()).count(last) > 1}
    return {name: name if last in twice else last for name, last in short.items()}


def _same(name: str) -> str:
    return os.path.normcase(os.path.realpath(name)) if "\0" not in name else name


def _cannot_write(option: str, path: Path) -> str:
    if not path.name or "\0" in str(path):
        return f"{option}: a file name is missing or can't be meant; name a file."
    try:
        if path.is_dir():
            return f"{option}: {path} is a folder; name a file in it."
        if not path.parent.is_dir():
            return f"{option}: there is no folder {path.parent}; make it first, or name a file elsewhere."
        if not os.access(path if path.exists() else path.parent, os.W_OK):
            return f"{option}: {path} may not be written; name a file elsewhere."
    except (OSError, ValueError) as error:
        return f"{option}: {path} can't be written ({_reason(error)}); name another file."
    return ""


def _trouble(code: str, name: str, what: str, error: Exception) -> Problem:
    reasons: dict[type[Exception], str] = {
        FileNotFoundError: "there is no such file; check the name",
        IsADirectoryError: "it is a folder; name a file in it",
        PermissionError: "you may not open it; check its permissions",
    }
    reason = reasons.get(type(error), _reason(error))
    return _problem(code, name, f"The file {what}: {reason}.")


def _reason(error: Exception) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)


def _problem(code: str, name: str, message: str) -> Problem:
    return Problem(Severity.ERROR, code, message, Place(file=name))
