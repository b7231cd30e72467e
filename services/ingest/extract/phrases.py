"""Pass 6. In: tagged tokens. Out: noun phrases and verb groups, in order, with the words between them.

A noun phrase is flat: determiner, numbers, adjectives, nouns, its head the last noun; a possessor ("Armenia's …") is a
noun phrase of its own inside it. A verb group is a run of auxiliaries, adverbs and one verb.
"""

from collections.abc import Iterator

from services.ingest.extract.tokens import Token
from services.ingest.extract.word_sets import word_set


class NounPhrase:
    """Tokens `start` up to `end` with head `head`; `possessor` the phrase before 's. What follows is hung on by
    `clauses`: `links` as (preposition, phrase or clause), `also` phrases coordinated with it, `named` appositions,
    `clauses` relative clauses and participles that describe it. `negated`: behind "nor"."""

    __slots__ = ("also", "clauses", "end", "head", "links", "named", "negated", "possessor", "start")

    def __init__(self, start: int, head: int, end: int, possessor: "NounPhrase | None" = None) -> None:
        self.start = start
        self.head = head
        self.end = end
        self.possessor = possessor
        self.links: list[tuple[str, object]] = []
        self.also: list[NounPhrase] = []
        self.named: list[NounPhrase] = []
        self.clauses: list[object] = []
        self.negated = False

    def __repr__(self) -> str:
        return f"NP[{self.start}:{self.end}]"

    def all(self) -> Iterator["NounPhrase"]:
        """The phrase and those coordinated with it."""
        yield self
        yield from self.also


class VerbGroup:
    """Tokens `start` up to `end`, the verb at `head`. `form` is finite, inf, ing or pp; `tense` past, pres, future,
    would, may (possible), must (deontic); `perfect`, `progressive`, `passive`, `negated`; `adverbs` its adverb tokens;
    `lemmas` the verbs it can be; `modal` the modal word."""

    __slots__ = (
        "adverbs",
        "end",
        "form",
        "head",
        "lemmas",
        "modal",
        "negated",
        "passive",
        "perfect",
        "progressive",
        "start",
        "tense",
    )

    def __init__(self, start: int, head: int, end: int) -> None:
        self.start = start
        self.head = head
        self.end = end
        self.form = "finite"
        self.tense = "pres"
        self.modal = ""
        self.perfect = self.progressive = self.passive = self.negated = False
        self.adverbs: list[int] = []
        self.lemmas: tuple[str, ...] = ()

    def __repr__(self) -> str:
        marks = "".join(
            m
            for m, on in (
                ("perf ", self.perfect),
                ("prog ", self.progressive),
                ("pass ", self.passive),
                ("not ", self.negated),
            )
            if on
        )
        return f"VG[{'/'.join(self.lemmas)} {self.form} {self.tense} {marks}]"

    @property
    def copula(self) -> bool:
        """Whether it is a form of be and nothing else."""
        return self.lemmas == ("be",)


_TENSES = {
    "will": "future",
    "shall": "future",
    "would": "would",
    "may": "may",
    "might": "may",
    "could": "may",
    "can": "can",
    "cannot": "can",
    "should": "must",
    "must": "must",
    "ought": "must",
}
_BE_NOW = frozenset({"is", "are", "am", "was", "were"})
_NEGATIONS = word_set("phrases.negations")


def phrases(tokens: list[Token]) -> list[object]:
    """Noun phrases, verb groups, and token numbers for all other words, left to right."""
    found: list[object] = []
    i = 0
    while i < len(tokens):
        tag = tokens[i].tag
        if tag in "XVT" or (tag == "R" and _verb_after_adverbs(tokens, i)):
            group = verb_group(tokens, i)
            if group is not None:
                found.append(group)
                found += [NounPhrase(j, j, j + 1) for j in range(group.start, group.head) if tokens[j].tag == "Z"]
                i = group.end
                continue
        elif tag in "DSNPAMOZ":
            phrase = noun_phrase(tokens, i)
            if phrase is not None:
                found.append(phrase)
                i = phrase.end
                continue
        found.append(i)
        i += 1
    return found


