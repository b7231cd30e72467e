"""Pass 16. In: a draft and its scene. Out: the record, with dates, speaker, temporal axis, exact quote and trace."""

from dataclasses import replace
from datetime import date, timedelta

from events.dates import bounds
from events.record import Quote, Record, Rule, Said, When
from services.ingest.extract.dates.dating import dates, said_on
from services.ingest.extract.frames.scene import Draft, Scene
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.extent import extent
from services.ingest.extract.grammar.phrase import VerbGroup
from services.ingest.extract.operators.axes import Axes, weaker
from services.ingest.extract.operators.outcomes import Outcome, outcomes
from services.ingest.extract.records.trace import trace
from services.ingest.extract.voices.attribution import proposer, said_of
from services.ingest.extract.voices.sayings import Voice
from services.ingest.extract.voices.voices import voices
from services.ingest.extract.words.word_sets import word_set

_DONE = frozenset({"DONE", "STATE", "PROG", "PART", "BEGIN", "COMPLETE"})
_STILL = word_set("assembly.still")
_HISTORY = timedelta(days=92)
_TRIM = word_set("assembly.trim")


def assemble(scene: Scene, draft: Draft) -> Record | None:
    """The record of `draft`; None where its frame has no event at that stage."""
    if (draft.frame, draft.axes.stage) not in outcomes():
        return None
    chain = _voices(scene, draft)
    spoken = said_on(scene, chain)
    said = said_of(scene, draft.event.at, chain)
    dated = dates(scene, draft, chain, spoken)
    when = dated.when
    draft = _to_come(scene, draft, when)
    axes = draft.axes
    outcome = outcomes().get((draft.frame, axes.stage))
    if outcome is None:
        return None
    type_, realis, temporal = _axes(draft, outcome)
    if _background(draft, dated.acts, scene.setting.published, bool(chain)) or _over(draft, when, scene):
        temporal = "historical"
    told = {
        "polarity": "denied" if axes.denied != outcome.denied else "affirmed",
        "certainty": _certainty(axes, said, realis),
        "realis": "counterfactual" if axes.counterfactual else realis,
        "temporal": "historical" if axes.counterfactual else temporal,
    }
    start, end = _span(scene, draft)
    rule = {
        "id": f"{draft.frame.lower()}.{axes.stage.lower()}",
        "version": scene.setting.version,
        "trace": trace(scene, draft, type_, told),
    }
    return Record(
        type=type_,
        **told,
        quote=Quote(text=scene.line.text.raw[start:end], start=start, end=end),
        rule=Rule.model_validate(rule),
        force=draft.forces,
        locations=draft.places,
        locations_excluded=draft.excluded,
        geo_precision="part" if draft.part else None,
        org=draft.org,
        parties=dict(draft.parties),
        when=when,
        said=said if spoken is None else said.model_copy(update={"said_on": spoken}),
        item=draft.item,
        quantity=draft.quantity,
        value=draft.value,
        kind=draft.kind,
        basis=draft.basis,
    )


def _certainty(axes: Axes, said: Said, realis: str) -> str:
    """How sure: a paper's report without a source is probable; what a former official foretells nobody knows."""
    if said.org == "former official" and (axes.ahead or realis in ("planned", "conditional")):
        return "unknown"
    unsourced = said.via is not None and said.by is None and said.org is None
    return weaker(axes.certainty, "probable") if unsourced else axes.certainty


def _voices(scene: Scene, draft: Draft) -> list[Voice]:
    """Who says it; of a proposal that nobody tells, the one who makes it."""
    chain = voices(scene, draft.event.node)
    loud = draft.axes.loud
    if loud is None or outcomes()[draft.frame, draft.axes.stage].realis != "proposed":
        return chain
    if chain and (chain[0].said.by or "a")[0].isupper() and chain[0].said.via is None:
        return chain
    asked = proposer(scene, loud)
    return chain if asked is None else [asked, *chain]


def _to_come(scene: Scene, draft: Draft, when: tuple[When, ...]) -> Draft:
    """What is dated after the telling is still to come, whatever its tense: they leave on Friday."""
    axes, published = draft.axes, scene.setting.published
    if draft.frame == "STAY" and _stays(scene, draft):
        return replace(draft, axes=replace(axes, stage="FUTURE", ahead=True))
    if published is None or axes.denied or axes.counterfactual or axes.stage not in _DONE or not when:
        return draft
    first = bounds(when[0].edtf)[0]
    lasting = when[0].role == "since" or (when[0].role == "until" and draft.frame == "ENGAGE")
    if first is None or first <= published or lasting:
        return draft
    return replace(draft, axes=replace(axes, stage="FUTURE", ahead=True))


