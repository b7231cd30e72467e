"""Pass 10. In: a scene and one kernel.
Out: its arguments: forces, places, states, organisation, and where each was found.
"""

from dataclasses import dataclass, replace

from services.ingest.extract.clauses import Clause
from services.ingest.extract.locations import AWAY, TOWARDS, Where, anaphoric, where
from services.ingest.extract.scene import ForceArg, Scene, Setting
from services.ingest.extract.tokens import Token
from services.ingest.extract.triggers import Kernel

_STATES = frozenset({"country", "capital", "person", "metonym"})
_POINTING = frozenset({"it", "there", "here", "them", "other", "others", "rest"})
_NO_RIVALS = frozenset(
    {"PAY", "ATTEND", "JOIN", "PAPER", "MEMBERSHIP", "INVITED", "BE", "HAVE", "NOTIFY", "REGARD", "GATHER"}
)
_COMING = frozenset({"ARRIVE", "DEPLOY", "ATTEND", "SKIP", "HOST", "ENGAGE", "INVITED", "GATHER", "HOLD", "TRAIN"})
_VENUES = _COMING - {"ARRIVE", "DEPLOY"} | {"BUY", "SIGN", "DELIVER"}


_GREETING = frozenset({"bid", "say"})


@dataclass(frozen=True, slots=True)
class Arguments:
    """What a kernel is about. `subject` is the state that acts; `tier` A same clause, B same sentence, C text
    before."""

    forces: tuple[ForceArg, ...]
    place: Where
    subject: str | None
    subjects: tuple[str, ...]
    org: str | None
    tier: str
    start: int
    end: int


def bind(scene: Scene, setting: Setting, kernel: Kernel) -> Arguments:
    """The arguments of `kernel`: from its clause, else from the clause it continues, else from the text before."""
    clause = scene.clauses[kernel.clause]
    start, end = _extent(scene, kernel, clause)
    banned = (
        TOWARDS
        if kernel.frame in _COMING
        else AWAY - {"to", "for"}
        if kernel.frame in ("HANDOVER", "TAKEOVER")
        else AWAY
    )
    banned = banned - {"to"} if kernel.lemma in _GREETING else banned
    place = _own_places(scene, setting, kernel, where(scene, setting, start, end, banned, kernel.frame in _VENUES))
    found = tuple(f for f in scene.forces if start <= f.at < end)
    tier = "A"
    if not place.places and not place.part:
        place, tier = _borrowed_place(scene, setting, kernel, clause, banned, tier)
    if not found:
        found, tier = _borrowed_forces(scene, setting, kernel, clause, tier)
    subjects = _subjects(scene, setting, kernel, clause)
    return Arguments(
        found,
        place,
        subjects[0] if subjects else None,
        subjects,
        _org(scene, setting, kernel, clause),
        tier,
        start,
        end,
    )


def _extent(scene: Scene, kernel: Kernel, clause: Clause) -> tuple[int, int]:
    """Of a noun that is the subject of a further verb ("the decision to leave Karabakh surprised many in Yerevan") only
    what stands before that verb, where a place stands there."""
    if kernel.group is not None and kernel.group.tense != "inf":
        return clause.start, clause.end
    if any(v.finite and v.head < kernel.at for v in clause.verbs):
        return clause.start, clause.end
    further = next((v for v in clause.verbs if v.finite and v.head > kernel.at), None)
    if further is None or not any(t.places for t in scene.line.tokens[kernel.at : further.start]):
        return clause.start, clause.end
    return clause.start, further.start


def _own_places(scene: Scene, setting: Setting, kernel: Kernel, found: Where) -> Where:
    """Where one clause holds several kernels, each keeps the places that follow it before the next kernel."""
    rivals = [k for k in scene.kernels if k.clause == kernel.clause and k.at != kernel.at and k.frame not in _NO_RIVALS]
    if not rivals or not found.at:
        return found
    following = min((k.at for k in rivals if k.at > kernel.at), default=None)
    preceding = max((k.at for k in rivals if k.at < kernel.at), default=None)
    tokens = scene.line.tokens
    pairs = [(i, p) for i in found.at for p in tokens[i].places if p in found.places]
    mine = [p for i, p in pairs if (following is None or i < following) and (preceding is None or i > preceding)]
    if mine and len(mine) < len(pairs):
        return Where(tuple(dict.fromkeys(mine)), found.excluded, found.part, found.at)
    return found


