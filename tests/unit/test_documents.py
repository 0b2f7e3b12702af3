"""The documents say what is so: limits, commands, pins and decisions."""

from __future__ import annotations

import ast
import os
import re
import shlex
import tomllib
from pathlib import Path

import pytest

import planner
from planner.cli import main
from planner.limits import LIMITS_FILE

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DEFAULTS = tomllib.loads(LIMITS_FILE.read_text(encoding="utf-8"))
EXAMPLES = re.findall(r"^\.venv/bin/python -m planner (.+)$", README, re.MULTILINE)
ROOMS = ("planner", "pages", "data", "deploy")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
TESTS = {
    name
    for file in (ROOT / "tests").rglob("test_*.py")
    for name in re.findall(r"^(?:async )?def (test_\w+)", file.read_text(encoding="utf-8"), re.MULTILINE)
}
PRODUCT = sorted([*ROOT.glob("*.py"), *(p for room in ROOMS for p in (ROOT / room).rglob("*.py"))])
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))


def test_readme_states_every_limit_and_its_default() -> None:
    stated = {
        name: int(figure.replace(",", ""))
        for name, figure in re.findall(r"^\| `(\w+)` \| ([\d,]+) \|", README, re.MULTILINE)
    }
    assert stated == DEFAULTS


@pytest.mark.parametrize("example", EXAMPLES)
def test_readme_examples_run(example: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert main([*shlex.split(example)]) == 0


def test_readme_shows_both_commands_and_a_picture_that_is_there() -> None:
    assert "python3 dev.py app" in README
    assert "python3 dev.py test" in README
    for picture in re.findall(r"!\[[^]]+\]\(([^)]+)\)", README):
        assert (ROOT / picture).is_file()


def test_readme_links_lead_somewhere() -> None:
    for target in re.findall(r"(?<!!)\[[^]]+\]\(([^):]+)\)", README):
        assert (ROOT / target).exists()


@pytest.mark.parametrize(
    ("wanted", "lock"),
    [
        (PROJECT["project"]["dependencies"], "requirements.txt"),
        (PROJECT["dependency-groups"]["dev"], "requirements-dev.txt"),
        (PROJECT["project"]["optional-dependencies"]["sign-on"], "requirements-sign-on.txt"),
    ],
)
def test_every_dependency_is_pinned_exactly_with_hashes(wanted: list[str], lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    pinned = dict(
        re.findall(r"^([\w.-]+==[\w.]+)(?: ;[^\\]*)? \\\n((?:    --hash=\S+(?: \\)?\n)+)", text, re.MULTILINE)
    )
    without_extras = {re.sub(r"\[.*?\]", "", each) for each in wanted}
    assert without_extras <= pinned.keys()
    assert all(hashes.count("--hash=sha256:") >= 1 for hashes in pinned.values())
    assert len(pinned) == len(re.findall(r"^[\w.-]+==", text, re.MULTILINE))


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt", "requirements-sign-on.txt"])
def test_a_lock_file_names_no_index(lock: str) -> None:
    assert "://" not in (ROOT / lock).read_text(encoding="utf-8")


def test_the_two_locks_agree() -> None:
    pins = [
        dict(re.findall(r"^([\w.-]+)==([\w.]+)", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))
        for lock in ("requirements.txt", "requirements-dev.txt")
    ]
    both = pins[0].keys() & pins[1].keys()
    assert {name: pins[0][name] for name in both} == {name: pins[1][name] for name in both}


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda path: path.stem)
def test_decisions_are_short_dated_and_complete(decision: Path) -> None:
    text = decision.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 30
    assert re.search(r"^\d{4}-\d\d-\d\d$", text, re.MULTILINE)
    assert all(f"**{part}.**" in text for part in ("Context", "Decision", "Consequences"))
    assert text.startswith(f"# {int(decision.stem[:4])}. ")


def test_decisions_are_numbered_without_a_gap() -> None:
    assert [int(path.stem[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_rooms_and_tests_that_a_document_names_are_there(document: Path) -> None:
    words = re.findall(r"`([^`\n]+)`", document.read_text(encoding="utf-8"))
    rooms = [word.replace(".", "/") for word in words if re.fullmatch(r"planner(?:\.\w+)+", word)]
    rooms += [
        word for word in words if re.fullmatch(r"(?:planner|pages|tests|deploy|data|docs)/[\w./-]*", word)
    ]
    assert [room for room in rooms if not _is_there(room)] == []
    assert {word for word in words if re.fullmatch(r"test_\w+", word)} <= TESTS


def _is_there(room: str) -> bool:
    """Whether a path is there, as it is or as a module, or is a name within the module before it."""
    path = ROOT / room
    module = path.parent.with_suffix(".py")
    return (
        path.exists()
        or path.with_suffix(".py").exists()
        or (module.exists() and path.name in module.read_text(encoding="utf-8"))
    )


def test_the_top_of_the_planner_tells_what_is_where() -> None:
    rooms = {path.stem for path in (ROOT / "planner").iterdir() if not path.name.startswith("_")}
    assert set(re.findall(r"(?<!`)`(\w+)`(?!`)", planner.__doc__ or "")) == rooms


def test_the_build_runs_what_a_newcomer_runs() -> None:
    script = ROOT / ".ci" / "run"
    assert script.read_text(encoding="utf-8").rstrip().endswith("python3 dev.py test")
    assert os.access(script, os.X_OK)


def test_uploads_are_limited_to_what_the_planner_reads() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["server"]["maxUploadSize"] * 1_000_000 == DEFAULTS["file_bytes"]


def test_modules_and_functions_are_as_short_as_contributing_says() -> None:
    too_long = []
    for module in PRODUCT:
        text = module.read_text(encoding="utf-8")
        nodes = list(ast.walk(ast.parse(text)))
        said = {line for node in nodes if _is_docstring(node) for line in _lines(node)}
        counted = {at for at, line in enumerate(text.splitlines(), 1) if line.strip()} - said
        functions = (node for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
        too_long += [f"{module.stem}.{each.name}" for each in functions if len(counted & _lines(each)) > 40]
        too_long += [module.stem] if len(counted) >= 300 else []
    assert too_long == []


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _lines(node: ast.AST) -> set[int]:
    assert isinstance(node, ast.expr | ast.stmt)
    return set(range(node.lineno, (node.end_lineno or 0) + 1))
