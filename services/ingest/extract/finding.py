"""Pass 10a. In: a sentence's tree. Out: its events: every clause and noun that has a sense, with roles and axes."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from services.ingest.extract import roles as roles_of
from services.ingest.extract.acting import read_axes
from services.ingest.extract.authority import speaks_for_state
from services.ingest.extract.axes import Axes, imperative
from services.ingest.extract.clauses import Clause
from services.ingest.extract.operator_table import rows
from services.ingest.extract.operators import CONDITIONS, Climb, Operator, alone, climb, of_relative
from services.ingest.extract.phrases import NounPhrase
from services.ingest.extract.scene import Event, Scene
from services.ingest.extract.senses import Match, Sense, is_a, matches, senses
from services.ingest.extract.things import Thing


def events(scene: Scene) -> list[Event]:
    """All events of a sentence in the order of the text."""
    clauses = list(_of_clauses(scene))
    told = {
        (id(t.phrase), e.match.sense.group)
        for e in clauses
        for t in e.roles.objects
        if t.noun in e.match.sense.nouns or e.frame == "TERMS"
    }
    nouns = (e for e in _of_nouns(scene) if (id(e.node), e.match.sense.group) not in told)
    found = sorted([*clauses, *nouns], key=_order)
    left = {id(e.node.parent) for e in found if e.frame == "LEFT" and isinstance(e.node, Clause)}
    found = [e for e in found if e.frame != "STAND" or not any(id(t.phrase) in left for t in e.match.subjects)]
    found = [e for e in found if e.frame != "HAVE" or not any(id(t.phrase) in left for t in e.match.objects)]
    found += _elliptical(scene, found)
    if found:
        plain = [e for e in found if not e.match.sense.group]
        scene.setting.memory.sense = (plain or found)[-1].match.sense
    scene.events = sorted(found, key=_order)
    return scene.events


_GROUPS = ("arms", "engagement", "")


def _order(event: Event) -> tuple[int, int]:
    """Where it stands; of the senses of one word that of arms first, then that of engagements."""
    return event.at, _GROUPS.index(event.match.sense.group)


def _elliptical(scene: Scene, found: list[Event]) -> Iterator[Event]:
    """They declined; but it has not; it has yet to do so: the event before, under this clause's verb."""
    yield from _such(scene, found)
    taken = {id(e.node) for e in found if not e.match.sense.group}
    for clause in scene.tree.clauses:
        verb = clause.verb
        if verb is None or id(clause) in taken or clause.objects or clause.predicate is not None:
            continue
        if set(verb.lemmas) & _LIKEWISE and (same := _likewise(scene, clause, found)) is not None:
            yield same
            continue
        if any(inner.role in ("comp", "that") for inner in clause.inner) or clause.adjective >= 0:
            continue
        if set(verb.lemmas) & {"say", "tell"} or _as_it_was(scene, clause):
            continue
        operator = alone(clause, scene.tokens)
        if operator is None and not _stands_for_verb(scene, clause):
            continue
        before = [e for e in found if e.at < verb.head and isinstance(e.node, Clause)]
        sense = before[-1].match.sense if before else scene.setting.memory.sense
        if not isinstance(sense, Sense):
            continue
        above = climb(clause, scene.tree, scene.tokens)
        if operator is not None:
            above = Climb((operator, *above.operators), above.condition, above.marker, above.question)
            axes = read_axes(clause, above, scene.tokens, False, Axes("INF", ahead=True))
        else:
            axes = read_axes(clause, above, scene.tokens, False)
        if before and before[-1].axes.counterfactual:
            continue
        if before:
            for last in (e for e in before if e.node is before[-1].node):
                told = _with_subject(scene, clause, last) if operator is None else last
                yield Event(clause, told.match, told.roles, above, axes, told.frame)
        else:
            own = roles_of.of_clause(clause, scene.tree, scene.things)
            subjects = [scene.things.antecedent(t, "F", lambda t, _: t.force is not None) or t for t in own.subjects]
            yield Event(clause, Match(sense, subjects, []), own, above, axes, sense.frame)


_LIKEWISE = frozenset({"follow", "follow suit", "do likewise"})


