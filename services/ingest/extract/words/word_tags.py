"""Pass 5f. Words that need a rule of their own, each with its function."""

from collections.abc import Callable, Mapping

from services.ingest.extract.words.clause_words import for_tag, that_tag, there_tag, to_tag, what_tag
from services.ingest.extract.words.link_tags import once_tag, particle_tag, takes_particle, yet_tag
from services.ingest.extract.words.measure_tags import dates_tag, left_tag, more_than_tag, running_tag, up_to_tag
from services.ingest.extract.words.neighbours import low_at, noun_ahead, previous_tag, tags_at
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.verb_tags import verb_or_not
from services.ingest.extract.words.word_sets import word_set

_OVERHEAD = word_set("tagging.overhead")
_ARGUING = word_set("tagging.arguing")
_FRACTIONS = word_set("tagging.fractions")
_GOES_ON = word_set("tagging.goes_on")
_BRINGS = word_set("tagging.brings")


def _may(tokens: list[Token], i: int) -> str:
    return "X"


def _sooner(tokens: list[Token], i: int) -> str:
    """Would sooner leave than stay: an adverb between a modal and its verb."""
    modal = i > 0 and tokens[i - 1].tag == "X" and tokens[i - 1].low in ("would", "'d")
    return "R" if modal else "A" if "A" in tokens[i].word.tags else "R"


def _no_less(tokens: list[Token], i: int) -> str:
    if tokens[i].low == "most" and (i == 0 or tokens[i - 1].tag in (",", "C")) and _plural_verb(tokens, i + 1):
        return "D"
    if i and tokens[i - 1].tag == "M" and noun_ahead(tokens, i + 1):
        return "A"
    return "D" if noun_ahead(tokens, i + 1) or low_at(tokens, i + 1) in ("of", "than") else "R"


def _plural_verb(tokens: list[Token], i: int) -> bool:
    """Most are locals, most come from Dagestan: an auxiliary, or a bare form that is no noun."""
    return tags_at(tokens, i)[0] == "X" or (tags_at(tokens, i) == "V" and "base" in tokens[i].word.forms)


def _further(tokens: list[Token], i: int) -> str:
    """To further its ends: a verb before its object; further north: an adverb; further talks: an adjective."""
    if i and tokens[i - 1].tag in "TXNPO" and tags_at(tokens, i + 1)[0] in "DS":
        return "V"
    return "A" if noun_ahead(tokens, i + 1) else "R"


def _come(tokens: list[Token], i: int) -> str:
    """Come October, few will be left: a preposition."""
    before, _ = previous_tag(tokens, i)
    dated = i + 1 < len(tokens) and tokens[i + 1].date is not None
    return "I" if dated and before in "NP,^" else verb_or_not(tokens, i, tokens[i].word.tags)


def _rid(tokens: list[Token], i: int) -> str:
    """Got rid of: an adjective; rid the town of: a verb."""
    return "A" if i and not tokens[i - 1].word.lemmas.isdisjoint(("get", "be")) else "V"


def _following(tokens: list[Token], i: int) -> str:
    """Following the pullout, …: a preposition at the head of a clause; the following day: an adjective."""
    before, _ = previous_tag(tokens, i)
    if before in "DS":
        return "A"
    return (
        "I"
        if tags_at(tokens, i + 1)[0] in "DSPNA" and before not in "XO"
        else verb_or_not(tokens, i, tokens[i].word.tags)
    )


def _save(tokens: list[Token], i: int) -> str:
    """All provinces save Shirak: a preposition between a noun and a name; else a verb."""
    before, at = previous_tag(tokens, i)
    return (
        "I" if before == "N" and at == i - 1 and tokens[at].word.plural and tags_at(tokens, i + 1)[0] in "PDO" else "V"
    )


def _no(tokens: list[Token], i: int) -> str:
    """A flat no, said no: a noun where nothing follows that it could deny."""
    before, _ = previous_tag(tokens, i)
    if before == "N" and i + 1 < len(tokens) and tokens[i + 1].low[0].isdigit():
        return "R"
    return "N" if before in ("A", "D", "V", "I", "N") and tags_at(tokens, i + 1)[0] in ".ICB" else "D"


def _one(tokens: list[Token], i: int) -> str:
    """One soldier; one of them; the only one, and what is said of it behind: the only one missing."""
    if low_at(tokens, i - 1) == "only" and "A" in tags_at(tokens, i + 1) and not noun_ahead(tokens, i + 2):
        return "O"
    return "M" if noun_ahead(tokens, i + 1) or low_at(tokens, i + 1) == "of" else "O"


