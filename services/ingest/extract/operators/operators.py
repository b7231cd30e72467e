"""Pass 11. In: an event in its tree. Out: the operators above it, from the inside out."""

from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.grammar.tree import Place, Tree
from services.ingest.extract.operators.before_colons import operators_before_colon
from services.ingest.extract.operators.copulas import noun_operator
from services.ingest.extract.operators.idioms import idiomatic, is_declined
from services.ingest.extract.operators.open_questions import asks, both_ways, for_how_long, one_of_two
from services.ingest.extract.operators.operating import CLAUSAL_ROLES, OCCASIONS, REACHING, over, tells
from services.ingest.extract.operators.operator import Climb, Found, Operator
from services.ingest.extract.operators.operator_table import rows
from services.ingest.extract.operators.papers import by_paper, pleads
from services.ingest.extract.operators.wrongly_said import disowned, who_says, wrongly_said
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set

CONDITIONS = word_set("operators.conditions")
_OPEN_NOUNS = frozenset({"AGREE", "ORDER", "PLAN", "REQUEST", "THREATEN", "PROPOSE"})
_ABOUT = frozenset({"on", "for", "about", "over", "of", "to"})
_PARTNERS = frozenset({"with", "between"})
"""Before those with whom something is agreed or discussed: what it is about stands behind them."""
_PASSING = word_set("operators.passing")
_PRESENTING = word_set("operators.presenting")
_SOON = frozenset({"long", "many days", "many weeks", "many months", "much longer", "much time"})
_WHENEVER = frozenset({"once", "when", "as soon as", "whenever", "the moment"})
_ASKED = frozenset({"when", "where", "how", "why", "who"})
_ONE_MORE = word_set("operators.one_more")


def climb(node: "Clause | NounPhrase", tree: Tree, tokens: list[Token], itself: bool = False) -> Climb:
    """What stands above `node`, up to the root of its sentence; `itself`: the noun `node` is the first operator."""
    found = Found()
    if isinstance(node, NounPhrase):
        found.operators += _modifiers(node, tokens)
        if itself and (own := noun_operator(node, tokens)) is not None:
            found.operators.append(own)
    found.question = isinstance(node, Clause) and one_of_two(node, tokens)
    at: Clause | NounPhrase = node
    for _ in range(24):
        found.question = found.question or (isinstance(at, Clause) and (at.question or for_how_long(at, tokens)))
        place = tree.up(at)
        if place is None:
            found.opened = operators_before_colon(at, tree, tokens)
            break
        holder, role = place.holder, place.role
        if isinstance(holder, NounPhrase):
            place = tree.up(holder)
            if role == "rel" and _gerund_of(at, place, tokens):
                at = holder
                continue
            if (
                role == "rel"
                and place is not None
                and place.role == "without"
                and isinstance(at, Clause)
                and at.marker == "ing"
            ):
                found.operators.append(Operator("UNSAID", holder.head))
                break
            if role == "rel" and place is not None and (err := who_says(at, holder, place, tokens)) is not None:
                found.operators = [*found.operators[:-1], err]
                at = place.holder
                continue
            if place is not None and (charge := _charged(at, role, place, tokens)) is not None:
                found.operators.append(charge)
                at = place.holder
                continue
            if role == "rel" and (said := _reported(at, holder, tokens)) is not None:
                found.operators.append(said)
                at = holder
                continue
            partner = role in _ABOUT and place is not None and place.role in _PARTNERS
            if partner or is_declined(holder, place, tokens):
                at = holder
                continue
            bare = place.holder if place is not None and isinstance(place.holder, Clause) else None
            alone = bare is not None and bare.verb is None
            found.question = found.question or (bare is not None and alone and bare.question)
            told = place is not None and (place.role == "predicate" or (place.role == "subject" and alone))
            if not _over_noun(found, holder, role, at, tokens, told) and not idiomatic(holder, role, tree, tokens):
                break
            if found.operators and found.operators[-1].name == "REPORT" and (lie := disowned(holder, place, tokens)):
                found.operators.append(lie)
                break
        elif not _over_clause(found, holder, role, at, tokens):
            break
        at = holder
    return found.climb()


