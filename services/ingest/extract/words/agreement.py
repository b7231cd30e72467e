"""Pass 5c. Whether a word behind a noun is its verb: by number, and by what follows."""

from services.ingest.extract.operators.operator_table import clausal, rows, saying
from services.ingest.extract.words.bare_verbs import LETTING, asked_before, demanded, demanded_before, let_before
from services.ingest.extract.words.link_tags import is_third_person
from services.ingest.extract.words.neighbours import (
    SAYING,
    before_phrase,
    finite_later,
    is_plural,
    must_be_verb,
    noun_ahead,
    opens_next,
    opens_phrase,
    tags_at,
)
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set

_HELD = frozenset({"talks", "drill", "visit", "meeting", "training"})
_HOLDING = word_set("tagging.holding")
COPULAR = word_set("tagging.copular")
SAYS = word_set("tagging.says")
_BEFORE_VERB = word_set("tagging.before_verb")
_STARTS = word_set("tagging.starts")
GATHERINGS = frozenset({"drill", "training", "summit", "meeting", "talks", "visit"})
_STANDING = word_set("tagging.standing")
_FROM_HERE = word_set("tagging.from_here")
_OF_PLACE = word_set("tagging.of_place")
_ONE_OF = frozenset({"each of", "every one of", "one of", "neither of", "either of", "not one of", "none of"})
_UNTIL = frozenset({"until", "till", "while", "because"})


def agreement_tag(tokens: list[Token], i: int, others: str, forms: frozenset[str], at: int) -> str:
    """After a noun: a verb where number agrees, what follows can be its object or adjunct, and no other verb comes."""
    noun = tokens[at]
    if (
        at == i - 1
        and noun.kind == "organisation"
        and "force" in tokens[i].word.senses
        and not (i + 1 < len(tokens) and opens_phrase(tokens[i + 1]))
    ):
        return others[0]
    named = noun.tag == "P" and noun.kind in ("place", "") and " " not in noun.low
    if at == i - 1 and at and named and tokens[at - 1].tag in "DS" and "N" in tokens[i].word.tags:
        return others[0]
    men = at == i - 1 and noun.tag == "P" and noun.kind in ("place", "country", "capital")
    if men and at and tokens[at - 1].tag == "V" and {"human", "force", "force?"} & tokens[i].word.senses:
        return others[0]
    plural = is_plural(noun) or plural_head(tokens, at)
    if (
        at == i - 1
        and at
        and tokens[at - 1].tag == "V"
        and tokens[i].word.senses & _HELD
        and not tokens[at - 1].word.lemmas.isdisjoint(_HOLDING)
    ):
        return others[0]
    named = noun.kind == "organisation" or _possessed_name(tokens, at)
    if noun.kind == "weapon" or (noun.kind == "drill" and (not forms & {"s", "past"} or tokens[i].word.senses)):
        return others[0]
    if tokens[i].word.senses & GATHERINGS and named:
        return others[0]
    if at == i - 1 and noun.kind == "organisation" and at and tokens[at - 1].tag in "MA" and "s" in forms:
        return others[0]
    if tokens[at].tag == "Z" and at and tokens[at - 1].tag in "GSDA" and tokens[i].word.senses & GATHERINGS:
        return others[0]
    if "base" in forms and (asked_before(tokens, at) or let_before(tokens, at) or demanded_before(tokens, at)):
        return "V"
    if is_third_person(tokens, i):
        return "V"
    if not opens_next(tokens, i) and (_clause_full(tokens, at) or _object_of_verb(tokens, at)):
        return others[0]
    return _agrees_in_number(tokens, i, others, forms, at, plural)


def _agrees_in_number(tokens: list[Token], i: int, others: str, forms: frozenset[str], at: int, plural: bool) -> str:
    """By number, and by what follows."""
    noun = tokens[at]
    agrees = _in_number(tokens, forms, at, plural)
    if not agrees and _governs(tokens, i) and _far_head(tokens, at) is ("base" in forms):
        agrees = True
    if "past" in forms:
        agrees = True
    if not agrees and "base" in forms and demanded(tokens, at) and not finite_later(tokens, i + 1):
        return "V"
    if agrees and at < i - 1 and all(t.low in _BEFORE_VERB for t in tokens[at + 1 : i]):
        return "V"
    if not agrees or (at == i - 1 and noun.word.plural and _article_of_one(tokens, at)):
        return others[0]
    return _by_what_follows(tokens, i, others, forms, at, plural)