def _such(tokens: list[Token], i: int) -> str:
    return "A" if i and tokens[i - 1].tag == "D" else "D"


def _back(tokens: list[Token], i: int) -> str:
    """Ordered them back from, back home: beside a preposition or at the end no verb; turned its back: a noun."""
    if i and tokens[i - 1].tag in "SG" and not noun_ahead(tokens, i + 1):
        return "N"
    if i and tokens[i - 1].tag in "DS" and low_at(tokens, i + 1) == "of":
        return "N"
    if tags_at(tokens, i + 1)[0] in "ITR.,;" and not (i and tokens[i - 1].tag in "TX"):
        return "K"
    return verb_or_not(tokens, i, tokens[i].word.tags)


def _near(tokens: list[Token], i: int) -> str:
    before, at = previous_tag(tokens, i)
    if before == "X" and "be" in tokens[at].word.lemmas:
        return "I"
    return "V" if before in "TXO" and before != "^" and tags_at(tokens, i + 1)[0] in "DS" else "I"


def _neither(tokens: list[Token], i: int) -> str:
    after = tokens[i + 1].word.verbs if i + 1 < len(tokens) else ()
    if i and tokens[i - 1].tag == "X" and any(form in ("ing", "pp") for _, form in after):
        return "R"
    if noun_ahead(tokens, i + 1) or low_at(tokens, i + 1) == "of" or tags_at(tokens, i + 1)[0] in "DS":
        return "D"
    if tags_at(tokens, i + 1)[0] == "X" and (tags_at(tokens, i + 2)[0] in "DSOP" or noun_ahead(tokens, i + 2)):
        return "R"
    return "O" if tags_at(tokens, i + 1)[0] in "XV" and (i == 0 or tokens[i - 1].tag in ',;B"') else "R"


def _either(tokens: list[Token], i: int) -> str:
    """Either side, either of them; before a name or a noun in the plural a word of its own: either Yerevan pays or …"""
    if low_at(tokens, i + 1) == "of":
        return "D"
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if following is None or following.mention is not None or following.word.plural:
        return "R"
    return "D" if noun_ahead(tokens, i + 1) else "R"


def _bar(tokens: list[Token], i: int) -> str:
    """All members bar Armenia, all provinces bar Shirak: a preposition."""
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if after is None or after.tag in (".", ",", ";"):
        return "N"
    if after.kind in ("country", "capital", "place") and i and tokens[i - 1].tag in "NP":
        return "I"
    return verb_or_not(tokens, i, tokens[i].word.tags) if "V" in tokens[i].word.tags else "N"


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
    return "A" if noun_ahead(tokens, i + 1) and tags_at(tokens, i + 1)[0] not in "BI" else "R"


def _her(tokens: list[Token], i: int) -> str:
    return "S" if noun_ahead(tokens, i + 1) else "O"


def _around(tokens: list[Token], i: int) -> str:
    """About, around, over: before a number no preposition."""
    if i + 1 < len(tokens) and tokens[i + 1].word.tags[0] == "M" and tokens[i + 1].date is None:
        hung = i and tokens[i - 1].word.lemmas & _OVERHEAD and tokens[i - 1].tag == "V"
        argued = tokens[i].low == "over" and any(_argued(t) for t in tokens[max(0, i - 6) : i])
        return "I" if argued or (hung and tokens[i].low in ("over", "above")) else "D"
    part = low_at(tokens, i + 1) in _FRACTIONS or (low_at(tokens, i + 1) == "a" and tags_at(tokens, i + 2)[0] == "M")
    if part and (not i or tokens[i - 1].tag not in "VN"):
        return "R"
    if tokens[i].low == "some":
        return "D" if noun_ahead(tokens, i + 1) else "O"
    if "K" in tokens[i].word.tags:
        return particle_tag(tokens, i, tokens[i].word.tags)
    return "R" if i and tags_at(tokens, i + 1) == "." else "I"


def _argued(token: Token) -> bool:
    """Haggled over six jets: over is about."""
    return token.word.noun in _ARGUING or not token.word.lemmas.isdisjoint(_ARGUING)


