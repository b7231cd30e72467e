"""Pass 9. In: a clause or a noun with what hangs on it. Out: who does what to whom, whatever the construction: active,
passive, nominal, relative, infinitive, coordinated.
"""

from dataclasses import dataclass, field

from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase, nested_links
from services.ingest.extract.grammar.tree import Tree
from services.ingest.extract.things.control import choice, expletive, named_behind, puts_it
from services.ingest.extract.things.objects import meant_by_what, shared_object
from services.ingest.extract.things.thing import Thing
from services.ingest.extract.things.things import Things
from services.ingest.extract.words.word_sets import word_set

_EXCEPT = word_set("locating.except")
_OBJECT_CONTROL = word_set("roles.object_control")
_WHEN = word_set("roles.when")
"""It is time they left, the day they left: no object of what is told of it."""
_DOING = frozenset({"country", "capital", "metonym", "person", "organisation"})
_DISTANCES = frozenset({"drive", "walk", "ride", "flight", "journey", "march", "stroll"})
_ALONE = word_set("roles.alone")
"""Verbs whose participle says what its noun did: the guards gone from A."""


@dataclass(slots=True)
class Roles:
    """The arguments of a predicate. `links` are (preposition, thing) of noun phrases; `tier` A own clause, B sentence,
    C text before."""

    subjects: list[Thing] = field(default_factory=list)
    objects: list[Thing] = field(default_factory=list)
    links: list[tuple[str, Thing]] = field(default_factory=list)
    passive: bool = False
    tier: str = "A"

    def linked(self, *preps: str) -> list[Thing]:
        """The things behind these prepositions."""
        return [thing for prep, thing in self.links if prep in preps]


def of_clause(clause: Clause, tree: Tree, things: Things, depth: int = 0) -> Roles:
    """The roles of a clause's verb."""
    roles = Roles()
    verb = clause.verb
    roles.passive = verb is not None and (verb.passive or (verb.form == "pp" and not set(verb.lemmas) & _ALONE))
    what = clause.role == "free" and clause.subject is None
    subjects = [] if what else _subjects(clause, tree, things, depth)
    objects = [t for phrase in clause.objects for t in things.all(phrase)]
    if (
        clause.role == "rel"
        and clause.antecedent is not None
        and not objects
        and clause.subject is not clause.antecedent
        and things.tokens[clause.antecedent.head].word.noun not in _WHEN
    ) and not any(
        linked is clause.antecedent and (prep or clause.marker in ("when", "where")) for prep, linked in clause.links
    ):
        objects = things.all(clause.antecedent)
    if not objects and not roles.passive:
        objects = shared_object(clause, things)
    if clause.role == "free" and (
        not objects or (verb is not None and set(verb.lemmas) & _GIVING and len(objects) == 1)
    ):
        objects = objects + meant_by_what(clause, tree, things)
    inside = (
        {id(q) for p in clause.subject.all() for _, q in p.links} if isinstance(clause.subject, NounPhrase) else set()
    )
    for prep, linked in clause.links:
        if not isinstance(linked, NounPhrase):
            continue
        apart = prep in _EXCEPT or (prep == "with" and _tells_more(linked))
        if apart or "plan" in things.tokens[linked.head].word.senses:
            inside |= {id(q) for _, q in nested_links(linked)}
        if _from_afar(linked, things):
            inside.add(id(linked))
    for prep, linked in clause.links:
        if isinstance(linked, NounPhrase) and id(linked) not in inside:
            roles.links += [(prep, thing) for thing in things.all(linked)]
    roles.links += _raised(clause, tree, things)
    if roles.passive or _headline_passive(clause, objects, things):
        roles.passive = True
        roles.objects = subjects + objects
        roles.subjects = [t for t in roles.linked("by") if t.head.tag != "Z" and not _fronted(t, clause)]
    else:
        roles.subjects, roles.objects = subjects, objects
    if clause.predicate is not None:
        roles.objects = roles.objects + things.all(clause.predicate)
    return roles


def _from_afar(place: NounPhrase, things: Things) -> bool:
    """At A, an hour's drive from B: not at B."""
    before = things.tokens[max(0, place.start - 2)]
    return before.tag == "N" and before.low in _DISTANCES


