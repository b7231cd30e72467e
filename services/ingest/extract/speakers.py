"""Pass 14a. In: a noun phrase that speaks. Out: who that is: a person with the office held then, a body with its state,
a government, an outlet, or the words that describe it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from events.record import Said
from services.ingest.extract.phrases import NounPhrase
from services.ingest.extract.scene import Scene
from services.ingest.extract.tokens import Token
from services.ingest.extract.word_sets import word_set
from services.ingest.gazetteer.table import Table, many

_KNOWN = word_set("speakers.known")
_PRONOUNS = word_set("speakers.pronouns")
_UNNAMED = word_set("speakers.unnamed")
_OUTLETS = word_set("speakers.outlets")
_FIRMS = word_set("speakers.firms")
_FORMER = word_set("speakers.former")
_ONES = word_set("speakers.in_a_body")
_LINKS = frozenset({"of", "in", "at", "for", "from", "within", "inside", "to", "close to", "near", "on", "with"})
_BRIEF = 9
_RANKS = frozenset({"lt", "gen", "col", "maj", "sgt", "capt", "mr", "mrs", "ms", "dr", "prof", "rev", "sen", "rep", "gov"})
_ARTICLES = frozenset({"the", "a", "an", "this", "that", "these", "those", "some", "its", "his", "her", "their", "our"})
_CIVIL = frozenset({"human", "civilian", "private", "party", "report", "envoy", "attache", "force", "force?"})


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
def _forms() -> tuple[str, ...]:
    """The words for bodies, longest first."""
    return tuple(sorted(_bodies(), key=lambda form: (-len(form), form)))


def speaker(scene: Scene, phrase: NounPhrase) -> Said:
    """Who speaks in `phrase`; empty where nobody can be told."""
    tokens = scene.tokens
    head = tokens[phrase.head]
    if head.tag in "OW" or head.low in _PRONOUNS:
        return _recalled(scene, phrase)
    for part in (phrase, *phrase.named, *_after_title(scene, phrase)):
        named = _person(scene, part)
        if named is not None:
            return _with_office(scene, phrase, named)
    known = next((t for t in tokens[phrase.start : phrase.end] if t.kind == "outlet" and t.mention is not None), None)
    if known is not None and known.mention is not None and phrase.possessor is None and (head is known or head.low in _OUTLETS):
        return Said(via=known.mention.key)
    if _is_outlet(scene, phrase):
        return Said(via=_outlet_name(scene, phrase))
    described = _described(scene, phrase)
    return described if described != Said() else _standing_for(scene, phrase)


def _after_title(scene: Scene, phrase: NounPhrase) -> Iterator[NounPhrase]:
    """Secretary of the Security Council Armen Grigoryan: the name stands in the phrase behind "of"."""
    tokens = scene.tokens
    if not set(tokens[phrase.head].word.senses) & {"human", "envoy"}:
        return
    for prep, linked in phrase.links:
        if prep != "of" or not isinstance(linked, NounPhrase):
            continue
        first = linked.head if tokens[linked.head].kind == "person" else _names_from(tokens, linked)
        if first is not None and first > linked.start and not set(tokens[first - 1].word.senses) & {"human"}:
            if tokens[first - 1].tag in "NP" and (linked.end - first > 1 or tokens[linked.head].kind == "person"):
                yield NounPhrase(first, linked.head, linked.end)


# -- people ------------------------------------------------------------------------------------------------------------


def _person(scene: Scene, phrase: NounPhrase) -> Said | None:
    """The name in a phrase: known, or a run of names after a title or on its own."""
    tokens = scene.tokens
    head = tokens[phrase.head]
    if head.kind == "person" and head.mention is not None:
        return _office(scene, head.mention.key)
    first = _names_from(tokens, phrase)
    if first is None or _is_outlet(scene, phrase):
        return None
    name = _name(scene, first, phrase.end)
    titled = any({"human", "envoy", "attache", "force?"} & set(t.word.senses) for t in tokens[phrase.start : first])
    firm = _firm(tokens[first : phrase.end]) or _shouted(scene, tokens[phrase.head])
    if not titled and (firm or phrase.end - first < 2):
        known = scene.setting.memory.names.get(name)
        return known if known is not None or firm else Said(by=name)
    role = _name(scene, _after_article(tokens, phrase.start), first) if first > phrase.start and titled else None
    return Said(by=name, role=role or None)


def _office(scene: Scene, name: str) -> Said:
    """A known person with the office held on the day of publication."""
    person = scene.setting.gazetteer.people[name]
    day = scene.setting.published.isoformat() if scene.setting.published else None
    office = person.office_on(day)
    if office is not None:
        return Said(by=person.name, org=office.organisation, role=office.title)
    left = any(o.until is not None and day is not None and o.until < day for o in person.offices)
    return Said(by=person.name, org="former official" if left else None)


def _names_from(tokens: list[Token], phrase: NounPhrase) -> int | None:
    """Where the unknown name at the end of a phrase begins."""
    first = phrase.end
    while first > phrase.start and _name_part(tokens[first - 1]) and tokens[first - 1].low not in _RANKS:
        first -= 1
    return first if first < phrase.end else None


def _name_part(token: Token) -> bool:
    known = token.mention is not None and token.kind != "person"
    return token.capital and token.tag in "PN" and not known and not set(token.word.senses) and not token.word.verbs and (
        token.tag == "P")


def _firm(tokens: list[Token]) -> bool:
    return any(t.low in _FIRMS for t in tokens)


def _shouted(scene: Scene, token: Token) -> bool:
    """KNDS, ISW: all capitals."""
    written = scene.line.text.raw[token.start : token.end]
    return len(written) > 1 and written.isupper()


def _with_office(scene: Scene, phrase: NounPhrase, named: Said) -> Said:
    """Former, or of which body: what stands beside the name."""
    tokens = scene.tokens
    words = _words(scene, phrase)
    beside = [words, *(_words(scene, p) for p in phrase.named)]
    if any(w in _FORMER or w.startswith("ex-") for text in beside for w in text.split()):
        return named.model_copy(update={"org": "former official"})
    former = scene.tokens[max(0, phrase.start - 1)]
    if former.low == "ex":
        return named.model_copy(update={"org": "former official"})
    if named.org is not None:
        return named
    body = next((b for text in beside if (b := _body(scene, phrase, text)) is not None), None) or _organisation_of(scene, phrase)
    role = named.role
    if role is None:
        other = next((p for p in (*phrase.named, phrase) if not tokens[p.head].capital and tokens[p.head].kind != "person"), None)
        role = _brief(scene, other) if other is not None else None
    return named.model_copy(update={"org": body, "role": role})


# -- bodies and descriptions -------------------------------------------------------------------------------------------


def _described(scene: Scene, phrase: NounPhrase) -> Said:
    """A ministry, a source in it, residents, a Russian officer."""
    tokens = scene.tokens
    head = tokens[phrase.head]
    words = _words(scene, phrase)
    human = bool(set(head.word.senses) & _CIVIL) and not (set(head.word.senses) & {"state", "parliament"})
    body = _body(scene, phrase, words)
    if human or head.low in _ONES:
        if head.low in _ONES and body is None:
            body = _organisation_of(scene, phrase)
        if head.low in _ONES and body is not None:
            return Said(by=_brief(scene, phrase) if human else None, org=body)
        holder = _holder(scene, phrase)
        if holder is not None:
            return holder
        outlet = next((t for t in tokens[phrase.start : phrase.end] if t.kind == "outlet" and t.mention is not None), None)
        if outlet is not None and outlet.mention is not None:
            return Said(by=_brief(scene, phrase), via=outlet.mention.key)
        inside = _body_inside(scene, phrase)
        unnamed = head.word.noun in _UNNAMED and tokens[phrase.start].low not in ("the", "its", "our", "two", "three")
        brief = _brief(scene, phrase)
        if unnamed and inside is not None and phrase.links:
            return Said(by=f"unnamed {head.low}", org=inside)
        return Said(by=f"unnamed {brief}" if unnamed and brief else brief, org=inside)
    if body is not None:
        return Said(org=body)
    return Said()


def _organisation_of(scene: Scene, phrase: NounPhrase) -> str | None:
    """Its press office, the organisation's secretariat: whose it is."""
    tokens = scene.tokens
    thing = scene.things.of(phrase)
    org = thing.org
    owned = phrase.possessor is not None or tokens[phrase.start].tag == "S"
    if org is None and (owned or tokens[phrase.head].low == "secretariat"):
        holder = phrase.possessor
        bloc = holder is None or bool(set(tokens[holder.head].word.senses) & {"bloc", "bloc?"})
        before = [t for t in tokens[: phrase.start] if t.kind in ("organisation", "country", "capital") and t.mention is not None]
        named = before[-1] if before and bloc else None
        if named is not None and named.kind == "organisation" and named.mention is not None:
            org = named.mention.key
        elif bloc and named is None:
            org = scene.setting.memory.org
    if org is None or org not in scene.setting.gazetteer.organisations:
        return None
    return f"{org} Secretariat" if tokens[phrase.head].low == "secretariat" else org


