"""What Streamlit does that would hurt, and can't here: docs/streamlit-traps.md lists all."""

from __future__ import annotations

import ast
import asyncio
import gc
import os
import re
import tomllib
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace

import pytest
import uvicorn

from pages.parts import folded
from pages.parts.serving import sweeping, warming
from tests.app.conftest import ROOT, Visit, words

PARTS = sorted((ROOT / "pages").rglob("*.py"))
# What a cache may be asked for: small, and compared as a whole.
SMALL = {"str", "date", "int", "bool", "str | None", "Purpose", "Courses"}


def caches() -> list[tuple[str, ast.FunctionDef, ast.Call]]:
    """Give every function that is cached, with its decorator."""
    found = []
    for path in PARTS:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                for decorator in node.decorator_list:
                    if "st.cache_" in ast.unparse(decorator):
                        assert isinstance(decorator, ast.Call), f"{path}: {node.name} has no bound"
                        found.append((f"{path.stem}.{node.name}", node, decorator))
    return found


def test_a_cache_goes_by_a_digest_never_by_a_sample_of_a_table() -> None:
    """Of a large table Streamlit compares a sample only: a changed cell would give the old answer."""
    for name, function, _ in caches():
        asked = [each for each in function.args.args if not each.arg.startswith("_")]
        kinds = {ast.unparse(each.annotation) for each in asked if each.annotation is not None}
        assert kinds <= SMALL, f"{name} is asked by {kinds - SMALL}"


def test_a_cache_is_bounded_and_what_came_from_a_person_goes_with_the_visit() -> None:
    """Streamlit's caches have no bound of their own, and are shared between people unless told otherwise."""
    for name, function, decorator in caches():
        settings = {keyword.arg: ast.unparse(keyword.value) for keyword in decorator.keywords}
        assert "max_entries" in settings, name
        shared = "scope" not in settings
        assert not (shared and any(each.arg.startswith("_") for each in function.args.args)), name


def test_what_is_there_after_warming_up_is_never_searched_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit collects garbage after every run: with all that is loaded, it takes longer than the run."""
    done: list[str] = []
    monkeypatch.setattr(gc, "collect", lambda: done.append("collected"))
    monkeypatch.setattr(gc, "freeze", lambda: done.append("frozen"))
    warming._load()  # noqa: SLF001 - the part of warming up that needs no server
    assert done == ["collected", "frozen"]


def test_no_run_of_a_page_waits_for_a_search_in_all_that_everybody_holds() -> None:
    """With sixty visits that search takes longer than all else, and everybody waits for everybody's."""
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["runner"]["postScriptGC"] is False
    over_it = tomllib.loads((ROOT / "deploy" / "config.toml").read_text(encoding="utf-8"))
    assert "runner" not in over_it


def test_garbage_is_collected_by_who_sweeps(monkeypatch: pytest.MonkeyPatch) -> None:
    class Everything:
        """Stands for Streamlit's runtime, and for what it holds."""

        media_file_mgr = SimpleNamespace(remove_orphaned_files=lambda: None)

    done = asyncio.Event()
    monkeypatch.setattr(sweeping, "_MOST_S", 0.0)
    monkeypatch.setattr(sweeping, "_LEAST_S", 0.0)
    monkeypatch.setattr(sweeping, "let_go", lambda: 0)
    monkeypatch.setattr(sweeping.runtime, "get_instance", Everything)
    monkeypatch.setattr(gc, "collect", done.set)

    async def watch() -> None:
        sweeping_up = asyncio.create_task(sweeping.sweep())
        await asyncio.wait_for(done.wait(), 10)
        sweeping_up.cancel()

    asyncio.run(watch())


def test_the_server_runs_on_the_loop_that_sends_at_once() -> None:
    """On Python's own loop a small answer waits about 40 ms for the one before to be confirmed."""
    factory = uvicorn.Config("asgi:app").get_loop_factory()
    assert factory is not None
    assert ("uvloop" in factory.__module__) is (os.name != "nt")


@pytest.mark.parametrize(("package", "least"), [("streamlit", (1, 61)), ("uvicorn", (0, 52))])
def test_what_is_pinned_has_the_mends_that_are_counted_on(package: str, least: tuple[int, int]) -> None:
    """Streamlit before 1.61 loses a visit whose connection was cut; uvicorn before 0.52, some by a proxy."""
    assert tuple(map(int, version(package).split(".")[:2])) >= least


def test_nothing_in_a_page_is_fed_back_into_the_table_it_came_from() -> None:
    """A table that is edited and handed in again as its own start loses every second edit."""
    for path in PARTS:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Assign) and "data_editor(" in ast.unparse(node.value):
                taken = {ast.unparse(target) for target in node.targets}
                call = next(c for c in ast.walk(node.value) if isinstance(c, ast.Call) and c.args)
                assert not taken & {ast.unparse(part) for part in ast.walk(call.args[0])}, path


def test_a_number_that_may_be_left_empty_can_be_emptied_again() -> None:
    """Without ``value=None`` the browser puts the least number where one was deleted: a budget of 0."""
    asked = [
        {keyword.arg: ast.unparse(keyword.value) for keyword in node.keywords}
        for path in PARTS
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".number_input")
    ]
    assert len(asked) > 5
    assert not [each for each in asked if "placeholder" in each and each.get("value") != "None"]


def test_only_what_is_opened_is_made_and_sent(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Streamlit folds away it draws and sends all the same."""
    monkeypatch.setattr(folded, "is_open", lambda box: bool(box.open))
    app = visit("plan", demo="ordinary")
    closed = len(app.dataframe)
    app.session_state["coverage-table"] = True
    app.run()
    assert len(app.dataframe) == closed + 1
    assert "Proven cheapest" in words(app)


def test_every_trap_that_is_written_down_names_tests_that_there_are() -> None:
    lines = (ROOT / "docs" / "streamlit-traps.md").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line.startswith("| ")][1:]
    written = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    for row in rows:
        named = re.findall(r"`(test_\w+|tests/[\w/.]+)`", row)
        assert named, row
        for name in named:
            assert f"def {name}(" in written or (ROOT / name).exists(), name


def test_the_router_stays_what_is_tested() -> None:
    """`asgi.py` serves the very script that these tests open."""
    served = ast.unparse(ast.parse(Path(ROOT / "asgi.py").read_text(encoding="utf-8")))
    assert "st.App(_HERE / 'app.py'" in served


def test_a_first_value_is_told_again_for_a_while(visit: Visit) -> None:
    """Two runs in quick succession may reach the browser as one, without the first value of a widget."""
    app = visit("plan", demo="ordinary")
    for _ in range(2):
        (goal,) = [group for group in app.get("button_group") if group.key == "choose-goal"]
        assert goal.proto.set_value
        app.run()
