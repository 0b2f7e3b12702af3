"""Every hostile file on the page: what is wrong with it in words, and the page goes on working."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planner.reading import SourceFile, read_prescriptions
from tests.app.conftest import Visit, told, words
from tests.hostile import HEAVY_FILES, RESULT_FILES, HostileFile
from tests.hostile_parts import TEXTS, WORKBOOKS

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest


def answered(app: AppTest, file: HostileFile) -> None:
    """Upload a file on the page of results, and find its problem's words there."""
    content = file.make()
    problems = read_prescriptions([SourceFile(file.name, content)]).problems
    assert file.code in {problem.code for problem in problems}
    app.file_uploader(key="upload-results").upload(file.name, content)
    app.run()
    assert not app.exception
    said = words(app) + " ".join(told(app))
    assert next(problem.message for problem in problems if problem.code == file.code)[:60] in said


@pytest.mark.parametrize("file", dict.fromkeys([*RESULT_FILES, *HEAVY_FILES]), ids=lambda file: file.name)
def test_a_hostile_file_is_answered_in_words(visit: Visit, file: HostileFile) -> None:
    app = visit("results")
    answered(app, file)
    app.switch_page("pages/about.py").run()
    assert not app.exception


@pytest.mark.parametrize("files", [WORKBOOKS, TEXTS], ids=["workbooks", "texts"])
def test_one_hostile_file_after_the_other_is_answered(visit: Visit, files: tuple[HostileFile, ...]) -> None:
    app = visit("results")
    for file in files:
        answered(app, file)
    app.switch_page("pages/about.py").run()
    assert not app.exception
