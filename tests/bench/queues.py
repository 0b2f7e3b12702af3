"""A queue of a million people against a catalog, measured as a whole: time, memory, and how time grows.

The files are made afresh in a temporary folder, the same every time. ``PLANNER_BENCH_PEOPLE`` makes the queue
smaller, to try it out.
"""

from __future__ import annotations

import math
import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from planner.credits import Credits
from planner.preferences import Preferences
from planner.prescription import Prescription, Requirement
from planner.reading import SourceFile, read_catalog
from planner.selling.labour.processes import cores
from tests.bench.bare import bare_solves
from tests.bench.catalogs import TODAY, a_catalog, as_wide_workbook, subcategories
from tests.bench.timing import Measured

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.outline import Subcategory

ROOT = Path(__file__).resolve().parents[2]
PEOPLE = int(os.environ.get("PLANNER_BENCH_PEOPLE", "1000000"))
DISTINCT = 4_000
FEW_DISTINCT = 40
COURSES = 500
ROWS = 6
# So many people are few, and so many hardly any.
FEW, HARDLY_ANY = 10_000, 100
_HEADER = "technologist_id,discipline,category,subcategory,standard,credits_required\n"
_SAMPLE_S = 0.1
_PAGE = os.sysconf("SC_PAGE_SIZE")
_READ_BY_PANDAS = (
    "import sys, time, pandas; began = time.perf_counter(); pandas.read_csv(sys.argv[1]); "
    "print(time.perf_counter() - began)"
)


@dataclass(frozen=True)
class Run:
    """One run of the command: seconds, and the most memory that it and its workers held, in bytes."""

    seconds: float
    peak: int


@dataclass(frozen=True)
class Whole:
    """The run over everybody, and what it is measured against, of the same files."""

    run: Run
    file_bytes: int
    pandas_s: float
    bare_s: float


