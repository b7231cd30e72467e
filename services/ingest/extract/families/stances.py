"""Pass 13c. In: an event of participation and its pole. Out: the frame that is told, with its axes."""

from dataclasses import replace

from services.ingest.extract.dates.hanging import days_of, lasts
from services.ingest.extract.families.answers import answered_no
from services.ingest.extract.families.exits import adverbs_of, leaving_frame
from services.ingest.extract.families.stance_poles import POLES, denials_above
from services.ingest.extract.families.states_named import possessors
from services.ingest.extract.frames.scene import Event, Scene
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase, nested_links
from services.ingest.extract.operators.axes import NEGATIVE, Axes
from services.ingest.extract.things import roles as roles_of
from services.ingest.extract.things.authority import speaks_for_state
from services.ingest.extract.things.thing import Thing
from services.ingest.extract.words.word_sets import word_set

_AGAIN = word_set("participation.again")
_OWED = word_set("participation.owed")
_DECIDING = frozenset({"decide", "resolve"})
_HARD = word_set("stances.hard")
_OUT_OF = frozenset({"from", "out of", "away from", "of", "with"})


def staged(scene: Scene, event: Event, pole: str, axes: Axes) -> tuple[str, Axes]:
    """The frame of `stages.tsv` and the stage, where a pole has several."""
    if axes.stage == "INF":
        axes = replace(axes, stage="FUTURE")
    if _says_nothing(scene, event, pole):
        return "", axes
    if event.frame == "AWAIT" and axes.stage in ("STATE", "DONE"):
        axes = replace(axes, stage="PLAN", certainty="probable", ahead=True)
    match pole:
        case "EXIT" | "GONE" | "STAY" | "THREAT":
            return leaving_frame(scene, event, pole, axes)
        case "PAYAGAIN":
            return _paying(scene, event, axes)
        case "NOTIFY":
            stage = ("DONE" if axes.denied else "PLAN") if axes.stage in ("PROG", "BEGIN") else axes.stage
            return pole, replace(axes, ahead=False, conditional=False, stage=stage)
        case "RESUME" if axes.stage == "WANT":
            return pole, replace(axes, stage="PLAN")
        case "MEMBER":
            return pole, replace(axes, conditional=False)
        case "RESUME" if axes.stage == "PROG" and event.frame == "BACK":
            return pole, replace(axes, stage="PLAN", ahead=True)
        case "FREEZE" | "RESUME" if _merely_wished(scene, event, axes):
            return "", axes
        case "FREEZE" if _decided(scene, event, axes):
            return pole, replace(axes, stage="DECIDE", ahead=False)
        case "FREEZE" if axes.stage == "CANCEL":
            return "RESUME", replace(axes, stage="DONE")
        case "WORKAGAIN":
            return ("RESUME" if adverbs_of(scene, event) & _AGAIN else ""), axes
        case "PAYSTOP" if event.frame == "MONEYFOR":
            none = scene.tokens[event.node.start].low in NEGATIVE
            return (pole if none else ""), replace(axes, stage="DONE", ahead=False)
        case "FREEZE" if event.frame == "WORK":
            return ("LIMIT" if _only_activities(scene, event) else "FREEZE"), axes
    if axes.stage == "NOMINAL" and isinstance(event.node, Clause) and event.frame in ("ATTEND", "GOTO", "SENDTO"):
        around = scene.tree.up(event.node)
        verb = around.holder.verb if around is not None and isinstance(around.holder, Clause) else None
        return pole, replace(axes, stage="FUTURE" if verb is not None and verb.tense in ("future", "would") else "DONE")
    if axes.stage == "NOMINAL" and pole in ("RESUME", "FREEZE") and _only_imagined(scene, event):
        return "", axes
    if axes.stage == "NOMINAL":
        told = isinstance(event.node, Clause) or _definite(scene, event)
        return (
            (pole, replace(axes, stage="DONE"))
            if (told and (pole != "LIMIT" or isinstance(event.node, Clause))) or (event.frame == "SKIP" and told)
            else ("", axes)
        )
    return pole, axes


