"""Pass 18b. In: a sentence with its claims. Out: the same, where it is an outlet's notice about its own words, as a
correction or retraction: the wrong claim becomes its target and is not made again, the right one stays.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from events.record import Quote, Record, Rule, Said, Step, TargetClaim
from services.ingest.extract.dates.dating import resolved
from services.ingest.extract.dates.hanging import dates_beside
from services.ingest.extract.frames.scene import Event, Scene
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.operators.operator_table import saying
from services.ingest.extract.words.word_sets import word_set

Pair = tuple[Event, Record]
_NAMING = saying() | {"name", "give", "put", "identify", "list", "misstate"}
_TEXTS = word_set("notices.texts")
_OWN = word_set("notices.own")
_VERSIONS = frozenset({"version", "edition"})
_EARLIER = frozenset({"earlier", "previous", "original", "first", "initial", "prior"})
_MARKERS = word_set("notices.markers")
_RETRACTING = word_set("notices.retracting")
_TAKING = word_set("notices.taking")
_WRONGLY = word_set("notices.wrongly")
_ERRING = frozenset({"err", "slip", "misreport", "misstate", "mistake"})
_RIGHTING = word_set("notices.righting")
_REGRETTING = word_set("notices.regretting")
_PRINTING = word_set("notices.printing")


@dataclass(frozen=True, slots=True)
class _Notice:
    type: Literal["ArticleCorrected", "ArticleRetracted"]
    at: int
    wrong: tuple[Clause | NounPhrase, ...]


def noticed(scene: Scene, found: list[Pair]) -> list[Record] | None:
    """The claims of a notice; None where the sentence is none."""
    if not found:
        return None
    notice = _retraction(scene) or _correction(scene)
    if notice is None:
        return None
    wrong = [p for p in found if any(_under(scene, p[0], node) for node in notice.wrong)]
    if notice.type == "ArticleRetracted" and not wrong:
        wrong = found
    right = [p for p in found if p not in wrong]
    span = _not_so(scene)
    days = {w for w in (_edtf(scene, i) for i in span) if w is not None}
    places = {p for i in span for p in scene.tokens[i].places}
    about = (wrong or right)[0][1]
    target = _target(scene, about, days, places)
    if notice.type == "ArticleRetracted":
        right = []
    righted = [(r, _without(r, days, places)) for _, r in right]
    return [_record(scene, notice, target), *(new for old, new in righted if new.locations or not old.locations)]


def _record(scene: Scene, notice: _Notice, target: TargetClaim) -> Record:
    sentence, raw = scene.line.sentence, scene.line.text.raw
    token = scene.tokens[notice.at]
    step = Step(at="notice", found=notice.type, start=token.start, end=token.end)
    return Record(
        type=notice.type,
        polarity="affirmed",
        certainty="certain",
        realis="actual",
        temporal="current",
        quote=Quote(text=raw[sentence.start : sentence.end], start=sentence.start, end=sentence.end),
        rule=Rule(id="notice", version=scene.setting.version, trace=(step,)),
        said=Said(mode="narrator"),
        target_claim=target,
    )


def _without(record: Record, days: set[str], places: set[str]) -> Record:
    """The right claim without the date or place that is taken back."""
    kept = tuple(p for p in record.locations if p not in places)
    return record.model_copy(update={"when": tuple(w for w in record.when if w.edtf not in days), "locations": kept})


def _target(scene: Scene, about: Record, days: set[str], places: set[str]) -> TargetClaim:
    published = next(iter(_published(scene)), None)
    when = next(iter(sorted(days)), None) or next((w.edtf for w in about.when if w.edtf != published), None)
    force = next((f.model_copy(update={"count": None}) for f in about.force if f.owner is not None), None)
    where = tuple(sorted(places)) or about.locations
    return TargetClaim(type=about.type, force=force, locations=where, when=when, published_on=published)


def _under(scene: Scene, event: Event, node: Clause | NounPhrase) -> bool:
    """Whether an event stands somewhere below a clause or phrase of the tree."""
    at: Clause | NounPhrase = event.node
    for _ in range(24):
        if at is node:
            return True
        place = scene.tree.up(at)
        if place is None:
            return False
        at = place.holder
    return False


# -- which kind --------------------------------------------------------------------------------------------------------


def _retraction(scene: Scene) -> _Notice | None:
    """The agency has retracted its report; the item was false and has been deleted."""
    for clause in scene.tree.clauses:
        verb = clause.verb
        if verb is None or verb.negated or verb.tense in ("future", "would", "may"):
            continue
        lemmas = set(verb.lemmas)
        retracts, takes = bool(lemmas & _RETRACTING), bool(lemmas & _TAKING)
        if not (retracts or takes):
            continue
        text = next((p for p in scene.tree.phrases if _is_text(scene, p)), None)
        if text is None or not (_is_outlet(scene, clause.subject) or _mine(scene, text)):
            continue
        held = clause.objects or [text]
        if any(_is_text(scene, p) for p in held) or (verb.passive and text.start < verb.start):
            return _Notice("ArticleRetracted", verb.head, (clause, text, *held))
    return None


def _correction(scene: Scene) -> _Notice | None:
    """Correction: …; an earlier version said …; our text of Monday said …; in fact …"""
    tokens = scene.tokens
    own = [c for c in scene.tree.clauses if _own_words(scene, c)]
    texts = [p for p in scene.tree.phrases if _is_text(scene, p) and _mine(scene, p) and p.clauses]
    sign = next((i for i, t in enumerate(tokens[:6]) if t.low in (":", "—", "–", ".", "-")), 0)
    if " ".join(t.low for t in tokens[:sign]) in _MARKERS:
        return _Notice("ArticleCorrected", 0, (*own, *texts))
    lows = {t.low for t in tokens}
    if (owned := _owned_up(scene)) is not None:
        return _Notice("ArticleCorrected", owned, (*own, *texts))
    if texts and lows & _WRONGLY:
        return _Notice("ArticleCorrected", texts[0].head, tuple(texts))
    for clause in own:
        assert clause.verb is not None
        regretted = _regretted(scene, clause)
        if regretted or _version(scene, clause.subject) or lows & (_WRONGLY | _RIGHTING) or _not_so(scene):
            return _Notice("ArticleCorrected", clause.verb.head, tuple(own))
    return None


def _owned_up(scene: Scene) -> int | None:
    """We were wrong: the guards left on Friday, not on Monday: the token by which an outlet owns up to an error."""
    roots, tokens = scene.tree.roots, scene.tokens
    first, told = (roots[0], roots[1]) if len(roots) > 1 else (None, None)
    if not isinstance(first, Clause) or not isinstance(told, Clause) or told.marker != "colon" or told.role == "say":
        return None
    subject, verb = first.subject, first.verb
    if verb is None or verb.negated or not isinstance(subject, NounPhrase) or tokens[subject.head].low != "we":
        return None
    said = {t.low for t in tokens[verb.start : told.start]}
    wrong = bool(said & _WRONGLY) or bool(set(verb.lemmas) & _ERRING)
    return verb.head if wrong and not tokens[verb.head].quoted else None


def _own_words(scene: Scene, clause: Clause) -> bool:
    """We wrote, our text said, an earlier version stated, this newspaper wrongly reported, we were wrong to say."""
    verb = clause.verb
    if verb is None or not set(verb.lemmas) & _NAMING:
        return False
    above = clause.above() if clause.role == "comp" else None
    subject = clause.subject if above is None else above.subject
    if not isinstance(subject, NounPhrase):
        return False
    low = scene.tokens[subject.head].low
    return (
        low == "we"
        or _regretted(scene, clause)
        or _version(scene, subject)
        or ((low in _TEXTS or low in _OWN) and scene.tokens[subject.start].low in ("our", "this"))
    )


def _regretted(scene: Scene, clause: Clause) -> bool:
    """Apologises for having written, regrets reporting: whoever regrets it takes back what it said."""
    above = clause.above()
    if above is None or above.verb is None or above.verb.negated or clause.verb is None or clause.verb.form != "ing":
        return False
    own = isinstance(above.subject, NounPhrase) and (
        _is_outlet(scene, above.subject) or any(_is_outlet(scene, q) for q in above.subject.named)
    )
    return own and bool(set(above.verb.lemmas) & _REGRETTING)


def _version(scene: Scene, subject: "Clause | NounPhrase | None") -> bool:
    if not isinstance(subject, NounPhrase):
        return False
    head = scene.tokens[subject.head]
    lows = {t.low for t in scene.tokens[max(0, subject.start - 2) : subject.end]}
    return head.low in _VERSIONS | _TEXTS and bool(lows & _EARLIER)


def _is_text(scene: Scene, phrase: NounPhrase) -> bool:
    return scene.tokens[phrase.head].word.noun in _TEXTS and scene.things.of(phrase).force is None


def _mine(scene: Scene, phrase: NounPhrase) -> bool:
    """Our report, the item that appeared here."""
    tokens = scene.tokens
    return tokens[phrase.start].low == "our" or any(t.low == "here" for t in tokens)


def _is_outlet(scene: Scene, subject: "Clause | NounPhrase | None") -> bool:
    if not isinstance(subject, NounPhrase):
        return False
    head = scene.tokens[subject.head]
    told = {t.low for t in scene.tokens[subject.start : subject.end]}
    return head.kind == "outlet" or bool(told & _OWN) or "." in head.low[1:]


# -- what was wrong ----------------------------------------------------------------------------------------------------


def _not_so(scene: Scene) -> list[int]:
    """The tokens of "not on December 30", "not Verishen": what is taken back, up to the next sign."""
    tokens = scene.tokens
    verbs = {i for c in scene.tree.clauses if c.verb is not None for i in c.verb.adverbs}
    for i, token in enumerate(tokens[:-1]):
        if token.low in ("not", "instead of", "rather than") and i not in verbs and tokens[i + 1].tag in "IDPZNSAM":
            end = i + 1
            while end < len(tokens) and tokens[end].tag not in ",;:)(." and tokens[end].low not in ("as", "that"):
                end += 1
            return list(range(i + 1, end))
    return []


def _edtf(scene: Scene, at: int) -> str | None:
    if scene.tokens[at].date is None:
        return None
    when = resolved(scene, NounPhrase(at, at, at + 1), False, None)
    return when.edtf if when is not None else None


def _published(scene: Scene) -> Iterator[str]:
    """The day on which the wrong words were printed: its item of May 14, which appeared here on Friday."""
    for phrase in scene.tree.phrases:
        if _is_text(scene, phrase) or scene.tokens[phrase.head].low == "news":
            for day in dates_beside(scene, phrase):
                when = resolved(scene, day, False, None)
                if when is not None:
                    yield when.edtf
    for clause in scene.tree.clauses:
        if clause.verb is not None and set(clause.verb.lemmas) & _PRINTING and clause.role in ("rel", "adv"):
            for _, linked in clause.links:
                if isinstance(linked, NounPhrase) and (edtf := _edtf(scene, linked.head)) is not None:
                    yield edtf
