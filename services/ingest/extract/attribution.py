"""Pass 14. In: a claim's node in the tree. Out: who says it, through whom, when and how.

The innermost speaker counts; those who pass his words on are "via". Said by clauses above it, by "according to", "as X
told Y", "citing", by a colon, or by the sentence beside it where the words stand in quotation marks.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from events.record import Said
from services.ingest.extract.clauses import Clause
from services.ingest.extract.operator_table import speech, telling
from services.ingest.extract.operators import Operator
from services.ingest.extract.phrases import NounPhrase
from services.ingest.extract.scene import Scene
from services.ingest.extract.speakers import speaker
from services.ingest.extract.word_sets import word_set

_ABOUT = word_set("attribution.about")
_ACCORDING = word_set("attribution.according")
_PAPER = word_set("attribution.paper")
_PLATFORMS = word_set("attribution.platforms")
_RUMOURS = word_set("attribution.rumours")
_STATEMENTS = word_set("attribution.statements")
_DEMANDS = frozenset({"ultimatum", "demand", "message", "answer", "reply", "order", "request", "threat", "call"})
_GIVING = frozenset({"come", "give", "issue", "make", "send", "deliver", "put", "arrive", "follow", "reach", "have", "be",
                     "get", "receive", "hear", "bring", "leave", "hand"})  # fmt: skip
_POINTING = frozenset({"that", "this", "such", "so", "thus"})
_REPORTING = word_set("attribution.reporting")
_TALKING = frozenset({"speak", "talk", "tell", "hear", "write", "warn", "inform", "learn", "complain"})
_DENYING = frozenset({"deny", "refute", "dismiss", "reject", "rebut", "debunk", "disprove"})
_CITING = frozenset({"cite", "quote"})
_HOLDING = frozenset({"expect", "anticipate", "exclude", "doubt", "foresee"})
_RECKONING = frozenset({"reckoning", "estimate", "account", "count", "calculation", "admission", "estimation", "words", "view"})
_HEARING = frozenset({"hear", "learn", "understand"})
_UTTERING = frozenset({"explain", "describe", "put", "say", "tell", "read", "carry", "call", "word", "phrase", "sum"})
_DEPTH = 24
Node = Clause | NounPhrase


@dataclass(frozen=True, slots=True)
class Voice:
    """One who says something, and the clause in which that is told."""

    said: Said
    clause: Clause | None


def voices(scene: Scene, node: Node) -> list[Voice]:
    """The speakers of what `node` tells, innermost first."""
    found = list(_above(scene, node))
    return found or list(_beside(scene, node))


def proposer(scene: Scene, operator: Operator) -> Voice | None:
    """Who proposes, wants, expects: of a proposal nobody else tells, the one whose it is."""
    clause, phrase = operator.clause, operator.phrase
    said: Said | None = None
    if clause is not None and clause.verb is not None:
        if clause.verb.passive:
            agents = [q for prep, q in clause.links if prep == "by" and isinstance(q, NounPhrase)]
            said = speaker(scene, agents[0]) if agents else None
        else:
            said = subject_of(scene, clause)
    elif phrase is not None:
        owner = phrase.possessor or next((q for p, q in phrase.links if p in ("by", "from") and isinstance(q, NounPhrase)), None)
        place = scene.tree.up(phrase)
        if owner is not None:
            said = speaker(scene, owner)
        elif place is not None and isinstance(place.holder, Clause) and place.role == "object":
            said = subject_of(scene, place.holder)
        elif scene.tokens[phrase.head].word.noun == "petition":
            said = speaker(scene, phrase)
    return Voice(said, clause) if said else None


def said_of(scene: Scene, at: int, chain: list[Voice]) -> Said:
    """The chain in one record. `at` is the token of the claim, which may stand in quotation marks."""
    quoted = scene.tokens[at].quoted
    if not chain and scene.title:
        return Said(mode="headline")
    if not chain:
        return Said(mode="direct" if quoted else "narrator")
    inner = chain[0].said
    by, org, role, via = inner.by, inner.org, inner.role, inner.via
    for outer in chain[1:]:
        if by is None and org is None:
            by, org, role, via = outer.said.by, outer.said.org, outer.said.role, via or outer.said.via
        else:
            via = via or outer.said.via or outer.said.by or outer.said.org
    for voice in chain:
        via = via or _told_to(scene, voice.clause)
    mode = "headline" if scene.title else "direct" if quoted else "indirect"
    return Said(by=by, org=org, role=role, via=via, mode=mode)  # type: ignore[arg-type]


def speaks(clause: Clause) -> bool:
    """Whether the verb of a clause says something."""
    if clause.verb is None:
        return False
    lemmas = set(clause.verb.lemmas)
    if lemmas & _HOLDING and not clause.verb.passive:
        return True
    return clause.role == "say" or bool(lemmas & (speech().keys() | _DENYING | _HEARING))


def voice_of(scene: Scene, clause: Clause) -> Said | None:
    """The innermost speaker of a clause that says something."""
    return next((v.said for v in _by_verb(scene, clause, clause) if v.said != Said()), None)


def last_voice(scene: Scene) -> Said | None:
    """The one who speaks in a sentence, for the pronouns of the next."""
    for clause in reversed(scene.tree.clauses):
        if speaks(clause) and clause.role in ("say", "main", "and"):
            for voice in _by_verb(scene, clause, clause):
                if voice.said.by is not None:
                    return voice.said
    return None


# -- above -------------------------------------------------------------------------------------------------------------


def _above(scene: Scene, node: Node) -> Iterator[Voice]:
    at = node
    for _ in range(_DEPTH):
        if isinstance(at, Clause):
            yield from _aside(scene, at)
        elif (told := _noun(scene, at)) is not None and at is not node:
            yield told
        place = scene.tree.up(at)
        if place is None:
            return
        holder, role = place.holder, place.role
        if isinstance(holder, Clause) and speaks(holder) and _told(holder, role, at):
            yield from _by_verb(scene, holder, at)
        at = holder


def _told(holder: Clause, role: str, below: Node) -> bool:
    """Whether what hangs on a verb of saying as `role` is what it says: that …, announced the pullout, spoke of it, is
    said to have; what one promises to do or tells others to do is no report."""
    verb = holder.verb
    assert verb is not None
    passive = verb.passive or verb.form == "pp"
    if holder.role == "say" or role in ("that", "free", "main"):
        return True
    if role == "comp":
        if set(verb.lemmas) & _HOLDING:
            return True
        infinitive = isinstance(below, Clause) and below.verb is not None and below.verb.form == "inf"
        return not infinitive or (passive and not holder.objects)
    if role == "object" or (role == "subject" and passive):
        return bool(set(verb.lemmas) & (_REPORTING | _DENYING))
    return role in _ABOUT and bool(set(verb.lemmas) & (_REPORTING | _DENYING | _TALKING))


def _by_verb(scene: Scene, clause: Clause, below: Node) -> Iterator[Voice]:
    """The speaker of a verb of saying: its subject, or the agent of a passive."""
    verb = clause.verb
    assert verb is not None
    if set(verb.lemmas) & _HEARING and not verb.passive:
        source = next((q for prep, q in clause.links if prep in ("from", "by") and isinstance(q, NounPhrase)), None)
        hearer = subject_of(scene, clause)
        if source is not None:
            yield Voice(speaker(scene, source), clause)
        if hearer is not None:
            yield Voice(hearer, clause)
        return
    if (verb.passive or verb.form == "pp") and set(verb.lemmas) & _CITING and isinstance(clause.subject, NounPhrase):
        yield Voice(speaker(scene, clause.subject), clause)
        return
    if verb.passive or verb.form == "pp":
        agent = next((q for prep, q in clause.links if prep == "by" and isinstance(q, NounPhrase)), None)
        if agent is not None:
            yield Voice(speaker(scene, agent), clause)
        elif set(verb.lemmas) & {"report", "say", "rumour", "rumor", "allege", "claim", "believe", "understand"}:
            yield Voice(Said(by="unspecified reports"), clause)
        return
    quoting = _quoting(scene, clause)
    if quoting is not None:
        for whom in quoting.objects[:1]:
            yield Voice(speaker(scene, whom), clause)
        author = subject_of(scene, quoting)
        if author is not None:
            yield Voice(author, quoting)
        return
    found = subject_of(scene, clause)
    if found is not None and not _is_paper(scene, clause, below):
        yield Voice(found, clause)


def _is_paper(scene: Scene, clause: Clause, below: Node) -> bool:
    """The agreement says, the plan states: a paper is no speaker."""
    subject = clause.subject
    return isinstance(subject, NounPhrase) and subject is not below and scene.tokens[subject.head].low in _PAPER


def _quoting(scene: Scene, clause: Clause) -> Clause | None:
    """The clause "X quoted Y" around "as saying"."""
    if clause.verb is None:
        return None
    if set(clause.verb.lemmas) & _CITING and clause.objects and clause.verb.form != "ing":
        return clause
    if clause.verb.form != "ing":
        return None
    at: Node = clause
    for _ in range(4):
        place = scene.tree.up(at)
        if place is None:
            return None
        at = place.holder
        if isinstance(at, Clause) and at.verb is not None:
            return at if set(at.verb.lemmas) & _CITING else None
    return None


def subject_of(scene: Scene, clause: Clause) -> Said | None:
    """Who the subject of a saying clause is; for one without, the subject around it."""
    at: Node = clause
    for _ in range(6):
        if isinstance(at, Clause) and isinstance(at.subject, NounPhrase):
            return _known(speaker(scene, at.subject))
        if isinstance(at, Clause) and at.inverted and at.objects:
            return _known(speaker(scene, at.objects[0]))
        if isinstance(at, Clause) and at.role == "rel" and at.antecedent is not None:
            return _known(speaker(scene, at.antecedent))
        place = scene.tree.up(at)
        if place is None:
            return None
        at = place.holder
    return None


def _known(said: Said) -> Said | None:
    return None if said == Said() else said


def _noun(scene: Scene, phrase: NounPhrase) -> Voice | None:
    """Kyiv's claim that, reports that, a statement by the ministry that."""
    noun = scene.tokens[phrase.head].word.noun
    if noun not in _RUMOURS | _STATEMENTS:
        return None
    if phrase.possessor is not None:
        return Voice(speaker(scene, phrase.possessor), None)
    for prep, linked in phrase.links:
        if prep in ("by", "from") and isinstance(linked, NounPhrase):
            return Voice(speaker(scene, linked), None)
    thing = scene.things.of(phrase)
    countries = scene.setting.gazetteer.countries
    if thing.owner in countries and noun in _STATEMENTS:
        return Voice(Said(org=f"Government of {countries[thing.owner].name}"), None)
    return None


