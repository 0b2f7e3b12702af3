"""What every response carries: a strict content policy, and what else keeps a page to itself.

Also sorts out paths: Streamlit answers any path with the app and 200, so that a probe or a crawler takes it
for a page. Here the app still opens there (it says in words that the page is unknown), but with 404.
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Styles are written by Streamlit and Plotly as they draw, so inline styles have to be let in; scripts are
# not.
_POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self' blob:",
    "object-src": "'none'",
    "frame-ancestors": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
}
# A file to download is never a page: whatever is in it, nothing of it runs.
_NO_PAGE = "default-src 'none'; sandbox"
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_MEDIA = "/media/"
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def policy(index: Path) -> str:
    """Give the content policy: no script but the app's own files and what its first page has in it."""
    scripts = _INLINE.findall(index.read_text(encoding="utf-8"))
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    allowed = [_POLICY["script-src"], *(f"'sha256-{digest}'" for digest in hashes)]
    return "; ".join(
        f"{name} {value}" for name, value in (_POLICY | {"script-src": " ".join(allowed)}).items()
    )


class Guarded:
    """Puts the headers on every response, and 404 on the pages that aren't there."""

    def __init__(self, app: ASGIApp, *, index: Path, pages: Iterable[str], base: str = "") -> None:
        """Wrap an app.

        Args:
            app: What answers.
            index: The app's first page, as it is served.
            pages: The paths under which there is a page, without slashes; the first page's is empty.
            base: The path under which all of it is served, without slashes.
        """
        self._app = app
        self._policy = policy(index)
        self._base = f"/{base.strip('/')}" if base.strip("/") else ""
        self._pages = frozenset(pages)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = str(scope["path"]).removeprefix(self._base)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if message["status"] == 200 and self._is_no_page(path, headers):  # noqa: PLR2004 - HTTP's OK
                    message["status"] = 404
                for name, value in _ALWAYS.items():
                    headers[name] = value
                headers["Content-Security-Policy"] = self._policy
                if path.startswith(_MEDIA):
                    headers["Content-Security-Policy"] = _NO_PAGE
                    headers["Cache-Control"] = "no-store"
            await send(message)

        await self._app(scope, receive, with_headers)

    def _is_no_page(self, path: str, headers: MutableHeaders) -> bool:
        html = headers.get("content-type", "").startswith("text/html")
        return html and path.strip("/") not in self._pages and path != "/index.html"
