"""What the tests of the deployment share."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def browser(chromium: Browser) -> Browser:
    """Give the browser that all tests share."""
    return chromium


def free_ports(count: int) -> list[int]:
    """Find so many free ports, one after the other in a row."""
    while True:
        with socket.socket() as first:
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1])
        try:
            for each in range(port, port + count):
                with socket.socket() as one:
                    one.bind(("127.0.0.1", each))
        except (OSError, OverflowError):
            continue
        return list(range(port, port + count))
