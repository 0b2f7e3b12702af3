"""The plan file: JSON with its version and a digest of its content. Read whole or not at all.

The same state gives the same bytes. A file of an earlier version is brought up to date step by step; one of
a later version, or damaged, is refused in words.
"""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NoReturn

from planner.keeping.decoding import read_state
from planner.keeping.encoding import state_content
from planner.keeping.fields import Fields, NotUsable
from planner.limits import limits
from planner.problem import Place, Problem, Severity
from planner.reading.grid import Read

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from planner.keeping.state import KeptState

VERSION = 1
_KIND = "targeted-ce-plan"
_UNCHANGED = "Nothing was changed."
_NAMED = 5
_LONGEST_NAME = 40
_WORKBOOK = b"PK\x03\x04"

Content = dict[str, Any]
MIGRATIONS: Mapping[int, Callable[[Content], Content]] = {}
"""For each earlier version, how its content becomes that of the next one."""


class NotAPlan(Exception):  # noqa: N818 - it is an answer about the input, not a fault of ours
    """Why a plan file isn't taken."""

    def __init__(self, *, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = f"{message} {_UNCHANGED}"


def save(state: KeptState) -> bytes:
    """Write a state as a plan file."""
    content = state_content(state)
    whole = {"file": _KIND, "version": VERSION, "digest": _digest(content), "content": content}
    return (json.dumps(whole, indent=1) + "\n").encode("ascii")


def load(source: bytes, name: str = "plan file") -> Read[KeptState | None]:
    """Read a plan file, or a workbook of ours that holds one.

    Args:
        source: the file's bytes.
        name: what to call it in messages.

    Returns:
        The state, or None and an error that says why. What isn't known here is left out, with a warning.
    """
    try:
        state, unknown = _load(source, name)
    except NotAPlan as refusal:
        return Read(None, (Problem(Severity.ERROR, refusal.code, refusal.message, Place(name)),))
    return Read(state, (_about_unknown(unknown, name),) if unknown else ())


def _load(source: bytes, name: str) -> tuple[KeptState, set[str]]:
    if len(source) > limits().file_bytes:
        most = limits().file_bytes / 1_000_000
        message = f"The plan file is too large: at most {most:,.1f} MB are read."
        raise NotAPlan(code="plan-file-too-large", message=message)
    if not source.strip():
        message = "The plan file is empty. Choose the file that you saved."
        raise NotAPlan(code="plan-file-empty", message=message)
    if source.startswith(_WORKBOOK):
        from planner.keeping.in_workbook import plan_file_in  # noqa: PLC0415 - few files are workbooks

        source = plan_file_in(source, name)
    content = migrated(*_content(source))
    unknown: set[str] = set()
    try:
        fields = Fields(content, "", unknown)
        state = read_state(fields)
        fields.close()
    except NotUsable as error:
        message = (
            f"The plan file can't be used: {error.at or 'its content'} should be {error.expected}, and is "
            f'"{error.found}".'
        )
        raise NotAPlan(code="plan-file-not-usable", message=message) from error
    return state, unknown


def _content(source: bytes) -> tuple[Content, int]:
    """Give a plan file's content and version, its numbers exact, once the file is known to be whole."""
    as_written = _parsed(source, exact=False)
    version = as_written.get("version")
    if as_written.get("file") != _KIND or isinstance(version, bool) or not isinstance(version, int):
        message = "This is not a plan file. Choose the .json file, or the workbook, that you saved here."
        raise NotAPlan(code="not-a-plan-file", message=message)
    if version > VERSION:
        message = (
            f"The plan file is of version {_short(version)}, later than this app's ({VERSION}). It was saved "
            "by a newer app: open it there, or have this one upgraded."
        )
        raise NotAPlan(code="plan-file-later-version", message=message)
    if version < 1:
        message = f"There is no version {_short(version)} of plan files."
        raise NotAPlan(code="not-a-plan-file", message=message)
    content = as_written.get("content")
    if not isinstance(content, dict) or not _agrees(content, as_written.get("digest")):
        message = (
            "The plan file is damaged or was edited: its content doesn't agree with its digest. "
            "Use another copy of it."
        )
        raise NotAPlan(code="plan-file-damaged", message=message)
    exact: Content = _parsed(source, exact=True)["content"]
    return exact, version


def migrated(
    content: Content, version: int, migrations: Mapping[int, Callable[[Content], Content]] = MIGRATIONS
) -> Content:
    """Bring the content of an earlier version up to date, a version at a time."""
    for step in range(version, VERSION):
        content = migrations[step](content)
    return content


def _parsed(source: bytes, *, exact: bool) -> Content:
    number: type[Decimal] | None = Decimal if exact else None
    try:
        whole = json.loads(
            source.decode("utf-8-sig"),
            parse_float=number,
            parse_int=number,
            parse_constant=_no_number,
            object_pairs_hook=_without_repeats,
        )
    except (ValueError, ArithmeticError, RecursionError) as error:
        message = (
            "The plan file can't be read: it isn't the JSON that we write. It may not have been copied or "
            "downloaded in full, or it is another file."
        )
        raise NotAPlan(code="plan-file-damaged", message=message) from error
    if not isinstance(whole, dict):
        message = "This is not a plan file. Choose the .json file, or the workbook, that you saved here."
        raise NotAPlan(code="not-a-plan-file", message=message)
    return whole


def _no_number(written: str) -> NoReturn:
    message = f"not a number: {written}"
    raise ValueError(message)


def _without_repeats(pairs: list[tuple[str, Any]]) -> Content:
    found = dict(pairs)
    if len(found) < len(pairs):
        message = "a name stands twice in one object"
        raise ValueError(message)
    return found


def _agrees(content: Content, digest: object) -> bool:
    try:
        return digest == _digest(content)
    except RecursionError:
        return False  # nested deeper than anything that we write


def _digest(content: Content) -> str:
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(canonical.encode('ascii')).hexdigest()}"


def _short(number: int) -> str:
    return str(number) if abs(number) < 10**9 else "over 1,000,000,000"


def _about_unknown(unknown: set[str], name: str) -> Problem:
    named = sorted(ascii(key)[1:-1][:_LONGEST_NAME] for key in unknown)
    shown = ", ".join(named[:_NAMED]) + (f" and {len(named) - _NAMED} more" if len(named) > _NAMED else "")
    message = f"The plan file holds parts that are not known here, which were left out: {shown}."
    return Problem(Severity.WARNING, "plan-file-unknown-part", message, Place(name), value=shown)