def _likewise(scene: Scene, clause: Clause, found: list[Event]) -> Event | None:
    """The one in A followed; the others follow in the spring: the act before, by others."""
    assert clause.verb is not None
    before = [e for e in found if e.at < clause.verb.head]
    sense = before[-1].match.sense if before else scene.setting.memory.sense
    if not isinstance(sense, Sense):
        return None
    roles = roles_of.of_clause(clause, scene.tree, scene.things)
    types = "".join(t for t in sense.subject + sense.object if t in "FB") or "FB"
    meant = [(s, is_a(s, types, scene.things, clause.verb.head)) for s in roles.subjects]
    who = [replace(t, phrase=s.phrase, head=s.head, places=s.places or t.places) for s, t in meant if t is not None]
    if not who:
        return None
    event = _event(scene, clause, Match(replace(sense, operator=""), who, []), roles)
    return event


def _as_it_was(scene: Scene, clause: Clause) -> bool:
    """As agreed, as planned: it says how, not that it was."""
    place = scene.tree.up(clause)
    return clause.marker == "as" or (
        place is not None and isinstance(place.holder, Clause) and place.holder.marker == "as" and place.holder.verb is None
    )


def _with_subject(scene: Scene, clause: Clause, event: Event) -> Event:
    """The event told of another: five presidents came; Pashinyan did not."""
    own = roles_of.of_clause(clause, scene.tree, scene.things).subjects
    named = [t for t in own if t.head.tag not in "OWMD"]
    if not named or event.roles.passive or any(t.force is not None for t in (*named, *event.match.subjects)):
        return event
    roles = replace(event.roles, subjects=named)
    return replace(event, match=Match(event.match.sense, named, event.match.objects), roles=roles)


def _such(scene: Scene, found: list[Event]) -> Iterator[Event]:
    """Received no such request, announced no such plan: the event before, under that noun."""
    for phrase in scene.tree.phrases:
        lows = {t.low for t in scene.tokens[phrase.start : phrase.head]}
        if "such" not in lows or phrase.clauses or any(prep == "for" for prep, _ in phrase.links):
            continue
        above = climb(phrase, scene.tree, scene.tokens, itself=True)
        around = scene.tree.clause_of(phrase)
        before = [e for e in found if e.at < phrase.head and e.node is not around]
        sense = scene.setting.memory.sense
        own = bool(above.operators) and above.operators[0].phrase is phrase
        if own and not before and isinstance(sense, Sense):
            axes = read_axes(phrase, above, scene.tokens, False, Axes("INF", ahead=True))
            yield Event(phrase, Match(sense, [], []), roles_of.Roles(), above, axes, sense.frame)
        if above.operators and before:
            axes = read_axes(phrase, above, scene.tokens, False, Axes("INF", ahead=True))
            last = before[-1]
            yield Event(phrase, last.match, last.roles, above, axes, last.frame)


def _stands_for_verb(scene: Scene, clause: Clause) -> bool:
    """An auxiliary alone, or "do so"."""
    verb = clause.verb
    assert verb is not None
    if verb.copula or clause.links:
        return False
    if verb.lemmas == ("do",):
        return (
            any(scene.tokens[i].low in ("so", "likewise") for i in (*clause.adverbs, *verb.adverbs))
            or verb.form != "inf"
        )
    if scene.tokens[verb.head].tag != "X" or verb.lemmas == ("be",):
        return False
    return verb.negated or (verb.tense in ("future", "would") and clause.role == "that")


def _of_clauses(scene: Scene) -> Iterator[Event]:
    for clause in scene.tree.clauses:
        verb = clause.verb
        if verb is None or clause.role == "say":
            continue
        known = senses()
        lemmas = [lemma for lemma in verb.lemmas if (lemma, "v") in known]
        adjective = scene.tokens[clause.adjective].low if clause.adjective >= 0 else ""
        if not lemmas and (adjective, "a") not in known:
            continue
        roles = roles_of.of_clause(clause, scene.tree, scene.things)
        if not roles.subjects and imperative(clause, scene.tokens):
            roles.subjects = _addressees(scene, clause)
        particles = [scene.tokens[i].low for i in (*clause.particles, *clause.adverbs, *verb.adverbs)]
        particles += [inner.marker for inner in clause.inner if inner.role == "adv" and inner.marker]
        beside = frozenset({adjective})
        told = [adjective] if adjective else []
        verbs = matches(lemmas, "v", roles, particles, beside, scene.things, verb.head)
        if not verbs and (higher := _higher(scene, clause)) is not None:
            roles = replace(roles, objects=scene.things.all(higher))
            verbs = matches(lemmas, "v", roles, particles, beside, scene.things, verb.head)
        adjectives = matches(told, "a", roles, particles, beside, scene.things, verb.head)
        groups = _either(adjectives, verbs) if "be" in verb.lemmas else _either(verbs, adjectives)
        if not groups and clause.role == "adv" and verb.form in ("ing", "pp") and (near := _beside(scene, clause)) is not None:
            roles = near
            groups = matches(lemmas, "v", roles, particles, beside, scene.things, verb.head)
        for fits in groups:
            if fits[0].sense.frame != "NONE":
                yield _event(scene, clause, fits[0], roles, fits[1:])


