"""Pass 14d. In: a claim that nobody above it says. Out: the voice beside it: the speaker before or after a colon or
dash, the one who goes on after a semicolon, the one of the same quotation.
"""

from collections.abc import Iterator

from services.ingest.extract.frames.scene import Scene
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.operators.operator_table import telling
from services.ingest.extract.voices.sayings import Node, Voice, by_verb, speaks
from services.ingest.extract.voices.speakers import is_nobody, speaker
from services.ingest.extract.words.word_sets import word_set

_STATEMENTS = word_set("attribution.statements")
_DEMANDS = word_set("attribution.demands")
_GIVING = word_set("attribution.giving")
_UTTERING = word_set("attribution.uttering")
_POINTING = frozenset({"that", "this", "such", "so", "thus"})


def beside(scene: Scene, node: Node) -> Iterator[Voice]:
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
            yield from by_verb(scene, clause, clause)
            return
    for phrase in scene.tree.phrases:
        place = scene.tree.up(phrase)
        given = (
            place is not None
            and isinstance(place.holder, Clause)
            and place.holder.verb is not None
            and bool(set(place.holder.verb.lemmas) & _GIVING)
        )
        inside = root.start <= phrase.head < _head(node)
        if inside and given and scene.tokens[phrase.head].word.noun in _STATEMENTS | _DEMANDS:
            source = [
                q for prep, q in (*root.links, *phrase.links) if prep in ("from", "by") and isinstance(q, NounPhrase)
            ]
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
            yield from by_verb(scene, clause, clause)
            return


def _alone(scene: Scene, root: Clause) -> Iterator[Voice]:
    """A root that is only a name: Peskov: …"""
    if (
        root.verb is None
        and isinstance(root.subject, NounPhrase)
        and not root.subject.also
        and _nameable(scene, root.subject)
    ):
        found = speaker(scene, root.subject)
        if not is_nobody(found):
            yield Voice(found, root)


def _nameable(scene: Scene, phrase: NounPhrase) -> bool:
    """Somebody, rather than a word such as "Correction"."""
    head = scene.tokens[phrase.head]
    named = head.mention is not None and head.kind not in ("place", "noun")
    return (
        named
        or bool(head.word.senses & {"human", "state", "parliament", "envoy", "party"})
        or (head.low.endswith("ministry") or (head.tag == "P" and scene.title and not head.word.noun))
    )


def _goes_on(scene: Scene, root: Clause) -> Iterator[Voice]:
    """After a semicolon the same speaker goes on."""
    for clause in root.walk():
        if clause.role in ("say", "main") and speaks(clause):
            yield from by_verb(scene, clause, clause)
            return


def _of_quotation(scene: Scene, root: Clause) -> Iterator[Voice]:
    for other in scene.tree.clauses:
        if speaks(other) and other.verb is not None and not scene.tokens[other.verb.head].quoted and other is not root:
            yield from by_verb(scene, other, other)
            return
