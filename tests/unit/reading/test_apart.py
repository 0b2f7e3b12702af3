"""Reading in a program apart: the same answers, and nothing that a file does can stop anything else."""

from __future__ import annotations

import io
import os
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import pytest

from planner.catalog import Catalog, Course, Distribution
from planner.credits import Credits
from planner.limits import LIMITS_FILE
from planner.outline import Subcategory
from planner.reading import SourceFile, read_catalog, read_completed, read_prescriptions
from planner.reading.apart.packing import NotOurs, pack, receive, unpack
from planner.reading.apart.readers import NotRead, Readers
from planner.reading.queues import read_queue
from tests import hostile
from tests.unit.reading import troublesome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FILE = SourceFile("given.csv", hostile.csv_text().encode())
# Only Linux bounds a program's memory; elsewhere its time ends it.
TOO_MUCH = "file-took-too-much-memory" if sys.platform == "linux" else "file-took-too-long"
QUICK = [file for file in hostile.RESULT_FILES if file.name not in {"million.xlsx", "bomb.xlsx"}]


def reads_well(readers: Readers) -> bool:
    read = readers.read(read_prescriptions, [FILE], file=FILE.name)
    return read == read_prescriptions([FILE]) and bool(read.value)


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    both = Readers(2)
    yield both
    both.close()


