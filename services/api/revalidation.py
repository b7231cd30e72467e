"""An answer that has not changed is not sent again: ETags, `If-None-Match`, 304; a pinned one is kept for good."""

import hashlib
import re

from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.types import ASGIApp, Message, Receive, Scope, Send

JSON = "application/json"
STANDING = re.compile(rb'"(?:position|projection)":"[^"\\]*"|"lag_seconds":(?:null|[-+.0-9e]+)')
"""What an answer says of where it stands: it moves with every event of the log, and is no part of the answer. Within a
text of the answer the quotation marks would be escaped."""
FOR_GOOD = "max-age=31536000, immutable"
MAY_CHANGE = ("/v1/changes", "/v1/places", "/v1/organisations", "/v1/ingest")
"""Addresses whose answers rest on more than the log: plans that come due, the gazetteer, ingest's own books."""


class Revalidated:
    """ASGI middleware: gives every JSON answer to a GET under `/v1/` an ETag that changes exactly when the answer does.

    It is weak, since what it says of where it stands may have moved, unless the answer is pinned to a position: then
    not a byte of it ever changes, and it may be kept.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "GET" and scope["path"].startswith("/v1/"):
            headers = Headers(scope=scope)
            pinned = bool(QueryParams(scope["query_string"]).get("position"))
            kept = pinned and not scope["path"].startswith(MAY_CHANGE)
            private = "authorization" in headers
            send = _Sender(send, headers.get("if-none-match", ""), pinned=kept, private=private).send
        await self.app(scope, receive, send)


class _Sender:
    """Holds the start of a JSON answer back until its body is there; lets everything else through."""

    def __init__(self, send: Send, known: str, *, pinned: bool, private: bool) -> None:
        self._send, self._pinned, self._private = send, pinned, private
        self._known = {tag.strip().removeprefix("W/") for tag in known.split(",")}
        self._start: Message | None = None
        self._body = bytearray()

    async def send(self, message: Message) -> None:
        """Take one message of the answer."""
        if message["type"] == "http.response.start":
            if message["status"] != 200 or not Headers(raw=message["headers"]).get("content-type", "").startswith(JSON):
                await self._send(message)
                return
            self._start = message
        elif self._start is None or message["type"] != "http.response.body":
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish(self._start)

    async def _finish(self, start: Message) -> None:
        answer = bytes(self._body) if self._pinned else STANDING.sub(b"", self._body)
        tag = f'"{hashlib.sha256(answer).hexdigest()[:32]}"'
        headers = MutableHeaders(raw=list(start["headers"]))
        headers["ETag"] = tag if self._pinned else f"W/{tag}"
        if self._pinned:
            headers["Cache-Control"] = f"{'private' if self._private else 'public'}, {FOR_GOOD}"
        headers.add_vary_header("Authorization")
        status, body = 200, bytes(self._body)
        if tag in self._known or "*" in self._known:
            status, body = 304, b""
            del headers["content-length"], headers["content-type"]
        await self._send({**start, "status": status, "headers": headers.raw})
        await self._send({"type": "http.response.body", "body": body})
