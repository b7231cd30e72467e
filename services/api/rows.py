"""From conclusions to the rows that are shown: the one way in which each is serialised."""

from collections import Counter
from collections.abc import Iterable
from typing import get_args

from services.api import responses
from services.api.naming import Names
from services.resolve.conclusions import (
    Citation,
    Facet,
    FacetName,
    Interval,
    ParticipationConclusion,
    PresenceRow,
    Status,
)
from services.resolve.findings import PlaceFound

HOLDING: frozenset[Status] = frozenset({"present", "present_joint", "withdrawing"})
"""Statuses under which a force is still there."""

FACETS: tuple[FacetName, ...] = get_args(FacetName)
"""All facets, in the order in which they are shown."""


def presence_row(row: PresenceRow, names: Names) -> responses.PresenceRow:
    """A row of `/v1/presence`, wherever it is shown."""
    return responses.PresenceRow(
        place=names.place(row.place),
        owner=row.owner,
        force=row.force,
        status=row.status,
        outlook=row.outlook,
        since=row.since,
        other_dates=list(row.other_dates),
        last_confirmed=row.last_confirmed,
        until=row.until,
        size=row.size,
        confidence=row.confidence,
        sources=row.sources,
        disputed_by=list(row.disputed_by),
        evidence=list(row.evidence),
    )


def presence_interval(interval: Interval, names: Names) -> responses.PresenceInterval:
    """A stretch of a subject's history."""
    assert isinstance(interval.value, PresenceRow)
    row = presence_row(interval.value, names)
    return responses.PresenceInterval(subject=interval.subject, start=interval.start, end=interval.end, row=row)


def roll_up(beneath: Iterable[PlaceFound]) -> responses.RollUp | None:
    """Places beneath a place counted by status; None where nothing is known of any."""
    statuses: Counter[Status] = Counter(conclusion.status for conclusion in beneath)
    del statuses["unknown"]
    known = statuses.total()
    held = sum(count for status, count in statuses.items() if status in HOLDING)
    if not known:
        return None
    text = f"present at {held} of {known} {'place' if known == 1 else 'places'}"
    return responses.RollUp(text=text, present=held, of=known, statuses=dict(sorted(statuses.items())))


def facet(value: Facet) -> responses.Facet:
    """A facet, wherever it is shown."""
    return responses.Facet(
        value=value.value,
        since=value.since,
        other_dates=list(value.other_dates),
        confidence=value.confidence,
        sources=value.sources,
        disputed_by=list(value.disputed_by),
        evidence=list(value.evidence),
    )


def facet_interval(interval: Interval) -> responses.FacetInterval:
    """A stretch of a facet's history."""
    assert isinstance(interval.value, Facet)
    shown = facet(interval.value)
    return responses.FacetInterval(subject=interval.subject, start=interval.start, end=interval.end, facet=shown)


def membership(conclusion: ParticipationConclusion) -> responses.Membership:
    """A membership, wherever it is shown."""
    evidence: dict[tuple[str, str], Citation] = {}
    for value in conclusion.facets.values():
        for citation in value.evidence:
            evidence.setdefault((citation.claim, citation.effect), citation)
    return responses.Membership(
        org=conclusion.org,
        member=conclusion.member,
        facets={name: facet(conclusion.facets[name]) for name in FACETS if name in conclusion.facets},
        expected=list(conclusion.expected),
        listed=list(conclusion.listed),
        evidence=list(evidence.values()),
    )
