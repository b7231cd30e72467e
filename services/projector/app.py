"""The Faust worker of the projector: batches of `article-events` into `apply`, an acknowledgement after each commit."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import faust
from faust.types import StreamT
from mode import CrashingSupervisor

from events.codec import LogRecord
from events.streams import ARTICLE_EVENTS, Topics
from services.follow import LIVE, RAW, Followed, record_of
from services.projector.apply import apply_live
from services.projector.checking import Checking
from services.projector.feed import feed
from services.projector.kept import Kept
from services.read_store.connect import open_store
from services.read_store.schemas import live_schema

GROUP = "drawdown-projector"
BATCH = 500
WITHIN_SECONDS = 0.05


def serve(kafka: str, database_url: str, topics: Topics, verify_hours: float) -> None:
    """Project events until stopped (SIGTERM, SIGINT), and have all checked against the log every `verify_hours`.

    Raises LogDiffers or LogUnavailable at the start.
    """
    engine = open_store(database_url)
    group = topics.prefix + GROUP
    followed = Followed(engine, kafka, topics.article_events, ARTICLE_EVENTS, live_schema, group)
    followed.join()
    sender = feed(engine, kafka, topics)
    sender.start()
    followed.watch()
    if verify_hours:
        Checking(engine, timedelta(hours=verify_hours), kafka, database_url, topics).start()
    kept = Kept()
    app = faust.App(
        group,
        broker=f"kafka://{kafka}",
        datadir=Path(gettempdir(), group),  # Faust makes it, in the working directory by default, and never uses it
        **LIVE,
    )
    article_events = app.topic(topics.article_events, **RAW)

    def apply_batch(records: Sequence[LogRecord]) -> None:
        followed.apply(records, lambda batch: apply_live(engine, batch, kept))
        sender.wake()

    @app.agent(article_events, concurrency=1, supervisor_strategy=CrashingSupervisor)
    async def project(stream: StreamT[Any]) -> None:
        async for events in stream.noack_take(BATCH, within=WITHIN_SECONDS):  # type: ignore[attr-defined] # StreamT lacks it
            await asyncio.to_thread(apply_batch, [record_of(event.message) for event in events])
            for event in events:
                event.ack()

    try:
        faust.Worker(app, loglevel="WARNING", quiet=True, redirect_stdouts=False).execute_from_commandline()
    finally:
        sender.stop()
        engine.dispose()
