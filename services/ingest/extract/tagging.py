"""Pass 5. In: the tokens of a sentence. Out: the same, fixed expressions joined, each with one part of speech.

Tags: N noun, P name, A adjective, D determiner, S possessive (its), G genitive ('s), M number, O pronoun, V verb,
X auxiliary, T infinitive "to", I preposition, K particle (out, back), C coordinator, B subordinator, W relative or
question word, R adverb, E existential "there", Z date, and signs as themselves.
"""


from services.ingest.extract.operator_table import rows
from services.ingest.extract.tokens import Token
from services.ingest.extract.word_sets import word_set
from services.ingest.extract.words import Vocabulary, Word

_ONE_BY_ONE = Word("R")
_NOUNISH_BEFORE = frozenset("DSGAM")
_OPENS_NOUN_PHRASE = frozenset("DSNPAMO")
_STOPS = frozenset([",", ";", ":", ".", "(", ")", "—", "–", '"'])
_TIME_LINKS = frozenset(
    {
        "since",
        "until",
        "till",
        "before",
        "after",
        "as",
        "than",
        "like",
        "once",
        "when",
        "where",
        "but",
        "except",
        "in case",
        "not until",
    }
)
_MOTION = frozenset(["return", "go", "come", "move", "withdraw", "retreat", "fall", "get", "travel", "drive", "bring", "fly", "send",
                     "transfer", "relocate", "belong", "lead", "refer", "back", "due", "respond", "yield", "bow", "submit",
                     "cave", "succumb", "accede", "bend", "capitulate", "react", "resort"])  # fmt: skip


def _opens_sentence(tokens: list[Token], i: int) -> bool:
    """Quietly, Armenia paid: a capital letter that the place in the sentence explains."""
    return (i == 0 or (i == 1 and tokens[0].tag == '"')) and len(tokens[i].low) > 5 and _low(tokens, i + 1) in (",", "and")


_STRANDED = frozenset({"in", "on", "by", "through", "along", "behind", "around"})


def join_fixed(tokens: list[Token], vocabulary: Vocabulary) -> list[Token]:
    """The tokens with each fixed expression (instead of, as long as, no longer) as one token."""
    fixed = vocabulary.fixed
    joined: list[Token] = []
    i, last = 0, len(tokens) - 1
    while i < last:
        token = tokens[i]
        options = fixed.get((token.low, tokens[i + 1].low))
        by = i < last - 1 and tokens[i + 1].low == "by" and tokens[i + 2].low == token.low and token.low[0].isalpha()
        if by and options is None:
            whole = Token(f"{token.low} by {token.low}", token.start, tokens[i + 2].end, _ONE_BY_ONE)
            whole.quoted, whole.capital = token.quoted, token.capital
            joined.append(whole)
            i += 3
            continue
        length = 0
        if options is not None and token.mention is None and tokens[i + 1].mention is None:
            for parts, word in options:
                length = len(parts)
                if parts[0] == "part" and i and tokens[i - 1].word.tags[0] in "SD":
                    continue
                if parts[-1] == "to" and i + length < len(tokens) and _only_verb(tokens[i + length]):
                    length = 0
                    continue
                if parts[-1] == "of" and word.tags == "D" and joined and _describes(joined[-1]):
                    length = 0
                    continue
                if [t.low for t in tokens[i : i + length]] == parts and all(
                    t.mention is None for t in tokens[i + 2 : i + length]
                ):
                    whole = Token(" ".join(parts), token.start, tokens[i + length - 1].end, word)
                    whole.quoted, whole.capital = token.quoted, token.capital
                    joined.append(whole)
                    break
                length = 0
        if not length:
            joined.append(token)
        i += length or 1
    joined += tokens[i:]
    return joined


def _only_verb(token: Token) -> bool:
    """A base form that is no noun: due to be, close to leave."""
    return any(form == "base" for _, form in token.word.verbs) and token.word.tags[0] in "VX"


def _describes(token: Token) -> bool:
    """An article or adjective before "part of": a noun with what it is a part of."""
    return token.low in ("a", "the", "this", "that") or token.word.tags in ("A", "VA", "S")


def tag(tokens: list[Token]) -> None:
    """Choose the tag of every token, left to right."""
    for i, token in enumerate(tokens):
        if token.date is not None:
            token.tag = "Z"
            continue
        tags = token.word.tags
        if token.tag == "M" and i and tokens[i - 1].low == "no" and tokens[i - 1].tag == "R":
            token.tag = "R"
            continue
        if i and tokens[i - 1].low == "none the":
            token.tag = "R"
            continue
        if token.mention is not None and token.kind == "adjective" and token.tag == "A":
            if i and tokens[i - 1].low in _ONE_OF_THEM and not _noun_ahead(tokens, i + 1):
                token.tag = "N"
            continue
        if token.tag == "P" and token.mention is None and token.low.endswith("ly") and _opens_sentence(tokens, i):
            token.tag = "R"
        elif tags == "I" and token.low == "in" and i and tokens[i - 1].tag == "V" and _tags(tokens, i + 1) == "I":
            token.tag = "K"
        elif tags == "I" and token.low in _STRANDED and _tags(tokens, i + 1) in ".":
            token.tag = "K" if _low(tokens, i + 1) in ("", ",", ".", ";", ":", '"', "”") else "I"
        elif token.mention is None and (len(tags) > 1 or tags == "V" or token.low in _WORDS or token.low in _TIME_LINKS or token.low in _SELVES):
            token.tag = _choose(tokens, i, tags)


_DATED = frozenset({"since", "until", "till", "before", "after", "not until"})
_GOING = frozenset({"leave", "go", "withdraw", "retreat", "return", "depart", "exit", "move", "quit", "stay", "resign"})
_ONE_OF_THEM = frozenset({"a", "an", "no", "every", "each", "one", "any", "another", "last", "single", "not a", "not a single",
                          "not one"})  # fmt: skip


_SELVES = frozenset({"itself", "himself", "herself", "themselves", "ourselves"})


def _choose(tokens: list[Token], i: int, tags: str) -> str:
    low = tokens[i].low
    if "V" in tags and i > 1 and tokens[i - 1].tag == "," and _modal_waits(tokens, i):
        return "V"
    if tags == "O" and low in _SELVES and i and tokens[i - 1].tag in ("X", "N", "P"):
        return "R"
    chooser = _WORDS.get(low)
    if chooser is not None:
        return chooser(tokens, i)
    if "X" in tags:
        return "N" if low == "will" and i and (tokens[i - 1].tag in "SD" or tokens[i - 1].low in ("free", "own")) else "X"
    if "V" in tags:
        return _verb_or_not(tokens, i, tags)
    if "S" in tags:
        return "S" if _noun_ahead(tokens, i + 1) else "O"
    if "K" in tags:
        return _particle(tokens, i, tags)
    if low in _TIME_LINKS or ("B" in tags and "I" in tags):
        return _link(tokens, i, tags)
    if "W" in tags:
        return _question_word(tokens, i)
    if "A" in tags and "N" in tags:
        if i + 1 < len(tokens) and _third_person(tokens, i + 1):
            return "N"
        named = i > 1 and tokens[i - 1].tag == "P" and tokens[i - 2].tag in "DA" and "V" in _tags(tokens, i + 1)
        return "A" if _noun_ahead(tokens, i + 1) and not named else "N" if i and (tokens[i - 1].tag in "DSGA" or named) else "A"
    if "D" in tags and low.endswith(" all") and i and tokens[i - 1].tag == "X":
        return "R"
    if "D" in tags:
        return "D" if _noun_ahead(tokens, i + 1) or _low(tokens, i + 1) == "of" else _other(tags, "D")
    if "R" in tags and "A" in tags and i and tokens[i - 1].tag in "NPO" and _past_next(tokens, i):
        return "R"
    if "R" in tags and "A" in tags and i and tokens[i - 1].tag == "D":
        return "A"
    if "R" in tags and "A" in tags:
        modal = i > 0 and tokens[i - 1].tag == "X" and "V" in _tags(tokens, i + 1)
        if low == "only" and i + 1 < len(tokens) and tokens[i + 1].kind in ("country", "capital", "person"):
            return "R"
        part = i and tokens[i - 1].tag in "DS" and _low(tokens, i + 1) == "of"
        return "A" if part or (_noun_ahead(tokens, i + 1) and not modal) else "R"
    return tags[0]


