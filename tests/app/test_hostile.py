"""Every hostile file on the page: what is wrong with it in words, and the page goes on working."""

from __future__ import annotations

import pytest

from planner.reading import SourceFile, read_prescriptions
from tests.app.conftest import Visit, words
from tests.hostile import HEAVY_FILES, RESULT_FILES, HostileFile


@pytest.mark.parametrize("file", [*RESULT_FILES, *HEAVY_FILES], ids=lambda file: file.name)
def test_a_hostile_file_is_answered_in_words(visit: Visit, file: HostileFile) -> None:
    content = file.make()
    problems = read_prescriptions([SourceFile(file.name, content)]).problems
    assert file.code in {problem.code for problem in problems}
    app = visit("results")
    app.file_uploader(key="upload-results").upload(file.name, content)
    app.run()
    assert not app.exception
    said = words(app) + " ".join(
        " ".join(frame.value["What to do"]) for frame in app.dataframe if "What to do" in frame.value
    )
    assert next(problem.message for problem in problems if problem.code == file.code)[:60] in said
    app.switch_page("pages/about.py").run()
    assert not app.exception
