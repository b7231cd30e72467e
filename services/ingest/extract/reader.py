"""The cascade: article text in, records out. Each pass stands in its own file; this one only hands their results on."""

import itertools
from dataclasses import replace
from datetime import date

from events.article import Article
from events.dates import bounds
from events.record import Record
from services.ingest.extract import (
    arguments,
    attribution,
    clauses,
    deals,
    engagements,
    forces,
    landmarks,
    modality,
    notices,
    operators,
    participation,
    presence,
    triggers,
    verbs,
)
from services.ingest.extract.assembly import assemble, read_dates
from services.ingest.extract.draft import Draft
from services.ingest.extract.lexicon import Lexicon
from services.ingest.extract.mentions import Finder, Mention
from services.ingest.extract.merging import merge
from services.ingest.extract.normalise import NormalisedText, normalise
from services.ingest.extract.rebuttals import rebut
from services.ingest.extract.scene import ForceArg, Scene, Setting
from services.ingest.extract.sentences import Sentence, sentences
from services.ingest.extract.tokens import tokenise
from services.ingest.extract.triggers import Kernel
from services.ingest.gazetteer import Gazetteer

_QUIET_SENTENCES = 2
"""After so many sentences without a known name nothing points back to one any more."""


def read(article: Article, gazetteer: Gazetteer, finder: Finder, words: Lexicon, version: str) -> list[Record]:
    """The records of an article in the order of its text, restatements merged."""
    text = normalise(article.text)
    published = article.published_at
    setting = Setting(gazetteer, words, publication_day(published))
    mentions = finder.find(text)
    records: list[Record] = []
    at = since = 0
    quiet = _QUIET_SENTENCES
    for sentence in sentences(text):
        while at < len(mentions) and mentions[at].start < sentence.start:
            at += 1
        last = at
        while last < len(mentions) and mentions[last].end <= sentence.end:
            last += 1
        quiet = 0 if last > at else quiet + 1
        if sentence.zone != "aside" and quiet <= _QUIET_SENTENCES:
            found = _sentence(text, sentence, mentions[at:last], setting, version)
            records = _reported_by(text, sentence, mentions[at:last], setting, records, since)
            if found:
                since = len(records)
            records += found
        at = last
    return merge(records)


def _reported_by(
    text: NormalisedText,
    sentence: Sentence,
    mentions: tuple[Mention, ...],
    setting: Setting,
    records: list[Record],
    since: int,
) -> list[Record]:
    """After a sentence like "TRT reported on this", the claims of the sentence before came through that outlet."""
    outlet = next((m for m in mentions if m.kind == "outlet"), None)
    words = text.folded[sentence.start : sentence.end].split()
    if (
        outlet is None
        or len(words) > 8
        or not {"reported", "reports", "writes", "wrote"} & set(words)
        or not {"this.", "it.", "this"} & set(words)
    ):
        return records
    through = [
        r.model_copy(update={"said": r.said.model_copy(update={"via": outlet.key})}) if r.said.via is None else r
        for r in records[since:]
    ]
    return records[:since] + through


def publication_day(published: str | None) -> date | None:
    """The day that relative dates are read from: the day itself, the middle of a month or year; None where nobody
    knows."""
    if published is None:
        return None
    if "T" in published:
        return date.fromisoformat(published[:10])
    first, last = bounds(published)
    if first is None or last is None:
        return None
    return first + (last - first) / 2


def _sentence(
    text: NormalisedText, sentence: Sentence, mentions: tuple[Mention, ...], setting: Setting, version: str
) -> list[Record]:
    line = tokenise(text, sentence, mentions, setting.words)
    landmarks.place(line, setting.gazetteer)
    groups = verbs.verb_groups(line)
    parts = clauses.clauses(line, groups)
    scene = Scene(
        line, groups, parts, triggers.kernels(line, parts, setting.words), forces.forces(line, setting.gazetteer)
    )
    scene.kernels = triggers.settled(line, scene.kernels)
    scene.spoken = attribution.spoken_clauses(scene, setting)
    noticed = notices.read_notice(scene, setting)
    found = [] if noticed.silent else _claims(scene, setting, version, noticed)
    if noticed.notice is not None:
        found = notices.with_notice(scene, setting, noticed, found, version)
    _remember(scene, setting)
    return found


def _claims(scene: Scene, setting: Setting, version: str, noticed: notices.Notice) -> list[Record]:
    if not scene.kernels:
        return []
    records: list[Record] = []
    drafts = [d for kernel in scene.kernels for d in _drafts(scene, setting, kernel)]
    shared = {d.kernel.clause for d in drafts if d.frame == "JOINT"}
    for draft in drafts:
        inner = draft.frame in _SHARED or draft.kernel.frame == "STAND"
        if draft.frame == "JOINT" or draft.kernel.clause not in shared or not inner:
            record = assemble(scene, setting, draft, version)
            if record is not None:
                records.append(record)
                records += _partial(record, scene, draft)
    return merge(_placed(rebut(scene, setting, records)))


def _placed(records: list[Record]) -> list[Record]:
    """Packed up and left the airport: of two tellings in one sentence the one without a place adds nothing."""
    placed = {(r.type, r.polarity) for r in records if r.locations}
    return [r for r in records if r.locations or not r.force or (r.type, r.polarity) not in placed]


_SHARED = frozenset({"STAND", "STAY", "ARRIVE", "HANDOVER"})


