"""Pass 14b. In: a noun phrase that speaks. Out: who that is: a person with the office held then, a body with its state,
a government, an outlet, or the words that describe it.
"""

from collections.abc import Iterator

from events.record import Said
from services.ingest.extract.frames.scene import Scene
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.things.bodies import body_inside, body_of, only_state, organisation_of
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set
from services.ingest.extract.words.wording import after_article, brief, end_of, low_words, name_of

_PRONOUNS = word_set("speakers.pronouns")
_UNNAMED = word_set("speakers.unnamed")
_OUTLETS = word_set("speakers.outlets")
_FIRMS = word_set("speakers.firms")
_FORMER = word_set("speakers.former")
_ONES = word_set("speakers.in_a_body")
_RANKS = word_set("speakers.ranks")
_CIVIL = word_set("speakers.civil")
NOBODY = Said()


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
    if (
        known is not None
        and known.mention is not None
        and phrase.possessor is None
        and (head is known or head.low in _OUTLETS)
    ):
        return Said(via=known.mention.key)
    if _is_outlet(scene, phrase):
        return Said(via=_outlet_name(scene, phrase))
    described = _described(scene, phrase)
    return _standing_for(scene, phrase) if is_nobody(described) else described


def is_nobody(said: Said) -> bool:
    """Whether nobody is told of."""
    return said.by is None and said.org is None and said.role is None and said.via is None


def _after_title(scene: Scene, phrase: NounPhrase) -> Iterator[NounPhrase]:
    """Secretary of the Security Council Armen Grigoryan: the name stands in the phrase behind "of"."""
    tokens = scene.tokens
    if not tokens[phrase.head].word.senses & {"human", "envoy"}:
        return
    for prep, linked in phrase.links:
        if prep != "of" or not isinstance(linked, NounPhrase):
            continue
        first = linked.head if tokens[linked.head].kind == "person" else _names_from(tokens, linked)
        if first is None or first <= linked.start or "human" in tokens[first - 1].word.senses:
            continue
        if tokens[first - 1].tag in "NP" and (linked.end - first > 1 or tokens[linked.head].kind == "person"):
            yield NounPhrase(first, linked.head, linked.end)


def _person(scene: Scene, phrase: NounPhrase) -> Said | None:
    """The name in a phrase: known, or a run of names after a title or on its own."""
    tokens = scene.tokens
    head = tokens[phrase.head]
    if head.kind == "person" and head.mention is not None:
        return _office(scene, head.mention.key)
    first = _names_from(tokens, phrase)
    if first is None or _is_outlet(scene, phrase):
        return None
    name = name_of(scene, first, phrase.end)
    titled = any({"human", "envoy", "attache", "force?"} & t.word.senses for t in tokens[phrase.start : first])
    firm = _firm(tokens[first : phrase.end]) or _shouted(scene, tokens[phrase.head])
    if not titled and (firm or phrase.end - first < 2):
        known = scene.setting.memory.names.get(name)
        return known if known is not None or firm else Said(by=name)
    role = name_of(scene, after_article(tokens, phrase.start), first) if first > phrase.start and titled else None
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
    return (
        token.capital
        and token.tag in "PN"
        and not known
        and not token.word.senses
        and not token.word.verbs
        and (token.tag == "P")
    )


def _firm(tokens: list[Token]) -> bool:
    return any(t.low in _FIRMS for t in tokens)


def _shouted(scene: Scene, token: Token) -> bool:
    """KNDS, ISW: all capitals."""
    written = scene.line.text.raw[token.start : token.end]
    return len(written) > 1 and written.isupper()


def _with_office(scene: Scene, phrase: NounPhrase, named: Said) -> Said:
    """Former, or of which body: what stands beside the name."""
    tokens = scene.tokens
    words = low_words(scene, phrase)
    beside = [words, *(low_words(scene, p) for p in phrase.named)]
    if any(w in _FORMER or w.startswith("ex-") for text in beside for w in text.split()):
        return named.model_copy(update={"org": "former official"})
    former = scene.tokens[max(0, phrase.start - 1)]
    if former.low == "ex":
        return named.model_copy(update={"org": "former official"})
    if named.org is not None:
        return named
    body = next((b for text in beside if (b := body_of(scene, phrase, text)) is not None), None) or organisation_of(
        scene, phrase
    )
    role = named.role
    if role is None:
        other = next(
            (p for p in (*phrase.named, phrase) if not tokens[p.head].capital and tokens[p.head].kind != "person"), None
        )
        role = brief(scene, other) if other is not None else None
    return named.model_copy(update={"org": body, "role": role})


