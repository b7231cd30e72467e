"""Pass 14b. In: the claims of one sentence. Out: the same, turned round where the sentence calls them untrue.

In one breath ("talk that it would leave, which he called nonsense") only the denial is asserted. Where another speaker
answers ("A says it left; B calls this fiction") both stand: what A said, and B's denial of it.
"""

from events.record import Quote, Record
from services.ingest.extract.attribution import speaker_of
from services.ingest.extract.scene import Scene, Setting
from services.ingest.extract.word_sets import word_set

_UNTRUE = word_set("rebuttals.untrue")
_PARTED = frozenset({";", "."})


def rebut(scene: Scene, setting: Setting, found: list[Record]) -> list[Record]:
    """`found` with the denials that words like "untrue" make of them."""
    tokens = scene.line.tokens
    at = next((i for i, t in enumerate(tokens) if t.low in _UNTRUE and not t.quoted), None)
    if at is None or not found:
        return found
    number = next(n for n, c in enumerate(scene.clauses) if c.start <= at < c.end) if scene.clauses else 0
    clause = scene.clauses[number]
    parted = next((i for i in range(clause.start - 1, -1, -1) if tokens[i].low in _PARTED), None)
    pointing = {t.low for t in tokens[clause.start : at + 6]} & {
        "this",
        "that",
        "it",
        "which",
        "report",
        "reports",
        "claim",
        "claims",
        "talk",
    }
    about = (
        bool(pointing) or any(r.quote.start <= tokens[at].start < r.quote.end for r in found) or _mistaken(scene, at)
    )
    if not about:
        return found
    if parted is None:
        last = max((r.quote.start for r in found if r.quote.start < tokens[at].start), default=-1)
        return [_denied(r) if r.quote.start == last and r.polarity == "affirmed" else r for r in found]
    answer = _answer(scene, setting, number)
    denied = [_denied(r).model_copy(update=answer) for r in found if r.quote.end <= tokens[clause.start].start]
    return [*found, *denied]


def _mistaken(scene: Scene, at: int) -> bool:
    return scene.line.tokens[at].low == "mistaken"


def _answer(scene: Scene, setting: Setting, number: int) -> dict[str, object]:
    clause = scene.clauses[number]
    tokens = scene.line.tokens
    verb = clause.finite()
    last = clause.end - 1
    while last > clause.start and not tokens[last].low[0].isalnum():
        last -= 1
    start, end = tokens[clause.start].start, tokens[last].end
    quote = Quote(text=scene.line.text.raw[start:end], start=start, end=end)
    return {
        "said": speaker_of(scene, setting, clause.start, verb.start if verb else clause.end),
        "quote": quote,
        "certainty": "certain",
    }


def _denied(record: Record) -> Record:
    return record.model_copy(update={"polarity": "affirmed" if record.polarity == "denied" else "denied"})
