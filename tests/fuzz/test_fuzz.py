"""A short run of every target, and the room itself: what it makes, finds and says."""

from __future__ import annotations

import sys
from random import Random
from typing import TYPE_CHECKING

import pytest

from planner.problem import Problem, Severity
from planner.reading import Read
from tests.fuzz import corpus, guided, judging, running
from tests.fuzz.__main__ import main
from tests.fuzz.mutating import mutated, spoiled
from tests.fuzz.targets import ALL, Target

if TYPE_CHECKING:
    from pathlib import Path

FILES = 60


@pytest.mark.parametrize("target", ALL.values(), ids=lambda target: target.name)
def test_no_file_harms_a_reader(target: Target) -> None:
    outcome = running.run(target, running.files_for(target, FILES), measured=False)
    assert outcome.files >= FILES
    assert not outcome.failures, outcome.failures[0]


@pytest.mark.parametrize("target", ALL.values(), ids=lambda target: target.name)
def test_a_number_always_gives_the_same_file(target: Target) -> None:
    seeds = list(running.seeds_of(target).values())
    made = [mutated(seeds, target.kind, number) for number in range(40)]
    assert made == [mutated(seeds, target.kind, number) for number in range(40)]
    assert len(set(made)) > 30
    assert not set(made) <= set(seeds)


def test_the_kept_files_are_those_that_the_script_makes_and_small() -> None:
    kept = [file for folder in running.CORPUS.iterdir() for file in folder.iterdir()]
    made = {
        (target, name): content for target, files in corpus.files().items() for name, content in files.items()
    }
    assert {target for target, _ in made} == set(ALL) == {folder.name for folder in running.CORPUS.iterdir()}
    assert sum(file.stat().st_size for file in kept) < 300_000
    for file in kept:
        if not file.name.startswith("found-"):
            assert file.read_bytes() == made.pop((file.parent.name, file.name))
    assert not made


def test_kept_files_are_read_without_an_error() -> None:
    for target in ("prescription-csv", "prescription-xlsx", "catalog-csv", "catalog-xlsx"):
        for content in corpus.files()[target].values():
            ALL[target].run(content)


@pytest.mark.parametrize(
    "problem",
    [
        Problem(Severity.ERROR, "Not A Code", "Words."),
        Problem(Severity.ERROR, "code", " "),
        Problem(Severity.ERROR, "code", "Traceback (most recent call last)"),
    ],
    ids=["code", "words", "traceback"],
)
def test_what_is_no_problem_in_words_is_found(problem: Problem) -> None:
    with pytest.raises(judging.Broken):
        judging.judge_problems(Read(None, (problem,)))


def test_nothing_without_a_word_is_found() -> None:
    with pytest.raises(judging.Broken, match="no word why"):
        judging.judge_prescriptions(Read(()))


def test_a_failure_is_kept_told_and_can_be_run_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(content: bytes) -> None:
        if content == b"bad":
            message = "this one"
            raise ValueError(message)

    outcome = running.run(Target("example", "csv", run), [("good", b"good"), ("#7", b"bad")])
    assert (outcome.files, [name for name, *_ in outcome.failures]) == (2, ["#7"])
    assert "failures 1" in outcome.line()
    running.keep_failures(outcome, tmp_path)
    (kept,) = tmp_path.glob("*.bin")
    assert kept.read_bytes() == b"bad"
    assert "#7" in kept.with_suffix(".txt").read_text(encoding="utf-8")
    monkeypatch.setitem(ALL, "example", Target("example", "csv", run))
    with pytest.raises(ValueError, match="this one"):
        main(["--replay", str(kept), "example"])
    kept.write_bytes(b"good")
    assert main(["--replay", str(kept), "example"]) == 0
    assert "nothing is wrong" in capsys.readouterr().out


def test_a_run_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "LONGEST_S", 0.1)

    def run(content: bytes) -> None:
        while sys.platform != "win32":  # which has no clock that ends it
            content = bytes(content)

    assert len(running.run(Target("example", "csv", run), [("slow", b"x")]).failures) == (
        sys.platform != "win32"
    )


def test_the_command_runs_what_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--files", "20", "outline-csv"]) == 0
    told = capsys.readouterr().out
    assert "outline-csv" in told
    assert "21 files" in told
    with pytest.raises(SystemExit):
        main(["nothing"])


def test_without_atheris_it_is_said_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(guided.importlib.util, "find_spec", lambda _: None)
    assert main(["--guided", "outline-csv"]) == 2
    assert "pip install atheris" in capsys.readouterr().err


def test_bytes_are_spoiled_in_many_ways() -> None:
    whole = b"0123456789" * 20
    lengths = {len(spoiled(whole, whole[::-1], Random(number))) for number in range(200)}
    assert min(lengths) < len(whole) < max(lengths)
