"""Pass 13g. In: the sense of an event of belonging, and its axes. Out: which way it goes, and its stage.

To attend or to skip, to pay or to stop paying, to stay or to leave: each sense has two poles.
"""

from dataclasses import replace

from services.ingest.extract import roles as roles_of
from services.ingest.extract.axes import Axes
from services.ingest.extract.authority import speaks_for_state
from services.ingest.extract.clauses import Clause
from services.ingest.extract.finding import conditional
from services.ingest.extract.phrases import NounPhrase
from services.ingest.extract.things import Thing
from services.ingest.extract.scene import Event, Scene
from services.ingest.extract.word_sets import word_set

POLES: dict[str, tuple[str, str]] = {
    # sense: (what it is when affirmed, what it is when negated); "-x" is x denied
    "FREEZE": ("FREEZE", "-FREEZE"),
    "STOPWORK": ("FREEZE", "-FREEZE"),
    "WORK": ("WORKAGAIN", "FREEZE"),
    "HAVEENVOY": ("", "LIMIT"),
    "PUSHOUT": ("EXIT", ""),
    "BUDGE": ("", "-EXIT"),
    "NOWORK": ("FREEZE", ""),
    "LIMIT": ("LIMIT", "-LIMIT"),
    "SIGNING": ("", "LIMIT"),
    "NOTSIGNING": ("LIMIT", ""),
    "POSTREFUSE": ("LIMIT", "-LIMIT"),
    "RECALL": ("LIMIT", "-LIMIT"),
    "APPOINT": ("", "LIMIT"),
    "RESUME": ("RESUME", "-RESUME"),
    "RENEW": ("RESUME", "EXIT"),
    "PROLONG": ("MEMBER", "EXIT"),
    "BACK": ("RESUME", "-RESUME"),
    "PAY": ("PAYAGAIN", "PAYSTOP"),
    "PAYAGAIN": ("PAYAGAIN", "-PAYAGAIN"),
    "PAYSTOP": ("PAYSTOP", "-PAYSTOP"),
    "ATTEND": ("JOIN", "SKIP"),
    "ATTENDANCE": ("JOIN", "SKIP"),
    "HOSTING": ("JOIN", "SKIP"),
    "HELD": ("JOIN", "SKIP"),
    "SENDTO": ("JOIN", "SKIP"),
    "SENDNONE": ("", "SKIP"),
    "REPRESENT": ("JOIN", "SKIP"),
    "AWAIT": ("JOIN", "SKIP"),
    "TURNUP": ("JOIN", "SKIP"),
    "GOTO": ("JOIN", "SKIP"),
    "GOBARE": ("JOIN", "SKIP"),
    "SAW": ("JOIN", "SKIP"),
    "CAMENOT": ("", "SKIP"),
    "DRILL": ("JOIN", "SKIP"),
    "SKIP": ("SKIP", "-SKIP"),
    "SKIPHOME": ("SKIP", "-SKIP"),
    "AWAY": ("SKIP", "-SKIP"),
    "WITHOUT": ("SKIP", ""),
    "EMPTY": ("SKIP", "-SKIP"),
    "MEMBER": ("MEMBER", "STAY"),
    "RETAIN": ("MEMBER", "STAY"),
    "REGARD": ("MEMBER", ""),
    "NOTUP": ("", "MEMBER"),
    "LOSE": ("EXIT", "MEMBER"),
    "EXIT": ("EXIT", "-EXIT"),
    "OUT": ("EXIT", "-EXIT"),
    "PULLOUT": ("EXIT", "-EXIT"),
    "EXPEL": ("EXIT", "-EXIT"),
    "LAPSE": ("EXIT", "-EXIT"),
    "ENDS": ("EXIT", "-EXIT"),
    "EXITNOUN": ("EXIT", "-EXIT"),
    "LEAVE?": ("EXIT", "-EXIT"),
    "GONEOUT": ("GONE", "-GONE"),
    "CALLMEMBER": ("GONE", "-GONE"),
    "WAYOUT": ("EXIT", "-EXIT"),
    "WANTOUT": ("EXIT", "-EXIT"),
    "NORETURN": ("THREAT", ""),
    "RETHINK": ("THREAT", "-THREAT"),
    "NOTIFY": ("NOTIFY", "-NOTIFY"),
    "RECEIVED": ("NOTIFY", "-NOTIFY"),
    "ARRIVENOTICE": ("NOTIFY", "-NOTIFY"),
    "KNOWNOTHING": ("NOTIFY", "-NOTIFY"),
    "AWAITLETTER": ("-NOTIFY", ""),
    "INVAIN": ("SKIP", ""),
    "PARTOF": ("MEMBER", "STAY"),
    "DIAL": ("JOIN", "SKIP"),
}
_AGAIN = word_set("participation.again")
_OWED = word_set("participation.owed")
_NEARLY = word_set("axes.nearly")
_TOLD_OF = frozenset({"REPORT", "CONSIDER", "PROBABLE"})
_LAPSING = frozenset({"lapse", "expire", "run", "end", "go", "die", "slip"})
_OUT_OF = frozenset({"from", "out of", "away from", "of", "with"})
_LEADING = frozenset({"chair", "address", "open", "lead", "bless", "support", "observe", "hold"})
_UNDONE = frozenset({"REFUSE", "CANCEL"})


