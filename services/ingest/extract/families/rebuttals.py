"""Pass 18. In: a sentence and the claims made up to it. Out: the denials with which another speaker answers them: B
calls this fiction, Moscow denied it, which he called nonsense.

What is called untrue in its own clause ("reports that they left are false") is denied there, by an operator. Here the
answer stands in a clause of its own and points back.
"""

from dataclasses import dataclass

from events.record import Quote, Record, Said
from services.ingest.extract.frames.scene import Scene
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.extent import extent
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.operators.copulas import NO
from services.ingest.extract.operators.operator_table import untrue
from services.ingest.extract.voices.sayings import subject_of
from services.ingest.extract.voices.voices import voices
from services.ingest.extract.words.word_sets import word_set

_CALLING = word_set("rebuttals.calling")
_DENYING = word_set("rebuttals.denying")
_REJECTING = word_set("rebuttals.rejecting")
_TRUE = word_set("rebuttals.true")
_TRUTH = word_set("rebuttals.truth")
_IN = frozenset({"in", "to", "behind"})
_POINTING = word_set("rebuttals.pointing")
_RUMOURS = word_set("attribution.rumours") | frozenset(
    {"information", "news", "word", "statement", "story", "accusation", "charge"}
)


@dataclass(frozen=True, slots=True)
class _Answer:
    clause: Clause
    said: Said
    relative: bool
    first: int = -1
    """The token its words begin with, where that is not the clause's own first."""


def rebut(scene: Scene, found: list[Record], before: tuple[Record, ...]) -> list[Record]:
    """`found` with the denials of this sentence added; `before` are the claims of the sentence before it."""
    tokens = scene.tokens
    for clause in scene.tree.clauses:
        answer = _answer(scene, clause)
        if answer is None:
            continue
        at = tokens[clause.start].start
        earlier = [r for r in found if r.quote.end <= at + 1 or (answer.relative and r.quote.start < at)]
        targets = _last(earlier) or ([] if found else list(before))
        targets = [
            r for r in targets if (r.said.by, r.said.org) != (answer.said.by, answer.said.org) or answer.relative
        ]
        if answer.relative:
            found = [_denied(r, answer.said) if r in targets else r for r in found]
        else:
            found = [*found, *(_answered(scene, r, answer) for r in targets)]
    return found


def _last(earlier: list[Record]) -> list[Record]:
    """The claims of the speaker who spoke last."""
    if not earlier:
        return []
    last = earlier[-1].said
    return [r for r in earlier if (r.said.by, r.said.org, r.said.via) == (last.by, last.org, last.via)]


def _answer(scene: Scene, clause: Clause) -> _Answer | None:
    """The answer that a clause gives to what was said before it; None where it gives none."""
    verb = clause.verb
    if verb is None:
        return _one_word(scene, clause)
    if "be" in verb.lemmas and _denies_truth(scene, clause):
        chain = voices(scene, clause)
        return _Answer(clause, chain[0].said if chain else Said(mode="narrator"), False)
    if verb.negated or any(inner.role in ("that", "comp") for inner in clause.inner):
        return None
    lemmas = set(verb.lemmas)
    relative = clause.role == "rel" and clause.marker == "which"
    rejected = lemmas & _REJECTING and any(_is_rumour(scene, phrase) for phrase in clause.objects)
    if lemmas & _DENYING or rejected or (lemmas & _CALLING and _says_untrue(scene, clause)):
        if not relative and not any(_points(scene, phrase) for phrase in clause.objects):
            return None
        said = subject_of(scene, clause)
        return None if said is None else _Answer(clause, said, relative)
    pointing = "be" in lemmas and isinstance(clause.subject, NounPhrase) and _points(scene, clause.subject)
    if not pointing or not _says_untrue(scene, clause):
        return None
    chain = voices(scene, clause)
    return _Answer(clause, chain[0].said if chain else Said(mode="narrator"), False)


def _one_word(scene: Scene, clause: Clause) -> _Answer | None:
    """Disinformation, said the spokeswoman; a pack of lies: a quotation that is nothing but that word."""
    subject = clause.subject
    if not isinstance(subject, NounPhrase) or subject.clauses or clause.inner:
        return None
    if any(prep != "of" for prep, _ in (*subject.links, *clause.links)):
        return None
    heads = [scene.tokens[q.head] for q in (subject, *(q for _, q in subject.links)) if isinstance(q, NounPhrase)]
    untold = any({head.low, head.word.noun} & untrue() for head in heads)
    chain = voices(scene, clause) if untold else []
    above = clause.above()
    return _Answer(above, chain[0].said, False, subject.start) if chain and above is not None else None


def _points(scene: Scene, phrase: NounPhrase) -> bool:
    """This, it, the report, such claims: a phrase that means what was said and tells nothing itself."""
    if phrase.clauses or any(prep in ("of", "about", "on") for prep, _ in phrase.links):
        return False
    if any(scene.tokens[i].low in _POINTING for i in range(phrase.start, phrase.end)):
        return True
    return _is_rumour(scene, phrase)


def _is_rumour(scene: Scene, phrase: NounPhrase) -> bool:
    """The report, such claims, their charge."""
    return scene.tokens[phrase.head].word.noun in _RUMOURS and scene.tokens[phrase.start].tag in "DS"


def _says_untrue(scene: Scene, clause: Clause) -> bool:
    assert clause.verb is not None
    for token in scene.tokens[clause.verb.end :]:
        if token.low in untrue() or token.word.noun in untrue():
            return True
        if token.tag in ",.;:":
            return False
    return False


def _denies_truth(scene: Scene, clause: Clause) -> bool:
    """This is not true; there is not a grain of truth in it: that what was said is true, is denied."""
    assert clause.verb is not None
    tokens, links = scene.tokens, [q for p, q in clause.links if p in _IN and isinstance(q, NounPhrase)]
    if isinstance(clause.subject, NounPhrase) and clause.verb.negated and _points(scene, clause.subject):
        return clause.adjective >= 0 and tokens[clause.adjective].low in _TRUE
    noun = clause.predicate
    told = noun is not None and tokens[noun.head].word.noun in _TRUTH
    none = noun is not None and (clause.verb.negated or tokens[noun.start].low in NO)
    return told and none and any(_points(scene, q) for q in links)


def _denied(record: Record, said: Said) -> Record:
    polarity = "affirmed" if record.polarity == "denied" else "denied"
    update: dict[str, object] = {"polarity": polarity, "certainty": "certain"}
    if said.by is not None or said.org is not None:
        update["said"] = said.model_copy(update={"via": record.said.via, "mode": record.said.mode})
    return record.model_copy(update=update)


def _answered(scene: Scene, record: Record, answer: _Answer) -> Record:
    """The denial of `record`, in the words of the answer."""
    tokens = scene.tokens
    first, last = extent(answer.clause)
    first = answer.first if answer.first >= 0 else first
    start, end = tokens[first].start, tokens[last].end
    quote = Quote(text=scene.line.text.raw[start:end], start=start, end=end)
    said = answer.said.model_copy(update={"mode": answer.said.mode or "indirect"})
    return _denied(record, Said()).model_copy(update={"quote": quote, "said": said})
