"""Where people have to sign on, nobody else gets a file out or in, even with its right address."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from pages.parts import sign_on

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

# What people download, and where they upload to. Everything else is the app's own, or goes through a page.
_PATHS = ("/media/", "/_stcore/upload_file/")


class SignedOnOnly:
    """Refuses files to whoever isn't signed on, where that is required."""

    def __init__(self, app: ASGIApp, *, base: str = "") -> None:
        """Wrap an app that is served under ``base``."""
        self._app = app
        self._base = f"/{base.strip('/')}" if base.strip("/") else ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        path = str(scope.get("path", "")).removeprefix(self._base)
        if scope["type"] == "http" and path.startswith(_PATHS) and sign_on.required():
            who = claims(HTTPConnection(scope).cookies)
            if not sign_on.is_signed_on(who):
                await PlainTextResponse("Sign in first.", 403)(scope, receive, send)
                return
        await self._app(scope, receive, send)


def claims(cookies: dict[str, str]) -> dict[str, Any]:
    """Read who somebody is from the cookie that Streamlit signed; nothing if it isn't so signed."""
    secret = get_cookie_secret()

    def signed(name: str) -> bytes | None:
        value = cookies.get(name)
        return None if value is None else decode_signed_value(secret, name, value.encode("latin-1", "ignore"))

    try:
        found = json.loads(get_cookie_with_chunks(signed, USER_COOKIE_NAME) or b"{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
