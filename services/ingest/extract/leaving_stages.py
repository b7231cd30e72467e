"""Pass 13a. In: an event of leaving with its axes and forces. Out: frame and stage as the words around read them.

A part gone is a beginning, not until is staying, for training is a rotation, a warning under a condition is a threat, an
order of the host is a demand, a demand of the owner an order, "will not" in answer to a demand a refusal.
"""

from dataclasses import replace

from events.record import Force
from services.ingest.extract import roles as roles_of
from services.ingest.extract.authority import speaks_for_state
from services.ingest.extract.axes import Axes
from services.ingest.extract.clauses import Clause
from services.ingest.extract.operators import Operator
from services.ingest.extract.quantities import partitive
from services.ingest.extract.scene import Event, Scene
from services.ingest.extract.senses import senses
from services.ingest.extract.things import Thing
from services.ingest.extract.word_sets import word_set

_NOT_ALL = word_set("leaving.not_all")
_TOTAL = word_set("leaving.total")
_TRAINING = word_set("leaving.for_a_time")
_PARTLY = word_set("leaving.partly")
_DEMANDS = word_set("leaving.demands")
_UNTIL = frozenset({"until", "till", "before", "not before", "no earlier than", "not earlier than", "as long as", "so long as", "not until"})
_THREATENING = frozenset({"warn", "threaten", "hint", "signal", "caution", "vow"})
_NONE = word_set("axes.negative")
_FEW = word_set("leaving.few")
_GROUPS = word_set("leaving.groups")
_SOME_OF = frozenset(["some of", "most of", "half of", "part of", "several of", "many of", "a number of", "one of", "nearly all",
                      "almost all", "all but one of", "more than half of", "a handful of", "dozens of", "hundreds of"])  # fmt: skip
_SUPERIORS = word_set("leaving.superiors")
_EMPTYING = frozenset({"empty", "clear", "free", "rid", "strip", "drain"})
_REMAINING = frozenset({"remaining", "others", "rest", "remainder", "other"})
_DONE = ("DONE", "PROG", "STATE")


def leaving(scene: Scene, event: Event, axes: Axes, forces: tuple[Force, ...]) -> tuple[str, Axes]:
    """Frame and axes as the words around read them; an empty frame where nothing is told."""
    owners = {f.owner for f in forces if f.owner is not None}
    axes = _by_whom(scene, event, axes, owners)
    stage = axes.stage
    if axes.unsaid:
        return "", axes
    preps = {prep for prep, _ in event.roles.links}
    if axes.conditional and any(t.head.low == "i" for t in event.match.subjects):
        return "", axes
    if event.frame == "ACCORD":
        if any((t.noun, "n") in senses() for p, t in event.roles.links if p in ("on", "about", "over")):
            return "", axes
        return ("LEAVE", replace(axes, stage="AGREE")) if axes.loud is None or stage == "AGREE" else ("", axes)
    if event.frame == "CROSS" and not words_of(scene, event) & _TOTAL:
        return "", axes
    if event.match.sense.lemma in _EMPTYING and any(
        p == "of" and t.force is None and t.head.tag not in "OS" for p, t in event.roles.links
    ):
        return "", axes
    if event.frame == "LEFT":
        return _left(scene, event, axes)
    if "to" in preps and axes.stage in _DONE and not event.match.sense.links and _to_a_place(event):
        return "", axes
    if event.frame == "GO" and preps & {"to", "into", "on", "through", "towards", "toward", "down", "up"}:
        return "", axes
    if event.climb.marker == "or" and stage in ("FUTURE", "PLAN", "STATE", "REQUEST", "ORDER", "THREATEN"):
        return "LEAVE", replace(axes, stage="THREATEN")
    if stage in ("FUTURE", "PLAN") and _warned(event) and _open(axes):
        return "LEAVE", replace(axes, stage="THREATEN")
    elif stage in ("FUTURE", "PLAN") and (axes.denied or _not_until(scene, event, preps)):
        if preps & _UNTIL or _until(scene, event):
            return "STAY", replace(axes, denied=False, stage="FUTURE")
        if owners and _answers(scene, event, owners):
            return "LEAVE", replace(axes, stage="REFUSE", denied=False, ahead=False)
    if any(prep == "for" and t.noun in _TRAINING for prep, t in event.roles.links) and stage in _DONE:
        return "ROTATE", replace(axes, stage="DONE" if stage == "STATE" else stage)
    return _done(scene, event, axes)


