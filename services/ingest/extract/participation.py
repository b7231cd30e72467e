"""Pass 13d. In: an event of taking part in an organisation, paying for it, or leaving it. Out: drafts, one a member.

The sense says what is spoken of and in which direction; negation and the operators above turn the direction round:
"will not attend" is to skip, "stopped paying" is to stop. What a denial denies stays as it is, and is denied.
"""

from collections.abc import Iterator
from dataclasses import replace

from services.ingest.extract.attendance import Occasion, occasion_of
from services.ingest.extract.axes import Axes
from services.ingest.extract.belonging import arguments, bloc_of, members_of
from services.ingest.extract.clauses import Clause
from services.ingest.extract.phrases import NounPhrase
from services.ingest.extract.scene import Draft, Event, Scene
from services.ingest.extract.word_sets import word_set

POLES: dict[str, tuple[str, str]] = {
    # sense: (what it is when affirmed, what it is when negated); "-x" is x denied
    "FREEZE": ("FREEZE", "-FREEZE"),
    "STOPWORK": ("FREEZE", "-FREEZE"),
    "WORK": ("", "FREEZE"),
    "NOWORK": ("FREEZE", ""),
    "LIMIT": ("LIMIT", "-LIMIT"),
    "SIGN": ("", "LIMIT"),
    "NOTSIGN": ("LIMIT", ""),
    "POSTREFUSE": ("LIMIT", "-LIMIT"),
    "EMPTY": ("LIMIT", "-LIMIT"),
    "RECALL": ("LIMIT", "-LIMIT"),
    "APPOINT": ("", "LIMIT"),
    "RESUME": ("RESUME", "-RESUME"),
    "PAY": ("PAYAGAIN", "PAYSTOP"),
    "PAYAGAIN": ("PAYAGAIN", "-PAYAGAIN"),
    "PAYSTOP": ("PAYSTOP", "-PAYSTOP"),
    "ATTEND": ("JOIN", "SKIP"),
    "ATTENDANCE": ("JOIN", "SKIP"),
    "HOST": ("JOIN", "SKIP"),
    "HELD": ("", "SKIP"),
    "SEND": ("JOIN", "SKIP"),
    "SENDNONE": ("", "SKIP"),
    "REPRESENT": ("JOIN", "SKIP"),
    "AWAIT": ("JOIN", "SKIP"),
    "TURNUP": ("JOIN", "SKIP"),
    "DRILL": ("JOIN", "SKIP"),
    "SKIP": ("SKIP", "-SKIP"),
    "SKIPHOME": ("SKIP", "-SKIP"),
    "AWAY": ("SKIP", "-SKIP"),
    "MEMBER": ("MEMBER", "-STAY"),
    "KEEP": ("MEMBER", "-STAY"),
    "NOTUP": ("", "MEMBER"),
    "LOSE": ("EXIT", "MEMBER"),
    "EXIT": ("EXIT", "-EXIT"),
    "OUT": ("EXIT", "-EXIT"),
    "PULLOUT": ("EXIT", "-EXIT"),
    "EXPEL": ("EXIT", "-EXIT"),
    "LAPSE": ("EXIT", "-EXIT"),
    "ENDS": ("EXIT", "-EXIT"),
    "EXITNOUN": ("EXIT", "-EXIT"),
    "GONEOUT": ("GONE", "-GONE"),
    "WAYOUT": ("EXIT", "-EXIT"),
    "WANTOUT": ("EXIT", "-EXIT"),
    "NORETURN": ("THREAT", ""),
    "NOTIFY": ("NOTIFY", "-NOTIFY"),
    "RECEIVE": ("NOTIFY", "-NOTIFY"),
    "ARRIVENOTICE": ("NOTIFY", "-NOTIFY"),
    "KNOWNOTHING": ("-NOTIFY", ""),
}
FRAMES = frozenset(POLES)
_ATTENDING = frozenset(
    ["ATTEND", "ATTENDANCE", "HOST", "HELD", "SEND", "SENDNONE", "REPRESENT", "AWAIT", "TURNUP", "DRILL", "SKIP",
     "SKIPHOME", "AWAY"]
)  # fmt: skip
_NOTICES = frozenset({"NOTIFY", "RECEIVE", "ARRIVENOTICE", "KNOWNOTHING"})
_KINDS = {
    "SIGN": "document_not_signed",
    "NOTSIGN": "document_not_signed",
    "POSTREFUSE": "post_refused",
    "RECALL": "representative_recalled",
    "APPOINT": "representative_not_named",
}
_AGAIN = word_set("participation.again")
_IN_FACT = word_set("participation.in_fact")
_FORMAL = word_set("participation.formal")
_DENIALS = frozenset({"DENY"})


