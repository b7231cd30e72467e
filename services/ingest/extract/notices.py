"""Pass 13d. In: a scene.
Out: an outlet's notice about its own earlier words: a correction or a retraction, and what it targets.
"""

from dataclasses import dataclass

from events.record import Quote, Record, Rule, Said, Step, TargetClaim
from services.ingest.extract.scene import Scene, Setting
from services.ingest.extract.times import dates
from services.ingest.extract.word_sets import word_set

_OPENERS = (
    "correction",
    "clarification",
    "editor's note",
    "an earlier version",
    "a previous version",
    "earlier version",
)
_RETRACT = frozenset({"retract", "retracts", "retracted", "retracting", "retraction", "withdraws its report", "disown"})
_TAKING = frozenset({"withdraw", "remove", "delete", "disown", "pull", "recall"})
_TEXTS = frozenset({"report", "reports", "story", "article", "dispatch", "item", "piece"})
_OWN = word_set("notices.own")


@dataclass(frozen=True, slots=True)
class Notice:
    """`notice`: its event type or None. `silent`: the sentence asserts nothing itself. `cut`: from this token on it
    is the wrong claim."""

    notice: str | None = None
    silent: bool = False
    wrong_from: int | None = None


def read_notice(scene: Scene, setting: Setting) -> Notice:
    """Whether a sentence corrects or retracts what the outlet wrote, and which of its words are the wrong claim."""
    tokens = scene.line.tokens
    lows = [t.low for t in tokens]
    text = " ".join(lows)
    opening = " ".join(lows[:6]).replace(" 's", "'s")
    if set(lows) & _OWN and (set(lows) & _RETRACT or _taken_back(scene)):
        return Notice("ArticleRetracted", False, 0)
    if _confessed(lows):
        return Notice("ArticleCorrected", False, 0)
    if any(opening.startswith(o) or o in opening for o in _OPENERS):
        if "version" in lows or ("report" in lows and {"said", "stated", "that"} & set(lows)):
            return Notice("ArticleCorrected", False, 0)
        wrong = _not_as(lows)
        return Notice("ArticleCorrected", False, wrong) if wrong is not None else Notice()
    if ("as we wrote" in text or "as we reported" in text or "as reported earlier" in text) and "not" in lows:
        return Notice("ArticleCorrected", False, _not_as(lows))
    return Notice()


_WRONGLY = frozenset({"wrong", "wrongly", "incorrectly", "mistakenly", "erroneously", "mistaken"})


def _confessed(lows: list[str]) -> bool:
    """We were wrong to report; we wrongly wrote; this newspaper incorrectly stated."""
    at = next((i for i, low in enumerate(lows[:12]) if low in _WRONGLY), None)
    if at is None:
        return False
    near = set(lows[max(0, at - 6) : at + 5])
    return bool({"we", "newspaper", "agency", "outlet", "our"} & near) and bool(_TOLD & near)


_TOLD = frozenset({"report", "reported", "write", "wrote", "state", "stated", "say", "said", "claim", "claimed"})


def _taken_back(scene: Scene) -> bool:
    """Withdraws yesterday's report, has removed the story: what is withdrawn is the outlet's own text."""
    tokens = scene.line.tokens
    return any(
        v.lemmas & _TAKING and any(t.low in _TEXTS for t in tokens[v.head + 1 : v.head + 6]) for v in scene.verbs
    )


def _not_as(lows: list[str]) -> int | None:
    """Not on December 30 as we wrote: the wrong claim begins at "not"."""
    for i, low in enumerate(lows):
        if low == "not" and {"as", "we", "wrote", "reported", "stated"} & set(lows[i + 1 : i + 12]):
            return i
    return None


def with_notice(scene: Scene, setting: Setting, noticed: Notice, found: list[Record], version: str) -> list[Record]:
    """The notice with the wrong claim as its target, and what the sentence puts in its place."""
    line = scene.line
    wrong = found[0] if found else None
    target = _target(scene, setting, wrong, noticed)
    if noticed.notice is None or target is None:
        return []
    sentence = line.sentence
    record = Record(
        type=noticed.notice,
        polarity="affirmed",
        certainty="certain",
        realis="actual",
        temporal="current",
        quote=Quote(text=line.text.raw[sentence.start : sentence.end], start=sentence.start, end=sentence.end),
        rule=Rule(id="notice", version=version, trace=(Step(at="notice", found=line.tokens[0].low),)),
        said=Said(mode="narrator"),
        target_claim=target,
    )
    stated = found if noticed.wrong_from else [r for r in found[1:] if r.quote.start > _parted(scene)]
    return [record, *(_without(r, target) for r in stated)]


def _parted(scene: Scene) -> int:
    """Where the wrong claim ends and the right one begins: the first semicolon or full stop; else the end."""
    tokens = scene.line.tokens
    return next((t.start for t in tokens[:-1] if t.low in (";", "—", ".")), tokens[-1].end)


def _without(record: Record, target: TargetClaim) -> Record:
    """The stated claim without the date that the notice takes back."""
    return record.model_copy(update={"when": tuple(w for w in record.when if w.edtf != target.when)})


def _target(scene: Scene, setting: Setting, wrong: Record | None, noticed: Notice) -> TargetClaim | None:
    if wrong is None:
        return None
    tokens = scene.line.tokens
    days = [(at, w) for at, w in dates(scene.line, 0, len(tokens), setting.published, False, "occurred")]
    published = next((w.edtf for at, w in days if _of_report(scene, at)), None)
    false_day = None
    if noticed.wrong_from:
        false_day = next((w.edtf for at, w in days if at >= noticed.wrong_from), None)
    elif wrong.when:
        false_day = next((w.edtf for w in wrong.when if w.edtf != published), None)
    force = wrong.force[0].model_copy(update={"count": None}) if wrong.force else None
    type_ = wrong.type
    return TargetClaim(type=type_, force=force, locations=wrong.locations, when=false_day, published_on=published)


def _of_report(scene: Scene, at: int) -> bool:
    near = {t.low for t in scene.line.tokens[max(0, at - 5) : at + 5]}
    return bool(near & {"report", "article", "story", "dispatch", "published"})
