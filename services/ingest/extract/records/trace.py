"""Why a claim reads as it does: its trigger, what fills its slots, the operators above it, and the words that set each
axis. `drawdown explain` prints it; every claim carries it.
"""

from collections.abc import Iterator, Mapping

from services.ingest.extract.frames.scene import Draft, Scene
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.things.thing import Thing
from services.ingest.extract.words.tokens import Token

Step = dict[str, str | int]
_TIERS = {"A": "told in its own clause", "B": "taken from the sentence around", "C": "taken from the text before"}
_TURNING = frozenset({"DENY", "FAIL", "EXCLUDE", "NOT", "STOP", "PRETEND"})
_WEAKENING = frozenset({"EXPECT", "CONSIDER", "EXCLUDE", "DENY", "SAY:weak", "REPORT", "SEEM"})


def trace(scene: Scene, draft: Draft, type_: str, axes: Mapping[str, str]) -> list[Step]:
    """The steps that led to a claim of this type with these axes, in the order in which the passes took them, as the
    fields of `events.record.Step`."""
    return [*_mentions(scene), *_frame(scene, draft), *_slots(scene, draft), *_axes(scene, draft, type_, axes)]


def _mentions(scene: Scene) -> Iterator[Step]:
    for token in scene.tokens:
        if token.mention is not None:
            yield _step("mention", f"{token.mention.kind} {token.mention.key}", token)


def _frame(scene: Scene, draft: Draft) -> Iterator[Step]:
    event = draft.event
    yield _step("trigger", f"{event.match.sense.lemma} opens {event.frame}", scene.tokens[event.at])


def _slots(scene: Scene, draft: Draft) -> Iterator[Step]:
    for role, things in (("subject", draft.event.match.subjects), ("object", draft.event.match.objects)):
        for thing in things:
            yield _spanned(f"slot {role}", _told(thing), scene, thing.phrase)
    for prep, thing in draft.event.roles.links:
        yield _spanned(f"slot {prep or 'when'}", _told(thing), scene, thing.phrase)
    if draft.places:
        yield {"at": "places", "found": f"{', '.join(draft.places)}: {_TIERS.get(draft.tier, draft.tier)}"}


def _told(thing: Thing) -> str:
    """What a phrase was taken for."""
    parts = [thing.force and f"force {thing.owner or '?'} {thing.force}", thing.org and f"organisation {thing.org}",
             thing.state and f"state {thing.state}", thing.places and f"place {', '.join(thing.places)}"]  # fmt: skip
    return "; ".join(part for part in parts if part) or ", ".join(sorted(thing.kinds)) or thing.noun


def _axes(scene: Scene, draft: Draft, type_: str, axes: Mapping[str, str]) -> Iterator[Step]:
    """Each axis with the words that set it; the stage with every operator from the inside out."""
    words = draft.axes.words
    for name, at in words:
        yield _step("operator", name, scene.tokens[at])
    yield {"at": "stage", "found": f"{draft.frame} {draft.axes.stage} is called {type_}"}
    turned = [at for name, at in words if name in _TURNING or "negated" in name]
    hedged = [at for name, at in words if name in _WEAKENING or name.startswith("tense:may")]
    tensed = [at for name, at in words if name.startswith("tense:")]
    loud = [draft.axes.loud.at] if draft.axes.loud is not None else tensed
    for axis, by in (("polarity", turned), ("certainty", hedged), ("realis", loud), ("temporal", tensed)):
        shown = ", ".join(f"“{scene.tokens[at].low}”" for at in by)
        yield {"at": axis, "found": f"{axes[axis]}, by {shown}" if shown else f"{axes[axis]}, nothing says otherwise"}


def _step(at: str, found: str, token: Token) -> Step:
    return {"at": at, "found": found, "start": token.start, "end": token.end}


def _spanned(at: str, found: str, scene: Scene, phrase: NounPhrase) -> Step:
    tokens = scene.tokens
    if phrase.end > len(tokens) or tokens[phrase.start].start >= tokens[phrase.end - 1].end:
        return {"at": at, "found": found}
    return {"at": at, "found": found, "start": tokens[phrase.start].start, "end": tokens[phrase.end - 1].end}
