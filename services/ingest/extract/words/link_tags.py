"""Pass 5d. Prepositions, particles, conjunctions and question words."""

from services.ingest.extract.words.neighbours import STOPS, low_at, names_time, other_tag, previous_tag, tags_at
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set

_DATED = frozenset({"since", "until", "till", "before", "after", "not until"})
_WALKING = word_set("tagging.walking")
_OVER = word_set("tagging.over")
OBJECTLESS = word_set("tagging.objectless")
_NAMING = word_set("tagging.naming")
_WAVING = word_set("tagging.waving")
_AWAY = frozenset({"off", "aside", "away"})
_RATHER = frozenset({"rather", "sooner"})
_SPANS = frozenset({"since", "until", "till"})
_STATES_AND_TOWNS = frozenset({"country", "capital", "metonym", "place"})


def particle_tag(tokens: list[Token], i: int, tags: str) -> str:
    """Out, back, over: beside a verb a particle, before a noun phrase a preposition."""
    before, at = previous_tag(tokens, i)
    following = tags_at(tokens, i + 1)
    if before in ("N", "P", "O", "Z") and "I" in tags and following[0] in "DSPNAMO":
        return "I"
    if tokens[i].low == "over" and before == "N" and i + 1 < len(tokens) and "ing" in tokens[i + 1].word.forms:
        return "I"
    if before == "X" and at == i - 1 and following[0] in ".,;:":
        return "K"
    if tokens[i].low == "off" and at == i - 1 and following[0] in "DSPA" and _passive_before(tokens, at):
        return "I"
    if before == "V" and at == i - 1:
        walks = tokens[i].low == "off" and tokens[at].word.lemmas & _WALKING
        if walks and following[0] in "DSP":
            return "I"
        if tokens[i].low == "over" and following[0] in "DSPAMO" and not _OVER & tokens[at].word.lemmas:
            return "I"
        if following[0] in "DSPAMO" and "I" in tags and tokens[i].low in ("over", "off", "down", "up", "out"):
            return "K"
        return "K"
    if "I" in tags and (following[0] in "DSPNAMO") and (before in "NPO" or not takes_particle(tokens, i)):
        return "I"
    nominal = following[0] in "DSPNAMOZ" or "V" in following
    return "K" if takes_particle(tokens, i) or not nominal else other_tag(tags, "K")


def _passive_before(tokens: list[Token], at: int) -> bool:
    """Were taken off the border, have been off the premises: what follows is no object."""
    be = at if tokens[at].tag == "X" else at - 1
    pp = be == at or "pp" in tokens[at].word.forms
    return pp and be >= 0 and tokens[be].tag == "X" and tokens[be].word.verbs[0][0] == "be"


def takes_particle(tokens: list[Token], i: int) -> bool:
    """A verb not far before, with only a noun phrase between: take its soldiers out, hand the post over."""
    if i and tokens[i - 1].tag == "X" and tokens[i - 1].word.verbs and tokens[i - 1].word.verbs[0][0] == "be":
        return True
    for j in range(i - 1, max(-1, i - 8), -1):
        if tokens[j].tag == "V":
            return True
        if tokens[j].tag in ",;:.BWCIT":
            return False
    return False


