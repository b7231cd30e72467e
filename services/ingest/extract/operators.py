"""Pass 11. In: a predicate in the tree. Out: the operators above it, innermost first: begun, agreed, ordered, denied, said.

An operator is a verb, noun or predicate that takes what it speaks of as complement, object or subject; `operators.tsv`
says which, and by which way it reaches down.
"""

from dataclasses import dataclass

from services.ingest.extract.clauses import Clause
from services.ingest.extract.operator_table import Row, rows, speech, telling, untrue
from services.ingest.extract.phrases import NounPhrase, VerbGroup
from services.ingest.extract.tokens import Token
from services.ingest.extract.tree import Place, Tree
from services.ingest.extract.word_sets import word_set

_NEVER = word_set("axes.never")
_NO = word_set("axes.negative")
CONDITIONS = frozenset(
    ["if", "unless", "provided", "provided that", "providing", "as long as", "so long as", "in case", "even if", "lest",
     "supposing", "on condition that", "assuming", "only if", "in the event", "if only"]
)  # fmt: skip
_OPEN_NOUNS = frozenset({"AGREE", "ORDER", "PLAN", "REQUEST", "THREATEN", "PROPOSE"})
_REACHING = frozenset({"to", "on", "upon", "for", "of"})
"""Prepositions by which a word without a stated way reaches down; all others lead to adjuncts."""
_SUBJUNCTIVE = frozenset({"REQUEST", "PROPOSE", "WANT"})
_CLAUSAL_ROLES = frozenset({"comp", "that", "object", "subject", "predicate"})
_OPENING = frozenset({"AGREE", "ORDER", "REQUEST", "THREATEN", "PLAN", "REFUSE", "POSTPONE", "CANCEL", "PROPOSE"})


@dataclass(frozen=True, slots=True)
class Operator:
    """An operator over a predicate: its name, the token it stands at, its verb if it is one, whether it is negated,
    the clause whose verb it is, the phrase whose head it is."""

    name: str
    at: int
    verb: VerbGroup | None = None
    negated: bool = False
    clause: Clause | None = None
    phrase: NounPhrase | None = None


@dataclass(frozen=True, slots=True)
class Climb:
    """All above a predicate: the operators innermost first, the conditions it stands under, whether it is itself a
    condition, in a question, or behind "before" or "until" (`marker`, with the clause it depends on); `opened` is what
    the clause before a colon announces."""

    operators: tuple[Operator, ...]
    condition: bool = False
    marker: str = ""
    question: bool = False
    unreal: bool = False
    main: Clause | None = None
    opened: Operator | None = None


class _Found:
    """What a climb has gathered so far."""

    def __init__(self) -> None:
        self.operators: list[Operator] = []
        self.condition = self.question = self.unreal = False
        self.marker = ""
        self.main: Clause | None = None
        self.opened: Operator | None = None

    def climb(self) -> Climb:
        return Climb(tuple(self.operators), self.condition, self.marker, self.question, self.unreal, self.main, self.opened)


def climb(node: "Clause | NounPhrase", tree: Tree, tokens: list[Token], itself: bool = False) -> Climb:
    """What stands above `node`, up to the root of its sentence; `itself`: the noun `node` is the first operator."""
    found = _Found()
    if isinstance(node, NounPhrase):
        found.operators += _modifiers(node, tokens)
        if itself and (own := _noun(node, tokens)) is not None:
            found.operators.append(own)
    at: Clause | NounPhrase = node
    for _ in range(24):
        found.question = found.question or (isinstance(at, Clause) and at.question)
        place = tree.up(at)
        if place is None:
            found.opened = _before_colon(at, tree, tokens)
            break
        holder, role = place.holder, place.role
        if isinstance(holder, NounPhrase):
            place = tree.up(holder)
            if role == "rel" and _gerund_of(at, place, tokens):
                at = holder
                continue
            if role == "rel" and place is not None and (err := _who_says(at, holder, place, tokens)) is not None:
                found.operators = [*found.operators[:-1], err]
                at = place.holder
                continue
            alone = place is not None and isinstance(place.holder, Clause) and place.holder.verb is None
            told = place is not None and (place.role == "predicate" or (place.role == "subject" and alone))
            if not _over_noun(found, holder, role, at, tokens, told) and not _idiomatic(holder, role, tree, tokens):
                break
        elif not _over_clause(found, holder, role, at, tokens):
            break
        at = holder
    return found.climb()


