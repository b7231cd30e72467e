"""Pass 16. In: a draft and its scene. Out: the record, with dates, speaker, temporal axis, exact quote and trace."""

from datetime import date, timedelta

from events.dates import bounds
from events.record import Quote, Record, Role, Rule, Said, Step, When
from services.ingest.extract.attribution import said
from services.ingest.extract.draft import Draft
from services.ingest.extract.modality import Outcome, outcomes
from services.ingest.extract.scene import Scene, Setting
from services.ingest.extract.times import dates
from services.ingest.extract.word_sets import word_set

_HISTORY = timedelta(days=92)
_STATES = frozenset({"STAND", "STAY", "MEMBER", "FREEZE", "PAYSTOP"})
_DATED = frozenset({"AGREE", "REQUEST", "ORDER", "REFUSE", "CANCEL", "PROPOSE", "POSTPONE"})
_FIXED = frozenset({"from", "by", "starting", "until", "before", "after", "since"})
_TRIM = word_set("assembly.trim")
_PLANS = frozenset({"planned", "proposed", "conditional"})


def assemble(scene: Scene, setting: Setting, draft: Draft, version: str) -> Record | None:
    """The record of `draft`; None where its frame has no event at that stage."""
    stage = draft.axes.stage
    outcome = outcomes().get((draft.frame, stage))
    if outcome is None:
        return None
    kernel = draft.kernel
    speaker = said(scene, setting, kernel.clause, kernel.at)
    spoken_on = _said_on(scene, setting) or _said_before(scene, setting, draft)
    when = _when(scene, setting, draft, outcome)
    type_, realis, temporal = _axes(draft, outcome)
    temporal = _history(setting, draft, when, temporal, speaker, type_)
    type_, when = _stays_until(draft, type_, when)
    polarity = "denied" if (draft.axes.polarity == "denied") != outcome.denied else "affirmed"
    start, end = _span(scene, draft)
    return Record(
        type=type_,
        polarity=polarity,
        certainty=draft.axes.certainty,
        realis="counterfactual" if draft.axes.counterfactual else realis,
        temporal="historical" if draft.axes.counterfactual else temporal,
        quote=Quote(text=scene.line.text.raw[start:end], start=start, end=end),
        rule=Rule(id=f"{draft.frame.lower()}.{stage.lower()}", version=version, trace=_trace(scene, draft)),
        force=draft.forces,
        locations=draft.places,
        locations_excluded=draft.excluded,
        geo_precision="part" if draft.part else None,
        org=draft.org,
        parties=dict(draft.parties),
        when=when,
        said=speaker.model_copy(update={"said_on": spoken_on}) if speaker.mode not in (None, "narrator") else speaker,
        item=draft.item,
        quantity=draft.quantity,
        value=draft.value,
        kind=draft.kind,
        basis=draft.basis,
    )


def _axes(draft: Draft, outcome: Outcome) -> tuple[str, str, str]:
    type_, realis, temporal = outcome.type, outcome.realis, outcome.temporal
    ahead = {"tense:future", "tense:would", "tense:possible"} & set(draft.axes.words)
    if ahead and draft.axes.stage in ("REQUEST", "REFUSE", "CANCEL") and realis == "actual":
        realis, temporal = ("conditional" if draft.axes.certainty == "possible" else "planned"), "future"
    if draft.axes.stage == "AGREE" and draft.axes.polarity == "denied" and temporal == "future":
        temporal = "current"
    if draft.axes.conditional:
        if type_ == "ExitAnnounced":
            type_ = "ExitThreatened"
        realis = "conditional"
    if draft.frame == "EXIT" and draft.axes.certainty == "possible" and type_ == "ExitAnnounced":
        type_, realis = "ExitThreatened", "conditional"
    return type_, realis, temporal


def _stays_until(draft: Draft, type_: str, when: tuple[When, ...]) -> tuple[str, tuple[When, ...]]:
    """Has until X to leave, is given until X: a deadline."""
    if draft.frame == "LEAVE" and draft.axes.stage == "REQUEST":
        when = tuple(w.model_copy(update={"role": "deadline"}) if w.role == "until" else w for w in when)
    if draft.frame == "STAY":
        when = tuple(w.model_copy(update={"role": "until"}) if w.role == "deadline" else w for w in when)
    return type_, when


