"""Pass 11b. What a verb is over what hangs on it."""

from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase, is_it
from services.ingest.extract.operators.copulas import NO, noun_operator, predicate_operators
from services.ingest.extract.operators.dates_kept import names_dates
from services.ingest.extract.operators.operator import Operator
from services.ingest.extract.operators.operator_table import Row, rows, saying, speech, telling, untrue
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set

_NEVER = word_set("axes.never")
REACHING = frozenset({"to", "on", "upon", "for", "of"})
"""Prepositions by which a word without a stated way reaches down; all others lead to adjuncts."""
_SUBJUNCTIVE = frozenset({"REQUEST", "PROPOSE", "WANT"})
OCCASIONS = frozenset({"at", "during", "after"})
"""Prepositions of the occasion of an act, which no word above reaches: a deal reached at talks agrees no talks."""
CLAUSAL_ROLES = frozenset({"comp", "that", "object", "subject", "predicate"})
_LISTENING = word_set("operators.listening")
_OF_SUBJECT = frozenset({"BEGIN", "COMPLETE", "HAPPEN", "PROG", "POSTPONE", "FAIL", "EXIST", "CARRY", "RESUME", "STOP"})
"""Operators whose verb can have what it speaks of as its subject: the pullout began."""
_SEEMING = frozenset({"prove", "turn", "sound", "look", "seem", "appear"})
_WRONGLY = word_set("operating.wrongly")
_ALSO_SAID = frozenset(["DENY", "WARN", "PLAN", "THREATEN", "EXPECT", "HOPE", "REFUSE", "PROPOSE", "REQUEST", "UNSAID"])
_CALLING = word_set("operators.calling")
_OF_EVENT = frozenset(["BEGIN", "COMPLETE", "HAPPEN", "PROG", "POSTPONE", "CANCEL", "AGREE", "PLAN", "ORDER", "REFUSE",
                       "CARRY", "REQUEST", "STOP"])  # fmt: skip
_BARE = frozenset({"REFUSE", "AGREE", "FAIL", "DENY"})
_BARE_TO = _BARE | {"PLAN", "WANT", "MANAGE"}


def tells(node: "Clause | NounPhrase") -> bool:
    """Reports claiming, rumours suggesting that they have left: a participle of saying on its noun."""
    verb = node.verb if isinstance(node, Clause) else None
    return verb is not None and verb.form == "ing" and bool(set(verb.lemmas) & saying())


def over(clause: Clause, role: str, below: object, tokens: list[Token]) -> list[Operator]:
    """The operators that the verb of `clause` is over what hangs on it as `role`, innermost first."""
    verb = clause.verb
    if verb is None:
        return []
    raising = role == "subject"
    if verb.passive or verb.form == "pp":
        role = {"subject": "object", "object": "object"}.get(role, role)
    neither = any(tokens[i].low == "neither" for i in clause.adverbs)
    negated = (
        neither
        or verb.negated
        or clause.marker == "nor"
        or _negative_subject(clause, tokens, below)
        or never(clause, tokens)
    )
    if "be" in verb.lemmas and role == "subject" and any(tokens[i].tag == "E" for i in clause.adverbs):
        return [Operator("HAPPEN", verb.head, verb, negated, clause)]
    if "be" in verb.lemmas or (clause.adjective >= 0 and set(verb.lemmas) & _SEEMING):
        if raising and (raised := _raised(clause, below, negated, tokens)):
            return raised
        return _copular(clause, role, below, negated, tokens)
    if raising and (raised := _raised(clause, below, negated, tokens)):
        return raised
    if role == "comp" and _only_to(below, tokens):
        return [Operator("MANAGE", verb.head, verb, False, clause)]
    one = _verb(clause, role, below, negated, tokens)
    if one is None and negated and role == "comp" and _aimed_at(below):
        return [Operator("UNSAID", verb.head, verb, False, clause)]
    return [one] if one is not None else []


def _only_to(below: object, tokens: list[Token]) -> bool:
    """Came back, only to leave again: what came of it in the end."""
    if not isinstance(below, Clause) or below.verb is None or below.verb.form != "inf" or below.verb.start < 2:
        return False
    at = below.verb.start
    only = tokens[at].low == "only" or tokens[at - 1].low == "only"
    return only and "," in (tokens[at - 1].low, tokens[at - 2].low)


def _aimed_at(below: object) -> bool:
    """Did not detach a company to take part: what was not done has no purpose."""
    return isinstance(below, Clause) and below.verb is not None and below.verb.form == "inf"


def _raised(clause: Clause, below: object, negated: bool, tokens: list[Token]) -> list[Operator]:
    """The pullout is expected to be put off, has to be shifted: the infinitive acts on the subject, then the verb on
    both."""
    inner = next((c for c in clause.inner if c.role == "comp" and c.subject is None and c.verb is not None), None)
    if inner is None:
        return []
    first = over(inner, "subject", below, tokens)
    if not first:
        return []
    above = _copular(clause, "comp", inner, negated, tokens) if "be" in clause.verb.lemmas else []  # type: ignore[union-attr]
    if not above and (one := _verb(clause, "comp", inner, negated, tokens)) is not None:
        above = [one]
    return first + above