_ANYBODY = frozenset({"whoever", "anyone", "anybody", "those", "everyone", "everybody", "people", "someone", "somebody"})
_FORESEEING = frozenset({"expect", "hope", "predict", "fear", "foresee"})
_ERRING = frozenset({"lie", "err", "mistake", "mislead", "misspeak", "bluff", "fantasise", "fantasize", "dream", "exaggerate",
                     "delude", "misinform", "misunderstand"})  # fmt: skip


def _who_says(node: "Clause | NounPhrase", who: NounPhrase, place: Place, tokens: list[Token]) -> Operator | None:
    """Those who claim that it has left are lying: what they say is denied; what becomes of it else is left open."""
    clause = place.holder
    if tokens[who.head].low not in _ANYBODY or place.role != "subject" or not isinstance(clause, Clause):
        return None
    if not isinstance(node, Clause) or node.verb is None or not set(node.verb.lemmas) & (speech().keys() | _FORESEEING):
        return None
    verb = clause.verb
    if verb is None:
        return None
    wrong = set(verb.lemmas) & _ERRING or {"FALSE", "DENY"} & {*_predicate(clause, "subject", who, tokens)}
    if not wrong and {"right", "correct"} & {tokens[i].low for i in range(verb.head, min(len(tokens), verb.head + 3))}:
        return Operator("TRUE", verb.head, verb, verb.negated, clause)
    return Operator("DENY" if wrong else "UNSAID", verb.head, verb, verb.negated if wrong else False, clause)


def _gerund_of(node: "Clause | NounPhrase", place: Place | None, tokens: list[Token]) -> bool:
    """No question of Russia withdrawing: the participle is what the noun above is of."""
    if not isinstance(node, Clause) or node.verb is None or node.verb.form != "ing" or place is None:
        return False
    holder = place.holder
    if isinstance(holder, Clause):
        return place.role in ("of", "about", "against", "to") and bool(over(holder, place.role, node, tokens))
    return place.role in ("of", "about", "against") and _noun(holder, tokens, (place.role,)) is not None


def _over_noun(
    found: _Found, holder: NounPhrase, role: str, at: "Clause | NounPhrase", tokens: list[Token], told: bool
) -> bool:
    """One step up to a noun phrase; whether the climb goes on from there."""
    if role in ("without", "contrary to"):
        name = "NOT" if role == "without" else "DENY"
        found.operators.append(Operator(name, holder.head, None, False, None, holder))
        return True
    if role in ("also", "named"):
        return True
    noun = _noun(holder, tokens, (role, "that") if role == "comp" and isinstance(at, Clause) and at.marker == "that" else (role,), told)
    if role == "rel":
        unmarked = isinstance(at, Clause) and at.marker == ""
        if noun is None or noun.name not in _OPEN_NOUNS or not (_foretells(at) or (unmarked and noun.name == "PROPOSE")):
            return False
        found.operators.append(noun)
        return True
    if noun is None:
        return False
    found.operators += _modifiers(holder, tokens)
    found.operators.append(noun)
    return True


def _idiomatic(phrase: NounPhrase, role: str, tree: Tree, tokens: list[Token]) -> bool:
    """Whether a noun is only part of what its verb says: turned a deaf ear to the calls, found common ground on it."""
    place = tree.up(phrase)
    if place is None or not isinstance(place.holder, Clause) or place.holder.verb is None:
        return False
    del role
    names = {tokens[phrase.head].word.noun, tokens[phrase.head].low}
    known = [r for lemma in place.holder.verb.lemmas for r in rows().get((lemma, "v"), ())]
    if place.role == "object":
        return any(names & r.nouns for r in known)
    return any(prep == place.role and names & nouns for r in known for prep, nouns in r.phrases)


_ABOUT = frozenset({"on", "for", "about", "over", "of", "to"})


def _extraposed(clause: Clause, tokens: list[Token]) -> Operator | None:
    """No deal exists on it, an order was issued for it, talks are under way on it: the noun that takes it as content
    stands before the verb."""
    subject = clause.subject
    if not isinstance(subject, NounPhrase) or clause.verb is None or clause.objects:
        return None
    if not set(clause.verb.lemmas) & _PRESENTING:
        return None
    return _noun(subject, tokens)


