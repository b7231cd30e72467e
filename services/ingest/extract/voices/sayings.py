"""Pass 14b. In: a clause with a verb of saying. Out: whether what hangs on it is what it says, and who says it: its
subject, the agent of a passive, the one quoted, the one something was heard from.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from events.record import Said
from services.ingest.extract.frames.scene import Scene
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.operators.operator_table import saying
from services.ingest.extract.voices.speakers import is_nobody, speaker
from services.ingest.extract.words.word_sets import word_set

_ABOUT = word_set("attribution.about")
_PAPER = word_set("attribution.paper")
_RUMOURS = word_set("attribution.rumours")
_REPORTING = word_set("attribution.reporting")
_BRANDING = word_set("rebuttals.calling")
_TALKING = word_set("sayings.talking")
_DENYING = word_set("sayings.denying")
_HOLDING = frozenset({"expect", "anticipate", "exclude", "doubt", "foresee"})
_HEARING = frozenset({"hear", "learn", "understand"})
_RUMOURED = word_set("sayings.rumoured")
_SAYING = saying() | _DENYING | _HEARING
CITING = frozenset({"cite", "quote"})
Node = Clause | NounPhrase


@dataclass(frozen=True, slots=True)
class Voice:
    """One who says something, and the clause in which that is told."""

    said: Said
    clause: Clause | None


def speaks(clause: Clause) -> bool:
    """Whether the verb of a clause says something."""
    if clause.verb is None:
        return False
    if clause.role == "say" or not _SAYING.isdisjoint(clause.verb.lemmas):
        return True
    return not clause.verb.passive and not _HOLDING.isdisjoint(clause.verb.lemmas)


def is_told(holder: Clause, role: str, below: Node) -> bool:
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
        return bool(set(verb.lemmas) & (_REPORTING | _DENYING | _BRANDING))
    return role in _ABOUT and bool(set(verb.lemmas) & (_REPORTING | _DENYING | _TALKING))


def brands(scene: Scene, holder: Clause, below: Node) -> bool:
    """Called the reports nonsense: it speaks of what others said."""
    if holder.verb is None or not set(holder.verb.lemmas) & _BRANDING or not isinstance(below, NounPhrase):
        return False
    return scene.tokens[below.head].word.noun in _RUMOURS


def by_verb(scene: Scene, clause: Clause, below: Node) -> Iterator[Voice]:
    """The speakers of a verb of saying, innermost first: its subject, or the agent of a passive."""
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
    if (verb.passive or verb.form == "pp") and set(verb.lemmas) & CITING and isinstance(clause.subject, NounPhrase):
        yield Voice(speaker(scene, clause.subject), clause)
        return
    if verb.passive or verb.form == "pp":
        agent = next((q for prep, q in clause.links if prep == "by" and isinstance(q, NounPhrase)), None)
        if agent is not None:
            yield Voice(speaker(scene, agent), clause)
        elif set(verb.lemmas) & _RUMOURED:
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
    if set(clause.verb.lemmas) & CITING and clause.objects and clause.verb.form != "ing":
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
            return at if set(at.verb.lemmas) & CITING else None
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
    return None if is_nobody(said) else said
