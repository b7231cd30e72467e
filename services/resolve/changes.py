"""The feed: what differs between the conclusions before and after one article version's events."""

from collections.abc import Iterator
from datetime import timedelta

from events.dates import last_day
from services.resolve.conclusions import Change, Facet, Outlook, ParticipationConclusion, PlaceConclusion, PresenceRow
from services.resolve.findings import FacetFound, MembershipFound, PlaceFound, RowFound
from services.resolve.frames import STAGE_RANK
from services.resolve.outlook import words

DISPUTED = "disputed"


def presence_subject(place: str, owner: str | None, force: str) -> str:
    """The name of a presence subject in feeds and histories."""
    return f"presence/{place}/{owner or '-'}/{force}"


def participation_subject(org: str, member: str, facet: str) -> str:
    """The name of a facet in feeds and histories."""
    return f"participation/{org}/{member}/{facet}"


OnPlace = PlaceConclusion | PlaceFound
OnMembership = ParticipationConclusion | MembershipFound
Row = PresenceRow | RowFound
OneFacet = Facet | FacetFound


def differences(before: OnPlace | OnMembership | None, after: OnPlace | OnMembership | None) -> tuple[Change, ...]:
    """The changes from one conclusion or finding to another on the same matter; None: nothing was concluded.

    A subject or facet that is absent counts as unknown. A dated plan that stands in `after` and did not stand so before
    also makes a `due` change, not before the day after its date.
    """
    found: list[Change] = []
    if isinstance(before or after, OnPlace):
        old, new = rows_of(before), rows_of(after)
        for subject in sorted(old.keys() | new.keys()):
            found += _row_changes(subject, old.get(subject), new.get(subject))
    else:
        olds, news = _facets(before), _facets(after)
        for subject in sorted(olds.keys() | news.keys()):
            found += _facet_changes(subject, olds.get(subject), news.get(subject))
    return tuple(found)


def outlook_text(outlook: Outlook | None) -> str | None:
    """An outlook in a few stable words, such as "withdrawal agreed 2025-01-01"."""
    if outlook is None:
        return None
    return " ".join(part for part in (words(outlook.plan), outlook.stage, outlook.effective) if part)


def rows_of(conclusion: OnPlace | OnMembership | None) -> dict[str, Row]:
    """The rows of a place by the names of their subjects."""
    if not isinstance(conclusion, OnPlace):
        return {}
    return {presence_subject(conclusion.place, row.owner, row.force): row for row in conclusion.subjects}


def _facets(conclusion: OnPlace | OnMembership | None) -> dict[str, OneFacet]:
    if not isinstance(conclusion, OnMembership):
        return {}
    return {
        participation_subject(conclusion.org, conclusion.member, name): facet
        for name, facet in conclusion.facets.items()
    }


def _row_changes(subject: str, before: Row | None, after: Row | None) -> Iterator[Change]:
    old, new = (before.status if before else "unknown"), (after.status if after else "unknown")
    if old != new:
        yield Change(subject=subject, kind="status", before=old, after=new)
    was, now = before.outlook if before else None, after.outlook if after else None
    if outlook_text(was) != outlook_text(now):
        yield Change(subject=subject, kind="outlook", before=outlook_text(was), after=outlook_text(now))
        yield from _due(subject, now)
    yield from _dispute(subject, before, after)


def _facet_changes(subject: str, before: OneFacet | None, after: OneFacet | None) -> Iterator[Change]:
    old, new = (before.value if before else "unknown"), (after.value if after else "unknown")
    if old != new:
        yield Change(subject=subject, kind="facet", before=old, after=new)
    yield from _dispute(subject, before, after)


def _dispute(subject: str, before: Row | OneFacet | None, after: Row | OneFacet | None) -> Iterator[Change]:
    was = DISPUTED if before and before.disputed_by else None
    now = DISPUTED if after and after.disputed_by else None
    if was != now:
        yield Change(subject=subject, kind="dispute", before=was, after=now)


def _due(subject: str, outlook: Outlook | None) -> Iterator[Change]:
    if outlook is None or outlook.stage not in STAGE_RANK or outlook.effective is None:
        return
    last, text = last_day(outlook.effective), outlook_text(outlook)
    if last is not None:
        yield Change(
            subject=subject, kind="due", before=text, after=f"{text}, due", not_before=last + timedelta(days=1)
        )