def _modal_waits(tokens: list[Token], i: int) -> bool:
    """Will, after last year's quarrel, drill again: the verb that a modal before the aside waits for."""
    if not any(form == "base" for _, form in tokens[i].word.verbs):
        return False
    for j in range(i - 2, 0, -1):
        if tokens[j].tag in ".;:VX":
            return False
        if tokens[j].tag == ",":
            before = tokens[j - 1]
            return before.tag == "X" and before.word.verbs[0][1] == "modal"
    return False


def _past_next(tokens: list[Token], i: int) -> bool:
    """Moscow first placed soldiers: a verb in the past right after."""
    return i + 1 < len(tokens) and any(form == "past" for _, form in tokens[i + 1].word.verbs)


def _other(tags: str, without: str) -> str:
    return next((t for t in tags if t != without), without)


def _low(tokens: list[Token], i: int) -> str:
    return tokens[i].low if 0 <= i < len(tokens) else ""


def _tags(tokens: list[Token], i: int) -> str:
    return tokens[i].word.tags if 0 <= i < len(tokens) else "."


def _noun_ahead(tokens: list[Token], i: int) -> bool:
    """Whether a noun phrase goes on at token `i`."""
    while i < len(tokens) and tokens[i].tag == '"':
        i += 1
    if i >= len(tokens):
        return False
    if tokens[i].date is not None:
        return _low(tokens, i + 1) == "'s"
    tags = tokens[i].word.tags
    if tags[0] in "NPM" or (tags[0] == "A" and tokens[i].low not in ("able", "due", "likely", "ready")):
        return True
    return "N" in tags or (
        "V" in tags
        and any(form in ("pp", "ing") and lemma not in _SAYING for lemma, form in tokens[i].word.verbs)
        and i + 1 < len(tokens)
        and tokens[i + 1].word.tags[0] in "NAP"
    )


def _previous(tokens: list[Token], i: int) -> tuple[str, int]:
    """The tag before token `i`, adverbs and quotation marks stepped over, and where it stands."""
    j = i - 1
    while j >= 0 and (tokens[j].tag == "R" or tokens[j].tag == '"'):
        j -= 1
    return (tokens[j].tag, j) if j >= 0 else ("^", -1)


_ANSWERS = frozenset({"reply", "response", "answer", "reaction", "objection", "reference"})
_BEFORE_TO = frozenset({"victim", "thanks", "prey", "subject", "reference", "response", "answer", "addition", "contrast"})


def _to(tokens: list[Token], i: int) -> str:
    if i and tokens[i - 1].low in _BEFORE_TO:
        return "I"
    j = i + 1
    while j < len(tokens) and (tokens[j].word.tags == "R" or tokens[j].tag == '"'):
        j += 1
    if j >= len(tokens) or tokens[j].mention is not None and not tokens[j].word.verbs:
        return "I"
    word = tokens[j].word
    if not any(form == "base" for _, form in word.verbs):
        return "I"
    if "N" not in word.tags:
        return "T"
    before = tokens[i - 1] if i else None
    if before is not None and before.word.noun in _ANSWERS:
        return "I"
    moving = before is not None and (before.tag == "K" or any(lemma in _MOTION for lemma, _ in before.word.verbs))
    if before is not None and before.low == "going" and tokens[j].low not in _GOALS:
        moving = False
    goes_on = j + 1 < len(tokens) and (tokens[j + 1].word.tags[0] in "DSPMAO" or "N" in tokens[j + 1].word.tags)
    return "I" if moving and not goes_on else "T"


_GOALS = frozenset({"work", "court", "war", "school", "prison", "press", "sleep", "waste", "ground"})


def _that(tokens: list[Token], i: int) -> str:
    before, at = _previous(tokens, i)
    following = _tags(tokens, i + 1)
    if before == "N" and at == i - 1 and "V" in following and _opens_next(tokens, i + 1):
        if any(form == "s" for _, form in tokens[i + 1].word.verbs):
            return "W"
    if before in "NP" and at == i - 1:
        if _told(tokens, at) or _said_in(tokens, at) or (tokens[at].kind in _NAMED and following[0] not in "VXR" and tokens[i + 1].low not in ("had", "has")):
            return "B"
        senses, word = tokens[at].word.senses, tokens[at].word.noun
        if following[0] in "DPSO" and ((word, "n") in rows() or (word, "p") in rows()):
            return "B"
        if tokens[at].kind in ("country", "capital", "place") and following[0] not in "VXR":
            return "B"
        if following[0] in "VX" or following[0] == "R":
            return "W"
        if {"agreement", "paper", "contract"} & set(senses) and _made(tokens, i):
            return "W"
        if _told_before(tokens, at):
            return "B"
        told = {"op", "report", "agreement", "hope", "paper", "notice", "notice?"} & set(senses) or tokens[at].word.noun in _TOLD_NOUNS
        return "B" if told else "W"
    if before == "Z" and at == i - 1 and following[0] in "VX" and _dated_noun(tokens, at):
        return "W"
    if before in ("^", "I", "C") and (following[0] in "NA" or "N" in following):
        return "D"
    return "O" if following[0] in ".,X" and before in ("^", "I", "V", "C") else "B"


_TELLING = frozenset({"tell", "inform", "assure", "remind", "warn", "convince", "persuade", "notify", "promise", "reassure",
                      "advise", "answer", "show", "teach"})  # fmt: skip


def _dated_noun(tokens: list[Token], at: int) -> bool:
    """A deal on Wednesday that will bring: the date hangs on a noun."""
    return at > 1 and tokens[at - 1].tag == "I" and tokens[at - 2].tag == "N"


_NAMED = frozenset({"person", "outlet", "capital", "country", "metonym"})


_TOLD_NOUNS = frozenset({"talk", "word", "news", "fact", "view", "belief", "sign", "evidence", "proof", "impression", "hint",
                         "chance", "idea", "suspicion", "conviction", "assurance", "assertion", "admission"})  # fmt: skip
_SAYING = frozenset(["say", "state", "write", "announce", "declare", "claim", "note", "add", "stress", "confirm", "admit",
                     "insist", "argue", "explain", "warn", "reveal", "reiterate", "acknowledge", "repeat", "promise", "hint",
                     "indicate", "suggest", "emphasise", "emphasize", "maintain", "agree", "complain"])  # fmt: skip


def _said_in(tokens: list[Token], at: int) -> bool:
    """Stated in an interview that, said at a briefing in Moscow that: what follows is what the verb says."""
    within = False
    for j in range(at, max(-1, at - 14), -1):
        tag = tokens[j].tag
        if tag == "V":
            return within and any(lemma in _SAYING for lemma, _ in tokens[j].word.verbs)
        if tag == "I":
            within = True
        elif tag not in "NPADSGZ" or (tag == "N" and within and j and tokens[j - 1].tag not in "DSAGNIP"):
            return False
    return False