def pole_of(event: Event, axes: Axes) -> tuple[str, Axes]:
    """What the sense is as told, and the axes with only that denied which a denial denies."""
    denied = _denials(event, axes) % 2 == 1
    turned = axes.denied != denied
    affirmed, negated = POLES[event.frame]
    axes = replace(axes, denied=denied)
    if axes.pluperfect and any(o.name.startswith(("SAY", "REPORT")) for o in event.climb.operators):
        axes = replace(axes, pluperfect=False)
    if event.frame == "PAY" and _resumed(event):
        negated = "-PAYAGAIN"
    if axes.stage == "REFUSE" and negated == "EXIT":
        return negated, replace(axes, stage="DONE" if _refused(event) else "PLAN")
    if axes.stage in _UNDONE and negated and not negated.startswith("-"):
        return negated, replace(axes, stage="PLAN") if axes.stage == "CANCEL" else axes
    if turned and event.match.sense.lemma in _LEADING and event.frame == "ATTEND":
        return "", axes
    pole = negated if turned else affirmed
    if pole.startswith("-"):
        return pole[1:], replace(axes, denied=not denied)
    return pole, axes


def _refused(event: Event) -> bool:
    """Declined to renew it then, rather than declines now."""
    verbs = [o.verb for o in event.climb.operators if o.name == "REFUSE" and o.verb is not None]
    return any(verb.tense == "past" or verb.perfect for verb in verbs)


def _resumed(event: Event) -> bool:
    """To resume paying, to pay again: what is denied of it is the resumption."""
    lemmas = {lemma for o in event.climb.operators if o.verb is not None for lemma in o.verb.lemmas}
    return bool(lemmas & {"resume", "restart", "return", "go", "renew"})


def _denials(event: Event, axes: Axes) -> int:
    """How many of the operators above say that it is untrue, as `acting` took them."""
    taken = {at: name for name, at in axes.words}
    count, below = 0, ""
    for operator in event.climb.operators:
        name = taken.get(operator.at, operator.name)
        count += (name == "DENY" or (name == "FALSE" and below in _TOLD_OF)) and not operator.negated
        count += name == "TRUE" and operator.negated
        below = name
    return count


def staged(scene: Scene, event: Event, pole: str, axes: Axes) -> tuple[str, Axes]:
    """The frame of `stages.tsv` and the stage, where a pole has several."""
    if axes.stage == "INF":
        axes = replace(axes, stage="FUTURE")
    if event.frame == "PARTOF" and not any(scene.tokens[t.phrase.start].low == "part of" for t in event.match.objects):
        return "", axes
    if event.frame == "OUT" and isinstance(event.node, Clause):
        loose = not event.match.sense.particles and bool(event.node.particles)
        if loose or any(c.role == "that" for c in event.node.inner):
            return "", axes
    if event.frame in ("OUT", "GONEOUT", "GOBARE") and not event.match.sense.links:
        if any(p in _OUT_OF and "of ours" not in t.kinds for p, t in event.roles.links):
            return "", axes
    if pole == "MEMBER" and any(t.lows & {"only", "first", "last"} for t in event.roles.objects):
        return "", axes
    if event.frame == "BACK" and isinstance(event.node, Clause) and any(isinstance(q, Clause) for _, q in event.node.links):
        return "", axes
    if event.frame == "AWAIT" and axes.stage in ("STATE", "DONE"):
        axes = replace(axes, stage="PLAN", certainty="probable", ahead=True)
    if event.frame == "RECALL" and any(_to_a_state(t) for t in event.match.objects):
        return "", axes
    match pole:
        case "EXIT" | "GONE" | "STAY" | "THREAT":
            return _leaving(scene, event, pole, axes)
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
        case "FREEZE" if axes.stage == "CANCEL":
            return "RESUME", replace(axes, stage="DONE")
        case "WORKAGAIN":
            return ("RESUME" if _adverbs(scene, event) & _AGAIN else ""), axes
        case "FREEZE" if event.frame == "WORK":
            return ("LIMIT" if _only_activities(event) else "FREEZE"), axes
    if axes.stage == "NOMINAL" and isinstance(event.node, Clause) and event.frame in ("ATTEND", "GOTO", "SENDTO"):
        around = scene.tree.up(event.node)
        verb = around.holder.verb if around is not None and isinstance(around.holder, Clause) else None
        return pole, replace(axes, stage="FUTURE" if verb is not None and verb.tense in ("future", "would") else "DONE")
    if axes.stage == "NOMINAL":
        told = isinstance(event.node, Clause) or _definite(scene, event)
        return (pole, replace(axes, stage="DONE")) if told and pole != "LIMIT" or event.frame == "SKIP" and told else ("", axes)
    return pole, axes


