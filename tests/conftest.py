"""How the tests run: the same generated cases every time here, other ones by asking for them.

`HYPOTHESIS_PROFILE=deep` looks further, with new cases on each run.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from hypothesis.internal.conjecture import providers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

settings.register_profile("same", derandomize=True, deadline=None, database=None)
settings.register_profile("deep", max_examples=2_000, deadline=None)
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "same")
settings.load_profile(PROFILE)
if PROFILE == "same":
    # Hypothesis mixes in the literals of whatever modules are loaded by then: a test's cases would depend on
    # which tests ran before it, and change with every word of the code. Whoever looks deeper has them.
    providers._get_local_constants = providers.Constants  # noqa: SLF001 - there is no setting for it


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Run the browser: one for all tests, since a process can't drive two at a time."""
    from tests.browser import server  # noqa: PLC0415 - most tests need no browser

    with server.chromium() as running:
        yield running
