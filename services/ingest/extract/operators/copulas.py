"""Pass 11a. What a noun, or "be" with an adjective or a phrase, says of what hangs on it."""

from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase, is_ranked
from services.ingest.extract.operators.operator import Operator
from services.ingest.extract.operators.operator_table import rows, speech
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set

NO = word_set("axes.negative")
_CHANCES = word_set("copulas.chances")
_SEEN = frozenset({"see", "find", "hear", "spot"})
_SLIGHT = word_set("copulas.slight")


def noun_operator(
    phrase: NounPhrase, tokens: list[Token], roles: tuple[str, ...] = ("",), told: bool = False
) -> Operator | None:
    """The operator that a noun is over what hangs on it; `told`: the noun is a predicate (it is time that …)."""
    head = tokens[phrase.head]
    ways = {way for role in roles for way in (role, f"link:{role}")} | (
        {f"is:{role}" for role in roles} if told else set()
    )
    for row in rows().get((head.word.noun or head.low, "n"), ()):
        if row.literal or (row.via and not row.via & ways):
            continue
        name = "DOUBT" if _hardly(phrase, tokens) else row.operator
        return Operator(name, phrase.head, None, tokens[phrase.start].low in NO, None, phrase)
    for row in rows().get((head.word.noun or head.low, "p"), ()) if told else ():
        if not row.via or row.via & {*roles, "that"}:
            return Operator(row.operator, phrase.head, None, tokens[phrase.start].low in NO, None, phrase)
    return None


def _hardly(phrase: NounPhrase, tokens: list[Token]) -> bool:
    """Little chance, a slim prospect: what is doubted rather than considered."""
    if tokens[phrase.head].word.noun not in _CHANCES:
        return False
    return any(token.low in _SLIGHT for token in tokens[phrase.start : phrase.head])


def predicate_operators(clause: Clause, role: str, below: object, tokens: list[Token]) -> list[str]:
    """What "be" with an adjective or phrase says of its subject or infinitive: is ready to, is under way, is no
    plan."""
    words = [tokens[clause.adjective].low] if clause.adjective >= 0 else []
    verb_at = clause.verb.start if clause.verb is not None else clause.start
    inside = {id(q) for _, q in below.links} if isinstance(below, NounPhrase) else set()
    for p, q in clause.links:
        if not isinstance(q, NounPhrase):
            continue
        behind = q.start > verb_at or q.end <= clause.start
        if p and q is not below and id(q) not in inside and behind:
            words += [f"{p} {_without_article(q, tokens)}", f"{p} {tokens[q.head].low}"]
        elif q is below and p == role:
            words.append(f"{p} {tokens[q.head].low}")
    if clause.predicate is not None and clause.predicate is not below:
        words += [_without_article(clause.predicate, tokens), tokens[clause.predicate.head].word.noun]
        words += ["first"] if role == "comp" and is_ranked(clause.predicate, tokens) else []
    stated = bool(words)
    words += [tokens[i].low for i in (*clause.adverbs, *clause.particles)]
    words += [role] if any(q is below for _, q in clause.links) else []
    ways = {role, f"link:{role}"} | ({"that", "say"} if role == "comp" and _says(below) else set())
    for word in words:
        for pos in ("p", "n"):
            for row in rows().get((word, pos), ()):
                if not row.literal and (not row.via or row.via & ways):
                    return [row.operator]
    dated = [
        tokens[q.head].date for _, q in clause.links if isinstance(q, NounPhrase) and tokens[q.head].date is not None
    ]
    if role == "subject" and dated and not stated:
        return ["PLAN" if getattr(dated[0], "shape", "") == "duration" else "HAPPEN"]
    if role == "for" and not stated:
        return ["PROPOSE"]
    if role != "comp" or stated:
        return []
    return ["HAPPEN" if _shows(below) else "PLAN"]


def _shows(below: object) -> bool:
    """Is nowhere to be seen, was not to be found: what is so, not what is laid down."""
    verb = below.verb if isinstance(below, Clause) else None
    return verb is not None and verb.passive and bool(set(verb.lemmas) & _SEEN)


def _without_article(phrase: NounPhrase, tokens: list[Token]) -> str:
    return " ".join(t.low for t in tokens[phrase.start : phrase.head + 1] if t.low not in ("a", "an", "the"))


def _says(below: object) -> bool:
    """Is wrong to say, a mistake to think: what is said of the saying is said of what it says."""
    verb = below.verb if isinstance(below, Clause) else None
    return verb is not None and any(lemma in speech() for lemma in verb.lemmas)
