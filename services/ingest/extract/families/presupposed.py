"""Pass 13a. Whether an event of standing somewhere is told by another event already, or says only where a site is."""

from services.ingest.extract.families import control
from services.ingest.extract.frames.scene import Event, Scene
from services.ingest.extract.grammar.clause import Clause


def _was_there(scene: Scene, event: Event) -> bool:
    """Asked to withdraw the guards that had been deployed there: who is to leave is told already."""
    node = event.node
    if not isinstance(node, Clause) or node.role != "rel" or node.verb is None or not node.verb.perfect:
        return False
    leaving = (t for e in scene.events if e.frame == "LEAVE" and e.axes.stage != "DONE" for t in e.match.objects)
    return node.verb.tense == "past" and any(t.phrase is node.antecedent for t in leaving)


def mapped(scene: Scene, event: Event) -> bool:
    """The Erebuni air base lies in the south of Yerevan: where a site is, not who is there."""
    if _was_there(scene, event):
        return True
    lies = event.frame == "STAND" and event.match.sense.lemma in ("lie", "locate", "situate")
    return lies and any(t.head.kind == "place" for t in event.match.subjects)


def taken_over(scene: Scene, event: Event) -> bool:
    """Took over the posts held by Russians: they hold them no longer."""
    node = event.node
    if not isinstance(node, Clause) or node.role != "rel" or node.verb is None or node.verb.form != "pp":
        return False
    others = (e for e in scene.events if e.frame in control.FRAMES and e.node is not node)
    return any(t.phrase is node.antecedent for e in others for t in e.match.objects)