def _verb_over_noun(clause: Clause, tokens: list[Token]) -> list[Operator]:
    """What the verb says of the noun that is its subject."""
    assert isinstance(clause.subject, NounPhrase)
    return over(clause, "subject", clause.subject, tokens)


_PRESENTING = frozenset({"exist", "reach", "sign", "conclude", "strike", "issue", "give", "make", "take", "hold", "find", "come",
                         "be", "submit", "receive", "seal", "initial"})  # fmt: skip


def _over_clause(found: _Found, holder: Clause, role: str, at: "Clause | NounPhrase", tokens: list[Token]) -> bool:
    """One step up to a clause; whether the climb goes on from there."""
    if role == "adv" and isinstance(at, Clause) and at.marker == "before" and _soon(holder, tokens):
        if holder.verb is not None and holder.verb.tense in ("future", "would", "may"):
            found.operators.append(Operator("SOON", holder.verb.head, holder.verb, False, holder))
        return True
    if role == "adv":
        opener = at.marker if isinstance(at, Clause) else ""
        found.condition = found.condition or opener in CONDITIONS or _some_day(at, opener, holder)
        found.question = found.question or opener == "whether" or holder.marker == "whether"
        found.unreal = found.unreal or (holder.verb is not None and holder.verb.tense in ("would", "may"))
        found.marker, found.main = found.marker or opener, found.main or holder
        found.question = found.question or (opener in _ASKED and _asks(holder))
        return False
    if role in ("without", "instead of", "rather than"):
        found.operators.append(Operator("NOT", holder.verb.head if holder.verb else holder.start))
        return True
    if role == "contrary to":
        found.operators.append(Operator("DENY", holder.verb.head if holder.verb else holder.start))
        return False
    if role == "and":
        if isinstance(at, Clause) and _threatens(at, holder, tokens):
            found.marker = found.marker or "or"
        found.condition = found.condition or (isinstance(at, Clause) and at.marker in CONDITIONS)
        return True
    if isinstance(at, Clause) and at.marker == "whether":
        found.question = True
    operators = over(holder, role, at, tokens)
    if role in _ABOUT and (noun := _extraposed(holder, tokens)) is not None:
        operators = [noun, *_verb_over_noun(holder, tokens)]
    found.operators += operators
    if not operators and role not in _CLAUSAL_ROLES and role not in _REACHING:
        found.marker, found.main = found.marker or role, found.main or holder
        return False
    return True


_SOON = frozenset({"long", "many days", "many weeks", "many months", "much longer", "much time"})


def _soon(clause: Clause, tokens: list[Token]) -> bool:
    """It will not be long before they leave; it is only a matter of days before they do."""
    verb = clause.verb
    if verb is None or "be" not in verb.lemmas:
        return False
    lows = {tokens[i].low for i in (*clause.adverbs, clause.adjective) if i >= 0}
    return verb.negated and bool(lows & _SOON)


_WHENEVER = frozenset({"once", "when", "as soon as", "whenever", "the moment"})


def _some_day(at: "Clause | NounPhrase", opener: str, holder: Clause) -> bool:
    """Once they leave, the road will open: a day that is not said to come."""
    verb = at.verb if isinstance(at, Clause) else None
    if verb is None or opener not in _WHENEVER or verb.form != "finite" or verb.tense != "pres":
        return False
    return holder.verb is not None and holder.verb.tense in ("future", "would", "must", "may")


_ASKED = frozenset({"when", "where", "how", "why", "who"})
_ASKING = frozenset({"ask", "wonder", "inquire", "enquire", "query", "question", "debate", "discuss", "guess"})
_TELLING = frozenset({"say", "tell", "specify", "clarify", "disclose", "reveal", "know", "explain", "decide", "announce",
                      "comment", "elaborate", "determine", "state"})  # fmt: skip
_LISTENING = frozenset({"ask", "comment", "question", "quiz", "wonder", "respond", "react", "query", "inquire"})


def _asks(clause: Clause) -> bool:
    """Asked when they leave, did not say when: an indirect question."""
    verb = clause.verb
    if verb is None:
        return False
    lemmas = set(verb.lemmas)
    if verb.passive and isinstance(clause.subject, NounPhrase) and lemmas & {"discuss", "debate", "question"}:
        return False
    return bool(lemmas & _ASKING) or (bool(lemmas & _TELLING) and (verb.negated or verb.form == "inf"))


_ONE_MORE = frozenset(["one more", "one more such", "another such", "another", "one", "any more", "a single", "one single", "a", "any"])


