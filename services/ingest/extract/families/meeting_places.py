"""Pass 13g. In: an event of going somewhere or staying away, and what is attended. Out: where that is held."""

from collections.abc import Iterator

from services.ingest.extract.frames.scene import Event, Scene
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.things import around_places, told_places
from services.ingest.extract.things.thing import Thing
from services.ingest.extract.words.word_sets import word_set

AT, TO = around_places.AT - {""}, told_places.TO - {""}
PEOPLE = word_set("meeting_places.people")
_SOIL = frozenset({"territory", "soil", "land", "ground"})
_TRAVELLING = word_set("meeting_places.travelling")


def venue_of(scene: Scene, event: Event, phrase: NounPhrase, kind: str | None) -> tuple[str, ...]:
    """Where it is held: told in its own words, else behind the prepositions of the clause."""
    found = list(within(scene, phrase))
    if not found and kind != "video_link" and event.frame != "SKIPHOME":
        for prep, thing in event.roles.links:
            if prep not in AT | TO or (prep in ("for", "in") and thing.phrase is phrase):
                continue
            if prep == "for" and thing.head.kind == "country":
                continue
            if thing.places and not thing.kinds & PEOPLE:
                found += _known(thing)
            elif thing.noun in _SOIL and thing.owner is not None:
                found += _soil(scene, event, thing.owner)
    if not found and kind != "video_link":
        ways = [way for t in event.roles.objects if t.noun in event.match.sense.nouns for way in t.phrase.links]
        found = [p for prep, q in ways if prep in TO and isinstance(q, NounPhrase) for p in scene.things.of(q).places]
    if not found:
        found = [
            p
            for clause in scene.tree.clauses
            if clause.subject is phrase
            for prep, q in clause.links
            if prep in AT - {"on"} and isinstance(q, NounPhrase) and not scene.things.of(q).kinds & PEOPLE
            for p in scene.things.of(q).places
        ]
    return narrowed(scene, found or list(_travelled(scene, event)))


def _known(thing: Thing) -> tuple[str, ...]:
    """Its places, but of a border only one that is followed: near the Afghan border is not in Afghanistan."""
    return tuple(p for p in thing.places if "." in p) if thing.noun in ("border", "frontier") else thing.places


def _soil(scene: Scene, event: Event, owner: str) -> Iterator[str]:
    """On its territory: of whom it belongs to, where that is no state of the subject of its clause."""
    countries = scene.setting.gazetteer.countries
    for state in (owner, *(t.state for t in event.match.subjects)):
        if state is not None and state in countries:
            yield countries[state].alpha2
            return


def _travelled(scene: Scene, event: Event) -> Iterator[str]:
    """Arrived in Astana to take part: where the way to it led."""
    node = event.node
    above = node.parent if isinstance(node, Clause) and node.role in ("comp", "adv") else None
    if not isinstance(above, Clause) or above.verb is None or not set(above.verb.lemmas) & _TRAVELLING:
        return
    ways = {"for"} if set(above.verb.lemmas) & {"leave", "depart"} else AT | TO
    for prep, linked in above.links:
        if prep in ways and isinstance(linked, NounPhrase) and not scene.things.of(linked).kinds & PEOPLE:
            yield from scene.things.of(linked).places


def narrowed(scene: Scene, found: list[str]) -> tuple[str, ...]:
    """The places, each once, without those that hold another of them; of a town abroad told with its country, the
    country, unless the town is its capital."""
    gazetteer = scene.setting.gazetteer
    told = {p for p in found if "." not in p}
    found = [
        p.partition(".")[0]
        if p.partition(".")[0] in told and p not in gazetteer.capitals and not p.startswith("am.")
        else p
        for p in found
    ]
    parents = {a for p in found for a in scene.setting.gazetteer.ancestors(p)}
    kept = [p for p in dict.fromkeys(found) if p not in parents]
    return tuple(p for p in kept if not any(q.startswith(p + ".") for q in kept))


def within(scene: Scene, phrase: NounPhrase, depth: int = 0) -> Iterator[str]:
    """Places told within a phrase: the Minsk summit, the session in Moscow, the drill that opened in Tajikistan."""
    for token in scene.tokens[phrase.start : phrase.head + 1]:
        if token.kind in ("capital", "place"):
            yield from token.places
    if depth > 4:
        return
    for prep, linked in phrase.links:
        if not isinstance(linked, NounPhrase):
            continue
        inner = scene.things.of(linked)
        if prep in AT and not inner.kinds & PEOPLE and "of ours" not in inner.kinds:
            if prep == "on" and inner.head.kind in ("country", "capital"):
                continue
            yield from _known(inner)
            yield from (p for _, q in linked.links if isinstance(q, NounPhrase) for p in scene.tokens[q.head].places)
        elif prep in AT or prep in ("of", "with"):
            yield from within(scene, linked, depth + 1)
        if "org" in inner.kinds or "bloc" in inner.kinds:
            yield from within(scene, linked, depth + 1)
    for clause in phrase.clauses:
        if isinstance(clause, Clause):
            for prep, linked in clause.links:
                if prep in AT and isinstance(linked, NounPhrase):
                    yield from scene.things.of(linked).places
