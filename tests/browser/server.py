"""The app as people get it: a server of its own on a free port, and a browser."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Playwright, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[2]
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_START_S = 120


def browser_path() -> str:
    """Find a Chromium: the one that CHROME_PATH names, or the first on the path.

    Raises:
        RuntimeError: there is none.
    """
    found = os.environ.get("CHROME_PATH") or next(filter(None, map(shutil.which, _NAMES)), None)
    if not found:
        message = "No Chromium found. Install one, or name it in CHROME_PATH."
        raise RuntimeError(message)
    return found


def launch(playwright: Playwright) -> Browser:
    """Start the browser."""
    return playwright.chromium.launch(executable_path=browser_path(), args=list(_FLAGS))


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Run a browser for a while."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


def command(script: str, port: int, *settings: str) -> list[str]:
    """Give what starts an app, as people start it, on a port of this machine."""
    return [
        *(sys.executable, "-m", "streamlit", "run", script, "--server.headless", "true"),
        *("--browser.gatherUsageStats", "false", "--server.address", "127.0.0.1"),
        *("--server.port", str(port), *settings),
    ]


@contextlib.contextmanager
def app(
    script: str = "asgi.py", folder: Path = ROOT, *settings: str, ready: str = "/health"
) -> Iterator[str]:
    """Serve an app for a while, ours unless said otherwise; give its address once ``ready`` answers."""
    with running(script, folder, *settings, ready=ready) as (address, _):
        yield address


@contextlib.contextmanager
def running(
    script: str = "asgi.py", folder: Path = ROOT, *settings: str, ready: str = "/health"
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Serve an app for a while; give its address and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    quiet = subprocess.DEVNULL
    started = command(script, port, *settings)
    with subprocess.Popen(started, cwd=folder, stdout=quiet, stderr=quiet) as server:  # noqa: S603 - our own apps
        try:
            wait(f"http://127.0.0.1:{port}{ready}", server)
            yield f"http://127.0.0.1:{port}", server
        finally:
            server.terminate()


def wait(address: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until a server says that it is well."""
    ends = time.monotonic() + _START_S
    while time.monotonic() < ends and server.poll() is None:
        with (
            contextlib.suppress(urllib.error.URLError, ConnectionError),
            urllib.request.urlopen(address, timeout=5),  # noqa: S310 - our own server
        ):
            return
        time.sleep(0.2)
    message = "the app did not start"
    raise RuntimeError(message)


def settled(page: Page) -> None:
    """Wait until the app has drawn everything, nothing moves any more, and it stays so for a moment.

    A part that still unfolds moves away under the mouse, between its button's going down and up. What was
    still before this was asked counts for nothing: what a click has set going may not have begun yet.
    """
    page.evaluate("window.stillSince = 0")
    page.wait_for_function(
        """() => {
            const app = document.querySelector('[data-testid=stApp]');
            const still = app && app.getAttribute('data-test-script-state') === 'notRunning'
                && document.querySelector('[data-testid=stMain] h1, [data-testid=stMain] h2')
                && !document.querySelector('[data-testid*=keleton]')
                && [...document.querySelectorAll('[data-testid=stPlotlyChart]')]
                    .every(chart => !chart.offsetParent || chart.querySelector('.main-svg'))
                && document.getAnimations().every(motion => motion.playState !== 'running'
                    || motion.effect?.getComputedTiming().iterations === Infinity);
            window.stillSince = still ? window.stillSince || Date.now() : 0;
            return still && Date.now() - window.stillSince > 500;
        }""",
        timeout=90_000,
        polling=100,
    )