def _holder(scene: Scene, phrase: NounPhrase) -> Said | None:
    """The Armenian premier: the one who holds that office on the day, where the state is told."""
    tokens = scene.tokens
    state = scene.things.of(phrase).owner or _only_state(scene, phrase)
    day = scene.setting.published
    title = " ".join(t.low for t in tokens[phrase.start : phrase.end] if t.tag == "N").replace("premier", "prime minister")
    title = title.replace("prime prime", "prime").replace("defense", "defence")
    if state is None or day is None or title not in ("prime minister", "president", "foreign minister", "defence minister"):
        return None
    if any(t.low in _FORMER or t.low in ("deputy", "vice") for t in tokens[phrase.start : phrase.end]):
        return None
    for person in scene.setting.gazetteer.people.values():
        office = person.office_on(day.isoformat())
        if person.state == state and office is not None and office.title == title:
            return Said(by=person.name, org=office.organisation, role=office.title)
    return None


def _standing_for(scene: Scene, phrase: NounPhrase) -> Said:
    """A capital for its government, an organisation for itself; else the words."""
    tokens = scene.tokens
    head = tokens[phrase.head]
    gazetteer = scene.setting.gazetteer
    if head.kind in ("capital", "country", "metonym") and head.mention is not None:
        return Said(org=f"Government of {gazetteer.countries[head.mention.key].name}")
    if head.kind == "organisation" and head.mention is not None:
        return Said(org=head.mention.key)
    if head.low == "brussels":
        return Said(org="EU")
    if head.low in ("side", "authorities", "delegation", "leadership", "cabinet"):
        state = scene.things.of(phrase).owner or scene.things.of(phrase).state
        if state in gazetteer.countries:
            return Said(org=f"Government of {gazetteer.countries[state].name}")
    if head.capital and head.tag == "P" and any(t.low in _FIRMS or _shouted(scene, t) for t in _capitals(tokens, phrase)):
        return Said(org=_name(scene, _after_article(tokens, phrase.start), _end(scene, phrase)))
    brief = _brief(scene, phrase)
    return Said(by=brief) if brief else Said()


