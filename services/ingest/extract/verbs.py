"""Pass 6. In: a line with places. Out: its verb groups: auxiliaries, tense, voice, negation."""

from dataclasses import dataclass, replace

from services.ingest.extract.tokens import Line, Token
from services.ingest.extract.verb_tenses import BE, DO, FINITE, HAVE, MODAL, Tense, agrees, tense_of
from services.ingest.extract.word_sets import word_set

_NEGATION = frozenset({"not", "never", "hardly", "nor", "neither"})
_TO_AFTER = word_set("verbs.to_after")
_ADVERB = word_set("verbs.adverb")
_NEVER_NOUNS = word_set("verbs.never_nouns")
_NOUNY_BEFORE = word_set("verbs.nouny_before")


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """Auxiliaries and head. `start` is the first auxiliary, `head` the verb; `lemmas` are its readings."""

    start: int
    head: int
    lemmas: frozenset[str]
    tense: Tense
    passive: bool = False
    negated: bool = False
    words: tuple[str, ...] = ()

    @property
    def finite(self) -> bool:
        """Whether it can be the verb of a clause."""
        return self.tense in FINITE


def verb_groups(line: Line) -> list[VerbGroup]:
    """The verb groups of a line, left to right."""
    tokens = line.tokens
    found: list[VerbGroup] = []
    i = 0
    while i < len(tokens):
        run = _run(tokens, i)
        head = run if run < len(tokens) and _verbal(tokens, run, run > i) else None
        last = next((j for j in range(run - 1, i - 1, -1) if _auxiliary(tokens[j])), None)
        if head is None and last is not None:
            after = [t.low for t in tokens[last + 1 : run]]
            trailing = any(low in _NEGATION for low in after) or {"no", "longer"} <= set(after)
            group = _group(tokens, i, last)
            found.append(replace(group, negated=group.negated or trailing))
            i = run
        elif head is not None:
            found.append(_group(tokens, i, head))
            i = head + 1
        else:
            i = max(run, i + 1)
    return [_reduced(g, tokens) for g in _coordinated(_inverted(found, tokens), tokens)]


_STANDING = frozenset({"locate", "station", "deploy", "base", "post"})


def _reduced(group: VerbGroup, tokens: list[Token]) -> VerbGroup:
    """Posts located in A: a participle beside its noun, not the verb of the clause."""
    at = group.head
    beside = (
        0 < at < len(tokens) - 1
        and tokens[at - 1].kind == "force"
        and tokens[at + 1].low in ("in", "at", "on", "along", "near", "around")
    )
    if group.tense == "past" and group.start == at and group.lemmas & _STANDING and beside:
        return replace(group, tense="part")
    return group


def _coordinated(groups: list[VerbGroup], tokens: list[Token]) -> list[VerbGroup]:
    """Will end its deployment and withdraw: a bare verb after "and" shares the auxiliaries of the verb before."""
    joined: list[VerbGroup] = []
    for group in groups:
        last = joined[-1] if joined else None
        bare = (
            group.start == group.head
            and tokens[group.head].has("base")
            and group.head > 0
            and tokens[group.head - 1].low in ("and", "or")
        )
        if last is not None and bare and last.tense in ("future", "would", "inf", "possible", "deontic"):
            group = replace(group, tense=last.tense, words=last.words, negated=last.negated)
        joined.append(group)
    return joined


def _inverted(groups: list[VerbGroup], tokens: list[Token]) -> list[VerbGroup]:
    """Put together an auxiliary and its verb where the subject stands between: have the soldiers gone, nor will it
    pay."""
    joined: list[VerbGroup] = []
    for group in groups:
        last = joined[-1] if joined else None
        bare = group.start == group.head and (group.tense in ("part", "pres") or tokens[group.head].has("pp"))
        if (
            last is not None
            and bare
            and _auxiliary(tokens[last.head])
            and not last.lemmas & {"be"}
            and 1 < group.head - last.head <= 7
            and not any(t.low in (",", ";") for t in tokens[last.head : group.head])
            and (
                last.start == 0
                or tokens[last.start - 1].low in ("nor", "neither", ",", "and", ";")
                or (last.head < 12 and tokens[0].low in ("neither", "nor", "not", "had"))
            )
        ):
            words = (*last.words, tokens[last.head].low)
            tense, passive = tense_of(words, tokens[group.head])
            lemmas = frozenset(lemma for lemma, _ in tokens[group.head].verb)
            joined[-1] = VerbGroup(last.start, group.head, lemmas, tense, passive, last.negated, words)
        else:
            joined.append(group)
    return joined


_BETWEEN = frozenset({"now", "still", "also", "already", "again", "then"})
_INSIDE = frozenset({'"', "“", "”"})


def _auxiliary(token: Token) -> bool:
    return token.low in BE or token.low in HAVE or token.low in DO or token.low in MODAL


