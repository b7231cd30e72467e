"""The letter of the Admiralty scale for one claim, by outlet and speaker, and the owners whose presence is followed.

The tables stand in the gazetteer's data: `outlets.tsv` (outlet -> letter), `reliability.tsv` (that letter x kind of
speaker -> letter of the claim), `speakers.tsv` (words that tell the kind of an unlisted speaker), `tracked.tsv`.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, cast, get_args

from events.claims import Grading
from events.record import Record, Said
from services.ingest.gazetteer import Gazetteer, load
from services.ingest.gazetteer.table import Table

Letter = Literal["A", "B", "C", "D", "E", "F"]
Speaker = Literal["official", "agency", "expert", "party", "unnamed", "outlet"]
_PACKAGE = "services.ingest.gazetteer"
_COLUMNS = ("official_own", "official_other", "agency", "expert", "party", "unnamed", "outlet")


@lru_cache(maxsize=1)
def _reliability() -> Mapping[tuple[str, str], Letter]:
    table = Table(_PACKAGE, "reliability.tsv", ("outlet", *_COLUMNS))
    found: dict[tuple[str, str], Letter] = {}
    for number, row in table.rows():
        for column in _COLUMNS:
            if row[column] not in get_args(Letter) or row["outlet"] not in get_args(Letter):
                raise table.fault(number, f"{column} is a letter A to F, not {row[column]!r}")
            found[row["outlet"], column] = cast(Letter, row[column])
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
    outlet = gazetteer.outlet(source)
    letter = outlet.letter if outlet is not None else "F"
    own = {f.owner for f in record.force} | set(record.parties.values()) | set(hosts)
    column: str = speaker
    if speaker == "official":
        column = "official_own" if state is not None and state in own else "official_other"
    given = _reliability()[letter, column]
    agency = gazetteer.outlet(record.said.via) if speaker == "agency" and record.said.via else None
    worse = max(given, cast(Letter, agency.letter)) if agency is not None else given
    return Grading(source=worse, speaker=speaker, state=state, hosts=hosts)


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
