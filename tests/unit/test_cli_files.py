"""Files of the command line: trouble is said in words, nothing is overwritten, nothing too large is read."""

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.cli import main
from planner.cli.files import check_names, read_files, write_files, write_in_parts
from planner.limits import LIMITS_FILE


def test_files_are_called_by_their_names_and_by_their_paths_where_two_have_the_same(tmp_path: Path) -> None:
    paths = [tmp_path / "a" / "same.csv", tmp_path / "b" / "same.csv", tmp_path / "other.csv"]
    for path in paths:
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", encoding="utf-8")
    sources, problems = read_files([str(path) for path in paths])
    assert problems == ()
    assert [source.name for source in sources] == [str(paths[0]), str(paths[1]), "other.csv"]


def test_a_dash_reads_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"pasted")))
    sources, problems = read_files(["-"])
    assert (sources[0].content, problems) == (b"pasted", ())


def test_missing_files_folders_and_odd_names_are_problems_all_at_once(tmp_path: Path) -> None:
    sources, problems = read_files([str(tmp_path / "no.csv"), str(tmp_path), "a\0b"])
    assert sources == ()
    assert [problem.code for problem in problems] == ["file-not-read"] * 3
    assert "there is no such file" in problems[0].message
    assert "it is a folder" in problems[1].message


def test_a_file_over_the_limit_is_not_read_to_its_end(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    small = tmp_path / "limits.toml"
    small.write_text(LIMITS_FILE.read_text("utf-8").replace("20_000_000", "1_000"), encoding="utf-8")
    monkeypatch.setenv("PLANNER_LIMITS", str(small))
    large = tmp_path / "large.csv"
    large.write_bytes(bytes(5_000))
    sources, _ = read_files([str(large)])
    assert len(sources[0].content) == 1_001


def test_outputs_are_looked_at_before_any_work(tmp_path: Path) -> None:
    read = tmp_path / "results.csv"
    read.write_text("x", encoding="utf-8")
    free = str(tmp_path / "free.json")

    def wrong(**outputs: str | None) -> list[str]:
        named = {f"--{option}": name for option, name in outputs.items()}
        return [problem.message for problem in check_names([str(read)], named)]

    assert wrong(json=free, csv=None) == wrong(json="-") == []
    assert "only --json can write to standard output" in wrong(csv="-")[0]
    assert "would destroy it" in wrong(json=str(tmp_path / "." / "results.csv"))[0]
    assert "another option already writes" in wrong(json=free, csv=free)[0]
    assert "is a folder" in wrong(ics=str(tmp_path))[0]
    assert "there is no folder" in wrong(out=str(tmp_path / "no" / "plan.xlsx"))[0]
    assert len(wrong(out="", csv="a\0b", ics="-")) == 3


def test_only_one_input_can_come_from_standard_input() -> None:
    assert [problem.code for problem in check_names(["-", "-"], {})] == ["input-twice"]


def test_what_cannot_be_written_is_a_problem_and_the_rest_is_written(tmp_path: Path) -> None:
    good = tmp_path / "good.json"
    problems = write_files([(str(tmp_path / "no" / "bad.json"), b"x"), (str(good), b"y")])
    assert [problem.code for problem in problems] == ["file-not-written"]
    assert good.read_bytes() == b"y"


def _cut_short() -> Iterator[bytes]:
    yield b"half"
    raise OSError(28, "No space left on device")


def test_a_file_is_written_whole_or_stays_as_it_was(tmp_path: Path) -> None:
    before, new = tmp_path / "before.csv", tmp_path / "new.csv"
    before.write_text("whole", encoding="utf-8")
    for path in (before, new):
        (problem,) = write_in_parts(str(path), _cut_short())
        assert "No space left on device" in problem.message
    assert list(tmp_path.iterdir()) == [before]
    assert before.read_text("utf-8") == "whole"


def test_a_link_and_its_files_permissions_stay(tmp_path: Path) -> None:
    there, link = tmp_path / "there.csv", tmp_path / "link.csv"
    there.write_text("old", encoding="utf-8")
    there.chmod(0o640)
    link.symlink_to(there)
    assert write_in_parts(str(link), (b"n", b"ew")) == ()
    assert (link.is_symlink(), there.read_bytes(), there.stat().st_mode & 0o777) == (True, b"new", 0o640)


def test_what_is_no_file_is_written_to_as_it_is() -> None:
    assert write_files([(os.devnull, b"gone")]) == ()
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize(
    "arguments",
    [
        ["plan", "results.csv", "--catalog", "catalog.csv"],
        ["structured", "CT", "--catalog", "catalog.csv"],
        ["queue", "results.csv", "--catalog", "catalog.csv"],
        ["bundles", "results.csv", "--bundles", "1", "--size", "2", "--catalog", "catalog.csv"],
        ["demand", "results.csv", "--catalog", "catalog.csv"],
        ["check", "catalog.csv"],
    ],
)
def test_that_there_is_no_answer_is_not_written_over_an_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("results.csv", "catalog.csv", "other.xlsx"):
        Path(name).write_text("mine", encoding="utf-8")
    assert main([*arguments, "--json", "./catalog.csv"]) == 2
    assert main([*arguments, "--json", "other.xlsx", "--out", "other.xlsx"]) == 2
    assert {path.read_text("utf-8") for path in tmp_path.iterdir()} == {"mine"}
    assert main([*arguments, "--json", "answer.json"]) == 2
    assert json.loads(Path("answer.json").read_text("utf-8"))["problems"]


def _run(tmp_path: Path, *options: str, redirect: str) -> subprocess.CompletedProcess[str]:
    """Run ``check`` in a shell, so that its output can go where only a shell can send it."""
    (tmp_path / "catalog.csv").write_text(
        "course_id,discipline,subcategory,credits\nFIC-1,MR,Body,1\n", encoding="utf-8"
    )
    command = [sys.executable, "-m", "planner", "check", str(tmp_path / "catalog.csv"), *options]
    shell = ["sh", "-c", f'"$@" {redirect}', "sh", *command]
    return subprocess.run(shell, capture_output=True, text=True, check=False, timeout=60)  # noqa: S603 - ours


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only where the system has a device that is full")
@pytest.mark.parametrize("options", [(), ("--json", "-")])
def test_standard_output_that_is_full_is_said_in_words(tmp_path: Path, options: tuple[str, ...]) -> None:
    done = _run(tmp_path, *options, redirect="> /dev/full")
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("error: The answer can't be written to standard output: ")
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="a shell that can close an output")
@pytest.mark.parametrize("redirect", [">&-", "2>&-", ">&- 2>&-"])
def test_outputs_that_are_closed_are_borne(tmp_path: Path, redirect: str) -> None:
    done = _run(tmp_path, "--json", str(tmp_path / "answer.json"), redirect=redirect)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    assert json.loads((tmp_path / "answer.json").read_text("utf-8"))["courses"] == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a pipe with a name, to know when the program reads")
def test_a_program_that_is_asked_to_end_says_so(tmp_path: Path) -> None:
    pipe = tmp_path / "catalog.csv"
    os.mkfifo(pipe)
    command = [sys.executable, "-m", "planner", "check", str(pipe)]
    program = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)  # noqa: S603 - ours
    with program, pipe.open("wb"):
        program.send_signal(signal.SIGTERM)
        _, told = program.communicate(timeout=60)
    assert (program.returncode, told) == (130, "Stopped.\n")
