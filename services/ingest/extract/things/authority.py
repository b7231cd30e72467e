"""Who can ask or order: whether a thing speaks for a state, or is a lawmaker, party, crowd or analyst."""

from services.ingest.extract.frames.scene import Setting
from services.ingest.extract.things.thing import Thing
from services.ingest.extract.words.word_sets import word_set

_FORMER = word_set("authority.former")
_PRIVATE_PAPERS = word_set("authority.private_papers")
_LOCAL_BODIES = frozenset({"council", "mayor", "elder", "community", "municipality", "townspeople"})
_OF_STATE = word_set("authority.of_state")
_PRIVATE_OFFICES = frozenset({"lawmaker"})


def speaks_for_state(thing: Thing, setting: Setting) -> bool:
    """Whether a demand by `thing` is an authority's."""
    if "draft" in thing.lows or thing.noun in _PRIVATE_PAPERS:
        return False
    if thing.lows & _FORMER or any(low.startswith("ex-") for low in thing.lows):
        return False
    if thing.head.low in ("they", "he", "she") and setting.memory.private:
        return False
    if thing.head.kind == "person":
        assert thing.head.mention is not None
        day = setting.published.isoformat() if setting.published is not None else None
        office = setting.gazetteer.people[thing.head.mention.key].office_on(day)
        if office is not None:
            return office.title not in _PRIVATE_OFFICES
        titles = _titles(thing)
        return bool(titles & {"human", "state"}) and "private" not in titles
    if thing.head.tag == "P" and thing.head.kind in ("", "place") and "private" in _titles(thing):
        return "minister" in thing.lows
    if thing.noun in _LOCAL_BODIES and not thing.lows & _OF_STATE:
        return False
    if "private" in thing.kinds:
        return "minister" in thing.lows or ("deputy" in thing.lows and thing.head.low != "deputy")
    return True


def _titles(thing: Thing) -> set[str]:
    """What the titles before a name say: Foreign Minister X, lawmaker Y."""
    return {sense for word in thing.titles for sense in word}
