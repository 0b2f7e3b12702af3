"""How fast the app is in a real browser, beside a hello-world app in the same browser."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import tempfile
import time
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.timing import Measured, medians
from tests.browser import server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

HELLO = """import streamlit as st

st.title("Hello, world")
st.session_state.setdefault("times", 0)
if st.button("Again", key="again"):
    st.session_state["times"] += 1
st.markdown(f"pressed {st.session_state['times']} times")
"""
RUNS = 15
STARTS = 7
# Clicks, and tells after how many milliseconds something stood on the page that has to be there afterwards.
_UNTIL = """([click, there]) => new Promise((found, failed) => {
    const stands = new Function(`return ${there}`);
    const began = performance.now();
    const watch = new MutationObserver(() => {
        if (stands()) { watch.disconnect(); found(performance.now() - began); }
    });
    watch.observe(document.body, {subtree: true, childList: true, characterData: true, attributes: true});
    setTimeout(() => failed(new Error(`not there: ${there}`)), 60000);
    document.querySelector(click).click();
})"""
TEXT = "document.querySelector('[data-testid=stMain]').innerText"
_TAB = "[role=tab]:nth-child({})"
GOAL = ".st-key-choose-goal button:nth-child({})"
_QUIET_S = 0.4


@contextlib.contextmanager
def hello() -> Iterator[tuple[str, Path]]:
    """Give a hello-world app's script and folder, for a while."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "hello.py"
        script.write_text(HELLO, encoding="utf-8")
        yield script.name, Path(folder)


def _visit(browser: Browser, address: str) -> Page:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(120_000)
    page.goto(address)
    return page


def time_click(page: Page, click: str, there: str) -> float:
    """Click, and tell after how many seconds something stands there; both in a browser's own words."""
    page.bring_to_front()
    page.wait_for_timeout(_QUIET_S * 1000)
    return float(page.evaluate(_UNTIL, [click, there])) / 1000


def _choices(clicks: list[tuple[str, str]], page: Page) -> Callable[[], float]:
    """Give a measurement that clicks one after the other, over and over; each was clicked once before."""
    for click, there in clicks:
        time_click(page, click, there)
    turn = count()

    def once() -> float:
        return time_click(page, *clicks[next(turn) % len(clicks)])

    return once


def _measure(name: str, what: str, clicks: list[tuple[str, str]]) -> Measured:
    with (
        hello() as (script, folder),
        server.app() as ours,
        server.app(script, folder, ready="/_stcore/health") as reference,
        server.chromium() as browser,
    ):
        plan = _visit(browser, f"{ours}/plan?demo=ordinary")
        plan.get_by_text("Proven cheapest").wait_for()
        server.settled(plan)
        world = _visit(browser, reference)
        world.locator(".st-key-again button").wait_for()
        pressed = count(1)

        def again() -> float:
            return time_click(
                world, ".st-key-again button", f"{TEXT}.includes('pressed {next(pressed)} times')"
            )

        again()
        choice, rerun = medians(RUNS, _choices(clicks, plan), again)
    return Measured(name, what, choice, "a rerun of a hello-world app, by `streamlit run`", rerun, 3.0, RUNS)


def rerun(name: str) -> Measured:
    """Open another tab of *My plan* and come back, in turn."""
    return _measure(
        name,
        "from a click on a tab of My plan to its content on the screen",
        [
            (_TAB.format(2), f"{TEXT}.includes('Why these courses')"),
            (_TAB.format(1), f"{TEXT}.includes('What goes to whom')"),
        ],
    )


def another_goal(name: str) -> Measured:
    """Choose another goal whose plan is known already, and come back, in turn: the whole page changes."""
    return _measure(
        name,
        "from a click on another goal, its plan known, to that plan on the screen",
        [
            (GOAL.format(2), f"{TEXT}.includes('Proven fewest CE credits')"),
            (GOAL.format(1), f"{TEXT}.includes('Proven cheapest')"),
        ],
    )


def first_page(name: str) -> Measured:
    """Start the app, and open its first page in a browser that has never seen it."""
    with hello() as (script, folder), server.chromium() as browser:

        def start(script: str, folder: Path) -> float:
            began = time.perf_counter()
            with _served(script, folder) as address, browser.new_context() as fresh:
                page = fresh.new_page()
                page.set_default_timeout(120_000)
                page.goto(address, wait_until="commit")
                page.locator("h1").wait_for()
                return time.perf_counter() - began

        ours, reference = medians(
            STARTS, lambda: start("asgi.py", server.ROOT), lambda: start(script, folder)
        )
    return Measured(
        name,
        "from the start of the process to the first page, in a browser that has nothing of it",
        ours,
        "a hello-world app, by `streamlit run`",
        reference,
        2.5,
        STARTS,
    )


@contextlib.contextmanager
def _served(script: str, folder: Path) -> Iterator[str]:
    """Serve an app; its address is given as soon as something answers there, whatever it says."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with subprocess.Popen(  # noqa: S603 - our own apps
        server.command(script, port), cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as running:
        try:
            while running.poll() is None:
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                    break
                time.sleep(0.01)
            yield f"http://127.0.0.1:{port}"
        finally:
            running.terminate()


MEASURES = {"rerun": rerun, "rerun-goal": another_goal, "first-page": first_page}
