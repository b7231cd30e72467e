"""The claims of an article as its sentences are read: what the last sentence claimed, for those that answer it, and
whose the words are that stand in quotation marks without a speaker beside them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from events.record import Record, Said
from services.ingest.extract.frames.scene import Scene
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.operators.operator_table import saying, untrue, uttering
from services.ingest.extract.text.mentions import Mention
from services.ingest.extract.text.normalise import NormalisedText
from services.ingest.extract.text.sentences import Sentence
from services.ingest.extract.voices.attribution import voice_of
from services.ingest.extract.voices.sayings import speaks, subject_of
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set
from services.ingest.extract.words.words import vocabulary
from services.ingest.gazetteer import Gazetteer

_POINTING = word_set("story.pointing")
_OPEN, _CLOSE = "“«„", "”»"
_IDLE_MAX = 2
_SIGNS = frozenset(_OPEN + _CLOSE + '"')
_SIGN = re.compile(f'[{_OPEN}{_CLOSE}"]')


@dataclass(frozen=True, slots=True)
class Voices:
    """Who speaks in a sentence, and who passes on or confirms what the sentence before it told."""

    speaker: Said | None = None
    repeated: Said | None = None


@dataclass(slots=True)
class Story:
    """`claims` in the order of the text; `last` those of the last sentence that was read."""

    claims: list[Record] = field(default_factory=list)
    last: tuple[Record, ...] = ()
    _idle: int = 0
    _from: int = 0
    _paragraph: int = -1
    _inside: bool = False
    _voice: Said | None = None

    def enter(self, raw: str, sentence: Sentence) -> bool:
        """Whether a sentence begins inside a quotation that an earlier one of its paragraph opened."""
        if sentence.paragraph != self._paragraph:
            self._paragraph, self._inside, self._voice, self._from = sentence.paragraph, False, None, len(self.claims)
        before = self._inside
        for found in _SIGN.finditer(raw, sentence.start, sentence.end):
            sign = found.group()
            self._inside = sign in _OPEN or (sign == '"' and not self._inside)
        return before

    def answered(self, tokens: Sequence[Token]) -> bool:
        """Whether a sentence without events may still say something of what was just claimed: TRT reported on this."""
        if not self.last or not any(t.low in _POINTING for t in tokens):
            return False
        return any(t.low in untrue() or not saying().isdisjoint(t.word.lemmas) for t in tokens)

    def add(self, found: Sequence[Record], voices: Voices | None = None) -> None:
        """Takes in the claims of one sentence, in order."""
        heard = voices or Voices()
        if not found and heard.repeated is not None:
            self._passed_on(heard.repeated)
        start = len(self.claims)
        self.claims += found
        speaker = heard.speaker or self._voice
        if speaker is not None:
            for i in range(self._from if heard.speaker is not None else start, len(self.claims)):
                self.claims[i] = _spoken(self.claims[i], speaker)
        self._voice, self._idle = speaker, 0
        self.last = tuple(self.claims[start:])

    def idle(self) -> None:
        """A sentence without events: what was claimed before it may still be answered, for a while."""
        self._idle += 1
        if self._idle > _IDLE_MAX:
            self.last = ()

    def _passed_on(self, said: Said) -> None:
        """The claims of the sentence before get the outlet or the person that this one names."""
        first = len(self.claims) - len(self.last)
        for i in range(first, len(self.claims)):
            old = self.claims[i].said
            if (
                old.mode not in ("narrator", "headline")
                or old.by is not None
                or old.org is not None
                or old.via is not None
            ):
                continue
            self.claims[i] = self.claims[i].model_copy(update={"said": said.model_copy(update={"mode": "indirect"})})


def heard(text: NormalisedText, start: int, end: int, mentions: Sequence[Mention], gazetteer: Gazetteer) -> str | None:
    """The state of the one whose words a paragraph quotes: named beside a verb of saying, outside quotation marks."""
    raw = text.raw
    if _SIGNS.isdisjoint(raw[start:end]):
        return None
    at, inside = start, False
    for mention in mentions:
        if mention.end > end:
            break
        if mention.start < at or mention.kind not in ("person", "capital", "country", "metonym", "adjective"):
            continue
        for sign in raw[at : mention.start]:
            if sign in _SIGNS:
                inside = sign in _OPEN or (sign == '"' and not inside)
        at = mention.start
        near = [
            *text.folded[max(start, at - 24) : at].split()[-2:],
            *text.folded[mention.end : mention.end + 40].split()[:4],
        ]
        if not inside and not speech_forms().isdisjoint(word.strip('.,:;"”“') for word in near):
            person = gazetteer.people.get(mention.key) if mention.kind == "person" else None
            return person.state if person is not None else mention.key
    return None


@lru_cache(maxsize=1)
def speech_forms() -> frozenset[str]:
    """All written forms of the verbs of saying."""
    lemmas = uttering()
    return frozenset(
        form for form, word in vocabulary().words.items() if any(lemma in lemmas for lemma, _ in word.verbs)
    )


def _spoken(record: Record, speaker: Said) -> Record:
    """A claim in quotation marks whose speaker stands in another sentence of the paragraph."""
    said = record.said
    if said.mode != "direct" or said.by is not None or said.org is not None or said.via is not None:
        return record
    return record.model_copy(update={"said": speaker.model_copy(update={"mode": "direct"})})


def voices_of(scene: Scene) -> Voices:
    """Who speaks in a sentence, and who repeats there what was told before it: TRT reported on this."""
    speaker, repeated = None, None
    for clause in scene.tree.clauses:
        if not speaks(clause) or clause.verb is None or scene.tokens[clause.verb.head].quoted:
            continue
        speaker = speaker or voice_of(scene, clause)
        if _repeats(scene, clause):
            repeated = _repeater(scene, clause)
    return Voices(speaker, repeated)


def _repeats(scene: Scene, clause: Clause) -> bool:
    """Reported this, told about it; this was confirmed by: nothing is said but what was said before."""
    assert clause.verb is not None
    if clause.verb.negated or any(inner.role == "that" for inner in clause.inner):
        return False
    parts = [
        *clause.objects,
        *(q for prep, q in clause.links if prep in ("on", "about", "of") and isinstance(q, NounPhrase)),
    ]
    if clause.verb.passive and isinstance(clause.subject, NounPhrase):
        parts.append(clause.subject)
    return any(scene.tokens[p.head].low in _POINTING and not p.clauses and not _more(scene, p) for p in parts)


def _more(scene: Scene, phrase: NounPhrase) -> bool:
    """Something beside a date hangs on the phrase: the news of the pullout."""
    return any(not isinstance(q, NounPhrase) or scene.tokens[q.head].date is None for _, q in phrase.links)


def _repeater(scene: Scene, clause: Clause) -> Said | None:
    assert clause.verb is not None
    return voice_of(scene, clause) if clause.verb.passive else subject_of(scene, clause)
