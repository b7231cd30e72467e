"""Pass 11. In: a predicate in the tree. Out: the operators above it, innermost first: begun, agreed, ordered, denied, said.

An operator is a verb, noun or predicate that takes what it speaks of as complement, object or subject; `operators.tsv`
says which, and by which way it reaches down.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from services.ingest.extract.clauses import Clause
from services.ingest.extract.phrases import NounPhrase, VerbGroup
from services.ingest.extract.tokens import Token
from services.ingest.extract.tree import Tree
from services.ingest.gazetteer.table import Table, many

_PACKAGE = "services.ingest.extract"
_NO = frozenset({"no", "neither", "not a", "not one", "not a single", "not any", "none of", "hardly any", "without"})
_CONDITIONS = frozenset(
    {"if", "unless", "provided", "as long as", "so long as", "in case", "even if", "lest", "supposing"}
)
_OPEN_NOUNS = frozenset({"AGREE", "ORDER", "PLAN", "REQUEST", "THREATEN", "PROPOSE"})


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table: its operator and the conditions under which a word is it."""

    operator: str
    particles: frozenset[str]
    nouns: frozenset[str]
    phrase: tuple[str, frozenset[str]] | None
    via: frozenset[str]


@dataclass(frozen=True, slots=True)
class Operator:
    """An operator over a predicate: its name, the token it stands at, its verb if it is one, whether it is negated,
    and the clause whose verb it is."""

    name: str
    at: int
    verb: VerbGroup | None = None
    negated: bool = False
    clause: Clause | None = None
    phrase: NounPhrase | None = None


@dataclass(frozen=True, slots=True)
class Climb:
    """All above a predicate: the operators innermost first, the conditions it stands under, whether it is itself a
    condition, in a question, or behind "before" or "until"."""

    operators: tuple[Operator, ...]
    condition: bool = False
    marker: str = ""
    question: bool = False
    unreal: bool = False


@lru_cache(maxsize=1)
def rows() -> Mapping[tuple[str, str], tuple[Row, ...]]:
    """(lemma, part of speech: v, n or p) -> the rows for it."""
    table = Table(_PACKAGE, "operators.tsv", ("lemmas", "pos", "with", "via", "operator"))
    found: dict[tuple[str, str], list[Row]] = {}
    for number, row in table.rows():
        if row["pos"] not in ("v", "n", "p"):
            raise table.fault(number, f"pos is v, n or p, not {row['pos']!r}")
        kind, _, value = row["with"].partition("=")
        if row["with"] and kind not in ("k", "o", "l"):
            raise table.fault(number, f"a condition is k=, o= or l=, not {row['with']!r}")
        words = frozenset(many(value))
        phrase = None
        if kind == "l":
            prep, _, nouns = value.partition(":")
            phrase = (prep, frozenset(many(nouns)))
        made = Row(
            row["operator"],
            words if kind == "k" else frozenset(),
            words if kind == "o" else frozenset(),
            phrase,
            frozenset(many(row["via"])),
        )
        for lemma in many(row["lemmas"]):
            found.setdefault((lemma, row["pos"]), []).append(made)
    return {key: tuple(options) for key, options in found.items()}


@lru_cache(maxsize=1)
def speech() -> Mapping[str, str]:
    """Verbs of saying with their class: neutral, factive, weak."""
    return {lemma: kind for lemma, kind in _classes().items() if kind != "tag"}


@lru_cache(maxsize=1)
def telling() -> frozenset[str]:
    """Verbs that say something only where they stand apart: , he joked; , the agency counted."""
    return frozenset(lemma for lemma, kind in _classes().items() if kind == "tag")


@lru_cache(maxsize=1)
def _classes() -> Mapping[str, str]:
    return {row["lemma"]: row["class"] for _, row in Table(_PACKAGE, "speech.tsv", ("lemma", "class")).rows()}


@lru_cache(maxsize=1)
def clausal() -> frozenset[str]:
    """Verbs that take a clause without "that", besides those of saying."""
    return frozenset(row["lemma"] for _, row in Table(_PACKAGE, "clausal.tsv", ("lemma",)).rows())


