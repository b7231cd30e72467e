"""What came of the checks of the whole store."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from services.read_store.tables_shared import verifications


@dataclass(frozen=True, slots=True)
class Verification:
    """One check: of which projection, up to which offset, how much was found, and what first."""

    projection: str
    next_offset: int
    findings: int
    first: str | None
    began_at: datetime
    ended_at: datetime

    @property
    def seconds(self) -> float:
        return (self.ended_at - self.began_at).total_seconds()


def note(connection: Connection, projection: str, next_offset: int, findings: list[str], began_at: datetime) -> None:
    """Keep the outcome of a check that ends now."""
    row = {"projection": projection, "next_offset": next_offset, "began_at": began_at}
    first = findings[0] if findings else None
    connection.execute(insert(verifications).values(**row, findings=len(findings), first=first))


def last(connection: Connection) -> Verification | None:
    """The newest check, None if there never was one."""
    table = verifications.c
    columns = (table.projection, table.next_offset, table.findings, table.first, table.began_at, table.ended_at)
    row = connection.execute(select(*columns).order_by(table.id.desc()).limit(1)).one_or_none()
    return Verification(*row) if row else None
