"""Records that could not be applied, and those that wait behind them in their stream."""

import base64

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.postgresql import distinct_on, insert

from events.codec import Message
from services.read_store.tables_shared import parked


def park(
    connection: Connection,
    projection: str,
    topic: str,
    partition: int,
    offset: int,
    stream: str,
    reason: str,
    raw: Message,
) -> None:
    """Keep a record with its raw bytes, where it stood and why it was not applied. Parking it again changes nothing."""
    row = {
        "projection": projection,
        "topic": topic,
        "partition": partition,
        "offset": offset,
        "stream": stream,
        "reason": reason,
        "key": raw.key,
        "headers": [[name, base64.b64encode(value or b"").decode()] for name, value in raw.headers],
        "value": raw.value,
    }
    connection.execute(insert(parked).values(**row).on_conflict_do_nothing())


def count(connection: Connection, projection: str) -> int:
    """How many records of a projection are parked."""
    query = select(func.count()).select_from(parked).where(parked.c.projection == projection)
    return int(connection.execute(query).scalar_one())


def first_of_streams(connection: Connection, projection: str) -> list[str]:
    """Why streams of a projection were stopped, and where: a sentence each, in the order of the log."""
    table = parked.c
    query = (
        select(table.stream, table.topic, table.partition, table.offset, table.reason)
        .ext(distinct_on(table.stream))
        .where(table.projection == projection)
        .order_by(table.stream, table.offset)
    )
    rows = sorted(connection.execute(query), key=lambda row: row.offset)
    return [f"{row.topic}/{row.partition}/{row.offset} of {row.stream}: {row.reason}" for row in rows]