def _told(tokens: list[Token], at: int) -> bool:
    """Told Interfax that, assured the mayor that: the noun at `at` is whom a verb of telling speaks to."""
    for j in range(at, max(-1, at - 5), -1):
        if tokens[j].tag == "V":
            return any(lemma in _TELLING for lemma, _ in tokens[j].word.verbs)
        if tokens[j].tag not in "NPADSG":
            return False
    return False


_TELLING = frozenset({"tell", "inform", "assure", "warn", "notify", "remind", "convince", "persuade"})


def _told_before(tokens: list[Token], at: int) -> bool:
    """Told Lukashenko by telephone that: the verb before still waits for what was told."""
    for j in range(at, max(-1, at - 8), -1):
        if tokens[j].tag in "BW.;:,":
            return False
        if tokens[j].tag == "V":
            return bool({lemma for lemma, _ in tokens[j].word.verbs} & _TELLING) and j < at - 1
_MAKING = frozenset({"sign", "conclude", "reach", "strike", "adopt", "initial", "ratify", "publish", "negotiate", "ink", "draft",
                     "make", "win", "place"})  # fmt: skip


def _made(tokens: list[Token], i: int) -> bool:
    """The charter that both sides signed in May: a verb of making it, without an object of its own."""
    for j in range(i + 1, min(len(tokens), i + 9)):
        if any(lemma in _MAKING for lemma, form in tokens[j].word.verbs if form != "base"):
            return j + 1 == len(tokens) or not _noun_ahead(tokens, j + 1)
    return False


def _there(tokens: list[Token], i: int) -> str:
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if i and tokens[i - 1].tag == "I":
        return "O"
    if after is None or after.word.tags[0] not in "XV":
        return "R"
    before, at = _previous(tokens, i)
    if before in ("N", "P") and at == i - 1 and not _led(tokens, at):
        return "R"
    return "R" if before in ("X", "V", "I") and after.word.tags[0] == "V" else "E"


def _led(tokens: list[Token], at: int) -> bool:
    """Whether a preposition stands before the noun phrase that ends at `at`: in Gyumri there is a base."""
    j = at
    while j >= 0 and tokens[j].tag in "NPADSGM":
        j -= 1
    return j >= 0 and tokens[j].tag == "I"


def _may(tokens: list[Token], i: int) -> str:
    return "X"


def _sooner(tokens: list[Token], i: int) -> str:
    """Would sooner leave than stay: an adverb between a modal and its verb."""
    modal = i > 0 and tokens[i - 1].tag == "X" and tokens[i - 1].low in ("would", "'d")
    return "R" if modal else "A" if "A" in tokens[i].word.tags else "R"


def _verb_or_not(tokens: list[Token], i: int, tags: str) -> str:
    token = tokens[i]
    forms = {form for _, form in token.word.verbs}
    before, at = _previous(tokens, i)
    others = tags.replace("V", "")
    if before == "^" and "pp" in forms and _opens_aside(tokens, i):
        return "V"
    if forms & {"base", "s"}:
        if "past" not in forms or "N" in others:
            return _finite_or_noun(tokens, i, others, forms, before, at)
        if before == "T" or (before == "X" and at >= 0):
            return "V"
    if "ing" in forms:
        return _ing(tokens, i, others, before)
    return _participle(tokens, i, others, before)


def _opens_aside(tokens: list[Token], i: int) -> bool:
    """Split between two towns, the base: a form that opens the sentence, told of what comes behind the comma."""
    if i + 2 >= len(tokens) or _tags(tokens, i + 1)[0] not in "IK":
        return False
    stop = next((j for j in range(i + 2, len(tokens)) if tokens[j].low in (",", ";", ":", ".")), len(tokens))
    return stop + 1 < len(tokens) and tokens[stop].low == "," and _tags(tokens, stop + 1)[0] in "DSP"


def _participle(tokens: list[Token], i: int, others: str, before: str) -> str:
    """A past form: an adjective between a determiner and its noun (the agreed date), else a verb."""
    if not any(form == "pp" for _, form in tokens[i].word.verbs):
        return "V"
    if before in _NOUNISH_BEFORE and _noun_ahead(tokens, i + 1):
        plural = before == "A" and tokens[i - 1].low.endswith("ns")
        return "V" if plural else "A"
    if before == "V" and "A" in others and any(lemma in _COPULAR or lemma == "lie" for lemma, _ in tokens[i - 1].word.verbs):
        return "A"
    if before in ("^", "I", "C", ",", "V", "X") and _noun_ahead(tokens, i + 1) and "A" in others and before != "X":
        return "A"
    if before in "DSA" and "N" in others:
        return "N"
    return "V"


def _ing(tokens: list[Token], i: int, others: str, before: str) -> str:
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    object_ahead = following is not None and following.word.tags[0] in "DSPOM"
    if "A" in tokens[i].word.tags and _noun_ahead(tokens, i + 1) and before != "X":
        return "A"
    if before == "G" and following is not None and "K" in following.word.tags and "V" in tokens[i].word.tags:
        return "V"
    if before in "DSGA":
        if token_senses(tokens, i) and following is not None and any(form == "s" for _, form in following.word.verbs):
            return "N"
        if _noun_ahead(tokens, i + 1) and before != "G":
            return "A"
        return "V" if object_ahead and before not in "DA" else "N" if "N" in others else "V"
    if before == "X":
        return "V"
    if before in "NP" and tokens[i - 1].kind == "organisation" and set(tokens[i].word.senses) & _GATHERINGS:
        return "N"
    if before == "I" and "N" in others and _gerund(tokens, i):
        return "V"
    if before == "I" and _low(tokens, i - 1) in _BEFORE_GERUND and not token_senses(tokens, i) and not object_ahead:
        if i + 1 < len(tokens) and tokens[i + 1].word.tags[0] in "IKTR":
            return "V"
    if before == "I" and "N" in others and not object_ahead and not _noun_ahead(tokens, i + 1):
        return "N" if following is None or following.low != "of" or True else "V"
    if before in "NP" and "N" in others and token_is_compound(tokens, i):
        return "N"
    return "V"


def _gerund(tokens: list[Token], i: int) -> bool:
    """Of travelling to, for withdrawing from: a verb with its preposition, where the form is no noun of its own."""
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if following is None or following.low not in ("to", "from", "out of", "away from", "into") or tokens[i].word.senses:
        return False
    return _low(tokens, i - 1) in ("instead of", "rather than", "out of", "despite", "of", "for", "from", "without", "by", "about", "at", "before", "after", "on", "in", "against")


_BEFORE_GERUND = frozenset({"before", "after", "without", "instead of", "by", "since", "upon", "despite", "while"})


def token_senses(tokens: list[Token], i: int) -> bool:
    """Whether a word is a known noun: training, meeting; not flying, going."""
    return bool(tokens[i].word.senses)


def token_is_compound(tokens: list[Token], i: int) -> bool:
    """The second part of a noun compound: border meeting, passport training."""
    before = tokens[i - 1]
    return before.tag == "N" and not before.word.plural and not before.mention and bool(tokens[i].word.senses)


