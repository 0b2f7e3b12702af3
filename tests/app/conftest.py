"""Opens the app on a page, as a fresh visit."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts import downloads, folded, jobs

ROOT = Path(__file__).resolve().parents[2]
Visit = Callable[..., AppTest]
Files = dict[str, Callable[[], bytes]]


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for a plan however busy the machine is; tests of slow plans take this back."""
    monkeypatch.setattr(jobs, "PATIENCE_S", 50)
    monkeypatch.setattr(jobs, "PROOF_PATIENCE_S", 50)


@pytest.fixture(autouse=True)
def _unfolded(monkeypatch: pytest.MonkeyPatch) -> None:
    """See what is folded away too; tests of the folding take this back."""
    monkeypatch.setattr(folded, "is_open", lambda _box: True)


@pytest.fixture(autouse=True)
def _a_loop_of_ones_own() -> Iterator[None]:
    """Let `asyncio.run` be called after a browser was driven too: that leaves its loop as the running one."""
    kept = asyncio._get_running_loop()  # noqa: SLF001 - what asyncio has for whoever nests loops
    asyncio._set_running_loop(None)  # noqa: SLF001
    yield
    asyncio._set_running_loop(kept)  # noqa: SLF001


@pytest.fixture
def visit() -> Visit:
    """Give a way to open a page: ``visit("plan", demo="ordinary")``."""

    def open_page(page: str = "start", **query: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        if page != "start":
            app.switch_page(f"pages/{page}.py")
        app.run()
        assert not app.exception, app.exception
        return app

    return open_page


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> Files:
    """Collect the files that a page offers, by labels and names: tests cannot press a download."""
    files: Files = {}

    def offer(label: str, file_name: str, _mime: str, build: Callable[[], bytes]) -> None:
        files[label] = files[file_name] = build

    monkeypatch.setattr(downloads, "offer", offer)
    return files


def told(app: AppTest) -> list[str]:
    """Give the problems that the page tells, each in its sentence, whether as a list or as a table."""
    rows = [
        text for frame in app.dataframe if "What to do" in frame.value for text in frame.value["What to do"]
    ]
    lines = [line for part in app.markdown for line in part.value.splitlines() if line.startswith("- ")]
    return [*rows, *(re.sub(r"\\(.)", r"\1", line).replace("\u2060", "") for line in lines)]


def words(app: AppTest) -> str:
    """Give everything that the page says, in one text."""
    kinds = (
        "title",
        "header",
        "subheader",
        "markdown",
        "caption",
        "text",
        "error",
        "warning",
        "info",
        "metric",
    )
    said = []
    for kind in kinds:
        for element in app.get(kind):
            said += [str(getattr(element, part, "") or "") for part in ("label", "value", "delta")]
    return "\n".join(said)