def climb(node: "Clause | NounPhrase", tree: Tree, tokens: list[Token], itself: bool = False) -> Climb:
    """What stands above `node`, up to the root of its sentence; `itself`: the noun `node` is the first operator."""
    found: list[Operator] = []
    if itself and isinstance(node, NounPhrase) and (own := _noun(node, tokens)) is not None:
        found.append(own)
    condition, marker, question, unreal = False, "", False, False
    at: Clause | NounPhrase = node
    for _ in range(24):
        if isinstance(at, Clause) and at.question:
            question = True
        place = tree.up(at)
        if place is None:
            break
        holder, role = place.holder, place.role
        if isinstance(holder, NounPhrase):
            if role == "rel":
                noun = _noun(holder, tokens)
                if noun is None or noun.name not in _OPEN_NOUNS or not _foretells(at):
                    break
                found.append(noun)
            elif role == "without":
                found.append(Operator("NOT", holder.head, None, False, None, holder))
            elif role == "contrary to":
                found.append(Operator("DENY", holder.head, None, False, None, holder))
            elif role not in ("also", "named") and (noun := _noun(holder, tokens)) is not None:
                found.append(noun)
        elif role == "adv":
            opener = at.marker if isinstance(at, Clause) else ""
            condition = condition or opener in _CONDITIONS
            unreal = unreal or (
                isinstance(holder, Clause) and holder.verb is not None and holder.verb.tense in ("would", "may")
            )
            marker = marker or opener
            question = question or (isinstance(holder, Clause) and opener in _ASKED and _asks(holder))
            break
        elif role == "without":
            found.append(Operator("NOT", holder.verb.head if holder.verb else holder.start, None, False, None))
        elif role == "contrary to":
            found.append(Operator("DENY", holder.verb.head if holder.verb else holder.start, None, False, None))
            break
        elif role != "and":
            if isinstance(at, Clause) and at.marker == "whether":
                question = True
            operator = _verb(holder, role, at, tokens)
            if operator is not None:
                found.append(operator)
        else:
            condition = condition or (isinstance(at, Clause) and at.marker in _CONDITIONS)
        at = holder
    return Climb(tuple(found), condition, marker, question, unreal)


_ASKED = frozenset({"when", "where", "how", "why", "who"})
_ASKING = frozenset({"ask", "wonder", "inquire", "enquire", "query", "question", "debate", "discuss", "guess"})
_TELLING = frozenset({"say", "tell", "specify", "clarify", "disclose", "reveal", "know", "explain", "decide", "announce",
                      "comment", "elaborate", "determine", "state"})  # fmt: skip


def _asks(clause: Clause) -> bool:
    """Asked when they leave, did not say when: an indirect question."""
    verb = clause.verb
    if verb is None:
        return False
    lemmas = set(verb.lemmas)
    return bool(lemmas & _ASKING) or (bool(lemmas & _TELLING) and (verb.negated or verb.form == "inf"))


def _foretells(node: "Clause | NounPhrase") -> bool:
    """An agreement that will see, under which they leave: a relative clause that tells what is agreed."""
    return (
        isinstance(node, Clause)
        and node.verb is not None
        and (node.verb.tense in ("future", "would", "must") or node.verb.form in ("ing", "inf"))
    )


def _noun(phrase: NounPhrase, tokens: list[Token]) -> Operator | None:
    head = tokens[phrase.head]
    for row in rows().get((head.word.noun or head.low, "n"), ()):
        if row.particles or row.nouns:
            continue
        return Operator(row.operator, phrase.head, None, tokens[phrase.start].low in _NO, None, phrase)
    return None


_OF_SUBJECT = frozenset({"BEGIN", "COMPLETE", "HAPPEN", "PROG", "POSTPONE", "FAIL"})
"""Operators whose verb can have what it speaks of as its subject: the pullout began."""


def _verb(clause: Clause, role: str, below: object, tokens: list[Token]) -> Operator | None:
    """The operator that the verb of `clause` is over what hangs on it as `role`."""
    verb = clause.verb
    if verb is None:
        return None
    if verb.passive or verb.form == "pp":
        role = {"subject": "object", "object": "object"}.get(role, role)
    negated = verb.negated or clause.marker == "nor" or _negative_subject(clause, tokens, below)
    if "be" in verb.lemmas:
        predicate = _predicate(clause, role, tokens)
        return None if predicate is None else Operator(predicate, verb.head, verb, negated, clause)
    objects = {tokens[p.head].word.noun or tokens[p.head].low for p in clause.objects}
    if verb.passive and isinstance(clause.subject, NounPhrase):
        objects.add(tokens[clause.subject.head].word.noun)
    particles = {tokens[i].low for i in clause.particles}
    links = {(prep, tokens[linked.head].low) for prep, linked in clause.links if isinstance(linked, NounPhrase)}
    way = {role, f"link:{role}", "link" if role not in ("subject", "object", "comp", "that") else role}
    best: Operator | None = None
    if "suggest" in verb.lemmas and _as_fact(clause, role, below):
        return Operator("SAY:weak", verb.head, verb, negated, clause)
    if set(verb.lemmas) & _CALLING and role in ("object", "that", "comp") and _untrue_in(clause, tokens):
        return Operator("DENY", verb.head, verb, negated, clause)
    if role in ("about", "on", "over", "of") and set(verb.lemmas) & _LISTENING:
        return Operator("ASKED", verb.head, verb, negated, clause)
    if (
        role == "comp"
        and "have" in verb.lemmas
        and any(tokens[i].low == "yet" for i in (*clause.adverbs, *verb.adverbs))
    ):
        return Operator("FAIL", verb.head, verb, negated, clause)
    for lemma in verb.lemmas:
        for row in rows().get((lemma, "v"), ()):
            if row.particles and not row.particles & (particles | {p for p, _ in links}):
                continue
            if row.nouns and not row.nouns & objects:
                continue
            if row.phrase is not None and not any(p == row.phrase[0] and n in row.phrase[1] for p, n in links):
                continue
            if row.via and not row.via & way:
                continue
            if not row.via and role == "subject" and row.operator not in _OF_SUBJECT:
                continue
            specific = bool(row.nouns or row.particles or row.phrase)
            if best is None or specific:
                best = Operator(row.operator, verb.head, verb, negated, clause)
                if specific:
                    return best
        kind = speech().get(lemma)
        if kind is not None and best is None and role in ("that", "comp", "object"):
            best = Operator(f"SAY:{kind}", verb.head, verb, negated, clause)
    return best