def _body(scene: Scene, phrase: NounPhrase, words: str) -> str | None:
    """The body that `words` name, with its state; None where it is none, or nobody says whose it is."""
    padded = f" {words} "
    form = next((f for f in _forms() if f" {f} " in padded), None)
    if form is None:
        return None
    countries = scene.setting.gazetteer.countries
    rows = _bodies()[form]
    state = _state(scene, phrase)
    if state is None and len(rows) > 1:
        state = _only_state(scene, phrase)
    own = next((row for row in rows if row.state and row.state == state), None)
    if _state(scene, phrase) is None and (form in _KNOWN or (state is None and len(rows) == 1)):
        own = rows[0]
    body = own or next((row for row in rows if not row.state), None)
    if body is None:
        return None
    state = body.state or state or _only_state(scene, phrase)
    if "{}" not in body.name:
        return body.name
    return body.name.format(countries[state].name) if state in countries else None


def _only_state(scene: Scene, phrase: NounPhrase) -> str | None:
    """The state of "the finance ministry" where the rest of the sentence names one state only."""
    tokens = scene.tokens
    countries = scene.setting.gazetteer.countries
    places = scene.setting.gazetteer.places
    named = {t.state for i, t in enumerate(tokens) if t.state in countries and not phrase.start <= i < phrase.end
             and (t.kind in ("country", "capital", "metonym") or (t.kind == "adjective" and not _arms(tokens, i)))}
    if not named:
        named = {places[p].host for t in tokens if t.kind == "place" for p in t.places if p in places}
    return named.pop() if len(named) == 1 else None


def _arms(tokens: list[Token], i: int) -> bool:
    """Russian guards: an adjective that says whose men they are."""
    return any(set(t.word.senses) & {"force", "force?", "post", "post?", "weapon", "presence"} for t in tokens[i + 1 : i + 4])


def _main_state(scene: Scene) -> str | None:
    """The state that is subject of what is said: its ministry."""
    for clause in scene.tree.clauses:
        if clause.role in ("main", "that") and isinstance(clause.subject, NounPhrase):
            thing = scene.things.of(clause.subject)
            if thing.state is not None:
                return thing.state
    return None


