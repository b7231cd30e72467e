"""Pass 10b. Events told as nouns and by the adjectives before them."""

from collections.abc import Iterator

from services.ingest.extract.frames.argument_types import is_a
from services.ingest.extract.frames.making import make_event
from services.ingest.extract.frames.matching import matches
from services.ingest.extract.frames.scene import Event, Scene
from services.ingest.extract.frames.senses import senses
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.operators.acting import read_axes
from services.ingest.extract.operators.operating import of_relative
from services.ingest.extract.operators.operator import Climb
from services.ingest.extract.operators.operator_table import rows
from services.ingest.extract.things import roles as roles_of
from services.ingest.extract.words.word_sets import word_set

_FURTHER = word_set("noun_events.further")


def events_of_nouns(scene: Scene) -> Iterator[Event]:
    known = senses()
    for phrase in scene.tree.phrases:
        head = scene.tokens[phrase.head]
        again = _another(scene, phrase)
        noun = again or ("drill" if head.kind == "drill" else head.word.noun or head.low)
        if (
            (noun, "n") not in known
            or _is_report(scene, phrase)
            or (not again and head.tag not in "NV" and head.kind != "drill")
        ):
            continue
        roles = roles_of.of_noun(phrase, scene.things)
        beside = frozenset(t.low for t in scene.tokens[phrase.start : phrase.head])
        for fits in matches([noun], "n", roles, (), beside, scene.things):
            if fits[0].sense.frame == "NONE":
                continue
            for copy in _told_again(scene, phrase):
                yield make_event(scene, copy, fits[0], roles, fits[1:])
            event = make_event(scene, phrase, fits[0], roles, fits[1:])
            told = list(_told_of(scene, event))
            if not (event.axes.stage == "NOMINAL" and told):
                yield event
            yield from told
    yield from _of_modifiers(scene)
    yield from _on_their_way(scene)


def _is_report(scene: Scene, phrase: NounPhrase) -> bool:
    """The talk that it would leave: a report of that, no talks."""
    inner = (c for c in phrase.clauses if isinstance(c, Clause) and c.role == "comp" and c.marker == "that")
    return "report" in scene.tokens[phrase.head].word.senses and any(True for _ in inner)


def _another(scene: Scene, phrase: NounPhrase) -> str:
    """The next one, another: the noun of the drill or the talks told before; empty where none is meant."""
    thing = scene.things.of(phrase)
    if thing.head.tag not in "ODA" or not thing.lows & _FURTHER:
        return ""
    meant = is_a(thing, "DV", scene.things)
    if meant is None:
        return ""
    return "drill" if "drill" in meant.kinds else meant.noun


def _on_their_way(scene: Scene) -> Iterator[Event]:
    """Departing guards in A gave their stove away: what the adjective before a force says that it is at."""
    known = senses()
    for phrase in list(scene.tree.phrases):
        told = next((i for i in range(phrase.start, phrase.head) if (scene.tokens[i].low, "a") in known), -1)
        above = scene.tree.up(phrase) if told >= 0 else None
        clause = (
            above.holder if above is not None and above.role == "subject" and isinstance(above.holder, Clause) else None
        )
        if (
            clause is None
            or clause.verb is None
            or clause.verb.tense not in ("past", "pres")
            or clause.verb.form != "finite"
        ):
            continue
        roles = roles_of.Roles(subjects=[scene.things.of(phrase)])
        for fits in matches([scene.tokens[told].low], "a", roles, (), frozenset(), scene.things):
            if fits[0].sense.operator == "BEGIN":
                act = NounPhrase(told, told, told + 1)
                scene.tree.attach(act, phrase, "of")
                yield make_event(scene, act, fits[0], roles)


def _told_again(scene: Scene, phrase: NounPhrase) -> list[NounPhrase]:
    """The pullout began in May and ended in June: the subject stands for itself in each further clause."""
    place = scene.tree.up(phrase)
    if place is None or not isinstance(place.holder, Clause) or place.role != "subject":
        return []
    copies = []
    inside = list(place.holder.inner)
    while inside:
        clause = inside.pop()
        if clause.role != "and" or clause.subject is not phrase or clause.verb is None:
            continue
        copy = NounPhrase(phrase.start, phrase.head, phrase.end, phrase.possessor)
        copy.links, copy.also, copy.named = phrase.links, phrase.also, phrase.named
        scene.tree.attach(copy, clause, "subject")
        copies.append(copy)
        inside += clause.inner
    return copies


def _of_modifiers(scene: Scene) -> Iterator[Event]:
    """An act told as the first part of a compound whose head is an operator: an evacuation order, the pullout deal."""
    known = senses()
    for phrase in list(scene.tree.phrases):
        head = scene.tokens[phrase.head]
        if phrase.head == phrase.start or not any(not r.literal for r in rows().get((head.word.noun, "n"), ())):
            continue
        for i in range(phrase.start, phrase.head):
            token = scene.tokens[i]
            if token.mention is not None or (token.word.noun, "n") not in known:
                continue
            roles = roles_of.of_noun(phrase, scene.things)
            for fits in matches([token.word.noun], "n", roles, (), frozenset(), scene.things):
                if fits[0].sense.frame != "NONE" and not fits[0].sense.group:
                    act = NounPhrase(i, i, i + 1)
                    scene.tree.attach(act, phrase, "of")
                    yield make_event(scene, act, fits[0], roles)


def _told_of(scene: Scene, event: Event) -> Iterator[Event]:
    """What relative clauses say of an event told as a noun, each a reading of its own."""
    phrase = event.node
    assert isinstance(phrase, NounPhrase)
    for clause in phrase.clauses:
        if isinstance(clause, Clause) and clause.role == "rel" and clause.verb is not None:
            operator = of_relative(clause, scene.tokens, phrase)
            if operator is not None:
                above = Climb((operator,))
                axes = read_axes(phrase, above, scene.tokens, False)
                yield Event(phrase, event.match, event.roles, above, axes, event.frame)
