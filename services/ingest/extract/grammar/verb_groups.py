"""Pass 6a. In: tagged tokens. Out: the verb group that starts at one: tense, voice, negation."""

from services.ingest.extract.grammar.phrase import VerbGroup
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set

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
NEGATIONS = word_set("phrases.negations")


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
        elif token.tag == "R" or (token.tag == '"' and j > i and _verb_or_auxiliary_next(tokens, j)):
            if token.tag == "R":
                if not (words or infinitive) or _verb_or_auxiliary_next(tokens, j) or _negation_next(tokens, j):
                    adverbs.append(j)
                else:
                    break
        elif words and _aside(tokens, j):
            adverbs.append(j + 1)
            j += 2
        elif token.tag == "Z" and words and not infinitive and _verb_or_auxiliary_next(tokens, j + 1):
            pass
        elif token.tag == "V" and _helps(tokens, j) and (infinitive or _continues(words, infinitive, token)):
            words.append(token)
            head = j
        elif token.low == "going" and words and words[-1].word.verbs[0][0] == "be" and (after := _after_to(tokens, j)):
            words.append(token)
            head, j = j, after
            continue
        elif token.low == "going" and _left_alone(tokens, head, j):
            words.append(token)
            j += 2
            break
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


def _aside(tokens: list[Token], j: int) -> bool:
    """Had, however, left: an adverb between commas inside the group."""
    if j + 3 >= len(tokens) or tokens[j].low != "," or tokens[j + 1].tag != "R" or tokens[j + 2].low != ",":
        return False
    return _verb_or_auxiliary_next(tokens, j + 3)


def _helps(tokens: list[Token], j: int) -> bool:
    """Will not help fund the bloc: help stands before the verb as an auxiliary would."""
    if j + 1 >= len(tokens) or tokens[j + 1].tag != "V" or tokens[j].word.verbs[0][0] != "help":
        return False
    return "base" in tokens[j + 1].word.forms


def _after_to(tokens: list[Token], j: int) -> int:
    """Is going to leave: where the verb behind "to" stands; 0 where none does."""
    k = j + 1
    if k >= len(tokens) or tokens[k].tag != "T":
        return 0
    verb = k + 1
    while verb < len(tokens) and tokens[verb].tag == "R":
        verb += 1
    base = verb < len(tokens) and tokens[verb].tag in "VX" and "base" in tokens[verb].word.forms
    return k + 1 if base else 0


def _left_alone(tokens: list[Token], head: int, j: int) -> bool:
    """Nobody has said that it is going to: the verb behind "to" is that of before."""
    if head < 0 or j + 2 >= len(tokens) or tokens[head].word.verbs[0][0] != "be":
        return False
    return tokens[j + 1].low == "to" and tokens[j + 2].tag in '.,;:"'


def _negation_next(tokens: list[Token], j: int) -> bool:
    """Is effectively no longer in it: a negation among adverbs."""
    while j < len(tokens) and tokens[j].tag == "R":
        if tokens[j].low in NEGATIONS:
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
    forms = token.word.forms
    lemma, form = words[-1].word.verbs[0]
    if form == "modal" or lemma in ("do", "help") or words[-1].low == "going":
        return "base" in forms
    if lemma == "have":
        return "pp" in forms
    return bool(forms & {"pp", "ing"})


def _read(group: VerbGroup, tokens: list[Token], words: list[Token], infinitive: bool) -> None:
    head = tokens[group.head]
    group.negated = any(tokens[j].low in NEGATIONS for j in group.adverbs) or any(w.low == "cannot" for w in words)
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
    if lows[-1:] == ["going"] and head.tag == "X":
        group.lemmas = ("be going to",)
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