def _in(tokens: list[Token], i: int) -> str:
    """Carry on serving, brought in for that, flew in another two hundred: a particle; else a preposition."""
    if not i or tokens[i - 1].tag != "V" or i + 1 >= len(tokens):
        return "I"
    lemmas = tokens[i - 1].word.lemmas
    following = tokens[i + 1]
    tag = following.word.tags[0]
    if tokens[i].low == "on":
        ing = "ing" in following.word.forms
        return "K" if lemmas & _GOES_ON and (ing or tag in "I.R," or following.date is not None) else "I"
    if not lemmas & _BRINGS:
        return "I"
    if tag in "I.,T" or following.tag in ".,":
        return "K"
    for token in tokens[i + 1 : i + 6]:
        if token.kind in ("place", "country", "capital") or token.date is not None:
            return "I"
        if {"force", "force?", "weapon"} & token.word.senses or token.kind == "force":
            return "K"
        if token.word.tags[0] not in "DSAM":
            return "K" if token.tag in ".,;" else "I"
    return "K"


def _home(tokens: list[Token], i: int) -> str:
    """Home to thousands, at home: a noun; went home: an adverb."""
    if i and tokens[i - 1].tag in "DSGI":
        return "N"
    apposed = i == 0 or tokens[i - 1].tag == "," or tokens[i - 1].word.lemmas & {"be", "remain"}
    return "N" if low_at(tokens, i + 1) == "to" and apposed else "R"


def _here(tokens: list[Token], i: int) -> str:
    return "O" if i and tokens[i - 1].tag == "I" else "R"


def _put(tokens: list[Token], i: int) -> str:
    """Stay put: no verb."""
    before = tokens[i - 1].word.lemmas if i else set()
    return "R" if before & {"stay", "remain", "sit"} else "V"


def _so(tokens: list[Token], i: int) -> str:
    return "R"


def _worth(tokens: list[Token], i: int) -> str:
    """Worth $10 million: a preposition; ten million dollars' worth: a noun."""
    following = tags_at(tokens, i + 1)[0]
    return "N" if (i and tokens[i - 1].tag == "G") or following not in "MDRI" else "I"


def _on(tokens: list[Token], i: int) -> str:
    """Talks are going on, are going on in Delhi: a particle where no phrase follows."""
    follows = tags_at(tokens, i + 1)[0]
    after_verb = i > 0 and tokens[i - 1].tag == "V"
    return "K" if after_verb and (follows in ".,;:IBC" or i + 1 == len(tokens)) else "I"


def _through(tokens: list[Token], i: int) -> str:
    """The deal went through; they wave travellers through at the gate."""
    behind = i > 0 and tokens[i - 1].tag in "NPO" and tags_at(tokens, i + 1) == "I" and takes_particle(tokens, i)
    return "K" if behind else _on(tokens, i)


def _direction(tokens: list[Token], i: int) -> str:
    """Headed north from Shushi: an adverb behind a verb; in the north: a noun."""
    return "R" if i and tokens[i - 1].tag in "VK" and not noun_ahead(tokens, i + 1) else "N"


WORDS: Mapping[str, Callable[[list[Token], int], str]] = {
    "up to": up_to_tag, "running": running_tag, "once": once_tag,
    "including": lambda t, i: "V" if i and t[i - 1].tag in "XT" else "I",
    "north": _direction, "south": _direction, "east": _direction, "west": _direction,
    "more than": more_than_tag,
    "worth": _worth, "left": left_tag, "certain": lambda t, i: "D" if noun_ahead(t, i + 1) else "A",
    "through": _through,
    "dates": dates_tag, "date": dates_tag,
    "may": _may, "about": _around, "around": _around, "over": _around, "under": _around, "below": _around,
    "close to": _around, "above": _around, "some": _around, "well over": _around, "more": _no_less, "less": _no_less,
    "one": _one, "such": _such, "back": _back, "near": _near, "like": _near, "neither": _neither, "sooner": _sooner,
    "bar": _bar, "most": _no_less, "either": _either, "except": lambda _t, _i: "I",
    "both": _both, "all": _both, "long": _long, "her": _her, "so": _so, "yet": yet_tag, "no": _no, "save": _save,
    "for": for_tag, "come": _come, "following": _following, "further": _further, "rid": _rid, "what": what_tag,
    "but": lambda t, i: "C", "home": _home, "in": _in, "on": _in, "put": _put, "to": to_tag, "that": that_tag,
    "there": there_tag, "here": _here, "not": lambda _t, _i: "R", "as well as": lambda _t, _i: "C",
}  # fmt: skip
