"""Two processes behind nginx, as they are deployed: one is lost, and people go on."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from deploy import run
from tests.browser.server import settled
from tests.deploy.conftest import free_ports
from tests.deploy.crowd import Crowd

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[2]
MARK = "A. Fictional 4711"
MR = f"""technologist_id,discipline,category,subcategory,standard,credits_required
{MARK},MR,Patient Care,Patient Interactions and Management,not met,1.5
""".encode()


@dataclass
class Deployed:
    """What is running, and what it has said so far."""

    program: subprocess.Popen[str]
    address: str
    said: list[str] = field(default_factory=list)

    def listen(self, lines: IO[str]) -> None:
        """Keep what is said."""
        for line in lines:
            self.said.append(line)

    def wait_for(self, words: str, times: int = 1, most: float = 60.0) -> None:
        """Wait until so many lines match."""
        ends = time.monotonic() + most
        while sum(bool(re.search(words, line)) for line in self.said) < times:
            assert time.monotonic() < ends, "".join(self.said)
            assert self.program.poll() is None, "".join(self.said)
            time.sleep(0.05)

    def pid_of(self, process: str) -> int:
        """Give the number that the system knows a process by, as it was last started."""
        found = [re.search(rf"process {process} starts on port \d+, pid (\d+)", line) for line in self.said]
        return int([each for each in found if each][-1][1])  # type: ignore[index] - the last one


@pytest.fixture(scope="module")
def deployed() -> Iterator[Deployed]:
    """Serve the app as for others, with the real template."""
    listen, first, _ = free_ports(3)
    command = [sys.executable, "deploy/run.py", "--processes", "2", "--listen", f"127.0.0.1:{listen}"]
    with subprocess.Popen(  # noqa: S603 - our own
        [*command, "--first-port", str(first)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PLANNER_DRAIN_SECONDS": "0"},
    ) as program:
        assert program.stdout
        found = Deployed(program, f"http://127.0.0.1:{listen}")
        listening = threading.Thread(target=found.listen, args=(program.stdout,))
        listening.start()
        try:
            found.wait_for("open: ")
            yield found
        finally:
            program.terminate()
            program.wait(30)
            listening.join(10)


@pytest.fixture
def page(deployed: Deployed, browser: Browser) -> Iterator[Page]:
    """Open the page where results are brought, through nginx, with a browser that was never here."""
    fresh = browser.new_context()
    opened = fresh.new_page()
    opened.set_default_timeout(30_000)
    opened.goto(deployed.address + "/results")
    settled(opened)
    yield opened
    fresh.close()


def process_of(page: Page) -> str:
    return next(each["value"] for each in page.context.cookies() if each["name"] == "planner_process")


def upload(page: Page) -> None:
    page.locator(".st-key-upload-results input[type=file]").set_input_files(
        {"name": "mine.csv", "mimeType": "text/csv", "buffer": MR}
    )
    settled(page)
    expect(page.get_by_text("Patient Interactions and Management").first).to_be_attached()


def get(address: str, **headers: str) -> tuple[int, list[tuple[str, str]], bytes]:
    asked = urllib.request.Request(address, headers=headers)  # noqa: S310 - our own server
    try:
        with urllib.request.urlopen(asked, timeout=10) as answer:  # noqa: S310 - our own server
            return answer.status, answer.getheaders(), answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, list(refused.headers.items()), refused.read()


def test_headers_are_there_once_and_what_is_inside_stays_inside(deployed: Deployed) -> None:
    status, headers, body = get(deployed.address + "/")
    names = [name.lower() for name, _ in headers]
    for name in ("content-security-policy", "x-content-type-options", "x-frame-options", "referrer-policy"):
        assert names.count(name) == 1, name
    assert status == 200
    for hidden in ("/_stcore/metrics", "/_stcore/agent/openapi.json"):
        assert get(deployed.address + hidden)[0] == 404, hidden
    script = re.search(rb'src="\./(static/js/[^"]+\.js)"', body)
    assert script
    packed = dict(get(f"{deployed.address}/{script[1].decode()}", **{"Accept-Encoding": "gzip"})[1])
    assert packed["Content-Encoding"] == "gzip"
    kept = dict(headers)["Set-Cookie"]
    assert re.fullmatch(r"planner_process=[12]; Path=/; HttpOnly; SameSite=Lax", kept)
    status, headers, _ = get(deployed.address + "/", Cookie=kept.split(";")[0])
    assert (status, "Set-Cookie" in dict(headers)) == (200, False)


def test_what_is_far_too_large_is_stopped_before_the_app(deployed: Deployed) -> None:
    address = deployed.address + "/_stcore/upload_file/a/b"
    asked = urllib.request.Request(address, data=b"0", method="PUT")  # noqa: S310 - our own server
    asked.add_header("Content-Length", str((run.upload_megabytes() + 3) * 1024 * 1024))
    with pytest.raises(urllib.error.HTTPError, match="413") as refused:
        urllib.request.urlopen(asked, timeout=10)  # noqa: S310 - our own server
    refused.value.close()


def test_a_process_is_lost_under_load_and_everybody_reloads_and_goes_on(
    deployed: Deployed, page: Page
) -> None:
    upload(page)
    first = process_of(page)
    with Crowd(deployed.address, people=12) as crowd:
        crowd.until_clicked(24)
        os.kill(deployed.pid_of(first), signal.SIGKILL)
        began = time.monotonic()
        page.reload()
        page.locator(".st-key-upload-results").wait_for()
        assert time.monotonic() - began < run.OUT_SECONDS
        settled(page)
        upload(page)
        second = process_of(page)
        assert second != first
        # The lost one comes back; whoever moved stays, with all of their requests.
        deployed.wait_for(f"process {first} ended with -9; it starts again")
        deployed.wait_for(f"process {first} after .*: ok", times=2)
        page.reload()
        settled(page)
        upload(page)
        assert process_of(page) == second
    assert not crowd.wrong
    # Some of them were with the lost process, some weren't; nobody saw an error for long.
    assert 0 < len(crowd.away_s) < crowd.people
    assert max(crowd.away_s) < run.OUT_SECONDS


def test_it_ends_by_itself_when_told_and_has_written_nothing_of_a_file(deployed: Deployed) -> None:
    deployed.program.send_signal(signal.SIGTERM)
    assert deployed.program.wait(30) == 0
    said = "".join(deployed.said)
    assert "Draining: no new work" in said
    assert "Traceback" not in said
    assert MARK not in said
    assert "mine.csv" not in said
    assert re.search(r"nginx 127\.0\.0\.1 GET /results 200", said)
    assert re.search(r"nginx 127\.0\.0\.1 PUT /_stcore/upload_file 204", said)
