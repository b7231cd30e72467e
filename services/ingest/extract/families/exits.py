"""Pass 13c. Leaving a bloc: done, announced, threatened or proposed."""

from dataclasses import replace

from services.ingest.extract.frames.making import conditional
from services.ingest.extract.frames.scene import Event, Scene
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.operators.axes import Axes
from services.ingest.extract.things import roles as roles_of
from services.ingest.extract.things.authority import speaks_for_state
from services.ingest.extract.things.thing import Thing
from services.ingest.extract.words.word_sets import word_set

_NEARLY = word_set("axes.nearly")
_DRIFTING = frozenset({"move", "drift", "edge", "inch", "slide", "creep", "slip"})
_POINTS = frozenset({"point", "moment", "day", "time", "date", "stage", "scenario", "case"})
_TO_COME = frozenset({"STATE", "PROG", "FUTURE", "PLAN"})
"""How one tells what comes of a threat: change that or we go, one more such vote and we are out."""
_DEVOTED = word_set("stances.devoted")
"""No longer an active member: a member still."""
_LAPSING = word_set("stances.lapsing")


def leaving_frame(scene: Scene, event: Event, pole: str, axes: Axes) -> tuple[str, Axes]:
    """Out of it: done, announced, threatened or proposed."""
    stage = axes.stage
    if _is_no_exit(event, stage):
        return "", axes
    if event.frame == "PUSHOUT":
        return "EXIT", replace(axes, stage="PROPOSE", conditional=False)
    if event.climb.marker == "or" and stage in _TO_COME and not axes.denied:
        return "EXIT", replace(axes, stage="THREATEN")
    if pole == "THREAT":
        return "EXIT", replace(
            axes, stage="THREATEN", certainty=axes.certainty if event.frame == "NORETURN" else "possible"
        )
    if pole == "STAY" and stage in ("STATE", "DONE") and event.frame == "MEMBER" and not _any_longer(scene, event):
        return "" if _former(event) else "MEMBER", replace(axes, denied=True, conditional=False)
    if event.frame in ("EXPEL", "PULLOUT") and any(o.name == "ACCUSE" for o in event.climb.operators):
        return "", axes  # to be driving it out is no exit yet
    if pole == "STAY" and stage == "WANT":
        return "", axes  # no longer wants to be in it: no step is told
    if pole == "STAY":
        ahead = stage in ("FUTURE", "PLAN", "PROPOSE", "THREATEN")
        wished = stage == "PROPOSE" and not _by_authority(scene, event)
        wished = wished or (ahead and any("party" in t.kinds for t in event.match.subjects))
        return "EXIT", replace(axes, stage="PROPOSE" if wished else "FUTURE" if ahead else "DONE")
    if pole == "GONE" and stage in ("STATE", "DONE", "INF"):
        return "EXIT", replace(axes, stage="DONE")
    if event.frame in ("WAYOUT", "WANTOUT") and stage in ("STATE", "DONE", "PROG"):
        return "EXIT", replace(axes, stage="PLAN" if _speaking_for_states(scene, event.match.subjects) else "PROPOSE")
    if (stage == "PLAN" and axes.denied and _names_no_day(scene, event)) or _at_some_point(scene, event):
        return "", axes
    if axes.denied and any(
        o.name == "STOP" and o.verb is not None and o.verb.form == "inf" for o in event.climb.operators
    ):
        return "", axes
    if stage == "WANT":
        return ("EXIT", replace(axes, stage="PLAN")) if _by_authority(scene, event, "WANT") else ("", axes)
    if stage == "STATE":
        return "EXIT", replace(axes, stage="FUTURE", ahead=True)
    if stage == "PROG" and not axes.denied and event.match.sense.lemma in _DRIFTING:
        return "EXIT", replace(axes, stage="THREATEN")
    if stage == "BEGIN" and _nearly(scene, event):
        return "", axes
    if stage == "NOMINAL" and axes.denied and any(o.name == "REPORT" for o in event.climb.operators):
        return "EXIT", replace(axes, stage="PLAN")
    if stage == "NOMINAL":
        return "", axes
    if stage == "PROPOSE" and conditional(scene, event.node) and _by_authority(scene, event):
        return "EXIT", replace(axes, stage="THREATEN")
    if not axes.denied and stage in ("FUTURE", "PLAN", "PROG") and (axes.conditional or axes.certainty == "possible"):
        return "EXIT", replace(axes, stage="THREATEN")
    if not axes.denied and (stage in ("FUTURE", "PLAN") or _timeless(scene, event)) and _likely(scene, event):
        return "EXIT", replace(axes, stage="LIKELY", certainty="probable")
    if stage == "CANCEL":
        return "EXIT", replace(axes, stage="FUTURE", denied=not axes.denied)
    if stage == "PROPOSE":
        return "EXIT", replace(axes, conditional=False)
    if stage == "PLAN" and axes.denied and _undecided(event):
        return "EXIT", replace(axes, stage="UNDECIDED")
    return "EXIT", axes


