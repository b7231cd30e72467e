"""Pass 13d. In: an event of taking part in an organisation, paying for it, or leaving it. Out: drafts, one a member.

The sense says what is spoken of and in which direction; negation and the operators above turn the direction round:
"will not attend" is to skip, "stopped paying" is to stop. What a denial denies stays as it is, and is denied.
"""

from dataclasses import replace

from services.ingest.extract.dates.date_forms import DateForm
from services.ingest.extract.dates.hanging import dates_beside, days_of
from services.ingest.extract.families.attendance import ATTENDING, Occasion, excepted, occasion_told, occasions_of
from services.ingest.extract.families.belonging import Bloc, arguments, bloc_of, members_of, nameless
from services.ingest.extract.families.letters import NOTICES, content_of, is_told_in_notice
from services.ingest.extract.families.stance_poles import POLES, pole_of
from services.ingest.extract.families.stances import considered, staged
from services.ingest.extract.frames.matching import links_of
from services.ingest.extract.frames.scene import Draft, Event, Scene
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.grammar.tenses import lies_ahead
from services.ingest.extract.operators.axes import Axes
from services.ingest.extract.things.roles import of_clause
from services.ingest.extract.words.word_sets import word_set

FRAMES = frozenset(POLES)
_KINDS = {
    "SIGNING": "document_not_signed",
    "NOTSIGNING": "document_not_signed",
    "POSTREFUSE": "post_refused",
    "RECALL": "representative_recalled",
    "APPOINT": "representative_not_named",
}
_SIGNED = frozenset({"SIGNING", "NOTSIGNING"})
_INVITATIONS = frozenset({"invitation", "invite"})
_IN_FACT = word_set("participation.in_fact")
_FORMAL = word_set("participation.formal")


def read_participation(scene: Scene, event: Event) -> list[Draft]:
    """The drafts of an event of these senses; none where it is about another organisation or nobody's doing."""
    axes = considered(scene, event, event.axes)
    if axes.unsaid or is_told_in_notice(scene, event) or _gives_up_an_act(scene, event):
        return []
    bloc = bloc_of(scene, event)
    if bloc is None or (event.frame in _SHARED and not _of_bloc_alone(scene, event)):
        return []
    pole, axes = pole_of(event, axes)
    memory = scene.setting.memory
    if pole == "NOTIFY":
        content = content_of(scene, event)
        memory.notice = content or memory.notice
        pole = "NOTIFY" if content == "EXIT" else content
        axes = replace(axes, stage="DONE") if content == "FREEZE" else axes
    if event.frame in _SIGNED and (summit := occasion_told(scene)) is not None:
        return _drafts(scene, event, bloc, pole, axes, Occasion(summit[0], summit[1], _KINDS[event.frame]))
    if event.frame not in ATTENDING:
        return _drafts(scene, event, bloc, pole, axes, None)
    found: list[Draft] = []
    occasions = occasions_of(scene, event)
    for occasion in occasions:
        memory.occasion = (occasion.level, occasion.places)
        found += _drafts(scene, event, bloc, occasion.frame(pole), axes, occasion)
    return found if occasions else _drafts(scene, event, bloc, _without_occasion(event, pole), axes, None)


def _gives_up_an_act(scene: Scene, event: Event) -> bool:
    """Gave up its right to host the drill: the drill that it did not host is told, no post that it gave up."""
    if event.frame != "POSTREFUSE":
        return False
    held = {id(t.phrase) for t in event.roles.objects}
    places = (scene.tree.up(e.node) for e in scene.events if e.frame in ATTENDING and isinstance(e.node, Clause))
    return any(place is not None and id(place.holder) in held for place in places)


_SHARED = frozenset({"LEAVE?", "BUDGE"})


def _of_bloc_alone(scene: Scene, event: Event) -> bool:
    """Whether words that are said of soldiers too are said of an organisation here: it is named, and no force is."""
    things = [scene.things.of(p) for p in scene.tree.phrases]
    if not any("of ours" in t.kinds for t in things) and scene.setting.memory.org is None:
        return False
    return not any(t.force is not None or "force?" in t.kinds or (t.places and "." in t.places[0]) for t in things)