def _to_a_place(event: Event) -> bool:
    """They withdrew to their base: it is told where they went, not what they left."""
    left = any(t.places for t in event.match.objects) or any(
        t.places and p in ("from", "out of", "off", "away from") for p, t in event.roles.links
    )
    return not left and any(p in ("to", "into") and (t.places or t.force) for p, t in event.roles.links)


def _left(scene: Scene, event: Event, axes: Axes) -> tuple[str, Axes]:
    """Not one soldier is left in A: all are gone; some 200 are left there: they stay."""
    clause = scene.tree.clause_of(event.node)
    around = next(scene.tree.above(clause), None) if clause is not None and clause.role == "rel" else None
    there = around is not None and around.verb is not None and around.verb.tense in ("future", "would", "must")
    now = "FUTURE" if axes.ahead or there else "DONE"
    none = axes.denied or any(scene.tokens[t.phrase.start].low in _NONE for t in (*event.roles.subjects, *event.roles.objects))
    if none:
        return "LEAVE", replace(axes, denied=False, stage=now)
    return "STAND", replace(axes, stage="FUTURE" if axes.ahead else "STATE")


def _done(scene: Scene, event: Event, axes: Axes) -> tuple[str, Axes]:
    """What is done, in part, not yet, or only named."""
    stage = axes.stage
    if stage == "NOMINAL":
        return "", axes
    if stage == "INF":
        return "LEAVE", replace(axes, stage="FUTURE")
    if stage == "STATE":
        axes = replace(axes, stage="DONE")
    if axes.stage != "DONE" or axes.counterfactual:
        return "LEAVE", axes
    if not_all(scene, event):
        return "LEAVE", replace(axes, denied=True)
    if axes.denied and _not_one(scene, event):
        return "LEAVE", replace(axes, stage="PART")
    if not axes.denied and _thinned(event):
        return "REDUCE", axes
    if not axes.denied and (event.frame == "CONVOY" or _part(scene, event)):
        return "LEAVE", replace(axes, stage="PART")
    return "LEAVE", axes


_BASES = frozenset({"base_garrison", "air_force"})


def _thinned(event: Event) -> bool:
    """Some men taken from a base that stays: it has become smaller."""
    from_base = any(p in ("from", "out of") and "post" in t.kinds and t.force in _BASES for p, t in event.roles.links)
    men = [t for t in (*event.roles.subjects, *event.roles.objects) if t.force is not None and "post" not in t.kinds]
    counted = any(t.phrase.start != t.phrase.head and not t.lows & _WHOLE and _told_number(t) for t in men)
    return from_base and counted


_WHOLE = frozenset({"the", "all", "its", "his", "their", "last", "remaining", "every"})


def _told_number(thing: Thing) -> bool:
    """A number or a vague one stands in the phrase: up to 1,000, hundreds of, several."""
    vague = thing.lows & {"hundreds of", "dozens of", "thousands of", "scores of", "several", "some", "many", "part of"}
    return bool(vague) or any(low.replace(",", "").isdigit() for low in thing.lows)


def _open(axes: Axes) -> bool:
    """Whether it hangs on something: under a condition, or only possible."""
    return axes.conditional or axes.certainty == "possible"


