"""Pass 14. In: a scene.
Out: which clauses only name a speaker, and for a kernel the chain of who said it through whom.
"""

import re

from events.record import Said
from services.ingest.extract.clauses import Clause
from services.ingest.extract.scene import Scene, Setting
from services.ingest.extract.tokens import Line, Token
from services.ingest.extract.triggers import Kernel
from services.ingest.extract.verbs import VerbGroup
from services.ingest.extract.word_sets import word_set

_DETERMINER = re.compile(r"^(?:the|an|a) ", re.IGNORECASE)
_BODIES = {
    "foreign ministry": "Ministry of Foreign Affairs",
    "defence ministry": "Ministry of Defence",
    "defense ministry": "Ministry of Defence",
    "finance ministry": "Ministry of Finance",
    "ministry of defence": "Ministry of Defence",
    "ministry of defense": "Ministry of Defence",
    "security service": "National Security Service",
    "embassy": "Embassy",
    "government": "Government",
    "parliament": "Parliament",
    "ministry of foreign affairs": "Ministry of Foreign Affairs",
    "secretariat": "Secretariat",
    "presidential office": "Presidency",
}
_SUBJECT_MAX = 14


def spoken_clauses(scene: Scene, setting: Setting) -> frozenset[int]:
    """Clauses such as ", Peskov said on Friday" that hold a speaker and no content of their own."""
    found = set()
    for n, clause in enumerate(scene.clauses):
        group = _speech(clause, setting)
        if group is None:
            if clause.opener == "citing" or (
                scene.line.tokens[clause.start].low == "according" and not any(k.clause == n for k in scene.kernels)
            ):
                found.add(n)
            continue
        content = [k for k in scene.kernels if k.clause == n and k.at > group.head] + _recalled(scene, n, group)
        that = any(t.low == "that" for t in scene.line.tokens[group.head + 1 : group.head + 4])
        if (
            n
            and not content
            and not that
            and group.head - clause.start <= _SUBJECT_MAX
            and clause.kind in ("main", "reason", "relative")
        ):
            earlier = any(k.clause == n and k.at < group.start and k.group is not None for k in scene.kernels)
            if not earlier:
                found.add(n)
    return frozenset(found)


def _recalled(scene: Scene, n: int, group: VerbGroup) -> list[Kernel]:
    """Recalled its peacekeepers, said farewell: a verb of speech that is itself what happens."""
    stop = scene.clauses[n].end
    own = [k for k in scene.kernels if k.clause == n and k.at == group.head and k.frame == "LEAVE"]
    return own if any(group.head < f.at < stop for f in scene.forces) else []


def _speech(clause: Clause, setting: Setting) -> VerbGroup | None:
    return next((v for v in clause.verbs if v.lemmas & set(setting.words.speech) and v.finite), None)


def said(scene: Scene, setting: Setting, clause_number: int, at: int) -> Said:
    """The speaker of the content at token `at` of a clause: named before it, or in a clause that only speaks."""
    clause = scene.clauses[clause_number]
    inside = [v for v in clause.verbs if v.head < at and v.lemmas & set(setting.words.speech)]
    if inside:
        return _chain(scene, setting, clause, inside[-1], at)
    ordered = sorted(scene.spoken, key=lambda n: (n < clause_number, abs(n - clause_number)))
    for n in ordered:
        other = scene.clauses[n]
        group = _speech(other, setting)
        if group is not None:
            return _chain(scene, setting, other, group, at)
        found = _source(scene, setting, other.start, other.end)
        if found.by or found.org or found.via:
            return found
    for n in range(clause_number - 1, -1, -1):
        group = _speech(scene.clauses[n], setting)
        if (
            group is not None
            and scene.clauses[n].kind == "main"
            and not any(t.low in (";", ".") for t in _between(scene, n, clause_number))
        ):
            return _chain(scene, setting, scene.clauses[n], group, at)
    according = _according(scene, setting)
    return (
        according
        if according is not None
        else Said(mode="headline" if scene.line.sentence.zone == "title" else "narrator")
    )


def _between(scene: Scene, n: int, m: int) -> list[Token]:
    return scene.line.tokens[scene.clauses[n].start : scene.clauses[m].start]


def _chain(scene: Scene, setting: Setting, clause: Clause, group: VerbGroup, at: int) -> Said:
    tokens = scene.line.tokens
    speaker = _entity(scene.line, setting, clause.start, group.start)
    if speaker == Said():
        speaker = _entity(scene.line, setting, group.head + 1, min(clause.end, group.head + 8))
    via = speaker.via
    for token in tokens[group.head + 1 : clause.end]:
        if token.kind == "outlet" and token.mention is not None and via is None:
            via = token.mention.key
    if group.lemmas & {"quote", "cite"}:
        quoted = _entity(scene.line, setting, group.head + 1, clause.end)
        speaker = quoted if quoted != Said() else speaker
    citing = next((scene.clauses[n] for n in sorted(scene.spoken) if scene.clauses[n].opener == "citing"), None)
    if citing is not None and speaker.by is None and speaker.org is None:
        speaker = _entity(scene.line, setting, citing.start + 1, citing.end)
    direct = tokens[at].quoted if at < len(tokens) else False
    return speaker.model_copy(update={"via": via, "mode": "direct" if direct else "indirect"})