def _to_a_state(envoy: Thing) -> bool:
    """Recalled its ambassador: none to an organisation."""
    return envoy.noun in ("ambassador", "consul", "attaché", "attache") and "of ours" not in envoy.kinds


def _leaving(scene: Scene, event: Event, pole: str, axes: Axes) -> tuple[str, Axes]:
    """Out of it: done, announced, threatened or proposed."""
    stage = axes.stage
    if event.frame == "LAPSE" and not _lapses(event):
        return "", axes
    if event.frame == "LOSE" and any("observer" in t.lows for t in event.roles.objects):
        return "", axes
    if event.frame == "PUSHOUT":
        return "EXIT", replace(axes, stage="PROPOSE", conditional=False)
    if event.frame == "EXIT" and isinstance(event.node, NounPhrase) and stage != "NOMINAL" and _only_qualified(event):
        return "", axes
    if event.frame == "CALLMEMBER" and not _former(event):
        return "", axes
    if pole == "THREAT":
        return "EXIT", replace(axes, stage="THREATEN", certainty=axes.certainty if event.frame == "NORETURN" else "possible")
    if pole == "STAY" and stage in ("STATE", "DONE") and event.frame == "MEMBER" and not _any_longer(scene, event):
        return "" if _former(event) else "MEMBER", replace(axes, denied=True, conditional=False)
    if pole == "STAY":
        ahead = stage in ("FUTURE", "PLAN", "PROPOSE", "THREATEN")
        return "EXIT", replace(axes, stage="FUTURE" if ahead else "DONE")
    if pole == "GONE" and stage in ("STATE", "DONE", "INF"):
        return "EXIT", replace(axes, stage="DONE")
    if event.frame in ("WAYOUT", "WANTOUT") and stage in ("STATE", "DONE", "PROG"):
        return "EXIT", replace(axes, stage="PLAN")
    if stage == "WANT":
        return ("EXIT", replace(axes, stage="PLAN")) if _by_authority(scene, event, "WANT") else ("", axes)
    if stage == "STATE":
        return "EXIT", replace(axes, stage="FUTURE", ahead=True)
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
        return "EXIT", replace(axes, stage="LIKELY")
    if stage == "CANCEL":
        return "EXIT", replace(axes, stage="FUTURE", denied=not axes.denied)
    if stage == "PROPOSE":
        return "EXIT", replace(axes, conditional=False)
    if stage == "PLAN" and axes.denied and _undecided(event):
        return "EXIT", replace(axes, stage="UNDECIDED")
    return "EXIT", axes


def _any_longer(scene: Scene, event: Event) -> bool:
    """No longer a member, ceased to be one: it was before; those who are none may never have been."""
    ended = any(o.name in ("STOP", "CANCEL", "COMPLETE", "REFUSE", "FAIL") for o in event.climb.operators)
    words = {w for a in _adverbs(scene, event) for w in a.split()}
    return ended or bool(words & {"longer", "more", "anymore", "effectively", "now", "since", "already"})


def _likely(scene: Scene, event: Event) -> bool:
    """More likely to leave than to stay: nobody has said that it will."""
    expected = any(o.name == "EXPECT" for o in event.climb.operators)
    return event.axes.certainty == "probable" and (expected or any({*a.split()} & {"likely", "probably"} for a in _adverbs(scene, event)))


def _timeless(scene: Scene, event: Event) -> bool:
    """Quit, a past form that is the bare one too."""
    verb = event.node.verb if isinstance(event.node, Clause) else None
    return verb is not None and verb.start == verb.head and scene.tokens[verb.head].low in verb.lemmas


