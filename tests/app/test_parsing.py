"""A file that harms its reader, on the page: a word, and a page that goes on working."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pages.parts import parsing
from planner.limits import LIMITS_FILE
from planner.reading.apart.readers import Readers
from tests import hostile
from tests.app.conftest import Visit, told, words
from tests.unit.reading import troublesome

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

GOOD = hostile.csv_text().encode()


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One reader of its own, in place of those that other tests use."""
    one = Readers(1)
    monkeypatch.setattr(parsing, "readers", lambda: one)
    yield
    one.close()


def upload(app: AppTest, content: bytes) -> str:
    app.file_uploader(key="upload-results").upload("given.csv", content)
    app.run()
    assert not app.exception
    return words(app) + " ".join(told(app))


@pytest.mark.usefixtures("readers")
def test_a_reader_that_crashes_is_a_word_and_the_next_file_is_read(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = visit("results")
    with monkeypatch.context() as harmed:
        harmed.setattr(parsing, "read_prescriptions", troublesome.crashes)
        assert "stopped working on it" in upload(app, GOOD + b"\n")
    assert "2 subcategories need" in upload(app, GOOD)


@pytest.mark.usefixtures("readers")
def test_a_reader_that_takes_too_long_is_a_word_and_the_page_goes_on(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    app = visit("results")
    text = LIMITS_FILE.read_text(encoding="utf-8").replace("wait_seconds = 30", "wait_seconds = 1")
    (tmp_path / "limits.toml").write_text(text, encoding="utf-8")
    with monkeypatch.context() as harmed:
        harmed.setenv("PLANNER_LIMITS", str(tmp_path / "limits.toml"))
        harmed.setattr(parsing, "read_prescriptions", troublesome.never_answers)
        assert "took too long" in upload(app, GOOD + b"\n\n")
    assert "2 subcategories need" in upload(app, GOOD)


@pytest.mark.usefixtures("readers")
def test_a_file_that_found_no_reader_is_read_once_there_is_one(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    app = visit("results")
    text = LIMITS_FILE.read_text(encoding="utf-8").replace("wait_seconds = 30", "wait_seconds = 0")
    (tmp_path / "limits.toml").write_text(text, encoding="utf-8")
    with monkeypatch.context() as full:
        full.setenv("PLANNER_LIMITS", str(tmp_path / "limits.toml"))
        full.setattr(parsing, "readers", lambda: Readers(0))
        assert "Too many files" in upload(app, GOOD + b"\n\n\n")
    app.button(key="read-again").click().run()
    assert "2 subcategories need" in words(app)
