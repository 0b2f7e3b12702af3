"""A small identity provider of our own on this machine: OpenID Connect's code flow, and one who says yes."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import secrets
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

if TYPE_CHECKING:
    from collections.abc import Iterator

CLIENT, SECRET = "planner", "a secret of the tests alone"
PERSON = {"sub": "1", "name": "Fictional Member", "email": "member@example.org"}


@dataclass
class Provider:
    """What the provider knows."""

    address: str
    key: RSAKey = field(
        default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
    )
    asked: dict[str, dict[str, str]] = field(default_factory=dict)
    signed_ago_s: float = 0.0

    def discovery(self) -> dict[str, Any]:
        """Say where everything is."""
        ways = {
            "authorization_endpoint": "/authorize",
            "token_endpoint": "/token",
            "jwks_uri": "/keys",
            "end_session_endpoint": "/end",
        }
        return {name: self.address + path for name, path in ways.items()} | {
            "issuer": self.address,
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def token(self, given: dict[str, str]) -> dict[str, Any]:
        """Change a code into a token, once, for whoever asked for it."""
        asked = self.asked.pop(given["code"])
        proof = base64.urlsafe_b64encode(hashlib.sha256(given["code_verifier"].encode()).digest())
        if proof.rstrip(b"=").decode() != asked["code_challenge"]:
            message = "this code was asked for by somebody else"
            raise ValueError(message)
        now = int(time.time() - self.signed_ago_s)
        said = {
            "iss": self.address,
            "aud": CLIENT,
            "iat": now,
            "exp": int(time.time()) + 600,
            "nonce": asked["nonce"],
        }
        signed = jwt.encode({"alg": "RS256", "kid": "one"}, said | PERSON, self.key)
        return {"access_token": "none", "token_type": "Bearer", "id_token": signed}


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            """Answer the browser and the app."""
            path, asked = urlsplit(self.path).path, _single(urlsplit(self.path).query)
            if path == "/authorize":
                code = secrets.token_urlsafe(16)
                provider.asked[code] = asked
                back = urlencode({"code": code, "state": asked["state"]})
                self._send(f'<a href="{asked["redirect_uri"]}?{back}">Yes, it is me</a>', "text/html")
            elif path == "/end":
                self._send("You are signed out at the provider.", "text/html")
            elif path == "/keys":
                self._send({"keys": [provider.key.as_dict(private=False)]})
            else:
                self._send(provider.discovery())

        def do_POST(self) -> None:
            """Answer the app."""
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._send(provider.token(_single(body)))

        def _send(self, what: object, kind: str = "application/json") -> None:
            body = (what if isinstance(what, str) else json.dumps(what)).encode()
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    return Handler


def _single(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}


@contextlib.contextmanager
def provider() -> Iterator[Provider]:
    """Run it for a while."""
    found = Provider("")
    with ThreadingHTTPServer(("127.0.0.1", 0), _handler(found)) as server:
        found.address = f"http://127.0.0.1:{server.server_address[1]}"
        running = threading.Thread(target=server.serve_forever)
        running.start()
        yield found
        server.shutdown()
        running.join()
