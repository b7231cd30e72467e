"""Written forms by rule: of verbs, plurals of nouns, degrees of adjectives."""

from services.ingest.gazetteer.table import many

_VOWELS = "aeiou"
_SHORT = 6
"""Adjectives of one syllable have no more letters; of longer ones only those in -y are compared by ending."""


def inflected(lemma: str, past: str, participle: str, ing: str) -> list[tuple[str, str]]:
    """(written form, form) of a verb; empty cells are formed by rule. Of several words the first is inflected."""
    head, _, rest = lemma.partition(" ")
    if rest:
        return [(f"{word} {rest}", form) for word, form in inflected(head, past, participle, ing)]
    regular = _past(lemma)
    forms = [(lemma, "base"), (_third(lemma), "s")]
    forms += [(p, "past") for p in many(past) or (regular,)]
    forms += [(p, "pp") for p in many(participle) or (regular,)]
    forms += [(p, "ing") for p in many(ing) or (ing_form(lemma),)]
    return forms


def _third(lemma: str) -> str:
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return lemma[:-1] + "ies"
    return lemma + "s"


def _past(lemma: str) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return lemma[:-1] + "ied"
    return lemma + "ed"


def ing_form(lemma: str) -> str:
    """The form in -ing of a verb by rule: leave, leaving; lie, lying."""
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
        return lemma[:-1] + "ing"
    return lemma + "ing"


def plural_of(noun: str) -> str:
    """The plural of a noun by rule: base, bases; country, countries; serviceman, servicemen."""
    if noun.endswith("man") and not noun.endswith(("human", "german")):
        return noun[:-3] + "men"
    return _third(noun) if not noun.endswith("o") else noun + "s"


def degrees(adjective: str) -> tuple[str, ...]:
    """The comparative and superlative of a short adjective: big, bigger, biggest; heavy, heavier; none of others."""
    if adjective.endswith("y") and adjective[-2] not in _VOWELS:
        stem = adjective[:-1] + "i"
    elif len(adjective) > _SHORT or sum(_syllables(adjective)) != 1:
        return ()
    elif adjective.endswith("e"):
        stem = adjective[:-1]
    else:
        closed = adjective[-1] not in "aeiouwxy" and adjective[-2] in _VOWELS and adjective[-3:-2] not in (*_VOWELS, "")
        stem = adjective + adjective[-1] if closed else adjective
    return f"{stem}er", f"{stem}est"


def _syllables(word: str) -> list[bool]:
    """Where a group of vowels begins, but for a mute e at the end."""
    body = word[:-1] if word.endswith("e") and len(word) > 2 else word
    return [c in "aeiouy" and (k == 0 or body[k - 1] not in "aeiouy") for k, c in enumerate(body)]
