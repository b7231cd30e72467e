"""Pass 19. In: a sentence, its events, and that none of them became a claim. Out: why, or nothing where the sentence
tells nothing that is followed.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from events.reading import Reason, Unread
from services.ingest.extract.frames.scene import Event, Scene, Setting
from services.ingest.extract.frames.senses import Sense, senses
from services.ingest.extract.text.mentions import Mention
from services.ingest.extract.text.normalise import NormalisedText
from services.ingest.extract.text.opening import opening_words
from services.ingest.extract.text.sentences import Sentence
from services.ingest.extract.things.thing import Thing
from services.ingest.extract.words.tokens import Line, Token
from services.ingest.extract.words.word_sets import word_set

_UNSAID = {
    "question": Reason.QUESTION,
    "only_hoped": Reason.ONLY_HOPED,
    "only_considered": Reason.ONLY_DISCUSSED,
    "condition_only": Reason.CONDITION_ONLY,
    "not_said": Reason.NOT_SAID,
}
_TYPES = frozenset("FBPM$UD")
_WORD = re.compile(r"\w+")
_LIGHT = word_set("unread.light")


def unread(scene: Scene, events: Sequence[Event], placed: frozenset[str]) -> Iterator[Unread]:
    """Why a sentence without a claim has none, if it tells anything that is followed. `placed` are the frames that need
    a force or a place."""
    if (found := _why(scene, events, placed)) is not None:
        yield found


def _why(scene: Scene, events: Sequence[Event], placed: frozenset[str]) -> Unread | None:
    if not _followed(scene.tokens, scene.setting):
        return None
    for event in events:
        if event.axes.unsaid in _UNSAID:
            return _entry(scene.line, scene.tokens[event.at], _UNSAID[event.axes.unsaid])
    for event in events:
        return _entry(scene.line, scene.tokens[event.at], _missing(scene, event, placed))
    for token in scene.tokens:
        if (lemma := _strong(token)) is not None:
            other = any(sense.frame == "NONE" for pos in "vn" for sense in senses().get((lemma, pos), ()))
            return _entry(scene.line, token, Reason.ANOTHER_SENSE if other else Reason.NO_FRAME_FITS)
    return None


def set_aside(line: Line, setting: Setting) -> Iterator[Unread]:
    """A caption or byline that would have been read, had it stood in the story."""
    trigger = next((t for t in line.tokens if _strong(t) is not None), None)
    if trigger is not None and _followed(line.tokens, setting):
        yield _entry(line, trigger, Reason.SET_ASIDE)


def cut_off(text: NormalisedText, piece: Sentence, mentions: Sequence[Mention], before: list[Unread]) -> None:
    """Add to `before` a piece of a sentence without end, which is not read, with the first of its words that could have
    opened a frame; a piece that follows another one makes that longer."""
    if before and before[-1].reason is Reason.ENDLESS and piece.start <= before[-1].end + 1:
        before[-1] = before[-1].model_copy(update={"end": piece.end})
    elif mentions:
        opening = opening_words()
        words = _WORD.finditer(text.folded, piece.start, piece.end)
        start, end = next((w.span() for w in words if w.group() in opening), (mentions[0].start, mentions[0].end))
        before.append(Unread(start=piece.start, end=piece.end, reason=Reason.ENDLESS, trigger=text.raw[start:end]))


def _missing(scene: Scene, event: Event, placed: frozenset[str]) -> Reason:
    """What an event lacks that its reader asks for."""
    things: list[Thing] = [*event.match.subjects, *event.match.objects, *(t for _, t in event.roles.links)]
    organisations = scene.setting.gazetteer.organisations
    if any(t.org in organisations and not organisations[t.org or ""].tracked for t in things):
        return Reason.NOT_TRACKED
    if event.frame not in placed:
        return (
            Reason.NO_FRAME_FITS if any(t.state is not None or t.owner is not None for t in things) else Reason.NO_ACTOR
        )
    if any(t.force is not None for t in things) and any(t.places for t in things):
        return Reason.NOT_TRACKED
    return Reason.NO_PLACE_OR_FORCE


def _followed(tokens: Sequence[Token], setting: Setting) -> bool:
    """Whether a sentence names a place, a force or an organisation that is followed."""
    organisations = setting.gazetteer.organisations
    for token in tokens:
        mention = token.mention
        if mention is None:
            found = "force" in token.word.senses
        elif mention.kind == "organisation":
            found = organisations[mention.key].tracked
        else:
            found = mention.kind in ("force", "drill") or (mention.kind == "place" and "." in mention.key)
        if found:
            return True
    return False


def _strong(token: Token) -> str | None:
    """The lemma of a word that calls for a claim wherever it stands."""
    if token.mention is not None or token.tag not in "VNA":
        return None
    lemmas = [lemma for lemma, _ in token.word.verbs] if token.tag == "V" else [token.word.noun or token.low]
    return next((lemma for lemma in lemmas if lemma in _strong_lemmas()), None)


@lru_cache(maxsize=1)
def _strong_lemmas() -> frozenset[str]:
    """Lemmas with a sense that asks for nothing but its arguments, without those that mean all and nothing."""
    return frozenset(
        lemma for (lemma, _), found in senses().items() if lemma not in _LIGHT and any(_own(s) for s in found)
    )


def _own(sense: Sense) -> bool:
    """A row that asks for nothing but a force, a post, a membership, dues, a summit or a drill."""
    literal = sense.particles or sense.nouns or sense.phrases or sense.adjectives
    return not literal and sense.frame != "NONE" and bool(_TYPES & set(sense.subject + sense.object))


def _entry(line: Line, trigger: Token, reason: Reason) -> Unread:
    sentence = line.sentence
    raw = line.text.raw[trigger.start : trigger.end]
    return Unread(start=sentence.start, end=sentence.end, reason=reason, trigger=raw)