def _body_inside(scene: Scene, phrase: NounPhrase) -> str | None:
    """A source in the ministry: the ministry."""
    for prep, linked in phrase.links:
        if prep in _LINKS and isinstance(linked, NounPhrase):
            found = _body(scene, linked, _words(scene, linked))
            if found is not None:
                return found
            thing = scene.things.of(linked)
            if scene.tokens[linked.head].kind == "organisation":
                return thing.org
    return _body(scene, phrase, _words(scene, phrase))


def _state(scene: Scene, phrase: NounPhrase) -> str | None:
    """Whose body it is: of Armenia, Azerbaijan's, in Moscow."""
    countries = scene.setting.gazetteer.countries
    thing = scene.things.of(phrase)
    if scene.tokens[phrase.start].low in ("its", "their") and (own := _main_state(scene)) in countries:
        return own
    if thing.owner in countries:
        return thing.owner
    for prep, linked in phrase.links:
        if prep in ("of", "in", "at", "for") and isinstance(linked, NounPhrase):
            token = scene.tokens[linked.head]
            if token.kind in ("capital", "country", "metonym") and token.state in countries:
                return token.state
            inner = _state(scene, linked) if linked is not phrase else None
            if inner is not None:
                return inner
    return thing.state if thing.state in countries and scene.tokens[phrase.head].tag not in "OW" else None


# -- outlets -----------------------------------------------------------------------------------------------------------


def _is_outlet(scene: Scene, phrase: NounPhrase) -> bool:
    """A known outlet, the daily X, X TV, a name with the ending of a site; not the correspondent of one."""
    tokens = scene.tokens
    inside = tokens[phrase.start : phrase.end]
    head = tokens[phrase.head]
    if not head.capital and head.kind != "outlet" and head.low not in _OUTLETS and (phrase.possessor is not None or head.word.senses):
        return False
    if any(t.kind == "outlet" for t in inside):
        return True
    names = [t for t in inside if t.capital and t.tag == "P" and t.mention is None]
    sites = any("." in t.low and len(t.low) > 3 for t in inside)
    return sites or (bool(names) and any(t.low in _OUTLETS for t in inside))


def _outlet_name(scene: Scene, phrase: NounPhrase) -> str:
    """The daily Haykakan Zhamanak: the name without the word for its kind; RFE/RL's Tajik service: all of it."""
    tokens = scene.tokens
    first = _after_article(tokens, phrase.start)
    while first < phrase.head and not tokens[first].capital and tokens[first].kind != "outlet":
        first += 1
    return _name(scene, first, phrase.end)


# -- words -------------------------------------------------------------------------------------------------------------


def _recalled(scene: Scene, phrase: NounPhrase) -> Said:
    """He, she, they, it: the one who spoke before."""
    memory = scene.setting.memory
    low = scene.tokens[phrase.head].low
    if low in ("he", "she", "who", "they", "it") and memory.voice is not None:
        return memory.voice
    if low in ("he", "she") and memory.speaker is not None:
        return _office(scene, memory.speaker)
    return Said()


def _words(scene: Scene, phrase: NounPhrase) -> str:
    """The phrase in small letters with what hangs on it by "of", for the table of bodies."""
    tokens = scene.tokens
    last = phrase.end
    for prep, linked in phrase.links:
        if prep == "of" and isinstance(linked, NounPhrase) and linked.start - last <= 1:
            last = linked.end
    return " ".join(t.low for t in tokens[phrase.start : last])


def _end(scene: Scene, phrase: NounPhrase) -> int:
    last = phrase.end
    for prep, linked in phrase.links:
        if prep in _LINKS and isinstance(linked, NounPhrase) and linked.start - last <= 1 and scene.tokens[linked.head].date is None:
            last = _end(scene, linked)
    return min(last, phrase.end + _BRIEF)


def _brief(scene: Scene, phrase: NounPhrase) -> str | None:
    """The words of a description without its article: residents of Voskepar."""
    first = _after_article(scene.tokens, phrase.start)
    last = _end(scene, phrase)
    return _name(scene, first, last) if first < last <= first + _BRIEF else None


def _after_article(tokens: list[Token], first: int) -> int:
    return first + (tokens[first].low in _ARTICLES)


def _capitals(tokens: list[Token], phrase: NounPhrase) -> Iterator[Token]:
    for token in tokens[phrase.start : phrase.end]:
        if token.capital:
            yield token


def _name(scene: Scene, first: int, last: int) -> str:
    return scene.line.words(first, last).strip(" ”“\"',") if first < last else ""