def _threatens(clause: Clause, other: Clause, tokens: list[Token]) -> bool:
    """Reopen the road or we go; one more such stunt and we are off."""
    if other.verb is None:
        return isinstance(other.subject, NounPhrase) and tokens[other.subject.start].low in _ONE_MORE
    if clause.marker == "or" and any(t.low == "either" for t in tokens[max(0, other.start - 1) : other.start + 1]):
        return True
    demanded = other.subject is None and other.verb.form == "finite" and other.verb.start == other.verb.head
    return clause.marker == "or" and (demanded or other.verb.tense == "must")


def _foretells(node: "Clause | NounPhrase") -> bool:
    """An agreement that will see, under which they leave: a relative clause that tells what is agreed."""
    if not isinstance(node, Clause) or node.verb is None:
        return False
    if any(prep in ("under", "by", "according to") for prep, linked in node.links if linked is node.antecedent):
        return node.verb.tense != "past"
    return node.verb.tense in ("future", "would", "must") or node.verb.form in ("ing", "inf")


def _before_colon(root: "Clause | NounPhrase", tree: Tree, tokens: list[Token]) -> Operator | None:
    """What the clause before a colon announces: Putin granted the request: …; orders came from Moscow: strike camp."""
    at = next((i for i, r in enumerate(tree.roots) if r is root), 0)
    if not at or not isinstance(root, Clause) or root.marker != "colon":
        return None
    before = tree.roots[at - 1]
    heard: list[Operator] = []
    phrases: list[object] = [before.subject, before.predicate]
    if before.verb is not None:
        heard += [o for role in ("that", "object", "comp") for o in over(before, role, root, tokens)]
        if isinstance(before.subject, NounPhrase) and _noun(before.subject, tokens) is not None:
            heard += over(before, "subject", before.subject, tokens)
        heard += [o for prep, q in before.links if isinstance(q, NounPhrase) for o in over(before, prep, q, tokens)]
    opening = any(o.name in _OPENING or o.name == "EXIST" for o in heard)
    if before.verb is None or opening or "be" in before.verb.lemmas:
        phrases += [*before.objects, *(q for _, q in before.links)]
    heard += [o for p in phrases if isinstance(p, NounPhrase) and (o := _noun(p, tokens)) is not None]
    return next((o for o in heard if o.name in _OPENING), None)


def _noun(phrase: NounPhrase, tokens: list[Token], roles: tuple[str, ...] = ("",), told: bool = False) -> Operator | None:
    """The operator that a noun is over what hangs on it; `told`: the noun is a predicate (it is time that …)."""
    head = tokens[phrase.head]
    ways = {way for role in roles for way in (role, f"link:{role}")} | ({f"is:{role}" for role in roles} if told else set())
    for row in rows().get((head.word.noun or head.low, "n"), ()):
        if row.literal or (row.via and not row.via & ways):
            continue
        return Operator(row.operator, phrase.head, None, tokens[phrase.start].low in _NO, None, phrase)
    for row in rows().get((head.word.noun or head.low, "p"), ()) if told else ():
        if not row.via or row.via & {*roles, "that"}:
            return Operator(row.operator, phrase.head, None, tokens[phrase.start].low in _NO, None, phrase)
    return None


def _modifiers(phrase: NounPhrase, tokens: list[Token]) -> list[Operator]:
    """What stands before a noun and acts on it: the planned, agreed, alleged, cancelled withdrawal."""
    table = rows()
    return [
        Operator(row.operator, i, None, False, None, None)
        for i in range(phrase.start, phrase.head)
        if tokens[i].mention is None
        for row in table.get((tokens[i].low, "m"), ())[:1]
    ]


_OF_SUBJECT = frozenset({"BEGIN", "COMPLETE", "HAPPEN", "PROG", "POSTPONE", "FAIL", "EXIST", "CARRY", "RESUME", "STOP"})
"""Operators whose verb can have what it speaks of as its subject: the pullout began."""