def _finite_or_noun(tokens: list[Token], i: int, others: str, forms: set[str], before: str, at: int) -> str:
    """A word that can be a present or base form of a verb, or something else."""
    if before == "T" or (before == "X" and tokens[at].word.verbs[0][1] == "modal"):
        return "V"
    if before == "X":
        lemma = tokens[at].word.verbs[0][0]
        if lemma in ("have", "be") and "pp" in forms and (not _noun_ahead(tokens, i + 1) or "K" in _tags(tokens, i + 1)):
            return "V"
        if lemma == "have" and "pp" in forms and not tokens[i].word.plural:
            return "V"
        if lemma == "do" or (_inverted(tokens, at) and "base" in forms) or (lemma == "be" and "pp" in forms):
            return "V"
        return others[0] if others else "V"
    if not others:
        return "V" if not (before in "DS" and at == i - 1) else "N"
    counted = before == "M" and ("A" in others or _tags(tokens, i + 1)[0] == "N") and _noun_ahead(tokens, i + 1)
    if at == i - 1 and (_measured(tokens, at) or counted):
        return others[0]
    if before in "DSG" or (before == "A" and not _plural(tokens[at])):
        return others[0] if "V" not in others[0] else "N"
    if before == "I":
        return others[0]
    if before in ("O", "W"):
        return "V"
    if before == "N" and at == i - 1 and _ends_saying(tokens, i, forms):
        return "V"
    if before == "V" and at == i - 1 and "base" in forms and tokens[at].word.verbs[0][0] == "help":
        return "V" if {*_tags(tokens, i + 1)} & {*"DSPAIN"} else others[0]
    if before == "Z" and at and tokens[at - 1].tag in "DSG" and at == i - 1:
        return others[0]
    if before == "P" and tokens[at].kind == "outlet" and at and tokens[at - 1].tag == "D":
        return others[0]
    if before == "N" and tokens[i].word.verbs[0][0] == "help" and _plural(tokens[at]) and _base_next(tokens, i):
        return "V"
    if before in "NPAMEZ":
        return _agrees(tokens, i, others, forms, at)
    if before == "C" and forms == {"s"} and set(tokens[i].word.senses) & {"force", "post"} and _tags(tokens, i + 1)[0] == "I":
        return others[0]
    if before == "C":
        return _coordinated(tokens, i, others, forms)
    if before == "," and forms == {"s"} and _after_relative(tokens, i):
        return "V"
    if before == "," and forms == {"s"} and _tags(tokens, i + 1)[0] in "DS" and not _finite_later(tokens, i + 1):
        return "V"
    if before == "," and "pp" in forms and _tags(tokens, i + 1)[0] in "KI":
        return "V"
    if before in (",", '"', "^") and _says_next(tokens, i):
        return "V"
    if before == "," and tokens[i - 1].low in _EVEN and "base" in forms:
        return _coordinated(tokens, i, others, forms)

    if before in ("^", ":", ";") and "base" in forms and not _plural(tokens[i]) and _low(tokens, i + 1) != "that" and _tags(tokens, i + 1) in ("D", "S"):
        return "V"
    if before == "," and "s" in forms and _after_aside(tokens, i):
        return "V"
    if before in ("^", ",", ";", ":", "B"):
        return others[0]
    return others[0]


def _base_next(tokens: list[Token], i: int) -> bool:
    return i + 1 < len(tokens) and any(form == "base" for _, form in tokens[i + 1].word.verbs)


_EVEN = frozenset({"even", "perhaps", "then", "indeed"})


def _measured(tokens: list[Token], at: int) -> bool:
    """A sum, or a date behind an article, before a word that can be a noun: a $10 million order, its 2021 deal."""
    if tokens[at].sum is not None:
        return True
    return tokens[at].tag == "Z" and at > 0 and tokens[at - 1].tag in "DS"


_HELD = frozenset({"talks", "drill", "visit", "meeting", "training"})
_HOLDING = frozenset({"hold", "conduct", "have", "begin", "start", "resume", "launch", "plan", "attend", "open", "skip", "cancel"})
_COPULAR = frozenset({"stay", "remain", "seem", "look", "stand", "sound", "turn"})
_SAYS = frozenset(["says", "reports", "writes", "notes", "adds", "insists", "warns", "claims", "states", "quotes", "answers",
                   "replies", "argues", "jokes", "muses", "predicts", "estimates", "counts", "concludes", "hints", "alleges",
                   "suggests", "admits", "complains", "recalls", "believes", "learns", "threatens", "vows", "cites", "tells",
                   "confirms", "announces", "reveals", "remarks", "observes", "maintains", "contends", "retorts"])  # fmt: skip


def _ends_saying(tokens: list[Token], i: int, forms: set[str]) -> bool:
    """, a correspondent reports. , analysts estimate. The last word behind somebody is what he does."""
    who = tokens[i - 1]
    if "human" not in who.word.senses or (i + 1 < len(tokens) and tokens[i + 1].low not in (".", ",", '"', "”", ";", ":")):
        return False
    return "base" in forms if who.word.plural else "s" in forms


def _after_aside(tokens: list[Token], i: int) -> bool:
    """The visit, planned for May, stays on: a verb, where none has come and an aside has just been closed."""
    commas = [j for j in range(i) if tokens[j].tag == ","]
    if len(commas) < 2 or tokens[i - 1].tag != "," or not any(t.tag in "NP" for t in tokens[: commas[0]]):
        return False
    for token in tokens[:i]:
        if token.tag in "XBW;:" or (token.tag == "V" and not any(f in ("pp", "ing") for _, f in token.word.verbs)):
            return False
    return True


def _says_next(tokens: list[Token], i: int) -> bool:
    """, reports the correspondent: a verb of saying before its subject."""
    if i + 1 >= len(tokens) or tokens[i + 1].low == "that":
        return False
    return tokens[i].low in _SAYS and tokens[i + 1].word.tags[0] in "DPASN"


def _plural(token: Token) -> bool:
    if token.tag == "M":
        return token.low != "one"
    return token.word.plural or (token.mention is not None and token.kind == "adjective" and token.tag == "N")


def _inverted(tokens: list[Token], at: int) -> bool:
    return at > 0 and tokens[at - 1].low in ("nor", "neither")


