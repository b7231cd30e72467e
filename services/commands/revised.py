"""A matter on which another conclusion is, or would be, drawn: for JSON and for tables."""

from typing import Any

from services.read_store.revisions import Revision


def revision_shown(revision: Revision) -> dict[str, Any]:
    """What changes by subject, and which claims only the one or the other conclusion cites."""
    return {
        "projection": revision.projection,
        "matter": revision.matter,
        "changes": [change.model_dump(mode="json") for change in revision.changes],
        "no_longer_cited": list(revision.because[0]),
        "newly_cited": list(revision.because[1]),
    }
