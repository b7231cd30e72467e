"""Pass 14e. In: the voices of a claim, innermost first. Out: who says it, through whom, and how, as one record.

The innermost speaker counts; those who pass his words on are "via".
"""

from events.record import Said
from services.ingest.extract.frames.scene import Scene
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.operators.operator import Operator
from services.ingest.extract.voices.sayings import Voice, by_verb, speaks, subject_of
from services.ingest.extract.voices.speakers import is_nobody, speaker
from services.ingest.extract.words.word_sets import word_set

_PLATFORMS = word_set("attribution.platforms")


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
    return Said(by=by, org=org, role=role, via=via, mode=mode)


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
        owner = phrase.possessor or next(
            (q for p, q in phrase.links if p in ("by", "from") and isinstance(q, NounPhrase)), None
        )
        place = scene.tree.up(phrase)
        if owner is not None:
            said = speaker(scene, owner)
        elif place is not None and isinstance(place.holder, Clause) and place.role == "object":
            said = subject_of(scene, place.holder)
        elif scene.tokens[phrase.head].word.noun == "petition":
            said = speaker(scene, phrase)
    return Voice(said, clause) if said else None


def voice_of(scene: Scene, clause: Clause) -> Said | None:
    """The innermost speaker of a clause that says something."""
    return next((v.said for v in by_verb(scene, clause, clause) if not is_nobody(v.said)), None)


def last_voice(scene: Scene) -> Said | None:
    """The one who speaks in a sentence, for the pronouns of the next."""
    for clause in reversed(scene.tree.clauses):
        if speaks(clause) and clause.role in ("say", "main", "and"):
            for voice in by_verb(scene, clause, clause):
                if voice.said.by is not None:
                    return voice.said
    return None


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
