"""Pass 13g. In: an event of coming or staying away. Out: whether heads of state or government do it, or lower ranks."""

from services.ingest.extract.frames.scene import Event, Scene
from services.ingest.extract.things.thing import Thing


def led_by_heads(scene: Scene, event: Event) -> bool:
    """Whether heads of state or government are those who come or stay away."""
    published = scene.setting.published
    day = published.isoformat() if published is not None else None
    led = [_leads(scene, thing, day) for thing in event.match.subjects]
    return bool(led) and all(led)


def of_lower_rank(scene: Scene, event: Event) -> bool:
    """Whether it is a minister or an envoy that stays away while his colleagues meet."""
    people = [t for t in event.match.subjects if t.head.kind == "person" or "human" in t.kinds]
    return bool(people) and not led_by_heads(scene, event)


def _leads(scene: Scene, thing: Thing, day: str | None) -> bool:
    if thing.noun in ("president", "leader", "premier", "prime minister") or thing.lows & {"president", "premier"}:
        return True
    if thing.head.low in ("he", "she"):
        people = [p for p in scene.tree.phrases if scene.tokens[p.head].kind == "person"]
        named = [scene.things.of(p) for p in people if scene.tokens[p.head].state == thing.state]
        return any(_leads(scene, one, day) for one in named)
    if thing.head.kind != "person" or thing.head.mention is None:
        return False
    office = scene.setting.gazetteer.people[thing.head.mention.key].office_on(day)
    return office is not None and office.title in ("president", "prime minister")