def _agrees(tokens: list[Token], i: int, others: str, forms: set[str], at: int) -> str:
    """After a noun: a verb where number agrees, what follows can be its object or adjunct, and no other verb comes."""
    noun = tokens[at]
    if at == i - 1 and noun.kind == "organisation" and "force" in tokens[i].word.senses and not (
        i + 1 < len(tokens) and _opens(tokens[i + 1])
    ):
        return others[0]
    named = noun.tag == "P" and noun.kind in ("place", "") and " " not in noun.low
    if at == i - 1 and at and named and tokens[at - 1].tag in "DS" and "N" in tokens[i].word.tags:
        return others[0]
    men = at == i - 1 and noun.tag == "P" and noun.kind in ("place", "country", "capital")
    if men and at and tokens[at - 1].tag == "V" and {"human", "force", "force?"} & set(tokens[i].word.senses):
        return others[0]
    plural = _plural(noun) or _plural_head(tokens, at)
    if at == i - 1 and at and tokens[at - 1].tag == "V" and set(tokens[i].word.senses) & _HELD:
        if any(lemma in _HOLDING for lemma, _ in tokens[at - 1].word.verbs):
            return others[0]
    named = noun.kind == "organisation" or _possessed_name(tokens, at)
    if noun.kind == "weapon" or (noun.kind == "drill" and ("s" not in forms or tokens[i].word.senses)):
        return others[0]
    if set(tokens[i].word.senses) & _GATHERINGS and named:
        return others[0]
    if tokens[at].tag == "Z" and at and tokens[at - 1].tag in "GSDA" and set(tokens[i].word.senses) & _GATHERINGS:
        return others[0]
    if "base" in forms and (_asked_before(tokens, at) or _let_before(tokens, at) or _demanded_before(tokens, at)):
        return "V"
    if _third_person(tokens, i):
        return "V"
    if not _opens_next(tokens, i) and _clause_full(tokens, at):
        return others[0]
    agrees = ("s" in forms and not plural) or (
        "base" in forms and "s" not in forms and (plural or noun.tag == "Z" or _two_before(tokens, at))
    )
    if not agrees and _governs(tokens, i) and _far_head(tokens, at) is ("base" in forms):
        agrees = True
    if "past" in forms:
        agrees = True
    if not agrees and "base" in forms and _demanded(tokens, at) and not _finite_later(tokens, i + 1):
        return "V"
    if not agrees or (at == i - 1 and noun.word.plural and _article_of_one(tokens, at)):
        return others[0]
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if following is not None and "A" in following.word.tags:
        if any(lemma in _COPULAR for lemma, _ in tokens[i].word.verbs):
            return "V"
    if noun.low == "arms":
        return others[0]
    common = noun.tag == "N" or (noun.tag == "P" and noun.mention is None and at > 0 and tokens[at - 1].tag == "D")
    if (following is None or following.tag in ".,") and common and _in_adjunct(tokens, at):
        return others[0]
    if following is None and noun.tag == "P" and tokens[i].low in _SAYS and at and tokens[at - 1].tag == "I":
        return others[0]
    if (
        noun.word.senses
        and not noun.mention
        and tokens[i].word.senses
        and not plural
        and (following is None or not (_opens(following) or following.low in _FROM_HERE))
        and not _acts(tokens, i, forms, at)
    ):
        return others[0]
    if following is not None and tokens[i].low in _STARTS and any(form == "ing" for _, form in following.word.verbs):
        return "V"
    if following is None or following.tag in ".?!" or (
        following.word.tags[0] in "XV" and not {"N", "A"} & set(following.word.tags)
    ):
        return "V" if following is None or following.tag == "." else others[0]
    if "V" in following.word.tags and {f for _, f in following.word.verbs} & {"past", "s"} and not _opens(following):
        return "V" if "A" in following.word.tags and tokens[i].low in _STANDING else others[0]
    name = noun.tag == "P" or plural or noun.mention is not None
    if name and (
        _opens(following) or following.tag in ("I", "T", "R", "B", "Z", "K") or following.word.tags[0] in "ITRBKZWM,"
    ):
        return "V" if not _finite_later(tokens, i + 1) or _opens(following) or noun.tag == "P" else others[0]
    if _opens(following) and not _finite_later(tokens, i + 1):
        return "V"
    return others[0] if _finite_later(tokens, i + 1) else "V"


_STARTS = frozenset({"start", "starts", "stop", "stops", "finish", "finishes", "quit", "quits", "risk", "risks"})
_GATHERINGS = frozenset({"drill", "training", "summit", "meeting"})


def _possessed_name(tokens: list[Token], at: int) -> bool:
    """The bloc's Interaction and Search drills: names behind a genitive, of nobody, go on as a noun."""
    j = at
    while j > 0 and tokens[j].mention is None and (tokens[j].tag in "P," or tokens[j].low == "and"):
        j -= 1
    return j < at and tokens[at].tag == "P" and tokens[j].tag == "G"


_DEMANDING = frozenset(["insist", "demand", "ask", "request", "require", "propose", "suggest", "recommend", "urge", "order",
                        "stipulate", "decree", "move", "advise", "beg", "prefer"])  # fmt: skip


def _acts(tokens: list[Token], i: int, forms: set[str], at: int) -> bool:
    """Opposition urges cabinet to …, a title: an operator in the third person with nothing finite after it."""
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if "s" not in forms or following is None or following.word.tags[0] not in "NPAT" or at and tokens[at - 1].tag in "DS":
        return False
    lemmas = [lemma for lemma, form in tokens[i].word.verbs if form == "s"]
    return any((lemma, "v") in rows() for lemma in lemmas) and not _finite_later(tokens, i + 1)


_STANDING = frozenset({"stand", "stands", "lie", "lies", "stay", "stays", "look", "looks", "remain", "remains", "fall", "falls"})
_FROM_HERE = frozenset({"out of", "from", "away from", "off", "into", "out", "away"})


def _plural_head(tokens: list[Token], at: int) -> bool:
    """Whether the name that ends at `at` only says where a plural subject is: the barracks in Verishen stand empty."""
    j = at
    for _ in range(3):
        while j >= 0 and tokens[j].tag in "PDSA":
            j -= 1
        if j < 1 or tokens[j].tag != "I" or tokens[j - 1].tag not in "NP":
            return False
        j -= 1
        if tokens[j].tag == "N":
            return _plural(tokens[j])
    return False


def _demanded(tokens: list[Token], at: int) -> bool:
    """Whether the subject that ends at `at` stands in what is demanded: insist that Moscow honour its word."""
    j = at
    while j >= 0 and tokens[j].tag in "DSANPMG":
        j -= 1
    if j < 1 or tokens[j].low != "that":
        return False
    j -= 1
    while j > 0 and tokens[j].tag in "RZI":
        j -= 1
    before = tokens[j].word
    return any(lemma in _DEMANDING for lemma, _ in before.verbs) or bool({"op"} & set(before.senses))


def _opens_next(tokens: list[Token], i: int) -> bool:
    """Whether a determiner follows: an object of a verb."""
    return i + 1 < len(tokens) and tokens[i + 1].word.tags[0] in "DS"


def _clause_full(tokens: list[Token], at: int) -> bool:
    """Whether the noun at `at` stands behind a preposition in a clause that has its auxiliary and verb already: is
    quartered in the old stables, will join them at the bridge."""
    j = at
    while j >= 0 and tokens[j].tag in "DSANPMG":
        j -= 1
    if j < 0 or tokens[j].tag != "I":
        return False
    verb = False
    for token in reversed(tokens[:j]):
        if token.tag == "V":
            verb = True
        elif token.tag == "X":
            return verb
        elif token.tag in ",;:.BWCT":
            return False
    return False


def _governs(tokens: list[Token], i: int) -> bool:
    """What follows can be the object of a verb: a determiner, a name, a preposition; and no other verb comes."""
    return i + 1 < len(tokens) and _tags(tokens, i + 1)[0] in "DSPI" and not _finite_later(tokens, i + 1)


def _far_head(tokens: list[Token], at: int) -> bool | None:
    """Whether the noun that the phrase ending in token `at` hangs on is plural: contractors of a firm, A and B; None
    where it hangs on none."""
    found: bool | None = None
    for j in range(at, -1, -1):
        token = tokens[j]
        if token.tag == "I" and token.low in _OF_PLACE and j and tokens[j - 1].tag in "NP":
            found = _plural(tokens[j - 1])
        elif token.low == "and" and found is not True:
            found = True
        elif token.tag in "VXBW;:.TO" or token.tag in ("(", ")"):
            break
    return found


_OF_PLACE = frozenset({"of", "in", "at", "on", "near", "from", "for", "with", "along", "around", "above", "between"})


def _article_of_one(tokens: list[Token], at: int) -> bool:
    """A plural inside the phrase of "a" is no head of it: a secret arms deal."""
    j = at - 1
    while j >= 0 and tokens[j].tag in "ANPM-":
        j -= 1
    return j >= 0 and tokens[j].low in ("a", "an", "another", "each", "every")


def _asked_before(tokens: list[Token], at: int) -> bool:
    """An auxiliary before the subject: nor will Armenia leave, did Putin order."""
    j = at - 1
    while j >= 0 and tokens[j].tag in "DSANPMG":
        j -= 1
    if j < 0 or tokens[j].tag != "X" or tokens[j].word.verbs[0][1] not in ("modal", "base", "s", "past"):
        return False
    modal = tokens[j].word.verbs[0][1] == "modal" or tokens[j].word.verbs[0][0] == "do"
    return modal and (
        j == 0 or tokens[j - 1].low in ("nor", "neither", "never", "only", ",", "if") or tokens[j - 1].tag in '"Z'
    )


