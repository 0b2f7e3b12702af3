"""The app as it is served, in a browser and from outside: what Streamlit leaves open, and is closed here.

docs/streamlit-traps.md says which of Streamlit's ways each is about.
"""

from __future__ import annotations

import http.client
import signal
import time
import urllib.error
import urllib.parse
import urllib.request
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.bench import first_plan
from tests.browser import server
from tests.browser.test_journeys import MR, upload

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from email.message import Message

    from playwright.sync_api import Browser, Page, WebSocketRoute

    from tests.browser.conftest import Open

SOON_S = 30


def answer(address: str) -> tuple[int, Message, bytes]:
    """Ask for an address; give status, headers and content, whatever they are."""
    try:
        with urllib.request.urlopen(address, timeout=SOON_S) as said:  # noqa: S310 - our own server
            return said.status, said.headers, said.read()
    except urllib.error.HTTPError as said:
        return said.code, said.headers, said.read()


def until(true: Callable[[], object], seconds: float = SOON_S) -> None:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if true():
            return
        time.sleep(0.2)
    pytest.fail("it never came to that")


@pytest.mark.parametrize("path", ["/", "/plan", "/favicon.png", "/health", "/_stcore/health", "/nonsense"])
def test_every_answer_carries_the_policy(address: str, path: str) -> None:
    _, headers, _ = answer(address + path)
    assert "script-src 'self' 'sha256-" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"


def test_a_download_can_run_nothing_and_is_kept_nowhere(visit: Open) -> None:
    page = visit("/plan?demo=ordinary")
    with page.expect_response("**/media/**") as waiting, page.expect_download():
        page.get_by_role("button", name="For Excel", exact=True).click()
    headers = waiting.value.headers
    assert headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert headers["content-disposition"].startswith("attachment")
    assert headers["cache-control"] == "no-store"


def test_the_policy_stops_a_script_that_is_not_the_apps(address: str, chromium: Browser) -> None:
    page = chromium.new_page()
    page.goto(f"{address}/about")
    stopped = page.evaluate(
        """() => new Promise(found => {
            document.addEventListener('securitypolicyviolation', event => found(event.effectiveDirective));
            const script = document.createElement('script');
            script.textContent = 'window.ran = true';
            document.body.append(script);
            setTimeout(() => found('nothing'), 5000);
        })"""
    )
    assert str(stopped).startswith("script-src")
    assert not page.evaluate("window.ran")
    page.close()


@pytest.mark.parametrize("path", ["/healthz", "/_stcore/script-health-check", "/plan/nonsense", "/admin"])
def test_a_path_without_a_page_is_not_found(address: str, path: str) -> None:
    assert answer(address + path)[0] == 404


def test_whoever_opens_an_unknown_page_is_told_and_can_go_on(address: str, chromium: Browser) -> None:
    page = chromium.new_page()  # Streamlit says it on the console too, as an error
    page.goto(f"{address}/nonsense")
    expect(page.get_by_text("Page not found")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="Find the courses")).to_be_visible()
    page.close()


def test_health_says_more_than_that_the_server_is_up(address: str) -> None:
    status, headers, content = answer(f"{address}/health")
    assert (status, content) == (200, b"ok")
    assert headers["Cache-Control"] == "no-store"


@pytest.fixture(scope="module")
def plain() -> Iterator[str]:
    """Serve the router alone, as a fresh process that nobody has visited and that nothing has warmed up."""
    with server.app("app.py", server.ROOT, ready="/_stcore/health") as address:
        yield address


def test_the_very_first_link_to_a_page_opens_it_within_its_frame(plain: str, chromium: Browser) -> None:
    page = chromium.new_page()
    page.goto(f"{plain}/plan?demo=ordinary")
    expect(page.get_by_text("Proven cheapest")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("link", name="My results").first).to_be_attached()
    expect(page.get_by_text("Page not found")).to_have_count(0)
    assert page.url.endswith("/plan?demo=ordinary")
    page.close()


def test_more_than_the_limit_is_refused_by_the_server_and_not_only_by_the_page(
    address: str, visit: Open
) -> None:
    """The limit of a widget is the browser's alone: who sends something else meets the server's."""
    page = visit("/results")
    with page.expect_request("**/_stcore/upload_file/**") as waiting:
        upload(page, "results.csv", MR.encode())
    sent = waiting.value
    where = urllib.parse.urlsplit(sent.url)
    line = http.client.HTTPConnection(where.netloc, timeout=SOON_S)
    line.putrequest("PUT", where.path)
    cookies = "; ".join(f"{c['name']}={c['value']}" for c in page.context.cookies(address))
    for name, value in {
        "Cookie": cookies,
        "X-Xsrftoken": sent.headers.get("x-xsrftoken", ""),
        "Content-Type": "multipart/form-data; boundary=part",
        "Content-Length": "21000000",
    }.items():
        line.putheader(name, value)
    line.endheaders()
    assert line.getresponse().status == 413
    line.close()