def _by_whom(scene: Scene, event: Event, axes: Axes, owners: set[str]) -> Axes:
    """Who speaks decides: an order of the host is a demand, a demand of the owner an order; "must" said by an authority
    is a demand; what private people refuse, agree or threaten is no claim."""
    loud = axes.loud
    if loud is None:
        return _must(scene, event, axes, owners) if axes.stage == "PROPOSE" else axes
    who = _subjects(scene, loud)
    states = {s for t in who if (s := t.state or t.owner) is not None}
    name = axes.stage
    ours = bool(states & owners) or any(t.force is not None for t in who)
    if name == "ORDER" and states and owners and not ours:
        return replace(axes, stage="REQUEST")
    superiors = any(t.noun in _SUPERIORS for t in who) and not states - owners
    if name == "REQUEST" and (ours or superiors) and owners and loud.clause is not None:
        return replace(axes, stage="ORDER")
    if name == "WANT" and ours and owners:
        return replace(axes, stage="PLAN", ahead=True)
    if name == "AGREE" and who and not any(_has_a_say(t, scene) for t in who):
        return replace(axes, stage="PLAN")
    if name in ("REFUSE", "THREATEN") and who and not any(_has_a_say(t, scene) for t in who):
        return replace(axes, unsaid="by_nobody")
    return axes


def _has_a_say(thing: Thing, scene: Scene) -> bool:
    return thing.force is not None or speaks_for_state(thing, scene.setting)


def _must(scene: Scene, event: Event, axes: Axes, owners: set[str]) -> Axes:
    """Must, should, ought to: a demand where a foreign authority says so, a plan where the owner does."""
    says = [o for o in event.climb.operators if o.name.startswith("SAY") and o.clause is not None]
    says = says or _said_before(scene, event)
    who = [t for o in says[:1] for t in _subjects(scene, o)]
    if not any(speaks_for_state(t, scene.setting) for t in who):
        return axes
    states = {t.state or t.owner for t in who}
    if states & owners:
        return replace(axes, stage="PLAN")
    return replace(axes, stage="REQUEST", ahead=False, loud=says[0])


def _said_before(scene: Scene, event: Event) -> list[Operator]:
    """Who speaks before the colon: the demand is old, Chisinau said: Russia must leave."""
    clause = scene.tree.clause_of(event.node)
    roots = scene.tree.roots
    at = next((i for i, r in enumerate(roots) if r is clause), 0)
    if not at or clause is None or clause.marker != "colon" or roots[at - 1].role != "say" or roots[at - 1].verb is None:
        return []
    return [Operator("SAY", roots[at - 1].verb.head, roots[at - 1].verb, False, roots[at - 1])]  # type: ignore[union-attr]


def _subjects(scene: Scene, operator: Operator) -> list[Thing]:
    """Those who do what an operator says."""
    if operator.clause is not None:
        return roles_of.of_clause(operator.clause, scene.tree, scene.things).subjects
    if operator.phrase is None:
        return []
    roles = roles_of.of_noun(operator.phrase, scene.things)
    return roles.subjects or roles.linked("from", "by")


def _warned(event: Event) -> bool:
    """Warned, hinted, threatened that it would: what stands under a condition is a threat."""
    return any(o.verb is not None and set(o.verb.lemmas) & _THREATENING for o in event.climb.operators)


def _not_until(scene: Scene, event: Event, preps: set[str]) -> bool:
    """Not until, not before autumn will they leave."""
    clause = scene.tree.clause_of(event.node)
    inverted = clause is not None and clause.inverted and bool(preps & {"not before", "no earlier than", "not earlier than"})
    return "not until" in preps or inverted or _until(scene, event, "not until")


def _until(scene: Scene, event: Event, *markers: str) -> bool:
    """Not before, not until a clause: they stay till then."""
    clause = scene.tree.clause_of(event.node)
    return clause is not None and any(
        inner.role == "adv" and inner.marker in (markers or _UNTIL)
        for inner in clause.inner
    )


def _answers(scene: Scene, event: Event, owners: set[str]) -> bool:
    """Whether the owner says so in answer to a demand told in this sentence or the one before."""
    for operator in event.climb.operators:
        if operator.name.startswith("SAY"):
            states = {s for t in _subjects(scene, operator) if (s := t.state or t.owner) is not None}
            if states and not states & owners:
                return False
    if scene.setting.memory.demanded:
        return True
    own = {o.at for o in event.climb.operators}
    return any(t.tag == "N" and t.word.noun in _DEMANDS and i not in own for i, t in enumerate(scene.tokens))