def _continues(scene: Scene, clause: Clause) -> bool:
    """A coordinated predicate without a subject of its own, or a relative clause."""
    if clause.kind == "relative":
        return True
    i = clause.start
    tokens = scene.line.tokens
    while i < clause.end and (
        tokens[i].low in ("and", "but", "or", ",", "then", "also", "nor", "although", "though", "still")
        or not tokens[i].low[0].isalnum()
    ):
        i += 1
    return any(v.start == i and (v.finite or v.tense in ("part", "ger", "perfpart")) for v in clause.verbs)


def _previous(scene: Scene, kernel: Kernel) -> list[int]:
    return [n for n in range(kernel.clause - 1, -1, -1) if n not in scene.spoken and scene.clauses[n].kind != "if"]


def _borrowed_place(
    scene: Scene, setting: Setting, kernel: Kernel, clause: Clause, banned: frozenset[str], tier: str
) -> tuple[Where, str]:
    """A place from the clause that this one continues, else from the sentence before where a word points back."""
    lows = [t.low for t in scene.line.tokens[clause.start : clause.end]]
    pronoun = bool(_POINTING & set(lows))
    for n in _previous(scene, kernel):
        other = scene.clauses[n]
        place = where(scene, setting, other.start, other.end, banned)
        linked = _continues(scene, clause) or pronoun or other.finite() is None
        pointed = anaphoric(scene, setting, clause.start, clause.end, place.places)
        if place.places and (linked or pointed):
            return place if linked else Where(pointed), "B"
    condition = next((c for c in scene.clauses[kernel.clause + 1 : kernel.clause + 2] if c.kind == "if"), None)
    if condition is not None and (place := where(scene, setting, condition.start, condition.end, banned)).places:
        return place, "B"
    remembered = anaphoric(scene, setting, clause.start, clause.end, setting.memory.places)
    if not remembered and kernel.frame in ("STAY", "LEAVE") and "they" in lows[:4]:
        remembered = setting.memory.places
    if remembered:
        return Where(remembered), "C"
    if kernel.frame == "LEAVE" and "country" in {t.low for t in scene.line.tokens[kernel.at : clause.end]}:
        country = setting.gazetteer.countries.get(setting.memory.member or "")
        if country is not None:
            return Where((country.alpha2,)), "C"
    return Where(), tier


def _borrowed_forces(
    scene: Scene, setting: Setting, kernel: Kernel, clause: Clause, tier: str
) -> tuple[tuple[ForceArg, ...], str]:
    tokens = scene.line.tokens
    pronoun = any(
        t.low in ("they", "them", "it", "other", "others", "rest", "their")
        for t in tokens[clause.start : kernel.at + 4]
    )
    if _continues(scene, clause) or pronoun:
        for n in _previous(scene, kernel):
            other = scene.clauses[n]
            found = tuple(f for f in scene.forces if other.start <= f.at < other.end)
            if found:
                return found[:2] if clause.kind != "relative" else found[-1:], "B" if tier == "A" else tier
    if pronoun and setting.memory.forces and clause.kind == "main":
        return tuple(replace(f, at=-1) for f in setting.memory.forces), "C"
    return (), tier