def never(clause: Clause, tokens: list[Token]) -> bool:
    """Never once, under no circumstances: a negation beside the verb."""
    return any(tokens[i].low in _NEVER for i in clause.adverbs)


def _asserted(below: object, tokens: list[Token]) -> bool:
    """A clause in the indicative: insists that they have left; not that they leave, that they be taken away."""
    if not isinstance(below, Clause) or below.verb is None or below.verb.form != "finite":
        return False
    verb = below.verb
    if verb.tense != "pres" or verb.perfect or verb.progressive:
        return verb.tense != "must" and verb.modal != "should"
    return "s" in tokens[verb.head].word.forms or tokens[verb.start].tag == "X"


def _verb(clause: Clause, role: str, below: object, negated: bool, tokens: list[Token]) -> Operator | None:
    verb = clause.verb
    assert verb is not None
    special = _special(clause, role, below, negated, tokens)
    if special is not None:
        return special
    objects = {tokens[p.head].word.noun or tokens[p.head].low for p in clause.objects}
    if verb.passive and isinstance(clause.subject, NounPhrase):
        objects.add(tokens[clause.subject.head].word.noun)
    beside = (*clause.particles, *clause.adverbs, *((clause.adjective,) if clause.adjective >= 0 else ()))
    particles = {tokens[i].low for i in beside}
    links = [(p, tokens[q.head]) for p, q in clause.links if isinstance(q, NounPhrase)]
    preps = {p for p, _ in clause.links}
    heads = {(p, noun) for p, t in links for noun in (t.low, t.word.noun, "%" if t.tag == "Z" else "")}
    way = {role, f"link:{role}"} if role in CLAUSAL_ROLES else {f"link:{role}"}
    if role not in CLAUSAL_ROLES | OCCASIONS:
        way.add("link")
    left = [tokens[p.head].kind in ("capital", "country", "place") for p in clause.objects]
    if role == "comp" and "leave" in verb.lemmas and all(left) and not verb.passive:
        return None
    for lemma in verb.lemmas:
        for row in rows().get((lemma, "v"), ()):
            if row.particles and not row.particles & (particles | preps):
                continue
            if row.nouns and not row.nouns & objects:
                continue
            if any(all((prep, n) not in heads for n in nouns) for prep, nouns in row.phrases):
                continue
            if not _reaches(row, role, way):
                continue
            if row.operator == "USED" and clause.objects:
                continue
            if (
                row.operator == "OBLIGE"
                and "have" in verb.lemmas
                and isinstance(below, Clause)
                and below.verb is not None
            ) and below.verb.form != "inf":
                continue
            if role == "that" and row.operator in _SUBJUNCTIVE and lemma in speech() and _asserted(below, tokens):
                continue
            none = role != "object" and any(
                tokens[p.start].low in NO and {tokens[p.head].low, tokens[p.head].word.noun} & row.nouns
                for p in clause.objects
            )
            near = {t.low for t in tokens[max(0, verb.head - 5) : verb.head]}
            if (
                row.operator == "DENY"
                and near & {"neither", "nor", "or"}
                and near & {"confirm", "confirmed", "confirms"}
            ):
                return Operator("UNSAID", verb.head, verb, False, clause)
            return Operator(row.operator, verb.head, verb, negated != none, clause)
        kind = speech().get(lemma) or ("neutral" if role == "that" and lemma in telling() else None)
        if kind is not None and role in ("that", "comp", "object"):
            return Operator(f"SAY:{kind}", verb.head, verb, negated, clause)
    return None


def _special(clause: Clause, role: str, below: object, negated: bool, tokens: list[Token]) -> Operator | None:
    """Verbs that mean something else by what stands around them: have yet to, suggest that he leave, called it a
    lie."""
    verb = clause.verb
    assert verb is not None
    if role == "comp" and "suppose" in verb.lemmas and verb.passive and verb.tense == "past":
        return Operator("UNSAID", verb.head, verb, False, clause)
    adverbs = {tokens[i].low for i in (*clause.adverbs, *verb.adverbs)}
    if role == "that" and adverbs & _WRONGLY:
        return Operator("DENY", verb.head, verb, negated, clause)
    if role == "comp" and "have" in verb.lemmas and "yet" in adverbs:
        return Operator("FAIL", verb.head, verb, negated, clause)
    if "suggest" in verb.lemmas and (clause.role == "say" or (role == "that" and _asserted(below, tokens))):
        return Operator("SAY:weak", verb.head, verb, negated, clause)
    if clause.role == "say" and (kind := _says_only(verb.lemmas)) is not None:
        return Operator(f"SAY:{kind}", verb.head, verb, negated, clause)
    if set(verb.lemmas) & _CALLING and role in ("object", "that", "comp") and _untrue_in(clause, tokens):
        return Operator("DENY", verb.head, verb, negated, clause)
    if role in ("about", "on", "over") and set(verb.lemmas) & _LISTENING:
        return Operator("ASKED", verb.head, verb, negated, clause)
    if (
        "let" in verb.lemmas
        and isinstance(below, Clause)
        and isinstance(below.subject, NounPhrase)
        and tokens[below.subject.head].low == "us"
    ):
        return Operator("PROPOSE", verb.head, verb, negated, clause)
    return None