def _in_number(tokens: list[Token], forms: frozenset[str], at: int, plural: bool) -> bool:
    return ("s" in forms and not plural) or (
        "base" in forms and "s" not in forms and (plural or tokens[at].tag == "Z" or _two_before(tokens, at))
    )


def agrees_with(tokens: list[Token], i: int, at: int) -> bool:
    """Whether the form at `i` agrees in number with the subject whose phrase ends at `at`, or with what that hangs
    on."""
    forms, far = tokens[i].word.forms, _far_head(tokens, at)
    if far is not None:
        return far is ("base" in forms)
    return _in_number(tokens, forms, at, is_plural(tokens[at]))


def _by_what_follows(tokens: list[Token], i: int, others: str, forms: frozenset[str], at: int, plural: bool) -> str:
    """A word that agrees with the noun before it: a verb where what follows can be its object or adjunct."""
    noun = tokens[at]
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if following is not None and "A" in following.word.tags and not tokens[i].word.lemmas.isdisjoint(COPULAR):
        return "V"
    if noun.low == "arms":
        return others[0]
    common = noun.tag == "N" or (noun.tag == "P" and noun.mention is None and at > 0 and tokens[at - 1].tag == "D")
    if (following is None or following.tag in ".,") and common and _in_adjunct(tokens, at):
        return others[0]
    if following is None and noun.tag == "P" and tokens[i].low in SAYS and at and tokens[at - 1].tag == "I":
        return others[0]
    if (
        noun.word.senses
        and not noun.mention
        and tokens[i].word.senses
        and not plural
        and (following is None or not (opens_phrase(following) or following.low in _FROM_HERE))
        and not ("s" in forms and following is not None and must_be_verb(tokens, i))
        and not _acts(tokens, i, forms, at)
        and not _men_stay(tokens, i, forms, at)
    ):
        return others[0]
    if following is not None and tokens[i].low in _STARTS and "ing" in following.word.forms:
        return "V"
    if (
        following is None
        or following.tag in ".?!"
        or (following.word.tags[0] in "XV" and not {"N", "A"} & set(following.word.tags))
    ):
        return "V" if following is None or following.tag == "." else others[0]
    if "V" in following.word.tags and following.word.forms & {"past", "s"} and not opens_phrase(following):
        return "V" if "A" in following.word.tags and tokens[i].low in _STANDING else others[0]
    name = noun.tag == "P" or plural or noun.mention is not None
    if name and (
        opens_phrase(following)
        or following.tag in ("I", "T", "R", "B", "Z", "K")
        or following.word.tags[0] in "ITRBKZWM,"
    ):
        return "V" if not finite_later(tokens, i + 1) or opens_phrase(following) or noun.tag == "P" else others[0]
    if opens_phrase(following) and not finite_later(tokens, i + 1):
        return "V"
    return others[0] if finite_later(tokens, i + 1) else "V"


def _possessed_name(tokens: list[Token], at: int) -> bool:
    """The bloc's Interaction and Search drills: names behind a genitive, of nobody, go on as a noun."""
    j = at
    while j > 0 and tokens[j].mention is None and (tokens[j].tag in "P," or tokens[j].low == "and"):
        j -= 1
    return j < at and tokens[at].tag == "P" and tokens[j].tag == "G"


def _acts(tokens: list[Token], i: int, forms: frozenset[str], at: int) -> bool:
    """Opposition urges cabinet to …, a title: an operator in the third person with nothing finite after it."""
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if (
        "s" not in forms
        or following is None
        or (following.word.tags[0] not in "NPAT" and not _with_particle(tokens, i))
        or (at and tokens[at - 1].tag in "DS")
    ):
        return False
    lemmas = [lemma for lemma, form in tokens[i].word.verbs if form == "s"]
    return any((lemma, "v") in rows() for lemma in lemmas) and not finite_later(tokens, i + 1)


def _with_particle(tokens: list[Token], i: int) -> bool:
    """Turns down the demand: a particle, and the object behind it."""
    return i + 2 < len(tokens) and "K" in tokens[i + 1].word.tags and noun_ahead(tokens, i + 2)


