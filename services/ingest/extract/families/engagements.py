"""Pass 13f. In: an event of visits, talks, drills, training, aid. Out: drafts of engagement claims."""

from services.ingest.extract.families.deals import talks_about_deal
from services.ingest.extract.families.engagement_frames import FRAMES
from services.ingest.extract.families.engagement_places import common_border, places_of_engagement
from services.ingest.extract.families.engagement_stages import stage_of
from services.ingest.extract.families.engaging import is_meant
from services.ingest.extract.families.occasions import is_apart, is_occasion, with_those_who_act, without_those_apart
from services.ingest.extract.families.pairing import LEADING, pair
from services.ingest.extract.frames.scene import Draft, Event, Scene
from services.ingest.extract.frames.telling import within
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.things.around import around, sum_told

_AIMS = {
    "drill": "drill",
    "training": "training",
    "visit": "visit",
    "talks": "talks",
    "aid": "aid",
    "cadet": "training",
}


def read_engagements(scene: Scene, event: Event) -> list[Draft]:
    """The drafts of an event of these frames; none where no foreign partner is meant or nothing is told."""
    shape = FRAMES[event.frame]
    if event.axes.unsaid or _told_elsewhere(scene, event):
        return []
    near = without_those_apart(scene, around(scene, event))
    if is_occasion(scene, event):
        near = with_those_who_act(scene, event, near)
    if not is_meant(scene, event, near):
        return []
    frame, axes = stage_of(scene, event, shape)
    places = places_of_engagement(scene, event, shape, near)
    sides = pair(scene, event, near, places) if frame else ()
    if not sides:
        return []
    places = common_border(scene, event, near, [name for _, name in sides]) or places
    scene.setting.memory.pair = tuple(name for _, name in sides)
    kind = shape.kind or _aim(event)
    if event.frame == "E-VISIT" and any(prep == "for" and "talks" in t.kinds for prep, t in near.links):
        kind = "talks"
    return [
        Draft(event, frame, axes, places=places, parties=sides, kind=kind or None, value=sum_told(scene, event, near))
    ]


def _told_elsewhere(scene: Scene, event: Event) -> bool:
    """Whether arms are its matter, or a verb around the noun tells the same."""
    if id(event.node) in scene.told:
        return True
    if isinstance(event.node, Clause):
        return _within_less(scene, event.node) or _says_who(scene, event, event.node)
    others = [e for e in scene.events if e.match.sense.group == "engagement" and e is not event]
    if is_apart(scene, event):
        return False
    if any(t.phrase is event.node for e in scene.events if talks_about_deal(scene, e) for t in e.match.subjects):
        return True
    if is_occasion(scene, event):
        met = {id(e.node) for e in others if e.frame in FRAMES and FRAMES[e.frame].kind in ("visit", "talks")}
        return within(scene, event, met)
    return within(scene, event, scene.told | {id(e.node) for e in others})


def _says_who(scene: Scene, event: Event, clause: Clause) -> bool:
    """A delegation led by X, that visits or is received: who they are, told with what they do."""
    antecedent = clause.antecedent
    if clause.role != "rel" or antecedent is None or clause.verb is None or not set(clause.verb.lemmas) & LEADING:
        return False
    others = (e for e in scene.events if e is not event and e.match.sense.group == "engagement")
    return any(t.phrase is antecedent for e in others for t in (*e.match.subjects, *e.match.objects))


def _within_less(scene: Scene, clause: Clause) -> bool:
    """The cadets it sends to Moscow, of whom there will be fewer: told by what is reduced."""
    antecedent = clause.antecedent
    if clause.role != "rel" or antecedent is None:
        return False
    less = [e for e in scene.events if e.frame in ("E-LESS", "E-FEWER")]
    objects = [t.phrase for e in less for t in (*e.match.objects, *e.match.subjects)]
    return any(q is antecedent for p in objects for q in (p, *(q for _, q in p.links)))


def _aim(event: Event) -> str:
    """What there is less of: drills, visits, training."""
    for thing in (*event.match.objects, *event.match.subjects):
        for sense, kind in _AIMS.items():
            if sense in thing.kinds:
                return kind
    return ""