def _reported(node: "Clause | NounPhrase", holder: NounPhrase, tokens: list[Token]) -> Operator | None:
    """Reports claiming, rumours suggesting that they have left: the noun, whose participle only says it."""
    said = noun_operator(holder, tokens, ("that",)) if tells(node) else None
    return said if said is not None and said.name == "REPORT" else None


def _charged(node: "Clause | NounPhrase", role: str, place: Place, tokens: list[Token]) -> Operator | None:
    """Accused Moscow of sending, thanked them for leaving: the gerund on the object is what its verb is about."""
    if place.role != "object" or not isinstance(place.holder, Clause):
        return None
    if not isinstance(node, Clause) or node.verb is None or node.verb.form != "ing":
        return None
    charges = over(place.holder, role, node, tokens)
    return next((o for o in charges if o.name in ("ACCUSE", "CREDIT")), None)


def _gerund_of(node: "Clause | NounPhrase", place: Place | None, tokens: list[Token]) -> bool:
    """No question of Russia withdrawing: the participle is what the noun above is of."""
    if not isinstance(node, Clause) or node.verb is None or node.verb.form != "ing" or place is None:
        return False
    holder = place.holder
    if place.role == "without" and isinstance(holder, Clause) and holder.verb is not None:
        return bool(set(holder.verb.lemmas) & _PASSING)
    if isinstance(holder, Clause):
        return place.role in ("of", "about", "against", "to", "on", "over", "for") and bool(
            over(holder, place.role, node, tokens)
        )
    return place.role in ("of", "about", "against") and noun_operator(holder, tokens, (place.role,)) is not None


def _over_noun(
    found: Found, holder: NounPhrase, role: str, at: "Clause | NounPhrase", tokens: list[Token], told: bool
) -> bool:
    """One step up to a noun phrase; whether the climb goes on from there."""
    if role in OCCASIONS:
        return False
    if role in ("without", "contrary to"):
        name = "NOT" if role == "without" else "DENY"
        found.operators.append(Operator(name, holder.head, None, False, None, holder))
        return True
    if role in ("also", "named"):
        return True
    noun = noun_operator(
        holder,
        tokens,
        (role, "that") if role == "comp" and isinstance(at, Clause) and at.marker == "that" else (role,),
        told,
    )
    if role == "rel":
        unmarked = isinstance(at, Clause) and at.marker == ""
        if noun is None and pleads(holder, at, tokens):
            noun = Operator("PROPOSE", holder.head, None, False, None, holder)
        if (
            noun is None
            or noun.name not in _OPEN_NOUNS
            or not (_foretells(at) or (unmarked and noun.name == "PROPOSE"))
        ):
            return False
        found.operators.append(noun)
        return True
    if noun is None:
        return False
    found.operators += _modifiers(holder, tokens)
    found.operators.append(noun)
    return True


def _extraposed(clause: Clause, tokens: list[Token]) -> Operator | None:
    """No deal exists on it, an order was issued for it, talks are under way on it, Yerevan has no deal with Moscow on
    it: the noun that takes it as content stands before."""
    if clause.verb is None:
        return None
    had = clause.verb.lemmas == ("have",) and len(clause.objects) == 1
    noun = clause.objects[0] if had else clause.subject
    if not isinstance(noun, NounPhrase) or (clause.objects and not had):
        return None
    return noun_operator(noun, tokens) if had or set(clause.verb.lemmas) & _PRESENTING else None


def _verb_over_noun(clause: Clause, tokens: list[Token]) -> list[Operator]:
    """What the verb says of the noun that is its subject, if it has one."""
    subject = clause.subject
    return over(clause, "subject", subject, tokens) if isinstance(subject, NounPhrase) else []