def _subjects(scene: Scene, setting: Setting, kernel: Kernel, clause: Clause) -> tuple[str, ...]:
    """The states that act: named before the kernel in its clause, else in the clause it continues, else remembered."""
    tokens = scene.line.tokens
    own = _named(tokens, clause.start, kernel.at)
    if own:
        return own
    if {"we", "i"} & {t.low for t in tokens[clause.start : kernel.at]} or "our" in {
        t.low for t in tokens[clause.start : kernel.at + 4]
    }:
        speaker = speaker_state(scene, setting)
        if speaker is not None:
            return (speaker,)
    for n in _previous(scene, kernel):
        other = scene.clauses[n]
        found = _named(tokens, other.start, other.end)
        if found:
            return found
    following = scene.clauses[kernel.clause + 1] if kernel.clause + 1 < len(scene.clauses) else clause
    perfect = kernel.group is not None and kernel.group.tense == "perfpart"
    leading = any(v.tense == "perfpart" and v.head <= kernel.at for v in clause.verbs)
    after = _named(tokens, kernel.at, following.end if perfect or leading else clause.end)
    if after:
        return after
    return (setting.memory.member,) if setting.memory.member else ()


def _named(tokens: list[Token], start: int, end: int) -> tuple[str, ...]:
    found: list[str] = []
    for i in range(start, end):
        token = tokens[i]
        if (
            token.state is None
            or token.kind == "organisation"
            or (token.places and token.kind in ("country", "capital") and not _possessive(tokens, i))
        ):
            continue
        if token.kind in _STATES or (
            token.kind == "adjective" and i + 1 < len(tokens) and tokens[i + 1].low not in ("-",)
        ):
            if i and tokens[i - 1].low in ("with", "from", "to", "against") and found:
                continue
            if token.state not in found:
                found.append(token.state)
    return tuple(found)


def _possessive(tokens: list[Token], i: int) -> bool:
    return i + 1 < len(tokens) and tokens[i + 1].low in ("'s", "'")


def speaker_state(scene: Scene, setting: Setting) -> str | None:
    """The state of whoever speaks in this sentence, else of the last speaker."""
    tokens = scene.line.tokens
    for n in sorted(scene.spoken):
        clause = scene.clauses[n]
        for token in tokens[clause.start : clause.end]:
            if token.state is not None and token.kind != "organisation":
                return token.state
    for token in tokens:
        if token.kind == "person" and token.state is not None and not token.quoted:
            return token.state
    return setting.memory.speaker_state


def _org(scene: Scene, setting: Setting, kernel: Kernel, clause: Clause) -> str | None:
    """The organisation of the clause, of the sentence around it, or the one an expression like "the bloc" points to."""
    tokens = scene.line.tokens
    near = sorted((abs(i - kernel.at), i) for i in range(clause.start, clause.end) if tokens[i].kind == "organisation")
    for _, i in near:
        mention = tokens[i].mention
        if mention is not None and not (i + 1 < len(tokens) and tokens[i + 1].kind == "force"):
            return mention.key
    return None


def organisation_in(scene: Scene, setting: Setting) -> str | None:
    """The tracked organisation a sentence speaks of: named in it, or pointed to after it was named before."""
    tokens = scene.line.tokens
    for token in tokens:
        mention = token.mention
        if (
            mention is not None
            and mention.kind == "organisation"
            and setting.gazetteer.organisations[mention.key].tracked
        ):
            return mention.key
        if (
            mention is not None
            and mention.kind == "drill"
            and setting.gazetteer.drills[mention.key] in setting.gazetteer.organisations
        ):
            return setting.gazetteer.drills[mention.key]
    if any(t.kind == "organisation" for t in tokens):
        return None
    for org in setting.gazetteer.organisations.values():
        if org.tracked and setting.memory.org_seen and _points(tokens, org.context_aliases):
            return org.id
    return None


def _points(tokens: list[Token], aliases: tuple[str, ...]) -> bool:
    single = {a for a in aliases if " " not in a}
    return any(
        t.low in single
        and i
        and tokens[i - 1].low in ("the", "this", "that", "security", "military", "'s", "russian", "defence", "led")
        for i, t in enumerate(tokens)
    )


def bare_alliance(scene: Scene, setting: Setting, start: int, end: int) -> bool:
    """Whether these tokens name an alliance without saying which: the bloc, the alliance, the treaty."""
    tokens = scene.line.tokens[start:end]
    return any(_points(tokens, org.context_aliases) for org in setting.gazetteer.organisations.values() if org.tracked)
