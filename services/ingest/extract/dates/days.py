"""Pass 15b. In: a draft in its scene and the voices above it. Out: the date expressions that belong to it, and to what.

A date belongs to what it hangs on: to the event, to the operator above it (agreed on, asked in, signed on), to the noun
that is its subject matter (a summit, dues), or to something else (the war of 2020) and then to none.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from services.ingest.extract.dates.dates_found import preposition
from services.ingest.extract.dates.hanging import days_of, of_noun, of_papers, opened
from services.ingest.extract.frames.matching import links_of
from services.ingest.extract.frames.scene import Draft, Scene
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.operators.operator import Operator
from services.ingest.extract.voices.sayings import Voice, speaks
from services.ingest.extract.words.word_sets import word_set

_HAPPENING = frozenset({"BEGIN", "COMPLETE", "HAPPEN", "PROG", "SEE", "MANAGE", "FAIL", "STOP"})
_FORWARD = frozenset(
    {"FUTURE", "PLAN", "AGREE", "ORDER", "REQUEST", "WANT", "PROPOSE", "THREATEN", "REFUSE", "POSTPONE", "INF"}
)
_TERM = frozenset({"until", "till", "by", "no later than", "not later than", "before"})
_MOVED_TO = word_set("days.moved_to")
_MATTERS = word_set("days.matters")
_FROM = frozenset({"from", "starting from", "as of", "beginning from", "starting", "beginning"})


@dataclass(frozen=True, slots=True)
class Day:
    """A date expression: its phrase, what it dates (event, act, matter, or new for a new date), and its direction where
    its own verb gives one."""

    phrase: NounPhrase
    of: str
    ahead: bool | None = None


def days(scene: Scene, draft: Draft, chain: list[Voice]) -> Iterator[Day]:
    event = draft.event
    node = event.node
    loud = draft.axes.loud
    spoken = {id(voice.clause) for voice in chain}
    yield from (Day(p, "matter" if _of_dues(scene, p) else "event") for p in days_of(scene, node))
    for operator in event.climb.operators:
        if operator.name in _HAPPENING or _is_to_be(operator):
            yield from (Day(p, "event") for p in _of_operator(scene, operator))
        elif operator.name == "PLAN" and operator.clause is not None and id(operator.clause) not in spoken:
            yield from (Day(p, _planned(scene, operator, p)) for p in _of_operator(scene, operator))
        elif loud is not None and operator.at == loud.at:
            coming = operator.verb is not None and operator.verb.tense in ("future", "would")
            if operator.verb is not None and operator.verb.progressive and operator.verb.tense == "pres":
                yield from (Day(p, "event") for p in _of_operator(scene, operator))
                continue
            for phrase in _of_operator(scene, operator):
                led = preposition(scene.tokens, phrase.head)[1]
                moved = led in _MOVED_TO if loud.name == "POSTPONE" else led in _TERM
                yield Day(phrase, "new" if moved else "act", coming)
    if draft.axes.stage == "AGREE" and loud is None:
        yield from (Day(p, "act") for p in _of_paper(scene, draft))
    if isinstance(node, Clause):
        yield from (Day(p, "event") for p in _shared(scene, node))
        if not draft.axes.ahead and draft.axes.stage not in _FORWARD:
            yield from (Day(p, "event") for p in _as_it_happened(scene, node))
        if draft.frame == "LEAVE" and draft.axes.stage in _FORWARD:
            yield from (Day(p, "event") for p in _from_then(scene, draft))
        if loud is None and draft.axes.stage in _FORWARD:
            yield from (Day(p, "act") for p in of_papers(scene, node))
    elif draft.axes.stage != "COMPLETE":  # the withdrawal, agreed in May, is complete: not since May
        yield from (Day(p, "matter") for p in of_noun(scene, node))
    if draft.org is None and draft.kind is None and draft.item is None:
        return
    links = links_of(event.match.sense, event.roles, scene.things)
    for thing in (*event.match.objects, *event.match.subjects, *(t for _, t in links)):
        dated = any(scene.tokens[i].date is not None for i in range(thing.phrase.start, thing.phrase.head))
        if thing.head.word.senses & _MATTERS or thing.head.kind == "drill" or (dated and draft.org is not None):
            yield from (Day(p, "matter") for p in of_noun(scene, thing.phrase))
        yield from (Day(p, "matter") for q in _parts_of(scene, thing.phrase) for p in of_noun(scene, q))


def _parts_of(scene: Scene, phrase: NounPhrase) -> Iterator[NounPhrase]:
    """Its share of the budget for 2025: what it is a part of."""
    for prep, whole in phrase.links:
        if prep in ("of", "to") and isinstance(whole, NounPhrase) and scene.tokens[whole.head].word.senses & _MATTERS:
            yield whole


def _is_to_be(operator: Operator) -> bool:
    """Agreed to send patrols from May: the day of what is to be."""
    verb = operator.verb
    return operator.name == "EXIST" and verb is not None and verb.form == "inf" and not operator.negated


def _planned(scene: Scene, operator: Operator, day: NounPhrase) -> str:
    """Is planned in July, was set for July: the day of what is planned; was planned in May: of the planning."""
    verb = operator.verb
    now = verb is not None and verb.passive and verb.tense == "pres" and not verb.perfect
    return "event" if now or preposition(scene.tokens, day.head)[1] == "for" else "act"


def _from_then(scene: Scene, draft: Draft) -> Iterator[NounPhrase]:
    """Asked to withdraw the guards that had been deployed there, starting from August 1: from when they are to go."""
    clauses = (c for t in draft.event.match.objects for c in t.phrase.clauses if isinstance(c, Clause))
    for clause in clauses:
        if clause.verb is None or not clause.verb.perfect or clause.verb.tense != "past":
            continue
        for day in days_of(scene, clause):
            led = preposition(scene.tokens, day.head)[1]
            if led in _FROM and getattr(scene.tokens[day.head].date, "year", None) is None:
                yield day


def _of_dues(scene: Scene, day: NounPhrase) -> bool:
    """Its dues for 2024: the year of the dues, not of what was done with them."""
    place = scene.tree.up(day)
    if place is None or not isinstance(place.holder, NounPhrase):
        return False
    return bool(scene.tokens[place.holder.head].word.senses & {"dues", "budget"})


def _of_operator(scene: Scene, operator: Operator) -> Iterator[NounPhrase]:
    """The dates of a verb above, or of a noun above and of the verb that it is subject or object of: the order was
    signed on."""
    if operator.clause is not None:
        yield from days_of(scene, operator.clause)
        yield from of_papers(scene, operator.clause)
        yield from _around(scene, operator.clause)
        return
    if operator.phrase is None:
        return
    yield from of_noun(scene, operator.phrase)
    place = scene.tree.up(operator.phrase)
    if (
        place is not None
        and isinstance(place.holder, Clause)
        and place.role in ("subject", "object")
        and not speaks(place.holder)
    ):
        yield from days_of(scene, place.holder)


def _around(scene: Scene, clause: Clause) -> Iterator[NounPhrase]:
    """Wrote in March, asking it to …; signed on 14 June, the protocol provides …: the dates of the act around it."""
    place = scene.tree.up(clause)
    asking = clause.role == "adv" and clause.verb is not None and clause.verb.form == "ing"
    if asking and place is not None and isinstance(place.holder, Clause):
        yield from days_of(scene, place.holder)
    yield from opened(scene, clause)


def _of_paper(scene: Scene, draft: Draft) -> Iterator[NounPhrase]:
    """Under the deal reached on Wednesday: the dates of the paper that makes it agreed."""
    marks = {at for name, at in draft.axes.words if name == "AGREE"}
    for phrase in scene.tree.phrases:
        if phrase.head in marks:
            yield from of_noun(scene, phrase)
    for clause in scene.tree.clauses:
        if clause.verb is not None and clause.verb.head in marks:
            yield from days_of(scene, clause)


def _shared(scene: Scene, clause: Clause) -> Iterator[NounPhrase]:
    """In 2023 it skipped the summit and sent nobody: a date before the first verb holds for the second, not for what
    is so now (and sends nobody)."""
    if clause.role != "and" or any(True for _ in days_of(scene, clause)):
        return
    place = scene.tree.up(clause)
    if place is None or not isinstance(place.holder, Clause) or place.holder.verb is None:
        return
    first, second = place.holder.verb, clause.verb
    if second is not None and second.tense == "pres" and first.tense == "past":
        return
    for day in days_of(scene, place.holder):
        if day.start < first.start:
            yield day


def _as_it_happened(scene: Scene, clause: Clause) -> Iterator[NounPhrase]:
    """Stayed away when the drill opened on 19 May: what happened then has the date of that beside which it is told."""
    if clause.verb is None or clause.verb.tense != "past" or any(True for _ in days_of(scene, clause)):
        return
    for inner in clause.inner:
        if inner.role == "adv" and inner.marker == "when" and inner.verb is not None and inner.verb.tense == "past":
            yield from days_of(scene, inner)
