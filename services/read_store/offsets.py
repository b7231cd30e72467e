"""Up to where each consumer has read: moved by compare-and-set in the transaction of the rows it stands for."""

from sqlalchemy import Connection, func, select, update
from sqlalchemy.dialects.postgresql import insert

from services.read_store.tables_shared import projection_offsets


class OffsetMoved(RuntimeError):
    """Another worker has moved this offset: this one reads what is no longer its own, and must stop."""


def next_offset(connection: Connection, projection: str, topic: str, partition: int) -> int:
    """The first offset not yet applied; 0 where nothing was."""
    row = connection.execute(
        select(projection_offsets.c.next_offset).where(
            projection_offsets.c.projection == projection,
            projection_offsets.c.topic == topic,
            projection_offsets.c.partition == partition,
        )
    ).scalar_one_or_none()
    return row or 0


def next_offsets(connection: Connection, projection: str, topic: str) -> dict[int, int]:
    """The first offset not yet applied, by partition; partitions never read are missing."""
    rows = connection.execute(
        select(projection_offsets.c.partition, projection_offsets.c.next_offset).where(
            projection_offsets.c.projection == projection, projection_offsets.c.topic == topic
        )
    )
    return {int(partition): int(offset) for partition, offset in rows}


def move(connection: Connection, projection: str, topic: str, partition: int, expected: int, following: int) -> None:
    """Move an offset from `expected` to `following`. Raises OffsetMoved if it is not at `expected`."""
    if expected == 0:
        connection.execute(
            insert(projection_offsets)
            .values(projection=projection, topic=topic, partition=partition, next_offset=0)
            .on_conflict_do_nothing()
        )
    moved = connection.execute(
        update(projection_offsets)
        .where(
            projection_offsets.c.projection == projection,
            projection_offsets.c.topic == topic,
            projection_offsets.c.partition == partition,
            projection_offsets.c.next_offset == expected,
        )
        .values(next_offset=following, moved_at=func.now())
    )
    if moved.rowcount != 1:
        raise OffsetMoved(f"{projection} no longer stands at offset {expected} of {topic}/{partition}")
