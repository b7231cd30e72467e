"""Pass 5b. Words that can be verbs: present and base forms, participles, forms in -ing."""

from services.ingest.extract.words.agreement import COPULAR, GATHERINGS, SAYS, agreement_tag
from services.ingest.extract.words.coordinated_verbs import coordinated
from services.ingest.extract.words.ing_forms import ing_tag, named_gathering
from services.ingest.extract.words.neighbours import (
    base_next,
    before_phrase,
    finite_later,
    is_inverted,
    is_plural,
    low_at,
    noun_ahead,
    opens_next,
    previous_tag,
    tags_at,
    token_senses,
)
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set

_NOUNISH_BEFORE = frozenset("DSGAM")
_STANDING = COPULAR | {"lie"}
_OF_ACT = word_set("tagging.of_act")
_STATES_BY_LETTERS = frozenset({"us", "u.s.", "uk", "u.k.", "uae"})
"""Names that serve as adjectives too: the US sent soldiers."""
_KEEPING = frozenset({"keep", "leave", "hold"})
_PLACING = frozenset({"where", "when", "why", "how"})
"""Words behind which the subject comes first: where monitors lodge."""
_EACH = frozenset({"each", "another", "much", "little", "either", "neither"})
MANY_OF_THEM = word_set("tagging.many_of_them")
_WITH_OBJECT = word_set("tagging.with_object")
"""Adjectives that are verbs only with an object: guards absent from A, present at B."""
_EVEN = frozenset({"even", "perhaps", "then", "indeed"})


def verb_or_not(tokens: list[Token], i: int, tags: str) -> str:
    token = tokens[i]
    forms = token.word.forms
    before, at = previous_tag(tokens, i)
    others = tags.replace("V", "")
    if before == "^" and "pp" in forms and _opens_aside(tokens, i):
        return "V"
    if "N" in others and _behind_quoted_name(tokens, i):
        return "N"
    if forms & {"base", "s"}:
        if "past" not in forms or "N" in others:
            return _finite_or_noun(tokens, i, others, forms, before, at)
        if before == "T" or (before == "X" and at >= 0):
            return "V"
    if "ing" in forms:
        return ing_tag(tokens, i, others, before)
    return _participle(tokens, i, others, before)


def _behind_quoted_name(tokens: list[Token], i: int) -> bool:
    """The "Barrier 2024" exercise: a known noun behind a name in quotation marks that a determiner stands before."""
    if i < 3 or tokens[i - 1].tag != '"' or not token_senses(tokens, i):
        return False
    opened = next((j for j in range(i - 2, 0, -1) if tokens[j].tag not in "NPAMZ-–"), 0)
    return opened > 0 and tokens[opened].tag == '"' and tokens[opened - 1].tag in "DSGA"


def _opens_aside(tokens: list[Token], i: int) -> bool:
    """Split between two towns, the base: a form that opens the sentence, told of what comes behind the comma."""
    if i + 2 >= len(tokens) or tags_at(tokens, i + 1)[0] not in "IK":
        return False
    stop = next((j for j in range(i + 2, len(tokens)) if tokens[j].low in (",", ";", ":", ".")), len(tokens))
    return stop + 1 < len(tokens) and tokens[stop].low == "," and tags_at(tokens, stop + 1)[0] in "DSP"


def _goes_on_name(tokens: list[Token], i: int) -> bool:
    """The Trump Route, the Zangezur Pass: a noun with a capital letter behind one name, which no base form agrees
    with."""
    return tokens[i].capital and i > 1 and tokens[i - 2].tag not in "C,"


def _participle(tokens: list[Token], i: int, others: str, before: str) -> str:
    """A past form: an adjective between a determiner and its noun (the agreed date), else a verb."""
    if "pp" not in tokens[i].word.forms:
        return "V"
    if before == "A" and tokens[i - 1].low in _STATES_BY_LETTERS and previous_tag(tokens, i - 1)[0] == "D":
        return "V"
    if tokens[i - 1].tag == "I" and noun_ahead(tokens, i + 1):
        return "A"
    if before in _NOUNISH_BEFORE and noun_ahead(tokens, i + 1):
        plural = before == "A" and tokens[i - 1].low.endswith("ns")
        return "V" if plural else "A"
    if before == "V" and "A" in others and not tokens[i - 1].word.lemmas.isdisjoint(_STANDING):
        return "A"
    if before == "N" and "A" in others and _kept_so(tokens, i):
        return "A"
    if before == "," and _after_aside(tokens, i):
        return "V"
    behind = before in ("^", "I", "C", ",", "V") or (before == "N" and "past" not in tokens[i].word.forms)
    if behind and noun_ahead(tokens, i + 1) and "A" in others:
        return "A"
    if before in "DSA" and "N" in others:
        return "N"
    return "V"