def _men_stay(tokens: list[Token], i: int, forms: frozenset[str], at: int) -> bool:
    """The contingent stays in A until its mandate ends: what a body of men does, with its adjunct; said the base
    stays."""
    if "s" not in forms or not {"force", "force?", "post"} & tokens[at].word.senses:
        return False
    if tags_at(tokens, i + 1)[0] == ".":
        return at > 1 and tokens[at - 1].tag == "D" and not tokens[at - 2].word.lemmas.isdisjoint(saying())
    if tags_at(tokens, i + 1)[0] != "I":
        return False
    span = next((j for j in range(i + 1, len(tokens)) if tokens[j].low in _UNTIL), len(tokens))
    return not finite_later(tokens[:span], i + 1)


def plural_head(tokens: list[Token], at: int) -> bool:
    """Whether the name that ends at `at` only says where a plural subject is: the barracks in Verishen, the observers
    based in Jermuk."""
    j = at
    for _ in range(3):
        j = before_phrase(tokens, j, "PDSA")
        if j < 1 or tokens[j].tag != "I":
            return False
        j -= 1
        if tokens[j].tag == "V" and "pp" in tokens[j].word.forms:
            j -= 1
        if j < 0 or tokens[j].tag not in "NP":
            return False
        if tokens[j].tag == "N":
            return is_plural(tokens[j])
    return False


def _clause_full(tokens: list[Token], at: int) -> bool:
    """Whether the noun at `at` stands behind a preposition in a clause that has its auxiliary and verb already: is
    quartered in the old stables, will join them at the bridge."""
    j = before_phrase(tokens, at)
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


def _object_of_verb(tokens: list[Token], at: int) -> bool:
    """Praised the bloc's airborne drills: behind a verb that takes no clause, whose subject opens the sentence."""
    j = before_phrase(tokens, at)
    if j < 1 or tokens[j].tag != "V" or (tokens[j + 1].tag not in "DS" and tokens[j + 1].kind == ""):
        return False
    word = tokens[j].word
    if "past" not in word.forms or not word.lemmas.isdisjoint(clausal() | LETTING):
        return False
    subject = [t.tag for t in tokens[:j]]
    return all(tag in "DSANPMG" for tag in subject) and "NP" not in "".join(subject) and "ND" not in "".join(subject)


def _governs(tokens: list[Token], i: int) -> bool:
    """What follows can be the object of a verb: a determiner, a name, a preposition; and no other verb comes."""
    return i + 1 < len(tokens) and tags_at(tokens, i + 1)[0] in "DSPI" and not finite_later(tokens, i + 1)


def _far_head(tokens: list[Token], at: int) -> bool | None:
    """Whether the noun that the phrase ending in token `at` hangs on is plural: contractors of a firm, A and B; None
    where it hangs on none."""
    found: bool | None = None
    for j in range(at, -1, -1):
        token = tokens[j]
        if token.low in _ONE_OF:
            found = False
        elif token.tag == "I" and token.low in _OF_PLACE and j and tokens[j - 1].tag in "NP":
            found = is_plural(tokens[j - 1])
        elif token.low == "and" and found is not True:
            found = True
        elif token.tag in "VXBW;:.TO" or token.tag in ("(", ")"):
            break
    return found


def _article_of_one(tokens: list[Token], at: int) -> bool:
    """A plural inside the phrase of "a" is no head of it: a secret arms deal."""
    j = before_phrase(tokens, at - 1, "ANPM-")
    return j >= 0 and tokens[j].low in ("a", "an", "another", "each", "every")


def _in_adjunct(tokens: list[Token], at: int) -> bool:
    """Skipped the summit for health reasons: a noun behind a preposition, after the verb of its clause."""
    j = before_phrase(tokens, at, "DSANGP")
    if j < 0 or tokens[j].tag != "I":
        return False
    while j >= 0 and tokens[j].tag not in "BW,;:.":
        if tokens[j].tag == "V":
            return not tokens[j].word.lemmas & SAYING
        j -= 1
    return False


def _two_before(tokens: list[Token], at: int) -> bool:
    """A pair of nouns before: Yerevan and Moscow agree."""
    return at > 1 and (tokens[at - 1].low in ("and", ",") and tokens[at - 2].tag in "NP")