def link_tag(tokens: list[Token], i: int, tags: str) -> str:
    """Since, until, before, as, when …: before a clause a subordinator, before a noun phrase a preposition;
    has since been, has been so since: an adverb."""
    if i + 1 < len(tokens) and tokens[i + 1].date is not None and tags_at(tokens, i + 2)[0] in "PDSA":
        return "I" if "I" in tags else "B"
    if tokens[i].low == "since" and (_inside_verb(tokens, i) or tags_at(tokens, i + 1)[0] in ".,;:"):
        return "R"
    if (compared := _compared(tokens, i)) != "":
        return compared
    if "I" not in tags:
        return question_word_tag(tokens, i) if "W" in tags else "B"
    if (
        i + 1 < len(tokens)
        and tokens[i + 1].date is not None
        and tokens[i].low in _DATED
        and low_at(tokens, i + 2) != "'s"
    ):
        return "I"
    if tokens[i].low == "after" and 0 < i < len(tokens) - 1 and tokens[i - 1].low == tokens[i + 1].low:
        return "I"
    if tokens[i].low in ("after", "before", "since") and _verb_owed(tokens, i):
        return "I"
    if (
        tokens[i].low in _SPANS
        and i + 1 < len(tokens)
        and tokens[i + 1].date is not None
        and low_at(tokens, i + 2) != "'s"
    ):
        return "I"
    for j in range(i + 1, min(len(tokens), i + 25)):
        token = tokens[j]
        if (
            (token.tag in STOPS and token.tag != '"')
            or token.word.tags == "B"
            or token.low in ("who", "which", "and", "that")
        ):
            break
        if token.word.tags[0] == "X" and token.word.verbs and token.word.verbs[0][1] not in ("pp", "ing"):
            return "B" if low_at(tokens, j - 1) != "to" and j > i + 1 else "I"
        if (
            "V" in token.word.tags
            and token.mention is None
            and "N" not in token.word.tags
            and not token.word.forms.isdisjoint(("past", "s"))
        ):
            participle = "pp" in token.word.forms
            if participle and token.low != "left" and (tokens[j - 1].word.tags[0] in "DSGA" or j == i + 1):
                continue
            return "B"
        if token.word.tags[0] == "O" and token.low in ("it", "they", "he", "she", "we", "i"):
            return "B"
        if j > i + 1 and _bare_verb(tokens, j):
            return "B"
        if token.kind in ("country", "capital", "person") and j > i + 1 and _ends_phrase(tokens[j - 1]):
            return "I"
        if j > i + 1 and (is_third_person(tokens, j) or _comes_to_end(tokens, j)):
            return "B"
    return "I"


def _compared(tokens: list[Token], i: int) -> str:
    """As and than where what stands beside them says what they are; empty elsewhere."""
    if tokens[i].low == "than":
        return "B" if _preferred(tokens, i) else ""
    if tokens[i].low != "as" or "I" not in tokens[i].word.tags:
        return ""
    if i and _names_as(tokens, i):
        return "I"
    return "B" if i + 1 < len(tokens) and tokens[i + 1].word.tags[0] == "V" else ""


def _preferred(tokens: list[Token], i: int) -> bool:
    """Would rather leave than pay its dues: a bare verb behind "than", of what is liked less."""
    if i + 2 >= len(tokens) or "base" not in tokens[i + 1].word.forms or tags_at(tokens, i + 2)[0] not in "DSPIKTRO":
        return False
    return any(token.low in _RATHER for token in tokens[:i])


def _names_as(tokens: list[Token], i: int) -> bool:
    """Described as, dismissed as, shrugged off as: what follows is what something is called."""
    if not tokens[i - 1].word.lemmas.isdisjoint(_NAMING):
        return True
    return i > 1 and tokens[i - 1].low in _AWAY and not tokens[i - 2].word.lemmas.isdisjoint(_WAVING)


def once_tag(tokens: list[Token], i: int) -> str:
    """Where guards once stood: between a subject and its verb an adverb; once they leave: it opens a clause."""
    between = i > 0 and tokens[i - 1].tag in "NPOWX" and bool({"V", "X"} & set(tags_at(tokens, i + 1)))
    return "R" if between else link_tag(tokens, i, tokens[i].word.tags)


def _inside_verb(tokens: list[Token], i: int) -> bool:
    """Has since been handed over, have long since left: between an auxiliary and its participle."""
    j, k = i - 1, i + 1
    while j >= 0 and tokens[j].tag == "R":
        j -= 1
    if j < 0 or tokens[j].tag != "X" or k >= len(tokens):
        return False
    return "pp" in tokens[k].word.forms or tokens[k].word.tags[0] in "RX"


def _verb_owed(tokens: list[Token], i: int) -> bool:
    """The men who were sent there after the war left: before `i` a clause on a subject whose own verb is to come."""
    relatives = groups = 0
    verb = False
    for token in reversed(tokens[:i]):
        if token.tag in STOPS:
            break
        if token.tag in "XV":
            groups += not verb
            verb = True
        elif token.tag != "R":
            verb = False
            relatives += token.tag == "W"
    return relatives > 0 and groups == relatives and _verbs_ahead(tokens, i) <= 1