def _when(scene: Scene, setting: Setting, draft: Draft, outcome: Outcome) -> tuple[When, ...]:
    """Dates of the clause, and of the clause the agreement stands in; a day right after the operator dates the
    agreeing."""
    kernel = draft.kernel
    clause = scene.clauses[kernel.clause]
    ahead = outcome.realis in _PLANS or (
        draft.frame in ("LEAVE", "HANDOVER") and draft.axes.stage in ("REQUEST", "REFUSE")
    )
    ahead = ahead and draft.kernel.frame != "ORDEROUT"
    role: Role = "effective" if ahead else "occurred"
    if draft.axes.stage in ("PROG", "BEGIN") and draft.frame == "LEAVE":
        role = "start" if draft.axes.stage == "BEGIN" else "occurred"
    found: list[When] = []
    agreed = _agreement_ends(scene, draft)
    told = _speech_ends(scene, setting, draft)
    first, last = _reach(scene, draft)
    for at, when in read_dates(scene, setting, clause.start, clause.end, ahead, role):
        if at < told or not first <= at < last:
            continue
        if ahead and _of_the_paper(scene, draft, at):
            signed = [w for a, w in read_dates(scene, setting, clause.start, clause.end, False, "occurred") if a == at]
            found += [
                w.model_copy(update={"role": "agreed" if draft.axes.stage == "AGREE" else "occurred"}) for w in signed
            ]
            continue
        if agreed is not None and at <= agreed and when.role in ("effective", "occurred") and not _fixed(scene, at):
            back = next(
                (w for a, w in read_dates(scene, setting, clause.start, clause.end, False, "agreed") if a == at), when
            )
            found.append(back.model_copy(update={"role": "agreed" if draft.axes.stage == "AGREE" else "occurred"}))
        else:
            found.append(when)
    if draft.axes.stage == "AGREE":
        found += _earlier_agreement(scene, setting, draft)
    return tuple({(w.edtf, w.role): w for w in _main_first(found, draft)}.values())


_PAPER = frozenset({"sign", "reach", "issue", "publish", "adopt", "conclude"})


def _of_the_paper(scene: Scene, draft: Draft, at: int) -> bool:
    """A date right after "signed" or "published" dates the paper, not what it provides for."""
    clause = scene.clauses[draft.kernel.clause]
    return any(v.lemmas & _PAPER and v.head != draft.kernel.at and 0 < at - v.head <= 3 for v in clause.verbs)


def _main_first(found: list[When], draft: Draft) -> list[When]:
    return sorted(found, key=lambda w: w.role == "agreed") if draft.axes.stage != "AGREE" else found


def _agreement_ends(scene: Scene, draft: Draft) -> int | None:
    """The token before which a date belongs to the agreeing: the kernel, where the operator stands before it."""
    ops = [w for w in draft.axes.words if w.split(":")[0] in _DATED]
    return draft.kernel.at if ops else None


def _earlier_agreement(scene: Scene, setting: Setting, draft: Draft) -> list[When]:
    found: list[When] = []
    for n in range(draft.kernel.clause):
        clause = scene.clauses[n]
        lows = {t.low for t in scene.line.tokens[clause.start : clause.end]}
        if lows & {"deal", "agreement", "accord", "understanding", "protocol"}:
            found += [w for _, w in read_dates(scene, setting, clause.start, clause.end, False, "agreed")]
    return found


def _said_on(scene: Scene, setting: Setting) -> str | None:
    """The day of the saying, told beside the verb of speech."""
    for n in sorted(scene.spoken):
        clause = scene.clauses[n]
        for _, when in read_dates(scene, setting, clause.start, clause.end, False, "occurred"):
            if when.precision in ("day", "month") and "/" not in when.edtf:
                return when.edtf
    return None