def _drafts(scene: Scene, event: Event, bloc: Bloc, pole: str, axes: Axes, occasion: Occasion | None) -> list[Draft]:
    """One draft a member, at the stage that the axes make of the pole."""
    pole, axes = staged(scene, event, pole, _as_invited(scene, event, axes))
    if not pole:
        return []
    left_out = excepted(scene, event, bloc) if occasion is not None and pole.endswith("JOIN") else ()
    if left_out:
        pole = pole.replace("JOIN", "SKIP")
    members = left_out or members_of(scene, event, bloc)
    if _defines(event, pole, members) or (pole == "RESUME" and _wished_by_others(scene, event, members)):
        return []
    if members:
        scene.setting.memory.members = members
    parties: list[tuple[tuple[str, str], ...]] = [(("member", member),) for member in members]
    if not members and nameless(scene, event, bloc):
        parties = [()]
    return [
        Draft(
            event,
            pole,
            axes,
            (),
            occasion.places if occasion is not None else (),
            org=bloc.id,
            parties=who,
            kind=_kind(event, occasion, pole),
            basis=_basis(scene, event, pole),
        )
        for who in parties
    ]


_SEEING = frozenset({"HAPPEN", "SEE"})


def _wished_by_others(scene: Scene, event: Event, members: tuple[str, ...]) -> bool:
    """Moscow would like to see Armenia return: not what Armenia itself says that it will do."""
    for operator in event.climb.operators:
        verb = operator.verb
        wished = operator.name == "WANT" or (operator.name in _SEEING and verb is not None and verb.tense == "would")
        seen = operator.name in _SEEING and verb is not None and verb.form == "inf"
        if operator.clause is None or not (wished or seen):
            continue
        who = {t.state for t in of_clause(operator.clause, scene.tree, scene.things).subjects} - {None}
        if who and not who & set(members):
            return True
    return False


def _as_invited(scene: Scene, event: Event, axes: Axes) -> Axes:
    """Accepted the invitation to a summit in November, declined to join a drill next month: who comes or stays away
    will do so then."""
    published = scene.setting.published
    invited = axes.stage == "REFUSE" or bool(event.match.sense.nouns & _INVITATIONS)
    if not invited or event.frame not in ATTENDING or published is None:
        return axes
    links = links_of(event.match.sense, event.roles, scene.things)
    things = (*event.match.objects, *event.roles.objects, *(t for _, t in links))
    days = [*days_of(scene, event.node), *(day for t in things for day in dates_beside(scene, t.phrase))]
    forms = (scene.tokens[day.head].date for day in days)
    ahead = any(isinstance(form, DateForm) and lies_ahead(form, "in", published, None) for form in forms)
    return replace(axes, stage="PLAN", ahead=True) if ahead else axes


def _defines(event: Event, pole: str, members: tuple[str, ...]) -> bool:
    """Whether who the members are is told of the organisation, not of them: A, B, C and D are members too."""
    return pole == "MEMBER" and event.match.sense.lemma == "be" and len(members) > 2 and not event.axes.denied


def _without_occasion(event: Event, pole: str) -> str:
    """Nothing to go to is told: we shall go is to leave, a chair left empty a meeting missed."""
    if event.frame == "GOBARE" and pole == "JOIN":
        return "EXIT"
    return "LIMIT" if event.frame == "EMPTY" and pole == "SKIP" else ""


def _kind(event: Event, occasion: Occasion | None, pole: str) -> str | None:
    if occasion is not None:
        return occasion.kind
    if event.frame == "EMPTY":
        return "meeting_skipped"
    return _KINDS.get(event.frame) if pole == "LIMIT" else None


def _basis(scene: Scene, event: Event, pole: str) -> str | None:
    if event.frame in NOTICES:
        return "formal" if pole == "FREEZE" else None
    words = _words(scene, event)
    if words & _IN_FACT:
        return "de_facto"
    return "formal" if words & _FORMAL else None


def _words(scene: Scene, event: Event) -> set[str]:
    """The adverbs of the event's clause and of those above that only bring it about."""
    clause = scene.tree.clause_of(event.node)
    found: set[str] = set()
    tokens = scene.tokens
    around: list[Clause | None] = [clause, *(o.clause for o in event.climb.operators)]
    for near in around:
        if near is None:
            continue
        found |= {tokens[i].low for i in (*near.adverbs, *near.particles)}
        if near.verb is not None:
            found |= {tokens[i].low for i in near.verb.adverbs}
        for prep, linked in near.links:
            if isinstance(linked, NounPhrase):
                found.add(f"{prep} {tokens[linked.head].low}")
    for thing in arguments(scene, event):
        found |= thing.lows & {"formal", "official", "legal"}
    return found
