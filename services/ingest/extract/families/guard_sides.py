"""Pass 13c. In: an event of handing over or taking over. Out: its sides: who gives, who takes."""

from collections.abc import Iterator
from dataclasses import dataclass

from events.record import Force
from services.ingest.extract.frames.scene import Event, Scene
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.things.forces import forces_of
from services.ingest.extract.things.roles import of_clause
from services.ingest.extract.things.thing import Thing
from services.ingest.extract.words.word_sets import word_set

INSTEAD = word_set("control.instead")
_GROUND = frozenset({"border", "site", "area", "land"})


@dataclass(frozen=True, slots=True)
class Sides:
    """Who gives and who takes: the force that leaves, the two states as parties."""

    leaving: tuple[Force, ...] = ()
    giver: str | None = None
    taker: str | None = None

    @property
    def same(self) -> bool:
        """Whether both sides are of one state, or only one is told of and it takes its own place."""
        return self.giver is not None and self.giver == self.taker


def sides_of(scene: Scene, event: Event) -> Sides:
    """The sides of an event of one of the frames of control."""
    subjects, objects = event.match.subjects, event.match.objects
    links = _links(scene, event)
    to = [t for p, t in links if p in ("to", "into", "under")]
    of = [t for p, t in links if p in ("from", *INSTEAD)]
    held = [t for t in objects if t.force is not None and "post" in t.kinds]
    match event.frame:
        case "REPLACE" | "RELIEVE":
            return made(scene, objects, subjects or [t for p, t in links if p in ("by", "with")])
        case "SWAP" | "REPLACED":
            return made(scene, objects, [t for p, t in links if p in ("for", "with", "by")] or subjects)
        case "STANDIN":
            return made(scene, [t for p, t in links if p in ("of", "for")], subjects)
        case "TAKEOVER" | "INCHARGE" | "OWNWATCH":
            return made(scene, of or _holders(scene, objects) or held or _posts_of(links), subjects)
        case "PASS":
            return made(scene, of or _holders(scene, subjects), to)
    if isinstance(event.node, NounPhrase):
        of = of or held or _talked_with(scene, event, to)
        return made(scene, of, to or [t for t in subjects if t.head.tag != "Z"])
    if (given_to := recipient(event)) is not None:
        return made(scene, [t for t in subjects if whose(t) != whose(given_to)] or of or held, [given_to])
    return made(scene, subjects or of or held, to)


def _posts_of(links: list[tuple[str, Thing]]) -> list[Thing]:
    """Took possession of the Russian post: what it takes charge of, and whose that was."""
    return [t for p, t in links if p in ("of", "over", "at") and t.force is not None and "post" in t.kinds]


def recipient(event: Event) -> Thing | None:
    """To whom it is given, where no preposition says so: handing Yerevan the protection of the border."""
    things = event.roles.objects
    men = event.roles.passive and any(t.force is not None and "post" not in t.kinds for t in things[:1])
    return things[0] if len(things) > 1 and (men or things[0].head.kind in ("country", "capital", "metonym")) else None


def _links(scene: Scene, event: Event) -> list[tuple[str, Thing]]:
    """What hangs on the event, and on what hangs on it: the handover of A to B."""
    found = list(event.roles.links)
    for thing in event.roles.objects:
        for prep, linked in thing.phrase.links:
            if isinstance(linked, NounPhrase):
                found += [(prep, t) for t in scene.things.all(linked)]
    return found


def _holders(scene: Scene, things: list[Thing]) -> list[Thing]:
    """Who held what is taken over: the posts manned by Russians, formerly held by them."""
    inner = [
        c
        for t in things
        for c in t.phrase.clauses
        if isinstance(c, Clause) and c.verb is not None and c.verb.form == "pp"
    ]
    return [t for c in inner for t in of_clause(c, scene.tree, scene.things).linked("by") if whose(t) is not None]


def _talked_with(scene: Scene, event: Event, takers: list[Thing]) -> list[Thing]:
    """The other side of talks about a handover: it is not being discussed with the Russians."""
    found = [
        t
        for o in event.climb.operators
        if o.clause is not None
        for t in of_clause(o.clause, scene.tree, scene.things).linked("with")
    ]
    there = {whose(t) for t in takers}
    return [t for t in found if whose(t) is not None and whose(t) not in there and not _names_border(scene, t)]


def _names_border(scene: Scene, thing: Thing) -> bool:
    """The neighbour behind a border: the border with Turkey."""
    before = scene.beside.get(id(thing.phrase))
    return before is not None and "border" in scene.tokens[before.head].word.senses


def made(scene: Scene, givers: list[Thing], takers: list[Thing], taking: str | None = None) -> Sides:
    """The sides as things name them; `taking`: the state that takes over, where no thing names it."""
    taker = next((s for t in takers if (s := whose(t)) is not None), taking)
    giving = [s for t in givers if (own := whose(t)) is not None for s in (own, *_joined(scene, t))]
    giver = next((s for s in giving if s != taker), giving[0] if giving else None)
    forces = forces_of(scene, [t for t in givers if t.force is not None])
    forces = tuple(f for f in forces if f.owner is not None or f.type != "unspecified")
    if not forces and giver is not None:
        forces = (Force(owner=giver, type="unspecified"),)
    return Sides(forces[:1], giver, taker)


def _joined(scene: Scene, thing: Thing) -> Iterator[str]:
    """The states of those who act together: the Armenian and Russian leaders."""
    for token in scene.tokens[thing.phrase.start : thing.phrase.head]:
        if token.kind == "adjective" and token.state is not None and "human" in thing.kinds:
            yield token.state


def whose(thing: Thing) -> str | None:
    """The state a side belongs to; None for ground."""
    if thing.force is None and thing.kinds & _GROUND and not thing.kinds & {"control", "state"}:
        return None
    return thing.owner or thing.state
