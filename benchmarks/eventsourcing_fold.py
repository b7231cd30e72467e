"""The `eventsourcing` package folding events of a log into Postgres: what a rebuild is held against.

Its own event store holds the events, and its projection runner hands them over one by one, each to be folded with its
tracking position in one transaction, as its documentation has it. Folded are either a row an event (no chain is
checked, no archive is written, no conclusion is drawn), or the read models that a rebuild makes.
"""

import time
from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID, uuid5

from eventsourcing.application import Application
from eventsourcing.domain import DomainEvent
from eventsourcing.persistence import Tracking
from eventsourcing.postgres import PostgresTrackingRecorder
from eventsourcing.projection import Projection, ProjectionRunner
from psycopg.sql import SQL, Identifier
from sqlalchemy import Engine, make_url

from events.codec import LogRecord
from events.streams import NAMESPACE
from services.projector.apply import apply_within
from services.projector.kept import Kept
from services.read_store.connect import open_store
from services.read_store.schemas import FIRST

PATIENCE_SECONDS = 900


class Told(DomainEvent):
    """One event of the log: its type and its data, as they stand there."""

    stored_type: str
    data: str


class Archive(Application[UUID]):
    """The event store."""


class Rows(PostgresTrackingRecorder):
    """The read model: a row an event."""

    def __init__(self, datastore: Any, **given: Any) -> None:
        super().__init__(datastore, **given)
        self.table = SQL("{}.{}").format(Identifier(datastore.schema), Identifier("told"))
        self.sql_create_statements.append(
            SQL(
                "create table if not exists {} (stream uuid, version bigint, type text not null, data jsonb not null, "
                "primary key (stream, version))"
            ).format(self.table)
        )
        self.add = SQL("insert into {} values (%s, %s, %s, %s)").format(self.table)

    def write(self, event: Told, tracking: Tracking) -> None:
        """The row of an event, and how far we are, in one transaction."""
        with self.datastore.transaction(commit=True) as cursor:
            self._insert_tracking(cursor, tracking)
            row = (event.originator_id, event.originator_version, event.stored_type, event.data)
            cursor.execute(self.add, row, prepare=True)


class ARowAnEvent(Projection[Rows]):
    """From events to rows."""

    name: ClassVar[str] = "a_row_an_event"

    def process_event(self, domain_event: Any, tracking: Tracking) -> None:
        """Fold one event."""
        self.view.write(domain_event, tracking)


class ReadModels(Projection[Rows]):
    """From events to the same tables that a rebuild fills, by the projector's own code."""

    name: ClassVar[str] = "read_models"
    engine: ClassVar[Engine]
    records: ClassVar[Sequence[LogRecord]]
    kept: ClassVar[Kept]

    def process_event(self, domain_event: Any, tracking: Tracking) -> None:
        """Fold one event."""
        record = self.records[tracking.notification_id - 1]
        with self.engine.begin() as connection:
            apply_within(connection, FIRST, [record], False, self.kept)
            driver: Any = connection.connection.driver_connection
            driver.execute(self.view.insert_tracking_statement, vars(tracking))


def rates(database_url: str, records: Sequence[LogRecord]) -> tuple[float, float]:
    """How many events a second its runner folds into a row each, and into the read models.

    The database has been migrated and is otherwise empty. Putting the events into the event store is not timed.
    """
    address = make_url(database_url)
    environment = {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": str(address.database),
        "POSTGRES_HOST": str(address.host),
        "POSTGRES_PORT": str(address.port),
        "POSTGRES_USER": str(address.username),
        "POSTGRES_PASSWORD": str(address.password),
    }
    archive = Archive(env=environment)
    for start in range(0, len(records), 500):
        archive.events.put([_told(record) for record in records[start : start + 500]])
    last = archive.recorder.max_notification_id()
    archive.close()
    ReadModels.engine, ReadModels.records, ReadModels.kept = open_store(database_url), records, Kept()
    found = []
    for projection in (ARowAnEvent, ReadModels):
        began = time.perf_counter()
        with ProjectionRunner(
            application_class=Archive, projection_class=projection, view_class=Rows, env=environment
        ) as runner:
            runner.wait(last, timeout=PATIENCE_SECONDS)
            found.append(len(records) / (time.perf_counter() - began))
    ReadModels.engine.dispose()
    return found[0], found[1]


def _told(record: LogRecord) -> Told:
    headers = dict(record.message.headers)
    return Told(
        originator_id=uuid5(NAMESPACE, headers["ce_subject"].decode()),
        originator_version=int(headers["ce_streamversion"]),
        timestamp=Told.create_timestamp(),
        stored_type=headers["ce_type"].decode(),
        data=record.message.value.decode(),
    )