def _only_imagined(scene: Scene, event: Event) -> bool:
    """Would welcome Armenia's return, the freeze could cost it dear, its return grows difficult: spoken of, not
    told."""
    clause = scene.tree.clause_of(event.node)
    if clause is None or clause.verb is None:
        return False
    hard = clause.adjective >= 0 and scene.tokens[clause.adjective].low in _HARD
    return clause.verb.tense in ("would", "may") or (hard and event.node is clause.subject)


def _says_nothing(scene: Scene, event: Event, pole: str) -> bool:
    """Senses that only some words around them make a stance."""
    if _only_a_choice(scene, event):
        return True
    if event.frame in ("PARTOF", "PARTIN") and not any(
        scene.tokens[t.phrase.start].low == "part of" for t in event.match.objects
    ):
        return True
    if event.frame == "ATTEND" and _anothers_place(scene, event):
        return True
    if event.frame == "OUT" and isinstance(event.node, Clause):
        loose = not event.match.sense.particles and bool(event.node.particles)
        if loose or any(c.role == "that" for c in event.node.inner):
            return True
    if (
        event.frame in ("OUT", "GONEOUT", "GOBARE")
        and not event.match.sense.links
        and any(p in _OUT_OF and "of ours" not in t.kinds for p, t in event.roles.links)
    ):
        return True
    if pole == "MEMBER" and any(t.lows & {"only", "first", "last"} for t in event.roles.objects):
        return True
    if (
        event.frame == "BACK"
        and isinstance(event.node, Clause)
        and any(isinstance(q, Clause) for _, q in event.node.links)
    ):
        return True
    return event.frame == "RECALL" and any(_to_a_state(t) for t in event.match.objects)


def _only_a_choice(scene: Scene, event: Event) -> bool:
    """Its choice to stay or to leave, any decision to withdraw: whichever it may be, none of them is told."""
    operators = event.climb.operators
    if not event.axes.denied and any(
        o.phrase is not None and scene.tokens[o.phrase.start].low == "any" for o in operators
    ):
        return True
    if event.axes.stage != "INF" or operators:
        return False
    place = scene.tree.up(event.node)
    while place is not None and isinstance(place.holder, Clause) and place.holder.verb is not None:
        if place.holder.verb.form != "inf":
            return False
        place = scene.tree.up(place.holder)
    return place is not None


def _anothers_place(scene: Scene, event: Event) -> bool:
    """Armenia's place in the drill was taken by others: neither is said to have come."""
    taken = [t for t in event.roles.objects if t.noun in event.match.sense.nouns and t.phrase.possessor is not None]
    return any(list(possessors(scene, t)) for t in taken)


def _to_a_state(envoy: Thing) -> bool:
    """Recalled its ambassador: none to an organisation."""
    return envoy.noun in ("ambassador", "consul", "attaché", "attache") and "of ours" not in envoy.kinds


def _merely_wished(scene: Scene, event: Event, axes: Axes) -> bool:
    """What a share of the people polled would like."""
    loud = axes.loud
    return (
        not axes.denied
        and loud is not None
        and loud.verb is not None
        and bool(set(loud.verb.lemmas) & {"want", "wish", "like", "prefer"})
    )


def _decided(scene: Scene, event: Event, axes: Axes) -> bool:
    """Have decided to freeze it, with no day named for that: whose it is needs nobody else to have it frozen."""
    if axes.denied or axes.stage != "PLAN" or any(True for _ in days_of(scene, event.node)):
        return False
    verbs = [o.verb for o in event.climb.operators if o.name == "PLAN"]
    return any(v is not None and set(v.lemmas) & _DECIDING and v.tense in ("past", "pres") for v in verbs)