def _stays(scene: Scene, draft: Draft) -> bool:
    """They stay, in answer to who goes: the present of a verb that decides; not: they still stay, stay for now."""
    verb, node = draft.axes.verb, draft.event.node
    if verb is None or draft.axes.denied or verb.form != "finite" or verb.tense != "pres" or verb.perfect:
        return False
    words = {scene.tokens[i].low for i in verb.adverbs}
    if isinstance(node, Clause):
        words |= {scene.tokens[i].low for i in (*node.adverbs, *node.particles)}
    if words & _STILL:
        return False
    return "stay" in verb.lemmas or (verb.progressive and "go" in verb.lemmas)


def _axes(draft: Draft, outcome: Outcome) -> tuple[str, str, str]:
    axes = draft.axes
    type_, realis, temporal = outcome.type, outcome.realis, outcome.temporal
    if axes.ahead and realis == "actual":
        realis, temporal = "planned", "future"
    if axes.denied and temporal == "future" and _undecided(draft, type_):
        temporal = "current"
    if axes.conditional and realis != "proposed":
        realis = "conditional"
    return type_, realis, temporal


def _undecided(draft: Draft, type_: str) -> bool:
    """No deal exists, no order was issued, nobody has decided: what is denied is an act of today, not of tomorrow."""
    axes = draft.axes
    if axes.stage in ("AGREE", "ORDER", "POSTPONE") or (type_.endswith("Agreed") and not _will(axes.verb)):
        return True
    return any(
        op.name == "PLAN" and op.negated and op.verb is not None and (op.verb.perfect or op.verb.tense == "past")
        for op in draft.event.climb.operators
    )


def _will(verb: VerbGroup | None) -> bool:
    return verb is not None and verb.tense in ("future", "would")


def _span(scene: Scene, draft: Draft) -> tuple[int, int]:
    """The words of the claim: its clause or noun phrase with all that hangs on it."""
    tokens = scene.tokens
    node = draft.event.node
    first, last = extent(node)
    loud = draft.axes.loud
    if loud is not None:
        first = min(first, loud.verb.start if loud.verb is not None else loud.at)
        last = max(last, loud.at)
    while last > first and tokens[last].low in _TRIM:
        last -= 1
    while first < last and tokens[first].low in _TRIM:
        first += 1
    return tokens[first].start, tokens[last].end


_FIRST = frozenset({"ARRIVE", "SIGN"})
"""What comes before what is told of the same men and arms: they were sent, ordered."""


def _is_aside(draft: Draft) -> bool:
    """The guards who were sent there after the war, bought from India, the radars: told by the way, of those who do
    something else."""
    node = draft.event.node
    verb = node.verb if isinstance(node, Clause) and node.role in ("rel", "adv") else None
    return verb is not None and not verb.perfect and (verb.tense == "past" or verb.form == "pp")


def _over(draft: Draft, when: tuple[When, ...], scene: Scene) -> bool:
    """Whether a state told in the past ended long before publication: served there until 2020, from 1992 to 2020."""
    verb, published = draft.axes.verb, scene.setting.published
    if verb is None or verb.tense != "past" or verb.perfect or draft.axes.stage not in _DONE or published is None:
        return False
    ends = [bounds(w.edtf)[1] for w in when if w.role in ("until", "period")]
    return any(end is not None and end < published - _HISTORY for end in ends)


def _background(draft: Draft, acts: tuple[When, ...], published: date | None, spoken: bool) -> bool:
    """Whether the act is background: dated more than three months before publication, or told by the narrator in the
    pluperfect without a date."""
    axes = draft.axes
    if not axes.counterfactual and axes.pluperfect and not spoken and not acts:
        return axes.stage in _DONE
    happened = bool(acts) and acts[0].role == "occurred"
    lasting = (axes.stage == "STATE" and not axes.pluperfect) or (axes.stage == "PROG" and not happened)
    if axes.counterfactual or lasting:
        return axes.counterfactual
    if not acts:
        return draft.frame in _FIRST and axes.stage == "DONE" and _is_aside(draft)
    last = bounds(acts[0].edtf)[1]
    return published is not None and last is not None and last < published - _HISTORY