def _verbs_ahead(tokens: list[Token], i: int) -> int:
    """How many words that can only be finite verbs follow, apart from each other, before a stop."""
    found = 0
    before = False
    for token in tokens[i + 1 :]:
        if token.word.tags[0] in STOPS:
            break
        verb = token.mention is None and "N" not in token.word.tags and token.word.tags[0] in "XV"
        verb = verb and (token.word.tags[0] == "X" or not token.word.forms.isdisjoint(("past", "s")))
        found += verb and not before
        before = verb
    return found


def _bare_verb(tokens: list[Token], j: int) -> bool:
    """Before the Russians leave Berkaber: a bare form after a plural, with what can be its object behind it."""
    before, token = tokens[j - 1], tokens[j]
    many = before.word.plural or (before.kind == "adjective" and before.low.endswith("s"))
    if not many or before.low == "arms" or token.mention is not None or "base" not in token.word.forms:
        return False
    following = tokens[j + 1] if j + 1 < len(tokens) else None
    return (
        following is None
        or following.word.tags[0] in "DSPZARIK.,"
        or following.mention is not None
        or following.low == "to"
    )


def _comes_to_end(tokens: list[Token], j: int) -> bool:
    """Before the mandate ends, once the snow melts: a verb that needs no object, the last word of its clause."""
    before, token = tokens[j - 1], tokens[j]
    if "s" not in token.word.forms or token.mention is not None or token.word.lemmas.isdisjoint(OBJECTLESS):
        return False
    single = "N" in before.word.tags and not before.word.plural and tokens[j - 2].word.tags[0] in "DSA"
    return single and (j + 1 == len(tokens) or tokens[j + 1].word.tags[0] == ".")


def _ends_phrase(token: Token) -> bool:
    """A plain noun right before a name, no title: the phrase ends, and the name begins another."""
    if token.date is not None:
        return True
    return "N" in token.word.tags and token.mention is None and not token.word.senses & {"human", "state", "envoy"}


def is_third_person(tokens: list[Token], j: int) -> bool:
    """A word like "changes" between a singular noun and its object: the crossing changes hands."""
    before, token = tokens[j - 1], tokens[j]
    if "V" not in token.word.tags or "s" not in token.word.forms:
        return False
    named = before.tag == "P" and before.kind in _STATES_AND_TOWNS and (j < 2 or tokens[j - 2].tag in STOPS)
    if not named and ("N" not in before.word.tags or before.word.plural):
        return False
    after = tokens[j + 1] if j + 1 < len(tokens) else None
    if after is None or token.mention is not None:
        return False
    if low_at(tokens, j - 2) == "as" or (j > 2 and low_at(tokens, j - 3) == "as"):
        return True
    if "K" in after.word.tags and (j + 2 == len(tokens) or tokens[j + 2].word.tags[0] in "IZ.,"):
        return True
    return after.word.tags[0] in "DS" or (after.word.plural and (j + 2 == len(tokens) or tokens[j + 2].tag in STOPS))


def question_word_tag(tokens: list[Token], i: int) -> str:
    before, at = previous_tag(tokens, i)
    low = tokens[i].low
    if low in ("who", "whom", "which", "whose"):
        return "W"
    timed = low != "when" or (at >= 0 and names_time(tokens[at if before != "," else at - 1]))
    if before in ("N", "P", "Z", "M") and at == i - 1 and low in ("where", "when", "why") and timed:
        return "W"
    if before == "," and at > 0 and tokens[at - 1].tag in "NPZM" and low in ("where", "when") and timed:
        return "W"
    return "B" if low in ("when", "where") else "W"


def yet_tag(tokens: list[Token], i: int) -> str:
    """Promised to leave, yet to this day it has not: a coordinator where a subject or an adjunct follows a comma."""
    following = tags_at(tokens, i + 1)[0]
    adjunct = following in "IT" and tags_at(tokens, i + 2)[0] in "DS"
    return "C" if i and tokens[i - 1].tag == "," and (following in "DSOPE" or adjunct) else "R"
