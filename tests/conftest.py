"""How the tests run: the same generated cases every time here, other ones by asking for them.

`HYPOTHESIS_PROFILE=deep` looks further, with new cases on each run.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

settings.register_profile("same", derandomize=True, deadline=None, database=None)
settings.register_profile("deep", max_examples=2_000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Run the browser: one for all tests, since a process can't drive two at a time."""
    from tests.browser import server  # noqa: PLC0415 - most tests need no browser

    with server.chromium() as running:
        yield running