def _described(scene: Scene, phrase: NounPhrase) -> Said:
    """A ministry, a source in it, residents, a Russian officer."""
    tokens = scene.tokens
    head = tokens[phrase.head]
    words = low_words(scene, phrase)
    human = bool(head.word.senses & _CIVIL) and not (head.word.senses & {"state", "parliament"})
    body = body_of(scene, phrase, words)
    if human or head.low in _ONES:
        if head.low in _ONES and body is None:
            body = organisation_of(scene, phrase)
        if head.low in _ONES and body is not None:
            return Said(by=brief(scene, phrase) if human else None, org=body)
        holder = _holder(scene, phrase)
        if holder is not None:
            return holder
        outlet = next(
            (t for t in tokens[phrase.start : phrase.end] if t.kind == "outlet" and t.mention is not None), None
        )
        if outlet is not None and outlet.mention is not None:
            return Said(by=brief(scene, phrase), via=outlet.mention.key)
        inside = body_inside(scene, phrase)
        unnamed = head.word.noun in _UNNAMED and tokens[phrase.start].low not in ("the", "its", "our", "two", "three")
        told = brief(scene, phrase)
        if unnamed and inside is not None and phrase.links:
            return Said(by=f"unnamed {head.low}", org=inside)
        return Said(by=f"unnamed {told}" if unnamed and told else told, org=inside)
    if body is not None:
        return Said(org=body)
    return NOBODY


def _holder(scene: Scene, phrase: NounPhrase) -> Said | None:
    """The Armenian premier: the one who holds that office on the day, where the state is told."""
    tokens = scene.tokens
    state = scene.things.of(phrase).owner or only_state(scene, phrase)
    day = scene.setting.published
    title = " ".join(t.low for t in tokens[phrase.start : phrase.end] if t.tag == "N").replace(
        "premier", "prime minister"
    )
    title = title.replace("prime prime", "prime").replace("defense", "defence")
    if (
        state is None
        or day is None
        or title not in ("prime minister", "president", "foreign minister", "defence minister")
    ):
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
        if state is not None and state in gazetteer.countries:
            return Said(org=f"Government of {gazetteer.countries[state].name}")
    named = any(t.low in _FIRMS or _shouted(scene, t) for t in _capitals(tokens, phrase))
    if head.capital and named and (head.tag == "P" or head.low in _FIRMS):
        return Said(org=name_of(scene, after_article(tokens, phrase.start), end_of(scene, phrase)))
    words = brief(scene, phrase)
    return Said(by=words) if words else NOBODY


def _is_outlet(scene: Scene, phrase: NounPhrase) -> bool:
    """A known outlet, the daily X, X TV, a name with the ending of a site; not the correspondent of one."""
    tokens = scene.tokens
    inside = tokens[phrase.start : phrase.end]
    head = tokens[phrase.head]
    if (
        not head.capital
        and head.kind != "outlet"
        and head.low not in _OUTLETS
        and (phrase.possessor is not None or head.word.senses)
    ):
        return False
    if any(t.kind == "outlet" for t in inside):
        return True
    names = [t for t in inside if t.capital and t.tag == "P" and t.mention is None]
    sites = any("." in t.low and len(t.low) > 3 for t in inside)
    return sites or (bool(names) and any(t.low in _OUTLETS for t in inside))


def _outlet_name(scene: Scene, phrase: NounPhrase) -> str:
    """The daily Haykakan Zhamanak: the name without the word for its kind; RFE/RL's Tajik service: all of it."""
    tokens = scene.tokens
    first = after_article(tokens, phrase.start)
    while first < phrase.head and not tokens[first].capital and tokens[first].kind != "outlet":
        first += 1
    return name_of(scene, first, phrase.end)


def _recalled(scene: Scene, phrase: NounPhrase) -> Said:
    """He, she, they, it: the one who spoke before."""
    memory = scene.setting.memory
    low = scene.tokens[phrase.head].low
    if low in ("he", "she", "who", "they", "it") and memory.voice is not None:
        return memory.voice
    if low in ("he", "she") and memory.speaker is not None:
        return _office(scene, memory.speaker)
    return NOBODY


def _capitals(tokens: list[Token], phrase: NounPhrase) -> Iterator[Token]:
    for token in tokens[phrase.start : phrase.end]:
        if token.capital:
            yield token
