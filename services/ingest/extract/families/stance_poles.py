"""What each frame of participation says of a member: out, in, frozen, paid, attended."""

from dataclasses import replace

from services.ingest.extract.frames.scene import Event
from services.ingest.extract.operators.axes import Axes
from services.ingest.extract.operators.operator import Operator
from services.ingest.extract.words.word_sets import word_set

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
    "RENEWSEAT": ("MEMBER", "EXIT"),
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
    "KEEPSEAT": ("MEMBER", "STAY"),
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
    "KEPTAWAY": ("SKIP", ""),
    "MONEYFOR": ("", "PAYSTOP"),
    "PARTOF": ("MEMBER", "STAY"),
    "PARTIN": ("JOIN", "SKIP"),
    "DIAL": ("JOIN", "SKIP"),
}
_TOLD_OF = frozenset({"REPORT", "CONSIDER", "PROBABLE"})
_LEADING = word_set("stances.leading")
_UNDONE = frozenset({"REFUSE", "CANCEL"})


def pole_of(event: Event, axes: Axes) -> tuple[str, Axes]:
    """What the sense is as told, and the axes with only that denied which a denial denies."""
    denied = denials_above(event, axes) % 2 == 1
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
    refusing = [o for o in event.climb.operators if o.name == "REFUSE" and o.verb is not None]
    return any(o.verb.tense == "past" or o.verb.perfect or _in_past(o) for o in refusing if o.verb is not None)


def _in_past(refusal: Operator) -> bool:
    """By refusing to renew it, Georgia left: the refusal is as past as what came of it."""
    clause = refusal.clause
    above = clause.above() if clause is not None and clause.verb is not None and clause.verb.form == "ing" else None
    return above is not None and above.verb is not None and above.verb.tense == "past"


def _resumed(event: Event) -> bool:
    """To resume paying, to pay again: what is denied of it is the resumption."""
    lemmas = {lemma for o in event.climb.operators if o.verb is not None for lemma in o.verb.lemmas}
    return bool(lemmas & {"resume", "restart", "return", "go", "renew"})


def denials_above(event: Event, axes: Axes) -> int:
    """How many of the operators above say that it is untrue, as `acting` took them."""
    taken = {at: name for name, at in axes.words}
    count, below = 0, ""
    for operator in event.climb.operators:
        name = taken.get(operator.at, operator.name)
        count += (name == "DENY" or (name == "FALSE" and below in _TOLD_OF)) and not operator.negated
        count += name == "TRUE" and operator.negated
        below = name
    return count
