"""What is around the app: headers on every response, a health check that means something, a drain."""

from __future__ import annotations

import ast
import asyncio
import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import streamlit as st
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, PlainTextResponse
from streamlit.testing.v1 import AppTest

from pages.parts import jobs
from pages.parts.serving import draining, health
from pages.parts.serving.headers import Guarded, policy
from pages.parts.serving.health import Health, Standing, can_plan
from planner.faults import SolverFault
from tests.app.conftest import ROOT, words

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message

INDEX = Path(st.__file__).parent / "static" / "index.html"


def get(app: ASGIApp, path: str) -> tuple[int, Headers]:
    """Ask an app for a path; give the status and the headers of the answer."""
    said: list[Message] = []

    async def ask() -> None:
        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            said.append(message)

        scope: dict[str, Any] = {
            "type": "http",
            "method": "GET",
            "path": path,
            "headers": [],
            "query_string": b"",
        }
        await app(scope, receive, send)

    asyncio.run(ask())
    return said[0]["status"], Headers(raw=said[0]["headers"])


def guarded(answer: ASGIApp, base: str = "") -> Guarded:
    return Guarded(answer, index=INDEX, pages=("", "plan"), base=base)


@pytest.mark.parametrize("path", ["/", "/plan", "/media/a.pdf", "/nonsense", "/_stcore/health"])
def test_every_response_has_its_headers(path: str) -> None:
    _, headers = get(guarded(PlainTextResponse("ok")), path)
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert "'unsafe-eval'" not in headers["content-security-policy"]
    assert "default-src 'none'" in headers["content-security-policy"] or path != "/media/a.pdf"


def test_no_script_runs_but_the_apps_own_and_what_its_first_page_says() -> None:
    scripts = next(rule for rule in policy(INDEX).split("; ") if rule.startswith("script-src"))
    assert scripts.startswith("script-src 'self' 'sha256-")
    assert "unsafe" not in scripts


def test_nothing_of_a_download_can_run_and_nobody_keeps_a_copy() -> None:
    _, headers = get(guarded(HTMLResponse("<script>alert(1)</script>")), "/media/0123.html")
    assert headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/plan", 200),
        ("/plan/", 200),
        ("/healthz", 404),
        ("/plan/more", 404),
        ("/_stcore/script-health-check", 404),
        ("/wp-login.php", 404),
    ],
)
def test_a_path_without_a_page_is_not_found(path: str, status: int) -> None:
    assert get(guarded(HTMLResponse("the app")), path)[0] == status
    assert get(guarded(HTMLResponse("the app"), base="/ce"), f"/ce{path}")[0] == status


def test_a_response_that_is_no_page_keeps_its_status() -> None:
    assert get(guarded(PlainTextResponse("ok")), "/_stcore/metrics")[0] == 200
    assert get(guarded(HTMLResponse("no", status_code=403)), "/elsewhere")[0] == 403


def asked(probe: Health) -> tuple[int, str]:
    response = asyncio.run(probe.answer(None))  # type: ignore[arg-type] - it looks at nothing of the request
    return response.status_code, bytes(response.body).decode()


def test_health_is_well_only_between_warming_up_and_draining() -> None:
    probe = Health(lambda: True)
    assert asked(probe) == (503, "warming up")
    probe.warmed()
    assert asked(probe) == (200, "ok")
    probe.drain()
    assert asked(probe) == (503, "draining")
    probe.warmed()
    assert asked(probe)[0] == 503, "there is no way back"


def test_health_fails_while_nothing_can_be_planned_and_recovers(monkeypatch: pytest.MonkeyPatch) -> None:
    well = iter([False, True])
    monkeypatch.setattr(health, "_HOLDS_S", 0.0)
    probe = Health(lambda: next(well))
    probe.warmed()
    assert asked(probe) == (503, Standing.FAILING.value)
    assert asked(probe) == (200, "ok")


def test_health_does_not_wait_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_SLOWEST_S", 0.05)
    go = threading.Event()
    probe = Health(lambda: go.wait(1))
    probe.warmed()
    try:
        assert asked(probe) == (503, "too busy")
    finally:
        go.set()


def test_however_many_ask_the_planner_is_tried_once_in_a_while() -> None:
    tries: list[int] = []

    def check() -> bool:
        tries.append(1)
        return True

    probe = Health(check)
    probe.warmed()

    async def many() -> None:
        await asyncio.gather(*(probe.standing() for _ in range(20)))

    asyncio.run(many())
    assert len(tries) == 1


def test_the_planner_can_plan_the_demo_case_and_a_fault_of_it_is_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert can_plan()

    def fail(*_: object) -> None:
        raise SolverFault

    monkeypatch.setattr(health, "make_plan", fail)
    assert not can_plan()


def test_the_signal_to_end_drains_first(monkeypatch: pytest.MonkeyPatch) -> None:
    happened: list[str] = []
    monkeypatch.setenv(draining.SECONDS, "0.2")
    monkeypatch.setattr(jobs, "at_work", lambda: False)
    monkeypatch.setattr(jobs, "close", lambda: happened.append("closed"))
    before = signal.signal(signal.SIGTERM, lambda *_: happened.append("ended"))
    probe = Health(lambda: True)
    probe.warmed()

    async def serve() -> None:
        draining.drain_on_signal(probe)
        signal.raise_signal(signal.SIGTERM)
        await asyncio.sleep(0.05)
        happened.append((await probe.standing()).value)
        await asyncio.sleep(0.4)

    try:
        asyncio.run(serve())
    finally:
        signal.signal(signal.SIGTERM, before)
    assert happened == ["draining", "closed", "ended"]


def test_plans_under_way_are_let_finish(monkeypatch: pytest.MonkeyPatch) -> None:
    left = iter([True, True, False])
    looked: list[bool] = []
    monkeypatch.setattr(draining, "_LOOK_EVERY_S", 0.01)
    monkeypatch.setattr(draining, "_TO_SHOW_S", 0.0)
    monkeypatch.setattr(jobs, "at_work", lambda: looked.append(True) or next(left))
    asyncio.run(draining.let_finish())
    assert len(looked) == 3


@pytest.mark.parametrize(("said", "seconds"), [("12", 12.0), ("-1", 0.0), ("soon", 0.0), (None, 0.0)])
def test_how_long_to_drain_is_a_setting(
    monkeypatch: pytest.MonkeyPatch, said: str | None, seconds: float
) -> None:
    monkeypatch.delenv(draining.SECONDS, raising=False)
    if said is not None:
        monkeypatch.setenv(draining.SECONDS, said)
    assert draining.seconds_to_drain() == seconds


def test_what_nobody_thought_of_is_told_in_our_words_and_quotes_no_file() -> None:
    """Streamlit hands over what a script or a click ends with: `asgi.py` has it told here."""

    def page() -> None:
        from pages.parts.shell import tell_fault  # noqa: PLC0415 - a page of its own

        assert tell_fault(ValueError("A. Fictional, not met"))

    app = AppTest.from_function(page).run()
    assert "The fault is ours" in app.error[0].value
    assert "Fictional" not in words(app)
    served = ast.unparse(ast.parse((ROOT / "asgi.py").read_text(encoding="utf-8")))
    assert "on_script_error=tell_fault" in served
