"""Pass 16. In: a draft and its scene. Out: the record, with dates, speaker, temporal axis, exact quote and trace."""

from datetime import date, timedelta

from events.dates import bounds
from events.record import Quote, Record, Role, Rule, Said, Step, When
from services.ingest.extract.attribution import said
from services.ingest.extract.draft import Draft
from services.ingest.extract.modality import Outcome, outcomes
from services.ingest.extract.scene import Scene, Setting
from services.ingest.extract.times import dates

_HISTORY = timedelta(days=92)
_STATES = frozenset({"STAND", "STAY", "MEMBER", "FREEZE", "PAYSTOP"})
_TRIM = frozenset({",", ";", ":", ".", "—", "–", "-", "(", ")", "“", "”", '"', "and", "but", "…"})
_PLANS = frozenset({"planned", "proposed", "conditional"})


def assemble(scene: Scene, setting: Setting, draft: Draft, version: str) -> Record | None:
    """The record of `draft`; None where its frame has no event at that stage."""
    stage = draft.axes.stage
    outcome = outcomes().get((draft.frame, stage))
    if outcome is None:
        return None
    kernel = draft.kernel
    speaker = said(scene, setting, kernel.clause, kernel.at)
    spoken_on = _said_on(scene, setting)
    when = _when(scene, setting, draft, outcome)
    type_, realis, temporal = _axes(draft, outcome)
    temporal = _history(setting, draft, when, temporal, speaker, type_)
    type_, when = _stays_until(draft, type_, when)
    polarity = "denied" if (draft.axes.polarity == "denied") != outcome.denied else "affirmed"
    start, end = _span(scene, draft)
    return Record(
        type=type_,
        polarity=polarity,
        certainty=draft.axes.certainty,  # type: ignore[arg-type]
        realis="counterfactual" if draft.axes.counterfactual else realis,  # type: ignore[arg-type]
        temporal="historical" if draft.axes.counterfactual else temporal,  # type: ignore[arg-type]
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
        basis=draft.basis,  # type: ignore[arg-type]
    )


def _axes(draft: Draft, outcome: Outcome) -> tuple[str, str, str]:
    type_, realis, temporal = outcome.type, outcome.realis, outcome.temporal
    if draft.axes.conditional:
        if type_ == "ExitAnnounced":
            type_ = "ExitThreatened"
        realis = "conditional"
    if draft.frame == "EXIT" and draft.axes.certainty == "possible" and type_ == "ExitAnnounced":
        type_, realis = "ExitThreatened", "conditional"
    return type_, realis, temporal


def _stays_until(draft: Draft, type_: str, when: tuple[When, ...]) -> tuple[str, tuple[When, ...]]:
    """Will not leave until X: it stays, with X as its `until`."""
    return type_, when


def _when(scene: Scene, setting: Setting, draft: Draft, outcome: Outcome) -> tuple[When, ...]:
    """Dates of the clause, and of the clause the agreement stands in; a day right after the operator dates the agreeing."""
    kernel = draft.kernel
    clause = scene.clauses[kernel.clause]
    ahead = outcome.realis in _PLANS or draft.frame in ("LEAVE", "HANDOVER") and draft.axes.stage in ("REQUEST", "REFUSE")
    role: Role = "effective" if ahead else "occurred"
    if draft.axes.stage in ("PROG", "BEGIN") and draft.frame == "LEAVE":
        role = "start" if draft.axes.stage == "BEGIN" else "occurred"
    found: list[When] = []
    agreed = _agreement_ends(scene, draft)
    for at, when in dates(scene.line, clause.start, clause.end, setting.published, ahead, role):
        if agreed is not None and at <= agreed and when.role in ("effective", "occurred") and draft.axes.stage == "AGREE":
            back = next((w for a, w in dates(scene.line, clause.start, clause.end, setting.published, False, "agreed") if a == at), when)
            found.append(back.model_copy(update={"role": "agreed"}))
        else:
            found.append(when)
    if draft.axes.stage == "AGREE":
        found += _earlier_agreement(scene, setting, draft)
    return tuple({(w.edtf, w.role): w for w in _main_first(found, draft)}.values())


def _main_first(found: list[When], draft: Draft) -> list[When]:
    return sorted(found, key=lambda w: w.role == "agreed") if draft.axes.stage != "AGREE" else found


def _agreement_ends(scene: Scene, draft: Draft) -> int | None:
    """The token before which a date belongs to the agreeing: the kernel, where the operator stands before it."""
    ops = [w for w in draft.axes.words if w.startswith("AGREE")]
    return draft.kernel.at if ops else None


def _earlier_agreement(scene: Scene, setting: Setting, draft: Draft) -> list[When]:
    found: list[When] = []
    for n in range(draft.kernel.clause):
        clause = scene.clauses[n]
        lows = {t.low for t in scene.line.tokens[clause.start : clause.end]}
        if lows & {"deal", "agreement", "accord", "understanding", "protocol"}:
            found += [w for _, w in dates(scene.line, clause.start, clause.end, setting.published, False, "agreed")]
    return found


def _said_on(scene: Scene, setting: Setting) -> str | None:
    """The day of the saying, told beside the verb of speech."""
    for n in sorted(scene.spoken):
        clause = scene.clauses[n]
        for _, when in dates(scene.line, clause.start, clause.end, setting.published, False, "occurred"):
            if when.precision == "day" and "/" not in when.edtf:
                return when.edtf
    return None


def _history(setting: Setting, draft: Draft, when: tuple[When, ...], temporal: str, speaker: Said, type_: str) -> str:
    """Historical: dated more than three months back, or told in the pluperfect without a recent date or a reporting verb."""
    if setting.published is None:
        return temporal
    dated = [w for w in when if w.role in ("occurred", "agreed", "start", "period") and w.role != "until"]
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