def _over_clause(found: Found, holder: Clause, role: str, at: "Clause | NounPhrase", tokens: list[Token]) -> bool:
    """One step up to a clause; whether the climb goes on from there."""
    if role == "adv" and isinstance(at, Clause) and at.marker == "before" and _soon(holder, tokens):
        if holder.verb is not None and holder.verb.tense in ("future", "would", "may"):
            found.operators.append(Operator("SOON", holder.verb.head, holder.verb, False, holder))
        return True
    if role == "adv" and holder.verb and isinstance(at, Clause) and at.marker in ("rather than", "instead of"):
        role = at.marker
    if role == "adv" and not found.operators and (paper := by_paper(holder, at, tokens)) is not None:
        found.operators.append(paper)
        return True
    if role == "adv":
        opener = at.marker if isinstance(at, Clause) else ""
        found.condition = found.condition or opener in CONDITIONS or _some_day(at, opener, holder)
        found.question = found.question or opener == "whether" or holder.marker == "whether"
        found.unreal = found.unreal or (holder.verb is not None and holder.verb.tense in ("would", "may"))
        found.marker, found.main = found.marker or opener, found.main or holder
        found.question = found.question or (opener in _ASKED and asks(holder))
        return False
    if role == "without" and holder.verb is not None and set(holder.verb.lemmas) & _PASSING:
        found.operators.append(Operator("FAIL", holder.verb.head, holder.verb, False, holder))
        return True
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
        found.question = found.question or both_ways(at)
        return True
    if isinstance(at, Clause) and at.marker == "whether":
        found.question = True
    if (wrong := wrongly_said(holder, role, at, tokens)) is not None:
        found.operators = [*found.operators[:-1], wrong]
        return True
    operators = over(holder, role, at, tokens) if role != "during" else []
    of_noun = role in _ABOUT or (role == "comp" and not operators)
    if of_noun and (noun := _extraposed(holder, tokens)) is not None:
        operators = [noun, *_verb_over_noun(holder, tokens)]
    found.operators += operators
    if not operators and role not in CLAUSAL_ROLES and role not in REACHING:
        found.marker, found.main = found.marker or role, found.main or holder
        return False
    return True


def _soon(clause: Clause, tokens: list[Token]) -> bool:
    """It will not be long before they leave; it is only a matter of days before they do."""
    verb = clause.verb
    if verb is None or "be" not in verb.lemmas:
        return False
    lows = {tokens[i].low for i in (*clause.adverbs, clause.adjective) if i >= 0}
    return verb.negated and bool(lows & _SOON)


def _some_day(at: "Clause | NounPhrase", opener: str, holder: Clause) -> bool:
    """Once they leave, the road will open; when they left, it would be too late: a day that is not said to come."""
    verb = at.verb if isinstance(at, Clause) else None
    if verb is None or opener not in _WHENEVER or verb.form != "finite":
        return False
    if verb.tense == "past":
        return not verb.perfect and holder.verb is not None and holder.verb.tense == "would"
    return verb.tense == "pres" and holder.verb is not None and holder.verb.tense in ("future", "would", "must", "may")


def _threatens(clause: Clause, other: Clause, tokens: list[Token]) -> bool:
    """Reopen the road or we go; one more such stunt and we are off."""
    if other.verb is None:
        return isinstance(other.subject, NounPhrase) and tokens[other.subject.start].low in _ONE_MORE
    if clause.marker == "or" and any(t.low == "either" for t in tokens[max(0, other.start - 1) : other.start + 2]):
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


def _modifiers(phrase: NounPhrase, tokens: list[Token]) -> list[Operator]:
    """What stands before a noun and acts on it: the planned, agreed, alleged, cancelled withdrawal."""
    table = rows()
    return [
        Operator(row.operator, i, None, False, None, None)
        for i in range(phrase.start, phrase.head)
        if tokens[i].mention is None
        for row in table.get((tokens[i].low, "m"), ())[:1]
    ]
