"""Pass 17. In: a sentence that has been read. Out: the memory, with what the next sentence may point back to."""

from events.record import Record
from services.ingest.extract.dates.dating import told
from services.ingest.extract.families.attendance import occasion_told
from services.ingest.extract.frames.scene import Scene, Setting
from services.ingest.extract.things.armed import RECENT
from services.ingest.extract.things.authority import speaks_for_state
from services.ingest.extract.things.memory import Told
from services.ingest.extract.things.places import LOCATIVE
from services.ingest.extract.voices.attribution import last_voice
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set

_ASKING = word_set("leaving.demands")
_ASK = word_set("remembering.ask")
_DEMANDS = frozenset({"WithdrawalRequested", "WithdrawalProposed", "WithdrawalAgreed"})


def glance(tokens: list[Token], setting: Setting) -> None:
    """What a sentence that opens no frame leaves behind: the states, people and organisations it names."""
    memory = setting.memory
    memory.demanded = _asked(tokens)
    memory.age, memory.leaving_age = memory.age + 1, memory.leaving_age + 1
    _remember_member(tokens, setting)
    for token in tokens:
        mention = token.mention
        if mention is None:
            continue
        if token.state is not None and mention.kind in ("country", "capital", "metonym", "person"):
            memory.state = token.state
        if mention.kind == "person":
            memory.speaker, memory.speaker_state = mention.key, token.state
        elif mention.kind == "organisation" and _tracked(setting, mention.key):
            memory.org = mention.key
        elif mention.kind == "place" and "." in mention.key:
            memory.places = (mention.key,)


def _asked(tokens: list[Token]) -> bool:
    """Whether a demand, or an answer to one, is named, or somebody asks."""
    return any(
        (t.tag == "N" and t.word.noun in _ASKING) or (t.tag == "V" and not t.word.lemmas.isdisjoint(_ASK))
        for t in tokens
    )


_SPEAKING = frozenset({"state", "human", "person", "parliament", "party"})
_WHERE = word_set("remembering.where")


def _remember_member(tokens: list[Token], setting: Setting) -> None:
    """The member of an organisation last spoken of, not where something is held."""
    for i, token in enumerate(tokens):
        if token.state not in setting.gazetteer.members or token.kind == "outlet":
            continue
        if token.kind != "capital" or not (i and tokens[i - 1].low in _WHERE):
            setting.memory.member = token.state


def _tracked(setting: Setting, org: str) -> bool:
    """Whether participation in it is followed; a drill may belong to a state instead."""
    known = setting.gazetteer.organisations.get(org)
    return known is not None and known.tracked


def _posts(scene: Scene) -> bool:
    """Whether the sentence tells of posts and of no men."""
    kinds = [scene.things.of(q).kinds for q in scene.tree.phrases if scene.things.of(q).force is not None]
    return any("post" in k for k in kinds) and not any("force" in k and "post" not in k for k in kinds)


def _places(scene: Scene) -> dict[str, None]:
    """The places of a sentence without claims: those behind a preposition, else all."""
    found: dict[str, None] = {}
    memory = scene.setting.memory
    known = memory.told is not None or memory.age <= RECENT
    named = [
        q
        for q in scene.tree.phrases
        if not (known and scene.tokens[q.head].kind == "capital") and not scene.things.of(q).kinds & _SPEAKING
    ]
    for phrase in named:
        up = scene.tree.up(phrase)
        if up is not None and up.role in LOCATIVE:
            found |= dict.fromkeys(p for p in scene.things.of(phrase).places if "." in p)
    return found or dict.fromkeys(p for q in named for p in scene.things.of(q).places if "." in p)


def remember(scene: Scene, records: list[Record]) -> None:
    """What the next sentence may point back to."""
    memory = scene.setting.memory
    heard = last_voice(scene)
    if heard is not None:
        memory.voice = heard
    memory.demanded = any(r.type in _DEMANDS for r in records) or _asked(scene.tokens)
    places = tuple(dict.fromkeys(p for r in records for p in r.locations)) or tuple(_places(scene))
    if places:
        memory.places = places
    memory.occasion = occasion_told(scene) or memory.occasion
    memory.days += tuple(edtf for _, edtf in told(scene))
    _remember_member(scene.tokens, scene.setting)
    for record in records:
        for force in record.force:
            memory.force, memory.owner = force.type, force.owner
            memory.force_kind = "post" if force.type == "base_garrison" or _posts(scene) else "force"
    _tell(scene, records)
    for phrase in scene.tree.phrases:
        thing = scene.things.of(phrase)
        if thing.head.kind == "person" or thing.kinds & {"human", "state", "party", "parliament"}:
            memory.private = not speaks_for_state(thing, scene.setting)
        if thing.force is not None and not any(record.force for record in records):
            memory.force, memory.owner = thing.force, thing.owner
            memory.force_kind = "post" if "post" in thing.kinds and "force" not in thing.kinds else "force"
        if "of ours" in thing.kinds and thing.org is not None:
            memory.org = thing.org
        if thing.state is not None and thing.head.kind in ("country", "capital", "metonym", "person"):
            memory.state = thing.state
        if thing.head.kind == "person" and thing.head.mention is not None:
            memory.speaker, memory.speaker_state = thing.head.mention.key, thing.state


def _topic(scene: Scene) -> Told | None:
    """The Gyumri base? A force named without a verb is what the next sentence tells of."""
    if any(clause.verb is not None for clause in scene.tree.clauses):
        return None
    named = [t for t in map(scene.things.of, scene.tree.phrases) if t.force is not None and t.places]
    if not named:
        return None
    kind = "post" if "post" in named[0].kinds and "force" not in named[0].kinds else "force"
    return Told(named[0].force or "", named[0].owner, kind, named[0].places)


def _tell(scene: Scene, records: list[Record]) -> None:
    """The force of these claims is the one that "the guards" or "the pullout" means for some sentences to come."""
    memory = scene.setting.memory
    memory.age, memory.leaving_age = memory.age + 1, memory.leaving_age + 1
    standing = [r for r in records if r.force and r.locations]
    if standing:
        force, places = standing[-1].force[-1], {tuple(r.locations) for r in standing}
        memory.grounds |= places
        there = places.pop() if len(places) == 1 else ()
        memory.told, memory.age = Told(force.type, force.owner, memory.force_kind, there), 0
        before = memory.types.get(force.type, memory.told)
        memory.types[force.type] = memory.told if before is not None and before.places == there else None
    elif memory.told is not None and any(tuple(r.locations) == memory.told.places for r in records):
        memory.age = 0
    elif (topic := _topic(scene)) is not None:
        memory.told, memory.age = topic, 0
    elif any(t.force is not None and t.places for t in map(scene.things.of, scene.tree.phrases)):
        memory.told = None
    if any(r.type.startswith("Withdrawal") for r in standing):
        memory.leaving_age = 0
