"""Pass 13c. In: an event told as a question. Out: whether the same sentence answers it with a no: asked whether it
would leave, he said that was out of the question; leave? Never."""

from services.ingest.extract.frames.scene import Event, Scene
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.words.word_sets import word_set

_NEVER = word_set("axes.never")
_OPEN = word_set("answers.open")
_NO = frozenset({"no", "negative"})
_ASKING = frozenset({"ask", "press", "question", "quiz"})


def answered_no(scene: Scene, event: Event) -> bool:
    """Whether whoever is asked, or asks himself, rules it out."""
    clause = scene.tree.clause_of(event.node)
    if clause is None:
        return False
    around = [clause, *scene.tree.above(clause)]
    asked = next((c for c in around if c.role == "adv" and c.verb is not None and _asks(c)), None)
    if asked is not None:
        main = asked.above()
        return main is not None and (
            _refuses(scene, main) or any(_refuses(scene, c) for c in main.inner if c is not asked)
        )
    root = around[-1]
    after = [r for r in scene.tree.roots if r.start > root.start]
    return root.question and bool(after) and _refuses(scene, after[0])


def _asks(clause: Clause) -> bool:
    return clause.verb is not None and clause.verb.form == "pp" and bool(set(clause.verb.lemmas) & _ASKING)


def _refuses(scene: Scene, clause: Clause) -> bool:
    """Said no; is out of the question; is not on the agenda; never."""
    tokens = scene.tokens
    negated = clause.verb is not None and clause.verb.negated
    if any(tokens[i].low in _NEVER for i in clause.adverbs):
        return True
    if any(tokens[q.head].low in _NO and q.head == q.start for q in clause.objects):
        return True
    for prep, linked in clause.links:
        if not isinstance(linked, NounPhrase):
            continue
        noun = tokens[linked.head].low
        if (prep == "out of" and noun == "question") or (prep == "in" and noun == "negative"):
            return True
        if negated and prep == "on" and noun in _OPEN:
            return True
    return False
