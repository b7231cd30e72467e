"""Pass 13e. In: an event of visiting, talking, drilling, training, helping, agreeing. Out: drafts of engagement claims.

An engagement has Armenia on one side and a foreign partner on the other: a state, NATO, the EU, a firm. Drills and summits
of blocs that are followed belong to participation, arms to deals.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from services.ingest.extract import roles as roles_of
from services.ingest.extract.around import Around, around, sum_told
from services.ingest.extract.axes import Axes
from services.ingest.extract.clauses import Clause
from services.ingest.extract.venues import venue
from services.ingest.extract.pairing import pair
from services.ingest.extract.phrases import NounPhrase, VerbGroup
from services.ingest.extract.scene import Draft, Event, Scene
from services.ingest.extract.things import Thing
from services.ingest.extract.word_sets import word_set


@dataclass(frozen=True, slots=True)
class Shape:
    """How a frame is read: the kind of engagement, whether it is less of it, whether its object is where it happens,
    and whether it happens where somebody goes "to"."""

    kind: str
    less: bool = False
    at_object: bool = False
    towards: bool = False


FRAMES = {
    "E-VISIT": Shape("visit", at_object=True, towards=True),
    "E-TRIP": Shape("visit", towards=True),
    "E-HOST": Shape("visit"),
    "E-VISITN": Shape("visit", towards=True),
    "E-MEET": Shape("talks"),
    "E-MEETN": Shape("talks"),
    "E-DISCUSS": Shape("talks"),
    "E-DRILL": Shape("drill"),
    "E-DRILLIN": Shape("drill", towards=True),
    "E-DRILLN": Shape("drill"),
    "E-DRILLOUT": Shape("drill", less=True),
    "E-LESS": Shape("", less=True),
    "E-POST": Shape("attache", towards=True),
    "E-UNPOST": Shape("attache", less=True, towards=True),
    "E-ACCORD": Shape("agreement"),
    "E-ACCORDN": Shape("agreement"),
    "E-TRAIN": Shape("training"),
    "E-STUDY": Shape("training", towards=True),
    "E-SENDOFF": Shape("training", towards=True),
    "E-UNTRAIN": Shape("training", less=True),
    "E-COURSE": Shape("training"),
    "E-TRAINN": Shape("training"),
    "E-ADVISE": Shape("mission"),
    "E-MISSION": Shape("mission", towards=True),
    "E-AID": Shape("aid"),
    "E-AIDIN": Shape("aid"),
    "E-AIDN": Shape("aid"),
    "E-AIDCOME": Shape("aid"),
    "E-FUND": Shape("aid"),
    "E-UNAID": Shape("aid", less=True),
    "E-UNCOOP": Shape("", less=True),
    "E-CUT": Shape("", less=True),
    "E-AGENDA": Shape(""),
    "E-DRAFT": Shape("agreement"),
    "E-GRANT": Shape("aid"),
    "E-PROMISE": Shape("aid"),
    "E-ATTEND": Shape("visit"),
    "E-BEIN": Shape("visit"),
    "E-AWAIT": Shape("visit", towards=True),
    "E-FEWER": Shape("training", less=True),
}
_AREAS = frozenset({"region", "area", "world", "continent", "neighbourhood", "neighborhood"})
_PARTNERS = word_set("engagement.partners")
_ELSEWHERE = word_set("engagement.elsewhere")
_CIVIL = word_set("engagement.civil")
_ACTORS = frozenset({"human", "person", "state", "force", "country", "capital", "org", "envoy", "people"})
_SPEAKERS = frozenset({"outlet"})
_ACCORDS = frozenset({"E-ACCORD", "E-ACCORDN", "E-DRAFT"})
_MILITARY = word_set("wares.military")
_HALTING = frozenset({"halt", "suspend", "freeze", "stop", "interrupt", "pause", "block", "cease", "break"})
_OFFICIAL = frozenset({"E-VISIT", "E-TRIP", "E-HOST"})
_OTHERS = frozenset({"lease", "lease?", "plan", "post", "border", "membership", "ware", "arms", "arms talk"})
_LEARNING = word_set("engagement.learning")
_CIVIL_PEOPLE = word_set("engagement.civil_people")
_AIMS = {"drill": "drill", "training": "training", "visit": "visit", "talks": "talks", "aid": "aid", "cadet": "training"}


def read_engagements(scene: Scene, event: Event) -> list[Draft]:
    """The drafts of an event of these frames; none where no foreign partner is meant or nothing is told."""
    shape = FRAMES[event.frame]
    if event.axes.unsaid or _told_elsewhere(scene, event):
        return []
    near = around(scene, event)
    if not _meant(scene, event, near):
        return []
    frame, axes = _stage(scene, event, shape)
    places = _places(scene, event, shape, near)
    sides = pair(scene, event, near, places) if frame else ()
    if not sides:
        return []
    places = places or _common_border(scene, near, [name for _, name in sides])
    scene.setting.memory.pair = tuple(name for _, name in sides)
    kind = shape.kind or _aim(event)
    if event.frame == "E-VISIT" and any(prep == "for" and "talks" in t.kinds for prep, t in near.links):
        kind = "talks"
    return [Draft(event, frame, axes, places=places, parties=sides, kind=kind or None, value=sum_told(scene, event, near))]


def _told_elsewhere(scene: Scene, event: Event) -> bool:
    """Whether arms are its matter, or a verb around the noun tells the same."""
    if id(event.node) in scene.told:
        return True
    if isinstance(event.node, Clause):
        return _within_less(scene, event.node)
    taken = scene.told | {id(e.node) for e in scene.events if e.match.sense.group == "engagement" and e is not event}
    place = scene.tree.up(event.node)
    while place is not None:
        if id(place.holder) in taken:
            return True
        if isinstance(place.holder, Clause):
            return False
        place = scene.tree.up(place.holder)
    return False


def _within_less(scene: Scene, clause: Clause) -> bool:
    """The cadets it sends to Moscow, of whom there will be fewer: told by what is reduced."""
    antecedent = clause.antecedent
    if clause.role != "rel" or antecedent is None:
        return False
    less = [e for e in scene.events if e.frame in ("E-LESS", "E-FEWER")]
    objects = [t.phrase for e in less for t in (*e.match.objects, *e.match.subjects)]
    return any(q is antecedent for p in objects for q in (p, *(q for _, q in p.links)))


def _meant(scene: Scene, event: Event, near: Around) -> bool:
    """Whether officials or soldiers act, and about what engagements are about."""
    actors = [*event.match.subjects, *event.match.objects] if event.frame not in _ACCORDS else near.subjects
    if any(_civil(t) for t in (*actors, *near.subjects)):
        return False
    if event.frame == "E-VISIT" and any(t.noun in _AREAS and not t.places for t in event.match.objects):
        return False
    if event.frame == "E-VISIT" and any("post" in t.kinds for t in event.match.objects) and not any(t.state or t.owner for t in event.match.subjects):
        return False
    if event.frame == "E-HOST" and any("post" in t.kinds for t in event.match.objects):
        return False
    if event.frame == "E-DISCUSS" and {id(t.phrase) for t in event.match.objects} & {id(e.node) for e in scene.events if e is not event}:
        return False
    if event.frame == "E-GRANT":
        return any(t.force is not None or t.lows & _MILITARY for t in (*near.objects, *(t for _, t in near.links)))
    if event.frame in _ACCORDS:
        return any(_of_partners(scene, t) for t in _papers(scene, event, near))
    if event.frame in ("E-DRILL", "E-DRILLIN", "E-DRILLN", "E-DRILLOUT"):
        things = [*near.subjects, *near.objects, *(t for _, t in near.links), *_own(scene, event)]
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
    if FRAMES[event.frame].kind in ("talks", "visit") and any(t.kinds & _OTHERS or t.force is not None for t in _topics(scene, event, near)):
        return False
    if event.frame == "E-UNCOOP" and any("of ours" in t.kinds for t in near.objects):
        return False
    if event.frame == "E-ATTEND" and any(t.kinds & {"summit", "meeting", "org"} or t.org for t in near.objects):
        return False
    return event.frame not in ("E-VISIT", "E-VISITN", "E-TRIP") or not any(
        "of ours" in t.kinds and t.kinds & {"summit", "meeting"} for t in map(scene.things.of, scene.tree.phrases)
    )


def _civil(thing: Thing) -> bool:
    """Tourists, a team of footballers, a minister of culture: nobody who engages for a state in this sense."""
    if thing.kinds & {"private", "civilian"} and "human" not in thing.kinds and thing.force is None:
        return not _is_mission(thing)
    return "human" in thing.kinds and bool(thing.lows & _CIVIL) or thing.noun in _CIVIL_PEOPLE


def _is_mission(thing: Thing) -> bool:
    return thing.noun == "team" and bool(thing.lows & _MILITARY | thing.lows & {"audit", "assessment", "advisory", "expert"})


def _to_learn(scene: Scene, event: Event, near: Around) -> bool:
    """Cadets, or soldiers who go to learn, to a course, to an academy."""
    if any("cadet" in t.kinds or "training" in t.kinds for t in (*event.match.subjects, *near.objects)):
        return True
    assert isinstance(event.node, Clause) and event.node.verb is not None
    inner = [c for c in event.node.walk() if c.verb is not None]
    return any(set(c.verb.lemmas) & _LEARNING for c in inner if c.verb is not None) or any(
        t.kinds & {"training", "academy"} for _, t in near.links
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
    for thing in (*_own(scene, event), *event.match.objects, *event.match.subjects, *near.objects):
        if thing.kinds & {"talks", "visit"}:
            for prep, linked in thing.phrase.links:
                if prep not in ("on", "about", "over", "concerning", "regarding"):
                    continue
                if isinstance(linked, NounPhrase):
                    yield scene.things.of(linked)
                elif isinstance(linked, Clause):
                    yield from (t for q in linked.objects for t in scene.things.all(q))


def _soldiers(thing: Thing) -> bool:
    """Men under arms, who deploy rather than visit."""
    if "mission" in thing.kinds and thing.owner != "EU":
        return False
    return thing.force is not None and not thing.kinds & {"human", "person", "envoy", "country", "capital", "state"}


def _own(scene: Scene, event: Event) -> list[Thing]:
    return [scene.things.of(event.node)] if isinstance(event.node, NounPhrase) else []


def _papers(scene: Scene, event: Event, near: Around) -> Iterator[Thing]:
    yield from _own(scene, event)
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
    return bool(lows & _PARTNERS) and not lows & _ELSEWHERE or bool(lows & {"memorandum of understanding"})


def _aim(event: Event) -> str:
    """What there is less of: drills, visits, training."""
    for thing in (*event.match.objects, *event.match.subjects):
        for sense, kind in _AIMS.items():
            if sense in thing.kinds:
                return kind
    return ""


def _stage(scene: Scene, event: Event, shape: Shape) -> tuple[str, Axes]:
    """Outcome and axes; an empty outcome where nothing is claimed."""
    axes = event.axes
    if axes.verb is not None and axes.verb.modal == "present" and any(t.head.low == "today" for _, t in event.roles.links):
        axes = replace(axes, stage="STATE", ahead=False)
    outcome = "DISENGAGE" if shape.less else "ENGAGE"
    if axes.stage == "PROPOSE" and axes.loud is None:
        return "", axes
    if axes.stage == "INF":
        node = event.node
        told = isinstance(node, Clause) and (node.role in ("main", "that") or node.subject is not None)
        return (outcome, replace(axes, stage="FUTURE")) if told else ("", axes)
    if event.frame == "E-CUT" and axes.stage in ("PLAN", "NOMINAL"):
        return (outcome, replace(axes, stage="DONE", ahead=False)) if axes.denied else ("", axes)
    if event.frame in ("E-AGENDA", "E-AWAIT", "E-PROMISE") or (event.frame == "E-DRAFT" and axes.stage in ("PROG", "DONE", "STATE")):
        return outcome, replace(axes, stage="PLAN", ahead=True)
    if isinstance(event.node, NounPhrase) and not event.climb.operators:
        return (outcome, replace(axes, stage="DONE")) if _presupposed(scene, event) else ("", axes)
    if axes.stage == "POSTPONE" and axes.verb is not None and set(axes.verb.lemmas) & _HALTING:
        return "DISENGAGE", replace(axes, stage="DONE")
    if event.frame == "E-BEIN" and axes.stage not in ("FUTURE", "PLAN"):
        return "", axes
    if axes.stage == "PLAN" and (held := _held(event)) is not None:
        return outcome, replace(axes, stage="DONE", ahead=False, verb=held)
    if axes.stage == "PROG" and _gerund(event):
        return outcome, replace(axes, stage="DONE")
    if axes.stage == "NOMINAL":
        return (outcome, _as_existing(event, axes)) if any(o.name == "EXIST" for o in event.climb.operators) else ("", axes)
    if axes.denied and outcome == "ENGAGE" and _no_longer(scene, event):
        return "DISENGAGE", replace(axes, denied=False)
    return outcome, axes


def _held(event: Event) -> VerbGroup | None:
    """The planned meeting took place, or did not: what happened decides, not the plan."""
    verbs = [o.verb for o in event.climb.operators if o.name == "HAPPEN" and o.verb is not None]
    return next((v for v in verbs if (v.tense == "past" or v.perfect) and v.form == "finite"), None)


def _gerund(event: Event) -> bool:
    """Denied meeting him, admitted training them: told as done."""
    node, operators = event.node, event.climb.operators
    if not isinstance(node, Clause) or node.verb is None or node.verb.form != "ing" or node.role != "comp" or not operators:
        return False
    return operators[0].name == "DENY" or operators[0].name.startswith("SAY")


def _as_existing(event: Event, axes: Axes) -> Axes:
    """Held a conversation, will have a meeting: the verb that says it is tells when."""
    verb = next((o.verb for o in event.climb.operators if o.name == "EXIST"), None)
    ahead = verb is not None and (verb.tense in ("future", "would", "may", "must") or verb.form == "inf")
    return replace(axes, stage="FUTURE" if ahead else "DONE", ahead=ahead)


def _presupposed(scene: Scene, event: Event) -> bool:
    """Talks of named sides that a sentence speaks of: said of his meeting with X, was the theme of their talks."""
    place = scene.tree.up(event.node)
    if event.frame not in ("E-MEETN", "E-VISITN") or place is None:
        return any(o.name == "EXIST" for o in event.climb.operators)
    return place.role in ("of", "subject", "object", "predicate") and event.frame == "E-MEETN"


def _no_longer(scene: Scene, event: Event) -> bool:
    clause = scene.tree.clause_of(event.node)
    if clause is None or clause.verb is None:
        return False
    words = {scene.tokens[i].low for i in (*clause.adverbs, *clause.verb.adverbs)}
    if words & {"no longer", "any longer", "any more", "anymore"}:
        return True
    return event.axes.ahead and any(c.marker in ("while", "as long as", "so long as", "until") for c in clause.inner)


def _places(scene: Scene, event: Event, shape: Shape, near: Around) -> tuple[str, ...]:
    """Where it happens: behind prepositions of its own, of what it is about, of the clause it describes."""
    links = list(near.links)
    for thing in (*_own(scene, event), *event.match.objects, *event.match.subjects):
        if not thing.kinds & _ACTORS:
            links += _linked(scene, thing.phrase)
    place = scene.tree.up(event.node)
    if place is not None and place.role == "comp" and isinstance(place.holder, NounPhrase):
        links.append(("in", scene.things.of(place.holder)))
    within = [t for p, t in near.links if p in ("among", "during") or t.kinds & {"drill", "talks"}]
    links += [link for t in within for link in _linked(scene, t.phrase)]
    if event.frame in ("E-POST", "E-UNPOST"):
        links = [(p, t) for p, t in links if not (p == "to" and t.head.kind == "country")]
    if event.frame in ("E-STUDY", "E-SENDOFF") and isinstance(event.node, Clause):
        links += [(p, scene.things.of(q)) for c in event.node.inner for p, q in c.links if isinstance(q, NounPhrase)]
    if shape.towards or (event.frame == "E-LESS" and any("visit" in t.kinds for t in event.match.objects)):
        links = [("in", t) if prep in ("to", "into", "for") else (prep, t) for prep, t in links]
    if event.frame == "E-UNPOST":
        links = [("in", t) if prep == "from" else (prep, t) for prep, t in links]
    if shape.at_object:
        links += [("in", t) for t in event.match.objects if t.places]
    found = venue(scene, event, links, set(), _SPEAKERS)
    if not found and isinstance(event.node, NounPhrase):
        found = _there(scene, event.node)
    if not found and event.frame == "E-POST" and isinstance(event.node, Clause) and event.node.antecedent is not None:
        holder = scene.tree.clause_of(event.node.antecedent)
        if holder is not None and holder is not event.node:
            further = roles_of.of_clause(holder, scene.tree, scene.things).links
            found = venue(scene, event, further, set(), _SPEAKERS)
    return found


def _common_border(scene: Scene, near: Around, sides: list[str]) -> tuple[str, ...]:
    """Along their border, at the common border: the line between the two sides."""
    if not any("border" in t.kinds and t.lows & _SHARED for _, t in near.links):
        return ()
    lines = [f"am.border.{name.lower()}" for name in sides]
    return tuple(line for line in lines if line in scene.setting.gazetteer.places)


_SHARED = frozenset({"their", "common", "shared", "joint", "mutual"})


def _there(scene: Scene, phrase: NounPhrase) -> tuple[str, ...]:
    """His meeting there: where the sentence was before."""
    if phrase.end >= len(scene.tokens) or scene.tokens[phrase.end].low not in ("there", "here"):
        return ()
    before = [q for q in scene.tree.phrases if q.head < phrase.start and scene.things.of(q).places]
    return scene.things.of(before[-1]).places if before else ()


def _linked(scene: Scene, phrase: NounPhrase) -> Iterator[tuple[str, Thing]]:
    """What stands behind a phrase, and in the clauses that describe it: the exercise planned for July in Lori."""
    for prep, linked in phrase.links:
        if isinstance(linked, NounPhrase):
            yield prep, scene.things.of(linked)
    for clause in (*phrase.clauses, *(c for q in phrase.named for c in q.clauses)):
        if isinstance(clause, Clause) and clause.role == "rel":
            yield from ((prep, scene.things.of(q)) for prep, q in clause.links if isinstance(q, NounPhrase) and prep)