def _fronted(thing: Thing, clause: Clause) -> bool:
    """By the terms of the truce they are to be sent: what stands before the verb tells how, not by whom."""
    before = clause.verb is not None and thing.phrase.start < clause.verb.start
    return before and thing.phrase is not clause.antecedent


_GIVING = word_set("roles.giving")


def _tells_more(phrase: NounPhrase) -> bool:
    """With the only road to Armenia closed: a participle tells what became of it."""
    last = [phrase, *(q for _, q in nested_links(phrase))][-1]
    return any(isinstance(c, Clause) and c.verb is not None and c.verb.form == "pp" for c in last.clauses)


_RAISING = word_set("roles.raising")
_DONE_TO = word_set("roles.done_to")


def _raised(clause: Clause, tree: Tree, things: Things) -> list[tuple[str, Thing]]:
    """Around A there seem to be soldiers: the links of what only lends its tense."""
    place = tree.up(clause)
    if place is None or place.role != "comp" or not isinstance(place.holder, Clause) or place.holder.verb is None:
        return []
    if not set(place.holder.verb.lemmas) & _RAISING:
        return []
    return [(p, t) for p, q in place.holder.links if isinstance(q, NounPhrase) for t in things.all(q)]


def _headline_passive(clause: Clause, objects: list[Thing], things: Things) -> bool:
    """Checkpoint planned near A, guards sent to B: a past form without object of a verb that needs one, or with a
    state or office by which it is done: garrison thinned by Kremlin."""
    verb = clause.verb
    if verb is None or objects or verb.form != "finite" or verb.start != verb.head or verb.tense != "past":
        return False
    doers = [things.tokens[q.head] for p, q in clause.links if p == "by" and isinstance(q, NounPhrase)]
    if any(t.kind in _DOING for t in doers):
        return True
    return bool(set(verb.lemmas) & _DONE_TO) and not any(i.role in ("comp", "that") for i in clause.inner)


def _subjects(clause: Clause, tree: Tree, things: Things, depth: int) -> list[Thing]:
    """The subject, stated or understood: of an infinitive that of the verb above, or its object (asked X to leave)."""
    if isinstance(clause.subject, NounPhrase):
        return things.all(named_behind(clause, things) or clause.subject)
    if clause.subject is not None or depth > 6:
        return []
    place = tree.up(clause)
    if place is None:
        return []
    if isinstance(place.holder, NounPhrase):
        told = _addressee(place.holder, clause, things)
        if told is not None and clause.verb is not None and clause.verb.form == "inf":
            return things.all(told)
        holder = tree.clause_of(place.holder)
        if things.tokens[place.holder.head].word.noun in _LEAVE and holder is not None:
            return _let(place.holder, holder, tree, things, depth)
        if holder is not None and holder.subject is place.holder and place.role != "rel":
            return things.all(place.holder.possessor) if place.holder.possessor is not None else []
        if place.holder.possessor is not None:
            return things.all(place.holder.possessor)
        if holder is None or holder is clause or expletive(holder, things):
            return []
        return _subjects(holder, tree, things, depth + 1)
    above = place.holder
    if place.role in ("comp", "that") and expletive(above, things):
        taken = above.verb is not None and "take" in above.verb.lemmas and above.objects
        return things.all(above.objects[0]) if taken else []
    if place.role == "and":
        return _subjects(above, tree, things, depth + 1)
    if place.role == "comp" and (owners := _whose_plan(above, things)):
        return owners
    before = next(
        (q for p, q in above.links if p == "for" and isinstance(q, NounPhrase) and q.end == clause.start), None
    )
    if place.role == "comp" and before is not None and clause.verb is not None and clause.verb.form == "inf":
        return things.all(before)
    lemmas = set(above.verb.lemmas) if above.verb is not None else set()
    own = choice(above, things) or puts_it(above, things)
    if lemmas & _OBJECT_CONTROL and place.role not in _ADJUNCTS and not own:
        departs = (
            "leave" in lemmas
            and above.objects
            and things.of(above.objects[0]).head.kind in ("capital", "country", "place")
        )
        if above.objects and not departs and not (above.verb is not None and above.verb.passive):
            return [t for phrase in above.objects[:1] for t in things.all(phrase)]
        reached = [
            t
            for prep, linked in above.links
            if prep in ("on", "upon", "to", "for") and isinstance(linked, NounPhrase)
            for t in things.all(linked)
            if t.head.tag != "N" or t.kinds
        ]
        if reached and not lemmas & {"have", "need", "leave"} and not (above.verb is not None and above.verb.passive):
            return reached[:1]
    if above.verb is None and above.subject is None:
        return []
    return _subjects(above, tree, things, depth + 1)


