"""Running a target on many files, and measuring the slowest and what takes the most memory."""

from __future__ import annotations

import signal
import sys
import traceback
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, NoReturn

from tests.fuzz.mutating import checksum, mutated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.fuzz.targets import Target

CORPUS = Path(__file__).resolve().parent / "corpus"
LONGEST_S = 10.0
_PEAK = Path("/proc/self/clear_refs")
_STATUS = Path("/proc/self/status")


class TookTooLong(Exception):  # noqa: N818 - reads as what happened
    """A file took longer than any may."""


@dataclass
class Outcome:
    """What came of running a target."""

    target: str
    files: int = 0
    seconds: float = 0.0
    slowest_s: float = 0.0
    slowest: str = ""
    most_kb: int = 0
    heaviest: str = ""
    failures: list[tuple[str, bytes, str]] = field(default_factory=list)

    def add(self, other: Outcome) -> None:
        """Add what came of further files."""
        self.files += other.files
        self.seconds += other.seconds
        if other.slowest_s > self.slowest_s:
            self.slowest_s, self.slowest = other.slowest_s, other.slowest
        if other.most_kb > self.most_kb:
            self.most_kb, self.heaviest = other.most_kb, other.heaviest
        self.failures += other.failures

    def line(self) -> str:
        """Tell it in a line."""
        slowest = f"slowest {self.slowest_s:.3f} s ({self.slowest})"
        heaviest = f"most memory {self.most_kb / 1000:,.1f} MB ({self.heaviest})"
        failures = f"failures {len(self.failures)}"
        files = f"{self.target:<18} {self.files:>8,} files, {self.seconds:.1f} s"
        return f"{files}, {slowest}, {heaviest}, {failures}"


def seeds_of(target: Target) -> dict[str, bytes]:
    """Give the kept files that a target starts from, by name: its own, and those found to be of interest."""
    folder = CORPUS / target.name
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def files_for(target: Target, number: int, first: int = 0) -> Iterator[tuple[str, bytes]]:
    """Give the kept files as they are, and then so many mutated ones."""
    seeds = seeds_of(target)
    if not first:
        yield from seeds.items()
    contents = list(seeds.values())
    for each in range(first, first + number):
        yield f"#{each}", mutated(contents, target.kind, each)


def run(target: Target, files: Iterable[tuple[str, bytes]], *, measured: bool = True) -> Outcome:
    """Run a target on files, all of them, whatever fails."""
    outcome = Outcome(target.name)
    for name, content in files:
        before = _reset_peak() if measured else 0
        began = perf_counter()
        try:
            with _at_most(LONGEST_S):
                target.run(content)
        except Exception as failure:  # noqa: BLE001 - this is what is looked for
            outcome.failures.append((name, content, _told(failure)))
        took = perf_counter() - began
        outcome.files += 1
        outcome.seconds += took
        if took > outcome.slowest_s:
            outcome.slowest_s, outcome.slowest = took, f"{name}, {len(content):,} bytes"
        grown = _peak() - before if measured else 0
        if grown > outcome.most_kb:
            outcome.most_kb, outcome.heaviest = grown, f"{name}, {len(content):,} bytes"
    return outcome


def keep_failures(outcome: Outcome, folder: Path) -> None:
    """Write the files that failed, to be run again: ``--replay FILE``."""
    for name, content, told in outcome.failures:
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"{outcome.target}-{checksum(content)}.bin"
        file.write_bytes(content)
        file.with_suffix(".txt").write_text(f"{name}\n{told}\n", encoding="utf-8")


def _told(failure: Exception) -> str:
    return "".join(traceback.format_exception(failure))[-2_000:]


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """End what takes longer, where the system has a clock for it; elsewhere it only shows as the slowest."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def over(*_: object) -> NoReturn:
        message = f"more than {seconds:.0f} s"
        raise TookTooLong(message)

    before = signal.signal(signal.SIGALRM, over)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _reset_peak() -> int:
    """Begin to measure the most memory anew, where the system allows it; give what is taken now, in kB."""
    with suppress(OSError):
        _PEAK.write_text("5", encoding="ascii")
    return _peak()


def _peak() -> int:
    """Give the most memory taken since the measuring began, in kB; 0 where the system doesn't tell."""
    if sys.platform != "linux":
        return 0
    status = _STATUS.read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split(maxsplit=1)[0])
