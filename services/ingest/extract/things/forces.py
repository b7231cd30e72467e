"""Pass 9b. In: things. Out: forces of the record: whose men, of which kind, how many."""

from collections.abc import Iterable
from dataclasses import replace

from events.record import Force
from services.ingest.extract.frames.scene import Event, Scene
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.things.thing import Thing
from services.ingest.extract.words.quantities import count_before, count_in
from services.ingest.extract.words.word_sets import word_set


def force_of(scene: Scene, thing: Thing) -> Force | None:
    """The force a thing stands for; None where it is none."""
    if thing.force is None or _is_office(scene, thing):
        return None
    type_, owner = thing.force, _owner(scene, thing)
    if thing.owner in _EUROPE and type_ in ("observers", "unspecified", "civilian_mission"):
        type_, owner = "civilian_mission", "EU"
    count = count_in(scene.line, thing.phrase.start, thing.phrase.head) if "post" not in thing.kinds else None
    return Force(owner=owner, type=type_, unit=thing.unit, count=count)


def _is_office(scene: Scene, thing: Thing) -> bool:
    """Its CSTO counterparts, the Joint Staff of the CSTO: people of an organisation who are no mission of it."""
    of_bloc = thing.owner in scene.setting.gazetteer.organisations
    return of_bloc and thing.force == "unspecified" and bool(thing.kinds & {"fellow", "body?"})


_EUROPE = frozenset({"EU", "BEL"})


def _owner(scene: Scene, thing: Thing) -> str | None:
    """A state, or an organisation that has missions of its own."""
    owner = thing.owner
    known = scene.setting.gazetteer.organisations.get(owner) if owner is not None else None
    return owner if known is None or known.mission_tracked else None


def forces_of(scene: Scene, things: Iterable[Thing]) -> tuple[Force, ...]:
    """The forces among `things`, each owner and type once."""
    found: dict[tuple[str | None, str], Force] = {}
    for thing in things:
        force = force_of(scene, thing)
        if force is not None:
            found.setdefault((force.owner, force.type), force)
    named = {owner for owner, type_ in found if type_ not in ("unspecified", "troops")}
    return tuple(f for (owner, type_), f in found.items() if type_ != "unspecified" or owner not in named)


def taking_part(scene: Scene, event: Event) -> list[Thing]:
    """The things that are the force of an event: those in the slots of its sense, else those that hang on it or on its
    arguments (the mandate of the peacekeepers, their service)."""
    given = [*event.match.subjects, *event.match.objects]
    found = [t for t in given if t.force is not None]
    found = [t for t in found if "post" not in t.kinds or "force" in t.kinds] or found
    if event.frame == "FLAG" and (flags := _own(scene, event)):
        return flags
    if not found:
        found = [
            t
            for prep, t in event.roles.links
            if t.force is not None and (prep in ("of", "by", "for", "to", "among", "into") or "post" in t.kinds)
        ]
    if not found:
        found = [t for thing in (*event.roles.subjects, *event.roles.objects) for t in _behind(scene, thing)]
    return found or _own(scene, event)


def apart(event: Event) -> list[Event]:
    """The event once for each of its forces, where each is told with a place of its own: troops in A and guards in
    B."""
    match = event.match
    for slot in ("objects", "subjects"):
        things: list[Thing] = [t for t in getattr(match, slot) if t.force is not None]
        if len(things) < 2 or len({t.places for t in things}) < 2 or not all(t.places for t in things):
            continue
        found = []
        for thing in things:
            beside = [t.phrase for t in things] if thing is things[0] else things[0].phrase.all()
            others = {id(q) for p in beside if p is not thing.phrase for q in _below(p)}
            links = [(p, t) for p, t in event.roles.links if id(t.phrase) not in others]
            if slot == "objects":
                roles, alone = replace(event.roles, links=links, objects=[thing]), replace(match, objects=[thing])
            else:
                roles, alone = replace(event.roles, links=links, subjects=[thing]), replace(match, subjects=[thing])
            found.append(replace(event, match=alone, roles=roles))
        return found
    return []


def _below(phrase: NounPhrase) -> list[NounPhrase]:
    """A phrase and those that hang on it."""
    inner = [q for _, q in phrase.links if isinstance(q, NounPhrase)]
    return [phrase, *(r for q in inner for s in q.all() for r in _below(s))]


_STRENGTH = word_set("forces.strength")
_MISSIONS = frozenset({"mission", "observer", "monitor"})


def _armed(scene: Scene, things: list[Thing]) -> list[Thing]:
    """Those that are forces; where none is, the missions among them."""
    missions = [t for t in things if t.force is None and "force?" in t.kinds and t.noun in _MISSIONS]
    return [t for t in things if t.force is not None] or [scene.things.as_force(t) for t in missions]


