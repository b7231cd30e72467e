"""Pass 15a. In: a draft in its scene and the voices above it. Out: the date expressions that belong to it, and to what.

A date belongs to what it hangs on: to the event, to the operator above it (agreed on, asked in, signed on), to the noun
that is its subject matter (a summit, dues), or to something else (the war of 2020) and then to none.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from services.ingest.extract.dates.dates_found import preposition
from services.ingest.extract.frames.matching import links_of
from services.ingest.extract.frames.scene import Draft, Scene
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.operators.operator import Operator
from services.ingest.extract.voices.sayings import Node, Voice, speaks
from services.ingest.extract.words.word_sets import word_set

_ELSEWHERE = word_set("dating.elsewhere")
_HELD_AGAINST = frozenset({"as", "than", "as it was", "as they were"})
_HAPPENING = frozenset({"BEGIN", "COMPLETE", "HAPPEN", "PROG", "SEE", "MANAGE", "FAIL", "STOP"})
_FORWARD = frozenset(
    {"FUTURE", "PLAN", "AGREE", "ORDER", "REQUEST", "WANT", "PROPOSE", "THREATEN", "REFUSE", "POSTPONE", "INF"}
)
_TERM = frozenset({"until", "till", "by", "no later than", "not later than", "before"})
_MOVED_TO = word_set("days.moved_to")
_MATTERS = word_set("days.matters")
_IN = word_set("days.in")
_PAPERS = word_set("days.papers")
_FROM = frozenset({"from", "starting from", "as of", "beginning from", "starting", "beginning"})
_NAMED = frozenset({"place", "country", "capital"})
_ENDING = frozenset({"end", "conclude", "finish", "close", "wrap", "last", "run"})
_OPEN = word_set("days.opening")


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
        if operator.name in _HAPPENING:
            yield from (Day(p, "event") for p in _of_operator(scene, operator))
        elif operator.name == "PLAN" and operator.clause is not None and id(operator.clause) not in spoken:
            yield from (Day(p, _planned(scene, operator, p)) for p in _of_operator(scene, operator))
        elif loud is not None and operator.at == loud.at:
            coming = operator.verb is not None and operator.verb.tense in ("future", "would")
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
        yield from (Day(p, "matter") for p in _of_noun(scene, node))
    if draft.org is None and draft.kind is None and draft.item is None:
        return
    links = links_of(event.match.sense, event.roles, scene.things)
    for thing in (*event.match.objects, *event.match.subjects, *(t for _, t in links)):
        dated = any(scene.tokens[i].date is not None for i in range(thing.phrase.start, thing.phrase.head))
        if thing.head.word.senses & _MATTERS or thing.head.kind == "drill" or (dated and draft.org is not None):
            yield from (Day(p, "matter") for p in _of_noun(scene, thing.phrase))


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
    yield from _of_noun(scene, operator.phrase)
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
    yield from _opened(scene, clause)


def _opened(scene: Scene, clause: Clause) -> Iterator[NounPhrase]:
    """Signed on 14 June, …; adopted in May, …: the dates of what was done before."""
    for inner in clause.inner:
        verb = inner.verb
        if inner.role == "adv" and verb is not None and verb.form == "pp" and set(verb.lemmas) & _OPEN:
            yield from days_of(scene, inner)


def _of_paper(scene: Scene, draft: Draft) -> Iterator[NounPhrase]:
    """Under the deal reached on Wednesday: the dates of the paper that makes it agreed."""
    marks = {at for name, at in draft.axes.words if name == "AGREE"}
    for phrase in scene.tree.phrases:
        if phrase.head in marks:
            yield from _of_noun(scene, phrase)
    for clause in scene.tree.clauses:
        if clause.verb is not None and clause.verb.head in marks:
            yield from days_of(scene, clause)


def _of_noun(scene: Scene, phrase: NounPhrase) -> Iterator[NounPhrase]:
    """The dates of a noun: the 2021 contract, November's summit, the deal of May 8, the drill that opened on Monday."""
    yield from dates_beside(scene, phrase)
    for clause in phrase.clauses:
        if not isinstance(clause, Clause):
            continue
        if clause.verb is not None and set(clause.verb.lemmas) & _OPEN and not ends_later(clause):
            yield from days_of(scene, clause)
        yield from _opened(scene, clause)


def ends_later(clause: Clause) -> bool:
    """The drill, which ends on Friday: it is going on, whatever the day."""
    verb = clause.verb
    if verb is None or clause.role != "rel" or verb.form != "finite" or not set(verb.lemmas) & _ENDING:
        return False
    return verb.tense in ("pres", "future") and not verb.perfect


