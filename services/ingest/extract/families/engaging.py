"""Pass 13f. Whether officials or soldiers act, and about what engagements are about."""

from collections.abc import Iterator

from services.ingest.extract.families.attendance import occasion_told
from services.ingest.extract.families.engagement_frames import FRAMES
from services.ingest.extract.families.occasions import is_occasion
from services.ingest.extract.frames.scene import Event, Scene
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.things.around import Around
from services.ingest.extract.things.thing import Thing
from services.ingest.extract.words.word_sets import word_set

_AREAS = frozenset({"region", "area", "world", "continent", "neighbourhood", "neighborhood"})
_PARTNERS = word_set("engagement.partners")
_ELSEWHERE = word_set("engagement.elsewhere")
_CIVIL = word_set("engagement.civil")
_TAUGHT = frozenset({"education", "health", "aviation", "culture", "sports", "environment"})
"""Matters that armies have too: military education."""
_ACCORDS = frozenset({"E-ACCORD", "E-ACCORDN", "E-DRAFT"})
_MILITARY = word_set("wares.military")
_OFFICIAL = frozenset({"E-VISIT", "E-TRIP", "E-HOST"})
_OTHERS = word_set("engagements.others")
_LEARNING = word_set("engagement.learning")
_CIVIL_MATTERS = word_set("engagement.civil_matters")
_DISCUSSING = frozenset({"discuss", "review", "debate", "address", "examine"})
_CIVIL_SITES = word_set("engagement.civil_sites")
_CIVIL_PEOPLE = word_set("engagement.civil_people")


def is_meant(scene: Scene, event: Event, near: Around) -> bool:
    """Whether officials or soldiers act, and about what engagements are about."""
    actors = [*event.match.subjects, *event.match.objects] if event.frame not in _ACCORDS else near.subjects
    if any(_civil(t) for t in (*actors, *near.subjects)):
        return False
    if _of_no_state(event):
        return False
    if event.frame == "E-DISCUSS" and {id(t.phrase) for t in event.match.objects} & {
        id(e.node) for e in scene.events if e is not event
    }:
        return False
    if event.frame == "E-SEE" and any(p in ("as", "in", "through") and not t.places for p, t in near.links):
        return False
    if event.frame == "E-CALL" and (
        (isinstance(event.node, Clause) and event.node.inner) or any(p == "for" for p, _ in near.links)
    ):
        return False
    if event.frame == "E-GRANT":
        return any(t.force is not None or t.lows & _MILITARY for t in (*near.objects, *(t for _, t in near.links)))
    if event.frame in _ACCORDS:
        return any(_of_partners(scene, t) for t in _papers(scene, event, near))
    if event.frame in ("E-DRILL", "E-DRILLIN", "E-DRILLN", "E-DRILLOUT"):
        things = [*near.subjects, *near.objects, *(t for _, t in near.links), *own_thing(scene, event)]
        if any("private" in t.kinds for t in near.subjects):
            return False
        return not any("of ours" in t.kinds or t.org in ("CSTO", "CIS") for t in things)
    if event.frame in _OFFICIAL and any(_soldiers(t) for t in event.match.subjects):
        return False
    if event.frame == "E-FEWER":
        return any("cadet" in t.kinds or _studying(t) for t in event.match.subjects)
    if event.frame in ("E-SENDOFF", "E-STUDY") and not _to_learn(scene, event, near):
        return False
    if event.frame == "E-MISSION":
        return not any(t.lows & {"monitoring", "observer", "civilian", "border", "eu"} for t in event.match.subjects)
    if FRAMES[event.frame].kind in ("talks", "visit") and any(
        t.kinds & _OTHERS or t.force is not None for t in _topics(scene, event, near)
    ):
        return False
    if FRAMES[event.frame].kind == "talks" and _on_civil_matters(scene, event):
        return False
    if is_occasion(scene, event) and (_of_many(scene, event) or _of_other(scene, event)):
        return False
    if event.frame == "E-UNCOOP" and any("of ours" in t.kinds for t in near.objects):
        return False
    if event.frame == "E-ATTEND" and any(t.kinds & {"summit", "meeting", "org"} or t.org for t in near.objects):
        return False
    return event.frame not in ("E-VISIT", "E-VISITN", "E-TRIP", "E-BEIN") or not (
        occasion_told(scene) is not None
        or any("of ours" in t.kinds and "meeting" in t.kinds for t in map(scene.things.of, scene.tree.phrases))
    )


def _of_no_state(event: Event) -> bool:
    """Visits to areas without a name, to factories, of nobody to a base; a base that plays host."""
    objects, visitors = event.match.objects, event.match.subjects
    post = any("post" in t.kinds for t in objects)
    if event.frame == "E-HOST":
        return post
    if event.frame != "E-VISIT":
        return False
    if any(t.noun in _AREAS and not t.places for t in objects):
        return True
    if any(_civil_site(t) for t in (*objects, *event.roles.linked("to", "in"))):
        return True
    return post and not any(t.state or t.owner for t in visitors)


def _of_many(scene: Scene, event: Event) -> bool:
    """The meeting of foreign ministers: of whom it is nobody says."""
    plural = (t.phrase for t in event.match.objects if "human" in t.kinds and t.head.low != t.noun)
    return any(all(t.state is None for t in scene.tokens[q.start : q.head + 1]) for q in plural)


