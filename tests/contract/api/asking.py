"""Ask an application without a network: what it answers where nothing of the store is needed, or no store is there."""

import asyncio
from datetime import date
from typing import Any

import httpx
from fastapi import FastAPI

from events.streams import Topics
from services.api.app import create_app
from services.api.door import Door
from services.read_store.connect import open_store

NOWHERE = "127.0.0.1:1"
KEY = "a-key-for-tests"


def application(**parts: Any) -> FastAPI:
    """An application whose store is at a port where nothing listens; with a key, and a door to a log as absent."""
    door = Door(NOWHERE, Topics())
    store = open_store(f"postgresql+psycopg://nobody@{NOWHERE}/none")
    return create_app(store, **{"door": door, "key": KEY, "today": lambda: date(2026, 11, 21), **parts})


def ask(method: str, address: str, app: FastAPI | None = None, **request: Any) -> httpx.Response:
    """The answer to one request."""

    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(app or application(), raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://api.example") as client:
            return await client.request(method, address, **request)

    return asyncio.run(send())