def _said_before(scene: Scene, setting: Setting, draft: Draft) -> str | None:
    """The day told with a verb of speech that stands before the kernel: In March, Pashinyan said that …"""
    clause = scene.clauses[draft.kernel.clause]
    told = _speech_ends(scene, setting, draft)
    if told <= clause.start:
        return None
    found = read_dates(scene, setting, clause.start, told, False, "occurred")
    return next(
        (w.edtf for _, w in found if w.precision in ("day", "month") and "/" not in w.edtf and w.role == "occurred"),
        None,
    )


def _speech_ends(scene: Scene, setting: Setting, draft: Draft) -> int:
    """The token up to which a date in the clause dates the saying."""
    clause = scene.clauses[draft.kernel.clause]
    at = draft.kernel.group.start if draft.kernel.group else draft.kernel.at
    spoken = [v for v in clause.verbs if v.finite and v.head < at and v.lemmas & set(setting.words.speech)]
    if not spoken:
        return clause.start
    tokens = scene.line.tokens
    head = spoken[-1].head
    return next((i + 1 for i in range(head, at) if tokens[i].low == "that"), min(head + 4, at))


def _reach(scene: Scene, draft: Draft) -> tuple[int, int]:
    """A participle beside its noun has only the dates up to the next verb; a main verb those of its clause."""
    clause = scene.clauses[draft.kernel.clause]
    group = draft.kernel.group
    if group is None or (group.tense != "part" and group.words != ()):
        return clause.start, clause.end
    others = [v for v in clause.verbs if v.head > group.head and v.tense in ("past", "part", "ger", "perf")]
    beside = group.head > 0 and scene.line.tokens[group.head - 1].kind == "force" and bool(others)
    return (group.head, others[0].start) if beside else (clause.start, clause.end)


def _fixed(scene: Scene, at: int) -> bool:
    return any(t.low in _FIXED for t in scene.line.tokens[max(0, at - 2) : at])


def read_dates(scene: Scene, setting: Setting, start: int, end: int, ahead: bool, role: Role) -> list[tuple[int, When]]:
    """Dates in these tokens, each with the token it stands at."""
    return dates(scene.line, start, end, setting.published, ahead, role)


def _history(setting: Setting, draft: Draft, when: tuple[When, ...], temporal: str, speaker: Said, type_: str) -> str:
    """Historical: dated more than three months back, or told in the pluperfect without a recent date or a reporting
    verb."""
    if setting.published is None:
        return temporal
    dated = [w for w in when if w.role in ("occurred", "agreed", "start", "period")]
    if draft.frame in ("STAND", "STAY") and any(w.role == "since" for w in when):
        return temporal if not draft.axes.past else "historical"
    if temporal == "future" and not dated:
        return temporal
    for w in dated:
        last = bounds(w.edtf)[1]
        if last is not None and _old(last, setting.published) and not (temporal == "future" and w.role == "period"):
            return "historical"
    pluperfect = any(word == "tense:pluperf" for word in draft.axes.words)
    if pluperfect and not dated and speaker.mode in ("narrator", None) and draft.frame not in ("FREEZE", "PAYSTOP"):
        return "historical"
    return temporal


def _old(last: date, published: date) -> bool:
    return last < published - _HISTORY


def _span(scene: Scene, draft: Draft) -> tuple[int, int]:
    tokens = scene.line.tokens
    start, end = draft.span
    while end - 1 > start and tokens[end - 1].low in _TRIM:
        end -= 1
    while start < end - 1 and tokens[start].low in _TRIM:
        start += 1
    return tokens[start].start, tokens[end - 1].end


def _trace(scene: Scene, draft: Draft) -> tuple[Step, ...]:
    tokens = scene.line.tokens
    kernel = draft.kernel
    steps = [Step(at="trigger", found=kernel.lemma, start=tokens[kernel.at].start, end=tokens[kernel.at].end)]
    steps += [Step(at="operator", found=word) for word in draft.axes.words]
    steps.append(Step(at="arguments", found=f"tier {draft.arguments.tier}"))
    return tuple(steps)
