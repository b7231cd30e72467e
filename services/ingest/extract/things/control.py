"""Pass 9d. Whom a pronoun that goes before means, and whether the object above does what an infinitive says."""

from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase, is_it
from services.ingest.extract.things.things import Things
from services.ingest.extract.words.word_sets import word_set

_SUBJECTLESS = word_set("roles.subjectless")
_MINDED = word_set("roles.minded")
_CHOICES = word_set("roles.choices")
_PRONOUNS = frozenset({"it", "they", "he", "she"})
_FACTITIVE = frozenset({"have", "find", "consider", "deem", "think", "make"})


def named_behind(clause: Clause, things: Things) -> NounPhrase | None:
    """Although it has skipped the drills, Armenia …: the subject behind that a pronoun means, where the text has
    spoken of nobody before."""
    pronoun = clause.subject
    if not isinstance(pronoun, NounPhrase) or things.tokens[pronoun.head].low not in _PRONOUNS:
        return None
    opening = clause.above() if clause.role == "and" else clause
    main = opening.above() if opening is not None and opening.role == "adv" else None
    subject = main.subject if main is not None else None
    if not isinstance(subject, NounPhrase) or subject.start < pronoun.start or things.memory.state is not None:
        return None
    return None if things.tokens[subject.head].tag == "O" else subject


def puts_it(above: Clause, things: Things) -> bool:
    """Has it in mind to leave, will find it hard to stay: "it" only stands for what follows."""
    lemmas = set(above.verb.lemmas) if above.verb is not None else set()
    alone = len(above.objects) == 1 and is_it(above.objects[0], things.tokens)
    return alone and bool(lemmas & _FACTITIVE)


def expletive(above: Clause, things: Things) -> bool:
    """It has not crossed anyone's mind to: nobody in particular; not: it is ready to, of a state."""
    if above.verb is None or not is_it(above.subject, things.tokens):
        return False
    if above.adjective >= 0 and things.tokens[above.adjective].low in _MINDED:
        return False
    return above.verb.passive or bool(set(above.verb.lemmas) & _SUBJECTLESS)


def choice(above: Clause, things: Things) -> bool:
    """Has no choice but to: its own doing, not its object's."""
    heads = [things.tokens[p.head] for p in above.objects[:1]]
    return any(t.word.noun in _CHOICES or "op" in t.word.senses for t in heads)
