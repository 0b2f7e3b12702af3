"""One server and one browser for all journeys; a fresh visit for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import server

WIDE, NARROW = 1440, 390
Open = Callable[..., Page]
Scheme = Literal["light", "dark"]

expect.set_options(timeout=30_000)  # a busy machine answers late; what never comes fails all the same


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Serve the app."""
    with server.app() as found:
        yield found


@pytest.fixture(scope="session")
def window(chromium: Browser) -> BrowserContext:
    """Open a window for all wide visits: what it has loaded once it need not load again."""
    return chromium.new_context(accept_downloads=True)


@pytest.fixture
def visit(address: str, chromium: Browser, window: BrowserContext) -> Iterator[Open]:
    """Give a way to open a page as a fresh visit; whatever goes wrong in it fails the test."""
    wrong: list[str] = []

    def watch(page: Page) -> None:
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if _matters(said.type, said.text) else None)
        page.on("request", lambda asked: wrong.append(asked.url) if _leaves(asked.url, address) else None)

    with ExitStack() as visits:

        def narrow_window() -> BrowserContext:
            # A browser remembers an opened menu, and at this width the menu covers the page.
            fresh = chromium.new_context(accept_downloads=True)
            visits.callback(fresh.close)
            return fresh

        def open_page(path: str = "/", *, width: int = WIDE, scheme: Scheme = "light") -> Page:
            page = (window if width == WIDE else narrow_window()).new_page()
            visits.callback(page.close)
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            page.set_default_timeout(60_000)
            watch(page)
            page.goto(address + path)
            server.settled(page)
            return page

        yield open_page
    assert not wrong


def _matters(kind: str, text: str) -> bool:
    # On a page's own address Streamlit first asks for its base beside the page, where it isn't: two 404s.
    return kind == "error" and "404" not in text


def _leaves(url: str, address: str) -> bool:
    return not url.startswith((address, address.replace("http", "ws", 1), "data:", "blob:"))