def uploads(address: str) -> float:
    """Read how many bytes of uploads the process holds, as Streamlit itself counts them."""
    lines = answer(f"{address}/_stcore/metrics")[2].decode().splitlines()
    return sum(float(line.rsplit(" ", 1)[1]) for line in lines if "UploadedFileManager" in line)


def test_nothing_of_a_visit_is_left_once_its_time_is_up(chromium: Browser) -> None:
    """Streamlit lets go of a closed tab's files only when another tab is closed; here nobody else comes."""
    with server.app("asgi.py", server.ROOT, "--server.disconnectedSessionTTL", "1") as address:
        page = chromium.new_page()
        page.goto(f"{address}/results")
        server.settled(page)
        upload(page, "results.csv", MR.encode() + b"\n" * 50_000)
        until(lambda: uploads(address) > 50_000)
        page.close()
        until(lambda: uploads(address) == 0)


def test_the_signal_to_end_lets_others_know_before_it_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_DRAIN_SECONDS", "3")
    with server.running() as (address, process):
        process.send_signal(signal.SIGTERM)
        until(lambda: answer(f"{address}/health")[2] == b"draining", 3)
        assert answer(f"{address}/health")[0] == 503
        assert answer(f"{address}/")[0] == 200, "those who are here go on"
        process.wait(timeout=SOON_S)


def test_a_lost_connection_comes_back_with_everything_as_it_was(address: str, chromium: Browser) -> None:
    lines: list[WebSocketRoute] = []

    def through(line: WebSocketRoute) -> None:
        line.connect_to_server()
        lines.append(line)

    page: Page = chromium.new_page()
    page.route_web_socket("**/_stcore/stream", through)
    page.goto(f"{address}/plan?demo=ordinary")
    server.settled(page)
    page.get_by_role("radio", name="Courses", exact=True).click()
    expect(page.get_by_text("Proven fewest courses")).to_be_visible()
    lines[-1].close(code=1011, reason="cut")
    while len(lines) == 1:
        page.wait_for_timeout(100)
    server.settled(page)
    page.get_by_role("tab", name="Why and what").click()
    expect(page.get_by_text("Why these courses")).to_be_visible()
    expect(page.get_by_text("Proven fewest courses")).to_be_visible()
    page.close()


def test_a_connection_cut_during_an_upload_is_told_and_the_next_try_goes_well(
    address: str, chromium: Browser
) -> None:
    page = chromium.new_page()  # the browser says it on the console too, as an error
    page.goto(f"{address}/results")
    server.settled(page)
    page.route("**/_stcore/upload_file/**", lambda sending: sending.abort("connectionreset"))
    upload(page, "cut.csv", MR.encode())
    expect(page.get_by_test_id("stFileChipIconError")).to_be_visible()
    page.unroute("**/_stcore/upload_file/**")
    upload(page, "whole.csv", MR.encode())
    expect(page.get_by_text("2 subcategories need")).to_be_visible()
    page.close()


SECONDS_TO_PROVE = 5  # the seed of a prescription whose proof takes seconds


def test_a_connection_cut_during_a_proof_comes_back_and_the_proof_is_shown(
    address: str, chromium: Browser
) -> None:
    lines: list[WebSocketRoute] = []

    def through(line: WebSocketRoute) -> None:
        line.connect_to_server()
        lines.append(line)

    page = chromium.new_page()
    page.set_default_timeout(120_000)
    page.route_web_socket("**/_stcore/stream", through)
    first_plan.bring(page, address, *first_plan.given(SECONDS_TO_PROVE))
    # Where the machine is too busy to show the first plan, the proof has to stand there again all the same.
    page.get_by_text(first_plan.FIRST).or_(page.get_by_text("Proven cheapest")).first.wait_for()
    lines[-1].close(code=1011, reason="cut")
    while len(lines) == 1:
        page.wait_for_timeout(100)
    expect(page.get_by_text("Proven cheapest")).to_be_visible(timeout=120_000)
    expect(page.get_by_text(first_plan.FIRST)).to_have_count(0)
    page.close()