_DEMANDS = frozenset(
    {"demand", "insist", "propose", "suggest", "ask", "request", "urge", "recommend", "require", "order", "advise"}
)


def _demanded_before(tokens: list[Token], at: int) -> bool:
    """Demanding that the country turn: a bare verb in what is demanded."""
    j = at
    while j >= 0 and tokens[j].tag in "DSANPMG":
        j -= 1
    if j < 1 or tokens[j].low != "that" or tokens[j].tag != "B":
        return False
    return tokens[j - 1].tag in "VN" and bool({le for le, _ in tokens[j - 1].word.verbs} & _DEMANDS)


_LETTING = frozenset({"let", "make", "help", "watch"})


def _let_before(tokens: list[Token], at: int) -> bool:
    """Let its membership run out, made the alliance pay: a bare verb after the object of let."""
    j = at
    while j >= 0 and tokens[j].tag in "DSANPMGI":
        j -= 1
    return j >= 0 and tokens[j].tag == "V" and bool({lemma for lemma, _ in tokens[j].word.verbs} & _LETTING)


def _in_adjunct(tokens: list[Token], at: int) -> bool:
    """Skipped the summit for health reasons: a noun behind a preposition, after the verb of its clause."""
    j = at
    while j >= 0 and tokens[j].tag in "DSANGP":
        j -= 1
    if j < 0 or tokens[j].tag != "I":
        return False
    while j >= 0 and tokens[j].tag not in "BW,;:.":
        if tokens[j].tag == "V":
            return not {lemma for lemma, _ in tokens[j].word.verbs} & _SAYING
        j -= 1
    return False


_SAYING = frozenset({"say", "tell", "believe", "think", "confirm", "report", "know", "hope", "claim", "write", "state"})


def _two_before(tokens: list[Token], at: int) -> bool:
    """A pair of nouns before: Yerevan and Moscow agree."""
    return at > 1 and (tokens[at - 1].low in ("and", ",") and tokens[at - 2].tag in "NP")


def _opens(token: Token) -> bool:
    return token.word.tags[0] in "DSOPAM" or "D" in token.word.tags


def _finite_later(tokens: list[Token], i: int) -> bool:
    """Whether a certain finite verb comes before the clause can end."""
    for j in range(i, min(len(tokens), i + 25)):
        token = tokens[j]
        if token.tag in _STOPS or token.word.tags in ("B", "W", "C") or token.low in ("that", "who", "which", "and"):
            return False
        if token.word.tags[0] == "X" and token.word.verbs and token.word.verbs[0][1] not in ("pp", "ing"):
            return _low(tokens, j - 1) != "to"
        if token.word.tags == "V" and any(form in ("past", "s") for _, form in token.word.verbs):
            return True
    return False


def _after_relative(tokens: list[Token], i: int) -> bool:
    """Behind a relative clause between commas, where the sentence has no verb yet: the airport, which …, rings."""
    opened = next((j for j in range(i - 2, 0, -1) if tokens[j].tag == "W" and tokens[j - 1].tag == ","), -1)
    return opened > 0 and not any(t.tag in "VX" for t in tokens[: opened - 1])


def _coordinated(tokens: list[Token], i: int, others: str, forms: set[str]) -> str:
    """After and, or: the same as what stands before the coordinator."""
    j = i - 2
    if j >= 0 and tokens[j].tag == "N" and tokens[j].word.plural and "s" in forms and _tags(tokens, i + 1)[0] in "I.,":
        return others[0]
    if "s" in forms:
        while j >= 0 and tokens[j].tag not in ("B", ";", "."):
            if tokens[j].tag == "V" and any(form == "s" for _, form in tokens[j].word.verbs):
                return "V" if _opens_or_preposition(tokens, i + 1) else others[0]
            j -= 1
        return others[0]
    while j >= 0 and tokens[j].tag not in ("B", ";", "."):
        if tokens[j].tag == "T" or (tokens[j].tag == "X" and tokens[j].word.verbs[0][1] == "modal"):
            going = tokens[i].low in _GOING and _tags(tokens, i + 1)[0] in ".,;"
            return "V" if going or _opens_or_preposition(tokens, i + 1) else others[0]
        if tokens[j].tag == "V" and any(form == "base" for _, form in tokens[j].word.verbs):
            going = tokens[i].low in _GOING and _tags(tokens, i + 1)[0] in ".,;"
            return "V" if going or _opens_or_preposition(tokens, i + 1) else others[0]
        j -= 1
    return others[0]


def _opens_or_preposition(tokens: list[Token], i: int) -> bool:
    return i < len(tokens) and (_opens(tokens[i]) or "N" in tokens[i].word.tags or tokens[i].word.tags[0] in "ITKR")


def _particle(tokens: list[Token], i: int, tags: str) -> str:
    """Out, back, over: beside a verb a particle, before a noun phrase a preposition."""
    before, at = _previous(tokens, i)
    following = _tags(tokens, i + 1)
    if before in ("N", "P", "O", "Z") and "I" in tags and following[0] in "DSPNAMO":
        return "I"
    if before == "X" and at == i - 1 and following[0] in ".,;:":
        return "K"
    if before == "V" and at == i - 1:
        if tokens[i].low == "over" and following[0] in "DSPAMO" and not _OVER & {lemma for lemma, _ in tokens[at].word.verbs}:
            return "I"
        if following[0] in "DSPAMO" and "I" in tags and tokens[i].low in ("over", "off", "down", "up", "out"):
            return "K"
        return "K"
    if "I" in tags and (following[0] in "DSPNAMO") and (before in "NPO" or not _takes_particle(tokens, i)):
        return "I"
    nominal = following[0] in "DSPNAMOZ" or "V" in following
    return "K" if _takes_particle(tokens, i) or not nominal else _other(tags, "K")


_OVER = word_set("tagging.over")


def _takes_particle(tokens: list[Token], i: int) -> bool:
    """A verb not far before, with only a noun phrase between: take its soldiers out, hand the post over."""
    if i and tokens[i - 1].tag == "X" and tokens[i - 1].word.verbs and tokens[i - 1].word.verbs[0][0] == "be":
        return True
    for j in range(i - 1, max(-1, i - 8), -1):
        if tokens[j].tag == "V":
            return True
        if tokens[j].tag in ",;:.BWCIT":
            return False
    return False


_NAMING = frozenset(["accredit", "appoint", "name", "know", "serve", "describe", "regard", "treat", "list", "post", "elect",
                     "nominate", "install", "denounce", "dismiss", "brand", "register", "hail", "recognise", "recognize"])  # fmt: skip


