"""Pass 14a. In: a noun phrase. Out: the body it names, with its state: the defence ministry in Moscow, its embassy, the
press office of an organisation.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from services.ingest.extract.frames.scene import Scene
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set
from services.ingest.extract.words.wording import low_words
from services.ingest.gazetteer.table import Table, many

_KNOWN = word_set("speakers.known")
_ABROAD = frozenset({"embassy", "ambassador"})
_INSIDE = word_set("bodies.inside")


@dataclass(frozen=True, slots=True)
class _Body:
    state: str
    name: str


@lru_cache(maxsize=1)
def _bodies() -> Mapping[str, tuple[_Body, ...]]:
    """Words for a body -> its rows: for one state, then for any."""
    table = Table("services.ingest.extract", "bodies.tsv", ("words", "state", "name"))
    found: dict[str, list[_Body]] = {}
    for _, row in table.rows():
        for form in many(row["words"]):
            found.setdefault(form, []).append(_Body(row["state"], row["name"]))
    return {form: tuple(rows) for form, rows in found.items()}


@lru_cache(maxsize=1)
def _forms() -> Mapping[str, tuple[str, ...]]:
    """First word -> the words for bodies that begin with it."""
    found: dict[str, list[str]] = {}
    for form in _bodies():
        found.setdefault(form.partition(" ")[0], []).append(form)
    return {first: tuple(forms) for first, forms in found.items()}


def _form_in(words: str) -> str | None:
    """The words for a body among `words`, the longest if there are several."""
    padded = f" {words} "
    known = _forms()
    inside = {form for first in words.split(" ") for form in known.get(first, ()) if f" {form} " in padded}
    return min(inside, key=lambda form: (-len(form), form), default=None)


def body_of(scene: Scene, phrase: NounPhrase, words: str) -> str | None:
    """The body that `words` name, with its state; None where it is none, or nobody says whose it is."""
    form = _form_in(words)
    if form is None:
        return None
    countries = scene.setting.gazetteer.countries
    rows = _bodies()[form]
    state = _state(scene, phrase)
    if state is None and len(rows) > 1:
        state = only_state(scene, phrase)
    own = next((row for row in rows if row.state and row.state == state), None)
    if _state(scene, phrase) is None and (form in _KNOWN or (state is None and len(rows) == 1)):
        own = rows[0]
    body = own or next((row for row in rows if not row.state), None)
    if body is None:
        return None
    state = body.state or state or only_state(scene, phrase)
    if "{}" not in body.name:
        return body.name
    if state is None or state not in countries:
        return None
    return body.name.format(countries[state].name) + _host(scene, phrase, form, state)


def body_inside(scene: Scene, phrase: NounPhrase) -> str | None:
    """A source in the ministry: the ministry."""
    for prep, linked in phrase.links:
        if prep in _INSIDE and isinstance(linked, NounPhrase):
            found = body_of(scene, linked, low_words(scene, linked))
            if found is not None:
                return found
            thing = scene.things.of(linked)
            if scene.tokens[linked.head].kind == "organisation":
                return thing.org
    return body_of(scene, phrase, low_words(scene, phrase))


def organisation_of(scene: Scene, phrase: NounPhrase) -> str | None:
    """Its press office, the organisation's secretariat: whose it is."""
    tokens = scene.tokens
    thing = scene.things.of(phrase)
    org = thing.org
    owned = phrase.possessor is not None or tokens[phrase.start].tag == "S"
    if org is None and (owned or tokens[phrase.head].low == "secretariat"):
        holder = phrase.possessor
        bloc = holder is None or bool(tokens[holder.head].word.senses & {"bloc", "bloc?"})
        before = [
            t
            for t in tokens[: phrase.start]
            if t.kind in ("organisation", "country", "capital") and t.mention is not None
        ]
        named = before[-1] if before and bloc else None
        if named is not None and named.kind == "organisation" and named.mention is not None:
            org = named.mention.key
        elif bloc and named is None:
            org = scene.setting.memory.org
    if org is None or org not in scene.setting.gazetteer.organisations:
        return None
    return f"{org} Secretariat" if tokens[phrase.head].low == "secretariat" else org


def _host(scene: Scene, phrase: NounPhrase, form: str, state: str) -> str:
    """Where an embassy stands: the Russian embassy in Yerevan, its ambassador to Belarus."""
    if form not in _ABROAD:
        return ""
    countries = scene.setting.gazetteer.countries
    for prep, linked in phrase.links:
        if prep in ("in", "to") and isinstance(linked, NounPhrase):
            host = scene.tokens[linked.head].state
            if host is not None and host in countries and host != state:
                return f" in {countries[host].name}"
    return ""


def only_state(scene: Scene, phrase: NounPhrase) -> str | None:
    """The state of "the finance ministry" where the rest of the sentence names one state only."""
    tokens = scene.tokens
    countries = scene.setting.gazetteer.countries
    places = scene.setting.gazetteer.places
    named = {
        t.state
        for i, t in enumerate(tokens)
        if t.state in countries
        and not phrase.start <= i < phrase.end
        and (t.kind in ("country", "capital", "metonym") or (t.kind == "adjective" and not _arms(tokens, i)))
    }
    if not named:
        named = {places[p].host for t in tokens if t.kind == "place" for p in t.places if p in places}
    return named.pop() if len(named) == 1 else None


def _arms(tokens: list[Token], i: int) -> bool:
    """Russian guards: an adjective that says whose men they are."""
    return any(
        t.word.senses & {"force", "force?", "post", "post?", "weapon", "presence"} for t in tokens[i + 1 : i + 4]
    )


def _main_state(scene: Scene) -> str | None:
    """The state that is subject of what is said: its ministry."""
    for clause in scene.tree.clauses:
        if clause.role != "say" and isinstance(clause.subject, NounPhrase):
            thing = scene.things.of(clause.subject)
            if thing.state is not None:
                return thing.state
    return None


def _state(scene: Scene, phrase: NounPhrase) -> str | None:
    """Whose body it is: of Armenia, Azerbaijan's, in Moscow."""
    countries = scene.setting.gazetteer.countries
    thing = scene.things.of(phrase)
    if scene.tokens[phrase.start].low in ("its", "their") and (own := _main_state(scene)) in countries:
        return own
    if thing.owner in countries:
        return thing.owner
    abroad = scene.tokens[phrase.head].low in _ABROAD
    for prep, linked in phrase.links:
        if prep in (("of", "for") if abroad else ("of", "in", "at", "for")) and isinstance(linked, NounPhrase):
            token = scene.tokens[linked.head]
            if token.kind in ("capital", "country", "metonym") and token.state in countries:
                return token.state
            inner = _state(scene, linked) if linked is not phrase else None
            if inner is not None:
                return inner
    return thing.state if thing.state in countries and scene.tokens[phrase.head].tag not in "OW" else None