def _says_only(lemmas: tuple[str, ...]) -> str | None:
    """The class of a verb of saying that stands in a tag: they have left, spotters conclude. What it does elsewhere is
    no matter there, unless it is said in the same breath: he vowed, she warned."""
    for lemma in lemmas:
        if lemma in speech() and not any(row.operator in _ALSO_SAID for row in rows().get((lemma, "v"), ())):
            return speech()[lemma]
    return None


def _untrue_in(clause: Clause, tokens: list[Token]) -> bool:
    """Called the reports nonsense: one of those words stands somewhere behind the verb."""
    assert clause.verb is not None
    for token in tokens[clause.verb.end :]:
        if token.low in untrue() or token.word.noun in untrue():
            return True
        if token.tag in ",.;:":
            return False
    return False


def _reaches(row: Row, role: str, way: set[str]) -> bool:
    if any(prep == role for prep, _ in row.phrases):
        return True
    if row.via:
        return bool(row.via & way)
    if role == "subject":
        return row.operator in _OF_SUBJECT
    return role in CLAUSAL_ROLES or role in REACHING or row.literal


def _copular(clause: Clause, role: str, below: object, negated: bool, tokens: list[Token]) -> list[Operator]:
    """What "be" says of its subject, of what follows it, or of what "it" announces."""
    verb = clause.verb
    assert verb is not None
    existing = any(tokens[i].tag == "E" for i in clause.adverbs)
    if role == "comp" and not existing and "yet" in {tokens[i].low for i in (*clause.adverbs, *verb.adverbs)}:
        return [Operator("FAIL", verb.head, verb, negated, clause)]
    found = [
        Operator(name, verb.head, verb, negated, clause) for name in predicate_operators(clause, role, below, tokens)
    ]
    if role in ("comp", "that", "predicate"):
        if isinstance(clause.subject, NounPhrase) and clause.subject is not below:
            plain = tokens[clause.subject.head].tag == "A"
            noun = noun_operator(clause.subject, tokens, (role,), True) if not plain else None
            if noun is not None:
                return [Operator(noun.name, noun.at, None, noun.negated or negated, None, noun.phrase)]
            if role == "that" and negated and not found and is_it(clause.subject, tokens):
                return [Operator("UNSAID", verb.head, verb, False, clause)]  # it is not that they have gone
        elif isinstance(clause.subject, Clause) and clause.subject.verb is not None:
            denied = [Operator("NOT", verb.head, verb)] if negated else []
            return denied + over(clause.subject, "object", below, tokens)
    return found


def of_relative(clause: Clause, tokens: list[Token], antecedent: NounPhrase) -> Operator | None:
    """The operator that a relative clause is over its antecedent: the pullout, which began on Monday."""
    if clause.verb is None:
        return None
    role = "subject" if clause.subject is antecedent else "object"
    if role == "object" and (clause.objects or any(linked is antecedent for _, linked in clause.links)):
        return None
    operators = over(clause, role, antecedent, tokens)
    return operators[0] if operators and operators[0].name in _OF_EVENT else None


def alone(clause: Clause, tokens: list[Token]) -> Operator | None:
    """The operator that a verb without complement is: they declined, Moscow agreed."""
    verb = clause.verb
    assert verb is not None
    names = _BARE
    if verb.end < len(tokens) and tokens[verb.end].low == "to" and tokens[verb.end].tag == "I":
        names = _BARE_TO
    negated = verb.negated or clause.marker == "nor" or _negative_subject(clause, tokens, None)
    for lemma in verb.lemmas:
        for row in rows().get((lemma, "v"), ()):
            if row.operator in names and not row.literal and not clause.links:
                return Operator(row.operator, verb.head, verb, negated, clause)
    return None


def _negative_subject(clause: Clause, tokens: list[Token], below: object) -> bool:
    """No deal exists, nobody asked, neither side agreed."""
    subject = clause.subject
    if not isinstance(subject, NounPhrase) or subject is below:
        return False
    low = tokens[subject.start].low
    return low in NO or tokens[subject.head].low in ("nobody", "none", "nothing", "no one", "neither")


def names_date(operator: Operator, tokens: list[Token]) -> bool:
    """No date was named, they set no deadline: what is not said is when, not whether."""
    clause = operator.clause
    slots = [operator.phrase] if clause is None else [clause.subject, *clause.objects]
    return any(isinstance(q, NounPhrase) and names_dates(q, tokens) for q in slots)