@pytest.fixture
def strict(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second of a processor, six by the clock, 100 MB."""
    text = LIMITS_FILE.read_text(encoding="utf-8")
    for before, after in (
        ("reading_seconds = 20", "reading_seconds = 1"),
        ("reading_wait_seconds = 30", "reading_wait_seconds = 6"),
        ("reading_memory = 1_000_000_000", "reading_memory = 100_000_000"),
        ("rows = 200_000", "rows = 77"),
    ):
        assert before in text
        text = text.replace(before, after, 1)
    (tmp_path / "limits.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("PLANNER_LIMITS", str(tmp_path / "limits.toml"))


def refusal(readers: Readers, reader: Callable[..., object], given: object = FILE) -> str:
    with pytest.raises(NotRead) as not_read:
        readers.read(reader, given, file="given.csv")
    problem = not_read.value.problem
    assert (problem.is_error, problem.place.file) == (True, "given.csv")
    return problem.code


@pytest.mark.usefixtures("strict")
def test_one_that_never_ends_is_stopped_and_the_next_file_is_read(readers: Readers) -> None:
    began = monotonic()
    assert refusal(readers, troublesome.never_ends) == "file-took-too-long"
    assert monotonic() - began < 8
    assert reads_well(readers)


@pytest.mark.usefixtures("strict")
def test_one_that_never_answers_is_stopped_by_the_clock(
    readers: Readers, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    limits = Path(os.environ["PLANNER_LIMITS"])
    shorter = tmp_path / "shorter.toml"
    shorter.write_text(
        limits.read_text(encoding="utf-8").replace("seconds = 6", "seconds = 1"), encoding="utf-8"
    )
    assert reads_well(readers)
    monkeypatch.setenv("PLANNER_LIMITS", str(shorter))
    assert refusal(readers, troublesome.never_answers) == "file-took-too-long"
    monkeypatch.undo()
    assert reads_well(readers)


@pytest.mark.usefixtures("strict")
def test_one_that_eats_memory_is_stopped(readers: Readers) -> None:
    assert refusal(readers, troublesome.eats_memory) == TOO_MUCH
    assert reads_well(readers)


def test_a_crash_ends_in_a_word_and_the_next_file_is_read(readers: Readers) -> None:
    assert refusal(readers, troublesome.crashes) == "reader-died"
    assert reads_well(readers)


def test_what_a_program_did_not_survive_once_is_tried_again(readers: Readers, tmp_path: Path) -> None:
    assert readers.read(troublesome.ends_its_first_program, str(tmp_path / "mark")) == "read"


def test_a_program_killed_while_idle_is_replaced_without_a_word(readers: Readers) -> None:
    os.kill(readers.read(troublesome.who), 9)
    assert reads_well(readers)


def test_a_fault_of_ours_is_told_by_its_place_and_not_by_the_content(
    readers: Readers, caplog: pytest.LogCaptureFixture
) -> None:
    assert refusal(readers, troublesome.fails) == "reader-died"
    assert "ZeroDivisionError at " in caplog.text
    assert "troublesome.py:" in caplog.text
    assert "Body" not in caplog.text
    assert reads_well(readers)


def test_an_answer_can_only_be_the_planners_own_values(readers: Readers) -> None:
    assert refusal(readers, troublesome.gives_a_stranger) == "reader-died"
    for stranger in (os.getcwd, subprocess.Popen, Path, pickle.loads):
        with pytest.raises(NotOurs):
            unpack(pickle.dumps(stranger))
    with pytest.raises(NotOurs):
        unpack(b"cplanner.reading.opening\nopen_source.path\n.")
    with pytest.raises(NotOurs):
        unpack(b"cplanner.limits\nlimits\n.")


def test_several_read_at_once_and_no_more_than_allowed(readers: Readers) -> None:
    with ThreadPoolExecutor(6) as people:
        began = monotonic()
        programs = [
            future.result() for future in [people.submit(readers.read, troublesome.who) for _ in range(6)]
        ]
        assert monotonic() - began > 0.55
    assert len(set(programs)) == 2
    assert os.getpid() not in programs


@pytest.mark.usefixtures("strict")
def test_who_finds_no_program_free_in_time_is_told_to_come_back() -> None:
    limits = Path(os.environ["PLANNER_LIMITS"])
    limits.write_text(
        limits.read_text(encoding="utf-8").replace("seconds = 6", "seconds = 0"), encoding="utf-8"
    )
    none = Readers(0)
    with pytest.raises(NotRead) as not_read:
        none.read(read_prescriptions, [FILE])
    assert (not_read.value.problem.code, not_read.value.for_now) == ("readers-busy", True)


def test_nothing_is_read_once_all_is_closed() -> None:
    closed = Readers(1)
    closed.warm_up()
    closed.close()
    with pytest.raises(NotRead) as not_read:
        closed.read(read_prescriptions, [FILE])
    assert (not_read.value.problem.code, not_read.value.for_now) == ("reader-died", True)


@pytest.mark.usefixtures("strict")
def test_the_limits_in_force_here_are_in_force_there(
    readers: Readers, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert readers.read(troublesome.most_rows) == 77
    monkeypatch.delenv("PLANNER_LIMITS")
    assert readers.read(troublesome.most_rows) == 200_000


def test_a_program_writes_nothing_and_knows_no_secrets(
    readers: Readers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert readers.read(troublesome.writes_a_file, str(tmp_path / "left")) == "refused"
    monkeypatch.setenv("EXAMPLE_SECRET", "fictional")
    fresh = Readers(1)
    assert "EXAMPLE_SECRET" not in fresh.read(troublesome.secrets)
    fresh.close()


def test_what_a_library_prints_is_no_answer(readers: Readers) -> None:
    catalog = SourceFile("courses.csv", hostile.csv_text(hostile.COURSES).encode())
    assert readers.read(troublesome.prints, catalog).value == 2


def test_equal_values_are_held_once_and_nothing_is_lost() -> None:
    body = Subcategory("MR", "Procedures", "Body")
    courses = tuple(
        Course(
            f"C-{n}",
            f"Course {n}",
            distributions=(Distribution(replace(body), Credits(50), date(2026, 1, 1)),),
        )
        for n in range(2)
    )
    catalog = Catalog(courses, (), "made up")
    there = unpack(pack(catalog))
    assert there == catalog
    assert there.courses[0].distributions[0] is there.courses[1].distributions[0]


def test_half_a_frame_is_none() -> None:
    for part in (b"", b"\0\0", (9).to_bytes(8, "big") + b"half"):
        with pytest.raises(EOFError):
            receive(io.BytesIO(part))


@pytest.mark.parametrize("file", QUICK, ids=lambda file: file.name)
def test_a_hostile_file_is_answered_as_it_is_here(readers: Readers, file: hostile.HostileFile) -> None:
    source = SourceFile(file.name, file.make())
    assert readers.read(read_prescriptions, [source], file=file.name) == read_prescriptions([source])


@pytest.mark.parametrize(
    "reader", [read_catalog, read_completed, read_queue], ids=lambda reader: reader.__name__
)
def test_every_reader_gives_there_what_it_gives_here(readers: Readers, reader: Callable[..., object]) -> None:
    for rows in (hostile.RESULTS, hostile.COURSES):
        for content in (hostile.table_workbook(rows), hostile.csv_text(rows).encode()):
            source = SourceFile("table", content)
            assert readers.read(reader, [source]) == reader([source])
