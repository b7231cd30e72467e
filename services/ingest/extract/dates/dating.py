"""Pass 15c. In: a draft in its scene and the voices above it. Out: the dates that belong to it, each with its role, the
one that dates the act its type names first; and the day on which it was said.
"""

from dataclasses import dataclass
from datetime import date

from events.dates import bounds
from events.record import Role, When
from services.ingest.extract.dates.dates_found import preposition
from services.ingest.extract.dates.dates_resolved import resolve
from services.ingest.extract.dates.days import Day, days
from services.ingest.extract.dates.hanging import days_of, lasts, of_papers
from services.ingest.extract.frames.scene import Draft, Scene
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.voices.sayings import Voice

Node = Clause | NounPhrase
_FORWARD = frozenset(
    {"FUTURE", "PLAN", "AGREE", "ORDER", "REQUEST", "WANT", "PROPOSE", "THREATEN", "REFUSE", "POSTPONE", "INF"}
)
_ACTS = frozenset({"LEAVE", "ARRIVE", "HANDOVER", "EXIT"})
_REFUSED = frozenset({"SUMMITSKIP", "DRILLSKIP", "LIMIT", "PAYSTOP"})
"""Frames of which to refuse is to do: declined to attend the summit in November."""
_STATES = frozenset({"STAY", "STAND"})
"""Whoever no longer stays has left: a state all the same, which the present tense tells of today."""
_ASKED = frozenset({"REQUEST", "ORDER", "WANT", "PROPOSE"})
_BACK = frozenset({"DONE", "PART", "BEGIN", "COMPLETE", "FAIL"})
_DONE_AT = frozenset({"occurred", "agreed", "start", "period", "end"})


@dataclass(frozen=True, slots=True)
class Dated:
    """The dates of a claim, and those among them that say when its act was done."""

    when: tuple[When, ...]
    acts: tuple[When, ...]


def said_on(scene: Scene, chain: list[Voice]) -> str | None:
    """The day told with the innermost saying that has one."""
    for voice in chain:
        if voice.clause is None:
            continue
        for phrase in (*days_of(scene, voice.clause), *of_papers(scene, voice.clause)):
            found = resolved(scene, phrase, False, None)
            if found is not None and found.role == "occurred" and found.mod is None:
                return found.edtf
    return None


def dates(scene: Scene, draft: Draft, chain: list[Voice], spoken: str | None) -> Dated:
    """The dates of a draft, first the one that its type names."""
    base = _day(spoken)
    found: list[tuple[int, Day, When]] = []
    for day in days(scene, draft, chain):
        ahead = _ahead(scene, draft) if day.of != "act" else bool(day.ahead)
        when = resolved(scene, day.phrase, ahead, base)
        if when is None and day.of == "event" and not _is_over(draft) and not lasts(scene, day.phrase):
            when = resolved(scene, day.phrase, None, base)
        if when is not None and when.role == "since" and draft.frame == "LEASE":
            continue  # prolonged for 49 years: how long it is to run
        if when is not None and when.role == "occurred" and _since(scene, day.phrase):
            when = when.model_copy(update={"role": "since"})
        if when is not None:
            found.append((_rank(day, draft), day, _as(when, day.of, draft)))
    found.sort(key=lambda e: e[0])
    best = found[0][0] if found else 0
    kept: dict[str, tuple[Day, When]] = {}
    for rank, day, when in found:
        if rank < 2 or best == 2:
            kept.setdefault(when.edtf, (day, when))
    acts = tuple(w for d, w in kept.values() if w.role in _DONE_AT and not (d.of == "matter" and w.role == "period"))
    return Dated(tuple(w for _, w in kept.values()), acts)


def _since(scene: Scene, day: NounPhrase) -> bool:
    """Since the fall of the Soviet Union in 1991: the date of that from which it has been so."""
    place = scene.tree.up(day)
    while place is not None and isinstance(place.holder, NounPhrase):
        place = scene.tree.up(place.holder)
        if place is not None and place.role in ("since", "not since"):
            return True
    return False


def _is_over(draft: Draft) -> bool:
    """Left, have left: what a past tense tells is not to come."""
    verb = draft.axes.verb
    return verb is not None and (verb.tense == "past" or verb.perfect)


def _rank(day: Day, draft: Draft) -> int:
    if day.of == "act":
        return 2 if draft.axes.stage == "POSTPONE" or draft.frame == "EXIT" else 0
    return 2 if day.of == "matter" else 1


def _as(when: When, of: str, draft: Draft) -> When:
    role: Role = when.role
    if of == "act" and role == "occurred" and draft.axes.stage == "AGREE":
        role = "agreed"
    elif of == "event" and draft.axes.stage == "BEGIN" and role in ("occurred", "effective"):
        role = "start"
    elif draft.frame == "LEAVE" and role == "until" and draft.axes.stage in _ASKED:
        role = "deadline"
    elif draft.frame == "STAY" and when.mod == "BEFORE" and role == "deadline":
        return when.model_copy(update={"role": "until", "mod": "EQUAL_OR_MORE"})
    return when if role == when.role else when.model_copy(update={"role": role})


def _ahead(scene: Scene, draft: Draft) -> bool | None:
    """Whether what is told lies ahead of the telling; the present tense of an act means what is to come."""
    axes = draft.axes
    verb = axes.verb
    if axes.counterfactual:
        return False
    if axes.stage == "REFUSE" and draft.frame in _REFUSED and not axes.ahead:
        return False
    if axes.ahead or axes.stage in _FORWARD:
        return True
    if verb is not None and verb.tense == "pres" and verb.form == "finite" and not verb.perfect:
        acting = draft.frame in _ACTS and draft.event.frame not in _STATES
        return True if acting and not (scene.title or verb.passive or verb.copula) else None
    if axes.stage in _BACK:
        return False
    return None if verb is None else False


def resolved(scene: Scene, phrase: NounPhrase, ahead: bool | None, base: date | None) -> When | None:
    """What a date phrase means, with the dates told before it known."""
    known = scene.setting.memory.days + tuple(edtf for at, edtf in told(scene) if at < phrase.head)
    return _read(scene, phrase.start, phrase.head, ahead, base, known)


def _read(
    scene: Scene, first: int, at: int, ahead: bool | None, base: date | None, known: tuple[str, ...]
) -> When | None:
    tokens = scene.tokens
    form = tokens[at].date
    if form is None:
        return None
    start, words = preposition(tokens, at)
    raw = scene.line.words(min(start, first), at + 1)
    return resolve(form, words, scene.setting.published, ahead, base, known, raw)  # type: ignore[arg-type]


def told(scene: Scene) -> list[tuple[int, str]]:
    """The dates that a sentence tells, by token, each read in the direction of its clause: for "later" and "since then"
    behind them."""
    found: list[tuple[int, str]] = []
    known = scene.setting.memory.days
    for i, token in enumerate(scene.tokens):
        if token.date is None:
            continue
        verb = next(
            (c.verb for c in scene.tree.clauses if any(isinstance(q, NounPhrase) and q.head == i for _, q in c.links)),
            None,
        )
        ahead = None if verb is None else verb.tense in ("future", "would") or (False if verb.tense == "past" else None)
        when = _read(scene, i, i, ahead, None, known)
        if when is not None:
            found.append((i, when.edtf))
            known = (*known, when.edtf)
    return found


def _day(edtf: str | None) -> date | None:
    return None if edtf is None or len(edtf) != 10 else bounds(edtf)[0]
