"""Where people have to sign on: nothing of any page before, every page after, and nothing again later."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from pages.parts import sign_on
from tests.browser import server
from tests.browser.server import settled
from tests.deploy import provider as identity
from tests.deploy.conftest import free_ports

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.deploy.provider import Provider

ROOT = Path(__file__).resolve().parents[2]
ASKED = re.compile(
    r"Skip to main content\s+Sign in\s+This planner is run for members .* there\.\s+(login\s+)?Sign in"
)


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    """Run the identity provider."""
    with identity.provider() as running:
        yield running


@pytest.fixture(scope="module")
def address(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the app to members alone."""
    (port,) = free_ports(1)
    secrets = tmp_path_factory.mktemp("sign-on") / "secrets.toml"
    secrets.write_text(
        "[auth]\n"
        f'redirect_uri = "http://127.0.0.1:{port}/oauth2callback"\n'
        'cookie_secret = "long enough, and of the tests alone"\n'
        f'client_id = "{identity.CLIENT}"\n'
        f'client_secret = "{identity.SECRET}"\n'
        f'server_metadata_url = "{provider.address}/.well-known/openid-configuration"\n',
        encoding="utf-8",
    )
    command = [
        *(sys.executable, "-m", "streamlit", "run", "asgi.py", "--server.headless", "true"),
        *("--server.address", "127.0.0.1", "--server.port", str(port), "--secrets.files", str(secrets)),
        *("--server.disconnectedSessionTTL", "2"),
    ]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    environment = {**os.environ, sign_on.SWITCH: "on"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, **quiet) as app:  # type: ignore[call-overload]  # noqa: S603 - our own app
        try:
            server.wait(f"http://127.0.0.1:{port}/health", app)
            yield f"http://127.0.0.1:{port}"
        finally:
            app.terminate()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a window of somebody who was never here."""
    fresh = browser.new_context(accept_downloads=True, viewport={"width": 1440, "height": 900})
    opened = fresh.new_page()
    opened.set_default_timeout(30_000)
    yield opened
    fresh.close()


def words(page: Page) -> str:
    return page.get_by_test_id("stApp").inner_text()


def sign_in(page: Page, address: str) -> None:
    page.goto(address)
    settled(page)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Yes, it is me").click()
    page.wait_for_url(address + "/")
    settled(page)


def status(address: str, cookies: str = "") -> int:
    asked = urllib.request.Request(address, headers={"Cookie": cookies} if cookies else {})  # noqa: S310 - our own
    try:
        with urllib.request.urlopen(asked, timeout=10) as answer:  # noqa: S310 - our own server
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


def test_nothing_before_signing_on_all_after_and_nothing_again_later(address: str, page: Page) -> None:
    for path in ("/plan?demo=ordinary", "/queue"):
        page.goto(address + path)
        settled(page)
        assert ASKED.fullmatch(words(page)), path
    sign_in(page, address)
    expect(page.get_by_role("heading", name="Find the courses that cover your SSA results")).to_be_visible()
    page.goto(address + "/plan?demo=ordinary")
    settled(page)
    file = download(page)
    known = "; ".join(f"{each['name']}={each['value']}" for each in page.context.cookies(address))
    assert status(file, known) == 200
    assert status(file) == 403
    assert status(file, "_streamlit_user=made-up") == 403
    assert status(address + "/_stcore/upload_file/a/b") == 403

    page.get_by_role("button", name=re.compile("Fictional Member")).click()
    page.get_by_role("menuitem", name="Sign out").click()
    page.get_by_text("You are signed out at the provider.").wait_for()
    page.goto(address + "/plan")
    settled(page)
    assert ASKED.fullmatch(words(page))
    # A file's address is all that a member needs, until the visit that made it is let go of.
    ends = time.monotonic() + 20
    while status(file, known) != 404 and time.monotonic() < ends:
        time.sleep(0.2)
    assert status(file, known) == 404


def download(page: Page) -> str:
    """Press the first download; give the address that the file came from."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/media/" in request.url else None)
    with page.expect_download():
        page.get_by_test_id("stDownloadButton").get_by_role("button").first.click()
    return asked[-1]


def test_who_signed_on_too_long_ago_is_asked_again(address: str, page: Page, provider: Provider) -> None:
    provider.signed_ago_s = 13 * 3600
    try:
        sign_in(page, address)
        assert "run for members" in words(page)
    finally:
        provider.signed_ago_s = 0.0