def _verb_after_adverbs(tokens: list[Token], i: int) -> bool:
    j = i
    while j < len(tokens) and tokens[j].tag == "R":
        j += 1
    if j < len(tokens) and tokens[j].tag == "T":
        return tokens[j - 1].low in _NEGATIONS
    return j < len(tokens) and tokens[j].tag == "V" and (i == 0 or tokens[i - 1].tag not in "XI")


def verb_group(tokens: list[Token], i: int) -> VerbGroup | None:
    """The verb group that starts at token `i`."""
    words: list[Token] = []
    adverbs: list[int] = []
    start, j, infinitive, head = i, i, False, -1
    while j < len(tokens):
        token = tokens[j]
        if token.tag == "T":
            if words and words[-1].low != "ought":
                break
            infinitive = not words
        elif token.tag == "X":
            words.append(token)
            head = j
        elif token.tag == "R" or (token.tag == '"' and j > i and _verb_next(tokens, j)):
            if token.tag == "R":
                if not (words or infinitive) or _verb_or_auxiliary_next(tokens, j) or _negation_next(tokens, j):
                    adverbs.append(j)
                else:
                    break
        elif token.tag == "Z" and words and not infinitive and _verb_or_auxiliary_next(tokens, j + 1):
            pass
        elif token.tag == "V" and _helps(tokens, j) and (infinitive or _continues(words, infinitive, token)):
            words.append(token)
            head = j
        elif token.low == "going" and words and words[-1].word.verbs[0][0] == "be" and (after := _after_to(tokens, j)):
            words.append(token)
            head, j = j, after
            continue
        elif token.tag == "V" and _continues(words, infinitive, token):
            head = j
            j += 1
            break
        else:
            break
        j += 1
    if head < 0:
        return None
    group = VerbGroup(start, head, max(head + 1, j))
    group.adverbs = adverbs
    _read(group, tokens, words, infinitive)
    return group


def _helps(tokens: list[Token], j: int) -> bool:
    """Will not help fund the bloc: help stands before the verb as an auxiliary would."""
    if j + 1 >= len(tokens) or tokens[j + 1].tag != "V" or tokens[j].word.verbs[0][0] != "help":
        return False
    return any(form == "base" for _, form in tokens[j + 1].word.verbs)


def _after_to(tokens: list[Token], j: int) -> int:
    """Is going to leave: where the verb behind "to" stands; 0 where none does."""
    k = j + 1
    if k >= len(tokens) or tokens[k].tag != "T":
        return 0
    verb = k + 1
    while verb < len(tokens) and tokens[verb].tag == "R":
        verb += 1
    base = (
        verb < len(tokens) and tokens[verb].tag in "VX" and any(form == "base" for _, form in tokens[verb].word.verbs)
    )
    return k + 1 if base else 0


def _verb_next(tokens: list[Token], j: int) -> bool:
    return j + 1 < len(tokens) and tokens[j + 1].tag in "VX"


def _negation_next(tokens: list[Token], j: int) -> bool:
    """Is effectively no longer in it: a negation among adverbs."""
    while j < len(tokens) and tokens[j].tag == "R":
        if tokens[j].low in _NEGATIONS:
            return True
        j += 1
    return False


def _verb_or_auxiliary_next(tokens: list[Token], j: int) -> bool:
    while j < len(tokens) and tokens[j].tag in 'R"':
        j += 1
    return j < len(tokens) and tokens[j].tag in "VX"


def _continues(words: list[Token], infinitive: bool, token: Token) -> bool:
    """Whether this verb belongs to the auxiliaries before it."""
    if not words:
        return True
    forms = {form for _, form in token.word.verbs}
    lemma, form = words[-1].word.verbs[0]
    if form == "modal" or lemma in ("do", "help") or words[-1].low == "going":
        return "base" in forms
    if lemma == "have":
        return "pp" in forms
    return bool(forms & {"pp", "ing"})