def _of_other(scene: Scene, event: Event) -> bool:
    """The meeting at which something else was agreed, which is what is told."""
    clause = scene.tree.clause_of(event.node)
    agreed = (o.clause for e in scene.events if not e.match.sense.group for o in e.climb.operators if o.name == "AGREE")
    return clause is not None and any(one is clause for one in agreed)


def _civil(thing: Thing) -> bool:
    """Tourists, a team of footballers, a minister of culture: nobody who engages for a state in this sense."""
    if thing.kinds & {"private", "civilian"} and "human" not in thing.kinds and thing.force is None:
        return not _is_mission(thing)
    return ("human" in thing.kinds and bool(thing.lows & _CIVIL)) or thing.noun in _CIVIL_PEOPLE


def _civil_site(thing: Thing) -> bool:
    """Toured a carpet factory, a school; not an arms factory."""
    return thing.noun in _CIVIL_SITES and not thing.lows & _MILITARY and not thing.lows & {"arms", "weapons"}


def _is_mission(thing: Thing) -> bool:
    return thing.noun == "team" and bool(
        thing.lows & _MILITARY | thing.lows & {"audit", "assessment", "advisory", "expert"}
    )


def _to_learn(scene: Scene, event: Event, near: Around) -> bool:
    """Cadets, or soldiers who go to learn, to a course, to an academy."""
    if any("cadet" in t.kinds or "training" in t.kinds for t in (*event.match.subjects, *near.objects)):
        return True
    inner = [c for c in event.node.walk() if c.verb is not None] if isinstance(event.node, Clause) else []
    return any(set(c.verb.lemmas) & _LEARNING for c in inner if c.verb is not None) or any(
        t.kinds & {"training", "academy"} or (p == "to" and t.noun in _LEARNING) for p, t in near.links
    )


def _studying(thing: Thing) -> bool:
    """The number of officers studying abroad."""
    inside = (thing.phrase, *(q for p, q in thing.phrase.links if p == "of" and isinstance(q, NounPhrase)))
    clauses = [c for phrase in inside for c in phrase.clauses if isinstance(c, Clause) and c.verb is not None]
    return any(set(c.verb.lemmas) & _LEARNING for c in clauses if c.verb is not None)


def _topics(scene: Scene, event: Event, near: Around) -> Iterator[Thing]:
    """What talks and visits are about."""
    for prep, thing in near.links:
        if prep in ("on", "about", "over", "concerning", "regarding"):
            yield thing
    for thing in (*own_thing(scene, event), *event.match.objects, *event.match.subjects, *near.objects):
        if thing.kinds & {"talks", "visit"}:
            for prep, linked in thing.phrase.links:
                if prep not in ("on", "about", "over", "concerning", "regarding"):
                    continue
                if isinstance(linked, NounPhrase):
                    yield scene.things.of(linked)
                elif isinstance(linked, Clause):
                    yield from (t for q in linked.objects for t in scene.things.all(q))


def _on_civil_matters(scene: Scene, event: Event) -> bool:
    """Discussed trade, met to discuss transit and energy, talks about visas: with no word of armies."""
    phrases = [t.phrase for t in event.match.objects] if event.frame == "E-DISCUSS" else []
    nodes = [*own_thing(scene, event), *event.match.objects, *event.match.subjects]
    links = [link for t in nodes if "talks" in t.kinds for link in t.phrase.links]
    if isinstance(event.node, Clause):
        links += event.node.links
        inner = [c for c in event.node.inner if c.verb is not None and set(c.verb.lemmas) & _DISCUSSING]
        phrases += [q for c in inner for q in c.objects]
    phrases += [q for p, q in links if p in ("on", "about", "over") and isinstance(q, NounPhrase)]
    words = {low for q in phrases for one in q.all() for low in scene.things.of(one).lows}
    return bool(words & _CIVIL_MATTERS) and not words & (_PARTNERS | _MILITARY)


def _soldiers(thing: Thing) -> bool:
    """Men under arms, who deploy rather than visit."""
    if "mission" in thing.kinds and thing.owner != "EU":
        return False
    return thing.force is not None and not thing.kinds & {"human", "person", "envoy", "country", "capital", "state"}


def own_thing(scene: Scene, event: Event) -> list[Thing]:
    return [scene.things.of(event.node)] if isinstance(event.node, NounPhrase) else []


def _papers(scene: Scene, event: Event, near: Around) -> Iterator[Thing]:
    yield from own_thing(scene, event)
    yield from (*event.match.objects, *event.match.subjects)
    yield from (t for t in near.objects)
    yield from (t for prep, t in near.links if prep in ("to", "under", "on", "among"))


def _of_partners(scene: Scene, thing: Thing) -> bool:
    """An agreement on defence, cooperation, partnership; not one on gas, peace or the withdrawal of troops."""
    if "arms" in thing.kinds or not thing.kinds & {"agreement", "paper", "op", "activity?", "cooperation"}:
        return False
    lows = set(thing.lows)
    for _, linked in thing.phrase.links:
        if isinstance(linked, NounPhrase):
            lows |= scene.things.of(linked).lows
            lows |= {"cooperation"} if "cooperation" in scene.things.of(linked).kinds else set()
    linked = [scene.things.of(q) for _, q in thing.phrase.links if isinstance(q, NounPhrase)]
    if any({t.org, t.owner} & {"EU", "NATO"} for t in linked):
        return not lows & _ELSEWHERE
    elsewhere = _ELSEWHERE - _TAUGHT if lows & _MILITARY else _ELSEWHERE
    return (bool(lows & _PARTNERS) and not lows & elsewhere) or bool(lows & {"memorandum of understanding"})
