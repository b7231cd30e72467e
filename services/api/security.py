"""Who may do what, and the headers that keep a browser from doing anything with our answers."""

import hashlib
import hmac
import re
import secrets

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
}

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


def holds_key(request: Request, key: str | None) -> bool:
    """Whether the request carries the key, as `Authorization: Bearer KEY`. Takes the same time for any wrong key."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if key is None or scheme.lower() != "bearer":
        return False
    digests = [hashlib.sha256(text.encode()).digest() for text in (given.strip(), key)]
    return hmac.compare_digest(*digests)


class SafeAnswers:
    """ASGI middleware: security headers and a request id on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = _request_id(scope)
        scope["drawdown.request_id"] = request_id

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["X-Request-ID"] = request_id
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if scope["path"].startswith("/v1/"):
                    headers.setdefault("Cache-Control", "no-cache")
            await send(message)

        await self.app(scope, receive, send_safely)


def _request_id(scope: Scope) -> str:
    """The client's own request id where it is harmless, else a new one."""
    for name, value in scope["headers"]:
        if name == b"x-request-id" and _REQUEST_ID.fullmatch(value.decode("latin-1")):
            return str(value.decode("latin-1"))
    return secrets.token_hex(8)
