"""Files of the command line: trouble is said in words, nothing is overwritten, nothing too large is read."""

import io
import sys
from pathlib import Path

import pytest

from planner.cli_files import check_names, read_files, write_files
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