def of_relative(clause: Clause, tokens: list[Token], antecedent: NounPhrase) -> Operator | None:
    """The operator that a relative clause is over its antecedent: the pullout, which began on Monday."""
    if clause.subject is not antecedent:
        return None
    operator = _verb(clause, "subject", antecedent, tokens)
    return operator if operator is not None and operator.name in _OF_EVENT else None


_OF_EVENT = frozenset(["BEGIN", "COMPLETE", "HAPPEN", "PROG", "POSTPONE", "CANCEL", "AGREE", "PLAN", "ORDER", "REFUSE"])
_CALLING = frozenset({"call", "brand", "label", "dub", "describe", "denounce", "consider", "term", "deem", "find", "prove"})
_LISTENING = frozenset({"ask", "comment", "question", "quiz", "wonder", "press", "respond", "react", "query", "inquire"})


def _as_fact(clause: Clause, role: str, below: object) -> bool:
    """Suggested that they have left, he suggested: said with care; suggested that they leave: proposed."""
    if clause.role == "say":
        return True
    told = isinstance(below, Clause) and below.verb is not None and role == "that"
    return told and (below.verb.perfect or below.verb.tense in ("past", "future", "may", "would"))  # type: ignore[union-attr]


@lru_cache(maxsize=1)
def untrue() -> frozenset[str]:
    """Words that call what they are said of untrue: false, nonsense, fiction."""
    return frozenset(word for (word, pos), found in rows().items() if pos in "pn" and any(r.operator == "DENY" for r in found))


def _untrue_in(clause: Clause, tokens: list[Token]) -> bool:
    """Whether one of those words stands behind the verb: called the reports nonsense, as untrue."""
    assert clause.verb is not None
    for i in range(clause.verb.end, len(tokens)):
        if tokens[i].low in untrue():
            return True
        if tokens[i].tag in ",.;:":
            return False
    return False


_BARE = frozenset({"REFUSE", "AGREE", "FAIL", "DENY"})
_BARE_TO = _BARE | {"PLAN", "WANT", "MANAGE"}


def alone(clause: Clause, tokens: list[Token]) -> Operator | None:
    """The operator that a verb without complement is: they declined, Moscow agreed."""
    verb = clause.verb
    assert verb is not None
    names = _BARE
    if verb.end < len(tokens) and tokens[verb.end].low == "to" and tokens[verb.end].tag == "I":
        names = _BARE_TO
    for lemma in verb.lemmas:
        for row in rows().get((lemma, "v"), ()):
            if row.operator in names and not row.nouns and not row.phrase and not row.particles and not clause.links:
                return Operator(
                    row.operator,
                    verb.head,
                    verb,
                    verb.negated or clause.marker == "nor" or _negative_subject(clause, tokens, None),
                    clause,
                )
    return None


def _predicate(clause: Clause, role: str, tokens: list[Token]) -> str | None:
    """What "be" with an adjective or phrase says of its subject or infinitive: is ready to, is under way, is no plan."""
    words = [tokens[clause.adjective].low] if clause.adjective >= 0 else []
    words += [
        f"{prep} {_without_article(linked, tokens)}" for prep, linked in clause.links if isinstance(linked, NounPhrase)
    ]
    if clause.predicate is not None:
        words.append(tokens[clause.predicate.head].word.noun)
    words += [tokens[i].low for i in clause.adverbs]
    for word in words:
        for pos in ("p", "n"):
            for row in rows().get((word, pos), ()):
                if not row.via or role in row.via:
                    return row.operator
    return "PLAN" if role == "comp" and not words else None


def _without_article(phrase: NounPhrase, tokens: list[Token]) -> str:
    return " ".join(t.low for t in tokens[phrase.start : phrase.head + 1])


def _negative_subject(clause: Clause, tokens: list[Token], below: object) -> bool:
    """No deal exists, nobody asked, neither side agreed."""
    subject = clause.subject
    if not isinstance(subject, NounPhrase) or subject is below:
        return False
    low = tokens[subject.start].low
    return low in _NO or tokens[subject.head].low in ("nobody", "none", "nothing")