def _kept_so(tokens: list[Token], i: int) -> bool:
    """Kept its purse closed, left the bill unpaid: behind the object, how it is kept."""
    j = before_phrase(tokens, i - 1)
    kept = j >= 0 and tokens[j].tag == "V" and not tokens[j].word.lemmas.isdisjoint(_KEEPING)
    after = i + 2 if low_at(tokens, i + 1) == "," else i + 1
    return kept and (tags_at(tokens, after)[0] in ".;:CI" or (after > i + 1 and tags_at(tokens, after)[0] != "A"))


def _first_part(tokens: list[Token], i: int) -> bool:
    """The Guardian reports, the Paris talks: behind an article a name is the first part of a noun."""
    kind = tokens[i - 1].kind
    if kind == "outlet":
        return i > 1 and tokens[i - 2].tag == "D"
    return kind != "organisation" and bool(tokens[i].word.senses & GATHERINGS) and named_gathering(tokens, i)


def _no_verb_beside(tokens: list[Token], i: int, others: str, forms: frozenset[str], before: str) -> str:
    """The tag of a word that what stands beside it keeps from being a verb; empty where nothing does."""
    if before in "NPAMZ" and forms == {"s"} and "N" in others and _of_something(tokens, i):
        return "N"
    if before == "N" and "N" in others and _called_so(tokens, i):
        return "N"
    if tokens[i - 1].tag == "P" and forms == {"base"} and "N" in others and _goes_on_name(tokens, i):
        return "N"
    if "A" in others and tokens[i].low in _WITH_OBJECT and tags_at(tokens, i + 1)[0] in "I.,;":
        return "A"
    return ""


def _finite_or_noun(tokens: list[Token], i: int, others: str, forms: frozenset[str], before: str, at: int) -> str:
    """A word that can be a present or base form of a verb, or something else."""
    if before == "T" or (before == "X" and tokens[at].word.verbs[0][1] == "modal"):
        return "V"
    if before == "X":
        return _after_auxiliary(tokens, i, others, forms, at)
    if before == "B" and tokens[at].low == "than" and at == i - 1:
        return "V"
    if before == "D" and _pronoun_acts(tokens, i, others, at):
        return "V"
    if not others:
        return "V" if not (before in "DS" and at == i - 1) else "N"
    if before in (",", '"', "^", ";", ":", "B"):
        return _after_mark(tokens, i, others, forms, before, at)
    counted = before == "M" and ("A" in others or tags_at(tokens, i + 1)[0] == "N") and noun_ahead(tokens, i + 1)
    of_several = at > 0 and tokens[at].tag == "N" and tokens[at - 1].tag == "M" and tokens[at - 1].low != "one"
    if of_several and not tokens[at].word.plural and "s" in forms:
        return others[0]
    several = before == "M" and tokens[at].low != "one" and tokens[i].word.plural and "s" in forms
    if at == i - 1 and (several or counted or _measured(tokens, at)):
        return others[0]
    if before in "DSG" or (before == "A" and not is_plural(tokens[at])):
        return others[0] if "V" not in others[0] else "N"
    if before == "I":
        return others[0]
    if before == "W" and tokens[at].low in _PLACING and tokens[i].word.plural and not opens_next(tokens, i):
        return others[0]
    if before == "O" and tokens[at].low == "one" and "s" not in forms and "A" in others:
        return "A"
    if before in ("O", "W"):
        return "V"
    if before == "N" and at == i - 1 and _ends_saying(tokens, i, forms):
        return "V"
    if before == "V" and at == i - 1 and "base" in forms and tokens[at].word.verbs[0][0] == "help":
        return "V" if {*tags_at(tokens, i + 1)} & {*"DSPAIN"} else others[0]
    if before == "Z" and at and tokens[at - 1].tag in "DSG" and at == i - 1:
        return others[0]
    if before == "P" and at == i - 1 and _first_part(tokens, i):
        return others[0]
    if before == "N" and tokens[i].word.verbs[0][0] == "help" and is_plural(tokens[at]) and base_next(tokens, i):
        return "V"
    if noun := _no_verb_beside(tokens, i, others, forms, before):
        return noun
    if before in "NPAMEZ":
        return agreement_tag(tokens, i, others, forms, at)
    if (
        before == "C"
        and forms == {"s"}
        and tokens[i].word.senses & {"force", "post"}
        and tags_at(tokens, i + 1)[0] == "I"
    ):
        return others[0]
    if before == "C":
        return coordinated(tokens, i, others, forms)
    return others[0]


