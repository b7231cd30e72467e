"""Pass 13f. Where an engagement takes place."""

from collections.abc import Iterator

from services.ingest.extract.families.engagement_frames import Shape
from services.ingest.extract.families.engaging import own_thing
from services.ingest.extract.families.occasions import named_before
from services.ingest.extract.frames.scene import Event, Scene
from services.ingest.extract.frames.telling import on_a_journey_ahead
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase, nested_links
from services.ingest.extract.things import roles as roles_of
from services.ingest.extract.things.around import Around
from services.ingest.extract.things.thing import Thing
from services.ingest.extract.things.venues import venue
from services.ingest.extract.words.word_sets import word_set

_ACTORS = word_set("engagements.actors")
_SPEAKERS = frozenset({"outlet"})
_TOWARDS = frozenset({"to", "into", "for"})
_FOLLOWING = frozenset({"follow", "precede"})
_SHARED = frozenset({"their", "common", "shared", "joint", "mutual"})


def places_of_engagement(scene: Scene, event: Event, shape: Shape, near: Around) -> tuple[str, ...]:
    """Where it happens: behind prepositions of its own, of what it is about, of the clause it describes."""
    found = venue(scene, event, _as_where(event, shape, _links_around(scene, event, near)), set(), _SPEAKERS)
    if not found and isinstance(event.node, NounPhrase):
        found = _there(scene, event.node)
        if event.frame in ("E-MEETN", "E-VISITN"):
            found = found or named_before(scene, scene.things.of(event.node))
    if not found and event.frame in ("E-POST", "E-UNPOST"):
        found = next((p for t in (*event.match.objects, *event.match.subjects) if (p := _there(scene, t.phrase))), ())
    if (
        not found
        and event.frame in ("E-POST", "E-AID")
        and isinstance(event.node, Clause)
        and event.node.antecedent is not None
    ):
        holder = scene.tree.clause_of(event.node.antecedent)
        if holder is not None and holder is not event.node:
            further = roles_of.of_clause(holder, scene.tree, scene.things).links
            found = venue(scene, event, further, set(), _SPEAKERS)
    return found


def _links_around(scene: Scene, event: Event, near: Around) -> list[tuple[str, Thing]]:
    """All that stands behind a preposition and may say where."""
    links = list(near.links)
    for thing in (*own_thing(scene, event), *event.match.objects, *event.match.subjects):
        if not thing.kinds & _ACTORS:
            links += _linked(scene, thing.phrase)
    for thing in own_thing(scene, event):
        links += [link for q in _met(scene, thing.phrase) for link in _linked(scene, q)]
    place = scene.tree.up(event.node)
    if place is not None and place.role == "comp" and isinstance(place.holder, NounPhrase):
        links.append(("in", scene.things.of(place.holder)))
    within = [t for p, t in near.links if p in ("among", "during") or t.kinds & {"drill", "talks"}]
    for one in within:
        towards = {"to": "in"} if "visit" in one.kinds else {}
        links += [(towards.get(prep, prep), t) for prep, t in _linked(scene, one.phrase)]
    if not isinstance(event.node, Clause):
        return links
    if event.frame in ("E-STUDY", "E-SENDOFF", "E-TRAIN", "E-DRILL"):
        inner = (c for c in event.node.inner if c.verb is None or not _FOLLOWING & set(c.verb.lemmas))
        links += [(p, scene.things.of(q)) for c in inner for p, q in c.links if isinstance(q, NounPhrase)]
    if on_a_journey_ahead(scene, event) and isinstance(event.node.parent, Clause):
        journey = roles_of.of_clause(event.node.parent, scene.tree, scene.things).links
        links += [("in" if prep in _TOWARDS else prep, t) for prep, t in journey]
    return links


def _as_where(event: Event, shape: Shape, links: list[tuple[str, Thing]]) -> list[tuple[str, Thing]]:
    """The same, with "in" where the frame says that to go to, to leave, or to have as object is to be in."""
    if event.frame in ("E-POST", "E-UNPOST"):
        links = [(p, t) for p, t in links if not (p == "to" and t.head.kind == "country")]
    if shape.towards or (event.frame == "E-LESS" and any("visit" in t.kinds for t in event.match.objects)):
        links = [("in" if prep in _TOWARDS else prep, t) for prep, t in links]
    if event.frame in ("E-UNPOST", "E-RETURN"):
        links = [("in" if prep == "from" else prep, t) for prep, t in links]
    if shape.at_object:
        links += [("in", t) for t in event.match.objects if t.places]
    return links


def common_border(scene: Scene, event: Event, near: Around, sides: list[str]) -> tuple[str, ...]:
    """Along their border, at the common border: the line between the two sides."""
    links = _links_around(scene, event, near)
    behind = [one for _, t in links for one in (t, *(scene.things.of(q) for _, q in nested_links(t.phrase)))]
    if not any("border" in t.kinds and t.lows & _SHARED for t in behind):
        return ()
    lines = [f"am.border.{name.lower()}" for name in sides]
    return tuple(line for line in lines if line in scene.setting.gazetteer.places)


def _there(scene: Scene, phrase: NounPhrase) -> tuple[str, ...]:
    """His meeting there: where the sentence was before."""
    if phrase.end >= len(scene.tokens) or scene.tokens[phrase.end].low not in ("there", "here"):
        return ()
    before = [q for q in scene.tree.phrases if q.head < phrase.start and scene.things.of(q).places]
    return scene.things.of(before[-1]).places if before else ()


def _met(scene: Scene, phrase: NounPhrase) -> Iterator[NounPhrase]:
    """Whom a meeting is with: behind a name or a counterpart stands where they met."""
    for prep, linked in phrase.links:
        if prep in ("with", "between") and isinstance(linked, NounPhrase):
            for one in linked.all():
                thing = scene.things.of(one)
                if thing.head.kind == "person" or "fellow" in thing.kinds:
                    yield one


def _linked(scene: Scene, phrase: NounPhrase) -> Iterator[tuple[str, Thing]]:
    """What stands behind a phrase, and in the clauses that describe it: the exercise planned for July in Lori."""
    for prep, linked in phrase.links:
        if isinstance(linked, NounPhrase):
            yield prep, scene.things.of(linked)
    for clause in (*phrase.clauses, *(c for q in phrase.named for c in q.clauses)):
        if isinstance(clause, Clause) and clause.role == "rel":
            yield from ((prep, scene.things.of(q)) for prep, q in clause.links if isinstance(q, NounPhrase) and prep)