def _read(group: VerbGroup, tokens: list[Token], words: list[Token], infinitive: bool) -> None:
    head = tokens[group.head]
    group.negated = any(tokens[j].low in _NEGATIONS for j in group.adverbs) or any(w.low == "cannot" for w in words)
    auxiliaries = words[:-1] if words and words[-1] is head else words
    wanted = _wanted(auxiliaries, infinitive)
    readings = [(lemma, form) for lemma, form in head.word.verbs if form in wanted] or list(head.word.verbs)
    if not auxiliaries and not infinitive and any(form == "past" for _, form in readings):
        past = {lemma for lemma, form in readings if form == "past"}
        readings = [(lemma, form) for lemma, form in readings if lemma in past]
    group.lemmas = tuple(dict.fromkeys(lemma for lemma, _ in readings))
    form = readings[0][1] if readings else "base"
    lows = [w.low for w in auxiliaries]
    group.perfect = any(w.word.verbs[0][0] == "have" for w in auxiliaries)
    group.progressive = (form == "ing" and any(w.word.verbs[0][0] == "be" for w in auxiliaries)) or "being" in lows[1:]
    group.passive = (
        form == "pp"
        and head.low not in ("gone", "done")
        and bool(auxiliaries)
        and auxiliaries[-1].word.verbs[0][0] == "be"
    )
    if head.low == "gone" and auxiliaries and auxiliaries[-1].word.verbs[0][0] == "be" and lows[0] in _BE_NOW:
        group.perfect = lows[0] not in ("was", "were")
    if "going" in lows:
        group.tense, group.perfect = "would" if {"was", "were"} & set(lows) else "future", False
        group.progressive = form == "ing"
        return
    modal = next((low for low in [*lows, head.low] if low in _TENSES), "")
    if modal:
        group.modal, group.tense = modal, _TENSES[modal]
        return
    if infinitive:
        group.form = "inf"
        return
    first = auxiliaries[0] if auxiliaries else head
    first_form = first.word.verbs[0][1] if auxiliaries else form
    if first_form == "ing":
        group.form = "ing"
    elif first_form == "pp":
        group.form = "pp"
    elif first_form == "past" or (not auxiliaries and {f for _, f in readings} >= {"base", "past", "pp"}):
        group.tense = "past"
        if not auxiliaries and any(f == "pp" for _, f in readings):
            group.form = "past|pp"
    elif first.low == "be" and first_form == "base":
        if auxiliaries:
            group.tense, group.modal = "must", "be"
        else:
            group.form = "inf"


def _wanted(auxiliaries: list[Token], infinitive: bool) -> tuple[str, ...]:
    if not auxiliaries:
        return ("base",) if infinitive else ("past", "s", "pp", "base", "ing")
    lemma, form = auxiliaries[-1].word.verbs[0]
    if form == "modal" or lemma in ("do", "help") or auxiliaries[-1].low == "going":
        return ("base",)
    if lemma == "have":
        return ("pp",)
    return ("pp", "ing")


def noun_phrase(tokens: list[Token], i: int, depth: int = 0) -> NounPhrase | None:
    """The noun phrase that starts at token `i`; None where no noun follows."""
    alone = _alone(tokens, i, depth)
    if alone is not None:
        return alone
    start, head, j = i, -1, i
    while j < len(tokens):
        tag = tokens[j].tag
        if _goes_on(tokens, start, head, j):
            j += 1
            continue
        if tag in "NP":
            if head >= 0 and tokens[j - 1].tag not in ("-", "–") and _new_phrase(tokens, head, j):
                break
            head = j
        elif tag in "DS":
            opens = _predeterminer(tokens, start, j) or tokens[j - 1].low.endswith((" of", "not a single"))
            if (
                j > start
                and not opens
                and not (head < 0 and tokens[j - 1].tag == "C")
                and not (head < 0 and tokens[j].low in _FURTHER and tokens[j - 1].tag in "MD")
            ):
                break
        elif tag == "O" and tokens[j].low in ("one", "ones", "others", "other") and j > start:
            head = j
        elif tag == "M":
            if head >= 0:
                break
        elif tag == "Z":
            if head >= 0:
                break
            inside = (j > start and tokens[j - 1].tag in "DSA") or (j == start and (depth > 0 or _begun(tokens[j])))
            if not _modifies(tokens, j) and not (inside and j + 1 < len(tokens) and tokens[j + 1].tag in "NA"):
                head = j
                j += 1
                break
        elif tag == "A":
            if head >= 0 and tokens[j - 1].tag not in ("-", "–") and not _adjective_inside(tokens, j):
                break
        elif tag == '"':
            if not _quoted_noun(tokens, j, start):
                break
        elif tag in ("-", "–"):
            if not (0 < j < len(tokens) - 1 and tokens[j - 1].state and tokens[j + 1].state):
                break
        elif tag == "R":
            if head >= 0 or j + 1 >= len(tokens) or tokens[j + 1].tag not in "AM":
                break
        else:
            break
        j += 1
    if head < 0:
        return _headless(tokens, start, j)
    if head + 1 < len(tokens) and tokens[head + 1].tag == "G":
        return _possessed(tokens, start, NounPhrase(start, head, head + 1), depth)
    return NounPhrase(start, head, head + 1)