# -- to the side -------------------------------------------------------------------------------------------------------


def _aside(scene: Scene, clause: Clause) -> Iterator[Voice]:
    """According to X, as X told Y, citing X: hung on the clause itself."""
    for prep, linked in clause.links:
        if prep in _ACCORDING and isinstance(linked, NounPhrase) and scene.tokens[linked.head].low not in _PAPER:
            found = speaker(scene, linked)
            if found != Said():
                yield Voice(found, None)
        elif prep in ("by", "in", "on") and isinstance(linked, NounPhrase) and linked.possessor is not None:
            if scene.tokens[linked.head].low in _RECKONING:
                yield Voice(speaker(scene, linked.possessor), None)
    for inner in clause.inner:
        if inner.role == "adv" and inner.marker in ("as", "ing", "pp"):
            yield from _as_told(scene, inner)


def _as_told(scene: Scene, inner: Clause) -> Iterator[Voice]:
    if inner.verb is None:
        for deeper in inner.inner:
            yield from _as_told(scene, deeper)
        return
    if set(inner.verb.lemmas) & _CITING and inner.verb.form == "ing":
        if inner.objects:
            yield Voice(speaker(scene, inner.objects[0]), None)
    elif inner.marker in ("as", "pp") and speaks(inner) and not inner.objects[1:]:
        yield from _by_verb(scene, inner, inner)


