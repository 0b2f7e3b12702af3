"""The app as it is served: ``streamlit run asgi.py``. ``app.py`` is the router; this is around it.

Warmed up before the first person, with security headers on every response, a health check at ``/health``, and
a drain before the end. See docs/decisions/0015.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route
from streamlit import config

from pages.parts import sign_on
from pages.parts.serving import logs
from pages.parts.serving.doors import SignedOnOnly
from pages.parts.serving.draining import drain_on_signal
from pages.parts.serving.headers import Guarded
from pages.parts.serving.health import Health
from pages.parts.serving.sweeping import sweep
from pages.parts.serving.warming import warm_up
from pages.parts.shell import tell_fault

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

logs.begin()
_health = Health()
_HERE = Path(__file__).resolve().parent
_INDEX = Path(st.__file__).parent / "static" / "index.html"
_BASE = config.get_option("server.baseUrlPath")
# A page's path is its script's name; the first page has none.
_PATHS = {page.stem for page in (_HERE / "pages").glob("[a-z]*.py")} - {"start"} | {"", sign_on.WAY_OUT}


@asynccontextmanager
async def _around(_app: st.App) -> AsyncIterator[None]:
    """Warm up while the first requests already come in, tidy up now and then, and drain before the end."""
    drain_on_signal(_health)
    tasks = [asyncio.create_task(work) for work in (_warm(), sweep())]
    yield
    for task in tasks:
        task.cancel()


async def _warm() -> None:
    if await warm_up():
        _health.warmed()


app = st.App(
    _HERE / "app.py",
    lifespan=_around,
    on_script_error=tell_fault,
    routes=[Route("/health", _health.answer, methods=["GET", "HEAD"])],
    middleware=[
        Middleware(Guarded, index=_INDEX, pages=_PATHS, base=_BASE),
        Middleware(SignedOnOnly, base=_BASE),
    ],
)