def _either(first: list[list[Match]], then: list[list[Match]]) -> list[list[Match]]:
    """The senses of each group of tables, those of `then` behind those of `first`."""
    later = {fits[0].sense.group: fits for fits in then}
    merged = [[*fits, *later.pop(fits[0].sense.group, [])] for fits in first]
    return [*merged, *later.values()]


def _beside(scene: Scene, clause: Clause) -> "roles_of.Roles | None":
    """The roles of a participle behind a comma that says something of the object before it: the lease, running to 2044."""
    above = clause.above()
    if above is None or not above.objects or clause.verb is None:
        return None
    found = roles_of.of_clause(clause, scene.tree, scene.things)
    last = scene.things.all(above.objects[-1])
    if clause.verb.form == "pp":
        return replace(found, objects=last)
    return replace(found, subjects=last)


def _higher(scene: Scene, clause: Clause) -> NounPhrase | None:
    """The phrase that the antecedent of a relative clause hangs on: the contract for radars that the two sides signed."""
    if clause.role != "rel" or clause.antecedent is None or clause.subject is clause.antecedent or clause.objects:
        return None
    place = scene.tree.up(clause.antecedent)
    return place.holder if place is not None and isinstance(place.holder, NounPhrase) else None


def _modal(clause: Clause) -> bool:
    """Guards are to leave: "be" over an infinitive says nothing of its own."""
    verb = clause.verb
    if verb is None or not verb.copula or clause.adjective >= 0 or clause.predicate is not None:
        return False
    return any(inner.role == "comp" and inner.verb is not None and inner.verb.form == "inf" for inner in clause.inner)


def _addressees(scene: Scene, clause: Clause) -> list[Thing]:
    """Whom an imperative tells: the force named in the clause before the colon."""
    roots = scene.tree.roots
    at = next((i for i, r in enumerate(roots) if r is clause), 0)
    if not at or clause.marker != "colon":
        return []
    before = roots[at - 1]
    named = [before.subject, *before.objects, *(q for _, q in before.links)]
    named += [q for p in named if isinstance(p, NounPhrase) for _, q in p.links]  # type: ignore[misc]
    found = [scene.things.of(p) for p in named if isinstance(p, NounPhrase)]
    return [t for t in found if t.force is not None][:1]


def _of_nouns(scene: Scene) -> Iterator[Event]:
    known = senses()
    for phrase in scene.tree.phrases:
        head = scene.tokens[phrase.head]
        noun = "drill" if head.kind == "drill" else head.word.noun or head.low
        if (noun, "n") not in known or (head.tag not in "NV" and head.kind != "drill"):
            continue
        roles = roles_of.of_noun(phrase, scene.things)
        beside = frozenset(t.low for t in scene.tokens[phrase.start : phrase.head])
        for fits in matches([noun], "n", roles, (), beside, scene.things, phrase.head):
            if fits[0].sense.frame == "NONE":
                continue
            for copy in _told_again(scene, phrase):
                yield _event(scene, copy, fits[0], roles, fits[1:])
            event = _event(scene, phrase, fits[0], roles, fits[1:])
            told = list(_told_of(scene, event))
            if not (event.axes.stage == "NOMINAL" and told):
                yield event
            yield from told
    yield from _of_modifiers(scene)
    yield from _on_their_way(scene)


def _on_their_way(scene: Scene) -> Iterator[Event]:
    """Departing guards in A gave their stove away: what the adjective before a force says that it is at."""
    known = senses()
    for phrase in list(scene.tree.phrases):
        told = next((i for i in range(phrase.start, phrase.head) if (scene.tokens[i].low, "a") in known), -1)
        above = scene.tree.up(phrase) if told >= 0 else None
        clause = above.holder if above is not None and above.role == "subject" and isinstance(above.holder, Clause) else None
        if clause is None or clause.verb is None or clause.verb.tense not in ("past", "pres") or clause.verb.form != "finite":
            continue
        roles = roles_of.Roles(subjects=[scene.things.of(phrase)])
        for fits in matches([scene.tokens[told].low], "a", roles, (), frozenset(), scene.things, phrase.head):
            if fits[0].sense.operator == "BEGIN":
                act = NounPhrase(told, told, told + 1)
                scene.tree.attach(act, phrase, "of")
                yield _event(scene, act, fits[0], roles)


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
            for fits in matches([token.word.noun], "n", roles, (), frozenset(), scene.things, i):
                if fits[0].sense.frame != "NONE" and not fits[0].sense.group:
                    act = NounPhrase(i, i, i + 1)
                    scene.tree.attach(act, phrase, "of")
                    yield _event(scene, act, fits[0], roles)


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