def dates_beside(scene: Scene, phrase: NounPhrase) -> Iterator[NounPhrase]:
    """The dates in a noun phrase and right behind it: its 2021 contract, last year's dues, the item of May 14."""
    tokens = scene.tokens
    for i in range(phrase.start, phrase.head):
        if tokens[i].date is not None:
            yield NounPhrase(i, i, i + 1)
    for _, linked in phrase.links:
        if isinstance(linked, NounPhrase) and tokens[linked.head].date is not None:
            yield linked


def days_of(scene: Scene, node: Node) -> Iterator[NounPhrase]:
    """The dates that hang on a clause or on the noun of an event, in the order of the text."""
    tokens = scene.tokens
    if isinstance(node, NounPhrase):
        yield from dates_beside(scene, node)
        for _, place in node.links:
            if isinstance(place, NounPhrase) and scene.tokens[place.head].kind in _NAMED:
                yield from dates_beside(scene, place)
        return
    seen: set[int] = set()
    for prep, linked in node.links:
        if not isinstance(linked, NounPhrase) or tokens[linked.start].low in ("every", "each"):
            continue
        if tokens[linked.head].date is not None:
            if linked.head not in seen and not _anothers(scene, linked, node) and not _compared(scene, linked):
                seen.add(linked.head)
                yield linked
        elif prep in ("since", "not since"):
            yield from _of_noun(scene, linked)
    if not seen and (before := _echoed(scene, node)) is not None:
        denied = node.verb is not None and node.verb.negated
        for day in days_of(scene, before):
            if not (denied and preposition(tokens, day.head)[1] == "since"):
                yield day


def _compared(scene: Scene, day: NounPhrase) -> bool:
    """Twice as many as in 2020, fewer than last year, the date of what it is held against."""
    first = min(preposition(scene.tokens, day.head)[0], day.start)
    return first > 0 and scene.tokens[first - 1].low in _HELD_AGAINST


def _echoed(scene: Scene, clause: Clause) -> Clause | None:
    """Left in 1999, and so did Azerbaijan; will fly on Friday, Pashinyan won't: the clause that an auxiliary alone
    repeats."""
    verb = clause.verb
    if verb is None or scene.tokens[verb.head].tag != "X" or (verb.copula and not clause.inverted) or clause.objects:
        return None
    if clause.role == "and":
        return clause.above()
    before = [root for root in scene.tree.roots if root.start < clause.start]
    return before[-1] if before else None


def of_papers(scene: Scene, clause: Clause) -> Iterator[NounPhrase]:
    """In a decree published on Friday, in an interview last week: the dates of what an act is done or said in."""
    for prep, linked in clause.links:
        if isinstance(linked, NounPhrase) and prep in _IN and scene.tokens[linked.head].word.senses & _PAPERS:
            yield from _of_noun(scene, linked)


def _anothers(scene: Scene, day: NounPhrase, clause: Clause) -> bool:
    """After the war in 2020: the date of the war, not of what came after it."""
    at: Node = day
    for _ in range(6):
        place = scene.tree.up(at)
        if place is None or place.holder is clause or isinstance(place.holder, Clause):
            if place is not None and place.role == "subject" and at is not day:
                return not _bare(scene, at)
            prep = next((p for p, q in clause.links if q is at), "")
            return at is not day and prep in _ELSEWHERE and not _bare(scene, at) and not _counts(scene, at, day)
        at = place.holder
    return False


def _counts(scene: Scene, node: Node, day: NounPhrase) -> bool:
    """For the second time in 2012: which time it was; not the first time in ten years."""
    told = isinstance(node, NounPhrase) and scene.tokens[node.head].low == "time" and not lasts(scene, day)
    return told and preposition(scene.tokens, day.head)[1] == "in"


def _bare(scene: Scene, node: Node) -> bool:
    """A place, a force or arms: left for Gyumri on Friday, a contract for batteries of guns in 2022."""
    if isinstance(node, Clause):
        return False
    thing = scene.things.of(node)
    parts = [thing, *(scene.things.of(q) for p, q in node.links if p == "of" and isinstance(q, NounPhrase))]
    return bool(thing.places) or thing.force is not None or any("weapon" in t.kinds for t in parts)


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


def lasts(scene: Scene, phrase: NounPhrase) -> bool:
    """For five years: a length of time, which dates no act ahead."""
    return getattr(scene.tokens[phrase.head].date, "shape", "") == "duration"
