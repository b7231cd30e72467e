"""The letter of the Admiralty scale for one claim, by outlet and speaker, and the owners whose presence is followed.

The tables stand in the gazetteer's data: `outlets.tsv` (outlet -> letter), `reliability.tsv` (that letter, or
`unlisted`, x role of the speaker -> letter of the claim), `speakers.tsv` (words that tell the kind of an unlisted
speaker), `tracked.tsv`.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import cast, get_args

from events.claims.base import Grading, Letter, OutletLetter, Speaker, SpeakerRole
from events.record import Record, Said
from services.ingest.gazetteer import Gazetteer, load
from services.ingest.gazetteer.table import Table
from services.resolve.speakers import speaker_role

_PACKAGE = "services.ingest.gazetteer"
_ON_ITS_WORD = frozenset({"agency", "outlet", "unnamed"})
"""Kinds of speaker that nobody can be asked by: such a claim is no better than the outlet it was taken from."""


@lru_cache(maxsize=1)
def _reliability() -> Mapping[tuple[str, str], Letter]:
    roles, outlets = get_args(SpeakerRole), get_args(OutletLetter)
    table = Table(_PACKAGE, "reliability.tsv", ("printed_by", *roles))
    found: dict[tuple[str, str], Letter] = {}
    for number, row in table.rows():
        if row["printed_by"] not in outlets or (row["printed_by"], roles[0]) in found:
            raise table.fault(number, f"printed_by is one of {' '.join(outlets)}, each once, not {row['printed_by']!r}")
        for role in roles:
            if row[role] not in get_args(Letter):
                raise table.fault(number, f"{role} is a letter A to F, not {row[role]!r}")
            found[row["printed_by"], role] = cast(Letter, row[role])
    missing = [outlet for outlet in outlets if (outlet, roles[0]) not in found]
    if missing:
        raise table.fault(1, f"there is no row for {' '.join(missing)}")
    return found


@lru_cache(maxsize=1)
def _speaker_words() -> tuple[tuple[str, Speaker], ...]:
    table = Table(_PACKAGE, "speakers.tsv", ("word", "speaker"))
    found: list[tuple[str, Speaker]] = []
    for number, row in table.rows():
        if row["speaker"] not in get_args(Speaker):
            raise table.fault(number, f"speaker is one of {' '.join(get_args(Speaker))}, not {row['speaker']!r}")
        found.append((row["word"], cast(Speaker, row["speaker"])))
    return tuple(found)


def grade(record: Record, source: str) -> Grading:
    """What is known of the source of `record`, printed by the outlet `source`: letter, kind of speaker, side, hosts.

    `hosts` are the states that the places lie in; for a claim on an organisation, its members, who are its other side.
    """
    gazetteer = load()
    speaker = _speaker(record.said, gazetteer)
    state = _state(record.said, gazetteer)
    hosts = _hosts(record, gazetteer)
    outlet = _outlet_letter(source, gazetteer)
    given = _reliability()[outlet, speaker_role(record, speaker, state, hosts)]
    cited = _outlet_letter(record.said.via, gazetteer) if record.said.via and speaker in _ON_ITS_WORD else None
    worse = max(given, _reliability()[cited, "outlet"]) if cited is not None else given
    return Grading(source=worse, speaker=speaker, state=state, hosts=hosts, outlet=outlet, cited=cited)


def _outlet_letter(name: str, gazetteer: Gazetteer) -> OutletLetter:
    """The letter of an outlet; a note in brackets behind its name, as in `The Hindu (AP)`, makes no other of it."""
    found = gazetteer.outlet(name) or gazetteer.outlet(name.partition(" (")[0])
    return cast(OutletLetter, found.letter) if found is not None else "unlisted"


def tracked_owners(record: Record) -> tuple[str, ...]:
    """The owners among `record.force` whose presence makes rows at the places of `record`, sorted."""
    rules = load().tracked
    found = set()
    for force in record.force:
        for owner, where in rules:
            here = where == "*" or any(p == where or p.startswith(where + ".") for p in record.locations)
            if force.owner == owner and here:
                found.add(owner)
    return tuple(sorted(found))


def _speaker(said: Said, gazetteer: Gazetteer) -> Speaker:
    person = gazetteer.people.get(said.by or "")
    if person is not None:
        return _by_words(f"{said.role or ''} {said.org or ''}".lower()) if said.role else "expert"
    if said.by is not None:
        return _by_words(f"{said.by} {said.role or ''} {said.org or ''}".lower())
    if said.org is not None:
        return "official" if _state(said, gazetteer) is not None else _by_words(said.org.lower())
    outlet = gazetteer.outlet(said.via) if said.via else None
    if outlet is not None and outlet.agency:
        return "agency"
    return "outlet"


def _by_words(text: str) -> Speaker:
    return next((kind for word, kind in _speaker_words() if f" {word} " in f" {text} "), "unnamed")


def _state(said: Said, gazetteer: Gazetteer) -> str | None:
    """The state (ISO3) or organisation that the speaker speaks for."""
    person = gazetteer.people.get(said.by or "")
    if person is not None and person.state is not None:
        return person.state if said.role is not None else None
    org = said.org or ""
    if org == "Kremlin":
        return "RUS"
    for known in gazetteer.organisations.values():
        if org == known.id or org.startswith(known.id + " "):
            return known.id
    return next((c.alpha3 for c in gazetteer.countries.values() if f" of {c.name}" in org), None)


def _hosts(record: Record, gazetteer: Gazetteer) -> tuple[str, ...]:
    if record.org is not None and record.org in gazetteer.organisations and not record.force:
        return gazetteer.organisations[record.org].members
    found = {gazetteer.places[p].host for p in record.locations if p in gazetteer.places}
    return tuple(sorted(found))
