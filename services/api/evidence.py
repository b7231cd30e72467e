"""A page of the evidence on a matter."""

from datetime import UTC, datetime

from services.api import cursors, responses
from services.api.clocks import FixedClocks
from services.api.desk import Snapshot
from services.read_store.dockets import load_one
from services.read_store.evidence import Place, evidence, weighed
from services.resolve.docket import About
from services.resolve.matter import ClaimKey


def evidence_page(
    snapshot: Snapshot, about: About, clocks: FixedClocks, after: str | None, limit: int
) -> responses.Evidence:
    """Claims after a cursor, and the arithmetic of the rows on the whole matter."""
    asked = clocks.for_resolver()
    docket = load_one(snapshot.connection, about, asked)
    shown, following = evidence(snapshot.connection, docket, asked, _place(after), limit)
    return responses.Evidence(
        data=shown,
        weighed=weighed(snapshot.connection, docket, asked),
        next=None if following is None else cursors.encode((following[0].isoformat(), *following[1])),
        **snapshot.clocked(clocks),
    )


def _place(after: str | None) -> Place | None:
    if after is None:
        return None
    published, article_id, edition, ordinal = cursors.decode(after, str, str, int, int)
    try:
        return datetime.fromisoformat(published).astimezone(UTC), ClaimKey(article_id, edition, ordinal)
    except ValueError as error:
        raise cursors.refused(after) from error