def read_participation(scene: Scene, event: Event) -> list[Draft]:
    """The drafts of an event of these senses; none where it is about another organisation or nobody's doing."""
    axes = event.axes
    if axes.unsaid or _told_elsewhere(scene, event):
        return []
    bloc = bloc_of(scene, event)
    if bloc is None:
        return []
    pole, axes = _pole(event, axes)
    if not pole:
        return []
    occasion = None
    if event.frame in _ATTENDING:
        occasion = occasion_of(scene, event)
        if occasion is None:
            return []
        pole = occasion.frame(pole)
    pole, axes = _staged(scene, event, pole, axes)
    if not pole:
        return []
    if pole == "NOTIFY":
        pole, axes = _noticed(scene, event, axes)
    targets = [t for t in arguments(scene, event) if t.kinds & _OWNED]
    found = []
    for member in members_of(scene, event, bloc, targets):
        found.append(
            Draft(
                event,
                pole,
                axes,
                (),
                occasion.places if occasion is not None else (),
                org=bloc.id,
                parties=(("member", member),),
                kind=_kind(event, occasion),
                basis=_basis(scene, event, pole),
            )
        )
    return found


_OWNED = frozenset(
    ["membership", "participation", "participation?", "activity", "activity?", "dues", "dues?", "budget", "budget?",
     "seat", "seat?", "plan", "money", "body?", "notice", "notice?", "debt?"]
)  # fmt: skip


# -- direction ---------------------------------------------------------------------------------------------------------


def _pole(event: Event, axes: Axes) -> tuple[str, Axes]:
    """What the sense is as told, and the axes with only that denied which a denial denies."""
    denials = sum(1 for o in event.climb.operators if o.name in _DENIALS and not o.negated) % 2
    turned = axes.denied != bool(denials)
    affirmed, negated = POLES[event.frame]
    if axes.stage in ("REFUSE", "CANCEL") and affirmed in ("JOIN", "PAYAGAIN", "") and negated:
        return _signed(negated, replace(axes, denied=bool(denials)))
    return _signed(negated if turned else affirmed, replace(axes, denied=bool(denials)))


def _signed(pole: str, axes: Axes) -> tuple[str, Axes]:
    if pole.startswith("-"):
        return pole[1:], replace(axes, denied=not axes.denied)
    return pole, axes


def _staged(scene: Scene, event: Event, pole: str, axes: Axes) -> tuple[str, Axes]:
    """The frame of `stages.tsv` and the stage, where a pole has several."""
    if axes.stage == "INF":
        axes = replace(axes, stage="FUTURE")
    match pole:
        case "EXIT" | "GONE" | "STAY" | "THREAT":
            return _leaving(scene, event, pole, axes)
        case "PAYAGAIN":
            return _paying(scene, event, axes)
        case "FREEZE" if axes.stage == "NOMINAL":
            return (pole, replace(axes, stage="DONE")) if _definite(scene, event) else ("", axes)
        case "FREEZE" if event.frame == "WORK":
            return ("LIMIT" if _only_activities(event) else "FREEZE"), axes
        case _ if axes.stage == "NOMINAL" and event.frame in ("SKIP", "ATTENDANCE", "RESUME"):
            return (pole, replace(axes, stage="DONE")) if _definite(scene, event) else ("", axes)
    return pole, axes


def _leaving(scene: Scene, event: Event, pole: str, axes: Axes) -> tuple[str, Axes]:
    """Out of it: done, announced, threatened or proposed."""
    stage = axes.stage
    if pole == "THREAT":
        return "EXIT", replace(axes, stage="THREATEN")
    if pole == "STAY":
        ahead = stage in ("FUTURE", "PLAN", "PROPOSE", "THREATEN")
        return "EXIT", replace(axes, stage="FUTURE" if ahead else "DONE", denied=not axes.denied)
    if pole == "GONE" and stage in ("STATE", "DONE"):
        return "EXIT", replace(axes, stage="DONE")
    if event.frame in ("WAYOUT", "WANTOUT") and stage in ("STATE", "DONE", "PROG"):
        return "EXIT", replace(axes, stage="PLAN")
    if stage == "NOMINAL":
        return "", axes
    if not axes.denied and stage in ("FUTURE", "PLAN", "PROG") and (axes.conditional or axes.certainty == "possible"):
        return "EXIT", replace(axes, stage="THREATEN")
    if stage == "CANCEL":
        return "EXIT", replace(axes, stage="FUTURE", denied=not axes.denied)
    return "EXIT", axes


