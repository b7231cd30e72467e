"""HEAD: the headers of what GET would answer."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

ENDLESS = "/v1/changes/stream"


class Heads:
    """ASGI middleware: answers HEAD as GET, without the body; except where the body never ends."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD" or scope["path"] == ENDLESS:
            await self.app(scope, receive, send)
            return

        async def send_head(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        await self.app({**scope, "method": "GET"}, receive, send_head)
