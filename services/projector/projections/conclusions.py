"""What is the case, and what changed? Findings with every clock open, and the feed of their differences."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from services.projector.kept import Kept
from services.projector.told import Touched
from services.read_store import contingency, findings, outbox
from services.read_store.dockets import load, load_at
from services.read_store.findings import Settled
from services.read_store.matters import name_of
from services.read_store.words import words_of
from services.resolve.changes import differences, participation_subject, presence_subject
from services.resolve.citing import Words, in_words
from services.resolve.clocks import OPEN
from services.resolve.conclusions import Change, ParticipationConclusion, PlaceConclusion
from services.resolve.docket import Docket
from services.resolve.finding import find
from services.resolve.findings import Found, PlaceFound
from services.resolve.live import Live
from services.resolve.matter import Membership

CITATIONS_IN_FEED = 3


@dataclass(frozen=True, slots=True)
class Changed:
    """One edition or review changed the finding on one matter."""

    cause: Touched
    changes: tuple[Change, ...]
    after: Found


def on_batch(connection: Connection, touched: Iterable[Touched], kept: Kept, feeds: bool) -> None:
    """Store what is found now on all matters touched; with `feeds`, tell what each edition or review changed.

    The feed tells the difference that each of them made, whatever the batch: where it only adds to a matter, by adding
    it to the kept one; else by resolving the matter as it stands at the position of each.
    """
    ordered = sorted((one for one in touched if one.matters), key=lambda one: one.position)
    by_matter: dict[str, list[Touched]] = {}
    for one in ordered:
        for matter in one.matters:
            by_matter.setdefault(matter, []).append(one)
    tangled = {matter for one in ordered for matter in one.tangles}
    kept.forget(tangled)
    before = findings.stored(connection, list(by_matter))
    lives = kept.fetch(connection, sorted(by_matter.keys() - tangled), ordered[0].position) if ordered else {}
    at = {matter: [one.position + 1 for one in by_matter[matter]] for matter in tangled}
    dockets = load_at(connection, at if feeds else {matter: positions[-1:] for matter, positions in at.items()})
    settled_on = contingency.settled_on(connection, tangled) if tangled else {}
    changed: list[Changed] = []
    new: dict[str, Settled] = {}
    for matter, causes in sorted(by_matter.items()):
        last = before[matter].found if matter in before else None
        grown = _grown(lives[matter], matter, causes, feeds) if matter in lives else None
        for cause, after in grown or _resolved(dockets, matter, causes):
            if feeds and (found := differences(last, after)):
                changed.append(Changed(cause, found, after))
            last = after
        assert last is not None
        days = [one.day for one in causes]
        first = min((one.position for one in causes if matter in one.speaks), default=causes[0].position)
        new[matter] = Settled(last, max([*days, settled_on.get(matter, days[0])]), first, causes[-1].position)
    findings.store(connection, new)
    kept.trim()
    _feed(connection, changed)


def conclude_all(connection: Connection, matters: Sequence[str]) -> None:
    """Find anew what is the case on these matters, whatever was stored, and note when they were spoken of."""
    dockets = load(connection, matters, OPEN, listing=True)
    spans = findings.spans(connection, matters)
    findings.replace(connection, {matter: Settled(find(dockets[matter]), *spans[matter]) for matter in matters})


def _grown(live: Live, matter: str, causes: Sequence[Touched], feeds: bool) -> Iterator[tuple[Touched, Found]]:
    """What is found after each addition; only after the last where nobody is told."""
    for cause in causes:
        live.add(cause.adds.get(matter, ()), cause.lists.get(matter, ()))
        if feeds or cause is causes[-1]:
            yield cause, live.found()


def _resolved(
    dockets: Mapping[tuple[str, int], Docket], matter: str, causes: Sequence[Touched]
) -> Iterator[tuple[Touched, Found]]:
    """What is found at the position of each cause, the matter resolved anew."""
    for cause in causes:
        docket = dockets.get((matter, cause.position + 1))
        if docket is not None:
            yield cause, find(docket)


def _feed(connection: Connection, changed: list[Changed]) -> None:
    """Tell the changes, in the order of what caused them."""
    words = words_of(connection, [one.after for one in changed])
    ordered = sorted(changed, key=lambda one: (one.cause.position, _name(one.after)))
    outbox.add(connection, [_told(one, words) for one in ordered])


def _told(one: Changed, words: Words) -> outbox.Told:
    cause = one.cause
    caused_by = f"{cause.cause.article_id}#{cause.cause.edition}"
    return outbox.Told(one.changes, caused_by, cause.position, cause.recorded_at, details(in_words(one.after, words)))


def _name(found: Found) -> str:
    return name_of(found.place if isinstance(found, PlaceFound) else Membership(found.org, found.member))


def details(after: PlaceConclusion | ParticipationConclusion) -> dict[str, dict[str, Any]]:
    """What a subscriber is shown of each subject: its row, with the first of its citations."""
    if isinstance(after, PlaceConclusion):
        rows: list[tuple[str, Any]] = [(presence_subject(r.place, r.owner, r.force), r) for r in after.subjects]
    else:
        rows = [(participation_subject(after.org, after.member, name), facet) for name, facet in after.facets.items()]
    return {subject: _brief(row.model_dump(mode="json")) for subject, row in rows}


def _brief(row: dict[str, Any]) -> dict[str, Any]:
    return {
        **row,
        "evidence": row["evidence"][:CITATIONS_IN_FEED],
        "disputed_by": row["disputed_by"][:CITATIONS_IN_FEED],
    }