def not_all(scene: Scene, event: Event) -> bool:
    """Not all of them: some have."""
    words = {scene.tokens[t.phrase.start].low for t in (*event.roles.subjects, *event.roles.objects)}
    return bool(words & _NOT_ALL) or bool(words_of(scene, event) & {"not all", "not nearly all"})


def _not_one(scene: Scene, event: Event) -> bool:
    """Not a single soldier has been withdrawn: nothing has begun."""
    single = {"not a single", "not one", "not one single", "not a", "not even one", "not even a"}
    for thing in (*event.roles.subjects, *event.roles.objects):
        if scene.tokens[thing.phrase.start].low in single or "single" in thing.lows or "any" in thing.lows:
            return True
    return False


_PARTS = frozenset({"some of", "most of", "half of", "part of", "several of", "many of", "several", "a few of"})


def _part(scene: Scene, event: Event) -> bool:
    """Two of the five, half of them, three of its posts, the first thirty: only a part has gone."""
    lows = words_of(scene, event)
    if lows & _TOTAL:
        return False
    if lows & _PARTLY or _others_to_follow(scene, event) or rest(scene, event):
        return True
    for thing in (*event.roles.subjects, *event.roles.objects):
        start = scene.tokens[thing.phrase.start]
        some = start.low in ("some", "many", "most", "half") and all(
            t.tag != "M" for t in scene.tokens[thing.phrase.start + 1 : thing.phrase.start + 2]
        )
        if some or "vehicle" in thing.kinds:
            return True
        few = thing.lows & _FEW or (start.low in ("a", "an", "one", "two", "three") and thing.noun in _GROUPS)
        if start.low in _SOME_OF or (few and thing.force is not None and "post" not in thing.kinds):
            return True
        if (start.tag in "DM" or start.low.endswith(" of")) and thing.phrase.links and thing.phrase.links[0][0] == "of":
            return start.low not in ("all of", "both of", "all", "none of") and partitive(
                scene.line, thing.phrase.start, thing.phrase.end + 3) or start.low in ("some of", "most of", "half of",
                "part of", "several of", "many of", "some", "most", "half", "several", "a few")  # fmt: skip
    return False


def rest(scene: Scene, event: Event) -> bool:
    """Took down three posts, leaving nine: what stays is told beside what goes."""
    return any(
        other.frame == "STAYREST" and isinstance(other.node, Clause) and other.node.above() is event.node
        and not any(t.places for _, t in other.roles.links)
        for other in scene.events
    )


def _others_to_follow(scene: Scene, event: Event) -> bool:
    """Fifty have left and the remaining ones will leave by Friday."""
    for other in scene.events:
        if other is event or other.frame != event.frame or other.axes.stage not in ("FUTURE", "PLAN", "AGREE"):
            continue
        if any(t.lows & _REMAINING for t in (*other.roles.subjects, *other.roles.objects)):
            return True
    return False


def words_of(scene: Scene, event: Event) -> set[str]:
    """The words of the event's own clause that can qualify it: adverbs, and the modifiers of its arguments."""
    clause = scene.tree.clause_of(event.node)
    tokens = scene.tokens
    found: set[str] = set()
    if clause is not None:
        found |= {tokens[i].low for i in clause.adverbs}
        if clause.verb is not None:
            found |= {tokens[i].low for i in clause.verb.adverbs}
    for thing in (*event.roles.subjects, *event.roles.objects):
        found |= thing.lows
    return found


def moved_away(event: Event) -> bool:
    """Guards in Tavush were driven to Gyumri: they left Tavush."""
    forces = [t for t in event.match.objects if t.force is not None]
    goals = [t for prep, t in event.roles.links if prep in ("to", "into", "towards") and t.places]
    return bool(goals) and any(
        t.places and any(prep in ("in", "at", "of", "from") for prep, _ in t.phrase.links) for t in forces
    )