# -- beside ------------------------------------------------------------------------------------------------------------


def _beside(scene: Scene, node: Node) -> Iterator[Voice]:
    """Where nobody stands above: the speaker before or after a colon, or the one of the same quotation."""
    root = _root(scene, node)
    roots = scene.tree.roots
    if root is None or root not in roots:
        return
    k = roots.index(root)
    following = roots[k + 1] if k + 1 < len(roots) else None
    if root.marker == "colon" and k:
        yield from _before_colon(scene, roots[k - 1], node)
    elif following is not None and following.marker == "dash" and scene.title and following.verb is None:
        yield from _alone(scene, following)
    elif following is not None and following.marker == "colon":
        yield from _after_colon(scene, following)
    elif root.marker == "semicolon" and k:
        yield from _goes_on(scene, roots[k - 1])
    elif scene.tokens[_head(node)].quoted:
        yield from _of_quotation(scene, root)


def _head(node: Node) -> int:
    if isinstance(node, NounPhrase):
        return node.head
    return node.verb.head if node.verb is not None else node.start


def _root(scene: Scene, node: Node) -> Clause | None:
    clause = scene.tree.clause_of(node)
    if clause is None:
        return None
    last = clause
    for around in scene.tree.above(clause):
        last = around
    return last


def _before_colon(scene: Scene, root: Clause, node: Node) -> Iterator[Voice]:
    """Peskov: …; the head answered: …; an ultimatum came from the commander: …"""
    if root.verb is None:
        yield from _alone(scene, root)
        return
    for clause in root.walk():
        if speaks(clause) or (clause.verb is not None and set(clause.verb.lemmas) & telling()):
            yield from _by_verb(scene, clause, clause)
            return
    for phrase in scene.tree.phrases:
        place = scene.tree.up(phrase)
        given = place is not None and isinstance(place.holder, Clause) and place.holder.verb is not None and bool(
            set(place.holder.verb.lemmas) & _GIVING)
        inside = root.start <= phrase.head < _head(node)
        if inside and given and scene.tokens[phrase.head].word.noun in _STATEMENTS | _DEMANDS:
            source = [q for prep, q in (*root.links, *phrase.links) if prep in ("from", "by") and isinstance(q, NounPhrase)]
            for giver in source[:1] or ([phrase.possessor] if phrase.possessor is not None else []):
                yield Voice(speaker(scene, giver), root)
                return
    if _told_freely(scene, node) and isinstance(root.subject, NounPhrase):
        found = speaker(scene, root.subject)
        if found.by is not None or found.org is not None:
            yield Voice(found, root)