def _pronoun_acts(tokens: list[Token], i: int, others: str, at: int) -> bool:
    """Few expect, much depends, each houses: what no noun phrase could be is a pronoun with its verb."""
    word = tokens[i].word
    if "base" in word.forms and "N" not in others and tokens[at].low in MANY_OF_THEM:
        return True
    return "s" in word.forms and ("N" not in others or word.plural) and tokens[at].low in _EACH


def _of_something(tokens: list[Token], i: int) -> bool:
    """Satellite pictures of A: a form in -s before "of", of a verb that takes no "of"."""
    return low_at(tokens, i + 1) == "of" and not tokens[i].word.lemmas & _OF_ACT


def _called_so(tokens: list[Token], i: int) -> bool:
    """Dismissed as nonsense claims that: what is called so stands behind what it is called."""
    j = before_phrase(tokens, i - 1)
    if j < 1 or tokens[j].low != "as" or tokens[j].tag != "I" or tokens[j - 1].tag not in "VK":
        return False
    return low_at(tokens, i + 1) in ("that", "of", "about")


def _after_auxiliary(tokens: list[Token], i: int, others: str, forms: frozenset[str], at: int) -> str:
    """Has cut, does not agree, is set; has cut prices, are cuts."""
    lemma = tokens[at].word.verbs[0][0]
    if lemma in ("have", "be") and "pp" in forms and (not noun_ahead(tokens, i + 1) or "K" in tags_at(tokens, i + 1)):
        return "V"
    if lemma == "have" and "pp" in forms and not tokens[i].word.plural:
        return "V"
    if lemma == "do" or (is_inverted(tokens, at) and "base" in forms) or (lemma == "be" and "pp" in forms):
        return "V"
    return others[0] if others else "V"


def _after_mark(tokens: list[Token], i: int, others: str, forms: frozenset[str], before: str, at: int) -> str:
    """After a comma or quotation mark, or where a sentence begins."""
    if before == "," and forms == {"s"} and _after_relative(tokens, i):
        return "V"
    if before == "," and forms == {"s"} and tags_at(tokens, i + 1)[0] in "DS" and not finite_later(tokens, i + 1):
        return "V"
    if before == "," and "pp" in forms and tags_at(tokens, i + 1)[0] in "KI":
        return "V"
    if before in (",", '"', "^") and _says_next(tokens, i):
        return "V"
    if before == "," and tokens[i - 1].low in _EVEN and "base" in forms:
        return coordinated(tokens, i, others, forms)
    if (
        before in ("^", ":", ";")
        and "base" in forms
        and not is_plural(tokens[i])
        and low_at(tokens, i + 1) != "that"
        and tags_at(tokens, i + 1) in ("D", "S")
    ):
        return "V"
    if before == "," and "s" in forms and _after_aside(tokens, at + 1):
        return "V"
    return others[0]


def _measured(tokens: list[Token], at: int) -> bool:
    """A sum, or a date behind an article, before a word that can be a noun: a $10 million order, its 2021 deal."""
    if tokens[at].sum is not None:
        return True
    return tokens[at].tag == "Z" and at > 0 and tokens[at - 1].tag in "DS"


def _ends_saying(tokens: list[Token], i: int, forms: frozenset[str]) -> bool:
    """, a correspondent reports. , analysts estimate. The last word behind somebody is what he does."""
    who = tokens[i - 1]
    if "human" not in who.word.senses or (
        i + 1 < len(tokens) and tokens[i + 1].low not in (".", ",", '"', "”", ";", ":")
    ):
        return False
    return "base" in forms if who.word.plural else "s" in forms


def _after_aside(tokens: list[Token], i: int) -> bool:
    """The visit, planned for May, stays on: a verb, where none has come and an aside has just been closed."""
    commas = [j for j in range(i) if tokens[j].tag == ","]
    if len(commas) < 2 or tokens[i - 1].tag != "," or not any(t.tag in "NP" for t in tokens[: commas[0]]):
        return False
    for token in tokens[:i]:
        if token.tag in "XBW;:" or (token.tag == "V" and token.word.forms.isdisjoint(("pp", "ing"))):
            return False
    return True


def _says_next(tokens: list[Token], i: int) -> bool:
    """, reports the correspondent: a verb of saying before its subject."""
    if i + 1 >= len(tokens) or tokens[i + 1].low == "that":
        return False
    return tokens[i].low in SAYS and tokens[i + 1].word.tags[0] in "DPASN"


def _after_relative(tokens: list[Token], i: int) -> bool:
    """Behind a relative clause between commas, where the sentence has no verb yet: the airport, which …, rings."""
    opened = next((j for j in range(i - 2, 0, -1) if tokens[j].tag == "W" and tokens[j - 1].tag == ","), -1)
    return opened > 0 and not any(t.tag in "VX" for t in tokens[: opened - 1])