def _run(tokens: list[Token], i: int) -> int:
    """The end of a run of auxiliaries that starts at `i`; `i` itself where none starts there."""
    j, seen = i, False
    while j < len(tokens):
        low = tokens[j].low
        if (_auxiliary(tokens[j]) and not tokens[j].mention) or (low == "to" and _infinitive(tokens, j)):
            seen = True
        elif not (low == "never" and j + 1 < len(tokens) and tokens[j + 1].verb) and not (
            seen and _passed_over(tokens, j)
        ):
            break
        j += 1
    return j


def _passed_over(tokens: list[Token], j: int) -> bool:
    """Words that may stand inside a verb group: adverbs, "in practice", a quotation mark before the verb."""
    low = tokens[j].low
    following = tokens[j + 1] if j + 1 < len(tokens) else None
    if low in _TO_AFTER and following is not None and following.low == "to":
        return True
    if low in _INSIDE:
        return following is not None and (following.has("pp") or following.has("ing")) and not following.mention
    if (low == "in" and following is not None and following.low == "practice") or (
        low == "practice" and tokens[j - 1].low == "in"
    ):
        return True
    if low == "no":
        return following is not None and following.low in ("longer", "more")
    return low in _NEGATION or low in _ADVERB or (low.endswith("ly") and len(low) > 4)


def _infinitive(tokens: list[Token], j: int) -> bool:
    k = j + 1
    while k < len(tokens) and k < j + 3 and (tokens[k].low.endswith("ly") or tokens[k].low in _ADVERB):
        k += 1
    if k >= len(tokens) or (tokens[k].mention and tokens[k].low not in ("guard", "patrol")):
        return False
    return tokens[k].has("base") or tokens[k].low in ("be", "have")


def _verbal(tokens: list[Token], i: int, after_auxiliary: bool) -> bool:
    token = tokens[i]
    if token.mention and not (after_auxiliary and token.verb):
        return _they_patrol(tokens, i)
    if not token.verb:
        return False
    if after_auxiliary:
        return True
    before = tokens[i - 1] if i else None
    if before is not None and i > 1 and before.low in _BETWEEN and tokens[i - 2].kind == "force":
        before = tokens[i - 2]
    if before is not None and before.low == "-":
        return False
    if any(form == "ing" for _, form in token.verb):
        return before is None or before.low not in ("the", "a", "an", "its", "their")
    if before is None:
        return token.has("past") and not token.has("base")
    if before.low in _NOUNY_BEFORE or before.kind == "adjective":
        plural = before.kind == "adjective" and before.low.endswith("s") and (token.has("base") or token.has("past"))
        strong = (
            token.has("past")
            and not token.has("base")
            and before.low in ("that", "this", "some", "'s", "own", "first", "last")
        )
        return plural or strong
    if (token.has("past") and not token.has("base")) or token.low in _NEVER_NOUNS:
        return True
    plural = (
        before.low.endswith("s")
        and len(before.low) > 4
        and not before.mention
        and before.low.isalpha()
        and not before.verb
    )
    adverb = before.low.endswith("ly") and len(before.low) > 4
    numbered = before.low.isdigit() and token.has("s")
    return _subject_like(before) or (plural and token.has("base")) or adverb or numbered


def _they_patrol(tokens: list[Token], i: int) -> bool:
    """Russian guards patrol the border: a noun of a force between its subject and its object is the verb."""
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if tokens[i].low not in ("guard", "patrol") or not i or following is None:
        return False
    return tokens[i - 1].kind == "force" and (
        following.low in ("the", "a", "its") or following.kind in ("place", "adjective")
    )


def _subject_like(token: Token) -> bool:
    if token.mention:
        return token.kind != "force" or True
    return token.low in (
        "who",
        "which",
        "that",
        "they",
        "we",
        "i",
        "he",
        "she",
        "it",
        "and",
        "then",
        "men",
        "also",
        "government",
        "ministry",
        "side",
        "but",
        "or",
        "yet",
        "still",
        "which",
        "you",
        "others",
        "rest",
        "minister",
        "country",
        "authorities",
        "first",
        "guards",
        "others",
        "three",
        ",",
        "spokesman",
        "parliament",
    )


def _group(tokens: list[Token], start: int, head: int) -> VerbGroup:
    words = tuple(t.low for t in tokens[start:head])
    token = tokens[head]
    if _auxiliary(token) and token.low in MODAL:
        words = (*words, token.low)
    tense, passive = tense_of(words, token)
    negated = (
        any(w in _NEGATION or w == "cannot" for w in words)
        or ("no" in words and "longer" in words)
        or ("yet" in words and "to" in words)
    )
    lemmas = frozenset(lemma for lemma, form in token.verb if agrees(form, tense, passive)) or frozenset(
        lemma for lemma, _ in token.verb
    )
    return VerbGroup(start, head, lemmas, tense, passive, negated, words)