def _alone(tokens: list[Token], i: int, depth: int) -> NounPhrase | None:
    """A pronoun or a date, which is a phrase by itself."""
    tag = tokens[i].tag
    if tag not in "OZ":
        return None
    if i + 1 < len(tokens) and tokens[i + 1].tag == "G":
        return _possessed(tokens, i, NounPhrase(i, i, i + 1), depth)
    inside = depth > 0 or _begun(tokens[i])
    described = _modifies(tokens, i) or (inside and i + 1 < len(tokens) and tokens[i + 1].tag in "NA")
    return NounPhrase(i, i, i + 1) if tag == "O" or not described else None


def _goes_on(tokens: list[Token], start: int, head: int, j: int) -> bool:
    """Words that a phrase goes on over: other, to between numbers, not and "and" between adjectives."""
    tag, inner = tokens[j].tag, 0 < j < len(tokens) - 1
    if tag in "DS":
        return tokens[j].low in _POSTDETERMINERS and j > start
    if head >= 0:
        return False
    if tag in "RBI" and tokens[j].low in _NOT and j > start and _contrast(tokens, start, j - 1):
        return True
    if tag == "I":
        return _range(tokens, j)
    if tag in 'NPOMZA"-–R':
        return False
    beside = inner and tokens[j - 1].tag == "A"
    return (
        (tag == "," and beside and tokens[j + 1].tag == "A")
        or (j > start and tokens[j - 1].tag == "A" and _contrast(tokens, start, j))
        or (tag == "C" and beside and _adjectives(tokens, j))
    )


def _begun(day: Token) -> bool:
    """The summer drills: a date that has taken the article of a noun behind it; not the autumn of 2020."""
    return day.low.startswith("the ") and " of " not in day.low


_FURTHER = frozenset({"more", "other", "further", "additional"})
_NOT = frozenset({"not", "no longer", "rather than", "instead of", "in place of", "never"})


def _contrast(tokens: list[Token], start: int, j: int) -> bool:
    """Armenian, not Russian, guards; Armenian and no longer Russian ones; Armenian rather than Russian: one phrase."""
    if tokens[j].tag not in ",CBI" or not tokens[j - 1].state:
        return False
    k = j + 1 if tokens[j].low not in _NOT else j
    if k + 1 < len(tokens) and tokens[k].low in _NOT and tokens[k + 1].tag == "A":
        return bool(tokens[k + 1].state)
    closed = tokens[j].tag == "," and any(t.low in _NOT for t in tokens[start:j])
    return closed and j + 1 < len(tokens) and tokens[j + 1].tag in "NA"


def _range(tokens: list[Token], j: int) -> bool:
    """Eight to twelve fighters: a number, "to" or "or", a number."""
    if tokens[j].low not in ("to", "or") or not 0 < j < len(tokens) - 1:
        return False
    one, other = tokens[j - 1], tokens[j + 1]
    return one.tag == other.tag == "M" and one.sum is None and other.sum is None