def _drafts(scene: Scene, setting: Setting, kernel: Kernel) -> list[Draft]:
    clause = scene.clauses[kernel.clause]
    if kernel.clause in scene.spoken or clause.kind == "question":
        return []
    if clause.kind == "if" and clause.opener != "had":
        return []
    if noticed_as_question(scene, kernel) or _left_unsaid(scene, kernel) or _awaited(scene, kernel):
        return []
    args = arguments.bind(scene, setting, kernel)
    axes = modality.read_axes(scene, setting, kernel, operators.operators(scene, setting, kernel))
    if _only_thought_of(axes):
        return []
    if _futurate(scene, setting, kernel, axes):
        axes = replace(axes, stage="FUTURE")
    draft: Draft | None = None
    if kernel.frame in participation.FRAMES:
        draft = participation.read_participation(scene, setting, kernel, axes, args)
    if draft is None and kernel.frame in presence.FRAMES:
        draft = presence.read_presence(scene, setting, kernel, axes, args)
    if draft is None:
        draft = deals.read_deal(scene, setting, kernel, axes, args)
    if draft is None:
        draft = engagements.read_engagement(scene, setting, kernel, axes, args)
    if draft is None:
        return []
    return [draft, *participation.further(scene, draft)]


_SAYING = frozenset({"confirm", "say", "specify", "disclose", "clarify", "mention", "reveal", "indicate", "explain"})


def _left_unsaid(scene: Scene, kernel: Kernel) -> bool:
    """Did not confirm that, did not say when: nobody says it."""
    before = [v for v in scene.clauses[kernel.clause].verbs if v.head < kernel.at and v is not kernel.group]
    return any(v.negated and v.lemmas & _SAYING for v in before)


_ONCE = frozenset({"once", "after", "when", "until", "till", "before"})
_TO_COME = frozenset({"future", "would", "possible", "deontic"})


def _awaited(scene: Scene, kernel: Kernel) -> bool:
    """Once the guards have left, Armenians will check passports: what is waited for has not happened."""
    clause = scene.clauses[kernel.clause]
    opening = {t.low for t in scene.line.tokens[clause.start : clause.start + 2]}
    if not _ONCE & opening or kernel.group is None or kernel.group.tense not in ("pres", "perf"):
        return False
    near = scene.clauses[max(0, kernel.clause - 1) : kernel.clause + 2]
    return any(v.tense in _TO_COME for c in near if c is not clause for v in c.verbs)


def _only_thought_of(axes: modality.Axes) -> bool:
    """A hope is no claim; what is only debated is one where the debate is denied."""
    ops = {w.split(":")[0] for w in axes.words}
    return "HOPE" in ops or ("MOOT" in ops and axes.polarity == "affirmed")


def _futurate(scene: Scene, setting: Setting, kernel: Kernel, axes: modality.Axes) -> bool:
    """Hands over on Thursday, are leaving in March: a present with a date to come is a plan."""
    if (
        kernel.group is None
        or axes.stage not in ("STATE", "PROG")
        or kernel.group.tense not in ("pres", "prog")
        or setting.published is None
    ):
        return False
    clause = scene.clauses[kernel.clause]
    found = read_dates(scene, setting, clause.start, clause.end, True, "effective")
    firsts = [bounds(w.edtf)[0] for _, w in found if w.role in ("effective", "deadline")]
    return any(first is not None and first > setting.published for first in firsts)


def noticed_as_question(scene: Scene, kernel: Kernel) -> bool:
    """Whether the sentence from its last full stop on is a question."""
    tokens = scene.line.tokens
    ends = next((t.low for t in tokens[kernel.at :] if t.low in ("?", ".", "!", ";")), "")
    return ends == "?"


def _partial(record: Record, scene: Scene, draft: Draft) -> list[Record]:
    """Not all have left: none of it is done, and some of it has begun (probable)."""
    if record.locations_excluded and record.type == "WithdrawalAnnounced" and record.polarity == "affirmed":
        kept = {
            "type": "PresenceToContinue",
            "certainty": "probable",
            "locations": record.locations_excluded,
            "locations_excluded": (),
        }
        return [record.model_copy(update=kept)]
    if record.type != "WithdrawalCompleted" or record.polarity != "denied":
        return []
    clause = scene.clauses[draft.kernel.clause]
    lows = [t.low for t in scene.line.tokens[clause.start : clause.end]]
    if any(a == "not" and b == "all" for a, b in itertools.pairwise(lows)):
        return [record.model_copy(update={"type": "WithdrawalBegun", "polarity": "affirmed", "certainty": "probable"})]
    return []


def _remember(scene: Scene, setting: Setting) -> None:
    """What the next sentence may point back to."""
    memory = setting.memory
    tokens = scene.line.tokens
    own: tuple[ForceArg, ...] = tuple(f for f in scene.forces if f.owner == "RUS") or tuple(scene.forces)
    if own:
        memory.forces = own[:1]
    named = tuple(dict.fromkeys(p for t in tokens for p in t.places if "." in p))
    if named:
        memory.places = named
    memory.org_age += 1
    people = tuple(dict.fromkeys(t.mention.key for t in tokens if t.kind == "person" and t.mention is not None))
    memory.people = people[:2] if len(people) > 1 else memory.people
    for token in tokens:
        if (
            token.kind == "organisation"
            and token.mention is not None
            and setting.gazetteer.organisations[token.mention.key].tracked
        ):
            memory.org_seen, memory.org, memory.org_age = True, token.mention.key, 0
        if token.state in setting.gazetteer.members and token.kind in ("country", "capital", "person", "adjective"):
            memory.member = token.state
        if token.kind == "person" and token.mention is not None:
            memory.speaker, memory.speaker_state = token.mention.key, token.state
