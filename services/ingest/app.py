"""The Faust worker of ingest: batches of `articles` into `handle`, an acknowledgement after each commit."""

import asyncio
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import faust
from faust.types import StreamT
from mode import CrashingSupervisor

from events.codec import LogRecord
from events.streams import ARTICLES, Topics
from services.follow import LIVE, RAW, Followed, record_of
from services.ingest.handle import handle, prepare
from services.ingest.relay import relay
from services.read_store.connect import open_store
from services.read_store.positions import INGEST

GROUP = "drawdown-ingest"
BATCH = 200
WITHIN_SECONDS = 0.05


def serve(kafka: str, database_url: str, topics: Topics) -> None:
    """Take in articles until stopped (SIGTERM, SIGINT). Raises DataFault, LogDiffers, LogUnavailable at once."""
    prepare()
    engine = open_store(database_url)
    group = topics.prefix + GROUP
    followed = Followed(engine, kafka, topics.articles, ARTICLES, lambda _: INGEST, group)
    followed.join()
    sender = relay(engine, kafka, topics)
    sender.start()
    followed.watch()
    app = faust.App(
        group,
        broker=f"kafka://{kafka}",
        datadir=Path(gettempdir(), group),  # Faust makes it, in the working directory by default, and never uses it
        **LIVE,
    )
    articles = app.topic(topics.articles, **RAW)

    def take_in(records: list[LogRecord]) -> None:
        followed.apply(records, lambda batch: handle(engine, batch))
        sender.wake()

    @app.agent(articles, concurrency=1, supervisor_strategy=CrashingSupervisor)
    async def ingest(stream: StreamT[Any]) -> None:
        async for events in stream.noack_take(BATCH, within=WITHIN_SECONDS):  # type: ignore[attr-defined] # StreamT lacks it
            await asyncio.to_thread(take_in, [record_of(event.message) for event in events])
            for event in events:
                event.ack()

    try:
        faust.Worker(app, loglevel="WARNING", quiet=True, redirect_stdouts=False).execute_from_commandline()
    finally:
        sender.stop()
        engine.dispose()