def _quoted_noun(tokens: list[Token], j: int, start: int) -> bool:
    return j + 1 < len(tokens) and tokens[j + 1].tag in "NPA" and j > start and tokens[j - 1].tag in "DSAMN"


def _adjectives(tokens: list[Token], j: int) -> bool:
    """Turkish and Iranian borders: both adjectives belong to the noun after them."""
    return tokens[j + 1].tag == "A" or (tokens[j + 1].tag == "D" and j + 2 < len(tokens) and tokens[j + 2].tag == "A")


def _adjective_inside(tokens: list[Token], j: int) -> bool:
    """An adjective after a noun goes on only before a further noun: Armenia Russian base; airport border guards."""
    return (
        j + 1 < len(tokens)
        and tokens[j + 1].tag in "NP"
        and tokens[j].mention is None
        and (tokens[j - 1].tag == "P" or "human" in tokens[j - 1].word.senses)
    )


def _modifies(tokens: list[Token], j: int) -> bool:
    """A date before a noun of its own phrase: the 2021 contract."""
    return bool(getattr(tokens[j].date, "modifier", False))


_POSTDETERMINERS = word_set("phrases.postdeterminers")


def _predeterminer(tokens: list[Token], start: int, j: int) -> bool:
    lows = [tokens[k].low for k in range(start, j)]
    return all(
        low in ("all", "both", "half", "such", "not", "only", "no", "any", "neither") or low.endswith(" of")
        for low in lows
    )


def _new_phrase(tokens: list[Token], head: int, j: int) -> bool:
    """Whether a name begins a phrase of its own: on Tuesday Armenia; told Interfax Russia."""
    if tokens[j].tag != "P":
        return False
    before = tokens[head]
    if before.tag == "N" and before.mention is None and tokens[j].kind in _STATES:
        return True
    if before.kind in _PLACES and tokens[j].kind == "person" and head > 0 and tokens[head - 1].tag == "I":
        return True
    if before.tag == "P":
        return not (before.mention is None and tokens[j].mention is None) and not _title_like(tokens, head, j)
    return before.mention is not None and before.kind in ("force", "adjective")


_STATES = frozenset({"country", "capital", "metonym"})
_PLACES = frozenset({"country", "capital", "place"})


def _title_like(tokens: list[Token], head: int, j: int) -> bool:
    return tokens[j].kind == "person" or tokens[head].mention is None or tokens[j].mention is None


def _headless(tokens: list[Token], start: int, j: int) -> NounPhrase | None:
    """Two of the five, the other three, some 200, the last: a number or determiner stands for its noun."""
    k = j - 1
    while k >= start and tokens[k].tag not in "MDA":
        k -= 1
    if k < start:
        return None
    if tokens[k].tag == "A" and not (tokens[start].tag in "DM" or tokens[k].low in ("most", "many", "several")):
        passing = tokens[k].state and start and tokens[start - 1].low == "from" and _low_at(tokens, j) in ("to", "into")
        if not passing:
            return None
    if tokens[k].tag == "D" and tokens[k].low in ("the", "a", "an", "its", "no", "every"):
        return None
    return NounPhrase(start, k, k + 1)


_POSSESSORS_MAX = 4


def _low_at(tokens: list[Token], j: int) -> str:
    return tokens[j].low if j < len(tokens) else ""


def _possessed(tokens: list[Token], start: int, possessor: NounPhrase, depth: int) -> NounPhrase:
    """Armenia's … : what follows 's, with its possessor; the possessor alone where nothing follows."""
    after = possessor.end + 1
    if depth > _POSSESSORS_MAX:
        return NounPhrase(start, possessor.head, after)
    rest = noun_phrase(tokens, after, depth + 1) if after < len(tokens) and tokens[after].tag in "NPAMZ" else None
    if rest is None and after < len(tokens) and tokens[after].tag == "V":
        return NounPhrase(start, possessor.head, after)
    if rest is None:
        return NounPhrase(start, possessor.head, after)
    whole = NounPhrase(start, rest.head, rest.end, possessor)
    inner = rest
    if inner.possessor is not None:
        inner.possessor.possessor = possessor
        whole.possessor = inner.possessor
    return whole