def _addressee(noun: NounPhrase, infinitive: Clause, things: Things) -> NounPhrase | None:
    """Demand for the guards to leave, order to the crews to empty it: who is to do what the noun asks."""
    asks = things.tokens[noun.head].word.noun in _ADDRESSED
    preps = ("for", "to", "on", "upon") if asks else ("for",)
    return next(
        (q for p, q in noun.links if p in preps and isinstance(q, NounPhrase) and q.end == infinitive.start), None
    )


_ADDRESSED = word_set("roles.addressed")
_ADJUNCTS = frozenset(
    {"by", "without", "after", "before", "while", "despite", "upon", "on", "instead of", "rather than"}
)
"""Links to a gerund that tells how or when the verb above is done, by its subject: by refusing to renew it."""


def _let(consent: NounPhrase, around: Clause, tree: Tree, things: Things, depth: int) -> list[Thing]:
    """Secured Moscow's consent to take it over, gave them leave to: whoever has it does it, not whose it is."""
    lemmas = set(around.verb.lemmas) if around.verb is not None else set()
    if consent not in around.objects or lemmas & _GIVING:
        given = [q for p, q in around.links if p == "to" and isinstance(q, NounPhrase)]
        return things.all(given[0]) if given else []
    return _subjects(around, tree, things, depth + 1)


_LEAVE = word_set("roles.leave")


def _whose_plan(above: Clause, things: Things) -> list[Thing]:
    """Our decision is to leave, Armenia's plan is to skip it: whoever has what the infinitive says."""
    subject = above.subject
    if not isinstance(subject, NounPhrase) or above.verb is None or not above.verb.copula:
        return []
    plans = things.tokens[subject.head].word.senses & {"op", "plan"}
    return of_noun(subject, things).subjects if plans else []


_TAKING_PART = frozenset({"force", "force?", "human", "envoy", "country", "capital", "person"})
"""Those whose part in something is told behind them: the participation of Armenian troops in the drill."""
_STATES = frozenset({"country", "capital"})
"""Those whose coming and going is told so too: the exit of Armenia from the bloc."""


def of_noun(phrase: NounPhrase, things: Things) -> Roles:
    """The roles of an event told as a noun: Armenia's withdrawal of its guards from A; the troop pullout."""
    roles = Roles()
    if phrase.possessor is not None:
        roles.subjects = things.all(phrase.possessor)
    elif things.tokens[phrase.start].tag == "S" and phrase.head > phrase.start:
        roles.subjects = [things.of(NounPhrase(phrase.start, phrase.start, phrase.start + 1))]
    for prep, linked in phrase.links:
        if not isinstance(linked, NounPhrase):
            continue
        found = things.all(linked)
        if prep == "of":
            roles.objects += found
        elif prep == "by":
            roles.subjects += found
        roles.links += [(prep, thing) for thing in found]
        if prep == "of" and things.of(linked).kinds & _TAKING_PART:
            ways = ("in", "at", "from", "to") if things.tokens[linked.head].kind in _STATES else ("in", "at")
            inner = [(p, q) for p, q in linked.links if p in ways and isinstance(q, NounPhrase)]
            roles.links += [(p, thing) for p, q in inner for thing in things.all(q)]
    tokens = things.tokens
    for i in range(phrase.start, phrase.head):
        token = tokens[i]
        if token.kind == "weapon" or (token.tag == "N" and (token.word.senses or token.mention is not None)):
            roles.objects.append(things.of(NounPhrase(i, i, i + 1)))
        elif token.kind == "place" and token.places:
            roles.links.append(("at", things.of(NounPhrase(i, i, i + 1))))
        elif token.kind == "organisation":
            roles.links.append(("of", things.of(NounPhrase(i, i, i + 1))))
    return roles
