"""The way to Postgres."""

import orjson
from sqlalchemy import Engine, create_engine

from events.canonical import canonical_json


def open_store(database_url: str, connections: int = 8) -> Engine:
    """An engine for a `postgresql+psycopg://` address: UTC, one library for JSON, dead connections noticed.

    JSON may also be given as the bytes that it is already.
    """
    return create_engine(
        database_url,
        pool_size=connections,
        pool_pre_ping=True,
        json_serializer=lambda value: (value if isinstance(value, bytes) else canonical_json(value)).decode(),
        json_deserializer=orjson.loads,
        connect_args={"options": "-c timezone=UTC", "connect_timeout": 5, "application_name": "drawdown"},
    )