def _paying(scene: Scene, event: Event, axes: Axes) -> tuple[str, Axes]:
    """To pay is no news, to pay again is; not to have resumed is to have stopped."""
    again = bool(adverbs_of(scene, event) & _AGAIN) or _first_since(scene)
    again = again or any(o.name == "BEGIN" for o in event.climb.operators)
    again = again or (not axes.denied and any(t.lows & _OWED for t in event.match.objects))
    if event.frame == "PAY" and again and not axes.denied and _of_another(scene, event):
        return "PAYSTOP", replace(axes, stage="DONE", conditional=False, ahead=False)
    if event.frame == "PAY" and not again:
        return "", axes
    if axes.denied and axes.stage in ("DONE", "STATE", "PROG", "BEGIN") and not _said_untrue(event):
        return "PAYSTOP", replace(axes, denied=False, stage="DONE")
    return "PAYAGAIN", axes


def _of_another(scene: Scene, event: Event) -> bool:
    """Its allies will cover Armenia's unpaid share: paid by others, it is unpaid by its owner."""
    owing = [t.phrase.possessor for t in event.match.objects if t.lows & _OWED]
    owners = {scene.things.of(p).state for p in owing if p is not None} - {None}
    payers = {t.state for t in event.match.subjects if t.state is not None}
    return bool(owners and payers) and not owners & payers


def _first_since(scene: Scene) -> bool:
    """Paid in January, the first since 2023; the first transfer in two years."""
    for phrase in scene.tree.phrases:
        if not any(t.low == "first" for t in scene.tokens[phrase.start : phrase.end]):
            continue
        clause = scene.tree.clause_of(phrase)
        for prep, linked in (*nested_links(phrase), *(clause.links if clause is not None else ())):
            if prep == "since" or (prep in ("in", "for") and isinstance(linked, NounPhrase) and lasts(scene, linked)):
                return True
    return False


def _said_untrue(event: Event) -> bool:
    return denials_above(event, event.axes) > 0


def _only_activities(scene: Scene, event: Event) -> bool:
    """Not in its drills and other activities, not in the work of its secretariat: a limit, not a freeze of all."""
    things = [t for _, t in event.roles.links]
    parts = [scene.things.of(q) for t in things for _, q in t.phrase.links if isinstance(q, NounPhrase)]
    if any("body?" in t.kinds for t in (*things, *parts)):
        return True
    return any(t.noun in ("activity", "event", "undertaking", "initiative", "programme", "anything") for t in things)


def _definite(scene: Scene, event: Event) -> bool:
    """Armenia's freeze, the suspension, not: a freeze."""
    node = event.node
    if not isinstance(node, NounPhrase):
        return False
    start = scene.tokens[node.start]
    return node.possessor is not None or start.tag == "S" or start.low in ("the", "this") or start.state is not None


def considered(scene: Scene, event: Event, axes: Axes) -> Axes:
    """What the member itself considers is possible; what others discuss is nothing."""
    if event.frame in ("FREEZE", "RESUME") and event.match.sense.adjectives and isinstance(event.node, NounPhrase):
        return replace(axes, unsaid="", stage="DONE")
    if axes.unsaid == "question" and answered_no(scene, event):
        return replace(axes, unsaid="", stage="FUTURE", denied=True, certainty="certain", conditional=False)
    if axes.unsaid != "only_considered" or POLES[event.frame][0] not in ("EXIT", "FREEZE", "RESUME"):
        return axes
    for operator in event.climb.operators:
        if operator.name != "CONSIDER" or operator.clause is None or operator.verb is None:
            continue
        if set(operator.verb.lemmas) & {"discuss", "debate", "study", "talk", "speak", "argue", "negotiate"}:
            continue
        said = [operator.clause] if "be" not in operator.verb.lemmas else []
        said += [
            o.clause for o in event.climb.operators if o.name.startswith("SAY") and o.clause is not None and not said
        ]
        who = [t for c in said for t in roles_of.of_clause(c, scene.tree, scene.things).subjects]
        if who and all(speaks_for_state(t, scene.setting) and t.state is not None and t.state != "RUS" for t in who):
            return replace(axes, unsaid="", stage="PLAN", certainty="possible", ahead=True)
    return axes