def _told_freely(scene: Scene, node: Node) -> bool:
    """The words of another without a verb of saying: quoted, or with would and should."""
    clause = scene.tree.clause_of(node)
    verb = clause.verb if clause is not None else None
    return scene.tokens[_head(node)].quoted or (verb is not None and verb.tense in ("would", "must"))


def _after_colon(scene: Scene, root: Clause) -> Iterator[Voice]:
    """Guards to leave: Peskov; a mere rotation: that is how the embassy put it."""
    if root.verb is None:
        if scene.title:
            yield from _alone(scene, root)
        return
    pointing = isinstance(root.subject, NounPhrase) and scene.tokens[root.subject.head].low in _POINTING
    first = scene.tokens[min(root.start, len(scene.tokens) - 1)].low
    if not pointing and first not in _POINTING:
        return
    for clause in scene.tree.clauses:
        if clause.start >= root.start and clause.verb is not None and set(clause.verb.lemmas) & _UTTERING:
            yield from _by_verb(scene, clause, clause)
            return


def _alone(scene: Scene, root: Clause) -> Iterator[Voice]:
    """A root that is only a name: Peskov: …"""
    if root.verb is None and isinstance(root.subject, NounPhrase) and not root.subject.also and _nameable(scene, root.subject):
        found = speaker(scene, root.subject)
        if found != Said():
            yield Voice(found, root)


def _nameable(scene: Scene, phrase: NounPhrase) -> bool:
    """Somebody, rather than a word such as "Correction"."""
    head = scene.tokens[phrase.head]
    named = head.mention is not None and head.kind not in ("place", "noun")
    return named or bool(set(head.word.senses) & {"human", "state", "parliament", "envoy", "party"}) or (
        head.low.endswith("ministry") or (head.tag == "P" and scene.title and not head.word.noun))


def _goes_on(scene: Scene, root: Clause) -> Iterator[Voice]:
    """After a semicolon the same speaker goes on."""
    for clause in root.walk():
        if clause.role in ("say", "main") and speaks(clause):
            yield from _by_verb(scene, clause, clause)
            return


def _of_quotation(scene: Scene, root: Clause) -> Iterator[Voice]:
    for other in scene.tree.clauses:
        if speaks(other) and other.verb is not None and not scene.tokens[other.verb.head].quoted and other is not root:
            yield from _by_verb(scene, other, other)
            return


def _told_to(scene: Scene, clause: Clause | None) -> str | None:
    """The outlet that was told: told Interfax, in an interview with France 24, wrote on Facebook."""
    if clause is None or clause.verb is None:
        return None
    parts = [*clause.objects, *(q for _, q in clause.links if isinstance(q, NounPhrase))]
    for part in parts:
        token = scene.tokens[part.head]
        if token.kind == "outlet" and token.mention is not None:
            return token.mention.key
        if token.low in _PLATFORMS and token.capital:
            return scene.line.words(part.head, part.head + 1)
    for part in parts:
        found = speaker(scene, part)
        if found.via is not None and found.by is None:
            return found.via
    return None