def _is_no_exit(event: Event, stage: str) -> bool:
    """Words of leaving that only others beside them make so: let it, but not lapse; lost its seat as an observer, the
    right to buy."""
    if event.frame == "LAPSE":
        return not _lapses(event)
    if event.frame == "MEMBER" and event.axes.denied:
        return any(t.lows & _DEVOTED for t in (*event.roles.objects, *event.match.objects))
    if event.frame == "LOSE":
        behind = [c for t in event.roles.objects for c in t.phrase.clauses if isinstance(c, Clause)]
        return any("observer" in t.lows for t in event.roles.objects) or any(c.role == "comp" for c in behind)
    if event.frame == "CALLMEMBER":
        return not _former(event)
    told = isinstance(event.node, NounPhrase) and stage != "NOMINAL"
    return event.frame == "EXIT" and told and _only_qualified(event)


def _any_longer(scene: Scene, event: Event) -> bool:
    """No longer a member, ceased to be one: it was before; those who are none may never have been."""
    ended = any(o.name in ("STOP", "CANCEL", "COMPLETE", "REFUSE", "FAIL") for o in event.climb.operators)
    words = {w for a in adverbs_of(scene, event) for w in a.split()}
    return ended or bool(words & {"longer", "more", "anymore", "effectively", "now", "since", "already"})


def _likely(scene: Scene, event: Event) -> bool:
    """More likely to leave than to stay, would sooner leave than pay: nobody has said that it will."""
    if _preferred(scene, event):
        return True
    expected = any(o.name == "EXPECT" for o in event.climb.operators)
    return event.axes.certainty == "probable" and (
        expected or any({*a.split()} & {"likely", "probably"} for a in adverbs_of(scene, event))
    )


def _preferred(scene: Scene, event: Event) -> bool:
    """Would sooner leave than pay: what it would like better, if it had to choose."""
    verb = event.node.verb if isinstance(event.node, Clause) else None
    return verb is not None and verb.tense == "would" and bool(adverbs_of(scene, event) & {"rather", "sooner"})


def _timeless(scene: Scene, event: Event) -> bool:
    """Quit, a past form that is the bare one too."""
    verb = event.node.verb if isinstance(event.node, Clause) else None
    return verb is not None and verb.start == verb.head and scene.tokens[verb.head].low in verb.lemmas


def _nearly(scene: Scene, event: Event) -> bool:
    """Has all but left: not done, and not announced either."""
    verb = event.node.verb if isinstance(event.node, Clause) else None
    return verb is not None and verb.perfect and bool(adverbs_of(scene, event) & _NEARLY)


def _only_qualified(event: Event) -> bool:
    """The consequences of a possible exit: nobody says that it comes."""
    operators = event.climb.operators
    return bool(operators) and all(o.clause is None and o.phrase is None for o in operators)


def _names_no_day(scene: Scene, event: Event) -> bool:
    """Named no day on which it will leave, set no date for it: it may leave all the same."""
    held = [q for o in event.climb.operators if o.clause is not None for q in o.clause.objects]
    return any(scene.tokens[q.head].word.noun in ("day", "date", "deadline", "timetable", "timeline") for q in held)


def _at_some_point(scene: Scene, event: Event) -> bool:
    """The point at which it would leave has not come: nobody says that it will."""
    clause = event.node if isinstance(event.node, Clause) else None
    if clause is None or clause.role != "rel" or clause.antecedent is None or clause.verb is None:
        return False
    return clause.verb.tense == "would" and scene.tokens[clause.antecedent.head].word.noun in _POINTS


def _undecided(event: Event) -> bool:
    """It has not decided, did not announce, took no decision: so far it has not; not: a report that it had decided."""
    if any(o.name == "REPORT" for o in event.climb.operators):
        return False
    plans = [o for o in event.climb.operators if o.verb is not None and o.name in ("PLAN", "EXIST", "HAPPEN", "FAIL")]
    return bool(plans) and all(o.verb is not None and (o.verb.perfect or o.verb.tense == "past") for o in plans)


def _by_authority(scene: Scene, event: Event, name: str = "PROPOSE") -> bool:
    """Whether whoever proposes it speaks for a state."""
    for operator in event.climb.operators:
        if operator.name == name and operator.clause is not None:
            return _speaking_for_states(scene, roles_of.of_clause(operator.clause, scene.tree, scene.things).subjects)
    return False


def _speaking_for_states(scene: Scene, who: list[Thing]) -> bool:
    return bool(who) and all(
        speaks_for_state(t, scene.setting) and t.state is not None and "people" not in t.kinds for t in who
    )


def _lapses(event: Event) -> bool:
    """Let the treaty lapse, let its membership run out."""
    node = event.node
    return isinstance(node, Clause) and any(
        inner.verb is not None and set(inner.verb.lemmas) & _LAPSING for inner in node.inner
    )


def _former(event: Event) -> bool:
    return any(t.lows & {"former", "ex-member", "erstwhile", "ex"} for t in event.roles.objects)


def adverbs_of(scene: Scene, event: Event) -> set[str]:
    """The adverbs, and prepositions with their nouns, of the event's clause and of those above it."""
    clause = scene.tree.clause_of(event.node)
    tokens = scene.tokens
    found: set[str] = set()
    for near in (clause, *(o.clause for o in event.climb.operators)):
        if near is None:
            continue
        found |= {tokens[i].low for i in (*near.adverbs, *near.particles)}
        if near.verb is not None:
            found |= {tokens[i].low for i in near.verb.adverbs}
        found |= {f"{p} {tokens[q.head].low}" for p, q in near.links if isinstance(q, NounPhrase)}
    return found