def _nearly(scene: Scene, event: Event) -> bool:
    """Has all but left: not done, and not announced either."""
    verb = event.node.verb if isinstance(event.node, Clause) else None
    return verb is not None and verb.perfect and bool(_adverbs(scene, event) & _NEARLY)


def _only_qualified(event: Event) -> bool:
    """The consequences of a possible exit: nobody says that it comes."""
    operators = event.climb.operators
    return bool(operators) and all(o.clause is None and o.phrase is None for o in operators)


def _undecided(event: Event) -> bool:
    """It has not decided, did not announce, took no decision: so far it has not."""
    plans = [o for o in event.climb.operators if o.verb is not None and o.name in ("PLAN", "EXIST", "HAPPEN", "FAIL")]
    return bool(plans) and all(o.verb is not None and (o.verb.perfect or o.verb.tense == "past") for o in plans)


def _by_authority(scene: Scene, event: Event, name: str = "PROPOSE") -> bool:
    """Whether whoever proposes it speaks for a state."""
    for operator in event.climb.operators:
        if operator.name == name and operator.clause is not None:
            who = roles_of.of_clause(operator.clause, scene.tree, scene.things).subjects
            return bool(who) and all(
                speaks_for_state(t, scene.setting) and t.state is not None and "people" not in t.kinds for t in who
            )
    return False


def _lapses(event: Event) -> bool:
    """Let the treaty lapse, let its membership run out."""
    node = event.node
    return isinstance(node, Clause) and any(
        inner.verb is not None and set(inner.verb.lemmas) & _LAPSING for inner in node.inner
    )


def _former(event: Event) -> bool:
    return any(t.lows & {"former", "ex-member", "erstwhile", "ex"} for t in event.roles.objects)


def _merely_wished(scene: Scene, event: Event, axes: Axes) -> bool:
    """What a share of the people polled would like."""
    loud = axes.loud
    return not axes.denied and loud is not None and loud.verb is not None and bool(set(loud.verb.lemmas) & {"want", "wish", "like", "prefer"})


def _paying(scene: Scene, event: Event, axes: Axes) -> tuple[str, Axes]:
    """To pay is no news, to pay again is; not to have resumed is to have stopped."""
    again = bool(_adverbs(scene, event) & _AGAIN) or _first_since(scene, event)
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


def _first_since(scene: Scene, event: Event) -> bool:
    """Paid in January, the first since 2023."""
    after = [t.low for t in scene.tokens[event.at : event.at + 24]]
    return "first" in after and "since" in after[after.index("first") :][:5]


def _said_untrue(event: Event) -> bool:
    return _denials(event, event.axes) > 0


def _only_activities(event: Event) -> bool:
    """Not in its drills and other activities: a limit, not a freeze of all."""
    things = [t for _, t in event.roles.links]
    return any(t.noun in ("activity", "event", "undertaking", "initiative", "programme", "anything") for t in things)


def _definite(scene: Scene, event: Event) -> bool:
    """Armenia's freeze, the suspension, not: a freeze."""
    node = event.node
    assert isinstance(node, NounPhrase)
    start = scene.tokens[node.start]
    return node.possessor is not None or start.tag == "S" or start.low in ("the", "this") or start.state is not None


def _adverbs(scene: Scene, event: Event) -> set[str]:
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


def considered(scene: Scene, event: Event, axes: Axes) -> Axes:
    """What the member itself considers is possible; what others discuss is nothing."""
    if event.match.sense.adjectives and isinstance(event.node, NounPhrase):
        return replace(axes, unsaid="", stage="DONE")
    if axes.unsaid != "only_considered" or POLES[event.frame][0] not in ("EXIT", "FREEZE", "RESUME"):
        return axes
    for operator in event.climb.operators:
        if operator.name != "CONSIDER" or operator.clause is None or operator.verb is None:
            continue
        if set(operator.verb.lemmas) & {"discuss", "debate", "study", "talk", "speak", "argue", "negotiate"}:
            continue
        said = [operator.clause] if "be" not in operator.verb.lemmas else []
        said += [o.clause for o in event.climb.operators if o.name.startswith("SAY") and o.clause is not None and not said]
        who = [t for c in said for t in roles_of.of_clause(c, scene.tree, scene.things).subjects]
        if who and all(speaks_for_state(t, scene.setting) and t.state is not None and t.state != "RUS" for t in who):
            return replace(axes, unsaid="", stage="PLAN", certainty="possible", ahead=True)
    return axes
