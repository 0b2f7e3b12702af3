"""The one script says what is missing, and sets up only what is missing."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

import dev


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Put the script into a project of its own; give the list of what it would do there."""
    done: list[str] = []
    (tmp_path / "requirements.txt").write_text("a==1\n", encoding="utf-8")
    (tmp_path / "requirements-dev.txt").write_text("b==1\n", encoding="utf-8")
    python = tmp_path / ".venv" / "bin" / "python"

    def make_environment() -> None:
        done.append("made")
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()

    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(dev, "PYTHON", python)
    monkeypatch.setattr(dev, "STAMP", tmp_path / ".venv" / "set-up.json")
    monkeypatch.setattr(dev, "make_environment", make_environment)
    monkeypatch.setattr(dev, "pip_install", lambda *arguments: done.append(" ".join(arguments[1:])))
    return done


def test_a_second_set_up_does_nothing(project: list[str]) -> None:
    dev.set_up("requirements.txt")
    assert project == ["made", "--requirement=requirements.txt"]
    dev.set_up("requirements.txt")
    assert len(project) == 2


def test_the_tests_add_to_what_the_app_has(project: list[str]) -> None:
    dev.set_up("requirements.txt")
    dev.set_up("requirements.txt", "requirements-dev.txt")
    assert project == ["made", "--requirement=requirements.txt", "--requirement=requirements-dev.txt"]
    dev.set_up("requirements.txt")
    assert len(project) == 3


def test_changed_requirements_make_the_environment_anew(project: list[str], tmp_path: Path) -> None:
    dev.set_up("requirements.txt", "requirements-dev.txt")
    (tmp_path / "requirements.txt").write_text("a==2\n", encoding="utf-8")
    dev.set_up("requirements.txt")
    assert project[2:] == ["made", "--requirement=requirements.txt"]
    assert "requirements-dev.txt" not in json.loads(dev.STAMP.read_text(encoding="utf-8"))


def test_a_set_up_that_was_broken_off_begins_again(project: list[str]) -> None:
    dev.set_up("requirements.txt")
    dev.STAMP.write_text("{", encoding="utf-8")
    dev.set_up("requirements.txt")
    assert project.count("made") == 2


def test_a_moved_project_is_set_up_anew(project: list[str]) -> None:
    dev.set_up("requirements.txt")
    stamp = json.loads(dev.STAMP.read_text(encoding="utf-8"))
    dev.STAMP.write_text(json.dumps(stamp | {"folder": "elsewhere"}), encoding="utf-8")
    dev.set_up("requirements.txt")
    assert project.count("made") == 2


PROGRAMS = pytest.mark.parametrize(
    "program", [dev.CHROME, dev.OFFICE, dev.NGINX], ids=lambda program: program.title
)


@PROGRAMS
def test_a_program_is_where_the_person_says(monkeypatch: pytest.MonkeyPatch, program: dev.Program) -> None:
    monkeypatch.setenv(program.variable, sys.executable)
    assert dev.find(program) == sys.executable


@PROGRAMS
def test_a_wrong_path_is_told_in_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, program: dev.Program
) -> None:
    monkeypatch.setenv(program.variable, str(tmp_path / "nothing"))
    with pytest.raises(dev.CannotGoOn, match=f"{program.variable} says"):
        dev.find(program)


@PROGRAMS
def test_without_a_program_the_tests_stop_with_words(
    monkeypatch: pytest.MonkeyPatch, program: dev.Program
) -> None:
    monkeypatch.setattr(dev, "find", lambda _program: None)
    monkeypatch.setattr(dev, "installed_with_apt", lambda _package: False)
    with pytest.raises(dev.CannotGoOn, match=f"apt install {program.package}"):
        dev.provide(program)


@PROGRAMS
def test_a_program_is_installed_where_that_is_ours_to_do(
    monkeypatch: pytest.MonkeyPatch, program: dev.Program
) -> None:
    found = iter([None, "found"])
    monkeypatch.setattr(dev, "find", lambda _program: next(found))
    monkeypatch.setattr(dev, "installed_with_apt", lambda package: package == program.package)
    assert dev.provide(program) == "found"


def test_a_check_that_fails_is_named_and_told_in_full(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "BIN", Path(sys.executable).parent)
    python = Path(sys.executable).name
    checks = {
        "good": [python, "-c", "print('quiet')"],
        "bad": [python, "-c", "raise SystemExit('the reason')"],
    }
    monkeypatch.setattr(dev, "CHECKS", checks)
    assert dev.failed_checks() == ["bad"]
    said = capsys.readouterr().out
    assert "good: passed" in said
    assert "the reason" in said
    assert "quiet" not in said


def test_an_audit_that_cannot_ask_still_writes_the_bill_and_is_not_well(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    ran: list[list[str]] = []

    def offline(command: list[str | Path]) -> int:
        ran.append([str(part) for part in command])
        return 1 if "install" in command else 0

    monkeypatch.setattr(dev, "set_up", lambda *_files: None)
    monkeypatch.setattr(dev, "VENV", tmp_path)
    monkeypatch.setattr(dev, "run", offline)
    assert dev.main(["audit"]) == 2
    assert ran[0][1:] == [str(Path("deploy") / "audit.py"), dev.BILL]
    assert not any("ask" in command for command in ran)
    assert "nothing could be found out" in capsys.readouterr().out


def test_an_old_python_is_told_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    assert dev.main(["test"]) == 1
    assert "Python 3.11 or newer is needed" in capsys.readouterr().out


def test_an_unknown_command_lists_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["tset"]) == 2
    assert "python3 dev.py app" in capsys.readouterr().out


def test_every_command_is_in_the_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["--help"]) == 0
    text = capsys.readouterr().out
    assert all(f"python3 dev.py {command}" in text for command in dev.COMMANDS)