def over(clause: Clause, role: str, below: object, tokens: list[Token]) -> list[Operator]:
    """The operators that the verb of `clause` is over what hangs on it as `role`, innermost first."""
    verb = clause.verb
    if verb is None:
        return []
    raising = role == "subject"
    if verb.passive or verb.form == "pp":
        role = {"subject": "object", "object": "object"}.get(role, role)
    neither = any(tokens[i].low == "neither" for i in clause.adverbs)
    negated = neither or verb.negated or clause.marker == "nor" or _negative_subject(clause, tokens, below) or never(clause, tokens)
    if "be" in verb.lemmas and role == "subject" and any(tokens[i].tag == "E" for i in clause.adverbs):
        return [Operator("HAPPEN", verb.head, verb, negated, clause)]
    if "be" in verb.lemmas or (clause.adjective >= 0 and set(verb.lemmas) & _SEEMING):
        if raising and (raised := _raised(clause, below, negated, tokens)):
            return raised
        return _copular(clause, role, below, negated, tokens)
    if raising and (raised := _raised(clause, below, negated, tokens)):
        return raised
    one = _verb(clause, role, below, negated, tokens)
    return [one] if one is not None else []


_SEEMING = frozenset({"prove", "turn", "sound", "look", "seem", "appear"})


def _raised(clause: Clause, below: object, negated: bool, tokens: list[Token]) -> list[Operator]:
    """The pullout is expected to be put off, has to be shifted: the infinitive acts on the subject, then the verb on both."""
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
    return any(form == "s" for _, form in tokens[verb.head].word.verbs) or tokens[verb.start].tag == "X"


def _verb(clause: Clause, role: str, below: object, negated: bool, tokens: list[Token]) -> Operator | None:
    verb = clause.verb
    assert verb is not None
    if role == "comp" and "have" in verb.lemmas and "yet" in {tokens[i].low for i in (*clause.adverbs, *verb.adverbs)}:
        return Operator("FAIL", verb.head, verb, negated, clause)
    if "suggest" in verb.lemmas and (clause.role == "say" or (role == "that" and _asserted(below, tokens))):
        return Operator("SAY:weak", verb.head, verb, negated, clause)
    if clause.role == "say" and (kind := _says_only(verb.lemmas)) is not None:
        return Operator(f"SAY:{kind}", verb.head, verb, negated, clause)
    if set(verb.lemmas) & _CALLING and role in ("object", "that", "comp") and _untrue_in(clause, tokens):
        return Operator("DENY", verb.head, verb, negated, clause)
    if role in ("about", "on", "over") and set(verb.lemmas) & _LISTENING:
        return Operator("ASKED", verb.head, verb, negated, clause)
    objects = {tokens[p.head].word.noun or tokens[p.head].low for p in clause.objects}
    if verb.passive and isinstance(clause.subject, NounPhrase):
        objects.add(tokens[clause.subject.head].word.noun)
    adverbs = {tokens[i].low for i in clause.adverbs}
    particles = {tokens[i].low for i in clause.particles} | adverbs
    links = [(p, tokens[q.head]) for p, q in clause.links if isinstance(q, NounPhrase)]
    preps = {p for p, _ in clause.links}
    heads = {(p, noun) for p, t in links for noun in (t.low, t.word.noun, "%" if t.tag == "Z" else "")}
    way = {role, f"link:{role}"} if role in _CLAUSAL_ROLES else {f"link:{role}", "link"}
    if "let" in verb.lemmas and isinstance(below, Clause) and isinstance(below.subject, NounPhrase):
        if tokens[below.subject.head].low == "us":
            return Operator("PROPOSE", verb.head, verb, negated, clause)
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
            if row.operator == "OBLIGE" and "have" in verb.lemmas and isinstance(below, Clause) and below.verb is not None:
                if below.verb.form != "inf":
                    continue
            if role == "that" and row.operator in _SUBJUNCTIVE and lemma in speech() and _asserted(below, tokens):
                continue
            none = role != "object" and any(
                tokens[p.start].low in _NO and {tokens[p.head].low, tokens[p.head].word.noun} & row.nouns for p in clause.objects
            )
            return Operator(row.operator, verb.head, verb, negated != none, clause)
        kind = speech().get(lemma) or ("neutral" if role == "that" and lemma in telling() else None)
        if kind is not None and role in ("that", "comp", "object"):
            return Operator(f"SAY:{kind}", verb.head, verb, negated, clause)
    return None


_ALSO_SAID = frozenset(["DENY", "WARN", "PLAN", "THREATEN", "EXPECT", "HOPE", "REFUSE", "PROPOSE", "REQUEST", "UNSAID"])