def _event(
    scene: Scene, node: "Clause | NounPhrase", fit: Match, roles: roles_of.Roles, others: Sequence[Match] = ()
) -> Event:
    above = climb(node, scene.tree, scene.tokens)
    inner = None
    if fit.sense.operator:
        above, inner = _itself(node, fit.sense.operator, above)
    axes = read_axes(node, above, scene.tokens, conditional(scene, node), inner)
    axes = _by_whom(scene, axes, above)
    if axes.conditional and not axes.counterfactual and axes.verb is not None and axes.verb.tense == "would" and _contrary(scene, node):
        axes = replace(axes, counterfactual=True, denied=not axes.denied, stage="DONE", ahead=False, conditional=False)
    if isinstance(node, Clause) and node.start and scene.tokens[node.start - 1].low == "than":
        axes = replace(axes, unsaid=axes.unsaid or "compared")
    if isinstance(node, Clause) and node.marker in CONDITIONS and not axes.counterfactual:
        axes = replace(axes, unsaid=axes.unsaid or "condition_only")
    return Event(node, fit, roles, above, axes, fit.sense.frame, tuple(others))


def _itself(node: "Clause | NounPhrase", name: str, above: Climb) -> tuple[Climb, Axes]:
    """The climb and the axes to begin with of a word that is the operator over its own frame."""
    if isinstance(node, NounPhrase):
        own = Operator(name, node.head, phrase=node)
    else:
        assert node.verb is not None
        own = Operator(name, node.verb.head, node.verb, node.verb.negated, node)
    return replace(above, operators=(own, *above.operators)), Axes("INF", ahead=True)


def _by_whom(scene: Scene, axes: Axes, above: Climb) -> Axes:
    """A demand is an authority's; of a lawmaker, party, crowd or analyst it is a proposal, and so is one by nobody."""
    if axes.stage in ("REQUEST", "WANT") and axes.loud is not None:
        who = _who(scene, axes.loud)
        if not who and axes.loud.phrase is not None:
            thing = scene.things.of(axes.loud.phrase)
            if thing.owner is not None or thing.state is not None or axes.denied:
                return axes
        if (not who and axes.loud.clause is None) or (who and not any(speaks_for_state(t, scene.setting) for t in who)):
            return replace(axes, stage="PROPOSE", ahead=True)
    return axes


def _who(scene: Scene, operator: Operator) -> list[Thing]:
    """Those who ask, order, refuse."""
    if operator.clause is not None:
        return roles_of.of_clause(operator.clause, scene.tree, scene.things).subjects
    if operator.phrase is None:
        return []
    roles = roles_of.of_noun(operator.phrase, scene.things)
    who = roles.subjects or roles.linked("from")
    if not who:
        clause = scene.tree.clause_of(operator.phrase)
        if clause is not None and operator.phrase in clause.objects:
            return roles_of.of_clause(clause, scene.tree, scene.things).subjects
    return who


def _contrary(scene: Scene, node: "Clause | NounPhrase") -> bool:
    """Had Yerevan not asked, they would still be there: a condition that did not come about."""
    clause = scene.tree.clause_of(node)
    around = [] if clause is None else [clause, *scene.tree.above(clause)]
    return any(
        inner.role == "adv" and inner.marker in CONDITIONS and inner.verb is not None
        and inner.verb.perfect and inner.verb.tense == "past"
        for outer in around
        for inner in outer.inner
    )  # fmt: skip


def conditional(scene: Scene, node: "Clause | NounPhrase") -> bool:
    """Whether an "if" clause hangs on the clause of `node` or on one above it."""
    clause = scene.tree.clause_of(node)
    if clause is None:
        return False
    for around in (clause, *scene.tree.above(clause)):
        if any(
            inner.role == "adv" and inner.marker in CONDITIONS and inner is not clause and inner is not node
            for inner in around.inner
        ):
            return True
        if around.role == "say":
            break
    return False