def _paying(scene: Scene, event: Event, axes: Axes) -> tuple[str, Axes]:
    """To pay is no news, to pay again is; not to have resumed is to have stopped."""
    words = _words(scene, event)
    again = bool(words & _AGAIN) or any(o.name in ("BEGIN", "AGAIN") for o in event.climb.operators)
    if event.frame == "PAY" and not again:
        return "", axes
    if axes.denied and axes.stage in ("DONE", "STATE", "PROG", "BEGIN") and not _said_untrue(event):
        return "PAYSTOP", replace(axes, denied=False, stage="DONE")
    return "PAYAGAIN", axes


def _said_untrue(event: Event) -> bool:
    return any(o.name in _DENIALS for o in event.climb.operators)


def _only_activities(event: Event) -> bool:
    """Not in its drills and other activities: a limit, not a freeze of all."""
    return any("activity" in t.kinds or "activity?" in t.kinds and t.phrase.possessor is None for t in event.match.objects)


def _definite(scene: Scene, event: Event) -> bool:
    """Armenia's freeze, the suspension, not: a freeze."""
    node = event.node
    if not isinstance(node, NounPhrase):
        return True
    return node.possessor is not None or scene.tokens[node.start].tag == "S" or scene.tokens[node.start].low == "the"


# -- the rest of a draft -----------------------------------------------------------------------------------------------


def _kind(event: Event, occasion: Occasion | None) -> str | None:
    if occasion is not None:
        return occasion.kind
    return _KINDS.get(event.frame)


def _basis(scene: Scene, event: Event, pole: str) -> str | None:
    words = _words(scene, event)
    if event.frame in _NOTICES and pole == "FREEZE":
        return "formal"
    if words & _IN_FACT:
        return "de_facto"
    return "formal" if words & _FORMAL else None


def _words(scene: Scene, event: Event) -> set[str]:
    """The adverbs of the event's clause and of those above that only bring it about."""
    clause = scene.tree.clause_of(event.node)
    found: set[str] = set()
    tokens = scene.tokens
    for around in [clause, *(o.clause for o in event.climb.operators)] if clause is not None else []:
        if around is None:
            continue
        found |= {tokens[i].low for i in (*around.adverbs, *around.particles)}
        if around.verb is not None:
            found |= {tokens[i].low for i in around.verb.adverbs}
        for prep, linked in around.links:
            if isinstance(linked, NounPhrase):
                found.add(f"{prep} {tokens[linked.head].low}")
    return found


def _told_elsewhere(scene: Scene, event: Event) -> bool:
    """Whether a notice holds the event as its content, or another event is told by this noun."""
    return any(other is not event and event.node in _contents(other) for other in scene.events)


def _contents(event: Event) -> Iterator[object]:
    """The nodes that are told as the content of a notice."""
    if event.frame in _NOTICES and isinstance(event.node, Clause):
        yield from _below(event.node)


def _below(node: "Clause | NounPhrase", depth: int = 0) -> Iterator[object]:
    if depth > 8:
        return
    parts: list[object] = [q for _, q in node.links]
    if isinstance(node, Clause):
        parts += [*node.objects, *(c for c in node.inner if c.role in ("comp", "that", "link"))]
        if isinstance(node.subject, NounPhrase):
            parts.append(node.subject)
    else:
        parts += list(node.clauses)
    for part in parts:
        if isinstance(part, (Clause, NounPhrase)):
            yield part
            yield from _below(part, depth + 1)


def _noticed(scene: Scene, event: Event, axes: Axes) -> tuple[str, Axes]:
    """What a notice is about: a freeze, or leaving."""
    below = list(_below(event.node))
    told = [POLES[other.frame][0] for other in scene.events if other.frame in POLES and any(other.node is b for b in below)]
    if "FREEZE" in told:
        return "FREEZE", replace(axes, stage="DONE")
    if "EXIT" in told:
        return "NOTIFY", axes
    return "", axes