def _link(tokens: list[Token], i: int, tags: str) -> str:
    """Since, until, before, as, when …: before a clause a subordinator, before a noun phrase a preposition."""
    if i + 1 < len(tokens) and tokens[i + 1].date is not None and _tags(tokens, i + 2)[0] in "PDSA":
        return "I" if "I" in tags else "B"
    if "I" not in tags:
        return _question_word(tokens, i) if "W" in tags else "B"
    if i + 1 < len(tokens) and tokens[i + 1].date is not None and tokens[i].low in _DATED and _low(tokens, i + 2) != "'s":
        return "I"
    if tokens[i].low == "after" and 0 < i < len(tokens) - 1 and tokens[i - 1].low == tokens[i + 1].low:
        return "I"
    if tokens[i].low == "as" and i and any(lemma in _NAMING for lemma, _ in tokens[i - 1].word.verbs):
        return "I"
    if tokens[i].low == "as" and i + 1 < len(tokens) and tokens[i + 1].word.tags[0] == "V":
        return "B"
    if tokens[i].low in _SPANS and i + 1 < len(tokens) and tokens[i + 1].date is not None and _low(tokens, i + 2) != "'s":
        return "I"
    for j in range(i + 1, min(len(tokens), i + 25)):
        token = tokens[j]
        if (
            token.tag in _STOPS
            and token.tag != '"'
            or token.word.tags == "B"
            or token.low in ("who", "which", "and", "that")
        ):
            break
        if token.word.tags[0] == "X" and token.word.verbs and token.word.verbs[0][1] not in ("pp", "ing"):
            return "B" if _low(tokens, j - 1) != "to" and j > i + 1 else "I"
        if (
            "V" in token.word.tags
            and token.mention is None
            and "N" not in token.word.tags
            and any(form in ("past", "s") for _, form in token.word.verbs)
        ):
            participle = any(form == "pp" for _, form in token.word.verbs)
            if participle and (tokens[j - 1].word.tags[0] in "DSGA" or j == i + 1):
                continue
            return "B"
        if token.word.tags[0] == "O" and token.low in ("it", "they", "he", "she", "we", "i"):
            return "B"
        if j > i + 1 and _bare_verb(tokens, j):
            return "B"
        if token.kind in ("country", "capital", "person") and j > i + 1 and _ends_phrase(tokens[j - 1]):
            return "I"
        if j > i + 1 and _third_person(tokens, j):
            return "B"
    return "I"


def _bare_verb(tokens: list[Token], j: int) -> bool:
    """Before the Russians leave Berkaber: a bare form after a plural, with what can be its object behind it."""
    before, token = tokens[j - 1], tokens[j]
    many = before.word.plural or (before.kind == "adjective" and before.low.endswith("s"))
    if not many or token.mention is not None or not any(form == "base" for _, form in token.word.verbs):
        return False
    following = tokens[j + 1] if j + 1 < len(tokens) else None
    return following is None or following.word.tags[0] in "DSPZ.," or following.mention is not None


def _ends_phrase(token: Token) -> bool:
    """A plain noun right before a name, no title: the phrase ends, and the name begins another."""
    if token.date is not None:
        return True
    return "N" in token.word.tags and token.mention is None and not set(token.word.senses) & {"human", "state", "envoy"}


_SPANS = frozenset({"since", "until", "till"})


_STATES_AND_TOWNS = frozenset({"country", "capital", "metonym", "place"})


def _third_person(tokens: list[Token], j: int) -> bool:
    """A word like "changes" between a singular noun and its object: the crossing changes hands."""
    before, token = tokens[j - 1], tokens[j]
    if "V" not in token.word.tags or not any(form == "s" for _, form in token.word.verbs):
        return False
    named = before.tag == "P" and before.kind in _STATES_AND_TOWNS and (j < 2 or tokens[j - 2].tag in _STOPS)
    if not named and ("N" not in before.word.tags or before.word.plural):
        return False
    after = tokens[j + 1] if j + 1 < len(tokens) else None
    if after is None or token.mention is not None:
        return False
    if _low(tokens, j - 2) == "as" or (j > 2 and _low(tokens, j - 3) == "as"):
        return True
    return after.word.tags[0] in "DS" or (after.word.plural and (j + 2 == len(tokens) or tokens[j + 2].tag in _STOPS))


def _question_word(tokens: list[Token], i: int) -> str:
    before, at = _previous(tokens, i)
    low = tokens[i].low
    if low in ("who", "whom", "which", "whose"):
        return "W"
    timed = low != "when" or (at >= 0 and _names_time(tokens[at if before != "," else at - 1]))
    if before in ("N", "P", "Z", "M") and at == i - 1 and low in ("where", "when", "why") and timed:
        return "W"
    if before == "," and at > 0 and tokens[at - 1].tag in "NPZM" and low in ("where", "when") and timed:
        return "W"
    return "B" if low in ("when", "where") else "W"


def _names_time(token: Token) -> bool:
    return token.date is not None or token.tag == "Z" or token.word.noun in ("day", "time", "moment", "year", "date", "week")


def _no_less(tokens: list[Token], i: int) -> str:
    if tokens[i].low == "most" and _tags(tokens, i + 1)[0] == "X" and (i == 0 or tokens[i - 1].tag in (",", "C")):
        return "D"
    if i and tokens[i - 1].tag == "M" and _noun_ahead(tokens, i + 1):
        return "A"
    return "D" if _noun_ahead(tokens, i + 1) or _low(tokens, i + 1) in ("of", "than") else "R"


def _what(tokens: list[Token], i: int) -> str:
    """What guards saw, what Yerevan asked for: a determiner only before a common noun."""
    return "D" if i + 1 < len(tokens) and tokens[i + 1].word.tags[0] in "NA" and tokens[i + 1].mention is None else "W"


def _come(tokens: list[Token], i: int) -> str:
    """Come October, few will be left: a preposition."""
    before, _ = _previous(tokens, i)
    dated = i + 1 < len(tokens) and tokens[i + 1].date is not None
    return "I" if dated and before in "NP,^" else _verb_or_not(tokens, i, tokens[i].word.tags)


def _rid(tokens: list[Token], i: int) -> str:
    """Got rid of: an adjective; rid the town of: a verb."""
    return "A" if i and any(lemma in ("get", "be") for lemma, _ in tokens[i - 1].word.verbs) else "V"


def _following(tokens: list[Token], i: int) -> str:
    """Following the pullout, …: a preposition at the head of a clause; the following day: an adjective."""
    before, _ = _previous(tokens, i)
    if before in "DS":
        return "A"
    return "I" if _tags(tokens, i + 1)[0] in "DSPNA" and before not in "XO" else _verb_or_not(tokens, i, tokens[i].word.tags)


def _save(tokens: list[Token], i: int) -> str:
    """All provinces save Shirak: a preposition between a noun and a name; else a verb."""
    before, at = _previous(tokens, i)
    return "I" if before == "N" and at == i - 1 and tokens[at].word.plural and _tags(tokens, i + 1)[0] in "PDO" else "V"


def _no(tokens: list[Token], i: int) -> str:
    """A flat no, said no: a noun where nothing follows that it could deny."""
    before, _ = _previous(tokens, i)
    if before == "N" and i + 1 < len(tokens) and tokens[i + 1].low[0].isdigit():
        return "R"
    return "N" if before in ("A", "D", "V", "I", "N") and _tags(tokens, i + 1)[0] in ".ICB" else "D"


def _one(tokens: list[Token], i: int) -> str:
    return "M" if _noun_ahead(tokens, i + 1) or _low(tokens, i + 1) == "of" else "O"


def _such(tokens: list[Token], i: int) -> str:
    return "A" if i and tokens[i - 1].tag == "D" else "D"


def _back(tokens: list[Token], i: int) -> str:
    """Ordered them back from, back home: beside a preposition or at the end no verb; turned its back: a noun."""
    if i and tokens[i - 1].tag in "SG" and not _noun_ahead(tokens, i + 1):
        return "N"
    if i and tokens[i - 1].tag in "DS" and _low(tokens, i + 1) == "of":
        return "N"
    if _tags(tokens, i + 1)[0] in "ITR.,;" and not (i and tokens[i - 1].tag in "TX"):
        return "K"
    return _verb_or_not(tokens, i, tokens[i].word.tags)


def _near(tokens: list[Token], i: int) -> str:
    before, at = _previous(tokens, i)
    if before == "X" and any(lemma == "be" for lemma, _ in tokens[at].word.verbs):
        return "I"
    return "V" if before in "TXO" and before != "^" and _tags(tokens, i + 1)[0] in "DS" else "I"


