"""What every request passes: whose host it names, where an unsafe one comes from, the headers of the answer.

The desk listens on this machine and asks for no password. So a page elsewhere must not be able to reach it
by a name of its own (DNS rebinding: the Host header is checked), nor to post to it (the Origin header and a
token that only our own pages hold are checked), and nothing that a stored page says may run
(Content-Security-Policy).
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable
from hashlib import sha256
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tacitus.desk.api import fault
from tacitus.errors import Refused

LOCAL = ("127.0.0.1", "localhost", "::1")
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
SESSION = "desk"
"""The cookie that the token of a page is made from. It says nothing of who somebody is."""
TOKEN_FIELD, TOKEN_HEADER = "token", "x-desk-token"
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",  # the map paints its signs from blobs
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "x-frame-options": "DENY",
}


class Guard:
    """ASGI middleware round the whole desk. `hosts` are names beside LOCAL that it may be called by."""

    def __init__(self, app: ASGIApp, *, hosts: Iterable[str] = (), secret: bytes | None = None) -> None:
        self._app = app
        self._hosts = frozenset(LOCAL) | {host.lower() for host in hosts}
        self._secret = secret or secrets.token_bytes(32)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refused = self._refused(scope["method"], headers)
        session = cookie_parser(headers.get("cookie", "")).get(SESSION, "")
        fresh = "" if session else secrets.token_urlsafe(16)
        scope.setdefault("state", {})["token"] = self.token(session or fresh)

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                out = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    out.setdefault(name, value)
                if fresh and not refused:
                    out.append("set-cookie", f"{SESSION}={fresh}; Path=/; HttpOnly; SameSite=Strict")
            await send(message)

        if refused:
            await _refusal(scope["path"], refused)(scope, receive, guarded)
            return
        await self._app(scope, receive, guarded)

    def token(self, session: str) -> str:
        """What a page of this session must send with an unsafe request."""
        return hmac.new(self._secret, session.encode(), sha256).hexdigest()

    def _refused(self, method: str, headers: Headers) -> str | None:
        """Why the request is not let in; None where it may pass."""
        if _host(f"//{headers.get('host', '')}") not in self._hosts:
            return "This desk answers to names of this machine alone."
        if method in SAFE:
            return None
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower():
            return "A page elsewhere may not write here."
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return "A page elsewhere may not write here."
        return None


def _refusal(path: str, said: str) -> Response:
    if path.startswith("/api/"):
        return fault(403, Refused(said), said)
    return PlainTextResponse(said, status_code=403)


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""