def _behind(scene: Scene, thing: Thing) -> list[Thing]:
    """Whose something is, where they are a force: the peacekeepers' mandate, the lease of the base, their service."""
    phrase = thing.phrase
    if thing.noun in _STRENGTH and (men := _compounded(scene, thing)) is not None:
        return [men]
    if phrase.possessor is not None and (found := _armed(scene, scene.things.all(phrase.possessor))):
        return found
    for prep, linked in phrase.links:
        of_it = prep in ("of", "on", "for") or (prep in ("at", "in") and thing.noun in _STRENGTH)
        if of_it and isinstance(linked, NounPhrase):
            inner = scene.things.all(linked)
            if found := _armed(scene, inner):
                return found
            if found := [t for i in inner for t in _behind(scene, i)]:
                return found
    if scene.tokens[phrase.start].low == "their" and "presence" in thing.kinds:
        whose = scene.things.antecedent(thing, "F", lambda t, _: t.force is not None)
        return [whose] if whose is not None else []
    return []


def _compounded(scene: Scene, thing: Thing) -> Thing | None:
    """Russian troop numbers, garrison strength: the men whom the first part of the noun names."""
    for token in scene.tokens[thing.phrase.start : thing.phrase.head]:
        if token.word.senses & {"force", "force?"}:
            type_ = scene.things.vocabulary.details.get(token.word.noun, "unspecified")
            return replace(thing, kinds=thing.kinds | {"force"}, force=type_)
    return None


def _own(scene: Scene, event: Event) -> list[Thing]:
    """An event told as a noun with its owner: a Russian build-up; what is in Russian hands, under a Russian flag."""
    nodes = [scene.things.of(event.node)] if isinstance(event.node, NounPhrase) else []
    if event.frame == "INHANDS":
        nodes = [t for _, t in event.roles.links if t.owner is not None]
    elif event.frame == "FLAG":
        nodes = [t for t in (*event.roles.subjects, *event.roles.objects) if "flag" in t.kinds]
    found = []
    for thing in nodes:
        if thing.owner is not None:
            found.append(Thing(thing.phrase, thing.head, thing.noun, frozenset({"force"}), "unspecified", thing.owner))
    return found


_COLLECTIVE = word_set("forces.collective")


def _only_owner(scene: Scene, event: Event) -> str | None:
    """Whose the contingent is, where the sentence names men of one guest only."""
    known = [scene.things.of(q) for q in scene.tree.phrases]
    nouns = {t.noun.rpartition(" ")[2].removesuffix("s") for t in known if t.owner is not None}
    taking = taking_part(scene, event)
    if not any(
        t.noun in _COLLECTIVE or t.head.kind == "force" or ("the" in t.lows and t.noun in nouns) for t in taking
    ):
        return None
    owners = {t.owner for t in known if t.force is not None and t.owner is not None}
    tracked = dict(scene.setting.gazetteer.tracked)
    return owners.pop() if len(owners) == 1 and owners <= set(tracked) else None


def _sender(thing: Thing) -> str | None:
    """An organisation that sends."""
    return thing.head.state if thing.head.kind == "organisation" else None


def with_owner(scene: Scene, event: Event, forces: tuple[Force, ...]) -> tuple[Force, ...]:
    """A state that sends, keeps or strengthens is the owner, where the force has none of its own."""
    owner = next(
        (o for t in event.match.subjects if t.force is None and (o := t.state or _sender(t)) is not None), None
    )
    if event.frame == "GET":
        owner = owner or next((t.owner for t in event.match.subjects if "post" in t.kinds), None)
    if event.frame == "DETACH":
        owner = owner or next((t.owner for t in event.roles.linked("from", "out of") if t.force is not None), None)
    if owner is None and any(t.head.low in ("we", "us") for t in event.roles.subjects):
        speaker = scene.things.of_speaker()
        owner = speaker.owner if speaker is not None else None
    if owner is None:
        owner = _only_owner(scene, event)
    if owner is None:
        return forces
    if owner == "BEL" and any(f.type in ("civilian_mission", "observers") for f in forces):
        owner = "EU"
    told = {"owner": owner}
    if owner == "EU":
        told["type"] = "civilian_mission"
    return tuple(f if f.owner is not None else f.model_copy(update=told) for f in forces)


def numbered(scene: Scene, told: Iterable[Thing], forces: tuple[Force, ...]) -> tuple[Force, ...]:
    """The one force with the number that is told of it: number about 4,000, shrank to 1,300 men."""
    if len(forces) != 1 or forces[0].count is not None:
        return forces
    for thing in told:
        bare = thing.head.tag == "M"
        if bare or thing.kinds & {"force", "force?"}:
            count = count_before(scene.line, thing.phrase.head + bare)
            if count is not None:
                return (forces[0].model_copy(update={"count": count}),)
    return forces


def reinforcing(things: list[Thing], lows: set[str]) -> bool:
    """Additional men are more of what is there."""
    return bool(lows & _MORE) or any(t.noun == "reinforcement" for t in things)


_MORE = word_set("deploying.more")