def _neither(tokens: list[Token], i: int) -> str:
    after = tokens[i + 1].word.verbs if i + 1 < len(tokens) else ()
    if i and tokens[i - 1].tag == "X" and any(form in ("ing", "pp") for _, form in after):
        return "R"
    if _noun_ahead(tokens, i + 1) or _low(tokens, i + 1) == "of" or _tags(tokens, i + 1)[0] in "DS":
        return "D"
    return "O" if _tags(tokens, i + 1)[0] in "XV" and (i == 0 or tokens[i - 1].tag in ',;B"') else "R"


def _either(tokens: list[Token], i: int) -> str:
    """Either side, either of them; before a name or a noun in the plural a word of its own: either Yerevan pays or …"""
    if _low(tokens, i + 1) == "of":
        return "D"
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if following is None or following.mention is not None or following.word.plural:
        return "R"
    return "D" if _noun_ahead(tokens, i + 1) else "R"


def _bar(tokens: list[Token], i: int) -> str:
    """All members bar Armenia: a preposition."""
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if after is not None and after.kind in ("country", "capital") and i and tokens[i - 1].tag in "NP":
        return "I"
    return _verb_or_not(tokens, i, tokens[i].word.tags) if "V" in tokens[i].word.tags else "N"


def _both(tokens: list[Token], i: int) -> str:
    """Will both send, have all left: beside the verb no determiner."""
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if following is None or not i or tokens[i - 1].tag not in "XNPO":
        return "D"
    verb = "V" in following.word.tags or following.word.tags[0] == "X"
    if tokens[i - 1].tag == "X":
        return "R" if verb and following.word.tags[0] != "N" else "D"
    return "R" if verb and "N" not in following.word.tags and following.word.tags[0] in "VX" else "D"


def _long(tokens: list[Token], i: int) -> str:
    return "A" if _noun_ahead(tokens, i + 1) and _tags(tokens, i + 1)[0] not in "BI" else "R"


def _her(tokens: list[Token], i: int) -> str:
    return "S" if _noun_ahead(tokens, i + 1) else "O"


def _around(tokens: list[Token], i: int) -> str:
    """About, around, over: before a number no preposition."""
    if i + 1 < len(tokens) and tokens[i + 1].word.tags[0] == "M" and tokens[i + 1].date is None:
        return "D"
    if _low(tokens, i + 1) == "a" and _tags(tokens, i + 2)[0] == "M" and (not i or tokens[i - 1].tag not in "VN"):
        return "R"
    if tokens[i].low == "some":
        return "D" if _noun_ahead(tokens, i + 1) else "O"
    return _particle(tokens, i, tokens[i].word.tags) if "K" in tokens[i].word.tags else "I"


def _in(tokens: list[Token], i: int) -> str:
    """Carry on serving, brought in for that, flew in another two hundred: a particle; else a preposition."""
    if not i or tokens[i - 1].tag != "V" or i + 1 >= len(tokens):
        return "I"
    lemmas = {lemma for lemma, _ in tokens[i - 1].word.verbs}
    following = tokens[i + 1]
    tag = following.word.tags[0]
    if tokens[i].low == "on":
        ing = any(form == "ing" for _, form in following.word.verbs)
        return "K" if lemmas & _GOES_ON and (ing or tag in "I.R," or following.date is not None) else "I"
    if not lemmas & _BRINGS:
        return "I"
    if tag in "I.,T" or following.tag in ".,":
        return "K"
    for token in tokens[i + 1 : i + 6]:
        if token.kind in ("place", "country", "capital") or token.date is not None:
            return "I"
        if {"force", "force?", "weapon"} & set(token.word.senses) or token.kind == "force":
            return "K"
        if token.word.tags[0] not in "DSAM":
            return "K" if token.tag in ".,;" else "I"
    return "K"


_GOES_ON = frozenset({"carry", "go", "keep", "stay", "soldier", "hang", "live", "hold", "linger", "serve"})
_BRINGS = frozenset({"bring", "fly", "send", "ship", "call", "draft", "airlift", "rush", "march", "truck", "pour", "bus",
                     "drive", "move", "roll", "come", "arrive"})  # fmt: skip


def _home(tokens: list[Token], i: int) -> str:
    """Home to thousands, at home: a noun; went home: an adverb."""
    if i and tokens[i - 1].tag in "DSGI":
        return "N"
    apposed = i == 0 or tokens[i - 1].tag == "," or {lemma for lemma, _ in tokens[i - 1].word.verbs} & {"be", "remain"}
    return "N" if _low(tokens, i + 1) == "to" and apposed else "R"


def _here(tokens: list[Token], i: int) -> str:
    return "O" if i and tokens[i - 1].tag == "I" else "R"


def _put(tokens: list[Token], i: int) -> str:
    """Stay put: no verb."""
    before = {lemma for lemma, _ in tokens[i - 1].word.verbs} if i else set()
    return "R" if before & {"stay", "remain", "sit"} else "V"


def _so(tokens: list[Token], i: int) -> str:
    return "R"


def _worth(tokens: list[Token], i: int) -> str:
    """Worth $10 million: a preposition; ten million dollars' worth: a noun."""
    following = _tags(tokens, i + 1)[0]
    return "N" if (i and tokens[i - 1].tag == "G") or following not in "MDRI" else "I"


def _on(tokens: list[Token], i: int) -> str:
    """Talks are going on, are going on in Delhi: a particle where no phrase follows."""
    follows = _tags(tokens, i + 1)[0]
    after_verb = i > 0 and tokens[i - 1].tag == "V"
    return "K" if after_verb and (follows in ".,;:IBC" or i + 1 == len(tokens)) else "I"


def _through(tokens: list[Token], i: int) -> str:
    """The deal went through; they wave travellers through at the gate."""
    behind = i > 0 and tokens[i - 1].tag in "NPO" and _tags(tokens, i + 1) == "I" and _takes_particle(tokens, i)
    return "K" if behind else _on(tokens, i)


def _dates(tokens: list[Token], i: int) -> str:
    """The contract dates from 2021, dates back to the war: a verb."""
    backwards = _low(tokens, i + 1) in ("from", "back")
    return "V" if backwards and not (i and tokens[i - 1].tag in "DA") else _verb_or_not(tokens, i, tokens[i].word.tags)


def _more_than(tokens: list[Token], i: int) -> str:
    """Has more than halved the number: beside a verb an adverb."""
    forms = {form for _, form in tokens[i + 1].word.verbs} if i + 1 < len(tokens) else set()
    return "R" if forms & {"past", "pp"} and "N" not in _tags(tokens, i + 1) else "D"


_WORDS = {
    "more than": _more_than,
    "worth": _worth,
    "through": _through,
    "dates": _dates,
    "date": _dates,
    "may": _may, "about": _around, "around": _around, "over": _around, "under": _around, "below": _around,
    "above": _around, "some": _around, "well over": _around, "more": _no_less, "less": _no_less, "most": _no_less,
    "one": _one, "such": _such, "back": _back, "near": _near, "like": _near, "neither": _neither, "sooner": _sooner, "bar": _bar,
    "either": _either, "except": lambda _t, _i: "I",
    "both": _both, "all": _both, "long": _long, "her": _her, "so": _so, "yet": _so, "no": _no, "save": _save,
    "come": _come, "following": _following, "rid": _rid, "what": _what, "but": lambda t, i: "C",
    "home": _home, "in": _in, "on": _in, "put": _put, "to": _to, "that": _that, "there": _there, "here": _here,
    "not": lambda _t, _i: "R", "as well as": lambda _t, _i: "C",
}  # fmt: skip