_SOURCES = frozenset(
    ["source", "sources", "official", "officials", "person", "reports", "residents", "media", "newspapers"]
)


def _source(scene: Scene, setting: Setting, start: int, end: int) -> Said:
    named = any(
        t.kind in ("person", "outlet", "metonym", "capital") or t.low in _SOURCES for t in scene.line.tokens[start:end]
    )
    if not named and scene.line.tokens[start].low != "according":
        return Said()
    found = _entity(scene.line, setting, start + 1, end)
    return found.model_copy(update={"mode": "indirect"})


def _according(scene: Scene, setting: Setting) -> Said | None:
    tokens = scene.line.tokens
    for i, token in enumerate(tokens[:-2]):
        if token.low == "according" and tokens[i + 1].low == "to":
            clause = next((c for c in scene.clauses if c.start <= i < c.end), None)
            stop = next((j for j in range(i + 2, len(tokens)) if tokens[j].low in (",", ".", ";")), len(tokens))
            if clause is not None:
                found = _entity(scene.line, setting, i + 2, stop)
                if {t.low for t in tokens[i + 2 : stop]} & {
                    "agreement",
                    "deal",
                    "accord",
                    "protocol",
                    "treaty",
                    "plan",
                    "document",
                }:
                    return None
                return found.model_copy(update={"mode": "indirect"}) if found != Said() else None
    return None


def speaker_of(scene: Scene, setting: Setting, start: int, end: int) -> Said:
    """Whoever is named in these tokens, as one who speaks."""
    return _entity(scene.line, setting, start, end).model_copy(update={"mode": "indirect"})


def _entity(line: Line, setting: Setting, start: int, end: int) -> Said:
    """Whoever is named in these tokens: a person with the office held then, a body, a government, an outlet, or the
    words."""
    tokens = line.tokens[start:end]
    gazetteer = setting.gazetteer
    day = setting.published.isoformat() if setting.published else None
    body = _body(line, setting, start, end)
    for token in tokens:
        if token.kind == "person" and token.mention is not None:
            person = gazetteer.people[token.mention.key]
            office = person.office_on(day)
            return Said(
                by=person.name, org=office.organisation if office else None, role=office.title if office else None
            )
    if body is not None:
        return Said(org=body)
    for token in tokens:
        if token.mention is None:
            continue
        if token.kind == "outlet":
            return Said(via=token.mention.key)
        if token.kind == "metonym":
            return Said(
                org="Kremlin"
                if token.low == "kremlin"
                else f"Government of {gazetteer.countries[token.mention.key].name}"
            )
        if token.kind in ("capital", "country") and not token.places and not _common_noun(tokens):
            return Said(org=f"Government of {gazetteer.countries[token.mention.key].name}")
        if token.kind == "organisation" and not _common_noun(tokens):
            return Said(org=token.mention.key)
    return _words(line, setting, start, end)


def _common_noun(tokens: list[Token]) -> bool:
    return any(
        t.low in ("official", "source", "officials", "lawmaker", "deputy", "expert", "analyst", "resident", "residents")
        for t in tokens
    )


def _body(line: Line, setting: Setting, start: int, end: int) -> str | None:
    words = " ".join(t.low for t in line.tokens[start:end])
    for phrase, name in _BODIES.items():
        if phrase in words and "source" not in words and "former" not in words:
            state = next((t.state for t in line.tokens[start:end] if t.state in setting.gazetteer.countries), None)
            org = next((t.mention.key for t in line.tokens[start:end] if t.kind == "organisation" and t.mention), None)
            if name == "Secretariat" and org is not None:
                return f"{org} Secretariat"
            if state is not None:
                return f"{name} of {setting.gazetteer.countries[state].name}"
    return None


_TITLES = word_set("attribution.titles")


def _titled(line: Line, first: int, last: int) -> Said | None:
    """Syunik Governor Robert Ghukasyan: the name after the title, the words up to it as the role."""
    tokens = line.tokens
    title = next((i for i in range(last - 1, first - 1, -1) if tokens[i].low in _TITLES), None)
    if title is None or last - title - 1 not in (2, 3):
        return None
    if not all(line.text.raw[t.start].isupper() for t in tokens[title + 1 : last]):
        return None
    return Said(by=line.words(title + 1, last), role=_DETERMINER.sub("", line.words(first, title + 1)))


def _words(line: Line, setting: Setting, start: int, end: int) -> Said:
    tokens = line.tokens
    first = start
    while first < end and (not tokens[first].low[0].isalnum() or tokens[first].low in ("and", "but", "as", "which")):
        first += 1
    last = next((j for j in range(first, end) if tokens[j].low in (",", ";", "who", "that")), end)
    if last <= first or last - first > 8:
        return Said()
    titled = _titled(line, first, last)
    if titled is not None:
        return titled
    raw = _DETERMINER.sub("", line.words(first, last)).strip(" ”“\"',")
    if not raw or tokens[first].low in ("he", "she", "they", "it", "on", "in", "at") or raw.isdigit():
        memory = setting.memory
        return Said(by=memory.speaker) if tokens[first].low in ("he", "she") and memory.speaker else Said()
    return Said(by=raw)
