"""Pass 15a. In: a clause or noun phrase. Out: the date expressions that hang on it."""

from collections.abc import Iterator

from services.ingest.extract.dates.dates_found import preposition
from services.ingest.extract.frames.scene import Scene
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.voices.sayings import Node
from services.ingest.extract.words.word_sets import word_set

_ELSEWHERE = word_set("dating.elsewhere")
_HELD_AGAINST = frozenset({"as", "than", "as it was", "as they were"})
_IN = word_set("days.in")
_PAPERS = word_set("days.papers")
_NAMED = frozenset({"place", "country", "capital", "organisation"})
_ACTING = frozenset({"human", "state", "parliament", "org"})
_ENDING = frozenset({"end", "conclude", "finish", "close", "wrap", "last", "run"})
_OPEN = word_set("days.opening")


def opened(scene: Scene, clause: Clause) -> Iterator[NounPhrase]:
    """Signed on 14 June, …; adopted in May, …: the dates of what was done before."""
    for inner in clause.inner:
        verb = inner.verb
        if inner.role == "adv" and verb is not None and verb.form == "pp" and set(verb.lemmas) & _OPEN:
            yield from days_of(scene, inner)


def of_noun(scene: Scene, phrase: NounPhrase) -> Iterator[NounPhrase]:
    """The dates of a noun: the 2021 contract, November's summit, the deal of May 8, the drill that opened on Monday."""
    yield from dates_beside(scene, phrase)
    for clause in phrase.clauses:
        if not isinstance(clause, Clause):
            continue
        if clause.verb is not None and set(clause.verb.lemmas) & _OPEN and not ends_later(clause):
            yield from days_of(scene, clause)
        yield from opened(scene, clause)


def ends_later(clause: Clause) -> bool:
    """The drill, which ends on Friday; began on Monday and will last until Friday: it is going on, whatever the day."""
    verb, above = clause.verb, clause.above()
    further = clause.role == "and" and above is not None and above.subject is clause.subject
    if verb is None or not (clause.role == "rel" or further):
        return False
    if verb.form != "finite" or not set(verb.lemmas) & _ENDING:
        return False
    return verb.tense in ("pres", "future") and not verb.perfect


def dates_beside(scene: Scene, phrase: NounPhrase) -> Iterator[NounPhrase]:
    """The dates in a noun phrase and right behind it, behind a name too: its 2021 contract, last year's dues, the
    summit of the CSTO in May."""
    tokens = scene.tokens
    for i in range(phrase.start, phrase.head):
        if tokens[i].date is not None:
            yield NounPhrase(i, i, i + 1)
    for _, linked in phrase.links:
        if not isinstance(linked, NounPhrase):
            continue
        if tokens[linked.head].date is not None:
            yield linked
        elif tokens[linked.head].kind in _NAMED:
            yield from dates_beside(scene, linked)


def days_of(scene: Scene, node: Node) -> Iterator[NounPhrase]:
    """The dates that hang on a clause or on the noun of an event, in the order of the text."""
    tokens = scene.tokens
    if isinstance(node, NounPhrase):
        yield from dates_beside(scene, node)
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
            yield from of_noun(scene, linked)
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
            yield from of_noun(scene, linked)


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
    """A place, a force, arms, who acts: ministers on Monday released, left for Gyumri on Friday, a contract for guns
    in 2022."""
    if isinstance(node, Clause):
        return False
    thing = scene.things.of(node)
    parts = [thing, *(scene.things.of(q) for p, q in node.links if p == "of" and isinstance(q, NounPhrase))]
    bare = thing.places or thing.force is not None or thing.kinds & _ACTING
    return bool(bare) or any("weapon" in t.kinds for t in parts)


def lasts(scene: Scene, phrase: NounPhrase) -> bool:
    """For five years: a length of time, which dates no act ahead."""
    return getattr(scene.tokens[phrase.head].date, "shape", "") == "duration"
