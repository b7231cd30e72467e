"""Pass 7c. In: the tree of a sentence with its dates. Out: the same; a present tense beside a date that lies ahead is a
future: guards leave on 1 August, the pullout begins next week.
"""

from datetime import date

from events.dates import bounds
from services.ingest.extract.dates.date_forms import DateForm
from services.ingest.extract.dates.dates_resolved import resolve
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.grammar.tree import Tree
from services.ingest.extract.operators.operator_table import rows, saying
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set

_STATES = word_set("tenses.states")
_GONE = word_set("tenses.gone")
_SOON = word_set("tenses.ahead")
_OTHER_LINKS = word_set("tenses.past_links")
_SPANS = frozenset({"unit", "near", "season", "month", "part", "day", "weekday"})
_ON_FROM = frozenset({"from", "as of", "starting", "since"})
_OF_MIND = frozenset(
    [
        "AGREE",
        "ORDER",
        "REQUEST",
        "WANT",
        "PROPOSE",
        "THREATEN",
        "WARN",
        "REFUSE",
        "PLAN",
        "EXPECT",
        "HOPE",
        "CONSIDER",
        "DENY",
    ]
)


def look_ahead(tree: Tree, tokens: list[Token], published: date | None) -> None:
    """Mark the verbs in the present tense whose dates lie ahead of the day of publication as future."""
    for clause in tree.clauses:
        verb = clause.verb
        if verb is None or verb.tense != "pres" or verb.perfect:
            continue
        if verb.form != "finite" and not _participle_now(clause, tree):
            continue
        if _moves(clause, tokens) and not _demanded(clause, tree, tokens) and _dated_ahead(clause, tokens, published):
            for one in _together(clause):
                if one.verb is not None and one.verb.tense == "pres" and not one.verb.perfect:
                    one.verb.tense, one.verb.modal = "future", "present"


def _participle_now(clause: Clause, tree: Tree) -> bool:
    """The guards leaving on August 1 have served there: a participle on its noun, in what is told of now."""
    above = next(tree.above(clause), None)
    now = above is not None and above.verb is not None and above.verb.tense != "past"
    return now and clause.role == "rel" and clause.verb is not None and clause.verb.form == "ing"


def _demanded(clause: Clause, tree: Tree, tokens: list[Token]) -> bool:
    """Insists that they leave by autumn: what is demanded has no tense of its own."""
    place = tree.up(clause)
    if place is None or clause.role not in ("that", "comp") or any(f == "s" for _, f in _forms(clause, tokens)):
        return False
    if isinstance(place.holder, NounPhrase):
        found = rows().get((tokens[place.holder.head].word.noun, "n"), ())
    else:
        verb = place.holder.verb
        found = tuple(
            r
            for lemma in (verb.lemmas if verb else ())
            for r in rows().get((lemma, "v"), ())
            if "that" in r.via or not r.via
        )
    return any(r.operator in ("REQUEST", "PROPOSE", "ORDER", "WANT") and not r.literal for r in found)


def _forms(clause: Clause, tokens: list[Token]) -> tuple[tuple[str, str], ...]:
    assert clause.verb is not None
    return tokens[clause.verb.head].word.verbs


def _together(clause: Clause) -> list[Clause]:
    """The clause and those that share its subject: they pack up and leave on Friday."""
    found = [clause]
    above = clause.above()
    if clause.role == "and" and above is not None and above.subject is clause.subject:
        found.append(above)
    return found + [inner for inner in clause.inner if inner.role == "and" and inner.subject is clause.subject]


def _moves(clause: Clause, tokens: list[Token]) -> bool:
    """Whether the verb is of an act: not of a state of things, of mind or of speech."""
    verb = clause.verb
    assert verb is not None
    lemmas = set(verb.lemmas)
    if "be" in lemmas and not verb.passive:
        words = {tokens[i].low for i in (*clause.adverbs, *clause.particles)}
        words |= {tokens[clause.adjective].low} if clause.adjective >= 0 else set()
        negative = isinstance(clause.subject, NounPhrase) and tokens[clause.subject.start].low in (
            "no",
            "none of",
            "not a",
        )
        return bool(words & _GONE) or negative or any(prep == "out of" for prep, _ in clause.links)
    negated = verb.negated or (isinstance(clause.subject, NounPhrase) and tokens[clause.subject.start].low == "no")
    if (lemmas & _STATES and not negated) or lemmas & saying():
        return False
    table = rows()
    return not any(
        r.operator in _OF_MIND and not r.literal and (not r.via or "that" in r.via)
        for lemma in lemmas
        for r in table.get((lemma, "v"), ())
    )


def _dated_ahead(clause: Clause, tokens: list[Token], published: date | None) -> bool:
    verb = clause.verb
    assert verb is not None
    if any(tokens[i].low in _SOON for i in (*clause.adverbs, *verb.adverbs)):
        return True
    if published is None:
        return False
    counted = [
        q for _, p in clause.links if isinstance(p, NounPhrase) and tokens[p.head].low == "time" for _, q in p.links
    ]
    for prep, linked in clause.links:
        if isinstance(linked, NounPhrase) and tokens[linked.start].low in ("every", "each"):
            continue
        if isinstance(linked, NounPhrase) and prep not in _OTHER_LINKS and not any(q is linked for q in counted):
            form = tokens[linked.head].date
            state = bool(set(verb.lemmas) & _STATES)
            if isinstance(form, DateForm) and lies_ahead(
                form, prep, published, None if state else True, verb.progressive or state
            ):
                return True
    return False


def lies_ahead(
    form: DateForm, preposition: str, published: date, forward: bool | None = True, wholly: bool = True
) -> bool:
    """Whether a date means a day after that of publication; `forward`: one that recurs is the next, else the nearest;
    `wholly`: what has begun already (this week) does not count, nor does, ever, what holds from today."""
    if form.shape == "duration":
        return preposition in ("within", "in")
    when = resolve(form, preposition or "on", published, forward)
    if when is None:
        return form.shape == "weekday" and form.step == 1
    if form.shape in ("ago", "earlier"):
        return False
    first, last = bounds(when.edtf)
    if preposition in ("by", "before", "no later than") and last is not None:
        return last > published
    if not wholly and preposition not in _ON_FROM and form.shape in _SPANS and last is not None:
        return last >= published
    return first is not None and first > published