def _says_only(lemmas: tuple[str, ...]) -> str | None:
    """The class of a verb of saying that stands in a tag: they have left, spotters conclude. What it does elsewhere is
    no matter there, unless it is said in the same breath: he vowed, she warned."""
    for lemma in lemmas:
        if lemma in speech() and not any(row.operator in _ALSO_SAID for row in rows().get((lemma, "v"), ())):
            return speech()[lemma]
    return None


_CALLING = frozenset({"call", "brand", "label", "dub", "describe", "denounce", "consider", "term", "deem", "find", "prove"})


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
    return role in _CLAUSAL_ROLES or role in _REACHING or row.literal


def _copular(clause: Clause, role: str, below: object, negated: bool, tokens: list[Token]) -> list[Operator]:
    """What "be" says of its subject, of what follows it, or of what "it" announces."""
    verb = clause.verb
    assert verb is not None
    if role == "comp" and "yet" in {tokens[i].low for i in (*clause.adverbs, *verb.adverbs)}:
        return [Operator("FAIL", verb.head, verb, negated, clause)]
    found = [Operator(name, verb.head, verb, negated, clause) for name in _predicate(clause, role, below, tokens)]
    if role in ("comp", "that", "predicate"):
        if isinstance(clause.subject, NounPhrase) and clause.subject is not below:
            plain = tokens[clause.subject.head].tag == "A"
            noun = _noun(clause.subject, tokens, (role,), True) if not plain else None
            if noun is not None:
                return [Operator(noun.name, noun.at, None, noun.negated != negated, None, noun.phrase)]
        elif isinstance(clause.subject, Clause) and clause.subject.verb is not None:
            return [o for o in over(clause.subject, "object", below, tokens)]
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


_OF_EVENT = frozenset(["BEGIN", "COMPLETE", "HAPPEN", "PROG", "POSTPONE", "CANCEL", "AGREE", "PLAN", "ORDER", "REFUSE",
                       "CARRY", "REQUEST", "STOP"])  # fmt: skip
_BARE = frozenset({"REFUSE", "AGREE", "FAIL", "DENY"})
_BARE_TO = _BARE | {"PLAN", "WANT", "MANAGE"}


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


def _predicate(clause: Clause, role: str, below: object, tokens: list[Token]) -> list[str]:
    """What "be" with an adjective or phrase says of its subject or infinitive: is ready to, is under way, is no plan."""
    words = [tokens[clause.adjective].low] if clause.adjective >= 0 else []
    verb_at = clause.verb.start if clause.verb is not None else clause.start
    inside = {id(q) for _, q in below.links} if isinstance(below, NounPhrase) else set()
    for p, q in clause.links:
        if p and isinstance(q, NounPhrase) and q is not below and id(q) not in inside and q.start > verb_at:
            words += [f"{p} {_without_article(q, tokens)}", f"{p} {tokens[q.head].low}"]
        elif q is below and p == role:
            words.append(f"{p} {tokens[below.head].low}")
    if clause.predicate is not None and clause.predicate is not below:
        words += [_without_article(clause.predicate, tokens), tokens[clause.predicate.head].word.noun]
    stated = bool(words)
    words += [tokens[i].low for i in (*clause.adverbs, *clause.particles)]
    words += [role] if any(q is below for _, q in clause.links) else []
    for word in words:
        for pos in ("p", "n"):
            for row in rows().get((word, pos), ()):
                if not row.literal and (not row.via or role in row.via or f"link:{role}" in row.via):
                    return [row.operator]
    dated = [tokens[q.head].date for _, q in clause.links if isinstance(q, NounPhrase) and tokens[q.head].date is not None]
    if role == "subject" and dated and not stated:
        return ["PLAN" if getattr(dated[0], "shape", "") == "duration" else "HAPPEN"]
    if role == "for" and not stated:
        return ["PROPOSE"]
    return ["PLAN"] if role == "comp" and not stated else []


def _without_article(phrase: NounPhrase, tokens: list[Token]) -> str:
    return " ".join(t.low for t in tokens[phrase.start : phrase.head + 1] if t.low not in ("a", "an", "the"))


def _negative_subject(clause: Clause, tokens: list[Token], below: object) -> bool:
    """No deal exists, nobody asked, neither side agreed."""
    subject = clause.subject
    if not isinstance(subject, NounPhrase) or subject is below:
        return False
    low = tokens[subject.start].low
    return low in _NO or tokens[subject.head].low in ("nobody", "none", "nothing", "no one", "neither")
