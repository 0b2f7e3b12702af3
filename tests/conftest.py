"""How the tests run: the same generated cases every time here, other ones by asking for them.

`HYPOTHESIS_PROFILE=deep` looks further, with new cases on each run.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("same", derandomize=True, deadline=None, database=None)
settings.register_profile("deep", max_examples=2_000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

# They share one server and one browser, and two browsers at a time would be slower than one.
_TOGETHER = ("browser", "deploy")


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist looks for groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests that work a browser in one process, where tests run side by side."""
    here = Path(__file__).parent
    for item in items:
        if item.path.relative_to(here).parts[0] in _TOGETHER:
            item.add_marker(pytest.mark.xdist_group("browser"))