def prescriptions(number: int, *, seed: int = 4) -> list[Prescription]:
    """Make so many different prescriptions of six rows, most of one discipline, some of two."""
    luck = random.Random(seed)
    by_discipline: dict[str, list[Subcategory]] = {}
    for at in subcategories(47):
        by_discipline.setdefault(at.discipline, []).append(at)
    large = [known for known in by_discipline.values() if len(known) >= ROWS]
    made: dict[tuple[Requirement, ...], None] = {}
    while len(made) < number:
        known = luck.choice(large)
        if luck.random() < 0.18:
            known = known[: ROWS // 2] + luck.choice(large)[-ROWS // 2 :]
        chosen = sorted(luck.sample(known, min(ROWS, len(known))))
        made[tuple(_row(at, luck) for at in chosen)] = None
    return [Prescription(rows) for rows in made]


def _row(at: Subcategory, luck: random.Random) -> Requirement:
    met = luck.random() < 0.4
    return Requirement(at, met, None if met else Credits(luck.randint(2, 16) * 25))


def write_queue(path: Path, people: int, distinct: list[Prescription]) -> None:
    """Write a queue as CSV: everybody has one of the prescriptions."""
    luck = random.Random(people)
    rows_of = [[_line(row) for row in prescription.rows] for prescription in distinct]
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(_HEADER)
        for person in range(people):
            who = f"T{person:07d},"
            file.write(who + who.join(rows_of[luck.randrange(len(rows_of))]))


def _line(row: Requirement) -> str:
    at = row.subcategory
    name = f'"{at.name}"' if "," in at.name else at.name
    result = "met," if row.standard_met else f"not met,{row.credits_required}"
    return f"{at.discipline},{at.category},{name},{result}\n"


def whole_time(name: str) -> Measured:
    """Answer the whole queue; how long, against reading it with pandas and the bare solves on all cores."""
    whole = _whole()
    return Measured(
        name,
        f"queue of {PEOPLE:,} people, {DISTINCT:,} distinct prescriptions, {COURSES} courses, to JSON",
        whole.run.seconds,
        f"pandas.read_csv ({whole.pandas_s:.1f} s) + bare solves ({whole.bare_s:.1f} s) / {cores()} cores",
        whole.pandas_s + whole.bare_s / cores(),
        3.0,
        1,
    )


def memory(name: str) -> Measured:
    """Tell the most memory that the command and its workers hold, against the file."""
    whole = _whole()
    return Measured(
        name,
        f"the most memory of that run and its workers together, for {PEOPLE:,} people",
        whole.run.peak / 1_000_000,
        "the CSV itself",
        whole.file_bytes / 1_000_000,
        4.0,
        1,
        unit="MB",
    )


def linear(name: str) -> Measured:
    """Tell what a further person costs among all, against among few: starting and solving aside."""
    with tempfile.TemporaryDirectory() as folder:
        catalog = write_catalog(Path(folder))
        distinct = prescriptions(FEW_DISTINCT)
        took: dict[int, float] = {}
        # Whatever else the machine does only adds to a time, and more to some than to others.
        for people in (*(HARDLY_ANY, FEW) * 5, PEOPLE):
            queue = Path(folder) / "queue.csv"
            write_queue(queue, people, distinct)
            took[people] = min(run(queue, catalog).seconds, took.get(people, math.inf))
    start = took[HARDLY_ANY]
    return Measured(
        name,
        f"what a thousand of {PEOPLE:,} people add, {FEW_DISTINCT} distinct prescriptions",
        (took[PEOPLE] - start) / (PEOPLE - HARDLY_ANY) * 1_000_000,
        f"what a thousand of {FEW:,} people add",
        (took[FEW] - start) / (FEW - HARDLY_ANY) * 1_000_000,
        1.0,
        1,
        unit="ms",
    )


@cache
def _whole() -> Whole:
    with tempfile.TemporaryDirectory() as folder:
        queue, catalog = Path(folder) / "queue.csv", write_catalog(Path(folder))
        distinct = prescriptions(DISTINCT)
        write_queue(queue, PEOPLE, distinct)
        return Whole(run(queue, catalog), queue.stat().st_size, *reference(queue, catalog, distinct))


def reference(queue: Path, catalog: Path, distinct: list[Prescription]) -> tuple[float, float]:
    """Give how long pandas takes to read the queue, and the bare solves of its distinct prescriptions."""
    command = [sys.executable, "-c", _READ_BY_PANDAS, str(queue)]
    pandas_s = float(subprocess.run(command, check=True, capture_output=True).stdout)  # noqa: S603
    offers = read_catalog([SourceFile(catalog.name, catalog.read_bytes())]).value
    return pandas_s, bare_solves(distinct, offers, Preferences(TODAY)).seconds


def write_catalog(folder: Path) -> Path:
    """Write the catalog as a workbook; give where."""
    path = folder / "catalog.xlsx"
    path.write_bytes(as_wide_workbook(a_catalog(COURSES)))
    return path


def run(queue: Path, catalog: Path, *options: str) -> Run:
    """Run the command in a process of its own, and look at its memory now and then."""
    files = [str(queue), "--catalog", str(catalog), "--json", str(answer_of(queue))]
    command = [sys.executable, "-m", "planner", "queue", *files, "--on", TODAY.isoformat(), *options]
    began = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 - this very program
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(_resident(each) for each in _with_children(process.pid)))
        time.sleep(_SAMPLE_S)
    seconds = time.perf_counter() - began
    assert process.returncode in {0, 3}, f"the command ended with {process.returncode}"
    return Run(seconds, peak)


def answer_of(queue: Path) -> Path:
    """Say where the answer to a queue is written."""
    return queue.with_name("answer.json")


def _with_children(process: int) -> Iterator[int]:
    yield process
    try:
        tasks = list(Path(f"/proc/{process}/task").iterdir())
        children = [child for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return  # it has just ended
    for child in children:
        yield from _with_children(int(child))


def _resident(process: int) -> int:
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0
